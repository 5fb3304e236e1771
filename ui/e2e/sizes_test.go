//go:build e2e

package e2e

import (
	"image"
	"path/filepath"
	"testing"
)

// TestSizes changes the size of everything while the window is open. The window must keep its place and look as it does after a start with that size,
// icons too, although no font is read again.
func TestSizes(t *testing.T) {
	p := openSample(t)
	page := func() *image.RGBA {
		p.Go("codebook")
		p.Move(p.Width-200, p.Height-200) // where nothing reacts
		return p.Photo()
	}
	before := page()
	p.Keys("ctrl+equal", "ctrl+equal")
	larger := page()
	if apart(before, larger) < 0.05 {
		t.Error("nothing became larger")
	}
	p.Close()
	p = startIn(t, p.Home, p.Screen, "THROUGHLINE_THREADCHECK=1", []string{Binary(t)}, "open", filepath.Join(p.Home, "Documents", "Throughline sample.throughline"))
	if d := apart(larger, page()); d > 0.002 {
		t.Errorf("%.2f %% of the picture is another after a start with the same size", 100*d)
	}
	p.Keys("ctrl+minus", "ctrl+minus")
	if d := apart(before, page()); d > 0.002 {
		t.Errorf("%.2f %% of the picture is another once it is as large as at first", 100*d)
	}
	p.Close()
}

// apart is which share of their pixels two pictures do not have in common.
func apart(a, b *image.RGBA) float64 {
	if a.Bounds() != b.Bounds() {
		return 1
	}
	n := 0
	for i := 0; i < len(a.Pix); i += 4 {
		for c := range 3 {
			if d := int(a.Pix[i+c]) - int(b.Pix[i+c]); d > 24 || d < -24 {
				n++
				break
			}
		}
	}
	return float64(n) / float64(len(a.Pix)/4)
}
