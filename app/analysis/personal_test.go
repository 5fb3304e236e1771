package analysis_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
)

func TestPersonalInTexts_KeepsPlacesAndPlaceholders(t *testing.T) {
	texts := []string{"Dear Ådne, call +44 20 7946 0958", "", "Then Ådne Bratt said no", "Ich finde, dass der Preis für uns nicht passt"}
	got, err := analysis.PersonalInTexts(t.Context(), texts, analysis.KnownNames{People: []string{"Ådne Bratt"}}, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"Dear [person 1], call [phone 1]", "", "Then [person 1] said no", texts[3]} {
		if got[i].Redacted != want || got[i].English != (i != 3) {
			t.Errorf("text %d: %q, English %v; want %q", i, got[i].Redacted, got[i].English, want)
		}
		for _, f := range got[i].Found {
			if texts[i][f.Span.Start:f.Span.End] != f.Text || f.Label == "" || f.Why == "" || !slices.Contains(analysis.PersonalKinds(), f.Kind) {
				t.Errorf("candidate %+v of %q", f, texts[i])
			}
		}
	}
	sure, err := analysis.PersonalInTexts(t.Context(), []string{"born in 1979, mail a@example.org"}, analysis.KnownNames{}, .9, nil)
	if err != nil || len(sure[0].Found) != 1 || sure[0].Found[0].Kind != "email" || sure[0].Redacted != "born in 1979, mail [e-mail 1]" {
		t.Errorf("at least .9: %+v, %v", sure, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := analysis.PersonalInTexts(ctx, make([]string, 10_000), analysis.KnownNames{}, 0, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
}

func TestPersonalData_KnowsTheNamesOfTheStudy(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Onboarding")
	iv := b.Session(study, "P01", "Mod: then quill of Blue Kettle met zorvane, the mod of P01.", "P: Admin is my role.")
	who, known := *iv.Person, *iv.Interview
	who.Attributes = []app.Attribute{{Name: "Name", Value: "Quill Ambrey"}, {Name: "company", Value: "blue kettle"}, {Name: "role", Value: "Admin"}}
	known.Speakers = append(slices.Clone(known.Speakers), app.Speaker{Label: "Zorvane", Name: "Zorvane", Role: app.RoleOther}, app.Speaker{Label: "Speaker 2", Name: "P01"})
	step := b.Hand.Begin("Name them")
	step.Update(iv.Person, &who)
	step.Update(iv.Interview, &known)
	if err := b.Log.Commit(t.Context(), step); err != nil {
		t.Fatal(err)
	}
	s := &analysis.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	before := b.Hash()
	got, err := s.PersonalData(t.Context(), study.ID, []app.InterviewID{iv.ID}, analysis.KnownNames{}, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "then [P01] of [organisation 1] met [person 1], the mod of P01.\nAdmin is my role."
	if len(got) != 1 || got[0].Title != iv.Title || got[0].Redacted != want {
		t.Errorf("found %+v, want %q", got, want)
	}
	if b.Hash() != before {
		t.Error("looking for personal data changed the workspace")
	}
	b.Nothing(t, app.ENotFound, func() error {
		_, err := s.PersonalData(t.Context(), study.ID, []app.InterviewID{"gone"}, analysis.KnownNames{}, 0, nil)
		return err
	})
}
