package storage_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"throughline/storage"
)

// modes holds files to a mode.
func modes(t *testing.T, want fs.FileMode, paths ...string) {
	t.Helper()
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", filepath.Base(path), got, want)
		}
	}
}

func TestCreate_IsAsPrivateAsItsFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are those of the folder")
	}
	for _, c := range []struct {
		name   string
		folder fs.FileMode
		want   fs.FileMode
	}{
		{"a folder of one person", 0o700, 0o600},
		{"a folder that others may look into", 0o755, 0o600},
		{"a folder of a team", 0o770, 0o660},
		{"a folder of a team that hands its group on", 0o770 | fs.ModeSetgid, 0o660},
		{"a folder in which everybody keeps their own", 0o777 | fs.ModeSticky, 0o600},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "place")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(dir, c.folder); err != nil {
				t.Fatal(err)
			}
			path, copied := filepath.Join(dir, "a.throughline"), filepath.Join(dir, "copy.throughline")
			s, err := storage.Create(t.Context(), path, storage.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if err := s.Backup(t.Context(), copied, nil); err != nil {
				t.Fatal(err)
			}
			modes(t, c.want, path, path+"-wal", path+"-shm", copied)
		})
	}
}

func TestOpen_LeavesPermissionsAsTheyAre(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are those of the folder")
	}
	path := filepath.Join(t.TempDir(), "a.throughline")
	s, err := storage.Create(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if s, err = storage.Open(t.Context(), path, storage.Options{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Counts(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	modes(t, 0o640, path, path+"-wal", path+"-shm")
}

// TestCreate_LeavesNothingWhereItFails holds that a file which could not be begun is not there afterwards.
func TestCreate_LeavesNothingWhereItFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.throughline")
	if err := os.Mkdir(path+"-wal", 0o700); err != nil { // where SQLite's log has to be
		t.Fatal(err)
	}
	if s, err := storage.Create(t.Context(), path, storage.Options{}); err == nil {
		_ = s.Close()
		t.Fatal("created without a log")
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the file was left: %v", err)
	}
}
