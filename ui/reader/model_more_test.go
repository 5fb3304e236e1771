package reader

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding"
)

func TestSettle_PutsABoundaryBeforeTheUndoThatFollows(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Mark(d.span("nine days"), []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.settle()
	d.m.Resize(d.span("took nine days"))
	d.m.Flush()
	d.m.writes.Mark()()
	if got := d.w.Log.State().Undo; got != "Move boundary" {
		t.Fatalf("undo would take back %q", got)
	}
	d.undo()
	d.wantSaved(1)
	if f := d.saved()[0]; f.Quote != "nine days" || !f.HasTag(d.tags["Docs"]) {
		t.Errorf("after undo %+v", f)
	}
}

func TestFeel_SeveralStepsAreOneInTheHistory(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Mark(d.span("nine days"), nil, app.ByHand)
	for range 4 {
		d.m.Feel(-1)
	}
	if v := d.m.Active().Sentiment; v != -2 {
		t.Errorf("sentiment %d, want -2, the end of the scale", v)
	}
	d.m.Flush()
	d.m.writes.Mark()()
	d.wantSaved(1)
	d.undo()
	if f := d.saved()[0]; f.Sentiment != 0 {
		t.Errorf("one undo leaves %d", f.Sentiment)
	}
}

func TestMerge_TakesTheFindingThatTouches(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Mark(d.span("I had to open a ticket"), []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.m.Mark(d.span("open a ticket with our IT people"), []app.TagID{d.tags["Pricing"]}, app.ByHand)
	d.m.Mark(d.span("the invoice"), nil, app.ByHand)
	d.m.Activate(d.m.findings[0].ID)
	d.m.Merge()
	if f := d.m.Active(); f.Quote != "I had to open a ticket with our IT people" || len(f.Tags) != 2 || len(d.m.Findings()) != 2 {
		t.Errorf("shows %+v of %d", f, len(d.m.Findings()))
	}
	d.wantSaved(2)
	d.m.Merge()
	if len(d.errs) != 1 || app.CodeOf(d.errs[0]) != app.EInvalid {
		t.Errorf("errors %v, want that nothing touches", d.errs)
	}
	d.undo()
	d.wantSaved(3)
}

func TestMerge_TakesTheOneBeforeIfNoneFollows(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Mark(d.span("I had to open a ticket"), nil, app.ByHand)
	d.m.Mark(d.span("with our IT people"), nil, app.ByHand)
	d.m.Merge()
	d.wantSaved(1)
	if f := d.saved()[0]; f.Quote != "I had to open a ticket with our IT people" {
		t.Errorf("merged into %q", f.Quote)
	}
}

func TestNextUntagged_PassesModeratorsNodsAndTaggedTurns(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	starts := func(words string) int { return d.span(words).Start }
	next := func(from int) int {
		s, ok := d.m.NextUntagged(from)
		if !ok {
			return -1
		}
		return s.Start
	}
	if got := next(0); got != starts("Well, the link") {
		t.Errorf("from the question to %d", got)
	}
	d.m.Mark(d.span("We exported"), []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.m.Mark(d.span("So I closed"), nil, app.ByHand) // a finding without a tag
	if got := next(starts("Well")); got != starts("And the help") {
		t.Errorf("past the tagged turn to %d", got)
	}
	if got := next(starts("So I closed")); got != starts("Well, the link") {
		t.Errorf("round the end to %d", got)
	}
	d.m.Mark(d.span("Well, the link"), []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.m.Mark(d.span("So I closed"), []app.TagID{d.tags["Docs"]}, app.ByHand)
	if got := next(0); got != -1 {
		t.Errorf("all are tagged, yet %d", got)
	}
}

func TestByteAt_IsTheLastTurnOrCaptionBegun(t *testing.T) {
	tr := mockTranscript()
	tr.Cues = []app.Cue{{Span: app.Span{Start: tr.Turns[1].Start + 5, End: tr.Turns[1].End}, From: 12*time.Minute + 25*time.Second}}
	d := newDesk(t, tr).open()
	for _, tc := range []struct {
		name string
		at   time.Duration
		want int
	}{
		{"before all", 0, 0}, {"a turn", 12*time.Minute + 18*time.Second, tr.Turns[1].Start},
		{"a caption in it", 12*time.Minute + 30*time.Second, tr.Turns[1].Start + 5}, {"after all", time.Hour, tr.Turns[4].Start},
	} {
		if got, ok := d.m.ByteAt(tc.at); !ok || got != tc.want {
			t.Errorf("%s: %d, %v, want %d", tc.name, got, ok, tc.want)
		}
	}
	for i := range tr.Turns {
		d.m.Transcript.Turns[i].From = app.NoTime
	}
	d.m.Transcript.Cues = nil
	if _, ok := d.m.ByteAt(0); ok {
		t.Error("a text without times has one")
	}
}

func TestClockOf_ReadsTimesAsTyped(t *testing.T) {
	for in, want := range map[string]time.Duration{"12:31": 751 * time.Second, "00:12:31": 751 * time.Second, " 1:02:03 ": 3723 * time.Second,
		"90:00": 90 * time.Minute, "": -1, "12": -1, "12:3": -1, "12:61": -1, "a:10": -1, "1:2:3:4": -1, "12:-1": -1, "1:1:01": -1} {
		d, ok := clockOf(in)
		if ok != (want >= 0) || ok && d != want {
			t.Errorf("clockOf(%q) = %v, %v, want %v", in, d, ok, want)
		}
	}
}

func FuzzClockOf(f *testing.F) {
	for _, s := range []string{"12:31", "1:02:03", "::", "99999999999:00", "-1:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := clockOf(s); ok && (d < 0 || !strings.Contains(s, ":")) {
			t.Errorf("clockOf(%q) = %v", s, d)
		}
	})
}

func TestPages(t *testing.T) {
	m := &Model{Transcript: &app.Transcript{Text: "one two three", Pages: []app.PageBreak{{Start: 0, Page: 1}, {Start: 4, Page: 2}, {Start: 8, Page: 4}}}}
	for _, c := range []struct {
		typed string
		page  int
		at    int
		ok    bool
	}{
		{"1", 1, 0, true}, {" p. 2 ", 2, 4, true}, {"Page 3", 3, 8, true}, {"p4", 4, 8, true}, {"99", 99, 8, true}, {"0", 0, 0, false}, {"", 0, 0, false}, {"two", 0, 0, false}, {"1:20", 0, 0, false},
	} {
		n, ok := pageOf(c.typed)
		if ok != c.ok || ok && n != c.page {
			t.Errorf("%q is page %d, %v; want %d, %v", c.typed, n, ok, c.page, c.ok)
		}
		if at, found := m.ByteOfPage(n); ok && (!found || at != c.at) {
			t.Errorf("page %d begins at %d, %v; want %d", n, at, found, c.at)
		}
	}
	if got := m.LastPage(); got != 4 {
		t.Errorf("the last page is %d, want 4", got)
	}
	m.Transcript.Pages = nil
	if _, ok := m.ByteOfPage(1); ok || m.LastPage() != 0 {
		t.Error("a text without pages has some")
	}
}

func TestFindAll_KnowsCasesWordsAndScripts(t *testing.T) {
	text := "Price, price and prices. Ünder über. 数据同步，数据。"
	for _, tc := range []struct {
		name, query  string
		cased, whole bool
		want         int
	}{
		{"any", "price", false, false, 3}, {"as typed", "price", true, false, 2}, {"whole words", "price", false, true, 2},
		{"both", "price", true, true, 1}, {"umlauts", "ÜBER", false, true, 1}, {"half a word", "nder", false, true, 0},
		{"Chinese", "数据", false, false, 2}, {"Chinese words have no spaces", "数据", false, true, 2}, {"white space", "  ", false, false, 0},
	} {
		f := find{query: tc.query, cased: tc.cased, whole: tc.whole}
		got := f.all(text)
		if len(got) != tc.want {
			t.Errorf("%s: %d hits, want %d", tc.name, len(got), tc.want)
		}
		for _, h := range got {
			if !strings.EqualFold(text[h.Start:h.End], tc.query) {
				t.Errorf("%s: hit %q", tc.name, text[h.Start:h.End])
			}
		}
	}
}

// team opens an interview in which ana and eve have both worked.
func team(t *testing.T) (d *desk, eve *coding.Service) {
	d = newDesk(t, mockTranscript()).open()
	ctx := context.Background()
	other := d.w.Hand
	other.Author = "Eve"
	eve = &coding.Service{Store: d.w.Store, Log: d.w.Log, Hand: other}
	if _, err := eve.Mark(ctx, "i1", d.span("the invoice"), []app.TagID{d.tags["Pricing"]}); err != nil {
		t.Fatal(err)
	}
	d.m.Mark(d.span("nine days"), []app.TagID{d.tags["Docs"]}, app.ByHand)
	d.settle()
	if err := eve.Tag(ctx, []app.FindingID{d.saved()[0].ID}, d.tags["Permissions"]); err != nil {
		t.Fatal(err)
	}
	d.settle()
	return d, eve
}

func TestShowWhose_HidesTheWorkOfOthers(t *testing.T) {
	d, _ := team(t)
	for _, tc := range []struct {
		name   string
		whose  Whose
		quotes []string
		tags   int // different tags in sight
		hidden int
	}{
		{"everybody", Everybody, []string{"nine days", "the invoice"}, 3, 0}, {"mine", Mine, []string{"nine days"}, 2, 1},
		{"hers", "Eve", []string{"nine days", "the invoice"}, 3, 0}, {"blind", Blind, []string{"nine days"}, 1, 0},
	} {
		d.m.ShowWhose(tc.whose)
		var quotes []string
		for _, f := range d.m.Findings() {
			quotes = append(quotes, f.Quote)
		}
		if !slices.Equal(quotes, tc.quotes) || len(d.m.Used()) != tc.tags || d.m.Hidden() != tc.hidden {
			t.Errorf("%s: %q, %d tags, %d hidden", tc.name, quotes, len(d.m.Used()), d.m.Hidden())
		}
	}
	if got := d.m.Coders(); !slices.Equal(got, []string{"Eve"}) {
		t.Errorf("other coders %q", got)
	}
}

func TestBlind_NeverTouchesNorTellsWhatOthersDid(t *testing.T) {
	d, eve := team(t)
	if err := eve.Note(context.Background(), d.saved()[1].ID, "hers"); err != nil {
		t.Fatal(err)
	}
	d.settle()
	d.m.ShowWhose(Blind)
	d.m.SetSuggesting(true)
	d.m.Step(1, 0)
	d.m.Step(1, 0)
	if f := d.m.Active(); f == nil || f.Quote != "nine days" || len(f.Tags) != 1 {
		t.Fatalf("steps to %+v", f)
	}
	if h := d.m.Headlines(); h[len(h)-1] != "1 finding" || len(d.m.Ghosts()) != 0 {
		t.Errorf("headlines %q", h)
	}
	d.m.Select(d.span("the invoice")) // she has it too
	d.m.Tag(d.tags["Docs"])
	if f := d.m.Active(); f == nil || len(f.Tags) != 1 || f.Note != "" || f.Author != "ana" {
		t.Errorf("of the passage both marked shows %+v", f)
	}
	d.settle()
	d.m.Delete()
	d.settle()
	saved := d.saved()
	if len(saved) != 2 || !saved[1].HasTag(d.tags["Pricing"]) || saved[1].HasTag(d.tags["Docs"]) {
		t.Errorf("after deleting one's own: %+v", saved)
	}
	if d.m.Active() != nil || len(d.m.Findings()) != 1 {
		t.Errorf("%d findings show", len(d.m.Findings()))
	}
}

func TestShowAll_TakesFiltersBackButNotBlindness(t *testing.T) {
	d, _ := team(t)
	d.m.ShowTag(d.tags["Pricing"])
	d.m.ShowSpeaker("Moderator", false)
	if d.m.Hidden() != 2 {
		t.Errorf("%d hidden, want both", d.m.Hidden())
	}
	d.m.ShowWhose(Blind)
	d.m.ShowAll()
	if _, voiced := d.m.ShownSpeaker(); voiced || d.m.ShownTag() != "" || d.m.Whose() != Blind {
		t.Errorf("still shown: %+v", d.m.shows)
	}
}

// forgetful offers one suggestion as long as the workspace holds no rejection of it, as the real one does.
type forgetful struct {
	*analysis.Service
	offer analysis.Suggestion
}

func (f forgetful) Suggest(ctx context.Context, id app.InterviewID) ([]analysis.Suggestion, error) {
	no, err := f.Store.Rejections(ctx, "s1")
	if err != nil || len(no) > 0 {
		return nil, err
	}
	return []analysis.Suggestion{f.offer}, nil
}

func TestReject_IsStoredAndComesBackWithUndo(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	d.m.Suggest = forgetful{d.w.Analysis, analysis.Suggestion{Span: d.span("So I closed the tab."), Tag: d.m.TagNamed(d.tags["Docs"]).Tag}}
	d.m.SetSuggesting(true)
	eventually(t, "the suggestion", func() bool { return len(d.m.Ghosts()) == 1 })
	told := 0
	d.m.OnAnswered = func() { told++ }
	d.m.Reject(0)
	if len(d.m.Ghosts()) != 0 {
		t.Error("rejected, but still there")
	}
	d.settle()
	if got := d.w.Log.State().Undo; got != "Reject suggestion Docs" {
		t.Errorf("undo would take back %q", got)
	}
	d.m.suggest()
	d.settle()
	eventually(t, "the word that it was the last", func() bool { return told == 1 })
	d.undo()
	d.m.suggest()
	eventually(t, "the suggestion again", func() bool { return len(d.m.Ghosts()) == 1 })
	if told != 1 {
		t.Errorf("told %d times that it was the last", told)
	}
}

func TestLikes_ComeWhenAskedForAndNeverBlind(t *testing.T) {
	d := newDesk(t, mockTranscript()).open()
	asked := 0
	d.m.Alike = func(_ context.Context, id app.FindingID, n int) ([]analysis.LikeFinding, error) {
		asked++
		return []analysis.LikeFinding{{Score: 0.5}}, nil
	}
	f := &app.Finding{ID: "f1", Note: "Slow."}
	if !d.m.HasLikes() || d.m.LikesOpen() {
		t.Fatal("they cannot be asked for, or are there unasked")
	}
	d.m.TurnLikes()
	if _, ready := d.m.Likes(f); !d.m.LikesOpen() || ready {
		t.Fatal("they were there before they were looked for")
	}
	eventually(t, "what is alike", func() bool { _, ready := d.m.Likes(f); return ready })
	if rows, _ := d.m.Likes(f); len(rows) != 1 || asked != 1 {
		t.Errorf("%d rows after %d questions, want one of each", len(rows), asked)
	}
	f.Note = "Slow, and dear."
	if _, ready := d.m.Likes(f); ready {
		t.Error("a finding that says something else has the old answers")
	}
	d.m.ShowWhose(Blind)
	if d.m.HasLikes() {
		t.Error("blind to others' work, one can look for it")
	}
}
