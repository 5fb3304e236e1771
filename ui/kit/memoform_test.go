package kit_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// memoSeat is the form for a memo on a tag, and what was stored.
type memoSeat struct {
	t      *testing.T
	desk   *kit.MemoDesk
	row    *kit.MemoRow
	c      fyne.Canvas
	await  func(time.Duration, func() bool) bool
	fail   error
	stored []app.Memo
	undone int
}

func newMemoSeat(t *testing.T) *memoSeat {
	test.NewTempApp(t)
	await, release := task.Hold()
	t.Cleanup(release)
	s := &memoSeat{t: t, await: await}
	s.desk = &kit.MemoDesk{Undo: func() { s.undone++ },
		Read: func(context.Context, app.Ref) (own, mentions []app.MemoRow, err error) { return nil, nil, nil },
		Write: func(_ context.Context, m app.Memo) error {
			if s.fail != nil && m.On != (app.Ref{}) {
				return s.fail
			}
			s.stored = append(s.stored, m)
			return nil
		}}
	s.row = kit.NewMemoRow(s.desk, nil)
	s.c = show(t, s.row.On(app.Ref{Kind: app.KindTag, ID: "t"}, "Waiting"), 900, 700).Canvas()
	return s
}

func (s *memoSeat) begin(text string) {
	s.row.Add()
	for _, r := range text {
		s.c.Focused().TypedRune(r)
	}
}

func (s *memoSeat) press(key fyne.KeyName) { s.c.Focused().TypedKey(&fyne.KeyEvent{Name: key}) }

func (s *memoSeat) chord(key fyne.KeyName) {
	s.c.Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
}

// button is what can be tapped under some words, in front or in a toast.
func (s *memoSeat) tap(text string) {
	s.t.Helper()
	for _, o := range slices.Concat(test.LaidOutObjects(s.c.Content()), overlays(s.c)) {
		if b, ok := o.(fyne.Tappable); ok && o.Visible() && slices.Equal(words(o), []string{text}) {
			b.Tapped(&fyne.PointEvent{})
			return
		}
	}
	s.t.Fatalf("nothing is called %q", text)
}

func overlays(c fyne.Canvas) []fyne.CanvasObject {
	if top := c.Overlays().Top(); top != nil {
		return test.LaidOutObjects(top)
	}
	return nil
}

func (s *memoSeat) said() string { return strings.Join(words(s.c.Content()), "|") }

func (s *memoSeat) want(name string, texts ...string) {
	s.t.Helper()
	task.Settle()
	s.await(100*time.Millisecond, func() bool { return false })
	var got []string
	for _, m := range s.stored {
		got = append(got, m.Text)
	}
	if !slices.Equal(got, texts) {
		s.t.Errorf("%s: stored %q, want %q", name, got, texts)
	}
}

func TestMemoForm_WordsAreStoredWhicheverWayItCloses(t *testing.T) {
	for _, c := range []struct {
		name string
		act  func(s *memoSeat)
		want []string
	}{
		{"Escape", func(s *memoSeat) { s.press(fyne.KeyEscape) }, []string{"Rights first"}},
		{"the workspace closes", func(s *memoSeat) { s.desk.Flush() }, []string{"Rights first"}},
		{"Escape, then the workspace closes", func(s *memoSeat) { s.press(fyne.KeyEscape); s.desk.Flush() }, []string{"Rights first"}},
		{"Ctrl+Enter", func(s *memoSeat) { s.chord(fyne.KeyReturn) }, []string{"Rights first"}},
		{"Ctrl+S", func(s *memoSeat) { s.chord(fyne.KeyS) }, []string{"Rights first"}},
		{"Ctrl+S, then the workspace closes", func(s *memoSeat) { s.chord(fyne.KeyS); s.desk.Flush() }, []string{"Rights first"}},
		{"Save memo", func(s *memoSeat) { s.tap("Save memo") }, []string{"Rights first"}},
		{"Discard", func(s *memoSeat) { s.tap("Discard"); s.desk.Flush() }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newMemoSeat(t)
			s.begin("Rights first")
			c.act(s)
			s.want(c.name, c.want...)
			if c.want != nil && s.stored[0].On.ID != "t" {
				t.Errorf("it stands on %v", s.stored[0].On)
			}
		})
	}
}

func TestMemoForm_WithoutWordsStoresNothing(t *testing.T) {
	s := newMemoSeat(t)
	s.begin(" ")
	s.desk.Flush()
	s.press(fyne.KeyEscape)
	s.want("blank")
}

func TestMemoForm_EscapeOffersUndo(t *testing.T) {
	s := newMemoSeat(t)
	s.begin("a")
	s.press(fyne.KeyEscape)
	s.want("escape", "a")
	s.tap("Undo")
	if s.undone != 1 {
		t.Errorf("undone %d times; the window says %s", s.undone, s.said())
	}
}

func TestMemoForm_WhatWasDiscardedComesBack(t *testing.T) {
	s := newMemoSeat(t)
	s.begin("Rights")
	s.tap("Discard")
	s.tap("Bring back")
	s.press(fyne.KeyEscape)
	s.want("brought back", "Rights")
}

func TestMemoForm_WhatCannotBeStoredIsKept(t *testing.T) {
	s := newMemoSeat(t)
	s.fail = errors.New("no disk")
	s.begin("Rights")
	s.press(fyne.KeyEscape)
	s.want("failed")
	if !strings.Contains(s.said(), "no disk") {
		t.Errorf("the window says %s", s.said())
	}
	s.fail = nil
	s.row.Add()
	s.press(fyne.KeyEscape)
	s.want("opened again", "Rights")
	s.desk.Flush()
	s.want("once", "Rights")
}

func TestMemoForm_StandsOnNothingWhereTheRecordHasGone(t *testing.T) {
	s := newMemoSeat(t)
	s.fail = &app.Error{Code: app.ENotFound, Message: "The tag is gone."}
	s.begin("Rights")
	s.desk.Flush()
	s.want("flushed", "Rights")
}
