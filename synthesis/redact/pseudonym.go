package redact

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"throughline/synthesis/text"
)

// Placeholders returns what may stand in the place of each entity, beside the texts and their entities: "[person 1]", "[e-mail
// 2]". Within one call the same person, number or address has the same placeholder in all texts; numbers count from 1 by first
// appearance, each kind for itself.
//
// Two e-mail addresses are the same but for case, two phone, card and other numbers but for what parts their digits. A name that
// holds only words of one longer name found in these texts is the same person's: "Ana" is "Ana Silva". When several longer names
// hold it, nothing tells who is meant, and it has a number of its own.
//
// What is kept has its placeholder already, and so has a name that holds only words of one kept name. Numbers go on after the highest of their
// kind among the kept and in the texts, so that a text that was redacted before has no number twice.
func Placeholders(texts []string, found [][]Entity, kept ...Kept) [][]string {
	same := samePeople(texts, found, kept)
	known, numbers, last := map[Kind]map[string]string{}, map[Kind]map[string]int{}, lastNumbers(texts, kept)
	for _, k := range kept {
		if known[k.Kind] == nil {
			known[k.Kind] = map[string]string{}
		}
		if key := identity(k.Kind, k.Words); key != "" && known[k.Kind][key] == "" {
			known[k.Kind][key] = k.As
		}
	}
	out := make([][]string, len(found))
	for t, entities := range found {
		for _, e := range entities {
			key := identity(e.Kind, e.Of(texts[t]))
			as := known[e.Kind][key]
			if who, ok := same[key]; ok && e.Kind == Person && as == "" {
				key = who
				as = known[Person][who]
			}
			if as != "" {
				out[t] = append(out[t], as)
				continue
			}
			if numbers[e.Kind] == nil {
				numbers[e.Kind] = map[string]int{}
			}
			n, ok := numbers[e.Kind][key]
			if !ok {
				n = last[e.Kind] + len(numbers[e.Kind]) + 1
				numbers[e.Kind][key] = n
			}
			out[t] = append(out[t], fmt.Sprintf("[%s %d]", e.Kind.Label(), n))
		}
	}
	return out
}

// Kept is a placeholder that stands for something already: in texts that were redacted before, or because it is known who somebody is.
type Kept struct {
	Kind  Kind
	Words string // as they were written: "Ana Silva"
	As    string // "[person 3]", "[P07]"
}

// lastNumbers are the highest numbers of placeholders in use, by kind; a kind that has none is missing.
func lastNumbers(texts []string, kept []Kept) map[Kind]int {
	kinds := map[string]Kind{}
	for k, label := range labels {
		kinds[label] = k
	}
	last := map[Kind]int{}
	look := func(s string) {
		for {
			_, rest, ok := strings.Cut(s, "[")
			if !ok {
				return
			}
			s = rest
			inside, _, ok := strings.Cut(rest, "]")
			if !ok || len(inside) > 40 {
				continue
			}
			at := strings.LastIndexByte(inside, ' ')
			if at < 0 {
				continue
			}
			n, err := strconv.Atoi(inside[at+1:])
			if kind, ok := kinds[inside[:at]]; ok && err == nil && n < 1e6 {
				last[kind] = max(last[kind], n)
			}
		}
	}
	for _, s := range texts {
		look(s)
	}
	for _, k := range kept {
		look(k.As)
	}
	return last
}

// Replace returns s with each of its entities, sorted by place and not overlapping, replaced by the placeholder beside it.
func Replace(s string, entities []Entity, placeholders []string) string {
	var b strings.Builder
	at := 0
	for i, e := range entities {
		b.WriteString(s[at:e.Start])
		b.WriteString(placeholders[i])
		at = e.End
	}
	b.WriteString(s[at:])
	return b.String()
}

// identity is what two findings of the same thing have in common.
func identity(kind Kind, words string) string {
	switch kind {
	case Person, Organisation:
		return strings.Join(nameParts(words), " ")
	case Phone:
		digits, _, _ := strings.Cut(keep(words, unicode.IsDigit, "+"), "+")
		if digits == "" {
			digits = keep(words, unicode.IsDigit, "")
		}
		if digits != "" {
			return strings.TrimPrefix(digits, "00")
		}
	case Card, IBAN, ID:
		return strings.ToUpper(keep(words, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }, ""))
	}
	return strings.ToLower(strings.Join(strings.Fields(words), " "))
}

func keep(s string, is func(rune) bool, more string) string {
	return strings.Map(func(c rune) rune {
		if is(c) || strings.ContainsRune(more, c) {
			return c
		}
		return -1
	}, s)
}

// nameParts returns the words of a name without forms of address and initials, if others are left.
func nameParts(name string) []string {
	var parts, all []string
	for _, t := range text.Tokens(name) {
		if t.Norm == "'s" || titles[t.Norm] {
			continue
		}
		all = append(all, fold(t))
		if len([]rune(t.Norm)) > 1 {
			parts = append(parts, fold(t))
		}
	}
	if len(parts) == 0 {
		return all
	}
	return parts
}

// person is somebody who is named: by the identity of the name, and its words.
type person struct {
	key   string
	words []string
}

// personsIn are the names that are kept and those of texts, each once.
func personsIn(texts []string, found [][]Entity, kept []Kept) []person {
	var persons []person
	seen := map[string]bool{}
	add := func(name string) {
		words := nameParts(name)
		if key := strings.Join(words, " "); !seen[key] {
			seen[key] = true
			persons = append(persons, person{key, words})
		}
	}
	for _, k := range kept {
		if k.Kind == Person {
			add(k.Words)
		}
	}
	for t, entities := range found {
		for _, e := range entities {
			if e.Kind == Person {
				add(e.Of(texts[t]))
			}
		}
	}
	return persons
}

// samePeople maps the identity of a name to that of the one longer name that holds all its words.
func samePeople(texts []string, found [][]Entity, kept []Kept) map[string]string {
	persons := personsIn(texts, found, kept)
	slices.SortStableFunc(persons, func(a, b person) int { return cmp.Compare(len(b.words), len(a.words)) })
	same := map[string]string{}
	holding := map[string][]int{} // the persons that no longer name holds, by word
	for p, one := range persons {
		holders := 0
		who := ""
		if len(one.words) > 0 {
			for _, h := range holding[one.words[0]] {
				if len(persons[h].words) <= len(one.words) || holders > 1 {
					break // those behind are no longer
				}
				if holds(persons[h].words, one.words) {
					holders, who = holders+1, persons[h].key
				}
			}
		}
		if holders == 1 {
			same[one.key] = who
			continue
		}
		for _, w := range slices.Compact(slices.Sorted(slices.Values(one.words))) {
			holding[w] = append(holding[w], p)
		}
	}
	return same
}

// holds reports whether all words of a part are words of the whole.
func holds(whole, part []string) bool {
	for _, w := range part {
		if !slices.Contains(whole, w) {
			return false
		}
	}
	return true
}
