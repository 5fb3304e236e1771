package workspace_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
)

func TestCheckReport_SaysWhatDrifted(t *testing.T) {
	for _, kind := range []string{"pdf", "html", "docx", "md"} {
		_, w, study, in, fee := asked(t)
		ctx := t.Context()
		path := filepath.Join(t.TempDir(), "report."+kind)
		if _, err := w.WriteReport(ctx, report.Spec{Study: study.ID, Author: "Mara", Date: "2026-11-04"}, path, report.FileOptions{}); err != nil {
			t.Fatal(err)
		}
		if drift, err := w.CheckReport(ctx, path, nil); err != nil || len(drift) != 0 {
			t.Errorf("%s: just written, %v has drifted, %v", kind, drift, err)
		}
		if err := w.Insights.Change(ctx, in.ID, "Edit", func(in *app.Insight) { in.Title = "Fees come late" }); err != nil {
			t.Fatal(err)
		}
		drift, err := w.CheckReport(ctx, path, nil)
		if want := []report.Drift{{What: report.Changed, Name: "Insight 1: People meet fees too late", Query: "insight:" + string(in.ID)}}; err != nil || !slices.Equal(drift, want) {
			t.Errorf("%s: drift %v, want %v; %v", kind, drift, want, err)
		}
		if err := w.Coding.Delete(ctx, []app.FindingID{fee.ID}); err != nil {
			t.Fatal(err)
		}
		drift, err = w.CheckReport(ctx, path, nil)
		if err != nil || !slices.ContainsFunc(drift, func(d report.Drift) bool { return d.What == "gone" && strings.HasPrefix(d.Name, "E-") }) {
			t.Errorf("%s: a deleted passage: %v, %v", kind, drift, err)
		}
	}
}

func TestCheckReport_RefusesOtherFiles(t *testing.T) {
	_, w, _, _, _ := asked(t)
	path := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(path, []byte("%PDF-1.4 no report"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := w.CheckReport(t.Context(), path, nil); app.CodeOf(err) != app.EUnsupported {
		t.Errorf("another file: %v", err)
	}
	if _, err := w.CheckReport(t.Context(), path+"x", nil); app.CodeOf(err) != app.ENotFound {
		t.Errorf("no file: %v", err)
	}
}
