package workspace

import (
	"context"
	"fmt"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/tally"
)

// How many pairs of coders a sheet compares, and how many of their interviews: more than anybody codes twice, and done in seconds.
const (
	mostPairs    = 10
	mostCompared = 100
)

// agreementSheet is how far people agree who coded the same interviews: over all tags first, then tag by tag. It is counted on what was said, of which it
// tells nothing: the sentences of a text that is covered are not those that were coded.
func agreementSheet(ctx context.Context, door *Curtain, _ *tally.Service, spec report.Spec) ([]report.Sheet, error) {
	s := report.Sheet{Name: report.SheetAgreement, Freeze: 3, Columns: []report.SheetColumn{
		{Title: "Coder", Width: 18, Meaning: "One of two people who gave tags in the same interviews"},
		{Title: "Other coder", Width: 18, Meaning: "The other"},
		{Title: "Tag", Width: 32, Meaning: "Tag that is compared; “all tags” for all of them together"},
		columnOf("Interviews", 11, "interviews", "Interviews that both coded, at most the first 100"),
		columnOf("Both", 9, "sentences", "Sentences to which both gave the tag"),
		columnOf("First only", 11, "sentences", "Those to which only the first coder gave it"),
		columnOf("Other only", 11, "sentences", "Those to which only the other did"),
		columnOf("Neither", 10, "sentences", "Those to which neither did"),
		{Title: "Agreement", Width: 12, Meaning: "Sentences on which both did the same; flattering where a tag is rare"},
		{Title: "Kappa", Width: 9, Unit: "-1 to 1", Meaning: "Agreement beyond chance; over all tags pooled (De Vries 2008)", How: "Cohen 1960", Look: report.LookHeat},
		{Title: "Low", Width: 9, Unit: "-1 to 1", Meaning: "Lower end of the 95 % interval of kappa", How: "Bootstrap over sentences, 1,000 samples with a fixed seed"},
		{Title: "High", Width: 9, Unit: "-1 to 1", Meaning: "Upper end", How: "Bootstrap over sentences, 1,000 samples with a fixed seed"},
		{Title: "Alpha", Width: 9, Unit: "-1 to 1", Meaning: "Reliability of giving the tag or not", How: "Krippendorff 2004, nominal"},
		{Title: "F1", Width: 9, Unit: "0 to 1", Meaning: "Of what either marked, how much both did", How: "2 × both ÷ (2 × both + first only + other only)"},
		{Title: "Unitized alpha", Width: 14, Unit: "-1 to 1", Meaning: "Reliability of the passages themselves, with their bounds; empty where a coder's tags overlap", How: "Krippendorff 1995, 2013"},
		{Title: "Reading", Words: true, Width: 34, Wrap: true, Meaning: "What alpha is usually taken for"}}}
	studies, err := studiesOf(ctx, door, spec)
	if err != nil {
		return nil, err
	}
	if len(studies) > mostCurves {
		s.Note = fmt.Sprintf("Agreement is told study by study: choose one of the %d.", len(studies))
		return []report.Sheet{s}, nil
	}
	counts := &tally.Service{Store: door.Store}
	for i := range studies {
		rows, err := agreementRows(ctx, counts, studies[i].ID, spec.Language, spec.Progress)
		if err != nil {
			return nil, err
		}
		s.Rows = append(s.Rows, of(rows, studies[i].Name, spec.Study == "")...)
	}
	if spec.Study == "" {
		s.Columns = append(s.Columns, studyColumn)
	}
	if len(s.Rows) == 0 {
		s.Note = "No interview was coded by two people."
	}
	return []report.Sheet{s}, nil
}

// agreementRows compare those who coded the same interviews of a study.
func agreementRows(ctx context.Context, counts *tally.Service, study app.StudyID, lang report.Language, p app.Progress) (rows [][]report.Value, err error) {
	pairs, err := counts.Pairs(ctx, study)
	if err != nil {
		return nil, err
	}
	for _, pair := range pairs[:min(len(pairs), mostPairs)] {
		a, err := counts.Agreement(ctx, tally.AgreementQuery{Study: study, A: pair.A, B: pair.B, Interviews: pair.Interviews[:min(len(pair.Interviews), mostCompared)], Seed: 1}, p)
		if app.CodeOf(err) == app.EInvalid { // nothing that both coded is left
			continue
		}
		if err != nil {
			return nil, err
		}
		all := a.All
		all.Name = lang.Say("all tags")
		rows = append(rows, agreementRow(a, &all))
		for i := range a.Tags {
			rows = append(rows, agreementRow(a, &a.Tags[i]))
		}
	}
	return rows, nil
}

func agreementRow(a *tally.Agreement, t *tally.TagAgreement) []report.Value {
	return []report.Value{report.TextValue(a.A), report.TextValue(a.B), report.TextValue(t.Name), report.CountValue(len(a.Interviews)),
		report.CountValue(t.Tally.Both), report.CountValue(t.Tally.OnlyA), report.CountValue(t.Tally.OnlyB), report.CountValue(t.Tally.Neither),
		report.ShareValue(t.Percent).By("(E#+H#)/(E#+F#+G#+H#)"), report.AmountValue(t.Kappa), report.AmountValue(t.KappaRange.Low), report.AmountValue(t.KappaRange.High), report.AmountValue(t.Alpha),
		report.AmountValue(t.F1).By("2*E#/(2*E#+F#+G#)"), report.AmountValue(t.U), report.TextValue(tally.Read(t.Alpha))}
}
