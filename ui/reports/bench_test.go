package reports

import (
	"testing"

	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/app/report/reporttest"
)

// BenchmarkPreview makes the preview of a report of 200 pages: its first page from setting to pixels, then all pages, and drawing one more.
func BenchmarkPreview(b *testing.B) {
	d, err := report.Compose(b.Context(), reporttest.Big(reporttest.Size{People: 100, Findings: 1550, Themes: 50, Insights: 50, Tags: 60}), report.Spec{Study: "study-1", Date: "2026-11-04"})
	if err != nil {
		b.Fatal(err)
	}
	const scale = 660 / 595.28
	lay := func(most int) *pdf.View {
		v, err := pdf.Lay(b.Context(), d, most)
		if err != nil {
			b.Fatal(err)
		}
		return v
	}
	b.Run("first page", func(b *testing.B) {
		for b.Loop() {
			lay(firstPages).Draw(0, scale)
		}
	})
	b.Run("set all pages", func(b *testing.B) {
		for b.Loop() {
			lay(0)
		}
	})
	b.Run("draw a page", func(b *testing.B) {
		v, i := lay(0), 0
		for b.Loop() {
			v.Draw(i%v.Pages(), scale)
			i++
		}
	})
}
