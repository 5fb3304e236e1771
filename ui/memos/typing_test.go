package memos

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/memo"
	"throughline/app/search"
	"throughline/storage/storagetest"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// open shows the screen with one memo of a text.
func open(tb testing.TB, text string) (*Screen, func(time.Duration, func() bool) bool) {
	tb.Helper()
	test.NewTempApp(tb)
	await, release := task.Hold()
	tb.Cleanup(release)
	tb.Cleanup(task.Settle)
	store := storagetest.New(tb)
	log, err := history.Open(tb.Context(), store)
	if err != nil {
		tb.Fatal(err)
	}
	m := &Model{Memos: &memo.Service{Store: store, Log: log, Hand: app.Hand{Author: "Mara"}}, Search: &search.Service{Store: store}}
	log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { m.Changed(cs) }) })
	if _, err := m.Memos.Write(tb.Context(), app.Memo{Title: "Long", Text: text}); err != nil {
		tb.Fatal(err)
	}
	s := New(m, nil, nil)
	win := test.NewTempWindow(tb, kit.NewStage(s.Content()))
	win.SetPadded(false)
	win.Resize(fyne.NewSize(1096, 700))
	m.Open("", "")
	if !await(10*time.Second, func() bool { return m.Page != nil && m.Page.Loaded && len(s.sheet.blocks) > 0 }) {
		tb.Fatal("the memo was not shown")
	}
	return s, await
}

// thousand is a text of 1,000 words in paragraphs of n words.
func thousand(n int) string {
	var b strings.Builder
	for i := range 1000 {
		switch {
		case i > 0 && i%n == 0:
			b.WriteString(".\n")
		case i > 0 && i%17 == 0:
			b.WriteString(". ")
		case i > 0:
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "word%d", i%317)
	}
	return b.String()
}

func typeInto(s *Screen, text string) {
	for _, r := range text {
		s.sheet.field.TypedRune(r)
	}
}

func key(s *Screen, name fyne.KeyName) { s.sheet.field.TypedKey(&fyne.KeyEvent{Name: name}) }

func TestSheet_WritesParagraphByParagraph(t *testing.T) {
	s, await := open(t, "First.\nSecond.")
	m := s.model
	s.sheet.editBlock(0, len("First."))
	typeInto(s, " More")
	key(s, fyne.KeyReturn)
	typeInto(s, "Between.")
	if got := m.Page.Text(); got != "First. More\nBetween.\nSecond." || s.sheet.edit != 1 {
		t.Fatalf("the text is %q, block %d is edited", got, s.sheet.edit)
	}
	key(s, fyne.KeyDown)
	if s.sheet.edit != 2 || s.sheet.field.Text != "Second." {
		t.Errorf("Down went to block %d", s.sheet.edit)
	}
	key(s, fyne.KeyHome)
	key(s, fyne.KeyBackspace)
	if got := m.Page.Text(); got != "First. More\nBetween.Second." || s.sheet.field.CaretAt() != len("Between.") {
		t.Errorf("joined: %q, caret at %d", got, s.sheet.field.CaretAt())
	}
	key(s, fyne.KeyUp)
	key(s, fyne.KeyEscape)
	if s.sheet.edit != nothing {
		t.Error("Escape did not go back to reading")
	}
	stored := func() string {
		rows, err := m.Memos.Store.Memos(t.Context(), app.MemoQuery{})
		if err != nil || len(rows) != 1 {
			t.Fatal(rows, err)
		}
		return rows[0].Text
	}
	if !await(5*time.Second, func() bool { return stored() == "First. More\nBetween.Second." }) {
		t.Errorf("stored is %q", stored())
	}
}

func TestSheet_KeepsTheOrderOfWhatIsTypedOverManyLines(t *testing.T) {
	s, _ := open(t, "Start:")
	s.sheet.editEnd()
	words := strings.Repeat(" one word after another that wraps", 12)
	typeInto(s, words)
	key(s, fyne.KeyReturn)
	typeInto(s, "next")
	if got, want := s.model.Page.Text(), "Start:"+words+"\nnext"; got != want {
		t.Errorf("the text is\n%q, want\n%q", got, want)
	}
	for range 160 {
		for _, r := range "ab " {
			s.sheet.field.TypedRune(r)
		}
		key(s, fyne.KeyReturn)
		if strings.HasPrefix(s.sheet.field.Text, " ") {
			t.Fatalf("a space went into the next paragraph: %q", s.sheet.field.Text)
		}
		key(s, fyne.KeyBackspace)
	}
}

func TestSheet_CutsWhatIsPasted(t *testing.T) {
	s, await := open(t, "Start ")
	s.sheet.editEnd()
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("one\ntwo\n" + strings.Repeat("word ", 300))
	s.sheet.field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if !await(5*time.Second, func() bool { return s.sheet.edit >= 3 }) {
		t.Fatalf("block %d of %d is edited", s.sheet.edit, len(s.model.Page.Blocks))
	}
	if got := s.model.Page.Text(); got != "Start one\ntwo\n"+strings.Repeat("word ", 300) {
		t.Errorf("the text is %.60q", got)
	}
	for i, b := range s.model.Page.Blocks {
		if n := len(strings.Fields(b.Text)); n > memo.BlockWords {
			t.Errorf("block %d has %d words", i, n)
		}
	}
}

func TestSheet_LinksArePickedOrTypedOn(t *testing.T) {
	s, await := open(t, "About")
	tag := &app.Tag{ID: app.NewID[app.TagID](), Name: "Waiting", Status: app.TagActive, Stamp: app.NewStamp("Mara", time.Unix(0, 0))}
	cs := app.NewChangeSet("New tag", "Mara", time.Unix(0, 0))
	cs.Create(tag)
	if err := s.model.Memos.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	c := kit.CanvasOf(s.root)
	typing := func(text string) { // into what has the keyboard, with time for what is asked meanwhile
		for _, r := range text {
			c.Focused().TypedRune(r)
			await(20*time.Millisecond, func() bool { return false })
		}
	}
	s.sheet.editEnd()
	typing(" [[wait")
	if c.Overlays().Top() == nil {
		t.Fatal("two brackets opened nothing")
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	typing(", [[WAITING]] and [[Nobody]].")
	want := "About " + app.ExactLink(tag.Ref(), "Waiting") + ", " + app.ExactLink(tag.Ref(), "Waiting") + " and [[Nobody]]."
	if got := s.model.Page.Text(); got != want {
		t.Errorf("the text is %q, want %q", got, want)
	}
	if got := s.sheet.field.Text; got != "About [[Waiting]], [[Waiting]] and [[Nobody]]." {
		t.Errorf("the field reads %q", got)
	}
}

func TestSheet_LinksArePickedWhenTypedQuickly(t *testing.T) {
	for _, c := range []struct {
		name  string
		burst string // typed before the window comes to open the picker
		then  string // typed into the picker
		key   fyne.KeyName
		want  string
	}{
		{"Return takes the first", "Fast [[Wa", "it", fyne.KeyReturn, "Fast [[Waiting]]"},
		{"Escape keeps all letters", "Fast [[Wo", "rk", fyne.KeyEscape, "Fast [[Work"},
		{"Escape keeps the letters typed in the picker", "Fast [[", "Work", fyne.KeyEscape, "Fast [[Work"},
		{"Escape and no letters", "Fast [[", "", fyne.KeyEscape, "Fast [["},
		{"Escape at once", "Fast [[Wo", "", fyne.KeyEscape, "Fast [[Wo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, await := open(t, "x")
			tag := &app.Tag{ID: app.NewID[app.TagID](), Name: "Waiting", Status: app.TagActive, Stamp: app.NewStamp("Mara", time.Unix(0, 0))}
			cs := app.NewChangeSet("New tag", "Mara", time.Unix(0, 0))
			cs.Create(tag)
			if err := s.model.Memos.Log.Commit(t.Context(), cs); err != nil {
				t.Fatal(err)
			}
			top := func() fyne.CanvasObject { return kit.CanvasOf(s.root).Overlays().Top() }
			s.sheet.editEnd()
			key(s, fyne.KeyBackspace)
			typeInto(s, c.burst)
			if !await(2*time.Second, func() bool { return top() != nil }) {
				t.Fatal("two brackets opened nothing")
			}
			for _, r := range c.then {
				kit.CanvasOf(s.root).Focused().TypedRune(r)
				await(20*time.Millisecond, func() bool { return false })
			}
			await(50*time.Millisecond, func() bool { return false })
			kit.CanvasOf(s.root).Focused().TypedKey(&fyne.KeyEvent{Name: c.key})
			if s.sheet.field == nil || s.sheet.field.Text != c.want || s.sheet.field.CaretAt() != len(c.want) || top() != nil {
				t.Fatalf("the field is %+v, want %q", s.sheet.field, c.want)
			}
			typeInto(s, " on")
			await(50*time.Millisecond, func() bool { return false })
			if got := s.sheet.field.Text; got != c.want+" on" || top() != nil {
				t.Errorf("going on gives %q, the picker open: %v", got, top() != nil)
			}
		})
	}
}

// BenchmarkList is the list of 40 memos painted for the first time, drawing left out.
func BenchmarkList(b *testing.B) {
	s, await := open(b, thousand(100))
	for i := range 99 {
		if _, err := s.model.Memos.Write(b.Context(), app.Memo{Title: fmt.Sprintf("Memo %d", i), Text: thousand(50)[:400]}); err != nil {
			b.Fatal(err)
		}
	}
	if !await(10*time.Second, func() bool { return s.model.Total == 100 }) {
		b.Fatal("the memos were not listed")
	}
	for b.Loop() {
		s.entries = map[app.MemoID]*entry{}
		s.Refresh()
	}
}

// BenchmarkTyping is one letter typed into the middle of a memo of 1,000 words, drawing left out.
func BenchmarkTyping(b *testing.B) {
	for _, words := range []int{50, 100, 1000} {
		b.Run(fmt.Sprintf("paragraphs of %d words", words), func(b *testing.B) {
			s, _ := open(b, thousand(words))
			at := len(s.model.Page.Blocks) / 2
			s.sheet.editBlock(at, 40)
			for b.Loop() {
				typeInto(s, "x")
				key(s, fyne.KeyBackspace)
			}
		})
	}
}
