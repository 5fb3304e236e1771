package storage_test

import (
	"reflect"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// insightsOf counts in the file and in memory, which has to give the same.
func insightsOf(t *testing.T, s *storage.Store, study app.StudyID) []app.InsightRow {
	t.Helper()
	inFile := must(s.Insights(ctx, study))(t)
	other := must(storage.Open(ctx, s.Path(), storage.Options{ReadOnly: true}))(t)
	defer func() { _ = other.Close() }() // only read
	if err := other.WarmFindings(ctx); err != nil {
		t.Fatal(err)
	}
	if inMemory := must(other.Insights(ctx, study))(t); !reflect.DeepEqual(inFile, inMemory) {
		t.Errorf("counted in memory %+v, in the file %+v", inMemory, inFile)
	}
	return inFile
}

func TestInsights_CountWhatStandsBehindThem(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Make(storagetest.Size{Interviews: 4, Findings: 2, Participants: 3, Themes: 1})
	f.Interviews[3].Method = "" // then the study's counts
	f.Placements = nil
	for _, step := range f.Steps() {
		apply(t, s, step)
	}
	finding := func(n int, st app.Stance) app.Evidence { return app.Evidence{Finding: f.Findings[n].ID, Stance: st} }
	theme := f.Themes[0]
	for _, n := range []int{0, 4, 6, 7} { // findings 2n and 2n+1 are of interview n; interviews 0 and 3 are P1
		commit(t, s, &app.Placement{Theme: theme.ID, Finding: f.Findings[n].ID, Order: float64(n), Stamp: by})
	}
	for _, c := range []struct {
		name     string
		evidence []app.Evidence
		want     app.Support
	}{
		{"nothing", nil, app.Support{}},
		{"one finding", []app.Evidence{finding(2, app.Supports)},
			app.Support{Findings: 1, Participants: 1, Segments: 1, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[1].Date, TopShare: 1}},
		{"for and against", []app.Evidence{finding(0, app.Supports), finding(1, app.Nuances), finding(2, app.Contradicts)},
			app.Support{Findings: 2, Against: 1, AgainstPeople: 1, Participants: 1, Segments: 1, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[0].Date, TopShare: 1}},
		{"a theme counts by its findings", []app.Evidence{{Theme: theme.ID, Stance: app.Supports}},
			app.Support{Findings: 4, Participants: 2, Segments: 2, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[3].Date, TopShare: 0.75}},
		{"a finding counts once", []app.Evidence{{Theme: theme.ID, Stance: app.Supports}, finding(0, app.Supports)},
			app.Support{Findings: 4, Participants: 2, Segments: 2, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[3].Date, TopShare: 0.75}},
		{"a finding's own stance wins over its theme's", []app.Evidence{{Theme: theme.ID, Stance: app.Supports}, finding(4, app.Contradicts)},
			app.Support{Findings: 3, Against: 1, AgainstPeople: 1, Participants: 1, Segments: 1, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[3].Date, TopShare: 1}},
		{"a theme for and against", []app.Evidence{{Theme: theme.ID, Stance: app.Supports, Strength: app.Weak}, {Theme: theme.ID, Stance: app.Contradicts}},
			app.Support{Findings: 4, Against: 4, AgainstPeople: 2, Participants: 2, Segments: 2, Studies: 1, Methods: []string{"Interview"}, Newest: f.Interviews[3].Date,
				TopShare: 0.75, Weak: 4}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := &app.Insight{ID: app.InsightID(c.name), Study: f.Study.ID, Title: c.name, Status: app.InsightDraft, Evidence: c.evidence, Stamp: by}
			e := commit(t, s, in)
			rows := insightsOf(t, s, f.Study.ID)
			c.want.Asked, c.want.AllSegments = 3, 3
			c.want.Missing, c.want.ByMonth = rows[0].Support.Missing, rows[0].Support.ByMonth // see TestInsights_CountByMonthAndStrength
			if len(rows) != 1 || !rows[0].Insight.Equal(in) || !reflect.DeepEqual(rows[0].Support, c.want) || rows[0].StudyName != "s" {
				t.Errorf("Insights() = %+v, want support %+v", rows, c.want)
			}
			must(s.Revert(ctx, e.Seq))(t)
		})
	}
}

func TestInsights_CountByMonthAndStrength(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Make(storagetest.Size{Interviews: 4, Findings: 2, Participants: 3, Themes: 1})
	f.Interviews[1].Date, f.Interviews[3].Date = "2026-08-30", "2027-01-05" // findings 2n and 2n+1 are of interview n; interviews 0 and 3 are P1
	f.Placements = nil
	for _, step := range f.Steps() {
		apply(t, s, step)
	}
	commit(t, s, &app.Placement{Theme: f.Themes[0].ID, Finding: f.Findings[6].ID, Order: 1, Stamp: by})
	in := &app.Insight{ID: "i", Study: f.Study.ID, Title: "T", Status: app.InsightDraft, Stamp: by, Evidence: []app.Evidence{
		{Finding: f.Findings[0].ID, Stance: app.Supports, Strength: app.Weak}, {Finding: f.Findings[2].ID, Stance: app.Supports},
		{Finding: f.Findings[4].ID, Stance: app.Contradicts, Strength: app.Strong}, {Finding: f.Findings[5].ID, Stance: app.Contradicts},
		{Theme: f.Themes[0].ID, Stance: app.Supports, Strength: app.Strong}}}
	advice := &app.Recommendation{ID: "r", Study: f.Study.ID, Text: "Do", Kind: app.ToDo, Status: app.Proposed, Insights: []app.InsightID{"gone", "i"}, Stamp: by}
	decision := &app.Decision{ID: "d", Text: "Done", Insights: []app.InsightID{"i"}, Stamp: by}
	commit(t, s, in, advice, decision)
	row := insightsOf(t, s, f.Study.ID)[0]
	want := app.Support{Findings: 3, Against: 2, Participants: 2, AgainstPeople: 1, Asked: 3, Segments: 2, AllSegments: 3, Missing: []string{"Enterprise"},
		Studies: 1, Methods: []string{"Interview"}, Newest: "2027-01-05", TopShare: 2.0 / 3, Strong: 1, Weak: 1,
		ByMonth: []app.Supporters{{Month: "2027-01-01", Strength: app.Strong, People: 1}, {Month: "2026-08-01", Strength: app.Medium, People: 1}}}
	if !reflect.DeepEqual(row.Support, want) {
		t.Errorf("support %+v, want %+v", row.Support, want)
	}
	if len(row.Advice) != 1 || !row.Advice[0].Equal(advice) || row.Decisions != 1 {
		t.Errorf("advice %+v, decisions %d", row.Advice, row.Decisions)
	}
}

func TestInsights_TellWhatNewerFindingsSpeakAgainst(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Make(storagetest.Size{Interviews: 1, Findings: 5, Themes: 1})
	f.Placements = nil
	for n, st := range []app.Stance{app.Contradicts, app.Contradicts, app.Supports, app.Contradicts, ""} {
		f.Findings[n].Stance, f.Findings[n].Created = st, noon.Add(time.Duration(n)*time.Hour) // 0 is older than the publication
	}
	for _, step := range f.Steps() {
		apply(t, s, step)
	}
	for n := range 3 {
		commit(t, s, &app.Placement{Theme: f.Themes[0].ID, Finding: f.Findings[n].ID, Order: float64(n), Stamp: by})
	}
	published := func(id app.InsightID, change func(*app.Insight)) {
		in := &app.Insight{ID: id, Study: f.Study.ID, Title: string(id), Status: app.InsightPublished, Version: 1, Published: noon.Add(30 * time.Minute), Stamp: by}
		change(in)
		commit(t, s, in)
	}
	theme, direct := app.Evidence{Theme: f.Themes[0].ID, Stance: app.Supports}, app.Evidence{Finding: f.Findings[3].ID, Stance: app.Contradicts}
	for _, c := range []struct {
		name   string
		want   int
		change func(*app.Insight)
	}{
		{"a", 1, func(in *app.Insight) { in.Evidence = []app.Evidence{theme} }},
		{"b with evidence", 2, func(in *app.Insight) { in.Evidence = []app.Evidence{theme, direct} }},
		{"c against a theme", 2, func(in *app.Insight) { in.Evidence = []app.Evidence{{Theme: theme.Theme, Stance: app.Contradicts}} }},
		{"d judged otherwise", 0, func(in *app.Insight) {
			in.Evidence = []app.Evidence{theme, {Finding: f.Findings[1].ID, Stance: app.Nuances}}
		}},
		{"e renewed since", 0, func(in *app.Insight) {
			in.Evidence, in.Renewed = []app.Evidence{theme, direct}, app.Renewal{At: noon.Add(9 * time.Hour)}
		}},
		{"f a draft", 0, func(in *app.Insight) { in.Evidence, in.Status = []app.Evidence{theme, direct}, app.InsightDraft }},
		{"g published before there were dates", 1, func(in *app.Insight) { in.Evidence, in.Published = []app.Evidence{theme}, time.Time{} }},
		{"h past its day", 0, func(in *app.Insight) { in.ReviewBy = "2026-11-02" }},
		{"i said to be stale", 0, func(in *app.Insight) { in.Status = app.InsightStale }},
	} {
		published(app.InsightID(c.name), c.change)
		for _, r := range insightsOf(t, s, "") {
			if r.ID == app.InsightID(c.name) && r.Against != c.want {
				t.Errorf("%s: %d newer findings speak against it, want %d", c.name, r.Against, c.want)
			}
		}
	}
	got := ""
	for _, r := range must(s.InsightsNeedingCare(ctx, f.Study.ID, "2026-11-03", 12, app.Page{}))(t) {
		got += string(r.ID[:1])
		if r.Until != "" {
			got += "@" + string(r.Until)
		}
		got += " "
	}
	if want := "a b c g h@2026-11-02 i "; got != want {
		t.Errorf("need care: %s, want %s", got, want)
	}
	if all := must(s.InsightsNeedingCare(ctx, "", "2027-11-03", 12, app.Page{Limit: 3, Offset: 1}))(t); len(all) != 3 {
		t.Errorf("a page of %d, want 3", len(all))
	}
}
