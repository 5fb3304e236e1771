package column

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"throughline/app"
)

// grown is an index of n findings in 200 studies and 5,000 interviews, straight in the columns.
func grown(n int) *Table {
	r := rand.New(rand.NewPCG(1, 2))
	t := New(n)
	for i := int64(1); i <= 200; i++ {
		t.PutStudy(Study{ID: i, GUID: fmt.Sprintf("s%d", i), Name: fmt.Sprintf("Study %d", i), Product: fmt.Sprintf("Product %d", i%12), Region: fmt.Sprintf("Region %d", i%6), Method: "Interview"})
		for k := range int64(15) {
			t.PutTag(Tag{ID: i*15 + k, Study: i, GUID: fmt.Sprintf("g%d", i*15+k), Name: fmt.Sprintf("Tag %d", i*15+k)})
		}
		for k := range int64(6) {
			t.PutTheme(Theme{ID: i*6 + k, Study: i, GUID: fmt.Sprintf("t%d", i*6+k), Name: fmt.Sprintf("Theme %d", k), Order: float64(k)})
		}
	}
	for i := int64(1); i <= 5000; i++ {
		t.PutPerson(Person{ID: i, GUID: fmt.Sprintf("p%d", i), Code: fmt.Sprintf("P%d", i), Key: fmt.Sprintf("P%08d", i), Segment: fmt.Sprintf("Segment %d", i%7),
			Attributes: []app.Attribute{{Name: "Role", Value: fmt.Sprintf("Role %d", i%9)}, {Name: "Team size", Value: fmt.Sprint(i % 50)}}})
		t.PutInterview(Interview{ID: i, Study: (i-1)/25 + 1, GUID: fmt.Sprintf("i%d", i), Title: fmt.Sprintf("Interview %04d", i),
			Date: app.DateOf(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(i*7%900))), People: []int64{i}})
		t.PutText(Text{ID: i, Interview: i, Revision: 1})
	}
	turns := map[int64][]int32{}
	for i := int64(1); i <= 5000; i++ {
		for k := range int32(150) {
			turns[i] = append(turns[i], k*340)
		}
	}
	sounds := []app.Sound{app.Positive, app.Negative, app.Neutral, app.Mixed, ""}
	stances := []app.Stance{"", app.Supports, app.Contradicts, app.Nuances}
	for i := range n {
		iv := int64(i)*5000/int64(n) + 1
		study := (iv-1)/25 + 1
		f := Row{ID: int64(i + 1), Study: study, Interview: iv, Text: iv, Person: iv, Start: r.IntN(50000), Created: 1.7e12 + int64(i)*1000 + r.Int64N(1e9),
			Stance: stances[r.IntN(4)], Severity: r.IntN(5), Star: r.IntN(10) == 0, Note: r.IntN(5) == 0, Author: fmt.Sprintf("author %d", r.IntN(6)), Estimated: true,
			Sound: sounds[r.IntN(5)], Kinds: r.IntN(32)}
		f.End = f.Start + 40 + r.IntN(300)
		for range r.IntN(4) {
			f.Tags = append(f.Tags, Tagging{Tag: study*15 + r.Int64N(15), Author: f.Author, Provenance: provenanceNames[1+r.IntN(3)]})
		}
		if r.IntN(10) < 7 {
			f.Places = []Place{{Board: study, Theme: study*6 + r.Int64N(6), Order: r.Float64()}}
		}
		t.Put(&f)
	}
	t.Settle()
	t.SetTurns(turns)
	return t
}

func TestTable_DoubtsWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct {
		name string
		row  Row
		want bool
	}{
		{"a finding like the others", Row{ID: 101, Study: 1, Interview: 1}, true},
		{"an unknown study", Row{ID: 101, Study: 999, Interview: 1}, false},
		{"an unknown interview", Row{ID: 101, Study: 1, Interview: 9999}, false},
		{"an unknown participant", Row{ID: 101, Study: 1, Person: 9999}, false},
		{"an unknown tag", Row{ID: 101, Study: 1, Tags: []Tagging{{Tag: 99999}}}, false},
		{"an unknown theme", Row{ID: 101, Study: 1, Places: []Place{{Board: 1, Theme: 99999}}}, false},
		{"an id before the last one that nothing had", Row{ID: -4, Study: 1}, false},
		{"an id that is there already", Row{ID: 50, Study: 2, Interview: 30}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := grown(100)
			table.Put(&c.row)
			table.Settle()
			if err := table.Err(); (err == nil) != c.want {
				t.Errorf("Err() = %v", err)
			}
		})
	}
}

func TestTable_GivesARowIDAgain(t *testing.T) {
	table := grown(100)
	table.DropTag(15)
	table.PutTag(Tag{ID: 15, Study: 1, GUID: "another", Name: "Another"})
	if table.tags.find("g15") != 0 || table.tags.find("another") == 0 {
		t.Error("a tag is found by the id of one that is gone")
	}
	table.Drop(100)
	table.Put(&Row{ID: 100, Study: 3})
	table.Settle()
	if table.Len() != 100 || table.Err() != nil {
		t.Errorf("Len() = %d, Err() = %v", table.Len(), table.Err())
	}
}

func TestTable_SurvivesCompaction(t *testing.T) {
	table := grown(2000)
	q := &app.FindingQuery{Where: &app.Clause{Op: app.OpTag, Tags: []app.TagID{"g15", "g16", "g17"}}}
	want := fmt.Sprint(table.Page(q, Given{}))
	row := Row{ID: 2000, Study: 200, Interview: 5000, Tags: []Tagging{{Tag: 3000}, {Tag: 3001}}}
	for range 80_000 {
		table.Put(&row)
	}
	table.Put(&Row{ID: 1999, Study: 200, Interview: 5000, Tags: []Tagging{{Tag: 3000}}})
	table.Drop(1999) // its tags stood behind all that compaction keeps
	grownTo := len(table.taggings)
	table.Settle()
	if len(table.taggings) >= grownTo/2 {
		t.Errorf("%d taggings are kept of %d", len(table.taggings), grownTo)
	}
	if got := fmt.Sprint(table.Page(q, Given{})); got != want {
		t.Errorf("after compaction %s, want %s", got, want)
	}
	if hand := table.byTagging(func(g tagging) bool { return g.tag > 0 }); hand.has(1998) {
		t.Error("a finding that is gone has a tag")
	}
}

func BenchmarkMillion(b *testing.B) {
	t := grown(1_000_000)
	tag := app.Clause{Op: app.OpTag, Tags: []app.TagID{"g1515"}}
	segment := []string{"Segment 3"}
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"page by place", func() { t.Page(&app.FindingQuery{Page: app.Page{Limit: 200}}, Given{}) }},
		{"page by newest", func() { t.Page(&app.FindingQuery{Order: app.ByNewest, Page: app.Page{Limit: 200}}, Given{}) }},
		{"page by theme, deep", func() {
			t.Page(&app.FindingQuery{Order: app.ByTheme, Page: app.Page{Offset: 600_000, Limit: 200}}, Given{})
		}},
		{"facets of all", func() { t.Facets(&app.FindingQuery{}, Given{}) }},
		{"facets of a segment and a sound", func() { t.Facets(&app.FindingQuery{Segments: segment, Sounds: []app.Sound{app.Negative}}, Given{}) }},
		{"facets of a tag and not a segment", func() {
			t.Facets(&app.FindingQuery{Where: &app.Clause{Op: app.OpAnd, Parts: []app.Clause{tag, {Op: app.OpNot, Parts: []app.Clause{{Op: app.OpSegment, Values: segment}}}}}}, Given{})
		}},
		{"overlapping a starred one", func() {
			t.Page(&app.FindingQuery{Where: &app.Clause{Op: app.OpOverlaps, Parts: []app.Clause{{Op: app.OpStar}}}, Page: app.Page{Limit: 200}}, Given{})
		}},
		{"near 3 a starred one", func() {
			t.Page(&app.FindingQuery{Where: &app.Clause{Op: app.OpNear, Turns: 3, Parts: []app.Clause{{Op: app.OpStar}}}, Page: app.Page{Limit: 200}}, Given{})
		}},
		{"cross segment by month", func() { _, _ = t.Cross(&app.CrossQuery{Rows: app.AxisSegment, Columns: app.AxisMonth}, Given{}) }},
		{"cross theme by segment", func() { _, _ = t.Cross(&app.CrossQuery{Rows: app.AxisTheme, Columns: app.AxisSegment}, Given{}) }},
		{"cross tag by study, rolled up", func() {
			_, _ = t.Cross(&app.CrossQuery{Rows: app.AxisTag, Columns: app.AxisStudy, RollUp: true}, Given{})
		}},
		{"pairs of tags", func() { t.Pairs(&app.FindingQuery{}, Given{}) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.do()
			}
		})
	}
}
