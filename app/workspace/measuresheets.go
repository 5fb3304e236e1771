package workspace

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/score"
	"throughline/app/tally"
)

// measureSheets are the sheets of UX measures and product metrics, as the readers of a door may see them: of the chosen studies, study by study.
func measureSheets(ctx context.Context, door *Curtain, _ *tally.Service, spec report.Spec) ([]report.Sheet, error) {
	measured, err := (&score.Service{Store: door}).List(ctx, spec.Study)
	if err != nil {
		return nil, err
	}
	studies, err := studiesOf(ctx, door, spec)
	if err != nil {
		return nil, err
	}
	groups := byStudy(measured, studies)
	all := []report.Sheet{scoreSheet(groups, spec)}
	if s := outcomeSheet(groups, spec); len(s.Rows) > 0 {
		all = append(all, s)
	}
	sheets, err := productSheets(ctx, door, spec, studies)
	return append(all, sheets...), err
}

// measuredIn is what was measured in a study.
type measuredIn struct {
	study string
	all   []app.Measure
}

// byStudy parts measures by study, in the order of the studies. Those without measures are left out.
func byStudy(measured []app.Measure, studies []app.Study) (out []measuredIn) {
	of := map[app.StudyID][]app.Measure{}
	for i := range measured {
		of[measured[i].Study] = append(of[measured[i].Study], measured[i])
	}
	for i := range studies {
		if all := of[studies[i].ID]; len(all) > 0 {
			out = append(out, measuredIn{studies[i].Name, all})
		}
	}
	return out
}

// scoreSheet has all releases of a study together first, then each of them where there are several.
func scoreSheet(groups []measuredIn, spec report.Spec) report.Sheet {
	s := report.Sheet{Name: report.SheetScores, Freeze: 2, Columns: []report.SheetColumn{
		{Title: "Measure", Words: true, Width: 16, Meaning: "What was measured"},
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
		{Title: "Note", Words: true, Width: 44, Wrap: true, Meaning: "Grade of SUS (Sauro and Lewis 2016), what is left out, and where people are too few"}}}
	several := spec.Study == ""
	for _, g := range groups {
		rows, n := scoreRows(g.all, held(spec.Naming), spec.Language)
		if n > 1 && len(s.Charts) < mostCharts {
			title := "Task success, share of people"
			if several {
				title += ": " + spec.Language.Own(g.study)
			}
			s.Charts = append(s.Charts, report.SheetChart{Chart: &chart.Chart{Kind: chart.Bar, Title: title}, Sheet: s.Name, Names: 1, Values: 4, From: len(s.Rows), Rows: n, Column: 14, Row: 1 + 18*len(s.Charts)})
		}
		s.Rows = append(s.Rows, of(rows, g.study, several)...)
	}
	if several {
		s.Columns = append(s.Columns, studyColumn)
	}
	if len(s.Rows) == 0 {
		s.Note = "Nothing was measured of sessions yet."
	}
	return s
}

// scoreRows are the scores of a study, and how many of tasks' success stand first. Where nobody is told apart, releases of a score are told only if each is of enough
// people: one would follow from the others.
func scoreRows(measured []app.Measure, keep held, lang report.Language) (rows [][]report.Value, tasks int) {
	everything, several := score.Of(measured, score.Together), score.Of(measured, score.ByRelease)
	type scored struct {
		kind app.MeasureKind
		task string
	}
	few := map[scored]bool{}
	for i := range several {
		if x := &several[i]; keep.few(x.N) {
			few[scored{x.Kind, app.FoldName(x.Task)}] = true
		}
	}
	for i := range everything {
		everything[i].Group = lang.Say("all")
		rows = append(rows, scoreRow(&everything[i], keep.few(everything[i].N)))
	}
	for i := range several {
		if x := &several[i]; x.Group != "" {
			rows = append(rows, scoreRow(x, few[scored{x.Kind, app.FoldName(x.Task)}]))
		}
	}
	return rows, leading(everything, app.MeasureSuccess)
}

// leading is how many scores of a kind stand first.
func leading(all []score.Score, kind app.MeasureKind) (n int) {
	for n < len(all) && all[n].Kind == kind && all[n].N > 0 {
		n++
	}
	return n
}

// scoreRow is the row of a score; one that is held back says so.
func scoreRow(s *score.Score, held bool) []report.Value {
	if held {
		return []report.Value{report.TextValue(s.Kind.Word()), report.TextValue(s.Task), report.TextValue(s.Group), {}, {}, {}, {}, {}, {}, {}, {}, report.TextValue("Held back: fewer than five people")}
	}
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

// outcomeSheet has the outcomes of each study with their opportunity.
func outcomeSheet(groups []measuredIn, spec report.Spec) report.Sheet {
	s := report.Sheet{Name: report.SheetOutcomes, Freeze: 1, Columns: []report.SheetColumn{
		{Title: "Outcome", Width: 30, Meaning: "What people want to reach"},
		{Title: "Release", Width: 14, Meaning: "Release that was used"},
		{Title: "n", Width: 8, Meaning: "People who rated both importance and satisfaction"},
		{Title: "Importance", Width: 12, Meaning: "Share who rated it 4 or 5, from 0 to 10"},
		{Title: "Satisfaction", Width: 12, Meaning: "Share who rated it 4 or 5, from 0 to 10"},
		{Title: "Opportunity", Width: 12, Meaning: "Importance and what satisfaction falls short of it, 0 to 20 (Ulwick 2002)"},
		{Title: "Low", Width: 10, Meaning: "Lower end of the 95 % interval by bootstrap over people; empty below five"},
		{Title: "High", Width: 10, Meaning: "Upper end of the same interval"},
		{Title: "Reading", Words: true, Width: 16, Meaning: "What the score is usually taken for"}}}
	several := spec.Study == ""
	for _, g := range groups {
		var rows [][]report.Value
		outcomes := score.Outcomes(g.all, score.ByRelease)
		for i := range outcomes {
			if !held(spec.Naming).few(outcomes[i].N) {
				rows = append(rows, outcomeRow(&outcomes[i]))
			}
		}
		s.Rows = append(s.Rows, of(rows, g.study, several)...)
	}
	if several {
		s.Columns = append(s.Columns, studyColumn)
	}
	return s
}

func outcomeRow(o *score.Outcome) []report.Value {
	row := []report.Value{report.TextValue(o.Task), report.TextValue(o.Group), report.CountValue(o.N), report.AmountValue(o.Importance), report.AmountValue(o.Satisfaction), report.AmountValue(o.Opportunity).By("D#+MAX(D#-E#,0)"), {}, {},
		report.TextValue(o.Reading())}
	if o.N >= score.Few {
		row[6], row[7] = report.AmountValue(o.Low), report.AmountValue(o.High)
	}
	return row
}
