package ui

import (
	"slices"
	"testing"
	"time"

	"throughline/app"
)

func TestStanding_SaysHowTheFileStands(t *testing.T) {
	now := time.Date(2026, 11, 26, 15, 0, 0, 0, time.UTC)
	mara := &app.Owner{Name: "Mara", Host: "studio", Since: now.Add(-55 * time.Minute), Alive: now.Add(-10 * time.Second)}
	asleep := *mara
	asleep.Alive, asleep.Quiet = now.Add(-3*time.Hour), true
	for _, c := range []struct {
		name    string
		st      app.FileState
		reading bool
		says    string // "" for no notice
		acts    []fileAct
		unsafe  string
	}{
		{name: "all is well"},
		{name: "deleted", st: app.FileState{Where: app.Gone}, says: "The file is gone.", acts: []fileAct{actSaveAs}, unsafe: "Not saved any more"},
		{name: "replaced", st: app.FileState{Where: app.Replaced}, says: "Another file stands in its place.", acts: []fileAct{actSaveAs}, unsafe: "Not saved any more"},
		{name: "unmounted", st: app.FileState{Where: app.Away}, says: "The disk or share does not answer.", acts: []fileAct{actSaveAs}, unsafe: "Not saved any more"},
		{name: "taken over", st: app.FileState{Where: app.Taken, Owner: mara}, says: "Mara on studio took over this workspace.", acts: []fileAct{actSaveAs, actReopen}, unsafe: "Taken over"},
		{name: "taken over by nobody known", st: app.FileState{Where: app.Taken, Owner: &app.Owner{}}, says: "Somebody took over this workspace.", acts: []fileAct{actSaveAs, actReopen}, unsafe: "Taken over"},
		{name: "read while it is open", st: app.FileState{Owner: mara}, reading: true, says: "Read only.", acts: []fileAct{actRefresh}},
		{name: "read while its owner is silent", st: app.FileState{Owner: &asleep}, reading: true, says: "Read only.", acts: []fileAct{actRefresh, actTakeOver}},
		{name: "read, and free again", st: app.FileState{Writable: true}, reading: true, says: "Nobody has it open any more.", acts: []fileAct{actRefresh, actEdit}},
		{name: "read where nothing can be written", st: app.FileState{}, reading: true, says: "Read only.", acts: []fileAct{actSaveCopy}},
		{name: "read, and deleted", st: app.FileState{Where: app.Gone}, reading: true, says: "The file is gone.", acts: []fileAct{actSaveAs}},
	} {
		n := standing(c.st, c.reading, now)
		if c.says == "" {
			if n != nil {
				t.Errorf("%s: %+v", c.name, n)
			}
			continue
		}
		if n == nil || n.strong != c.says || !slices.Equal(n.acts, c.acts) || n.unsafe != c.unsafe || n.body == "" {
			t.Errorf("%s: %+v", c.name, n)
		}
	}
	if n := standing(app.FileState{Owner: mara}, true, now); n.body != "Open by Mara on studio, since 14:05 (active just now). What is saved there is shown here." {
		t.Errorf("%s", n.body)
	}
}
