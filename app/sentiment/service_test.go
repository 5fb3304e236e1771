package sentiment_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
	"throughline/app/sentiment"
)

// bench is a workspace with some findings.
type bench struct {
	*apptest.Bench
	study  *app.Study
	sounds *sentiment.Service
	coding *coding.Service
}

func newBench(t *testing.T) *bench {
	b := &bench{Bench: apptest.New(t)}
	b.study = b.Study("Onboarding")
	b.sounds = &sentiment.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	b.coding = &coding.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	return b
}

// notes stores findings that are notes.
func (b *bench) notes(texts ...string) (ids []app.FindingID) {
	for _, s := range texts {
		f := &app.Finding{ID: app.NewID[app.FindingID](), Study: b.study.ID, Note: s, At: app.NoTime, Stamp: b.Hand.Stamp()}
		b.Put(f)
		ids = append(ids, f.ID)
	}
	return ids
}

func (b *bench) refresh(want int) {
	b.T.Helper()
	if n, err := b.sounds.Refresh(b.T.Context(), nil); err != nil || n != want {
		b.T.Errorf("Refresh() = %d, %v, want %d", n, err, want)
	}
}

func (b *bench) find(q app.FindingQuery) (texts []string) {
	b.T.Helper()
	q.Study = b.study.ID
	rows, err := b.Store.Findings(b.T.Context(), q)
	if err != nil {
		b.T.Fatal(err)
	}
	for _, r := range rows {
		texts = append(texts, r.Note)
	}
	slices.Sort(texts)
	return texts
}

func (b *bench) judge(id app.FindingID, v int) {
	b.T.Helper()
	if err := b.coding.SetSentiment(b.T.Context(), []app.FindingID{id}, v); err != nil {
		b.T.Fatal(err)
	}
}

func TestRefresh_EstimatesWhatIsNewOrChanged(t *testing.T) {
	b := newBench(t)
	ids := b.notes("The scanner is great, I love it", "Nobody answered the phone", "We start at six", "Das ist ein sehr gutes Produkt und ich bin zufrieden")
	b.refresh(4)
	b.refresh(0)
	if got := b.find(app.FindingQuery{Sounds: []app.Sound{app.Negative}}); !slices.Equal(got, []string{"Nobody answered the phone"}) {
		t.Errorf("negative: %q", got)
	}
	if got := b.find(app.FindingQuery{Kinds: []app.StatementKind{app.StatesPain, app.StatesPraise}}); len(got) != 2 {
		t.Errorf("pain or praise: %q", got)
	}
	if err := b.coding.Note(t.Context(), ids[2], "The rota is confusing and slow"); err != nil {
		t.Fatal(err)
	}
	b.refresh(1)
	facets, err := b.Store.FindingFacets(t.Context(), app.FindingQuery{Study: b.study.ID})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(facets.Sounds, facets.Unestimated), "[{negative negative 2 2} {positive positive 1 1}] 0"; got != want {
		t.Errorf("facets %s, want %s", got, want)
	}
	rows, err := b.Store.FindingsByID(t.Context(), ids[:1])
	if err != nil || rows[0].Estimate.Sound != app.Positive || rows[0].Estimate.Score <= 0 || rows[0].Estimate.Sure <= 0.5 || !slices.Equal(rows[0].Estimate.Kinds, []app.StatementKind{app.StatesPraise}) {
		t.Errorf("%+v, %v", rows[0].Estimate, err)
	}
}

func TestSounds_WhatAPersonSaidGoesFirstAndCanBeTakenBack(t *testing.T) {
	b := newBench(t)
	ids := b.notes("The scanner is great, I love it", "We start at six")
	b.refresh(2)
	negative := func() []string { return b.find(app.FindingQuery{Sounds: []app.Sound{app.Negative}}) }
	for _, v := range []struct {
		said int
		find app.Sound
	}{{-1, app.Negative}, {-2, app.Negative}, {2, app.Positive}, {app.SaidNeutral, app.Neutral}, {app.SaidMixed, app.Mixed}} {
		b.judge(ids[0], v.said)
		if got := b.find(app.FindingQuery{Sounds: []app.Sound{v.find}}); !slices.Contains(got, "The scanner is great, I love it") {
			t.Errorf("said %d, %s has %q", v.said, v.find, got)
		}
	}
	b.judge(ids[0], -1)
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := negative(); len(got) > 0 {
		t.Errorf("after undo negative is %q", got)
	}
}

func TestRefresh_LearnsFromWhatPeopleSaid(t *testing.T) {
	b := newBench(t)
	var said []string
	for i := range 12 {
		said = append(said, fmt.Sprintf("The depot list number %d is on paper", i))
	}
	for _, id := range b.notes(said...) {
		b.judge(id, -1)
	}
	b.notes("All our lists are on paper")
	b.refresh(13)
	if got := b.find(app.FindingQuery{Sounds: []app.Sound{app.Negative}}); !slices.Contains(got, "All our lists are on paper") {
		t.Errorf("negative: %q", got)
	}
	r, err := b.sounds.Explain(t.Context(), "All our lists are on paper")
	if err != nil || r.Learned < 10 || r.Sound != app.Negative || !strings.Contains(r.Say(), "learned from 12 decisions: negative, by its likeness") {
		t.Errorf("%+v, %v: %s", r, err, r.Say())
	}
}

func TestWords_AreOneStepEachAndHeeded(t *testing.T) {
	b := newBench(t)
	b.notes("It feels latticey")
	b.refresh(1)
	if err := b.sounds.SetWord(t.Context(), " Latticey ", -2); err != nil {
		t.Fatal(err)
	}
	b.refresh(1)
	if got := b.find(app.FindingQuery{Sounds: []app.Sound{app.Negative}}); len(got) != 1 {
		t.Errorf("negative: %q", got)
	}
	if err := b.sounds.SetWord(t.Context(), "latticey", 2); err != nil {
		t.Fatal(err)
	}
	all, err := b.sounds.Words(t.Context())
	if err != nil || len(all) != 1 || all[0].Weight != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := b.sounds.RemoveWord(t.Context(), all[0].ID); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := b.Log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := b.sounds.Words(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("after undo of all: %+v, %v", all, err)
	}
	for _, tc := range []struct {
		words  string
		weight float64
	}{{" ", 1}, {"fine", 4}, {strings.Repeat("long ", 30), 1}} {
		if err := b.sounds.SetWord(t.Context(), tc.words, tc.weight); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%q %g: %v, want EInvalid", tc.words, tc.weight, err)
		}
	}
	if err := b.sounds.RemoveWord(t.Context(), "gone"); app.CodeOf(err) != app.ENotFound {
		t.Errorf("remove what is not there: %v, want ENotFound", err)
	}
}

func TestExplain_SaysWhyInASentence(t *testing.T) {
	b := newBench(t)
	for _, tc := range []struct{ name, text, want, kinds string }{
		{"blame", "The onboarding was confusing and I gave up.", "Lexicon estimate: negative, because “confusing”, “gave up” (fairly sure).", "Pain point: “was confusing”"},
		{"nothing", "We start at six.", "Lexicon estimate: neutral, no word speaks for more (a guess).", ""},
		{"German", "Das ist ein sehr gutes Produkt und ich bin zufrieden", "Not English: no estimate.", ""},
		{"urgent", "We urgently need a key.", "Lexicon estimate: neutral, no word speaks for more (a guess).", "Need: “We urgently need”; High urgency: “urgently”"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := b.sounds.Explain(t.Context(), tc.text)
			if err != nil || r.Say() != tc.want || strings.Join(r.SayKinds(), "; ") != tc.kinds {
				t.Errorf("%q, %q, %v", r.Say(), r.SayKinds(), err)
			}
		})
	}
}

func TestFindings_EstimatesWithoutWriting(t *testing.T) {
	b := newBench(t)
	b.notes("Nobody answered the phone")
	rows, err := b.sounds.Findings(t.Context(), app.FindingQuery{Study: b.study.ID})
	if err != nil || len(rows) != 1 || rows[0].Estimate.Sound != app.Negative {
		t.Errorf("%+v, %v", rows, err)
	}
	b.refresh(1) // nothing was kept
}
