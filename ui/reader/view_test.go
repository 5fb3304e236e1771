package reader

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/workspace"
	"throughline/ui/kit"
)

// studio is a screen in a test window over a real workspace.
type studio struct {
	*desk
	s    *Screen
	w    fyne.Window
	went []kit.Route
}

func newStudio(t testing.TB, tr *app.Transcript) *studio {
	t.Helper()
	test.NewTempApp(t)
	d := newDesk(t, tr)
	st := &studio{desk: d}
	st.s = New(d.m, func(r kit.Route) { st.went = append(st.went, r) })
	tell := d.m.OnError
	d.m.OnError = func(err error) { d.errs = append(d.errs, err); tell(err) }
	st.w = test.NewTempWindow(t, kit.NewStage(st.s.Content()))
	st.w.SetPadded(false)
	st.w.Resize(fyne.NewSize(1280, 800))
	return st
}

func openStudio(t testing.TB, tr *app.Transcript) *studio {
	st := newStudio(t, tr)
	st.s.Open(kit.Route{Screen: kit.Reader, ID: "i1"})
	eventually(t, "the interview opens", func() bool { return st.m.Loaded })
	st.s.Shown()
	return st
}

// typing types into whatever has the keyboard.
func (st *studio) typing(text string) {
	st.t.Helper()
	for _, r := range text {
		f := st.w.Canvas().Focused()
		if f == nil {
			st.t.Fatalf("nothing has the keyboard for %q", r)
		}
		f.TypedRune(r)
	}
}

func (st *studio) press(names ...fyne.KeyName) {
	st.t.Helper()
	for _, n := range names {
		f := st.w.Canvas().Focused()
		if f == nil {
			st.t.Fatalf("nothing has the keyboard for %s", n)
		}
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// selectWords selects as a drag would.
func (st *studio) selectWords(words string) {
	st.s.text.Select(st.span(words))
	st.s.text.selected(true)
}

// seen is every word on the window.
func (st *studio) seen() string {
	st.w.Resize(fyne.NewSize(1281, 800)) // the test driver lays nothing out by itself
	st.w.Resize(fyne.NewSize(1280, 800))
	var b strings.Builder
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			b.WriteString(o.Text + "\n")
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case *container.Scroll:
			walk(o.Content)
		case *widget.Entry:
			b.WriteString(o.Text + "\n")
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(st.w.Content())
	if top := st.w.Canvas().Overlays().Top(); top != nil {
		walk(top)
	}
	return b.String()
}

func (st *studio) wantSeen(words ...string) {
	st.t.Helper()
	seen := st.seen()
	for _, w := range words {
		if !strings.Contains(seen, w) {
			st.t.Errorf("%q is not seen in\n%s", w, seen)
		}
	}
}

func TestScreen_ShowsHeaderTextAndOverview(t *testing.T) {
	st := newStudio(t, mockTranscript())
	st.wantSeen("No interview is open", "Open interviews")
	st.s.Open(kit.Route{Screen: kit.Reader, ID: "i1"})
	eventually(t, "the interview opens", func() bool { return st.m.Loaded })
	st.wantSeen("P07, Admin at a logistics company", "12 Sep · ", "How did you deal with that?", "Select words and press T", "Tags: all")
	st.s.Open(kit.Route{Screen: kit.Reader, ID: "gone"})
	eventually(t, "an answer", func() bool { return st.m.Loaded })
	st.wantSeen("was not found")
}

func TestScreen_TagsInTwoKeystrokes(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.selectWords("took nine days")
	st.typing("t")
	st.wantSeen("Docs", "Permissions", "Enter")
	st.typing("perm")
	st.press(fyne.KeyReturn)
	if st.w.Canvas().Overlays().Top() != nil {
		t.Error("the list is still open")
	}
	st.wantSaved(1)
	if f := st.saved()[0]; f.Quote != "took nine days" || !f.HasTag(st.tags["Permissions"]) {
		t.Errorf("saved %+v", f)
	}
	st.wantSeen("“took nine days”", "P07 · 00:12:18 · you, just now", "Permissions", "+ tag", "Stance")
	if !st.s.text.Focused() || st.s.text.Selection().Len() != 0 {
		t.Errorf("the text has the keyboard: %v; still selected: %v", st.s.text.Focused(), st.s.text.Selection())
	}
}

func TestScreen_CreatesATagByTypingItsName(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.selectWords("closed the tab")
	st.typing("tGiving up")
	st.wantSeen("Create tag “Giving up”")
	st.press(fyne.KeyReturn)
	st.settle()
	if st.m.tags.named("Giving up") == nil {
		t.Errorf("tags %+v", st.m.Choices())
	}
	st.wantSeen("Giving up")
}

func TestScreen_TheListTakesATagOffAndCloses(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.m.Mark(st.span("nine days"), []app.TagID{st.tags["Docs"]}, app.ByHand)
	st.settle()
	st.typing("t")
	st.wantSeen("take off")
	st.press(fyne.KeyReturn)
	st.wantSaved(1)
	if len(st.saved()[0].Tags) != 0 {
		t.Errorf("tags %+v", st.saved()[0].Tags)
	}
	st.typing("t")
	st.press(fyne.KeyEscape)
	if st.w.Canvas().Overlays().Top() != nil || st.m.Active() == nil {
		t.Error("Escape in the list closes the list and nothing else")
	}
	st.press(fyne.KeyEscape)
	st.typing("t")
	if st.w.Canvas().Overlays().Top() == nil {
		t.Error("with nothing selected no list opened: what is typed next would act on the text")
	}
	if got := st.m.Selection(); got.Len() == 0 {
		t.Error("with nothing selected the list is about nothing, want the sentence at the caret")
	}
}

func TestScreen_WritesANoteOnTheSelection(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.selectWords("faked the dashboard")
	st.typing("n")
	st.typing("compare P03")
	st.press(fyne.KeyEscape)
	st.wantSaved(1)
	if got := st.saved()[0].Note; got != "compare P03" {
		t.Errorf("note %q", got)
	}
	if !st.s.text.Focused() {
		t.Error("Escape did not give the keyboard back to the text")
	}
	st.press(fyne.KeyDelete)
	st.wantSaved(0)
}

func TestScreen_MovesBoundariesByWords(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.m.Mark(st.span("open a ticket"), nil, app.ByHand)
	for _, tc := range []struct{ key, want string }{
		{"[", "to open a ticket"}, {"}", "to open a ticket with"}, {"]", "open a ticket with"}, {"{", "open a ticket"},
		{"{{", "open"}, {"{", "open"}, {"]", "open"},
	} {
		st.typing(tc.key)
		if got := st.m.Active().Quote; got != tc.want {
			t.Errorf("%s leads to %q, want %q", tc.key, got, tc.want)
		}
	}
	st.press(fyne.KeyEscape)
	st.selectWords("open a ticket")
	st.typing("[}")
	if got := st.m.Transcript.Text[st.m.Selection().Start:st.m.Selection().End]; got != "to open a ticket with" {
		t.Errorf("the selection became %q", got)
	}
}

func TestScreen_FindsWords(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.typing("/")
	st.typing("nine")
	st.wantSeen("1 of 2")
	st.press(fyne.KeyReturn)
	st.wantSeen("2 of 2")
	st.typing("x")
	st.wantSeen("none")
	st.press(fyne.KeyBackspace)
	st.m.SetFinding(false, true)
	st.wantSeen("1 of 2")
	st.press(fyne.KeyEscape)
	if len(st.s.text.hits) != 0 || !st.s.text.Focused() {
		t.Errorf("%d hits marked, text has the keyboard: %v", len(st.s.text.hits), st.s.text.Focused())
	}
}

func TestScreen_GoesToATime(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.typing("g")
	st.typing("12:50")
	st.wantSeen("at 00:12:48")
	st.press(fyne.KeyReturn)
	if got, want := st.s.text.Caret(), st.span("How did you").Start; got != want || !st.s.text.Focused() {
		t.Errorf("caret at %d, want %d; text has the keyboard: %v", got, want, st.s.text.Focused())
	}
}

func TestScreen_JudgesAndTagsAgain(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.m.Tag(st.tags["Docs"])
	st.selectWords("nine days")
	st.typing("1")
	st.selectWords("the invoice")
	st.typing(".")
	if f := st.m.Active(); f == nil || f.Quote != "the invoice" || len(f.Tags) != 1 || st.m.LastTag() == "" {
		t.Fatalf("at hand %+v", f)
	}
	st.typing("<<")
	st.wantSeen("−− Very negative")
	st.typing(">>>")
	st.wantSeen("+ Positive")
	st.typing("p")
	st.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	st.wantSeen("Severity 3 Major")
	st.m.Flush()
	st.wantSaved(2)
	if f := st.saved()[1]; f.Sentiment != 1 || f.Severity != 3 {
		t.Errorf("stored %+v", f)
	}
}

func TestScreen_LGoesToTheNextTurnWithoutATag(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.typing("l")
	if got, want := st.s.text.Caret(), st.span("Well, the link").Start; got != want {
		t.Errorf("caret at %d, want %d", got, want)
	}
	st.m.Mark(st.span("We exported"), []app.TagID{st.tags["Docs"]}, app.ByHand)
	st.settle()
	st.typing("le")
	if got, want := st.s.text.Selection(), st.span("And"); got != want {
		t.Errorf("selected %v, want the word %v", got, want)
	}
	st.typing("ee")
	if got, want := st.s.text.Selection(), st.span("And the help page said “ask your administrator”, which is me. So I closed the tab."); got != want {
		t.Errorf("selected %v, want the turn %v", got, want)
	}
}

func TestScreen_FiltersByTagAndSpeaker(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.m.Mark(st.span("nine days"), []app.TagID{st.tags["Docs"]}, app.ByHand)
	st.m.Mark(st.span("the invoice"), []app.TagID{st.tags["Pricing"]}, app.ByHand)
	st.settle()
	st.m.Activate("")
	st.s.toggleFilter(st.tags["Docs"])
	if len(st.s.text.marks) != 1 {
		t.Errorf("%d findings marked, want the one with the tag", len(st.s.text.marks))
	}
	st.s.toggleFilter(st.tags["Docs"])
	if len(st.s.text.marks) != 2 {
		t.Errorf("%d findings marked, want all", len(st.s.text.marks))
	}
	st.m.ShowSpeaker("Moderator", false)
	if v := st.s.text.voices; v[0].Quiet || !v[1].Quiet {
		t.Errorf("voices %+v", v)
	}
	st.wantSeen("2 hidden", "Show: Moderator")
	st.m.ShowAll()
	if v := st.s.text.voices; !v[0].Quiet || v[1].Quiet || len(st.s.text.marks) != 2 {
		t.Errorf("voices %+v, %d marks", v, len(st.s.text.marks))
	}
}

func TestScreen_TabAcceptsASuggestion(t *testing.T) {
	st := openStudio(t, mockTranscript())
	docs := st.m.TagNamed(st.tags["Docs"]).Tag
	st.m.Suggest = fixedSuggester{{Span: st.span("So I closed the tab."), Tag: docs, Reason: "Like 4 passages you tagged Docs."}, {Span: st.span("nine days"), Tag: docs}}
	st.m.SetSuggesting(true)
	eventually(t, "suggestions", func() bool { return st.s.text.Ghost() >= 0 })
	st.wantSeen("Like 4", "Docs?")
	st.press(fyne.KeyTab, fyne.KeyBackspace)
	st.wantSaved(1)
	if len(st.m.Ghosts()) != 0 || st.s.text.card.Visible() {
		t.Error("a suggestion is still there")
	}
}

func TestScreen_WSaysWhyAndHowSure(t *testing.T) {
	st := openStudio(t, mockTranscript())
	docs := st.m.TagNamed(st.tags["Docs"]).Tag
	st.m.Suggest = fixedSuggester{{Span: st.span("So I closed the tab."), Tag: docs, Score: 0.41, Shown: 6, Terms: []string{"tab"}, Nearest: []string{"I closed everything."},
		Reason: "Like a passage you tagged Docs."}}
	st.m.SetSuggesting(true)
	eventually(t, "the suggestion", func() bool { return st.s.text.Ghost() == 0 })
	st.typing("w")
	st.wantSeen("A guess. Of ten such", "I closed everything.", "Words that speak for it")
	st.press(fyne.KeyEscape)
	if strings.Contains(st.seen(), "I closed everything.") {
		t.Error("Escape leaves the reasons")
	}
	st.typing("w")
	st.s.Do(Command{Act: ActReject})
	if strings.Contains(st.seen(), "I closed everything.") || len(st.m.Ghosts()) != 0 {
		t.Error("rejected, but still explained")
	}
}

func TestScreen_CopiesTheQuoteWithItsSource(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.selectWords("nothing to show my boss")
	st.s.text.page.TypedShortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "“nothing to show my boss” (P07") {
		t.Errorf("copied %q", got)
	}
}

func TestScreen_CopiesNoMoreThanConsentAllows(t *testing.T) {
	st := openStudio(t, mockTranscript())
	var who app.ParticipantID
	for _, s := range st.m.Interview.Speakers {
		if s.Participant != "" {
			who = s.Participant
		}
	}
	for _, c := range []struct {
		name string
		c    app.Consent
		want string // what the clipboard begins with
		end  string
	}{
		{"outside", app.Consent{Scopes: app.Scopes()}, "“nothing to show my boss” (P07", ")"},
		{"inside", app.Consent{Scopes: app.Scopes()[:2]}, "“nothing to show my boss” (P07", ") [inside the team only]"},
		{"withdrawn", app.Consent{Scopes: app.Scopes(), Withdrawn: "2025-02-01"}, "before", "before"},
		{"refused", app.Consent{}, "before", "before"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.c.ID, c.c.Participant, c.c.Given = "c", who, "2025-01-01"
			st.s.consents = &kit.Consents{}
			st.s.consents.Set(app.NewPermissions([]app.Consent{c.c}, app.Programme{}, "2026-11-02"), nil, nil)
			fyne.CurrentApp().Clipboard().SetContent("before")
			st.selectWords("nothing to show my boss")
			st.s.text.page.TypedShortcut(&fyne.ShortcutCopy{})
			if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, c.want) || !strings.HasSuffix(got, c.end) {
				t.Errorf("copied %q", got)
			}
		})
	}
}

func TestScreen_OpensAtThePassageOfARoute(t *testing.T) {
	tr := longTranscript(20_000)
	st := newStudio(t, tr)
	span := app.Span{Start: tr.Turns[250].Start, End: tr.Turns[250].End}
	st.s.Open(kit.Route{Screen: kit.Reader, ID: "i1", Span: span})
	eventually(t, "the interview opens", func() bool { return st.m.Loaded })
	if p, _ := st.s.text.PlaceOf(span.Start, false); p.Y < 100 || p.Y > 400 {
		t.Errorf("the passage stands at y %v", p.Y)
	}
}

func TestHeader_ALongTitleStandsInTwoLines(t *testing.T) {
	st := openStudio(t, mockTranscript())
	h := st.s.head
	for _, c := range []struct {
		title string
		long  bool
	}{{"P07", false}, {"P07, Deputy manager at a care home group with forty homes in three counties", true}} {
		st.m.Interview.Title = c.title
		h.paint()
		whole := kit.Measure(c.title, kit.Strong).Width < 2*h.long.Size().Width
		if h.title.Hidden != c.long || h.long.Hidden == c.long || c.long && !whole {
			t.Errorf("%q: in one line %v, in two %v of width %v", c.title, !h.title.Hidden, !h.long.Hidden, h.long.Size().Width)
		}
	}
	if h.shown.On() {
		t.Error("the chip tells of a filter where all is shown")
	}
	st.m.ShowWhose(Mine)
	h.paint()
	if !h.shown.On() || h.shown.Text() != "Show: mine" {
		t.Errorf("of one's own the chip says %q", h.shown.Text())
	}
}

func TestScreen_TheBarFollowsAMouseSelection(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.selectWords("took nine days")
	if !st.s.bar.box.Visible() {
		t.Fatal("no bar")
	}
	at := st.s.bar.box.Position()
	if p, _ := st.s.text.PlaceOf(st.span("took nine days").Start, false); at.Y >= p.Y || at.Y < p.Y-60 {
		t.Errorf("the bar stands at %v, the words at %v", at, p)
	}
	st.press(fyne.KeyEscape)
	if st.s.bar.box.Visible() || st.m.Selection().Len() != 0 {
		t.Error("Escape leaves the bar or the selection")
	}
}

func TestScreen_AClickShowsTheFinding(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.m.Mark(st.span("nine days"), []app.TagID{st.tags["Docs"]}, app.ByHand)
	st.settle()
	st.m.Activate("")
	sc := &scene{t: t, v: st.s.text, text: st.m.Transcript.Text}
	sc.click(sc.point(st.span("nine days").Start+2), 1)
	if f := st.m.Active(); f == nil || f.Quote != "nine days" {
		t.Fatalf("at hand %+v", f)
	}
	st.wantSeen("“nine days”")
	sc.click(sc.point(st.span("How did").Start+2), 1)
	if st.m.Active() != nil {
		t.Error("a click beside all findings leaves one at hand")
	}
}

// Suggester must fit analysis.Service.
var _ Suggester = (*analysis.Service)(nil)

func TestScreen_TakesTheKeyboardWhenItIsShown(t *testing.T) {
	st := newStudio(t, mockTranscript())
	st.s.Shown()
	st.s.Open(kit.Route{Screen: kit.Reader, ID: "i1"})
	eventually(t, "the keyboard", func() bool { return st.s.text.Focused() })
	st.s.head.finder.field.Focus()
	st.s.Shown()
	if !st.s.text.Focused() {
		t.Error("coming back, the text has not got the keyboard")
	}
}

func TestScreen_FollowsTheThemeAndANewRevision(t *testing.T) {
	st := openStudio(t, mockTranscript())
	st.m.Mark(st.span("nine days"), []app.TagID{st.tags["Docs"]}, app.ByHand)
	st.settle()
	ink := func() any {
		for _, o := range st.s.text.page.objects {
			if tx, ok := o.(*canvas.Text); ok && strings.HasPrefix(tx.Text, "Well, the link") {
				return tx.Color
			}
		}
		return nil
	}
	before := ink()
	fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(kit.Dark))
	st.s.text.Refresh()
	if after := ink(); after == nil || after == before {
		t.Errorf("the text is painted in %v in the dark theme, %v before", after, before)
	}
	cs := st.m.Hand.Begin("Edit text")
	next := *mockTranscript()
	next.ID, next.Revision, next.Text, next.Stamp = "t2", 2, strings.Replace(mockText, "tab", "TAB", 1), st.m.Hand.Stamp()
	cs.Create(&next)
	if err := st.w0().Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the new revision", func() bool { return st.m.Transcript.ID == "t2" && st.s.shown == st.m.Transcript })
	st.wantSeen("So I closed the TAB.")
}

func TestScreen_NamesFollowTheSpeakers(t *testing.T) {
	st := openStudio(t, mockTranscript())
	name := func() string { return st.s.text.voices[1].Name }
	before := name()
	rename := func(to string) {
		t.Helper()
		old := st.m.Interview
		next := old
		next.Speakers = slices.Clone(old.Speakers)
		for i := range next.Speakers {
			if next.Speakers[i].Name == before {
				next.Speakers[i].Name = to
			}
		}
		next.Stamp = st.m.Hand.Touch(old.Stamp)
		cs := st.m.Hand.Begin("Rename")
		cs.Update(&old, &next)
		if err := st.w0().Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}
	rename("Somebody else")
	eventually(t, "the new name in the text", func() bool { return name() == "Somebody else" })
	st.undo()
	eventually(t, "the old name in the text", func() bool { return name() == before })
}

// w0 is the workspace; the window has the shorter name.
func (st *studio) w0() *workspace.Workspace { return st.desk.w }

func TestScreen_SelectsOpenedWordsThatAreNoFinding(t *testing.T) {
	st := openStudio(t, mockTranscript())
	words := st.span("the invoice")
	open := func() { st.s.Open(kit.Route{Screen: kit.Reader, ID: "i1", Span: words}) }
	open()
	if got := st.s.text.Selection(); got != words || st.m.Selection() != words {
		t.Errorf("selected %v, to be tagged %v, want %v", got, st.m.Selection(), words)
	}
	st.press(fyne.KeyEscape)
	st.m.Mark(words, nil, app.ByHand)
	st.settle()
	st.m.Activate("")
	open()
	if got := st.m.Selection(); got.Len() != 0 || st.m.Active() == nil {
		t.Errorf("a finding is at hand (%v), yet %v is selected", st.m.Active(), got)
	}
}
