package workspace_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/workspace"
)

func TestCurtain_TakesAwayWhoseMeasuresAre(t *testing.T) {
	b := apptest.New(t)
	study := b.Study("Checkout")
	open, shut := b.Session(study, "P1", "Mod: Well?", "P: Yes."), b.Session(study, "P2", "Mod: Well?", "P: No.")
	b.Put(&app.Consent{ID: "c1", Participant: open.Person.ID, Study: study.ID, Given: "2025-01-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()},
		&app.Consent{ID: "c2", Participant: shut.Person.ID, Study: study.ID, Given: "2025-01-01", Withdrawn: "2025-02-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()})
	var last *app.Measure
	for i, s := range []*apptest.Session{open, shut, shut} {
		last = &app.Measure{ID: app.NewID[app.MeasureID](), Study: study.ID, Participant: s.Person.ID, Interview: s.ID, Kind: app.MeasureSEQ, Task: []string{"Buy", "Buy", "Return"}[i], Value: float64(4 + i),
			Date: "2026-10-01", Stamp: b.Hand.Stamp()}
		b.Put(last)
	}
	c := workspace.NewCurtain(b.Store)
	read := func() []app.Measure {
		t.Helper()
		all, err := app.Papers[app.Measure](t.Context(), c, app.PaperQuery{Kind: app.KindMeasure, Study: study.ID})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	for _, m := range read() {
		if workspace.MeasureWithheld(&m) {
			t.Errorf("an open curtain takes away whose %+v is", m)
		}
	}
	c.Draw(app.AudienceOutside)
	all := read()
	if all[0].Participant != open.Person.ID || workspace.MeasureWithheld(&all[0]) {
		t.Errorf("what was allowed is taken away: %+v", all[0])
	}
	for _, m := range all[1:] {
		if !workspace.MeasureWithheld(&m) || m.Interview != "" || m.Date != "" || m.Participant != all[1].Participant {
			t.Errorf("whose it is can be read: %+v", m)
		}
	}
	if all[1].Value != 5 || all[2].Value != 6 {
		t.Errorf("the numbers are gone: %+v", all)
	}
	rec, err := c.Find(t.Context(), last.Ref())
	if err != nil || rec.(*app.Measure).Interview != "" || rec.(*app.Measure).Participant == shut.Person.ID {
		t.Errorf("one alone: %+v, %v", rec, err)
	}
}
