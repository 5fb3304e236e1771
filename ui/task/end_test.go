package task

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestPost_DropsWhatComesAfterTheEnd(t *testing.T) {
	t.Cleanup(func() { ended.Store(false) })
	End()
	Post(func() { t.Error("ran although there is no screen any more") })
}

func TestPost_AsksForAPictureOfWhatItDid(t *testing.T) {
	test.NewTempApp(t)
	t.Cleanup(func() { Repaint = nil })
	done := ""
	Repaint = func() { done += " drawn" }
	Post(func() { done += "changed" })
	if done != "changed drawn" {
		t.Errorf("%q", done)
	}
}
