package workspace

import (
	"context"
	"fmt"
	"sync/atomic"

	"throughline/app"
)

// Curtain is a store through which readers see only the words that people allowed for them. Every method that hands out what somebody said
// stands in this file or in curtainwords.go; the rest passes through. While it is drawn nothing can be written: what was covered must never
// be stored in the place of what was said. Safe for concurrent use.
type Curtain struct {
	Store
	drawn    atomic.Pointer[app.Audience]
	gate     atomic.Pointer[app.Gate]
	exampled atomic.Bool // examples of tags are shown: they count
	of       *Curtain    // drawn and opened with it; nil for one that hangs for itself
}

// Aside is the same store, covered as this one is, for reading what is not shown: nothing that it covers counts.
func (c *Curtain) Aside() *Curtain { return &Curtain{Store: c.Store, of: c} }

// CountExamples counts examples of tags as well: where the codebook is what is shown. Elsewhere tags are read for their names.
func (c *Curtain) CountExamples() { c.exampled.Store(true) }

// NewCurtain is an open curtain over a store: everything passes.
func NewCurtain(s Store) *Curtain { return &Curtain{Store: s} }

// Through is the store as an audience may read it. Its Withheld counts what is kept back from then on.
func Through(s Store, a app.Audience) *Curtain {
	if c, ok := s.(*Curtain); ok {
		s = c.Store
	}
	c := NewCurtain(s)
	c.Draw(a)
	return c
}

// Draw shows only what an audience may read, from the next question on.
func (c *Curtain) Draw(a app.Audience) {
	c.gate.Store(nil)
	c.drawn.Store(&a)
}

// Open shows everything again.
func (c *Curtain) Open() { c.drawn.Store(nil) }

// Drawn returns whom the store is shown to; false when everything is shown.
func (c *Curtain) Drawn() (app.Audience, bool) {
	if a := c.audience(); a != nil {
		return *a, true
	}
	return "", false
}

// audience is whom the store is shown to, nil when everything is.
func (c *Curtain) audience() *app.Audience {
	if c.of != nil {
		return c.of.audience()
	}
	return c.drawn.Load()
}

// Readers is whom the store is shown to; those inside where it is not covered at all.
func (c *Curtain) Readers() app.Audience {
	if a, ok := c.Drawn(); ok {
		return a
	}
	return app.AudienceInside
}

// Withheld counts what was kept back since the curtain was drawn, each passage once.
func (c *Curtain) Withheld() app.Withheld {
	if g := c.gate.Load(); g != nil {
		return g.Withheld()
	}
	a, _ := c.Drawn()
	return app.Withheld{Audience: a}
}

// keeper is the gate in force, nil when everything passes.
func (c *Curtain) keeper(ctx context.Context) (*app.Gate, error) {
	a := c.audience()
	if a == nil {
		return nil, nil
	}
	perms, err := c.Store.Permissions(ctx)
	if err != nil {
		return nil, err
	}
	old := c.gate.Load()
	if old != nil && old.Audience == *a && old.Perms == perms {
		return old, nil
	}
	g := app.NewGate(*a, perms)
	if old != nil && old.Audience == *a {
		g = old.With(perms)
	}
	c.gate.Store(g)
	return g, nil
}

// errDrawn refuses what a drawn curtain does not let happen.
func errDrawn() error {
	return &app.Error{Code: app.EInvalid, Message: "The workspace is shown as outsiders may see it: nothing can be changed.",
		Hint: "Show everything again first."}
}

// Apply refuses to write while the curtain is drawn.
func (c *Curtain) Apply(ctx context.Context, cs *app.ChangeSet) (app.Entry, error) {
	if c.audience() != nil {
		return app.Entry{}, errDrawn()
	}
	return c.Store.Apply(ctx, cs)
}

// CatchUp hands out no steps while the curtain is drawn: whoever shows anything has to read it again.
func (c *Curtain) CatchUp(ctx context.Context) (sets []*app.ChangeSet, whole bool, err error) {
	sets, whole, err = c.Store.CatchUp(ctx)
	if c.audience() != nil && len(sets) > 0 {
		return nil, false, err
	}
	return sets, whole, err
}

// Revert refuses to write while the curtain is drawn.
func (c *Curtain) Revert(ctx context.Context, seq int64) (*app.ChangeSet, error) {
	if c.audience() != nil {
		return nil, errDrawn()
	}
	return c.Store.Revert(ctx, seq)
}

// Reapply refuses to write while the curtain is drawn.
func (c *Curtain) Reapply(ctx context.Context, seq int64) (*app.ChangeSet, error) {
	if c.audience() != nil {
		return nil, errDrawn()
	}
	return c.Store.Reapply(ctx, seq)
}

// Findings covers the words of findings.
func (c *Curtain) Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error) {
	rows, err := c.Store.Findings(ctx, q)
	return c.rows(ctx, rows, err)
}

// FindingsByID covers the words of findings.
func (c *Curtain) FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error) {
	rows, err := c.Store.FindingsByID(ctx, ids)
	return c.rows(ctx, rows, err)
}

func (c *Curtain) rows(ctx context.Context, rows []app.FindingRow, err error) ([]app.FindingRow, error) {
	if err != nil {
		return nil, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return rows, err
	}
	for i := range rows {
		g.Row(&rows[i])
	}
	return rows, nil
}

// InterviewFindings covers the words of findings.
func (c *Curtain) InterviewFindings(ctx context.Context, id app.InterviewID) ([]app.Finding, error) {
	all, err := c.Store.InterviewFindings(ctx, id)
	if err != nil {
		return nil, err
	}
	return all, c.findings(ctx, all)
}

// FindingsAt covers the words of findings.
func (c *Curtain) FindingsAt(ctx context.Context, places []app.Place) ([]app.Finding, error) {
	all, err := c.Store.FindingsAt(ctx, places)
	if err != nil {
		return nil, err
	}
	return all, c.findings(ctx, all)
}

// FindingAt covers the words of a finding.
func (c *Curtain) FindingAt(ctx context.Context, id app.TranscriptID, span app.Span) (*app.Finding, bool, error) {
	f, ok, err := c.Store.FindingAt(ctx, id, span)
	if err != nil || !ok {
		return f, ok, err
	}
	one := []app.Finding{*f}
	err = c.findings(ctx, one)
	return &one[0], true, err
}

// findings covers words in place, asking for all of them at once what their people allowed.
func (c *Curtain) findings(ctx context.Context, all []app.Finding) error {
	g, err := c.keeper(ctx)
	if g == nil || err != nil || len(all) == 0 {
		return err
	}
	ids := make([]app.FindingID, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	allowed, err := c.allowed(ctx, ids)
	for i := range all {
		a, known := allowed[all[i].ID]
		if !known {
			a = past(g, &all[i])
		}
		g.Finding(&all[i], a)
	}
	return err
}

// allowed asks what the people of findings allowed. Findings that are gone are not in the answer.
func (c *Curtain) allowed(ctx context.Context, ids []app.FindingID) (map[app.FindingID]app.Allowed, error) {
	rows, err := c.Store.FindingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := make(map[app.FindingID]app.Allowed, len(rows))
	for i := range rows {
		all[rows[i].ID] = rows[i].Consent
	}
	return all, nil
}

// past is what may be done with a finding that is gone: who else was heard in its passage is not known any more.
func past(g *app.Gate, f *app.Finding) app.Allowed {
	v := app.Voices{Unknown: f.Quote != ""}
	if f.Participant != "" {
		v = app.Voices{People: []app.ParticipantID{f.Participant}}
	}
	return g.Perms.Heard(f.Study, v)
}

// Transcript covers the turns of people.
func (c *Curtain) Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error) {
	t, err := c.Store.Transcript(ctx, id)
	if err != nil {
		return nil, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return t, err
	}
	iv, err := c.interview(ctx, id)
	return g.Transcript(iv, t), err
}

// interview reads an interview; nil when it is gone.
func (c *Curtain) interview(ctx context.Context, id app.InterviewID) (*app.Interview, error) {
	rec, err := c.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if app.CodeOf(err) == app.ENotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return rec.(*app.Interview), nil
}

// Revisions covers the turns of people in every revision.
func (c *Curtain) Revisions(ctx context.Context, id app.InterviewID) ([]*app.Transcript, error) {
	all, err := c.Store.Revisions(ctx, id)
	if err != nil {
		return nil, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return all, err
	}
	iv, err := c.interview(ctx, id)
	for i := range all {
		all[i] = g.Transcript(iv, all[i])
	}
	return all, err
}

// Readings covers the turns of people.
func (c *Curtain) Readings(ctx context.Context, ids []app.InterviewID, cues bool) ([]app.Reading, error) {
	all, err := c.Store.Readings(ctx, ids, cues)
	if err != nil {
		return nil, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return all, err
	}
	for i := range all {
		all[i].Transcript = g.Transcript(&all[i].Interview, all[i].Transcript)
	}
	return all, nil
}

// Kept says of passages why each may not be read, "" where it may.
type Kept struct {
	States   []app.ConsentState // beside the passages
	Withheld app.Withheld
}

// Covered tells which passages of the latest texts an audience may not read.
func (w *Workspace) Covered(ctx context.Context, a app.Audience, places []app.Place) (Kept, error) {
	k := Kept{States: make([]app.ConsentState, len(places))}
	perms, err := w.Curtain.Permissions(ctx)
	if err != nil {
		return k, err
	}
	heard, err := w.Curtain.Heard(ctx, places)
	if err != nil {
		return k, err
	}
	g := app.NewGate(a, perms)
	for i, h := range heard {
		if k.States[i] = g.Judge(h); k.States[i] != "" {
			g.Drops(fmt.Sprint(places[i]), h)
		}
	}
	k.Withheld = g.Withheld()
	return k, nil
}
