package kit_test

import (
	"testing"

	"throughline/app"
	"throughline/ui/kit"
)

func TestRoute_NarrowsInsights(t *testing.T) {
	r := kit.InsightsThat("", app.InsightPublished, "stale")
	if status, care, ok := r.Narrowed(); !ok || status != app.InsightPublished || care != "stale" || r.Study != kit.AllStudies {
		t.Errorf("%+v narrows to %q, %q, %v", r, status, care, ok)
	}
	for _, r := range []kit.Route{{Screen: kit.Insights, ID: "i1"}, {Screen: kit.Themes, ID: kit.InsightsThat("s", "", "due").ID}} {
		if _, _, ok := r.Narrowed(); ok {
			t.Errorf("%+v narrows insights", r)
		}
	}
}
