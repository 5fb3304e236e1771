package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
)

// find is a search in the open text.
type find struct {
	query  string
	hits   []app.Span
	at     int
	cased  bool   // capital and small letters differ
	whole  bool   // whole words only
	folded string // the text in lower case, byte for byte; "" until needed
}

// maxHits bounds what a search for one letter marks.
const maxHits = 20_000

// Find marks every place where the text has the words of query and goes to the first at or after byte from. Capital and small
// letters are alike unless SetFinding says otherwise.
func (m *Model) Find(query string, from int) {
	f := &m.find
	f.query, f.at, f.hits = query, -1, nil
	if m.Transcript != nil && strings.TrimSpace(query) != "" {
		f.hits = f.all(m.Transcript.Text)
	}
	for i, h := range f.hits {
		if h.Start >= from {
			f.at = i
			break
		}
	}
	if f.at < 0 && len(f.hits) > 0 {
		f.at = 0
	}
	m.goToHit()
}

// SetFinding tells capitals from small letters, or takes whole words only, and finds again from the hit at hand.
func (m *Model) SetFinding(cased, whole bool) {
	f := &m.find
	from := 0
	if f.at >= 0 && f.at < len(f.hits) {
		from = f.hits[f.at].Start
	}
	f.cased, f.whole = cased, whole
	m.Find(f.query, from)
}

// all lists the places of the query in text, as it is to be found.
func (f *find) all(text string) []app.Span {
	words := strings.TrimSpace(f.query)
	in := text
	if !f.cased {
		if len(f.folded) != len(text) {
			f.folded = fold(text)
		}
		in, words = f.folded, fold(words)
	}
	return findAll(in, words, f.whole)
}

// FindNext goes to the next hit (by is 1) or the one before (-1), round the ends.
func (m *Model) FindNext(by int) {
	if n := len(m.find.hits); n > 0 {
		m.find.at = (m.find.at + by + n) % n
		m.goToHit()
	}
}

func (m *Model) goToHit() {
	if m.find.at >= 0 {
		m.goTo = m.find.hits[m.find.at]
	}
	m.changed(PartHits)
}

// Hits returns the places found and which of them is at hand, -1 for none.
func (m *Model) Hits() (hits []app.Span, at int) { return m.find.hits, m.find.at }

// findAll lists the places of words in text that do not overlap, all or only those that are whole words.
func findAll(text, words string, whole bool) []app.Span {
	if words == "" {
		return nil
	}
	var hits []app.Span
	for at := 0; len(hits) < maxHits; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		s := app.Span{Start: at + i, End: at + i + len(words)}
		if whole && !(wordEdge(text, s.Start) && wordEdge(text, s.End)) {
			_, n := utf8.DecodeRuneInString(text[s.Start:])
			at = s.Start + n
			continue
		}
		hits = append(hits, s)
		at = s.End
	}
	return hits
}

// wordEdge reports whether a word may begin or end at byte at: not between two letters or digits, but anywhere in scripts
// that put no spaces between words.
func wordEdge(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return at == 0 || at == len(text) || !joins(before) || !joins(after)
}

func joins(r rune) bool {
	spaceless := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	return !spaceless && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// fold puts text into lower case where that keeps its length in bytes, so that offsets stay true. Curly quotes are
// found by straight ones only when typed as such.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			return l
		}
		return r
	}, s)
}
