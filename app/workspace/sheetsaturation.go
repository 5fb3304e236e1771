package workspace

import (
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/tally"
)

// mostCurves is up to how many studies a sheet of all studies follows each of them and compares its coders. Curves draw orders of interviews a thousand times.
const mostCurves = 12

// saturationSheet follows the tags of each study through its interviews: of all people first, then of each segment.
func saturationSheet(ctx context.Context, door *Curtain, counts *tally.Service, spec report.Spec) ([]report.Sheet, error) {
	s := report.Sheet{Name: report.SheetSaturation, Freeze: 2, Columns: []report.SheetColumn{
		{Title: "Study", Width: 26, Meaning: "Study whose interviews they are"},
		{Title: "Interview no.", Width: 13, Meaning: "Place of the interview, by date and title", Unit: "interviews"},
		{Title: "Interview", Width: 44, Meaning: "Title of the session"},
		{Title: "People of", Width: 16, Meaning: "Segment whose interviews are followed; “all” for everybody"},
		{Title: "New tags", Width: 10, Meaning: "Tags first heard in this interview", Unit: "tags", Look: report.LookBar},
		{Title: "Tags so far", Width: 12, Meaning: "Tags heard up to this interview", Unit: "tags"},
		{Title: "In any order", Width: 12, Meaning: "Tags to expect after so many interviews, whatever their order", Unit: "tags", How: "Mean over all orders of the interviews (rarefaction)"},
		{Title: "Band, low", Width: 10, Meaning: "Lower end of the middle 90 % of orders", Unit: "tags", How: "5th percentile over orders drawn at random with a fixed seed"},
		{Title: "Band, high", Width: 10, Meaning: "Upper end", Unit: "tags", How: "95th percentile likewise"},
		{Title: "New information", Width: 15, Meaning: "New tags of this interview and the next one, compared with those of the first four; 5 % or less counts as saturated", Unit: "share, shown as %", How: "Guest, Namey and Chen 2020, base 4, run 2"},
		{Title: "Reading", Words: true, Width: 90, Wrap: true, Meaning: "What the curve says, beside its first interview"}}}
	studies, err := studiesOf(ctx, door, spec)
	if err != nil {
		return nil, err
	}
	if len(studies) > mostCurves {
		s.Note = fmt.Sprintf("Saturation is told study by study: choose one of the %d to see its curve.", len(studies))
		return []report.Sheet{s}, nil
	}
	keep := held(spec.Naming)
	for i := range studies {
		find := spec.Query()
		find.Study = studies[i].ID
		x, err := counts.Saturation(ctx, tally.Ask{Find: find, Seed: 1}, tally.SaturationRule{}, spec.Progress)
		if err != nil {
			return nil, err
		}
		if n := len(x.All.New); n > 1 {
			c := &chart.Chart{Kind: chart.Line, Title: "Saturation: " + spec.Language.Own(studies[i].Name), XTitle: "Interviews, in their order", YTitle: "Tags heard so far"}
			s.Charts = append(s.Charts, report.SheetChart{Chart: c, Sheet: s.Name, Names: 1, Values: 5, Beside: []int{6, 7, 8}, From: len(s.Rows), Rows: n, FromZero: true, Along: true, Column: 12, Row: 1 + 18*len(s.Charts)})
		}
		s.Rows = append(s.Rows, curveRows(studies[i].Name, spec.Language.Say("all"), &x.All, x.Rule, keep, spec.Language)...)
		for j, out := range keep.groups(heardIn(x.Segments)) {
			if !out {
				s.Rows = append(s.Rows, curveRows(studies[i].Name, x.Segments[j].Name, &x.Segments[j], x.Rule, keep, spec.Language)...)
			}
		}
	}
	if len(s.Rows) == 0 {
		s.Note = "No interview has a finding with a tag yet."
	}
	return []report.Sheet{s}, nil
}

// studiesOf are the studies of a sheet: one, some in the order in which they were chosen, or all.
func studiesOf(ctx context.Context, door *Curtain, spec report.Spec) ([]app.Study, error) {
	all, err := door.Studies(ctx)
	chosen := chosenIDs(spec)
	if err != nil || len(chosen) == 0 {
		return all, err
	}
	var out []app.Study
	for _, id := range chosen {
		at := slices.IndexFunc(all, func(s app.Study) bool { return s.ID == id })
		if at < 0 {
			return nil, app.NotFound("The study to report on")
		}
		out = append(out, all[at])
	}
	return out, nil
}

// chosenIDs are the studies that were chosen, none for all.
func chosenIDs(spec report.Spec) []app.StudyID {
	if spec.Study != "" {
		return []app.StudyID{spec.Study}
	}
	return spec.Studies
}

// heardIn are the interviews of each segment.
func heardIn(segments []tally.Curve) []int {
	out := make([]int, len(segments))
	for i := range segments {
		out[i] = len(segments[i].New)
	}
	return out
}

func curveRows(study, of string, c *tally.Curve, rule tally.SaturationRule, keep held, lang report.Language) (rows [][]report.Value) {
	for i, n := range c.New {
		row := []report.Value{report.TextValue(study), report.CountValue(i + 1), report.TextValue(c.Titles[i]), report.TextValue(of), report.CountValue(n), report.CountValue(c.Seen[i]), {}, {}, {}, {}, {}}
		if keep.segments() {
			row[2] = report.Value{} // the number stands for it
		}
		if i < len(c.Band.Mean) {
			row[6], row[7], row[8] = report.AmountValue(c.Band.Mean[i]), report.AmountValue(c.Band.Low[i]), report.AmountValue(c.Band.High[i])
		}
		if k := i - rule.Base; k >= 0 && k < len(c.Ratios) {
			row[9] = report.ShareValue(c.Ratios[k])
		}
		if i == 0 {
			told := *c
			told.Name = lang.Own(c.Name)
			row[10] = report.TextValue(told.Says(rule))
		}
		rows = append(rows, row)
	}
	return rows
}
