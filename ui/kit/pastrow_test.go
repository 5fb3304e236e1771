package kit_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/task"
)

func TestPastRow_ReadsOnlyWhenOpenAndFollowsTheRecord(t *testing.T) {
	test.NewTempApp(t)
	await, _ := task.Hold()
	wait := func(what string, done func() bool) {
		t.Helper()
		if !await(5*time.Second, done) {
			t.Fatalf("%s did not come", what)
		}
	}
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)
	var asked []string
	var fail error
	grown := 0
	row := kit.NewPastRow(&kit.PastDesk{Now: func() time.Time { return now }, GoTo: func(kit.Route) {},
		Read: func(_ context.Context, of app.Ref, page app.Page) ([]app.PastStep, error) {
			asked = append(asked, of.ID)
			return []app.PastStep{{Entry: app.Entry{Label: "Star", Author: "Ben", At: now}}}, fail
		}}, func() { grown++ })
	a, b := app.Ref{Kind: app.KindTag, ID: "a"}, app.Ref{Kind: app.KindTag, ID: "b"}
	row.Toggle()
	if row.IsOpen() {
		t.Error("a row of nothing opens")
	}
	row.Of(a)
	if len(asked) != 0 {
		t.Error("a closed row reads")
	}
	row.Toggle()
	wait("the history", func() bool { return grown == 2 })
	row.Of(b)
	wait("that of another", func() bool { return grown == 3 })
	row.Of(b)
	touch := func(id string) *app.ChangeSet {
		return &app.ChangeSet{Changes: []app.Change{{After: &app.Tag{ID: app.TagID(id), Name: "T"}}}}
	}
	row.Changed(touch("a"))
	row.Changed(touch("b"))
	wait("the change", func() bool { return grown == 4 })
	row.Toggle()
	row.Changed(touch("b"))
	fail = errors.New("the disk is gone")
	row.Toggle()
	wait("the error", func() bool { return grown == 7 })
	if got := strings.Join(asked, " "); got != "a b b b" {
		t.Errorf("asked for %q", got)
	}
	var none *kit.PastRow
	none.Of(a)
	none.Toggle()
	none.Changed(touch("a"))
}
