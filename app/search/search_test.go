package search_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
)

func TestSearch_Groups(t *testing.T) {
	b := apptest.New(t)
	st, other := b.Study("Onboarding"), b.Study("Pricing")
	iv := b.Session(st, "P01", "Mod: Tell me about access.", "P: I waited three days for access. Déjà vu!", "P: Then access came.", "P: No access, no work.")
	b.Session(other, "P02", "P: Access is too expensive.")
	f := iv.Finding("three days for access")
	b.Tag(st, "Access", "")
	b.Theme(st, "Waiting for access", f)
	b.Insight(st, "People wait for access", app.Evidence{Finding: f.ID, Stance: app.Supports})
	s := &search.Service{Store: b.Store}
	for _, c := range []struct {
		name, query string
		study       app.StudyID
		limit       int
		want        string // "Title count", + when there are more
	}{
		{"everything, in order", "access", "", 10, "Insights 1, Themes 1, Findings 1, In interviews 5, Tags 1"},
		{"one study", "access", st.ID, 10, "Insights 1, Themes 1, Findings 1, In interviews 4, Tags 1"},
		{"another study", "ACCESS", other.ID, 10, "In interviews 1"},
		{"more than the limit", "access", "", 2, "Insights 1, Themes 1, Findings 1, In interviews 2+, Tags 1"},
		{"exactly the limit", "access", "", 5, "Insights 1, Themes 1, Findings 1, In interviews 5, Tags 1"},
		{"no limit takes the usual one", "access", "", 0, "Insights 1, Themes 1, Findings 1, In interviews 5, Tags 1"},
		{"a limit below nothing as well", "access", "", -3, "Insights 1, Themes 1, Findings 1, In interviews 5, Tags 1"},
		{"a beginning, without accents", "vu dej", "", 10, "In interviews 1"},
		{"all words", "three access", "", 10, "Findings 1, In interviews 1"},
		{"a phrase that is not there", `"access three"`, "", 10, ""},
		{"people", "p02", "", 10, "Interviews 1, People 1"},
		{"nothing typed", " \t", "", 10, ""},
		{"only signs", `"-*()`, "", 10, ""},
		{"what nobody said", "zephyrine", "", 10, ""},
		{"an unknown study", "access", "gone", 10, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			groups, err := s.Search(t.Context(), c.query, c.study, c.limit)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, g := range groups {
				line := fmt.Sprintf("%s %d", g.Title, len(g.Hits))
				if g.More {
					line += "+"
				}
				got = append(got, line)
				for _, h := range g.Hits {
					if h.Kind != g.Kind || h.ID == "" || h.Title == "" {
						t.Errorf("hit %+v in group %s", h, g.Title)
					}
				}
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("Search() = %s, want %s", s, c.want)
			}
		})
	}
}
