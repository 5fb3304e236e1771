package across

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/across"
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
	m.mapping = m.Jobs.Start("Compare codebooks", func(ctx context.Context, p app.Progress) error {
		found, err := m.Across.Mappings(ctx, p)
		task.Post(func() { m.foundMappings(run, found, err) })
		return err
	})
	m.changed()
}

func (m *Model) foundMappings(run int, found []across.Mapping, err error) {
	if run != m.mapRuns {
		return
	}
	m.mapping, m.Mapping = nil, false
	switch {
	case err == nil:
		m.Maps, m.Mapped, m.MapOld = m.unrefused(found), true, false
	case app.CodeOf(err) != app.ECanceled:
		m.MapErr = err
	}
	m.changed()
}

// AcceptMapping maps the tags of one proposal, as one step.
func (m *Model) AcceptMapping(key string) { m.dropMapping(key, true) }

// RejectMapping takes a proposal off the list. As long as the workspace is open its tags are not proposed again, unless with others.
func (m *Model) RejectMapping(key string) {
	for i := range m.Maps {
		if m.Maps[i].Key == key {
			m.Refused = append(m.Refused, m.Maps[i])
		}
	}
	m.dropMapping(key, false)
}

// Reconsider puts back on the list what was turned down.
func (m *Model) Reconsider() {
	back := m.Refused
	m.Refused = nil
	m.Maps = append(m.Maps, back...)
	m.changed()
}

// unrefused leaves out what was turned down: proposals of the same tag of the taxonomy, or of a new one, with no tag that was not in it.
func (m *Model) unrefused(all []across.Mapping) []across.Mapping {
	return slices.DeleteFunc(all, func(p across.Mapping) bool {
		return slices.ContainsFunc(m.Refused, func(r across.Mapping) bool {
			return p.Into == r.Into && !slices.ContainsFunc(p.Parts, func(t across.TagPart) bool {
				return !slices.ContainsFunc(r.Parts, func(u across.TagPart) bool { return u.ID == t.ID })
			})
		})
	})
}

func (m *Model) dropMapping(key string, accept bool) {
	var one []across.Mapping
	var rest []across.Mapping
	for _, p := range m.Maps {
		if p.Key == key {
			p.Name = m.NameOf(key, p.Name)
			one = append(one, p)
		} else {
			rest = append(rest, p)
		}
	}
	if len(one) == 0 {
		return
	}
	if !accept {
		m.Maps = rest
		m.changed()
		return
	}
	m.act(func(ctx context.Context) error { return m.Across.AcceptMappings(ctx, one) }, func() { m.Maps, m.MapOld = rest, false })
}
