// Package ask reads what a person types into the search. Nothing they type is an error: what is no sign of the little language below
// is words.
//
//	price trust        both words, in any order; the last may go on (trus finds trust)
//	"gave up"          side by side, in this order
//	price OR cost      either; also price | cost
//	price NEAR/5 trust at most five words between them; NEAR alone means ten
//	-beta -"free plan" without these
//	tag:pricing study:"Pricing Q3" in:"Interview with P01" person:P07 is:published
package ask

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"throughline/app/fold"
)

// Longer questions are cut: nobody types them, and the index would take its time.
const (
	maxBytes = 1000
	maxWords = 32
)

// minPrefix is how many signs a last word needs to be taken as a beginning. A single letter begins half of all words, and
// the index knows beginnings of two and three.
const minPrefix = 2

// Near is how many words may stand between two terms when NEAR says no number, and MaxNear the most it may say.
const (
	Near    = 10
	MaxNear = 100
)

// Field is what a hint is about.
type Field string

// The fields of hints, as they are typed before a colon.
const (
	Tag    Field = "tag"    // findings with a tag whose name begins so
	Study  Field = "study"  // what belongs to studies whose name begins so
	In     Field = "in"     // what was said in interviews whose title holds it, or in such a study
	Person Field = "person" // what a participant with this code said
	Is     Field = "is"     // draft, reviewed, published, stale (insights), starred, untagged (findings)
)

var fields = []Field{Tag, Study, In, Person, Is}

// Hint narrows a search to what has a value in a field.
type Hint struct {
	Field Field
	Value string // as typed, without quotes
	Not   bool   // typed with a minus
}

// Term is words that must follow one another; a typed word is one word, unless it holds signs that part it (don't).
type Term struct {
	Words  []string // folded
	Prefix bool     // the last word may go on
	Typed  string   // as it stands in the question, without quotes
	Quoted bool
}

// Item is a term, or two near each other.
type Item struct {
	Term
	Near   *Term // must stand near, nil for none
	Within int   // words between at most, with Near
}

// Query is a question as read. All of All must hold; of the items of one of them any.
type Query struct {
	All   [][]Item
	Not   []Term
	Hints []Hint
}

// Parse reads what was typed.
func Parse(typed string) Query { return read(typed, fields) }

// ParseWords reads what was typed where there are no fields: tag:pricing is two words side by side.
func ParseWords(typed string) Query { return read(typed, nil) }

func read(typed string, fields []Field) Query {
	r := reader{left: maxWords}
	tokens := cut(cutRunes(typed, maxBytes), fields)
	for i, t := range tokens {
		r.take(t, i == len(tokens)-1)
	}
	return r.q
}

// token is a run of signs without spaces outside quotes.
type token struct {
	text   string // without quotes and the sign before
	field  Field
	minus  bool
	quoted bool // stood in quotes
	open   bool // the quotes were not closed
}

// cut parts a question at spaces and quotes.
func cut(typed string, fields []Field) (all []token) {
	for typed = strings.TrimSpace(typed); typed != ""; typed = strings.TrimSpace(typed) {
		var t token
		if len(typed) > 1 && typed[0] == '-' && typed[1] != '-' && typed[1] != ' ' {
			t.minus, typed = true, typed[1:]
		}
		for _, f := range fields {
			if rest, ok := strings.CutPrefix(typed, string(f)+":"); ok && rest != "" && rest[0] != ' ' {
				t.field, typed = f, rest
				break
			}
		}
		if typed[0] == '"' {
			var closed bool
			t.quoted = true
			t.text, typed, closed = strings.Cut(typed[1:], `"`)
			t.open = !closed
		} else {
			end := strings.IndexAny(typed, " \t\r\n\"")
			if end < 0 {
				end = len(typed)
			}
			t.text, typed = typed[:end], typed[end:]
		}
		all = append(all, t)
	}
	return all
}

// reader builds a query token by token.
type reader struct {
	q    Query
	left int // words that may still come
	or   bool
	near int // words between the last item and the next; 0 for no NEAR
}

func (r *reader) take(t token, last bool) {
	switch {
	case t.field != "":
		r.or, r.near = false, 0 // what they would bind is a field
		if strings.TrimSpace(t.text) != "" && len(r.q.Hints) < maxWords {
			r.q.Hints = append(r.q.Hints, Hint{t.field, strings.TrimSpace(t.text), t.minus})
		}
		return
	case !t.quoted && !t.minus && !last && len(r.q.All) > 0 && r.operator(t.text):
		return
	}
	term, ok := r.term(t, last)
	switch {
	case !ok:
		return
	case t.minus:
		r.or, r.near = false, 0
		term.Prefix = false
		r.q.Not = append(r.q.Not, term)
		return
	case r.near > 0:
		group := r.q.All[len(r.q.All)-1]
		if item := &group[len(group)-1]; item.Near == nil {
			item.Near, item.Within = &term, r.near
			break
		}
		r.q.All = append(r.q.All, []Item{{Term: term}})
	case r.or:
		r.q.All[len(r.q.All)-1] = append(r.q.All[len(r.q.All)-1], Item{Term: term})
	default:
		r.q.All = append(r.q.All, []Item{{Term: term}})
	}
	r.or, r.near = false, 0
}

// operator takes OR, | and NEAR/5 between terms; ok is false for what is a word.
func (r *reader) operator(s string) bool {
	if s == "OR" || s == "|" {
		r.or = true
		return true
	}
	rest, ok := strings.CutPrefix(s, "NEAR")
	if !ok {
		return false
	}
	if rest == "" {
		r.near = Near
		return true
	}
	n, err := strconv.Atoi(strings.TrimPrefix(rest, "/"))
	if err != nil || rest[0] != '/' || n < 1 {
		return false
	}
	r.near = min(n, MaxNear)
	return true
}

func (r *reader) term(t token, last bool) (Term, bool) {
	term := Term{Typed: t.text, Quoted: t.quoted}
	for _, w := range fold.Words(t.text) {
		if w.Folded == "" || r.left == 0 {
			continue
		}
		r.left--
		term.Words = append(term.Words, w.Folded)
	}
	if len(term.Words) == 0 {
		return term, false
	}
	goesOn := last && (!t.quoted || t.open)
	term.Prefix = goesOn && utf8.RuneCountInString(term.Words[len(term.Words)-1]) >= minPrefix
	return term, true
}

// cutRunes cuts s to at most n bytes without splitting a rune.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Empty reports whether nothing is asked: neither words that must occur nor hints.
func (q Query) Empty() bool { return len(q.All) == 0 && len(q.Hints) == 0 }

// Terms returns the terms that may occur in what is found, in the order typed.
func (q Query) Terms() []Term {
	var all []Term
	for _, group := range q.All {
		for _, item := range group {
			all = append(all, item.Term)
			if item.Near != nil {
				all = append(all, *item.Near)
			}
		}
	}
	return all
}

// Plain reports whether the question is words side by side and nothing else, so that its words can be left out or mended.
func (q Query) Plain() bool {
	return !slices.ContainsFunc(q.All, func(group []Item) bool { return len(group) > 1 || group[0].Near != nil })
}

// Words returns the question as a sentence for comparing by meaning: what must occur, without signs and hints.
func (q Query) Words() string {
	var parts []string
	for _, t := range q.Terms() {
		parts = append(parts, t.Typed)
	}
	return strings.Join(parts, " ")
}

// Without returns the question less the terms that drop says, unless nothing would be left; dropped names them as typed.
func (q Query) Without(drop func(Term) bool) (less Query, dropped []string) {
	less = q
	less.All = nil
	for _, group := range q.All {
		if len(group) == 1 && group[0].Near == nil && !group[0].Quoted && drop(group[0].Term) {
			dropped = append(dropped, group[0].Typed)
			continue
		}
		less.All = append(less.All, group)
	}
	if len(less.All) == 0 {
		return q, nil
	}
	return less, dropped
}

// String writes the question so that Parse reads it again with the same meaning.
func (q Query) String() string {
	var words, rest []string
	goesOn := false
	for _, group := range q.All {
		for k, item := range group {
			if k > 0 {
				words = append(words, "OR")
			}
			words = append(words, item.Term.written())
			goesOn = item.Term.Prefix
			if item.Near != nil {
				words = append(words, "NEAR/"+strconv.Itoa(item.Within), item.Near.written())
				goesOn = item.Near.Prefix
			}
		}
	}
	for _, h := range q.Hints {
		rest = append(rest, minus(h.Not)+string(h.Field)+`:"`+h.Value+`"`)
	}
	for _, t := range q.Not {
		rest = append(rest, minus(true)+t.written())
	}
	if n := len(words); !goesOn && len(rest) == 0 && n > 0 && !strings.HasPrefix(words[n-1], `"`) {
		words[n-1] = `"` + words[n-1] + `"` // a last word may go on unless quotes close it
	}
	if goesOn {
		return strings.Join(append(rest, words...), " ")
	}
	return strings.Join(append(words, rest...), " ")
}

func minus(not bool) string {
	if not {
		return "-"
	}
	return ""
}

// written is the term as it is typed; quotes that were left open let the last word go on.
func (t Term) written() string {
	switch {
	case !t.Quoted:
		return t.Typed
	case t.Prefix:
		return `"` + t.Typed
	}
	return `"` + t.Typed + `"`
}
