package page_test

import (
	"io"
	"testing"

	"throughline/app/report"
	"throughline/app/report/page"
	"throughline/app/report/reporttest"
)

// BenchmarkWriteLarge writes the report that has 1,000 pages as a PDF.
func BenchmarkWriteLarge(b *testing.B) {
	const n = 250
	d, err := report.Compose(b.Context(), reporttest.Big(reporttest.Size{People: 2 * n, Findings: 31 * n, Themes: n, Insights: n, Tags: 60}), report.Spec{Study: "study-1", Date: "2026-11-04"})
	if err != nil {
		b.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer, *report.Document) error{"html": page.WriteHTML, "md": page.WriteMarkdown} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
