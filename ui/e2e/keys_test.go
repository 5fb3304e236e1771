//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
)

// shortcutsX and shortcutsY lie on "Shortcuts" among the headings of the settings; keysOfX and keysOfHistoryY on the keys of History, once these stand at the top.
const (
	shortcutsX, shortcutsY  = 748, 124
	keysOfX, keysOfHistoryY = 926, 652
)

// TestKeys_ThatAPersonChoosesHoldAfterARestart gives a command other keys in the settings, calls it by them, and again in a new run.
func TestKeys_ThatAPersonChoosesHoldAfterARestart(t *testing.T) {
	p := openSample(t)
	p.Keys("ctrl+comma")
	p.Expect("screen settings")
	p.Click(shortcutsX, shortcutsY)
	p.Photo()
	p.Click(keysOfX, keysOfHistoryY)
	p.Photo()
	p.Keys("ctrl+shift+y")
	p.MustShow("keys-chosen")
	p.Go("home")
	p.Keys("ctrl+shift+y")
	p.Expect("screen history")
	p.MustShow("keys-history")
	p.Close()
	p = startIn(t, p.Home, p.Screen, "THROUGHLINE_THREADCHECK=1", []string{Binary(t)}, "open", filepath.Join(p.Home, "Documents", "Throughline sample.throughline"))
	p.Photo()
	p.Keys("ctrl+shift+y")
	p.Expect("screen history")
	p.Close()
}
