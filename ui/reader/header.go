package reader

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// header is the line above the text: what is read, what is filtered, and the field to find words.
type header struct {
	s       *Screen
	title   *kit.Text
	line    *kit.Text
	tags    *kit.Chip
	voice   *kit.IconButton
	suggest *kit.IconButton
	chips   *fyne.Container
	search  *kit.SearchField
	hits    *kit.Text
	finder  *fyne.Container
	root    *fyne.Container
	lines   []string // what the interview is, from long to short
	open    bool
}

func newHeader(s *Screen) *header {
	h := &header{s: s, title: kit.NewElastic("", kit.Title), line: kit.NewElastic("", kit.Small)}
	h.suggest = kit.NewIconButton(icons.Wand, "Suggest tags in the margin, learned from yours", func() { s.model.SetSuggesting(!s.model.Suggesting()) })
	h.voice = kit.NewIconButton(icons.People, "Whose words stand out", h.chooseVoice)
	h.tags = kit.NewDropChip("Tags: all", h.chooseTag)
	search := kit.NewIconButton(icons.Search, "Find in this interview (/)", h.openFind)
	h.chips = kit.HStack(kit.Space1, search, h.suggest, h.voice, h.tags)
	h.search = kit.NewSearchField("Find in this interview", 200, h.find)
	h.search.OnSubmitted = func(string) { s.model.FindNext(1) }
	h.search.Entry.OnKey = h.key
	h.hits = kit.NewText("", kit.Small)
	h.finder = kit.HStack(kit.Space1, h.search, h.hits,
		kit.NewIconButton(icons.Up, "Previous (Shift Enter)", func() { s.model.FindNext(-1) }),
		kit.NewIconButton(icons.Down, "Next (Enter)", func() { s.model.FindNext(1) }),
		kit.NewIconButton(icons.Close, "Close (Esc)", h.closeFind))
	h.finder.Hide()
	h.root = container.New(headLayout{h}, h.title, h.line, h.chips, h.finder)
	return h
}

// paint shows the model's state.
func (h *header) paint() {
	m := h.s.model
	title := m.Interview.Title
	if m.Transcript == nil || m.Err != nil {
		title = ""
	}
	h.title.SetText(title)
	h.lines = m.Headlines()
	h.chips.Hidden = title == "" || h.open
	h.finder.Hidden = title == "" || !h.open
	h.suggest.Hidden = m.Suggest == nil
	h.suggest.SetOn(m.Suggesting())
	h.voice.Hidden = len(m.Interview.Speakers) < 2
	h.voice.SetOn(h.s.speaker != "")
	h.tags.SetText("Tags: all")
	if t := m.TagNamed(h.s.filter); t != nil {
		h.tags.SetText(t.Name)
	}
	h.tags.SetOn(h.s.filter != "")
	hits, at := m.Hits()
	switch {
	case h.search.Text() == "":
		h.hits.SetText("")
	case len(hits) == 0:
		h.hits.SetText("none")
	default:
		h.hits.SetText(fmt.Sprintf("%d of %d", at+1, len(hits)))
	}
	h.root.Refresh()
}

// chooseTag opens the menu of the tags in this interview.
func (h *header) chooseTag() {
	s := h.s
	items := []kit.MenuItem{{Text: "All tags", Checked: s.filter == "", Run: func() { s.setFilter("") }}, kit.Separator}
	for _, u := range s.model.Used() {
		items = append(items, kit.MenuItem{Text: u.Path, Dot: kit.TagPaint(u.Color), Detail: fmt.Sprint(u.Findings),
			Checked: s.filter == u.ID, Run: func() { s.setFilter(u.ID) }})
	}
	kit.ShowMenu(h.tags, items...)
}

func (h *header) chooseVoice() {
	s := h.s
	items := []kit.MenuItem{{Text: "All speakers", Checked: s.speaker == "", Run: func() { s.setSpeaker("") }}, kit.Separator}
	for _, sp := range s.model.Interview.Speakers {
		items = append(items, kit.MenuItem{Text: sp.Name, Checked: s.speaker == sp.Label && sp.Label != "",
			Run: func() { s.setSpeaker(sp.Label) }})
	}
	kit.ShowMenu(h.voice, items...)
}

func (s *Screen) setFilter(id app.TagID) {
	s.filter = id
	s.paint(PartFindings)
}

func (s *Screen) setSpeaker(label string) {
	s.speaker = label
	s.text.SetVoices(s.voices())
	s.head.paint()
}

func (h *header) finding() bool { return h.open }

// openFind shows the field to find words and puts the keyboard there.
func (h *header) openFind() {
	h.open = true
	h.paint()
	h.search.Focus()
	h.find(h.search.Text())
}

// closeFind takes the marks off and gives the keyboard back to the text.
func (h *header) closeFind() {
	h.open = false
	h.s.model.Find("", 0)
	h.paint()
	h.s.text.Focus()
}

func (h *header) find(words string) { h.s.model.Find(words, h.s.text.Shown().Start) }

func (h *header) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyEscape:
		h.closeFind()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		by := 1
		if heldKeys()&fyne.KeyModifierShift != 0 {
			by = -1
		}
		h.s.model.FindNext(by)
	case fyne.KeyUp:
		h.s.model.FindNext(-1)
	default:
		return false
	}
	return true
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
	end := f.margin + f.marginWidth
	tools := h.chips
	if h.open {
		tools = h.finder
	}
	m := tools.MinSize()
	tools.Move(fyne.NewPos(end-m.Width, 29-m.Height/2))
	tools.Resize(m)
	room := end - m.Width - kit.Space4 - f.left
	title := min(kit.Measure(h.title.Text(), kit.Title).Width+1, room)
	th := h.title.MinSize().Height
	h.title.Move(fyne.NewPos(f.left, 29-th/2))
	h.title.Resize(fyne.NewSize(title, th))
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
