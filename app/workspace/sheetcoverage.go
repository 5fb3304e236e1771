package workspace

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/recruit"
	"throughline/app/report"
	"throughline/app/tally"
)

// coverageSheet is who was heard: by segment, and how far the quotas of the study are filled.
func (w *Workspace) coverageSheet(ctx context.Context, door *Curtain, _ *tally.Service, spec report.Spec) ([]report.Sheet, error) {
	s := report.Sheet{Name: report.SheetCoverage, Freeze: 2, Columns: []report.SheetColumn{
		{Title: "Of", Words: true, Width: 12, Meaning: "segment, quota, or everybody"},
		{Title: "Name", Width: 44, Meaning: "Segment or quota"},
		columnOf("People asked", 13, "people", "Participants with a session; of quotas those held or booked"),
		columnOf("of all", 9, "people", "All participants with a session; of quotas how many are planned"),
		{Title: "Share", Width: 9, Meaning: "People asked, of all or of those planned", Look: report.LookBar},
		columnOf("Findings", 10, "findings", "Findings from their words"),
		columnOf("With findings", 14, "people", "Those of them from whose words there is a finding"),
		{Title: "Reading", Words: true, Width: 60, Wrap: true, Meaning: "How evenly people are spread, or how a quota stands"}}}
	keep := held(spec.Naming)
	studies := []app.Study{{ID: spec.Study}}
	if len(spec.Studies) > 0 {
		var err error
		if studies, err = studiesOf(ctx, door, spec); err != nil {
			return nil, err
		}
		s.Columns = append(s.Columns, studyColumn)
	}
	var together []app.ParticipantRow
	for i := range studies {
		people, err := door.Participants(ctx, studies[i].ID)
		if err != nil {
			return nil, err
		}
		together = joinPeople(together, people)
		rows := coverageRows(people, keep, spec.Language)
		if id := studies[i].ID; id != "" {
			quotas, err := w.quotaRows(ctx, door, id, cmp.Or(spec.Date, w.Hand.Today()), keep)
			if err != nil {
				return nil, err
			}
			rows = append(rows, quotas...)
		}
		s.Rows = append(s.Rows, of(rows, studies[i].Name, len(spec.Studies) > 0)...)
	}
	if len(spec.Studies) > 0 {
		s.Rows = append(of(coverageRows(together, keep, spec.Language), "", true), s.Rows...)
	}
	if len(s.Rows) == 0 {
		s.Note = "No participant was interviewed yet."
	}
	return []report.Sheet{s}, nil
}

// joinPeople adds the people of another study, each once.
func joinPeople(all, more []app.ParticipantRow) []app.ParticipantRow {
	at := make(map[app.ParticipantID]int, len(all))
	for i := range all {
		at[all[i].ID] = i
	}
	for _, p := range more {
		if i, ok := at[p.ID]; ok {
			all[i].Interviews += p.Interviews
			all[i].Findings += p.Findings
			continue
		}
		all = append(all, p)
	}
	return all
}

// quotaRows are how far the quotas of a study are filled.
func (w *Workspace) quotaRows(ctx context.Context, door *Curtain, study app.StudyID, today app.Date, keep held) (rows [][]report.Value, err error) {
	desk, err := (&recruit.Service{Store: door, Log: w.Log, Hand: w.Hand}).Desk(ctx, study, today)
	if err != nil {
		return nil, err
	}
	quotas := desk.Recruitment.Quotas
	for i, f := range recruit.Fills(quotas, desk.People) {
		n := f.Filled()
		row := []report.Value{report.TextValue("quota"), report.TextValue(quotas[i].Name), report.CountValue(n), report.CountValue(f.Planned), {}, {}, {}, report.TextValue(string(f.State()))}
		switch {
		case keep.segments() && n > 0 && n < fewest:
			row[2] = report.Value{}
		case f.Planned > 0:
			row[4] = report.ShareValue(float64(n) / float64(f.Planned)).By("C#/D#")
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// coverageRows has everybody first, then segments, the largest first.
func coverageRows(people []app.ParticipantRow, keep held, lang report.Language) (rows [][]report.Value) {
	type group struct {
		name                   string
		asked, findings, heard int
	}
	at, all := map[string]int{}, group{name: lang.Say("All")}
	var groups []group
	for _, p := range people {
		if p.Interviews == 0 {
			continue
		}
		i, ok := at[p.Segment]
		if !ok {
			i = len(groups)
			at[p.Segment] = i
			groups = append(groups, group{name: cmp.Or(p.Segment, lang.Say("No segment"))})
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
			report.CountValue(g.findings), keep.person(g.heard), report.TextValue(words)}
	}
	hidden := keep.groups(counts)
	rows = append(rows, row("everybody", all, joinWords(tally.Spread(counts), heldNote(hidden))))
	for i, g := range groups {
		few := ""
		if g.asked < fewest {
			few = "Fewer than five people: what they say is a hint."
		}
		if !hidden[i] {
			rows = append(rows, row("segment", g, few))
		}
	}
	return rows
}

// joinWords is what is told of two sentences.
func joinWords(a, b string) string { return strings.TrimSpace(a + " " + b) }
