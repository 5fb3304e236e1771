package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is wrapped text of one or more runs. It tells its height for a width, so VStack and Scroll place it
// without a jump. For up to a few hundred words; transcripts have their own view.
type Paragraph struct {
	widget.BaseWidget
	runs     []Run
	maxLines int
	align    fyne.TextAlign
	atWidth  float32 // width the lines are broken for; 0 when stale
	lines    []textLine
}

// NewParagraph makes wrapped text in one style.
func NewParagraph(text string, s Style) *Paragraph { return NewRuns(Run{text, s}) }

// NewRuns makes wrapped text of several styles.
func NewRuns(runs ...Run) *Paragraph {
	p := &Paragraph{runs: runs}
	p.ExtendBaseWidget(p)
	return p
}

// Limit shows at most n lines, the last with an ellipsis; 0 for no limit. It returns the paragraph.
func (p *Paragraph) Limit(n int) *Paragraph {
	p.maxLines, p.atWidth = n, 0
	return p
}

// Centered centres every line and returns the paragraph.
func (p *Paragraph) Centered() *Paragraph {
	p.align = fyne.TextAlignCenter
	return p
}

// Text returns the words shown, without styles.
func (p *Paragraph) Text() string {
	s := ""
	for _, r := range p.runs {
		s += r.Text
	}
	return s
}

// SetRuns shows other text. Refresh the surrounding container if the number of lines may change.
func (p *Paragraph) SetRuns(runs ...Run) {
	if slices.Equal(p.runs, runs) {
		return
	}
	p.runs, p.atWidth = runs, 0
	p.Refresh()
}

// SetText shows other text in the style of the first run.
func (p *Paragraph) SetText(text string) {
	var s Style
	if len(p.runs) > 0 {
		s = p.runs[0].Style
	}
	p.SetRuns(Run{text, s})
}

// HeightForWidth implements HeightForWidther.
func (p *Paragraph) HeightForWidth(width float32) float32 {
	p.breakFor(width)
	var h float32
	for _, l := range p.lines {
		h += l.high
	}
	return h
}

func (p *Paragraph) breakFor(width float32) {
	if p.atWidth == width && width > 0 {
		return
	}
	p.atWidth = width
	p.lines = wrap(p.runs, width, p.maxLines, func(t string, s Style) float32 { return Measure(t, s).Width })
}

// NaturalWidth is the width at which nothing needs to wrap.
func (p *Paragraph) NaturalWidth() float32 {
	var w float32
	for _, l := range wrap(p.runs, 1e6, 0, func(t string, s Style) float32 { return Measure(t, s).Width }) {
		w = max(w, l.w)
	}
	return w
}

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	r.min = func() fyne.Size {
		w := p.Size().Width
		if w <= 0 {
			w = min(p.NaturalWidth(), 240)
		}
		return fyne.NewSize(min(40, w), p.HeightForWidth(w))
	}
	r.layout = func(size fyne.Size) {
		if size.Width <= 0 {
			return
		}
		p.breakFor(size.Width)
		p.place(r, size)
	}
	r.attach(p)
	return r
}

// place puts one canvas text a piece, reusing those that are there.
func (p *Paragraph) place(r *painter, size fyne.Size) {
	n, y := 0, float32(0)
	for _, l := range p.lines {
		var dx float32
		if p.align == fyne.TextAlignCenter {
			dx = (size.Width - l.w) / 2
		}
		for _, pc := range l.pieces {
			if n == len(r.objects) {
				r.objects = append(r.objects, &canvas.Text{})
			}
			t := r.objects[n].(*canvas.Text)
			t.Text = pc.text
			pc.style.apply(t)
			place(t, pc.x+dx, y, pc.w, l.high)
			n++
		}
		y += l.high
	}
	r.objects = r.objects[:n]
}
