package reader

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"throughline/app"
)

// find is a search in the open text.
type find struct {
	query  string
	hits   []app.Span
	at     int
	folded string // the text in lower case, byte for byte
}

// maxHits bounds what a search for one letter marks.
const maxHits = 20_000

// Find marks every place where the text has the words of query, upper and lower case alike, and goes to the first at or
// after byte from.
func (m *Model) Find(query string, from int) {
	f := &m.find
	if f.folded == "" && m.Transcript != nil {
		f.folded = fold(m.Transcript.Text)
	}
	f.query, f.at = query, -1
	f.hits = findAll(f.folded, fold(strings.TrimSpace(query)))
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

// findAll lists the places of words in text, both folded, that do not overlap.
func findAll(text, words string) []app.Span {
	if words == "" {
		return nil
	}
	var hits []app.Span
	for at := 0; len(hits) < maxHits; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		hits = append(hits, app.Span{Start: at + i, End: at + i + len(words)})
		at += i + len(words)
	}
	return hits
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

// Citation is the selection or the finding at hand as a quotation with where it comes from, "" when there is neither.
func (m *Model) Citation() string {
	if m.Transcript == nil {
		return ""
	}
	s := m.selection
	if s.Len() == 0 {
		f := m.Active()
		if f == nil {
			return ""
		}
		s = f.Span
	}
	quote, err := m.Transcript.Quote(s)
	if err != nil {
		return ""
	}
	var from []string
	if i := m.Transcript.TurnAt(s.Start); i < len(m.Transcript.Turns) {
		if name := m.Interview.Speaker(m.Transcript.Turns[i].Speaker).Name; name != "" && !strings.HasPrefix(m.Interview.Title, name) {
			from = append(from, name)
		}
	}
	from = append(from, m.Interview.Title)
	if d := day(m.Interview.Date); d != "" {
		from = append(from, d)
	}
	if at := m.Transcript.TimeAt(s.Start); at != app.NoTime {
		from = append(from, clock(at))
	}
	return "“" + strings.Trim(quote, " \n\t") + "” (" + strings.Join(from, ", ") + ")"
}

// clock writes a place in a recording: 00:12:02.
func clock(d time.Duration) string {
	if d < 0 {
		return ""
	}
	s := int(d / time.Second)
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// day writes a date: 12 Sep 2026.
func day(d app.Date) string {
	if t := d.Time(); !t.IsZero() {
		return t.Format("2 Jan 2006")
	}
	return ""
}

// ago says how long before now something was.
func ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	case d < 7*24*time.Hour:
		return count(int(d.Hours()/24), "day") + " ago"
	}
	return t.Local().Format("2 Jan 2006")
}

// count writes a number with its noun: 1 finding, 6,210 words.
func count(n int, noun string) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if n != 1 {
		noun += "s"
	}
	return s + " " + noun
}

// Headlines say what the interview is, from "12 Sep · 48 min · 6,210 words · 21 findings" down to "21 findings", for the
// width there is. The year is left out in its own.
func (m *Model) Headlines() []string {
	var date, long []string
	if t := m.Interview.Date.Time(); !t.IsZero() {
		layout := "2 Jan 2006"
		if t.Year() == m.Hand.Stamp().Created.Year() {
			layout = "2 Jan"
		}
		date = []string{t.Format(layout)}
	}
	if m.Transcript != nil {
		if d := m.Transcript.Duration(); d >= time.Minute {
			long = []string{fmt.Sprintf("%d min", int(d.Minutes()))}
		}
	}
	words, found := count(m.Words, "word"), count(len(m.findings), "finding")
	join := func(parts ...string) string { return strings.Join(parts, " · ") }
	return []string{
		join(append(append(date, long...), words, found)...),
		join(append(date, words, found)...),
		join(append(date, found)...),
		found,
	}
}

// Byline says who said the finding at hand, where and who marked it: "P07 · 00:12:02 · you, 2 min ago".
func (m *Model) Byline() string {
	f := m.Active()
	if f == nil {
		return ""
	}
	var parts []string
	if name := m.Interview.Speaker(f.Speaker).Name; name != "" {
		parts = append(parts, name)
	}
	if f.At != app.NoTime {
		parts = append(parts, clock(f.At))
	}
	who := f.Author
	if who == m.Hand.Author {
		who = "you"
	}
	now := m.Hand.Stamp().Created
	return strings.Join(append(parts, who+", "+ago(f.Created, now)), " · ")
}
