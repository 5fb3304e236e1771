package reader

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/passage"
	"throughline/app/revise"
)

// writing is a desk whose text can be changed.
func writing(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, mockTranscript())
	d.m.Revise, d.m.Files = d.w.Revise, d.w.Exchange
	return d.open()
}

// review asks what saving what is edited would do.
func (d *desk) review() review {
	d.t.Helper()
	var got *review
	d.m.ReviewEdit(func(r review) { got = &r })
	eventually(d.t, "the review comes", func() bool { return got != nil || len(d.errs) > 0 })
	if got == nil {
		d.t.Fatal(d.errs)
	}
	return *got
}

func (d *desk) save(r review, choices map[app.FindingID]revise.Choice) {
	d.t.Helper()
	done := false
	d.m.SaveRevision(r.draft, choices, func(*revise.Review) { done = true })
	eventually(d.t, "the revision is saved and read", func() bool { return done && d.m.Transcript.Revision == r.of.Next.Revision })
}

func TestEdit_ChangedWordsBecomeARevisionAndFindingsFollow(t *testing.T) {
	d := writing(t)
	first := d.m.Transcript.Turns[0]
	words := d.m.Transcript.Text[first.Start:first.End]
	last := d.m.Transcript.Turns[len(d.m.Transcript.Turns)-1]
	d.m.Mark(last.Span, []app.TagID{d.tags["Pricing"]}, app.ByHand)
	d.settle()
	if !d.m.BeginEdit(first.Start) || d.m.Editing().Words() != words {
		t.Fatalf("the field shows %q, want %q", d.m.Editing().Words(), words)
	}
	d.m.SetWords("Well. " + words)
	if n := d.m.Editing().Changed(); n != 1 {
		t.Errorf("%d turns changed, want 1", n)
	}
	r := d.review()
	if r.of.Count(passage.Kept) != 1 || len(r.of.Doubtful()) != 0 || d.m.Transcript.Revision != 1 {
		t.Errorf("kept %d of 1, revision %d", r.of.Count(passage.Kept), d.m.Transcript.Revision)
	}
	d.save(r, nil)
	if d.m.Editing() != nil || !strings.HasPrefix(d.m.Transcript.Text, "Well. ") || len(d.m.findings) != 1 || d.m.findings[0].Start != last.Start+6 {
		t.Errorf("text %.20q, %d findings", d.m.Transcript.Text, len(d.m.findings))
	}
	d.undo()
	eventually(t, "undo shows the text of before", func() bool { return d.m.Transcript.Revision == 1 && d.m.findings[0].Start == last.Start })
}

func TestEdit_SplitAndJoinGiveBackTheSameTurns(t *testing.T) {
	d := writing(t)
	turns := len(d.m.Transcript.Turns)
	d.m.BeginEdit(d.m.Transcript.Turns[1].Start)
	e := d.m.Editing()
	at := strings.Index(e.Words(), " ")
	before := e.Turn().Text
	d.m.SplitTurn(at)
	if turn, all, _, _ := e.Place(); turn != 3 || all != turns+1 || e.Changed() == 0 || e.Turn().Speaker != e.turns[1].Speaker {
		t.Errorf("turn %d of %d after splitting", turn, all)
	}
	d.m.SplitTurn(0) // nothing before it
	d.m.JoinTurn()
	if turn, all, _, _ := e.Place(); turn != 2 || all != turns || e.Turn().Text != before {
		t.Errorf("turn %d of %d: %q", turn, all, e.Turn().Text)
	}
	for range 200 {
		d.m.StepEdit(-1)
	}
	d.m.JoinTurn() // there is none before the first
	if turn, all, _, _ := e.Place(); turn != 1 || all != turns {
		t.Errorf("turn %d of %d at the start", turn, all)
	}
}

func TestEdit_NothingIsLostSilently(t *testing.T) {
	d := writing(t)
	d.m.BeginEdit(0)
	d.m.SetWords("Other words.")
	restore := d.m.DropEdit()
	if d.m.Editing() != nil || d.m.SetAside() != 0 {
		t.Error("the edit goes on after it was dropped")
	}
	restore()
	if e := d.m.Editing(); e == nil || e.Changed() != 1 {
		t.Fatal("what was dropped does not come back")
	}
	d.m.Open("i2", app.Span{}) // another interview, which there is not
	eventually(t, "it is looked for", func() bool { return d.m.Err != nil })
	d.m.Open("i1", app.Span{})
	eventually(t, "the interview is back", func() bool { return d.m.Loaded && d.m.Err == nil })
	if d.m.SetAside() != 1 || !d.m.BeginEdit(0) || d.m.Editing().Words() != "Other words." {
		t.Errorf("set aside %d, words %q", d.m.SetAside(), d.m.Editing().Words())
	}
}

func TestEdit_ATextChangedMeanwhileIsToldAndTheEditWaitsForUndo(t *testing.T) {
	d := writing(t)
	d.m.BeginEdit(0)
	d.m.SetWords("Other words.")
	turns := revise.TurnsOf(d.m.Transcript)
	turns[1].Text = "Somebody else wrote this."
	if _, err := d.w.Revise.Apply(context.Background(), revise.Edit(d.m.Transcript, turns), nil); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the text is read again", func() bool { return d.m.Transcript.Revision == 2 })
	if len(d.errs) != 1 || app.CodeOf(d.errs[0]) != app.EConflict || d.m.Editing() != nil {
		t.Fatalf("told %v", d.errs)
	}
	d.undo()
	eventually(t, "undo brings the text back", func() bool { return d.m.Transcript.Revision == 1 })
	if d.m.BeginEdit(0); d.m.Editing().Words() != "Other words." {
		t.Errorf("words %q", d.m.Editing().Words())
	}
}

func TestEdit_LostFindingsAreListedAndPlacedByHand(t *testing.T) {
	d := writing(t)
	u := d.m.Transcript.Turns[1]
	d.m.Mark(u.Span, []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.settle()
	id, quote := d.m.findings[0].ID, d.m.findings[0].Quote
	d.m.BeginEdit(u.Start)
	d.m.SetWords("")
	r := d.review()
	d.save(r, nil)
	if len(d.m.Unplaced()) != 1 || d.m.Unplaced()[0].Quote != quote || len(d.m.findings) != 0 {
		t.Fatalf("%d without a place, %d with one", len(d.m.Unplaced()), len(d.m.findings))
	}
	d.m.show(d.m.Unplaced()[0].Span)
	if span, ok := d.m.GoTo(); ok || d.m.wanted != id {
		t.Errorf("shows %v, where other words stand now", span)
	}
	d.m.Select(d.m.Transcript.Turns[0].Span)
	d.m.PlaceFinding(id)
	eventually(t, "it has a place", func() bool { return len(d.m.Unplaced()) == 0 && len(d.m.findings) == 1 })
	if f := d.m.findings[0]; f.ID != id || !f.HasTag(d.tags["Docs"]) || f.Span != d.m.Transcript.Turns[0].Span {
		t.Errorf("placed %+v", f.Finding)
	}
}

func TestEdit_SpeakerAndTimeOfATurn(t *testing.T) {
	d := writing(t)
	d.m.BeginEdit(d.m.Transcript.Turns[1].Start)
	d.m.SetTurn(func(u *revise.Turn) { u.Speaker, u.From = "Nils", 77e9 })
	d.save(d.review(), nil)
	if u := d.m.Transcript.Turns[1]; u.Speaker != "Nils" || u.From != 77e9 || d.m.Interview.Speaker("Nils").Role != app.RoleParticipant {
		t.Errorf("turn %+v", u)
	}
}

func TestModel_RedactsEverywhere(t *testing.T) {
	d := writing(t)
	word := strings.Fields(d.m.Transcript.Text)[0]
	spans := d.m.Occurrences(app.Span{End: len(word)})
	n := len(spans)
	done := 0
	d.m.Redact(spans, "[x]", func(n int) { done = n })
	eventually(t, "it is redacted", func() bool { return done > 0 && d.m.Transcript.Revision == 2 })
	if done != n || strings.Count(d.m.Transcript.Text, "[x]") != n || n == 0 {
		t.Errorf("%d redacted: %.60q", done, d.m.Transcript.Text)
	}
	var all []revise.Revision
	d.m.Revisions(func(r []revise.Revision) { all = r })
	eventually(t, "revisions are listed", func() bool { return all != nil })
	var back *review
	d.m.ReviewBack(all[1].Transcript, func(r review) { back = &r })
	eventually(t, "going back is reviewed", func() bool { return back != nil })
	d.save(*back, nil)
	forgot := false
	d.m.ForgetOlder(func() { forgot = true })
	eventually(t, "older ones are removed", func() bool { return forgot })
}

func TestModel_FindsWholeWordsOnly(t *testing.T) {
	for _, row := range []struct {
		text, words string
		want        int
	}{{"Ann met Anna. Ann's annual Ann", "Ann", 3}, {"we were, answered", "were", 1}, {"answered, were", "we", 2}, {"待つ待つ", "待", 2}, {"a aa a", "a", 2}} {
		m := &Model{Transcript: &app.Transcript{Text: row.text}}
		at := strings.Index(row.text, row.words)
		if got := m.Occurrences(app.Span{Start: at, End: at + len(row.words)}); len(got) != row.want {
			t.Errorf("%q in %q: %d places, want %d", row.words, row.text, len(got), row.want)
		}
	}
}

func TestModel_ReviewsAFile(t *testing.T) {
	d := writing(t)
	path := filepath.Join(t.TempDir(), "better.txt")
	text := "Moderator: A first question.\nP07: " + strings.Repeat("An answer to it. ", 3) + "\nModerator: And then?\nP07: That was all of it.\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var got *review
	d.m.ReviewFile(path, func(r review) { got = &r })
	eventually(t, "the file is compared", func() bool { return got != nil || len(d.errs) > 0 })
	if got == nil || got.of.Label != "Replace transcript by better.txt" || len(got.of.Next.Turns) != 4 {
		t.Fatalf("review %+v, %v", got, d.errs)
	}
	d.m.ReviewFile(filepath.Join(t.TempDir(), "none.txt"), func(review) { t.Error("a file that is not there is reviewed") })
	eventually(t, "it is told", func() bool { return len(d.errs) == 1 })
}

func TestModel_SpeakersFollow(t *testing.T) {
	d := writing(t)
	if talk := d.m.Talk(); len(talk.Voices) != 2 || talk.Words == 0 {
		t.Fatalf("talk %+v", talk)
	}
	d.m.Speaker(func(ctx context.Context, r Reviser, id app.InterviewID) error {
		return r.Merge(ctx, id, "Moderator", "P07")
	})
	eventually(t, "the speakers are one", func() bool { return len(d.m.Talk().Voices) == 1 && d.m.Transcript.Revision == 2 })
	var all []app.ParticipantRow
	d.m.Persons(func(p []app.ParticipantRow) { all = p })
	eventually(t, "people are listed", func() bool { return len(all) == 1 })
	if d.m.codeOf("p7") != "P07" {
		t.Error("the code is not known")
	}
}

func TestCut_PiecesAreShortAndGiveBackTheText(t *testing.T) {
	for _, row := range []struct {
		name, text string
		pieces     int
	}{
		{"nothing", "", 1}, {"short", "One. Two three.", 1}, {"sentences", strings.Repeat("One two three four. ", 100), 3},
		{"no end of a sentence", strings.Repeat("word ", 600), 3}, {"lines", strings.Repeat(strings.Repeat("word ", 30)+"\n", 20), 4},
		{"quoted ends", strings.Repeat("“Really now?” ", 200), 3}, {"cjk", strings.Repeat("待つ。 ", 400), 3},
	} {
		pieces := cut(row.text)
		var all strings.Builder
		for _, p := range pieces {
			all.WriteString(p.text + p.gap)
			if n := app.CountWords(p.text); n > maxPieceWords {
				t.Errorf("%s: a piece of %d words", row.name, n)
			}
		}
		if all.String() != row.text || len(pieces) != row.pieces {
			t.Errorf("%s: %d pieces, same %v; want %d", row.name, len(pieces), all.String() == row.text, row.pieces)
		}
	}
}

func TestEdit_ALongTurnIsEditedInPieces(t *testing.T) {
	tr := mockTranscript()
	long := strings.Repeat("Then we waited for another answer. ", 120)
	at := len(tr.Text) + 1
	tr.Text += "\n" + strings.TrimSpace(long)
	tr.Turns = append(tr.Turns, app.Turn{Span: app.Span{Start: at, End: len(tr.Text)}, Speaker: "P07", From: app.NoTime, To: app.NoTime})
	d := newDesk(t, tr)
	d.m.Revise = d.w.Revise
	d.open()
	d.m.BeginEdit(len(tr.Text) - 10)
	e := d.m.Editing()
	if _, _, part, parts := e.Place(); parts < 3 || part != parts {
		t.Fatalf("part %d of %d, want the last", part, parts)
	}
	d.m.StepEdit(-1)
	d.m.SetWords(strings.Replace(e.Words(), "answer", "reply", 1))
	if e.Changed() != 1 || strings.Count(e.Turn().Text, "reply") != 1 || len(e.Turn().Text) != len(strings.TrimSpace(long))-1 {
		t.Errorf("changed %d, %d bytes", e.Changed(), len(e.Turn().Text))
	}
	if marks := e.touched(); !slices.Contains(marks, true) || marks[0] {
		t.Errorf("touched %v", marks)
	}
}
