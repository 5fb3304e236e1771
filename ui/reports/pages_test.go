package reports

import (
	"context"
	"fmt"
	"image"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app/job"
	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/app/report/reporttest"
	"throughline/ui/kit"
	"throughline/ui/task"
)

func laid(t testing.TB, size reporttest.Size, most int) *pdf.View {
	t.Helper()
	d, err := report.Compose(t.Context(), reporttest.Big(size), report.Spec{Study: "study-1", Date: "2026-11-04"})
	if err != nil {
		t.Fatal(err)
	}
	v, err := pdf.Lay(t.Context(), d, most)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// drawn are the pages that have a picture, from 0.
func (s *Screen) drawn() (out []int) {
	for i, sh := range s.printing.sheets {
		if sh.print.Image != nil {
			out = append(out, i)
		}
	}
	return out
}

func TestPreview_DrawsThePagesOfThePDFThatAreInSight(t *testing.T) {
	test.NewTempApp(t)
	await, release := task.Hold()
	t.Cleanup(release)
	m := &Model{Jobs: &job.Runner{}, Now: func() time.Time { return time.Date(2026, 11, 4, 12, 0, 0, 0, time.UTC) }}
	t.Cleanup(m.Jobs.Close)
	s := New(m, nil, nil)
	w := test.NewWindow(s.Content())
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(1280, 800))
	first := laid(t, reporttest.Size{People: 12, Findings: 120, Themes: 6, Insights: 20, Tags: 8}, 4)
	if !first.More() || first.Pages() != 4 {
		t.Fatalf("%d pages set, more %v, want the first 4", first.Pages(), first.More())
	}
	m.Doc, m.Pages = &report.Document{}, first
	m.changed()
	until := func(what string, done func() bool) {
		t.Helper()
		if !await(20*time.Second, done) {
			t.Fatalf("waited for %s in vain; drawn %v", what, s.drawn())
		}
	}
	settled := func() bool { return !s.printing.busy }
	until("the first pages", func() bool { return settled() && len(s.drawn()) > 0 && s.drawn()[0] == 0 })
	if got := s.page.Text(); got != "Page 1" {
		t.Errorf("below stands %q before all pages are set", got)
	}
	kept := s.printing.sheets[0].print.Image
	all := laid(t, reporttest.Size{People: 12, Findings: 120, Themes: 6, Insights: 20, Tags: 8}, 0)
	m.Pages = all
	m.changed()
	if s.printing.sheets[0].print.Image != kept {
		t.Error("the page flickers while it is drawn anew")
	}
	until("all pages", func() bool { return settled() && s.printing.sheets[0].of == all })
	s.preview.ScrollTo(10 * (pageHigh(report.A4, pageWidth) + pageGap))
	until("the page scrolled to", func() bool { return settled() && s.printing.sheets[10].of == all })
	for _, i := range s.drawn() {
		if i < 7 || i > 13 {
			t.Errorf("page %d is kept in memory while page 11 is in sight", i+1)
		}
	}
	if s.Away(); len(s.drawn()) > 0 {
		t.Errorf("pages %v are kept in memory while the screen is out of sight", s.drawn())
	}
	if s.fillSeen(); s.printing.busy {
		t.Error("a page is drawn while the screen is out of sight")
	}
	s.Shown()
	until("the pages in sight again", func() bool { return settled() && s.printing.sheets[10].of == all })
	m.Format = Word
	if got, want := s.pageSays(), fmt.Sprintf("Page 11 of %d of the PDF. Word breaks pages by its own rules.", all.Pages()); got != want {
		t.Errorf("below stands %q, want %q", got, want)
	}
	if img, ok := s.printing.sheets[10].print.Image.(*image.RGBA); !ok || img.Bounds().Dx() != int(pageWidth) {
		t.Errorf("a page is %v pixels wide, want one a pixel of the screen", img.Bounds().Dx())
	}
}

// newPreview returns the screen of reports, and what waits until something holds.
func newPreview(t *testing.T) (m *Model, s *Screen, await func(time.Duration, func() bool) bool) {
	t.Helper()
	test.NewTempApp(t)
	await, release := task.Hold()
	t.Cleanup(release)
	m = &Model{Jobs: &job.Runner{}, Now: time.Now}
	t.Cleanup(m.Jobs.Close)
	s = New(m, nil, nil)
	return m, s, await
}

// Where the window is narrow the pages are, too: the whole line of a page is seen without scrolling sideways, and the same page stays in sight.
func TestPreview_PagesFitIntoANarrowWindow(t *testing.T) {
	m, s, await := newPreview(t)
	w := test.NewWindow(s.Content())
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(1280, 800))
	m.Doc, m.Pages = &report.Document{}, laid(t, reporttest.Size{People: 12, Findings: 120, Themes: 6, Insights: 20, Tags: 8}, 0)
	m.changed()
	drawn := func(wide float32, page int) func() bool {
		return func() bool {
			sh := s.printing.sheets[page]
			img, ok := sh.print.Image.(*image.RGBA)
			return !s.printing.busy && ok && img.Bounds().Dx() == int(wide) && sh.box.Size().Width == wide+2
		}
	}
	s.preview.ScrollTo(4 * s.each())
	if !await(20*time.Second, drawn(pageWidth, 4)) {
		t.Fatalf("in a wide window page 5 is %v", s.printing.sheets[4].box.Size())
	}
	w.Resize(fyne.NewSize(680, 530))
	room := s.preview.Size().Width
	wide := room - 2 - 2*kit.Space4
	if !await(20*time.Second, drawn(wide, 4)) {
		t.Fatalf("in a room of %v page 5 is %v", room, s.printing.sheets[4].box.Size())
	}
	if need := s.Content().MinSize().Width; need > 680 {
		t.Errorf("the page needs %v pixels of 680", need)
	}
	if at := int(s.preview.Offset() / s.each()); at != 4 && at != 3 {
		t.Errorf("page %d is at the top now, want the one that was", at+1)
	}
}

func TestPreview_AnErrorTakesThePagesAway(t *testing.T) {
	m, s, await := newPreview(t)
	m.Pages = laid(t, reporttest.Size{People: 3, Findings: 6, Themes: 2, Insights: 1, Tags: 2}, 0)
	m.changed()
	if !await(20*time.Second, func() bool { return len(s.drawn()) > 0 }) {
		t.Fatal("no page was drawn")
	}
	m.Pages, m.Err = nil, context.DeadlineExceeded
	m.changed()
	if len(s.printing.sheets) != 0 || s.page.Text() != "" {
		t.Errorf("%d pages stay, below stands %q", len(s.printing.sheets), s.page.Text())
	}
}
