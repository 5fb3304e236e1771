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

// ContactDesk is how a screen reads and writes somebody's contact details without knowing the vault.
type ContactDesk struct {
	// IsOpen reports whether the vault is open now.
	IsOpen func() bool
	// AskOpen asks for the passphrase; then runs when the vault is open.
	AskOpen func(c fyne.Canvas, then func())
	// Read returns what is known of somebody, empty for nothing.
	Read func(ctx context.Context, id app.ParticipantID) (app.Contact, error)
	// Write stores it as one step; nil where nothing may be written.
	Write func(ctx context.Context, id app.ParticipantID, c app.Contact) error
	// Tell says what was done, with what takes it back.
	Tell func(text string, undo bool)

	work task.Queue
}

// ContactRow is who somebody is and how to reach them, in an inspector: only while the vault is open. A nil row shows nothing.
type ContactRow struct {
	desk *ContactDesk
	root *fyne.Container
	on   app.ParticipantID
	code string
	got  *app.Contact // nil while it is not known
	err  error
	load task.Latest[app.Contact]
	// OnGrow runs when the row needs another height; lay out what surrounds it.
	OnGrow func()
}

// NewContactRow makes the row.
func NewContactRow(d *ContactDesk, onGrow func()) *ContactRow {
	return &ContactRow{desk: d, root: VStack(Space1), OnGrow: onGrow}
}

// On shows the contact details of somebody known by a code, and returns the row to be placed.
func (r *ContactRow) On(id app.ParticipantID, code string) fyne.CanvasObject {
	if r == nil {
		return VStack(0)
	}
	r.code = code
	if id != r.on {
		r.on, r.got, r.err = id, nil, nil
		r.reload()
	}
	r.paint()
	return r.root
}

// Changed reads again what a committed step may have changed.
func (r *ContactRow) Changed(cs *app.ChangeSet) {
	if r != nil && r.on != "" && cs.Touches(app.KindSealed) {
		r.reload()
	}
}

// Turned says that the vault was opened or locked.
func (r *ContactRow) Turned() {
	if r == nil || r.on == "" {
		return
	}
	r.got, r.err = nil, nil
	r.reload()
	r.grown()
}

func (r *ContactRow) reload() {
	if !r.desk.IsOpen() {
		r.load.Cancel()
		r.got = nil
		return
	}
	on := r.on
	r.load.Load(func(ctx context.Context) (app.Contact, error) { return r.desk.Read(ctx, on) }, func(c app.Contact, err error) {
		r.got, r.err = &c, err
		if app.CodeOf(err) == app.ESealed { // it locked itself meanwhile
			r.got, r.err = nil, nil
		}
		r.grown()
	})
}

func (r *ContactRow) grown() {
	r.paint()
	if r.OnGrow != nil {
		r.OnGrow()
	}
}

func (r *ContactRow) paint() {
	head := HStack(Space1, Grow(NewElastic(say.T("Contact"), Small)))
	rows := []fyne.CanvasObject{head}
	switch {
	case r.got == nil && !r.desk.IsOpen():
		rows = append(rows, HStack(0, NewIconTextButton(icons.Lock, say.T("Open vault…"), Secondary, r.ask), Spacer()),
			NewParagraph(say.T("Name, e-mail, phone and address lie in the vault."), Small))
	case r.got == nil:
		rows = append(rows, NewParagraph(say.T("Reading…"), Small))
	case r.err != nil:
		message, hint := say.Explain(r.err)
		rows = append(rows, NewParagraph(strings.TrimSpace(message+" "+hint), Small.In(BadInk)))
	default:
		if r.desk.Write != nil && !r.got.Empty() {
			head.Add(NewIconButton(icons.Edit, say.T("Edit contact details"), r.Edit))
		}
		rows = append(rows, r.lines()...)
	}
	r.root.Objects = rows
	r.root.Refresh()
}

// lines are the details that are known.
func (r *ContactRow) lines() []fyne.CanvasObject {
	c := r.got
	if c.Empty() {
		if r.desk.Write == nil {
			return []fyne.CanvasObject{NewParagraph(say.T("Nothing is known."), Small)}
		}
		return []fyne.CanvasObject{HStack(0, NewIconTextButton(icons.Plus, say.T("Add contact details…"), Secondary, r.Edit), Spacer())}
	}
	var lines []fyne.CanvasObject
	add := func(text string, st Style, copied string) {
		if text == "" {
			return
		}
		line := HStack(Space1, Grow(NewParagraph(text, st)))
		if copied != "" {
			line.Add(NewIconButton(icons.Copy, say.T("Copy %s", copied), func() {
				fyne.CurrentApp().Clipboard().SetContent(text)
				r.desk.Tell(say.T("%s copied", app.Capital(copied)), false)
			}))
		}
		lines = append(lines, line)
	}
	add(c.Name, Control.B(), "")
	add(c.Email, Control, say.T("e-mail address"))
	add(c.Phone, Control, say.T("phone number"))
	add(c.Address, Control, "")
	add(c.Note, Small, "")
	return lines
}

func (r *ContactRow) ask() { r.desk.AskOpen(CanvasOf(r.root), r.Turned) }

// Edit opens the form for the details, after the passphrase while the vault is locked.
func (r *ContactRow) Edit() {
	if r == nil || r.on == "" || r.desk.Write == nil {
		return
	}
	if !r.desk.IsOpen() {
		r.ask()
		return
	}
	if r.got == nil || r.err != nil && r.got == nil {
		return
	}
	r.form(*r.got)
}

// form is the sheet in which contact details are written.
func (r *ContactRow) form(c app.Contact) {
	on := r.on
	field := func(text, hint string) *Entry {
		e := NewEntry(hint)
		e.SetText(text)
		return e
	}
	name, mail, phone, note := field(c.Name, ""), field(c.Email, "name@example.org"), field(c.Phone, "+49 170 1234567"), field(c.Note, say.T("best in the mornings …"))
	address := NewTextArea("", 2)
	address.SetText(c.Address)
	wrong := NewParagraph("", Small.In(BadInk))
	d := NewDialog(say.T("Contact details of %s", r.code), 460, 506)
	d.SetContent(Scroll(Inset(VStack(Space3, FormRow(say.T("Name"), name), FormRow(say.T("E-mail"), mail), FormRow(say.T("Phone"), phone),
		FormRow(say.T("Address"), address), FormRow(say.T("Note"), note), NewParagraph(say.T("Sealed in the vault. Everything else goes on showing %s.", r.code), Small)), Space2, 0, 0, 0)))
	save := func() {
		next := app.Contact{Name: strings.TrimSpace(name.Text), Email: strings.TrimSpace(mail.Text), Phone: strings.TrimSpace(phone.Text),
			Address: strings.TrimSpace(address.Text), Note: strings.TrimSpace(note.Text)}
		r.desk.work.Do(func(ctx context.Context) error { return r.desk.Write(ctx, on, next) }, func(err error) {
			if err != nil {
				message, hint := say.Explain(err)
				wrong.SetText(strings.TrimSpace(message + " " + hint))
				return
			}
			d.Hide()
			if next != c {
				r.desk.Tell(say.T("Contact details of %s saved", r.code), true)
			}
		})
	}
	for i, e := range []*Entry{name, mail, phone, note} {
		after := []fyne.Focusable{mail, phone, address, nil}[i]
		e.OnSubmitted = func(string) {
			if after == nil {
				save()
				return
			}
			CanvasOf(e).Focus(after)
		}
	}
	d.SetActions([]fyne.CanvasObject{Fixed(wrong, 200, 0)}, NewButton(say.T("Cancel"), Quiet, d.Hide), NewButton(say.T("Save"), Primary, save))
	d.Show(CanvasOf(r.root))
	name.Focus()
}
