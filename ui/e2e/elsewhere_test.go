//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
)

// TestElsewhere_KeysReachEveryAnswer opens one workspace in two windows. The second asks what to do: Tab goes from the last button round to the first and through the
// others back to it, and Enter presses what has the keyboard; it stopped at the dialog itself before, where nothing is seen and Enter does nothing.
func TestElsewhere_KeysReachEveryAnswer(t *testing.T) {
	p := openSample(t)
	path := filepath.Join(p.Home, "Documents", "Throughline sample.throughline")
	q := launch(t, newHome(t), NewScreen(t, wide, high), "THROUGHLINE_THREADCHECK=1", []string{Binary(t)}, "open", path)
	q.ExpectAfterError("ready")
	q.focus()
	q.Calm()
	q.MustShow(filepath.Join("dialogs", "elsewhere"))
	q.Keys("Tab")
	q.MustShow(filepath.Join("dialogs", "elsewhere-tab"))
	q.Keys("Tab", "Tab", "Return") // the cross, Cancel, and round to the way on
	q.Expect("screen home")
	q.MustShow(filepath.Join("dialogs", "elsewhere-read"))
	q.Close()
	p.Close()
}
