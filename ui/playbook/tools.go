package playbook

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// toolWide is the width of the panel about a tool.
const toolWide float32 = 320

// toolFace is the register of tools: a table, and the chosen one in the inspector.
type toolFace struct {
	s        *Screen
	faces    *kit.Segments
	search   *kit.SearchField
	personal *kit.Chip
	line     *kit.Text
	table    *kit.DataTable
	middle   *fyne.Container
	panel    *kit.Inspector
	split    *kit.SplitView
	root     fyne.CanvasObject
	shown    string
}

func newToolFace(s *Screen) *toolFace {
	f := &toolFace{s: s, line: kit.NewElastic("", kit.Small), middle: kit.Stack(), panel: kit.NewInspector()}
	m := s.model
	f.faces = kit.NewSegments([]kit.Option{{ID: string(Templates), Text: say.T("Templates")}, {ID: string(Studies), Text: say.T("In use")}, {ID: string(Tools), Text: say.T("Tools")}}, func(id string) { m.Show(Face(id)) })
	f.search = kit.NewSearchField(say.T("Tool, owner or purpose"), 220, func(t string) { m.NarrowTools(t, m.Register.Personal) })
	f.search.OnSubmitted = func(string) { f.focus() }
	f.personal = kit.NewChip(say.T("Holds personal data"), func() { m.NarrowTools(m.Register.Filter, !m.Register.Personal) })
	add := kit.NewIconTextButton(icons.Plus, say.T("Add a tool"), kit.Secondary, f.askNew)
	add.SetTip(say.T("Add a tool (N)"))
	var more *kit.IconButton
	more = kit.NewIconButton(icons.Export, say.T("Export the register"), func() {
		kit.ShowMenu(more, kit.MenuItem{Text: say.T("Export as Excel…"), Run: func() { s.files.Tools("xlsx") }}, kit.MenuItem{Text: say.T("Export as CSV…"), Run: func() { s.files.Tools("csv") }})
	})
	if m.ReadOnly {
		add.Disable()
	}
	f.table = kit.NewDataTable([]kit.Column{{ID: "name", Title: say.T("Tool"), Width: 130, Grow: 1.4, Sortable: true}, {ID: "purpose", Title: say.T("Purpose"), Width: 130, Grow: 2, From: 700},
		{ID: "owner", Title: say.T("Owner"), Width: 124, Grow: 1, Sortable: true}, {ID: "cost", Title: say.T("A year"), Width: 104, Grow: 0.6, Trailing: true, Sortable: true},
		{ID: "renewal", Title: say.T("Renewal"), Width: kit.DayWidth(), Grow: 0.6, Sortable: true}, {ID: "personal", Title: say.T("Personal data"), Width: 140, Grow: 1.4, From: 560}}, f.cell)
	f.table.OnSelect = func(rows []int) {
		if len(rows) > 0 && rows[0] < len(m.Register.Rows) {
			m.SelectTool(m.Register.Rows[rows[0]].ID)
		}
	}
	f.table.OnOpen = func(int) { f.edit() }
	f.table.OnSort = m.SortTools
	f.table.OnRune = s.Rune
	f.table.OnKey = func(k *fyne.KeyEvent) { s.key(k) }
	f.split = kit.NewSplit(nil, f.middle, f.panel, 0, toolWide)
	f.panel.SetHints(kit.Hint("E", say.T("edit")), kit.Hint("N", say.T("new")), kit.Hint("/", say.T("search")))
	head := kit.Head(kit.Space3, f.faces, kit.Grow(f.line), f.personal, f.search, add, more)
	f.root = kit.Dock(kit.Inset(head, kit.Space3, kit.Space4, kit.Space3, kit.Space3), nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, f.split))
	return f
}

func (f *toolFace) focus() {
	if len(f.middle.Objects) == 1 && f.middle.Objects[0] == f.table {
		f.table.Focus()
	}
}

// dueSoon is how many days before a renewal it stands out.
const dueSoon = 30

func (f *toolFace) cell(row, col int) kit.Cell {
	r := &f.s.model.Register
	if row >= len(r.Rows) {
		return kit.Cell{}
	}
	t := &r.Rows[row]
	switch col {
	case 0:
		return kit.Cell{Text: t.Name, Style: kit.Control.B(), Struck: t.Retired}
	case 1:
		return kit.Cell{Text: t.Purpose, Style: kit.Control.In(kit.Muted)}
	case 2:
		return kit.Cell{Text: t.Owner}
	case 3:
		if t.Period == "once" || t.Cost == 0 {
			return kit.Cell{Text: costWords(t), Style: kit.Small}
		}
		return kit.Cell{Text: say.Money(playbook.Yearly(t), t.Currency)}
	case 4:
		style := kit.Control
		if due(t, f.s.model.Today()) {
			style = kit.Control.In(kit.WarnInk).B()
		}
		return kit.Cell{Text: dayWords(t.Renewal), Style: style}
	}
	return kit.Cell{Text: listed(t.Personal), Style: kit.Control.In(kit.Muted)}
}

// due reports whether a renewal is near or was missed.
func due(t *app.Tool, today app.Date) bool {
	at := t.Renewal.Time()
	return !t.Retired && !at.IsZero() && app.DateOf(at.AddDate(0, 0, -dueSoon)) <= today
}

func dayWords(d app.Date) string {
	if t := d.Time(); !t.IsZero() {
		return say.Date(t, "2 Jan 2006")
	}
	return string(d)
}

// costWords says what a tool costs: "EUR 1,200 a year", "once EUR 50", "" for nothing.
func costWords(t *app.Tool) string {
	sum := say.Money(t.Cost, t.Currency)
	switch {
	case t.Cost == 0:
		return ""
	case t.Period == "month":
		return say.T("%s a month", sum)
	case t.Period == "once":
		return say.T("once %s", sum)
	}
	return say.T("%s a year", sum)
}

// listed joins what a tool is said to hold or to miss: the usual words in the language of the window, others as they were written.
func listed(all []string) string {
	said := make([]string, len(all))
	for i, s := range all {
		said[i] = say.Sentence(s)
	}
	return strings.Join(said, ", ")
}

// paint shows the register.
func (f *toolFace) paint() {
	m := f.s.model
	r := &m.Register
	var words []string
	if m.Loaded {
		words = append(words, say.Count(len(r.All), "tool"))
		for _, c := range playbook.Costs(r.All) {
			words = append(words, say.T("%s a year", say.Money(c.Amount, c.Currency)))
		}
	}
	f.line.SetText(strings.Join(words, " · "))
	f.personal.SetOn(r.Personal)
	if f.search.Text() != r.Filter {
		f.search.SetText(r.Filter)
	}
	f.table.SetRows(len(r.Rows))
	if at := r.Place(); at >= 0 && !slices.Equal(f.table.Selected(), []int{at}) {
		f.table.Select(at)
	}
	f.split.ShowRight(len(r.All) > 0)
	var show fyne.CanvasObject = f.table
	switch {
	case !m.Loaded && m.Err != nil:
		show = kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))
	case !m.Loaded:
		show = kit.Pad(kit.NewSkeleton(), kit.Space4)
	case len(r.All) == 0:
		acts := []fyne.CanvasObject{kit.NewButton(say.T("Add a tool"), kit.Primary, f.askNew)}
		if m.ReadOnly {
			acts = nil
		}
		show = kit.EmptyState(icons.Table, say.T("No tool in the register yet"),
			say.T("Note the tools your research uses: who answers for them, what they cost, when they renew and what personal data they hold."), acts...)
	case len(r.Rows) == 0:
		show = kit.EmptyState(icons.Search, say.T("No tool fits"), say.T("No tool has these words, or holds personal data."),
			kit.NewButton(say.T("Show all tools"), kit.Secondary, func() { m.NarrowTools("", false) }))
	}
	if len(f.middle.Objects) != 1 || f.middle.Objects[0] != show {
		f.middle.Objects = []fyne.CanvasObject{show}
		f.middle.Refresh()
	}
	f.inspect()
}

func (f *toolFace) inspect() {
	m := f.s.model
	t := m.Register.Current()
	if t == nil {
		f.shown = ""
		f.panel.Set(say.T("Tool"), "", kit.NewParagraph(say.T("Select a tool to see who answers for it and how it connects."), kit.Small))
		return
	}
	shown := fmt.Sprint(t.ID, t.Modified.UnixNano(), m.Err, m.Register.Running)
	if shown == f.shown {
		return
	}
	f.shown = shown
	var rows []fyne.CanvasObject
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil {
		rows = append(rows, bar)
	}
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("More about this tool"), func() { kit.ShowMenu(more, f.more(t)...) })
	if m.ReadOnly {
		rows = append(rows, kit.HStack(kit.Space2, kit.Spacer(), more))
	} else {
		rows = append(rows, kit.HStack(kit.Space2, kit.NewIconTextButton(icons.Edit, say.T("Edit"), kit.Secondary, f.edit), kit.Spacer(), more))
	}
	rows = append(rows, f.facts(t)...)
	rows = append(rows, kit.HLine())
	rows = append(rows, f.connections(t)...)
	line := t.Kind
	if t.Retired {
		line = strings.TrimPrefix(say.T("%s · retired", line), " · ")
	}
	f.panel.Set(t.Name, line, rows...)
}

// facts are what is known about a tool, and what governance misses.
func (f *toolFace) facts(t *app.Tool) []fyne.CanvasObject {
	m := f.s.model
	var rows []fyne.CanvasObject
	if gaps := playbook.Gaps(t); len(gaps) > 0 {
		rows = append(rows, kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(say.T("Holds personal data, but: %s.", listed(gaps)), kit.Control)))
	}
	if due(t, m.Today()) {
		acts := []fyne.CanvasObject{}
		if _, again := playbook.NextRenewal(t, m.Today()); again && !m.ReadOnly {
			acts = append(acts, kit.NewButton(say.T("Renewed"), kit.Secondary, m.Renewed))
		}
		word := say.T("Renews on ")
		if t.Renewal < m.Today() {
			word = say.T("Was to be renewed on ")
		}
		rows = append(rows, kit.NoticeBar(icons.Clock, kit.Caution, kit.NewParagraph(word+dayWords(t.Renewal), kit.Control), acts...))
	}
	for _, d := range []struct{ name, text string }{{say.T("Purpose"), t.Purpose}, {say.T("Owner"), t.Owner}, {say.T("Cost"), costWords(t)}, {say.T("Renewal"), dayWords(t.Renewal)},
		{say.T("Personal data it holds"), listed(t.Personal)}, {say.T("Where the data is"), t.Where}, {say.T("Link"), t.URL}, {say.T("Note"), t.Note}} {
		if d.text != "" {
			rows = append(rows, kit.Detail(d.name, kit.NewParagraph(d.text, kit.Control)))
		}
	}
	if len(t.Personal) == 0 {
		rows = append(rows, kit.Detail(say.T("Personal data it holds"), kit.NewParagraph(say.T("None"), kit.Control)))
	}
	return rows
}

// connections are the saved imports and exports.
func (f *toolFace) connections(t *app.Tool) []fyne.CanvasObject {
	m := f.s.model
	add := kit.NewIconButton(icons.Plus, say.T("Save an import or export"), func() { f.askProfile(app.ToolProfile{}) })
	if m.ReadOnly {
		add.Disable()
	}
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(say.T("Connections"), kit.Strong)), add)}
	for _, p := range t.Profiles {
		words := say.Sentence(p.What)
		if c, ok := playbook.ConnectionOf(p); ok {
			words = say.Sentence(c.Title)
		}
		last := say.T("Never ran")
		if !p.Last.IsZero() {
			last = say.Date(p.Last.Local(), "2 Jan 2006, 15:04") + " · " + say.Count(p.Rows, "row")
		}
		icon := icons.Import
		if p.Out {
			icon = icons.Export
		}
		run := kit.NewButton(say.T("Run"), kit.Secondary, func() { m.RunProfile(p.Name) })
		run.SetTip(say.T("Carry it out now"))
		if m.Register.Running != "" || m.ReadOnly {
			run.Disable()
		}
		if m.Register.Running == p.Name {
			run.SetText(say.T("Running…"))
		}
		card := kit.NewCompactEntry(kit.HStackTop(kit.Space2, kit.NewIconSized(icon, kit.Muted, 18),
			kit.Grow(kit.VStack(2, kit.NewElastic(p.Name, kit.Control.B()), kit.NewElastic(words, kit.Small), kit.NewElastic(last, kit.Small)))), func() { f.askProfile(p) })
		card.SetTip(say.T("Change the connection"))
		rows = append(rows, kit.Inset(kit.HStack(kit.Space2, kit.Grow(card), run), 0, 0, 0, -5))
	}
	if len(t.Profiles) == 0 {
		rows = append(rows, kit.NewParagraph(say.T("Save how its data comes in or goes out, and run it again with one click."), kit.Small))
	}
	return rows
}

func (f *toolFace) more(t *app.Tool) []kit.MenuItem {
	m := f.s.model
	retire := say.T("Retire")
	if t.Retired {
		retire = say.T("Take into use again")
	}
	return []kit.MenuItem{
		{Text: say.T("Edit…"), Icon: icons.Edit, Key: "E", Disabled: m.ReadOnly, Run: f.edit},
		{Text: say.T("Open its link"), Icon: icons.Link, Disabled: t.URL == "", Run: func() {
			if err := f.s.files.Open(t.URL); err != nil {
				m.Err = err
				f.s.Refresh()
			}
		}},
		kit.Separator,
		{Text: retire, Icon: icons.Clock, Disabled: m.ReadOnly, Run: m.RetireTool},
		{Text: say.T("Delete"), Icon: icons.Trash, Disabled: m.ReadOnly, Run: m.DeleteTool},
	}
}
