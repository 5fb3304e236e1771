package reader

import (
	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// finder is the bar that finds words in the text, or goes to a time of the recording or to a page of the document.
type finder struct {
	s      *Screen
	field  *kit.SearchField
	cases  *kit.Chip
	whole  *kit.Chip
	result *kit.Text
	root   *fyne.Container
	open   bool
	times  bool   // opened to go to a time, or to a page of a document
	said   string // what the result says instead of a count
}

func newFinder(s *Screen) *finder {
	f := &finder{s: s, result: kit.NewText("", kit.Small)}
	f.field = kit.NewSearchField("", 190, f.find)
	f.field.OnSubmitted = func(string) { f.enter() }
	f.field.Entry.OnKey = f.key
	f.cases = kit.NewChip(say.T("Aa"), func() { s.model.SetFinding(!s.model.find.cased, s.model.find.whole) })
	f.cases.SetTip(say.T("Capital and small letters as typed"))
	f.whole = kit.NewChip(say.T("Word"), func() { s.model.SetFinding(s.model.find.cased, !s.model.find.whole) })
	f.whole.SetTip(say.T("Whole words only"))
	f.root = kit.HStack(kit.Space1, f.field, f.cases, f.whole, f.result,
		kit.NewIconButton(icons.Up, say.T("Previous (Shift Enter)"), func() { s.model.FindNext(-1) }),
		kit.NewIconButton(icons.Down, say.T("Next (Enter)"), func() { s.model.FindNext(1) }),
		kit.NewIconButton(icons.Close, say.T("Close (Esc)"), f.close))
	f.root.Hide()
	return f
}

// show opens the bar with the keyboard in its field, to find words or to go to a place.
func (f *finder) show(times bool) {
	if times || f.times != times {
		f.field.SetText("")
	}
	f.open, f.times = true, times
	hint := say.T("Find in this interview")
	if times {
		hint = say.T("Go to time, like 12:31")
		if f.s.model.LastPage() > 0 {
			hint = say.T("Go to page, like 12")
		}
	}
	f.field.SetHint(hint)
	f.cases.Hidden, f.whole.Hidden = times, times
	f.s.head.paint()
	f.field.Focus()
	f.field.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) // typing begins anew, Enter goes on with the words of before
	f.find(f.field.Text())
}

// close takes the marks off and gives the keyboard back to the text.
func (f *finder) close() {
	f.open = false
	f.s.model.Find("", 0)
	f.s.head.paint()
	f.s.text.Focus()
}

// paint shows how many were found.
func (f *finder) paint() {
	m := f.s.model
	f.cases.SetOn(m.find.cased)
	f.whole.SetOn(m.find.whole)
	hits, at := m.Hits()
	switch {
	case f.field.Text() == "":
		f.result.SetText("")
	case f.said != "":
		f.result.SetText(f.said)
	case len(hits) == 0:
		f.result.SetText(say.T("none"))
	case len(hits) == maxHits:
		f.result.SetText(say.T("%d of %d or more", at+1, maxHits))
	default:
		f.result.SetText(say.T("%d of %d", at+1, len(hits)))
	}
}

// find looks for what was typed. A time that no word of the text is goes to its place in the recording.
func (f *finder) find(words string) {
	m := f.s.model
	f.said = ""
	if f.times && m.LastPage() > 0 {
		f.findPage(words)
		return
	}
	d, isTime := clockOf(words)
	if f.times {
		m.Find("", 0)
		if !isTime && words != "" {
			f.said = "minutes:seconds"
		}
	} else {
		m.Find(words, f.s.text.Shown().Start)
		hits, _ := m.Hits()
		isTime = isTime && len(hits) == 0
	}
	if isTime {
		f.said = say.T("no times here")
		if at, ok := m.ByteAt(d); ok {
			f.said = say.T("at %s", clock(m.Transcript.TimeAt(at)))
			f.s.text.PutCaret(at)
			f.s.text.ScrollTo(at)
		}
	}
	f.s.head.paint()
}

// findPage goes to the page whose number was typed.
func (f *finder) findPage(words string) {
	m := f.s.model
	m.Find("", 0)
	if n, ok := pageOf(words); ok {
		at, _ := m.ByteOfPage(n)
		f.said = say.T("page %s of %s", say.Number(m.Transcript.PageAt(at)), say.Number(m.LastPage()))
		f.s.text.PutCaret(at)
		f.s.text.ScrollTo(at)
	} else if words != "" {
		f.said = say.T("1 to %s", say.Number(m.LastPage()))
	}
	f.s.head.paint()
}

// enter goes to the next hit, or stays at the place that was gone to.
func (f *finder) enter() {
	if f.times {
		f.close()
		return
	}
	f.s.model.FindNext(1)
}

func (f *finder) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyEscape:
		f.close()
	case fyne.KeyReturn, fyne.KeyEnter:
		if heldKeys()&fyne.KeyModifierShift != 0 {
			f.s.model.FindNext(-1)
		} else {
			f.enter()
		}
	case fyne.KeyDown:
		f.s.model.FindNext(1)
	case fyne.KeyUp:
		f.s.model.FindNext(-1)
	default:
		return false
	}
	return true
}
