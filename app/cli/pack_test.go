package cli_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/cli"
	"throughline/app/passage"
	"throughline/app/workspace"
	"throughline/storage"
)

// desk opens a workspace file as somebody.
func desk(t *testing.T, path, author string) *workspace.Workspace {
	t.Helper()
	s, err := storage.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(context.Background(), s, app.Hand{Author: author})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func shut(t *testing.T, w *workspace.Workspace) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestPack_IsCodedBlindAndComesBack(t *testing.T) {
	s := newShell(t)
	run := func(want int, args ...string) string {
		t.Helper()
		out, errOut, code := s.run(args...)
		if code != want {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, want, out, errOut)
		}
		return out + errOut
	}
	b := apptest.New(t)
	study := b.Study("Checkout")
	slow := b.Tag(study, "Slow", "")
	talk := b.Session(study, "P1", "Mod: How is it?", "P: The page takes a minute. I do not trust the total. We order by phone.")
	shy := b.Session(study, "P2", "Mod: How is it?", "P: The quorvanish page never loads.")
	b.Session(study, "P3", "Mod: How is it?", "P: Well enough.")
	b.Put(&app.Consent{ID: "c", Participant: shy.Person.ID, Study: study.ID, Given: "2026-01-01", Scopes: []app.Scope{app.ScopeRecord}, Stamp: b.Hand.Stamp()},
		&app.Consent{ID: "d", Participant: talk.Person.ID, Study: study.ID, Given: "2026-01-01", Scopes: app.Scopes(), Stamp: b.Hand.Stamp()})
	mine := talk.Finding("The page takes a minute.", slow.ID)
	if err := b.Store.Backup(t.Context(), "team.throughline", nil); err != nil {
		t.Fatal(err)
	}
	out := run(cli.ExitOK, "pack", "-w", "team.throughline", "--audience", "inside", "--interview", "interview with p1", "--interview", "Interview with P2", "--out", "jon.throughline")
	if !strings.Contains(out, "2 interviews, 1 passage covered") {
		t.Errorf("pack says %q", out)
	}
	run(cli.ExitNotFound, "pack", "-w", "team.throughline", "--interview", "none", "--out", "x.throughline")
	run(cli.ExitUsage, "pack", "-w", "team.throughline")
	if _, err := os.Stat("x.throughline"); err == nil {
		t.Error("a pack of nothing was written")
	}
	w := desk(t, "jon.throughline", "Jon")
	if n, err := w.Store.Counts(t.Context(), ""); err != nil || n.Findings != 0 || n.Interviews != 2 {
		t.Errorf("in the pack: %+v, %v", n, err)
	}
	iv, text := *talk.Interview, talk.Text
	mark := func(words string, tags ...app.TagID) *app.Finding {
		f, err := passage.Anchor(&iv, text, talk.Span(words))
		if err != nil {
			t.Fatal(err)
		}
		f.Stamp = w.Hand.Stamp()
		for _, tag := range tags {
			f = f.WithTag(app.Tagging{Tag: tag, Author: "Jon", Provenance: app.ByHand, Created: f.Created})
		}
		return f
	}
	own := &app.Tag{ID: app.NewID[app.TagID](), Study: study.ID, Name: "Trust", Status: app.TagActive, Stamp: w.Hand.Stamp()}
	unused := &app.Theme{ID: app.NewID[app.ThemeID](), Study: study.ID, Name: "Mine", Stamp: w.Hand.Stamp()}
	cs := w.Hand.Begin("Code")
	cs.Create(own)
	cs.Create(unused)
	first, second := mark("The page takes a minute.", slow.ID), mark("I do not trust the total.", own.ID)
	cs.Create(first)
	cs.Create(second)
	renamed := *slow
	renamed.Name = "Sluggish"
	cs.Update(slow, &renamed)
	if err := w.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	shut(t, w)
	out = run(cli.ExitOK, "merge", "team.throughline", "jon.throughline")
	if !strings.Contains(out, "Jon and Mara agree on 1 interview: kappa") || !strings.Contains(out, "given to somebody to code") {
		t.Errorf("merge says %q", out)
	}
	if again := run(cli.ExitOK, "merge", "team.throughline", "jon.throughline"); !strings.Contains(again, "nothing new") {
		t.Errorf("again: %q", again)
	}
	w = desk(t, "team.throughline", "Mara")
	defer shut(t, w)
	for _, r := range []app.Record{first, second, own, mine} {
		if _, err := w.Store.Find(t.Context(), r.Ref()); err != nil {
			t.Errorf("%s: %v", app.NameOf(r), err)
		}
	}
	if _, err := w.Store.Find(t.Context(), unused.Ref()); app.CodeOf(err) != app.ENotFound {
		t.Error("a theme of the pack came along")
	}
	if got, err := w.Store.Find(t.Context(), slow.Ref()); err != nil || app.NameOf(got) != "Slow" {
		t.Errorf("the codebook was changed to %v by a pack", got)
	}
	if tr, err := w.Store.Transcript(t.Context(), shy.ID); err != nil || !strings.Contains(tr.Text, "quorvanish") {
		t.Errorf("what was covered in the pack is covered here: %v", err)
	}
}
