// Package view keeps saved views: filters of a list under a name, with how they are shown.
package view

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Store is what views ask of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Views(ctx context.Context, place app.ViewPlace, study app.StudyID) ([]app.View, error)
}

// Service keeps views. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// List returns the views of a place: those of a study and those for all studies, or only the latter for "". They come pinned
// first, then in the order a person gave them.
func (s *Service) List(ctx context.Context, place app.ViewPlace, study app.StudyID) ([]app.View, error) {
	return s.Store.Views(ctx, place, study)
}

// Get returns a view. Returns ENotFound if it is gone.
func (s *Service) Get(ctx context.Context, id app.ViewID) (*app.View, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindView, ID: string(id)})
	if err != nil {
		return nil, err
	}
	return rec.(*app.View), nil
}

// Save keeps a new view, after those beside it, as one step. ID, Order and Stamp of v are given here. Returns EInvalid without a
// name, EConflict when a view of the place and study has the name already, upper and lower case alike.
func (s *Service) Save(ctx context.Context, v app.View) (*app.View, error) {
	v.ID, v.Name, v.Stamp = app.NewID[app.ViewID](), words(v.Name), s.Hand.Stamp()
	if err := v.Validate(); err != nil {
		return nil, err
	}
	beside, err := s.beside(ctx, &v)
	if err != nil {
		return nil, err
	}
	v.Order = 1
	for _, b := range beside {
		v.Order = max(v.Order, b.Order+1)
	}
	cs := s.Hand.Begin("Save view " + v.Name)
	cs.Create(&v)
	return &v, s.Log.Commit(ctx, cs)
}

// Update lets a view show something else: spec is JSON, see app.ViewSpec. What it shows already is no step.
func (s *Service) Update(ctx context.Context, id app.ViewID, spec string) error {
	return s.edit(ctx, id, "Change view ", func(v *app.View) { v.Spec = spec })
}

// Rename gives a view another name. Returns EInvalid for no name, EConflict for one that is taken.
func (s *Service) Rename(ctx context.Context, id app.ViewID, name string) error {
	return s.edit(ctx, id, "Rename view ", func(v *app.View) { v.Name = words(name) })
}

// Pin puts a view before the others, or back among them.
func (s *Service) Pin(ctx context.Context, id app.ViewID, on bool) error {
	label := "Unpin view "
	if on {
		label = "Pin view "
	}
	return s.edit(ctx, id, label, func(v *app.View) { v.Pinned = on })
}

// Delete removes a view. What it showed stays.
func (s *Service) Delete(ctx context.Context, id app.ViewID) error {
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete view " + v.Name)
	cs.Delete(v)
	return s.Log.Commit(ctx, cs)
}

// Move puts a view right before another of its place, or right after it. It takes on whether the other is pinned.
func (s *Service) Move(ctx context.Context, id, beside app.ViewID, after bool) error {
	if id == beside {
		return nil
	}
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	to, err := s.Get(ctx, beside)
	if err != nil {
		return err
	}
	all, err := s.beside(ctx, to)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(o app.View) bool { return o.ID == id || o.Pinned != to.Pinned })
	at := slices.IndexFunc(all, func(o app.View) bool { return o.ID == beside })
	if after {
		at++
	}
	g := *v
	g.Order, g.Pinned = between(all, at), to.Pinned
	g.Stamp = s.Hand.Touch(v.Stamp)
	cs := s.Hand.Begin("Move view " + v.Name)
	cs.Update(v, &g)
	return s.Log.Commit(ctx, cs)
}

// between is an order that stands before all[at] and after the one before it.
func between(all []app.View, at int) float64 {
	switch {
	case at == 0:
		return all[0].Order - 1
	case at == len(all):
		return all[at-1].Order + 1
	}
	return (all[at-1].Order + all[at].Order) / 2
}

// beside lists the views among which v stands.
func (s *Service) beside(ctx context.Context, v *app.View) ([]app.View, error) {
	return s.Store.Views(ctx, v.Place, v.Study)
}

func (s *Service) edit(ctx context.Context, id app.ViewID, label string, do func(*app.View)) error {
	old, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	v := *old
	do(&v)
	if v.Equal(old) {
		return nil
	}
	if err := v.Validate(); err != nil {
		return err
	}
	v.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin(label + v.Name)
	cs.Update(old, &v)
	return s.Log.Commit(ctx, cs)
}

// words is a name with single spaces.
func words(name string) string { return strings.Join(strings.Fields(name), " ") }
