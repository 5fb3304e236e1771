package search_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
)

func TestTemplates_AreFoundByTheirWords(t *testing.T) {
	b := apptest.New(t)
	s := &search.Service{Store: b.Store}
	b.Log.Subscribe(s.Changed)
	ctx := t.Context()
	template := func(kind app.TemplateKind, name, body string) *app.Template {
		tm := &app.Template{ID: app.NewID[app.TemplateID](), Kind: kind, Name: name, Stamp: b.Hand.Stamp(),
			Versions: []app.TemplateVersion{{Number: 1, Body: body, Author: apptest.Author, At: apptest.Noon}}}
		b.Put(tm)
		return tm
	}
	found := func(q search.Question) []string {
		t.Helper()
		a, err := s.Answer(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, g := range a.Groups {
			for _, r := range g.Results {
				if r.Kind == app.KindTemplate {
					names = append(names, r.Title)
				}
			}
		}
		return names
	}
	ask := func(text string, kinds ...app.Kind) search.Question {
		return search.Question{SearchQuery: app.SearchQuery{Text: text, Narrow: app.SearchNarrow{Kinds: kinds}}}
	}
	if got := found(ask("consent")); got != nil {
		t.Errorf("an empty playbook has %q", got)
	}
	template(app.TemplateChecklist, "Readiness", "- [ ] Consent is signed")
	old := template(app.TemplateConsent, "Consent for a test", "May we record?")
	template(app.TemplateCodebook, "Starter", `{"codes":[{"name":"Waiting","definition":"Time is lost"}]}`)
	for _, c := range []struct {
		name string
		q    search.Question
		want string
	}{
		{"by name first, then by text", ask("consent"), "Consent for a test, Readiness"},
		{"the beginning of a word", ask("readi"), "Readiness"},
		{"all words", ask("consent record"), "Consent for a test"},
		{"a tag of a codebook", ask("waiting"), "Starter"},
		{"not the signs of JSON", ask("definition"), ""},
		{"kinds without templates", ask("consent", app.KindMemo), ""},
		{"templates alone", ask("consent", app.KindTemplate), "Consent for a test, Readiness"},
		{"by meaning alone", search.Question{SearchQuery: app.SearchQuery{Text: "consent"}, Mode: search.Meaning}, ""},
		{"of one segment", search.Question{SearchQuery: app.SearchQuery{Text: "consent", Narrow: app.SearchNarrow{Segments: []string{"Admin"}}}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for i, n := range found(c.q) {
				if i > 0 {
					got += ", "
				}
				got += n
			}
			if got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
	groups, err := s.Search(ctx, "readiness", "", 3)
	if err != nil || len(groups) != 1 || groups[0].Title != "Templates" || groups[0].Hits[0].Snippet == "" {
		t.Errorf("Search() = %+v, %v", groups, err)
	}
	gone := b.Hand.Begin("Delete")
	gone.Delete(old)
	if err := b.Log.Commit(ctx, gone); err != nil {
		t.Fatal(err)
	}
	if got := found(ask("record")); got != nil {
		t.Errorf("what is gone is found: %q", got)
	}
}
