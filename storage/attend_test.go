package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app"
)

// tagStep is a step that makes one tag.
func tagStep(name string) *app.ChangeSet {
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	cs := app.NewChangeSet("Make "+name, "ana", at)
	cs.Create(&app.Tag{ID: app.TagID(name), Name: name, Status: app.TagActive, Stamp: app.NewStamp("ana", at)})
	return cs
}

func makeTags(t *testing.T, s *Store, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := s.Apply(t.Context(), tagStep(name)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// tagNames are the tags of a workspace, in order.
func tagNames(t *testing.T, s *Store) string {
	t.Helper()
	rows, err := s.Tags(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rows {
		names = append(names, r.Tag.Name)
	}
	return strings.Join(names, " ")
}

func openStore(t *testing.T, path string, opt Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func createStore(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Create(t.Context(), path, Options{By: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestWrite_ConfirmsNothingThatLandsInALostFile takes the file away from under an open workspace in each way that happens. Nothing is confirmed any
// more, everything that was can be saved as a new file, and work goes on where the file comes back.
func TestWrite_ConfirmsNothingThatLandsInALostFile(t *testing.T) {
	for _, c := range []struct {
		name string
		lose func(dir, path string) error
		back func(dir, path string) error // nil where it cannot come back
		want app.Whereabouts
		says string
	}{
		{"deleted", func(_, path string) error { return os.Remove(path) }, nil, app.Gone, "The file team.throughline is not where it was"},
		{"renamed", func(_, path string) error { return os.Rename(path, path+".old") },
			func(_, path string) error { return os.Rename(path+".old", path) }, app.Gone, "deleted, moved or renamed"},
		{"its folder renamed", func(dir, _ string) error { return os.Rename(dir, dir+" 2") },
			func(dir, _ string) error { return os.Rename(dir+" 2", dir) }, app.Gone, "is not where it was"},
		{"replaced, as programs do that synchronise", func(_, path string) error {
			if err := os.WriteFile(path+".tmp", []byte("another"), 0o600); err != nil {
				return err
			}
			return os.Rename(path+".tmp", path)
		}, nil, app.Replaced, "Another file stands in the place of team.throughline."},
		{"its folder became a file", func(dir, _ string) error {
			if err := os.Rename(dir, dir+" 2"); err != nil {
				return err
			}
			return os.WriteFile(dir, nil, 0o600)
		}, nil, app.Away, "The disk or share of team.throughline does not answer."},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			dir := filepath.Join(root, "share")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "team.throughline")
			s := createStore(t, path)
			makeTags(t, s, "a", "b")
			if err := c.lose(dir, path); err != nil {
				t.Fatal(err)
			}
			_, err := s.Apply(t.Context(), tagStep("lost"))
			if got := app.WhereOf(err); got != c.want || err == nil {
				t.Fatalf("a step after it: %v (%q), want %q", err, got, c.want)
			}
			if message, hint := app.Explain(err); !strings.Contains(message, c.says) || !strings.Contains(hint, "This was not saved.") {
				t.Errorf("says %q %q", message, hint)
			}
			if st := s.Look(t.Context()); st.Where != c.want {
				t.Errorf("Look() = %+v", st)
			}
			if got := tagNames(t, s); got != "a b" {
				t.Errorf("it holds %q", got)
			}
			out := filepath.Join(root, "saved.throughline")
			if err := s.Backup(t.Context(), out, nil); err != nil {
				t.Fatalf("save what is here: %v", err)
			}
			if got := tagNames(t, openStore(t, out, Options{})); got != "a b" {
				t.Errorf("saved: %q", got)
			}
			if c.back == nil {
				return
			}
			if err := c.back(dir, path); err != nil {
				t.Fatal(err)
			}
			makeTags(t, s, "c")
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if got := tagNames(t, openStore(t, path, Options{})); got != "a b c" {
				t.Errorf("after it came back: %q", got)
			}
		})
	}
}

// TestLook_FoldsTheLogIntoAFileThatWasRenamed ends without closing after the file was renamed: under its new name it has all that was confirmed.
func TestLook_FoldsTheLogIntoAFileThatWasRenamed(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "team.throughline")
	s := createStore(t, path)
	makeTags(t, s, "a", "b")
	if err := os.Rename(path, filepath.Join(dir, "new.throughline")); err != nil {
		t.Fatal(err)
	}
	s.Look(t.Context())
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		t.Errorf("a log of %d bytes is left under the old name", info.Size())
	}
	if got := tagNames(t, openStore(t, filepath.Join(dir, "new.throughline"), Options{ReadOnly: true})); got != "a b" {
		t.Errorf("under its new name: %q", got)
	}
}

// TestWrite_StopsWhenSomebodyTookOver has a second computer take a file from one that slept.
func TestWrite_StopsWhenSomebodyTookOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.throughline")
	now := time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)
	clock := &clockwork{now: now}
	on := func(host string) func(*locker) {
		return func(k *locker) {
			k.here, k.pause, k.tryLock, k.shared = machine{host: host, boot: "boot of " + host}, clock.pause, noSystemLock, true
		}
	}
	opt := Options{Now: clock.read, By: "Mara", adjust: on("studio")}
	s, err := Create(t.Context(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	makeTags(t, s, "a")
	opt.By, opt.adjust = "Jon", on("loft")
	if _, err := Open(t.Context(), path, opt); app.CodeOf(err) != app.ELocked {
		t.Fatalf("a second writer: %v", err)
	}
	clock.now = clock.now.Add(time.Hour) // the first computer sleeps
	_, err = Open(t.Context(), path, opt)
	if o, ok := app.OwnerOf(err); !ok || !o.Quiet || o.Name != "Mara" {
		t.Fatalf("a second writer after an hour: %v", err)
	}
	opt.TakeOver = true
	second := openStore(t, path, opt)
	makeTags(t, second, "b")
	_, err = s.Apply(t.Context(), tagStep("late"))
	if app.WhereOf(err) != app.Taken || app.CodeOf(err) != app.ELocked {
		t.Fatalf("a step of who lost it: %v", err)
	}
	if message, _ := app.Explain(err); message != "Jon on loft took over team.throughline." {
		t.Errorf("%s", message)
	}
	if st := s.Look(t.Context()); st.Where != app.Taken || st.Owner == nil || st.Owner.Name != "Jon" {
		t.Errorf("Look() = %+v", st)
	}
	makeTags(t, second, "c")
	if got := tagNames(t, second); got != "a b c" {
		t.Errorf("it holds %q", got)
	}
}

// TestShare_KeepsStepsInAJournal opens a workspace as on a share: no log and no shared memory, everything that was written there before is there.
func TestShare_KeepsStepsInAJournal(t *testing.T) {
	t.Setenv("THROUGHLINE_SHARE", "0")
	path := filepath.Join(t.TempDir(), "team.throughline")
	s := createStore(t, path)
	makeTags(t, s, "a")
	beside := func() string {
		var all []string
		for _, end := range []string{"-wal", "-shm", "-journal", ".lock"} {
			if _, err := os.Stat(path + end); err == nil {
				all = append(all, end)
			}
		}
		return strings.Join(all, " ")
	}
	if got := beside(); got != "-wal -shm .lock" {
		t.Errorf("on a disk there are %q", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("THROUGHLINE_SHARE", "1")
	shared := openStore(t, path, Options{adjust: func(k *locker) { k.pause = (&clockwork{}).pause }})
	makeTags(t, shared, "b")
	if got := beside(); got != ".lock" {
		t.Errorf("on a share there are %q", got)
	}
	r := openStore(t, path, Options{ReadOnly: true})
	if got := tagNames(t, r); got != "a b" {
		t.Errorf("a reader sees %q", got)
	}
	makeTags(t, shared, "c")
	if st := r.Look(t.Context()); !st.Changed || st.Owner == nil {
		t.Errorf("Look() = %+v", st)
	}
	if got := tagNames(t, r); got != "a b c" {
		t.Errorf("a reader sees %q", got)
	}
	if err := shared.Close(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("THROUGHLINE_SHARE", "0")
	if got := tagNames(t, openStore(t, path, Options{})); got != "a b c" {
		t.Errorf("back on a disk: %q", got)
	}
}

// TestShare_ReadsACopyWhereALogIsInUse opens for reading, over a share, a file that its owner has open on their own disk: the memory that goes with
// their log is not touched, and what they wrote is seen.
func TestShare_ReadsACopyWhereALogIsInUse(t *testing.T) {
	t.Setenv("THROUGHLINE_SHARE", "0")
	path := filepath.Join(t.TempDir(), "team.throughline")
	s := createStore(t, path)
	makeTags(t, s, "a", "b")
	t.Setenv("THROUGHLINE_SHARE", "1")
	t.Setenv("TMPDIR", t.TempDir())
	r := openStore(t, path, Options{ReadOnly: true})
	if got := tagNames(t, r); got != "a b" {
		t.Errorf("the copy holds %q", got)
	}
	if info, err := os.Stat(r.copied.Path); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the copy lies in %v, %v", info, err)
	}
	makeTags(t, s, "c")
	if st := r.Look(t.Context()); !st.Changed {
		t.Errorf("Look() = %+v", st)
	}
	if _, _, err := r.CatchUp(t.Context()); app.CodeOf(err) != app.EConflict {
		t.Errorf("CatchUp() of a copy = %v", err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestShare_ReadsPastAStepOfAnotherComputer leaves what a writer on another computer leaves in the middle of a step, on a share that carries no locks: a
// half changed file and the journal that mends it.
func TestShare_ReadsPastAStepOfAnotherComputer(t *testing.T) {
	t.Setenv("THROUGHLINE_SHARE", "1")
	t.Setenv("TMPDIR", t.TempDir())
	path := filepath.Join(t.TempDir(), "team.throughline")
	hurried := Options{adjust: func(k *locker) { k.pause = (&clockwork{}).pause }}
	s, err := Create(t.Context(), path, hurried)
	if err != nil {
		t.Fatal(err)
	}
	makeTags(t, s, "a", "b")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r := openStore(t, path, Options{ReadOnly: true})
	inTheMiddle(t, path)
	time.AfterFunc(3*midPause, func() { settleBeside(t, path) })
	if got := tagNames(t, r); got != "a b" {
		t.Errorf("a reader sees %q when the step has ended", got)
	}
	inTheMiddle(t, path)
	if got := tagNames(t, openStore(t, path, Options{ReadOnly: true})); got != "a b" {
		t.Errorf("with a writer that died in the middle %q is read", got)
	}
	if !pending(path) {
		t.Error("the journal of the other computer was touched")
	}
}

// inTheMiddle makes a file as it is in the middle of a step, with the journal beside it.
func inTheMiddle(t *testing.T, path string) {
	t.Helper()
	aside := filepath.Join(t.TempDir(), "aside")
	copyFile := func(from, to string) {
		b, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	copyFile(path, aside)
	db, err := sql.Open("sqlite3", "file:"+aside+"?_journal_mode=DELETE")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	for _, q := range []string{"PRAGMA cache_size = 1", "BEGIN EXCLUSIVE", "CREATE TABLE step (a)",
		"INSERT INTO step WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT randomblob(2000) FROM n", "UPDATE tag SET name = 'half'"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	copyFile(aside, path)
	copyFile(aside+"-journal", path+"-journal")
	if _, err := db.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
}

// settleBeside rolls back what was left in the middle, as the other computer does.
func settleBeside(t *testing.T, path string) {
	db, err := sql.Open("sqlite3", "file:"+path)
	if err == nil {
		_, err = db.Exec("DELETE FROM tag WHERE 0")
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Error(err)
	}
}

func TestCatchUp_OfAClosedStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.throughline")
	createStore(t, path)
	r := openStore(t, path, Options{ReadOnly: true})
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.CatchUp(t.Context()); app.CodeOf(err) != app.ECanceled {
		t.Errorf("CatchUp() = %v", err)
	}
}

// TestCatchUp_TellsWhatTheOwnerDid follows a writer step by step, and says when the steps do not tell all.
func TestCatchUp_TellsWhatTheOwnerDid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.throughline")
	s := createStore(t, path)
	makeTags(t, s, "a")
	r := openStore(t, path, Options{ReadOnly: true})
	seq := func() int64 {
		e, _, err := s.LastApplied(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return e.Seq
	}
	for _, c := range []struct {
		name  string
		do    func()
		whole bool
		steps string
		tags  string
	}{
		{"nothing", func() {}, true, "", "a"},
		{"two steps", func() { makeTags(t, s, "b", "c") }, true, "+b +c", "a b c"},
		{"an undo", func() { _, _ = s.Revert(t.Context(), seq()) }, true, "-c", "a b"},
		{"a redo", func() { _, _ = s.Reapply(t.Context(), seq()+1) }, true, "+c", "a b c"},
		{"two undone", func() { _, _ = s.Revert(t.Context(), seq()); _, _ = s.Revert(t.Context(), seq()) }, true, "-c -b", "a"},
		{"another way on", func() { makeTags(t, s, "d") }, true, "+d", "a d"},
		{"an undo, and another way on", func() { _, _ = s.Revert(t.Context(), seq()); makeTags(t, s, "e") }, false, "", "a e"},
		{"a batch with another step between", func() { makeTags(t, s, "f", "g", "h") }, true, "+f +g +h", "a e f g h"},
		{"its undo, which leaves that step", func() { _, _ = s.Revert(t.Context(), seq()); _, _ = s.Revert(t.Context(), seq()-1) }, false, "", "a e g"},
		{"its redo", func() { _, _ = s.Reapply(t.Context(), seq()-1); _, _ = s.Reapply(t.Context(), seq()+1) }, false, "", "a e f g h"},
		{"more than can be walked through", func() {
			cs := tagStep("many")
			for i := range muchMissed {
				cs.Create(&app.Tag{ID: app.TagID(fmt.Sprint(i)), Name: fmt.Sprint("z", i), Status: app.TagActive, Stamp: app.NewStamp("ana", cs.At)})
			}
			if _, err := s.Apply(t.Context(), cs); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Revert(t.Context(), seq()); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Reapply(t.Context(), seq()+1); err != nil {
				t.Fatal(err)
			}
		}, false, "", ""},
	} {
		c.do()
		if st := r.Look(t.Context()); st.Changed != (c.name != "nothing") || st.Where != app.InPlace || st.Owner == nil || st.Owner.Name != "Mara" {
			t.Errorf("%s: Look() = %+v", c.name, st)
		}
		sets, whole, err := r.CatchUp(t.Context())
		if err != nil || whole != c.whole {
			t.Fatalf("%s: CatchUp() = %v, %v", c.name, whole, err)
		}
		var steps []string
		for _, cs := range sets {
			for _, ch := range cs.Changes {
				if ch.After == nil {
					steps = append(steps, "-"+ch.Before.Ref().ID)
				} else {
					steps = append(steps, "+"+ch.After.Ref().ID)
				}
			}
		}
		if got := strings.Join(steps, " "); got != c.steps {
			t.Errorf("%s: steps %q, want %q", c.name, got, c.steps)
		}
		if got := tagNames(t, r); c.tags != "" && got != c.tags {
			t.Errorf("%s: it holds %q, want %q", c.name, got, c.tags)
		}
		if st := r.Look(t.Context()); st.Changed {
			t.Errorf("%s: still changed after it was caught up with", c.name)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if st := r.Look(t.Context()); st.Owner != nil || !st.Writable {
		t.Errorf("after the owner left: %+v", st)
	}
}
