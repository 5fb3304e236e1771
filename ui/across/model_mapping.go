package across

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/across"
	"throughline/ui/say"
	"throughline/ui/task"
)

// FindMappings compares the codebooks of all studies, as a job that can be cancelled.
func (m *Model) FindMappings() {
	if m.mapping != nil {
		return
	}
	m.mapRuns++
	run := m.mapRuns
	m.Mapping, m.MapErr = true, nil
	m.mapping = m.Jobs.Start(say.T("Compare codebooks"), func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (across.Mappings, error) { return m.Across.Mappings(ctx, p) },
			func(found across.Mappings, err error) { m.foundMappings(run, found, err) })
	})
	m.changed()
}

func (m *Model) foundMappings(run int, found across.Mappings, err error) {
	if run != m.mapRuns {
		return
	}
	m.mapping, m.Mapping = nil, false
	switch {
	case err == nil:
		m.Maps, m.Mapped, m.MapOld, m.listed = found, true, false, nil
	case app.CodeOf(err) != app.ECanceled:
		m.MapErr = err
	}
	m.changed()
}

// AcceptMapping maps the tags of one proposal, as one step.
func (m *Model) AcceptMapping(key string) {
	if p, ok := proposal(m.Maps.Open, key); ok {
		p.Name = m.NameOf(key, p.Name)
		m.act(func(ctx context.Context) error { return m.Across.AcceptMappings(ctx, []across.Mapping{p}) }, func() {
			m.Maps.Drop(key)
			m.MapOld = false
		})
	}
}

// RejectMapping takes a proposal off the list, as one step. Its tags are not proposed again, unless with others.
func (m *Model) RejectMapping(key string) {
	if p, ok := proposal(m.Maps.Open, key); ok {
		m.act(func(ctx context.Context) error { return m.Across.TellApart(ctx, p) }, nil)
	}
}

// Reconsider puts back on the list what was turned down, as one step.
func (m *Model) Reconsider() {
	if back := m.Maps.Refused; len(back) > 0 {
		m.act(func(ctx context.Context) error { return m.Across.Reconsider(ctx, back) }, nil)
	}
}

// partMaps reads anew what people told apart, after a step that changed it.
func (m *Model) partMaps() {
	m.told.Load(m.Across.ToldApart, func(told []app.Apart, err error) {
		if err != nil {
			m.Err = err
		} else {
			m.Maps.Part(told)
		}
		m.changed()
	})
}

// Listed are the proposals of mappings as they stand on the page. What was answered stays in its place until the codebooks are compared anew, so that the next
// press meets what it meant.
func (m *Model) Listed() []across.Mapping {
	for _, p := range m.Maps.Open {
		if _, ok := proposal(m.listed, p.Key); !ok {
			m.listed = append(m.listed, p)
		}
	}
	return m.listed
}

// Answered reports whether a proposal of a mapping that is listed was accepted or turned down.
func (m *Model) Answered(key string) bool {
	_, open := proposal(m.Maps.Open, key)
	return !open
}

func proposal(all []across.Mapping, key string) (across.Mapping, bool) {
	i := slices.IndexFunc(all, func(p across.Mapping) bool { return p.Key == key })
	if i < 0 {
		return across.Mapping{}, false
	}
	return all[i], true
}
