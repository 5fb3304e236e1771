package workspace

import (
	"cmp"
	"context"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/metric"
	"throughline/app/report"
	"throughline/app/score"
	"throughline/app/tally"
)

// mostValues bounds how many values of metrics a metric sheet lists: the latest of each series.
const mostValues = 100_000

// measureSheets are the sheets of UX measures and product metrics, as the readers of a door may see them.
func measureSheets(ctx context.Context, door *Curtain, _ *tally.Service, spec report.Spec) (all []report.Sheet, err error) {
	measured, err := (&score.Service{Store: door}).List(ctx, spec.Study)
	if err != nil {
		return nil, err
	}
	all = append(all, scoreSheet(measured))
	if outcomes := score.Outcomes(measured, score.ByRelease); len(outcomes) > 0 {
		all = append(all, outcomeSheet(outcomes))
	}
	counter := &metric.Service{Store: door}
	metrics, err := counter.List(ctx)
	if err != nil || len(metrics) == 0 {
		return all, err
	}
	marks, err := counter.Marks(ctx)
	if err != nil {
		return nil, err
	}
	return append(all, metricSheet(metrics, marks), valueSheet(metrics, marks)), nil
}

// scoreSheet has all releases together first, then each of them where there are several.
func scoreSheet(measured []app.Measure) report.Sheet {
	s := report.Sheet{Name: report.SheetScores, Freeze: 2, Columns: []report.SheetColumn{
		{Title: "Measure", Width: 16, Meaning: "What was measured"},
		{Title: "Task", Width: 26, Meaning: "Task or outcome that it was measured of; empty for whole sessions"},
		{Title: "Release", Width: 14, Meaning: "Release that was used; “all” for all of them together"},
		{Title: "n", Width: 8, Meaning: "Values, one a person and session; times of attempts that failed are left out"},
		{Title: "Share", Width: 10, Meaning: "Task success, CSAT (4 and 5), importance and satisfaction (4 and 5): share of people"},
		{Title: "Score", Width: 10, Meaning: "Other measures: NPS from -100 to 100, times as geometric mean in seconds, questionnaires as mean"},
		{Title: "Low", Width: 10, Meaning: "Lower end of the 95 % interval: adjusted Wald for shares and NPS, t for means, t of the logarithms for times"},
		{Title: "High", Width: 10, Meaning: "Upper end of the same interval"},
		{Title: "Best estimate", Width: 13, Meaning: "Adjusted share where fewer than 20 people were measured, otherwise the share itself"},
		{Title: "Successes", Width: 11, Meaning: "Of shares: people who succeeded or gave one of the two best answers; of NPS: promoters"},
		{Title: "Detractors", Width: 11, Meaning: "Of NPS: answers from 0 to 6"},
		{Title: "Note", Width: 44, Wrap: true, Meaning: "Grade of SUS (Sauro and Lewis 2016), what is left out, and where people are too few"}}}
	everything := score.Of(measured, score.Together)
	several := score.Of(measured, score.ByRelease)
	for i := range everything {
		everything[i].Group = "all"
		s.Rows = append(s.Rows, scoreRow(&everything[i]))
	}
	for i := range several {
		if several[i].Group != "" {
			s.Rows = append(s.Rows, scoreRow(&several[i]))
		}
	}
	if n := leading(everything, app.MeasureSuccess); n > 1 {
		s.Charts = []report.SheetChart{{Chart: &chart.Chart{Kind: chart.Bar, Title: "Task success, share of people"}, Sheet: s.Name, Names: 1, Values: 4, Rows: n, Column: 13, Row: 1}}
	}
	if len(s.Rows) == 0 {
		s.Note = "Nothing was measured of sessions yet."
	}
	return s
}

// leading is how many scores of a kind stand first.
func leading(all []score.Score, kind app.MeasureKind) (n int) {
	for n < len(all) && all[n].Kind == kind && all[n].N > 0 {
		n++
	}
	return n
}

func scoreRow(s *score.Score) []report.Value {
	var notes []string
	if s.Grade != "" {
		notes = append(notes, "Grade "+s.Grade)
	}
	if s.Failed > 0 {
		notes = append(notes, app.Count(s.Failed, "time")+" of failed attempts left out")
	}
	if w := s.Warn(); w != "" {
		notes = append(notes, w)
	}
	row := []report.Value{report.TextValue(s.Kind.Word()), report.TextValue(s.Task), report.TextValue(s.Group), report.CountValue(s.N), {}, {}, {}, {}, {}, {}, {}, report.TextValue(strings.Join(notes, "; "))}
	if s.N == 0 {
		return row
	}
	in := report.AmountValue
	switch {
	case score.Share(s.Kind):
		in = func(v float64) report.Value { return report.ShareValue(v / 100) }
		row[4], row[8], row[9] = in(s.Value).By("J#/D#"), in(s.Best), report.CountValue(s.X)
	case s.Kind == app.MeasureNPS:
		row[5], row[9], row[10] = in(s.Value).By("100*(J#-K#)/D#"), report.CountValue(s.X), report.CountValue(s.Against)
	default:
		row[5] = in(s.Value)
	}
	if s.Bounded {
		row[6], row[7] = in(s.Low), in(s.High)
	}
	return row
}

func outcomeSheet(outcomes []score.Outcome) report.Sheet {
	s := report.Sheet{Name: report.SheetOutcomes, Freeze: 1, Columns: []report.SheetColumn{
		{Title: "Outcome", Width: 30, Meaning: "What people want to reach"},
		{Title: "Release", Width: 14, Meaning: "Release that was used"},
		{Title: "n", Width: 8, Meaning: "People who rated both importance and satisfaction"},
		{Title: "Importance", Width: 12, Meaning: "Share who rated it 4 or 5, from 0 to 10"},
		{Title: "Satisfaction", Width: 12, Meaning: "Share who rated it 4 or 5, from 0 to 10"},
		{Title: "Opportunity", Width: 12, Meaning: "Importance and what satisfaction falls short of it, 0 to 20 (Ulwick 2002)"},
		{Title: "Low", Width: 10, Meaning: "Lower end of the 95 % interval by bootstrap over people; empty below five"},
		{Title: "High", Width: 10, Meaning: "Upper end of the same interval"},
		{Title: "Reading", Width: 16, Meaning: "What the score is usually taken for"}}}
	for i := range outcomes {
		o := &outcomes[i]
		row := []report.Value{report.TextValue(o.Task), report.TextValue(o.Group), report.CountValue(o.N), report.AmountValue(o.Importance), report.AmountValue(o.Satisfaction), report.AmountValue(o.Opportunity).By("D#+MAX(D#-E#,0)"), {}, {},
			report.TextValue(o.Reading())}
		if o.N >= score.Few {
			row[6], row[7] = report.AmountValue(o.Low), report.AmountValue(o.High)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// metricSheet is the entries of metrics in the data dictionary, with their latest value and the change around the latest mark.
func metricSheet(all []app.Metric, marks []metric.Mark) report.Sheet {
	s := report.Sheet{Name: report.SheetMetrics, Freeze: 2, Columns: []report.SheetColumn{
		{Title: "Metric", Width: 24, Meaning: "Name of the metric"},
		{Title: "Segment", Width: 14, Meaning: "Whose; empty for everybody"},
		{Title: "Definition", Width: 44, Wrap: true, Meaning: "What exactly is counted"},
		{Title: "Owner", Width: 14, Meaning: "Who answers for it"},
		{Title: "Source", Width: 24, Meaning: "Where it comes from"},
		{Title: "Unit", Width: 8, Meaning: "Unit of the values"},
		{Title: "Target", Width: 10, Meaning: "What is aimed at"},
		{Title: "Less is better", Width: 13, Meaning: "yes where less is better"},
		{Title: "Latest", Width: 10, Meaning: "The latest value"},
		{Title: "Of", Width: 12, Meaning: "The day of the latest value"},
		{Title: "Mark", Width: 20, Meaning: "The latest mark with values on both sides"},
		{Title: "Before", Width: 10, Meaning: "Mean of the 28 days before the mark"},
		{Title: "After", Width: 10, Meaning: "Mean of the 28 days from the mark on"},
		{Title: "Change", Width: 10, Meaning: "After less before"},
		{Title: "Low", Width: 10, Meaning: "Lower end of the 95 % interval of the change: Welch, widened where one day is like the next"},
		{Title: "High", Width: 10, Meaning: "Upper end of the same interval"},
		{Title: "Verdict", Width: 26, Meaning: "Better, worse, may be chance, or too few values"}}}
	for i := range all {
		m := &all[i]
		series := m.Series
		if len(series) == 0 {
			series = []app.Series{{}}
		}
		for _, of := range series {
			s.Rows = append(s.Rows, metricRow(m, of, marks))
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
func valueSheet(all []app.Metric, marks []metric.Mark) report.Sheet {
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
				s.Charts = append(s.Charts, valueChart(&all[i], of, s.Name, len(s.Rows), len(points), len(s.Charts)))
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
func valueChart(m *app.Metric, of app.Series, sheet string, from, rows, before int) report.SheetChart {
	title := m.Name
	if of.Segment != "" {
		title += ", " + of.Segment
	}
	c := &chart.Chart{Kind: chart.Line, Title: title, XTitle: "Day", YTitle: cmp.Or(m.Unit, "Value")}
	return report.SheetChart{Chart: c, Sheet: sheet, Names: 2, Values: 3, From: from, Rows: rows, Column: 6, Row: 1 + 18*before}
}
