package layout_test

import (
	"math/rand"
	"strings"
	"testing"

	"throughline/app"
	"throughline/ui/reader/layout"
)

var vocabulary = strings.Fields(`the a to and I we it was that of in for on with had have not they you this but so my at be
as do if or from there then when what would just because people ticket invoice warehouse permission dashboard onboarding
administrator spreadsheet connected credentials nine days waited supplier shipping manager password export import report
price contract renewal support answered never always sometimes honestly actually frustrating impossible reasonable`)

// speech is n words in turns of about 50 by two speakers, from 6,000 different words.
func speech(n int) *app.Transcript {
	r := rand.New(rand.NewSource(7))
	var turns []string
	for n > 0 {
		var b strings.Builder
		k := min(n, 1+r.Intn(100))
		for range k {
			w := vocabulary[r.Intn(len(vocabulary))]
			if r.Intn(4) == 0 {
				w += string(rune('a'+r.Intn(26))) + string(rune('a'+r.Intn(26)))
			}
			b.WriteString(w)
			b.WriteString([]string{" ", " ", " ", " ", ", ", ". "}[r.Intn(6)])
		}
		turns = append(turns, strings.TrimSpace(b.String()))
		n -= k
	}
	return transcript(turns...)
}

func TestEnsure_KeepsThePlaceOfTheReader(t *testing.T) {
	tr := speech(20_000)
	d := layout.New(tr, layout.NewWidths(fake), metrics)
	at := tr.Turns[150].Start
	y := d.YOf(at)
	y += d.Ensure(y, y+600, at)
	if got := d.YOf(at); got != y {
		t.Fatalf("after Ensure byte %d is at %v, want %v", at, got, y)
	}
	before := d.Rows(y, y+600, nil)
	steps := 0
	for !d.Done() {
		n := 0
		y += d.Measure(at, at, func() bool { n++; return n > 50 })
		if got := d.YOf(at); got < y-0.5 || got > y+0.5 {
			t.Fatalf("step %d: byte %d is at %v, want %v", steps, at, got, y)
		}
		steps++
	}
	if steps < 5 {
		t.Errorf("measured in %d steps: stop is not asked", steps)
	}
	y = d.YOf(at)
	for i, r := range d.Rows(y, y+600, nil) {
		if r.Span != before[i].Span {
			t.Fatalf("row %d is %v, was %v", i, r.Span, before[i].Span)
		}
	}
}

func TestEnsure_MeasuresOnlyWhatShows(t *testing.T) {
	asked := 0
	w := layout.NewWidths(layout.MeasureFunc(func(s string) float32 { asked++; return fake(s) }))
	d := layout.New(speech(60_000), w, metrics)
	d.Ensure(0, 800, 0)
	if asked > 400 {
		t.Errorf("%d words were measured to show 800 px", asked)
	}
	if len(d.Rows(0, 800, nil)) < 20 {
		t.Errorf("only %d rows show", len(d.Rows(0, 800, nil)))
	}
}

func TestEstimate_IsNearTheTruth(t *testing.T) {
	d := layout.New(speech(60_000), layout.NewWidths(fake), layout.Metrics{Width: 600, Line: 24, Gap: 14, MinTurn: 41})
	d.Ensure(0, 800, 0)
	n := 0
	d.Measure(0, 0, func() bool { n++; return n > 30 })
	guess := d.Height()
	for !d.Done() {
		d.Measure(0, 0, nil)
	}
	if truth := d.Height(); guess < truth*0.97 || guess > truth*1.03 {
		t.Errorf("estimated height %v, true %v", guess, truth)
	}
}

func TestYOf_FindsTheLineAfterANewLayout(t *testing.T) {
	d := layout.New(speech(20_000), layout.NewWidths(fake), metrics)
	d.Measure(0, 0, nil)
	at := d.Rows(5000, 5001, nil)[0].Start
	m := metrics
	m.Width = 555
	d.Relayout(m)
	y := d.YOf(at)
	if r := d.Rows(y, y+1, nil)[0]; at < r.Start || at >= r.End {
		t.Errorf("byte %d is not in the row at %v after the new layout: %v", at, y, r.Span)
	}
}

func TestMeasure_GivesTheSameLinesInAnyOrder(t *testing.T) {
	tr := speech(5_000)
	whole := layout.New(tr, layout.NewWidths(fake), metrics)
	whole.Measure(0, 0, nil)
	parts := layout.New(tr, layout.NewWidths(fake), metrics)
	parts.Ensure(3000, 3500, 0)
	for !parts.Done() {
		parts.Measure(9_000, 9_000, func() bool { return true })
	}
	a, b := whole.Rows(0, whole.Height(), nil), parts.Rows(0, parts.Height(), nil)
	if len(a) != len(b) {
		t.Fatalf("%d and %d rows", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("row %d: %+v and %+v", i, a[i], b[i])
		}
	}
}

func TestAboveAndBelow_WalkTheWholePage(t *testing.T) {
	d := layout.New(speech(2_000), layout.NewWidths(fake), metrics)
	rows := 1
	r := d.RowOf(0, false)
	for next, ok := d.Below(r); ok; next, ok = d.Below(r) {
		if next.Y < r.Y+metrics.Line {
			t.Fatalf("row at %v follows row at %v", next.Y, r.Y)
		}
		r, rows = next, rows+1
	}
	if !d.Done() || rows != len(d.Rows(0, d.Height(), nil)) {
		t.Errorf("walked %d of %d rows, done %v", rows, len(d.Rows(0, d.Height(), nil)), d.Done())
	}
	for prev, ok := d.Above(r); ok; prev, ok = d.Above(r) {
		r, rows = prev, rows-1
	}
	if rows != 1 || r.Start != 0 {
		t.Errorf("back at byte %d, %d rows left", r.Start, rows)
	}
}

func BenchmarkFirstLayout60kWords(b *testing.B) {
	tr := speech(60_000)
	w := layout.NewWidths(fake)
	b.ReportAllocs()
	for b.Loop() {
		layout.New(tr, w, metrics).Measure(0, 0, nil)
	}
}

func BenchmarkFirstScreen60kWords(b *testing.B) {
	tr := speech(60_000)
	b.ReportAllocs()
	for b.Loop() {
		layout.New(tr, layout.NewWidths(fake), metrics).Ensure(0, 800, 0)
	}
}

func BenchmarkRelayout60kWords(b *testing.B) {
	d := layout.New(speech(60_000), layout.NewWidths(fake), metrics)
	d.Measure(0, 0, nil)
	m := metrics
	b.ReportAllocs()
	for b.Loop() {
		m.Width = 400 + 600 - m.Width
		d.Relayout(m)
	}
}

func BenchmarkRows(b *testing.B) {
	d := layout.New(speech(60_000), layout.NewWidths(fake), metrics)
	d.Measure(0, 0, nil)
	y, rows := float32(0), []layout.Row(nil)
	for b.Loop() {
		rows = d.Rows(y, y+900, rows[:0])
		if y += 37; y > d.Height()-900 {
			y = 0
		}
	}
}

func BenchmarkLanes2kFindings(b *testing.B) {
	d := layout.New(speech(60_000), layout.NewWidths(fake), metrics)
	d.Measure(0, 0, nil)
	r := rand.New(rand.NewSource(8))
	spans := randomSpans(r, 2000, len(d.Text()), 300)
	wide := make([]app.Span, len(spans))
	items := make([]layout.Item, len(spans))
	for i := range items {
		items[i] = layout.Item{Span: spans[i], Label: 60}
	}
	b.ReportAllocs()
	for b.Loop() {
		for i, s := range spans {
			wide[i] = d.WholeLines(s)
		}
		for _, c := range layout.Lanes(wide) {
			margin.Place(d, items, c)
		}
	}
}

func BenchmarkHit(b *testing.B) {
	d := layout.New(speech(60_000), layout.NewWidths(fake), metrics)
	d.Measure(0, 0, nil)
	for b.Loop() {
		d.Hit(133, 44_000)
	}
}
