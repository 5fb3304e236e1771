package kit_test

import (
	"reflect"
	"testing"

	"throughline/app"
	"throughline/ui/kit"
)

func TestRoute_CarriesAQueryAndAView(t *testing.T) {
	q := app.FindingQuery{Tags: []app.TagID{"t1"}, SubTags: true, Segments: []string{"Admin"}, Text: `"quoted" & <b>`, Order: app.ByNewest, Starred: true}
	for _, c := range []struct {
		name  string
		study app.StudyID
		want  app.StudyID
	}{{"one study", "s1", "s1"}, {"all studies", "", kit.AllStudies}} {
		asked := q
		asked.Study, asked.Page = c.study, app.Page{Offset: 3, Limit: 4}
		r := kit.FindingsOf("Admins on price", asked)
		title, got, ok := r.Find()
		if !ok || title != "Admins on price" || r.Study != c.want || !reflect.DeepEqual(got, q) {
			t.Errorf("%s: %q, %+v, %v in %q, want %+v in %q", c.name, title, got, ok, r.Study, q, c.want)
		}
		if r != kit.FindingsOf("Admins on price", asked) {
			t.Errorf("%s: the same question makes another route", c.name)
		}
	}
	if _, _, ok := (kit.Route{Screen: kit.Findings, ID: "query:{"}).Find(); ok {
		t.Error("half a query is taken for one")
	}
	if v, ok := kit.OpenView("v1", "s1").View(); !ok || v != "v1" {
		t.Errorf("view %q, %v", v, ok)
	}
	if _, ok := kit.FindingsOf("", q).View(); ok {
		t.Error("a query is taken for a view")
	}
}
