package workspace

import (
	"context"
	"slices"

	"throughline/app"
)

// Find covers what somebody said in a record.
func (c *Curtain) Find(ctx context.Context, ref app.Ref) (app.Record, error) {
	rec, err := c.Store.Find(ctx, ref)
	if err != nil {
		return nil, err
	}
	all := []app.Record{rec}
	err = c.records(ctx, all)
	return all[0], err
}

// Dependants covers what somebody said in records.
func (c *Curtain) Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error) {
	all, err := c.Store.Dependants(ctx, ref)
	if err != nil {
		return nil, err
	}
	return all, c.records(ctx, all)
}

// records puts covered copies in the place of records with words.
func (c *Curtain) records(ctx context.Context, all []app.Record) error {
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return err
	}
	var ids []app.FindingID
	for _, r := range all {
		switch r := r.(type) {
		case *app.Finding:
			ids = append(ids, r.ID)
		case *app.Publication:
			ids = append(ids, proven(r)...)
		case *app.Insight:
			ids = append(ids, remarked(r)...)
		case *app.Memo:
			ids = append(ids, linked(r.Text)...)
		}
	}
	allowed, err := c.allowed(ctx, ids)
	if err != nil {
		return err
	}
	for i, r := range all {
		if all[i], err = c.record(ctx, g, r, allowed); err != nil {
			return err
		}
	}
	return nil
}

// record is a record with what may not be read covered in a copy, or the record itself where nothing stands in it.
func (c *Curtain) record(ctx context.Context, g *app.Gate, r app.Record, allowed map[app.FindingID]app.Allowed) (app.Record, error) {
	switch r := r.(type) {
	case *app.Finding:
		f := *r
		a, known := allowed[f.ID]
		if !known {
			a = past(g, &f)
		}
		g.Finding(&f, a)
		return &f, nil
	case *app.Transcript:
		iv, err := c.interview(ctx, r.Interview)
		return g.Transcript(iv, r), err
	case *app.Rejection:
		iv, err := c.interview(ctx, r.Interview)
		if err != nil {
			return nil, err
		}
		return turnedDown(g, r, iv), nil
	case *app.Source:
		s := *r
		s.Data = nil // the file as it was: everybody's words
		return &s, nil
	case *app.Publication:
		return published(g, r, allowed), nil
	case *app.Insight:
		return unremarked(g, r, allowed), nil
	case *app.Tag:
		tag := *r
		return &tag, c.examples(ctx, []*app.Tag{&tag})
	case *app.Origin, *app.OriginFile:
		return unkept(r), nil
	case *app.Measure:
		return unowned(g, r, map[string]app.ParticipantID{}), nil
	case *app.Memo:
		m := *r
		m.Text = unlinked(g, m.Text, allowed)
		return &m, nil
	}
	return r, nil
}

// proven are the findings that a publication quotes.
func proven(p *app.Publication) []app.FindingID {
	var ids []app.FindingID
	for _, e := range p.Evidence {
		if e.Finding != "" {
			ids = append(ids, e.Finding)
		}
	}
	return ids
}

// published covers what a publication quoted. Of a passage that is gone nobody knows any more who said it: it is covered.
func published(g *app.Gate, p *app.Publication, allowed map[app.FindingID]app.Allowed) *app.Publication {
	n := *p
	n.Evidence = slices.Clone(p.Evidence)
	for i := range n.Evidence {
		e := &n.Evidence[i]
		if e.Finding == "" {
			continue
		}
		a, known := allowed[e.Finding]
		if !known {
			a = g.Perms.Heard("", app.Voices{Unknown: true})
		}
		if s := g.Judge(a); s != "" {
			e.Text, e.Note, e.Withheld = g.Text(string(e.Finding), e.Text, a), "", s
		}
	}
	return &n
}

// Publications covers what was quoted when insights were published.
func (c *Curtain) Publications(ctx context.Context, insight app.InsightID) ([]app.Publication, error) {
	pubs, err := c.Store.Publications(ctx, insight)
	return c.publications(ctx, pubs, err)
}

func (c *Curtain) publications(ctx context.Context, pubs []app.Publication, err error) ([]app.Publication, error) {
	if err != nil {
		return nil, err
	}
	all := make([]app.Record, len(pubs))
	for i := range pubs {
		all[i] = &pubs[i]
	}
	err = c.records(ctx, all)
	for i, r := range all {
		pubs[i] = *r.(*app.Publication)
	}
	return pubs, err
}

// PublicationsCiting covers what was quoted when insights were published.
func (c *Curtain) PublicationsCiting(ctx context.Context, findings []app.FindingID) ([]app.Publication, error) {
	pubs, err := c.Store.PublicationsCiting(ctx, findings)
	return c.publications(ctx, pubs, err)
}

// StepChanges covers what somebody said in the history.
func (c *Curtain) StepChanges(ctx context.Context, first, last int64, of app.Ref, page app.Page) ([]app.Change, int, error) {
	changes, total, err := c.Store.StepChanges(ctx, first, last, of, page)
	if err != nil {
		return nil, 0, err
	}
	return changes, total, c.changes(ctx, changes)
}

// StepSets covers what somebody said in the history.
func (c *Curtain) StepSets(ctx context.Context, first, last int64) ([]*app.ChangeSet, error) {
	sets, err := c.Store.StepSets(ctx, first, last)
	if err != nil {
		return nil, err
	}
	for _, cs := range sets {
		if err := c.changes(ctx, cs.Changes); err != nil {
			return nil, err
		}
	}
	return sets, nil
}

// changes covers the records of changes, all at once.
func (c *Curtain) changes(ctx context.Context, changes []app.Change) error {
	var all []app.Record
	for _, ch := range changes {
		if ch.Before != nil {
			all = append(all, ch.Before)
		}
		if ch.After != nil {
			all = append(all, ch.After)
		}
	}
	if err := c.records(ctx, all); err != nil {
		return err
	}
	for i := range changes {
		if changes[i].Before != nil {
			changes[i].Before, all = all[0], all[1:]
		}
		if changes[i].After != nil {
			changes[i].After, all = all[0], all[1:]
		}
	}
	return nil
}

// Backup refuses: a copy holds everything.
func (c *Curtain) Backup(ctx context.Context, path string, p app.Progress) error {
	if c.audience() != nil {
		return errDrawn()
	}
	return c.Store.Backup(ctx, path, p)
}
