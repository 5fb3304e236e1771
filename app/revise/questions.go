package revise

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/passage"
)

// carryQuestions lets the links of guide questions stand where their turns stand in the next revision, as part of its step. The comparison of
// the texts speaks first; a turn that it finds gone is looked for by its words. One without a place keeps its words and says only that the
// question was asked. Those that lost their place before come back when their words do. It returns all that it looked at.
func (s *Service) carryQuestions(ctx context.Context, cs *app.ChangeSet, r *Review) (seen []app.Ref, err error) {
	links, err := app.Papers[app.GuideLink](ctx, s.Store, app.PaperQuery{Kind: app.KindGuideLink, Interview: r.was.ID})
	if err != nil {
		return nil, err
	}
	var here []app.Finding // turns as passages, to be carried like them
	var at []int
	for i := range links {
		if g := &links[i]; g.Quote != "" && g.Transcript == r.Base.ID {
			here = append(here, app.Finding{Quote: g.Quote, Span: g.Span, Transcript: g.Transcript})
			at = append(at, i)
		}
	}
	placed, err := passage.Carry(ctx, r.compared, here)
	if err != nil {
		return nil, err
	}
	spans := make([]app.Span, len(links))
	for k, p := range placed {
		if p.Verdict != passage.Lost {
			spans[at[k]] = p.Span
		}
	}
	seen = []app.Ref{}
	for i := range links {
		g := &links[i]
		seen = append(seen, g.Ref())
		if g.Quote == "" {
			continue
		}
		is := *g
		is.Transcript, is.Span = "", app.Span{}
		if n := askingTurn(r.Next, spans[i], g.Quote); n >= 0 {
			is.Transcript, is.Span = r.Next.ID, r.Next.Turns[n].Span
			is.Quote = r.Next.Text[is.Span.Start:is.Span.End]
		}
		if !g.Equal(&is) {
			is.Stamp = s.Hand.Touch(g.Stamp)
			cs.Update(g, &is)
		}
	}
	return seen, nil
}

// askingTurn is the turn at a place or, without one, the only one with the words; -1 for none.
func askingTurn(t *app.Transcript, span app.Span, quote string) int {
	if span.Len() == 0 {
		first := strings.Index(t.Text, quote)
		if first < 0 || strings.Contains(t.Text[first+len(quote):], quote) {
			return -1
		}
		span.Start = first
	}
	if n := t.TurnAt(span.Start); n < len(t.Turns) {
		return n
	}
	return -1
}

// forgetQuestions takes the places of links in revisions that go; their words go with them unless the latest text has them.
func (s *Service) forgetQuestions(ctx context.Context, cs *app.ChangeSet, latest *app.Transcript) error {
	links, err := app.Papers[app.GuideLink](ctx, s.Store, app.PaperQuery{Kind: app.KindGuideLink, Interview: latest.Interview})
	if err != nil {
		return err
	}
	for i := range links {
		g := &links[i]
		if g.Quote == "" || g.Transcript == latest.ID {
			continue
		}
		is := *g
		is.Transcript, is.Span, is.Quote, is.Stamp = "", app.Span{}, "", s.Hand.Touch(g.Stamp)
		cs.Update(g, &is)
	}
	return nil
}
