package reader

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// pickWidth is the width of the list of tags.
const pickWidth float32 = 312

// pickTag opens the list of tags at the selection, or at the finding at hand.
func (s *Screen) pickTag() {
	m := s.model
	span := m.Selection()
	if span.Len() == 0 {
		if f := m.Active(); f != nil {
			span = f.Span
		} else {
			s.text.SelectSentence(s.from())
			span = m.Selection()
		}
	}
	if span.Len() == 0 {
		s.toast(kit.Toast{Text: say.T("Select some words to tag them"), Icon: icons.Tag})
		return
	}
	s.bar.hide()
	s.text.Reveal(span)
	c := kit.CanvasOf(s.text)
	if c == nil {
		return
	}
	r := s.roomBeside(c, span)
	p := kit.NewPicker(say.T("Find or create a tag"), pickWidth, func(query string) []kit.PickItem { return s.choices(query, r.lines()) })
	p.Empty = say.T("No tag yet. Type a name, then Enter.")
	p.ShowAt(c, r.place(p.MinSize().Add(fyne.NewSquareSize(2*kit.Space2))))
	c.Focus(p.Entry) // the popover was never painted, so the field cannot find its canvas yet
}

// room is the space on the canvas above and below a passage, for what must not hide it.
type room struct {
	x          float32
	top, below float32 // edges of the passage
	high       float32 // of the canvas
}

func (s *Screen) roomBeside(c fyne.Canvas, span app.Span) room {
	base := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.text)
	first, _ := s.text.PlaceOf(span.Start, false)
	last, high := s.text.PlaceOf(span.End, true)
	r := room{x: base.X + first.X, top: base.Y + first.Y - kit.Space1, below: base.Y + last.Y + high + kit.Space1, high: c.Size().Height}
	if first.Y != last.Y {
		r.x = base.X + max(s.text.frame.text, last.X-pickWidth/2)
	}
	return r
}

// What the list needs: a line a tag, and the field, the line to create a tag and the edges.
const (
	pickLine float32 = 32
	pickRest float32 = 104
	pickMost         = 12
	pickFew          = 6 // as many fit below: then it stands there
)

func (r room) linesBelow() int { return int((r.high - r.below - kit.Space2 - pickRest) / pickLine) }
func (r room) linesAbove() int { return int((r.top - kit.Space2 - pickRest) / pickLine) }

// isBelow reports whether the list stands below the passage; above, it would leave the passage as it narrows.
func (r room) isBelow() bool { return r.linesBelow() >= pickFew || r.linesBelow() >= r.linesAbove() }

// lines is how many tags the list may show at once.
func (r room) lines() int {
	n := r.linesAbove()
	if r.isBelow() {
		n = r.linesBelow()
	}
	return min(pickMost, max(3, n))
}

// place is the top left corner for something of a size.
func (r room) place(size fyne.Size) fyne.Position {
	if r.isBelow() {
		return fyne.NewPos(r.x, r.below)
	}
	return fyne.NewPos(r.x, r.top-size.Height)
}

// choices are the lines of the list for the words typed, at most limit. Choosing a tag that is on the finding takes it off.
func (s *Screen) choices(query string, limit int) []kit.PickItem {
	m := s.model
	var items []kit.PickItem
	exact := false
	for _, c := range m.Choices() {
		exact = exact || strings.EqualFold(c.Name, strings.TrimSpace(query))
		it := kit.PickItem{Text: c.Path, Dot: kit.TagPaint(c.Color), Run: func() { m.Tag(c.ID) }}
		if c.Findings > 0 && m.Whose() != Blind {
			it.Detail = fmt.Sprint(c.Findings)
		}
		if c.On {
			it.Icon, it.Detail, it.Run = icons.Check, say.T("take off"), func() { m.Untag(c.ID) }
		}
		if query == "" && c.Digit > 0 {
			it.Key = fmt.Sprint(c.Digit)
		}
		items = append(items, it)
	}
	items = kit.Match(query, items)
	items = items[:min(limit, len(items))]
	if len(items) > 0 && items[0].Icon == "" {
		n, _ := strconv.Atoi(items[0].Detail) // none where nothing has the tag
		items[0].Detail = kit.Keys("Enter")
		if n > 0 {
			items[0].Detail = say.T("%s · Enter", say.Count(n, "finding"))
		}
	}
	if name := strings.Join(strings.Fields(query), " "); name != "" && !exact {
		items = append(items, kit.PickItem{Text: say.T("Create tag “%s”", name), Muted: true, Run: func() { m.CreateTag(name) }})
	}
	return items
}

// selectionBar is the small bar that follows a selection made by mouse, for hands that stay there.
type selectionBar struct {
	s     *Screen
	box   *fyne.Container
	layer *fyne.Container
	size  fyne.Size
}

func newSelectionBar(s *Screen) *selectionBar {
	b := &selectionBar{s: s}
	button := func(icon icons.Name, word, key string, a Act) fyne.CanvasObject {
		do := func() { s.Do(Command{Act: a}) }
		return kit.HStack(0, kit.NewIconTextButton(icon, word, kit.Quiet, do), kit.NewKeyHint(key))
	}
	row := kit.HStack(kit.Space1, button(icons.Tag, say.T("Tag"), "T", ActTag), button(icons.Note, say.T("Note"), "N", ActNote), button(icons.Star, say.T("Star"), "S", ActStar))
	b.box = kit.Stack(kit.NewBox(kit.Surface, kit.Line), kit.Inset(row, 2, kit.Space2, 2, 2))
	b.size = b.box.MinSize()
	b.box.Hide()
	b.layer = container.NewWithoutLayout(b.box)
	return b
}

func (b *selectionBar) show() {
	b.box.Show()
	b.follow()
	b.layer.Refresh()
}

func (b *selectionBar) hide() {
	if b.box.Visible() {
		b.box.Hide()
		b.layer.Refresh()
	}
}

// follow keeps the bar above the selection's first line, or below its last.
func (b *selectionBar) follow() {
	if !b.box.Visible() {
		return
	}
	v := b.s.text
	sel := v.Selection()
	if sel.Len() == 0 {
		b.hide()
		return
	}
	from, _ := v.PlaceOf(sel.Start, false)
	to, high := v.PlaceOf(sel.End, true)
	y := from.Y - b.size.Height - 6
	if y < 0 {
		y = to.Y + high + 6
	}
	x := max(v.frame.text, min(from.X, v.frame.margin-b.size.Width))
	b.box.Resize(b.size)
	b.box.Move(fyne.NewPos(x, max(6, min(y, v.Size().Height-b.size.Height-6))))
}
