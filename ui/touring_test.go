package ui

import (
	"path/filepath"
	"testing"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/storage"
)

func TestTour_HasFiveStopsInAStudyWithSomethingToSee(t *testing.T) {
	ctx := t.Context()
	w := tourWorkspace(t)
	empty, err := w.Studies.Create(ctx, app.Study{Name: "Nothing yet"})
	if err != nil {
		t.Fatal(err)
	}
	if at, err := studyToShow(ctx, w.Store, empty.ID); err != nil || at.study != "" {
		t.Errorf("without the sample: %+v, %v, want none", at, err)
	}
	id, err := w.AddSample(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	at, err := studyToShow(ctx, w.Store, empty.ID)
	if err != nil || at.study != id || at.interview == "" {
		t.Fatalf("studyToShow() = %+v, %v, want the sample with an interview", at, err)
	}
	steps := tourSteps(at)
	if len(steps) != 5 {
		t.Errorf("%d stops, want 5", len(steps))
	}
	for _, s := range steps {
		if s.Title == "" || s.Text == "" || s.To.Screen == "" || s.To.Study != id || len([]rune(s.Text)) > 190 {
			t.Errorf("a stop leads nowhere, or says too much: %+v", s)
		}
	}
}

func tourWorkspace(t *testing.T) *workspace.Workspace {
	t.Helper()
	store, err := storage.Create(t.Context(), filepath.Join(t.TempDir(), "w.throughline"), storage.Options{By: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(t.Context(), store, app.Hand{Author: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}
