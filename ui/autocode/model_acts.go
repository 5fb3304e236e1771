package autocode

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/coding/rule"
	"throughline/ui/say"
	"throughline/ui/task"
)

// TagNamed returns the row of a tag, or nil.
func (m *Model) TagNamed(id app.TagID) *app.TagRow {
	i := slices.IndexFunc(m.Tags, func(t app.TagRow) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &m.Tags[i]
}

// HasTag reports whether a tag has the name, upper and lower case alike.
func (m *Model) HasTag(name string) bool {
	return slices.ContainsFunc(m.Tags, func(t app.TagRow) bool { return strings.EqualFold(t.Name, name) })
}

// AddTag has the rule put a tag on.
func (m *Model) AddTag(id app.TagID) {
	if !slices.Contains(m.Spec.Tags, id) {
		m.Edit(func(s *app.RuleSpec) { s.Tags = append(slices.Clone(s.Tags), id) })
	}
}

// AddNewTag has the rule put a tag on that is made once it is used.
func (m *Model) AddNewTag(name string) {
	if name = strings.Join(strings.Fields(name), " "); name != "" && !slices.Contains(m.NewTags, name) {
		m.NewTags = append(slices.Clone(m.NewTags), name)
		m.changed()
	}
}

// DropTag takes a tag off the rule.
func (m *Model) DropTag(id app.TagID) {
	m.Edit(func(s *app.RuleSpec) {
		s.Tags = slices.DeleteFunc(slices.Clone(s.Tags), func(t app.TagID) bool { return t == id })
	})
}

// DropNewTag takes a tag off the rule that does not exist yet.
func (m *Model) DropNewTag(name string) {
	m.NewTags = slices.DeleteFunc(slices.Clone(m.NewTags), func(n string) bool { return n == name })
	m.changed()
}

// CanTag reports whether there is something to tag and something to tag it with.
func (m *Model) CanTag() bool {
	chosen, _ := m.Count()
	return !m.ReadOnly && chosen > 0 && len(m.Spec.Tags)+len(m.NewTags) > 0 && !m.Tagging && !m.Searching && m.wait == nil
}

// Apply tags what is chosen, as a job that can be cancelled. Tags that do not exist are made first, in the study at hand.
func (m *Model) Apply() {
	if !m.CanTag() {
		return
	}
	var hits []rule.Hit
	for i := range m.Result.Hits {
		if m.Chosen(i) {
			hits = append(hits, m.Result.Hits[i])
		}
	}
	spec, made := m.Spec, m.NewTags
	spec.Tags = slices.Clone(spec.Tags)
	codes, rules := *m.Coding, *m.Rules
	if len(made) > 0 { // undo takes the new tags back with what they are on
		codes.Log = app.InBatch(codes.Log)
		rules.Log = codes.Log
	}
	words := say.T("Tag %s", say.Count(len(hits), "passage"))
	m.Tagging, m.Err = true, nil
	m.changed()
	m.Jobs.Start(words, func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (rule.Applied, error) {
			for _, name := range made {
				t, err := codes.CreateTag(ctx, spec.Study, name, "")
				if err != nil {
					return rule.Applied{}, err
				}
				spec.Tags = append(spec.Tags, t.ID)
			}
			return rules.Apply(ctx, spec, hits, p)
		}, func(done rule.Applied, err error) { m.applied(spec, done, err) })
	})
}

// applied takes in how the tagging went.
func (m *Model) applied(spec app.RuleSpec, done rule.Applied, err error) {
	m.Tagging = false
	if len(spec.Tags) > len(m.Spec.Tags) {
		m.Spec.Tags, m.NewTags = spec.Tags, nil
		m.reload()
	}
	switch {
	case app.CodeOf(err) == app.ECanceled:
	case err != nil:
		m.Err = err
	case m.OnTold != nil:
		m.OnTold(told(done))
	}
	m.search()
}

// told is what became of the hits, in words.
func told(a rule.Applied) string {
	if a.Made+a.Added == 0 {
		return say.T("All of them carry the tag already")
	}
	words := say.T("Tagged %s", say.Count(a.Made+a.Added, "passage"))
	if a.Added > 0 {
		words += say.T(", %s on findings that were there", say.Number(a.Added))
	}
	return words
}

// Save keeps the rule under a name; done hears how it went.
func (m *Model) Save(name string, done func(error)) {
	spec := m.Spec
	m.work.Do(func(ctx context.Context) error {
		_, err := m.Rules.Save(ctx, name, spec)
		return err
	}, func(err error) {
		if err == nil {
			m.Name = strings.Join(strings.Fields(name), " ")
		}
		done(err)
		m.changed()
	})
}

// Load takes up a saved rule and searches by it: what it tagged before is left out of the list.
func (m *Model) Load(r app.Rule) {
	study := m.Spec.Study
	m.Spec, m.Name, m.NewTags, m.own, m.ShowTagged = r.RuleSpec, r.Name, nil, nil, false
	m.Spec.Study = study
	m.reload()
	m.search()
}

// Forget removes the saved rule at hand. Undo brings it back.
func (m *Model) Forget(id app.RuleID) {
	m.work.Do(func(ctx context.Context) error { return m.Rules.Delete(ctx, id) }, func(err error) {
		if err != nil {
			m.Err = err
		} else {
			m.Name = ""
		}
		m.changed()
	})
}
