package playbook

import (
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/ui/task"
)

// Kept is a draft as it is kept outside of the workspace, so that it survives when the program ends without being asked to.
type Kept struct {
	Template app.TemplateID `json:"template"`
	Body     string         `json:"body"`
	Note     string         `json:"note,omitempty"`
}

// Shelf keeps drafts of one workspace for the person at this computer.
type Shelf interface {
	Load() ([]Kept, error)
	Save(all []Kept) error // in place of those before; none takes them away
}

// keepEvery is how often a draft that is being written is looked at, and put on the shelf where it changed.
const keepEvery = 2 * time.Second

// watch keeps what is written from now on, as long as something is.
func (m *Model) watch() {
	if m.Shelf == nil || m.watching {
		return
	}
	m.watching = true
	after := m.After
	if after == nil {
		after = task.After
	}
	after(keepEvery, func() {
		m.watching = false
		m.shelve()
		if m.Draft != nil {
			m.watch()
		}
	})
}

// drafting are all drafts that differ from what is stored, in the order of the list.
func (m *Model) drafting() []Kept {
	var out []Kept
	for i := range m.All {
		id := m.All[i].ID
		d := m.drafts[id]
		if m.Draft != nil && m.Draft.ID == id {
			d = m.Draft
		}
		if d != nil && id != "" && d.Dirty() {
			out = append(out, Kept{id, d.Body(), d.Note})
		}
	}
	return out
}

// shelve puts the drafts on the shelf unless they lie there as they are.
func (m *Model) shelve() {
	if m.Shelf == nil || !m.fetched {
		return
	}
	all := m.drafting()
	if slices.Equal(all, m.shelved) {
		return
	}
	m.shelved = all
	m.work.Do(func(context.Context) error { return m.Shelf.Save(all) }, func(err error) {
		if err != nil {
			m.shelved = nil // once more with the next change
			m.Err = err
			m.changed()
		}
	})
}

// unshelve takes up drafts that were kept when the program ended last. What cannot be read, is stored already or has lost its template is
// left out.
func (m *Model) unshelve(kept []Kept) {
	if m.fetched {
		return
	}
	m.fetched = true
	for _, k := range kept {
		i := slices.IndexFunc(m.All, func(r playbook.Row) bool { return r.ID == k.Template && !r.Kit })
		if i < 0 || m.drafts[k.Template] != nil || m.Draft != nil && m.Draft.ID == k.Template {
			continue
		}
		now, err := newDraft(k.Template, m.All[i].Kind, m.All[i].Latest().Body)
		if err != nil {
			continue
		}
		d, err := newDraft(k.Template, m.All[i].Kind, k.Body)
		if err != nil {
			continue
		}
		if d.was, d.Note = now.was, k.Note; !d.Dirty() {
			continue
		}
		if m.drafts == nil {
			m.drafts = map[app.TemplateID]*Draft{}
		}
		m.drafts[k.Template] = d
	}
	m.shelved = kept
	if m.Draft == nil && !m.ReadOnly {
		m.resume()
	}
	m.shelve()
}
