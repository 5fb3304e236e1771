package reports

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"throughline/app/report"
	"throughline/app/report/reporttest"
)

// BenchmarkPreview sets the preview of a report of 200 pages: its first page, and all that the preview holds, by the page.
func BenchmarkPreview(b *testing.B) {
	test.NewTempApp(b)
	d, err := report.Compose(b.Context(), reporttest.Big(reporttest.Size{People: 100, Findings: 1550, Themes: 50, Insights: 50, Tags: 60}), report.Spec{Study: "study-1", Date: "2026-11-04"})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("first page", func(b *testing.B) {
		for b.Loop() {
			for set := newTypesetter(d, report.A4); len(set.pages) == 0 && set.step(); {
			}
		}
	})
	b.Run("all pages", func(b *testing.B) {
		pages := 0
		for b.Loop() {
			set := newTypesetter(d, report.A4)
			for set.step() {
			}
			pages += len(set.pages)
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(pages), "ms/page")
	})
}
