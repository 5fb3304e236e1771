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
	broken           // as placed
	before   broken  // for another width, as a layout asks before it places
	wide     float32 // NaturalWidth; 0 when not known

	texts, grounds []fyne.CanvasObject // drawn last
}

// broken is text broken into lines for a width.
type broken struct {
	atWidth float32 // 0 when stale
	lines   []textLine
}

// NewParagraph makes wrapped text in one style.
func NewParagraph(text string, s Style) *Paragraph { return NewRuns(Run{Text: text, Style: s}) }

// NewRuns makes wrapped text of several styles.
func NewRuns(runs ...Run) *Paragraph {
	p := &Paragraph{runs: runs}
	p.ExtendBaseWidget(p)
	return p
}

// Limit shows at most n lines, the last with an ellipsis; 0 for no limit. It returns the paragraph.
func (p *Paragraph) Limit(n int) *Paragraph {
	p.maxLines = n
	p.stale()
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
	p.runs = runs
	p.stale()
	p.Refresh()
}

// SetText shows other text in the style of the first run.
func (p *Paragraph) SetText(text string) {
	var s Style
	if len(p.runs) > 0 {
		s = p.runs[0].Style
	}
	p.SetRuns(Run{Text: text, Style: s})
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
	p.broken, p.before = p.before, p.broken
	if p.atWidth == width && width > 0 {
		return
	}
	p.atWidth = width
	p.lines = wrap(p.runs, width, p.maxLines, func(t string, s Style) float32 { return Measure(t, s).Width })
}

// NaturalWidth is the width at which nothing needs to wrap.
func (p *Paragraph) NaturalWidth() float32 {
	if p.wide == 0 {
		for _, l := range wrap(p.runs, 1e6, 0, func(t string, s Style) float32 { return Measure(t, s).Width }) {
			p.wide = max(p.wide, l.w)
		}
	}
	return p.wide
}

// stale forgets how the text was broken.
func (p *Paragraph) stale() { p.broken, p.before, p.wide = broken{}, broken{}, 0 }

func (p *Paragraph) leastWidth() float32 {
	const least = 40
	if w := p.Size().Width; w > 0 {
		return min(least, w)
	}
	return min(least, p.NaturalWidth())
}

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	r.min = func() fyne.Size {
		w := p.Size().Width
		if w <= 0 {
			w = min(p.NaturalWidth(), 240)
		}
		return fyne.NewSize(p.leastWidth(), p.HeightForWidth(w))
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

// tintOpacity is how strongly the ground of a marked stretch shows.
const tintOpacity = 0.22

// place puts one canvas text a piece, reusing those that are there; the grounds of marked pieces lie below.
func (p *Paragraph) place(r *painter, size fyne.Size) {
	p.texts, p.grounds = p.texts[:0:cap(p.texts)], p.grounds[:0:cap(p.grounds)]
	y := float32(0)
	for _, l := range p.lines {
		var dx float32
		if p.align == fyne.TextAlignCenter {
			dx = (size.Width - l.w) / 2
		}
		for _, pc := range l.pieces {
			if tint := p.runs[pc.run].Tint; !tint.IsZero() {
				g := &canvas.Rectangle{FillColor: Alpha(tint.Color(), tintOpacity), CornerRadius: 2}
				place(g, pc.x+dx, y+1, pc.w, l.high-2)
				p.grounds = append(p.grounds, g)
			}
			t := p.text()
			t.Text = pc.text
			pc.style.apply(t)
			place(t, pc.x+dx, y, pc.w, l.high)
		}
		y += l.high
	}
	r.objects = append(append(r.objects[:0], p.grounds...), p.texts...)
}

// text returns the next canvas text, one that was drawn before if there is one.
func (p *Paragraph) text() *canvas.Text {
	n := len(p.texts)
	if n < cap(p.texts) {
		if t, ok := p.texts[:n+1][n].(*canvas.Text); ok {
			p.texts = p.texts[:n+1]
			return t
		}
	}
	t := &canvas.Text{}
	p.texts = append(p.texts, t)
	return t
}
