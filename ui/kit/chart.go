package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/app/chart"
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
	look   string     // the colours it was laid out in
	hover  string     // what the mark under the pointer tells, "" for none
	at     chart.Mark // that mark
	hide   func()
	focus  bool
	mark   int // the mark that has the keyboard
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
	t := chart.Light(float64(SizeControl))
	if IsDark() {
		t = chart.Dark(float64(SizeControl))
	}
	t.Ink, t.Muted, t.Grid, t.Accent, t.Surface = Color(Ink), Color(Muted), Color(Line), Color(Accent), Color(Surface)
	return t
}

type chartMeasure struct{}

// Width implements chart.Measurer.
func (chartMeasure) Width(s string, st chart.Style) float64 {
	return float64(Measure(s, Style{Size: float32(st.Size), Bold: st.Bold}).Width)
}

// layoutFor lays the chart out unless it is laid out for that size and theme already.
func (v *ChartView) layoutFor(s fyne.Size) {
	if v.lay == nil || v.laidAt != s || v.look != Look() {
		v.lay = chart.Lay(v.chart, float64(s.Width), float64(s.Height), chartMeasure{}, chartTheme())
		v.laidAt, v.look = s, Look()
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
		v.MouseOut() // the pointer is elsewhere once another screen stands here
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
	v.tell(m)
}

// tell says the number of a mark above it.
func (v *ChartView) tell(m chart.Mark) {
	stage := StageOf(v)
	if stage == nil || m.Text == "" {
		return
	}
	v.hover, v.at = m.Text, m
	v.repaint()
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(v).Subtract(d.AbsolutePositionForObject(stage))
	mid := at.AddXY(float32(m.Rect.X+m.Rect.W/2), float32(m.Rect.Y))
	stage.DropTip()
	stage.hideTip = v.MouseOut
	v.hide = stage.Float(newTip(m.Text), func(room, s fyne.Size) fyne.Position {
		return keepInside(fyne.NewPos(mid.X-s.Width/2, mid.Y-s.Height-6), room, s)
	})
}

// MouseOut implements desktop.Hoverable.
func (v *ChartView) MouseOut() {
	if v.hover != "" {
		v.hover = ""
		v.repaint()
	}
	if v.hide != nil {
		v.hide()
		v.hide = nil
	}
}

// pointed is the mark under the pointer, while it can be clicked.
func (v *ChartView) pointed() (chart.Mark, bool) {
	return v.at, v.OnTap != nil && v.hover != "" && v.at.Rect.W > 0
}

// repaint shows or hides the edge round the mark under the pointer.
func (v *ChartView) repaint() {
	if v.OnTap != nil {
		v.Refresh()
	}
}

// edgeRound is an edge round a mark.
func edgeRound(m chart.Mark) *canvas.Rectangle {
	o := &canvas.Rectangle{StrokeColor: Color(Ink), StrokeWidth: 1.5, CornerRadius: min(Radius, float32(m.Rect.H)/2)}
	place(o, float32(m.Rect.X)-2, float32(m.Rect.Y)-2, float32(m.Rect.W)+4, float32(m.Rect.H)+4)
	return o
}

// Cursor implements desktop.Cursorable: marks that can be clicked say so.
func (v *ChartView) Cursor() desktop.Cursor {
	if v.OnTap != nil && v.hover != "" {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
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
		if m, ok := v.pointed(); ok {
			r.objects = append(r.objects, edgeRound(m))
		}
		if all := v.marks(); v.focus && v.mark < len(all) {
			edge := edgeRound(all[v.mark])
			edge.StrokeColor, edge.StrokeWidth = Color(Accent), 2
			r.objects = append(r.objects, edge)
		}
	}
	r.attach(v)
	return r
}
