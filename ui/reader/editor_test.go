package reader

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
)

// writingStudio is a studio whose text can be changed.
func writingStudio(t *testing.T) *studio {
	t.Helper()
	st := newStudio(t, mockTranscript())
	st.m.Revise, st.m.Files = st.desk.w.Revise, st.desk.w.Exchange
	st.s.Open(kit.Route{Screen: kit.Reader, ID: "i1"})
	eventually(t, "the interview opens", func() bool { return st.m.Loaded })
	st.s.Shown()
	return st
}

func (st *studio) chord(k fyne.KeyName, mod fyne.KeyModifier) {
	st.t.Helper()
	f, ok := st.w.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		st.t.Fatalf("nothing takes %s", k)
	}
	f.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: mod})
}

// tap presses the button with a word in what is in front.
func (st *studio) tap(word string) {
	st.t.Helper()
	top := st.w.Canvas().Overlays().Top()
	if top == nil {
		st.t.Fatalf("no dialog with %q", word)
	}
	for _, o := range test.LaidOutObjects(top) {
		if b, ok := o.(*kit.Button); ok && strings.HasPrefix(b.Text(), word) {
			b.Tapped(nil)
			return
		}
	}
	st.t.Fatalf("no button %q", word)
}

func TestEditor_FromKeyToRevisionAndBack(t *testing.T) {
	st := writingStudio(t)
	st.m.Mark(st.m.Transcript.Turns[1].Span, []app.TagID{st.tags["Docs"]}, app.ByHand)
	st.settle()
	st.s.text.PutCaret(st.m.Transcript.Turns[1].Start)
	st.chord(fyne.KeyE, fyne.KeyModifierShortcutDefault)
	if !st.s.editor.root.Visible() || st.s.editor.words.Text != st.m.Editing().Words() {
		t.Fatalf("the sheet shows %q", st.s.editor.words.Text)
	}
	st.typing("Well. ")
	if n := st.m.Editing().Changed(); n != 1 || st.s.editor.save.Disabled() {
		t.Errorf("%d turns changed after typing", n)
	}
	st.chord(fyne.KeyDown, fyne.KeyModifierAlt)
	st.chord(fyne.KeyUp, fyne.KeyModifierAlt)
	if !strings.HasPrefix(st.s.editor.words.Text, "Well. ") {
		t.Errorf("coming back shows %q", st.s.editor.words.Text)
	}
	st.chord(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	eventually(t, "the review opens", func() bool { return st.w.Canvas().Overlays().Top() != nil })
	if st.m.Transcript.Revision != 1 {
		t.Error("something was stored before the review")
	}
	st.tap("Save as revision 2")
	eventually(t, "it is saved", func() bool { return st.m.Transcript.Revision == 2 && !st.s.editor.root.Visible() })
	st.s.showRevisions()
	eventually(t, "revisions are listed", func() bool { return st.w.Canvas().Overlays().Top() != nil })
	st.tap("Remove older revisions")
	eventually(t, "they are gone", func() bool { return st.w.Canvas().Overlays().Top() == nil })
	st.settle()
}

func TestEditor_CancelOffersWhatWasChanged(t *testing.T) {
	st := writingStudio(t)
	st.s.edit()
	st.typing("x")
	st.s.editor.cancel()
	if st.s.editor.root.Visible() || st.m.Editing() != nil {
		t.Fatal("the sheet stays")
	}
	st.s.edit()
	if st.m.Editing().Changed() != 0 {
		t.Error("thrown away changes come back by themselves")
	}
	st.typing("y")
	st.s.leaveEdit()
	st.s.edit()
	if st.m.Editing().Changed() != 1 {
		t.Error("what was set aside does not come back")
	}
}

func TestReview_ADecisionCanBeTurnedOver(t *testing.T) {
	st := writingStudio(t)
	u := st.m.Transcript.Turns[1]
	st.m.Mark(u.Span, []app.TagID{st.tags["Docs"]}, app.ByHand)
	st.settle()
	st.m.BeginEdit(u.Start)
	words := strings.Fields(st.m.Editing().Words())
	st.m.SetWords("Something else " + strings.Join(words[2:], " "))
	var r *review
	st.m.ReviewEdit(func(got review) { r = &got; st.s.showReview(got) })
	eventually(t, "the review opens", func() bool { return r != nil })
	st.tap("Leave without a place")
	st.tap("Accept the new words")
	st.tap("Leave without a place")
	st.tap("Save as")
	eventually(t, "the finding has no place", func() bool { return len(st.m.Unplaced()) == 1 })
	st.m.Activate("")
	st.s.panel.paint()
	if st.s.panel.homeless() == nil || st.s.panel.speakers() == nil {
		t.Error("the inspector does not list what has no place, or who speaks")
	}
}

func TestScreen_RedactsByMenu(t *testing.T) {
	st := writingStudio(t)
	st.selectWords(strings.Fields(st.m.Transcript.Text)[0])
	st.m.Select(st.s.text.Selection())
	st.typing("r")
	if st.w.Canvas().Overlays().Top() == nil {
		t.Fatal("no menu opens")
	}
	st.press(fyne.KeyDown, fyne.KeyReturn)
	eventually(t, "it is redacted", func() bool { return st.m.Transcript.Revision == 2 })
	if !strings.HasPrefix(st.m.Transcript.Text, "[name]") {
		t.Errorf("text %.30q", st.m.Transcript.Text)
	}
}
