package storage_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage"
)

// crossWorld is two studies small enough to count by hand. In A two people are interviewed in January, Ann (Admin) and Bob (Sales); in B Bob
// and Cid (Sales, nothing found) in February. "Cost" of the taxonomy stands for A's "Price", under which stands "Discount".
func crossWorld(t *testing.T) *storage.Store {
	t.Helper()
	s := fresh(t)
	person := func(id, segment, age string) *app.Participant {
		return &app.Participant{ID: app.ParticipantID(id), Code: strings.ToUpper(id), Segment: segment, Attributes: []app.Attribute{{Name: "Age", Value: age}}, Stamp: by}
	}
	interview := func(id, study, date string, people ...string) *app.Interview {
		iv := &app.Interview{ID: app.InterviewID(id), Study: app.StudyID(study), Title: id, Date: app.Date(date), Stamp: by}
		for _, p := range people {
			iv.Speakers = append(iv.Speakers, app.Speaker{Label: p, Name: p, Role: app.RoleParticipant, Participant: app.ParticipantID(p)})
		}
		return iv
	}
	tag := func(id, study, parent, maps string) *app.Tag {
		return &app.Tag{ID: app.TagID(id), Study: app.StudyID(study), Parent: app.TagID(parent), MapsTo: app.TagID(maps), Name: id, Status: app.TagActive, Color: 3, Stamp: by}
	}
	n := 0
	finding := func(study, iv, who string, stance app.Stance, tags ...string) *app.Finding {
		n++
		f := &app.Finding{ID: app.FindingID(fmt.Sprintf("f%d", n)), Study: app.StudyID(study), Interview: app.InterviewID(iv), Participant: app.ParticipantID(who),
			Note: "note", At: app.NoTime, Stance: stance, Stamp: by}
		for _, g := range tags {
			f = f.WithTag(app.Tagging{Tag: app.TagID(g), Author: "ana", Provenance: app.ByHand, Created: noon})
			f = f.WithTag(app.Tagging{Tag: app.TagID(g), Author: "ben", Provenance: app.ByRule, Created: noon})
		}
		return f
	}
	commit(t, s, &app.Study{ID: "A", Name: "A", Product: "App", Method: "Interview", Stamp: by}, &app.Study{ID: "B", Name: "B", Product: "Web", Method: "Diary", Stamp: by},
		person("ann", "Admin", "35 years"), person("bob", "Sales", "9"), person("cid", "Sales", "100"),
		interview("i1", "A", "2026-01-05", "ann"), interview("i2", "A", "2026-01-20", "bob", "ann"), interview("i3", "B", "2026-02-02", "bob"), interview("i4", "B", "2026-02-03", "cid"),
		tag("Cost", "", "", ""), tag("Price", "A", "", "Cost"), tag("Discount", "A", "Price", ""), tag("Speed", "B", "", ""),
		&app.Theme{ID: "th", Study: "A", Name: "Waiting", Color: 5, Stamp: by},
		finding("A", "i1", "ann", app.Supports, "Price"),
		finding("A", "i1", "ann", "", "Price", "Discount"),
		finding("A", "i2", "bob", app.Contradicts, "Discount"),
		finding("A", "i2", "ann", app.Supports, "Price"),
		finding("B", "i3", "bob", app.Supports, "Cost", "Speed"),
		finding("B", "", "", app.Supports, "Speed"),
		finding("B", "i3", "bob", ""),
		&app.Placement{Theme: "th", Finding: "f1", Stamp: by}, &app.Placement{Theme: "th", Finding: "f3", Stamp: by})
	return s
}

// drawn is a cross-table as text: findings/people/interviews.
func drawn(x app.CrossTab) string {
	count := func(c app.CrossCount) string { return fmt.Sprintf("%d/%d/%d", c.Findings, c.People, c.Interviews) }
	var b strings.Builder
	for i, c := range x.Columns {
		fmt.Fprintf(&b, "%s:%s asked %d, ", c.Label, count(x.ColumnSum[i]), x.Asked[i])
	}
	fmt.Fprintf(&b, "all %s asked %d, chosen %s", count(x.All), x.AskedAll, count(x.Chosen))
	for i, r := range x.Rows {
		fmt.Fprintf(&b, "\n%s", r.Label)
		for _, c := range x.Cells[i] {
			b.WriteString(" " + count(c))
		}
		fmt.Fprintf(&b, " = %s asked %d", count(x.RowSum[i]), x.RowAsked[i])
	}
	return b.String()
}

func TestCrossTab_CountsAsByHand(t *testing.T) {
	s := crossWorld(t)
	for _, c := range []struct {
		name  string
		query app.CrossQuery
		want  string
	}{
		{"tags by study", app.CrossQuery{Rows: app.AxisTag, Columns: app.AxisStudy}, `A:4/2/2 asked 2, B:2/1/1 asked 2, all 6/2/3 asked 3, chosen 7/2/3
Cost 3/1/2 1/1/1 = 4/2/3 asked 3
Discount 2/2/2 0/0/0 = 2/2/2 asked 2
Price 3/1/2 0/0/0 = 3/1/2 asked 2
Speed 0/0/0 2/1/1 = 2/1/1 asked 2`},
		{"tags rolled up", app.CrossQuery{Rows: app.AxisTag, Columns: app.AxisSegment, RollUp: true}, `Admin:3/1/2 asked 1, Sales:2/1/2 asked 2, all 5/2/3 asked 3, chosen 7/2/3
Cost 3/1/2 2/1/2 = 5/2/3 asked 3
Discount 1/1/1 1/1/1 = 2/2/2 asked 2
Price 3/1/2 1/1/1 = 4/2/2 asked 2
Speed 0/0/0 1/1/1 = 1/1/1 asked 2`},
		{"the largest rows and columns only", app.CrossQuery{Rows: app.AxisTag, Columns: app.AxisStudy, MaxRows: 2, MaxColumns: 1}, `A:4/2/2 asked 2, all 4/2/2 asked 3, chosen 7/2/3
Cost 3/1/2 = 3/1/2 asked 3
Discount 2/2/2 = 2/2/2 asked 2`},
		{"themes by segment", app.CrossQuery{Rows: app.AxisTheme, Columns: app.AxisSegment}, `Admin:1/1/1 asked 1, Sales:1/1/1 asked 2, all 2/2/2 asked 3, chosen 7/2/3
Waiting 1/1/1 1/1/1 = 2/2/2 asked 2`},
		{"one axis alone, over time", app.CrossQuery{Columns: app.AxisMonth}, `2026-01:4/2/2 asked 2, 2026-02:2/1/1 asked 2, all 6/2/3 asked 3, chosen 7/2/3
 4/2/2 2/1/1 = 6/2/3 asked 3`},
		{"weeks begin on Monday", app.CrossQuery{Rows: app.AxisWeek}, `:6/2/3 asked 3, all 6/2/3 asked 3, chosen 7/2/3
2026-01-05 2/1/1 = 2/1/1 asked 1
2026-01-19 2/2/1 = 2/2/1 asked 2
2026-02-02 2/1/1 = 2/1/1 asked 2`},
		{"an attribute by its number", app.CrossQuery{Rows: app.AxisAttribute, RowAttribute: "AGE", Columns: app.AxisProvenance}, `human:5/2/3 asked 3, rule:5/2/3 asked 3, all 5/2/3 asked 3, chosen 7/2/3
9 2/1/2 2/1/2 = 2/1/2 asked 1
35 years 3/1/2 3/1/2 = 3/1/2 asked 1`},
		{"stances in their order", app.CrossQuery{Rows: app.AxisStance, Columns: app.AxisProduct}, `App:3/2/2 asked 2, Web:2/1/1 asked 2, all 5/2/3 asked 3, chosen 7/2/3
supports 2/1/2 2/1/1 = 4/2/3 asked 3
contradicts 1/1/1 0/0/0 = 1/1/1 asked 3`},
		{"methods, of the study where the interview has none", app.CrossQuery{Rows: app.AxisMethod}, `:6/2/3 asked 3, all 6/2/3 asked 3, chosen 7/2/3
Diary 2/1/1 = 2/1/1 asked 2
Interview 4/2/2 = 4/2/2 asked 2`},
		{"who was asked is narrowed by the study, not by tags", app.CrossQuery{Find: app.FindingQuery{Study: "B", Tags: []app.TagID{"Speed"}}, Columns: app.AxisSegment},
			`Sales:1/1/1 asked 2, all 1/1/1 asked 2, chosen 2/1/1
 1/1/1 = 1/1/1 asked 2`},
		{"who was asked is narrowed by what a clause says of people", app.CrossQuery{Columns: app.AxisStudy, Find: app.FindingQuery{Where: &app.Clause{Op: app.OpAnd, Parts: []app.Clause{
			{Op: app.OpNot, Parts: []app.Clause{{Op: app.OpSegment, Values: []string{"admin"}}}}, {Op: app.OpOr, Parts: []app.Clause{{Op: app.OpStar}, {Op: app.OpDate, From: "2026-02-01"}}}}}}},
			`B:2/1/1 asked 2, all 2/1/1 asked 2, chosen 2/1/1
 2/1/1 = 2/1/1 asked 2`},
		{"nothing", app.CrossQuery{Rows: app.AxisTag, Columns: app.AxisStudy, Find: app.FindingQuery{Study: "gone"}}, `all 0/0/0 asked 0, chosen 0/0/0`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := drawn(must(s.CrossTab(ctx, c.query))(t)); got != c.want {
				t.Errorf("CrossTab() =\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	keys := must(s.CrossTab(ctx, app.CrossQuery{Rows: app.AxisTheme, Columns: app.AxisParticipant}))(t)
	if keys.Rows[0] != (app.CrossKey{Value: "th", Label: "Waiting", Hue: 6}) || keys.Columns[0] != (app.CrossKey{Value: "ann", Label: "ANN"}) {
		t.Errorf("keys %+v, %+v", keys.Rows, keys.Columns)
	}
}

func TestCrossTab_RefusesWhatCannotBeCounted(t *testing.T) {
	s := fresh(t)
	for name, q := range map[string]app.CrossQuery{
		"an axis that is none":        {Rows: "mood"},
		"an attribute without a name": {Columns: app.AxisAttribute},
		"a clause that says nothing":  {Find: app.FindingQuery{Where: &app.Clause{Op: app.OpAnd}}},
		"a date that is none":         {Find: app.FindingQuery{From: "yesterday"}},
	} {
		_, err := s.CrossTab(ctx, q)
		wantCode(t, "CrossTab("+name+")", err, app.EInvalid)
	}
}

func TestTagPairs_CountWhatMeets(t *testing.T) {
	s, a, _ := twoStudies(t)
	iv, tr := a.Interviews[0], a.Transcripts[0]
	u := tr.Turns[0]
	mark := func(id string, start, end int, who int, tags ...app.TagID) *app.Finding {
		f := &app.Finding{ID: app.FindingID(id), Study: iv.Study, Interview: iv.ID, Transcript: tr.ID, Span: app.Span{Start: u.Start + start, End: u.Start + end},
			Quote: tr.Text[u.Start+start : u.Start+end], Participant: a.Participants[who].ID, At: app.NoTime, Stamp: app.NewStamp("zoe", noon)}
		for _, g := range tags {
			f = f.WithTag(app.Tagging{Tag: g, Author: "ana", Provenance: app.ByHand, Created: noon})
			f = f.WithTag(app.Tagging{Tag: g, Author: "ben", Provenance: app.ByHand, Created: noon})
		}
		return f
	}
	x, y, z := a.Tags[0].ID, a.Tags[1].ID, a.Tags[2].ID
	commit(t, s, mark("p1", 0, 10, 0, x, y), mark("p2", 5, 8, 1, z), mark("p3", 10, 12, 1, z), mark("p4", 4, 6, 0, x))
	got := must(s.TagPairs(ctx, app.FindingQuery{Authors: []string{"zoe"}}))(t)
	want := app.TagPairs{
		Tags: []app.CrossKey{{Value: string(x), Label: "Tag 1", Hue: 1}, {Value: string(y), Label: "Tag 2", Hue: 2}, {Value: string(z), Label: "Tag 3", Hue: 3}},
		Uses: []app.CrossCount{{Findings: 2, People: 1, Interviews: 1}, {Findings: 1, People: 1, Interviews: 1}, {Findings: 2, People: 1, Interviews: 1}},
		Pairs: []app.TagPair{
			{A: x, B: y, Together: app.CrossCount{Findings: 1, People: 1, Interviews: 1}, Near: app.CrossCount{Findings: 2, People: 1, Interviews: 1}},
			{A: x, B: z, Near: app.CrossCount{Findings: 3, People: 2, Interviews: 1}}, // p1 and p4 overlap p2, and p2 them
			{A: y, B: z, Near: app.CrossCount{Findings: 2, People: 2, Interviews: 1}},
		},
		All: app.CrossCount{Findings: 4, People: 2, Interviews: 1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("TagPairs() = %+v\nwant %+v", got, want)
	}
}

func TestTracks_FollowWhatWasSaid(t *testing.T) {
	s := crossWorld(t)
	line := func(q app.FindingQuery) string {
		var b strings.Builder
		for _, k := range must(s.Tracks(ctx, q))(t) {
			fmt.Fprintf(&b, "%s %s %s %v:", k.Study, k.Interview, k.Date, k.People)
			for _, m := range k.Marks {
				fmt.Fprintf(&b, " %s%v@%d%s", m.Participant, m.Tags, m.Turn, m.Theme)
			}
			b.WriteString("\n")
		}
		return b.String()
	}
	if got, want := line(app.FindingQuery{}), `A i1 2026-01-05 [ann]: ann[Price]@-1th ann[Discount Price]@-1
A i2 2026-01-20 [bob ann]: bob[Discount]@-1th ann[Price]@-1
B i3 2026-02-02 [bob]: bob[Cost Speed]@-1 bob[]@-1
B i4 2026-02-03 [cid]:
`; got != want {
		t.Errorf("Tracks() = %s, want %s", got, want)
	}
	if got, want := line(app.FindingQuery{Study: "B", Tags: []app.TagID{"Speed"}}), "B i3 2026-02-02 [bob]: bob[Cost Speed]@-1\nB i4 2026-02-03 [cid]:\n"; got != want {
		t.Errorf("Tracks(B) = %s, want %s", got, want)
	}
	filled, a, _ := twoStudies(t)
	tracks := must(filled.Tracks(ctx, app.FindingQuery{Study: a.Study.ID}))(t)
	if len(tracks) != 6 || tracks[0].Turns != len(a.Transcripts[0].Turns) || len(tracks[0].Marks) != 5 {
		t.Fatalf("Tracks() = %+v", tracks)
	}
	for i, m := range tracks[0].Marks {
		if want := a.Transcripts[0].TurnAt(m.Start); m.Turn != want || i > 0 && m.Start < tracks[0].Marks[i-1].Start {
			t.Errorf("mark %d = %+v, want turn %d", i, m, want)
		}
	}
}
