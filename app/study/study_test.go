package study_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/study"
)

func newDesk(t *testing.T) (*apptest.Bench, *study.Service) {
	t.Helper()
	b := apptest.New(t)
	return b, &study.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
}

func TestCreate(t *testing.T) {
	b, s := newDesk(t)
	var made *app.Study
	b.OneStep(t, "New study Onboarding", func() (err error) {
		made, err = s.Create(t.Context(), app.Study{Name: "  Onboarding ", Product: "Wickerday"})
		return err
	})
	got := apptest.Find(b, made)
	if !got.Equal(made) || got.Name != "Onboarding" || got.Status != "running" || got.Author != apptest.Author || got.Created.IsZero() {
		t.Errorf("Create() = %+v, stored %+v", made, got)
	}
	second, err := s.Create(t.Context(), app.Study{Name: "Pricing", Status: "planned"})
	if err != nil || second.Color == made.Color || second.Status != "planned" {
		t.Errorf("Create() = %+v, %v; want a colour of its own and the status given", second, err)
	}
	for _, c := range []struct {
		name, typed string
		want        app.Code
	}{
		{"no name", " \t", app.EInvalid},
		{"a name there is", "Onboarding", app.EInvalid},
		{"a name there is in another case", " ONBOARDING ", app.EInvalid},
	} {
		t.Run("refuses "+c.name, func(t *testing.T) {
			b.Nothing(t, c.want, func() error {
				st, err := s.Create(t.Context(), app.Study{Name: c.typed})
				if st != nil {
					t.Errorf("Create() = %+v beside an error", st)
				}
				return err
			})
		})
	}
}

func TestUpdate(t *testing.T) {
	b, s := newDesk(t)
	st, other := b.Study("Onboarding"), b.Study("Pricing")
	edit := func(change func(*app.Study)) func() error {
		return func() error { u := *st; change(&u); return s.Update(t.Context(), u) }
	}
	b.OneStep(t, "Edit study Onboarding", edit(func(s *app.Study) { s.Goal, s.Questions = "Learn", []string{"Why?"} }))
	got := apptest.Find(b, st)
	if got.Goal != "Learn" || !got.Created.Equal(st.Created) || !got.Modified.After(st.Modified) {
		t.Errorf("stored %+v", got)
	}
	st = got
	b.OneStep(t, "Edit study First days", edit(func(s *app.Study) { s.Name = " First days " }))
	st = apptest.Find(b, st)
	b.OneStep(t, "Edit study FIRST DAYS", edit(func(s *app.Study) { s.Name = "FIRST DAYS" }))
	st = apptest.Find(b, st)
	for _, c := range []struct {
		name   string
		want   app.Code
		change func(*app.Study)
	}{
		{"nothing", "", func(*app.Study) {}},
		{"no name", app.EInvalid, func(s *app.Study) { s.Name = "" }},
		{"another's name", app.EInvalid, func(s *app.Study) { s.Name = "pricing" }},
		{"a study that is gone", app.ENotFound, func(s *app.Study) { s.ID = "gone" }},
	} {
		t.Run(c.name, func(t *testing.T) { b.Nothing(t, c.want, edit(c.change)) })
	}
	if !b.Has(other) {
		t.Error("the other study is gone")
	}
}

func TestUpdateInterview(t *testing.T) {
	b, s := newDesk(t)
	st := b.Study("Onboarding")
	iv := b.Session(st, "P01", "Mod: How was it?", "P: I waited three days.", "Mod: I see, three days.")
	said, asked := iv.Finding("three days."), iv.Finding("How was it?")
	note := &app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Interview: iv.ID, Participant: iv.Person.ID, Note: "She laughed.",
		At: app.NoTime, Stamp: b.Hand.Stamp()}
	b.Put(note)
	other := b.Session(st, "P02", "P: Hello there.").Person
	edit := func(change func(*app.Interview)) func() error {
		return func() error {
			u := *apptest.Find(b, iv.Interview)
			u.Speakers = append([]app.Speaker{}, u.Speakers...)
			change(&u)
			return s.UpdateInterview(t.Context(), u)
		}
	}
	b.OneStep(t, "Edit interview A", edit(func(i *app.Interview) { i.Title, i.Date, i.Status, i.Note = "A", "2026-10-02", "done", "Long." }))
	if got := apptest.Find(b, said); !got.Equal(said) {
		t.Errorf("a new title changed a finding: %+v", got)
	}
	b.OneStep(t, "Edit interview A", edit(func(i *app.Interview) { i.Speakers[1].Participant, i.Speakers[1].Name = other.ID, "Bea" }))
	if got := apptest.Find(b, said); got.Participant != other.ID || !got.Modified.After(said.Modified) {
		t.Errorf("the finding is by %s, modified %v; want by the new participant, and later", got.Participant, got.Modified)
	}
	if got := apptest.Find(b, asked); !got.Equal(asked) {
		t.Errorf("the moderator's finding changed: %+v", got)
	}
	if got := apptest.Find(b, note); !got.Equal(note) {
		t.Errorf("a note that names its participant changed: %+v", got)
	}
	b.OneStep(t, "Edit interview A", edit(func(i *app.Interview) { i.Speakers[1].Role, i.Speakers[1].Participant = app.RoleOther, "" }))
	if got := apptest.Find(b, said).Participant; got != "" {
		t.Errorf("the finding is by %s, want by nobody", got)
	}
	for _, c := range []struct {
		name   string
		want   app.Code
		change func(*app.Interview)
	}{
		{"nothing", "", func(*app.Interview) {}},
		{"no title", app.EInvalid, func(i *app.Interview) { i.Title = " " }},
		{"an unknown participant", app.EConflict, func(i *app.Interview) { i.Speakers[1].Participant = "nobody" }},
		{"an interview that is gone", app.ENotFound, func(i *app.Interview) { i.ID = "gone" }},
		{"another study and file, which stay", "", func(i *app.Interview) { i.Study, i.Source = "elsewhere", "" }},
	} {
		t.Run(c.name, func(t *testing.T) { b.Nothing(t, c.want, edit(c.change)) })
	}
}

func TestDelete_InterviewWithEverything(t *testing.T) {
	b, s := newDesk(t)
	st := b.Study("Onboarding")
	iv := b.Session(st, "P01", "P: I waited three days.")
	stays := b.Session(st, "P02", "P: I waited an hour.")
	tag := b.Tag(st, "Waiting", "")
	f, g := iv.Finding("three days", tag.ID), stays.Finding("an hour", tag.ID)
	b.Theme(st, "Waiting", f, g)
	b.Theme(nil, "Across", f)
	in := b.Insight(st, "People wait", app.Evidence{Finding: f.ID, Stance: app.Supports}, app.Evidence{Finding: g.ID, Stance: app.Supports})
	b.OneStep(t, "Delete interview Interview with P01", func() error { return s.Delete(t.Context(), iv.Ref()) })
	for _, r := range []app.Record{iv.Interview, iv.Text, f, &app.Source{ID: iv.Source}} {
		if b.Has(r) {
			t.Errorf("%s is still there", r.Ref().Kind)
		}
	}
	for _, r := range []app.Record{st, stays.Interview, &app.Source{ID: stays.Source}, g, tag, in, iv.Person} {
		if !b.Has(r) {
			t.Errorf("%s is gone", r.Ref().Kind)
		}
	}
	if got := apptest.Find(b, in).Evidence; len(got) != 1 || got[0].Finding != g.ID {
		t.Errorf("evidence %+v, want what stays", got)
	}
}

func TestDelete_KeepsAFileThatOtherInterviewsComeFrom(t *testing.T) {
	b, s := newDesk(t)
	st := b.Study("Survey")
	iv := b.Session(st, "P01", "P: I waited three days.")
	second := *iv.Interview
	second.ID, second.Title = app.NewID[app.InterviewID](), "Row 2"
	b.Put(&second)
	file := &app.Source{ID: iv.Source}
	b.OneStep(t, "Delete interview Interview with P01", func() error { return s.Delete(t.Context(), iv.Ref()) })
	if !b.Has(file) {
		t.Error("the file went with the first of its interviews")
	}
	b.OneStep(t, "Delete interview Row 2", func() error { return s.Delete(t.Context(), second.Ref()) })
	if b.Has(file) {
		t.Error("the file stayed when its last interview went")
	}
}

func TestDelete_StudyWithEverything(t *testing.T) {
	b, s := newDesk(t)
	empty := b.Hash()
	st, other := b.Study("Onboarding"), b.Study("Pricing")
	iv, stays := b.Session(st, "P01", "P: I waited three days."), b.Session(other, "P02", "P: It costs too much.")
	top := b.Tag(st, "Top", "")
	sub := b.Tag(st, "Sub", top.ID)
	shared := b.Tag(nil, "Shared", "")
	f, g := iv.Finding("three days", sub.ID, shared.ID), stays.Finding("too much", shared.ID)
	theme := b.Theme(st, "Waiting", f)
	across := b.Theme(nil, "Across", f, g)
	own := b.Insight(st, "People wait", app.Evidence{Theme: theme.ID, Stance: app.Supports}, app.Evidence{Finding: g.ID, Stance: app.Supports})
	bare := b.Insight(st, "No evidence yet")
	both := b.Insight(nil, "People give up", app.Evidence{Finding: f.ID, Stance: app.Supports}, app.Evidence{Theme: theme.ID, Stance: app.Supports},
		app.Evidence{Finding: g.ID, Stance: app.Supports})
	b.OneStep(t, "Delete study Onboarding", func() error { return s.Delete(t.Context(), st.Ref()) })
	for _, r := range []app.Record{st, iv.Interview, iv.Text, &app.Source{ID: iv.Source}, f, top, sub, theme, own, bare} {
		if b.Has(r) {
			t.Errorf("%s is still there", r.Ref().Kind)
		}
	}
	for _, r := range []app.Record{other, stays.Interview, &app.Source{ID: stays.Source}, g, shared, across, both, iv.Person} {
		if !b.Has(r) {
			t.Errorf("%s is gone", r.Ref().Kind)
		}
	}
	if got := apptest.Find(b, both).Evidence; len(got) != 1 || got[0].Finding != g.ID {
		t.Errorf("evidence %+v, want what stays", got)
	}
	for b.Log.State().Undo != "" {
		if _, err := b.Log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if b.Hash() != empty {
		t.Error("undoing everything does not give back an empty workspace")
	}
}

func TestDelete_Refuses(t *testing.T) {
	b, s := newDesk(t)
	tag := b.Tag(nil, "Shared", "")
	b.Nothing(t, app.EInvalid, func() error { return s.Delete(t.Context(), tag.Ref()) })
	b.Nothing(t, app.ENotFound, func() error { return s.Delete(t.Context(), app.Ref{Kind: app.KindStudy, ID: "gone"}) })
}
