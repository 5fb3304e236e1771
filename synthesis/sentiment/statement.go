package sentiment

import (
	"slices"
	"strings"
	"sync"

	"throughline/assets/lexicon"
	"throughline/synthesis/text"
)

// Kind says what a passage does.
type Kind string

// The kinds of statement.
const (
	Need     Kind = "need"     // what somebody must have or be able to do
	Pain     Kind = "pain"     // what hinders, costs or annoys somebody
	Request  Kind = "request"  // what somebody would like
	Praise   Kind = "praise"   // what somebody likes
	Question Kind = "question" // what somebody asks
)

// Kinds lists the kinds of statement in the order in which they are found and shown.
var Kinds = [...]Kind{Need, Pain, Request, Praise, Question}

// Urgency says how much a passage presses.
type Urgency int

// How much a passage presses.
const (
	NoUrgency Urgency = iota
	SomeUrgency
	HighUrgency
)

// Statement is a kind of statement that a passage makes, and the words that show it.
type Statement struct {
	Kind      Kind
	text.Span // the first words that show it
}

// Statements is what a passage does.
type Statements struct {
	Kinds   []Statement // each kind at most once, in the order of Kinds
	Urgency Urgency
	Urgent  text.Span // the words that press most, empty when none do
}

// Has reports whether the passage makes a statement of the kind.
func (s Statements) Has(k Kind) bool {
	return slices.ContainsFunc(s.Kinds, func(st Statement) bool { return st.Kind == k })
}

const (
	minPraise = 1.5  // weight of a cue that is praise, not politeness
	minPain   = -1.5 // weight of a turn of phrase that is a pain point
	shortTalk = 3    // words of a sentence that only says that one listens: "Okay, great."
	denyKind  = 3    // words before a phrase in which a negation takes it back
)

// statementBooks holds the phrases of the kinds and those of urgency; both hold what only looks like one. Rules are places in
// statementKinds.
var statementBooks = sync.OnceValue(func() (books [2]phrasebook) {
	for line := range strings.Lines(lexicon.StatementsEN) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		rule := slices.Index(statementKinds, head)
		if !ok || rule < 0 {
			continue
		}
		for phrase := range strings.SplitSeq(rest, ",") {
			if head != "high" && head != "some" {
				books[0].add(phrase, rule)
			}
			if head == "high" || head == "some" || head == "not" {
				books[1].add(phrase, rule)
			}
		}
	}
	return books
})

// statementKinds are the first words of the lines of the list, in the order in which equally long phrases are preferred.
var statementKinds = []string{"not", "high", "some", string(Request), string(Need), string(Pain), "ask", string(Question)}

// Statements finds what kinds of statement a passage makes, by the words in which people state them; it would rather miss one than
// see one that is not there. A text in another language makes none.
func (l *Lexicon) Statements(s string) Statements {
	units := unitsOf(s)
	cues := l.cues(s, units)
	if len(units) == 0 || isForeign(s, units, len(cues)) {
		return Statements{}
	}
	f := finder{units: units, by: map[Kind]text.Span{}}
	for _, b := range statementBooks() {
		f.phrases(&b)
	}
	f.opinions(cues)
	for _, k := range Kinds {
		if span, ok := f.by[k]; ok {
			f.out.Kinds = append(f.out.Kinds, Statement{k, span})
		}
	}
	return f.out
}

// finder gathers the statements of a text.
type finder struct {
	units []unit
	by    map[Kind]text.Span
	none  []text.Span // phrases that only look like a statement
	out   Statements
}

// phrases finds what a list of phrases shows.
func (f *finder) phrases(b *phrasebook) {
	better := func(a, b int) bool { return a < b }
	for i := 0; i < len(f.units); {
		p, end := b.at(f.units, i, better)
		if p == nil {
			i++
			continue
		}
		at := i
		for j := i + 1; j < end; j++ { // "I would like to" ends in "would like to thank"
			if q, to := b.at(f.units, j, better); q != nil && statementKinds[q.rule] == "not" && to >= end {
				p, at, end = q, j, to
			}
		}
		f.take(statementKinds[p.rule], at, end)
		i = end
	}
}

// take notes the phrase of units i to end.
func (f *finder) take(kind string, i, end int) {
	span := text.Span{Start: f.units[i].Start, End: f.units[end-1].End}
	switch {
	case kind == "not":
		f.none = append(f.none, span)
	case f.denied(i), kind == string(Pain) && f.supposed(i):
	case kind == "high" || kind == "some":
		u := SomeUrgency
		if kind == "high" {
			u = HighUrgency
		}
		if u > f.out.Urgency {
			f.out.Urgency, f.out.Urgent = u, span
		}
	case kind == "ask":
		f.find(Question, span)
	case kind != string(Question) || f.units[i].asks:
		f.find(Kind(kind), span)
	}
}

func (f *finder) find(k Kind, span text.Span) {
	if _, ok := f.by[k]; !ok {
		f.by[k] = span
	}
}

// denied reports whether a negation stands shortly before unit i in its clause.
func (f *finder) denied(i int) bool {
	for j := i - 1; j >= 0 && j >= i-denyKind && !f.units[j+1].parted; j-- {
		if deniers[f.units[j].norm] {
			return true
		}
	}
	return false
}

// supposed reports whether the clause before unit i begins a supposition: "if the key is missing" hinders nobody yet.
func (f *finder) supposed(i int) bool {
	for j := i; j >= 0 && j >= i-2*denyKind; j-- {
		if n := f.units[j].norm; n == "if" || n == "unless" {
			return true
		}
		if f.units[j].parted {
			break
		}
	}
	return false
}

// opinions takes praise, and pain points without a phrase of their own, from the cues of the lexicon.
func (f *finder) opinions(cues []Cue) {
	for _, c := range cues {
		if f.covered(c.Span) {
			continue
		}
		switch {
		case c.Weight >= minPraise && f.praises(c.Span):
			f.find(Praise, c.Span)
		case c.Weight <= minPain && c.phrase && !f.requested(c.Span):
			f.find(Pain, c.Span)
		}
	}
}

// covered reports whether a phrase that only looks like a statement holds a part of the span.
func (f *finder) covered(p text.Span) bool {
	return slices.ContainsFunc(f.none, func(n text.Span) bool { return p.Start < n.End && n.Start < p.End })
}

// requested reports whether a request holds a part of the span.
func (f *finder) requested(p text.Span) bool {
	r, ok := f.by[Request]
	return ok && p.Start < r.End && r.Start < p.End
}

// polite are words of thanks and manners, which praise nobody.
var polite = set("thank thanks thankyou thx cheers please pleasure welcome glad congratulations congrats")

// praises reports whether the cue at p is praise: no politeness, no question, and more than a sign that one listens.
func (f *finder) praises(p text.Span) bool {
	from, to := 0, len(f.units)
	at := 0
	for i, u := range f.units {
		if u.begins && u.Start <= p.Start {
			from = i
		}
		if u.Start <= p.Start {
			at = i
		}
		if u.begins && u.Start > p.Start {
			to = i
			break
		}
	}
	if f.units[at].asks || to-from <= shortTalk {
		return false
	}
	for _, u := range f.units[at:to] {
		if u.Start >= p.End {
			break
		}
		if polite[u.norm] {
			return false
		}
	}
	return true
}
