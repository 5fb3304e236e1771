package codebook

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/coding"
	"throughline/ui/task"
)

// NewTag is where a tag that is about to be named will stand.
type NewTag struct {
	Study  app.StudyID
	Parent app.TagID
}

// act runs one short use case off the UI goroutine. The committed step comes back through Changed.
func (m *Model) act(do func(context.Context) error, done func()) {
	m.work.Do(do, func(err error) {
		m.Err, m.failed = err, false
		if err == nil && done != nil {
			done()
		}
		m.changed()
	})
}

// save runs what a form asks for; its outcome goes to the form, not to Err.
func (m *Model) save(do func(context.Context) error, done func(error)) {
	m.work.Do(do, func(err error) {
		done(err)
		m.changed()
	})
}

// Begin makes room in the tree for a new tag: beside the chosen one, or beneath it.
func (m *Model) Begin(beneath bool) {
	n := &NewTag{Study: m.Study}
	if t := m.Current(); t != nil {
		n.Study, n.Parent = t.Study, t.Parent
		if beneath {
			n.Parent = t.ID
			delete(m.closed, t.ID)
		}
		if up := m.Tags[n.Parent]; up != nil && n.Study == "" {
			n.Study = up.Study
		}
	}
	m.begin(n)
}

// BeginIn makes room for a new tag at the top of a codebook, "" for the taxonomy.
func (m *Model) BeginIn(study app.StudyID) { m.begin(&NewTag{Study: study}) }

func (m *Model) begin(n *NewTag) {
	m.New, m.Filter = n, ""
	m.build()
	m.changed()
}

// Finish makes the tag that was begun, or drops it when the name is empty or keep is false.
func (m *Model) Finish(name string, keep bool) {
	n := m.New
	m.New = nil
	m.build()
	if name = strings.TrimSpace(name); n == nil || name == "" || !keep {
		m.changed()
		return
	}
	m.act(func(ctx context.Context) error {
		t, err := m.Coding.CreateTag(ctx, n.Study, name, n.Parent)
		if err == nil {
			task.Post(func() { m.choose(t.ID) })
		}
		return err
	}, nil)
}

// choose selects a tag that may not be loaded yet.
func (m *Model) choose(id app.TagID) {
	if m.Tags[id] != nil {
		m.reveal(id)
		m.changed()
		return
	}
	m.wanted = id
	m.reload()
}

// Rename names a tag.
func (m *Model) Rename(id app.TagID, name string) {
	if t := m.Tags[id]; t == nil || strings.TrimSpace(name) == "" || name == t.Name {
		m.changed()
		return
	}
	m.act(func(ctx context.Context) error {
		return m.Coding.EditTag(ctx, id, func(t *app.Tag) { t.Name = name })
	}, nil)
}

// Edit changes the words of a tag's entry; done hears how it went, so that a form can keep them when they could not be saved.
func (m *Model) Edit(id app.TagID, change func(*app.Tag), done func(error)) {
	m.save(func(ctx context.Context) error { return m.Coding.EditTag(ctx, id, change) }, done)
}

// Delete removes the chosen tags; their findings stay. The tag that moves into the place of the first is chosen.
func (m *Model) Delete() {
	ids := slices.Clone(m.Chosen)
	if len(ids) == 0 {
		return
	}
	next := m.neighbour(ids)
	m.act(func(ctx context.Context) error { return m.Coding.DeleteTags(ctx, ids) }, func() { m.settle(next) })
}

// settle chooses one tag after an act that took others away.
func (m *Model) settle(id app.TagID) {
	m.Chosen = nil
	if m.Tags[id] != nil {
		m.Chosen = []app.TagID{id}
	}
	m.look()
}

// neighbour returns the tag to choose once ids are gone: the next below, else the nearest above.
func (m *Model) neighbour(ids []app.TagID) app.TagID {
	at := m.RowOf(ids[len(ids)-1])
	for _, by := range []int{1, -1} {
		for i := at + by; at >= 0 && i >= 0 && i < len(m.Rows); i += by {
			if t := m.Rows[i].Tag; t != nil && !slices.Contains(ids, t.ID) {
				return t.ID
			}
		}
	}
	return ""
}

// Move puts the chosen tags elsewhere.
func (m *Model) Move(to coding.Place) { m.move(slices.Clone(m.Chosen), to) }

func (m *Model) move(ids []app.TagID, to coding.Place) {
	if len(ids) == 0 {
		return
	}
	m.act(func(ctx context.Context) error { return m.Coding.MoveTags(ctx, ids, to) }, func() { delete(m.closed, to.Parent) })
}

// CutOut marks the chosen tags to be put elsewhere.
func (m *Model) CutOut() {
	m.Cut = slices.Clone(m.Chosen)
	m.changed()
}

// Paste puts the tags that were cut out beneath the chosen one, or at the top when none is chosen.
func (m *Model) Paste() {
	ids := m.Cut
	if len(ids) == 0 {
		return
	}
	m.Cut = nil
	to := coding.Place{}
	if t := m.Current(); t != nil && !slices.Contains(ids, t.ID) {
		to.Parent = t.ID
	}
	m.move(ids, to)
}

// DropCut forgets what was cut out; false when there is nothing.
func (m *Model) DropCut() bool {
	had := len(m.Cut) > 0
	m.Cut = nil
	if had {
		m.changed()
	}
	return had
}

// Pin puts the only chosen tag on a digit, 0 for none.
func (m *Model) Pin(digit int) {
	if t := m.Current(); t != nil {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Coding.PinTag(ctx, id, digit) }, nil)
	}
}

// Color gives the chosen tags a hue.
func (m *Model) Color(hue int) {
	m.onChosen(func(ctx context.Context, ids []app.TagID) error { return m.Coding.ColorTags(ctx, ids, hue) })
}

// SetStatus says where the chosen tags stand in the codebook.
func (m *Model) SetStatus(st app.TagStatus, how coding.Retire) {
	m.onChosen(func(ctx context.Context, ids []app.TagID) error { return m.Coding.SetStatus(ctx, ids, st, how) })
}

// Map lets the chosen tags count for one of the taxonomy, "" for none.
func (m *Model) Map(to app.TagID) {
	m.onChosen(func(ctx context.Context, ids []app.TagID) error { return m.Coding.MapTags(ctx, ids, to) })
}

// Promote gives the chosen tags their own tags in the taxonomy.
func (m *Model) Promote() {
	m.onChosen(func(ctx context.Context, ids []app.TagID) error { return m.Coding.PromoteTags(ctx, ids) })
}

func (m *Model) onChosen(do func(context.Context, []app.TagID) error) {
	if ids := slices.Clone(m.Chosen); len(ids) > 0 {
		m.act(func(ctx context.Context) error { return do(ctx, ids) }, nil)
	}
}

// Retag moves findings from one tag to another.
func (m *Model) Retag(ids []app.FindingID, from, to app.TagID) {
	m.act(func(ctx context.Context) error { return m.Coding.MoveFindings(ctx, ids, from, to) }, nil)
}

// PlanMerge works out what merging the other chosen tags into one would do, and hands it to show.
func (m *Model) PlanMerge(into app.TagID, show func(*coding.MergePlan, error)) {
	from := m.others(into)
	var plan *coding.MergePlan
	m.save(func(ctx context.Context) (err error) {
		plan, err = m.Coding.PlanMerge(ctx, into, from)
		return err
	}, func(err error) { show(plan, err) })
}

// Merge merges the other chosen tags into one and sets what keep sets on it.
func (m *Model) Merge(into app.TagID, keep func(*app.Tag), done func(error)) {
	from := m.others(into)
	m.save(func(ctx context.Context) error { return m.Coding.MergeTagsAs(ctx, into, from, keep) }, func(err error) {
		if err == nil {
			m.settle(into)
		}
		done(err)
	})
}

func (m *Model) others(into app.TagID) []app.TagID {
	return slices.DeleteFunc(slices.Clone(m.Chosen), func(id app.TagID) bool { return id == into })
}

// Taxonomy reports whether a tag is shared by all studies.
func (m *Model) Taxonomy(id app.TagID) bool { t := m.Tags[id]; return t != nil && t.Study == "" }
