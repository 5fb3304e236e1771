package analysis

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// CreateTheme adds an empty theme at the end of a study's board ("" for the board across studies).
func (s *Service) CreateTheme(ctx context.Context, study app.StudyID, name string) (*app.Theme, error) {
	rows, err := s.Store.Themes(ctx, study)
	if err != nil {
		return nil, err
	}
	t := &app.Theme{ID: app.NewID[app.ThemeID](), Study: study, Name: strings.TrimSpace(name), Order: nextOrder(rows, study),
		Color: len(rows), Stamp: s.Hand.Stamp()}
	cs := s.Hand.Begin("New theme " + t.Name)
	cs.Create(t)
	return t, s.Log.Commit(ctx, cs)
}

func nextOrder(rows []app.ThemeRow, study app.StudyID) float64 {
	order := 0.0
	for _, r := range rows {
		if r.Study == study {
			order = max(order, r.Order)
		}
	}
	return order + 1
}

func (s *Service) theme(ctx context.Context, id app.ThemeID) (*app.Theme, error) {
	r, err := s.Store.Find(ctx, app.Ref{Kind: app.KindTheme, ID: string(id)})
	if err != nil {
		return nil, err
	}
	return r.(*app.Theme), nil
}

func (s *Service) editTheme(ctx context.Context, id app.ThemeID, label string, change func(*app.Theme)) error {
	old, err := s.theme(ctx, id)
	if err != nil {
		return err
	}
	t := *old
	change(&t)
	if old.Equal(&t) {
		return nil
	}
	t.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin(label)
	cs.Update(old, &t)
	return s.Log.Commit(ctx, cs)
}

// RenameTheme gives a theme a name of the researcher's own. From then on proposals leave the theme alone.
func (s *Service) RenameTheme(ctx context.Context, id app.ThemeID, name string) error {
	name = strings.TrimSpace(name)
	return s.editTheme(ctx, id, "Rename theme to "+name, func(t *app.Theme) { t.Name, t.Proposed = name, false })
}

// NoteTheme sets a theme's note.
func (s *Service) NoteTheme(ctx context.Context, id app.ThemeID, note string) error {
	return s.editTheme(ctx, id, "Note on theme", func(t *app.Theme) { t.Note = strings.TrimSpace(note) })
}

// LockTheme keeps a theme and its findings from being moved by proposals, or lets them be moved again.
func (s *Service) LockTheme(ctx context.Context, id app.ThemeID, on bool) error {
	label := "Lock theme"
	if !on {
		label = "Unlock theme"
	}
	return s.editTheme(ctx, id, label, func(t *app.Theme) { t.Locked = on })
}

// DeleteTheme removes a theme; its findings become unsorted. Insights that rest on it lose that piece of evidence.
func (s *Service) DeleteTheme(ctx context.Context, id app.ThemeID) error {
	t, err := s.theme(ctx, id)
	if err != nil {
		return err
	}
	deps, err := s.Store.Dependants(ctx, t.Ref())
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete theme " + t.Name)
	cs.DeleteAll(s.Hand, deps, t)
	return s.Log.Commit(ctx, cs)
}

// MergeThemes moves the findings of the themes from into the theme into and removes them. Evidence of insights follows.
func (s *Service) MergeThemes(ctx context.Context, into app.ThemeID, from ...app.ThemeID) error {
	target, err := s.theme(ctx, into)
	if err != nil {
		return err
	}
	placed, err := s.Store.Placements(ctx, target.Study)
	if err != nil {
		return err
	}
	order := 0.0
	for _, p := range placed {
		if p.Theme == into {
			order = max(order, p.Order)
		}
	}
	cs := s.Hand.Begin("Merge themes into " + target.Name)
	latest := map[app.InsightID]*app.Insight{}
	for _, id := range from {
		if id == into {
			return app.Invalid("A theme cannot be merged into itself.", "Choose another theme.")
		}
		t, err := s.theme(ctx, id)
		if err != nil {
			return err
		}
		deps, err := s.Store.Dependants(ctx, t.Ref())
		if err != nil {
			return err
		}
		for _, d := range deps {
			switch d := d.(type) {
			case *app.Placement:
				order++
				cs.Delete(d)
				cs.Create(&app.Placement{Theme: into, Finding: d.Finding, Order: order, Stamp: s.Hand.Stamp()})
			case *app.Insight:
				if l := latest[d.ID]; l != nil {
					d = l
				}
				in := s.moveEvidence(d, id, into)
				latest[d.ID] = in
				cs.Update(d, in)
			}
		}
		cs.Delete(t)
	}
	return s.Log.Commit(ctx, cs)
}

func (s *Service) moveEvidence(in *app.Insight, from, into app.ThemeID) *app.Insight {
	out := *in
	out.Evidence = nil
	has := false
	for _, e := range in.Evidence {
		has = has || e.Theme == into
	}
	for _, e := range in.Evidence {
		if e.Theme == from {
			if has {
				continue
			}
			e.Theme, has = into, true
		}
		out.Evidence = append(out.Evidence, e)
	}
	out.Stamp = s.Hand.Touch(in.Stamp)
	return &out
}

// Move puts findings at the end of a theme, taking them out of the theme of the same board they were in; theme "" takes
// them off the board of study. Findings of other studies go only onto the board across studies.
func (s *Service) Move(ctx context.Context, study app.StudyID, ids []app.FindingID, to app.ThemeID) error {
	label := fmt.Sprintf("Move %d findings", len(ids))
	if len(ids) == 1 {
		label = "Move finding"
	}
	cs := s.Hand.Begin(label)
	if to != "" {
		t, err := s.theme(ctx, to)
		if err != nil {
			return err
		}
		study = t.Study
		cs.Label += " to " + t.Name
	}
	placed, err := s.Store.Placements(ctx, study)
	if err != nil {
		return err
	}
	moving := make(map[app.FindingID]bool, len(ids))
	for _, id := range ids {
		moving[id] = true
	}
	order := 0.0
	for i := range placed {
		p := &placed[i]
		switch {
		case p.Theme == to:
			order = max(order, p.Order)
			delete(moving, p.Finding)
		case moving[p.Finding]:
			cs.Delete(p)
		}
	}
	for _, id := range ids {
		if to != "" && moving[id] {
			delete(moving, id)
			order++
			cs.Create(&app.Placement{Theme: to, Finding: id, Order: order, Stamp: s.Hand.Stamp()})
		}
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}
