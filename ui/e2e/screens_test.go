//go:build e2e

package e2e

import "testing"

// TestScreens opens every screen of the rail on the sample study. With SCREENS=folder it leaves a photograph of each there.
func TestScreens(t *testing.T) {
	p := openSample(t)
	for _, s := range []struct{ key, name string }{
		{"ctrl+2", "interviews"}, {"ctrl+3", "findings"}, {"ctrl+4", "themes"}, {"ctrl+5", "insights"}, {"ctrl+6", "people"},
		{"ctrl+7", "reports"}, {"ctrl+1", "home"},
	} {
		p.Keys(s.key)
		p.Expect("screen " + s.name)
		p.MustShow(s.name)
	}
	p.Keys("ctrl+2")
	p.Expect("screen interviews")
	p.Photo()
	p.DoubleClick(firstRowX, firstRowY)
	p.Expect("screen reader")
	p.MustShow("reader")
	p.Keys("ctrl+k")
	p.Photo()
	p.Type("invitation")
	p.MustShow("search")
	p.Close()
}
