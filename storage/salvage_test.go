package storage_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// pageSize is that of the files made here.
const pageSize = 4096

// filled makes a workspace of some size and returns its path and its checksum.
func filled(t *testing.T, size storagetest.Size) (path, sum string, all app.Counts) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "study.throughline")
	s, err := storage.Create(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	storagetest.Fill(t, s, size)
	if sum, err = s.ContentHash(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all, err = s.Counts(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, sum, all
}

// rescue salvages a file and opens what comes of it.
func rescue(t *testing.T, path string) (*storage.Store, app.SalvageReport) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "saved.throughline")
	report, err := storage.Salvage(t.Context(), path, out, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := storage.Open(t.Context(), out, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	check, err := s.Check(t.Context(), nil)
	if err != nil || !check.OK {
		t.Fatalf("what was saved is not whole: %v %v", check.Problems, err)
	}
	return s, report
}

func TestSalvage_OfAWholeFileIsTheSame(t *testing.T) {
	path, want, _ := filled(t, storagetest.Size{Interviews: 20, Findings: 30, Tags: 12, Themes: 4, Insights: 5, Turns: 60})
	s, report := rescue(t, path)
	if got, err := s.ContentHash(t.Context()); err != nil || got != want {
		t.Errorf("the contents are %s, want %s (%v)\n%+v", got, want, err, report)
	}
	if len(report.Gone) > 0 || report.Destroyed > 0 || report.BadRows > 0 {
		t.Errorf("a whole file has lost something: %+v", report)
	}
}

// records counts what a workspace holds that people made.
func records(c app.Counts) int {
	return c.Studies + c.Interviews + c.Findings + c.Tags + c.Themes + c.Insights + c.Memos + c.Participants
}

// destroy overwrites one page in a hundred, never the first, with zeros or with noise.
func destroy(file []byte, seed uint64, noise bool) []byte {
	random := rand.New(rand.NewPCG(seed, 7))
	for range len(file) / pageSize / 100 {
		n := 1 + random.IntN(len(file)/pageSize-1)
		for i := range pageSize {
			file[n*pageSize+i] = 0
			if noise {
				file[n*pageSize+i] = byte(random.Uint32())
			}
		}
	}
	return file
}

func TestSalvage_OfADamagedFile(t *testing.T) {
	path, _, want := filled(t, storagetest.Size{Interviews: 40, Findings: 60, Tags: 20, Themes: 5, Insights: 8, Turns: 100})
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name     string
		spoil    func([]byte) []byte
		findings float64 // at least this share of them
		all      float64 // at least this share of all records
		words    float64 // one of the forty texts is 2.5 %
	}{
		{"one page in a hundred is zeros", func(b []byte) []byte { return destroy(b, 1, false) }, .99, .99, .95},
		{"other pages", func(b []byte) []byte { return destroy(b, 2, false) }, .99, .99, .95},
		{"one page in a hundred is noise", func(b []byte) []byte { return destroy(b, 3, true) }, .99, .99, .95},
		{"other pages of noise", func(b []byte) []byte { return destroy(b, 4, true) }, .99, .99, .95},
		{"the first page is gone", func(b []byte) []byte { clear(b[:pageSize]); return b }, .99, .99, .99},
		{"the header is noise", func(b []byte) []byte { copy(b, "not what it was, not at all, and so on and on"); return b }, .99, .99, .99},
		{"the last third is missing", func(b []byte) []byte { return b[:len(b)/3*2] }, .4, .4, .5},
		{"a byte in ten thousand is flipped", func(b []byte) []byte {
			random := rand.New(rand.NewPCG(5, 7))
			for i := 100; i < len(b); i += 10_000 {
				b[i+random.IntN(min(10_000, len(b)-i))] ^= 1 << random.IntN(8)
			}
			return b
		}, .95, .95, .5},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "damaged.throughline")
			if err := os.WriteFile(path, tc.spoil(bytes.Clone(whole)), 0o600); err != nil {
				t.Fatal(err)
			}
			s, report := rescue(t, path)
			got, err := s.Counts(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d of %d findings, %d of %d records, %d of %d words; %d of %d pages destroyed, %d rows, %d pages of nobody", got.Findings, want.Findings,
				records(got), records(want), got.Words, want.Words, report.Destroyed, report.Pages, report.BadRows, report.Unassigned)
			if least := tc.findings * float64(want.Findings); float64(got.Findings) < least {
				t.Errorf("%d of %d findings", got.Findings, want.Findings)
			}
			if least := tc.all * float64(records(want)); float64(records(got)) < least {
				t.Errorf("%d of %d records", records(got), records(want))
			}
			if least := tc.words * float64(want.Words); float64(got.Words) < least {
				t.Errorf("%d of %d words", got.Words, want.Words)
			}
			lost := 0
			for _, k := range report.Kinds {
				lost += k.Lost
			}
			if records(got) < records(want) && lost == 0 {
				t.Errorf("%d records are gone and nobody says so: %+v", records(want)-records(got), report)
			}
		})
	}
}

// A page with the beginnings of transcripts is lost: their rows are made again of what ran over from them.
func TestSalvage_OfTextsWhoseBeginningIsLost(t *testing.T) {
	path, _, want := filled(t, storagetest.Size{Interviews: 12, Findings: 10, Tags: 5, Turns: 100})
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for at := pageSize; at < len(file); at += pageSize {
		const tableLeaf = 13
		if page := file[at : at+pageSize]; page[0] == tableLeaf && bytes.Contains(page, []byte("s-transcript-0007")) {
			lost = bytes.Count(page, []byte("s-transcript-"))
			clear(page)
			break
		}
	}
	if lost == 0 {
		t.Fatal("no page holds the beginning of the transcript")
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	s, report := rescue(t, path)
	got, err := s.Counts(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d beginnings lost, %d of %d words kept\n%s", lost, got.Words, want.Words, report.Gone)
	if got.Findings != want.Findings || len(report.Gone) < lost || float64(got.Words) < .9*float64(want.Words) {
		t.Errorf("%d of %d findings, %d of %d words, %d gaps told\n%+v", got.Findings, want.Findings, got.Words, want.Words, len(report.Gone), report)
	}
	r, err := s.Find(t.Context(), app.Ref{Kind: app.KindTranscript, ID: "s-transcript-0007"})
	if err != nil {
		t.Fatal(err)
	}
	if text := r.(*app.Transcript); text.Interview != "s-interview-0007" || len(text.Turns) != 100 {
		t.Errorf("the transcript came back as one of %s with %d turns", text.Interview, len(text.Turns))
	}
}

func TestSalvage_LeavesTheDamagedFileAlone(t *testing.T) {
	path, _, _ := filled(t, storagetest.Size{Interviews: 2, Findings: 5, Tags: 3})
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file = destroy(file, 1, false)
	if err := os.WriteFile(path, file, 0o400); err != nil {
		t.Fatal(err)
	}
	rescue(t, path)
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, file) {
		t.Error("the damaged file was changed", err)
	}
	if all, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(all) != 1 {
		t.Errorf("something was left beside it: %v", all)
	}
}

func TestSalvage_Refuses(t *testing.T) {
	path, _, _ := filled(t, storagetest.Size{Interviews: 1, Findings: 1, Tags: 1})
	empty := filepath.Join(t.TempDir(), "empty.throughline")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	free := filepath.Join(t.TempDir(), "out.throughline")
	for _, tc := range []struct {
		name, path, out string
		want            app.Code
	}{
		{"to a file that exists", path, path, app.EInvalid},
		{"an empty file", empty, free, app.EDamaged},
		{"no file", filepath.Join(t.TempDir(), "none"), free, app.ENotFound},
		{"into a folder that is not there", path, filepath.Join(t.TempDir(), "no", "out"), app.EIO},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := storage.Salvage(t.Context(), tc.path, tc.out, nil); app.CodeOf(err) != tc.want {
				t.Errorf("%v, want %s", err, tc.want)
			}
		})
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(free), "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
