// Package guide keeps what a study asks: the questions of its guide, where each was asked, which it leaves out on purpose and what it is
// about. It proposes where questions were asked, and says how a session went.
package guide

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Store is what the use case asks of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	Readings(ctx context.Context, ids []app.InterviewID, cues bool) ([]app.Reading, error)
}

// Service keeps guides. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand

	kept memory // interviews that were read already
}

// Links are the links of a study, or of one interview of it, in the order in which they were made.
func (s *Service) Links(ctx context.Context, study app.StudyID, iv app.InterviewID) ([]app.GuideLink, error) {
	return app.Papers[app.GuideLink](ctx, s.Store, app.PaperQuery{Kind: app.KindGuideLink, Study: study, Interview: iv})
}

// Topics are what the questions of a study are about, as set by hand.
func (s *Service) Topics(ctx context.Context, study app.StudyID) ([]app.GuideTopic, error) {
	return app.Papers[app.GuideTopic](ctx, s.Store, app.PaperQuery{Kind: app.KindGuideTopic, Study: study})
}

// desk is an interview with what was linked in it.
type desk struct {
	study *app.Study
	iv    *app.Interview
	text  *app.Transcript
	links []app.GuideLink
}

func (s *Service) desk(ctx context.Context, id app.InterviewID) (*desk, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return nil, err
	}
	d := &desk{iv: rec.(*app.Interview)}
	if rec, err = s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(d.iv.Study)}); err != nil {
		return nil, err
	}
	d.study = rec.(*app.Study)
	if d.text, err = s.Store.Transcript(ctx, id); err != nil {
		return nil, err
	}
	d.links, err = s.Links(ctx, d.iv.Study, id)
	return d, err
}

// question is the question of the guide that a text names, as the guide has it.
func question(st *app.Study, text string) (string, error) {
	for _, q := range st.Guide {
		if app.GuideKey(q) == app.GuideKey(text) {
			return q, nil
		}
	}
	return "", app.Invalid("“"+text+"” is no question of the guide of "+st.Name+".", "Add it to the guide of the study first.")
}

// shorten keeps labels of steps short.
func shorten(q string) string {
	const most = 48
	if r := []rune(q); len(r) > most {
		return strings.TrimSpace(string(r[:most])) + "…"
	}
	return q
}

// Link says that the turn at a place of the text that a person saw asks a question of the guide. What was said against it before goes: the
// question is no longer left out on purpose, and a proposal that was turned down there is made good. Linking twice changes nothing. Returns
// EInvalid for a question that the guide has not, or a place without a turn, EConflict when there is a later text.
func (s *Service) Link(ctx context.Context, seen *app.Transcript, at int, text string) error {
	d, err := s.desk(ctx, seen.Interview)
	if err != nil {
		return err
	}
	if d.text.ID != seen.ID {
		return app.StaleText()
	}
	q, err := question(d.study, text)
	if err != nil {
		return err
	}
	n := d.text.TurnAt(at)
	if at < 0 || n >= len(d.text.Turns) {
		return app.Invalid("There is no turn at this place.", "Stand in the turn that asks the question.")
	}
	g := d.link(q, d.text.Turns[n].Span, app.ByHand)
	for i := range d.links {
		if d.links[i].Asks() && d.links[i].Question == q && d.links[i].Span == g.Span && d.links[i].Transcript == g.Transcript {
			return nil
		}
	}
	cs := s.Hand.Begin("Link question “" + shorten(q) + "”")
	cs.Sights = []app.Sight{{Text: d.text.ID}}
	for i := range d.links {
		l := &d.links[i]
		if l.Question == q && (l.Skipped || l.Refused && l.Span == g.Span && l.Transcript == g.Transcript) {
			cs.Delete(l)
		}
	}
	g.Stamp = s.Hand.Stamp()
	cs.Create(g)
	return s.Log.Commit(ctx, cs)
}

// link is an unsigned link of a turn.
func (d *desk) link(q string, span app.Span, by app.Provenance) *app.GuideLink {
	return &app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: d.study.ID, Interview: d.iv.ID, Question: q, Transcript: d.text.ID, Span: span,
		Quote: d.text.Text[span.Start:span.End], Provenance: by}
}

// Unlink takes links away. Those that are gone already are left out.
func (s *Service) Unlink(ctx context.Context, ids ...app.GuideLinkID) error {
	var going []*app.GuideLink
	for _, id := range ids {
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindGuideLink, ID: string(id)})
		if app.CodeOf(err) == app.ENotFound {
			continue
		}
		if err != nil {
			return err
		}
		going = append(going, rec.(*app.GuideLink))
	}
	if len(going) == 0 {
		return nil
	}
	label := "Take back " + app.Count(len(going), "link") + " to questions"
	if len(going) == 1 {
		label = "Take back the link to “" + shorten(going[0].Question) + "”"
	}
	cs := s.Hand.Begin(label)
	for _, g := range going {
		cs.Delete(g)
	}
	return s.Log.Commit(ctx, cs)
}

// Skip says that a question was left out of an interview on purpose, or takes that back. Returns EInvalid for a question that the guide has
// not, or that is linked to a turn of the interview.
func (s *Service) Skip(ctx context.Context, id app.InterviewID, text string, on bool) error {
	d, err := s.desk(ctx, id)
	if err != nil {
		return err
	}
	q, err := question(d.study, text)
	if err != nil {
		return err
	}
	was := slices.IndexFunc(d.links, func(g app.GuideLink) bool { return g.Question == q && g.Skipped })
	if on == (was >= 0) {
		return nil
	}
	if on && slices.ContainsFunc(d.links, func(g app.GuideLink) bool { return g.Question == q && g.Asks() }) {
		return app.Invalid("The question is linked to a turn of this interview.", "Take the link away first, or leave it: the question was asked.")
	}
	if !on {
		cs := s.Hand.Begin("Take back: not asked “" + shorten(q) + "”")
		cs.Delete(&d.links[was])
		return s.Log.Commit(ctx, cs)
	}
	cs := s.Hand.Begin("Not asked on purpose: “" + shorten(q) + "”")
	cs.Create(&app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: d.study.ID, Interview: id, Question: q, Provenance: app.ByHand, Skipped: true, Stamp: s.Hand.Stamp()})
	return s.Log.Commit(ctx, cs)
}
