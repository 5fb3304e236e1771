package storage_test

import (
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

func TestTranscript_FollowsRevisions(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Fill(t, s, storagetest.Size{Interviews: 6})
	first := f.Transcripts[0]
	revision := func() int { return must(s.Transcript(ctx, first.Interview))(t).Revision }
	for _, tr := range f.Transcripts { // more than are kept in memory
		if got := must(s.Transcript(ctx, tr.Interview))(t); !got.Equal(tr) {
			t.Errorf("Transcript() = %v, want %v", got, tr)
		}
	}
	if got := revision(); got != 1 {
		t.Fatalf("revision = %d, want 1", got)
	}
	next := *first
	next.ID, next.Revision = "revised", 2
	cs := app.NewChangeSet("Revise", "ana", noon)
	cs.Create(&next)
	e := apply(t, s, cs)
	if got := revision(); got != 2 {
		t.Errorf("after a new revision: revision = %d, want 2", got)
	}
	must(s.Revert(ctx, e.Seq))(t)
	if got := revision(); got != 1 {
		t.Errorf("after undo: revision = %d, want 1", got)
	}
	must(s.Reapply(ctx, e.Seq))(t)
	if got := revision(); got != 2 {
		t.Errorf("after redo: revision = %d, want 2", got)
	}
}

func TestTranscript_GivesEachCallerItsOwn(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Fill(t, s, storagetest.Size{Interviews: 1})
	id := f.Interviews[0].ID
	for range 2 {
		tr := must(s.Transcript(ctx, id))(t)
		if tr.Language != "en" {
			t.Fatalf("language = %q, want that of the file: another caller's change shows", tr.Language)
		}
		tr.Language = "changed"
	}
}

func TestFindingAt(t *testing.T) {
	s := storagetest.New(t)
	f := storagetest.Fill(t, s, storagetest.Size{Interviews: 2, Findings: 5, Tags: 3})
	x := f.Findings[3]
	for _, c := range []struct {
		name string
		id   app.TranscriptID
		span app.Span
		want app.FindingID
	}{
		{"same place", x.Transcript, x.Span, x.ID},
		{"shorter", x.Transcript, app.Span{Start: x.Start, End: x.End - 1}, ""},
		{"longer", x.Transcript, app.Span{Start: x.Start, End: x.End + 1}, ""},
		{"other text", f.Transcripts[1].ID, app.Span{Start: x.Start, End: x.End + 2}, ""},
		{"no such text", "gone", x.Span, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok, err := s.FindingAt(ctx, c.id, c.span)
			if err != nil || ok != (c.want != "") || ok && !got.Equal(x) {
				t.Errorf("FindingAt() = %v, %v, %v, want %q", got, ok, err, c.want)
			}
		})
	}
}
