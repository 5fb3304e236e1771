package storage_test

import (
	"testing"

	"throughline/app"
	"throughline/storage"
)

// claim is an insight across studies.
func claim(id app.InsightID) *app.Insight {
	return &app.Insight{ID: id, Title: "Claim " + string(id), Status: app.InsightDraft, Stamp: by}
}

func found(t *testing.T, s *storage.Store, words string) int {
	t.Helper()
	n := 0
	for _, h := range must(s.Search(ctx, words, "", []app.Kind{app.KindInsight}, 10))(t) {
		if h.Kind == app.KindInsight {
			n++
		}
	}
	return n
}

func TestRecommendations_AreFoundWithTheirInsights(t *testing.T) {
	s := fresh(t)
	r := &app.Recommendation{ID: "r", Text: "Invite the gardener", Kind: app.ToDo, Status: app.Proposed, Insights: []app.InsightID{"a", "b"}, Stamp: by}
	commit(t, s, claim("a"), claim("b"), r)
	if n := found(t, s, "gardener"); n != 2 {
		t.Errorf("%d insights are found by the words of their recommendation, want 2", n)
	}
	less := *r
	less.Text, less.Insights = "Invite the plumber", []app.InsightID{"b"}
	cs := app.NewChangeSet("Edit", "ana", noon)
	cs.Update(r, &less)
	e := apply(t, s, cs)
	if g, p := found(t, s, "gardener"), found(t, s, "plumber"); g != 0 || p != 1 {
		t.Errorf("after the edit %d and %d, want 0 and 1", g, p)
	}
	must(s.Revert(ctx, e.Seq))(t)
	if n := found(t, s, "gardener"); n != 2 {
		t.Errorf("after undo %d, want 2", n)
	}
	if report := must(s.Check(ctx, nil))(t); !report.OK {
		t.Errorf("Check() = %+v", report)
	}
}

func TestDecisions_OfAnInsightAndOfAll(t *testing.T) {
	s := fresh(t)
	d := func(id app.DecisionID, date app.Date, of ...app.InsightID) *app.Decision {
		return &app.Decision{ID: id, Text: string(id), Date: date, Insights: of, Stamp: by}
	}
	commit(t, s, claim("a"), claim("b"), d("old", "2026-01-01", "a"), d("new", "2026-11-01", "b", "a"), d("other", "2026-05-01"))
	for _, c := range []struct {
		name string
		of   app.InsightID
		want string
	}{{"all", "", "new other old"}, {"of one", "a", "new old"}, {"of another", "b", "new"}, {"of none", "c", ""}} {
		got := ""
		for _, one := range must(s.Decisions(ctx, "", c.of))(t) {
			if got != "" {
				got += " "
			}
			got += string(one.ID)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDependants_OfAnInsightAreItsPublications(t *testing.T) {
	s := fresh(t)
	st := &app.Study{ID: "st", Name: "S", Stamp: by}
	in := claim("a")
	in.Study = st.ID
	pub := &app.Publication{ID: "p", Insight: "a", Version: 1, Title: "T", Level: app.Low, Computed: app.Low, Stamp: by}
	r := &app.Recommendation{ID: "r", Study: st.ID, Text: "Do", Kind: app.ToDo, Status: app.Proposed, Stamp: by}
	d := &app.Decision{ID: "d", Study: st.ID, Text: "Did", Stamp: by}
	commit(t, s, st, in, pub, r, d)
	if deps := must(s.Dependants(ctx, in.Ref()))(t); len(deps) != 1 || deps[0].Ref() != pub.Ref() {
		t.Errorf("of the insight: %v", deps)
	}
	deps := must(s.Dependants(ctx, st.Ref()))(t)
	cs := app.NewChangeSet("Delete study", "ana", noon)
	cs.DeleteAll(app.Hand{Author: "ana"}, deps, st, in)
	apply(t, s, cs)
	if n := len(must(s.Recommendations(ctx, ""))(t)) + len(must(s.Decisions(ctx, "", ""))(t)) + len(must(s.Publications(ctx, "a"))(t)); n != 0 {
		t.Errorf("%d records outlived their study", n)
	}
}
