package privacy

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/consent"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// consentPanel is the width of the panel about one person, consentTable what the table takes from it in a narrow window.
const consentPanel, consentTable float32 = 300, 420

// ConsentView paints a ConsentModel: people with what they allowed, and the chosen one in the inspector.
type ConsentView struct {
	model *ConsentModel
	goTo  func(kit.Route)
	say   func() // the head is to be said anew

	bar    *fyne.Container
	states *kit.Dropdown
	search *kit.SearchField
	record *kit.Button
	bring  *kit.Button
	notice *fyne.Container
	table  *kit.DataTable
	middle *fyne.Container
	panel  *kit.Inspector
	split  *kit.SplitView
	root   *fyne.Container

	shown   string // what the inspector shows, to leave it alone while that stays
	waiting bool   // the table takes the keyboard once it is there
}

// consentColumns fit side by side in every width from consentTable on. What is left out first stands in the panel as well.
var consentColumns = []kit.Column{
	{ID: "code", Title: say.T("Person"), Width: 76},
	{ID: "segment", Title: say.T("Segment"), Width: 100, Grow: 1.2, Sortable: true, From: 740},
	{ID: "record", Title: say.T("Recording"), Width: 104, Grow: 0.6, From: 500},
	{ID: "inside", Title: say.T("Quote inside"), Width: 104, Grow: 0.6},
	{ID: "outside", Title: say.T("Quote outside"), Width: 108, Grow: 0.6},
	{ID: "machine", Title: say.T("Machine"), Width: 104, Grow: 0.6},
	{ID: "given", Title: say.T("Given"), Width: kit.DayWidth(), Sortable: true, From: 860},
	{ID: "ends", Title: say.T("Ends"), Width: kit.DayWidth(), Sortable: true, From: 640},
}

// NewConsent makes the section over a model; goTo opens other places.
func NewConsent(m *ConsentModel, goTo func(kit.Route)) *ConsentView {
	v := &ConsentView{model: m, goTo: goTo, notice: kit.VStack(0), middle: kit.Stack(), panel: kit.NewInspector()}
	v.search = kit.NewSearchField(say.T("Code, segment or note"), 200, m.SetText)
	v.search.OnSubmitted = func(string) { v.Shown() }
	v.states = kit.NewDropdown([]kit.Option{{Text: say.T("Everybody")}}, func(id string) { m.SetFilter(consent.Standing(id)) })
	v.record = kit.NewIconTextButton(icons.Plus, say.T("Record consent"), kit.Primary, v.AskRecord)
	v.bring = kit.NewIconTextButton(icons.Import, say.T("Import…"), kit.Secondary, v.AskImport)
	v.bring.Hidden = m.ReadOnly || m.Bringer == nil
	v.bar = kit.Head(kit.Space3, v.states, v.search, kit.Spacer(), v.bring, v.record)
	v.table = kit.NewDataTable(consentColumns, v.cell)
	v.table.OnSelect = m.Choose
	v.table.OnOpen = func(row int) { v.person(m.Rows[row].ID) }
	v.table.OnSort = m.SetSort
	v.table.OnRune = v.typed
	v.table.OnKey = v.Key
	v.table.OnMenu = func(_ int, at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(v.root), at, v.menu()...) }
	v.split = kit.NewSplit(nil, v.middle, v.panel, 0, consentPanel)
	v.split.Least = consentTable
	top := kit.Inset(kit.VStack(kit.Space2, v.bar, v.notice), kit.Space3, kit.Space4, kit.Space3, 20)
	v.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, v.split))
	if !m.ReadOnly {
		v.panel.SetHints(kit.Hint("N", say.As("record", "to record")), kit.Hint("R", say.T("renew")), kit.Hint("W", say.T("withdraw")), kit.Hint("I", say.T("import")))
	}
	m.OnChange = v.Refresh
	v.Refresh()
	return v
}

// Section is the view as the frame shows it. say is called when the head is to be said anew.
func (v *ConsentView) Section(tell func()) Section {
	v.say = tell
	return Section{ID: ConsentSection, Title: say.T("Consent"), Content: v.root, Line: v.line, Open: v.open, Changed: v.model.Changed,
		Key: v.Key, Rune: v.Rune, Shown: v.Shown, Keys: v.keys()}
}

func (v *ConsentView) open(r kit.Route) {
	section, id, _ := r.Privacy()
	if section != ConsentSection {
		id = ""
	}
	v.model.Open(r.Study, app.ParticipantID(id))
}

func (v *ConsentView) keys() []kit.KeyHelp {
	keys := []kit.KeyHelp{{Keys: "Enter", Does: say.T("Open the person")}, {Keys: "/", Does: say.T("Search")}}
	if v.model.ReadOnly {
		return keys
	}
	return append(keys, kit.KeyHelp{Keys: "N", Does: say.T("Record what the chosen people allow")}, kit.KeyHelp{Keys: "R", Does: say.T("Renew their consent")},
		kit.KeyHelp{Keys: "W", Does: say.T("Withdraw their consent")}, kit.KeyHelp{Keys: "I", Does: say.T("Import a table of consents")})
}

// line says how many people stand how.
func (v *ConsentView) line() string {
	m := v.model
	if !m.Loaded || m.Err != nil {
		return ""
	}
	if len(m.Rows) < len(m.Desk.Rows) {
		return say.T("%s of %s", say.Number(len(m.Rows)), say.Count(len(m.Desk.Rows), "person"))
	}
	return say.Count(len(m.Desk.Rows), "person")
}

// Shown gives the table the keyboard, now or once it is loaded.
func (v *ConsentView) Shown() {
	v.waiting = v.middle.Objects[0] != v.table
	if !v.waiting {
		v.table.Focus()
	}
}

// Key is for keys the table does not use; there are none yet that act.
func (v *ConsentView) Key(*fyne.KeyEvent) {}

// typed is a letter typed into the table: digits go to the sections of the screen.
func (v *ConsentView) typed(r rune) {
	if st := kit.StageOf(v.table); unicode.IsDigit(r) && st != nil && st.OnRune != nil {
		st.OnRune(r)
		return
	}
	v.Rune(r)
}

// Rune acts on the chosen people.
func (v *ConsentView) Rune(r rune) {
	if r == '/' {
		v.search.Focus()
		return
	}
	if v.model.ReadOnly && strings.ContainsRune("nrwi", unicode.ToLower(r)) {
		v.model.fail(app.ReadOnly())
		return
	}
	switch r {
	case 'n', 'N':
		v.AskRecord()
	case 'r', 'R':
		v.AskRenew()
	case 'w', 'W':
		v.AskWithdraw()
	case 'i', 'I':
		v.AskImport()
	}
}

func (v *ConsentView) menu() []kit.MenuItem {
	m := v.model
	none := m.ReadOnly || len(m.Chosen) == 0
	return []kit.MenuItem{
		{Text: say.T("Record consent…"), Icon: icons.Plus, Key: "N", Disabled: none, Run: v.AskRecord},
		{Text: say.T("Renew…"), Icon: icons.Refresh, Key: "R", Disabled: none, Run: v.AskRenew},
		{Text: say.T("Withdraw…"), Icon: icons.Close, Key: "W", Disabled: none, Run: v.AskWithdraw},
	}
}

// Refresh paints the model's state.
func (v *ConsentView) Refresh() {
	m := v.model
	v.paintStates()
	if m.ReadOnly != v.record.Hidden {
		v.record.Hidden = m.ReadOnly
	}
	v.record.SetText(say.T("Record consent"))
	if n := len(m.Chosen); n > 1 {
		v.record.SetText(say.T("Record consent of %s", say.Number(n)))
	}
	v.paintNotice()
	v.split.ShowRight(len(m.Desk.Rows) > 0)
	v.table.SetRows(len(m.Rows))
	if at := m.Places(); !slices.Equal(v.table.Selected(), at) {
		v.table.Select(at...)
	}
	if show := v.state(); len(v.middle.Objects) != 1 || v.middle.Objects[0] != show {
		v.middle.Objects = []fyne.CanvasObject{show}
		v.middle.Refresh()
	}
	if v.waiting && v.middle.Objects[0] == v.table {
		v.waiting = false
		v.table.Focus()
	}
	v.inspect()
	v.bar.Refresh()
	if v.say != nil {
		v.say()
	}
}

func (v *ConsentView) paintStates() {
	m := v.model
	options := []kit.Option{{Text: say.T("Everybody")}}
	for _, st := range consent.Standings() {
		if n := m.Desk.Count[st]; n > 0 || st == m.Filter {
			options = append(options, kit.Option{ID: string(st), Text: standingWord(st) + " (" + say.Number(n) + ")"})
		}
	}
	v.states.SetOptions(options)
	v.states.Select(string(m.Filter))
}

// standingWord is a standing as a choice.
func standingWord(s consent.Standing) string {
	switch s {
	case consent.StandWithdrawn:
		return say.T("Withdrawn")
	case consent.StandExpired:
		return say.T("Expired")
	case consent.StandMissing:
		return say.T("Not recorded")
	case consent.StandRefused:
		return say.T("Allowed nothing")
	case consent.StandEnding:
		return say.T("Ending soon")
	case consent.StandPartly:
		return say.T("Given in part")
	}
	return say.T("Given")
}

// paintNotice says what the rule makes of people without a consent, where there are any.
func (v *ConsentView) paintNotice() {
	m := v.model
	had := len(v.notice.Objects)
	v.notice.Objects = nil
	n := m.Desk.Count[consent.StandMissing]
	if bar := kit.ErrorBar(m.Err, kit.NewButton(say.T("Try again"), kit.Quiet, m.Reload)); bar != nil && len(m.Desk.Rows) > 0 {
		v.notice.Add(bar)
	} else if n > 0 && m.Desk.Asks && m.Filter == "" {
		words := kit.NewParagraph(say.T("%s without a recorded consent: their words stay out of what leaves, and out of what the machine learns from.", say.Count(n, "person")), kit.Body)
		v.notice.Add(kit.NoticeBar(icons.Info, kit.Plain, words, kit.NewButton(say.T("Show them"), kit.Quiet, func() { m.SetFilter(consent.StandMissing) })))
	}
	v.notice.Hidden = len(v.notice.Objects) == 0
	if had != len(v.notice.Objects) {
		v.root.Refresh()
	}
}

// state is the table, or what stands in its place while there is nobody to show.
func (v *ConsentView) state() fyne.CanvasObject {
	m := v.model
	switch {
	case m.Err != nil && len(m.Desk.Rows) == 0:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Reload))
	case !m.Loaded:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case len(m.Desk.Rows) == 0:
		return kit.EmptyState(icons.Lock, say.T("Nobody to ask yet"),
			say.T("Everybody who takes part stands here with what they allowed: to be recorded, quoted, and read by the machine."),
			kit.NewButton(say.T("Open people"), kit.Primary, func() { v.goTo(kit.Route{Screen: kit.People}) }))
	case len(m.Rows) == 0:
		return kit.EmptyState(icons.Search, say.T("Nobody stands so"), say.T("Choose another state, or search for other words."),
			kit.NewButton(say.T("Show everybody"), kit.Secondary, func() {
				v.search.SetText("")
				m.SetFilter("")
			}))
	}
	return v.table
}

func (v *ConsentView) cell(row, col int) kit.Cell {
	if row >= len(v.model.Rows) {
		return kit.Cell{}
	}
	r := &v.model.Rows[row]
	switch col {
	case 0:
		return kit.Cell{Text: r.Code, Style: kit.Control.B()}
	case 1:
		return kit.Cell{Text: r.Segment, Style: kit.Control.In(kit.Muted)}
	case 2, 3, 4, 5:
		return stateCell(r.States[col-2])
	case 6:
		return kit.Cell{Text: dayWord(r.Consent.Given), Style: kit.Small}
	}
	if r.Consent.Expires == "" {
		return kit.Cell{}
	}
	c := kit.Cell{Text: dayWord(r.Consent.Expires), Style: kit.Small}
	if r.Standing == consent.StandEnding || r.Standing == consent.StandExpired {
		c.Style = kit.Small.In(kit.WarnInk).B()
	}
	return c
}

// stateCell shows a state by a word and a dot: quiet when it is allowed.
func stateCell(s app.ConsentState) kit.Cell {
	switch s {
	case app.ConsentGiven:
		return kit.Cell{Text: say.T("Allowed"), Dots: []kit.Paint{kit.PaintOf(kit.Good)}, Style: kit.Control.In(kit.Muted)}
	case app.ConsentRefused:
		return kit.Cell{Text: say.T("No"), Dots: []kit.Paint{kit.PaintOf(kit.Bad)}}
	case app.ConsentExpired:
		return kit.Cell{Text: say.T("Expired"), Dots: []kit.Paint{kit.PaintOf(kit.Warn)}, Style: kit.Control.In(kit.WarnInk)}
	case app.ConsentWithdrawn:
		return kit.Cell{Text: say.T("Withdrawn"), Dots: []kit.Paint{kit.PaintOf(kit.Bad)}, Style: kit.Control.In(kit.BadInk)}
	}
	return kit.Cell{Text: "–", Style: kit.Control.In(kit.Muted)}
}

func dayWord(d app.Date) string {
	if t := d.Time(); !t.IsZero() {
		return say.Date(t, "2 Jan 2006")
	}
	return ""
}

// person opens the profile of somebody.
func (v *ConsentView) person(id app.ParticipantID) {
	v.goTo(kit.Route{Screen: kit.People, ID: string(id)})
}
