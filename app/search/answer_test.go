package search_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
)

// told writes an answer as "Insights 1: title; Findings 5,000+: quote".
func told(a search.Answer) string {
	var groups []string
	for _, g := range a.Groups {
		var names []string
		for _, r := range g.Results {
			names = append(names, r.Snippet)
		}
		groups = append(groups, fmt.Sprintf("%s %s: %s", g.Title, g.Counted(), strings.Join(names, " / ")))
	}
	return strings.Join(groups, "; ")
}

func TestAnswer_HeedsHintsAndWhatItIsNarrowedTo(t *testing.T) {
	b := apptest.New(t)
	st := &app.Study{ID: app.NewID[app.StudyID](), Name: "Onboarding Q3", Product: "Desk", Region: "Nordics", Stamp: b.Hand.Stamp()}
	b.Put(st)
	other := b.Study("Pricing")
	iv := b.Session(st, "P01", "Mod: Tell me about access.", "P: The setup took three days.")
	tag := b.Tag(st, "Setup time", "")
	f := iv.Finding("The setup took three days", tag.ID)
	b.Session(other, "P02", "P: The setup is too expensive, and the price hides far behind the trust.")
	b.Theme(st, "Setup is slow", f)
	published := b.Insight(st, "Setup is where people wait", app.Evidence{Finding: f.ID, Stance: app.Supports})
	next := *published
	next.Status = app.InsightPublished
	cs := b.Hand.Begin("Publish")
	cs.Update(published, &next)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	s := &search.Service{Store: b.Store}
	const insight, theme, finding = "Insights 1: Setup is where people wait", "Themes 1: Setup is slow", "Findings 1: The setup took three days"
	const first, second = "The setup took three days.", "The setup is too expensive, and the price hides far behind the trust."
	for _, c := range []struct {
		name, text string
		narrow     app.SearchNarrow
		want       string
	}{
		{"everything", "setup", app.SearchNarrow{}, insight + "; " + theme + "; " + finding + "; In interviews 2: " + first + " / " + second + "; Tags 1: Setup time"},
		{"a study by name", "setup study:onb", app.SearchNarrow{}, insight + "; " + theme + "; " + finding + "; In interviews 1: " + first + "; Tags 1: Setup time"},
		{"not that study", "setup -study:onb", app.SearchNarrow{}, "In interviews 1: " + second},
		{"a tag", "setup tag:setup", app.SearchNarrow{}, insight + "; " + theme + "; " + finding},
		{"a tag that is not", "setup tag:price", app.SearchNarrow{}, ""},
		{"without a tag", "setup -tag:setup", app.SearchNarrow{}, ""},
		{"a person", "setup person:p02", app.SearchNarrow{}, "In interviews 1: " + second},
		{"an interview", `setup in:"with P01"`, app.SearchNarrow{}, insight + "; " + theme + "; " + finding + "; In interviews 1: " + first},
		{"published", "is:published", app.SearchNarrow{}, insight},
		{"drafts", "setup is:draft", app.SearchNarrow{}, ""},
		{"two states", "setup -is:starred -is:untagged", app.SearchNarrow{Kinds: []app.Kind{app.KindFinding}}, finding},
		{"a state that is not and one that is", "setup is:untagged -is:starred", app.SearchNarrow{Kinds: []app.Kind{app.KindFinding}}, ""},
		{"near", "price NEAR/5 trust", app.SearchNarrow{}, "In interviews 1: " + second},
		{"too far", "price NEAR/3 trust", app.SearchNarrow{}, ""},
		{"either", "days OR expensive", app.SearchNarrow{Kinds: []app.Kind{app.KindTranscript}}, "In interviews 2: " + first + " / " + second},
		{"not", "setup -expensive", app.SearchNarrow{Kinds: []app.Kind{app.KindTranscript}}, "In interviews 1: " + first},
		{"a product", "setup", app.SearchNarrow{Products: []string{"Desk"}, Kinds: []app.Kind{app.KindFinding, app.KindTranscript}}, finding + "; In interviews 1: " + first},
		{"a region nobody is in", "setup", app.SearchNarrow{Regions: []string{"Iberia"}}, ""},
		{"a segment", "setup", app.SearchNarrow{Segments: []string{"Admin"}, Kinds: []app.Kind{app.KindInsight, app.KindTheme, app.KindFinding}}, insight + "; " + theme + "; " + finding},
		{"another segment", "setup", app.SearchNarrow{Segments: []string{"Nurse"}}, ""},
		{"a tag by id", "setup", app.SearchNarrow{Tags: []app.TagID{tag.ID}, Kinds: []app.Kind{app.KindFinding}}, finding},
		{"the day of the interview", "setup", app.SearchNarrow{From: "2026-10-01", To: "2026-10-01", Kinds: []app.Kind{app.KindFinding, app.KindTranscript}}, finding + "; In interviews 2: " + first + " / " + second},
		{"a day after", "setup", app.SearchNarrow{From: "2026-10-02", Kinds: []app.Kind{app.KindFinding, app.KindTranscript}}, ""},
		{"changed before", "setup", app.SearchNarrow{To: "2026-01-01"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: c.text, Narrow: c.narrow}, Mode: search.Words})
			if err != nil {
				t.Fatal(err)
			}
			if got := told(a); got != c.want {
				t.Errorf("Answer() =\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
