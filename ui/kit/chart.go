package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/app/chart"
	"throughline/assets/icons"
)

// ChartView draws a chart with the layout that PDF and Excel share. The mark under the pointer tells its number.
// Good for up to about 1,000 marks.
type ChartView struct {
	widget.BaseWidget
	// OnTap runs when a mark is clicked; nil leaves the chart still.
	OnTap func(chart.Mark)

	chart  *chart.Chart
	height float32
	lay    *chart.Layout
	laidAt fyne.Size
	dark   bool
	hover  string
	hide   func()
}

// NewChartView shows a chart; height 0 takes the height that bars and heat maps need for their rows.
func NewChartView(c *chart.Chart, height float32) *ChartView {
	v := &ChartView{chart: c, height: height}
	v.ExtendBaseWidget(v)
	return v
}

// SetChart shows another chart.
func (v *ChartView) SetChart(c *chart.Chart) {
	v.chart, v.lay = c, nil
	v.Refresh()
}

// HeightForWidth implements HeightForWidther.
func (v *ChartView) HeightForWidth(w float32) float32 {
	if v.height > 0 {
		return v.height
	}
	return roundUp(float32(chart.Lay(v.chart, float64(w), 0, chartMeasure{}, chartTheme()).H)) + 1
}

func chartTheme() chart.Theme {
	if IsDark() {
		return chart.Dark(float64(SizeControl))
	}
	return chart.Light(float64(SizeControl))
}

type chartMeasure struct{}

// Width implements chart.Measurer.
func (chartMeasure) Width(s string, st chart.Style) float64 {
	return float64(Measure(s, Style{Size: float32(st.Size), Bold: st.Bold}).Width)
}

// layoutFor lays the chart out unless it is laid out for that size and theme already.
func (v *ChartView) layoutFor(s fyne.Size) {
	if v.lay == nil || v.laidAt != s || v.dark != IsDark() {
		v.lay = chart.Lay(v.chart, float64(s.Width), float64(s.Height), chartMeasure{}, chartTheme())
		v.laidAt, v.dark = s, IsDark()
	}
}

// markAt returns the mark under a point of the view.
func (v *ChartView) markAt(p fyne.Position) (chart.Mark, bool) {
	if v.lay == nil {
		return chart.Mark{}, false
	}
	return v.lay.At(chart.Point{X: float64(p.X), Y: float64(p.Y)})
}

// Tapped implements fyne.Tappable.
func (v *ChartView) Tapped(e *fyne.PointEvent) {
	if m, ok := v.markAt(e.Position); ok && v.OnTap != nil {
		v.OnTap(m)
	}
}

// MouseIn implements desktop.Hoverable.
func (v *ChartView) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (v *ChartView) MouseMoved(e *desktop.MouseEvent) {
	m, ok := v.markAt(e.Position)
	if !ok {
		v.MouseOut()
		return
	}
	if m.Text == v.hover {
		return
	}
	v.MouseOut()
	stage := StageOf(v)
	if stage == nil || m.Text == "" {
		return
	}
	v.hover = m.Text
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(v).Subtract(d.AbsolutePositionForObject(stage))
	mid := at.AddXY(float32(m.Rect.X+m.Rect.W/2), float32(m.Rect.Y))
	v.hide = stage.Float(newTip(m.Text), func(room, s fyne.Size) fyne.Position {
		return keepInside(fyne.NewPos(mid.X-s.Width/2, mid.Y-s.Height-6), room, s)
	})
}

// MouseOut implements desktop.Hoverable.
func (v *ChartView) MouseOut() {
	v.hover = ""
	if v.hide != nil {
		v.hide()
		v.hide = nil
	}
}

// CreateRenderer implements fyne.Widget.
func (v *ChartView) CreateRenderer() fyne.WidgetRenderer {
	surface := &chartSurface{}
	r := &painter{}
	r.min = func() fyne.Size { return fyne.NewSize(120, v.HeightForWidth(max(120, v.Size().Width))) }
	r.layout = func(s fyne.Size) {
		if s.Width <= 0 || s.Height <= 0 {
			return
		}
		v.layoutFor(s)
		surface.begin()
		v.lay.Draw(surface, chart.Point{})
		r.objects = surface.out
	}
	r.attach(v)
	return r
}

// chartSurface draws with pooled canvas primitives, in drawing order.
type chartSurface struct {
	rects []*canvas.Rectangle
	lines []*canvas.Line
	texts []*canvas.Text
	n     [3]int
	out   []fyne.CanvasObject
}

func (s *chartSurface) begin() {
	s.n = [3]int{}
	s.out = s.out[:0]
}

// Rect implements chart.Surface.
func (s *chartSurface) Rect(r chart.Rect, fill color.NRGBA, radius float64) {
	if s.n[0] == len(s.rects) {
		s.rects = append(s.rects, &canvas.Rectangle{})
	}
	c := s.rects[s.n[0]]
	s.n[0]++
	c.FillColor, c.CornerRadius = fill, float32(radius)
	place(c, float32(r.X), float32(r.Y), float32(r.W), float32(r.H))
	s.out = append(s.out, c)
}

// Line implements chart.Surface.
func (s *chartSurface) Line(from, to chart.Point, width float64, c color.NRGBA) {
	if s.n[1] == len(s.lines) {
		s.lines = append(s.lines, &canvas.Line{})
	}
	l := s.lines[s.n[1]]
	s.n[1]++
	l.StrokeColor, l.StrokeWidth = c, float32(width)
	l.Position1 = fyne.NewPos(float32(from.X), float32(from.Y))
	l.Position2 = fyne.NewPos(float32(to.X), float32(to.Y))
	s.out = append(s.out, l)
}

// Text implements chart.Surface.
func (s *chartSurface) Text(at chart.Point, text string, st chart.Style) {
	if s.n[2] == len(s.texts) {
		s.texts = append(s.texts, &canvas.Text{})
	}
	t := s.texts[s.n[2]]
	s.n[2]++
	style := Style{Size: float32(st.Size), Bold: st.Bold}
	style.apply(t)
	t.Text, t.Color = text, st.Color
	size, baseline := fyne.CurrentApp().Driver().RenderedTextSize(text, style.Px(), style.fyne(), nil)
	place(t, float32(at.X), float32(at.Y)-baseline, size.Width, size.Height)
	s.out = append(s.out, t)
}

// NewChartCard is a card with a heading, a chart, and a switch to the same numbers as a table.
func NewChartCard(title, line string, c *chart.Chart, height float32) *fyne.Container {
	view := NewChartView(c, height)
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
	swap = NewIconButton(icons.Table, "Show as table", func() {
		table = !table
		body.Objects = []fyne.CanvasObject{view}
		swap.SetOn(table)
		if table {
			body.Objects = []fyne.CanvasObject{NewChartTable(c)}
		}
		card.Refresh()
	})
	card = NewCard(VStack(Space2, HStack(Space2, append(words, swap)...), body))
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
