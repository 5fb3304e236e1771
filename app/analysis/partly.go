package analysis

import (
	"context"
	"slices"

	"throughline/app"
)

// AcceptPart accepts one theme of a proposal, by its key, as one step; with only, some of its findings and nothing else of it. The rest of the
// board stays as it is. Returns ENotFound when the proposal has no such theme, else as Accept does.
func (s *Service) AcceptPart(ctx context.Context, pr *Proposal, key string, only []app.FindingID) error {
	part, err := pr.part(key, only)
	if err != nil {
		return err
	}
	b, err := s.readBoard(ctx, pr.Study)
	if err != nil {
		return err
	}
	if !b.fits(part) {
		return changedSince()
	}
	g := part.accepted()[0]
	label := "Accept theme " + g.Name
	if only != nil {
		label = "Accept " + findings(len(g.Findings)) + " of " + g.Name
	}
	a := acceptance{service: s, board: b, proposal: part, step: s.Hand.Begin(label), named: only != nil}
	a.clear()
	a.fill()
	if len(a.step.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, a.step)
}

func changedSince() error {
	return &app.Error{Code: app.EConflict, Op: "accept themes", Message: "The board has changed since this proposal was made.",
		Hint: "Propose themes again."}
}

// part is the proposal with everything left out but one theme, or some findings of it.
func (pr *Proposal) part(key string, only []app.FindingID) (*Proposal, error) {
	out := *pr
	out.Themes = slices.Clone(pr.Themes)
	out.Unsorted, out.Gone = nil, nil
	found := false
	for i := range out.Themes {
		g := &out.Themes[i]
		g.Left = g.Key != key
		if g.Left {
			continue
		}
		found = true
		if only != nil {
			not := func(f app.FindingID) bool { return !slices.Contains(only, f) }
			g.Findings = slices.DeleteFunc(slices.Clone(g.Findings), not)
			g.Joins = slices.DeleteFunc(slices.Clone(g.Joins), not)
		}
	}
	if !found || len(out.accepted()) == 0 {
		return nil, app.NotFound("The proposed theme")
	}
	return &out, nil
}

// Redraft is a draft compared with the board as it is now, without comparing the findings anew: what was accepted of a proposal or moved by
// hand meanwhile counts as being there. Findings that have come to stand in themes which people named or locked are left out of what follows. Findings
// made since are not looked at.
func (s *Service) Redraft(ctx context.Context, d *Draft) (*Draft, error) {
	b, err := s.readBoard(ctx, d.study)
	if err != nil {
		return nil, err
	}
	n := &Draft{study: d.study, opt: d.opt, rows: b.rows, ids: d.ids, who: d.who, people: d.people, outline: d.outline, note: d.note}
	index := make(map[app.ThemeID]int, len(b.rows))
	for i := range b.rows {
		index[b.rows[i].ID] = i
	}
	n.at = make([]int32, len(d.ids))
	for i, id := range d.ids {
		n.at[i] = -1
		if t, ok := b.of[id]; ok {
			n.at[i] = int32(index[t.ID])
		}
	}
	for _, was := range d.locked {
		now := -1
		if was >= 0 {
			if i, ok := index[d.rows[was].ID]; ok && b.rows[i].Locked {
				now = i
			}
		}
		n.locked = append(n.locked, now)
	}
	d.mapping.Lock()
	n.places = d.places
	d.mapping.Unlock()
	return n, nil
}

// From says where a finding of the draft stands on the board: in a theme, or unsorted with theme "". ok is false for one that was not read.
func (d *Draft) From(id app.FindingID) (theme app.ThemeID, name string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.number()
	i, ok := d.row[id]
	if !ok {
		return "", "", false
	}
	if at := d.at[i]; at >= 0 {
		return d.rows[at].ID, d.rows[at].Name, true
	}
	return "", "", true
}

// number finds the row of each finding, once; d.mu is held.
func (d *Draft) number() {
	if d.row != nil {
		return
	}
	d.row = make(map[app.FindingID]int32, len(d.ids))
	for i, f := range d.ids {
		d.row[f] = int32(i)
	}
}
