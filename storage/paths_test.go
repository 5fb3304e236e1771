package storage_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage"
)

// TestOpen_TakesPathsOfAllKinds makes, opens, backs up and reads a workspace under names that trip programs up. What lies beside it has its name, and
// nothing else is made in the folder.
func TestOpen_TakesPathsOfAllKinds(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("most of these names cannot be given there")
	}
	deep := strings.Repeat("a folder of forty letters that goes on/", 11)
	for _, c := range []struct {
		name, path string // relative to a folder of its own
		want       app.Code
	}{
		{"spaces", "my team/our study.throughline", ""},
		{"umlauts", "Küche/Größe.throughline", ""},
		{"umlauts in two code points", "Ku\u0308che/Gro\u0308\u00dfe.throughline", ""},
		{"emoji", "🦊/👩🏽‍🔬 study 🇩🇪.throughline", ""},
		{"from right to left", "מחקר/دراسة.throughline", ""},
		{"quotes", `it's "quoted"/o'brien's "x".throughline`, ""},
		{"signs of addresses", "50% #1?/a%20b%3fc#d?mode=ro&immutable=1.throughline", ""},
		{"an address", "file:/x?y.throughline", ""},
		{"signs of shells", "$HOME;`ls`|&/*a[b]{c}~!.throughline", ""},
		{"backslashes and lines", "a\\b\nc/d\\e.throughline", ""},
		{"trailing dots and blanks", "dots.../blank /name. .throughline", ""},
		{"another ending, or none", "folder.throughline/study", ""},
		{"capitals", "STUDY.THROUGHLINE", ""},
		{"the dotless letter of Turkish", "ıİiI.throughline", ""},
		{"a leading dash and a dot", "-w/.hidden.throughline", ""},
		{"no UTF-8", "caf\xe9.throughline", ""},
		{"the longest name", strings.Repeat("n", 230) + ".throughline", ""},
		{"a longer name", strings.Repeat("n", 260) + ".throughline", app.EIO},
		{"a path that is too long", deep + "study.throughline", app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			path := filepath.Join(root, c.path)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Skip(err) // a file system that knows no such name
			}
			s, err := storage.Create(ctx, path, storage.Options{})
			wantCode(t, "Create()", err, c.want)
			if err != nil {
				if m, hint := app.Explain(err); m == "" || hint == "" {
					t.Errorf("says %q, %q", m, hint)
				}
				return
			}
			commit(t, s, specimen()...)
			if _, err := storage.Open(ctx, path, storage.Options{}); app.CodeOf(err) != app.ELocked {
				t.Errorf("a second writer: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 || left[0].Name() != filepath.Base(path) {
				t.Errorf("in its folder lie %v, %v", left, err)
			}
			link := filepath.Join(t.TempDir(), "link.throughline")
			if err := os.Symlink(path, link); err != nil {
				t.Fatal(err)
			}
			t.Chdir(filepath.Dir(path))
			for _, as := range []string{path, filepath.Base(path), "." + string(filepath.Separator) + filepath.Base(path), link} {
				r, err := storage.Open(ctx, as, storage.Options{ReadOnly: true})
				if err != nil {
					t.Fatalf("%q: %v", as, err)
				}
				if all := must(r.Studies(ctx))(t); len(all) != 1 {
					t.Errorf("%q holds %d studies", as, len(all))
				}
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
			s = must(storage.Open(ctx, link, storage.Options{}))(t)
			if err := s.Backup(ctx, filepath.Join(filepath.Dir(path), "copy"), nil); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
