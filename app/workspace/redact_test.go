package workspace_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/vault"
	"throughline/app/workspace"
	"throughline/storage"
)

// redactBench is a workspace with a study of two interviews by people whose names are spoken.
func redactBench(t *testing.T) (*workspace.Workspace, *app.Study, []app.InterviewID) {
	t.Helper()
	ctx := context.Background()
	store, err := storage.Create(ctx, filepath.Join(t.TempDir(), "r.throughline"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Over(ctx, store, app.Hand{Author: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	w.Vault.Cost = vault.Cost{KiB: 64, Passes: 1, Threads: 1}
	st := &app.Study{ID: "s", Name: "Study", Stamp: w.Hand.Stamp()}
	cs := w.Hand.Begin("Put")
	cs.Create(st)
	var ids []app.InterviewID
	for i, text := range []string{
		"Anouk Vandersteen runs the desk. Write to anouk@vandersteen.example or ask Piet Oosterhuis.\nAnouk pays by card 4111 1111 1111 1111, she says. Call +31 6 5550 1234.",
		"I work with Anouk and with Piet Oosterhuis. Nothing else to say about the weather in May.",
	} {
		code := []string{"P07", "P08"}[i]
		p := &app.Participant{ID: app.ParticipantID(code), Code: code, Stamp: w.Hand.Stamp()}
		iv := &app.Interview{ID: app.InterviewID("i" + code), Study: st.ID, Title: "Interview " + code, Stamp: w.Hand.Stamp(),
			Speakers: []app.Speaker{{Label: []string{"Anouk Vandersteen", "P"}[i], Name: []string{"Anouk Vandersteen", "P"}[i], Role: app.RoleParticipant, Participant: p.ID}}}
		tr := &app.Transcript{ID: app.TranscriptID("t" + code), Interview: iv.ID, Revision: 1, Language: "en", Text: text, Stamp: w.Hand.Stamp(),
			Turns: []app.Turn{{Span: app.Span{End: len(text)}, Speaker: iv.Speakers[0].Label, From: app.NoTime, To: app.NoTime}}}
		cs.Create(p)
		cs.Create(iv)
		cs.Create(tr)
		ids = append(ids, iv.ID)
	}
	quote := "Anouk Vandersteen runs the desk."
	cs.Create(&app.Finding{ID: "f", Study: st.ID, Interview: ids[0], Transcript: "tP07", Span: app.Span{End: len(quote)}, Quote: quote, Speaker: "Anouk Vandersteen",
		Participant: "P07", At: app.NoTime, Stamp: w.Hand.Stamp()})
	if err := w.Log.Commit(ctx, cs); err != nil {
		t.Fatal(err)
	}
	return w, st, ids
}

func textOf(t *testing.T, w *workspace.Workspace, id app.InterviewID) string {
	t.Helper()
	tr, err := w.Store.Transcript(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return tr.Text
}

func all(r *analysis.Redaction) map[string]bool {
	chosen := map[string]bool{}
	for _, v := range r.Values {
		chosen[v.Key] = true
	}
	return chosen
}

func valueOf(t *testing.T, r *analysis.Redaction, kind, text string) analysis.PersonalValue {
	t.Helper()
	i := slices.IndexFunc(r.Values, func(v analysis.PersonalValue) bool { return v.Kind == kind && v.Text == text })
	if i < 0 {
		t.Fatalf("no %s %q among %+v", kind, text, r.Values)
	}
	return r.Values[i]
}

func TestRedact_AWholeStudyIsOneStepThatUndoTakesBack(t *testing.T) {
	w, st, ids := redactBench(t)
	ctx := t.Context()
	before := []string{textOf(t, w, ids[0]), textOf(t, w, ids[1])}
	r, err := w.FindPersonal(ctx, st.ID, nil, analysis.KnownNames{}, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	if v := valueOf(t, r, "person", "Anouk"); v.As != "[P07]" || v.Places != 2 || v.Interviews != 2 || v.Participant != "P07" {
		t.Errorf("the first name: %+v", v)
	}
	if v := valueOf(t, r, analysis.KindSpeaker, "Anouk Vandersteen"); v.As != "P07" || v.Places != 1 {
		t.Errorf("the speaker: %+v", v)
	}
	piet := valueOf(t, r, "person", "Piet Oosterhuis")
	if places := r.Places(piet.Key, 9); len(places) != 2 || places[0].Before != "Anouk Vandersteen runs the desk. Write to anouk@vandersteen.example or ask " &&
		!strings.HasPrefix(places[0].Before, "… ") || places[1].Interview != ids[1] || places[0].Words != "Piet Oosterhuis" {
		t.Errorf("places of Piet: %+v", places)
	}
	chosen := all(r)
	delete(chosen, valueOf(t, r, "card", "4111 1111 1111 1111").Key) // kept by the person
	done, err := w.Redact(ctx, r, chosen, nil)
	if err != nil || done.Interviews != 2 || done.Kept {
		t.Fatalf("Redact() = %+v, %v", done, err)
	}
	want := []string{
		"[P07] runs the desk. Write to [e-mail 1] or ask [person 1].\n[P07] pays by card 4111 1111 1111 1111, she says. Call [phone 1].",
		"I work with [P07] and with [person 1]. Nothing else to say about the weather in May.",
	}
	for i, id := range ids {
		if got := textOf(t, w, id); got != want[i] {
			t.Errorf("text %d = %q\nwant %q", i, got, want[i])
		}
	}
	f, err := w.Store.Find(ctx, app.Ref{Kind: app.KindFinding, ID: "f"})
	if err != nil {
		t.Fatal(err)
	}
	if f := f.(*app.Finding); f.Quote != "[P07] runs the desk." || f.Speaker != "P07" || f.Participant != "P07" {
		t.Errorf("the finding: %+v", f)
	}
	if _, err := w.Redact(ctx, r, chosen, nil); app.CodeOf(err) != app.EConflict {
		t.Errorf("the same again: %v", err)
	}
	if _, err := w.Redact(ctx, r, nil, nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("nothing chosen: %v", err)
	}
	if e, err := w.Log.Undo(ctx); err != nil || e.Label != "Redact 2 interviews" {
		t.Errorf("Undo() = %+v, %v", e, err)
	}
	for i, id := range ids {
		if got := textOf(t, w, id); got != before[i] {
			t.Errorf("after undo %q, want %q", got, before[i])
		}
	}
}

func TestRedact_WithTheVaultOpenNamesAreKnownAndKept(t *testing.T) {
	w, st, ids := redactBench(t)
	ctx := t.Context()
	if err := w.Vault.Create(ctx, "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	if err := w.Vault.PutContact(ctx, "P08", app.Contact{Name: "Piet Oosterhuis", Phone: "0031 655501234"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Vault.PutContact(ctx, "P07", app.Contact{Email: "ANOUK@vandersteen.example"}); err != nil {
		t.Fatal(err)
	}
	r, err := w.FindPersonal(ctx, st.ID, ids[:1], analysis.KnownNames{}, 0, nil) // first one interview
	if err != nil {
		t.Fatal(err)
	}
	if done, err := w.Redact(ctx, r, all(r), nil); err != nil || !done.Kept {
		t.Fatalf("Redact() = %+v, %v", done, err)
	}
	want := "[P07] runs the desk. Write to [P07 e-mail] or ask [P08].\n[P07] pays by card [card 1], she says. Call [P08 phone]."
	if got := textOf(t, w, ids[0]); got != want {
		t.Errorf("text = %q\nwant %q", got, want)
	}
	if who, err := w.Vault.Who(ctx, st.ID, "[P07]"); err != nil || len(who) != 1 || !slices.Contains(who[0].Real, "Anouk") || who[0].Participant != "P07" {
		t.Errorf("Who([P07]) = %+v, %v", who, err)
	}
	if who, err := w.Vault.Who(ctx, st.ID, "card 1"); err != nil || len(who) != 1 || who[0].Real[0] != "4111 1111 1111 1111" {
		t.Errorf("Who(card 1) = %+v, %v", who, err)
	}
	w.Vault.Lock()
	if err := w.Vault.Open(ctx, "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	r, err = w.FindPersonal(ctx, st.ID, nil, analysis.KnownNames{}, 0, nil) // then the rest: the same people by the same placeholders
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Redact(ctx, r, all(r), nil); err != nil {
		t.Fatal(err)
	}
	if got, want := textOf(t, w, ids[1]), "I work with [P07] and with [P08]. Nothing else to say about the weather in May."; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
	for range 2 {
		if _, err := w.Log.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if who, err := w.Vault.Who(ctx, st.ID, "[P07]"); err != nil || len(who) != 0 {
		t.Errorf("after undo the vault still keeps %+v, %v", who, err)
	}
}

func TestRedact_WhatWasReplacedOnceIsOnlyProposedElsewhere(t *testing.T) {
	w, st, ids := redactBench(t)
	ctx := t.Context()
	if err := w.Vault.Create(ctx, "seven crooked lamps"); err != nil {
		t.Fatal(err)
	}
	changes, err := w.Vault.AliasChanges(ctx, st.ID, []vault.AliasOf{{Alias: app.Alias{Kind: "person", Real: []string{"weather"}, As: "[person 9]"}},
		{Alias: app.Alias{Kind: "person", Real: []string{"Piet Oosterhuis"}, As: "[person 4]"}}})
	if err != nil {
		t.Fatal(err)
	}
	cs := w.Hand.Begin("Redact")
	cs.Changes = changes
	if err := w.Log.Commit(ctx, cs); err != nil {
		t.Fatal(err)
	}
	r, err := w.FindPersonal(ctx, st.ID, nil, analysis.KnownNames{}, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	if v := valueOf(t, r, "person", "Piet Oosterhuis"); v.As != "[person 4]" || analysis.SureBand(v.Score) == 0 || v.Places != 2 {
		t.Errorf("a name that is found by itself: %+v", v)
	}
	for _, v := range r.Values {
		if strings.Contains(v.Text, "weather") && (analysis.SureBand(v.Score) > 0 || v.As != "[person 9]") {
			t.Errorf("a word that was once taken for a name is chosen by itself: %+v", v)
		}
	}
	for i := range ids {
		if !slices.IsSortedFunc(r.Interviews[i].Found, func(a, b analysis.Personal) int { return a.Span.Start - b.Span.Start }) {
			t.Errorf("not in order: %+v", r.Interviews[i].Found)
		}
	}
}
