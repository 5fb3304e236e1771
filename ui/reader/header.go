package reader

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// header is the line above the text: what is read, what is filtered, and the bar to find words.
type header struct {
	s       *Screen
	title   *kit.Text
	long    *kit.Paragraph // the title in two smaller lines, where it is too long for one
	line    *kit.Text
	tags    *kit.Chip
	shown   *kit.Chip
	hidden  *kit.Chip
	suggest *kit.IconButton
	consent *kit.ConsentMark // how the consent of those who speak stands
	chips   *fyne.Container
	finder  *finder
	root    *fyne.Container
	lines   []string // what the interview is, from long to short
}

func newHeader(s *Screen) *header {
	h := &header{s: s, title: kit.NewElastic("", kit.Title), long: kit.NewParagraph("", kit.Strong).Limit(2), line: kit.NewElastic("", kit.Small)}
	h.suggest = kit.NewIconButton(icons.Wand, say.T("Suggest tags in the margin, learned from yours"), func() { s.model.SetSuggesting(!s.model.Suggesting()) })
	h.shown = kit.NewDropChip(say.T("Show: all"), h.chooseShown)
	h.tags = kit.NewDropChip(say.T("Tags: all"), h.chooseTag)
	h.hidden = kit.NewChip("", s.model.ShowAll).WithIcon(icons.Close)
	h.hidden.SetTip(say.T("Show all findings again"))
	search := kit.NewIconButton(icons.Search, say.T("Find in this interview (/)"), func() { h.finder.show(false) })
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("Edit, replace, redact, revisions"), func() { s.more(more) })
	h.consent = kit.NewConsentMark(kit.ConsentSign{}, false, "", func() { s.goTo(kit.PrivacyAt("consent", h.asked())) })
	h.consent.Hidden = true
	h.chips = kit.HStack(kit.Space1, kit.Inset(h.consent, 0, kit.Space2, 0, 0), search, h.suggest, h.hidden, h.shown, h.tags, more)
	h.finder = newFinder(s)
	h.root = container.New(headLayout{h}, h.title, h.long, h.line, h.chips, h.finder.root)
	return h
}

// Suggest shows suggested tags in the margin of the interview that has the keyboard, or takes them away. It goes there as FindPersonal does.
func (d *Desk) Suggest() {
	if s := d.bring(); s != nil {
		s.model.SetSuggesting(!s.model.Suggesting())
	}
}

// setQuiet mutes the heading of a text that has not got the keyboard while another has.
func (h *header) setQuiet(on bool) {
	ink := kit.Ink
	if on {
		ink = kit.Muted
	}
	h.title.SetStyle(kit.Title.In(ink))
	h.long.SetRuns(kit.Run{Text: h.long.Text(), Style: kit.Strong.In(ink)})
}

// paint shows the model's state.
func (h *header) paint() {
	m := h.s.model
	title := m.Interview.Title
	if m.Transcript == nil || m.Err != nil {
		title = ""
	}
	h.title.SetText(title)
	h.long.SetText(title)
	h.lines = m.Headlines()
	h.chips.Hidden = title == "" || h.finder.open
	h.finder.root.Hidden = title == "" || !h.finder.open
	h.suggest.Hidden = m.Suggest == nil || m.Whose() == Blind
	h.suggest.SetOn(m.Suggesting())
	words := m.shownWords()
	h.shown.SetText(say.T("Show: %s", cmp.Or(words, say.T("all"))))
	h.shown.SetOn(words != "")
	h.tags.SetText(say.T("Tags: all"))
	if t := m.TagNamed(m.ShownTag()); t != nil {
		h.tags.SetText(t.Name)
	}
	h.tags.SetOn(m.ShownTag() != "")
	h.paintConsent()
	n := m.Hidden()
	h.hidden.Hidden = n == 0
	h.hidden.SetText(say.T("%s hidden", say.Number(n)))
	h.hidden.SetOn(true)
	h.finder.paint()
	h.root.Refresh()
}

// headLayout aligns the header with the columns of the text below it.
type headLayout struct{ h *header }

const headHigh float32 = 48

// MinSize implements fyne.Layout.
func (l headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, headHigh) }

// Layout implements fyne.Layout.
func (l headLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	h := l.h
	f := frameFor(size.Width - miniWidth)
	end := min(f.margin+f.marginWidth, size.Width-kit.Space1) // a text keeps a width at which it can be read, the tools stay in sight
	tools := h.chips
	if h.finder.open {
		tools = h.finder.root
	}
	m := tools.MinSize()
	tools.Move(fyne.NewPos(end-m.Width, 29-m.Height/2))
	tools.Resize(m)
	room := max(0, end-m.Width-kit.Space4-f.left)
	wide := kit.Measure(h.title.Text(), kit.Title).Width + 1
	title := min(wide, room)
	th := h.title.MinSize().Height
	h.title.Move(fyne.NewPos(f.left, 29-th/2))
	h.title.Resize(fyne.NewSize(title, th))
	h.title.Hidden, h.long.Hidden = wide > room, wide <= room
	high := h.long.HeightForWidth(room)
	h.long.Move(fyne.NewPos(f.left, 29-high/2))
	h.long.Resize(fyne.NewSize(room, high))
	rest := room - title - kit.Space3
	h.line.SetText(fitting(h.lines, rest))
	h.line.Hidden = h.title.Text() == ""
	lh := h.line.MinSize().Height
	h.line.Move(fyne.NewPos(f.left+title+kit.Space3, 33-lh/2)) // on the title's baseline
	h.line.Resize(fyne.NewSize(max(0, rest), lh))
}

// fitting is the first of several wordings that fits a width; none if not even the last does.
func fitting(lines []string, width float32) string {
	for _, l := range lines {
		if kit.Measure(l, kit.Small).Width <= width {
			return l
		}
	}
	return ""
}
