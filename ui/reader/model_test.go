package reader

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/workspace"
	"throughline/storage"
)

// desk is a model over a real workspace that holds the interview of the design's picture.
type desk struct {
	t     testing.TB
	w     *workspace.Workspace
	m     *Model
	parts Part
	errs  []error
	tags  map[string]app.TagID
}

var deskNow = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func newDesk(t testing.TB, tr *app.Transcript) *desk {
	t.Helper()
	ctx := context.Background()
	store, err := storage.Create(ctx, filepath.Join(t.TempDir(), "w.throughline"), storage.Options{Now: func() time.Time { return deskNow }})
	if err != nil {
		t.Fatal(err)
	}
	now := deskNow
	hand := app.Hand{Author: "ana", Now: func() time.Time { now = now.Add(time.Millisecond); return now }}
	var mu sync.Mutex // the clock is read from two goroutines
	next := hand.Now
	hand.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return next() }
	w, err := workspace.Over(ctx, store, hand)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, w: w, tags: map[string]app.TagID{}}
	cs := hand.Begin("Set up")
	cs.Create(&app.Study{ID: "s1", Name: "Onboarding friction, Q3", Stamp: hand.Stamp()})
	cs.Create(&app.Participant{ID: "p7", Code: "P07", Stamp: hand.Stamp()})
	cs.Create(&app.Interview{ID: "i1", Study: "s1", Title: "P07, Admin at a logistics company", Date: "2026-09-12", Stamp: hand.Stamp(),
		Speakers: []app.Speaker{{Label: "Moderator", Name: "Moderator", Role: app.RoleModerator},
			{Label: "P07", Name: "P07", Role: app.RoleParticipant, Participant: "p7"}}})
	tr.Stamp = hand.Stamp()
	cs.Create(tr)
	for i, name := range []string{"Permissions", "Pricing", "Docs", "Setup effort"} {
		id := app.TagID("tag-" + strings.ToLower(name))
		d.tags[name] = id
		cs.Create(&app.Tag{ID: id, Study: "s1", Name: name, Color: i, Status: app.TagActive, Stamp: hand.Stamp()})
	}
	if err := w.Log.Commit(ctx, cs); err != nil {
		t.Fatal(err)
	}
	d.m = &Model{Store: store, Places: store, Coding: w.Coding, Suggest: w.Analysis, Hand: hand,
		OnChange: func(p Part) { d.parts |= p }, OnError: func(err error) { d.errs = append(d.errs, err) }}
	cancel := w.Log.Subscribe(func(cs *app.ChangeSet) { taskPost(func() { d.m.Changed(cs) }) })
	t.Cleanup(func() {
		cancel()
		d.m.Close()
		runPosts()
		for _, err := range d.errs {
			if app.CodeOf(err) == app.EInternal {
				t.Errorf("inside: %v", err)
			}
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *desk) open() *desk {
	d.t.Helper()
	d.m.Open("i1", app.Span{})
	eventually(d.t, "the interview opens", func() bool { return d.m.Loaded })
	if d.m.Err != nil {
		d.t.Fatal(d.m.Err)
	}
	return d
}

func (d *desk) span(words string) app.Span { return spanOf(d.t, d.m.Transcript.Text, words) }

// settle lets all writes finish and their echoes arrive.
func (d *desk) settle() {
	d.m.writes.Mark()()
	for runPosts() {
		d.m.writes.Mark()()
	}
}

// saved are the findings in the workspace, by place.
func (d *desk) saved() []app.Finding {
	d.t.Helper()
	found, err := d.w.Store.InterviewFindings(context.Background(), "i1")
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

// looks is what of a finding can be seen.
func looks(f *app.Finding) string {
	return fmt.Sprintln(f.Span, f.Quote, f.TagIDs(), f.Note, f.Star, f.Stance)
}

// wantSaved checks that the workspace holds just what shows, and that signatures follow.
func (d *desk) wantSaved(n int) {
	d.t.Helper()
	d.settle()
	saved := d.saved()
	if len(saved) != n || len(d.m.findings) != n {
		d.t.Fatalf("%d findings saved and %d shown, want %d", len(saved), len(d.m.findings), n)
	}
	for i := range saved {
		if got, want := looks(&d.m.findings[i].Finding), looks(&saved[i]); got != want {
			d.t.Errorf("finding %d shows as %s, saved is %s", i, got, want)
		}
	}
	eventually(d.t, "all as it is stored", func() bool {
		return slices.EqualFunc(d.m.findings, saved, func(e *entry, f app.Finding) bool {
			return f.Equal(&e.Finding) && e.pending == 0 && !e.fresh
		})
	})
}

func (d *desk) undo() {
	d.t.Helper()
	if _, err := d.w.Log.Undo(context.Background()); err != nil {
		d.t.Fatal(err)
	}
	d.settle()
}

func TestModel_OpensWithTextTagsAndPeople(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	if d.m.Interview.Title != "P07, Admin at a logistics company" || d.m.Words != 114 || len(d.m.Choices()) != 4 {
		t.Errorf("title %q, %d words, %d tags", d.m.Interview.Title, d.m.Words, len(d.m.Choices()))
	}
	want := []string{"12 Sep · 13 min · 114 words · 0 findings", "12 Sep · 114 words · 0 findings", "12 Sep · 0 findings", "0 findings"}
	if got := d.m.Headlines(); !slices.Equal(got, want) {
		t.Errorf("headlines %q, want %q", got, want)
	}
}

func TestModel_SaysWhyAnInterviewCannotBeRead(t *testing.T) {
	d := newDesk(t, mockTranscript())
	d.m.Open("gone", app.Span{})
	eventually(t, "an answer", func() bool { return d.m.Loaded })
	if app.CodeOf(d.m.Err) != app.ENotFound {
		t.Errorf("err = %v", d.m.Err)
	}
	d.m.Changed(&app.ChangeSet{})
}

func TestMark_ShowsAtOnceAndIsWrittenBehind(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Select(d.span("I had to open a ticket"))
	d.m.Tag(d.tags["Permissions"])
	f := d.m.Active()
	if f == nil || f.Quote != "I had to open a ticket" || !f.HasTag(d.tags["Permissions"]) || f.Speaker != "P07" || d.m.Selection().Len() != 0 {
		t.Fatalf("shows %+v, selection %v", f, d.m.Selection())
	}
	local := f.ID
	d.wantSaved(1)
	if f := d.m.Active(); f == nil || f.ID == local {
		t.Error("the finding at hand has not got its stored id")
	}
	if got, want := d.m.Byline(), "P07 · 00:12:18 · you, just now"; got != want {
		t.Errorf("byline %q, want %q", got, want)
	}
}

func TestMark_TheFirstPictureHasTheTags(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	painted := 0
	d.m.OnChange = func(p Part) {
		if painted++; painted == 1 && (p&PartFindings == 0 || !d.m.Active().HasTag(d.tags["Docs"])) {
			t.Errorf("first picture: parts %b, %+v", p, d.m.Active())
		}
	}
	d.m.Select(d.span("nine days"))
	d.m.Tag(d.tags["Docs"])
	d.settle()
}

func TestMark_TheSameSpanIsTheSameFinding(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	span := d.span("took nine days")
	d.m.Mark(span, []app.TagID{d.tags["Permissions"]}, app.ByHand)
	d.m.Mark(span, []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.wantSaved(1)
	if n := len(d.saved()[0].Tags); n != 2 {
		t.Errorf("%d tags, want 2", n)
	}
}

func TestActs_FollowAFindingThatIsStillBeingWritten(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Select(d.span("faked the dashboard"))
	d.m.Tag(d.tags["Docs"])
	d.m.Tag(d.tags["Pricing"])
	d.m.ToggleStar()
	d.m.SetStance(app.Contradicts)
	d.m.Untag(d.tags["Docs"])
	d.m.SetNote("Second admin who waits on IT; compare P03.")
	d.m.Flush()
	d.wantSaved(1)
	f := d.saved()[0]
	if !f.Star || f.Stance != app.Contradicts || f.HasTag(d.tags["Docs"]) || !f.HasTag(d.tags["Pricing"]) || !strings.HasPrefix(f.Note, "Second") {
		t.Errorf("saved %+v", f)
	}
	d.m.SetStance(app.Contradicts)
	d.m.UntagNewest()
	d.m.ToggleStar()
	d.wantSaved(1)
	if f := d.saved()[0]; f.Star || f.Stance != "" || len(f.Tags) != 0 {
		t.Errorf("taken back, saved %+v", f)
	}
}

func TestDelete_AndUndoBringBackWhatWas(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Mark(d.span("nine days"), []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.m.Delete()
	if d.m.Active() != nil || len(d.m.findings) != 0 {
		t.Error("the finding still shows")
	}
	d.wantSaved(0)
	d.undo()
	d.wantSaved(1)
	d.undo()
	d.wantSaved(0)
}

func TestCreateTag_PutsANewTagOnTheSelection(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Select(d.span("ask your administrator"))
	d.m.CreateTag("  Dead   ends ")
	d.settle()
	tag := d.m.tags.named("dead ends")
	if tag == nil || !d.saved()[0].HasTag(tag.ID) {
		t.Fatalf("tags %+v, saved %+v", d.m.Choices(), d.saved())
	}
	d.m.Select(d.span("closed the tab"))
	d.m.CreateTag("DEAD ENDS")
	d.wantSaved(2)
	if !d.saved()[1].HasTag(tag.ID) {
		t.Error("a name that exists made another tag")
	}
	d.m.CreateTag("Third")
	d.wantSaved(2)
	if n := len(d.saved()[1].Tags); n != 2 {
		t.Errorf("a new tag on the finding at hand: %d tags, want 2", n)
	}
}

func TestCreateTag_GoesBackWithWhatItIsOn(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Select(d.span("ask your administrator"))
	d.m.CreateTag("Dead ends")
	d.wantSaved(1)
	d.undo()
	d.wantSaved(0)
	if d.m.tags.named("Dead ends") != nil {
		t.Error("one undo left the new tag without its passage")
	}
}

func TestChanged_OpensAgainWhatWasGone(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	ctx := t.Context()
	rec, err := d.w.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: "i1"})
	if err != nil {
		t.Fatal(err)
	}
	deps, err := d.w.Store.Dependants(ctx, rec.Ref())
	if err != nil {
		t.Fatal(err)
	}
	cs := d.w.Hand.Begin("Delete interview")
	cs.DeleteAll(d.w.Hand, deps, rec)
	if err := d.w.Log.Commit(ctx, cs); err != nil {
		t.Fatal(err)
	}
	eventually(t, "that it is gone", func() bool { return d.m.Err != nil })
	d.undo()
	eventually(t, "the interview again", func() bool { return d.m.Err == nil && d.m.Loaded && d.m.Transcript != nil })
}

func TestInVivo_TagsWithTheWordsThemselves(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Select(d.span("“ask your administrator”,"))
	d.m.InVivo()
	d.settle()
	if d.m.tags.named("ask your administrator") == nil {
		t.Errorf("tags %+v", d.m.Choices())
	}
	d.m.Select(d.span("I had to open a ticket with our IT people and that took nine days"))
	d.m.InVivo()
	d.settle()
	if d.m.tags.named("I had to open a ticket with our IT people and…") == nil {
		t.Errorf("tags %+v", d.m.Choices())
	}
}

func TestResize_ManyStepsAreOneWrite(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Mark(d.span("open a ticket"), nil, app.ByHand)
	d.settle()
	d.m.Resize(d.span("to open a ticket"))
	d.m.Resize(d.span("had to open a ticket"))
	d.m.Resize(d.span("I had to open a ticket"))
	if got := d.m.Active().Quote; got != "I had to open a ticket" {
		t.Errorf("shows %q", got)
	}
	eventually(t, "the boundary is written", func() bool { return d.m.draft == nil })
	d.wantSaved(1)
	d.undo()
	if got := d.saved()[0].Quote; got != "open a ticket" {
		t.Errorf("one undo led to %q", got)
	}
	d.wantSaved(1)
}

func TestNote_IsWrittenWhenTypingPauses(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Mark(d.span("nine days"), nil, app.ByHand)
	d.settle()
	for _, text := range []string{"W", "Wa", "Waits"} {
		d.m.SetNote(text)
	}
	if d.saved()[0].Note != "" {
		t.Error("written while typing")
	}
	eventually(t, "the note is written", func() bool { return d.m.draft == nil })
	d.wantSaved(1)
	d.m.SetNote("Waits again")
	d.m.Activate("")
	d.settle()
	if got := d.saved()[0].Note; got != "Waits again" {
		t.Errorf("leaving the finding saved %q", got)
	}
}

// brokenCoding refuses what it is told to.
type brokenCoding struct {
	Coding
	mark, star, note bool
}

var errDisk = &app.Error{Code: app.EIO, Message: "The disk is full."}

func (b *brokenCoding) MarkAs(ctx context.Context, seen *app.Transcript, s app.Span, tags []app.TagID, by app.Provenance) (*app.Finding, error) {
	if b.mark {
		return nil, errDisk
	}
	return b.Coding.MarkAs(ctx, seen, s, tags, by)
}

func (b *brokenCoding) Star(ctx context.Context, ids []app.FindingID, on bool) error {
	if b.star {
		return errDisk
	}
	return b.Coding.Star(ctx, ids, on)
}

func (b *brokenCoding) Note(ctx context.Context, id app.FindingID, text string) error {
	if b.note {
		return errDisk
	}
	return b.Coding.Note(ctx, id, text)
}

// A note that could not be written is nowhere but in the window: it stays there, and is written once that works again.
func TestNote_ThatCannotBeWrittenStays(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	broken := &brokenCoding{Coding: d.w.Coding, note: true}
	d.m.Coding = broken
	d.m.Mark(d.span("nine days"), nil, app.ByHand)
	d.settle()
	d.m.SetNote("Nine days of waiting")
	d.m.Flush()
	d.settle()
	d.m.reload()
	d.settle()
	if got := d.m.Active().Note; got != "Nine days of waiting" || len(d.errs) == 0 {
		t.Fatalf("the note is %q, errors %v", got, d.errs)
	}
	broken.note = false
	d.m.Flush()
	d.settle()
	if got := d.saved()[0].Note; got != "Nine days of waiting" {
		t.Errorf("stored is %q", got)
	}
}

func TestFailure_PutsThePictureBack(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	broken := &brokenCoding{Coding: d.w.Coding, mark: true}
	d.m.Coding = broken
	d.m.Mark(d.span("nine days"), []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.m.ToggleStar()
	d.settle()
	if len(d.errs) != 1 || !errors.Is(d.errs[0], errDisk) || len(d.m.findings) != 0 || d.m.Active() != nil {
		t.Errorf("errors %v, %d findings show", d.errs, len(d.m.findings))
	}
	*broken = brokenCoding{Coding: d.w.Coding, star: true}
	d.m.Mark(d.span("nine days"), nil, app.ByHand)
	d.settle()
	d.m.ToggleStar()
	if !d.m.Active().Star {
		t.Error("the star does not show at once")
	}
	d.settle()
	eventually(t, "the star goes", func() bool { return !d.m.Active().Star })
	if len(d.errs) != 2 {
		t.Errorf("errors %v", d.errs)
	}
}

func TestChanged_TakesInWhatOthersDo(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	f, err := d.w.Coding.Mark(context.Background(), "i1", d.span("nothing to show"), []app.TagID{d.tags["Pricing"]})
	if err != nil {
		t.Fatal(err)
	}
	d.wantSaved(1)
	tag := d.m.TagNamed(d.tags["Pricing"]).Tag
	tag.Name = "Price"
	if err := d.w.Coding.UpdateTag(context.Background(), tag); err != nil {
		t.Fatal(err)
	}
	if err := d.w.Coding.DeleteTag(context.Background(), d.tags["Docs"]); err != nil {
		t.Fatal(err)
	}
	d.settle()
	if d.m.TagNamed(tag.ID).Name != "Price" || d.m.TagNamed(d.tags["Docs"]) != nil {
		t.Errorf("tags %+v", d.m.Choices())
	}
	d.m.Activate(f.ID)
	if err := d.w.Coding.Delete(context.Background(), []app.FindingID{f.ID}); err != nil {
		t.Fatal(err)
	}
	d.wantSaved(0)
	if d.m.Active() != nil {
		t.Error("a deleted finding is still at hand")
	}
}

func TestChanged_AsksTheWorkspaceAfterAStepThatStandsForMany(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	cs := &app.ChangeSet{}
	for _, words := range []string{"nine days", "credentials", "the invoice"} {
		f, err := d.w.Coding.Mark(context.Background(), "i1", d.span(words), nil)
		if err != nil {
			t.Fatal(err)
		}
		cs.Changes = []app.Change{{After: f}}
	}
	posts.Lock()
	posts.fs = nil // the screen was hidden
	posts.Unlock()
	d.m.Changed(cs)
	if len(d.m.findings) != 1 {
		t.Errorf("%d findings show at once", len(d.m.findings))
	}
	eventually(t, "all of them", func() bool { return len(d.m.findings) == 3 })
}

func TestStep_GoesThroughFindingsByPlace(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	for _, words := range []string{"the invoice", "credentials", "nine days"} {
		d.m.Mark(d.span(words), nil, app.ByHand)
	}
	d.settle()
	d.m.Activate("")
	var got []string
	for _, by := range []int{1, 1, 1, -1, -1, -1} {
		d.m.Step(by, d.span("Well").Start)
		got = append(got, d.m.Active().Quote)
	}
	want := []string{"credentials", "nine days", "the invoice", "nine days", "credentials", "credentials"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	d.m.Activate("")
	d.m.Step(-1, d.span("How did you").Start)
	if got := d.m.Active().Quote; got != "nine days" {
		t.Errorf("before the caret: %q", got)
	}
	if span, ok := d.m.GoTo(); !ok || span != d.span("nine days") {
		t.Errorf("goes to %v", span)
	}
}

func TestDigits_KeepTheirTags(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Select(d.span("nine days"))
	d.m.Tag(d.tags["Docs"])
	d.m.Tag(d.tags["Pricing"])
	if d.m.tags.digit(1) != d.tags["Docs"] || d.m.tags.digit(2) != d.tags["Pricing"] || d.m.tags.digit(3) != "" {
		t.Errorf("digits %v", d.m.tags.slots)
	}
	d.m.Select(d.span("the invoice"))
	d.m.TagRecent(1)
	d.m.TagRecent(8)
	if f := d.m.Active(); f == nil || !f.HasTag(d.tags["Docs"]) || len(f.Tags) != 1 {
		t.Errorf("1 marked %+v", f)
	}
	tag := d.m.TagNamed(d.tags["Setup effort"]).Tag
	tag.Shortcut = 1
	d.m.tags.put(tag)
	d.m.tags.fill()
	if d.m.tags.digit(1) != tag.ID || d.m.tags.digit(2) != d.tags["Pricing"] || d.m.tags.digit(3) != d.tags["Docs"] {
		t.Errorf("with a pinned tag: digits %v", d.m.tags.slots)
	}
	if got := d.m.Choices()[0].ID; got != d.tags["Docs"] {
		t.Errorf("the list begins with %v", got)
	}
}

func TestFind_MarksEveryPlace(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Find("NINE days", d.span("so for").Start)
	hits, at := d.m.Hits()
	if len(hits) != 2 || at != 1 {
		t.Fatalf("hits %v, at %d", hits, at)
	}
	d.m.FindNext(1)
	if _, at := d.m.Hits(); at != 0 {
		t.Errorf("next after the last is %d", at)
	}
	d.m.Find("zebra", 0)
	if hits, at := d.m.Hits(); len(hits) != 0 || at != -1 {
		t.Errorf("hits %v at %d for a word that is not there", hits, at)
	}
	d.m.Find("", 0)
}

func TestFold_KeepsOffsets(t *testing.T) {
	for _, s := range []string{"ÄÖÜ İstanbul ẞ Ⱥ K", "ΑΣ", "ok"} {
		if got := fold(s); len(got) != len(s) {
			t.Errorf("fold(%q) = %q changes its length", s, got)
		}
	}
}

func TestCitation_SaysWhereItComesFrom(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	if words, _ := d.m.Citation(); words != "" {
		t.Error("nothing has a citation")
	}
	d.m.Select(d.span("took nine days"))
	want := "“took nine days” (P07, 00:12:18)"
	if got, _ := d.m.Citation(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	d.m.Select(d.span("How did you"))
	want = "“How did you” (Moderator, P07, Admin at a logistics company, 12 Sep 2026, 00:12:48)"
	if got, _ := d.m.Citation(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOpen_ComesBackToWhereReadingStopped(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Leave(120)
	d.m.Open("gone", app.Span{})
	d.m.writes.Mark()()
	eventually(t, "the other", func() bool { return d.m.Loaded })
	d.open()
	if span, ok := d.m.GoTo(); !ok || span.Start != 120 {
		t.Errorf("begins at %v", span)
	}
	d.m.Mark(d.span("the invoice"), nil, app.ByHand)
	d.settle()
	d.m.Activate("")
	d.m.Open("i1", d.span("the invoice"))
	if span, ok := d.m.GoTo(); !ok || span != d.span("the invoice") || d.m.Active() == nil {
		t.Errorf("goes to %v, at hand %v", span, d.m.Active())
	}
}

// fixedSuggester offers the same each time.
type fixedSuggester []analysis.Suggestion

func (fixedSuggester) Reject(context.Context, *app.Transcript, app.Span, app.TagID) error { return nil }

func (f fixedSuggester) Suggest(context.Context, app.InterviewID) ([]analysis.Suggestion, error) {
	return slices.Clone(f), nil
}

func TestGhosts_AreAnsweredOnce(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	docs := d.m.TagNamed(d.tags["Docs"]).Tag
	d.m.Suggest = fixedSuggester{{Span: d.span("And the help page said “ask your administrator”, which is me."), Tag: docs, Reason: "Speaks of Docs."},
		{Span: d.span("So I closed the tab."), Tag: docs}}
	if len(d.m.Ghosts()) != 0 {
		t.Error("suggestions show before they were switched on")
	}
	d.m.SetSuggesting(true)
	eventually(t, "suggestions", func() bool { return len(d.m.Ghosts()) == 2 })
	d.m.Accept(0)
	if span, ok := d.m.GoTo(); !ok || span != d.span("So I closed the tab.") {
		t.Errorf("after an answer it goes to %v", span)
	}
	d.m.Reject(0)
	d.wantSaved(1)
	if tg := d.saved()[0].Tags; len(tg) != 1 || tg[0].Provenance != app.BySuggestion {
		t.Errorf("tags %+v", tg)
	}
	d.m.suggest()
	d.m.ghosts.list = []analysis.Suggestion{{}}
	eventually(t, "suggestions anew", func() bool { return len(d.m.Ghosts()) == 0 })
	d.m.SetSuggesting(false)
	d.m.Accept(5)
}

func TestTheme_OfTheFindingAtHand(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Mark(d.span("took nine days"), nil, app.ByHand)
	d.settle()
	f := d.m.Active()
	cs := d.m.Hand.Begin("Theme")
	cs.Create(&app.Theme{ID: "th1", Study: "s1", Name: "Blocked by someone else’s permission", Stamp: d.m.Hand.Stamp()})
	cs.Create(&app.Placement{Theme: "th1", Finding: f.ID, Stamp: d.m.Hand.Stamp()})
	if err := d.w.Log.Commit(context.Background(), cs); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the theme", func() bool { return d.m.Theme().ID == "th1" })
	if th := d.m.Theme(); th.Findings != 1 || th.People != 1 || d.m.People != 1 {
		t.Errorf("theme %+v of %d people", th, d.m.People)
	}
	d.m.Activate("")
	if d.m.Theme() != (Theme{}) {
		t.Error("no finding, but a theme")
	}
}
