package analysis

import (
	"context"
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
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return t, nil
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
