package kit

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/say"
	"throughline/ui/task"
)

// MemoDesk is how a screen reads and writes the memos on a record without knowing who keeps them.
type MemoDesk struct {
	// Read returns the memos that stand on a record and those that mention it, newest first.
	Read func(ctx context.Context, on app.Ref) (own, mentions []app.MemoRow, err error)
	// Write stores a new memo; nil where nothing may be written.
	Write func(ctx context.Context, m app.Memo) error
	// GoTo opens a place.
	GoTo func(Route)
	// Undo takes back the memo that was stored last; nil offers nothing.
	Undo func()

	open   *memoForm
	drafts map[app.Ref]app.Memo // words of memos that could not be stored
	work   task.Queue
}

// MemoRow is the line "Memos (2)" in an inspector: it opens to the memos on the record and those that mention it, and offers to
// write one without leaving. A nil row shows nothing.
type MemoRow struct {
	// Heading is how the line is written; Small beside other details.
	Heading Style

	desk     *MemoDesk
	root     *fyne.Container
	on       app.Ref
	name     string
	own      []app.MemoRow
	mentions []app.MemoRow
	err      error
	open     bool
	load     task.Latest[memosOf]
	// OnGrow runs when the row needs another height; lay out what surrounds it.
	OnGrow func()
}

type memosOf struct{ own, mentions []app.MemoRow }

// NewMemoRow makes the row.
func NewMemoRow(d *MemoDesk, onGrow func()) *MemoRow {
	return &MemoRow{Heading: Small, desk: d, root: VStack(Space1), open: true, OnGrow: onGrow}
}

// On shows the memos of a record, known by name, and returns the row to be placed.
func (r *MemoRow) On(ref app.Ref, name string) fyne.CanvasObject {
	if r == nil {
		return VStack(0)
	}
	r.name = name
	if ref != r.on {
		r.on, r.own, r.mentions, r.err = ref, nil, nil, nil
		r.reload()
	}
	r.paint()
	return r.root
}

// Changed reads again what a committed step may have changed.
func (r *MemoRow) Changed(cs *app.ChangeSet) {
	if r != nil && r.on != (app.Ref{}) && cs.Touches(app.KindMemo) {
		r.reload()
	}
}

func (r *MemoRow) reload() {
	on := r.on
	r.load.Load(func(ctx context.Context) (m memosOf, err error) {
		m.own, m.mentions, err = r.desk.Read(ctx, on)
		return m, err
	}, func(m memosOf, err error) {
		r.own, r.mentions, r.err = m.own, m.mentions, err
		r.paint()
		if r.OnGrow != nil {
			r.OnGrow()
		}
	})
}

// title counts what there is: "Memos (2)".
func (r *MemoRow) title() string {
	if n := len(r.own) + len(r.mentions); n > 0 {
		return say.T("Memos (%d)", n)
	}
	return say.T("Memos")
}

func (r *MemoRow) paint() {
	icon := icons.Right
	if r.open {
		icon = icons.Down
	}
	head := NewTextButton(r.title(), r.Heading, r.toggle)
	fold := NewIconButton(icon, say.T("Show or hide the memos"), r.toggle)
	add := NewIconButton(icons.Plus, say.T("Add memo"), r.Add)
	if r.desk.Write == nil {
		add.SetTip(say.T("No memo can be added: the workspace is open for reading only"))
		add.Disable()
	}
	line := []fyne.CanvasObject{head}
	if len(r.own)+len(r.mentions) > 0 {
		line = append(line, fold)
	}
	rows := []fyne.CanvasObject{HStack(Space1, append(line, Spacer(), add)...)}
	switch {
	case r.err != nil:
		message, _ := say.Explain(r.err)
		rows = append(rows, NewParagraph(message, Small.In(BadInk)))
	case r.open:
		for i := range r.own {
			rows = append(rows, r.entry(&r.own[i], ""))
		}
		for i := range r.mentions {
			rows = append(rows, r.entry(&r.mentions[i], say.T("mentions it")))
		}
	}
	r.root.Objects = rows
	r.root.Refresh()
}

func (r *MemoRow) toggle() {
	if len(r.own)+len(r.mentions) == 0 {
		r.Add()
		return
	}
	r.open = !r.open
	r.paint()
	if r.OnGrow != nil {
		r.OnGrow()
	}
}

func (r *MemoRow) entry(m *app.MemoRow, why string) fyne.CanvasObject {
	id := string(m.ID)
	line := []string{say.Sentence(m.Kind.Word()), m.Author, say.Date(m.Modified.Local(), "2 Jan 2006")}
	if why != "" {
		line = []string{why, line[0], line[2]}
	}
	words := []fyne.CanvasObject{NewParagraph(m.Name(), Body).Limit(2)}
	if first := m.FirstLine(); first != "" && strings.TrimSpace(m.Title) != "" {
		words = append(words, NewParagraph(first, Small).Limit(2))
	}
	words = append(words, NewElastic(strings.Join(line, " · "), Small))
	e := NewCompactEntry(VStack(1, words...), func() { r.desk.GoTo(Route{Screen: Memos, ID: id}) })
	e.SetTip(say.T("Open in memos"))
	return Inset(e, 0, 0, 0, -5)
}

// Add opens the form for a memo on the record, with the words of one that could not be stored.
func (r *MemoRow) Add() {
	if r != nil && r.on != (app.Ref{}) && r.desk.Write != nil {
		r.desk.form(r.on, r.name, CanvasOf(r.root))
	}
}
