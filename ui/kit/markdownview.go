package kit

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"throughline/app"
	"throughline/app/markdown"
	"throughline/assets/icons"
)

// MarkdownLook is what a page of Markdown can do besides being read. The zero value shows links with where they lead and opens nothing,
// and of pictures what they show.
type MarkdownLook struct {
	Follow  func(link string) func()                 // what a press on a link does, nil for one that leads nowhere here
	Marks   func(text string) []app.Span             // stretches to mark in a text: bytes, half-open, ascending
	Picture func(b markdown.Block) fyne.CanvasObject // of a picture, nil for one that is not to be had
}

// Markdown shows blocks below each other, for reading: one object for each. Boxes show their state and cannot be ticked here.
func Markdown(blocks []markdown.Block) *fyne.Container { return MarkdownPage(blocks, MarkdownLook{}) }

// MarkdownPage is Markdown with links to follow, stretches marked and pictures.
func MarkdownPage(blocks []markdown.Block, look MarkdownLook) *fyne.Container {
	all := make([]fyne.CanvasObject, len(blocks)) // put into the container at once: it is laid out anew at each Add
	for i, b := range blocks {
		all[i] = Inset(look.block(b), roomAbove(blocks, i), 0, 0, 0)
	}
	return VStack(0, all...)
}

func (l MarkdownLook) block(b markdown.Block) fyne.CanvasObject {
	switch b.Kind {
	case markdown.Heading:
		return l.text(b.Runs, headingStyle(b.Level))
	case markdown.Bullet, markdown.Number, markdown.Tick:
		return l.item(b)
	case markdown.Quote:
		return Barred(PaintOf(Line), l.text(b.Runs, Body.In(Muted)))
	case markdown.Table:
		return l.table(b)
	case markdown.Code:
		return Stack(NewBox(Rail, Line), Pad(NewProse(l.marked(ProseRun{Text: b.Text, Style: Style{Size: SizeControl, Mono: true}})...), Space3))
	case markdown.Rule:
		return HLine()
	case markdown.Picture:
		if l.Picture != nil {
			if o := l.Picture(b); o != nil {
				return o
			}
		}
	}
	return l.text(b.Runs, Body)
}

// text is wrapped text; where nothing can be pressed it takes no presses.
func (l MarkdownLook) text(runs []markdown.Run, s Style) fyne.CanvasObject {
	prose := l.prose(runs, s)
	plain := make([]Run, len(prose))
	for i, r := range prose {
		if r.Go != nil {
			return NewProse(prose...)
		}
		plain[i] = Run{Text: r.Text, Style: r.Style, Tint: r.Tint}
	}
	return NewRuns(plain...)
}

// prose puts the looks of words onto a style.
func (l MarkdownLook) prose(runs []markdown.Run, s Style) []ProseRun {
	out := make([]ProseRun, 0, len(runs))
	for _, r := range runs {
		own := ProseRun{Text: r.Text, Style: s}
		own.Style.Bold, own.Style.Italic = s.Bold || r.Bold, r.Italic
		if r.Code {
			own.Style.Mono, own.Style.Size = true, s.Px()-1
		}
		if r.Link != "" {
			own.Style.Color = Accent
			if l.Follow != nil {
				own.Go = l.Follow(r.Link)
			}
		}
		out = append(out, l.marked(own)...)
		if r.Link != "" && r.Link != r.Text && own.Go == nil {
			out = append(out, ProseRun{Text: " (" + r.Link + ")", Style: s.In(Muted)})
		}
	}
	return out
}

// marked parts a run where marks begin and end.
func (l MarkdownLook) marked(r ProseRun) []ProseRun {
	if l.Marks == nil {
		return []ProseRun{r}
	}
	var out []ProseRun
	at := 0
	put := func(end int, tint Paint) {
		if end > at {
			part := r
			part.Text, part.Tint = r.Text[at:end], tint
			out = append(out, part)
			at = end
		}
	}
	for _, m := range l.Marks(r.Text) {
		put(m.Start, Paint{})
		put(m.End, PaintOf(Accent))
	}
	put(len(r.Text), Paint{})
	return out
}

func headingStyle(level int) Style {
	switch level {
	case 1:
		return Title
	case 2:
		return Strong.Sized(SizeReading)
	}
	return Strong
}

// roomAbove is the room above a block: much before a heading, little between the items of a list.
func roomAbove(blocks []markdown.Block, i int) float32 {
	isItem := func(k markdown.Kind) bool { return k == markdown.Bullet || k == markdown.Number || k == markdown.Tick }
	switch {
	case i == 0:
		return 0
	case blocks[i].Kind == markdown.Heading && blocks[i].Level <= 2:
		return Space5
	case blocks[i].Kind == markdown.Heading:
		return Space4
	case isItem(blocks[i].Kind) && isItem(blocks[i-1].Kind):
		if blocks[i].Level == 0 && blocks[i].Kind == markdown.Number {
			return Space2
		}
		return Space1
	case blocks[i-1].Kind == markdown.Heading:
		return Space2
	}
	return Space3
}

// markWide is the room for the mark of an item.
const markWide float32 = 22

func (l MarkdownLook) item(b markdown.Block) fyne.CanvasObject {
	style := Body
	if b.Level > 0 {
		style = Body.In(Muted)
	}
	var mark fyne.CanvasObject
	switch b.Kind {
	case markdown.Number:
		mark = NewText(strconv.Itoa(b.Number)+".", Body.In(Accent).B())
	case markdown.Tick:
		box := fyne.CanvasObject(newFill(Surface, Edge, 3))
		if b.Done {
			box = Stack(box, NewIconSized(icons.Check, Accent, 14))
		}
		mark = Inset(Fixed(box, 14, 14), 3, 0, 0, 0)
	default:
		mark = NewText("•", Body.In(Muted))
	}
	wide := markWide
	if b.Kind == markdown.Number && b.Number > 9 {
		wide += 8
	}
	return Inset(HStackTop(0, Fixed(VStack(0, HStack(0, mark, Spacer())), wide, 0), Grow(l.text(b.Runs, style))), 0, 0, 0, float32(b.Level)*markWide)
}

// manyColumns is from how many columns on a table is set in small type with little room.
const manyColumns = 5

// table shows a table: a column is at least as wide as its longest word, as far as there is room, and shares what is left over
// by how much it says.
func (l MarkdownLook) table(b markdown.Block) fyne.CanvasObject {
	style, room := Control, Space3
	if b.Column >= manyColumns {
		style, room = Control.Sized(SizeSmall), 6
	}
	sizes := columnSizes(b, style, room)
	var rows []fyne.CanvasObject
	for r := range b.Lines() {
		own := style
		if r == 0 {
			own = style.In(Muted).B()
		} else {
			rows = append(rows, HLine())
		}
		cells := make([]fyne.CanvasObject, b.Column)
		for c := range cells {
			cells[c] = PadXY(l.text(b.Cell(r, c), own), room, 7)
		}
		var row fyne.CanvasObject = container.New(&tableRow{sizes: sizes}, cells...)
		if r == 0 {
			row = Stack(NewFill(Rail), row)
		}
		rows = append(rows, row)
	}
	return Stack(NewBox(Surface, Line), Pad(VStack(0, rows...), 1))
}

// columnSize is what a column of a table asks for.
type columnSize struct {
	least float32 // in pixels: its longest word with the room beside it
	says  float32 // letters of its longest cell
}

func columnSizes(b markdown.Block, style Style, room float32) []columnSize {
	sizes := make([]columnSize, b.Column)
	for c := range b.Column {
		for r := range b.Lines() {
			text := markdown.Words(b.Cell(r, c))
			sizes[c].says = max(sizes[c].says, min(float32(len([]rune(text))), 60), 4)
			for _, word := range strings.Fields(text) {
				sizes[c].least = max(sizes[c].least, Measure(word, style.B()).Width+2*room+1)
			}
		}
	}
	return sizes
}

// tableRow is a row of cells; it is as tall as the tallest.
type tableRow struct {
	sizes []columnSize
	at    float32
}

// wide is how wide a cell is in a row of a width.
func (l *tableRow) wide(i int, width float32) float32 {
	var least, says float32
	for _, s := range l.sizes {
		least += s.least
		says += s.says
	}
	if least >= width { // words have to break: every column gives its share
		return width * l.sizes[i].least / max(least, 1)
	}
	return l.sizes[i].least + (width-least)*l.sizes[i].says/max(says, 1)
}

func (l *tableRow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for i, o := range objects {
		h = max(h, HeightFor(o, l.wide(i, width)))
	}
	return h
}

// MinSize implements fyne.Layout.
func (l *tableRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := 40 * float32(len(objects))
	return fyne.NewSize(w, l.heightFor(objects, widthOf(l.at, w)))
}

// Layout implements fyne.Layout.
func (l *tableRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.at = size.Width
	var x float32
	for i, o := range objects {
		w := l.wide(i, size.Width)
		place(o, x, 0, w, size.Height)
		x += w
	}
}
