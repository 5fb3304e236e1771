package kit

import (
	"bytes"
	"context"
	"encoding/csv"
	"image/png"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/chart/picture"
	"throughline/assets/icons"
	"throughline/ui/say"
	"throughline/ui/task"
)

// NewChartCard is a card with a heading, a chart, a switch to the same numbers as a table, and a menu that copies and saves it. The view must have its chart.
func NewChartCard(title, line string, view *ChartView) *fyne.Container {
	c := view.chart
	body := Stack(view)
	words := []fyne.CanvasObject{NewText(title, Strong)}
	if line != "" {
		words = append(words, Grow(NewElastic(line, Small)))
	} else {
		words = append(words, Spacer())
	}
	var swap *IconButton
	table := false
	var card *fyne.Container
	swap = NewIconButton(icons.Table, say.T("Show as table"), func() {
		table = !table
		body.Objects = []fyne.CanvasObject{view}
		swap.SetOn(table)
		if table {
			body.Objects = []fyne.CanvasObject{NewChartTable(c)}
		}
		card.Refresh()
	})
	more := NewIconButton(icons.More, say.T("Copy or save the chart"), nil)
	more.OnTap = func() { ShowMenu(more, ChartMenu(view, title)...) }
	card = NewCard(VStack(Space2, HStack(Space2, append(words, swap, more)...), body))
	return card
}

// NewChartTable is a chart in words and numbers.
func NewChartTable(c *chart.Chart) *fyne.Container {
	t := c.Table()
	n := len(t.Header)
	weights := make([]float32, n)
	row := func(cells []string, st Style) *fyne.Container {
		objects := make([]fyne.CanvasObject, n)
		for i := range objects {
			text := ""
			if i < len(cells) {
				text = cells[i]
			}
			if i == 0 {
				objects[i] = NewElastic(text, st)
				weights[i] = 2
				continue
			}
			objects[i] = NewTextAt(text, st, fyne.TextAlignTrailing)
			weights[i] = 1
		}
		return PadXY(Columns(Space2, weights, objects...), 0, Space1)
	}
	rows := []fyne.CanvasObject{row(t.Header, Small), HLine()}
	for _, r := range t.Rows {
		rows = append(rows, row(r, Control), HLine())
	}
	return VStack(0, rows...)
}

// imageScale is how many pixels a saved chart has for each unit: sharp in documents and on dense screens.
const imageScale = 2

// ChartMenu are the acts on a chart: copy as image or as table, save as PNG or SVG under a name made of title. Saving stands on the stage's
// Save, and is left out without it.
func ChartMenu(v *ChartView, title string) []MenuItem {
	items := []MenuItem{
		{Text: say.T("Copy image"), Icon: icons.Copy, Run: func() { v.copyImage(title) }},
		{Text: say.T("Copy table"), Icon: icons.Table, Run: func() {
			fyne.CurrentApp().Clipboard().SetContent(tabbed(v.chart.Table()))
			toastOn(v, say.T("The table is copied."))
		}},
	}
	s := StageOf(v)
	if s == nil || s.Save == nil {
		return items
	}
	p := v.print()
	return append(items,
		Separator,
		MenuItem{Text: say.T("Save as PNG…"), Icon: icons.Export, Run: func() { s.Save(app.FileName(title, say.T("Chart"))+".png", p.png) }},
		MenuItem{Text: say.T("Save as SVG…"), Icon: icons.Export, Run: func() {
			s.Save(app.FileName(title, say.T("Chart"))+".svg", func(w io.Writer) error { return picture.SVG(w, p.lay(), p.theme.Surface, title) })
		}},
		MenuItem{Text: say.T("Save as CSV…"), Icon: icons.Export, Run: func() { s.Save(app.FileName(title, say.T("Chart"))+".csv", p.csv) }},
	)
}

// chartPrint is a chart to be drawn elsewhere, as large as it stands on screen.
type chartPrint struct {
	chart *chart.Chart
	size  fyne.Size
	theme chart.Theme
}

// print takes down what the view shows now. Pictures are light: they go into documents.
func (v *ChartView) print() chartPrint {
	return chartPrint{v.chart, v.Size(), chart.Light(float64(SizeControl))}
}

func (p chartPrint) lay() *chart.Layout {
	return chart.Lay(p.chart, float64(p.size.Width), float64(p.size.Height), &picture.Type{}, p.theme)
}

func (p chartPrint) png(w io.Writer) error {
	return png.Encode(w, picture.Pixels(p.lay(), p.theme.Surface, imageScale))
}

// csv writes the chart's table. Cells that a spreadsheet would run are made text.
func (p chartPrint) csv(w io.Writer) error {
	t := p.chart.Table()
	out := csv.NewWriter(w)
	for _, row := range append([][]string{t.Header}, t.Rows...) {
		safe := make([]string, len(row))
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !isNumber(cell) {
				cell = "'" + cell
			}
			safe[i] = cell
		}
		if err := out.Write(safe); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// isNumber reports whether a cell is a plain negative number, which no spreadsheet runs.
func isNumber(s string) bool { return strings.Trim(s, "+-0123456789.,% ") == "" }

// copyImage puts the chart on the clipboard as a picture, beside the window.
func (v *ChartView) copyImage(title string) {
	p := v.print()
	var work task.Latest[struct{}]
	work.Load(func(context.Context) (struct{}, error) {
		var b bytes.Buffer
		if err := p.png(&b); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, copyPicture(b.Bytes())
	}, func(_ struct{}, err error) {
		if err != nil {
			toastError(v, err)
			return
		}
		toastOn(v, say.T("The image of “%s” is copied.", title))
	})
}

func toastOn(o fyne.CanvasObject, text string) {
	if s := StageOf(o); s != nil {
		s.Toast(Toast{Text: text, Icon: icons.Done})
	}
}

func toastError(o fyne.CanvasObject, err error) {
	if t, ok := ErrorToast(err); ok && StageOf(o) != nil {
		StageOf(o).Toast(t)
	}
}

// tabbed is a table as spreadsheets take it from the clipboard.
func tabbed(t chart.Table) string {
	var b strings.Builder
	for _, row := range append([][]string{t.Header}, t.Rows...) {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strings.Join(strings.Fields(cell), " "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
