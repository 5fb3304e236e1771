package project_test

import (
	"context"
	"errors"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/app/qda"
	"throughline/storage/rival/rivaltest"
)

func TestImport_CodersComeInUnderOtherNamesAndGoBackUnderTheirOwn(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	s.Readers = append(s.Readers, rivalReader())
	p := open(t, s, rivaltest.QualCoder(t, t.TempDir()))
	coders, err := project.Coders(p, []string{"mara = Jana Dvorak"})
	if err != nil {
		t.Fatal(err)
	}
	done := imported(t, s, p, project.Options{File: "planning.qda", Name: "Families", Coders: coders})
	rows, err := b.Store.Findings(t.Context(), app.FindingQuery{Study: done.Study})
	if err != nil {
		t.Fatal(err)
	}
	authors := map[string]bool{}
	for _, f := range rows {
		for _, tag := range f.Tags {
			authors[tag.Author] = true
		}
	}
	if !authors["Jana Dvorak"] || !authors["Jon"] || authors["Mara"] {
		t.Errorf("tags are by %v", authors)
	}
	again, _, _ := exported(t, b, project.ExportOptions{Study: done.Study, Audience: app.AudienceInside, Names: true})
	names := map[string]int{}
	for _, u := range again.Users {
		names[u.Name]++
	}
	if names["Mara"] != 1 || names["Jana Dvorak"] != 0 {
		t.Errorf("users go back as %v", names)
	}
	if label := undone(t, b); label != "Import project Families" {
		t.Errorf("the step is called %q", label)
	}
}

// undone takes the last step back and returns its label.
func undone(t *testing.T, b *apptest.Bench) string {
	t.Helper()
	cs, err := b.Log.Undo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return cs.Label
}

func TestImport_OwnStudyComesBackWholeUnderOtherCoders(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	tag := b.Tag(study, "Slow", "")
	s := b.Session(study, "P1", "Mod: Well?", "P: The blue one works.")
	f := s.Finding("The blue one works.", tag.ID)
	b.Theme(study, "Colours", f)
	_, _, data := exported(t, b, project.ExportOptions{Study: study.ID, Audience: app.AudienceInside, Names: true})
	there := apptest.New(t)
	p := reread(t, data)
	coders, err := project.Coders(p, []string{apptest.Author + "=Jana Dvorak"})
	if err != nil {
		t.Fatal(err)
	}
	done := imported(t, service(there), p, project.Options{File: "x.qdpx", Name: "Checkout", Coders: coders})
	rows, err := there.Store.Findings(t.Context(), app.FindingQuery{Study: done.Study})
	if err != nil || len(rows) != 1 || rows[0].Author != "Jana Dvorak" || rows[0].Tags[0].Author != "Jana Dvorak" {
		t.Errorf("findings %+v (%v)", rows, err)
	}
	if done.Study != study.ID {
		t.Error("under its own name the study does not come back as it was")
	}
	themes, err := there.Store.Themes(t.Context(), done.Study)
	if err != nil || len(themes) != 1 {
		t.Errorf("themes %+v (%v)", themes, err)
	}
}

func TestCoders_Refuses(t *testing.T) {
	p := &qda.Project{Users: []qda.User{{GUID: "a", Name: "Mara"}, {GUID: "b", ID: "jd"}}}
	for _, row := range []struct {
		name, line string
		code       app.Code
	}{
		{"nobody of the file", "Ann=Bea", app.ENotFound},
		{"no name here", "Mara=", app.EInvalid},
		{"no sign between", "Mara", app.EInvalid},
		{"no name in the file", "=Bea", app.EInvalid},
	} {
		t.Run(row.name, func(t *testing.T) {
			if _, err := project.Coders(p, []string{row.line}); app.CodeOf(err) != row.code {
				t.Errorf("%q gives %v, want %s", row.line, err, row.code)
			}
		})
	}
	got, err := project.Coders(p, []string{"JD=Jana", "Mara=Ann = Bea"})
	if err != nil || got["b"] != "Jana" || got["a"] != "Ann = Bea" {
		t.Errorf("%v (%v)", got, err)
	}
}

func TestPlan_SaysHowFarItIsAndStops(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	p := &qda.Project{Format: "qdpx", Name: "Long", Sources: []qda.Source{{GUID: "s", Kind: qda.Text, Name: "talk", Text: "It was slow.\n"}}}
	for range 5000 {
		p.Sources[0].Selections = append(p.Sources[0].Selections, qda.Selection{GUID: app.NewID[qda.GUID](), Start: 3, End: 11})
	}
	calls, last := 0, int64(0)
	plan, err := s.Plan(t.Context(), p, project.Options{}, func(done, total int64, what string) {
		if calls++; done < last || total != 5001 || what != "talk" {
			t.Errorf("%d of %d %q after %d", done, total, what, last)
		}
		last = done
	})
	if err != nil || plan.Makes.Findings != 5000 || calls < 9 || calls > 20 {
		t.Errorf("%d calls, makes %+v (%v)", calls, plan.Makes, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	calls = 0
	_, err = s.Plan(ctx, p, project.Options{}, func(int64, int64, string) { calls++; cancel() })
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("stopped after %d calls with %v", calls, err)
	}
}
