package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"throughline/app/markdown"
	"throughline/assets/icons"
)

// Markdown shows blocks below each other, for reading. Boxes show their state and cannot be ticked here. Links are shown with where they
// lead; nothing is opened.
func Markdown(blocks []markdown.Block) *fyne.Container {
	all := VStack(0)
	for i, b := range blocks {
		var o fyne.CanvasObject
		switch b.Kind {
		case markdown.Heading:
			o = NewRuns(markdownRuns(b.Runs, headingStyle(b.Level))...)
		case markdown.Bullet, markdown.Number, markdown.Tick:
			o = markdownItem(b)
		case markdown.Quote:
			o = Barred(PaintOf(Line), NewRuns(markdownRuns(b.Runs, Body.In(Muted))...))
		case markdown.Table:
			o = markdownTable(b)
		case markdown.Code:
			o = Stack(NewBox(Rail, Line), Pad(NewParagraph(b.Text, Style{Size: SizeControl, Mono: true}), Space3))
		case markdown.Rule:
			o = HLine()
		default:
			o = NewRuns(markdownRuns(b.Runs, Body)...)
		}
		all.Add(Inset(o, roomAbove(blocks, i), 0, 0, 0))
	}
	return all
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

// markdownRuns puts the looks of words onto a style.
func markdownRuns(runs []markdown.Run, s Style) []Run {
	out := make([]Run, 0, len(runs))
	for _, r := range runs {
		own := s
		own.Bold, own.Italic = s.Bold || r.Bold, r.Italic
		switch {
		case r.Code:
			own.Mono, own.Size = true, s.Px()-1
		case r.Link != "":
			own.Color = Accent
		}
		out = append(out, Run{Text: r.Text, Style: own})
		if r.Link != "" && r.Link != r.Text {
			out = append(out, Run{Text: " (" + r.Link + ")", Style: s.In(Muted)})
		}
	}
	return out
}

// markWide is the room for the mark of an item.
const markWide float32 = 22

func markdownItem(b markdown.Block) fyne.CanvasObject {
	style := Body
	if b.Level > 0 {
		style = Body.In(Muted)
	}
	var mark fyne.CanvasObject
	switch b.Kind {
	case markdown.Number:
		mark = NewText(strconv.Itoa(b.Number)+".", Body.In(Accent).B())
	case markdown.Tick:
		box := fyne.CanvasObject(NewBox(Surface, Edge))
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
	return Inset(HStackTop(0, Fixed(VStack(0, mark), wide, 0), Grow(NewRuns(markdownRuns(b.Runs, style)...))), 0, 0, 0, float32(b.Level)*markWide)
}

// markdownTable shows a table: every column as wide as its words ask for, as far as there is room.
func markdownTable(b markdown.Block) fyne.CanvasObject {
	weights := make([]float32, b.Column)
	for c := range b.Column {
		for r := range b.Lines() {
			n := float32(len([]rune(markdown.Words(b.Cell(r, c)))))
			weights[c] = max(weights[c], min(n, 60))
		}
		weights[c] = max(weights[c], 6) + 4
	}
	rows := VStack(0)
	for r := range b.Lines() {
		style := Control
		if r == 0 {
			style = Control.In(Muted).B()
		} else {
			rows.Add(HLine())
		}
		row := container.New(&shares{weights: weights})
		for c := range b.Column {
			row.Add(PadXY(NewRuns(markdownRuns(b.Cell(r, c), style)...), Space3, 7))
		}
		if r == 0 {
			rows.Add(Stack(NewFill(Rail), row))
		} else {
			rows.Add(row)
		}
	}
	return Stack(NewBox(Surface, Line), Pad(rows, 1))
}

// shares is a row of cells whose widths are shares of the whole; it is as tall as the tallest.
type shares struct {
	weights []float32
	at      float32
}

func (l *shares) wide(i int, width float32) float32 {
	var sum float32
	for _, w := range l.weights {
		sum += w
	}
	return width * l.weights[i] / max(sum, 1)
}

func (l *shares) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for i, o := range objects {
		h = max(h, HeightFor(o, l.wide(i, width)))
	}
	return h
}

// MinSize implements fyne.Layout.
func (l *shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60*float32(len(objects)), l.heightFor(objects, widthOf(l.at, 60*float32(len(objects)))))
}

// Layout implements fyne.Layout.
func (l *shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.at = size.Width
	var x float32
	for i, o := range objects {
		w := l.wide(i, size.Width)
		place(o, x, 0, w, size.Height)
		x += w
	}
}
