// Package playbook is the screen of templates and standards in versions, of which study uses which, and of the register of tools.
package playbook

import (
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Face is a way to look at the playbook.
type Face string

// The faces.
const (
	Templates Face = "templates"
	Studies   Face = "studies"
	Tools     Face = "tools"
)

// Health is what is seen of the codebooks, in numbers.
type Health struct {
	Tags, Unused, Near, Undefined, Other int
}

// Model is the state of the playbook screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Playbook *playbook.Service
	Now      func() time.Time
	// Names finds what records are called.
	Names func(ctx context.Context, refs []app.Ref) ([]app.Named, error)
	// Insights lists the insights that a template can rest on.
	Insights func(ctx context.Context) ([]app.Named, error)
	// Checkup looks the codebook of a study over; nil leaves it out.
	Checkup func(ctx context.Context, study app.StudyID) (Health, error)
	// Run carries out a connection of a tool and returns its rows.
	Run   func(ctx context.Context, tool app.ToolID, profile string) (int, error)
	Shelf Shelf                                         // keeps drafts when the program is killed; nil keeps none
	After func(d time.Duration, f func()) (stop func()) // nil is task.After

	ReadOnly bool
	Face     Face
	Study    app.StudyID
	Filter   string
	All      []playbook.Row // templates, then the starters that are not there
	Lines    []Line         // what the list of templates shows
	Closed   map[app.TemplateKind]bool
	Selected string // key of the template on the page, see KeyOf
	Version  int    // shown on the page; 0 for the newest
	Against  int    // the version that Version is compared with, 0 for none
	Linked   map[app.InsightID]string
	Draft    *Draft      // the text being edited; nil while reading
	Known    []app.Study // by name
	Loaded   bool
	Err      error

	Uses     Usage
	Register Register

	OnChange func()       // repaint
	OnDone   func(string) // something worth saying was done

	list   task.Latest[listing]
	names  task.Latest[[]app.Named]
	check  task.Latest[Health]
	work   task.Queue
	drafts map[app.TemplateID]*Draft
	failed bool // the last load failed with Err

	watching bool   // what is written is looked at again soon
	fetched  bool   // what was on the shelf is taken up
	shelved  []Kept // what lies on the shelf
}

// Line is a line of the list: a heading of a kind, or a template.
type Line struct {
	Kind    app.TemplateKind // of a heading; "starter" stands for those that are not in the workspace
	N       int              // templates beneath the heading
	Row     int              // place in All, -1 for a heading
	Heading string
}

// starterKind is the heading over the starters that are not in the workspace.
const starterKind app.TemplateKind = "starter"

type listing struct {
	rows   []playbook.Row
	lists  []app.Checklist
	tools  []app.Tool
	linked map[app.InsightID]string
	known  []app.Study
	kept   []Kept
}

// KeyOf is the key of a row: the id of a template, or kind and name of a starter.
func KeyOf(r *playbook.Row) string {
	if r.Kit {
		return "starter:" + string(r.Kind) + "/" + r.Name
	}
	return string(r.ID)
}

// Open shows a face of the playbook and, for a key, one template.
func (m *Model) Open(study app.StudyID, face Face, key string) {
	if study != m.Study {
		m.Study = study
		m.Uses.Health = nil
	}
	if face != "" {
		m.Face = face
	}
	if m.Face == "" {
		m.Face = Templates
	}
	if key != "" && key != m.Selected {
		m.Filter = ""
		m.leave()
		m.Selected, m.Version, m.Against = key, 0, 0
		m.resume()
	}
	if m.Loaded && m.Err == nil {
		m.arrange()
		m.checkup()
		m.changed()
		return
	}
	m.reload()
}

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
}

// Dismiss takes an error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindTemplate, app.KindStudy, app.KindChecklist, app.KindTool, app.KindInsight) {
		m.reload()
	}
	if cs.Touches(app.KindTag, app.KindFinding) {
		m.Uses.Health = nil
		m.checkup()
	}
}

func (m *Model) reload() {
	shelf := m.Shelf
	if m.fetched || m.ReadOnly {
		shelf = nil
	}
	m.list.Load(func(ctx context.Context) (l listing, err error) {
		if l.rows, err = m.Playbook.List(ctx); err != nil {
			return l, err
		}
		l.rows = append(l.rows, playbook.Starters(l.rows)...)
		if l.lists, err = m.Playbook.Checklists(ctx, ""); err != nil {
			return l, err
		}
		if l.tools, err = m.Playbook.Tools(ctx); err != nil {
			return l, err
		}
		if l.known, err = m.Playbook.Store.Studies(ctx); err != nil {
			return l, err
		}
		if shelf != nil {
			l.kept, _ = shelf.Load() // what cannot be read is not worth to stop for
		}
		l.linked, err = m.called(ctx, l.rows)
		return l, err
	}, func(l listing, err error) {
		m.Loaded = true
		if err != nil || m.failed {
			m.Err = err
		}
		m.failed = err != nil
		if err == nil {
			m.All, m.Linked, m.Known = l.rows, l.linked, l.known
			m.Uses.take(l.rows, l.lists)
			m.Register.take(l.tools)
			m.arrange()
			m.unshelve(l.kept)
			m.checkup()
		}
		m.changed()
	})
}

// called finds the names of the insights that templates rest on; one that is gone has none.
func (m *Model) called(ctx context.Context, rows []playbook.Row) (map[app.InsightID]string, error) {
	var refs []app.Ref
	for _, r := range rows {
		for _, id := range r.Insights {
			refs = append(refs, app.Ref{Kind: app.KindInsight, ID: string(id)})
		}
	}
	names := map[app.InsightID]string{}
	if len(refs) == 0 || m.Names == nil {
		return names, nil
	}
	found, err := m.Names(ctx, refs)
	for _, n := range found {
		names[app.InsightID(n.ID)] = n.Name
	}
	return names, err
}

// SetFilter shows only templates with the words in name, purpose or text.
func (m *Model) SetFilter(s string) {
	m.Filter = s
	m.arrange()
	m.changed()
}

// Toggle opens or closes the templates of a kind.
func (m *Model) Toggle(k app.TemplateKind) {
	if m.Closed == nil {
		m.Closed = map[app.TemplateKind]bool{}
	}
	m.Closed[k] = !m.Closed[k]
	m.arrange()
	m.changed()
}

// arrange makes the lines of All under the filter, and chooses a template when none is.
func (m *Model) arrange() {
	m.Lines = m.Lines[:0:0]
	needle := strings.ToLower(strings.TrimSpace(m.Filter))
	head := -1
	for i := range m.All {
		r := &m.All[i]
		if needle != "" && !strings.Contains(strings.ToLower(r.Name+" "+string(r.Kind)+" "+r.About+" "+r.Latest().Body), needle) {
			continue
		}
		kind, words := r.Kind, say.Sentence(r.Kind.Word())
		if r.Kit {
			kind, words = starterKind, say.T("Ready to use")
		}
		if head < 0 || m.Lines[head].Kind != kind {
			head = len(m.Lines)
			m.Lines = append(m.Lines, Line{Kind: kind, Heading: words, Row: -1})
		}
		m.Lines[head].N++
		if !m.Closed[kind] || needle != "" {
			m.Lines = append(m.Lines, Line{Kind: kind, Row: i})
		}
	}
	if m.Current() == nil && m.Draft == nil {
		m.Selected, m.Version, m.Against = "", 0, 0
		for _, l := range m.Lines {
			if l.Row >= 0 {
				m.Selected = KeyOf(&m.All[l.Row])
				break
			}
		}
		m.resume()
	}
}

// At is the line of the selected template, -1 when it is not listed.
func (m *Model) At() int {
	return slices.IndexFunc(m.Lines, func(l Line) bool { return l.Row >= 0 && KeyOf(&m.All[l.Row]) == m.Selected })
}

// Current returns the selected template, or nil.
func (m *Model) Current() *playbook.Row {
	i := slices.IndexFunc(m.All, func(r playbook.Row) bool { return KeyOf(&r) == m.Selected })
	if i < 0 {
		return nil
	}
	return &m.All[i]
}

// Shown is the version on the page.
func (m *Model) Shown() app.TemplateVersion {
	cur := m.Current()
	if cur == nil {
		return app.TemplateVersion{}
	}
	if v, ok := cur.Version(m.Version); ok {
		return v
	}
	return cur.Latest()
}

// Select shows a template.
func (m *Model) Select(key string) {
	if key == m.Selected {
		return
	}
	m.leave()
	m.Selected, m.Version, m.Against = key, 0, 0
	m.resume()
	m.changed()
}

// ShowVersion shows a version, 0 for the newest, compared with another unless against is 0.
func (m *Model) ShowVersion(n, against int) {
	m.leave()
	m.Version, m.Against = n, against
	m.changed()
}

// Kit reports how many starters are not in the workspace.
func (m *Model) Kit() int {
	n := 0
	for i := range m.All {
		if m.All[i].Kit {
			n++
		}
	}
	return n
}

// Show turns to another face.
func (m *Model) Show(f Face) {
	if m.Face != f {
		m.leave()
		m.Face = f
		m.checkup()
		m.changed()
	}
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// refuses says why nothing can be changed where that is so, and reports whether it is.
func (m *Model) refuses() bool {
	if m.ReadOnly {
		m.Err = app.ReadOnly()
		m.changed()
	}
	return m.ReadOnly
}

func (m *Model) said(words string) {
	if m.OnDone != nil {
		m.OnDone(words)
	}
}

// act runs an act of the playbook; what it fails with stands on the page.
func (m *Model) act(do func(ctx context.Context) error, then func()) {
	m.work.Do(do, func(err error) {
		if err != nil {
			m.Err = err
			m.changed()
			return
		}
		if then != nil {
			then()
		}
	})
}

// acted is act for a form: done hears how it went.
func (m *Model) acted(do func(ctx context.Context) error, done func(error)) { m.work.Do(do, done) }
