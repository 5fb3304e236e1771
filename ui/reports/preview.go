package reports

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/ui/kit"
)

const (
	// previewBlocks bounds what is laid out: the first pages tell how it reads, the file holds all.
	previewBlocks = 160
	// previewRows bounds the rows of one previewed table.
	previewRows = 25
)

// pages shows the document as sheets of paper, a new one at each page break.
func (s *Screen) pages(d *report.Document) []fyne.CanvasObject {
	cover := []fyne.CanvasObject{kit.NewParagraph(strings.ToUpper(d.Subtitle), kit.Small), kit.NewParagraph(d.Title, kit.Display)}
	for _, f := range d.Facts {
		cover = append(cover, kit.HStack(kit.Space2, kit.Fixed(kit.NewText(f.Label, kit.Label), 120, 0), kit.Grow(kit.NewParagraph(f.Value, kit.Body))))
	}
	var sheets []fyne.CanvasObject
	page := cover
	flush := func() {
		if len(page) > 0 {
			sheets = append(sheets, kit.Stack(kit.NewBox(kit.Surface, kit.Line), kit.Pad(kit.VStack(kit.Space3, page...), 40)))
		}
		page = nil
	}
	for i, b := range d.Blocks {
		if i == previewBlocks {
			page = append(page, kit.NewParagraph(fmt.Sprintf("%d more parts are in the file.", len(d.Blocks)-i), kit.Small))
			break
		}
		if _, ok := b.(report.PageBreak); ok {
			flush()
			continue
		}
		page = append(page, block(b)...)
	}
	flush()
	return sheets
}

func block(b report.Block) []fyne.CanvasObject {
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
		return []fyne.CanvasObject{kit.NewRuns(runs(b.Runs, style)...)}
	case report.Quote:
		return []fyne.CanvasObject{quote(b)}
	case report.Facts:
		var cols []fyne.CanvasObject
		for _, f := range b.Facts {
			cols = append(cols, kit.VStack(2, kit.NewParagraph(f.Label, kit.Small), kit.NewParagraph(f.Value, kit.Strong)))
		}
		return []fyne.CanvasObject{kit.Stack(kit.NewFill(kit.Rail), kit.Pad(kit.Flow(kit.Space5, cols...), kit.Space3))}
	case report.Note:
		return []fyne.CanvasObject{kit.Stack(kit.NewFill(kit.WarnSoft), kit.Pad(kit.NewRuns(runs(b.Runs, kit.Body)...), kit.Space3))}
	case report.List:
		return list(b)
	case report.Table:
		return table(b)
	case report.Chart:
		return []fyne.CanvasObject{kit.NewChartView(b.Chart, 0)}
	}
	return nil
}

func heading(h report.Heading) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if h.Kicker != "" {
		out = append(out, kit.NewText(strings.ToUpper(h.Kicker), kit.Small))
	}
	style := kit.Title.Sized(24)
	switch h.Level {
	case 2:
		style = kit.Title.Sized(kit.SizeReading)
	case 3:
		style = kit.Strong
	}
	return append(out, kit.NewParagraph(h.Text, style))
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
			text = "…"
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
	if q.Evidence != "" {
		line += " · " + q.Evidence
	}
	return kit.Barred(bar, kit.VStack(kit.Space1, kit.NewParagraph(text, kit.Body), kit.NewParagraph(line, kit.Small)))
}

func list(l report.List) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, it := range l.Items {
		mark := "•"
		if l.Kind != report.Bullets {
			mark = fmt.Sprint(i + 1)
		}
		row := kit.HStackTop(kit.Space2, kit.Fixed(kit.NewText(mark, kit.Strong.In(kit.Accent)), 20, 0), kit.Grow(kit.NewRuns(runs(it.Runs, kit.Body)...)),
			kit.NewText(it.Aside, kit.Small))
		out = append(out, row)
		if l.Kind == report.Ruled {
			out = append(out, kit.HLine())
		}
	}
	return []fyne.CanvasObject{kit.VStack(kit.Space2, out...)}
}

func table(t report.Table) []fyne.CanvasObject {
	shares := make([]float32, len(t.Columns))
	for i, c := range t.Columns {
		shares[i] = 1
		if c.Share > 0 {
			shares[i] = 1 + 3*float32(c.Share)
		}
	}
	line := func(style kit.Style, text func(i int) string) fyne.CanvasObject {
		var cells []fyne.CanvasObject
		for i, c := range t.Columns {
			if c.Right {
				cells = append(cells, kit.NewTextAt(text(i), style, fyne.TextAlignTrailing))
			} else {
				cells = append(cells, kit.NewParagraph(text(i), style))
			}
		}
		return kit.Columns(kit.Space2, shares, cells...)
	}
	rows := []fyne.CanvasObject{line(kit.Small, func(i int) string { return t.Columns[i].Title }), kit.HLine()}
	for n, r := range t.Rows {
		if n == previewRows {
			rows = append(rows, kit.NewText(fmt.Sprintf("%d more rows are in the file.", len(t.Rows)-n), kit.Small))
			break
		}
		style := kit.Control
		if r.Strong {
			style = style.B()
		}
		rows = append(rows, line(style, func(i int) string { return plain(r.Cells, i) }), kit.HLine())
	}
	if t.Note != "" {
		rows = append(rows, kit.NewParagraph(t.Note, kit.Small))
	}
	return []fyne.CanvasObject{kit.VStack(kit.Space1, rows...)}
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
