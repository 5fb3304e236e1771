//go:build unix

package storage_test

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
)

// bigPath names a copy of a large workspace; without it what is measured here is skipped. The file is brought up to date, and
// else only read.
const bigPath = "THROUGHLINE_BIG"

func bigStore(t testing.TB) *storage.Store {
	t.Helper()
	path := os.Getenv(bigPath)
	if path == "" {
		t.Skip("set " + bigPath + " to a copy of a large workspace")
	}
	s, err := storage.Open(ctx, path, storage.Options{BackupDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // only read
	return s
}

func BenchmarkBigWarm(b *testing.B) {
	used := processor()
	defer func() { b.ReportMetric((processor()-used)/float64(b.N), "cpu-ms") }()
	for b.Loop() {
		s := bigStore(b)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		if err := s.WarmFindings(ctx); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-kept")
		_ = s.Close() // only read
		b.StartTimer()
	}
}

func BenchmarkBigFindings(b *testing.B) {
	s := bigStore(b)
	must(s.FindingFacets(ctx, app.FindingQuery{}))(b)
	f := must(s.FindingFacets(ctx, app.FindingQuery{}))(b)
	tag, second := app.TagID(f.Tags[0].Value), app.TagID(f.Tags[len(f.Tags)/2].Value)
	study := app.StudyID(f.Studies[len(f.Studies)/2].Value)
	near := app.Clause{Op: app.OpNear, Turns: 3, Parts: []app.Clause{{Op: app.OpTag, Tags: []app.TagID{second}}}}
	for _, c := range []struct {
		name string
		q    app.FindingQuery
	}{
		{"all", app.FindingQuery{}},
		{"all newest", app.FindingQuery{Order: app.ByNewest}},
		{"all by participant", app.FindingQuery{Order: app.ByParticipant}},
		{"one study", app.FindingQuery{Study: study}},
		{"segment", app.FindingQuery{Segments: []string{f.Segments[0].Value}}},
		{"segment, product and sound", app.FindingQuery{Segments: []string{f.Segments[0].Value}, Products: []string{f.Products[0].Value}, Sounds: []app.Sound{app.Negative}}},
		{"tag", app.FindingQuery{Tags: []app.TagID{tag}}},
		{"tag and not segment", app.FindingQuery{Where: &app.Clause{Op: app.OpAnd, Parts: []app.Clause{{Op: app.OpTag, Tags: []app.TagID{tag}},
			{Op: app.OpNot, Parts: []app.Clause{{Op: app.OpSegment, Values: []string{f.Segments[0].Value}}}}}}}},
		{"overlaps starred", app.FindingQuery{Where: &app.Clause{Op: app.OpOverlaps, Parts: []app.Clause{{Op: app.OpStar}}}}},
		{"near 3 of a tag", app.FindingQuery{Where: &near}},
		{"near 3 of anything starred", app.FindingQuery{Where: &app.Clause{Op: app.OpNear, Turns: 3, Parts: []app.Clause{{Op: app.OpStar}}}}},
		{"words", app.FindingQuery{Text: "price"}},
	} {
		c.q.Page = app.Page{Limit: 200}
		b.Run(c.name+": page", func(b *testing.B) {
			measured(b, func() error { _, err := s.Findings(ctx, c.q); return err })
		})
		b.Run(c.name+": facets", func(b *testing.B) {
			measured(b, func() error { _, err := s.FindingFacets(ctx, c.q); return err })
		})
	}
}

// processor is how long the program has used processors, in milliseconds: what a busy machine does not lengthen.
func processor() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

// measured runs a question and reports the 95th percentile and the processor time of one.
func measured(b *testing.B, do func() error) {
	var times []time.Duration
	start := processor()
	for b.Loop() {
		times = timed(b, times, do)
	}
	percentile(b, times)
	b.ReportMetric((processor()-start)/float64(b.N), "cpu-ms")
}

func timed(b *testing.B, times []time.Duration, do func() error) []time.Duration {
	start := time.Now()
	if err := do(); err != nil {
		b.Fatal(err)
	}
	return append(times, time.Since(start))
}

func BenchmarkBigCounts(b *testing.B) {
	s := bigStore(b)
	must(s.FindingFacets(ctx, app.FindingQuery{}))(b)
	for name, do := range map[string]func() error{
		"insights":  func() error { _, err := s.Insights(ctx, ""); return err },
		"totals":    func() error { _, err := s.TagTotals(ctx, ""); return err },
		"tags":      func() error { _, err := s.Tags(ctx, ""); return err },
		"themes":    func() error { _, err := s.Themes(ctx, ""); return err },
		"tag pairs": func() error { _, err := s.TagPairs(ctx, app.FindingQuery{}); return err },
	} {
		b.Run(name, func(b *testing.B) { measured(b, do) })
	}
}

func BenchmarkBigCross(b *testing.B) {
	s := bigStore(b)
	must(s.FindingFacets(ctx, app.FindingQuery{}))(b)
	for _, c := range []app.CrossQuery{
		{Rows: app.AxisTheme, Columns: app.AxisStudy, MaxRows: 40}, {Rows: app.AxisTag, Columns: app.AxisSegment}, {Rows: app.AxisTag, Columns: app.AxisStudy, RollUp: true},
		{Rows: app.AxisSegment, Columns: app.AxisMonth}, {Rows: app.AxisProduct, Columns: app.AxisSound}, {Rows: app.AxisTag, Columns: app.AxisParticipant, MaxRows: 20},
	} {
		b.Run(fmt.Sprintf("%s by %s", c.Rows, c.Columns), func(b *testing.B) {
			measured(b, func() error { _, err := s.CrossTab(ctx, c); return err })
		})
	}
}
