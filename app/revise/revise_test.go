package revise_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/passage"
	"throughline/app/revise"
)

// room is a study with one interview, two tags, a theme and an insight that rests on a finding.
type room struct {
	*apptest.Bench
	*apptest.Session
	study *app.Study
	tag   *app.Tag
	s     *revise.Service
}

func newRoom(t *testing.T, turns ...string) *room {
	t.Helper()
	b := apptest.New(t)
	if len(turns) == 0 {
		turns = []string{"Mod: How did the rollout go?", "P: We waited two weeks for the permissions.", "Mod: Who grants them?",
			"P: Nobody could tell us, so we asked around.", "P: My name is Anna Petrova, ask anyone."}
	}
	st := b.Study("Rollout")
	r := &room{Bench: b, study: st, Session: b.Session(st, "P07", turns...), tag: b.Tag(st, "Permissions", "")}
	r.s = &revise.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	return r
}

func (r *room) base() *app.Transcript {
	r.T.Helper()
	tr, err := r.Store.Transcript(r.T.Context(), r.ID)
	if err != nil {
		r.T.Fatal(err)
	}
	return tr
}

// edited is the draft in which words of the text are others.
func (r *room) edited(pairs ...string) revise.Draft {
	base := r.base()
	turns := revise.TurnsOf(base)
	for i := range turns {
		turns[i].Text = strings.NewReplacer(pairs...).Replace(turns[i].Text)
	}
	return revise.Edit(base, turns)
}

func (r *room) apply(d revise.Draft) *revise.Review {
	r.T.Helper()
	rev, err := r.s.Apply(r.T.Context(), d, nil)
	if err != nil {
		r.T.Fatal(err)
	}
	return rev
}

// found searches the full text and returns the words of the turns that match.
func (r *room) found(words string) []string {
	r.T.Helper()
	hits, err := r.Store.Search(r.T.Context(), words, "", []app.Kind{app.KindTranscript}, 10)
	if err != nil {
		r.T.Fatal(err)
	}
	var out []string
	for _, h := range hits {
		out = append(out, h.Snippet)
	}
	return out
}

func TestApply_IsOneStepThatCarriesFindingsAndUndoGivesBackEveryByte(t *testing.T) {
	r := newRoom(t)
	kept := r.Finding("two weeks for the permissions", r.tag.ID)
	changed := r.Finding("Nobody could tell us", r.tag.ID)
	lost := r.Finding("How did the rollout go?")
	theme := r.Theme(r.study, "Waiting", kept, lost)
	r.Insight(r.study, "Permissions take weeks", app.Evidence{Finding: lost.ID, Stance: app.Supports}, app.Evidence{Theme: theme.ID, Stance: app.Supports})
	d := r.edited("We waited", "Honestly, we waited", "Nobody", "No one", "How did the rollout go?", "Tell me.")
	r.OneStep(t, "Edit transcript of "+r.Title, func() error { _, err := r.s.Apply(t.Context(), d, nil); return err })
	now := r.base()
	if now.Revision != 2 || !strings.Contains(now.Text, "Honestly, we waited two weeks") {
		t.Fatalf("revision %d: %q", now.Revision, now.Text)
	}
	for _, row := range []struct {
		f     *app.Finding
		quote string
		text  app.TranscriptID
	}{{kept, "two weeks for the permissions", now.ID}, {changed, "No one could tell us", now.ID}, {lost, "How did the rollout go?", r.Text.ID}} {
		f := apptest.Find(r.Bench, row.f)
		if f.Quote != row.quote || f.Transcript != row.text || len(f.Tags) != len(row.f.Tags) {
			t.Errorf("finding %q: now %q in %s with %d tags, want %q in %s", row.f.Quote, f.Quote, f.Transcript, len(f.Tags), row.quote, row.text)
		}
		if f.Transcript == now.ID && now.Text[f.Start:f.End] != f.Quote {
			t.Errorf("the quote %q is not the text %q", f.Quote, now.Text[f.Start:f.End])
		}
	}
	if got := r.found("honestly"); len(got) != 1 {
		t.Errorf("search finds the new word %d times, want once", len(got))
	}
	if got := r.found("rollout"); len(got) != 0 {
		t.Errorf("search finds words that are gone: %q", got)
	}
}

func TestPreview_StoresNothingAndListsWhatIsNotKept(t *testing.T) {
	r := newRoom(t)
	r.Finding("two weeks for the permissions")
	r.Finding("Nobody could tell us")
	r.Finding("How did the rollout go?")
	d := r.edited("Nobody", "No one", "How did the rollout go?", "Tell me.")
	var rev *revise.Review
	r.Nothing(t, "", func() (err error) { rev, err = r.s.Preview(t.Context(), d); return err })
	if rev.Count(passage.Kept) != 1 || rev.Count(passage.Changed) != 1 || rev.Count(passage.Lost) != 1 || rev.Words != 7 {
		t.Errorf("kept %d, changed %d, lost %d, %d words", rev.Count(passage.Kept), rev.Count(passage.Changed), rev.Count(passage.Lost), rev.Words)
	}
	if list := rev.Doubtful(); len(list) != 2 || list[0].Verdict != passage.Lost || list[1].Now != "No one could tell us" || list[1].Confidence >= 1 {
		t.Errorf("Doubtful() = %+v", list)
	}
}

func TestPreview_Refuses(t *testing.T) {
	r := newRoom(t)
	old := r.edited("two", "three")
	r.Nothing(t, app.EInvalid, func() error { _, err := r.s.Preview(t.Context(), r.edited()); return err })
	r.Nothing(t, app.EInvalid, func() error { _, err := r.s.Preview(t.Context(), revise.Edit(r.base(), nil)); return err })
	r.Nothing(t, app.ENotFound, func() error { _, err := r.s.Preview(t.Context(), revise.Draft{Interview: "none"}); return err })
	r.apply(r.edited("two", "four"))
	r.Nothing(t, app.EConflict, func() error { _, err := r.s.Apply(t.Context(), old, nil); return err })
}

func TestApply_FollowsChoices(t *testing.T) {
	r := newRoom(t)
	a, b := r.Finding("Nobody could tell us"), r.Finding("How did the rollout go?")
	d := r.edited("Nobody", "No one", "How did the rollout go?", "Tell me about it.")
	rev, err := r.s.Preview(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(rev.Next.Text, "Tell me about it")
	choices := map[app.FindingID]revise.Choice{a.ID: {Leave: true}, b.ID: {Span: app.Span{Start: at, End: at + 17}}}
	r.OneStep(t, "Edit transcript of "+r.Title, func() error { _, err := r.s.Apply(t.Context(), d, choices); return err })
	if f := apptest.Find(r.Bench, a); f.Quote != a.Quote || f.Transcript != r.Text.ID {
		t.Errorf("left without a place: %q in %s", f.Quote, f.Transcript)
	}
	if f := apptest.Find(r.Bench, b); f.Quote != "Tell me about it." || f.Transcript == r.Text.ID {
		t.Errorf("placed by hand: %q", f.Quote)
	}
	choices[b.ID] = revise.Choice{Span: app.Span{Start: 0, End: 1 << 20}}
	r.Nothing(t, app.EInvalid, func() error { _, err := r.s.Apply(t.Context(), r.edited("two", "six"), choices); return err })
}

func TestPlace_GivesAFindingAPlaceAgain(t *testing.T) {
	r := newRoom(t)
	f := r.Finding("How did the rollout go?", r.tag.ID)
	r.apply(r.edited("How did the rollout go?", "Tell me about it."))
	r.OneStep(t, "Place finding", func() error { return r.s.Place(t.Context(), f.ID, r.base(), app.Span{Start: 0, End: 17}) })
	if got := apptest.Find(r.Bench, f); got.Quote != "Tell me about it." || got.Transcript != r.base().ID || !got.HasTag(r.tag.ID) || got.Speaker != "Mod" {
		t.Errorf("placed: %+v", got)
	}
}

func TestPlace_FollowsTheWordsIntoALaterText(t *testing.T) {
	r := newRoom(t)
	f := r.Finding("How did the rollout go?", r.tag.ID)
	r.apply(r.edited("How did the rollout go?", "Tell me about it."))
	seen := r.base()
	r.apply(r.edited("Tell me about it.", "Please: Tell me about it."))
	if err := r.s.Place(t.Context(), f.ID, seen, app.Span{Start: 0, End: 17}); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(r.Bench, f); got.Quote != "Tell me about it." {
		t.Errorf("placed at %q", got.Quote)
	}
}

func TestBack_BringsLostFindingsAgain(t *testing.T) {
	r := newRoom(t)
	f := r.Finding("How did the rollout go?", r.tag.ID)
	r.apply(r.edited("How did the rollout go?", "Tell me."))
	r.apply(r.edited("two", "three"))
	r.OneStep(t, "Go back to revision 1", func() error {
		_, err := r.s.Apply(t.Context(), revise.Back(r.base(), r.Text), nil)
		return err
	})
	now := r.base()
	if now.Text != r.Text.Text || now.Revision != 4 || now.Note != "As revision 1" || !slices.Equal(now.Turns, r.Text.Turns) {
		t.Errorf("revision %d %q: %q", now.Revision, now.Note, now.Text)
	}
	if got := apptest.Find(r.Bench, f); got.Transcript != now.ID || got.Span != f.Span {
		t.Errorf("the finding is at %v of %s, want %v of the latest", got.Span, got.Transcript, f.Span)
	}
	all, err := r.s.Revisions(t.Context(), r.ID)
	if err != nil || len(all) != 4 || all[0].Revision != 4 || all[2].Changed == 0 || all[0].Findings != 1 {
		t.Errorf("Revisions() = %d, %v", len(all), err)
	}
}

func TestRedact_MasksTheWordsEverywhereButInTheOlderRevision(t *testing.T) {
	r := newRoom(t)
	name, round := r.Finding("Anna Petrova", r.tag.ID), r.Finding("My name is Anna Petrova, ask anyone")
	d := revise.Redact(r.base(), []passage.Edit{{Span: r.Span("Anna Petrova"), With: "[name]"}})
	r.OneStep(t, "Redact 1 passage", func() error { _, err := r.s.Apply(t.Context(), d, nil); return err })
	if now := r.base(); !strings.Contains(now.Text, "My name is [name], ask anyone.") || now.Note != "Redacted 1 passage" {
		t.Fatalf("%q: %q", now.Note, now.Text)
	}
	if a, b := apptest.Find(r.Bench, name), apptest.Find(r.Bench, round); a.Quote != "[name]" || b.Quote != "My name is [name], ask anyone" || !a.HasTag(r.tag.ID) {
		t.Errorf("quotes %q and %q", a.Quote, b.Quote)
	}
	if got := r.found("petrova"); len(got) != 0 {
		t.Errorf("search still finds the name: %q", got)
	}
	r.OneStep(t, "Remove 1 older revision", func() error { return r.s.Forget(t.Context(), r.ID) })
	all, err := r.Store.Revisions(t.Context(), r.ID)
	if err != nil || len(all) != 1 || strings.Contains(all[0].Text, "Petrova") {
		t.Errorf("%d revisions left, %v", len(all), err)
	}
	r.Nothing(t, app.EInvalid, func() error { return r.s.Forget(t.Context(), r.ID) })
}

func TestRedact_MakesOverlappingMasksOne(t *testing.T) {
	r := newRoom(t)
	d := revise.Redact(r.base(), []passage.Edit{{Span: r.Span("Petrova, ask"), With: "[b]"}, {Span: r.Span("Anna Petrova"), With: "[a]"}})
	if !strings.Contains(d.Text, "My name is [a] anyone.") || len(d.Masks) != 1 {
		t.Errorf("Redact() = %q", d.Text)
	}
}

func TestForget_LeavesANoteOfWhatHadNoPlace(t *testing.T) {
	r := newRoom(t)
	bare, noted := r.Finding("How did the rollout go?"), r.Finding("Who grants them?")
	cs := r.Hand.Begin("Note")
	after := *noted
	after.Note = "Ask again"
	cs.Update(noted, &after)
	if err := r.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	r.apply(r.edited("How did the rollout go?", "Tell me.", "Who grants them?", "Hm."))
	r.OneStep(t, "Remove 1 older revision", func() error { return r.s.Forget(t.Context(), r.ID) })
	a, b := apptest.Find(r.Bench, bare), apptest.Find(r.Bench, noted)
	if a.Quote != "" || b.Quote != "" || b.Note != "Ask again" || a.Note != "The passage was removed with an older revision." {
		t.Errorf("left: %q %q and %q %q", a.Quote, a.Note, b.Quote, b.Note)
	}
}

func TestExchange_KeepsPeopleAndTimesWhereTheWordsAre(t *testing.T) {
	r := newRoom(t)
	f := r.Finding("two weeks for the permissions", r.tag.ID)
	lines := []string{"How did the rollout go?", "Well, we waited two weeks for the permissions.", "Who grants them?", "Nobody could tell us; we asked around.",
		"My name is Anna Petrova, ask anyone."}
	file := &app.Transcript{Text: strings.Join(lines, "\n")}
	at := 0
	for i, l := range lines {
		who := []string{"Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2", "Speaker 2"}[i]
		file.Turns = append(file.Turns, app.Turn{Span: app.Span{Start: at, End: at + len(l)}, Speaker: who, From: app.NoTime, To: app.NoTime})
		at += len(l) + 1
	}
	r.OneStep(t, "Replace transcript by better.txt", func() error {
		_, err := r.s.Apply(t.Context(), revise.Exchange(r.base(), file, "better.txt"), nil)
		return err
	})
	now, iv := r.base(), apptest.Find(r.Bench, r.Interview)
	if now.Turns[1].From != r.Text.Turns[1].From || now.Turns[3].From != r.Text.Turns[3].From {
		t.Errorf("times are not carried over: %v", now.Turns)
	}
	if one, two := iv.Speaker("Speaker 1"), iv.Speaker("Speaker 2"); one.Role != app.RoleModerator || two.Participant != r.Person.ID || len(iv.Speakers) != 2 {
		t.Errorf("speakers %+v", iv.Speakers)
	}
	if got := apptest.Find(r.Bench, f); got.Participant != r.Person.ID || got.Speaker != "Speaker 2" || got.Quote != f.Quote {
		t.Errorf("finding %+v", got)
	}
}

func TestEdit_CarriesCaptionsWhereTheirWordsAreKept(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	se := b.Session(st, "P01", "P: one two three four five six")
	tr := *se.Text
	tr.ID, tr.Revision = "t2", 2
	for i, w := range []string{"one two", "three four", "five six"} {
		at := strings.Index(tr.Text, w)
		tr.Cues = append(tr.Cues, app.Cue{Span: app.Span{Start: at, End: at + len(w)}, From: secs(i), To: secs(i + 1)})
	}
	tr.Pages = []app.PageBreak{{Start: tr.Cues[0].Start, Page: 1}, {Start: tr.Cues[1].Start, Page: 2}, {Start: tr.Cues[2].Start, Page: 3}}
	b.Put(&tr)
	s := &revise.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	turns := revise.TurnsOf(&tr)
	turns[0].Text = "well one two four five six"
	rev, err := s.Apply(t.Context(), revise.Edit(&tr, turns), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range rev.Next.Cues {
		got = append(got, fmt.Sprint(c.From, " ", rev.Next.Text[c.Start:c.End]))
	}
	for words, page := range map[string]int{"two": 1, "four": 2, "six": 3} {
		if got := rev.Next.PageAt(strings.Index(rev.Next.Text, words)); got != page {
			t.Errorf("%q is on page %d, want %d: %v", words, got, page, rev.Next.Pages)
		}
	}
	if want := []string{"0s one two", "1s four", "2s five six"}; !slices.Equal(got, want) {
		t.Errorf("captions %q, want %q", got, want)
	}
}

func TestApply_RandomEditsKeepEveryLaw(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 3))
		words := func(n int) string {
			pool := []string{"we", "waited", "naïve", "👩‍👩‍👧‍👦", "🇩🇪", "許可", "שלום", "e\u0302", "the", "price", "setup", "again", "x\u0301"}
			var out []string
			for range n {
				out = append(out, pool[r.IntN(len(pool))])
			}
			return passage.Clean(strings.Join(out, " "))
		}
		var turns []string
		for range 12 {
			turns = append(turns, []string{"Mod: ", "P: "}[r.IntN(2)]+words(3+r.IntN(12)))
		}
		rm := newRoom(t, turns...)
		for range 10 {
			at := r.IntN(len(rm.Text.Text))
			s := passage.Snap(rm.Text.Text, app.Span{Start: passage.Whole(rm.Text.Text, at), End: passage.Whole(rm.Text.Text, min(len(rm.Text.Text), at+40))})
			if s.Len() > 0 {
				f, err := passage.Anchor(rm.Interview, rm.Text, s)
				if err != nil {
					t.Fatal(err)
				}
				f.Stamp = rm.Hand.Stamp()
				rm.Put(f.WithTag(app.Tagging{Tag: rm.tag.ID, Author: "Mara", Provenance: app.ByHand, Created: f.Created}))
			}
		}
		hashes := []string{rm.Hash()}
		for range 4 {
			edit := revise.TurnsOf(rm.base())
			for range 3 {
				i := r.IntN(len(edit))
				switch r.IntN(4) {
				case 0:
					edit[i].Text = words(5) + "\r\n" + edit[i].Text
				case 1:
					edit = slices.Delete(edit, i, i+1)
				case 2:
					edit[i].Speaker = []string{"Mod", "P", "New"}[r.IntN(3)]
				default:
					k := r.IntN(len(edit))
					edit[i], edit[k] = edit[k], edit[i]
				}
				if len(edit) == 0 {
					break
				}
			}
			if _, err := rm.s.Apply(t.Context(), revise.Edit(rm.base(), edit), nil); app.CodeOf(err) == app.EInvalid {
				continue
			} else if err != nil {
				t.Fatal(err)
			}
			rm.Whole(t) // among others: each quote is the text at its place
			hashes = append(hashes, rm.Hash())
		}
		for i := len(hashes) - 2; i >= 0; i-- {
			if _, err := rm.Log.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if rm.Hash() != hashes[i] {
				t.Fatalf("seed %d: undo does not give back revision %d", seed, i+1)
			}
		}
	}
}
