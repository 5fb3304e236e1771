package view_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/view"
)

func service(b *apptest.Bench) *view.Service {
	return &view.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
}

func spec(text string) string {
	return app.ViewSpec(app.FindingView{Find: app.FindingQuery{Text: text}})
}

func names(t *testing.T, s *view.Service, study app.StudyID) []string {
	t.Helper()
	all, err := s.List(t.Context(), app.ViewFindings, study)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, v := range all {
		out = append(out, v.Name)
	}
	return out
}

func TestViews_AreKeptUnderOneNameEach(t *testing.T) {
	b := apptest.New(t)
	s, st := service(b), b.Study("Checkout")
	ctx := t.Context()
	var v *app.View
	save := func(study app.StudyID, place app.ViewPlace, name string) func() error {
		return func() (err error) {
			v, err = s.Save(ctx, app.View{Study: study, Place: place, Name: name, Spec: spec("price")})
			return err
		}
	}
	b.OneStep(t, "Save view Money talk", save(st.ID, app.ViewFindings, " Money  talk "))
	b.Nothing(t, app.EConflict, save(st.ID, app.ViewFindings, "MONEY talk"))
	b.Nothing(t, app.EInvalid, save(st.ID, app.ViewFindings, " "))
	b.Nothing(t, app.EInvalid, save(st.ID, "", "Placeless"))
	b.OneStep(t, "Save view Money talk", save("", app.ViewFindings, "Money talk"))
	b.OneStep(t, "Save view Money talk", save(st.ID, app.ViewSearch, "Money talk"))
	b.OneStep(t, "Save view Straße", save(st.ID, app.ViewFindings, "Straße"))
	b.OneStep(t, "Rename view STRASSE", func() error { return s.Rename(ctx, v.ID, "STRASSE") })
	b.Nothing(t, app.EConflict, func() error { return s.Rename(ctx, v.ID, "money talk") })
	b.OneStep(t, "Change view STRASSE", func() error { return s.Update(ctx, v.ID, spec("fare")) })
	b.Nothing(t, "", func() error { return s.Update(ctx, v.ID, spec("fare")) })
	b.Nothing(t, app.EInvalid, func() error { return s.Update(ctx, v.ID, "{") })
	b.OneStep(t, "Delete view STRASSE", func() error { return s.Delete(ctx, v.ID) })
	b.Nothing(t, app.ENotFound, func() error { return s.Delete(ctx, v.ID) })
	if got := names(t, s, ""); !slices.Equal(got, []string{"Money talk"}) {
		t.Errorf("views for all studies %v", got)
	}
}

func TestViews_StandWhereTheyWerePut(t *testing.T) {
	b := apptest.New(t)
	s, st := service(b), b.Study("Checkout")
	ctx := t.Context()
	ids := map[string]app.ViewID{}
	for _, name := range []string{"A", "B", "C", "D"} {
		v, err := s.Save(ctx, app.View{Study: st.ID, Place: app.ViewFindings, Name: name, Spec: spec(name)})
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = v.ID
	}
	for _, c := range []struct {
		name string
		do   func() error
		want []string
	}{
		{"as they were saved", func() error { return nil }, []string{"A", "B", "C", "D"}},
		{"to the front", func() error { return s.Move(ctx, ids["C"], ids["A"], false) }, []string{"C", "A", "B", "D"}},
		{"to the end", func() error { return s.Move(ctx, ids["A"], ids["D"], true) }, []string{"C", "B", "D", "A"}},
		{"between two", func() error { return s.Move(ctx, ids["A"], ids["C"], true) }, []string{"C", "A", "B", "D"}},
		{"beside itself", func() error { return s.Move(ctx, ids["B"], ids["B"], true) }, []string{"C", "A", "B", "D"}},
		{"pinned", func() error { return s.Pin(ctx, ids["D"], true) }, []string{"D", "C", "A", "B"}},
		{"beside a pinned one", func() error { return s.Move(ctx, ids["B"], ids["D"], false) }, []string{"B", "D", "C", "A"}},
		{"no longer pinned", func() error { return s.Pin(ctx, ids["D"], false) }, []string{"B", "C", "A", "D"}},
	} {
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := names(t, s, st.ID); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if err := s.Move(ctx, ids["B"], "gone", true); app.CodeOf(err) != app.ENotFound {
		t.Errorf("beside one that is gone: %v", err)
	}
}

func TestViews_GoWithTheirStudy(t *testing.T) {
	b := apptest.New(t)
	s, st := service(b), b.Study("Checkout")
	v, err := s.Save(t.Context(), app.View{Study: st.ID, Place: app.ViewFindings, Name: "Fees", Spec: spec("fee")})
	if err != nil {
		t.Fatal(err)
	}
	deps, err := b.Store.Dependants(t.Context(), st.Ref())
	if err != nil || len(deps) != 1 || deps[0].Ref() != v.Ref() {
		t.Fatalf("Dependants(study) = %v, %v, want its view", deps, err)
	}
	named, err := b.Store.Named(t.Context(), []app.Ref{v.Ref()})
	if err != nil || len(named) != 1 || named[0].Name != "Fees" || named[0].Study != st.ID {
		t.Errorf("Named(view) = %+v, %v", named, err)
	}
	b.OneStep(t, "Delete study", func() error {
		cs := b.Hand.Begin("Delete study")
		cs.DeleteAll(b.Hand, deps, st)
		return b.Log.Commit(t.Context(), cs)
	})
}

func TestView_SaysWhatItShows(t *testing.T) {
	v := &app.View{Name: "Fees", Place: app.ViewFindings, Spec: spec("fee")}
	var got app.FindingView
	if err := v.Read(&got); err != nil || got.Find.Text != "fee" {
		t.Errorf("Read() = %+v, %v", got, err)
	}
	v.Spec = `{"find": 3}`
	if err := v.Read(&got); app.CodeOf(err) != app.EUnsupported {
		t.Errorf("Read() of something else: %v", err)
	}
}
