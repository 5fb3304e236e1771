package playbook

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/ui/say"
)

// AddStarters puts all starters into the workspace.
func (m *Model) AddStarters() {
	m.act(func(ctx context.Context) error {
		_, err := m.Playbook.AddStarters(ctx)
		return err
	}, nil)
}

// UseStarter puts the selected starter into the workspace and stays with it.
func (m *Model) UseStarter() {
	cur := m.Current()
	if cur == nil || !cur.Kit {
		return
	}
	key := playbook.KeyOf(cur)
	m.act(func(ctx context.Context) error {
		_, err := m.Playbook.AddStarters(ctx, key)
		return err
	}, func() { m.find(key) })
}

// find selects the template of a kind and name once it is listed.
func (m *Model) find(key playbook.Key) {
	m.list.Load(func(ctx context.Context) (l listing, err error) {
		l.rows, err = m.Playbook.List(ctx)
		return l, err
	}, func(l listing, err error) {
		if i := slices.IndexFunc(l.rows, func(r playbook.Row) bool { return playbook.KeyOf(&r) == key }); err == nil && i >= 0 {
			m.Selected, m.Version, m.Against = string(l.rows[i].ID), 0, 0
		}
		m.reload()
	})
}

// Create adds a template and shows it for editing; done hears how it went.
func (m *Model) Create(d playbook.Draft, done func(error)) {
	var made *app.Template
	m.acted(func(ctx context.Context) (err error) {
		made, err = m.Playbook.Create(ctx, d)
		return err
	}, func(err error) {
		if err == nil {
			m.find(playbook.Key{Kind: made.Kind, Name: made.Name})
		}
		done(err)
	})
}

// Describe changes what the selected template is called and about.
func (m *Model) Describe(d playbook.Draft, done func(error)) {
	if cur := m.Current(); cur != nil {
		id := cur.ID
		m.acted(func(ctx context.Context) error { return m.Playbook.Describe(ctx, id, d) }, done)
	}
}

// Retire takes the selected template out of what is offered, or offers it again.
func (m *Model) Retire() {
	if cur := m.Current(); cur != nil && !cur.Kit {
		id, on := cur.ID, !cur.Retired
		m.act(func(ctx context.Context) error { return m.Playbook.Retire(ctx, id, on) }, nil)
	}
}

// Duplicate copies the selected template and shows the copy.
func (m *Model) Duplicate() {
	cur := m.Current()
	if cur == nil || cur.Kit {
		return
	}
	id := cur.ID
	var made *app.Template
	m.act(func(ctx context.Context) (err error) {
		made, err = m.Playbook.Duplicate(ctx, id)
		return err
	}, func() { m.find(playbook.Key{Kind: made.Kind, Name: made.Name}) })
}

// Delete removes the selected template, unless it is used.
func (m *Model) Delete() {
	if cur := m.Current(); cur != nil && !cur.Kit {
		id := cur.ID
		m.act(func(ctx context.Context) error { return m.Playbook.Delete(ctx, id) }, nil)
	}
}

// Restore makes the version on the page the newest again.
func (m *Model) Restore() {
	cur := m.Current()
	if cur == nil || m.Version == 0 {
		return
	}
	id, v := cur.ID, m.Shown()
	m.act(func(ctx context.Context) error {
		_, err := m.Playbook.Edit(ctx, id, v.Body, say.T("As in version %d", v.Number))
		return err
	}, func() { m.ShowVersion(0, 0) })
}

// Link says that the selected template rests on an insight, or that it does not.
func (m *Model) Link(insight app.InsightID, on bool) {
	if cur := m.Current(); cur != nil && !cur.Kit {
		id := cur.ID
		m.act(func(ctx context.Context) error { return m.Playbook.Link(ctx, id, insight, on) }, nil)
	}
}

// Choices gives the insights that the selected template can rest on.
func (m *Model) Choices(then func([]app.Named)) {
	m.names.Load(m.Insights, func(all []app.Named, err error) {
		if err != nil {
			m.Err = err
			m.changed()
			return
		}
		then(all)
	})
}

// Move lets studies use the newest version of a template.
func (m *Model) Move(id app.TemplateID, studies ...app.StudyID) {
	m.act(func(ctx context.Context) error {
		_, err := m.Playbook.Move(ctx, id, studies...)
		return err
	}, nil)
}

// Start makes a study; then hears which, done how it went.
func (m *Model) Start(s playbook.Start, then func(app.StudyID), done func(error)) {
	var made *app.Study
	m.acted(func(ctx context.Context) (err error) {
		made, err = m.Playbook.StartStudy(ctx, s)
		return err
	}, func(err error) {
		done(err)
		if err == nil {
			then(made.ID)
		}
	})
}

// UseIn lets a study use templates as well.
func (m *Model) UseIn(study app.StudyID, templates []app.TemplateID, starters []playbook.Key) {
	m.act(func(ctx context.Context) error { return m.Playbook.UseIn(ctx, study, templates, starters) }, nil)
}

// Tick ticks an item of a checklist, or opens it again.
func (m *Model) Tick(id app.ChecklistID, item int, on bool) {
	m.act(func(ctx context.Context) error { return m.Playbook.Tick(ctx, id, item, on) }, nil)
}

// Import puts templates of files into the workspace.
func (m *Model) Import(from string, drafts []playbook.Draft) {
	var done playbook.Imported
	m.act(func(ctx context.Context) (err error) {
		done, err = m.Playbook.Import(ctx, from, drafts)
		return err
	}, func() {
		m.said(say.T("%s: %d new, %d with a new version, %d as they were", from, done.New, done.Changed, done.Same))
	})
}
