package redact

import (
	"slices"
	"strings"

	"throughline/synthesis/text"
)

// names is a tree of words: the names that are known, or were found already.
type names struct {
	next map[string]*names
	what *match // a name ends here
}

// match is what the finding of a name gives.
type match struct {
	kind    Kind
	score   float64
	why     string
	capital bool // only with a capital: alone it is another word too
}

func (n *names) add(words []string, m match) {
	for _, w := range words {
		if n.next == nil {
			n.next = map[string]*names{}
		}
		if n.next[w] == nil {
			n.next[w] = &names{}
		}
		n = n.next[w]
	}
	if n.what == nil || n.what.score < m.score {
		n.what = &m
	}
}

// longestName is how many words of a name count.
const longestName = 12

// knownNames plants the names that are known: whole, and for people each of their words by itself.
func knownNames(opt Options) *names {
	root := &names{}
	like := theLikeness()
	for _, name := range opt.Organisations {
		if words := folded(name); len(words) > 0 {
			root.add(words, match{Organisation, .98, "in the list of organisations", len(words) == 1 && like.common(words[0])})
		}
	}
	for _, name := range opt.People {
		words := folded(name)
		if len(words) == 0 {
			continue
		}
		const why = "in the list of people"
		root.add(words, match{Person, .99, why, len(words) == 1 && ordinary(like, words[0])})
		for _, w := range words {
			if len([]rune(w)) > 2 && !joiners[w] && !titles[w] && !strings.ContainsAny(w, "0123456789") {
				root.add([]string{w}, match{Person, .96, why, ordinary(like, w)})
			}
		}
		if last := len(words) - 1; last > 1 { // without what stands between
			root.add([]string{words[0], words[last]}, match{Person, .98, why, false})
		}
	}
	return root
}

// ordinary reports whether a name is another word too.
func ordinary(like *likeness, word string) bool {
	return like.ambiguous[word] || like.common(word) || like.others[word]
}

// folded returns the words of a name as names are compared.
func folded(name string) []string {
	var words []string
	for _, t := range text.Tokens(name) {
		if t.Kind != text.Symbol && t.Norm != "'s" && len(words) < longestName {
			words = append(words, fold(t))
		}
	}
	return words
}

// find returns the names that stand in a text, the longest at each place.
func (n *names) find(r *reading) []Entity {
	if n.next == nil {
		return nil
	}
	var out []Entity
	for i := 0; i < len(r.words); i++ {
		end, what := n.longest(r, i)
		if what == nil || what.capital && (!r.asName(i) || what.score < .95 && r.placed(i)) {
			continue
		}
		out = append(out, Entity{what.kind, r.words[i].Start, r.words[end].End, what.score, what.why})
		i = end
	}
	return out
}

// longest returns the last word of the longest name that begins with a word.
func (n *names) longest(r *reading, i int) (end int, what *match) {
	for j := i; j < len(r.words) && (j == i || near(r.gap(j), true)); j++ {
		if n = n.next[fold(r.words[j])]; n == nil {
			break
		}
		if n.what != nil {
			end, what = j, n.what
		}
	}
	return end, what
}

// asName reports whether a word that has other meanings too is written as a name: with a capital that no beginning of a sentence
// explains, or where a name is given.
func (r *reading) asName(i int) bool {
	if !r.capital(i) || r.loud {
		return r.introduced(i) >= .4
	}
	return !r.begins(i) || r.acts(i) || r.introduced(i) > 0
}

// echoes finds the words of entities that were found elsewhere in the same text, where nothing tells what they are: the first name
// of somebody who was introduced, the number of an order that was named as one.
func echoes(r *reading, found []Entity) []Entity {
	root := &names{}
	like := theLikeness()
	for _, e := range found {
		if e.Score < .7 {
			continue
		}
		words := folded(e.Of(r.s))
		if len(words) == 0 || len(words) > longestName {
			continue
		}
		const why = "the same words as elsewhere in this text"
		short := len(words) == 1 && (len(words[0]) < 3 || ordinary(like, words[0]))
		if e.Kind != Person {
			if !short {
				root.add(words, match{e.Kind, e.Score * .95, why, false})
			}
			continue
		}
		root.add(words, match{Person, e.Score * .95, why, short || len(words) == 1})
		for _, w := range words {
			if len(words) > 1 && len([]rune(w)) > 2 && !joiners[w] && !titles[w] {
				root.add([]string{w}, match{Person, e.Score * .9, "part of a name in this text", true})
			}
		}
	}
	return slices.DeleteFunc(root.find(r), func(e Entity) bool { return e.Kind != Person && edged(r.s, e) })
}

// edged reports whether an echo is only a part of a longer number or address.
func edged(s string, e Entity) bool {
	return e.Start > 0 && strings.IndexByte("-_.@/", s[e.Start-1]) >= 0 || e.End+1 < len(s) && strings.IndexByte("-_.@/", s[e.End]) >= 0 && isWordByte(s[e.End+1])
}
