package cli_test

import (
	"context"
	"encoding/json"
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

func TestPack_CallsPeopleByTheirCodes(t *testing.T) {
	s := newShell(t)
	run := func(args ...string) string {
		t.Helper()
		out, errOut, code := s.run(args...)
		if code != cli.ExitOK {
			t.Fatalf("%v: exit %d\n%s%s", args, code, out, errOut)
		}
		return out
	}
	b := apptest.New(t)
	study := b.Study("Checkout")
	slow := b.Tag(study, "Slow", "")
	who := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P5", Stamp: b.Hand.Stamp()}
	iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: study.ID, Title: "Call with Quorvia Zelm", Moderator: "Brunhild Oxt", Stamp: b.Hand.Stamp(), Speakers: []app.Speaker{
		{Label: "Brunhild Oxt", Name: "Brunhild Oxt", Role: app.RoleModerator}, {Label: "Quorvia Zelm", Name: "Quorvia", Role: app.RoleParticipant, Participant: who.ID},
		{Label: "Q. Zelm", Name: "Quorvia", Role: app.RoleParticipant, Participant: who.ID}, {Label: "Zorvan", Name: "Zorvan", Role: app.RoleParticipant}, {Label: "Wexil", Name: "Wexil", Role: app.RoleOther}}}
	tr := &app.Transcript{ID: app.NewID[app.TranscriptID](), Interview: iv.ID, Revision: 1, Language: "en", Note: "Zelm misheard", Stamp: b.Hand.Stamp()}
	for i, label := range []string{"Brunhild Oxt", "Quorvia Zelm", "Zorvan", "Q. Zelm", "Wexil", "Yondrick"} {
		at := len(tr.Text)
		tr.Text += "This is thing number " + string(rune('0'+i)) + "."
		tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: len(tr.Text)}, Speaker: label, From: app.NoTime, To: app.NoTime})
		tr.Text += "\n"
	}
	b.Put(who, iv, tr)
	old, err := passage.Anchor(iv, tr, tr.Turns[3].Span)
	if err != nil {
		t.Fatal(err)
	}
	old.Stamp = b.Hand.Stamp()
	b.Put(old)
	if err := b.Store.Backup(t.Context(), "team.throughline", nil); err != nil {
		t.Fatal(err)
	}
	run("pack", "-w", "team.throughline", "--with-findings", "--out", "jon.throughline")
	w := desk(t, "jon.throughline", "Jon")
	sets, err := w.Store.StepSets(t.Context(), 1, 1<<40)
	if err != nil || len(sets) == 0 {
		t.Fatal(err)
	}
	all, err := json.Marshal(sets)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Quorvia", "Zelm", "Zorvan", "Wexil", "Brunhild", "Yondrick"} {
		if strings.Contains(string(all), name) {
			t.Errorf("%q is in the part", name)
		}
	}
	there, err := w.Store.Find(t.Context(), iv.Ref())
	if err != nil {
		t.Fatal(err)
	}
	text, err := w.Store.Transcript(t.Context(), iv.ID)
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, u := range text.Turns {
		labels = append(labels, u.Speaker)
	}
	if got := strings.Join(labels, ", "); got != "Moderator, P5, Speaker, P5, Other, Speaker 2" {
		t.Errorf("they are called %s", got)
	}
	if n := len(there.(*app.Interview).Speakers); n != 4 || there.(*app.Interview).Title != "P5" {
		t.Errorf("%d speakers in %q", n, there.(*app.Interview).Title)
	}
	first, err := passage.Anchor(there.(*app.Interview), text, text.Turns[1].Span)
	if err != nil {
		t.Fatal(err)
	}
	first.Stamp = w.Hand.Stamp()
	first = first.WithTag(app.Tagging{Tag: slow.ID, Author: "Jon", Provenance: app.ByHand, Created: first.Created})
	cs := w.Hand.Begin("Code")
	cs.Create(first)
	if err := w.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	shut(t, w)
	run("merge", "team.throughline", "jon.throughline")
	w = desk(t, "team.throughline", "Mara")
	defer shut(t, w)
	for f, want := range map[app.Record]string{first: "Quorvia Zelm", old: "Q. Zelm"} {
		got, err := w.Store.Find(t.Context(), f.Ref())
		if err != nil || got.(*app.Finding).Speaker != want || got.(*app.Finding).Participant != who.ID {
			t.Errorf("came back as %+v, %v; want it said by %s", got, err, want)
		}
	}
	if back, err := w.Store.Find(t.Context(), iv.Ref()); err != nil || !back.Equal(iv) {
		t.Errorf("the interview came back as %+v, %v", back, err)
	}
}
