package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// twoStudies is a workspace with two studies a and b, a the larger.
func twoStudies(t testing.TB) (*storage.Store, *storagetest.Filled, *storagetest.Filled) {
	t.Helper()
	s := storagetest.New(t)
	a := storagetest.Fill(t, s, storagetest.Size{Name: "a", Interviews: 6, Findings: 5, Tags: 3, Themes: 2, Insights: 2, Seed: 1})
	b := storagetest.Fill(t, s, storagetest.Size{Name: "b", Interviews: 2, Findings: 3, Tags: 1, Themes: 1, Insights: 1, Seed: 2})
	return s, a, b
}

// must is a value without its error.
func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestCounts_AreOfTheStudyOrOfAll(t *testing.T) {
	s, a, b := twoStudies(t)
	words := int64(0)
	for _, tr := range a.Transcripts {
		words += int64(app.CountWords(tr.Text))
	}
	got := must(s.Counts(ctx, a.Study.ID))(t)
	if want := (app.Counts{Studies: 2, Interviews: 6, Findings: 30, Tags: 3, Themes: 2, Insights: 2, Participants: 6, People: 6, Words: words}); got != want {
		t.Errorf("Counts(a) = %+v, want %+v", got, want)
	}
	got = must(s.Counts(ctx, ""))(t)
	if got.Interviews != 8 || got.Findings != 36 || got.Tags != 4 || got.Participants != 8 {
		t.Errorf("Counts(all) = %+v", got)
	}
	who := app.Candidacy{ID: "waiting", Study: a.Study.ID, Participant: b.Participants[0].ID, Stage: app.StageCandidate, Stamp: a.Study.Stamp}
	who.Moves = []app.Move{{Stage: app.StageCandidate, At: a.Study.Created}}
	commit(t, s, &who)
	if got := must(s.Counts(ctx, a.Study.ID))(t); got.Participants != 6 || got.People != 7 {
		t.Errorf("Counts(a) with a candidate = %d took part of %d people, want 6 of 7", got.Participants, got.People)
	}
	if got := must(s.Counts(ctx, "nobody"))(t); got.Findings != 0 || got.Words != 0 {
		t.Errorf("Counts(unknown) = %+v", got)
	}
}

func TestInterviews_ComeInPagesWithWhatTheListShows(t *testing.T) {
	s, a, _ := twoStudies(t)
	all := must(s.Interviews(ctx, a.Study.ID, app.Page{}))(t)
	if len(all) != 6 || !slices.IsSortedFunc(all, func(x, y app.InterviewRow) int {
		return strings.Compare(string(x.Date)+x.Title, string(y.Date)+y.Title)
	}) {
		t.Fatalf("Interviews() = %v", all)
	}
	r := all[0]
	if !r.Interview.Equal(a.Interviews[0]) || r.Findings != 5 || r.Words != app.CountWords(a.Transcripts[0].Text) ||
		!slices.Equal(r.Codes, []string{"P1"}) || !slices.Equal(r.Segments, []string{"Teams"}) || r.Duration != a.Transcripts[0].Duration() {
		t.Errorf("Interviews()[0] = %+v", r)
	}
	page := must(s.Interviews(ctx, "", app.Page{Offset: 3, Limit: 4}))(t)
	whole := must(s.Interviews(ctx, "", app.Page{}))(t)
	if len(page) != 4 || page[0].ID != whole[3].ID || page[3].ID != whole[6].ID {
		t.Errorf("Interviews(page) = %v", page)
	}
}

func TestTranscript_GivesTheLatestRevisionAndItsUndoTheOneBefore(t *testing.T) {
	s, a, _ := twoStudies(t)
	old := a.Transcripts[0]
	next := *old
	next.ID, next.Revision, next.Text = "next", 2, strings.ToUpper(old.Text)
	e := commit(t, s, &next)
	if got := must(s.Transcript(ctx, old.Interview))(t); !got.Equal(&next) {
		t.Errorf("Transcript() = revision %d, want 2", got.Revision)
	}
	word := strings.Fields(old.Text)[0]
	turns := func() int {
		return len(must(s.Search(ctx, `"`+word+`"`, a.Study.ID, []app.Kind{app.KindTranscript}, 1000))(t))
	}
	before := turns()
	must(s.Revert(ctx, e.Seq))(t)
	if got := must(s.Transcript(ctx, old.Interview))(t); !got.Equal(old) {
		t.Errorf("Transcript() after undo = revision %d, want 1", got.Revision)
	}
	if after := turns(); before != after {
		t.Errorf("search found %d turns with two revisions and %d with one", before, after)
	}
	_, err := s.Transcript(ctx, "nobody")
	wantCode(t, "Transcript(unknown)", err, app.ENotFound)
}

// chosen filters findings the slow way, as an oracle.
func chosen(all []app.FindingRow, keep func(app.FindingRow) bool) []app.FindingID {
	var ids []app.FindingID
	for _, r := range all {
		if keep(r) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func idsOf(rows []app.FindingRow) []app.FindingID {
	return chosen(rows, func(app.FindingRow) bool { return true })
}

func TestFindings_MatchEveryFieldOfAQuery(t *testing.T) {
	s, a, b := twoStudies(t)
	note := &app.Finding{ID: "note", Study: a.Study.ID, Note: "Überraschung in the hallway", At: app.NoTime, Stamp: by}
	commit(t, s, note)
	all := must(s.Findings(ctx, app.FindingQuery{}))(t)
	if len(all) != 37 {
		t.Fatalf("Findings() = %d rows, want 37", len(all))
	}
	tag0, theme1 := a.Tags[0].ID, a.Themes[1].ID
	for _, c := range []struct {
		name  string
		query app.FindingQuery
		keep  func(app.FindingRow) bool
	}{
		{"study", app.FindingQuery{Study: b.Study.ID}, func(r app.FindingRow) bool { return r.Study == b.Study.ID }},
		{"unknown study", app.FindingQuery{Study: "nobody"}, func(app.FindingRow) bool { return false }},
		{"interviews", app.FindingQuery{Interviews: []app.InterviewID{a.Interviews[1].ID, b.Interviews[0].ID}},
			func(r app.FindingRow) bool {
				return r.Interview == a.Interviews[1].ID || r.Interview == b.Interviews[0].ID
			}},
		{"participants", app.FindingQuery{Participants: []app.ParticipantID{a.Participants[2].ID}}, func(r app.FindingRow) bool { return r.Participant == a.Participants[2].ID }},
		{"segments", app.FindingQuery{Segments: []string{"Solo", "none"}}, func(r app.FindingRow) bool { return r.Segment == "Solo" }},
		{"tags", app.FindingQuery{Tags: []app.TagID{tag0, b.Tags[0].ID}}, func(r app.FindingRow) bool { return r.HasTag(tag0) || r.HasTag(b.Tags[0].ID) }},
		{"themes", app.FindingQuery{Themes: []app.ThemeID{theme1}}, func(r app.FindingRow) bool { return r.Theme == theme1 }},
		{"stances", app.FindingQuery{Stances: []app.Stance{app.Supports, ""}}, func(r app.FindingRow) bool { return r.Stance == app.Supports || r.Stance == "" }},
		{"authors", app.FindingQuery{Authors: []string{"ben"}}, func(app.FindingRow) bool { return false }},
		{"untagged", app.FindingQuery{Untagged: true}, func(r app.FindingRow) bool { return len(r.Tags) == 0 }},
		{"unsorted", app.FindingQuery{Study: a.Study.ID, Unsorted: true}, func(r app.FindingRow) bool { return r.Study == a.Study.ID && r.Theme == "" }},
		{"starred", app.FindingQuery{Starred: true}, func(r app.FindingRow) bool { return r.Star }},
		{"text", app.FindingQuery{Text: "uberrasch"}, func(r app.FindingRow) bool { return r.ID == "note" }},
		{"text of signs", app.FindingQuery{Text: " -- \" * "}, func(app.FindingRow) bool { return true }},
		{"several at once", app.FindingQuery{Study: a.Study.ID, Tags: []app.TagID{tag0}, Segments: []string{"Teams"}, Stances: []app.Stance{app.Nuances}},
			func(r app.FindingRow) bool { return r.HasTag(tag0) && r.Segment == "Teams" && r.Stance == app.Nuances }},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, want := idsOf(must(s.Findings(ctx, c.query))(t)), chosen(all, c.keep)
			if !slices.Equal(got, want) {
				t.Errorf("Findings() = %v, want %v", got, want)
			}
			if f := must(s.FindingFacets(ctx, c.query))(t); f.Total != len(want) {
				t.Errorf("FindingFacets().Total = %d, want %d", f.Total, len(want))
			}
			page := c.query
			page.Page = app.Page{Offset: 1, Limit: 2}
			if got, want := idsOf(must(s.Findings(ctx, page))(t)), want[min(1, len(want)):min(3, len(want))]; !slices.Equal(got, want) {
				t.Errorf("Findings(page) = %v, want %v", got, want)
			}
		})
	}
}

func TestFindings_CarryWhatTheirRowsShow(t *testing.T) {
	s, a, _ := twoStudies(t)
	for _, want := range a.Findings {
		got := must(s.FindingsByID(ctx, []app.FindingID{want.ID}))(t)
		if len(got) != 1 || !got[0].Finding.Equal(want) {
			t.Fatalf("FindingsByID(%s) = %+v, want %+v", want.ID, got, want)
		}
		if got[0].InterviewTitle == "" || got[0].Code == "" || got[0].Segment == "" {
			t.Errorf("row of %s = %+v", want.ID, got[0])
		}
	}
	ids := []app.FindingID{a.Findings[9].ID, "nobody", a.Findings[2].ID}
	if got, want := idsOf(must(s.FindingsByID(ctx, ids))(t)), []app.FindingID{ids[0], ids[2]}; !slices.Equal(got, want) {
		t.Errorf("FindingsByID() = %v, want %v", got, want)
	}
	if got := must(s.InterviewFindings(ctx, a.Interviews[0].ID))(t); len(got) != 5 || !slices.IsSortedFunc(got, func(x, y app.Finding) int { return x.Start - y.Start }) {
		t.Errorf("InterviewFindings() = %v", got)
	}
}

func TestFindings_AreSortedAsAsked(t *testing.T) {
	s, a, _ := twoStudies(t)
	key := map[app.FindingOrder]func(r app.FindingRow) string{
		app.ByPlace:  func(r app.FindingRow) string { return r.InterviewTitle + fmt.Sprintf("%09d", r.Start) },
		app.ByNewest: func(r app.FindingRow) string { return fmt.Sprintf("%020d", 1e15-r.Created.UnixMilli()) },
		app.ByParticipant: func(r app.FindingRow) string {
			return r.Code + r.InterviewTitle + fmt.Sprintf("%09d", r.Start)
		},
		app.ByTheme: func(r app.FindingRow) string {
			if r.Theme == "" {
				return "~"
			}
			return r.ThemeName
		},
	}
	for order, k := range key {
		rows := must(s.Findings(ctx, app.FindingQuery{Study: a.Study.ID, Order: order}))(t)
		if len(rows) != 30 || !slices.IsSortedFunc(rows, func(x, y app.FindingRow) int { return strings.Compare(k(x), k(y)) }) {
			t.Errorf("Findings(order %q) is not sorted: %v", order, idsOf(rows))
		}
	}
}

func TestFindingFacets_CountWhatAFilterWouldFind(t *testing.T) {
	s, a, _ := twoStudies(t)
	for _, q := range []app.FindingQuery{{}, {Study: a.Study.ID}, {Study: a.Study.ID, Tags: []app.TagID{a.Tags[1].ID}}, {Starred: true, Segments: []string{"Teams"}}} {
		f := must(s.FindingFacets(ctx, q))(t)
		count := func(change func(q *app.FindingQuery)) int {
			n := q
			change(&n)
			return len(must(s.Findings(ctx, n))(t))
		}
		expect := func(name string, got, want int) {
			if got != want {
				t.Errorf("query %+v, facet %s = %d, want %d", q, name, got, want)
			}
		}
		expect("total", f.Total, count(func(*app.FindingQuery) {}))
		expect("starred", f.Starred, count(func(q *app.FindingQuery) { q.Starred = true }))
		expect("untagged", f.Untagged, count(func(q *app.FindingQuery) { q.Untagged = true }))
		expect("unsorted", f.Unsorted, count(func(q *app.FindingQuery) { q.Unsorted = true }))
		for _, c := range f.Participants {
			expect("participant "+c.Label, c.Count, count(func(q *app.FindingQuery) { q.Participants = []app.ParticipantID{app.ParticipantID(c.Value)} }))
		}
		for _, c := range f.Themes {
			expect("theme "+c.Label, c.Count, count(func(q *app.FindingQuery) { q.Themes = []app.ThemeID{app.ThemeID(c.Value)} }))
		}
		for _, c := range f.Interviews {
			expect("interview "+c.Label, c.Count, count(func(q *app.FindingQuery) { q.Interviews = []app.InterviewID{app.InterviewID(c.Value)} }))
		}
		for _, c := range f.Stances {
			expect("stance "+c.Label, c.Count, count(func(q *app.FindingQuery) { q.Stances = []app.Stance{app.Stance(c.Value)} }))
		}
		for _, c := range f.Authors {
			expect("author "+c.Label, c.Count, count(func(q *app.FindingQuery) { q.Authors = []string{c.Value} }))
		}
		if len(q.Tags) == 0 && len(q.Segments) == 0 {
			for _, c := range f.Tags {
				expect("tag "+c.Label, c.Count, count(func(q *app.FindingQuery) { q.Tags = []app.TagID{app.TagID(c.Value)} }))
			}
			for _, c := range f.Segments {
				expect("segment "+c.Label, c.Count, count(func(q *app.FindingQuery) { q.Segments = []string{c.Value} }))
			}
		}
		for _, l := range [][]app.Facet{f.Tags, f.Themes, f.Participants, f.Segments, f.Interviews} {
			if !slices.IsSortedFunc(l, func(x, y app.Facet) int { return y.Count - x.Count }) {
				t.Errorf("facets are not sorted by count: %v", l)
			}
		}
	}
}

func TestTags_AreCountedInTheStudyAskedFor(t *testing.T) {
	s, a, b := twoStudies(t)
	wide := &app.Tag{ID: "wide", Name: "all over", Status: app.TagActive, Stamp: by}
	commit(t, s, wide)
	cs := app.NewChangeSet("Tag", "ana", noon)
	for _, f := range []*app.Finding{a.Findings[0], a.Findings[1], b.Findings[0]} {
		g := f.WithTag(app.Tagging{Tag: wide.ID, Author: "ana", Provenance: app.ByHand, Created: noon})
		cs.Update(f, g.WithTag(app.Tagging{Tag: wide.ID, Author: "ben", Provenance: app.ByHand, Created: noon}))
	}
	apply(t, s, cs)
	for _, c := range []struct {
		study            app.StudyID
		rows             int
		findings, people int
	}{{a.Study.ID, 4, 2, 1}, {b.Study.ID, 2, 1, 1}, {"", 5, 3, 2}} {
		rows := must(s.Tags(ctx, c.study))(t)
		if len(rows) != c.rows || rows[0].ID != wide.ID || rows[0].Findings != c.findings || rows[0].Participants != c.people {
			t.Errorf("Tags(%q) = %+v, want %+v", c.study, rows, c)
		}
		for _, r := range rows {
			query := app.FindingQuery{Study: c.study, Tags: []app.TagID{r.ID}}
			if want := len(must(s.Findings(ctx, query))(t)); r.Findings != want {
				t.Errorf("tag %s is on %d findings, want %d", r.Name, r.Findings, want)
			}
		}
	}
}

func TestThemes_AreCountedAndKeepTheOrderOfTheBoard(t *testing.T) {
	s, a, _ := twoStudies(t)
	rows := must(s.Themes(ctx, a.Study.ID))(t)
	placed := must(s.Placements(ctx, a.Study.ID))(t)
	if len(rows) != 2 || rows[0].ID != a.Themes[0].ID || len(placed) != len(a.Placements) || rows[0].Findings+rows[1].Findings != len(placed) {
		t.Fatalf("Themes() = %+v, Placements() = %d", rows, len(placed))
	}
	people := map[app.ParticipantID]bool{}
	for _, r := range must(s.Findings(ctx, app.FindingQuery{Themes: []app.ThemeID{rows[0].ID}}))(t) {
		people[r.Participant] = true
	}
	if rows[0].Participants != len(people) {
		t.Errorf("Participants = %d, want %d", rows[0].Participants, len(people))
	}
	if all := must(s.Themes(ctx, ""))(t); len(all) != 3 {
		t.Errorf("Themes(all) = %d, want 3", len(all))
	}
}

func TestPlacement_HoldsAFindingInOneThemeOfABoard(t *testing.T) {
	s, a, _ := twoStudies(t)
	p := a.Placements[0]
	other := &app.Placement{Theme: a.Themes[1].ID, Finding: p.Finding, Order: 1, Stamp: by}
	if p.Theme == other.Theme {
		t.Fatal("the test needs two themes")
	}
	cs := app.NewChangeSet("Copy", "ana", noon)
	cs.Create(other)
	_, err := s.Apply(ctx, cs)
	wantCode(t, "Apply(two themes)", err, app.EConflict)
	cs = app.NewChangeSet("Move", "ana", noon)
	cs.Create(other)
	cs.Delete(p)
	apply(t, s, cs)
	wide := &app.Theme{ID: "wide", Name: "Across studies", Stamp: by}
	commit(t, s, wide, &app.Placement{Theme: wide.ID, Finding: p.Finding, Stamp: by})
}

func TestParticipants_SortAsPeopleCount(t *testing.T) {
	s := fresh(t)
	for i, code := range []string{"P10", "p2", "P1", "X", "P02b", "P 3", ""} {
		if code != "" {
			commit(t, s, &app.Participant{ID: app.ParticipantID(fmt.Sprint(i)), Code: code, Stamp: by})
		}
	}
	var got []string
	for _, r := range must(s.Participants(ctx, ""))(t) {
		got = append(got, r.Code)
	}
	if want := []string{"P 3", "P1", "p2", "P02b", "P10", "X"}; !slices.Equal(got, want) {
		t.Errorf("Participants() = %v, want %v", got, want)
	}
	if by := must(s.ParticipantsByCode(ctx))(t); len(by) != 6 || by["P10"].ID != "0" {
		t.Errorf("ParticipantsByCode() = %v", by)
	}
}

func TestParticipants_CountTheirPartInTheStudy(t *testing.T) {
	s, a, b := twoStudies(t)
	rows := must(s.Participants(ctx, b.Study.ID))(t)
	if len(rows) != 2 || !rows[0].Participant.Equal(b.Participants[0]) || rows[0].Interviews != 1 || rows[0].Findings != 3 || rows[0].Last != b.Interviews[0].Date {
		t.Errorf("Participants(b) = %+v", rows)
	}
	if rows := must(s.Participants(ctx, a.Study.ID))(t); len(rows) != 6 {
		t.Errorf("Participants(a) = %d rows, want 6", len(rows))
	}
}

func TestSourceByHash_KnowsWhichStudyHasTheFile(t *testing.T) {
	s := fresh(t)
	commit(t, s, specimen()...)
	commit(t, s, &app.Study{ID: "other", Name: "Other", Stamp: by})
	for _, c := range []struct {
		hash  string
		study app.StudyID
		want  bool
	}{{"abc", "study-1", true}, {"abc", "", true}, {"abc", "other", false}, {"xyz", "", false}} {
		id, name, ok, err := s.SourceByHash(ctx, c.hash, c.study)
		if err != nil || ok != c.want || ok && (id != "source-1" || name != "eve.vtt") {
			t.Errorf("SourceByHash(%s, %s) = %s, %s, %v, %v", c.hash, c.study, id, name, ok, err)
		}
	}
}
