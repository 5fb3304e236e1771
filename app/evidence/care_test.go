package evidence

import (
	"math"
	"testing"
	"time"

	"throughline/app"
)

func at(day app.Date) time.Time { return day.Time().Add(9 * time.Hour) }

func TestDueOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*app.InsightRow)
		std    app.Standards
		want   string
	}{
		{"fresh", func(*app.InsightRow) {}, app.Standards{}, ""},
		{"past its own day", func(in *app.InsightRow) { in.ReviewBy = "2026-05-03" }, app.Standards{}, "Stale since 3 May 2026 (stale 6 months); "},
		{"on its last day", func(in *app.InsightRow) { in.ReviewBy = today }, app.Standards{}, ""},
		{"past the standard", func(in *app.InsightRow) { in.Published = at("2025-10-01") }, app.Standards{}, "Stale since 1 October 2026 (stale 1 month); "},
		{"within a longer standard", func(in *app.InsightRow) { in.Published = at("2025-10-01") }, app.Standards{FreshMonths: 18}, ""},
		{"renewed", func(in *app.InsightRow) { in.Published, in.Renewed.At = at("2025-10-01"), at("2026-09-30") }, app.Standards{}, ""},
		{"published before there were dates", func(in *app.InsightRow) { in.Published, in.Modified = time.Time{}, at("2025-01-01") }, app.Standards{},
			"Stale since 1 January 2026 (stale 10 months); "},
		{"contradicted", func(in *app.InsightRow) { in.Against = 1 }, app.Standards{}, "1 finding speaks against it, newer than what was published (1 newer against); "},
		{"both", func(in *app.InsightRow) { in.Against, in.ReviewBy = 2, "2026-10-30" }, app.Standards{},
			"Stale since 30 October 2026 (stale); 2 findings speak against it, newer than what was published (2 newer against); "},
		{"a draft", func(in *app.InsightRow) { in.Against, in.ReviewBy, in.Status = 2, "2026-10-30", app.InsightDraft }, app.Standards{}, ""},
		{"said so", func(in *app.InsightRow) { in.Status = app.InsightStale }, app.Standards{}, "Said to be stale (stale); "},
	} {
		in := app.InsightRow{Insight: app.Insight{Status: app.InsightPublished, Published: at("2026-06-01"), Version: 1}}
		c.change(&in)
		got := ""
		for _, d := range DueOf(&in, c.std, today) {
			got += d.Words + " (" + d.Short + "); "
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		name    string
		score   app.Score
		level   app.Level
		want    float64 // NaN: inputs are missing
		formula string
	}{ // vectors: Intercom's RICE 2000·2·0.8/3 and 5000·0.5·1/1; Ulwick's opportunity
		{"RICE", app.Score{Method: app.RICE, Reach: 2000, Impact: 2, Effort: 3}, app.Moderate, 3200.0 / 3, "2,000 × 2 × 80 % ÷ 3"},
		{"RICE, sure", app.Score{Method: app.RICE, Reach: 5000, Impact: 0.5, Effort: 1}, app.High, 2500, "5,000 × 0.5 × 100 % ÷ 1"},
		{"RICE by hand", app.Score{Method: app.RICE, Reach: 5000, Impact: 0.5, Effort: 1, Confidence: 0.6, Why: "x"}, app.High, 1500, "5,000 × 0.5 × 60 % ÷ 1"},
		{"RICE without effort", app.Score{Method: app.RICE, Reach: 5000, Impact: 0.5}, app.High, math.NaN(), "5,000 × 0.5 × 100 % ÷ ?"},
		{"RICE without evidence", app.Score{Method: app.RICE, Reach: 5000, Impact: 0.5, Effort: 1}, "", math.NaN(), "5,000 × 0.5 × 0 % ÷ 1"},
		{"ICE", app.Score{Method: app.ICE, Benefit: 8, Ease: 5}, app.Low, 200, "8 × 5 × 5"},
		{"opportunity", app.Score{Method: app.ODI, Importance: 9, Satisfaction: 3}, "", 15, "9 + max(9 − 3, 0)"},
		{"opportunity, served too well", app.Score{Method: app.ODI, Importance: 4, Satisfaction: 8}, "", 4, "4 + max(4 − 8, 0)"},
		{"none", app.Score{Reach: 5, Impact: 5, Effort: 5}, app.High, math.NaN(), ""},
	} {
		got := Score(c.score, c.level)
		if got.OK == math.IsNaN(c.want) || got.OK && math.Abs(got.Value-c.want) > 1e-9 || got.Formula != c.formula {
			t.Errorf("%s: %+v, want %v by %s", c.name, got, c.want, c.formula)
		}
	}
	for v, want := range map[float64]string{8: "served well", 10.5: "worth a look", 13: "high", 16: "extreme"} {
		if got := reading(v); got != want {
			t.Errorf("reading(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestBest_NeverFallsWithOneMoreInsight(t *testing.T) {
	for _, a := range app.Levels() {
		for _, b := range append(app.Levels(), "") {
			if got := Best(a, b); got.Rank() < a.Rank() || got.Rank() < b.Rank() {
				t.Errorf("Best(%s, %s) = %s", a, b, got)
			}
		}
	}
	if Certainty(Best()) != 0 {
		t.Error("nothing is certain to some degree")
	}
}

func TestCERQual(t *testing.T) {
	c := Case{Support: solid(), On: today}
	q := Suggest(c)
	if q.Methods.Level != "" || q.Coherence.Level != app.NoConcern || q.Adequacy.Level != app.NoConcern || q.Relevance.Level != app.NoConcern {
		t.Errorf("solid: %+v", q)
	}
	if q.Coherence.Why != "1 passage against, 14 passages for it." || q.Adequacy.Why != "8 of 12 people." || q.Relevance.Why != "3 of 3 segments." {
		t.Errorf("solid: %+v", q)
	}
	c.Support.Segments, c.Support.Missing, c.Support.Methods, c.Support.Against = 1, []string{"Teams", "Solo"}, nil, 14
	said(&c.Support, 2, "2026-09-01", "")
	q = Suggest(c)
	if q.Methods.Level != app.MinorConcern || q.Coherence.Level != app.SeriousConcern || q.Adequacy.Level != app.SeriousConcern ||
		q.Relevance.Level != app.ModerateConcern || q.Relevance.Why != "1 of 3 segments; not from Teams and Solo." {
		t.Errorf("thin: %+v", q)
	}
	if q := Suggest(Case{On: today}); !q.IsZero() {
		t.Errorf("of nothing: %+v", q)
	}
	n, mi, mo, se := app.NoConcern, app.MinorConcern, app.ModerateConcern, app.SeriousConcern
	for _, tc := range []struct {
		of   [4]app.ConcernLevel
		want app.Level
	}{
		{[4]app.ConcernLevel{n, n, n, n}, app.High}, {[4]app.ConcernLevel{mi, mi, n, n}, app.High}, {[4]app.ConcernLevel{mi, mi, mi, n}, app.Moderate},
		{[4]app.ConcernLevel{mo, n, n, n}, app.Moderate}, {[4]app.ConcernLevel{mo, mo, n, mi}, app.Low}, {[4]app.ConcernLevel{se, n, n, n}, app.Low},
		{[4]app.ConcernLevel{se, mo, n, n}, app.VeryLow}, {[4]app.ConcernLevel{se, se, se, se}, app.VeryLow}, {[4]app.ConcernLevel{n, n, n, ""}, ""},
	} {
		var q app.CERQual
		for i, c := range q.Components() {
			c.Level = tc.of[i]
		}
		if got := Overall(q); got != tc.want {
			t.Errorf("Overall(%v) = %q, want %q", tc.of, got, tc.want)
		}
	}
}
