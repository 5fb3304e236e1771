package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// A program that is killed while it makes a workspace leaves a database with nothing in it. It is no file of another program.
func TestCreate_GoesOnWhereItWasBrokenOff(t *testing.T) {
	broken := func(size int64) string {
		path := filepath.Join(t.TempDir(), "broken off.throughline")
		raw(t, path, "PRAGMA journal_mode = WAL")
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		return path
	}
	path := broken(4096)
	_, err := storage.Open(ctx, path, storage.Options{ReadOnly: true})
	wantCode(t, "Open(broken off, to read)", err, app.ENotFound)
	for name, open := range map[string]func(context.Context, string, storage.Options) (*storage.Store, error){"Create": storage.Create, "Open": storage.Open} {
		for _, size := range []int64{4096, 2048} { // a page, and half of one
			s, err := open(ctx, broken(size), storage.Options{})
			if err != nil {
				t.Fatalf("%s(broken off at %d) = %v", name, size, err)
			}
			commit(t, s, specimen()...)
			reopen(t, s)
		}
	}
	raw(t, path, "CREATE TABLE theirs (a)")
	_, err = storage.Create(ctx, path, storage.Options{})
	wantCode(t, "Create(another program's)", err, app.EInvalid)
	_, err = storage.Open(ctx, path, storage.Options{})
	wantCode(t, "Open(another program's)", err, app.EUnsupported)
}

// closed is the path of a closed workspace with a specimen in it.
func closed(t *testing.T) string {
	t.Helper()
	s := fresh(t)
	commit(t, s, specimen()...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.Path()
}

// raw runs SQL on a file behind our back.
func raw(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// patch overwrites bytes of a file.
func patch(t *testing.T, path string, at int64, b []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(b, at); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCreate_RefusesAFileThatExists(t *testing.T) {
	path := closed(t)
	_, err := storage.Create(ctx, path, storage.Options{})
	wantCode(t, "Create(existing)", err, app.EInvalid)
	_, err = storage.Create(ctx, filepath.Join(t.TempDir(), "none", "x.throughline"), storage.Options{})
	if c := app.CodeOf(err); c != app.ENotFound && c != app.EIO {
		t.Errorf("Create(no folder) = %v", err)
	}
	empty := filepath.Join(t.TempDir(), "empty 100%?#.throughline")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := storage.Create(ctx, empty, storage.Options{})
	if err != nil {
		t.Fatalf("Create(empty file with odd name) = %v", err)
	}
	commit(t, s, specimen()...)
	reopen(t, s)
}

func TestOpen_SaysWhatIsWrongWithAFile(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, path string)
		want  app.Code
	}{
		{"nothing", func(*testing.T, string) {}, ""},
		{"missing", func(t *testing.T, path string) { _ = os.Remove(path) }, app.ENotFound},
		{"a text file", func(t *testing.T, path string) { patch(t, path, 0, []byte("Dear diary, today")) }, app.EDamaged},
		{"empty", func(t *testing.T, path string) { _ = os.Truncate(path, 0) }, app.EDamaged},
		{"short", func(t *testing.T, path string) { _ = os.Truncate(path, 50) }, app.EUnsupported},
		{"end missing", func(t *testing.T, path string) { _ = os.Truncate(path, 8192) }, app.EDamaged},
		{"a page of zeros", func(t *testing.T, path string) { patch(t, path, 4096, make([]byte, 4096)) }, app.EDamaged},
		{"newer", func(t *testing.T, path string) { raw(t, path, "PRAGMA user_version = 999") }, app.EUnsupported},
		{"another program's", func(t *testing.T, path string) { raw(t, path, "PRAGMA application_id = 7") }, app.EUnsupported},
		{"a table missing", func(t *testing.T, path string) { raw(t, path, "DROP TABLE evidence") }, app.EDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := closed(t)
			c.spoil(t, path)
			s, err := storage.Open(ctx, path, storage.Options{})
			wantCode(t, "Open()", err, c.want)
			if err == nil {
				_ = s.Close()
				return
			}
			if m, _ := app.Explain(err); !strings.Contains(m, filepath.Base(path)) {
				t.Errorf("the message does not name the file: %q", m)
			}
			if _, err := os.Stat(path + ".lock"); err == nil {
				t.Error("the lock stayed behind")
			}
		})
	}
}

// On a share a file looks for a moment as long as it was, while its header says already how long another computer made it.
func TestOpen_LooksAgainAtAFileThatSeemsToLackItsEnd(t *testing.T) {
	path := closed(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 8192); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(100*time.Millisecond, func() { patch(t, path, 8192, whole[8192:]) })
	s, err := storage.Open(ctx, path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reopen(t, s)
}

func TestOpen_LeavesFilesOfOthersAsTheyAre(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	raw(t, path, "CREATE TABLE x(a); INSERT INTO x VALUES (1)")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = storage.Open(ctx, path, storage.Options{})
	wantCode(t, "Open(other)", err, app.EUnsupported)
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Error("the file was changed")
	}
}

func TestOpen_ReadsADamagedFileWhenAskedToReadOnly(t *testing.T) {
	path := closed(t)
	var root int64
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = 'insight'").Scan(&root); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	patch(t, path, (root-1)*4096, make([]byte, 4096))
	_, err = storage.Open(ctx, path, storage.Options{})
	wantCode(t, "Open()", err, app.EDamaged)
	s, err := storage.Open(ctx, path, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("Open(read-only) = %v", err)
	}
	defer func() { _ = s.Close() }()
	if tr, err := s.Transcript(ctx, "interview-1"); err != nil || tr.Text == "" {
		t.Errorf("Transcript() = %v, %v", tr, err)
	}
	_, err = s.Insights(ctx, "")
	wantCode(t, "Insights()", err, app.EDamaged)
	report, err := s.Check(ctx, nil)
	if err != nil || report.OK || len(report.Problems) == 0 {
		t.Errorf("Check() = %+v, %v", report, err)
	}
}

func TestOpen_ReadOnlyWritesNothing(t *testing.T) {
	path := closed(t)
	w, err := storage.Open(ctx, path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := storage.Open(ctx, path, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("Open(read-only beside a writer) = %v", err)
	}
	if !r.ReadOnly() || w.ReadOnly() {
		t.Error("ReadOnly() is wrong")
	}
	commit(t, w, &app.Study{ID: "later", Name: "Later", Stamp: by})
	if all := must(r.Studies(ctx))(t); len(all) != 2 {
		t.Errorf("the reader sees %d studies, want 2", len(all))
	}
	cs := app.NewChangeSet("Try", "ana", noon)
	cs.Create(&app.Study{ID: "x", Name: "X", Stamp: by})
	_, err = r.Apply(ctx, cs)
	wantCode(t, "Apply(read-only)", err, app.EIO)
	_ = r.Close()
	_ = w.Close()
}

func TestOpen_ReadsFromAFolderThatCannotBeWritten(t *testing.T) {
	path := closed(t)
	dir := filepath.Dir(path)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	s, err := storage.Open(ctx, path, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if all := must(s.Studies(ctx))(t); len(all) != 1 {
		t.Errorf("Studies() = %v", all)
	}
}

func TestOpen_LetsOneWriterInAndNamesIt(t *testing.T) {
	s := fresh(t)
	_, err := storage.Open(ctx, s.Path(), storage.Options{})
	wantCode(t, "Open(twice)", err, app.ELocked)
	if m, hint := app.Explain(err); !strings.Contains(m, " on this computer, since ") || !strings.Contains(m, "(active just now)") || hint == "" {
		t.Errorf("message = %q, hint = %q", m, hint)
	}
	link := filepath.Join(t.TempDir(), "link.throughline")
	if err := os.Symlink(s.Path(), link); err == nil {
		_, err = storage.Open(ctx, link, storage.Options{})
		wantCode(t, "Open(by another name)", err, app.ELocked)
	}
	if _, err := storage.Create(ctx, s.Path(), storage.Options{}); err == nil {
		t.Error("Create() over an open workspace succeeded")
	}
	reopen(t, s)
}

func TestOpen_RecoversAfterAnUncleanEnd(t *testing.T) {
	s := fresh(t)
	commit(t, s, specimen()...)
	want := must(s.ContentHash(ctx))(t)
	dir := t.TempDir() // what a power cut would leave: file and log as they are now
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(s.Path() + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "copy.throughline"+end), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := storage.Open(ctx, filepath.Join(dir, "copy.throughline"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if got := must(r.ContentHash(ctx))(t); got != want {
		t.Error("what was committed is not all there")
	}
}

func TestBackup_IsAWorkspaceOfItsOwn(t *testing.T) {
	s := storagetest.New(t)
	storagetest.Fill(t, s, storagetest.Size{Interviews: 30, Findings: 3})
	path := filepath.Join(t.TempDir(), "copy.throughline")
	if err := s.Backup(ctx, path, nil); err != nil { // an older one
		t.Fatal(err)
	}
	calls := 0
	if err := s.Backup(ctx, path, func(done, total int64, _ string) {
		if calls++; done > total {
			t.Errorf("progress %d of %d", done, total)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if calls == 0 {
		t.Error("no progress was reported")
	}
	if left, err := filepath.Glob(path + "?*"); err != nil || len(left) > 0 {
		t.Errorf("left beside the backup: %v", left)
	}
	b, err := storage.Open(ctx, path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	if got, want := must(b.ContentHash(ctx))(t), must(s.ContentHash(ctx))(t); got != want {
		t.Error("the backup differs from the workspace")
	}
	wantCode(t, "Backup(onto itself)", s.Backup(ctx, s.Path(), nil), app.EInvalid)
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Backup(stopped, path+"2", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Backup(stopped) = %v", err)
	}
	if _, err := os.Stat(path + "2"); err == nil {
		t.Error("a stopped backup left a file")
	}
}

func TestCheck_FindsWhatIsBroken(t *testing.T) {
	for _, c := range []struct{ name, spoil, want string }{
		{"a quote", "UPDATE finding SET quote = upper(quote)", "quote"},
		{"a reference", "PRAGMA foreign_keys = off; DELETE FROM tag WHERE guid = 'tag-1'", "reference"},
		{"an index entry", "DELETE FROM turn_text WHERE rowid = 1", "missing from the full-text index"},
		{"an entry too many", "INSERT INTO finding_text(rowid, quote, note) VALUES (99, 'x', '')", "that is gone"},
		{"a turn", "UPDATE turn SET end_byte = 10000 WHERE ordinal = 1", "turn lies outside"},
		{"the board", "UPDATE placement SET board = 0", "wrong board"},
		{"the latest revision", "UPDATE transcript SET latest = 0", "latest revision"},
		{"the history", "UPDATE journal SET payload = substr(payload, 1, 40)", "Step 1"},
		{"tag counts", "UPDATE finding_tag SET participant_id = 0", "counts of tags"},
		{"a link", "UPDATE memo_link SET name = 'bob' WHERE name = 'eve'", "links of a memo"},
		{"a link too many", "INSERT INTO memo_link VALUES (1, 9, '', '', 'x')", "links of a memo"},
		{"a memo's index entry", "DELETE FROM memo_text", "memo 1 is missing from the full-text index"},
		{"a circle of tags", "UPDATE tag SET parent_id = (SELECT id FROM tag WHERE guid = 'tag-1') WHERE guid = 'tag-0'", "stands under itself"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := closed(t)
			raw(t, path, c.spoil)
			s, err := storage.Open(ctx, path, storage.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			report, err := s.Check(ctx, nil)
			if err != nil || report.OK || !strings.Contains(strings.Join(report.Problems, "\n"), c.want) {
				t.Errorf("Check() = %+v, %v, want a problem with %q", report, err, c.want)
			}
		})
	}
	s := fresh(t)
	commit(t, s, specimen()...)
	report, err := s.Check(ctx, nil)
	if err != nil || !report.OK || report.Tables["turn"] != 2 || report.Tables["journal"] != 1 {
		t.Errorf("Check() = %+v, %v", report, err)
	}
}

func TestApply_StopsWhenTheCallerDoes(t *testing.T) {
	s := fresh(t)
	stopped, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	var failed error
	for i := 0; failed == nil && i < 10000; i++ {
		cs := app.NewChangeSet("Make", "ana", noon)
		for range 100 {
			cs.Create(&app.Tag{ID: app.NewID[app.TagID](), Name: "T", Status: app.TagActive, Stamp: by})
		}
		_, failed = s.Apply(stopped, cs)
	}
	if app.CodeOf(failed) != app.ECanceled {
		t.Errorf("Apply(stopped) = %v", failed)
	}
	if tags := must(s.Tags(ctx, ""))(t); len(tags)%100 != 0 {
		t.Errorf("%d tags: a stopped step left something behind", len(tags))
	}
	if report := must(s.Check(ctx, nil))(t); !report.OK {
		t.Errorf("Check() = %v", report.Problems)
	}
}
