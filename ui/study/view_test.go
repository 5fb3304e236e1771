package study

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/guide"
	"throughline/ui/kit"
	"throughline/ui/task"
)

func TestScreen_AStudyWithoutAGuideShowsNoOtherStudysQuestions(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	test.NewTempApp(t)
	b := apptest.New(t)
	full := &app.Study{ID: app.NewID[app.StudyID](), Name: "Full", Guide: []string{"Work?", "Before?"}, Stamp: b.Hand.Stamp()}
	b.Put(full)
	bare := b.Study("Bare")
	m := &Model{Store: b.Store, Keeper: &guide.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
	s := New(m, func(kit.Route) {})
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1100, 750))
	for _, c := range []struct {
		name  string
		study *app.Study
		rows  int
	}{{"with a guide", full, 2}, {"without", bare, 0}, {"with it again", full, 2}} {
		s.Open(kit.Route{Screen: kit.StudySheet, Study: c.study.ID})
		if !await(10*time.Second, func() bool { return m.Draft.ID == c.study.ID }) {
			t.Fatalf("%s: does not open", c.name)
		}
		// without a question one line says so
		if got := len(s.guide.Objects); len(s.rows) != c.rows || got != max(1, c.rows) {
			t.Errorf("%s: %d rows over %d objects", c.name, len(s.rows), got)
		}
	}
}
