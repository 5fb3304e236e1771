package workspace

import (
	"context"

	"throughline/app"
)

// linked are the findings that a text links to.
func linked(text string) []app.FindingID {
	var ids []app.FindingID
	for _, l := range app.Links(text) {
		if l.To.Kind == app.KindFinding {
			ids = append(ids, app.FindingID(l.To.ID))
		}
	}
	return ids
}

// unlinked covers the words of links to findings: they are the passage as it was when the link was made.
func unlinked(g *app.Gate, text string, allowed map[app.FindingID]app.Allowed) string {
	return app.ReplaceLinks(text, func(l app.Link) string {
		if l.To.Kind != app.KindFinding {
			return text[l.Start:l.End]
		}
		a, known := allowed[app.FindingID(l.To.ID)]
		if !known {
			a = g.Perms.Heard("", app.Voices{Unknown: true})
		}
		if g.Judge(a) == "" {
			return text[l.Start:l.End]
		}
		return app.ExactLink(l.To, g.Text(l.To.ID, l.Words, a))
	})
}

// Memos covers the passages that memos quote by link or stand on.
func (c *Curtain) Memos(ctx context.Context, q app.MemoQuery) ([]app.MemoRow, error) {
	rows, err := c.Store.Memos(ctx, q)
	return c.memos(ctx, rows, err)
}

// MemoBacklinks covers the passages that memos quote by link or stand on.
func (c *Curtain) MemoBacklinks(ctx context.Context, to app.Ref) ([]app.MemoRow, error) {
	rows, err := c.Store.MemoBacklinks(ctx, to)
	return c.memos(ctx, rows, err)
}

func (c *Curtain) memos(ctx context.Context, rows []app.MemoRow, err error) ([]app.MemoRow, error) {
	if err != nil {
		return nil, err
	}
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return rows, err
	}
	var ids []app.FindingID
	places := make([]app.Named, len(rows))
	for i := range rows {
		ids = append(ids, linked(rows[i].Text)...)
		places[i] = rows[i].Place
		if rows[i].On.Kind == app.KindFinding {
			places[i].Ref = rows[i].On
		}
	}
	allowed, err := c.allowed(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := c.named(ctx, places); err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Text = unlinked(g, rows[i].Text, allowed)
		rows[i].Place.Name = places[i].Name
	}
	return rows, nil
}

// MemosAbout covers the passages that memos quote by link.
func (c *Curtain) MemosAbout(ctx context.Context, refs []app.Ref) ([]*app.Memo, error) {
	memos, err := c.Store.MemosAbout(ctx, refs)
	if err != nil {
		return nil, err
	}
	all := make([]app.Record, len(memos))
	for i, m := range memos {
		all[i] = m
	}
	err = c.records(ctx, all)
	for i, r := range all {
		memos[i] = r.(*app.Memo)
	}
	return memos, err
}

// Named covers the names of findings: they are called by what was said.
func (c *Curtain) Named(ctx context.Context, refs []app.Ref) ([]app.Named, error) {
	all, err := c.Store.Named(ctx, refs)
	if err != nil {
		return nil, err
	}
	return all, c.named(ctx, all)
}

func (c *Curtain) named(ctx context.Context, all []app.Named) error {
	g, err := c.keeper(ctx)
	if g == nil || err != nil {
		return err
	}
	var ids []app.FindingID
	for _, n := range all {
		if n.Kind == app.KindFinding {
			ids = append(ids, app.FindingID(n.ID))
		}
	}
	allowed, err := c.allowed(ctx, ids)
	for i := range all {
		if all[i].Kind != app.KindFinding || all[i].Name == "" {
			continue
		}
		a, known := allowed[app.FindingID(all[i].ID)]
		if !known {
			a = g.Perms.Heard(all[i].Study, app.Voices{Unknown: true})
		}
		all[i].Name = g.Text(all[i].ID, all[i].Name, a)
	}
	return err
}

// Titles covers the names of findings.
func (c *Curtain) Titles(ctx context.Context, refs []app.Ref) (map[app.Ref]string, error) {
	names, err := c.Store.Titles(ctx, refs)
	if err != nil {
		return nil, err
	}
	var all []app.Named
	for _, r := range refs {
		if name, ok := names[r]; ok && r.Kind == app.KindFinding {
			all = append(all, app.Named{Ref: r, Name: name})
		}
	}
	if err := c.named(ctx, all); err != nil {
		return nil, err
	}
	for _, n := range all {
		names[n.Ref] = n.Name
	}
	return names, nil
}
