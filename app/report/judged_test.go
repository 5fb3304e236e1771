package report_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/reporttest"
)

func TestCompose_SaysWhoSetTheConfidenceAndWhatTheScoreComesFrom(t *testing.T) {
	s := reporttest.Onboarding()
	s.Claims[0].Override = app.Override{Level: app.Low, Reason: "One customer only.", By: "Mara"}
	s.Advised[0].Score = app.Score{Method: app.RICE, Reach: 2000, Impact: 2, Effort: 3}
	s.Advised[0].Insights = append(s.Advised[0].Insights, s.Claims[1].ID) // which is High: the best counts
	s.Claims[0].Evidence = append([]app.Evidence{{Finding: s.Marks[0].ID, Stance: app.Supports, Strength: app.Strong}}, s.Claims[0].Evidence...)
	d, err := report.Compose(t.Context(), s, report.Spec{Study: "study-1", Date: "2026-11-04"})
	if err != nil {
		t.Fatal(err)
	}
	text := dump(d)
	for _, want := range []string{"*Confidence is low:* set by Mara: One customer only (computed: High), 8 of 12 people", "small: RICE 1,333 = 2,000 × 2 × 100 % ÷ 3 · Proposed",
		" What would change it:*", "| High | RICE 1,333", "Strong evidence"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}
