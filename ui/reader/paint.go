package reader

import (
	"image/color"
	"sort"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/reader/layout"
	"throughline/ui/say"
)

// paint puts the visible lines and all that lies on them into objects, from the pool.
func (p *page) paint(top, bottom float32) {
	v := p.v
	p.pool.reset(top)
	p.spots = p.spots[:0]
	sel := v.caret.selection()
	active := v.activeSpan()
	for i := range p.rows {
		r := &p.rows[i]
		p.paintTints(r)
		p.paintHits(r)
		p.paintSelection(r, sel)
		if x0, x1, ok := v.doc.Cover(*r, active); ok {
			p.pool.frame(layerOutline, v.frame.text+x0-1, r.Y, x1-x0+2, v.doc.Metrics().Line, v.activeColor())
		}
		p.paintText(r, sel)
	}
	p.paintVoices(top)
	p.paintCaret(sel)
	p.paintMargin(top, bottom)
	p.objects = p.pool.objects(p.objects[:0])
	if p.v.card.Visible() {
		p.objects = append(p.objects, p.v.card)
	}
}

func (p *page) paintText(r *layout.Row, sel app.Span) {
	if r.Trim == r.Start {
		return
	}
	v := p.v
	ink := kit.Ink
	if v.voice(r.Turn).Quiet {
		ink = quietOn(len(v.index.Over(r.Span, nil)) > 0 || sel.Overlaps(r.Span))
	}
	text := layout.Display(v.doc.Text()[r.Start:r.Trim])
	p.pool.text(layerText, v.frame.text, r.Y, r.Width, v.doc.Metrics().Line, text, kit.Reading, kit.Color(ink))
}

// quietOn is the ink of a moderator's words: muted, but full on a tint, where muted ink would be too pale to read.
func quietOn(tint bool) kit.Token {
	if tint {
		return kit.Ink
	}
	return kit.Muted
}

func (v *TextView) voice(turn int) Voice {
	if turn < len(v.voices) {
		return v.voices[turn]
	}
	return Voice{}
}

// tintDepth is how much more opaque each further finding on the same words makes their tint, up to tintMost: text
// keeps its contrast however many overlap.
const (
	tintOne   = 0.22
	tintDepth = 0.04
	tintMost  = 0.3
	tintNone  = 0.14 // a finding without tags

	selectionTint = 0.16
)

func (p *page) paintTints(r *layout.Row) {
	v := p.v
	if r.RTL {
		if over := v.index.Over(r.Span, nil); len(over) > 0 {
			p.tint(r, r.Span, v.tintOf(over))
		}
		return
	}
	for _, piece := range v.index.Flatten(r.Span) {
		p.tint(r, piece.Span, v.tintOf(piece.Marks))
	}
}

func (p *page) tint(r *layout.Row, s app.Span, c color.Color) {
	if x0, x1, ok := p.v.doc.Cover(*r, s); ok {
		p.pool.rect(layerTint, p.v.frame.text+x0, r.Y, x1-x0, p.v.doc.Metrics().Line, c)
	}
}

// tintOf mixes the colours of the findings on one piece of text.
func (v *TextView) tintOf(marks []int) color.NRGBA {
	var r, g, b, n int
	for _, i := range marks {
		if len(v.marks[i].Colors) == 0 {
			continue
		}
		c := kit.TagColor(v.marks[i].Colors[0])
		r, g, b, n = r+int(c.R), g+int(c.G), b+int(c.B), n+1
	}
	if n == 0 {
		return kit.Alpha(kit.Color(kit.Muted), tintNone)
	}
	mean := color.NRGBA{R: uint8(r / n), G: uint8(g / n), B: uint8(b / n), A: 255}
	return kit.Alpha(mean, min(tintMost, tintOne+tintDepth*float64(len(marks)-1)))
}

func (p *page) paintHits(r *layout.Row) {
	v := p.v
	first := sort.Search(len(v.hits), func(i int) bool { return v.hits[i].End > r.Start })
	for i := first; i < len(v.hits); i++ {
		h := v.hits[i]
		if h.Start >= r.End {
			return
		}
		if x0, x1, ok := v.doc.Cover(*r, h); ok {
			box := p.pool.rect(layerHit, v.frame.text+x0-1, r.Y+1, x1-x0+2, v.doc.Metrics().Line-2, hitTint(i == v.hit))
			box.CornerRadius = 3
			if i == v.hit {
				box.StrokeColor, box.StrokeWidth = kit.Color(kit.Warn), 1.5
			}
		}
	}
}

// hitTint is laid over words found; stronger ones would cost the text its contrast on dark ground, so the current one has an
// edge as well.
func hitTint(current bool) color.NRGBA {
	if current {
		return kit.Alpha(kit.Color(kit.Warn), 0.24)
	}
	return kit.Alpha(kit.Color(kit.Warn), 0.18)
}

func (p *page) paintSelection(r *layout.Row, sel app.Span) {
	x0, x1, ok := p.v.doc.Cover(*r, sel)
	if !ok {
		return
	}
	h := p.v.doc.Metrics().Line
	p.pool.rect(layerSelection, p.v.frame.text+x0, r.Y, x1-x0, h, kit.Alpha(kit.Color(kit.Accent), selectionTint))
	p.pool.rect(layerSelection, p.v.frame.text+x0, r.Y+h-2, x1-x0, 2, kit.Color(kit.Accent))
}

func (p *page) paintCaret(sel app.Span) {
	v := p.v
	if !p.focused || sel.Len() > 0 || v.caret.at < v.at.Start || v.caret.at > v.at.End {
		return
	}
	if a := v.activeSpan(); a.Len() > 0 && (v.caret.at == a.Start || v.caret.at == a.End) { // its outline says where
		return
	}
	r := v.doc.RowOf(v.caret.at, v.caret.up)
	x := v.frame.text + v.doc.X(r, v.caret.at)
	p.pool.rect(layerCaret, x-1, r.Y+2, 1.5, v.doc.Metrics().Line-4, kit.Color(kit.Accent))
}

// paintVoices names the speakers beside their turns, and the pages of a document where they begin. The name of a turn that began above the view, and the
// page one is on, stay at its top.
func (p *page) paintVoices(top float32) {
	free := top // above it the column is taken
	for i := range p.rows {
		r := &p.rows[i]
		y, at := r.Y, p.v.pageFrom(r.Span)
		if i == 0 {
			y = p.stickyTop(r, top)
			at = p.v.pageAt(p.besideLine(y))
		}
		switch named := i == 0 || r.First; {
		case named:
			p.paintVoice(p.v.voice(r.Turn), at, y)
			free = y + p.v.doc.Metrics().MinTurn
		case at != "" && r.Y >= free:
			p.paintBeside(at, y+2)
		}
	}
}

// besideLine is a byte of the last line that begins above the second line of a name at y.
func (p *page) besideLine(y float32) int {
	at := p.rows[0].Start
	for i := range p.rows {
		if p.rows[i].Y > y+secondLine {
			break
		}
		at = p.rows[i].End - 1
	}
	return max(at, 0)
}

// stickyTop is where the name of the topmost turn stands: at its first line, or below the top of the view while the
// turn has room for it there.
func (p *page) stickyTop(r *layout.Row, top float32) float32 {
	m := p.v.doc.Metrics()
	first, last := p.v.doc.Reach(p.v.doc.Turn(r.Turn))
	last = max(last, first+m.MinTurn)
	return max(first, min(top+4, last-m.MinTurn))
}

// secondLine is how far below a name its time stands.
const secondLine float32 = 21

func (p *page) paintVoice(voice Voice, page string, y float32) {
	f := p.v.frame
	ink := kit.Color(kit.Ink)
	if voice.Quiet {
		ink = kit.Color(kit.Muted)
	}
	if voice.Name != "" {
		name := shortName(voice.Name, f.name)
		p.pool.text(layerText, f.left, y+0.8, f.name, p.v.doc.Metrics().Line, name, kit.Strong, ink).Alignment = fyne.TextAlignTrailing
	}
	beside := voice.Time
	if page != "" {
		beside = strings.TrimSpace(beside + "  " + page)
	}
	switch {
	case beside == "":
	case voice.Name == "":
		p.paintBeside(beside, y+2)
	default:
		p.paintBeside(beside, y+secondLine)
	}
}

// paintBeside sets small words into the column of names.
func (p *page) paintBeside(words string, y float32) {
	f := p.v.frame
	p.pool.text(layerText, f.left, y, f.name, 20, words, kit.Small, kit.Color(kit.Muted)).Alignment = fyne.TextAlignTrailing
}

// pageFrom is the last page that begins in a span, as it is cited; "" for none.
func (v *TextView) pageFrom(s app.Span) string {
	i := sort.Search(len(v.pages), func(i int) bool { return v.pages[i].Start >= s.End }) - 1
	if i < 0 || v.pages[i].Start < s.Start {
		return ""
	}
	return pageWord(v.pages[i].Page)
}

// pageAt is the page a byte stands on, as it is cited; "" in a text without pages.
func (v *TextView) pageAt(at int) string {
	tr := app.Transcript{Pages: v.pages}
	if n := tr.PageAt(at); n > 0 {
		return pageWord(n)
	}
	return ""
}

// pageWord is a page as it is cited.
func pageWord(n int) string { return say.T("p. %s", say.Number(n)) }

// shortName is a name that fits a width: "Mara L." for Mara Lindqvist, else cut.
func shortName(name string, width float32) string {
	if kit.Measure(name, kit.Strong).Width <= width {
		return name
	}
	if first, rest, ok := strings.Cut(name, " "); ok && rest != "" {
		r, _ := utf8.DecodeRuneInString(rest)
		if short := first + " " + string(r) + "."; kit.Measure(short, kit.Strong).Width <= width {
			return short
		}
	}
	return kit.Fit(name, kit.Strong, width)
}

func (v *TextView) activeSpan() app.Span {
	if i := v.activeIndex(); i >= 0 {
		return v.marks[i].Span
	}
	return app.Span{}
}

func (v *TextView) activeIndex() int {
	if v.active != "" {
		for i := range v.marks {
			if v.marks[i].ID == v.active {
				return i
			}
		}
	}
	return -1
}

func (v *TextView) activeColor() color.NRGBA { return v.markColor(v.activeIndex()) }

func (v *TextView) markColor(i int) color.NRGBA {
	if i < 0 || len(v.marks[i].Colors) == 0 {
		return kit.Color(kit.Muted)
	}
	return kit.TagColor(v.marks[i].Colors[0])
}
