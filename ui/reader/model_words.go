package reader

import (
	"fmt"
	"strings"
	"time"

	"throughline/app"
	"throughline/ui/say"
)

// Citation is the selection or the finding at hand as a quotation with where it comes from, "" when there is neither.
func (m *Model) Citation() (words string, of app.Span) {
	if m.Transcript == nil {
		return "", app.Span{}
	}
	s := m.selection
	if s.Len() == 0 {
		f := m.Active()
		if f == nil {
			return "", app.Span{}
		}
		s = f.Span
	}
	quote, err := m.Transcript.Quote(s)
	if err != nil {
		return "", app.Span{}
	}
	return "“" + strings.Trim(quote, " \n\t") + "” (" + m.source(s.Start) + ")", s
}

// source says whence byte at of the text comes, as short as it stays clear: "P07, 00:12:31" for a participant, with the
// interview's title for anyone else or where the time is not known.
func (m *Model) source(at int) string {
	var sp app.Speaker
	if i := m.Transcript.TurnAt(at); i < len(m.Transcript.Turns) {
		sp = m.Interview.Speaker(m.Transcript.Turns[i].Speaker)
	}
	if code := m.codeOf(sp.Participant); code != "" {
		sp.Name = code // a quote that leaves the program names nobody
	}
	when := m.Transcript.TimeAt(at)
	var from []string
	if sp.Name != "" && (when != app.NoTime || !strings.HasPrefix(m.Interview.Title, sp.Name)) {
		from = append(from, sp.Name)
	}
	if sp.Participant == "" || when == app.NoTime {
		from = append(from, m.Interview.Title)
		if d := day(m.Interview.Date); d != "" {
			from = append(from, d)
		}
	}
	if when != app.NoTime {
		from = append(from, clock(when))
	}
	return strings.Join(from, ", ")
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
		return say.Date(t, "2 Jan 2006")
	}
	return ""
}

// ago says how long before now something was.
func ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return say.T("just now")
	case d < time.Hour:
		return say.T("%d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return say.T("%d h ago", int(d.Hours()))
	case d < 7*24*time.Hour:
		return say.T("%s ago", say.Count(int(d.Hours()/24), "day"))
	}
	return say.Date(t.Local(), "2 Jan 2006")
}

// Headlines say what the interview is, from "12 Sep · 48 min · 6,210 words · 21 findings" down to "21 findings", for the
// width there is. The year is left out in its own.
func (m *Model) Headlines() []string {
	var date, long []string
	if t := m.Interview.Date.Time(); !t.IsZero() {
		if t.Year() == m.Hand.Stamp().Created.Year() {
			date = []string{say.Date(t, "2 Jan")}
		} else {
			date = []string{say.Date(t, "2 Jan 2006")}
		}
	}
	if m.Transcript != nil {
		if d := m.Transcript.Duration(); d >= time.Minute {
			long = []string{say.T("%d min", int(d.Minutes()))}
		}
	}
	words, found := say.Count(m.Words, "word"), say.Count(m.inSight(), "finding")
	join := func(parts ...string) string { return strings.Join(parts, " · ") }
	return []string{
		join(append(append(date, long...), words, found)...),
		join(append(date, words, found)...),
		join(append(date, found)...),
		found,
	}
}

// inSight counts the findings of those whose work is shown.
func (m *Model) inSight() int {
	n := 0
	for _, e := range m.findings {
		if !m.unseen(e) {
			n++
		}
	}
	return n
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
	} else if at := say.Sentence(f.Locator()); at != "" {
		parts = append(parts, at)
	}
	who := f.Author
	if who == m.Hand.Author {
		who = say.T("you")
	}
	now := m.Hand.Stamp().Created
	return strings.Join(append(parts, who+", "+ago(f.Created, now)), " · ")
}
