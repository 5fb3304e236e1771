package reader

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"throughline/app"
)

// wantField asserts that the turn's field has the keyboard.
func (st *studio) wantField(when string) {
	st.t.Helper()
	if st.w.Canvas().Focused() != st.s.editor.words {
		st.t.Errorf("%s %T has the keyboard", when, st.w.Canvas().Focused())
	}
}

func TestEditor_OpensAtTheCaretOfTheReader(t *testing.T) {
	st := writingStudio(t)
	at := spanOf(t, mockText, "credentials").Start
	st.s.text.PutCaret(at)
	st.s.edit()
	if got, want := st.s.editor.words.CaretAt(), at-st.m.Transcript.Turns[1].Start; got != want {
		t.Errorf("the caret stands at %d of the turn, want %d", got, want)
	}
	st.typing("very ")
	if !strings.Contains(st.m.Editing().Words(), "have the very credentials") {
		t.Errorf("typed into %q", st.m.Editing().Words())
	}
	st.chord(fyne.KeyEnd, fyne.KeyModifierShortcutDefault)
	if got, want := st.s.editor.words.CaretAt(), len(st.m.Editing().Words()); got != want {
		t.Errorf("Ctrl End goes to %d of %d", got, want)
	}
	st.chord(fyne.KeyHome, fyne.KeyModifierShortcutDefault)
	if got := st.s.editor.words.CaretAt(); got != 0 {
		t.Errorf("Ctrl Home goes to %d", got)
	}
}

func TestEditor_GivesTheKeyboardBackToTheField(t *testing.T) {
	st := writingStudio(t)
	st.m.Mark(st.m.Transcript.Turns[1].Span, []app.TagID{st.tags["Docs"]}, app.ByHand)
	st.settle()
	st.s.text.PutCaret(st.m.Transcript.Turns[1].Start)
	st.s.edit()
	st.w.Canvas().Focus(st.s.editor.speaker)
	st.s.editor.setSpeaker(otherSpeaker)
	st.typing("Priya")
	st.press(fyne.KeyReturn)
	st.wantField("after another speaker was named")
	if got := st.m.Editing().Turn().Speaker; got != "Priya" {
		t.Errorf("the turn is said by %q", got)
	}
	st.w.Canvas().Focus(st.s.editor.speaker)
	st.s.editor.setSpeaker("Moderator")
	st.wantField("after a speaker was chosen")
	st.m.SetWords("Something else " + strings.Join(strings.Fields(st.m.Editing().Words())[2:], " "))
	st.w.Canvas().Focus(st.s.editor.save)
	st.s.editor.review()
	eventually(t, "the review opens", func() bool { return st.w.Canvas().Overlays().Top() != nil })
	st.tap("Go there")
	st.wantField("after going there")
	st.w.Canvas().Focus(st.s.editor.save)
	st.s.editor.review()
	eventually(t, "the review opens again", func() bool { return st.w.Canvas().Overlays().Top() != nil })
	st.tap("Keep editing")
	st.wantField("after the review was closed")
}

func TestEditor_GoesToWordsThatMovedInTheTurn(t *testing.T) {
	st := writingStudio(t)
	at := spanOf(t, mockText, "credentials").Start
	st.m.BeginEdit(at)
	st.m.SetWords("Er. " + st.m.Editing().Words())
	st.m.BeginEdit(at)
	if got := st.m.Editing().Words()[st.s.editor.words.CaretAt():]; !strings.HasPrefix(got, "credentials") {
		t.Errorf("the caret stands before %.20q", got)
	}
}
