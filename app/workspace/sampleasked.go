package workspace

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// sampleAsked is a question of the guide in an interview: the turn that asks it begins with the quote, or holds it.
type sampleAsked struct {
	Interview string `json:"interview"` // participant code
	Question  int    `json:"question"`  // of the guide, from 1
	Quote     string `json:"quote"`
	Skipped   bool   `json:"skipped"` // left out on purpose
}

// asked links the questions of the guide. Two interviews are left for whoever tries it.
func (b *sampleBuilder) asked(ctx context.Context, cs *app.ChangeSet) error {
	texts := map[string]*app.Transcript{}
	for i := range b.sample.Asked {
		a := &b.sample.Asked[i]
		g := &app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: b.study, Interview: b.interviews[a.Interview], Skipped: a.Skipped,
			Question: b.sample.Study.Guide[a.Question-1], Provenance: app.ByHand, Stamp: b.hand.Stamp()}
		if !a.Skipped {
			tr := texts[a.Interview]
			if tr == nil {
				var err error
				if tr, err = b.store.Transcript(ctx, g.Interview); err != nil {
					return err
				}
				texts[a.Interview] = tr
			}
			at := strings.Index(tr.Text, a.Quote)
			n := tr.TurnAt(max(0, at))
			if at < 0 || n >= len(tr.Turns) {
				return fmt.Errorf("sample question %d: %q does not occur in %s", a.Question, a.Quote, a.Interview)
			}
			g.Transcript, g.Span = tr.ID, tr.Turns[n].Span
			g.Quote = tr.Text[g.Span.Start:g.Span.End]
		}
		cs.Create(g)
	}
	return nil
}
