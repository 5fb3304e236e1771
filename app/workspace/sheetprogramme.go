package workspace

import (
	"cmp"
	"context"
	"fmt"
	"slices"

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
		{Title: "Metric", Width: 32, Meaning: "What is counted"},
		{Title: "Of", Width: 24, Meaning: "The week that begins on this day, or what it is a part of"},
		{Title: "Value", Width: 10, Unit: "as its own row says", Meaning: "The number"},
		columnOf("Out of", 10, "as the value", "How many there are; empty where there is no whole"),
		{Title: "Share", Width: 10, Meaning: "Value divided by the whole"},
		{Title: "Unit", Width: 14, Meaning: "Unit of the value"},
		{Title: "Definition", Width: 90, Wrap: true, Meaning: "What exactly is counted"}}}
	today := cmp.Or(spec.Date, w.Hand.Today())
	facts, err := dashboard.ReadAll(ctx, door)
	if err != nil {
		return nil, err
	}
	scope := dashboard.Scope{Study: spec.Study}
	n := dashboard.Measure(facts.In(scope), today)
	for _, week := range n.Interviews.Weeks {
		s.Rows = append(s.Rows, programmeRow("Interviews held", string(week.Start), report.CountValue(week.N), 0, "interviews", "Interviews dated in the week from this Monday on; the last is the present one."))
	}
	s.Charts = []report.SheetChart{{Chart: &chart.Chart{Kind: chart.Column, Title: "Interviews held, by week", XTitle: "Week from", YTitle: "Interviews"}, Sheet: s.Name, Names: 1, Values: 2, Rows: len(n.Interviews.Weeks), Column: 8, Row: 1}}
	s.Rows = append(s.Rows, numberRows(n, today)...)
	rows, err := w.recruitingRows(ctx, door, spec.Study)
	s.Rows = append(s.Rows, rows...)
	return []report.Sheet{s}, err
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
func (w *Workspace) recruitingRows(ctx context.Context, door *Curtain, study app.StudyID) ([][]report.Value, error) {
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
		return programmeRow(metric, "candidates", report.CountValue(n), f.Candidates, "people", definition)
	}
	return [][]report.Value{row("Recruiting: qualified", f.Qualified, "Candidates whom the screener or a person judged to fit."), row("Recruiting: invited", f.Invited, "Candidates who were invited at any time."),
		row("Recruiting: scheduled", f.Scheduled, "Candidates who agreed on a session at any time."), row("Recruiting: completed", f.Completed, "Candidates whose session was held."),
		row("Recruiting: did not come", f.NoShow, "Candidates who did not come to their session and were not given another.")}, nil
}

// coverageSheet is who was heard: by segment, and how far the quotas of the study are filled.
func (w *Workspace) coverageSheet(ctx context.Context, door *Curtain, _ *tally.Service, spec report.Spec) ([]report.Sheet, error) {
	s := report.Sheet{Name: report.SheetCoverage, Freeze: 2, Columns: []report.SheetColumn{
		{Title: "Of", Width: 12, Meaning: "segment, quota, or everybody"},
		{Title: "Name", Width: 44, Meaning: "Segment or quota"},
		columnOf("People asked", 13, "people", "Participants with a session; of quotas those held or booked"),
		columnOf("of all", 9, "people", "All participants with a session; of quotas how many are planned"),
		{Title: "Share", Width: 9, Meaning: "People asked, of all or of those planned", Look: report.LookBar},
		columnOf("Findings", 10, "findings", "Findings from their words"),
		columnOf("With findings", 14, "people", "Those of them from whose words there is a finding"),
		{Title: "Reading", Width: 60, Wrap: true, Meaning: "How evenly people are spread, or how a quota stands"}}}
	people, err := door.Participants(ctx, spec.Study)
	if err != nil {
		return nil, err
	}
	s.Rows = coverageRows(people)
	if len(s.Rows) == 0 {
		s.Note = "No participant was interviewed yet."
	}
	if spec.Study == "" {
		return []report.Sheet{s}, nil
	}
	desk, err := (&recruit.Service{Store: door, Log: w.Log, Hand: w.Hand}).Desk(ctx, spec.Study, cmp.Or(spec.Date, w.Hand.Today()))
	if err != nil {
		return nil, err
	}
	quotas := desk.Recruitment.Quotas
	for i, f := range recruit.Fills(quotas, desk.People) {
		row := []report.Value{report.TextValue("quota"), report.TextValue(quotas[i].Name), report.CountValue(f.Filled()), report.CountValue(f.Planned), {}, {}, {}, report.TextValue(string(f.State()))}
		if f.Planned > 0 {
			row[4] = report.ShareValue(float64(f.Filled()) / float64(f.Planned)).By("C#/D#")
		}
		s.Rows = append(s.Rows, row)
	}
	return []report.Sheet{s}, nil
}

// coverageRows has everybody first, then segments, the largest first.
func coverageRows(people []app.ParticipantRow) (rows [][]report.Value) {
	type group struct {
		name                   string
		asked, findings, heard int
	}
	at, all := map[string]int{}, group{name: "All"}
	var groups []group
	for _, p := range people {
		if p.Interviews == 0 {
			continue
		}
		i, ok := at[p.Segment]
		if !ok {
			i = len(groups)
			at[p.Segment] = i
			groups = append(groups, group{name: cmp.Or(p.Segment, "No segment")})
		}
		for _, g := range []*group{&groups[i], &all} {
			g.asked++
			g.findings += p.Findings
			if p.Findings > 0 {
				g.heard++
			}
		}
	}
	if all.asked == 0 {
		return nil
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Or(cmp.Compare(b.asked, a.asked), cmp.Compare(a.name, b.name)) })
	counts := make([]int, len(groups))
	for i, g := range groups {
		counts[i] = g.asked
	}
	row := func(of string, g group, words string) []report.Value {
		return []report.Value{report.TextValue(of), report.TextValue(g.name), report.CountValue(g.asked), report.CountValue(all.asked), report.ShareValue(float64(g.asked) / float64(all.asked)).By("C#/D#"),
			report.CountValue(g.findings), report.CountValue(g.heard), report.TextValue(words)}
	}
	rows = append(rows, row("everybody", all, tally.Spread(counts)))
	for _, g := range groups {
		few := ""
		if g.asked < 5 {
			few = "Fewer than five people: what they say is a hint."
		}
		rows = append(rows, row("segment", g, few))
	}
	return rows
}
