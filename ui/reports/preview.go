package reports

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/ui/kit"
)

// previewRows bounds the rows of one previewed table: the first pages tell how it reads, the file holds all.
const previewRows = 60

// piece is what a page cannot part: a paragraph, a quote, a row of a table.
type piece struct {
	object fyne.CanvasObject
	gap    float32 // above it, unless it opens a page
	keep   bool    // stands on the page of the piece after it: a heading
}

func cover(d *report.Document) []piece {
	out := append(house(d), []piece{{object: kit.NewParagraph(strings.ToUpper(d.Subtitle), kit.Small)}, {object: kit.NewParagraph(d.Title, kit.Display), gap: kit.Space3}}...)
	for i, f := range d.Facts {
		gap := kit.Space2
		if i == 0 {
			gap = kit.Space4
		}
		row := kit.HStackTop(kit.Space2, kit.Fixed(kit.VStack(0, kit.NewText(f.Label, kit.Label)), 120, 0), kit.Grow(kit.NewParagraph(f.Value, kit.Body)))
		out = append(out, piece{object: row, gap: gap})
	}
	return out
}

func block(b report.Block) []piece {
	one := func(o fyne.CanvasObject) []piece { return []piece{{object: o, gap: kit.Space3}} }
	switch b := b.(type) {
	case report.Heading:
		return heading(b)
	case report.Paragraph:
		style := kit.Body
		switch b.Tone {
		case report.Lead:
			style = kit.Reading
		case report.Small:
			style = kit.Small
		}
		return one(kit.NewRuns(runs(b.Runs, style)...))
	case report.Quote:
		return one(quote(b))
	case report.Facts:
		var cols []fyne.CanvasObject
		for _, f := range b.Facts {
			cols = append(cols, kit.VStack(2, kit.NewText(f.Label, kit.Small), kit.NewText(f.Value, kit.Strong)))
		}
		return one(kit.Stack(kit.NewBox(kit.Rail, kit.Clear), kit.Pad(kit.Flow(kit.Space5, cols...), kit.Space3)))
	case report.Note:
		return one(kit.Stack(kit.NewBox(kit.WarnSoft, kit.Clear), kit.Pad(kit.NewRuns(runs(b.Runs, kit.Body)...), kit.Space3)))
	case report.List:
		return list(b)
	case report.Table:
		return table(b)
	case report.Chart:
		return one(kit.NewChartView(b.Chart, 0))
	}
	return nil
}

func heading(h report.Heading) []piece {
	style, gap := kit.Title.Sized(24), kit.Space5
	switch h.Level {
	case 2:
		style, gap = kit.Title.Sized(kit.SizeReading), 20
	case 3:
		style, gap = kit.Strong, kit.Space4
	}
	words := kit.VStack(kit.Space2)
	if h.Kicker != "" {
		words.Add(kit.NewText(strings.ToUpper(h.Kicker), kit.Small))
	}
	words.Add(kit.NewParagraph(h.Text, style))
	return []piece{{object: words, gap: gap, keep: true}}
}

func runs(in []report.Run, style kit.Style) []kit.Run {
	out := make([]kit.Run, 0, len(in))
	for _, r := range in {
		st := style
		if r.Bold {
			st = st.B()
		}
		text := r.Text
		if r.PageOf != "" {
			text += "…"
		}
		out = append(out, kit.Run{Text: text, Style: st})
	}
	return out
}

func quote(q report.Quote) fyne.CanvasObject {
	bar := kit.PaintOf(kit.Accent)
	switch {
	case q.Stance == app.Contradicts:
		bar = kit.PaintOf(kit.Bad)
	case q.Stance == app.Nuances:
		bar = kit.PaintOf(kit.Warn)
	case q.Hue > 0:
		bar = kit.TagPaint(q.Hue - 1)
	}
	text := q.Text
	if !q.Note {
		text = "“" + text + "”"
	}
	line := q.Source
	if q.Strength != "" {
		line += " · " + q.Strength
	}
	if q.Evidence != "" {
		line += " · " + q.Evidence
	}
	words := kit.VStack(kit.Space1, kit.NewParagraph(text, kit.Body))
	if q.Comment != "" {
		words.Add(kit.NewParagraph(q.Comment, kit.Small))
	}
	words.Add(kit.NewParagraph(line, kit.Small))
	return kit.Barred(bar, words)
}

func list(l report.List) []piece {
	var out []piece
	for i, it := range l.Items {
		mark := "•"
		if l.Kind != report.Bullets {
			mark = fmt.Sprint(i + 1)
		}
		row := kit.HStackTop(kit.Space2, kit.Fixed(kit.VStack(0, kit.NewText(mark, kit.Strong.In(kit.Accent))), 20, 0),
			kit.Grow(kit.NewRuns(runs(it.Runs, kit.Body)...)), kit.VStack(0, kit.NewText(it.Aside, kit.Small)))
		p := piece{object: row, gap: kit.Space2}
		if l.Kind == report.Ruled {
			p.object = kit.VStack(kit.Space2, row, kit.HLine())
		}
		out = append(out, p)
	}
	return out
}

// tableWidths shares the width of a page: columns that fit their content get it, the others what is left.
func tableWidths(t report.Table, width float32) []float32 {
	ws := make([]float32, len(t.Columns))
	left, shares := width-kit.Space2*float32(len(t.Columns)-1), float32(0)
	for i, c := range t.Columns {
		if c.Share > 0 {
			shares += float32(c.Share)
			continue
		}
		ws[i] = kit.Measure(c.Title, kit.Small).Width
		for _, r := range t.Rows[:min(previewRows, len(t.Rows))] {
			if r.Span {
				continue
			}
			ws[i] = max(ws[i], kit.Measure(plain(r.Cells, i), kit.Control.B()).Width)
		}
		ws[i] = min(ws[i]+2, 180)
		left -= ws[i]
	}
	for i, c := range t.Columns {
		if c.Share > 0 {
			ws[i] = max(60, left*float32(c.Share)/shares)
		}
	}
	return ws
}

func table(t report.Table) []piece {
	ws := tableWidths(t, pageWidth-2*pageMargin)
	line := func(style kit.Style, text func(i int) string) fyne.CanvasObject {
		var cells []fyne.CanvasObject
		for i, c := range t.Columns {
			if c.Right {
				cells = append(cells, kit.VStack(0, kit.NewTextAt(text(i), style, fyne.TextAlignTrailing)))
			} else {
				cells = append(cells, kit.NewParagraph(text(i), style))
			}
		}
		return kit.VStack(kit.Space1, kit.Columns(kit.Space2, ws, cells...), kit.HLine())
	}
	out := []piece{{object: line(kit.Small, func(i int) string { return t.Columns[i].Title }), gap: kit.Space2, keep: true}}
	for n, r := range t.Rows {
		if n == previewRows {
			out = append(out, piece{object: kit.NewText(app.Count(len(t.Rows)-n, "more row")+" in the file.", kit.Small), gap: kit.Space1})
			break
		}
		if r.Span {
			head := kit.VStack(kit.Space1, kit.NewParagraph(plain(r.Cells, 0), kit.Control.B()), kit.HLine())
			out = append(out, piece{object: head, gap: kit.Space2, keep: true})
			continue
		}
		style := kit.Control
		if r.Strong {
			style = style.B()
		}
		out = append(out, piece{object: line(style, func(i int) string { return plain(r.Cells, i) }), gap: kit.Space1})
	}
	if t.Note != "" {
		out = append(out, piece{object: kit.NewParagraph(t.Note, kit.Small), gap: kit.Space2})
	}
	return out
}

func plain(cells []report.Cell, i int) string {
	if i >= len(cells) {
		return ""
	}
	var b strings.Builder
	for _, r := range cells[i] {
		b.WriteString(r.Text)
	}
	return b.String()
}
