package insight_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/insight"
)

type desk struct {
	*apptest.Bench
	insights *insight.Service
	study    *app.Study
	a, b     *app.Finding
	theme    *app.Theme
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{Bench: apptest.New(t)}
	d.insights = &insight.Service{Store: d.Store, Log: d.Log, Hand: d.Hand}
	d.study = d.Study("Onboarding")
	iv := d.Session(d.study, "P01", "P: I waited three days. Then I gave up.")
	d.a, d.b = iv.Finding("three days"), iv.Finding("gave up")
	d.theme = d.Theme(d.study, "Waiting", d.a)
	return d
}

func (d *desk) save(in app.Insight, out **app.Insight) func() error {
	return func() (err error) { *out, err = d.insights.Save(d.T.Context(), in); return err }
}

func TestSave_ANewInsight(t *testing.T) {
	d := newDesk(t)
	first := d.Insight(d.study, "First")
	var in *app.Insight
	d.OneStep(t, "Write insight", d.save(app.Insight{Study: d.study.ID, Title: " People wait \n", Body: " For days. ",
		Evidence: []app.Evidence{{Finding: d.a.ID}, {Theme: d.theme.ID, Stance: app.Nuances}}}, &in))
	got := apptest.Find(d.Bench, in)
	want := []app.Evidence{{Finding: d.a.ID, Stance: app.Supports}, {Theme: d.theme.ID, Stance: app.Nuances}}
	if !got.Equal(in) || got.Title != "People wait" || got.Body != "For days." || got.Owner != apptest.Author || got.Status != app.InsightDraft ||
		got.Order <= first.Order || !slices.Equal(got.Evidence, want) {
		t.Errorf("Save() = %+v, stored %+v", in, got)
	}
	d.OneStep(t, "Write insight", d.save(app.Insight{Title: "Across studies", Owner: "Jonas", Status: app.InsightInReview}, &in))
	if got := apptest.Find(d.Bench, in); got.Study != "" || got.Owner != "Jonas" || got.Status != app.InsightInReview {
		t.Errorf("Save() = %+v, want owner and status as given", got)
	}
}

func TestSave_AnEdit(t *testing.T) {
	d := newDesk(t)
	old := d.Insight(d.study, "People wait", app.Evidence{Finding: d.a.ID, Stance: app.Supports})
	edited := *old
	edited.Title, edited.Body, edited.Status, edited.Evidence = "People wait for access", " Invite early. ", app.InsightPublished, nil
	var in *app.Insight
	d.OneStep(t, "Edit insight", d.save(edited, &in))
	got := apptest.Find(d.Bench, old)
	if !got.Equal(in) || got.Body != "Invite early." || got.Evidence != nil || got.Order != old.Order || !got.Created.Equal(old.Created) ||
		!got.Modified.After(old.Modified) {
		t.Errorf("stored %+v", got)
	}
	d.Nothing(t, "", d.save(*got, &in))
	if !in.Equal(got) {
		t.Errorf("saving nothing new gives %+v", in)
	}
}

func TestSave_Refuses(t *testing.T) {
	d := newDesk(t)
	old := d.Insight(d.study, "People wait")
	for _, c := range []struct {
		name string
		want app.Code
		in   app.Insight
	}{
		{"no claim", app.EInvalid, app.Insight{Study: d.study.ID, Title: " "}},
		{"evidence of nothing", app.EInvalid, app.Insight{Title: "X", Evidence: []app.Evidence{{}}}},
		{"evidence of two things", app.EInvalid, app.Insight{Title: "X", Evidence: []app.Evidence{{Finding: d.a.ID, Theme: d.theme.ID}}}},
		{"evidence that is gone", app.EConflict, app.Insight{Title: "X", Evidence: []app.Evidence{{Finding: "gone"}}}},
		{"an unknown study", app.EConflict, app.Insight{Study: "gone", Title: "X"}},
		{"an edit of what is gone", app.ENotFound, app.Insight{ID: "gone", Title: "X"}},
		{"an edit that leaves no claim", app.EInvalid, app.Insight{ID: old.ID, Title: ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got *app.Insight
			d.Nothing(t, c.want, d.save(c.in, &got))
			if got != nil {
				t.Errorf("Save() = %+v beside an error", got)
			}
		})
	}
}

func TestEvidence_IsDistinct(t *testing.T) {
	d := newDesk(t)
	a, b, th := app.Evidence{Finding: d.a.ID, Stance: app.Contradicts, Note: "One."}, app.Evidence{Finding: d.b.ID, Stance: app.Supports},
		app.Evidence{Theme: d.theme.ID, Stance: app.Supports}
	plain := func(e app.Evidence) app.Evidence { e.Stance, e.Note = "", ""; return e }
	nuance := app.Evidence{Finding: d.a.ID, Stance: app.Nuances, Note: "Two."}
	for _, c := range []struct {
		name     string
		has, add []app.Evidence
		want     []app.Evidence // nil: nothing changes
	}{
		{"after what it has", []app.Evidence{a}, []app.Evidence{th, b}, []app.Evidence{a, th, b}},
		{"a finding and its theme are two", []app.Evidence{a}, []app.Evidence{th}, []app.Evidence{a, th}},
		{"without a stance it supports", nil, []app.Evidence{plain(b)}, []app.Evidence{b}},
		{"a later stance holds, at the first place", []app.Evidence{a, b}, []app.Evidence{nuance}, []app.Evidence{nuance, b}},
		{"dropped again it keeps stance and note", []app.Evidence{a, b}, []app.Evidence{plain(a)}, nil},
		{"twice at once", nil, []app.Evidence{b, b}, []app.Evidence{b}},
		{"none", []app.Evidence{a}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := d.Insight(d.study, c.name, c.has...)
			act := func() error { return d.insights.AddEvidence(t.Context(), in.ID, c.add) }
			if c.want == nil {
				d.Nothing(t, "", act)
				return
			}
			d.OneStep(t, "Add evidence", act)
			if got := apptest.Find(d.Bench, in).Evidence; !slices.Equal(got, c.want) {
				t.Errorf("evidence %+v, want %+v", got, c.want)
			}
			if c.has == nil {
				var made *app.Insight
				d.OneStep(t, "Write insight", d.save(app.Insight{Title: c.name, Evidence: c.add}, &made))
				if !slices.Equal(made.Evidence, c.want) {
					t.Errorf("saved with evidence %+v, want %+v", made.Evidence, c.want)
				}
			}
		})
	}
	d.Nothing(t, app.ENotFound, func() error { return d.insights.AddEvidence(t.Context(), "gone", []app.Evidence{a}) })
}

func TestDelete_KeepsTheEvidence(t *testing.T) {
	d := newDesk(t)
	in := d.Insight(d.study, "People wait", app.Evidence{Finding: d.a.ID, Stance: app.Supports}, app.Evidence{Theme: d.theme.ID, Stance: app.Supports})
	d.OneStep(t, "Delete insight", func() error { return d.insights.Delete(t.Context(), in.ID) })
	if d.Has(in) || !d.Has(d.a) || !d.Has(d.theme) {
		t.Error("the wrong records are gone")
	}
	d.Nothing(t, app.ENotFound, func() error { return d.insights.Delete(t.Context(), in.ID) })
}
