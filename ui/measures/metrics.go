package measures

import (
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/metric"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// metricsPane shows the metrics at the left, and of one its line, what happened along it, and its entry in the dictionary.
type metricsPane struct {
	s       *Screen
	list    *kit.DataTable
	title   *kit.Text
	latest  *kit.Text
	chart   *kit.ChartView
	segment *kit.Dropdown
	mark_   *kit.Dropdown
	days    *kit.Dropdown
	unmark  *kit.IconButton
	shift   *kit.Paragraph
	verdict *kit.Badge
	facts   *fyne.Container
	page    *Page
	root    fyne.CanvasObject
}

func newMetricsPane(s *Screen) *metricsPane {
	p := &metricsPane{s: s, title: kit.NewText("", kit.Strong.Sized(kit.SizeReading)), latest: kit.NewElastic("", kit.Small), chart: kit.NewChartView(&chart.Chart{Kind: chart.Line}, 240),
		shift: kit.NewParagraph("", kit.Body), verdict: kit.NewBadge("", kit.Plain), facts: kit.VStack(kit.Space2)}
	p.list = kit.NewDataTable([]kit.Column{{ID: "name", Title: say.T("Metric"), Width: 120, Grow: 1}, {ID: "latest", Title: say.T("Latest"), Width: 90, Trailing: true}}, p.cell)
	p.list.OnSelect = func(rows []int) {
		if m := s.model; len(rows) == 1 && m.Data != nil && rows[0] < len(m.Data.Metrics) && (m.Page == nil || m.Page.Metric == nil || m.Data.Metrics[rows[0]].ID != m.Page.Metric.ID) {
			m.SetMetric(m.Data.Metrics[rows[0]].ID)
		}
	}
	p.list.OnRune = s.Rune
	p.segment = kit.NewDropdown(nil, s.model.SetSegment).WithPrefix(say.T("Of "))
	p.mark_ = kit.NewDropdown(nil, s.model.SetMark).WithPrefix(say.T("Around ")).WithWidth(260)
	p.days = kit.NewDropdown([]kit.Option{{ID: "7", Text: say.T("7 days")}, {ID: "14", Text: say.T("14 days")}, {ID: "28", Text: say.T("28 days")}, {ID: "56", Text: say.T("56 days")}, {ID: "91", Text: say.T("91 days")}}, func(id string) {
		n, _ := strconv.Atoi(id) // one of the choices: a number
		s.model.SetDays(n)
	}).WithPrefix(say.T("Each side "))
	p.unmark = kit.NewIconButton(icons.Trash, say.T("Remove this mark"), p.removeMark)
	more := kit.NewIconButton(icons.More, say.T("Copy or save the chart"), nil)
	more.OnTap = func() {
		if p.page != nil && p.page.Line != nil {
			kit.ShowMenu(more, kit.ChartMenu(p.chart, p.page.Line.Title)...)
		}
	}
	edit := kit.NewIconTextButton(icons.Edit, say.T("Edit the definition…"), kit.Quiet, p.define)
	head := kit.HStack(kit.Space3, p.title, kit.Grow(p.latest), p.segment, edit, more)
	compare := kit.NewCard(kit.VStack(kit.Space3, kit.HStack(kit.Space2, kit.NewText(say.T("Before and after"), kit.Strong), p.verdict, kit.Spacer()),
		kit.HStack(kit.Space2, p.mark_, p.unmark, p.days, kit.Spacer()), p.shift)) // two lines: a long verdict would make the page wider than a small window
	right := kit.Scroll(kit.Inset(kit.VStack(kit.Space4, head, p.chart, compare, p.facts), 0, kit.Space4, kit.Space4, kit.Space5))
	p.root = kit.Dock(nil, nil, nil, kit.Dock(nil, kit.VLine(), nil, nil, kit.Fixed(p.list, 280, 0)), right)
	return p
}

func (p *metricsPane) content() fyne.CanvasObject {
	m := p.s.model
	if len(m.Data.Metrics) == 0 {
		var acts []fyne.CanvasObject
		if !m.ReadOnly && p.s.doors.File != nil {
			acts = append(acts, kit.NewButton(say.T("Import a table"), kit.Primary, p.s.bring))
		}
		return kit.EmptyState(icons.Chart, say.T("No product metric yet"), say.T("Bring series in from an export of analytics: metric, date and value, or a column for each metric."), acts...)
	}
	if m.Page != p.page {
		p.page = m.Page
		p.paint(m.Page)
	}
	return p.root
}

func (p *metricsPane) paint(page *Page) {
	m, x := p.s.model, page.Metric
	if x == nil {
		return
	}
	p.list.SetRows(len(m.Data.Metrics))
	for i := range m.Data.Metrics {
		if m.Data.Metrics[i].ID == x.ID && p.list.Cursor() != i {
			p.list.Select(i)
		}
	}
	p.list.Refresh()
	p.title.SetText(x.Name)
	words := say.Count(x.Count(), "value")
	if page.Thinned != "" {
		words += say.T(", shown as %s", page.Thinned)
	}
	if x.Target != nil {
		words += say.T(", the level line is the target of %s", metric.Number(*x.Target, x.Unit))
	}
	p.latest.SetText(words)
	var segments []kit.Option
	for _, s := range x.Series {
		name := s.Segment
		if name == "" {
			name = "everybody"
		}
		segments = append(segments, kit.Option{ID: s.Segment, Text: name})
	}
	p.segment.SetOptions(segments)
	p.segment.Select(page.Segment)
	p.segment.Hidden = len(segments) < 2
	if page.Line != nil {
		p.chart.SetChart(page.Line)
	} else {
		p.chart.SetChart(&chart.Chart{Kind: chart.Line})
	}
	p.paintShift(page)
	p.paintFacts(x)
}

func (p *metricsPane) paintShift(page *Page) {
	m := p.s.model
	var marks []kit.Option
	own := false
	for _, k := range m.Data.Marks {
		marks = append(marks, kit.Option{ID: MarkKey(k), Text: k.Name + ", " + day(k.Date)})
		own = own || MarkKey(k) == page.MarkKey && k.Own
	}
	p.mark_.SetOptions(marks)
	p.mark_.Select(page.MarkKey)
	p.mark_.Hidden, p.days.Hidden = len(marks) == 0, len(marks) == 0
	p.unmark.Hidden = !own || m.ReadOnly
	p.days.Select(strconv.Itoa(m.Days))
	switch {
	case len(marks) == 0:
		p.shift.SetText(say.T("Mark the day of a release or a study to compare this metric before and after it."))
		p.verdict.Hide()
	case page.Shift == nil:
		p.shift.SetText(say.T("No mark has values on both sides. Choose another mark, or more days."))
		p.verdict.Hide()
	default:
		p.shift.SetText(say.Sentence(page.Shift.Says()))
		tone := kit.Plain
		switch page.Shift.Verdict {
		case metric.Better:
			tone = kit.Positive
		case metric.Worse:
			tone = kit.Negative
		case metric.TooFew:
			tone = kit.Caution
		}
		p.verdict.Set(say.Sentence(page.Shift.Words()), tone)
		p.verdict.Show()
	}
}

// paintFacts shows the entry in the data dictionary.
func (p *metricsPane) paintFacts(x *app.Metric) {
	p.facts.Objects = []fyne.CanvasObject{kit.NewText(say.T("Data dictionary"), kit.Strong)}
	target := ""
	if x.Target != nil {
		target = metric.Number(*x.Target, x.Unit)
		if x.Lower {
			target += say.T(" or less")
		}
	}
	for _, f := range [][2]string{{say.T("Definition"), x.Definition}, {say.T("Owner"), x.Owner}, {say.T("Source"), x.Source}, {say.T("Target"), target}} {
		value := kit.NewParagraph(f[1], kit.Body)
		if f[1] == "" {
			value = kit.NewParagraph(say.T("Not said yet"), kit.Small)
		}
		p.facts.Add(kit.HStackTop(kit.Space3, kit.Fixed(kit.NewText(f[0], kit.Small), 90, 0), kit.Grow(value)))
	}
}

func (p *metricsPane) cell(row, col int) kit.Cell {
	m := p.s.model
	if m.Data == nil || row >= len(m.Data.Metrics) {
		return kit.Cell{}
	}
	x := &m.Data.Metrics[row]
	if col == 0 {
		return kit.Cell{Text: x.Name, Style: kit.Control.B()}
	}
	if len(x.Series) == 0 {
		return kit.Cell{Text: "–"}
	}
	values := x.Series[0].Values
	last := values[len(values)-1]
	c := kit.Cell{Text: metric.Number(last, x.Unit)}
	if x.Target != nil && (last >= *x.Target) != x.Lower {
		c.Icon, c.IconInk = icons.Done, kit.GoodInk
	}
	return c
}

// mark asks for a day and marks it.
func (p *metricsPane) mark() {
	m := p.s.model
	if m.ReadOnly {
		return
	}
	d := kit.NewDialog(say.T("Mark what happened"), 460, 300)
	name, date := kit.NewEntry("2.4"), kit.NewEntry("2026-05-31")
	kind := kit.NewSegments([]kit.Option{{ID: string(app.AnnotateRelease), Text: say.T("Release")}, {ID: string(app.AnnotateStudy), Text: say.T("Study")}, {ID: string(app.AnnotateOther), Text: say.T("Event")}}, nil)
	kind.Select(string(app.AnnotateRelease))
	kind.OnChange = func(id string) { kind.Select(id) }
	wrong := kit.NewElastic("", kit.Small.In(kit.BadInk))
	act := func() {
		m.Annotate(app.Annotation{Name: name.Text, Date: app.Date(date.Text), Kind: app.AnnotationKind(kind.Selected())}, func(err error) { finish(d, wrong, err) })
	}
	date.OnSubmitted = func(string) { act() }
	d.SetContent(kit.VStack(kit.Space3, kit.FormRow(say.T("What it is"), kit.HStack(0, kind, kit.Spacer())), kit.FormRow(say.T("Name"), name), kit.FormRow(say.T("First day"), date)))
	d.SetActions([]fyne.CanvasObject{kit.Fixed(wrong, 220, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Mark the day"), kit.Primary, act))
	d.Show(kit.CanvasOf(p.s.root))
	name.Focus()
}

// finish closes a dialog, or says what is wrong with it.
func finish(d *kit.Dialog, wrong *kit.Text, err error) {
	if err == nil {
		d.Hide()
		return
	}
	words, hint := say.Explain(err)
	wrong.SetText(words + " " + hint)
}

func (p *metricsPane) removeMark() {
	for _, k := range p.s.model.Data.Marks {
		if p.page != nil && MarkKey(k) == p.page.MarkKey && k.Own {
			p.s.model.Unmark(k.ID)
		}
	}
}

// define edits the entry in the data dictionary.
func (p *metricsPane) define() {
	if p.page == nil || p.page.Metric == nil || p.s.model.ReadOnly {
		return
	}
	x := *p.page.Metric
	d := kit.NewDialog(say.T("Definition of %s", x.Name), 560, 520)
	name, unit, owner, source, target := kit.NewEntry(""), kit.NewEntry("%"), kit.NewEntry(say.T("Who answers for it")), kit.NewEntry(say.T("Tool and query")), kit.NewEntry("50")
	definition := kit.NewTextArea(say.T("What exactly is counted"), 3)
	name.SetText(x.Name)
	unit.SetText(x.Unit)
	owner.SetText(x.Owner)
	source.SetText(x.Source)
	definition.SetText(x.Definition)
	if x.Target != nil {
		target.SetText(strconv.FormatFloat(*x.Target, 'f', -1, 64))
	}
	lower := x.Lower
	less := kit.NewCheck(say.T("Less is better"), lower, func(on bool) { lower = on })
	wrong := kit.NewElastic("", kit.Small.In(kit.BadInk))
	act := func() {
		x.Name, x.Unit, x.Owner, x.Source, x.Definition, x.Lower = name.Text, unit.Text, owner.Text, source.Text, definition.Text, lower
		p.s.model.Define(x, target.Text, func(err error) { finish(d, wrong, err) })
	}
	d.SetContent(kit.VStack(kit.Space3, kit.Columns(kit.Space3, []float32{3, 1, 1}, kit.FormRow(say.T("Name"), name), kit.FormRow(say.T("Unit"), unit), kit.FormRow(say.T("Target"), target)), kit.FormRow(say.T("Definition"), definition),
		kit.Columns(kit.Space3, []float32{1, 1}, kit.FormRow(say.T("Owner"), owner), kit.FormRow(say.T("Source"), source)), less))
	remove := kit.NewIconButton(icons.Trash, say.T("Delete the metric with its values"), func() {
		d.Hide()
		p.s.model.DeleteMetric(x.ID)
	})
	d.SetActions([]fyne.CanvasObject{remove, kit.Fixed(wrong, 300, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Keep"), kit.Primary, act))
	d.Show(kit.CanvasOf(p.s.root))
	definition.Focus()
}
