package insight_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

func TestAttach_AddsWhatIsNotThereAsOneStep(t *testing.T) {
	d := newDesk(t)
	has := app.Evidence{Finding: d.a.ID, Stance: app.Nuances, Strength: app.Strong, Note: "Told twice."}
	in := d.Insight(d.study, "People wait", has)
	var added, there int
	attach := func(ev ...app.Evidence) func() error {
		return func() (err error) { added, there, err = d.insights.Attach(t.Context(), in.ID, ev); return err }
	}
	d.OneStep(t, "Add evidence", attach(app.Evidence{Finding: d.a.ID, Stance: app.Contradicts}, app.Evidence{Finding: d.b.ID, Stance: app.Contradicts},
		app.Evidence{Theme: d.theme.ID}, app.Evidence{Finding: d.b.ID, Stance: app.Contradicts}))
	want := []app.Evidence{has, {Finding: d.b.ID, Stance: app.Contradicts}, {Theme: d.theme.ID, Stance: app.Supports}}
	if got := apptest.Find(d.Bench, in); added != 2 || there != 1 || !slices.Equal(got.Evidence, want) {
		t.Errorf("Attach() = %d, %d, stored %+v", added, there, got.Evidence)
	}
	d.Nothing(t, "", attach(app.Evidence{Finding: d.b.ID, Stance: app.Supports}, app.Evidence{Theme: d.theme.ID}))
	if added != 0 || there != 2 {
		t.Errorf("Attach() of what is there = %d, %d", added, there)
	}
}

func TestAttach_Refuses(t *testing.T) {
	d := newDesk(t)
	in := d.Insight(d.study, "People wait")
	for _, c := range []struct {
		name string
		want app.Code
		id   app.InsightID
		ev   app.Evidence
	}{
		{"an insight that is gone", app.ENotFound, "gone", app.Evidence{Finding: d.a.ID}},
		{"evidence that is gone", app.EConflict, in.ID, app.Evidence{Finding: "gone"}},
		{"evidence of nothing", app.EInvalid, in.ID, app.Evidence{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.Nothing(t, c.want, func() error { _, _, err := d.insights.Attach(t.Context(), c.id, []app.Evidence{c.ev}); return err })
		})
	}
}
