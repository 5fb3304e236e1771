package search_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
)

func TestAsked_TellsWhatOtherStudiesKnow(t *testing.T) {
	b := apptest.New(t)
	st, other := b.Study("Onboarding"), b.Study("Pricing")
	guided := &app.Study{ID: app.NewID[app.StudyID](), Name: "Field visits", Guide: []string{"How did you get access to the rota?", "What did access cost you?"},
		Questions: []string{"Who decides?"}, Start: "2026-03-01", Stamp: b.Hand.Stamp()}
	b.Put(guided)
	iv := b.Session(st, "P01", "Mod: Tell me.", "P: I waited three days for access.")
	f := iv.Finding("three days for access")
	own := b.Session(other, "P02", "P: Access is too expensive.").Finding("Access is too expensive")
	b.Theme(st, "Waiting for access", f)
	b.Insight(st, "People wait for access", app.Evidence{Finding: f.ID, Stance: app.Supports})
	s := &search.Service{Store: b.Store, Confidence: func(s app.Support) string { return map[int]string{1: "Very low"}[s.Participants] }}
	before, err := s.Asked(t.Context(), `access: "`, other.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(before.Insights) != 1 || before.Insights[0].Strength != "Very low confidence" || before.Insights[0].StudyName != "Onboarding" || before.Insights[0].Date == "" {
		t.Errorf("insights %+v", before.Insights)
	}
	if len(before.Themes) != 1 || before.Themes[0].Strength != "1 of 1 people" {
		t.Errorf("themes %+v", before.Themes)
	}
	if len(before.Findings) != 1 || before.Findings[0].ID == string(own.ID) || before.Findings[0].Why() != "contains “access”" {
		t.Errorf("findings %+v", before.Findings)
	}
	if before, err = s.Asked(t.Context(), "How did people get access to the rota", ""); err != nil || len(before.Questions) != 1 ||
		before.Questions[0].Asked != "How did you get access to the rota?" || before.Questions[0].Date != "2026-03-01" {
		t.Errorf("questions %+v, %v", before.Questions, err)
	}
	if before, err = s.Asked(t.Context(), " -\"", ""); err != nil || !before.Empty() {
		t.Errorf("nothing asked: %+v, %v", before, err)
	}
}
