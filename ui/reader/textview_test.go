package reader

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/app"
)

var wide = fyne.NewSize(1100, 800)

func (s *scene) at(words string) int { return spanOf(s.t, s.text, words).Start }

func TestMouse_DragSelects(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	s.drag(s.at("it asked me"), s.at(" before I could"))
	s.wantSelected("it asked me to connect the warehouse")
	if !s.byMouse {
		t.Error("the selection is not reported as made by mouse")
	}
	s.drag(s.at("the invoice."), s.at("known the price"))
	s.wantSelected("known the price went up after that I would have stopped there. Nobody told us until")
	s.drag(s.at("nine days I had"), s.at("How did")+3)
	s.wantSelected("nine days I had nothing to show my boss.\nHow")
}

func TestMouse_ClicksSelectWordSentenceTurn(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	at := s.point(s.at("administrator") + 4)
	s.click(at, 2)
	s.wantSelected("administrator")
	s.click(at, 3)
	s.wantSelected("And the help page said “ask your administrator”, which is me.")
	s.click(at, 4)
	s.wantSelected("And the help page said “ask your administrator”, which is me. So I closed the tab.")
	s.click(at, 1)
	s.wantSelected("")
}

func TestMouse_AClickElsewhereIsAFirstClick(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	s.click(s.point(s.at("help page")), 1)
	s.down(s.point(s.at("closed")), 0)
	s.up(s.point(s.at("closed")))
	s.wantSelected("")
}

func TestMouse_DragAfterADoubleClickTakesWholeWords(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	from := s.point(s.at("exported") + 2)
	s.down(from, 0)
	s.up(from)
	s.down(from, 0)
	s.v.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: s.point(s.at("spreadsheet") + 3)}})
	s.up(from)
	s.v.page.DragEnd()
	s.wantSelected("exported a spreadsheet")
	s.v.page.mouse.last = time.Time{}
	s.down(from, 0)
	s.up(from)
	s.down(from, 0)
	s.v.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: s.point(s.at("We exported") + 1)}})
	s.v.page.DragEnd()
	s.wantSelected("We exported")
}

func TestMouse_ShiftClickExtends(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	s.click(s.point(s.at("faked")), 1)
	to := s.point(s.at(". Honestly"))
	s.down(to, fyne.KeyModifierShift)
	s.up(to)
	s.wantSelected("faked the dashboard")
}

func TestMouse_AClickGoesThroughOverlappingFindings(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	outer, inner := spanOf(t, s.text, "open a ticket with our IT people and that took nine days"), spanOf(t, s.text, "our IT people")
	s.v.SetMarks([]Mark{{ID: "outer", Span: outer, Label: "Permissions"}, {ID: "inner", Span: inner, Label: "Docs"}})
	at := s.point(inner.Start + 3)
	for range 3 {
		s.click(at, 1)
	}
	s.click(s.point(s.at("How did")), 1)
	s.click(s.point(outer.End-1), 1)
	if got := s.activated; len(got) != 5 || got[0] != "inner" || got[1] != "outer" || got[2] != "inner" || got[3] != "" || got[4] != "outer" {
		t.Errorf("activated %q", got)
	}
}

func TestMouse_TheMarginGoesToItsFinding(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	s.v.SetMarks([]Mark{{ID: "f", Span: spanOf(t, s.text, "closed the tab"), Label: "Docs", Colors: []int{3}}})
	if len(s.v.page.spots) != 2 {
		t.Fatalf("%d places in the margin, want stripe and name", len(s.v.page.spots))
	}
	for _, spot := range s.v.page.spots {
		s.activated = nil
		s.click(fyne.NewPos(spot.x+1, spot.y+1-s.v.top), 1)
		if len(s.activated) != 1 || s.activated[0] != "f" {
			t.Errorf("activated %q", s.activated)
		}
	}
}

func TestMouse_ARightClickTakesWhatLiesThere(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	s.v.SetMarks([]Mark{{ID: "f", Span: spanOf(t, s.text, "closed the tab"), Label: "Docs"}})
	asked := 0
	s.v.OnMenu = func(fyne.Position) { asked++ }
	right := func(at int) {
		s.v.page.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: s.point(at)}, Button: desktop.MouseButtonSecondary})
		s.v.page.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: s.point(at)}, Button: desktop.MouseButtonSecondary})
	}
	s.drag(s.at("faked"), s.at(". Honestly"))
	right(s.at("the dashboard"))
	s.wantSelected("faked the dashboard")
	right(s.at("the tab"))
	s.wantSelected("")
	if asked != 2 || len(s.activated) != 1 || s.activated[0] != "f" {
		t.Errorf("asked for %d menus, activated %q", asked, s.activated)
	}
}

func TestKeys_TheMenuKeyAsksAtTheCaret(t *testing.T) {
	s := newScene(t, longTranscript(3000), wide)
	var asked []fyne.Position
	s.v.OnMenu = func(at fyne.Position) { asked = append(asked, at) }
	menu := &fyne.KeyEvent{Name: desktop.KeyMenu}
	s.v.PutCaret(20)
	s.v.page.TypedKey(menu)
	at, high := s.v.PlaceOf(20, false)
	s.v.scrollTo(2000)
	s.v.page.TypedKey(menu)
	if len(asked) != 2 || asked[0] != at.AddXY(0, high) || asked[1].Y != 0 {
		t.Errorf("menus at %v, want one below %v and one at the upper edge", asked, at)
	}
}

func TestMouse_DragBeyondTheEdgeScrolls(t *testing.T) {
	s := newScene(t, longTranscript(5000), wide)
	s.down(s.point(0), 0)
	s.v.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(400, 900)}})
	eventually(t, "scrolling", func() bool { return s.v.top > 300 })
	s.v.page.DragEnd()
	at := s.v.top
	for range 50 {
		runPosts()
	}
	if s.v.top != at || s.selected.End < s.v.at.Start {
		t.Errorf("scrolls on after the drag, or left the selection behind: top %v, was %v, selection ends at %d", s.v.top, at, s.selected.End)
	}
}

func TestKeys_SelectByClusterWordAndLine(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	s.v.PutCaret(s.at("“ask"))
	s.keys(fyne.KeyModifierShift, fyne.KeyRight, fyne.KeyRight)
	s.wantSelected("“a")
	s.keys(fyne.KeyModifierShift|fyne.KeyModifierControl, fyne.KeyRight, fyne.KeyRight)
	s.wantSelected("“ask your")
	s.keys(fyne.KeyModifierShift|fyne.KeyModifierControl, fyne.KeyLeft)
	s.wantSelected("“ask")
	s.keys(fyne.KeyModifierShift, fyne.KeyEnd)
	s.wantSelected("“ask your administrator”, which is me. So I closed the tab.")
	s.keys(0, fyne.KeyRight)
	s.wantSelected("")
	if got := s.v.Caret(); got != len(s.text) {
		t.Errorf("Right after a selection put the caret at %d, want its end", got)
	}
	s.keys(fyne.KeyModifierControl, fyne.KeyHome)
	if s.v.Caret() != 0 {
		t.Errorf("Ctrl+Home led to %d", s.v.Caret())
	}
}

func TestKeys_SelectBySentenceAndTurn(t *testing.T) {
	s := newScene(t, mockTranscript(), fyne.NewSize(1000, 700))
	const shiftAlt = fyne.KeyModifierShift | fyne.KeyModifierAlt
	const shiftCtrl = fyne.KeyModifierShift | fyne.KeyModifierControl
	s.v.PutCaret(s.at("I did not have"))
	s.keys(shiftAlt, fyne.KeyRight)
	s.wantSelected("I did not have the credentials.")
	s.keys(shiftAlt, fyne.KeyRight)
	s.wantSelected("I did not have the credentials. I had to open a ticket with our IT people and that took nine days, so for nine days I had nothing to show my boss.")
	s.keys(shiftAlt, fyne.KeyLeft)
	s.wantSelected("I did not have the credentials.")
	s.v.PutCaret(s.at("How did you"))
	s.keys(shiftAlt, fyne.KeyDown)
	s.wantSelected("How did you deal with that?")
	s.keys(shiftCtrl, fyne.KeyDown)
	s.wantSelected("How did you deal with that?\nWe exported a spreadsheet from the old tool and faked the dashboard. Honestly, if I had known the price went up after that " +
		"I would have stopped there. Nobody told us until the invoice.")
	s.v.PutCaret(s.at("Honestly"))
	s.keys(fyne.KeyModifierControl, fyne.KeyUp)
	if got, want := s.v.Caret(), s.at("We exported"); got != want {
		t.Errorf("Ctrl Up to %d, want the turn's start %d", got, want)
	}
}

func TestKeys_UpAndDownKeepTheColumn(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	start := s.at("credentials")
	s.v.PutCaret(start)
	x := s.point(start).X
	s.keys(0, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	if at := s.v.Caret(); at == start || s.v.doc.TurnOf(at) != 3 {
		t.Fatalf("Down led to byte %d of turn %d", at, s.v.doc.TurnOf(at))
	}
	s.keys(0, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	if s.v.Caret() != start {
		t.Errorf("Down and Up led from %v to %v", x, s.point(s.v.Caret()).X)
	}
}

func TestKeys_KeepTheCaretInSight(t *testing.T) {
	s := newScene(t, longTranscript(5000), wide)
	for range 8 {
		s.keys(0, fyne.KeyPageDown)
	}
	for range 60 {
		s.keys(0, fyne.KeyDown)
	}
	p, high := s.v.PlaceOf(s.v.Caret(), s.v.caret.up)
	if p.Y < 0 || p.Y+high > 800 || s.v.top < 4000 {
		t.Errorf("caret at y %v, view at %v", p.Y, s.v.top)
	}
	s.keys(fyne.KeyModifierControl, fyne.KeyEnd)
	if p, _ := s.v.PlaceOf(s.v.Caret(), true); p.Y < 0 || p.Y > 800 {
		t.Errorf("after Ctrl+End the caret is at y %v", p.Y)
	}
}

func TestKeys_GoOnFromWhereTheReaderScrolledTo(t *testing.T) {
	s := newScene(t, longTranscript(5000), wide)
	s.v.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -3000)})
	top := s.v.top
	s.keys(0, fyne.KeyDown)
	if s.v.top < top-100 || s.v.Caret() < s.v.at.Start {
		t.Errorf("the view went from %v to %v, the caret to %d", top, s.v.top, s.v.Caret())
	}
}

func TestKeys_MeanCommands(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	for _, r := range "tTvnbs+-ujk/[]{}x" {
		s.v.page.TypedRune(r)
	}
	s.wantCommands(ActTag, ActTag, ActInVivo, ActNote, ActMemo, ActStar, ActSupports, ActContradicts, ActUntag, ActNext, ActPrev,
		ActFind, ActStartLeft, ActStartRight, ActEndLeft, ActEndRight)
	s.v.page.TypedRune('7')
	if len(s.commands) != 1 || s.commands[0] != (Command{Act: ActRecent, N: 7}) {
		t.Errorf("7 sent %v", s.commands)
	}
	s.commands = nil
	s.keys(0, fyne.KeyDelete, fyne.KeyEscape, fyne.KeyBackspace)
	s.wantCommands(ActDelete, ActEscape)
	s.v.page.TypedShortcut(&fyne.ShortcutCopy{})
	s.wantCommands(ActCopy)
	s.v.page.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.wantSelected(s.text)
}

func TestGhosts_TakeTabAndBackspaceOnlyWhileShown(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	if s.v.page.AcceptsTab() {
		t.Error("Tab is kept without a suggestion")
	}
	s.v.SetGhosts([]Ghost{{Span: spanOf(t, s.text, "And the help page"), Label: "Trust", Reason: "Like 4 passages you tagged Trust."},
		{Span: spanOf(t, s.text, "So I closed the tab."), Label: "Docs", Reason: "Speaks of Docs."}})
	if s.v.Ghost() != 0 || !s.v.page.AcceptsTab() || !s.v.card.Visible() {
		t.Fatalf("suggestion %d shows, card visible %v", s.v.Ghost(), s.v.card.Visible())
	}
	s.keys(0, fyne.KeyTab, fyne.KeyBackspace)
	s.wantCommands(ActAccept, ActReject)
	s.v.PutCaret(s.at("closed the tab"))
	if s.v.Ghost() != 1 {
		t.Errorf("the caret stands on the second suggestion, %d shows", s.v.Ghost())
	}
	s.v.SetGhosts(nil)
	if s.v.Ghost() != -1 || s.v.card.Visible() {
		t.Error("the card stays")
	}
}

// texts are the strings painted now.
func (s *scene) texts() string {
	var b strings.Builder
	for _, o := range s.v.page.objects {
		if t, ok := o.(*canvas.Text); ok {
			b.WriteString(t.Text + "\n")
		}
	}
	return b.String()
}

func TestView_PaintsVoicesLinesAndNames(t *testing.T) {
	s := newScene(t, mockTranscript(), wide)
	s.v.SetMarks([]Mark{{ID: "f", Span: spanOf(t, s.text, "closed the tab"), Label: "Docs", Star: true}})
	got := s.texts()
	for _, want := range []string{"Moderator\n", "P07\n", "00:11:48\n", "How did you deal with that?\n", "★ Docs\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not painted in\n%s", want, got)
		}
	}
}

func TestView_KeepsRoomBesideTurnsForWhatStandsThere(t *testing.T) {
	tr := &app.Transcript{Text: "Why?\nBecause."}
	tr.Turns = []app.Turn{{Span: app.Span{End: 5}, From: app.NoTime, To: app.NoTime}, {Span: app.Span{Start: 5, End: 13}, From: app.NoTime, To: app.NoTime}}
	s := newScene(t, tr, wide)
	apart := func() float32 { return s.v.doc.YOf(5) - s.v.doc.YOf(0) }
	m := s.v.doc.Metrics()
	bare := []Voice{{Name: "Priya"}, {Name: "Ines"}}
	if s.v.SetVoices(bare); apart() != m.Line+m.Gap {
		t.Errorf("turns of one line without times are %v apart, want a line and a gap, %v", apart(), m.Line+m.Gap)
	}
	s.v.SetVoices([]Voice{{Name: "Priya"}, {Name: "Ines", Time: "edited"}})
	if want := 41 + m.Gap; apart() != want {
		t.Errorf("with words below a name they are %v apart, want %v", apart(), want)
	}
	if s.v.SetVoices(bare); apart() != m.Line+m.Gap {
		t.Errorf("without them again they are %v apart", apart())
	}
}

func TestView_SaysWherePagesBegin(t *testing.T) {
	tr := longTranscript(3_000)
	tr.Turns = []app.Turn{{Span: app.Span{End: len(tr.Text)}, From: app.NoTime, To: app.NoTime}}
	for i := range 10 {
		tr.Pages = append(tr.Pages, app.PageBreak{Start: i * len(tr.Text) / 10, Page: i + 1})
	}
	s := newScene(t, tr, wide)
	s.v.SetVoices([]Voice{{}})
	pages := func() string {
		var all []string
		for _, line := range strings.Split(s.texts(), "\n") {
			if strings.HasPrefix(line, "p. ") {
				all = append(all, line)
			}
		}
		return strings.Join(all, ", ")
	}
	if got, want := pages(), "p. 1, p. 2"; got != want {
		t.Errorf("at the beginning %q stand beside the text, want %q", got, want)
	}
	s.v.ScrollTo(tr.Pages[4].Start)
	if got, want := pages(), "p. 5, p. 6"; got != want {
		t.Errorf("further on %q stand beside the text, want %q", got, want)
	}
	s.v.ScrollTo(tr.Pages[4].Start + len(tr.Text)/20)
	if got := pages(); !strings.HasPrefix(got, "p. 5, ") {
		t.Errorf("in the middle of a page %q stand beside the text, want page 5 first", got)
	}
	for _, o := range s.v.page.objects {
		if x, ok := o.(*canvas.Text); ok && strings.HasPrefix(x.Text, "p. ") && x.Position().X+x.Size().Width > s.v.frame.text {
			t.Errorf("%q stands in the text", x.Text)
		}
	}
}

func TestView_HasObjectsOnlyForWhatShows(t *testing.T) {
	tr := longTranscript(60_000)
	s := newScene(t, tr, wide)
	s.v.SetMarks(randomMarks(tr, 2000))
	if n := len(s.v.page.objects); n > 250 {
		t.Errorf("%d objects for one screen", n)
	}
	if s.v.doc.Done() {
		t.Error("everything was measured before the first picture")
	}
}

func TestView_KeepsThePlaceWhileItMeasures(t *testing.T) {
	tr := longTranscript(20_000)
	s := newScene(t, tr, wide)
	at := tr.Turns[200].Start
	s.v.ScrollTo(at)
	row := s.v.page.rows[0]
	eventually(t, "measuring", s.v.doc.Done)
	if got := s.v.page.rows[0]; got.Start != row.Start || s.v.Top() != row.Start {
		t.Errorf("the view begins at byte %d, was %d", got.Start, row.Start)
	}
}

func TestView_KeepsThePlaceWhenItIsResized(t *testing.T) {
	tr := longTranscript(20_000)
	s := newScene(t, tr, wide)
	s.v.ScrollTo(tr.Turns[200].Start)
	at := tr.Turns[200].Start
	for w := float32(600); w < 1300; w += 7 {
		s.w.Resize(fyne.NewSize(w, 600))
		if r := s.v.page.rows[0]; at < r.Start || at >= r.End {
			t.Fatalf("at width %v the view begins with bytes %d to %d, not with %d", w, r.Start, r.End, at)
		}
	}
}

func TestView_RevealsOnlyWhatIsNotInSight(t *testing.T) {
	tr := longTranscript(20_000)
	s := newScene(t, tr, wide)
	s.v.Reveal(tr.Turns[1].Span)
	if s.v.top != 0 {
		t.Errorf("scrolled to %v for something in sight", s.v.top)
	}
	s.v.Reveal(tr.Turns[300].Span)
	if p, _ := s.v.PlaceOf(tr.Turns[300].Start, false); p.Y < 200 || p.Y > 400 {
		t.Errorf("the passage stands at y %v", p.Y)
	}
}

func TestView_BearsEmptyText(t *testing.T) {
	s := newScene(t, &app.Transcript{}, wide)
	s.click(fyne.NewPos(300, 20), 3)
	s.drag(0, 0)
	s.keys(0, fyne.KeyDown, fyne.KeyEnd, fyne.KeyPageDown)
	s.v.SetMarks([]Mark{{ID: "f"}})
	s.wantSelected("")
}

func TestFrame_SharesTheWidth(t *testing.T) {
	for _, tc := range []struct {
		w, text, margin float32
	}{{816, 480, 170}, {1457, 640, 260}, {480, 240, 74}} {
		f := frameFor(tc.w)
		if f.textWidth != tc.text || f.marginWidth != tc.margin || f.margin+f.marginWidth > tc.w {
			t.Errorf("width %v: text %v, margin %v at %v", tc.w, f.textWidth, f.marginWidth, f.margin)
		}
	}
}
