package storage

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app"
)

// TestClock_JumpsDisturbNothing sets the clock back and forward by years, during work and between sessions: the history stays in the order of what was
// done, new ids come after old ones, undo takes back what was done last, and consents hold by the day the clock shows; where that is before they were given,
// nothing is allowed.
func TestClock_JumpsDisturbNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.throughline")
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	opt := Options{Now: func() time.Time { return now }, By: "Mara"}
	s, err := Create(t.Context(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	stamp := app.NewStamp("ana", now)
	cs := app.NewChangeSet("Begin", "ana", now)
	cs.Create(&app.Study{ID: "s", Name: "S", Stamp: stamp})
	cs.Create(&app.Participant{ID: "p1", Code: "P1", Stamp: stamp})
	cs.Create(&app.Consent{ID: "c1", Participant: "p1", Study: "s", Given: "2026-01-01", Expires: "2027-01-01", Scopes: app.Scopes(), Stamp: stamp})
	if _, err := s.Apply(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	want, last := "Begin", cs.ID
	for i, c := range []struct {
		name    string
		jump    time.Duration
		reopen  bool
		allowed bool
	}{
		{"an hour on", time.Hour, false, true},
		{"set back by ten years during work", -10 * 365 * 24 * time.Hour, false, false}, // to a day on which it was not given yet
		{"set back further between sessions", -365 * 24 * time.Hour, true, false},
		{"set forward by thirty years during work", 30 * 365 * 24 * time.Hour, false, false},
		{"set right between sessions", -19 * 365 * 24 * time.Hour, true, true},
	} {
		now = now.Add(c.jump)
		if c.reopen {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if s, err = Open(t.Context(), path, opt); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
		}
		step := tagStep(fmt.Sprint("t", i))
		step.Label, step.At = c.name, now
		if step.ID <= last {
			t.Errorf("%s: the id %s does not come after %s", c.name, step.ID, last)
		}
		last = step.ID
		if _, err := s.Apply(t.Context(), step); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		want = c.name + "|" + want
		entries, err := s.Entries(t.Context(), app.Page{})
		if err != nil {
			t.Fatal(err)
		}
		var labels []string
		for _, e := range entries {
			labels = append(labels, e.Label)
		}
		if got := strings.Join(labels, "|"); got != want {
			t.Errorf("%s: the history is %s, want %s", c.name, got, want)
		}
		if e, _, err := s.LastApplied(t.Context()); err != nil || e.Label != c.name || !e.At.Equal(now) {
			t.Errorf("%s: undo would take back %+v, %v", c.name, e, err)
		}
		perms, err := s.Permissions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if ok := perms.Of("s", "p1").Permits(app.ScopeOutside); ok != c.allowed {
			t.Errorf("%s: quoting is allowed: %v, want %v", c.name, ok, c.allowed)
		}
		if n, err := readNote(path + ".lock"); err != nil || n.owner(s.locker.here, now).Words(now) == "" || strings.Contains(n.owner(s.locker.here, now).Words(now), "-") && now.Year() == n.Since.Year() {
			t.Errorf("%s: the note is %+v, %v", c.name, n, err)
		}
	}
	if rep, err := s.Check(t.Context(), nil); err != nil || !rep.OK {
		t.Errorf("Check() = %v, %v", rep.Problems, err)
	}
}

// TestSeenID_IsHeardOfOtherSessions has ids follow one of a session whose clock was ahead of ours.
func TestSeenID_IsHeardOfOtherSessions(t *testing.T) {
	ahead := app.IDAt[app.TagID](time.Now().Add(3*time.Second), [10]byte{1})
	for _, odd := range []string{"", "c1", "not-an-id", strings.Repeat("f", 36), "ffffffff-ffff-7fff-bfff-ffffffffffff"} {
		app.SeenID(odd)
	}
	if id := app.NewID[app.TagID](); id >= ahead {
		t.Errorf("an odd id moved the clock of ids to %s", id)
	}
	app.SeenID(string(ahead))
	if id := app.NewID[app.TagID](); id <= ahead[:18] {
		t.Errorf("%s does not come after %s", id, ahead)
	}
}
