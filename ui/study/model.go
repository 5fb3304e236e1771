// Package study is the page of a study: what it is for, what it asks, when it runs. Its guide is edited here.
package study

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/guide"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Reader is what the page reads.
type Reader interface {
	Studies(ctx context.Context) ([]app.Study, error)
}

// Keeper stores a study with its guide. guide.Service is one.
type Keeper interface {
	Save(ctx context.Context, st app.Study, lines []guide.Line) error
	Uses(ctx context.Context, study app.StudyID) (map[string]guide.Uses, error)
}

// Line is a question of the guide as it is being edited.
type Line struct {
	guide.Line
	Gone bool // goes when the study is saved
}

// Model is the state of the page. It belongs to the UI goroutine.
type Model struct {
	Store    Reader
	Keeper   Keeper
	ReadOnly bool

	Study   app.StudyID
	Draft   app.Study // as it is being edited; its Guide is that which is stored
	Lines   []*Line   // the guide as it is being edited
	Uses    map[string]guide.Uses
	Studies []app.Study
	Loaded  bool
	Busy    bool
	Err     error

	OnChange func() // repaint
	OnSaved  func() // after a study was stored

	stored app.Study
	reads  task.Latest[loaded]
	acts   task.Queue
	typed  bool // something was edited since it was read
}

type loaded struct {
	studies []app.Study
	uses    map[string]guide.Uses
}

// Open shows a study, or asks which for "". What is being edited stays when it is the same.
func (m *Model) Open(study app.StudyID) {
	if m.Loaded && study == m.Study && m.typed {
		m.changed()
		return
	}
	m.Study, m.typed = study, false
	m.read()
}

// Changed reads the study anew after a step, unless somebody is editing it.
func (m *Model) Changed(cs *app.ChangeSet) {
	if m.Loaded && cs.Touches(app.KindStudy, app.KindGuideLink, app.KindInterview) {
		m.read()
	}
}

// Retry reads again what failed.
func (m *Model) Retry() {
	m.Err = nil
	m.read()
}

func (m *Model) read() {
	id := m.Study
	m.reads.Load(func(ctx context.Context) (l loaded, err error) {
		if l.studies, err = m.Store.Studies(ctx); err != nil {
			return l, err
		}
		if id == "" && len(l.studies) == 1 {
			id = l.studies[0].ID
		}
		if id != "" {
			l.uses, err = m.Keeper.Uses(ctx, id)
		}
		return l, err
	}, func(l loaded, err error) {
		m.Loaded, m.Err = true, err
		if err == nil {
			m.take(l)
		}
		m.changed()
	})
}

// take shows what was read. What somebody typed stays.
func (m *Model) take(l loaded) {
	m.Studies, m.Uses = l.studies, l.uses
	if m.Study == "" && len(l.studies) == 1 {
		m.Study = l.studies[0].ID
	}
	at := slices.IndexFunc(l.studies, func(s app.Study) bool { return s.ID == m.Study })
	if at < 0 {
		m.stored, m.Draft, m.Lines, m.typed = app.Study{}, app.Study{}, nil, false
		return
	}
	if m.typed && m.stored.ID == m.Study {
		return
	}
	m.begin(l.studies[at])
}

func (m *Model) begin(st app.Study) {
	m.stored, m.Draft, m.typed, m.Lines = st, st, false, nil
	m.Draft.Questions = slices.Clone(st.Questions)
	for _, q := range st.Guide {
		m.Lines = append(m.Lines, &Line{Line: guide.Line{Text: q, Was: q}})
	}
}

// Edited tells that a field of Draft or a line was typed into.
func (m *Model) Edited() {
	m.typed = true
	m.changed()
}

// Dirty reports whether there is something to save.
func (m *Model) Dirty() bool {
	if m.Draft.ID == "" {
		return false
	}
	a, b := m.stored, m.Draft
	a.Guide, b.Guide = nil, nil
	a.Questions, b.Questions = tidy(a.Questions), tidy(b.Questions)
	return !a.Equal(&b) || !slices.Equal(m.stored.Guide, m.guide())
}

// guide is the guide as it would be stored.
func (m *Model) guide() []string {
	var out []string
	for _, l := range m.Lines {
		if text := strings.Join(strings.Fields(l.Text), " "); text != "" && !l.Gone {
			out = append(out, text)
		}
	}
	return out
}

func tidy(all []string) []string {
	var out []string
	for _, q := range all {
		if q = strings.Join(strings.Fields(q), " "); q != "" {
			out = append(out, q)
		}
	}
	return out
}

// Add puts an empty question behind a place, at the end for -1, and returns its place.
func (m *Model) Add(after int) int {
	at := len(m.Lines)
	if after >= 0 && after < at {
		at = after + 1
	}
	m.Lines = slices.Insert(m.Lines, at, &Line{})
	m.Edited()
	return at
}

// Move takes a question by places up or down and returns where it is then.
func (m *Model) Move(at, by int) int {
	to := max(0, min(len(m.Lines)-1, at+by))
	if at < 0 || at >= len(m.Lines) || to == at {
		return at
	}
	l := m.Lines[at]
	m.Lines = slices.Insert(slices.Delete(m.Lines, at, at+1), to, l)
	m.Edited()
	return to
}

// Drop takes a question out; one that is stored already is marked and goes when the study is saved.
func (m *Model) Drop(at int) {
	if l := m.Lines[at]; l.Was != "" {
		l.Gone = true
	} else {
		m.Lines = slices.Delete(m.Lines, at, at+1)
	}
	m.Edited()
}

// Keep takes Drop back.
func (m *Model) Keep(at int) {
	m.Lines[at].Gone = false
	m.Edited()
}

// Says is what hangs on a question and what becomes of it, "" for nothing.
func (m *Model) Says(l *Line) string {
	words := say.Sentence(m.Uses[l.Was].Words())
	switch now := strings.Join(strings.Fields(l.Text), " "); {
	case l.Was == "" || words == "":
		return ""
	case l.Gone || now == "":
		return say.T("%s will go with it", words)
	case now != l.Was:
		return say.T("%s will follow the new wording", words)
	}
	return words
}

// Save stores the study as one step.
func (m *Model) Save() {
	if m.Busy || m.ReadOnly || !m.Dirty() {
		return
	}
	st := m.Draft
	st.Questions = tidy(st.Questions)
	var lines []guide.Line
	for _, l := range m.Lines {
		if !l.Gone {
			lines = append(lines, l.Line)
		}
	}
	m.Busy, m.Err = true, nil
	m.changed()
	m.acts.Do(func(ctx context.Context) error { return m.Keeper.Save(ctx, st, lines) }, func(err error) {
		m.Busy, m.Err = false, err
		if err != nil {
			m.changed()
			return
		}
		m.typed = false
		m.read()
		if m.OnSaved != nil {
			m.OnSaved()
		}
	})
}

// Discard drops what was edited.
func (m *Model) Discard() {
	m.begin(m.stored)
	m.Err = nil
	m.changed()
}

// Dismiss takes the error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
