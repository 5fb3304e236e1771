package workspace_test

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/synthesis/synthesistest"
)

// big opens the copy of a workspace that THROUGHLINE_WORKSPACE names with the memory goal of the window.
func big(b *testing.B) *workspace.Workspace {
	b.Helper()
	path := os.Getenv("THROUGHLINE_WORKSPACE")
	if path == "" {
		b.Skip("THROUGHLINE_WORKSPACE names no copy of a workspace")
	}
	s, err := storage.Open(b.Context(), path, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	w, err := workspace.Over(b.Context(), s, app.Hand{Author: "Ida Brandt", Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	debug.SetMemoryLimit(240 << 20)
	b.Cleanup(func() {
		_ = w.Close()
		debug.SetMemoryLimit(-1)
	})
	return w
}

// peak is the most memory that the process held so far, in MB.
func peak(b *testing.B) float64 {
	b.Helper()
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "VmHWM:")
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return float64(kb) / 1000
}

// BenchmarkSheetOfAll writes the metric sheet of all studies.
func BenchmarkSheetOfAll(b *testing.B) {
	w := big(b)
	busy := synthesistest.CPU()
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "all.xlsx")
		res, err := w.WriteSheet(b.Context(), report.Spec{}, path, report.FileOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(res.Rows), "rows")
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/1e6, "file-MB")
	}
	b.ReportMetric((synthesistest.CPU()-busy).Seconds()/float64(b.N), "cpu-s")
	b.ReportMetric(peak(b), "peak-MB")
}

// BenchmarkBulk puts a tag on 50,000 findings as one step and takes it back.
func BenchmarkBulk(b *testing.B) {
	const many = 50_000
	w := big(b)
	if err := w.Store.WarmFindings(b.Context()); err != nil {
		b.Fatal(err)
	}
	tags, err := w.Store.Tags(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	tag := tags[slices.IndexFunc(tags, func(t app.TagRow) bool { return t.Study == "" })]
	rows, err := w.Store.Findings(b.Context(), app.FindingQuery{Page: app.Page{Limit: many}})
	if err != nil {
		b.Fatal(err)
	}
	ids := make([]app.FindingID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	rows = nil
	b.Logf("%d findings, %.0f MB so far", len(ids), peak(b))
	for b.Loop() {
		busy, began := synthesistest.CPU(), time.Now()
		if err := w.Coding.Tag(b.Context(), ids, tag.ID); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "tag-s")
		b.ReportMetric((synthesistest.CPU() - busy).Seconds(), "tag-cpu-s")
		b.ReportMetric(peak(b), "tag-peak-MB")
		busy, began = synthesistest.CPU(), time.Now()
		if _, err := w.Log.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "undo-s")
		b.ReportMetric((synthesistest.CPU() - busy).Seconds(), "undo-cpu-s")
	}
	b.ReportMetric(peak(b), "peak-MB")
}
