package insights_test

import (
	"testing"

	"throughline/ui/insights"
	"throughline/ui/kit"
)

// TestCare_IsWhatRoutesAskFor holds the words by which other screens narrow the list against those it knows.
func TestCare_IsWhatRoutesAskFor(t *testing.T) {
	for care, want := range map[insights.Care]string{insights.Due: kit.CareDue, insights.Stale: kit.CareStale, insights.Contradicted: kit.CareContradicted, insights.Bare: kit.CareBare} {
		if string(care) != want {
			t.Errorf("routes ask for %q, the list knows %q", want, care)
		}
	}
}
