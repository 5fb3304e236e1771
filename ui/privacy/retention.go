package privacy

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/erase"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// retentionWidth is how wide the section's words run.
const retentionWidth float32 = 760

// RetentionView paints a RetentionModel: what is due, how to erase somebody, and what was carried out.
type RetentionView struct {
	asked bool // whom to erase is to be asked once people are known
	doors RetentionDoors
	model *RetentionModel
	say   func()
	save  func(*app.Erasure) // the certificate

	erase *kit.Button
	other *kit.Button // sets a last day
	root  *fyne.Container
}

// RetentionDoors lead out of the section: to a file for a certificate.
type RetentionDoors struct {
	Save func(*app.Erasure)
	// OpenVault asks for the passphrase of the vault and goes on once it is open; nil where there is none.
	OpenVault func(then func())
}

// NewRetention makes the section over a model.
func NewRetention(m *RetentionModel, d RetentionDoors) *RetentionView {
	v := &RetentionView{model: m, save: d.Save, doors: d, root: kit.Stack()}
	v.erase = kit.NewIconTextButton(icons.Trash, say.T("Erase a participant…"), kit.Secondary, v.AskPerson)
	m.OnChange = v.Refresh
	v.Refresh()
	return v
}

// Section is the view as the frame shows it. say is called when the head is to be said anew.
func (v *RetentionView) Section(tell func()) Section {
	v.say = tell
	return Section{ID: RetentionSection, Title: say.T("Retention and erasure"), Content: v.root, Line: v.line, Open: v.open, Changed: v.model.Changed, Shown: v.Shown,
		Rune: v.Rune, Keys: v.keys()}
}

func (v *RetentionView) keys() []kit.KeyHelp {
	if v.model.ReadOnly {
		return nil
	}
	return []kit.KeyHelp{{Keys: "E", Does: say.T("Erase a participant")}, {Keys: "X", Does: say.T("Extend the most urgent study")}}
}

func (v *RetentionView) open(r kit.Route) {
	v.model.Open(r.Study)
	section, id, _ := r.Privacy()
	if section == RetentionSection && id != "" {
		v.AskErase(erase.Order{Participant: app.ParticipantID(id)})
	}
}

// Shown leaves the keyboard to the section's own keys.
func (v *RetentionView) Shown() {
	if c := kit.CanvasOf(v.root); c != nil && c.Overlays().Top() == nil {
		c.Unfocus()
	}
}

// Rune acts by keys.
func (v *RetentionView) Rune(r rune) {
	if v.model.ReadOnly {
		return
	}
	switch r {
	case 'e', 'E':
		v.AskPerson()
	case 'x', 'X':
		if due := v.model.Shown(); len(due) > 0 {
			v.AskExtend(due[0])
		}
	}
}

// line says in the head what is due.
func (v *RetentionView) line() string {
	m := v.model
	if !m.Loaded || m.Err != nil {
		return ""
	}
	if n := m.Overdue(); n > 0 {
		return say.T("%s overdue", say.Count(n, "study"))
	}
	return ""
}

// Refresh paints the model's state.
func (v *RetentionView) Refresh() {
	m := v.model
	var show fyne.CanvasObject
	switch {
	case m.Err != nil && len(m.Due)+len(m.Done) == 0:
		show = kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Reload))
	case !m.Loaded:
		show = kit.Pad(kit.NewSkeleton(), kit.Space4)
	default:
		parts := kit.VStack(kit.Space5, v.due(), v.person(), v.done())
		show = kit.Scroll(kit.Inset(kit.AtMost(parts, retentionWidth), kit.Space5, kit.Space4, kit.Space5, 20))
	}
	v.root.Objects = []fyne.CanvasObject{show}
	v.root.Refresh()
	if v.say != nil {
		v.say()
	}
	if v.asked && m.Loaded {
		v.AskPerson()
	}
}

// due lists the studies whose words may not be kept for ever.
func (v *RetentionView) due() fyne.CanvasObject {
	m := v.model
	acts := kit.HStack(kit.Space2)
	if !m.ReadOnly {
		acts.Add(kit.NewButton(say.T("Change the rule…"), kit.Quiet, v.AskMonths))
		if len(m.Others) > 0 {
			v.other = kit.NewButton(say.T("Set a last day…"), kit.Secondary, v.AskDay)
			acts.Add(v.other)
		}
	}
	part := kit.VStack(kit.Space3, heading(icons.Clock, say.T("How long words are kept"), v.rule(), acts))
	rows := m.Shown()
	if len(rows) == 0 {
		part.Add(kit.NewCard(kit.NewParagraph(say.T("No study has a last day."), kit.Body.In(kit.Muted))))
		return part
	}
	list := kit.VStack(kit.Space1)
	for i, d := range rows {
		if i > 0 {
			list.Add(kit.HLine())
		}
		list.Add(v.dueRow(d))
	}
	part.Add(kit.NewCard(list))
	return part
}

// rule says what holds for studies without a day of their own.
func (v *RetentionView) rule() string {
	if n := v.model.Months; n > 0 {
		return say.T("%s after a study's end, unless it has a last day of its own. A study without an end is kept.", say.Count(n, "month"))
	}
	return say.T("Without limit, unless a study has a last day of its own.")
}

func (v *RetentionView) dueRow(d erase.Due) fyne.CanvasObject {
	by := ""
	if d.Own {
		by = say.T(", a day of its own")
	}
	words := kit.VStack(2, kit.NewElastic(d.Name, kit.Body.B()), kit.NewElastic(say.T("Until %s%s", dayWord(d.Until), by), kit.Small))
	row := kit.HStack(kit.Space2, kit.Grow(words), daysBadge(d))
	if !v.model.ReadOnly {
		row.Add(kit.NewButton(say.T("Extend…"), kit.Quiet, func() { v.AskExtend(d) }))
		row.Add(kit.NewButton(say.T("Erase words…"), kit.Quiet, func() { v.AskErase(erase.Order{Study: d.Study, Keeps: app.KeepQuotes}) }))
	}
	return kit.PadXY(row, 0, kit.Space1)
}

// soonDays is from how few days left on the list says so with a colour.
const soonDays = 30

func daysBadge(d erase.Due) fyne.CanvasObject {
	switch {
	case d.Over():
		return kit.NewBadge(say.T("%s overdue", say.Count(-d.Days, "day")), kit.Negative)
	case d.Days == 0:
		return kit.NewBadge(say.T("Last day"), kit.Caution)
	case d.Days <= soonDays:
		return kit.NewBadge(say.T("%s left", say.Count(d.Days, "day")), kit.Caution)
	}
	return kit.NewBadge(say.T("%s left", say.Count(d.Days, "day")), kit.Plain)
}

// person says what erasing somebody is.
func (v *RetentionView) person() fyne.CanvasObject {
	var act fyne.CanvasObject
	if !v.model.ReadOnly && len(v.model.Persons) > 0 {
		act = v.erase
	}
	words := say.T("Everything they said and all that is known of them goes, from the history and the backups in the workspace's own folder too. You see what goes before it begins. It cannot be undone, and leaves a certificate that names nobody.")
	if v.model.ReadOnly {
		words += say.T(" This workspace is open for reading only: nobody can be erased in it now.")
	}
	return heading(icons.Trash, say.T("Erase a participant"), words, act)
}

// done lists what was carried out.
func (v *RetentionView) done() fyne.CanvasObject {
	m := v.model
	part := kit.VStack(kit.Space3, heading(icons.Done, say.T("Carried out"), say.T("What was erased, when and why. Nothing in it is personal."), nil))
	if len(m.Done) == 0 {
		part.Add(kit.NewCard(kit.NewParagraph(say.T("Nothing was erased yet."), kit.Body.In(kit.Muted))))
		return part
	}
	list := kit.VStack(kit.Space1)
	for i := range m.Done {
		if i > 0 {
			list.Add(kit.HLine())
		}
		list.Add(v.doneRow(&m.Done[i]))
	}
	part.Add(kit.NewCard(list))
	return part
}

func (v *RetentionView) doneRow(e *app.Erasure) fyne.CanvasObject {
	words := kit.VStack(2, kit.NewElastic(DoneTitle(e, v.model.Names), kit.Body.B()), kit.NewElastic(dayWord(e.Date)+" · "+DoneLine(e), kit.Small))
	row := kit.HStack(kit.Space2, kit.Grow(words), kit.NewButton(say.T("Save certificate…"), kit.Quiet, func() { v.save(e) }))
	if e.Open == nil {
		return kit.PadXY(row, 0, kit.Space1)
	}
	left := say.T("The rest is done when the workspace is opened next.")
	var acts []fyne.CanvasObject
	switch names := e.Failed(); {
	case len(e.Waiting()) > 0:
		left = say.T("The vault was locked when this was carried through: names that only it knows are still to be searched for in the backup %s. Open the vault, and that is done.", strings.Join(e.Waiting(), ", "))
		if open := v.doors.OpenVault; open != nil {
			acts = append(acts, kit.NewButton(say.T("Open vault…"), kit.Quiet, func() { open(func() {}) }))
		}
	case len(names) > 0:
		left = say.T("Could not erase the backup %s. It is tried again whenever the workspace is opened; you can also delete the file.", strings.Join(names, ", "))
	}
	return kit.PadXY(kit.VStack(kit.Space2, row, kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(left, kit.Small), acts...)), 0, kit.Space1)
}
