package reader

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/task"
)

// posts stands in for the UI goroutine: what is posted waits until the test runs it.
var posts struct {
	sync.Mutex
	fs []func()
}

func TestMain(m *testing.M) {
	task.Post = func(f func()) {
		posts.Lock()
		defer posts.Unlock()
		posts.fs = append(posts.fs, f)
	}
	os.Exit(m.Run())
}

// taskPost posts as the shell does.
func taskPost(f func()) { task.Post(f) }

// runPosts runs what was posted; true if there was something.
func runPosts() bool {
	posts.Lock()
	fs := posts.fs
	posts.fs = nil
	posts.Unlock()
	for _, f := range fs {
		f()
	}
	return len(fs) > 0
}

// eventually runs posts until ok, for at most five seconds.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		runPosts()
		if ok() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("waited in vain: %s", what)
}

const mockText = `What happened after you got the invitation email?
Well, the link worked, but then it asked me to connect the warehouse before I could see anything. I did not have the credentials. I had to open a ticket with our IT people and that took nine days, so for nine days I had nothing to show my boss.
How did you deal with that?
We exported a spreadsheet from the old tool and faked the dashboard. Honestly, if I had known the price went up after that I would have stopped there. Nobody told us until the invoice.
And the help page said “ask your administrator”, which is me. So I closed the tab.`

var mockSpeakers = []string{"Moderator", "P07", "Moderator", "P07", "P07"}

// mockTranscript is the interview of the design's picture.
func mockTranscript() *app.Transcript {
	t := &app.Transcript{ID: "t1", Interview: "i1", Revision: 1, Text: mockText}
	at := 0
	for i, line := range strings.Split(mockText, "\n") {
		t.Turns = append(t.Turns, app.Turn{Span: app.Span{Start: at, End: at + len(line)}, Speaker: mockSpeakers[i],
			From: time.Duration(11*60+48+30*i) * time.Second, To: app.NoTime})
		at += len(line) + 1
	}
	return t
}

// spanOf is the span of the first occurrence of s in text.
func spanOf(t testing.TB, text, s string) app.Span {
	t.Helper()
	i := strings.Index(text, s)
	if i < 0 {
		t.Fatalf("%q is not in the text", s)
	}
	return app.Span{Start: i, End: i + len(s)}
}

// longTranscript is n words in turns of two speakers.
func longTranscript(n int) *app.Transcript {
	r := rand.New(rand.NewSource(1))
	vocabulary := strings.Fields(mockText)
	t := &app.Transcript{ID: "t1", Interview: "i1", Revision: 1}
	var b strings.Builder
	for i := 0; n > 0; i++ {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		start, k := b.Len(), min(n, 1+r.Intn(90))
		for j := range k {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(vocabulary[r.Intn(len(vocabulary))])
			if r.Intn(6) == 0 {
				fmt.Fprintf(&b, "%c%c%d", 'a'+r.Intn(26), 'a'+r.Intn(26), r.Intn(8))
			}
		}
		n -= k
		t.Turns = append(t.Turns, app.Turn{Span: app.Span{Start: start, End: b.Len()}, Speaker: mockSpeakers[i%2],
			From: time.Duration(i) * time.Minute, To: app.NoTime})
	}
	t.Text = b.String()
	return t
}

// randomMarks are n findings spread over a text, by place.
func randomMarks(t *app.Transcript, n int) []Mark {
	r := rand.New(rand.NewSource(2))
	out := make([]Mark, n)
	for i := range out {
		at := i * len(t.Text) / n
		out[i] = Mark{ID: app.FindingID(fmt.Sprint("f", i)), Colors: []int{i % 12}, Label: []string{"Permissions", "Pricing", "Docs"}[i%3],
			Span: app.Span{Start: at, End: min(len(t.Text), at+40+r.Intn(200))}}
	}
	return out
}

// scene is a view in a test window, with what it reported.
type scene struct {
	t         testing.TB
	v         *TextView
	w         fyne.Window
	text      string
	selected  app.Span
	byMouse   bool
	activated []app.FindingID
	commands  []Command
}

func newScene(t testing.TB, tr *app.Transcript, size fyne.Size) *scene {
	t.Helper()
	test.NewTempApp(t)
	s := &scene{t: t, v: NewTextView(), text: tr.Text}
	s.v.OnSelected = func(sel app.Span, byMouse bool) { s.selected, s.byMouse = sel, byMouse }
	s.v.OnActivated = func(id app.FindingID) { s.activated = append(s.activated, id) }
	s.v.OnCommand = func(c Command) { s.commands = append(s.commands, c) }
	voices := make([]Voice, len(tr.Turns))
	for i, u := range tr.Turns {
		voices[i] = Voice{Name: u.Speaker, Quiet: u.Speaker == "Moderator", Time: "00:11:48"}
	}
	s.w = test.NewTempWindow(t, s.v)
	s.w.SetPadded(false)
	s.w.Resize(size)
	s.v.SetTranscript(tr, voices, 0)
	s.v.Focus()
	return s
}

// point is a place of the view just right of byte at, in the middle of its line.
func (s *scene) point(at int) fyne.Position {
	p, high := s.v.PlaceOf(at, false)
	return p.AddXY(1, high/2)
}

func (s *scene) down(at fyne.Position, mods fyne.KeyModifier) {
	s.v.page.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: mods})
}

func (s *scene) up(at fyne.Position) {
	s.v.page.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
}

func (s *scene) click(at fyne.Position, times int) {
	s.v.page.mouse.last = time.Time{}
	for range times {
		s.down(at, 0)
		s.up(at)
	}
}

// drag presses at one byte and lets go at another, as the driver reports it: the release comes before the drag's end.
func (s *scene) drag(from, to int) {
	s.down(s.point(from), 0)
	for _, at := range []int{(from + to) / 2, to} {
		s.v.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: s.point(at)}})
	}
	s.up(s.point(to))
	s.v.page.DragEnd()
}

func (s *scene) keys(mods fyne.KeyModifier, names ...fyne.KeyName) {
	for _, n := range names {
		if mods&^fyne.KeyModifierShift != 0 {
			s.v.page.TypedShortcut(&desktop.CustomShortcut{KeyName: n, Modifier: mods})
			continue
		}
		s.v.page.mods = func() fyne.KeyModifier { return mods }
		s.v.page.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (s *scene) wantSelected(want string) {
	s.t.Helper()
	if got := s.text[s.selected.Start:s.selected.End]; got != want {
		s.t.Errorf("selected %q, want %q", got, want)
	}
}

func (s *scene) wantCommands(want ...Act) {
	s.t.Helper()
	var got []Act
	for _, c := range s.commands {
		got = append(got, c.Act)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		s.t.Errorf("commands %v, want %v", got, want)
	}
	s.commands = nil
}
