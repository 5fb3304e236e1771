package metric

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/table"
	"throughline/app/format/when"
)

// Limits on what is brought in.
const (
	maxRows   = 250_000
	maxPoints = 1_000_000 // in one file
)

// ReadSheet reads a CSV, TSV or Excel file of metrics whose first row names the columns. Returns the errors of table.ReadNamed.
func ReadSheet(ctx context.Context, f source.File) (*table.Named, error) {
	f.NotText = "Export the metrics as CSV or Excel and import that file."
	return table.ReadNamed(ctx, f, maxRows, "value")
}

// Role says what a column of a file means.
type Role string

// The roles. A long file has a metric, a day and a value in each row; a wide one a day in each row and a column for each metric (RoleSeries),
// or a metric in each row and a column for each day (RoleDay). One with definitions and no values is a data dictionary.
const (
	RoleSkip       Role = "skip"
	RoleDate       Role = "date"
	RoleMetric     Role = "metric"
	RoleValue      Role = "value"
	RoleSegment    Role = "segment"
	RoleSeries     Role = "series"
	RoleDay        Role = "day"
	RoleDefinition Role = "definition"
	RoleOwner      Role = "owner"
	RoleSource     Role = "source"
	RoleTarget     Role = "target"
	RoleUnit       Role = "unit"
)

// Roles lists the roles in the order in which they are offered.
func Roles() []Role {
	return []Role{RoleSkip, RoleDate, RoleMetric, RoleValue, RoleSegment, RoleSeries, RoleDay, RoleDefinition, RoleOwner, RoleSource, RoleTarget, RoleUnit}
}

// ColumnSpec says what one column of a file means.
type ColumnSpec struct {
	Column string   `json:"column"`
	Role   Role     `json:"role"`
	Metric string   `json:"metric,omitempty"` // of RoleSeries: "" for the column's name
	Day    app.Date `json:"day,omitempty"`    // of RoleDay
}

// Spec is how a file comes in.
type Spec struct {
	Columns []ColumnSpec `json:"columns"`
	Metric  string       `json:"metric,omitempty"`  // of rows that name none
	Segment string       `json:"segment,omitempty"` // likewise
}

// columnNames are words for roles in the heads of columns, folded.
var columnNames = map[string]Role{
	"date": RoleDate, "day": RoleDate, "week": RoleDate, "month": RoleDate, "timestamp": RoleDate, "time": RoleDate, "period": RoleDate, "datum": RoleDate, "event date": RoleDate,
	"metric": RoleMetric, "metric name": RoleMetric, "measure": RoleMetric, "event": RoleMetric, "kpi": RoleMetric, "name": RoleMetric,
	"value": RoleValue, "count": RoleValue, "total": RoleValue, "metric value": RoleValue, "wert": RoleValue,
	"segment": RoleSegment, "cohort": RoleSegment, "platform": RoleSegment, "plan": RoleSegment, "breakdown": RoleSegment, "country": RoleSegment, "group": RoleSegment,
	"definition": RoleDefinition, "description": RoleDefinition, "owner": RoleOwner, "source": RoleSource, "target": RoleTarget, "goal": RoleTarget, "unit": RoleUnit,
}

// Guess is what the columns of a file seem to mean, by their names and contents.
func Guess(t *table.Named) []ColumnSpec {
	out := make([]ColumnSpec, len(t.Columns))
	taken := map[Role]bool{}
	for i, c := range t.Columns {
		out[i] = ColumnSpec{Column: c, Role: RoleSkip}
		if role := columnNames[app.FoldName(c)]; role != "" && !taken[role] {
			taken[role] = true
			out[i].Role = role
		}
	}
	order := orderOf(t.Columns)
	for i, c := range t.Columns {
		if out[i].Role != RoleSkip {
			continue
		}
		if day := when.Date(c, order); day != "" && taken[RoleMetric] && !taken[RoleDate] {
			out[i].Role, out[i].Day = RoleDay, day
		} else if taken[RoleDate] && !taken[RoleValue] && numbers(t, i) {
			out[i].Role, out[i].Metric = RoleSeries, c
		}
	}
	return out
}

// numbers reports whether a column holds numbers, by its first rows.
func numbers(t *table.Named, at int) bool {
	n := 0
	for _, r := range t.Rows[:min(len(t.Rows), 100)] {
		if r[at] == "" {
			continue
		}
		if _, ok := table.Decimal(r[at]); !ok {
			return false
		}
		n++
	}
	return n > 0
}

// orderOf is how dates such as 03/04/2026 are read: the day first unless one of them can only be the other way round.
func orderOf(texts []string) when.Order {
	for _, t := range texts {
		if first, second, ok := when.Numbers(t); ok && first <= 12 && second > 12 {
			return when.MonthFirst
		}
	}
	return when.DayFirst
}

// Line is what an import does with one metric.
type Line struct {
	Metric   string   `json:"metric"`
	New      bool     `json:"new"`
	Segments []string `json:"segments"` // "" for everybody
	From     app.Date `json:"from,omitempty"`
	To       app.Date `json:"to,omitempty"`
	Added    int      `json:"added"` // values
	Changed  int      `json:"changed"`
	Same     int      `json:"unchanged"`
	Defined  bool     `json:"defined"` // its entry in the dictionary changes
}

// Plan is what an import would do.
type Plan struct {
	Lines    []Line          `json:"metrics"` // by name
	Problems []table.Problem `json:"problems"`

	changes []app.Change
}

// Empty reports whether the plan changes nothing.
func (p *Plan) Empty() bool { return len(p.changes) == 0 }

// Values is how many values are added, changed and unchanged together.
func (p *Plan) Values() (added, changed, same int) {
	for _, l := range p.Lines {
		added, changed, same = added+l.Added, changed+l.Changed, same+l.Same
	}
	return added, changed, same
}

// incoming is what a file says of one metric.
type incoming struct {
	name     string
	segments []string
	points   map[string][]reading // by segment
	says     map[Role]string
}

// planner works a plan out.
type planner struct {
	sheet *table.Named
	spec  Spec
	order when.Order
	plan  *Plan
	found map[string]*incoming // by folded name
	names []string             // folded, as they came
	n     int
}

// PlanImport tells what an import would do and changes nothing. Values of the same metric, segment and day take the place of those that are
// here; others stay. Returns EInvalid when no column holds values or definitions, ETooLarge for more than a million values.
func (s *Service) PlanImport(ctx context.Context, sheet *table.Named, spec Spec) (*Plan, error) {
	p := &planner{sheet: sheet, spec: spec, plan: &Plan{Lines: []Line{}, Problems: []table.Problem{}}, found: map[string]*incoming{}}
	if err := p.check(); err != nil {
		return nil, err
	}
	for k, c := range spec.Columns {
		if c.Role == RoleDate {
			texts := make([]string, len(sheet.Rows))
			for i, r := range sheet.Rows {
				texts[i] = r[k]
			}
			p.order = orderOf(texts)
		}
	}
	for i := range sheet.Rows {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p.row(i)
		if p.n > maxPoints {
			return nil, &app.Error{Code: app.ETooLarge, Message: "The file has more than a million values.", Hint: "Export weeks instead of days, or fewer segments."}
		}
	}
	have, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	for _, key := range p.names {
		s.merge(p.plan, p.found[key], have)
	}
	slices.SortStableFunc(p.plan.Lines, func(a, b Line) int { return cmp.Compare(app.FoldName(a.Metric), app.FoldName(b.Metric)) })
	return p.plan, nil
}

func (p *planner) has(r Role) bool {
	return slices.ContainsFunc(p.spec.Columns, func(c ColumnSpec) bool { return c.Role == r })
}

// check refuses a mapping that can say nothing.
func (p *planner) check() error {
	named := p.has(RoleMetric) || p.spec.Metric != ""
	long := p.has(RoleDate) && p.has(RoleValue) && named
	wide := p.has(RoleDate) && p.has(RoleSeries) || p.has(RoleDay) && named
	words := named && slices.ContainsFunc([]Role{RoleDefinition, RoleOwner, RoleSource, RoleTarget, RoleUnit}, p.has)
	switch {
	case long || wide || words:
		return nil
	case p.has(RoleDate) && p.has(RoleValue):
		return app.Invalid("No column names the metric.", "Choose it, or say which metric all rows are of.")
	}
	return app.Invalid("No column holds values with their days.", "Choose the column of days and that of values, or a column for each metric.")
}

// row reads one row.
func (p *planner) row(i int) {
	cells, line := p.sheet.Rows[i], p.sheet.Lines[i]
	said := map[Role]string{}
	for k, c := range p.spec.Columns {
		if c.Role != RoleSkip && cells[k] != "" {
			said[c.Role] = cells[k]
		}
	}
	name, segment := cmp.Or(said[RoleMetric], p.spec.Metric), cmp.Or(said[RoleSegment], p.spec.Segment)
	var day app.Date
	if text := said[RoleDate]; text != "" {
		if day = when.Date(monthly(text), p.order); day == "" {
			p.problem(line, RoleDate, text, "“"+short(text)+"” is no day.")
			return
		}
	}
	if name == "" && p.has(RoleMetric) && !p.has(RoleSeries) {
		p.problem(line, RoleMetric, "", "It names no metric.")
		return
	}
	for k, c := range p.spec.Columns {
		p.value(c, cells[k], line, name, segment, day)
	}
	if name != "" {
		in := p.of(name)
		for _, r := range []Role{RoleDefinition, RoleOwner, RoleSource, RoleTarget, RoleUnit} {
			if said[r] != "" {
				in.says[r] = said[r]
			}
		}
		if text := said[RoleTarget]; text != "" {
			if _, ok := table.Decimal(text); !ok {
				p.problem(line, RoleTarget, text, "“"+short(text)+"” is no number.")
				delete(in.says, RoleTarget)
			}
		}
	}
}

// monthly takes 2026-05 for the first of May.
func monthly(text string) string {
	if len(text) == 7 && text[4] == '-' && strings.Trim(text, "0123456789-") == "" {
		return text + "-01"
	}
	return text
}

// value reads the value of a cell, if it holds one.
func (p *planner) value(c ColumnSpec, text string, line int, name, segment string, day app.Date) {
	switch c.Role {
	case RoleValue:
	case RoleSeries:
		name = cmp.Or(c.Metric, c.Column)
	case RoleDay:
		day = c.Day
	default:
		return
	}
	if text == "" {
		return
	}
	v, ok := table.Decimal(text)
	switch {
	case !ok:
		p.plan.Problems = append(p.plan.Problems, table.Problem{Line: line, Column: c.Column, Value: text, Message: "“" + short(text) + "” is no number."})
		return
	case day == "":
		p.problem(line, RoleDate, "", "It has no day.")
		return
	}
	in := p.of(name)
	if _, ok := in.points[segment]; !ok {
		in.segments = append(in.segments, segment)
	}
	in.points[segment] = append(in.points[segment], reading{app.Point{Date: day, Value: v}, isPercent(text)})
	p.n++
}

// of is what the file says of a metric.
func (p *planner) of(name string) *incoming {
	key := app.FoldName(name)
	in := p.found[key]
	if in == nil {
		in = &incoming{name: strings.Join(strings.Fields(name), " "), points: map[string][]reading{}, says: map[Role]string{}}
		p.found[key] = in
		p.names = append(p.names, key)
	}
	return in
}

// problem notes a cell that could not be read.
func (p *planner) problem(line int, role Role, value, message string) {
	column := ""
	for _, c := range p.spec.Columns {
		if c.Role == role {
			column = c.Column
		}
	}
	p.plan.Problems = append(p.plan.Problems, table.Problem{Line: line, Column: column, Value: value, Message: message})
}

func short(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
