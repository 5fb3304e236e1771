package insights

import (
	"context"

	"throughline/app"
)

// Play is a piece of evidence in its context: the words around it.
type Play struct {
	At, Of        int // place among the evidence, from 0, and how much there is
	Evidence      app.Evidence
	Finding       *app.FindingRow // nil for a theme or a finding that is gone
	Theme         *app.ThemeRow
	Before, After []Said // turns around the passage, none without a transcript
	Turns         []Said // the turns that the passage lies in
}

// Said is one turn, with the part of it that is the passage.
type Said struct {
	Speaker string
	Text    string
	Mark    app.Span // bytes of Text; empty for none
}

// aroundTurns is how many turns before and after a passage are shown.
const aroundTurns = 2

// StartPlay shows the piece of evidence at a place in its context.
func (m *Model) StartPlay(at int) {
	if !m.Ready() || len(m.Page.Proofs) == 0 {
		return
	}
	at = max(0, min(at, len(m.Page.Proofs)-1))
	m.At = at
	p := m.Page.Proofs[at]
	shown := &Play{At: at, Of: len(m.Page.Proofs), Evidence: p.Evidence, Finding: p.Finding, Theme: p.Theme}
	m.play.Load(func(ctx context.Context) (*Play, error) {
		if shown.Finding == nil || shown.Finding.Transcript == "" {
			return shown, nil
		}
		rec, err := m.Store.Find(ctx, app.Ref{Kind: app.KindTranscript, ID: string(shown.Finding.Transcript)})
		if err == nil {
			shown.around(rec.(*app.Transcript))
		}
		return shown, err
	}, func(p *Play, err error) {
		if err != nil {
			m.Err = err
		} else {
			m.Play = p
		}
		m.changed()
	})
}

// StopPlay goes back to the page.
func (m *Model) StopPlay() {
	m.play.Cancel()
	m.Play = nil
	m.changed()
}

// around takes the turns of the passage and those beside it.
func (p *Play) around(tr *app.Transcript) {
	span := p.Finding.Span
	first, last := tr.TurnAt(span.Start), tr.TurnAt(max(span.Start, span.End-1))
	if last < first || last >= len(tr.Turns) {
		return
	}
	said := func(i int) Said {
		t := tr.Turns[i]
		s := Said{Speaker: t.Speaker, Text: tr.Text[t.Start:t.End]}
		if from, to := max(span.Start, t.Start), min(span.End, t.End); from < to {
			s.Mark = app.Span{Start: from - t.Start, End: to - t.Start}
		}
		return s
	}
	for i := max(0, first-aroundTurns); i < first; i++ {
		p.Before = append(p.Before, said(i))
	}
	for i := first; i <= last; i++ {
		p.Turns = append(p.Turns, said(i))
	}
	for i := last + 1; i < min(len(tr.Turns), last+1+aroundTurns); i++ {
		p.After = append(p.After, said(i))
	}
}
