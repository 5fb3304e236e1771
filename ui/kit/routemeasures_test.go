package kit_test

import (
	"testing"

	"throughline/ui/kit"
)

func TestMeasuresPart(t *testing.T) {
	for _, c := range []struct {
		name string
		r    kit.Route
		want string
	}{
		{"metrics", kit.MeasuresAt("metrics"), "metrics"}, {"one metric", kit.MetricAt("m-1"), "metrics"}, {"the last one", kit.MeasuresAt(""), ""}, {"none", kit.Route{Screen: kit.Measures}, ""},
		{"another screen", kit.Route{Screen: kit.Home, ID: "measures:entry"}, ""},
	} {
		if got := c.r.MeasuresPart(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
