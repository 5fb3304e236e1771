package people_test

import (
	"testing"
	"time"

	"throughline/storage/storagetest"
	"throughline/ui/people"
	"throughline/ui/task"
)

func TestModel_TheSelectionFollowsThePerson(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	store := storagetest.New(t)
	f := storagetest.Fill(t, store, storagetest.Size{Interviews: 6, Findings: 5})
	m := &people.Model{Store: store}
	m.Open(f.Study.ID, "")
	until := func(what string, done func() bool) {
		t.Helper()
		if !await(20*time.Second, done) {
			t.Fatalf("waited for %s in vain; error: %v", what, m.Err)
		}
	}
	until("people", func() bool { return m.Loaded })
	if len(m.Rows) < 3 {
		t.Fatalf("%d people", len(m.Rows))
	}
	last := m.Rows[len(m.Rows)-1]
	m.Select(last.ID)
	until("what they said", func() bool { return len(m.Said) > 0 })
	m.SetSort("last", true)
	if at := m.Place(); at < 0 || m.Rows[at].ID != last.ID || m.Current().ID != last.ID {
		t.Errorf("sorted, the selection stands at %d", at)
	}
	m.SetFilter(m.Rows[0].Code + " no such person")
	if m.Place() != -1 || len(m.Rows) != 0 {
		t.Error("a person is selected in a list that does not show them")
	}
	m.SetFilter("")
	painted := 0
	m.OnChange = func() { painted++ }
	m.Open(f.Study.ID, "")
	if painted != 1 || m.Place() < 0 {
		t.Errorf("coming back painted %d times, selection at %d", painted, m.Place())
	}
}
