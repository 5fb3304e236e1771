package report_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
)

func writes(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// alone checks that no temporary file was left behind.
func alone(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".part") {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestWriteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := report.WriteFile(path, report.FileOptions{}, writes("one")); err != nil {
		t.Fatal(err)
	}
	err := report.WriteFile(path, report.FileOptions{}, writes("two"))
	if app.CodeOf(err) != app.EConflict || content(t, path) != "one" {
		t.Errorf("second write = %v, file %q, want EConflict and the old file", err, content(t, path))
	}
	if err := report.WriteFile(path, report.FileOptions{Overwrite: true}, writes("three")); err != nil || content(t, path) != "three" {
		t.Errorf("overwrite = %v, file %q", err, content(t, path))
	}
	alone(t, path)
}

func TestWriteFile_LeavesTheOldFileWhenWritingFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	err := report.WriteFile(path, report.FileOptions{Overwrite: true}, func(w io.Writer) error {
		_, _ = io.WriteString(w, strings.Repeat("half ", 100000))
		return stop
	})
	if !errors.Is(err, stop) || content(t, path) != "old" {
		t.Errorf("WriteFile = %v, file %q, want the cause and the old file", err, content(t, path))
	}
	alone(t, path)
	if err := report.WriteFile(path, report.FileOptions{Overwrite: true}, writes("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode = %v, %v, want the old file's 0640", info.Mode(), err)
	}
}

func TestWriteFile_KeepsALink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.pdf"), filepath.Join(dir, "link.pdf")
	if err := os.WriteFile(real, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	if err := report.WriteFile(link, report.FileOptions{Overwrite: true}, writes("new")); err != nil || content(t, real) != "new" {
		t.Errorf("WriteFile = %v, real file %q", err, content(t, real))
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced by a file")
	}
}

func TestWriteFile_SaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	locked := filepath.Join(dir, "locked.pdf")
	if err := os.WriteFile(locked, []byte("old"), 0o444); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, path string
		want       app.Code
	}{
		{"no folder", filepath.Join(dir, "missing", "a.pdf"), app.ENotFound},
		{"a folder", dir, app.EInvalid},
		{"read-only file", locked, app.EIO},
	} {
		err := report.WriteFile(tc.path, report.FileOptions{Overwrite: true}, writes("new"))
		if message, hint := app.Explain(err); app.CodeOf(err) != tc.want || message == "" || hint == "" {
			t.Errorf("%s: %v, want %s with words", tc.name, err, tc.want)
		}
	}
	if content(t, locked) != "old" {
		t.Error("the read-only file was changed")
	}
}

// A full disk is played by /dev/full where the system has it.
func TestWriteFile_FullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here: ", err)
	}
	defer func() { _ = full.Close() }()
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	err = report.WriteFile(path, report.FileOptions{Overwrite: true}, func(io.Writer) error {
		_, err := full.Write([]byte("x"))
		return err
	})
	if err == nil || content(t, path) != "old" {
		t.Errorf("WriteFile = %v, file %q", err, content(t, path))
	}
	alone(t, path)
}
