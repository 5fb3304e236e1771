package erase

import (
	"hash/maphash"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
)

// run is how many words in a row make a passage of somebody's: four happen by chance in what people write about a subject.
const run = 5

// least is from how many words on a whole finding's quote is known again, though it is shorter than run.
const least = 3

// words finds what somebody said, and what they are called, in the texts of others. The zero value finds nothing; build it with
// newWords.
type words struct {
	seed   maphash.Seed
	runs   map[uint64]bool // of run words of theirs
	quotes map[int]map[uint64]bool
	names  map[uint64][]name // by their first word
	single map[uint64]bool   // words that nobody else used
}

// name is what a person is called: its words, folded.
type name []uint64

func newWords() *words {
	return &words{seed: maphash.MakeSeed(), runs: map[uint64]bool{}, quotes: map[int]map[uint64]bool{}, names: map[uint64][]name{}, single: map[uint64]bool{}}
}

// token is one word of a text: letters and digits, with their marks.
type token struct {
	app.Span
	hash  uint64
	upper bool // begins with a capital
	mid   bool // stands inside a sentence
}

// tokens cuts a text into words.
func (w *words) tokens(text string) []token {
	var all []token
	start, last := -1, -1
	emit := func(end int) {
		r, _ := utf8.DecodeRuneInString(text[start:])
		mid := last >= 0 && strings.TrimLeft(text[last:start], " ,") == "" && start > last
		all = append(all, token{Span: app.Span{Start: start, End: end}, hash: w.hash(text[start:end]), upper: unicode.IsUpper(r), mid: mid})
		start, last = -1, end
	}
	for i, r := range text {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || start >= 0 && unicode.IsMark(r)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			emit(i)
		}
	}
	if start >= 0 {
		emit(len(text))
	}
	return all
}

func (w *words) hash(word string) uint64 { return maphash.String(w.seed, strings.ToLower(word)) }

// join is the hash of words in a row.
func join(all []token) uint64 {
	h := uint64(len(all))
	for _, t := range all {
		h = h*0x9E3779B97F4A7C15 + t.hash
		h ^= h >> 29
	}
	return h
}

// said learns what somebody said.
func (w *words) said(text string) {
	all := w.tokens(text)
	for i := 0; i+run <= len(all); i++ {
		w.runs[join(all[i:i+run])] = true
	}
}

// quoted learns a passage that was picked out of what they said.
func (w *words) quoted(text string) {
	all := w.tokens(text)
	n := len(all)
	if n < least || n >= run {
		w.said(text)
		return
	}
	if w.quotes[n] == nil {
		w.quotes[n] = map[uint64]bool{}
	}
	w.quotes[n][join(all)] = true
}

// called learns a name.
func (w *words) called(text string) {
	var n name
	for _, t := range w.tokens(text) {
		n = append(n, t.hash)
	}
	if len(n) > 0 {
		w.names[n[0]] = append(w.names[n[0]], n)
	}
}

// find returns what in a text is theirs, in order, apart from each other.
func (w *words) find(text string) []app.Span {
	if len(w.runs)+len(w.quotes)+len(w.names)+len(w.single) == 0 || text == "" {
		return nil
	}
	all := w.tokens(text)
	mine := make([]bool, len(all))
	mark := func(i, n int) {
		for k := i; k < i+n; k++ {
			mine[k] = true
		}
	}
	for i := range all {
		if i+run <= len(all) && len(w.runs) > 0 && w.runs[join(all[i:i+run])] {
			mark(i, run)
		}
		for n := least; n < run; n++ {
			if q := w.quotes[n]; i+n <= len(all) && q != nil && q[join(all[i:i+n])] {
				mark(i, n)
			}
		}
		for _, n := range w.names[all[i].hash] {
			if n.at(all[i:]) {
				mark(i, len(n))
			}
		}
		mine[i] = mine[i] || w.single[all[i].hash]
	}
	return spans(text, all, mine)
}

// at reports whether the name stands at the beginning of all.
func (n name) at(all []token) bool {
	if len(all) < len(n) {
		return false
	}
	for i, h := range n {
		if all[i].hash != h {
			return false
		}
	}
	return true
}

// spans joins marked words that follow each other, unless lines lie between them.
func spans(text string, all []token, mine []bool) []app.Span {
	var found []app.Span
	for i, t := range all {
		if !mine[i] {
			continue
		}
		if n := len(found) - 1; n >= 0 && i > 0 && mine[i-1] && !strings.Contains(text[found[n].End:t.Start], "\n") {
			found[n].End = t.End
			continue
		}
		found = append(found, t.Span)
	}
	return found
}

// blank puts the mark in place of what is theirs. The same string is returned when nothing is.
func (w *words) blank(text string) string {
	found := w.find(text)
	if len(found) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, s := range found {
		b.WriteString(text[at:s.Start])
		b.WriteString(app.Erased)
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// text blanks a text with links in it: a link keeps where it leads, unless that goes, and loses words that are theirs.
func (w *words) text(text string, goes func(app.Ref) bool) string {
	links := app.Links(text)
	if len(links) == 0 {
		return w.blank(text)
	}
	var b strings.Builder
	at := 0
	for _, l := range links {
		b.WriteString(w.blank(text[at:l.Start]))
		at = l.End
		whole := text[l.Start:l.End]
		switch {
		case l.To != (app.Ref{}) && goes(l.To):
			b.WriteString(app.Erased)
		case w.blank(l.Words) == l.Words:
			b.WriteString(whole)
		case l.To != (app.Ref{}):
			b.WriteString(app.ExactLink(l.To, "erased"))
		default:
			b.WriteString(app.Erased)
		}
	}
	b.WriteString(w.blank(text[at:]))
	return b.String()
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// properWords are the words of a person's that are likely to tell who they are: written with a capital inside sentences, always,
// or made of letters and digits, four signs at least. German and others write every noun so: where more than a quarter of all words
// inside sentences begin with a capital, none count but those with digits.
type properWords struct {
	w    *words
	seen map[uint64]*proper
	mid  int
	caps int
}

type proper struct {
	lower  bool // written without a capital somewhere
	mid    bool // stands inside a sentence somewhere
	digits bool
	long   bool
	named  bool // a part of what they are called
}

// named learns the parts of a name of several words: each tells of them, unless somebody else uses the word.
func (p *properWords) named(text string) {
	all := p.w.tokens(text)
	if len(all) < 2 {
		return
	}
	for _, t := range all {
		if utf8.RuneCountInString(text[t.Start:t.End]) >= 3 {
			p.seen[t.hash] = &proper{named: true}
		}
	}
}

func (p *properWords) add(text string) {
	for _, t := range p.w.tokens(text) {
		s := p.seen[t.hash]
		if s == nil {
			word := text[t.Start:t.End]
			digit := strings.ContainsFunc(word, unicode.IsDigit)
			s = &proper{digits: digit && strings.ContainsFunc(word, unicode.IsLetter), long: utf8.RuneCountInString(word) >= 4}
			p.seen[t.hash] = s
		}
		s.lower = s.lower || !t.upper
		s.mid = s.mid || t.mid
		if t.mid {
			p.mid++
			if t.upper {
				p.caps++
			}
		}
	}
}

// other takes away what somebody else said; where they sat together, others may have called them by their name.
func (p *properWords) other(text string, together bool) {
	if len(p.seen) == 0 {
		return
	}
	for _, t := range p.w.tokens(text) {
		if s := p.seen[t.hash]; s != nil && !(together && s.named) {
			delete(p.seen, t.hash)
		}
	}
}

// keep puts what is left among the words to find.
func (p *properWords) keep() {
	everyNoun := p.caps*4 > p.mid
	for h, s := range p.seen {
		if s.named || s.long && (s.digits || !everyNoun && s.mid && !s.lower) {
			p.w.single[h] = true
		}
	}
}

// excerpt is a passage with some words around it, for a list.
func excerpt(text string, s app.Span) string {
	const around = 40
	from, to := max(0, s.Start-around), min(len(text), s.End+around)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	out := strings.Join(strings.Fields(text[from:to]), " ")
	if from > 0 {
		out = "…" + out
	}
	if to < len(text) {
		out += "…"
	}
	return out
}

// generic are labels that say what part somebody plays, not who they are.
var generic = []string{"answer", "befragte", "befragter", "customer", "guest", "interviewee", "p", "participant", "person", "proband", "respondent", "sp", "speaker",
	"sprecher", "sprecherin", "subject", "teilnehmer", "teilnehmerin", "user", "voice"}

// isName reports whether a label of a speaker is a name rather than a part or a number.
func isName(label string) bool {
	word := strings.ToLower(strings.TrimRight(strings.TrimSpace(label), "0123456789 #:-_."))
	i := sort.SearchStrings(generic, word)
	return len([]rune(word)) >= 2 && (i == len(generic) || generic[i] != word)
}
