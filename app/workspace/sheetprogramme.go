package workspace

import (
	"cmp"
	"context"
	"fmt"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/dashboard"
	"throughline/app/recruit"
	"throughline/app/report"
	"throughline/app/tally"
)

// programmeSheet is how the research of the study, or of all, does: as the dashboard counts it, on the day of the sheet.
func (w *Workspace) programmeSheet(ctx context.Context, door *Curtain, _ *tally.Service, spec report.Spec) ([]report.Sheet, error) {
	s := report.Sheet{Name: report.SheetProgramme, Freeze: 2, Columns: []report.SheetColumn{
		{Title: "Metric", Words: true, Width: 32, Meaning: "What is counted"},
		{Title: "Of", Words: true, Width: 24, Meaning: "The week that begins on this day, or what it is a part of"},
		{Title: "Value", Width: 10, Unit: "as its own row says", Meaning: "The number"},
		columnOf("Out of", 10, "as the value", "How many there are; empty where there is no whole"),
		{Title: "Share", Width: 10, Meaning: "Value divided by the whole"},
		{Title: "Unit", Words: true, Width: 14, Meaning: "Unit of the value"},
		{Title: "Definition", Words: true, Width: 90, Wrap: true, Meaning: "What exactly is counted"}}}
	today := cmp.Or(spec.Date, w.Hand.Today())
	facts, err := dashboard.ReadAll(ctx, door)
	if err != nil {
		return nil, err
	}
	if len(spec.Studies) == 0 {
		s.Rows, s.Charts, err = w.programmeRows(ctx, door, facts, spec.Study, today, held(spec.Naming))
		return []report.Sheet{s}, err
	}
	studies, err := studiesOf(ctx, door, spec)
	if err != nil {
		return nil, err
	}
	s.Columns = append(s.Columns, studyColumn)
	for i := range studies {
		rows, _, err := w.programmeRows(ctx, door, facts, studies[i].ID, today, held(spec.Naming))
		if err != nil {
			return nil, err
		}
		s.Rows = append(s.Rows, of(rows, studies[i].Name, len(spec.Studies) > 0)...)
	}
	return []report.Sheet{s}, nil
}

// programmeRows are the numbers of a study, or of the whole programme for "", with the chart of its weeks, which come first.
func (w *Workspace) programmeRows(ctx context.Context, door *Curtain, facts dashboard.Facts, study app.StudyID, today app.Date, keep held) (rows [][]report.Value, charts []report.SheetChart, err error) {
	n := dashboard.Measure(facts.In(dashboard.Scope{Study: study}), today)
	held := 0
	for _, week := range n.Interviews.Weeks {
		held += week.N
		rows = append(rows, programmeRow("Interviews held", string(week.Start), report.CountValue(week.N), 0, "interviews", "Interviews dated in the week from this Monday on; the last is the present one."))
	}
	if held > 0 {
		charts = []report.SheetChart{{Chart: &chart.Chart{Kind: chart.Column, Title: "Interviews held, by week", XTitle: "Week from", YTitle: "Interviews"}, Sheet: report.SheetProgramme, Names: 1, Values: 2, Rows: len(rows), Column: 8, Row: 1}}
	}
	rows = append(rows, numberRows(n, today)...)
	recruited, err := w.recruitingRows(ctx, door, study, keep)
	return append(rows, recruited...), charts, err
}

func programmeRow(metric, of string, v report.Value, outOf int, unit, definition string) []report.Value {
	row := []report.Value{report.TextValue(metric), report.TextValue(of), v, {}, {}, report.TextValue(unit), report.TextValue(definition)}
	if outOf > 0 {
		row[3], row[4] = report.CountValue(outOf), report.ShareValue(v.Number/float64(outOf)).By("C#/D#")
	}
	return row
}

// numberRows are the numbers of the dashboard.
func numberRows(n dashboard.Numbers, today app.Date) (rows [][]report.Value) {
	means := map[dashboard.Key]string{}
	titles := map[dashboard.Key]string{}
	for _, m := range n.Metrics(today) {
		means[m.Key], titles[m.Key] = m.Definition, m.Title
	}
	if t := n.ToInsight; t.N > 0 {
		rows = append(rows, programmeRow(titles[dashboard.KeyToInsight], fmt.Sprintf("median of %d", t.N), report.AmountValue(t.Days), 0, "days", means[dashboard.KeyToInsight]))
	}
	if t := n.ToInsight; t.BeforeN > 0 {
		rows = append(rows, programmeRow(titles[dashboard.KeyToInsight]+", before", fmt.Sprintf("median of %d", t.BeforeN), report.AmountValue(t.Before), 0, "days", fmt.Sprintf("The same over the %d days before those.", dashboard.Window)))
	}
	rows = append(rows, programmeRow(titles[dashboard.KeyInterviews], "", report.CountValue(n.Interviews.ThisMonth), 0, "interviews", means[dashboard.KeyInterviews]),
		programmeRow("Interviews last month", "up to the same day", report.CountValue(n.Interviews.LastMonth), 0, "interviews", "Interviews dated in the calendar month before, up to the same day of the month."))
	for _, x := range []struct {
		key   dashboard.Key
		share dashboard.Share
		unit  string
	}{{dashboard.KeyBacked, n.Backed, "insights"}, {dashboard.KeyUsed, n.Used, "insights"}, {dashboard.KeyStale, n.Stale, "insights"}, {dashboard.KeyContradicted, n.Contradicted, "insights"},
		{dashboard.KeyWaiting, n.Waiting, "interviews"}, {dashboard.KeyUnsorted, n.Unsorted, "findings"},
		{dashboard.KeyUnused, dashboard.Share{N: n.Codebook.Unused, Of: n.Codebook.Tags}, "tags"}, {dashboard.KeyUndefined, dashboard.Share{N: n.Codebook.Undefined, Of: n.Codebook.Tags}, "tags"}} {
		rows = append(rows, programmeRow(titles[x.key], x.unit, report.CountValue(x.share.N), x.share.Of, x.unit, means[x.key]))
	}
	return append(rows, programmeRow("Decisions with insights", "", report.CountValue(n.Decided), 0, "decisions", "Decisions that name a published insight, one for each insight."))
}

// recruitingRows are how far the candidates of the study, or of all, got.
func (w *Workspace) recruitingRows(ctx context.Context, door *Curtain, study app.StudyID, keep held) ([][]report.Value, error) {
	all, err := (&recruit.Service{Store: door, Log: w.Log, Hand: w.Hand}).Overview(ctx)
	if err != nil {
		return nil, err
	}
	var f recruit.Funnel
	for _, r := range all {
		if study == "" || r.Study.ID == study {
			f.Candidates += r.Funnel.Candidates
			f.Qualified += r.Funnel.Qualified
			f.Invited += r.Funnel.Invited
			f.Scheduled += r.Funnel.Scheduled
			f.Completed += r.Funnel.Completed
			f.NoShow += r.Funnel.NoShow
		}
	}
	if f.Candidates == 0 {
		return nil, nil
	}
	row := func(metric string, n int, definition string) []report.Value {
		if keep.few(n) {
			return programmeRow(metric, "candidates", report.Value{}, 0, "people", definition)
		}
		return programmeRow(metric, "candidates", report.CountValue(n), f.Candidates, "people", definition)
	}
	return [][]report.Value{row("Recruiting: qualified", f.Qualified, "Candidates whom the screener or a person judged to fit."), row("Recruiting: invited", f.Invited, "Candidates who were invited at any time."),
		row("Recruiting: scheduled", f.Scheduled, "Candidates who agreed on a session at any time."), row("Recruiting: completed", f.Completed, "Candidates whose session was held."),
		row("Recruiting: did not come", f.NoShow, "Candidates who did not come to their session and were not given another.")}, nil
}
