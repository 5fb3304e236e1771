package storage

import (
	"os"
	"path/filepath"
	"testing"

	"throughline/app"
)

func TestOpen_SaysAtOnceThatAFileMayOnlyBeRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "team.throughline")
	s, err := Create(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		path string
		opt  Options
		want app.Code
	}{
		{"to be written", path, Options{}, ""},
		{"a folder stands there", dir, Options{}, app.EIO},
		{"to be read", dir, Options{ReadOnly: true}, ""},
	} {
		if err := canWrite(c.path, c.opt); app.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
		_ = f.Close()
		t.Skip("whoever runs this may write to every file")
	}
	if _, err := Open(t.Context(), path, Options{}); app.CodeOf(err) != app.EIO {
		t.Errorf("for writing: %v", err)
	}
	r, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}
