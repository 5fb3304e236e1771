package pdf_test

import (
	"fmt"
	"io"
	"testing"

	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/app/report/reporttest"
)

// ofPages is a report of about so many pages: a fifth of it insights, the rest themes and evidence.
func ofPages(b *testing.B, pages int) *report.Document {
	b.Helper()
	n := pages / 4
	return compose(b, reporttest.Big(reporttest.Size{People: 2 * n, Findings: 31 * n, Themes: n, Insights: n, Tags: 60}), report.Spec{Study: "study-1", Date: "2026-11-04"})
}

// BenchmarkWritePages sets and writes reports of 200 and of 1,000 pages.
func BenchmarkWritePages(b *testing.B) {
	for _, pages := range []int{200, 1000} {
		d := ofPages(b, pages)
		b.Run(fmt.Sprint(pages), func(b *testing.B) {
			b.ReportAllocs()
			got := 0
			for b.Loop() {
				res, err := pdf.Write(b.Context(), io.Discard, d, pdf.Options{})
				if err != nil {
					b.Fatal(err)
				}
				got = res.Pages
			}
			b.ReportMetric(float64(got), "pages")
		})
	}
}
