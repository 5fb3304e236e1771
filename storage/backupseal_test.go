package storage_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

func TestBackup_ReplacesOnlyAnOlderCopyOfItself(t *testing.T) {
	s := storagetest.New(t)
	storagetest.Fill(t, s, storagetest.Size{Interviews: 3, Findings: 10, Tags: 2})
	dir := t.TempDir()
	copied := filepath.Join(dir, "copy.throughline")
	if err := s.Backup(t.Context(), copied, nil); err != nil {
		t.Fatal(err)
	}
	older, newer := storagetest.New(t), storagetest.New(t)
	storagetest.Fill(t, newer, storagetest.Size{Name: "other", Interviews: 9})
	if err := os.WriteFile(filepath.Join(dir, "letter.throughline"), []byte("Dear Mara"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "nothing.throughline"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		from *storage.Store
		to   string
		says string // "" where it is replaced
	}{
		{"an older copy of itself", s, "copy", ""},
		{"an empty file", s, "nothing", ""},
		{"an empty workspace over a full one", older, "copy", "holds 3 interviews and 30 findings, and this workspace no interviews and no findings"},
		{"another workspace", newer, "copy", "holds 3 interviews"},
		{"something else", s, "letter", "is no workspace"},
	} {
		path := filepath.Join(dir, c.to+".throughline")
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		err = c.from.Backup(t.Context(), path, nil)
		if c.says == "" {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		now, rerr := os.ReadFile(path)
		if app.CodeOf(err) != app.EConflict || !strings.Contains(err.Error(), c.says) || rerr != nil || string(now) != string(was) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := s.Keep(t.Context(), copied, app.BackupByHand, nil); app.CodeOf(err) != app.EConflict {
		t.Errorf("Keep() over a file: %v", err)
	}
}

func TestGuard_RemovesWhatWasLeftHalfDone(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.throughline.part", "a.throughline.part-journal", "a.throughline.verified.part", "b.throughline.verified", "c.throughline", "c.throughline.verified", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	release, err := storage.Backups{}.Guard(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range left {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != "c.throughline c.throughline.verified making.lock notes.txt" {
		t.Errorf("left are %s", got)
	}
}

func TestCopies_ReachesEveryPlaceAndSaysWhichIsAway(t *testing.T) {
	s := storagetest.New(t)
	storagetest.Fill(t, s, storagetest.Size{Interviews: 1})
	disk := t.TempDir()
	if _, err := s.Keep(t.Context(), filepath.Join(disk, "far.throughline"), app.BackupByHand, nil); err != nil {
		t.Fatal(err)
	}
	home, err := s.BackupHome(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	home.Folders = []string{disk, disk + " unplugged"}
	if err := s.SaveBackupHome(t.Context(), home); err != nil {
		t.Fatal(err)
	}
	names, err := s.Copies(t.Context())
	away := disk + " unplugged on " + home.Host
	if err != nil || len(names) != 2 || names[0] != filepath.Join(disk, "far.throughline") && names[1] != filepath.Join(disk, "far.throughline") {
		t.Fatalf("Copies() = %v, %v", names, err)
	}
	none := func(app.ErasureView) (*app.ErasureOrder, error) { return nil, nil }
	if touched, err := s.EraseCopy(t.Context(), filepath.Join(disk, "far.throughline"), none); touched || err != nil {
		t.Errorf("EraseCopy() = %v, %v", touched, err)
	}
	if seal, err := (storage.Backups{}).Verify(t.Context(), filepath.Join(disk, "far.throughline"), nil); err != nil || seal.Fault != "" {
		t.Errorf("gone through by an erasure the backup is %+v, %v", seal, err)
	}
	if _, err := s.EraseCopy(t.Context(), away, none); app.CodeOf(err) != app.ENotFound || !strings.Contains(err.Error(), "is not there") {
		t.Errorf("of a place that is away: %v", err)
	}
}

func TestVerify_SaysThatSomebodyWorkedInTheBackup(t *testing.T) {
	s := storagetest.New(t)
	storagetest.Fill(t, s, storagetest.Size{Interviews: 1})
	path := filepath.Join(t.TempDir(), "kept.throughline")
	if _, err := s.Keep(t.Context(), path, app.BackupByHand, nil); err != nil {
		t.Fatal(err)
	}
	b, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Fill(t, b, storagetest.Size{Name: "more", Interviews: 1})
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if seal, err := (storage.Backups{}).Verify(t.Context(), path, nil); err != nil || !strings.Contains(seal.Fault, "worked in it") {
		t.Errorf("Verify() = %+v, %v", seal, err)
	}
}
