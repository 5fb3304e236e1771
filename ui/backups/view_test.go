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

	"throughline/app/apptest"
	"throughline/app/backup"
	"throughline/app/job"
	"throughline/storage"
	"throughline/ui/backups"
	"throughline/ui/kit"
	"throughline/ui/task"
)

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
