package insight_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/evidence"
)

// published writes an insight on a finding and a theme and publishes it.
func (d *desk) published() *app.Insight {
	d.T.Helper()
	in := d.Insight(d.study, "People wait", app.Evidence{Finding: d.a.ID, Stance: app.Supports}, app.Evidence{Theme: d.theme.ID, Stance: app.Nuances})
	if _, err := d.insights.Publish(d.T.Context(), in.ID); err != nil {
		d.T.Fatal(err)
	}
	return apptest.Find(d.Bench, in)
}

func TestPublish_KeepsWhatWasSaid(t *testing.T) {
	d := newDesk(t)
	in := d.Insight(d.study, "People wait", app.Evidence{Finding: d.a.ID, Stance: app.Supports, Strength: app.Strong}, app.Evidence{Theme: d.theme.ID, Stance: app.Nuances})
	var pub *app.Publication
	d.OneStep(t, "Publish insight", func() (err error) { pub, err = d.insights.Publish(t.Context(), in.ID); return err })
	got := apptest.Find(d.Bench, in)
	if got.Status != app.InsightPublished || got.Version != 1 || !got.Published.Equal(pub.Created) || got.ReviewBy != app.DateOf(pub.Created.AddDate(0, 12, 0)) {
		t.Errorf("the insight is %+v", got)
	}
	if pub.Level != app.VeryLow || pub.Computed != app.VeryLow || len(pub.Reasons) == 0 || pub.Support.Participants != 1 || len(pub.Evidence) != 2 ||
		pub.Evidence[0].Text != "three days" || pub.Evidence[0].Who != "P01" || pub.Evidence[1].Text != "Waiting" || pub.Evidence[1].Findings != 1 {
		t.Errorf("published %+v", pub)
	}
	d.OneStep(t, "Publish insight", func() (err error) { pub, err = d.insights.Publish(t.Context(), in.ID); return err })
	page, err := d.insights.Open(t.Context(), in.ID)
	if err != nil || pub.Version != 2 || len(page.Versions) != 2 || page.Versions[0].Version != 2 || page.Since != nil {
		t.Errorf("the second version: %+v, %v", page, err)
	}
	bare := d.Insight(d.study, "Nothing behind it")
	d.Nothing(t, app.EInvalid, func() error { _, err := d.insights.Publish(t.Context(), bare.ID); return err })
	d.Nothing(t, app.ENotFound, func() error { _, err := d.insights.Publish(t.Context(), "gone"); return err })
	d.OneStep(t, "Delete insight", func() error { return d.insights.Delete(t.Context(), in.ID) })
}

func TestOpen_TellsWhatChangedSincePublication(t *testing.T) {
	d := newDesk(t)
	in := d.published()
	ctx := t.Context()
	later := d.Session(d.study, "P02", "P: For us it was one click.").Finding("one click")
	for _, err := range []error{
		d.insights.AddEvidence(ctx, in.ID, []app.Evidence{{Finding: later.ID, Stance: app.Contradicts}}),
		d.insights.Change(ctx, in.ID, "Edit", func(in *app.Insight) { in.Title = "People wait long"; in.Evidence[0].Strength = app.Weak }),
		d.insights.Override(ctx, in.ID, app.Low, "Seen on site."),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	page, err := d.insights.Open(ctx, in.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := []evidence.Delta{{What: "Claim", Text: "“People wait” → “People wait long”"}, {What: "Confidence", Text: "Very low → Low"},
		{What: "Passages against it", Text: "0 → 1"}, {What: "Evidence changed", Text: "“three days”: medium → weak", Ref: d.a.Ref()},
		{What: "Evidence added", Text: "“one click”", Ref: later.Ref()}}
	if !slices.Equal(page.Since, want) {
		t.Errorf("since %+v, want %+v", page.Since, want)
	}
	if page.Against != 1 || len(page.Due) != 1 || page.Due[0].Care != evidence.Contradicted || page.Computed != app.VeryLow || page.Level != app.Low {
		t.Errorf("due %+v, against %d, %s", page.Due, page.Against, page.Level)
	}
	d.OneStep(t, "Say that it still holds", func() error { return d.insights.Renew(ctx, in.ID, " Asked again. ") })
	page, err = d.insights.Open(ctx, in.ID)
	if err != nil || len(page.Due) != 0 || page.Renewed.Note != "Asked again." || page.Renewed.By != apptest.Author {
		t.Errorf("after the renewal %+v, %v", page.Due, err)
	}
}

func TestJudging_IsUndoneLikeAnything(t *testing.T) {
	d := newDesk(t)
	in := d.published()
	other, third := d.Insight(d.study, "Better"), d.Insight(d.study, "Best")
	ctx := t.Context()
	d.OneStep(t, "Set confidence to high", func() error { return d.insights.Override(ctx, in.ID, app.High, "Five calls.") })
	d.Nothing(t, app.EInvalid, func() error { return d.insights.Override(ctx, in.ID, app.Moderate, " ") })
	d.OneStep(t, "Take the computed confidence", func() error { return d.insights.Override(ctx, in.ID, "", "") })
	q := app.CERQual{Coherence: app.Concern{Level: app.SeriousConcern, Why: " One says no. "}, Level: app.Low}
	d.OneStep(t, "Assess by GRADE-CERQual", func() error { return d.insights.Assess(ctx, in.ID, q) })
	got := apptest.Find(d.Bench, in)
	if got.CERQual.By != apptest.Author || got.CERQual.Coherence.Why != "One says no." {
		t.Errorf("assessed %+v", got.CERQual)
	}
	d.Nothing(t, "", func() error { return d.insights.Assess(ctx, in.ID, got.CERQual) })
	d.OneStep(t, "Assess by GRADE-CERQual", func() error { return d.insights.Assess(ctx, in.ID, app.CERQual{}) })
	d.OneStep(t, "Supersede insight", func() error { return d.insights.Supersede(ctx, in.ID, other.ID) })
	d.OneStep(t, "Supersede insight", func() error { return d.insights.Supersede(ctx, other.ID, third.ID) })
	d.Nothing(t, app.EInvalid, func() error { return d.insights.Supersede(ctx, third.ID, in.ID) })
	d.Nothing(t, app.EInvalid, func() error { return d.insights.Supersede(ctx, third.ID, third.ID) })
	d.Nothing(t, app.ENotFound, func() error { return d.insights.Supersede(ctx, third.ID, "gone") })
	d.OneStep(t, "Move evidence", func() error { return d.insights.MoveEvidence(ctx, in.ID, d.theme.Ref(), 0) })
	if ev := apptest.Find(d.Bench, in).Evidence; ev[0].Theme != d.theme.ID || len(ev) != 2 {
		t.Errorf("evidence %+v", ev)
	}
	d.Nothing(t, "", func() error { return d.insights.MoveEvidence(ctx, in.ID, d.theme.Ref(), -3) })
	d.OneStep(t, "Set the standards for insights", func() error { return d.insights.SetStandards(ctx, app.Standards{FreshMonths: 6}) })
	d.OneStep(t, "Set the standards for insights", func() error { return d.insights.SetStandards(ctx, app.Standards{FreshMonths: 6, HalfLife: 12}) })
	d.Nothing(t, "", func() error { return d.insights.SetStandards(ctx, app.Standards{FreshMonths: 6, HalfLife: 12}) })
	d.Nothing(t, app.EInvalid, func() error { return d.insights.SetStandards(ctx, app.Standards{FreshMonths: -1}) })
}

func TestStandards_LeaveTheRulesOfTheProgrammeAlone(t *testing.T) {
	d := newDesk(t)
	rules := app.Programme{Contacts: 2, Currency: "CHF"}
	d.Put(&app.Standards{Programme: rules, Stamp: d.Hand.Stamp()})
	if err := d.insights.SetStandards(t.Context(), app.Standards{FreshMonths: 6}); err != nil {
		t.Fatal(err)
	}
	std, err := d.Store.Standards(t.Context())
	if err != nil || std.Programme != rules || std.FreshMonths != 6 {
		t.Errorf("standards %+v, %v", std, err)
	}
}

func TestAdvice_IsScoredByTheEvidence(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	sure, thin := d.Insight(d.study, "Sure"), d.published()
	if err := d.insights.Override(ctx, sure.ID, app.High, "Measured."); err != nil {
		t.Fatal(err)
	}
	rice := app.Score{Method: app.RICE, Reach: 100, Impact: 2, Effort: 1}
	var first *app.Recommendation
	save := func(r app.Recommendation) func() error {
		return func() (err error) { first, err = d.insights.SaveAdvice(ctx, r); return err }
	}
	d.OneStep(t, "Add recommendation", save(app.Recommendation{Text: " Wait less ", Insights: []app.InsightID{thin.ID, thin.ID}, Score: rice}))
	if first.Text != "Wait less" || len(first.Insights) != 1 || first.Study != d.study.ID || first.Status != app.Proposed {
		t.Errorf("saved %+v", first)
	}
	thinOne := first.ID
	d.OneStep(t, "Add recommendation", save(app.Recommendation{Text: "Do both", Insights: []app.InsightID{thin.ID, sure.ID}, Score: rice}))
	d.OneStep(t, "Add recommendation", save(app.Recommendation{Text: "Unscored"}))
	d.OneStep(t, "Add recommendation", save(app.Recommendation{Text: "Need", Score: app.Score{Method: app.ODI, Importance: 9, Satisfaction: 2}}))
	d.Nothing(t, app.EInvalid, save(app.Recommendation{Text: "x", Score: app.Score{Confidence: 0.5}}))
	got, err := d.insights.Advice(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, r := range got {
		order = append(order, r.Text)
	}
	if want := []string{"Do both", "Wait less", "Need", "Unscored"}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
	if got[0].Score.Value != 200 || got[0].Level != app.High || got[1].Score.Value != 50 || got[2].Score.Value != 16 {
		t.Errorf("scores %+v", got)
	}
	if err := d.insights.Change(ctx, sure.ID, "x", func(in *app.Insight) { in.Status = app.InsightStale }); err != nil {
		t.Fatal(err)
	}
	if got, err = d.insights.Advice(ctx, d.study.ID); err != nil || got[0].Score.Value != 50 {
		t.Errorf("a stale insight lends confidence: %+v, %v", got, err)
	}
	d.OneStep(t, "Edit recommendation", func() error {
		_, err := d.insights.SaveAdvice(ctx, app.Recommendation{ID: thinOne, Study: d.study.ID, Text: "Never wait", Kind: app.ToDo, Status: app.Done})
		return err
	})
	d.OneStep(t, "Delete recommendation", func() error {
		return d.insights.Remove(ctx, app.Ref{Kind: app.KindRecommendation, ID: string(thinOne)})
	})
	d.OneStep(t, "Delete insight", func() error { return d.insights.Delete(ctx, thin.ID) })
	for _, r := range got {
		if r.ID != thinOne && slices.Contains(apptest.Find(d.Bench, &r.Recommendation).Insights, thin.ID) {
			t.Errorf("%q still names the insight that was deleted", r.Text)
		}
	}
}

func TestDecisions_AreKeptWithTheirInsights(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	in := d.published()
	var dec *app.Decision
	d.OneStep(t, "Add decision", func() (err error) {
		dec, err = d.insights.SaveDecision(ctx, app.Decision{Text: " Bet on it ", Insights: []app.InsightID{in.ID}})
		return err
	})
	if dec.Text != "Bet on it" || dec.Date == "" || dec.Study != d.study.ID {
		t.Errorf("saved %+v", dec)
	}
	edited := *dec
	edited.Outcome = "Fewer calls"
	d.OneStep(t, "Edit decision", func() error { _, err := d.insights.SaveDecision(ctx, edited); return err })
	d.Nothing(t, app.EInvalid, func() error { _, err := d.insights.SaveDecision(ctx, app.Decision{}); return err })
	page, err := d.insights.Open(ctx, in.ID)
	if err != nil || len(page.Decided) != 1 || page.Decided[0].Outcome != "Fewer calls" || page.Decisions != 1 {
		t.Errorf("page %+v, %v", page, err)
	}
	d.OneStep(t, "Delete decision", func() error { return d.insights.Remove(ctx, dec.Ref()) })
}

func TestCase_TakesTheAgreementOfTheTagsInvolved(t *testing.T) {
	d := newDesk(t)
	a, b := d.Tag(d.study, "Wait", ""), d.Tag(d.study, "Leave", "")
	d.Session(d.study, "P02", "P: It took a week.").Finding("a week", a.ID, b.ID)
	rows, err := d.Store.Findings(t.Context(), app.FindingQuery{Tags: []app.TagID{a.ID}})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	in := d.Insight(d.study, "Slow", app.Evidence{Finding: rows[0].ID, Stance: app.Supports})
	d.insights.Agreement = func(context.Context) (map[app.TagID]float64, error) {
		return map[app.TagID]float64{a.ID: 0.5, b.ID: 0.7, "other": 0}, nil
	}
	page, err := d.insights.Open(t.Context(), in.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range page.Verdict.Reasons {
		if r.Name == "Coder agreement" && (r.Value != "0.60" || r.Concern != 1) {
			t.Errorf("agreement %+v", r)
		}
	}
	if bench, err := d.insights.Bench(t.Context()); err != nil || bench.On == "" || bench.On.Time().Before(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("bench %+v, %v", bench, err)
	}
}
