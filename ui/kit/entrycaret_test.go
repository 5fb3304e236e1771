package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestTextArea_CtrlGoesToItsEnds(t *testing.T) {
	test.NewTempApp(t)
	e := NewTextArea("", 4)
	w := test.NewTempWindow(t, e)
	w.Resize(fyne.NewSize(160, 120))
	e.SetText("Words that take more than one line\nand one more of them")
	e.PutCaret(6)
	for _, c := range []struct {
		name string
		key  fyne.KeyName
		want int
	}{{"end", fyne.KeyEnd, len(e.Text)}, {"home", fyne.KeyHome, 0}} {
		e.TypedShortcut(&desktop.CustomShortcut{KeyName: c.key, Modifier: fyne.KeyModifierShortcutDefault})
		if got := e.CaretAt(); got != c.want {
			t.Errorf("%s: the caret stands at %d, want %d", c.name, got, c.want)
		}
	}
	e.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEnd, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift})
	if got := e.SelectedText(); got != e.Text {
		t.Errorf("with Shift %q is selected", got)
	}
}

func TestEntry_FocusAllLetsTypingReplaceWhatIsOffered(t *testing.T) {
	test.NewTempApp(t)
	e := NewEntry("Name")
	w := test.NewTempWindow(t, e)
	w.Resize(fyne.NewSize(300, 60))
	e.SetText("Pay run, Leads")
	e.FocusAll()
	if w.Canvas().Focused() != e || e.SelectedText() != "Pay run, Leads" {
		t.Errorf("keyboard in %v, selected %q", w.Canvas().Focused(), e.SelectedText())
	}
	e.TypedRune('x')
	if e.Text != "x" {
		t.Errorf("after typing %q", e.Text)
	}
}
