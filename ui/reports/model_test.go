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
	views := []app.View{{ID: "v1", Name: "Starred", Spec: app.ViewSpec(app.FindingView{Find: app.FindingQuery{Text: "zebra"}})}}
	door := func(a app.Audience) reports.Door { return workspace.Through(store, a) }
	m := &reports.Model{Store: store, Door: door, Jobs: &job.Runner{}, Author: "Mara", Now: func() time.Time { return storagetest.Noon },
		ViewsOf: func(context.Context, app.StudyID) ([]app.View, error) { return views, nil },
		Parse: func(_ context.Context, _ app.StudyID, line string) (*app.Clause, error) {
			return app.ParseClause(line, app.NewNaming(nil))
		},
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
	old = m.Doc
	m.SetScope(m.Choices()[2].Scope)
	until("the report of a view", func() bool { return m.Doc != old })
	if m.Doc.Title != "Starred" {
		t.Errorf("the report of the view is called %q", m.Doc.Title)
	}
	old = m.Doc
	m.SetScope(reports.Filtered)
	m.SetFilter(`text:"no such words"`)
	until("the report of a filter", func() bool { return m.Doc != old && m.Doc.Title != "Starred" })
	wrong = nil
	m.SetFilter("nothing:like that")
	m.Write(reports.PDF, "/somewhere/report.pdf")
	until("that a filter nobody understands is told", func() bool { return m.Saving == 0 })
	if app.CodeOf(m.Err) != app.EInvalid || len(m.Written) != 1 {
		t.Errorf("error %v, written %v", m.Err, m.Written)
	}
	m.Open("")
	if m.Scope != reports.Everything || m.Filter != "" {
		t.Errorf("another study keeps the scope %q %q", m.Scope, m.Filter)
	}
}
