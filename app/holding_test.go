package app_test

import (
	"testing"

	"throughline/app"
)

func TestHolding_IsToldInWords(t *testing.T) {
	full := app.Holding{Studies: 1, Interviews: 12, Findings: 340, Insights: 1, Steps: 90, State: "b"}
	for _, c := range []struct{ name, got, want string }{
		{"full", full.Words(), "12 interviews, 340 findings, 1 insight"},
		{"only a study", app.Holding{Studies: 1}.Words(), "1 study"},
		{"empty", app.Holding{}.Words(), "nothing yet"},
		{"more", full.Less(app.Holding{Interviews: 10, Findings: 341, Insights: 1, Steps: 33, State: "a"}).Words(), "+2 interviews, −1 finding, 57 steps"},
		{"only steps", full.Less(app.Holding{Interviews: 12, Findings: 340, Insights: 1, Steps: 89, State: "a"}).Words(), "1 step"},
		{"fewer steps", app.Holding{State: "a", Steps: 3}.Less(app.Holding{State: "b", Steps: 5}).Words(), "2 steps taken back"},
		{"as many other steps", app.Holding{State: "a", Steps: 3}.Less(app.Holding{State: "b", Steps: 3}).Words(), "other steps"},
		{"the same", full.Less(full).Words(), "no change"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestHolding_LacksMostOfWhatWasThere(t *testing.T) {
	hold := func(n int) app.Holding { return app.Holding{Findings: n} }
	for _, c := range []struct {
		name      string
		now, full int
		want      bool
	}{{"all gone", 0, 100, true}, {"most gone", 49, 100, true}, {"half", 50, 100, false}, {"more", 200, 100, false}, {"a handful", 0, 19, false}} {
		if got := hold(c.now).Lacks(hold(c.full)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestFileSize_RoundTrip(t *testing.T) {
	for _, c := range []struct {
		n    int64
		text string
	}{{0, "0 bytes"}, {999, "999 bytes"}, {840_000, "840 kB"}, {12_300_000, "12.3 MB"}, {230e6, "230 MB"}, {1.5e9, "1.5 GB"}, {10e9, "10 GB"}} {
		back, err := app.ParseFileSize(c.text)
		if got := app.FileSize(c.n); got != c.text || err != nil || back != c.n {
			t.Errorf("%d: %q, back %d, %v", c.n, got, back, err)
		}
	}
	for _, text := range []string{"", "much", "-1 GB", "NaN", "1e30gb"} {
		if n, err := app.ParseFileSize(text); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%q: %d, %v", text, n, err)
		}
	}
}
