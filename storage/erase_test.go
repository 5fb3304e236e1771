package storage_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// forgetting drops the participants, interviews, transcripts, sources, findings and memos whose ids it holds, and one word everywhere.
type forgetting struct {
	ids  []string
	word string
}

func (f forgetting) Goes(r app.Ref) bool      { return slices.Contains(f.ids, r.ID) }
func (f forgetting) Words(text string) string { return strings.ReplaceAll(text, f.word, "[erased]") }
func (f forgetting) Record(r app.Record) app.Record {
	if f.Goes(r.Ref()) {
		return nil
	}
	if t, ok := r.(*app.Tag); ok && strings.Contains(t.Example, f.word) {
		c := *t
		c.Example = f.Words(t.Example)
		return &c
	}
	return r
}

// talk stores an interview of one person who says a word, and what hangs on it, and returns what forgets them.
func talk(t *testing.T, s *storage.Store) forgetting {
	t.Helper()
	st := &app.Study{ID: "s", Name: "Ordering", Stamp: by}
	p := &app.Participant{ID: "p", Code: "P07", Stamp: by}
	src := &app.Source{ID: "src", Name: "a.txt", Format: "txt", Hash: "h", Data: []byte(strings.Repeat("The blixtarken again. ", 20)), Stamp: by}
	iv := &app.Interview{ID: "i", Study: "s", Source: "src", Title: "P07", Stamp: by, Speakers: []app.Speaker{{Label: "P", Role: app.RoleParticipant, Participant: "p"}}}
	text := "The blixtarken closed my order."
	tr := &app.Transcript{ID: "t", Interview: "i", Revision: 1, Text: text, Stamp: by, Turns: []app.Turn{{Span: app.Span{End: len(text)}, Speaker: "P", From: app.NoTime, To: app.NoTime}}}
	f := &app.Finding{ID: "f", Study: "s", Interview: "i", Transcript: "t", Participant: "p", Span: app.Span{Start: 4, End: 14}, Quote: "blixtarken", At: app.NoTime, Stamp: by}
	tag := &app.Tag{ID: "tag", Study: "s", Name: "Ordering", Example: "The blixtarken", Status: app.TagActive, Stamp: by}
	th := &app.Theme{ID: "th", Study: "s", Name: "Orders", Stamp: by}
	commit(t, s, st, p, src, iv, tr, tag, f, th, &app.Placement{Theme: "th", Finding: "f", Stamp: by})
	noted := *f
	noted.Note = "What is a blixtarken?"
	cs := app.NewChangeSet("Note on blixtarken", "ana", noon)
	cs.Update(f, &noted)
	apply(t, s, cs)
	m := &app.Memo{ID: "m", On: f.Ref(), Kind: app.MemoFree, Text: "On the blixtarken", Stamp: by}
	commit(t, s, m)
	e := commit(t, s, &app.Memo{ID: "m2", Kind: app.MemoFree, Text: "Undone: blixtarken", Stamp: by})
	if _, err := s.Revert(ctx, e.Seq); err != nil {
		t.Fatal(err)
	}
	return forgetting{ids: []string{"p", "src", "i", "t", "f", "m"}, word: "blixtarken"}
}

func forget(ctx context.Context, s *storage.Store, f forgetting) error {
	_, err := s.Erase(ctx, func(app.ErasureView) (*app.ErasureOrder, error) {
		return &app.ErasureOrder{Scrub: f, Label: "Erase a participant", Hand: app.Hand{Author: "ana"}}, nil
	}, nil)
	return err
}

func TestErase_EveryStepOfItIsNeeded(t *testing.T) {
	for _, tt := range []struct {
		name, skip string
		left       bool // whether remains are found
	}{
		{"nothing left out", "", false},
		{"what was taken back", "Clearing what was taken back", true},
		{"the history", "Rewriting the history", true},
		{"the full-text index", "Renewing the full-text index", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := fresh(t)
			f := talk(t, s)
			s.SkipInErasure(tt.skip)
			if err := forget(ctx, s, f); err != nil {
				t.Fatal(err)
			}
			if err := s.Purge(ctx, nil); err != nil {
				t.Fatal(err)
			}
			if left := storagetest.Remains(t, s.Path(), "blixtarken"); len(left) > 0 != tt.left {
				t.Errorf("remains: %q; want some: %v", left, tt.left)
			}
		})
	}
}

func TestErase_StoppedBeforeTheEndNothingHasChanged(t *testing.T) {
	s := fresh(t)
	f := talk(t, s)
	before, err := s.ContentHash(ctx)
	if err != nil {
		t.Fatal(err)
	}
	stopped, cancel := context.WithCancel(ctx)
	_, err = s.Erase(stopped, func(app.ErasureView) (*app.ErasureOrder, error) {
		return &app.ErasureOrder{Scrub: f}, nil
	}, func(_, _ int64, what string) {
		if what == "Noting what was done" {
			cancel()
		}
	})
	if app.CodeOf(err) != app.ECanceled {
		t.Fatalf("Erase() = %v, want it stopped", err)
	}
	after, err := s.ContentHash(ctx)
	if err != nil || after != before {
		t.Errorf("the workspace is another than before, %v", err)
	}
}

func TestErase_EmptiesTheFile(t *testing.T) {
	s := fresh(t)
	f := talk(t, s)
	if err := forget(ctx, s, f); err != nil {
		t.Fatal(err)
	}
	if err := s.Purge(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(s.Path() + "-wal"); err == nil && info.Size() > 0 {
		t.Errorf("the log holds %d bytes", info.Size())
	}
	if rep, err := s.Check(ctx, nil); err != nil || !rep.OK {
		t.Errorf("Check() = %q, %v", rep.Problems, err)
	}
}

func TestPurge_SaysWhoReadsOn(t *testing.T) {
	s := fresh(t)
	f := talk(t, s)
	other, err := storage.Open(ctx, s.Path(), storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	if err := forget(ctx, s, f); err != nil {
		t.Fatal(err)
	}
	err = other.SurveyErasure(ctx, func(v app.ErasureView) error {
		if err := v.Labels(ctx, func(string) error { return nil }); err != nil {
			return err
		}
		if err := forget(ctx, s, f); err != nil {
			return err
		}
		soon, cancel := context.WithTimeout(ctx, 1)
		defer cancel()
		return s.Purge(soon, nil)
	})
	if app.CodeOf(err) != app.ECanceled {
		t.Errorf("Purge() while somebody reads = %v, want it to wait", err)
	}
	if err := s.Purge(ctx, nil); err != nil {
		t.Errorf("Purge() afterwards = %v", err)
	}
}

func TestEraseCopy_TellsApartWhatItFinds(t *testing.T) {
	s := fresh(t)
	f := talk(t, s)
	dir := s.Path() + ".backups"
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, filepath.Join(dir, "good.throughline"), nil); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"bad.throughline": "no workspace", "cut.throughline.part": "blixtarken", "bad.throughline-wal": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	names, err := s.Copies(ctx)
	if want := []string{"bad.throughline", "cut.throughline.part", "good.throughline"}; err != nil || !slices.Equal(names, want) {
		t.Fatalf("Copies() = %v, %v; want %v", names, err, want)
	}
	for name, want := range map[string]app.Code{"bad.throughline": app.EDamaged, "cut.throughline.part": "", "good.throughline": ""} {
		touched, err := s.EraseCopy(ctx, name, func(app.ErasureView) (*app.ErasureOrder, error) { return &app.ErasureOrder{Scrub: f}, nil })
		if app.CodeOf(err) != want || touched != (want == "") {
			t.Errorf("EraseCopy(%s) = %v, %v; want %q", name, touched, err, want)
		}
	}
	if touched, err := s.EraseCopy(ctx, "good.throughline", func(app.ErasureView) (*app.ErasureOrder, error) { return nil, nil }); touched || err != nil {
		t.Errorf("EraseCopy() with nothing to do = %v, %v", touched, err)
	}
	why := errors.New("why")
	if _, err := s.EraseCopy(ctx, "good.throughline", func(app.ErasureView) (*app.ErasureOrder, error) { return nil, why }); !errors.Is(err, why) {
		t.Errorf("EraseCopy() = %v, want what the plan said", err)
	}
	if left := storagetest.Remains(t, filepath.Join(dir, "good.throughline"), "blixtarken"); len(left) > 0 {
		t.Errorf("the backup still holds %q", left)
	}
}
