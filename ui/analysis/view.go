package analysis

import (
	"io"
	"strings"

	"encoding/csv"

	"fyne.io/fyne/v2"

	"throughline/app/chart"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Sizes of the screen.
const (
	tableShare   float32 = 0.42 // of the height below the sentence
	readWidth    float32 = 860  // sentences run no wider
	measuredRows         = 12   // whose numbers set how wide a column is
)

// Screen paints a Model: the analyses at the left, what one of them says, shows and counts at the right.
type Screen struct {
	// OnPack gives a colleague a part of the study to code; nil hides the way there.
	OnPack func()
	// OnChooseStudy opens the list of studies; nil hides the way there.
	OnChooseStudy func()

	model *Model
	goTo  func(kit.Route)

	items    map[Kind]*kit.NavItem
	controls *fyne.Container
	made     map[Kind]*controls
	says     *kit.Paragraph
	warn     *fyne.Container
	of       *kit.Text
	more     *kit.IconButton
	export   *kit.Button
	chart    *kit.ChartView
	chartBox *kit.ScrollView
	filled   *kit.ChartView // for charts that take the room there is
	lines    *lines
	table    *kit.DataTable
	shown    Table
	count    *kit.Text
	noteBtn  *kit.Button
	note     *fyne.Container // its paragraphs
	noteBox  *fyne.Container // keeps them from running too wide; hidden until asked for
	top      *fyne.Container
	body     *fyne.Container
	middle   *fyne.Container
	result   *fyne.Container
	page     *Page
	coding   *codingView
	setup    *setup
	asking   *askingView
	root     fyne.CanvasObject
}

// New makes the screen over a model; goTo opens other places.
func New(m *Model, goTo func(kit.Route)) *Screen {
	s := &Screen{model: m, goTo: goTo, items: map[Kind]*kit.NavItem{}, made: map[Kind]*controls{}, controls: kit.Stack(), middle: kit.Stack(), warn: kit.VStack(0)}
	list := kit.VStack(1)
	for _, k := range Kinds {
		s.items[k] = kit.NewNavItem(iconOf(k), k.Title(), func() { m.Choose(k) })
		list.Add(s.items[k])
	}
	for _, to := range [][2]string{{"scores", say.T("UX measures")}, {"metrics", say.T("Product metrics")}} {
		list.Add(kit.NewNavItem(icons.Chart, to[1], func() { s.goTo(kit.MeasuresAt(to[0])) }))
	}
	left := kit.Inset(kit.VStack(kit.Space3, kit.Inset(kit.NewText(say.T("Analysis"), kit.Title), 0, 0, 0, kit.Space2), list), kit.Space4, kit.Space2, 0, kit.Space3)
	s.says = kit.NewParagraph("", kit.Reading)
	s.of = kit.NewElastic("", kit.Small)
	s.more = kit.NewIconButton(icons.More, say.T("Copy or save the chart"), s.chartMenu)
	s.export = kit.NewIconTextButton(icons.Table, say.T("Table"), kit.Quiet, s.tableMenu)
	s.chart = kit.NewChartView(&chart.Chart{Kind: chart.Bar}, 0)
	s.chart.OnTap = s.tapped
	s.filled = kit.NewChartView(&chart.Chart{Kind: chart.Line}, 160)
	s.filled.OnTap = s.tapped
	s.chartBox = kit.Scroll(kit.Inset(s.chart, kit.Space2, kit.Space4, kit.Space3, 0))
	s.lines = newLines(s)
	s.makeTable()
	s.count = kit.NewElastic("", kit.Small)
	s.note = kit.VStack(kit.Space2)
	s.noteBox = kit.AtMost(s.note, readWidth)
	s.noteBox.Hide()
	s.noteBtn = kit.NewIconTextButton(icons.Help, say.T("How this is computed"), kit.Quiet, s.toggleNote)
	s.coding = newCodingView(s)
	s.setup = newSetup(s)
	s.asking = newAskingView(s)
	s.top = kit.VStack(kit.Space3, s.controls, kit.AtMost(s.says, readWidth), s.warn)
	s.body = kit.Stack()
	s.result = kit.Dock(s.top, nil, nil, nil, s.body)
	right := kit.Inset(s.middle, kit.Space4, kit.Space5, kit.Space3, kit.Space5)
	s.root = kit.Dock(nil, nil, nil, kit.Dock(nil, kit.VLine(), nil, nil, kit.Fixed(kit.Scroll(left), s.listWidth(), 0)), right)
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows what the route names: an analysis by its name, or the findings of a query.
func (s *Screen) Open(r kit.Route) {
	if title, q, ok := r.Analyse(); ok {
		s.model.OpenQuery(r.Study, title, q)
		return
	}
	s.model.Open(r.Study, Kind(r.ID))
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "J, K", Does: say.T("Next or previous analysis; in disagreements, next or previous place")}, {Keys: "Up, Down", Does: say.T("Go through the table")},
		{Keys: "Enter", Does: say.T("Open the findings of the row")}, {Keys: "M", Does: say.T("How this is computed")},
		{Keys: "O, U", Does: say.T("Proposals of the guide: open the turn; show or hide unsure ones")},
		{Keys: "1 to 4", Does: say.T("Disagreement: take the first coder's, the second's, both, neither")},
		{Keys: "B, [ ] { }", Does: say.T("Disagreement: new boundary; move its start or its end by a word")}, {Keys: "S", Does: say.T("Disagreement: settle with the new boundary")}}
}

// Shown gives the table the keyboard.
func (s *Screen) Shown() {
	if s.body.Objects != nil && s.inResult() {
		s.table.Focus()
	}
}

func (s *Screen) inResult() bool {
	return len(s.middle.Objects) == 1 && s.middle.Objects[0] == s.result
}

// Rune acts on a letter.
func (s *Screen) Rune(r rune) {
	if s.model.Kind == Agreement && s.model.Look() == Disagree && s.coding.rune(r) {
		return
	}
	if s.model.Kind == Guide && s.model.Look() == Proposed && s.asking.rune(r) {
		return
	}
	switch r {
	case 'j', 'J':
		s.model.Step(1)
	case 'k', 'K':
		s.model.Step(-1)
	case 'm', 'M':
		s.toggleNote()
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	for _, k := range Kinds {
		s.items[k].SetSelected(k == m.Kind)
	}
	show := s.state()
	if len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
	}
	if m.Page != nil && m.Page.Kind == m.Kind {
		s.paint(m.Page)
	}
	s.middle.Refresh()
}

// state is what stands in the middle: the result, or words in its place.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	fits := m.Page != nil && m.Page.Kind == m.Kind
	switch {
	case m.Err != nil && !(fits && m.Kind == Agreement):
		return kit.Dock(s.controlsFor(), nil, nil, nil, kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry)))
	case !fits:
		return kit.Dock(s.controlsFor(), nil, nil, nil, kit.Inset(kit.NewSkeleton(), kit.Space5, 0, 0, 0))
	case m.Kind == Guide && m.Look() == Proposed && m.Page.Empty == "":
		return kit.Dock(s.controlsFor(), nil, nil, nil, s.asking.content())
	case m.Kind == Agreement && m.Look() == DoubleUp && m.Coding.Loaded:
		return kit.Dock(s.controlsFor(), nil, nil, nil, s.setup.content())
	case m.Page.Empty != "":
		var acts []fyne.CanvasObject
		if m.Kind == Agreement && !m.ReadOnly && m.Coding.Loaded {
			acts = append(acts, kit.NewButton(say.T("Set up double coding"), kit.Primary, func() { m.SetLook(DoubleUp) }))
		}
		if b := s.wayOut(m.Page.Where); b != nil {
			acts = append(acts, b)
		}
		return kit.Dock(s.controlsFor(), nil, nil, nil, kit.EmptyState(iconOf(m.Kind), m.Page.Empty, m.Page.Remedy, acts...))
	}
	return s.result
}

// controlsFor is the row of controls of the present analysis, up to date.
func (s *Screen) controlsFor() fyne.CanvasObject {
	k := s.model.Kind
	if s.made[k] == nil {
		s.made[k] = s.newControls(k)
	}
	s.made[k].paint()
	return s.made[k].row
}

// paint shows a page.
func (s *Screen) paint(p *Page) {
	row := s.controlsFor()
	if len(s.controls.Objects) != 1 || s.controls.Objects[0] != row {
		s.controls.Objects = []fyne.CanvasObject{row}
	}
	words := p.Says
	if s.model.Busy {
		words = say.T("Counting…")
	}
	s.says.SetRuns(kit.Run{Text: words, Style: kit.Reading})
	s.warn.Objects = nil
	if p.Warn != "" {
		s.warn.Add(kit.AtMost(kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(p.Warn, kit.Small)), readWidth))
	}
	if bar := kit.ErrorBar(s.model.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), s.model.Dismiss)); bar != nil {
		s.warn.Add(bar)
	}
	s.warn.Hidden = len(s.warn.Objects) == 0
	if p != s.page {
		s.page = p
		s.of.SetText(p.Of)
		if p.Chart != nil {
			s.view().SetChart(p.Chart)
			s.chartBox.ScrollTo(0)
		}
		s.setTable(p.Table)
		s.setNote(p.Note)
	}
	body := s.bodyFor(p)
	if len(s.body.Objects) != 1 || s.body.Objects[0] != body {
		s.body.Objects = []fyne.CanvasObject{body}
	}
	s.top.Refresh()
	s.body.Refresh()
}

// bodyFor is the chart and the table, the words in context, or the disagreements.
func (s *Screen) bodyFor(p *Page) fyne.CanvasObject {
	m := s.model
	if m.Kind == Agreement && m.Look() == Disagree {
		return s.coding.content()
	}
	var upper fyne.CanvasObject = s.chartBox
	if s.view() == s.filled {
		upper = kit.Inset(s.filled, kit.Space2, kit.Space4, kit.Space2, 0)
	}
	head := kit.HStack(kit.Space2, kit.Grow(s.of), s.more)
	if m.Word != "" {
		upper = s.lines.content()
		head = s.lines.head()
	}
	below := kit.Dock(kit.Inset(kit.HStack(kit.Space2, kit.Grow(s.count), s.export), kit.Space2, 0, 2, 0), nil, nil, nil, s.table)
	above := kit.Dock(kit.Inset(head, kit.Space2, 0, 0, 0), nil, nil, nil, upper)
	both := kit.Halves(above, below, tableShare)
	if upper == fyne.CanvasObject(s.chartBox) {
		both = kit.Snug(above, below, tableShare, s.chartBox)
	}
	foot := kit.VStack(kit.Space1, kit.HLine(), kit.HStack(0, s.noteBtn, kit.Spacer()), s.noteBox)
	if p.Chart == nil {
		return kit.Dock(nil, nil, foot, nil, below)
	}
	return kit.Dock(nil, nil, foot, nil, both)
}

func (s *Screen) makeTable() {
	s.table = kit.NewDataTable(nil, func(row, col int) kit.Cell {
		if row >= len(s.shown.Rows) || col >= len(s.shown.Rows[row]) {
			return kit.Cell{} // between two pages the table knows the columns of one and the rows of the other
		}
		return s.shown.cell(row, col)
	})
	s.table.OnOpen = func(row int) {
		if row < len(s.shown.Open) {
			s.open(s.shown.Open[row])
		}
	}
	s.table.OnRune = s.Rune
	s.table.OnCell = func(row, col int) {
		if row < len(s.shown.Cells) && col < len(s.shown.Cells[row]) {
			s.open(s.shown.Cells[row][col])
		}
	}
}

// setTable shows other numbers.
func (s *Screen) setTable(t Table) {
	s.shown = t
	s.table.SetRows(0)
	var cols []kit.Column
	for i, h := range t.Header {
		c := kit.Column{ID: h, Title: h, Width: max(64, kit.Measure(h, kit.Control).Width+26), Grow: 1, Trailing: i >= t.Left}
		if i < t.Left {
			c.Width, c.Grow = 140, 2
		} else {
			for _, row := range t.Rows[:min(len(t.Rows), measuredRows)] {
				c.Width = max(c.Width, kit.Measure(row[i], kit.Control).Width+26)
			}
		}
		cols = append(cols, c)
	}
	s.table.SetColumns(cols)
	s.table.SetRows(len(t.Rows))
	s.table.Select()
	words := s.tableWords()
	if t.More > 0 {
		words += say.T("; the first rows of more, all of them when exported")
	}
	s.count.SetText(words)
}

func (s *Screen) tapped(m chart.Mark) {
	if s.page == nil {
		return
	}
	if o, ok := s.page.At(m.Series, m.Category); ok {
		s.open(o)
	}
}

// open goes to the findings behind a number, or shows a word in context.
func (s *Screen) open(o Open) {
	switch {
	case o.Interview != "":
		s.goTo(kit.Route{Screen: kit.Reader, ID: string(o.Interview), Span: o.Span})
	case o.Word != "":
		s.model.Pick(o.Word, o.Find)
	case o.Title != "":
		o.Find.Study = s.model.study()
		s.goTo(kit.FindingsOf(o.Title, o.Find))
	}
}

func (s *Screen) chartMenu() {
	if s.page != nil && s.page.Chart != nil {
		kit.ShowMenu(s.more, kit.ChartMenu(s.view(), s.page.Chart.Title)...)
	}
}

// view is what the present chart stands in: lines and networks fill their room, bars and grids are as high as their rows.
func (s *Screen) view() *kit.ChartView {
	if c := s.page.Chart; c != nil && (c.Kind == chart.Line || c.Kind == chart.Network) {
		return s.filled
	}
	return s.chart
}

// tableMenu copies the table or saves it.
func (s *Screen) tableMenu() {
	t := s.shown
	items := []kit.MenuItem{{Text: say.T("Copy table"), Icon: icons.Copy, Run: func() {
		fyne.CurrentApp().Clipboard().SetContent(tabbed(t))
		if stage := kit.StageOf(s.table); stage != nil {
			stage.Toast(kit.Toast{Text: say.T("The table is copied."), Icon: icons.Done})
		}
	}}}
	if stage := kit.StageOf(s.table); stage != nil && stage.Save != nil {
		name := strings.ToLower(s.model.Kind.Title()) + ".csv"
		items = append(items, kit.MenuItem{Text: say.T("Save table as CSV…"), Icon: icons.Export, Run: func() { stage.Save(name, t.csv) }})
	}
	kit.ShowMenu(s.export, items...)
}

// tabbed is a table as spreadsheets paste it.
func tabbed(t Table) string {
	var b strings.Builder
	for _, row := range append([][]string{t.Header}, t.Rows...) {
		b.WriteString(strings.Join(row, "\t"))
		b.WriteByte('\n')
	}
	return b.String()
}

// csv writes the table. Words that a spreadsheet would run are made text.
func (t Table) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	for _, row := range append([][]string{t.Header}, t.Rows...) {
		safe := make([]string, len(row))
		for i, cell := range row {
			if i < t.Left && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				cell = "'" + cell
			}
			safe[i] = cell
		}
		if err := out.Write(safe); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
