package reader

import (
	"strconv"
	"strings"
	"time"

	"throughline/app"
)

// TagAgain puts the tag used last on the selection or the finding at hand.
func (m *Model) TagAgain() {
	if id := m.tags.last(); id != "" {
		m.Tag(id)
	}
}

// LastTag names the tag that TagAgain puts on, "" before any was used.
func (m *Model) LastTag() string {
	if t := m.tags.tag(m.tags.last()); t != nil {
		return t.Name
	}
	return ""
}

// fewWords is the most words of a turn that is only a nod ("Yes, exactly."): looking for turns without a tag passes over it.
const fewWords = 3

// NextUntagged returns the first turn after byte from that no tagged finding touches, goes on at the beginning after the end,
// and reports whether there is one. Moderators' turns and nods of up to three words do not count.
func (m *Model) NextUntagged(from int) (app.Span, bool) {
	turns := m.Transcript.Turns
	tagged := make([]bool, len(turns))
	for _, e := range m.findings {
		if len(e.Tags) == 0 || m.hidden(e) {
			continue
		}
		for i := m.Transcript.TurnAt(e.Start); i < len(turns) && turns[i].Start < e.End; i++ {
			tagged[i] = true
		}
	}
	first := m.Transcript.TurnAt(from)
	for k := 1; k <= len(turns); k++ {
		i := (first + k) % len(turns)
		t := turns[i]
		if !tagged[i] && m.Interview.Speaker(t.Speaker).Role != app.RoleModerator && app.CountWords(m.Transcript.Text[t.Start:t.End]) > fewWords {
			return t.Span, true
		}
	}
	return app.Span{}, false
}

// ByteAt returns where in the text the recording is at d: the last turn or caption that begins at or before it, the first
// if all begin later. ok is false for a transcript without times.
func (m *Model) ByteAt(d time.Duration) (at int, ok bool) {
	best := app.NoTime
	look := func(from time.Duration, start int) {
		switch {
		case from == app.NoTime:
		case !ok:
			at, best, ok = start, from, true
		case from <= d && from >= best:
			at, best = start, from
		}
	}
	for _, t := range m.Transcript.Turns {
		look(t.From, t.Start)
	}
	for _, c := range m.Transcript.Cues {
		look(c.From, c.Start)
	}
	return at, ok
}

// clockOf reads a time as people type it: "12:31", "1:02:03", "00:12:31"; ok is false for anything else.
func clockOf(s string) (d time.Duration, ok bool) {
	parts := strings.Split(strings.TrimSpace(s), ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || i > 0 && (n > 59 || len(p) != 2) {
			return 0, false
		}
		d = d*60 + time.Duration(n)
	}
	return d * time.Second, true
}

// ByteOfPage returns where in the text page n begins, as the document counts: a page without words of its own begins where the next does, one behind the
// last where that begins. ok is false for a text without pages.
func (m *Model) ByteOfPage(n int) (at int, ok bool) {
	for _, p := range m.Transcript.Pages {
		if at, ok = p.Start, true; p.Page >= n {
			break
		}
	}
	return at, ok
}

// LastPage is the number of the last page of a document, 0 for a text without pages.
func (m *Model) LastPage() int {
	if m.Transcript == nil || len(m.Transcript.Pages) == 0 {
		return 0
	}
	return m.Transcript.Pages[len(m.Transcript.Pages)-1].Page
}

// pageOf reads the number of a page as people type it: "12", "p. 12", "page 12"; ok is false for anything else.
func pageOf(s string) (n int, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, word := range []string{"page", "p.", "p"} {
		if rest, cut := strings.CutPrefix(s, word); cut {
			s = strings.TrimSpace(rest)
			break
		}
	}
	page, err := strconv.ParseUint(s, 10, 16)
	return int(page), err == nil && page > 0
}
