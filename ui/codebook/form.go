package codebook

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// saveAfter is how long the typing rests before it is saved; leaving the field saves at once.
const saveAfter = time.Second

// field is one text of a tag's entry.
type field struct {
	label string
	entry *kit.Entry
	get   func(*app.Tag) string
	set   func(*app.Tag, string)
	saved string // what the store has, or has been sent
	away  int    // saves that are on their way
	least int    // lines shown for little text; 0 for a field of one line
	lines int    // lines shown now
}

func (f *field) dirty() bool { return f.entry.Text != f.saved }

// form is the texts of a tag's entry. They are saved a moment after the last key, when a field is left, and when another tag is
// shown, so that nothing typed is lost.
type form struct {
	model  *Model
	fields []*field
	name   *field
	of     app.TagID
	quiet  bool   // texts are being shown, not typed
	grown  func() // a field takes more lines, or fewer
	stop   func()
}

// maxLines is as tall as a field grows with its text.
const maxLines = 14

// grow shows as many lines as the text of a field needs.
func (f *form) grow(fd *field) {
	if fd.least == 0 {
		return
	}
	width := fd.entry.Size().Width - 2*kit.Space3
	if width <= 0 {
		width = inspectorWidth - 2*kit.Space4 - 2*kit.Space3
	}
	need := int(kit.NewParagraph(fd.entry.Text, kit.Body).HeightForWidth(width)/kit.Body.LineHeight() + 0.5)
	if need = max(fd.least, min(need, maxLines)); need != fd.lines {
		fd.lines = need
		fd.entry.SetMinRowsVisible(need)
		if f.grown != nil {
			f.grown()
		}
	}
}

func newForm(m *Model) *form {
	f := &form{model: m}
	add := func(label, hint string, rows int, get func(*app.Tag) string, set func(*app.Tag, string)) *field {
		e := kit.NewEntry(hint)
		if rows > 0 {
			e = kit.NewTextArea(hint, rows)
		}
		fd := &field{label: label, entry: e, get: get, set: set, least: rows, lines: rows}
		e.OnChanged = func(string) {
			f.grow(fd)
			f.typed()
		}
		e.OnFocus = func(on bool) {
			if !on {
				f.flush()
			}
		}
		f.fields = append(f.fields, fd)
		return fd
	}
	f.name = add(say.T("Name"), say.T("Name"), 0, func(t *app.Tag) string { return t.Name }, func(t *app.Tag, s string) { t.Name = s })
	f.name.entry.OnSubmitted = func(string) { f.flush() }
	add(say.T("Definition"), say.T("What does it mean, in a sentence or two?"), 3, func(t *app.Tag) string { return t.Definition }, func(t *app.Tag, s string) { t.Definition = s })
	add(say.T("Include"), say.T("When does a passage get it?"), 2, func(t *app.Tag) string { return t.Include }, func(t *app.Tag, s string) { t.Include = s })
	add(say.T("Exclude"), say.T("When not, and what gets it instead?"), 2, func(t *app.Tag) string { return t.Exclude }, func(t *app.Tag, s string) { t.Exclude = s })
	add(say.T("Example"), say.T("A passage that shows it"), 2, func(t *app.Tag) string { return t.Example }, func(t *app.Tag, s string) { t.Example = s })
	return f
}

// named returns the field of a label.
func (f *form) named(label string) *field {
	for _, fd := range f.fields {
		if fd.label == label {
			return fd
		}
	}
	return nil
}

// show puts a tag's texts into the fields; what was typed and not saved stays.
func (f *form) show(t *app.TagRow) {
	if f.of != t.ID {
		f.flush()
	}
	fresh := f.of != t.ID
	f.of = t.ID
	f.quiet = true
	for _, fd := range f.fields {
		if !fresh && (fd.dirty() || fd.away > 0) {
			continue
		}
		text := fd.get(&t.Tag)
		fd.saved = text
		if fd.entry.Text != text {
			fd.entry.SetText(text)
		}
	}
	f.quiet = false
}

func (f *form) typed() {
	if f.quiet {
		return
	}
	if f.stop != nil {
		f.stop()
	}
	f.stop = task.After(saveAfter, f.flush)
}

// flush saves what was typed.
func (f *form) flush() {
	if f.stop != nil {
		f.stop()
		f.stop = nil
	}
	if f.of == "" {
		return
	}
	type edit struct {
		fd       *field
		was, now string
	}
	var edits []edit
	for _, fd := range f.fields {
		if !fd.dirty() {
			continue
		}
		if fd == f.name && strings.TrimSpace(fd.entry.Text) == "" {
			continue // a tag keeps its name until it has another
		}
		edits = append(edits, edit{fd, fd.saved, fd.entry.Text})
		fd.saved = fd.entry.Text
		fd.away++
	}
	if len(edits) == 0 {
		return
	}
	of := f.of
	f.model.Edit(of, func(t *app.Tag) {
		for _, e := range edits {
			e.fd.set(t, e.now)
		}
	}, func(err error) {
		f.model.Err, f.model.failed = err, false
		row := f.model.Tags[of]
		for _, e := range edits {
			e.fd.away--
			switch {
			case err == nil && row != nil:
				e.fd.set(&row.Tag, e.now) // the tree that is on its way says the same
			case err != nil && f.of == of && e.fd.saved == e.now:
				e.fd.saved = e.was // not stored: the words stay in the field, to be saved again
			}
		}
	})
}

// rows lays the fields out in a view, each under its label; example gives what stands beside the label of the example.
func (f *form) rows(example fyne.CanvasObject, view *kit.ScrollView) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, fd := range f.fields[1:] {
		label := []fyne.CanvasObject{kit.Grow(kit.NewText(fd.label, kit.Label))}
		if fd.label == say.T("Example") {
			label = append(label, example)
		}
		out = append(out, kit.VStack(kit.Space1, kit.HStack(0, label...), kit.WheelPast(fd.entry, view)))
	}
	return out
}
