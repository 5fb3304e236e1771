package workspace

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/tally"
)

// How much of tables over two axes a sheet holds.
const (
	mostSegments = 40
	mostCouples  = 10_000
)

// segmentSheet is who raised each tag, segment by segment, tested row by row.
func segmentSheet(ctx context.Context, _ *Curtain, counts *tally.Service, spec report.Spec) ([]report.Sheet, error) {
	x, err := counts.BySegment(ctx, tally.Ask{Find: spec.Query(), Seed: 1})
	if err != nil {
		return nil, err
	}
	s := report.Sheet{Name: report.SheetSegments, Freeze: 1, Columns: []report.SheetColumn{
		{Title: "Tag", Width: 34, Meaning: "Tag of the codebook"},
		columnOf("People", 10, "people", "Participants who raised it, each once"),
		columnOf("of asked", 10, "people", "Participants who were asked, over all segments"),
		{Title: "p", Width: 9, Unit: "probability, 0 to 1", Meaning: "Chance of shares so different were the segments alike", How: "χ² with people who raised it against those who did not; exact (Fisher, Freeman and Halton) where an expected count is below 5"},
		{Title: "Test", Words: true, Width: 28, Meaning: "Which test was used"},
		{Title: "Differs", Words: true, Width: 10, Meaning: "yes where the segments differ beyond chance", How: "At most 5 % false ones among all told (Benjamini and Hochberg 1995)"}}}
	keep := held(spec.Naming)
	groups := keep.groups(x.Of)
	var shown []int
	for j := range x.Columns {
		if !groups[j] && len(shown) < mostSegments {
			shown = append(shown, j)
		}
	}
	for _, j := range shown {
		of := app.Count(x.Of[j], "person")
		name := x.Columns[j].Label
		if name == "" {
			name = spec.Language.Say("No segment")
		}
		s.Columns = append(s.Columns, report.SheetColumn{Title: name, Own: true, Width: 10, Unit: "people", Meaning: "Participants of the segment who raised it; asked: " + of},
			report.SheetColumn{Title: name + spec.Language.Say(", share"), Own: true, Width: 10, Meaning: "Of those asked in the segment: " + of, Look: report.LookHeat},
			report.SheetColumn{Title: name + spec.Language.Say(", residual"), Own: true, Width: 10, Unit: "standard deviations", Meaning: "How far the segment is from what equal segments would give; beyond 2 either way is remarkable", How: "Adjusted residual (Haberman 1973)", Look: report.LookResidual})
	}
	s.Columns = append(s.Columns, report.SheetColumn{Title: "How far to trust it", Words: true, Width: 110, Meaning: "What stands in the way: few people, or why nothing was tested"})
	words := segmentWords(x, shown, groups, spec.Language)
	for i := range x.Rows {
		if len(shown) > 0 {
			s.Rows = append(s.Rows, segmentRow(x, &x.Rows[i], shown, keep.cells(counted(&x.Rows[i]), groups), words))
		}
	}
	switch {
	case len(x.Rows) == 0:
		s.Note = "No finding of a participant with a segment carries a tag."
	case len(s.Rows) == 0:
		s.Note = heldNote(groups)
	}
	return []report.Sheet{s}, nil
}

// counted are the people of each segment who raised a tag.
func counted(r *tally.SegmentRow) []int {
	out := make([]int, len(r.Cells))
	for j := range r.Cells {
		out[j] = r.Cells[j].N
	}
	return out
}

// segmentWords says what stands in the way of a table's numbers.
func segmentWords(x *tally.Segments, shown []int, groups []bool, lang report.Language) string {
	var words []string
	if x.Why != "" {
		words = append(words, x.Why)
	}
	var few []string
	for _, j := range shown {
		if x.Of[j] < fewest {
			few = append(few, cmp.Or(lang.Own(x.Columns[j].Label), lang.Say("No segment")))
		}
	}
	if len(few) > 0 {
		words = append(words, fmt.Sprintf("Fewer than 5 people: %s. One of them is a fifth of the segment or more.", strings.Join(few[:min(len(few), 5)], ", ")))
	}
	if note := heldNote(groups); note != "" {
		words = append(words, note)
	} else if len(shown) < len(x.Columns) {
		words = append(words, fmt.Sprintf("The first %d of %s have columns.", len(shown), app.Count(len(x.Columns), "segment")))
	}
	return strings.Join(words, " ")
}

func segmentRow(x *tally.Segments, r *tally.SegmentRow, shown []int, hidden []bool, words string) []report.Value {
	row := []report.Value{report.TextValue(r.Label), report.CountValue(r.N), report.CountValue(r.Of), report.FineValue(r.P), report.TextValue(r.By), flag(r.Told)}
	for at, j := range shown {
		c := &r.Cells[j]
		if hidden[j] {
			row = append(row, report.Value{}, report.Value{}, report.Value{})
			continue
		}
		row = append(row, report.CountValue(c.N))
		if of := x.Of[j]; of > 0 {
			row = append(row, report.ShareValue(float64(c.N)/float64(of)).By(fmt.Sprintf("%s#/%d", report.ColumnName(6+3*at), of)))
		} else {
			row = append(row, report.Value{})
		}
		row = append(row, report.AmountValue(c.Residual))
	}
	return append(row, report.TextValue(words))
}

// togetherSheet is which tags stand on the same findings.
func togetherSheet(ctx context.Context, _ *Curtain, counts *tally.Service, spec report.Spec) ([]report.Sheet, error) {
	x, err := counts.Together(ctx, tally.Ask{Find: spec.Query(), By: tally.Findings})
	if err != nil {
		return nil, err
	}
	s := report.Sheet{Name: report.SheetTogether, Freeze: 1, Columns: []report.SheetColumn{
		{Title: "Pair", Width: 44, Meaning: "Both tags"},
		{Title: "Tag", Width: 26, Meaning: "One tag of the pair"},
		{Title: "Other tag", Width: 26, Meaning: "The other"},
		{Title: "Together", Width: 11, Unit: "findings", Meaning: "Findings that carry both", Look: report.LookBar},
		columnOf("People", 10, "people", "Participants with such a finding, each once"),
		columnOf("Near", 9, "findings", "Findings with one of them that carry or overlap the other"),
		columnOf("Tag alone", 11, "findings", "Findings that carry the tag"),
		columnOf("Other alone", 12, "findings", "Findings that carry the other tag"),
		columnOf("All findings", 12, "findings", "Findings that were looked at"),
		{Title: "Jaccard", Width: 10, Unit: "0 to 1", Meaning: "Together, of the findings with either tag: the c-coefficient", Look: report.LookHeat},
		columnOf("Expected", 10, "findings", "Meetings to expect by chance"),
		columnOf("Lift", 9, "times", "Together, compared with chance: 1 is as often"),
		{Title: "p", Width: 9, Unit: "probability, 0 to 1", Meaning: "Chance of so many meetings or more were the tags independent", How: "Fisher's exact test, one-sided"},
		{Title: "Beyond chance", Words: true, Width: 14, Meaning: "yes where they meet more often than by chance", How: "At most 5 % false ones among all told (Benjamini and Hochberg 1995)"}}}
	alone := map[string]int{}
	for i, key := range x.Tags {
		alone[key.Value] = x.Uses[i].Findings
	}
	for i := range x.Couples[:min(len(x.Couples), mostCouples)] {
		c := &x.Couples[i]
		if c.Both.Findings == 0 {
			continue
		}
		s.Rows = append(s.Rows, []report.Value{report.TextValue(c.A.Label + " + " + c.B.Label), report.TextValue(c.A.Label), report.TextValue(c.B.Label),
			report.CountValue(c.Both.Findings), report.CountValue(c.Both.People), report.CountValue(c.Near.Findings), report.CountValue(alone[c.A.Value]), report.CountValue(alone[c.B.Value]),
			report.CountValue(x.Total.Findings), report.AmountValue(c.Jaccard).By("D#/(G#+H#-D#)"), report.AmountValue(c.Expected).By("G#*H#/I#"), report.AmountValue(c.Lift).By("D#*I#/(G#*H#)"),
			report.FineValue(c.P), flag(c.Told)})
	}
	if len(x.Couples) > mostCouples {
		s.Note = fmt.Sprintf("The first %s of %s pairs, those together most.", app.Number(mostCouples), app.Number(len(x.Couples)))
	}
	if n := min(len(s.Rows), 15); n > 0 {
		s.Charts = []report.SheetChart{{Chart: &chart.Chart{Kind: chart.Bar, Title: "Tags that come together most, by findings"}, Sheet: s.Name, Names: 0, Values: 3, Rows: n, Column: 15, Row: 1}}
	} else {
		s.Note = "No finding carries two tags."
	}
	return []report.Sheet{s}, nil
}
