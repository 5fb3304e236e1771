package reports_test

import (
	"context"
	"slices"
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

func TestModel_FollowsTheOutlineOfItsStudy(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	store := storagetest.New(t)
	f := storagetest.Fill(t, store, storagetest.Size{Interviews: 2, Findings: 4, Tags: 2, Themes: 2, Insights: 1})
	order := []report.Section{report.SectionThemes, report.SectionInsights}
	m := &reports.Model{Store: store, Door: func(a app.Audience) reports.Door { return workspace.Through(store, a) }, Jobs: &job.Runner{}, Now: func() time.Time { return storagetest.Noon },
		ViewsOf: func(context.Context, app.StudyID) ([]app.View, error) { return nil, nil },
		Furnish: func(_ context.Context, s report.Spec) (report.Spec, error) {
			s.Order, s.Outline = order, "Short, version 1"
			return s, nil
		}}
	t.Cleanup(m.Jobs.Close)
	preview := func(what string) {
		t.Helper()
		old := m.Doc
		if !await(20*time.Second, func() bool { return m.Doc != old }) {
			t.Fatalf("waited for %s in vain; error: %v", what, m.Err)
		}
	}
	m.Open(f.Study.ID)
	preview("a preview")
	if m.Outline != "Short, version 1" || !slices.Equal(m.Sections()[:2], order) || len(m.Sections()) != len(report.Sections()) || !m.Left[report.SectionTags] || m.Left[report.SectionThemes] {
		t.Errorf("outline %q, sections %v, left out %v", m.Outline, m.Sections(), m.Left)
	}
	m.Include(report.SectionTags, true)
	preview("tags as well")
	if got := m.Spec().Sections; !slices.Contains(got, report.SectionTags) || slices.Contains(got, report.SectionMethod) || m.Left[report.SectionTags] {
		t.Errorf("chosen are %v", got)
	}
	order = nil
	m.Changed(nil)
	preview("no order any more")
	if m.Left != nil || !slices.Equal(m.Sections(), report.Sections()) {
		t.Errorf("without an order: sections %v, left out %v", m.Sections(), m.Left)
	}
}
