package workspace

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/metric"
	"throughline/app/report"
)

// mostValues bounds how many values of metrics a metric sheet lists: the latest of each series.
const mostValues = 100_000

// ofProduct is a metric with the names of the studies whose insights it stands beside.
type ofProduct struct {
	app.Metric
	studies []string
}

// productOf are the metrics that a sheet or report of studies tells, and what happened when: those beside an insight of the studies and those beside none, which are of the
// product alone. What stands beside insights of other studies only is theirs, and so are the days of other studies.
func productOf(ctx context.Context, door *Curtain, spec report.Spec, studies []app.Study) (all []ofProduct, marks []metric.Mark, figures []app.Figure, err error) {
	counter := &metric.Service{Store: door}
	metrics, err := counter.List(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	if marks, err = counter.Marks(ctx); err != nil {
		return nil, nil, nil, err
	}
	if figures, err = app.Papers[app.Figure](ctx, door, app.PaperQuery{Kind: app.KindFigure}); err != nil {
		return nil, nil, nil, err
	}
	every := spec.Study == "" && len(spec.Studies) == 0
	ours := func(id app.StudyID) bool {
		return every || id == "" || slices.ContainsFunc(studies, func(s app.Study) bool { return s.ID == id })
	}
	for i := range metrics {
		x, theirs := ofProduct{Metric: metrics[i]}, false
		for j := range figures {
			if f := &figures[j]; f.Metric == x.ID {
				theirs = true
				if at := slices.IndexFunc(studies, func(s app.Study) bool { return s.ID == f.Study }); at >= 0 && !slices.Contains(x.studies, studies[at].Name) {
					x.studies = append(x.studies, studies[at].Name)
				}
			}
		}
		if every || !theirs || len(x.studies) > 0 {
			all = append(all, x)
		}
	}
	figures = slices.DeleteFunc(figures, func(f app.Figure) bool { return !ours(f.Study) })
	return all, slices.DeleteFunc(marks, func(k metric.Mark) bool { return !ours(k.Study) }), figures, nil
}

// productSheets are the metrics of the product and their values; none where there are no metrics.
func productSheets(ctx context.Context, door *Curtain, spec report.Spec, studies []app.Study) ([]report.Sheet, error) {
	all, marks, _, err := productOf(ctx, door, spec, studies)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return []report.Sheet{metricSheet(all, marks), valueSheet(all, marks, spec.Language)}, nil
}

// metricSheet is the entries of metrics in the data dictionary, with their latest value and the change around the latest mark.
func metricSheet(all []ofProduct, marks []metric.Mark) report.Sheet {
	s := report.Sheet{Name: report.SheetMetrics, Freeze: 2, Columns: []report.SheetColumn{
		{Title: "Metric", Width: 24, Meaning: "Name of the metric"},
		{Title: "Segment", Width: 14, Meaning: "Whose; empty for everybody"},
		{Title: "Definition", Width: 44, Wrap: true, Meaning: "What exactly is counted"},
		{Title: "Owner", Width: 14, Meaning: "Who answers for it"},
		{Title: "Source", Width: 24, Meaning: "Where it comes from"},
		{Title: "Unit", Width: 8, Meaning: "Unit of the values"},
		{Title: "Target", Width: 10, Meaning: "What is aimed at"},
		{Title: "Less is better", Words: true, Width: 13, Meaning: "yes where less is better"},
		{Title: "Latest", Width: 10, Meaning: "The latest value"},
		{Title: "Of", Width: 12, Meaning: "The day of the latest value"},
		{Title: "Mark", Width: 26, Wrap: true, Meaning: "The latest mark with values on both sides"},
		{Title: "Before", Width: 10, Meaning: "Mean of the 28 days before the mark"},
		{Title: "After", Width: 10, Meaning: "Mean of the 28 days from the mark on"},
		{Title: "Change", Width: 10, Meaning: "After less before"},
		{Title: "Low", Width: 10, Meaning: "Lower end of the 95 % interval of the change: Welch, widened where one day is like the next"},
		{Title: "High", Width: 10, Meaning: "Upper end of the same interval"},
		{Title: "Verdict", Words: true, Width: 26, Meaning: "Better, worse, may be chance, or too few values"},
		{Title: "Studies", Width: 30, Wrap: true, Meaning: "Studies with an insight that the metric stands beside; empty for one that is of the product alone"}}}
	for i := range all {
		m := &all[i]
		series := m.Series
		if len(series) == 0 {
			series = []app.Series{{}}
		}
		for _, of := range series {
			s.Rows = append(s.Rows, append(metricRow(&m.Metric, of, marks), report.TextValue(strings.Join(m.studies, ", "))))
		}
	}
	return s
}

func metricRow(m *app.Metric, of app.Series, marks []metric.Mark) []report.Value {
	row := []report.Value{report.TextValue(m.Name), report.TextValue(of.Segment), report.TextValue(m.Definition), report.TextValue(m.Owner), report.TextValue(m.Source), report.TextValue(m.Unit),
		{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}
	if m.Target != nil {
		row[6] = report.AmountValue(*m.Target)
	}
	if m.Lower {
		row[7] = report.TextValue("yes")
	}
	if len(of.Values) == 0 {
		return row
	}
	points := of.Points()
	last := points[len(points)-1]
	row[8], row[9] = report.AmountValue(last.Value), report.DayValue(last.Date)
	for i := len(marks) - 1; i >= 0; i-- {
		sh := metric.Around(m, of.Segment, marks[i].Name, marks[i].Date, 28)
		if sh.Verdict == metric.Missing {
			continue
		}
		row[10], row[11], row[12], row[13], row[16] = report.TextValue(sh.Mark), report.AmountValue(sh.Before), report.AmountValue(sh.After), report.AmountValue(sh.Change).By("M#-L#"), report.TextValue(sh.Words())
		if sh.Bounded {
			row[14], row[15] = report.AmountValue(sh.Low), report.AmountValue(sh.High)
		}
		break
	}
	return row
}

// valueSheet lists the values, by metric, segment and day, with what happened on the day.
func valueSheet(all []ofProduct, marks []metric.Mark, lang report.Language) report.Sheet {
	s := report.Sheet{Name: report.SheetValues, Freeze: 1, Columns: []report.SheetColumn{
		{Title: "Metric", Width: 24, Meaning: "Name of the metric"}, {Title: "Segment", Width: 14, Meaning: "Whose; empty for everybody"}, {Title: "Day", Width: 12, Meaning: "Day of the value"},
		{Title: "Value", Width: 12, Meaning: "The value, in the unit of the metric"}, {Title: "Mark", Width: 24, Meaning: "What happened on the day"}}}
	happened := map[app.Date]string{}
	for _, k := range marks {
		happened[k.Date] = strings.TrimPrefix(cmp.Or(happened[k.Date], "")+"; "+k.Name, "; ")
	}
	series := 0
	for i := range all {
		series += len(all[i].Series)
	}
	for i := range all {
		for _, of := range all[i].Series {
			points := of.Points()
			if most := max(1, mostValues/series); len(points) > most {
				points = points[len(points)-most:]
			}
			if len(points) > 1 && len(s.Charts) < mostCharts {
				s.Charts = append(s.Charts, valueChart(&all[i].Metric, of, s.Name, len(s.Rows), len(points), len(s.Charts), lang))
			}
			for _, p := range points {
				s.Rows = append(s.Rows, []report.Value{report.TextValue(all[i].Name), report.TextValue(of.Segment), report.DayValue(p.Date), report.AmountValue(p.Value), report.TextValue(happened[p.Date])})
			}
		}
	}
	return s
}

// mostCharts is how many series get a chart beside their values.
const mostCharts = 12

// valueChart draws one series, below the charts before it.
func valueChart(m *app.Metric, of app.Series, sheet string, from, rows, before int, lang report.Language) report.SheetChart {
	title := m.Name
	if of.Segment != "" {
		title += ", " + of.Segment
	}
	c := &chart.Chart{Kind: chart.Line, Title: lang.Own(title), XTitle: "Day", YTitle: cmp.Or(m.Unit, "Value")}
	return report.SheetChart{Chart: c, Sheet: sheet, Names: 2, Values: 3, From: from, Rows: rows, Along: true, Column: 6, Row: 1 + 18*before}
}
