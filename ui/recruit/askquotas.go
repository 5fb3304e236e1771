package recruit

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Most values of a field that the table of quotas offers.
const (
	mostRows    = 12
	mostColumns = 7
)

// quotaSheet asks for planned numbers in a table of one or two fields.
type quotaSheet struct {
	s        *Screen
	row, col string // fields; col "" for none
	rows     []string
	cols     []string
	planned  map[string]string // as typed, by row and column
	share    map[string]string
	shares   bool // the table shows shares
	table    *fyne.Container
	scroll   *kit.ScrollView
	line     *kit.Text
	first    *kit.Entry // of the table
	save     func()
}

// AskQuotas asks how many people of each kind are wanted.
func (s *Screen) AskQuotas() {
	m := s.model
	if m.Desk == nil || m.ReadOnly {
		return
	}
	q := &quotaSheet{s: s, row: engine.SegmentField, planned: map[string]string{}, share: map[string]string{}, table: kit.VStack(kit.Space2), line: kit.NewElastic("", kit.Small)}
	if x := m.Meter.Matrix; x.RowField != "" {
		q.row, q.col = x.RowField, x.ColField
	}
	fields := slices.Clone(m.Desk.FieldNames())
	for _, f := range []string{q.row, q.col} {
		if f != "" && !slices.ContainsFunc(fields, func(o string) bool { return strings.EqualFold(o, f) }) {
			fields = append(fields, f)
		}
	}
	var rowOptions, colOptions []kit.Option
	colOptions = append(colOptions, kit.Option{Text: say.T("Nothing else")})
	for _, f := range fields {
		rowOptions = append(rowOptions, kit.Option{ID: f, Text: f})
		colOptions = append(colOptions, kit.Option{ID: f, Text: f})
	}
	row := kit.NewDropdown(rowOptions, nil)
	row.Select(q.row)
	col := kit.NewDropdown(colOptions, nil)
	col.Select(q.col)
	row.OnChange = func(id string) {
		q.row = id
		q.spread()
	}
	col.OnChange = func(id string) {
		q.col = id
		q.spread()
	}
	what := kit.NewSegments([]kit.Option{{Text: say.T("People wanted")}, {ID: "share", Text: say.T("Share in per cent")}}, nil)
	what.OnChange = func(id string) {
		what.Select(id)
		q.shares = id == "share"
		q.spread()
	}
	q.scroll = kit.Scroll(kit.Inset(q.table, kit.Space2, kit.Space3, kit.Space3, 0))
	bar := kit.HStack(kit.Space3, kit.NewText(say.T("By"), kit.Control), row, kit.NewText(say.T("and"), kit.Control), col, kit.Spacer(), what)
	d := &sheet{Dialog: kit.NewDialog(say.T("Plan quotas"), 860, 600), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	d.SetContent(kit.Dock(kit.VStack(kit.Space2, bar, q.line), nil, nil, nil, q.scroll))
	q.save = func() {
		quotas, err := q.read()
		if err != nil {
			d.told(err)
			return
		}
		m.SetQuotas(quotas, d.told)
	}
	d.SetActions([]fyne.CanvasObject{kit.Fixed(d.wrong, 480, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Save quotas"), kit.Primary, q.save))
	d.OnClose = s.Shown
	q.spread()
	d.Show(s.canvas())
	if q.first != nil {
		q.first.Focus()
	}
}

func key(row, col string) string { return strings.ToLower(row) + "\x00" + strings.ToLower(col) }

// spread draws the table for the fields that are chosen: the values that people of the panel have, and those planned already.
func (q *quotaSheet) spread() {
	d := q.s.model.Desk
	if q.col == q.row {
		q.col = ""
	}
	q.rows, q.cols = engine.Values(d.Panel, q.row, mostRows), []string{""}
	if q.col != "" {
		q.cols = engine.Values(d.Panel, q.col, mostColumns)
	}
	x := q.s.model.Meter.Matrix
	if strings.EqualFold(x.RowField, q.row) && strings.EqualFold(x.ColField, q.col) {
		q.rows, q.cols = joined(q.rows, x.Rows), joined(q.cols, x.Cols)
		for r, row := range x.Rows {
			for c, col := range x.Cols {
				if b := x.Cells[r][c]; b.Quota >= 0 {
					q.keep(row, col, &d.Recruitment.Quotas[b.Quota])
				}
			}
		}
	}
	q.table.Objects, q.first = nil, nil
	wide := max(float32(64), min(140, 620/float32(len(q.cols))))
	head := kit.HStack(kit.Space2, kit.Fixed(kit.NewText(q.row, kit.Label), 180, 0))
	for _, c := range q.cols {
		head.Add(kit.Fixed(kit.NewElastic(c, kit.Label), wide, 0))
	}
	q.table.Add(head)
	for _, r := range q.rows {
		line := kit.HStack(kit.Space2, kit.Fixed(kit.NewElastic(r, kit.Control), 180, 0))
		for _, c := range q.cols {
			line.Add(kit.Fixed(q.entry(r, c), wide, 0))
		}
		q.table.Add(line)
	}
	if len(q.rows) == 0 {
		q.table.Add(kit.NewParagraph(say.T("Nobody in the panel has a value of %s yet.", q.row), kit.Small))
	}
	q.count()
	q.scroll.Refresh()
}

// keep shows what is planned already, unless something was typed there.
func (q *quotaSheet) keep(row, col string, have *app.Quota) {
	k := key(row, col)
	if _, typed := q.planned[k]; !typed {
		q.planned[k] = strconv.Itoa(have.Target)
	}
	if _, typed := q.share[k]; !typed && have.Share > 0 {
		q.share[k] = strconv.FormatFloat(100*have.Share, 'f', -1, 64)
	}
}

func joined(a, b []string) []string {
	for _, s := range b {
		if !slices.ContainsFunc(a, func(o string) bool { return strings.EqualFold(o, s) }) {
			a = append(a, s)
		}
	}
	return a
}

func (q *quotaSheet) entry(row, col string) *kit.Entry {
	k, in := key(row, col), q.planned
	if q.shares {
		in = q.share
	}
	e := entry(in[k], "–")
	e.OnChanged = func(t string) {
		in[k] = t
		q.count()
	}
	e.OnSubmitted = func(string) { q.save() }
	if q.first == nil {
		q.first = e
	}
	return e
}

// count says what the table adds up to.
func (q *quotaSheet) count() {
	people, share := 0, 0.
	for _, r := range q.rows {
		for _, c := range q.cols {
			n, err := whole(q.planned[key(r, c)], say.T("people"))
			if err == nil {
				people += n
			}
			if f, err := points(q.share[key(r, c)]); err == nil {
				share += f
			}
		}
	}
	words := say.T("%s wanted", say.Count(people, "person"))
	if share > 0 {
		words += say.T("; shares add up to %.0f %%", share)
	}
	q.line.SetText(words)
}

// read makes quotas of the table.
func (q *quotaSheet) read() ([]app.Quota, error) {
	planned, shares := make([][]int, len(q.rows)), map[string]float64{}
	for r, row := range q.rows {
		planned[r] = make([]int, len(q.cols))
		for c, col := range q.cols {
			n, err := whole(q.planned[key(row, col)], say.T("people"))
			if err != nil {
				return nil, err
			}
			planned[r][c] = n
			f, err := points(q.share[key(row, col)])
			if err != nil || f < 0 || f > 100 {
				return nil, app.Invalid(say.T("“%s” is no share.", q.share[key(row, col)]), say.T("Write per cent between 0 and 100."))
			}
			shares[key(row, col)] = f / 100
		}
	}
	all := engine.Grid(q.row, q.col, q.rows, q.cols, planned, q.s.model.Desk.Recruitment.Quotas)
	for i := range all {
		col := ""
		if len(all[i].Where) > 1 {
			col = all[i].Where[1].Values[0]
		}
		all[i].Share = shares[key(all[i].Where[0].Values[0], col)]
	}
	return all, nil
}
