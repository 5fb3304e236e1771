package reports_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/job"
	"throughline/app/report"
	"throughline/app/workspace"
	"throughline/storage/storagetest"
	"throughline/ui/reports"
	"throughline/ui/task"
)

func TestModel_ComposesOnceAndSaysWhatWasSaved(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	store := storagetest.New(t)
	f := storagetest.Fill(t, store, storagetest.Size{Interviews: 3, Findings: 6, Tags: 3, Themes: 2, Insights: 2})
	var wrong error
	door := func(a app.Audience) reports.Door { return workspace.Through(store, a) }
	m := &reports.Model{Store: store, Door: door, Jobs: &job.Runner{}, Author: "Mara", Now: func() time.Time { return storagetest.Noon },
		Save: func(context.Context, reports.Kind, report.Spec, string) error { return wrong }}
	t.Cleanup(m.Jobs.Close)
	until := func(what string, done func() bool) {
		t.Helper()
		if !await(20*time.Second, done) {
			t.Fatalf("waited for %s in vain; error: %v", what, m.Err)
		}
	}
	m.Open(f.Study.ID)
	until("a preview", func() bool { return m.Doc != nil })
	doc := m.Doc
	m.Open(f.Study.ID)
	if m.Doc != doc || m.Name != f.Study.Name {
		t.Error("coming back composed the same report again")
	}
	m.IncludeInsight(f.Insights[0].ID, false)
	until("a preview with one insight less", func() bool { return m.Doc != doc })
	if got := m.Spec().Insights; len(got) != 1 || got[0] != f.Insights[1].ID {
		t.Errorf("insights %v, want the other one", got)
	}
	m.Write(reports.PDF, "/somewhere/report")
	if m.Saving != 1 {
		t.Error("saving is not told")
	}
	until("the outcome", func() bool { return m.Saving == 0 })
	if len(m.Written) != 1 || m.Written[0] != "/somewhere/report.pdf" || m.Err != nil {
		t.Errorf("written %v, error %v", m.Written, m.Err)
	}
	wrong = errors.New("no room on the disk")
	m.Write(reports.Sheet, "/somewhere/sheet.xlsx")
	until("the failure", func() bool { return m.Saving == 0 })
	if m.Err == nil || len(m.Written) != 1 {
		t.Errorf("error %v, written %v; want the failure told and nothing claimed", m.Err, m.Written)
	}
	m.Changed(app.NewChangeSet("Any", "Mara", storagetest.Noon))
	old := m.Doc
	until("a preview after a change", func() bool { return m.Doc != old })
	if m.Err == nil {
		t.Error("a new preview took away why saving failed")
	}
}
