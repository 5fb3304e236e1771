package search_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
)

func TestAnswer_MendsWhatIsMisspelt(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("Onboarding")
	b.Session(st, "P01", "P: The permissions were confusing.", "P: Nobody told us about permissions.", "P: Our dashboard is slow.", "P: The dashboard has no export.",
		"P: Größe und Straße", "P: Die Größe der Straße")
	s := &search.Service{Store: b.Store}
	for _, c := range []struct {
		name, text string
		exact      bool
		mended     string
		left       string
		found      bool
	}{
		{"two slips in a long word", "permisions confusing", false, "permissions confusing", "", true},
		{"two letters swapped", "dashbaord", false, `"dashboard"`, "", true},
		{"the beginning of a word is right", "dashb", false, "", "", true},
		{"a short word stays", "dsh", false, "", "", false},
		{"what is there stays", "dashboard", false, "", "", true},
		{"other letters", "Grosse Strase", false, "Grosse strasse", "", true},
		{"only as typed", "dashbaord", true, "", "", false},
		{"numbers stay", "dashboard2", false, "", "", false},
		{"words that carry nothing are left out", "why is the dashboard confusing or slow", false, "", "", false},
		{"and it says which", "who has the slow dashboard", false, "slow dashboard", "who has the", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: c.text}, Mode: search.Words, Exact: c.exact})
			if err != nil {
				t.Fatal(err)
			}
			if mended := strings.Trim(a.Mended, `"`); mended != strings.Trim(c.mended, `"`) || strings.Join(a.Left, " ") != c.left || (len(a.Groups) > 0) != c.found {
				t.Errorf("mended %q, left out %q, found %s; want %q, %q, %v", a.Mended, a.Left, told(a), c.mended, c.left, c.found)
			}
		})
	}
}
