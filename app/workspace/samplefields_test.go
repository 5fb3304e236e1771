package workspace_test

import (
	"testing"

	"throughline/app"
	"throughline/app/people"
)

func TestAddSample_DefinesTheFieldsOfItsPeople(t *testing.T) {
	w, _ := open(t)
	ctx := t.Context()
	if _, err := w.AddSample(ctx, nil); err != nil {
		t.Fatal(err)
	}
	src, err := w.People.Load(ctx, "", "2026-11-02")
	if err != nil {
		t.Fatal(err)
	}
	r := people.NewRoster(src)
	for _, f := range r.Fields {
		if f.ID == "" {
			t.Errorf("the field %s is not defined", f.Name)
		}
		for i := range r.Rows { // every value is one that its field would take
			have := r.Cell(i, people.FieldColumn(f.Name))
			if got, err := (people.Reading{}).Value(&f, have); err != nil || got != have {
				t.Errorf("%s of %s is %q, which reads as %q, %v", f.Name, r.Rows[i].Code, have, got, err)
			}
		}
	}
	views, err := w.Views.List(ctx, "people", "")
	if err != nil || len(views) != 2 {
		t.Fatalf("segments %v, %v", views, err)
	}
	var planners app.PeopleView
	if err := views[1].Read(&planners); err != nil || len(r.Select(planners.Find, false, "", false)) == 0 {
		t.Errorf("nobody is in the segment %s, %v", views[1].Name, err)
	}
	w2, err := r.ParseWhere("People planned>100")
	if err != nil || w2.Column != people.FieldColumn("People planned") {
		t.Errorf("condition %+v, %v", w2, err)
	}
	if _, err := w.Log.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if left, err := w.People.Fields(ctx); err != nil || len(left) != 0 {
		t.Errorf("one undo leaves fields %v, %v", left, err)
	}
}
