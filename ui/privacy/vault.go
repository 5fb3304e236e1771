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
	v.pass = passEntry("Passphrase")
	v.pass.OnChanged = func(string) { v.wrong.SetText("") } // it was said of what stood there
	v.pass.OnSubmitted = func(string) { v.openHere() }
	v.asked = kit.NewSearchField("person 3, phone 1, P07 …", 240, func(text string) {
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
	return Section{ID: VaultSection, Title: "Vault", Content: v.root, Line: v.line, Open: v.open, Changed: v.model.Changed, Shown: v.Shown, Rune: v.Rune,
		Keys: []kit.KeyHelp{{Keys: "O", Does: "Open the vault"}, {Keys: "L", Does: "Lock it"}}}
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
		return "Open"
	}
	return "Locked"
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
		return kit.ErrorState(m.Err, kit.NewButton("Try again", kit.Secondary, m.Reload), kit.NewButton("Start a new vault…", kit.Quiet, v.AskAnew))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case !st.Made:
		words := "Names, e-mail addresses, phone numbers and addresses of participants are kept here, encrypted under a passphrase. Everything else shows codes."
		if m.ReadOnly {
			return kit.EmptyState(icons.Lock, "No vault yet", words+" This workspace is open for reading only: open it for writing to create one.")
		}
		return kit.EmptyState(icons.Lock, "No vault yet", words, kit.NewButton("Create a vault…", kit.Primary, v.AskCreate))
	case st.Open:
		v.parts.Objects = v.opened()
	default:
		v.parts.Objects = v.locked()
	}
	return kit.Scroll(kit.Inset(kit.HStackTop(0, kit.Fixed(v.parts, vaultWidth, 0), kit.Spacer()), kit.Space5, kit.Space4, kit.Space5, 20))
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
	button := "Open"
	if m.Busy {
		button = "Opening…"
	}
	line := kit.HStack(kit.Space2, kit.Grow(v.pass), kit.NewButton(button, kit.Primary, v.openHere))
	field := kit.VStack(kit.Space2, kit.FormRow("Passphrase", line), v.wrong)
	more := kit.HStack(kit.Space2)
	if m.Remembered {
		more.Add(kit.NewButton("Open with the keyring", kit.Secondary, func() { m.OpenRemembered(v.told) }))
	}
	if !m.ReadOnly {
		more.Add(kit.NewButton("Lost the passphrase…", kit.Quiet, v.AskAnew))
	}
	more.Add(kit.Spacer())
	return []fyne.CanvasObject{heading(icons.Lock, "The vault is locked", holds(m.State)+" Everywhere else people are shown by code.", nil), kit.NewCard(field), more}
}

// holds says what lies in the vault.
func holds(st vault.State) string {
	var words []string
	if st.Contacts > 0 {
		words = append(words, "the contact details of "+people(st.Contacts))
	}
	if st.Aliases > 0 {
		words = append(words, app.Count(st.Aliases, "replacement")+" made in texts")
	}
	if len(words) == 0 {
		return "It is empty."
	}
	verb := " lie in it."
	return app.Capital(strings.Join(words, " and ")) + verb
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return app.Number(n) + " people"
}

func (v *VaultView) opened() []fyne.CanvasObject {
	m := v.model
	st := m.State
	lock := kit.NewIconTextButton(icons.Lock, "Lock now", kit.Secondary, m.Lock)
	idle := "It locks itself after " + minutes(st.Idle) + " without use, and when the workspace is closed."
	if st.Idle == vault.Never {
		idle = "It stays open until you lock it or close the workspace."
	}
	parts := []fyne.CanvasObject{heading(icons.Unlock, "The vault is open", holds(st)+" "+idle, lock)}
	if st.Lost > 0 {
		words := kit.NewParagraph(app.Count(st.Lost, "record")+" of an earlier vault cannot be read: the key is gone. Details that you write anew take their place.", kit.Body)
		parts = append(parts, kit.NoticeBar(icons.Warning, kit.Caution, words))
	}
	if st.Aliases > 0 {
		parts = append(parts, kit.NewCard(v.whoCard()))
	}
	change := kit.NewButton("Change passphrase…", kit.Secondary, v.AskChange)
	since := kit.VStack(2, kit.NewText("Passphrase", kit.Strong), kit.NewElastic("Set on "+st.Changed.Local().Format("2 Jan 2006")+".", kit.Small))
	remember := kit.VStack(kit.Space1, kit.NewCheck("Remember the key in the desktop keyring", m.Remembered, m.Remember),
		kit.NewParagraph("Whoever is logged in as you then opens the vault without the passphrase. Off unless you ask for it.", kit.Small))
	rows := []fyne.CanvasObject{}
	if !m.ReadOnly {
		rows = append(rows, kit.HStack(kit.Space2, kit.Grow(since), change), kit.HLine())
	}
	rows = append(rows, v.idleRow(), kit.HLine(), remember)
	parts = append(parts, kit.NewCard(kit.VStack(kit.Space3, rows...)))
	if st.Contacts == 0 {
		parts = append(parts, kit.HStack(kit.Space2, kit.NewIconTextButton(icons.People, "Open participants", kit.Secondary, func() { v.goTo(kit.Route{Screen: kit.People}) }),
			kit.Grow(kit.NewElastic("Contact details are written in a person's profile, or imported.", kit.Small))))
	}
	how := "Encrypted by XChaCha20-Poly1305 under a key of its own. Each guess of the passphrase costs " + app.Number(int(st.Cost.KiB)>>10) + " MiB of memory (argon2id). " +
		"Transcripts are not in the vault: redact what tells who somebody is."
	return append(parts, kit.NewParagraph(how, kit.Small))
}

// idles are after how long the vault can lock itself.
var idles = []time.Duration{5 * time.Minute, 15 * time.Minute, time.Hour, vault.Never}

// idleRow chooses when the vault locks itself.
func (v *VaultView) idleRow() fyne.CanvasObject {
	var options []kit.Option
	for _, d := range idles {
		word := "After " + minutes(d)
		if d == vault.Never {
			word = "Never"
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
	words := kit.VStack(2, kit.NewText("Lock by itself", kit.Strong), kit.NewElastic("Without use. On this computer, for every workspace.", kit.Small))
	return kit.HStack(kit.Space2, kit.Grow(words), pick)
}

func minutes(d time.Duration) string { return app.Count(int(d/time.Minute), "minute") }

// whoCard answers who stands behind a replacement.
func (v *VaultView) whoCard() fyne.CanvasObject {
	m := v.model
	v.answer.Objects = nil
	switch {
	case m.Asked == "":
	case len(m.Found) == 0:
		v.answer.Add(kit.NewParagraph("Nothing is kept for “"+m.Asked+"”.", kit.Small))
	default:
		for _, a := range m.Found {
			v.answer.Add(kit.NewRuns(kit.Run{Text: a.As + "  ", Style: kit.Small}, kit.Run{Text: strings.Join(a.Real, ", "), Style: kit.Body}))
		}
	}
	ask := kit.NewButton("Look up", kit.Secondary, func() { m.Ask(v.asked.Text()) })
	card := kit.VStack(kit.Space3, kit.VStack(2, kit.NewText("Who is it?", kit.Strong), kit.NewParagraph("What stands behind a replacement in a text.", kit.Small)),
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
	message, hint := app.Explain(err)
	v.wrong.SetText(strings.TrimSpace(message + " " + hint))
	v.root.Refresh()
	v.pass.Focus()
}
