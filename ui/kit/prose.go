package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// ProseRun is a stretch of Prose. One with Go is a link: underlined, and a click on it runs Go.
type ProseRun struct {
	Text  string
	Style Style
	Go    func()
	Tint  Paint // the ground of a marked stretch, drawn faintly; zero for none
}

// Prose is wrapped text with links in it. A click beside the links runs OnTap.
type Prose struct {
	widget.BaseWidget
	// OnTap runs with the place in the widget that was clicked; nil leaves clicks alone.
	OnTap func(at fyne.Position)

	runs    []Run
	goes    []func() // of each run, nil for plain text
	atWidth float32
	lines   []textLine
	hover   bool // the pointer is on a link
	focused bool
	at      int // the run whose link has the keyboard, -1 for the text itself
}

// NewProse makes text of runs.
func NewProse(runs ...ProseRun) *Prose {
	p := &Prose{at: -1}
	for _, r := range runs {
		p.runs = append(p.runs, Run{Text: r.Text, Style: r.Style, Tint: r.Tint})
		p.goes = append(p.goes, r.Go)
	}
	p.ExtendBaseWidget(p)
	return p
}

// Text returns the words shown.
func (p *Prose) Text() string {
	s := ""
	for _, r := range p.runs {
		s += r.Text
	}
	return s
}

// HeightForWidth implements HeightForWidther.
func (p *Prose) HeightForWidth(width float32) float32 {
	p.breakFor(width)
	var h float32
	for _, l := range p.lines {
		h += l.high
	}
	return h
}

func (p *Prose) breakFor(width float32) {
	if p.atWidth == width && width > 0 {
		return
	}
	p.atWidth = width
	p.lines = wrap(p.runs, width, 0, func(t string, s Style) float32 { return Measure(t, s).Width })
}

// linkAt returns what the link at a place does, nil beside links.
func (p *Prose) linkAt(at fyne.Position) func() {
	var y float32
	for _, l := range p.lines {
		if at.Y >= y && at.Y < y+l.high {
			for _, pc := range l.pieces {
				if at.X >= pc.x && at.X < pc.x+pc.w {
					return p.goes[pc.run]
				}
			}
		}
		y += l.high
	}
	return nil
}

// Tapped implements fyne.Tappable.
func (p *Prose) Tapped(e *fyne.PointEvent) {
	leaveTextField(p)
	if do := p.linkAt(e.Position); do != nil {
		do()
	} else if p.OnTap != nil {
		p.OnTap(e.Position)
	}
}

// MouseIn implements desktop.Hoverable.
func (p *Prose) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (p *Prose) MouseMoved(e *desktop.MouseEvent) { p.hover = p.linkAt(e.Position) != nil }

// MouseOut implements desktop.Hoverable.
func (p *Prose) MouseOut() { p.hover = false }

// Cursor implements desktop.Cursorable.
func (p *Prose) Cursor() desktop.Cursor {
	switch {
	case p.hover:
		return desktop.PointerCursor
	case p.OnTap != nil:
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (p *Prose) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	r.min = func() fyne.Size {
		w := p.Size().Width
		if w <= 0 {
			w = 240
		}
		return fyne.NewSize(40, p.HeightForWidth(w))
	}
	r.layout = func(size fyne.Size) {
		if size.Width <= 0 {
			return
		}
		p.breakFor(size.Width)
		r.objects = p.draw()
	}
	r.attach(p)
	return r
}

// draw makes one canvas text a piece, and a line under each link.
func (p *Prose) draw() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	var y float32
	for _, l := range p.lines {
		for _, pc := range l.pieces {
			if tint := p.runs[pc.run].Tint; !tint.IsZero() {
				ground := &canvas.Rectangle{FillColor: Alpha(tint.Color(), tintOpacity), CornerRadius: 2}
				place(ground, pc.x, y+1, pc.w, l.high-2)
				out = append(out, ground)
			}
			t := &canvas.Text{Text: pc.text}
			pc.style.apply(t)
			place(t, pc.x, y, pc.w, l.high)
			out = append(out, t)
			if p.focused && pc.run == p.at {
				out = append(out, p.ringRound(pc.x, y, pc.w, l.high))
			}
			if p.goes[pc.run] != nil {
				under := &canvas.Rectangle{FillColor: Alpha(Color(pc.style.Token()), 0.45)}
				lead := pc.w - Measure(trimLead(pc.text), pc.style).Width
				place(under, pc.x+lead, y+l.high-3, pc.w-lead, Hairline)
				out = append(out, under)
			}
		}
		y += l.high
	}
	if p.focused && p.at < 0 {
		out = append(out, p.ringRound(0, 0, p.Size().Width, y))
	}
	return out
}

func trimLead(s string) string {
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	return s
}
