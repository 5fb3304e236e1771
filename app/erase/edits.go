package erase

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// contextRunes is how many runes before and after a finding's quote are kept, as findings are made.
const contextRunes = 32

// edits are the passages of one text that give way to the mark, in order, apart from each other.
type edits struct {
	cut []app.Span
	now string // the text as it is afterwards
}

// newEdits joins cuts that overlap, leaves alone what is cut already, and writes the text. Cuts that only touch stay apart: they are of two turns.
func newEdits(text string, cut []app.Span) *edits {
	slices.SortFunc(cut, func(a, b app.Span) int { return a.Start - b.Start })
	e := &edits{}
	for _, s := range cut {
		if s.Len() <= 0 || text[s.Start:s.End] == app.Erased {
			continue
		}
		if n := len(e.cut) - 1; n >= 0 && s.Start < e.cut[n].End {
			e.cut[n].End = max(e.cut[n].End, s.End)
			continue
		}
		e.cut = append(e.cut, s)
	}
	var b strings.Builder
	at := 0
	for _, s := range e.cut {
		b.WriteString(text[at:s.Start])
		b.WriteString(app.Erased)
		at = s.End
	}
	b.WriteString(text[at:])
	e.now = b.String()
	return e
}

// moved is where a place stands afterwards. Inside a cut it is the beginning of the mark, or its end for the end of a passage.
func (e *edits) moved(at int, end bool) int {
	i := sort.Search(len(e.cut), func(i int) bool { return e.cut[i].End > at || end && e.cut[i].End >= at })
	shift := 0
	for _, s := range e.cut[:i] {
		shift += len(app.Erased) - s.Len()
	}
	if i < len(e.cut) {
		s := e.cut[i]
		switch {
		case end && at > s.Start && at <= s.End:
			return s.Start + shift + len(app.Erased)
		case !end && at > s.Start && at < s.End:
			return s.Start + shift
		}
	}
	return at + shift
}

// span is where a passage stands afterwards: with the whole mark where it begins or ends in one.
func (e *edits) span(s app.Span) app.Span {
	return app.Span{Start: e.moved(s.Start, false), End: e.moved(s.End, true)}
}

// inside reports whether all words of a passage are cut.
func (e *edits) inside(text string, s app.Span) bool {
	at := s.Start
	for _, c := range e.cut {
		if c.End <= at {
			continue
		}
		if strings.TrimSpace(text[at:max(at, min(c.Start, s.End))]) != "" {
			return false
		}
		if at = c.End; at >= s.End {
			return true
		}
	}
	return at >= s.End || strings.TrimSpace(text[at:s.End]) == ""
}

// transcript is what is left of a revision. label says how a speaker is called afterwards.
func (e *edits) transcript(t *app.Transcript, label func(string) string) *app.Transcript {
	out := *t
	out.Text = e.now
	out.Turns = make([]app.Turn, len(t.Turns))
	for i, u := range t.Turns {
		u.Span = e.span(u.Span)
		u.Speaker = label(u.Speaker)
		out.Turns[i] = u
	}
	out.Cues = nil
	for _, c := range t.Cues {
		if slices.ContainsFunc(e.cut, c.Overlaps) {
			continue
		}
		c.Span = e.span(c.Span)
		out.Cues = append(out.Cues, c)
	}
	out.Pages = nil
	for _, p := range t.Pages {
		p.Start = e.span(app.Span{Start: p.Start, End: len(t.Text)}).Start
		if n := len(out.Pages); n > 0 && out.Pages[n-1].Start >= p.Start {
			out.Pages[n-1].Page = p.Page
			continue
		}
		out.Pages = append(out.Pages, p)
	}
	return &out
}

// finding is a finding at its place afterwards, with its quote and what stands around it.
func (e *edits) finding(f *app.Finding, label func(string) string) *app.Finding {
	out := *f
	out.Span = e.span(f.Span)
	if out.Start < 0 || out.End > len(e.now) || out.Start >= out.End {
		return f
	}
	out.Quote = e.now[out.Start:out.End]
	out.Speaker = label(f.Speaker)
	if f.Before != "" {
		out.Before = lastRunes(e.now[:out.Start], contextRunes)
	}
	if f.After != "" {
		out.After = firstRunes(e.now[out.End:], contextRunes)
	}
	return &out
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}
