package measures

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// readWidth is how wide sentences run at most.
const readWidth float32 = 860

// Doors are what the screen asks of the window.
type Doors struct {
	GoTo func(kit.Route)
	// File asks for a table and hands over its name and how it is read, as ui does beside the window; nil where nothing comes in.
	File func(title string, pick func(path string))
	// Bring reads a table of measures or metrics beside the window.
	Bring Bring
	// Claims are the insights that figures go to.
	Claims Claims
}

// Screen paints a Model: tabs above, one part below.
type Screen struct {
	model *Model
	doors Doors

	tabs   *kit.Segments
	acts   *fyne.Container
	middle *fyne.Container
	scores *scoresPane
	grid   *gridPane
	beside *comparePane
	line   *metricsPane
	due    bool // the keyboard goes to the part once it is there
	root   fyne.CanvasObject
}

// New makes the screen over a model.
func New(m *Model, doors Doors) *Screen {
	s := &Screen{model: m, doors: doors, middle: kit.Stack(), acts: kit.HStack(kit.Space2)}
	var tabs []kit.Option
	for _, p := range Parts() {
		tabs = append(tabs, kit.Option{ID: string(p), Text: p.Title()})
	}
	s.tabs = kit.NewSegments(tabs, func(id string) { m.Choose(Part(id)) })
	s.scores, s.grid, s.beside, s.line = newScoresPane(s), newGridPane(s), newComparePane(s), newMetricsPane(s)
	head := kit.Head(kit.Space4, kit.NewText(say.T("Measures"), kit.Title), s.tabs, kit.Spacer(), s.acts)
	s.root = kit.Inset(kit.Dock(kit.Inset(head, 0, 0, kit.Space4, 0), nil, nil, nil, s.middle), kit.Space4, kit.Space5, kit.Space3, kit.Space5)
	m.OnChange = s.Refresh
	s.Refresh()
	return s
}

// Content returns what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Open shows the part that the route names.
func (s *Screen) Open(r kit.Route) {
	if id := r.MetricID(); id != "" {
		s.model.Metric, s.model.Segment = id, ""
	}
	if c := kit.CanvasOf(s.root); c != nil && r.Study != s.model.Study {
		c.Unfocus() // what has the keyboard goes out of sight until the other study is there
	}
	s.model.Open(r.Study, Part(r.MeasuresPart()))
}

// Here is the place as it is now.
func (s *Screen) Here() kit.Route {
	r := kit.MeasuresAt(string(s.model.Part))
	r.Study = s.model.Study
	return r
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "[ ]", Does: say.T("Part before or after")}, {Keys: "I", Does: say.T("Import a table")}, {Keys: "Enter", Does: say.T("Grid: keep the value and go down")},
		{Keys: "Arrows", Does: say.T("Grid: go to another cell; in the table, another row")}, {Keys: "M", Does: say.T("Product metrics: mark a release")}}
}

// Shown gives the part the keyboard.
func (s *Screen) Shown() {
	if s.model.Page == nil {
		s.due = true
		return
	}
	for root, focus := range map[fyne.CanvasObject]func(){s.grid.root: s.grid.focus, s.beside.root: s.beside.table.Focus, s.line.root: s.line.list.Focus, s.scores.root: s.scores.table.Focus} {
		if len(s.middle.Objects) == 1 && s.middle.Objects[0] == root { // only what is in sight can have it
			focus()
		}
	}
}

// Rune acts on a letter.
func (s *Screen) Rune(r rune) {
	switch r {
	case '[':
		s.model.Step(-1)
	case ']':
		s.model.Step(1)
	case 'i', 'I':
		s.bring()
	case 'm', 'M':
		if s.model.Part == Metrics {
			s.line.mark()
		}
	}
}

// Refresh paints the model's state.
func (s *Screen) Refresh() {
	m := s.model
	s.tabs.Select(string(m.Part))
	s.paintActs()
	show := s.state()
	if len(s.middle.Objects) != 1 || s.middle.Objects[0] != show {
		s.middle.Objects = []fyne.CanvasObject{show}
	}
	s.middle.Refresh()
	if s.due && m.Page != nil {
		s.due = false
		s.Shown()
	}
}

// paintActs shows what can be done in the part.
func (s *Screen) paintActs() {
	s.acts.Objects = nil
	m := s.model
	if m.ReadOnly || s.doors.File == nil {
		return
	}
	if m.Part == Metrics {
		s.acts.Add(kit.NewIconTextButton(icons.Star, say.T("Mark a release…"), kit.Quiet, s.line.mark))
	}
	if m.Part != Entry && s.doors.Claims.Attach != nil {
		s.acts.Add(kit.NewIconTextButton(icons.Insights, say.T("Attach to an insight…"), kit.Quiet, s.attach))
	}
	s.acts.Add(kit.NewIconTextButton(icons.Import, say.T("Import…"), kit.Secondary, s.bring))
	s.acts.Refresh()
}

// state is the part, or words in its place.
func (s *Screen) state() fyne.CanvasObject {
	m := s.model
	switch {
	case m.Err != nil:
		return kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))
	case m.Data == nil || m.Page == nil:
		return kit.Inset(kit.NewSkeleton(), kit.Space5, 0, 0, 0)
	case m.Part == Metrics:
		return s.line.content()
	case m.Part == Entry:
		return s.grid.content()
	case m.Part == Compare:
		return s.beside.content()
	}
	return s.scores.content()
}

// bring imports a table of what the part shows.
func (s *Screen) bring() {
	if s.model.ReadOnly || s.doors.File == nil {
		return
	}
	if s.model.Part == Metrics {
		s.doors.File(say.T("Import product metrics"), func(path string) { s.bringMetrics(path, "") })
		return
	}
	s.doors.File(say.T("Import UX measures"), func(path string) { s.bringMeasures(path, "") })
}

// nothing is the state of a part without measures.
func (s *Screen) nothing() fyne.CanvasObject {
	var acts []fyne.CanvasObject
	if !s.model.ReadOnly && s.doors.File != nil {
		acts = append(acts, kit.NewButton(say.T("Import a table"), kit.Primary, s.bring), kit.NewButton(say.T("Enter values"), kit.Secondary, func() {
			s.model.Choose(Entry)
			s.Shown()
		}))
	}
	return kit.EmptyState(icons.Chart, say.T("Nothing was measured yet"), say.T("Task success, times, SEQ, SUS, UMUX-Lite, NPS, CSAT, CES, importance and satisfaction become scores with intervals."), acts...)
}

// bySegments chooses what scores are grouped by.
func (s *Screen) byControl() (*kit.Dropdown, func()) {
	d := kit.NewDropdown([]kit.Option{{ID: string(ByNone), Text: say.T("everybody")}, {ID: string(ByRelease), Text: say.T("release")}, {ID: string(BySegment), Text: say.T("segment")}, {ID: string(ByStudy), Text: say.T("study")}},
		func(id string) { s.model.SetBy(By(id)) }).WithPrefix(say.As("By", "group") + " ")
	return d, func() { d.Select(string(s.model.By)) }
}

// kindControl chooses the measure of a chart.
func (s *Screen) kindControl() (*kit.Dropdown, func()) {
	d := kit.NewDropdown(nil, func(id string) { s.model.SetKind(app.MeasureKind(id)) })
	return d, func() {
		var options []kit.Option
		for _, k := range s.model.Page.Kinds {
			options = append(options, kit.Option{ID: string(k), Text: say.Sentence(k.Word())})
		}
		d.SetOptions(options)
		d.Select(string(s.model.Page.Kind))
	}
}

// showChart shows a chart, or none.
func showChart(v *kit.ChartView, c *chart.Chart) {
	if c == nil {
		c = &chart.Chart{Kind: chart.Bar}
	}
	v.SetChart(c)
}
