package home

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/dashboard"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// boardView paints the dashboard.
type boardView struct {
	s        *Screen
	products *kit.Dropdown
	regions  *kit.Dropdown
	by       *kit.Segments
	pace     *kit.Segments
}

func newBoardView(s *Screen) *boardView {
	m := s.model
	v := &boardView{s: s}
	scope := func(string) { m.SetScope(v.products.Selected(), v.regions.Selected()) }
	v.products = kit.NewDropdown([]kit.Option{{Text: say.T("All products")}}, scope)
	v.regions = kit.NewDropdown([]kit.Option{{Text: say.T("All regions")}}, scope)
	v.by = kit.NewSegments([]kit.Option{{ID: string(dashboard.ByStudy), Text: say.T("Study")}, {ID: string(dashboard.ByProduct), Text: say.T("Product")},
		{ID: string(dashboard.ByRegion), Text: say.T("Region")}}, func(id string) { m.SetCoverage(dashboard.By(id)) })
	v.pace = kit.NewSegments([]kit.Option{{ID: "week", Text: say.T("Week")}, {ID: "month", Text: say.T("Month")}}, func(id string) { m.SetMonthly(id == "month") })
	return v
}

func options(all string, values []string) []kit.Option {
	out := []kit.Option{{Text: all}}
	for _, v := range values {
		out = append(out, kit.Option{ID: v, Text: v})
	}
	return out
}

// inCards is how many numbers stand in cards at the top; the others are listed.
const inCards = 4

func (v *boardView) full() []fyne.CanvasObject {
	s, m := v.s, v.s.model
	b := &m.Board
	var choices []fyne.CanvasObject
	if m.Study == "" {
		v.products.SetOptions(options(say.T("All products"), b.Products))
		v.regions.SetOptions(options(say.T("All regions"), b.Regions))
		v.products.Select(b.Scope.Product)
		v.regions.Select(b.Scope.Region)
		if len(b.Products) > 1 {
			choices = append(choices, v.products)
		}
		if len(b.Regions) > 1 {
			choices = append(choices, v.regions)
		}
	}
	rows := []fyne.CanvasObject{s.head(say.T("Dashboard"), "", choices...)}
	switch {
	case b.Err != nil:
		return append(rows, kit.Alone(kit.ErrorState(b.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry))))
	case !b.Loaded:
		return append(rows, kit.Fixed(kit.NewSkeleton(), 0, 300))
	}
	cards := make([]fyne.CanvasObject, inCards)
	for i, n := range b.Metrics[:inCards] {
		cards[i] = v.number(n)
	}
	rows = append(rows, kit.Columns(kit.Space3, []float32{1, 1, 1, 1}, cards...),
		kit.Columns(kit.Space3, []float32{1.1, 1}, v.flow(), v.care()))
	rows = append(append(rows, v.metrics()...), v.heat())
	if f := v.funnel(); f != nil {
		rows = append(rows, f)
	}
	return append(rows, kit.Columns(kit.Space3, []float32{0.85, 1}, v.trend(), v.coverage()),
		kit.HStack(0, kit.NewButton(say.T("How these numbers are counted"), kit.Quiet, v.explain), kit.Spacer()))
}

// funnel shows how far the candidates of recruiting got; nil while there are none.
func (v *boardView) funnel() fyne.CanvasObject {
	m := v.s.model
	if len(m.Board.Funnel) == 0 {
		return nil
	}
	rows := kit.VStack(0)
	for _, step := range m.Board.Funnel {
		share := say.T("%.0f of 100", 100*step.Share)
		line := kit.Columns(kit.Space3, []float32{1, 5, 1}, kit.NewElastic(step.Name, kit.Control), kit.NewMeter(step.Share, kit.PaintOf(kit.Accent), 40),
			kit.HStack(kit.Space2, kit.Spacer(), kit.NewText(share, kit.Small), kit.NewText(say.Number(step.N), kit.Strong)))
		rows.Add(kit.NewCompactEntry(line, func() { v.s.goTo(v.s.model.recruiting()) }))
	}
	return headed(say.T("Recruitment"), say.T("how far candidates got"), nil, rows)
}

// number is a card with one number; its definition shows when the pointer rests on it.
func (v *boardView) number(n dashboard.Metric) fyne.CanvasObject {
	c := kit.NewTapCard(kit.VStack(kit.Space1, kit.NewText(n.Title, kit.Small), kit.NewText(say.Sentence(n.Value), kit.Display.Sized(24)), kit.NewParagraph(say.Sentence(n.Note), kit.Small).Limit(2)),
		func() { v.s.goTo(v.s.model.MetricRoute(n.Key)) })
	c.SetTip(say.Sentence(n.Definition))
	return c
}

// care lists the numbers that say what to look after.
func (v *boardView) care() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, n := range v.s.model.Board.Metrics[inCards:] {
		token := kit.Line
		if n.Warn {
			token = kit.Warn
		}
		e := kit.NewCompactEntry(kit.HStack(kit.Space2, kit.NewDot(kit.PaintOf(token)), kit.NewText(n.Title, kit.Body), kit.Grow(kit.NewElastic(say.Sentence(n.Note), kit.Small)),
			kit.NewText(say.Sentence(n.Value), kit.Strong)), func() { v.s.goTo(v.s.model.MetricRoute(n.Key)) })
		e.SetTip(say.Sentence(n.Definition))
		rows = append(rows, e)
	}
	return card(say.T("To look after"), rows...)
}

// headed is a card round a chart with a choice beside its title.
func headed(title, line string, choice fyne.CanvasObject, body fyne.CanvasObject) fyne.CanvasObject {
	head := kit.HStack(kit.Space2, kit.NewText(title, kit.Strong), kit.Grow(kit.NewElastic(line, kit.Small)))
	if choice != nil {
		head.Add(choice)
	}
	return kit.NewCard(kit.VStack(kit.Space2, head, body))
}

// chartHigh is the height of charts that have no rows of their own.
const chartHigh = 210

func (v *boardView) flow() fyne.CanvasObject {
	m := v.s.model
	v.pace.Select(map[bool]string{true: "month", false: "week"}[m.Board.Monthly])
	view := kit.NewChartView(m.Board.Flow, chartHigh)
	view.OnTap = func(k chart.Mark) {
		if r, ok := m.FlowRoute(k.Category); ok {
			v.s.goTo(r)
		}
	}
	line := ""
	if n := m.Board.numbers.Interviews.Undated; n > 0 {
		line = say.T("%s without a date left out", say.Count(n, "interview"))
	}
	return headed(say.T("Interviews held"), line, v.pace, view)
}

// find opens the findings behind a mark.
func (v *boardView) find(of func(row, column int) (string, app.FindingQuery, bool)) func(chart.Mark) {
	return func(k chart.Mark) {
		if title, q, ok := of(k.Series, k.Category); ok {
			v.s.goTo(kit.FindingsOf(title, q))
		}
	}
}

// counted is a chart, or what stands in its place.
func (v *boardView) counted(title, line string, c *chart.Chart, coming bool, height float32, none string, tap func(chart.Mark)) fyne.CanvasObject {
	switch {
	case c != nil:
		view := kit.NewChartView(c, height)
		view.OnTap = tap
		return kit.NewChartCard(title, line, view)
	case coming:
		return headed(title, line, nil, kit.Fixed(kit.NewSkeleton(), 0, 120))
	}
	return headed(title, line, nil, kit.NewParagraph(none, kit.Body.In(kit.Muted)))
}

func (v *boardView) heat() fyne.CanvasObject {
	m := v.s.model
	return v.counted(say.T("Tags by segment"), say.T("people who said it; shaded by their share of the people asked"), m.Board.Heat, m.Board.Heating, 0,
		say.T("No findings with a tag by people whose segment is known."), v.find(m.HeatFind))
}

func (v *boardView) trend() fyne.CanvasObject {
	m := v.s.model
	return v.counted(say.T("Tags over time"), say.T("share of the people asked, by month"), m.Board.Trend, m.Board.Trending, 260,
		say.T("A trend needs tagged interviews of at least two months."), v.find(m.TrendFind))
}

func (v *boardView) coverage() fyne.CanvasObject {
	m := v.s.model
	b := &m.Board
	v.by.Select(string(b.By))
	line := say.T("people interviewed, by segment")
	if b.Covered.Left > 0 {
		line = say.T("the last %d studies of %d", len(b.Covered.Columns), len(b.Covered.Columns)+b.Covered.Left)
	}
	if b.Coverage == nil {
		return headed(say.T("Coverage"), "", v.by, kit.NewParagraph(say.T("No people are known yet. Interviews name them by their speakers."), kit.Body.In(kit.Muted)))
	}
	view := kit.NewChartView(b.Coverage, 0)
	view.OnTap = v.find(m.CoverFind)
	return headed(say.T("Coverage"), line, v.by, view)
}

// explain shows how each number is counted.
func (v *boardView) explain() {
	d := kit.NewDialog(say.T("How these numbers are counted"), 620, 560)
	var rows []fyne.CanvasObject
	for _, n := range v.s.model.Board.Metrics {
		rows = append(rows, kit.VStack(2, kit.NewText(n.Title, kit.Strong), kit.NewParagraph(say.Sentence(n.Definition), kit.Body)))
	}
	d.SetContent(kit.Scroll(kit.VStack(kit.Space3, rows...)))
	d.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, d.Hide))
	d.Show(kit.CanvasOf(v.s.view))
}
