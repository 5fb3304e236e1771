package rival_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/qda"
	"throughline/storage/rival"
	"throughline/storage/rival/rivaltest"
)

// lawful checks what every project that was read keeps to.
func lawful(t *testing.T, p *qda.Project) {
	t.Helper()
	for i, c := range p.Codes {
		if c.Parent >= i || c.Parent < -1 || c.GUID == "" || c.Name == "" {
			t.Errorf("code %d: %+v", i, c)
		}
	}
	for i := range p.Sources {
		lawfulSource(t, &p.Sources[i])
	}
	for _, n := range p.Notes {
		if n.GUID == "" || !utf8.ValidString(n.Text) {
			t.Errorf("note %+v", n)
		}
	}
}

func lawfulSource(t *testing.T, s *qda.Source) {
	t.Helper()
	if s.GUID == "" || s.Name == "" || !utf8.ValidString(s.Text) {
		t.Errorf("source %q %q", s.GUID, s.Name)
	}
	fits := func(start, end int) bool {
		return start >= 0 && start <= end && end <= len(s.Text) && utf8.ValidString(s.Text[start:end])
	}
	for _, sel := range s.Selections {
		if sel.Start != -1 && !fits(sel.Start, sel.End) || sel.Start == -1 && sel.End != -1 || sel.GUID == "" {
			t.Errorf("selection %+v in %d bytes", sel, len(s.Text))
		}
	}
	end := 0
	for _, turn := range s.Turns {
		if turn.Start < end || !fits(turn.Start, turn.End) {
			t.Errorf("turn %+v after %d", turn, end)
		}
		end = turn.End
	}
	if s.Of != nil {
		lawfulSource(t, s.Of)
	}
	for i := range s.Transcripts {
		lawfulSource(t, &s.Transcripts[i].Source)
	}
}

// fuzz damages bytes of a file: each three bytes of patch are an offset and a value.
func fuzz(f *testing.F, path, file string) {
	whole, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	name, err := filepath.Rel(filepath.Dir(path), file)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{0, 20, 1})
	f.Add([]byte{40, 0, 200, 41, 7, 255})
	f.Fuzz(func(t *testing.T, patch []byte) {
		data := append([]byte{}, whole...)
		for ; len(patch) >= 3; patch = patch[3:] {
			data[(int(patch[0])<<8|int(patch[1]))*7%len(data)] = patch[2]
		}
		dir := t.TempDir()
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
		opened, err := rival.Open(t.Context(), filepath.Join(dir, filepath.Base(path)))
		if err != nil {
			expected(t, err)
			return
		}
		defer func() { _ = opened.Close() }() // only read
		for _, l := range opened.Projects {
			p, err := opened.Read(t.Context(), l.ID, nil)
			if err != nil {
				expected(t, err)
				continue
			}
			lawful(t, p)
		}
	})
}

func expected(t *testing.T, err error) {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Hint == "" || e.Code == app.EInternal {
		t.Errorf("refused without a way out: %v", err)
	}
}

func FuzzQualCoder(f *testing.F) {
	folder := rivaltest.QualCoder(f, f.TempDir())
	fuzz(f, folder, filepath.Join(folder, "data.qda"))
}

func FuzzTaguette(f *testing.F) {
	path := rivaltest.Taguette(f, f.TempDir())
	fuzz(f, path, path)
}

func FuzzRQDA(f *testing.F) {
	path := rivaltest.RQDA(f, f.TempDir())
	fuzz(f, path, path)
}

func FuzzRequal(f *testing.F) {
	path := rivaltest.Requal(f, f.TempDir())
	fuzz(f, path, path)
}
