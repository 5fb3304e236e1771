package redact

import (
	"cmp"
	"fmt"
	"slices"
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
func Placeholders(texts []string, found [][]Entity) [][]string {
	same := samePeople(texts, found)
	numbers := map[Kind]map[string]int{}
	out := make([][]string, len(found))
	for t, entities := range found {
		for _, e := range entities {
			key := identity(e.Kind, e.Of(texts[t]))
			if who, ok := same[key]; ok && e.Kind == Person {
				key = who
			}
			if numbers[e.Kind] == nil {
				numbers[e.Kind] = map[string]int{}
			}
			n, ok := numbers[e.Kind][key]
			if !ok {
				n = len(numbers[e.Kind]) + 1
				numbers[e.Kind][key] = n
			}
			out[t] = append(out[t], fmt.Sprintf("[%s %d]", e.Kind.Label(), n))
		}
	}
	return out
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

// samePeople maps the identity of a name to that of the one longer name that holds all its words.
func samePeople(texts []string, found [][]Entity) map[string]string {
	type person struct {
		key   string
		words []string
	}
	var persons []person
	seen := map[string]bool{}
	for t, entities := range found {
		for _, e := range entities {
			if e.Kind != Person {
				continue
			}
			words := nameParts(e.Of(texts[t]))
			if key := strings.Join(words, " "); !seen[key] {
				seen[key] = true
				persons = append(persons, person{key, words})
			}
		}
	}
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
