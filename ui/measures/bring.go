package measures

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/format/table"
	"throughline/app/metric"
	"throughline/app/score"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Bring reads tables beside the window.
type Bring struct {
	Measures func(ctx context.Context, path, sheet string) (*table.Named, error) // of a workbook a sheet; "" chooses
	Metrics  func(ctx context.Context, path, sheet string) (*table.Named, error)
}

// planned is what an import would do, as it is shown: a sentence and a row a line of the file or a metric.
type planned struct {
	says  string
	rows  [][3]string
	empty bool
	run   func(done func(error))
}

// bringer shows what a table would bring in, and lets its columns be mapped.
type bringer struct {
	s      *Screen
	dialog *kit.Dialog
	says   *kit.Paragraph
	wrong  *kit.Text
	table  *kit.DataTable
	do     *kit.Button
	plan   planned
	make   func(context.Context) (planned, error)
	load   task.Latest[planned]
}

// show opens the dialog: one dropdown a column, at the right what would come in.
func (s *Screen) show(title string, sheet *table.Named, other func(sheet string), options []kit.Option, chosen func(i int) string, use func(i int, id string), more fyne.CanvasObject, heads [3]string, plan func(context.Context) (planned, error)) *bringer {
	b := &bringer{s: s, dialog: kit.NewDialog(title, 960, 640), says: kit.NewParagraph("", kit.Body), wrong: kit.NewElastic("", kit.Small.In(kit.BadInk)), make: plan}
	b.do = kit.NewButton(say.T("Import"), kit.Primary, b.act)
	b.table = kit.NewDataTable([]kit.Column{{ID: "a", Title: heads[0], Width: 130, Grow: 1}, {ID: "b", Title: heads[1], Width: 220, Grow: 3}, {ID: "c", Title: heads[2], Width: 220, Grow: 4}}, func(row, col int) kit.Cell {
		if row >= len(b.plan.rows) {
			return kit.Cell{}
		}
		return kit.Cell{Text: b.plan.rows[row][col]}
	})
	b.table.Tip = func(row, col int) string {
		if row < len(b.plan.rows) {
			return b.plan.rows[row][col]
		}
		return ""
	}
	rows := []fyne.CanvasObject{}
	if len(sheet.Sheets) > 1 {
		rows = append(rows, b.sheets(sheet, other), kit.Inset(kit.HLine(), kit.Space1, 0, kit.Space1, 0))
	}
	for i, c := range sheet.Columns {
		d := kit.NewDropdown(options, nil).WithWidth(230)
		d.Select(chosen(i))
		d.OnChange = func(id string) {
			use(i, id)
			b.read()
		}
		rows = append(rows, kit.VStack(2, kit.NewElastic(c, kit.Small), d))
	}
	left := kit.Scroll(kit.Inset(kit.VStack(kit.Space2, append(rows, more)...), 0, kit.Space4, 0, 0))
	right := kit.Dock(kit.Inset(b.says, 0, 0, kit.Space3, 0), nil, nil, nil, b.table)
	b.dialog.SetContent(kit.Dock(nil, nil, nil, kit.Dock(nil, kit.VLine(), nil, nil, kit.Fixed(left, 270, 0)), kit.Inset(right, 0, 0, 0, kit.Space4)))
	b.dialog.SetActions([]fyne.CanvasObject{kit.Fixed(b.wrong, 520, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, b.dialog.Hide), b.do)
	b.dialog.Show(kit.CanvasOf(s.root))
	b.read()
	return b
}

// sheets chooses the sheet of a workbook that has several.
func (b *bringer) sheets(of *table.Named, other func(sheet string)) fyne.CanvasObject {
	var all []kit.Option
	for _, name := range of.Sheets {
		all = append(all, kit.Option{ID: name, Text: name})
	}
	pick := kit.NewDropdown(all, nil).WithPrefix(say.T("Sheet ")).WithWidth(230)
	pick.Select(of.Sheet)
	pick.OnChange = func(name string) {
		if name != of.Sheet {
			b.dialog.Hide()
			other(name)
		}
	}
	return pick
}

// read plans the import anew.
func (b *bringer) read() {
	b.load.Load(b.make, func(p planned, err error) {
		b.wrong.SetText("")
		if err != nil {
			words, hint := say.Explain(err)
			p = planned{says: words + " " + hint, empty: true}
		}
		b.plan = p
		b.says.SetText(p.says)
		b.table.SetRows(len(p.rows))
		b.table.Refresh()
		if p.empty {
			b.do.Disable()
		} else {
			b.do.Enable()
		}
	})
}

func (b *bringer) act() {
	if b.plan.run == nil {
		return
	}
	b.do.Disable()
	b.plan.run(func(err error) {
		b.do.Enable()
		finish(b.dialog, b.wrong, err)
	})
}

// bringMeasures reads a table of measures and shows what it would bring.
func (s *Screen) bringMeasures(path, sheet string) {
	var work task.Latest[*table.Named]
	work.Load(func(ctx context.Context) (*table.Named, error) { return s.doors.Bring.Measures(ctx, path, sheet) }, func(sheet *table.Named, err error) {
		if err != nil {
			s.model.fail(err)
			return
		}
		s.showMeasures(fileName(path), sheet, func(other string) { s.bringMeasures(path, other) })
	})
}

func (s *Screen) showMeasures(name string, sheet *table.Named, other func(string)) {
	m := s.model
	spec := score.Spec{Columns: score.Guess(sheet.Columns), Study: m.importStudy(), Release: m.Release}
	release, occasion := kit.NewEntry(say.T("Of rows that name none")), kit.NewEntry(say.T("Of rows that name none"))
	release.SetText(spec.Release)
	var b *bringer
	people := kit.NewCheck(say.T("Make participants of new codes"), false, func(on bool) {
		spec.AddPeople = on
		b.read()
	})
	release.OnChanged = func(t string) { spec.Release = t; b.read() }
	occasion.OnChanged = func(t string) { spec.Task = t; b.read() }
	more := kit.VStack(kit.Space2, kit.Inset(kit.HLine(), kit.Space2, 0, kit.Space1, 0), kit.FormRow(say.T("Release"), release), kit.FormRow(say.T("Task"), occasion), people)
	options, ids := measureOptions(spec.Columns)
	b = s.show(say.T("Import measures from %s", name), sheet, other, options, func(i int) string { return ids[i] }, func(i int, id string) { spec.Columns[i] = measureColumn(sheet.Columns[i], id) }, more,
		[3]string{say.T("Row"), say.T("Comes in"), say.T("Left out")}, func(ctx context.Context) (planned, error) {
			now := spec
			now.Columns = slices.Clone(spec.Columns)
			p, err := m.Scorer.PlanImport(ctx, sheet, now)
			if err != nil {
				return planned{}, err
			}
			return plannedMeasures(m, p, name), nil
		})
}

// plannedMeasures is a plan as it is shown.
func plannedMeasures(m *Model, p *score.Plan, name string) planned {
	out := planned{says: say.T("%s new, %s changed, %s here already.", say.Number(p.Added), say.Number(p.Changed), say.Number(p.Same)), empty: p.Empty(), run: func(done func(error)) { m.ImportMeasures(p, name, done) }}
	if len(p.Problems) > 0 {
		out.says += say.T(" %s: those cells and rows are left out.", app.Capital(say.Count(len(p.Problems), "problem")))
	}
	if len(p.People) > 0 {
		out.says += say.T(" New people: %s.", strings.Join(p.People[:min(len(p.People), 8)], ", "))
	}
	for _, r := range p.Rows {
		out.rows = append(out.rows, [3]string{fmt.Sprintf("%d  %s", r.Line, r.Who), say.Sentence(r.Says), say.Sentence(r.Why)})
	}
	return out
}

// measureOptions are what a column of measures can be, and what each column is now.
func measureOptions(columns []score.ColumnSpec) (options []kit.Option, ids []string) {
	words := map[score.Role]string{score.RoleSkip: say.T("Leave out"), score.RoleCode: say.T("Participant code"), score.RoleSession: say.T("Title of the session"), score.RoleStudy: say.T("Study"), score.RoleTask: say.T("Task or outcome"),
		score.RoleRelease: say.T("Release"), score.RoleDate: say.T("Date"), score.RoleKind: say.T("Name of the measure"), score.RoleValue: say.T("Value of the measure")}
	for _, r := range score.Roles() {
		if r != score.RoleScore {
			options = append(options, kit.Option{ID: string(r), Text: words[r]})
		}
	}
	for _, k := range app.MeasureKinds() {
		options = append(options, kit.Option{ID: "score|" + string(k) + "||0", Text: say.Sentence(k.Word())})
	}
	for _, c := range columns {
		id := string(c.Role)
		if c.Role == score.RoleScore {
			id = fmt.Sprintf("score|%s|%s|%d", c.Kind, c.Task, c.Answer)
			text := say.Sentence(c.Kind.Word())
			if c.Task != "" {
				text += say.T(" of %s", c.Task)
			}
			if c.Answer > 0 {
				text += say.T(", answer %d", c.Answer)
			}
			if !slices.ContainsFunc(options, func(o kit.Option) bool { return o.ID == id }) {
				options = append(options, kit.Option{ID: id, Text: text})
			}
		}
		ids = append(ids, id)
	}
	return options, ids
}

// measureColumn is the column that an option stands for.
func measureColumn(name, id string) score.ColumnSpec {
	parts := strings.Split(id, "|")
	if len(parts) != 4 {
		return score.ColumnSpec{Column: name, Role: score.Role(id)}
	}
	c := score.ColumnSpec{Column: name, Role: score.RoleScore, Kind: app.MeasureKind(parts[1]), Task: parts[2]}
	_, _ = fmt.Sscan(parts[3], &c.Answer) // the id was made of a number
	return c
}

// bringMetrics reads a table of metrics and shows what it would bring.
func (s *Screen) bringMetrics(path, sheet string) {
	var work task.Latest[*table.Named]
	work.Load(func(ctx context.Context) (*table.Named, error) { return s.doors.Bring.Metrics(ctx, path, sheet) }, func(sheet *table.Named, err error) {
		if err != nil {
			s.model.fail(err)
			return
		}
		s.showMetrics(fileName(path), sheet, func(other string) { s.bringMetrics(path, other) })
	})
}

func (s *Screen) showMetrics(name string, sheet *table.Named, other func(string)) {
	m := s.model
	spec := metric.Spec{Columns: metric.Guess(sheet)}
	named, segment := kit.NewEntry(say.T("Of rows that name none")), kit.NewEntry(say.T("Of rows that name none"))
	var b *bringer
	named.OnChanged = func(t string) { spec.Metric = t; b.read() }
	segment.OnChanged = func(t string) { spec.Segment = t; b.read() }
	more := kit.VStack(kit.Space2, kit.Inset(kit.HLine(), kit.Space2, 0, kit.Space1, 0), kit.FormRow(say.T("Metric"), named), kit.FormRow(say.T("Segment"), segment))
	words := map[metric.Role]string{metric.RoleSkip: say.T("Leave out"), metric.RoleDate: say.T("Day"), metric.RoleMetric: say.T("Name of the metric"), metric.RoleValue: say.T("Value"), metric.RoleSegment: say.T("Segment"), metric.RoleSeries: say.T("Values of a metric"),
		metric.RoleDay: say.T("Values of a day"), metric.RoleDefinition: say.T("Definition"), metric.RoleOwner: say.T("Owner"), metric.RoleSource: say.T("Source"), metric.RoleTarget: say.T("Target"), metric.RoleUnit: say.T("Unit")}
	var options []kit.Option
	for _, r := range metric.Roles() {
		if r != metric.RoleDay || slices.ContainsFunc(spec.Columns, func(c metric.ColumnSpec) bool { return c.Role == metric.RoleDay }) {
			options = append(options, kit.Option{ID: string(r), Text: words[r]})
		}
	}
	guessed := slices.Clone(spec.Columns)
	b = s.show(say.T("Import metrics from %s", name), sheet, other, options, func(i int) string { return string(spec.Columns[i].Role) }, func(i int, id string) {
		spec.Columns[i] = metric.ColumnSpec{Column: sheet.Columns[i], Role: metric.Role(id), Day: guessed[i].Day}
	}, more, [3]string{say.T("Metric"), say.T("Comes in"), say.T("From and to")}, func(ctx context.Context) (planned, error) {
		now := spec
		now.Columns = slices.Clone(spec.Columns)
		p, err := m.Counter.PlanImport(ctx, sheet, now)
		if err != nil {
			return planned{}, err
		}
		return plannedMetrics(m, p, name), nil
	})
}

// plannedMetrics is a plan as it is shown: the metrics, then what could not be read.
func plannedMetrics(m *Model, p *metric.Plan, name string) planned {
	added, changed, same := p.Values()
	out := planned{says: say.T("%s: %s new, %s changed, %s here already.", app.Capital(say.Count(len(p.Lines), "metric")), say.Count(added, "value"), say.Number(changed), say.Number(same)), empty: p.Empty(),
		run: func(done func(error)) { m.ImportMetrics(p, name, done) }}
	if len(p.Problems) > 0 {
		out.says += say.T(" %s below: those cells are left out.", app.Capital(say.Count(len(p.Problems), "problem")))
	}
	for _, l := range p.Lines {
		words := say.T("%s new, %s changed", say.Number(l.Added), say.Number(l.Changed))
		if l.Defined {
			words += say.T(", its definition")
		}
		span := ""
		if l.From != "" {
			span = say.T("%s to %s", day(l.From), day(l.To))
		}
		out.rows = append(out.rows, [3]string{l.Metric, words, span})
	}
	for _, x := range p.Problems {
		out.rows = append(out.rows, [3]string{say.T("Row %d", x.Line), say.Sentence(x.Message), x.Column})
	}
	return out
}

// fileName is the name of a file without its folders.
func fileName(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}
