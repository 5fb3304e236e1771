package backups_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/backup"
	"throughline/app/job"
	"throughline/storage"
	"throughline/ui/backups"
	"throughline/ui/kit"
	"throughline/ui/task"
)

var now = time.Date(2026, 11, 26, 18, 0, 0, 0, time.UTC)

func item(ago time.Duration, findings int, state string) backup.Item {
	return backup.Item{Path: "/b/" + state, State: backup.Good, Seal: app.BackupSeal{Made: now.Add(-ago), Checked: now.Add(-ago), Reason: app.BackupOnRhythm, Size: 2e6,
		Took: time.Second, Holds: app.Holding{Interviews: 4, Findings: findings, State: state, Steps: findings, Top: int64(findings), First: "first"}}}
}

func TestNews_SaysFirstWhatIsSafe(t *testing.T) {
	holds := func(findings int, state string) app.Holding { return item(0, findings, state).Seal.Holds }
	bad := item(time.Hour, 40, "a")
	bad.State = backup.Faulty
	rule := app.UsualBackups()
	byHand := app.BackupRule{}
	for _, c := range []struct {
		name string
		now  app.Holding
		rule app.BackupRule
		all  []backup.Item
		mood backups.Mood
		says string
	}{
		{"nothing changed", holds(40, "a"), rule, []backup.Item{item(2*time.Hour, 40, "a")}, backups.Calm,
			"Everything is backed up. The backup of today at 16:00 holds what the workspace holds now: 4 interviews, 40 findings. A restore of it was tried."},
		{"something changed", holds(43, "b"), rule, []backup.Item{item(30*time.Minute, 40, "a")}, backups.Fair,
			"Backed up until today at 17:30. Since then: +3 findings, 3 steps. The next one is made by itself today at 18:30, or when you close it."},
		{"by hand only", holds(43, "b"), byHand, []backup.Item{item(26*time.Hour, 40, "a")}, backups.Fair,
			"Backed up until yesterday at 16:00. Since then: +3 findings, 3 steps. None is made by itself."},
		{"most is gone", app.Holding{First: "first", Top: 99}, rule, []backup.Item{item(3*24*time.Hour, 40, "a")}, backups.Alarmed,
			"This workspace holds much less than its backup of Monday at 18:00. That one holds 4 interviews, 40 findings, this one nothing."},
		{"an older file in its place", holds(30, "z"), rule, []backup.Item{item(time.Hour, 40, "a")}, backups.Alarmed, "is ahead of this workspace"},
		{"none is good", holds(40, "a"), rule, []backup.Item{bad}, backups.Alarmed, "No backup is known to be good"},
	} {
		m := &backups.Model{Now: func() time.Time { return now }, Loaded: true, View: backup.View{Items: c.all, Open: true, Now: c.now, Size: 2e6, Home: app.BackupHome{Rule: c.rule}}}
		n := m.News()
		if got := n.Title + ". " + n.Line; n.Mood != c.mood || !strings.Contains(got, c.says) {
			t.Errorf("%s: %d, %q", c.name, n.Mood, got)
		}
	}
}

func TestMoment_IsShort(t *testing.T) {
	for _, c := range []struct {
		ago  time.Duration
		want string
	}{{0, "today, 18:00"}, {19 * time.Hour, "yesterday, 23:00"}, {3 * 24 * time.Hour, "Monday, 18:00"}, {20 * 24 * time.Hour, "6 November, 18:00"},
		{400 * 24 * time.Hour, "22 October 2025, 18:00"}, {-48 * time.Hour, "28 November 2026, 18:00"}} {
		if got := backups.Moment(now.Add(-c.ago), now); got != c.want {
			t.Errorf("%v ago: %q, want %q", c.ago, got, c.want)
		}
	}
}

// bench is a screen over a real workspace.
type bench struct {
	*apptest.Bench
	await func(time.Duration, func() bool) bool
	m     *backups.Model
	s     *backups.Screen
	told  []string
	undo  func()
	fails []error
}

func newBench(t *testing.T) *bench {
	t.Helper()
	test.NewTempApp(t)
	await, _ := task.Hold() // never released: what is still loading when a test ends must find no window
	b := &bench{Bench: apptest.New(t), await: await}
	b.Study("Checkout")
	jobs := &job.Runner{}
	t.Cleanup(jobs.Close)
	b.m = &backups.Model{Keeper: &backup.Service{Store: b.Store, Files: storage.Backups{}, Path: b.Store.Path()}, Jobs: jobs, Now: time.Now,
		OnTell: func(text, _ string, run func()) { b.told = append(b.told, text); b.undo = run }, OnFail: func(err error) { b.fails = append(b.fails, err) }}
	b.s = backups.New(b.m, backups.Doors{})
	w := test.NewTempWindow(t, kit.NewStage(b.s.Content()))
	w.Resize(fyne.NewSize(1100, 700))
	b.s.Open(kit.Route{})
	b.wait("the list", func() bool { return b.m.Loaded })
	return b
}

func (b *bench) wait(what string, ok func() bool) {
	b.T.Helper()
	if !b.await(20*time.Second, ok) {
		b.T.Fatalf("waited for %s in vain: %v", what, b.fails)
	}
}

func (b *bench) seen() string {
	var all []string
	for _, o := range test.LaidOutObjects(b.s.Content()) {
		if x, ok := o.(*canvas.Text); ok {
			all = append(all, x.Text)
		}
	}
	return strings.Join(all, " ")
}

func TestScreen_FromNoneToRestored(t *testing.T) {
	b := newBench(t)
	if got := b.seen(); !strings.Contains(got, "No backup yet") {
		t.Errorf("with none it says %s", got)
	}
	b.s.Rune('b')
	b.wait("a backup", func() bool { return b.m.Busy == "" && len(b.m.View.Items) == 1 })
	b.s.Content().Refresh()
	if got := b.seen(); !strings.Contains(got, "Everything is backed up") || !strings.Contains(got, "Made by hand") {
		t.Errorf("with one it says %s", got)
	}
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeyDelete})
	b.wait("a refusal", func() bool { return len(b.fails) == 1 })
	b.Study("Onboarding")
	b.s.Rune('b')
	b.wait("a second", func() bool { return b.m.Busy == "" && len(b.m.View.Items) == 2 })
	b.s.Rune('k')
	b.wait("it is kept", func() bool { it, ok := b.m.Item(); return ok && it.Seal.Keep })
	b.s.Key(&fyne.KeyEvent{Name: fyne.KeyDelete})
	b.wait("it is removed", func() bool { return len(b.m.View.Items) == 1 })
	b.undo()
	b.wait("it is back", func() bool { return len(b.m.View.Items) == 2 && b.m.At() == 0 })
	b.s.Rune('r')
	b.wait("a copy", func() bool {
		return b.m.Busy == "" && strings.HasPrefix(b.told[len(b.told)-1], "Restored as test as of")
	})
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(b.Store.Path()), "test as of *.throughline"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("the copies are %v, %v", copies, err)
	}
	if info, err := os.Stat(copies[0]); err != nil || info.Size() == 0 {
		t.Errorf("the copy is empty: %v", err)
	}
	b.wait("nothing is loading", func() bool { return b.m.Busy == "" })
	b.m.Close()
}
