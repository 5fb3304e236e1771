package privacy

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/vault"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// passEntry is a field whose signs are hidden until asked for.
func passEntry(placeholder string) *kit.Entry {
	e := kit.NewEntry(placeholder)
	e.Password = true
	return e
}

// sheet is a dialog of fields with passphrases in it.
type sheet struct {
	dialog *kit.Dialog
	wrong  *kit.Paragraph
	button *kit.Button
	word   string // on the button
	width  float32
	busy   bool
	left   []fyne.CanvasObject
}

// ask shows a sheet. do is handed what tells how it went; then runs once it went well.
func (s *sheet) ask(c fyne.Canvas, title string, kind kit.ButtonKind, fields []*kit.Entry, rows []fyne.CanvasObject, do func(done func(error)), then func()) {
	s.wrong = kit.NewParagraph("", kit.Small.In(kit.BadInk))
	body := kit.VStack(kit.Space3, append(rows, s.wrong)...)
	s.dialog = kit.NewDialog(title, s.width, kit.HeightFor(body, s.width-2*kit.Space5)+160)
	s.dialog.SetContent(kit.Inset(body, kit.Space2, 0, 0, 0))
	run := func() {
		if s.busy {
			return
		}
		s.busy = true
		s.button.SetText(say.T("One moment…"))
		do(func(err error) {
			s.busy = false
			s.button.SetText(s.word)
			if err == nil {
				s.dialog.Hide()
				if then != nil {
					then()
				}
				return
			}
			message, hint := say.Explain(err)
			s.wrong.SetText(strings.TrimSpace(message + " " + hint))
			body.Refresh()
		})
	}
	s.button = kit.NewButton(s.word, kind, run)
	for i, f := range fields {
		changed := f.OnChanged
		f.OnChanged = func(text string) {
			s.wrong.SetText("") // it was said of what stood there
			if changed != nil {
				changed(text)
			}
		}
		f.OnSubmitted = func(string) {
			if i+1 < len(fields) {
				fields[i+1].Focus()
				return
			}
			run()
		}
	}
	s.dialog.SetActions(s.left, kit.NewButton(say.T("Cancel"), kit.Quiet, s.dialog.Hide), s.button)
	s.dialog.Show(c)
	fields[0].Focus()
}

// newPassphrase is two fields for a new passphrase, with what is to be expected of it.
func newPassphrase() (first, again *kit.Entry, rows []fyne.CanvasObject) {
	first, again = passEntry(say.T("At least %s signs", say.Number(vault.MinPassphrase))), passEntry(say.T("The same again"))
	_, why := vault.Strength("")
	hint := kit.NewParagraph(why, kit.Small)
	first.OnChanged = func(s string) {
		word, why := vault.Strength(s)
		if word != "" {
			word += ". "
		}
		hint.SetText(word + why)
	}
	return first, again, []fyne.CanvasObject{kit.VStack(kit.Space1, kit.FormRow(say.T("New passphrase"), first), hint), kit.FormRow(say.T("Once more"), again)}
}

var lostWords = say.T("Nobody can bring a lost passphrase back: keep it where you keep other passwords.")

// AskCreate makes the vault.
func (v *VaultView) AskCreate() { v.askCreate(kit.CanvasOf(v.root), nil) }

func (v *VaultView) askCreate(c fyne.Canvas, then func()) {
	first, again, rows := newPassphrase()
	rows = append([]fyne.CanvasObject{kit.NewParagraph(say.T("Contact details are encrypted under this passphrase. %s", lostWords), kit.Body)}, rows...)
	s := &sheet{word: say.T("Create the vault"), width: 480}
	s.ask(c, say.T("Create a vault"), kit.Primary, []*kit.Entry{first, again}, rows, func(done func(error)) { v.model.Create(first.Text, again.Text, done) }, then)
}

// AskOpen opens the vault, from any screen: then runs when it is open. Without a vault it offers to create one.
func (v *VaultView) AskOpen(c fyne.Canvas, then func()) {
	m := v.model
	m.whenLoaded(func() {
		switch st := m.State; {
		case st.Open:
			if then != nil {
				then()
			}
			return
		case !st.Made && m.Err == nil:
			if m.ReadOnly {
				m.OnFail(app.Invalid(say.T("This workspace has no vault."), say.T("Open it for writing to create one.")))
				return
			}
			v.askCreate(c, then)
			return
		}
		pass := passEntry(say.T("Passphrase"))
		s := &sheet{word: say.T("Open"), width: 440}
		if m.Remembered {
			s.left = []fyne.CanvasObject{kit.NewButton(say.T("Use the keyring"), kit.Secondary, func() {
				m.OpenRemembered(func(err error) {
					if err != nil {
						m.OnFail(err)
						return
					}
					s.dialog.Hide()
					if then != nil {
						then()
					}
				})
			})}
		}
		s.ask(c, say.T("Open the vault"), kit.Primary, []*kit.Entry{pass}, []fyne.CanvasObject{kit.NewParagraph(holds(m.State), kit.Body), kit.FormRow(say.T("Passphrase"), pass)},
			func(done func(error)) {
				m.Open(pass.Text, func(err error) {
					if err != nil {
						pass.SetText("")
						pass.Focus()
					}
					done(err)
				})
			}, then)
	})
}

// AskChange changes the passphrase.
func (v *VaultView) AskChange() {
	old := passEntry(say.T("The one that opens it now"))
	first, again, rows := newPassphrase()
	rows = append([]fyne.CanvasObject{kit.FormRow(say.T("Passphrase now"), old)}, rows...)
	rows = append(rows, kit.NewParagraph(say.T("Copies of the workspace that were made before still open with the old one. Undo does not bring it back."), kit.Small))
	s := &sheet{word: say.T("Change passphrase"), width: 480}
	s.ask(kit.CanvasOf(v.root), say.T("Change the passphrase"), kit.Primary, []*kit.Entry{old, first, again}, rows, func(done func(error)) {
		v.model.Change(old.Text, first.Text, again.Text, done)
	}, nil)
}

// AskAnew gives up a vault whose passphrase is lost.
func (v *VaultView) AskAnew() {
	first, again, rows := newPassphrase()
	word := kit.NewEntry(AnewWord)
	words := say.T("Without its passphrase nobody reads what lies in the vault, and that cannot be changed. You can start a new, empty one: the sealed contact details are deleted for good. Codes, interviews and everything else stay. An older backup and its passphrase, if you have them, still open.")
	rows = append([]fyne.CanvasObject{kit.NewParagraph(words, kit.Body)}, rows...)
	rows = append(rows, kit.FormRow(say.T("Type “%s”", AnewWord), word))
	s := &sheet{word: say.T("Delete and start a new vault"), width: 520}
	s.ask(kit.CanvasOf(v.root), say.T("Lost the passphrase?"), kit.Danger, []*kit.Entry{first, again, word}, rows, func(done func(error)) {
		v.model.StartAnew(word.Text, first.Text, again.Text, done)
	}, nil)
}
