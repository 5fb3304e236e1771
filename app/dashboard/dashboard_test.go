package dashboard_test

import (
	"reflect"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/dashboard"
)

const today = app.Date("2026-11-25") // a Wednesday

func day(d app.Date) time.Time { return d.Time().Add(10 * time.Hour) }

// facts are three studies of two products, small enough to count by hand.
func facts() dashboard.Facts {
	study := func(id app.StudyID, product, region, status string, start, end app.Date, findings, untagged, unsorted int) app.StudyRow {
		return app.StudyRow{Study: app.Study{ID: id, Name: "Study " + string(id), Product: product, Region: region, Status: status, Start: start, End: end},
			Findings: findings, Untagged: untagged, Unsorted: unsorted}
	}
	return dashboard.Facts{
		Studies: []app.StudyRow{
			study("a", "Desk", "Nordics", "done", "2026-01-05", "2026-02-01", 40, 2, 4),
			study("b", "Desk", "Iberia", "running", "2026-11-02", "2026-12-20", 10, 1, 7),
			study("c", "Pay", "Nordics", "done", "2026-06-01", "2026-11-10", 5, 0, 5),
		},
		Sessions: []app.SessionRow{
			{ID: "a1", Study: "a", Title: "P01", Date: "2026-01-10", Findings: 40},
			{ID: "c1", Study: "c", Title: "P02", Date: "2026-09-01", Findings: 5},
			{ID: "c2", Study: "c", Title: "P03", Date: "2026-10-25", Findings: 0},
			{ID: "c3", Study: "c", Title: "P04", Date: "2026-10-26"},
			{ID: "b1", Study: "b", Title: "P05", Date: "2026-11-23", Findings: 10}, // the Monday of this week
			{ID: "b2", Study: "b", Title: "P06", Date: "2026-12-01"},               // planned
			{ID: "b3", Study: "b", Title: "P07"},
		},
		Insights: []app.Standing{
			{ID: "1", Study: "a", Title: "One", Status: app.InsightPublished, Published: day("2026-11-20"), Evidence: 3, Against: 1, People: 3},
			{ID: "2", Study: "c", Title: "Two", Status: app.InsightPublished, Published: day("2026-10-01"), ReviewBy: "2026-11-24", Decisions: 2, Evidence: 4, People: 2},
			{ID: "3", Study: "c", Title: "Three", Status: app.InsightPublished, Published: day("2026-09-11"), ReviewBy: "2026-11-25", Decisions: 1, Evidence: 9, Against: 1, People: 3},
			{ID: "4", Study: "a", Title: "Four", Status: app.InsightStale, Published: day("2026-07-01"), Evidence: 2, People: 1},
			{ID: "5", Study: "b", Title: "Five", Status: app.InsightInReview, Evidence: 1, People: 1},
			{ID: "6", Study: "b", Title: "Six", Status: app.InsightDraft, Owner: "Mara", Evidence: 1, People: 1},
			{ID: "7", Study: "b", Title: "Seven", Status: app.InsightDraft, Owner: "Mara"},
			{ID: "8", Title: "Eight", Status: app.InsightPublished, Published: day("2026-11-24"), Evidence: 2, People: 3},
		},
		People: []app.Attendance{{Study: "a", Participant: "p1", Segment: "Admin"}, {Study: "a", Participant: "p2"}, {Study: "b", Participant: "p1", Segment: "Admin"},
			{Study: "b", Participant: "p3", Segment: "Analyst"}, {Study: "c", Participant: "p4", Segment: "Admin"}},
		Tags: []app.TagState{
			{ID: "t1", Name: "Cost", Status: app.TagActive, Defined: true, Used: true},
			{ID: "t2", Name: "Old", Status: app.TagDeprecated, Used: true},
			{ID: "t3", Name: "Older", Status: app.TagDeprecated},
			{ID: "t4", Study: "a", Name: "Price", Status: app.TagActive, Mapped: true, Used: true},
			{ID: "t5", Study: "b", Name: "Speed", Status: app.TagActive},
		},
	}
}

func TestMeasure_EqualsWhatIsCountedByHand(t *testing.T) {
	for _, tt := range []struct {
		name  string
		scope dashboard.Scope
		want  dashboard.Numbers
	}{
		// Time to insight: one took 314 days (10 Jan to 20 Nov), two 30 and three 10 (1 Sep on), all in the last 90 days, the first of
		// which is 28 Aug. Four was published before, in the 90 days from 30 May on: 172 days.
		{"the whole programme", dashboard.Scope{}, dashboard.Numbers{
			ToInsight: dashboard.Timing{Days: 30, N: 3, Before: 172, BeforeN: 1},
			Waiting:   dashboard.Share{N: 4, Of: 7}, Backed: dashboard.Share{N: 3, Of: 5}, Stale: dashboard.Share{N: 2, Of: 6}, Used: dashboard.Share{N: 2, Of: 4}, Decided: 3,
			Contradicted: dashboard.Share{N: 2, Of: 5}, Unsorted: dashboard.Share{N: 16, Of: 55},
			Codebook: dashboard.Codebook{Tags: 3, Unused: 1, Undefined: 2, Apart: 1, Retired: 1},
		}},
		{"a product", dashboard.Scope{Product: "Desk"}, dashboard.Numbers{
			ToInsight: dashboard.Timing{Days: 314, N: 1, Before: 172, BeforeN: 1},
			Waiting:   dashboard.Share{N: 2, Of: 4}, Backed: dashboard.Share{N: 1, Of: 2}, Stale: dashboard.Share{N: 1, Of: 3}, Used: dashboard.Share{Of: 1},
			Contradicted: dashboard.Share{N: 1, Of: 2}, Unsorted: dashboard.Share{N: 11, Of: 50},
			Codebook: dashboard.Codebook{Tags: 3, Unused: 1, Undefined: 2, Apart: 1, Retired: 1},
		}},
		{"a region of a product", dashboard.Scope{Product: "Pay", Region: "Nordics"}, dashboard.Numbers{
			ToInsight: dashboard.Timing{Days: 20, N: 2},
			Waiting:   dashboard.Share{N: 2, Of: 3}, Backed: dashboard.Share{N: 1, Of: 2}, Stale: dashboard.Share{N: 1, Of: 2}, Used: dashboard.Share{N: 2, Of: 2}, Decided: 3,
			Contradicted: dashboard.Share{N: 1, Of: 2}, Unsorted: dashboard.Share{N: 5, Of: 5},
			Codebook: dashboard.Codebook{Tags: 1, Retired: 1},
		}},
		{"nothing", dashboard.Scope{Product: "None"}, dashboard.Numbers{Codebook: dashboard.Codebook{Tags: 1, Retired: 1}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := dashboard.Measure(facts().In(tt.scope), today)
			got.Interviews = dashboard.Flow{} // of the next test
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("Measure() =\n%+v, want\n%+v", got, tt.want)
			}
		})
	}
}

func TestMeasure_CountsInterviewsByWeekAndMonth(t *testing.T) {
	f := dashboard.Measure(facts(), today).Interviews
	// October counts up to the 25th, so that the 26th is left out. The planned one has not been held.
	if f.ThisMonth != 1 || f.LastMonth != 1 || f.Undated != 1 {
		t.Errorf("this month %d, last month %d, undated %d, want 1, 1, 1", f.ThisMonth, f.LastMonth, f.Undated)
	}
	if n := len(f.Weeks); n != 12 || f.Weeks[11] != (dashboard.Week{Start: "2026-11-23", N: 1}) || f.Weeks[0].Start != "2026-09-07" {
		t.Errorf("weeks: %+v", f.Weeks)
	}
	// 25 October is a Sunday, the last day of the week of the 19th; the 26th begins the next.
	if f.Weeks[6] != (dashboard.Week{Start: "2026-10-19", N: 1}) || f.Weeks[7] != (dashboard.Week{Start: "2026-10-26", N: 1}) {
		t.Errorf("weeks of October: %+v", f.Weeks[6:8])
	}
	if n := len(f.Months); n != 12 || f.Months[11] != (dashboard.Week{Start: "2026-11-01", N: 1}) || f.Months[10].N != 2 || f.Months[1] != (dashboard.Week{Start: "2026-01-01", N: 1}) {
		t.Errorf("months: %+v", f.Months)
	}
}

func TestMeasure_TakesTheMiddleOfTwo(t *testing.T) {
	f := facts()
	f.Insights = f.Insights[1:3] // 30 and 10 days
	if got := dashboard.Measure(f, today).ToInsight; got.Days != 20 || got.N != 2 {
		t.Errorf("time to insight = %+v, want 20 days of 2", got)
	}
	// What is published on the last day counts until midnight; what is dated after it, or before the first interview, does not.
	f.Insights = []app.Standing{{Study: "b", Published: day("2026-11-25").Add(13 * time.Hour)}, {Study: "b", Published: day("2026-11-26")}, {Study: "b", Published: day("2026-11-22")}}
	if got := dashboard.Measure(f, today).ToInsight; got.Days != 2 || got.N != 1 {
		t.Errorf("time to insight = %+v, want 2 days of 1", got)
	}
}

func TestCover_CountsPeopleOnce(t *testing.T) {
	for _, tt := range []struct {
		name    string
		by      dashboard.By
		most    int
		columns []string
		people  [][]int // Admin, Analyst, unknown
		left    int
	}{
		{"by study, the last that began first", dashboard.ByStudy, 0, []string{"b", "c", "a"}, [][]int{{1, 1, 1}, {1, 0, 0}, {0, 0, 1}}, 0},
		{"by product", dashboard.ByProduct, 0, []string{"Desk", "Pay"}, [][]int{{1, 1}, {1, 0}, {1, 0}}, 0},
		{"by region", dashboard.ByRegion, 0, []string{"Iberia", "Nordics"}, [][]int{{1, 2}, {1, 0}, {0, 1}}, 0},
		{"only some studies", dashboard.ByStudy, 1, []string{"b"}, [][]int{{1}, {1}, {0}}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := dashboard.Cover(facts(), tt.by, tt.most)
			var columns []string
			for _, k := range c.Columns {
				columns = append(columns, k.Value)
			}
			if !reflect.DeepEqual(c.Segments, []string{"Admin", "Analyst", ""}) || !reflect.DeepEqual(columns, tt.columns) ||
				!reflect.DeepEqual(c.People, tt.people) || c.Left != tt.left {
				t.Errorf("Cover() = %+v, want columns %v with %v, %d left", c, tt.columns, tt.people, tt.left)
			}
		})
	}
	if c := dashboard.Cover(dashboard.Facts{}, dashboard.ByStudy, 5); len(c.Segments)+len(c.Columns)+len(c.People) != 0 {
		t.Errorf("Cover() of nothing = %+v", c)
	}
}

func TestNeeds_GathersWhatIsAlike(t *testing.T) {
	for _, tt := range []struct {
		name  string
		study app.StudyID
		want  []string
	}{
		{"all studies", "", []string{
			"4 interviews of 2 studies wait to be tagged",
			"“Seven” has no evidence yet",
			"“One” is contradicted by a third of its evidence or more",
			"2 insights are stale",
			"“Five” waits for review",
			"“Six” is your draft",
			"12 findings of 2 studies in no theme", // a ended long ago
			"1 finding without a tag",
		}},
		{"one that ended long ago asks when it is open", "a", []string{
			"“One” is contradicted by a third of its evidence or more",
			"“Four” is stale",
			"4 findings in no theme",
			"2 findings without a tag",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, n := range dashboard.Needs(facts(), "Mara", tt.study, today) {
				got = append(got, n.Text)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("Needs() = %q, want %q", got, tt.want)
			}
		})
	}
	for _, n := range dashboard.Needs(facts(), "Tomas", "", today) {
		if n.Kind == dashboard.NeedDraft {
			t.Errorf("a draft of somebody else's is asked for: %+v", n)
		}
	}
	if got := dashboard.Needs(dashboard.Facts{}, "Mara", "", today); len(got) > 0 {
		t.Errorf("Needs() of nothing = %+v", got)
	}
}

func TestStudies_SaysWhereEachStands(t *testing.T) {
	all := dashboard.Studies(facts())
	var order []app.StudyID
	for _, p := range all {
		order = append(order, p.ID)
	}
	if !reflect.DeepEqual(order, []app.StudyID{"b", "c", "a"}) {
		t.Errorf("order %v, want b (running), c, a (by their last interview)", order)
	}
	if b := all[0]; b.Interviews != 3 || b.Tagged != 1 || b.Insights != 3 || b.Firm != 1 || b.Last != "2026-12-01" {
		t.Errorf("b stands at %+v", b)
	}
}

func TestMetrics_SayWhatTheyCount(t *testing.T) {
	words := map[dashboard.Key][2]string{}
	for _, m := range dashboard.Measure(facts(), today).Metrics(today) {
		words[m.Key] = [2]string{m.Value, m.Note}
		if m.Title == "" || m.Definition == "" {
			t.Errorf("%s does not say what it is", m.Key)
		}
	}
	for key, want := range map[dashboard.Key][2]string{
		dashboard.KeyToInsight:  {"30 days", "median of 3; 172 days in the 90 days before"},
		dashboard.KeyInterviews: {"1", "1 in October up to the same day"},
		dashboard.KeyBacked:     {"3", "of 5 insights in review or published"},
		dashboard.KeyUsed:       {"2", "of 4 published, in 3 decisions"},
		dashboard.KeyUnused:     {"1", "of 3 tags"},
	} {
		if words[key] != want {
			t.Errorf("%s reads %q, want %q", key, words[key], want)
		}
	}
	empty := dashboard.Measure(dashboard.Facts{}, today).Metrics(today)
	if empty[0].Value != "–" || empty[0].Note != "none published in 90 days" || empty[2].Note != "no insights in review or published" {
		t.Errorf("without facts: %+v", empty)
	}
}

func TestNeeds_NamesStudiesKeptTooLong(t *testing.T) {
	study := func(id app.StudyID, end, keep app.Date) app.StudyRow {
		return app.StudyRow{Study: app.Study{ID: id, Name: "Study " + string(id), End: end, Keep: keep, Status: "done"}}
	}
	for _, tt := range []struct {
		name    string
		studies []app.StudyRow
		erased  []app.StudyID
		want    string
	}{
		{"its own day is over", []app.StudyRow{study("a", "", "2026-05-31")}, nil, "The words of “Study a” were to be kept until 31 May 2026"},
		{"the last day itself", []app.StudyRow{study("a", "", "2026-11-02")}, nil, ""},
		{"by the standards", []app.StudyRow{study("a", "2025-09-30", "")}, nil, "The words of “Study a” were to be kept until 30 September 2026"},
		{"several", []app.StudyRow{study("a", "", "2026-05-31"), study("b", "", "2026-05-31")}, nil, "2 studies are past the day until which their words may be kept"},
		{"its words are gone", []app.StudyRow{study("a", "", "2026-05-31")}, []app.StudyID{"a"}, ""},
		{"no end", []app.StudyRow{study("a", "", "")}, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			for _, n := range dashboard.Needs(dashboard.Facts{Studies: tt.studies, Erased: tt.erased, Months: 12}, "Mara", "", "2026-11-02") {
				if n.Kind == dashboard.NeedErasure {
					got = n.Text
				}
			}
			if got != tt.want {
				t.Errorf("Needs() says %q, want %q", got, tt.want)
			}
		})
	}
}
