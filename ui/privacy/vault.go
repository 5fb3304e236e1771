package privacy

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/vault"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// vaultWidth is how wide the section's words and fields run.
const vaultWidth float32 = 620

// VaultView paints a VaultModel: how the vault stands, and what can be done with it.
type VaultView struct {
	model *VaultModel
	goTo  func(kit.Route)
	say   func()

	pass   *kit.Entry // of the locked vault; it stays while the state does
	wrong  *kit.Paragraph
	asked  *kit.SearchField
	answer *fyne.Container
	parts  *fyne.Container
	root   *fyne.Container
	shown  string // what is painted, to leave the fields alone while that stays
}

// NewVault makes the section over a model; goTo opens other places.
func NewVault(m *VaultModel, goTo func(kit.Route)) *VaultView {
	v := &VaultView{model: m, goTo: goTo, wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk)), answer: kit.VStack(kit.Space2), parts: kit.VStack(kit.Space4)}
	v.pass = passEntry(say.T("Passphrase"))
	v.pass.OnChanged = func(string) { v.wrong.SetText("") } // it was said of what stood there
	v.pass.OnSubmitted = func(string) { v.openHere() }
	v.asked = kit.NewSearchField(say.T("person 3, phone 1, P07 …"), 240, func(text string) {
		if text == "" && m.Asked != "" {
			m.Ask("") // the answer goes with the question
		}
	})
	v.asked.OnSubmitted = m.Ask
	v.root = kit.Stack()
	m.OnChange = v.Refresh
	v.Refresh()
	return v
}

// Section is the view as the frame shows it. say is called when the head is to be said anew.
func (v *VaultView) Section(tell func()) Section {
	v.say = tell
	return Section{ID: VaultSection, Title: say.T("Vault"), Content: v.root, Line: v.line, Open: v.open, Changed: v.model.Changed, Shown: v.Shown, Rune: v.Rune,
		Keys: []kit.KeyHelp{{Keys: "O", Does: say.T("Open the vault")}, {Keys: "L", Does: say.T("Lock it")}}}
}

func (v *VaultView) open(kit.Route) {
	v.model.Reload()
	v.model.AskKeyring()
}

// line says in the head how the vault stands.
func (v *VaultView) line() string {
	st := v.model.State
	switch {
	case !v.model.Loaded || v.model.Err != nil || !st.Made:
		return ""
	case st.Open:
		return say.T("Open")
	}
	return say.T("Locked")
}

// Shown gives the passphrase the keyboard while the vault is locked.
func (v *VaultView) Shown() {
	st := v.model.State
	if v.model.Loaded && st.Made && !st.Open {
		v.pass.Focus()
	} else if c := kit.CanvasOf(v.root); c != nil && c.Overlays().Top() == nil {
		c.Unfocus()
	}
}

// Rune opens or locks.
func (v *VaultView) Rune(r rune) {
	switch st := v.model.State; {
	case r == 'o' && !st.Open:
		v.AskOpen(kit.CanvasOf(v.root), nil)
	case r == 'l' && st.Open:
		v.model.Lock()
	}
}

// Refresh paints the model's state.
func (v *VaultView) Refresh() {
	m := v.model
	st := m.State
	shown := strings.Join([]string{strconv.FormatBool(m.Loaded), strconv.FormatBool(st.Made), strconv.FormatBool(st.Open), strconv.Itoa(st.Contacts), strconv.Itoa(st.Aliases),
		strconv.Itoa(st.Lost), st.Changed.String(), strconv.FormatBool(m.Remembered), strconv.FormatBool(m.Busy && !st.Open), st.Idle.String(), m.Asked, strconv.Itoa(len(m.Found))}, "|")
	if m.Err != nil {
		shown += m.Err.Error()
	}
	if shown == v.shown {
		return
	}
	v.shown = shown
	v.root.Objects = []fyne.CanvasObject{v.state()}
	v.root.Refresh()
	if v.say != nil {
		v.say()
	}
}

func (v *VaultView) state() fyne.CanvasObject {
	m := v.model
	switch st := m.State; {
	case m.Err != nil:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Reload), kit.NewButton(say.T("Start a new vault…"), kit.Quiet, v.AskAnew))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case !st.Made:
		words := say.T("Names, e-mail addresses, phone numbers and addresses of participants are kept here, encrypted under a passphrase. Everything else shows codes.")
		if m.ReadOnly {
			return kit.EmptyState(icons.Lock, say.T("No vault yet"), say.T("%s This workspace is open for reading only: open it for writing to create one.", words))
		}
		return kit.EmptyState(icons.Lock, say.T("No vault yet"), words, kit.NewButton(say.T("Create a vault…"), kit.Primary, v.AskCreate))
	case st.Open:
		v.parts.Objects = v.opened()
	default:
		v.parts.Objects = v.locked()
	}
	return kit.Scroll(kit.Inset(kit.AtMost(v.parts, vaultWidth), kit.Space5, kit.Space4, kit.Space5, 20))
}

// heading says how the vault stands, with what can be done about it at the right.
func heading(icon icons.Name, title, words string, act fyne.CanvasObject) fyne.CanvasObject {
	head := kit.HStack(kit.Space2, kit.NewIcon(icon, kit.Muted), kit.Grow(kit.NewElastic(title, kit.Strong.Sized(kit.SizeReading))))
	if act != nil {
		head.Add(act)
	}
	return kit.VStack(kit.Space2, head, kit.NewParagraph(words, kit.Body))
}

func (v *VaultView) locked() []fyne.CanvasObject {
	m := v.model
	button := say.T("Open")
	if m.Busy {
		button = say.T("Opening…")
	}
	line := kit.HStack(kit.Space2, kit.Grow(v.pass), kit.NewButton(button, kit.Primary, v.openHere))
	field := kit.VStack(kit.Space2, kit.FormRow(say.T("Passphrase"), line), v.wrong)
	more := kit.HStack(kit.Space2)
	if m.Remembered {
		more.Add(kit.NewButton(say.T("Open with the keyring"), kit.Secondary, func() { m.OpenRemembered(v.told) }))
	}
	if !m.ReadOnly {
		more.Add(kit.NewButton(say.T("Lost the passphrase…"), kit.Quiet, v.AskAnew))
	}
	more.Add(kit.Spacer())
	return []fyne.CanvasObject{heading(icons.Lock, say.T("The vault is locked"), say.T("%s Everywhere else people are shown by code.", holds(m.State)), nil), kit.NewCard(field), more}
}

// holds says what lies in the vault.
func holds(st vault.State) string {
	var words []string
	if st.Contacts > 0 {
		words = append(words, say.T("the contact details of %s", people(st.Contacts)))
	}
	if st.Aliases > 0 {
		words = append(words, say.T("%s made in texts", say.Count(st.Aliases, "replacement")))
	}
	if len(words) == 0 {
		return say.T("It is empty.")
	}
	verb := say.T(" lie in it.")
	return app.Capital(strings.Join(words, say.T(" and "))) + verb
}

func people(n int) string {
	if n == 1 {
		return say.T("1 person")
	}
	return say.T("%s people", say.Number(n))
}

func (v *VaultView) opened() []fyne.CanvasObject {
	m := v.model
	st := m.State
	lock := kit.NewIconTextButton(icons.Lock, say.T("Lock now"), kit.Secondary, m.Lock)
	idle := say.T("It locks itself after %s without use, and when the workspace is closed.", minutes(st.Idle))
	if st.Idle == vault.Never {
		idle = say.T("It stays open until you lock it or close the workspace.")
	}
	parts := []fyne.CanvasObject{heading(icons.Unlock, say.T("The vault is open"), holds(st)+" "+idle, lock)}
	if st.Lost > 0 {
		words := kit.NewParagraph(say.T("%s of an earlier vault cannot be read: the key is gone. Details that you write anew take their place.", say.Count(st.Lost, "record")), kit.Body)
		parts = append(parts, kit.NoticeBar(icons.Warning, kit.Caution, words))
	}
	if st.Aliases > 0 {
		parts = append(parts, kit.NewCard(v.whoCard()))
	}
	change := kit.NewButton(say.T("Change passphrase…"), kit.Secondary, v.AskChange)
	since := kit.VStack(2, kit.NewText(say.T("Passphrase"), kit.Strong), kit.NewElastic(say.T("Set on %s.", say.Date(st.Changed.Local(), "2 Jan 2006")), kit.Small))
	remember := kit.VStack(kit.Space1, kit.NewCheck(say.T("Remember the key in the desktop keyring"), m.Remembered, m.Remember),
		kit.NewParagraph(say.T("Whoever is logged in as you then opens the vault without the passphrase. Off unless you ask for it."), kit.Small))
	rows := []fyne.CanvasObject{}
	if !m.ReadOnly {
		rows = append(rows, kit.HStack(kit.Space2, kit.Grow(since), change), kit.HLine())
	}
	rows = append(rows, v.idleRow(), kit.HLine(), remember)
	parts = append(parts, kit.NewCard(kit.VStack(kit.Space3, rows...)))
	if st.Contacts == 0 {
		parts = append(parts, kit.HStack(kit.Space2, kit.NewIconTextButton(icons.People, say.T("Open participants"), kit.Secondary, func() { v.goTo(kit.Route{Screen: kit.People}) }),
			kit.Grow(kit.NewElastic(say.T("Contact details are written in a person's profile, or imported."), kit.Small))))
	}
	how := say.T("Encrypted by XChaCha20-Poly1305 under a key of its own. Each guess of the passphrase costs %s MiB of memory (argon2id). Transcripts are not in the vault: redact what tells who somebody is.", say.Number(int(st.Cost.KiB)>>10))
	return append(parts, kit.NewParagraph(how, kit.Small))
}

// idles are after how long the vault can lock itself.
var idles = []time.Duration{5 * time.Minute, 15 * time.Minute, time.Hour, vault.Never}

// idleRow chooses when the vault locks itself.
func (v *VaultView) idleRow() fyne.CanvasObject {
	var options []kit.Option
	for _, d := range idles {
		word := say.T("After %s", minutes(d))
		if d == vault.Never {
			word = say.T("Never")
		}
		options = append(options, kit.Option{ID: d.String(), Text: word})
	}
	pick := kit.NewDropdown(options, func(id string) {
		for _, d := range idles {
			if d.String() == id {
				v.model.SetIdle(d)
			}
		}
	})
	pick.Select(v.model.State.Idle.String())
	words := kit.VStack(2, kit.NewText(say.T("Lock by itself"), kit.Strong), kit.NewElastic(say.T("Without use. On this computer, for every workspace."), kit.Small))
	return kit.HStack(kit.Space2, kit.Grow(words), pick)
}

func minutes(d time.Duration) string { return say.Count(int(d/time.Minute), "minute") }

// whoCard answers who stands behind a replacement.
func (v *VaultView) whoCard() fyne.CanvasObject {
	m := v.model
	v.answer.Objects = nil
	switch {
	case m.Asked == "":
	case len(m.Found) == 0:
		v.answer.Add(kit.NewParagraph(say.T("Nothing is kept for “%s”.", m.Asked), kit.Small))
	default:
		for _, a := range m.Found {
			v.answer.Add(kit.NewRuns(kit.Run{Text: a.As + "  ", Style: kit.Small}, kit.Run{Text: strings.Join(a.Real, ", "), Style: kit.Body}))
		}
	}
	ask := kit.NewButton(say.T("Look up"), kit.Secondary, func() { m.Ask(v.asked.Text()) })
	card := kit.VStack(kit.Space3, kit.VStack(2, kit.NewText(say.T("Who is it?"), kit.Strong), kit.NewParagraph(say.T("What stands behind a replacement in a text."), kit.Small)),
		kit.HStack(kit.Space2, kit.Grow(v.asked), ask))
	if len(v.answer.Objects) > 0 {
		card.Add(v.answer)
	}
	return card
}

// openHere tries the passphrase in the section's own field.
func (v *VaultView) openHere() {
	if v.model.Busy || v.pass.Text == "" {
		return
	}
	v.model.Open(v.pass.Text, v.told)
}

// told empties the field and says what went wrong.
func (v *VaultView) told(err error) {
	v.wrong.SetText("")
	v.pass.SetText("")
	if err == nil {
		return
	}
	message, hint := say.Explain(err)
	v.wrong.SetText(strings.TrimSpace(message + " " + hint))
	v.root.Refresh()
	v.pass.Focus()
}
