package generate

import (
	"bufio"
	_ "embed"
	"fmt"
	"strings"
)

//go:embed words.txt
var wordsFile string

// topic is what a stretch of an interview is about: its own words and lines, mixed with everybody's.
type topic struct {
	name   string // one word: "price"
	phrase string // as asked: "what it costs"
	lists  map[string]*list
	say    []*line
}

// lexicon is words.txt, read.
type lexicon struct {
	lists  map[string]*list
	lines  map[string][]*line
	rows   map[string][]string // of the lines, as they stand
	topics []*topic
}

// list is words in the order of their frequency, with a table to draw them by rank.
type list struct {
	words []string
	draw  [drawSize]uint16
}

// drawSize is the fineness of drawing: the rarest word of a list of 150 still gets its share of 4,096.
const drawSize = 4096

// newList gives the word at rank r a weight of 1/(r+3): Zipf's law with a flattened head (Mandelbrot 1953), so that
// the first word of a list is not every fifth one.
func newList(words []string) *list {
	l := &list{words: words}
	total := 0.0
	for r := range words {
		total += 1 / float64(r+3)
	}
	at, sum := 0, 0.0
	for r := range words {
		sum += 1 / float64(r+3)
		for ; at < drawSize && float64(at) < sum/total*drawSize; at++ {
			l.draw[at] = uint16(r)
		}
	}
	return l
}

func (l *list) pick(r *roll) string { return l.words[l.draw[r.bits(12)]] }

// readLexicon parses words.txt. The file is ours, so a mistake in it is a programmer's and panics.
func readLexicon(text string) *lexicon {
	lx := &lexicon{lists: map[string]*list{}, lines: map[string][]*line{}}
	raw := map[string][]string{} // words under [list]
	texts := map[string][]string{}
	var section string
	var current *topic
	sayings := map[*topic][]string{}
	for s := bufio.NewScanner(strings.NewReader(text)); s.Scan(); {
		row := strings.TrimSpace(s.Text())
		name, isHead := strings.CutPrefix(row, "[")
		switch {
		case row == "" || strings.HasPrefix(row, "#"):
		case isHead:
			section, current = strings.TrimSuffix(name, "]"), nil
			if rest, ok := strings.CutPrefix(section, "topic "); ok {
				current = newTopic(rest)
				lx.topics = append(lx.topics, current)
			}
		case current != nil:
			key, value, _ := strings.Cut(row, ": ")
			if key == "say" {
				sayings[current] = append(sayings[current], value)
			} else {
				addForms(current.lists, key, strings.Fields(value))
			}
		case strings.HasPrefix(section, "lines "):
			key := strings.TrimPrefix(section, "lines ")
			texts[key] = append(texts[key], row)
		default:
			raw[section] = append(raw[section], strings.Fields(row)...)
		}
	}
	for name, words := range raw {
		addForms(lx.lists, name, words)
	}
	lx.lists["fillers"], lx.lists["times"] = newList(texts["fillers"]), newList(texts["times"])
	lx.rows = texts
	for name, rows := range texts {
		lx.lines[name] = lx.compileAll(rows)
	}
	for _, t := range lx.topics {
		t.say = lx.compileAll(sayings[t])
	}
	return lx
}

func newTopic(head string) *topic {
	name, phrase, ok := strings.Cut(head, ": ")
	if !ok {
		panic("generate: topic without a phrase: " + head)
	}
	return &topic{name: name, phrase: phrase, lists: map[string]*list{}}
}

// addForms enters a list and, for nouns and verbs, the lists of their forms, under the names used in lines.
func addForms(lists map[string]*list, name string, words []string) {
	switch name {
	case "nouns":
		lists["n"], lists["ns"] = newList(words), newList(each(words, plural))
	case "verbs":
		lists["v"], lists["vs"] = newList(each(words, bare)), newList(each(words, func(v string) string { return plural(bare(v)) }))
		lists["vd"], lists["vg"] = newList(each(words, past)), newList(each(words, going))
	case "adjectives":
		lists["adj"] = newList(words)
	case "adverbs":
		lists["adv"] = newList(words)
	default:
		lists[name] = newList(words)
	}
}

func each(words []string, f func(string) string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = f(w)
	}
	return out
}

// plural adds the s of nouns and of verbs in the third person.
func plural(w string) string {
	switch {
	case endsIn(w, "s", "x", "z", "ch", "sh"):
		return w + "es"
	case endsIn(w, "y") && !endsIn(w, "ay", "ey", "oy", "uy"):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

// bare takes the doubling mark off a verb: "plan*" is "plan".
func bare(v string) string { return strings.TrimSuffix(v, "*") }

func past(v string) string {
	switch {
	case endsIn(v, "*"):
		return stem(v) + "ed"
	case endsIn(v, "e"):
		return v + "d"
	case endsIn(v, "y") && !endsIn(v, "ay", "ey", "oy", "uy"):
		return v[:len(v)-1] + "ied"
	}
	return v + "ed"
}

func going(v string) string {
	switch {
	case endsIn(v, "*"):
		return stem(v) + "ing"
	case endsIn(v, "e") && !endsIn(v, "ee"):
		return v[:len(v)-1] + "ing"
	}
	return v + "ing"
}

// stem doubles the last letter of a verb marked for it: "plan*" is "plann".
func stem(v string) string {
	v = bare(v)
	return v + v[len(v)-1:]
}

func endsIn(w string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

func mustList(lists map[string]*list, name string) *list {
	l := lists[name]
	if l == nil {
		panic(fmt.Sprintf("generate: words.txt has no list %q", name))
	}
	return l
}
