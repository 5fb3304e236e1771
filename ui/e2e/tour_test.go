//go:build e2e

package e2e

import "testing"

// TestTour goes through the five stops by the keyboard, reads at the second, and leaves by Escape from within the text.
func TestTour(t *testing.T) {
	p := openSample(t)
	begin := func() {
		p.Keys("ctrl+k")
		p.Photo()
		p.Type("take the tour")
		p.Photo()
		p.Keys("Return")
		p.Expect("tour 1")
	}
	begin()
	for _, step := range []string{"tour 2", "tour 3", "tour 4", "tour 5", "tour done"} {
		p.Keys("ctrl+period")
		p.Expect(step)
	}
	begin()
	p.Keys("Return")
	p.Expect("tour 2")
	p.Click(400, 300) // into the text: the card blocks nothing
	p.Keys("Escape")
	p.Expect("tour left")
	p.Keys("ctrl+comma")
	p.Expect("screen settings")
	p.MustShow("settings")
	p.Close()
}
