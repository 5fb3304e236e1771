package across

import (
	"context"
	"slices"

	"throughline/app"
)

// Mappings are proposals, parted by what people said of them. The most alike come first.
type Mappings struct {
	Open    []Mapping
	Refused []Mapping // turned down: none of their tags may count for the same

	all []Mapping
}

// Part parts the proposals by what people told apart.
func (m *Mappings) Part(told []app.Apart) {
	m.Open, m.Refused = nil, nil
	for _, p := range m.all {
		tags := p.tags()
		if slices.ContainsFunc(told, func(a app.Apart) bool { return a.Covers(p.Into, tags) }) {
			m.Refused = append(m.Refused, p)
		} else {
			m.Open = append(m.Open, p)
		}
	}
}

// Drop takes a proposal away, as one that was accepted.
func (m *Mappings) Drop(key string) {
	is := func(p Mapping) bool { return p.Key == key }
	m.all, m.Open, m.Refused = slices.DeleteFunc(m.all, is), slices.DeleteFunc(m.Open, is), slices.DeleteFunc(m.Refused, is)
}

// tags are the ids of a proposal's tags, ascending.
func (m *Mapping) tags() []app.TagID {
	ids := make([]app.TagID, len(m.Parts))
	for i := range m.Parts {
		ids[i] = m.Parts[i].ID
	}
	slices.Sort(ids)
	return ids
}

// ToldApart returns what people told apart, in the order in which they did.
func (s *Service) ToldApart(ctx context.Context) ([]app.Apart, error) {
	return app.Papers[app.Apart](ctx, s.Store, app.PaperQuery{Kind: app.KindApart})
}

// TellApart turns a proposal down, as one step: its tags are not proposed again for the same tag of the taxonomy, unless together with others.
func (s *Service) TellApart(ctx context.Context, m Mapping) error {
	a := &app.Apart{ID: app.NewID[app.ApartID](), Into: m.Into, Tags: m.tags(), Stamp: s.Hand.Stamp()}
	step := s.Hand.Begin("Tell “" + m.Name + "” apart")
	step.Create(a)
	return s.Log.Commit(ctx, step)
}

// Reconsider has proposals that were turned down proposed again, as one step. Returns EINVALID when none of them was.
func (s *Service) Reconsider(ctx context.Context, all []Mapping) error {
	told, err := s.ToldApart(ctx)
	if err != nil {
		return err
	}
	step := s.Hand.Begin("Propose " + app.Count(len(all), "mapping") + " again")
	for i := range told {
		if slices.ContainsFunc(all, func(m Mapping) bool { return told[i].Covers(m.Into, m.tags()) }) {
			step.Delete(&told[i])
		}
	}
	if len(step.Changes) == 0 {
		return app.Invalid("Nothing was turned down.", "Compare the codebooks again.")
	}
	return s.Log.Commit(ctx, step)
}
