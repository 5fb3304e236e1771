package home_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage/storagetest"
	"throughline/ui/home"
	"throughline/ui/task"
)

func TestModel_SaysWhatWaits(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	store := storagetest.New(t)
	f := storagetest.Fill(t, store, storagetest.Size{Interviews: 4, Findings: 5, Tags: 3, Themes: 2, Insights: 2})
	cs := app.NewChangeSet("More", "Mara", storagetest.Noon)
	iv := *f.Interviews[0]
	iv.ID, iv.Title = app.NewID[app.InterviewID](), "P99, not yet read"
	cs.Create(&iv)
	cs.Create(&app.Insight{ID: app.NewID[app.InsightID](), Study: f.Study.ID, Title: "A hunch", Status: app.InsightDraft, Stamp: app.NewStamp("Mara", storagetest.Noon)})
	if _, err := store.Apply(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	m := &home.Model{Store: store, Now: func() time.Time { return storagetest.Noon }}
	m.Open("")
	if !await(10*time.Second, func() bool { return m.Loaded }) || m.Err != nil {
		t.Fatalf("not loaded: %v", m.Err)
	}
	var all []string
	for _, n := range m.Needs {
		all = append(all, n.Text)
	}
	got := strings.Join(all, "\n")
	for _, want := range []string{"P99, not yet read waits to be tagged", "“A hunch” has no evidence yet", "in no theme"} {
		if !strings.Contains(got, want) {
			t.Errorf("needs lack %q:\n%s", want, got)
		}
	}
	if m.TagUse == nil || m.Counts.Interviews != 5 {
		t.Errorf("chart %v, counts %+v", m.TagUse, m.Counts)
	}
	if err := m.TagUse.Validate(); err != nil {
		t.Error(err)
	}
}

func TestModel_GreetsByTheHour(t *testing.T) {
	for hour, want := range map[int]string{0: "Good evening", 6: "Good morning", 13: "Good afternoon", 20: "Good evening"} {
		m := &home.Model{Now: func() time.Time { return time.Date(2026, 11, 2, hour, 0, 0, 0, time.UTC) }}
		if got := m.Greeting(); got != want {
			t.Errorf("at %d: %q, want %q", hour, got, want)
		}
	}
}
