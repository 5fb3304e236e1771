package word_test

import (
	"io"
	"testing"

	"throughline/app/report"
	"throughline/app/report/reporttest"
	"throughline/app/report/word"
)

// BenchmarkWriteLarge writes the report that has 1,000 pages as a PDF.
func BenchmarkWriteLarge(b *testing.B) {
	const n = 250
	d, err := report.Compose(b.Context(), reporttest.Big(reporttest.Size{People: 2 * n, Findings: 31 * n, Themes: n, Insights: n, Tags: 60}), report.Spec{Study: "study-1", Date: "2026-11-04"})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := word.Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
