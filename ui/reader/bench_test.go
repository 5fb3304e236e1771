package reader

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/coding"
	"throughline/ui/kit"
	"throughline/ui/reader/layout"
)

// The benchmarks work on the size to design for: 60,000 words with 2,000 findings, in a window of 1280 by 800. They
// count the reader's own work on the UI goroutine, by the clock of its thread; painting pixels is the driver's.
const (
	benchWords    = 60_000
	benchFindings = 2_000
)

var benchWindow = fyne.NewSize(1096, 800)

// deepMarks spreads n passages over the text so that every other eight lie over each other, eight lanes deep, and the rest beside each
// other or two deep.
func deepMarks(t *app.Transcript, n int) []Mark {
	out := randomMarks(t, n)
	for i := range out {
		if k := i % 16; k < 8 {
			at := (i-k)*len(t.Text)/n + 30*k
			out[i].Span = app.Span{Start: at, End: min(len(t.Text), at+400)}
		}
	}
	return out
}

// spread reports the median, the 95th of 100 and the worst of some times.
func spread(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	at := func(share float64) float64 {
		return float64(times[int(share*float64(len(times)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.95), "p95-ms")
	b.ReportMetric(at(1), "max-ms")
}

// forgetWidths empties the cache of word widths, as at the start of the program.
func forgetWidths() {
	words = sync.OnceValue(func() *layout.Widths {
		return layout.NewWidths(layout.MeasureFunc(func(s string) float32 {
			return fyne.MeasureText(s, kit.SizeReading, fyne.TextStyle{}).Width
		}))
	})
}

// fakeStore holds one interview in memory; it writes without a disk.
type fakeStore struct {
	iv    *app.Interview
	tr    *app.Transcript
	found []app.Finding
	tags  []app.TagRow
}

func newFakeStore(words, findings int) *fakeStore {
	s := &fakeStore{tr: longTranscript(words), iv: &app.Interview{ID: "i1", Study: "s1", Title: "P07, Admin at a logistics company", Date: "2026-09-12",
		Speakers: []app.Speaker{{Label: "Moderator", Name: "Moderator", Role: app.RoleModerator}, {Label: "P07", Name: "P07"}}}}
	for i := range 40 {
		s.tags = append(s.tags, app.TagRow{Tag: app.Tag{ID: app.TagID(fmt.Sprintf("tag%02d", i)), Study: "s1", Name: fmt.Sprintf("Tag %02d", i), Color: i % 12}})
	}
	for i, mk := range deepMarks(s.tr, findings) {
		f, err := coding.Anchor(s.iv, s.tr, s.snap(mk.Span))
		if err != nil {
			panic(err)
		}
		f.ID = mk.ID
		s.found = append(s.found, *f.WithTag(app.Tagging{Tag: s.tags[i%40].ID, Author: "ana", Created: deskNow}))
	}
	return s
}

func (s *fakeStore) snap(sp app.Span) app.Span {
	for sp.Start > 0 && s.tr.Text[sp.Start-1]&0x80 != 0 {
		sp.Start--
	}
	for sp.End < len(s.tr.Text) && s.tr.Text[sp.End]&0x80 != 0 {
		sp.End++
	}
	return sp
}

func (s *fakeStore) Find(context.Context, app.Ref) (app.Record, error) { return s.iv, nil }
func (s *fakeStore) Transcript(context.Context, app.InterviewID) (*app.Transcript, error) {
	return s.tr, nil
}
func (s *fakeStore) InterviewFindings(context.Context, app.InterviewID) ([]app.Finding, error) {
	return slices.Clone(s.found), nil
}
func (s *fakeStore) FindingsByID(context.Context, []app.FindingID) ([]app.FindingRow, error) {
	return nil, nil
}
func (s *fakeStore) Tags(context.Context, app.StudyID) ([]app.TagRow, error) {
	return slices.Clone(s.tags), nil
}
func (s *fakeStore) Themes(context.Context, app.StudyID) ([]app.ThemeRow, error) {
	return nil, nil
}
func (s *fakeStore) Participants(context.Context, app.StudyID) ([]app.ParticipantRow, error) {
	return nil, nil
}

// fakeCoding accepts everything.
type fakeCoding struct {
	Coding
	s *fakeStore
}

func (c fakeCoding) MarkAs(_ context.Context, _ *app.Transcript, span app.Span, tags []app.TagID, by app.Provenance) (*app.Finding, error) {
	f, err := coding.Anchor(c.s.iv, c.s.tr, span)
	if err != nil {
		return nil, err
	}
	for _, t := range tags {
		f = f.WithTag(app.Tagging{Tag: t, Author: "ana", Provenance: by, Created: deskNow})
	}
	return f, nil
}
func (c fakeCoding) TagAs(context.Context, []app.FindingID, app.TagID, app.Provenance) error {
	return nil
}
func (c fakeCoding) Star(context.Context, []app.FindingID, bool) error { return nil }

// openBench opens the large interview on a screen and waits until all of it is measured.
func openBench(b testing.TB) (*Screen, *Model, fyne.Window) { return openSized(b, benchWords) }

func openSized(b testing.TB, words int) (*Screen, *Model, fyne.Window) {
	test.NewTempApp(b)
	st := newFakeStore(words, benchFindings)
	m := &Model{Store: st, Coding: fakeCoding{s: st}, Hand: app.Hand{Author: "ana"}}
	s := New(m, func(kit.Route) {})
	w := test.NewTempWindow(b, kit.NewStage(s.Content()))
	w.SetPadded(false)
	w.Resize(benchWindow)
	s.Open(kit.Route{Screen: kit.Reader, ID: "i1"})
	eventually(b, "the interview", func() bool { return m.Loaded && len(s.text.page.rows) > 0 })
	for !s.text.doc.Done() {
		s.text.measureSlice()
	}
	s.Shown()
	b.Cleanup(m.Close)
	return s, m, w
}

// BenchmarkOpenToText is from the data being there to the first picture of text, with fonts loaded, as the frame has done
// by then, and no word measured before: run it with -benchtime=1x, since Fyne remembers widths too.
func BenchmarkOpenToText(b *testing.B) {
	for _, size := range []int{benchWords, hugeWords} {
		b.Run(fmt.Sprint(size, "words"), func(b *testing.B) {
			test.NewTempApp(b)
			for _, st := range []kit.Style{kit.Reading, kit.Strong, kit.Small, nameStyle} {
				kit.Measure("Font", st)
			}
			tr := longTranscript(size)
			marks := deepMarks(tr, benchFindings)
			voices := make([]Voice, len(tr.Turns))
			var times []time.Duration
			for b.Loop() {
				forgetWidths()
				v := NewTextView()
				w := test.NewTempWindow(b, v)
				w.Resize(benchWindow)
				t0 := ownTime()
				v.SetTranscript(tr, voices, tr.Turns[len(tr.Turns)/2].Start)
				v.SetMarks(marks)
				times = append(times, ownTime()-t0)
				v.stopSlices()
			}
			spread(b, times)
		})
	}
}

// hugeWords is far beyond an interview: a day-long workshop, a year of diaries. It must stay usable.
const hugeWords = 300_000

// BenchmarkOpenHuge is from choosing an interview of 300,000 words to its picture, by the wall clock, but for the database.
func BenchmarkOpenHuge(b *testing.B) {
	test.NewTempApp(b)
	st := newFakeStore(hugeWords, benchFindings)
	var times []time.Duration
	for b.Loop() {
		forgetWidths()
		m := &Model{Store: st, Coding: fakeCoding{s: st}, Hand: app.Hand{Author: "ana"}}
		s := New(m, func(kit.Route) {})
		w := test.NewTempWindow(b, kit.NewStage(s.Content()))
		w.Resize(benchWindow)
		t0 := time.Now()
		s.Open(kit.Route{Screen: kit.Reader, ID: "i1"})
		eventually(b, "the first picture", func() bool { return m.Loaded && len(s.text.page.rows) > 0 })
		times = append(times, time.Since(t0))
		s.text.stopSlices()
		m.Close()
	}
	spread(b, times)
}

// BenchmarkHugeKeys are keys and scrolling in 300,000 words once all are measured.
func BenchmarkHugeKeys(b *testing.B) {
	s, m, _ := openSized(b, hugeWords)
	for name, step := range map[string]func(){
		"scroll": func() { s.text.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -37)}) },
		"next":   func() { s.text.page.TypedRune('j') },
		"arrow":  func() { s.text.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) },
	} {
		b.Run(name, func(b *testing.B) {
			m.Activate("")
			s.text.scrollTo(0)
			var times []time.Duration
			for b.Loop() {
				t0 := ownTime()
				step()
				times = append(times, ownTime()-t0)
			}
			spread(b, times)
		})
	}
}

// manyOf gives every interview the same text.
type manyOf struct{ *fakeStore }

func (s manyOf) Find(_ context.Context, ref app.Ref) (app.Record, error) {
	iv := *s.iv
	iv.ID = app.InterviewID(ref.ID)
	return &iv, nil
}

func (s manyOf) Transcript(_ context.Context, id app.InterviewID) (*app.Transcript, error) {
	tr := *s.tr
	tr.Interview = id
	return &tr, nil
}

// BenchmarkTabSwitch goes between two open interviews of full size: from the key to the picture.
func BenchmarkTabSwitch(b *testing.B) {
	test.NewTempApp(b)
	st := manyOf{newFakeStore(benchWords, benchFindings)}
	d := NewDesk(func(kit.Route) {})
	d.NewModel = func() *Model {
		return &Model{Store: st, Coding: fakeCoding{s: st.fakeStore}, Hand: app.Hand{Author: "ana"}}
	}
	w := test.NewTempWindow(b, kit.NewStage(d.Content()))
	w.SetPadded(false)
	w.Resize(benchWindow)
	ids := []string{"i1", "i2"}
	for _, id := range ids {
		d.Open(kit.Route{Screen: kit.Reader, ID: id})
		s := d.Screen()
		eventually(b, "interview "+id, func() bool { return s.model.Loaded && s.text.doc.Done() })
	}
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		t0 := ownTime()
		d.Open(kit.Route{Screen: kit.Reader, ID: ids[i%2]})
		d.Shown()
		times = append(times, ownTime()-t0)
	}
	spread(b, times)
	d.Leave()
}

// BenchmarkMeasureSlice is one of the steps that measure the rest: none may keep the UI goroutine 8 ms.
func BenchmarkMeasureSlice(b *testing.B) {
	test.NewTempApp(b)
	tr := longTranscript(benchWords)
	marks := deepMarks(tr, benchFindings)
	var times []time.Duration
	for b.Loop() {
		forgetWidths()
		v := NewTextView()
		w := test.NewTempWindow(b, v)
		w.Resize(benchWindow)
		v.SetTranscript(tr, nil, 0)
		v.SetMarks(marks)
		v.stopSlices()
		for !v.doc.Done() {
			t0 := ownTime()
			v.measureSlice()
			times = append(times, ownTime()-t0)
		}
	}
	spread(b, times)
	b.ReportMetric(float64(len(times))/float64(b.N), "slices")
}

func BenchmarkScrollStep(b *testing.B) {
	s, _, _ := openBench(b)
	var times []time.Duration
	for b.Loop() {
		t0 := ownTime()
		s.text.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -37)})
		times = append(times, ownTime()-t0)
		if s.text.top > s.text.doc.Height()-900 {
			s.text.scrollTo(0)
		}
	}
	spread(b, times)
}

func BenchmarkPageJump(b *testing.B) {
	s, _, _ := openBench(b)
	var times []time.Duration
	for b.Loop() {
		t0 := ownTime()
		s.text.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -700)})
		times = append(times, ownTime()-t0)
		if s.text.top > s.text.doc.Height()-900 {
			s.text.scrollTo(0)
		}
	}
	spread(b, times)
}

// BenchmarkKeyToPicture tags a selection by a digit: new finding, lanes, tints, header and inspector.
func BenchmarkKeyToPicture(b *testing.B) {
	s, m, _ := openBench(b)
	n := m.Transcript.Turns[len(m.Transcript.Turns)/2].Start
	s.text.ScrollTo(n)
	r := s.text.doc.RowOf(n, false)
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		at := r.Start + i%20
		s.text.Select(app.Span{Start: at, End: at + 30 + i%17})
		s.text.selected(false)
		t0 := ownTime()
		s.text.page.TypedRune('1')
		times = append(times, ownTime()-t0)
		b.StopTimer()
		m.writes.Mark()()
		runPosts()
		b.StartTimer()
	}
	spread(b, times)
}

func BenchmarkArrowKey(b *testing.B) {
	s, _, _ := openBench(b)
	var times []time.Duration
	s.text.page.mods = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	for b.Loop() {
		t0 := ownTime()
		s.text.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		times = append(times, ownTime()-t0)
	}
	spread(b, times)
}

func BenchmarkNextFinding(b *testing.B) {
	s, m, _ := openBench(b)
	var times []time.Duration
	for b.Loop() {
		t0 := ownTime()
		s.text.page.TypedRune('j')
		times = append(times, ownTime()-t0)
		if m.findings[len(m.findings)-1].ID == m.active {
			m.Activate("")
			s.text.PutCaret(0)
		}
	}
	spread(b, times)
}

func BenchmarkResizeStep(b *testing.B) {
	s, _, _ := openBench(b)
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		t0 := ownTime()
		s.text.Resize(fyne.NewSize(float32(700+i%300), 700))
		times = append(times, ownTime()-t0)
	}
	spread(b, times)
}

// BenchmarkMemory reports what one open interview keeps on the heap, text and findings included.
func BenchmarkMemory(b *testing.B) {
	var kept float64
	for b.Loop() {
		test.NewTempApp(b)
		forgetWidths()
		before := heap()
		s, m, _ := openBench(b)
		kept = float64(heap()-before) / (1 << 20)
		runtime.KeepAlive(s)
		runtime.KeepAlive(m)
	}
	b.ReportMetric(kept, "MiB")
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}

// TestDeepMarks_AreEightLanesDeep holds the benchmarks to the depth they speak of.
func TestDeepMarks_AreEightLanesDeep(t *testing.T) {
	marks := deepMarks(longTranscript(benchWords), benchFindings)
	spans := make([]app.Span, len(marks))
	for i, m := range marks {
		spans[i] = m.Span
	}
	deepest, eight := 0, 0
	for _, c := range layout.Lanes(spans) {
		deepest = max(deepest, c.Lanes)
		if c.Lanes >= 8 {
			eight++
		}
	}
	if deepest != 8 || eight < 100 {
		t.Errorf("the passages are %d lanes deep, in %d places eight or more; want 8 in 100 and more", deepest, eight)
	}
}
