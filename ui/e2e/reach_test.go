//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
)

// mostStops is how many elements a screen may have to be gone through: a ring that does not close is a fault.
const mostStops = 400

// leadIn is among how many of the first stops the ring has to close.
const leadIn = 8

// TestReach_TabNamesWhatHasTheKeyboard goes round every screen of the rail with Tab in the real window. The program announces what gets the keyboard; the test fails
// where nothing is announced, where a name is missing and where the ring does not close.
func TestReach_TabNamesWhatHasTheKeyboard(t *testing.T) {
	p := openSample(t)
	sum := 0
	for _, name := range rail {
		p.Go(name)
		p.Calm()
		stops := p.ring(name)
		sum += len(stops)
		t.Logf("%3d elements by Tab on %s, from %q to %q", len(stops), name, stops[0], stops[len(stops)-1])
	}
	t.Logf("%d elements on %d screens", sum, len(rail))
	p.Close()
}

// ring presses Tab until the keyboard is back where it began, and returns the names that were announced.
func (p *Program) ring(place string) []string {
	p.t.Helper()
	var stops []string
	for len(stops) < mostStops {
		p.Keys("Tab")
		said := strings.TrimSpace(strings.TrimPrefix(p.Expect("focus"), "focus"))
		if said == "" {
			p.fail("on %s what comes after %q has no name", place, slices.Concat([]string{"the first"}, stops)[len(stops)])
		}
		stops = append(stops, said)
		for k := range leadIn { // where the keyboard stood at first may be no stop of the ring
			if n := len(stops); n > k+6 && slices.Equal(stops[n-3:], stops[k:k+3]) {
				return stops[:n-3]
			}
		}
	}
	p.fail("on %s Tab does not come back in %d steps, after %q", place, mostStops, stops[:2*leadIn])
	return nil
}
