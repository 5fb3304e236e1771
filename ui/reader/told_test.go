package reader

import "testing"

func TestScreen_SaysWhatALargeActDidWithTheWayBack(t *testing.T) {
	st := writingStudio(t)
	if got := st.s.outcome("Redacted 2 passages", ""); got.Action != "" {
		t.Errorf("without a way back there is the word %q", got.Action)
	}
	undone := 0
	st.s.OnUndo = func() { undone++ }
	got := st.s.outcome("Redacted 2 passages", "")
	if got.Action != "Undo" || got.Text != "Redacted 2 passages" {
		t.Fatalf("toast %+v", got)
	}
	if got.Run(); undone != 1 {
		t.Errorf("undo ran %d times", undone)
	}
}
