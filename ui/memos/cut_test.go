package memos

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

func TestSheet_KeepsWhatIsTypedQuicklyWhileAParagraphIsCut(t *testing.T) {
	s, await := open(t, "Start.")
	s.sheet.editEnd()
	long := strings.Repeat(" Word.", 250) + " End"
	typeInto(s, long) // the window does not come to it meanwhile
	await(50*time.Millisecond, func() bool { return false })
	if n := len(s.model.Page.Blocks); n < 2 {
		t.Fatalf("nothing was cut: %d blocks", n)
	}
	typeInto(s, " and on")
	if got, want := s.model.Page.Text(), "Start."+long+" and on"; got != want {
		t.Errorf("the text has %d bytes, want %d, and ends %q", len(got), len(want), got[max(0, len(got)-60):])
	}
}

func TestSheet_EscapeKeepsWhatWasTypedQuickly(t *testing.T) {
	s, _ := open(t, "Start.")
	s.sheet.editEnd()
	long := strings.Repeat(" Word.", 250)
	typeInto(s, long)
	key(s, fyne.KeyEscape)
	if got, want := s.model.Page.Text(), "Start."+long; got != want {
		t.Errorf("the text has %d bytes, want %d", len(got), len(want))
	}
}
