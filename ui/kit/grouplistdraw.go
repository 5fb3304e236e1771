package kit

import (
	"fyne.io/fyne/v2"

	"throughline/assets/icons"
)

// groupPainter draws the lines in sight, with pooled primitives as a table does, and icons.
type groupPainter struct{ rowPainter }

// groupPad is the room at both ends of a line.
const groupPad float32 = 12

func (d *groupPainter) rows(p *groupPage, width float32) []fyne.CanvasObject {
	d.begin()
	l := p.list
	place := l.place()
	for i := range l.Rows() {
		if l.inSight(i) {
			d.ground(p, i, i == place, width)
			if r := l.Row(i); r.Head {
				d.heading(r, l.tops[i], width)
			} else {
				d.line(l, &r, l.tops[i], width)
			}
		}
	}
	return d.objects()
}

// ground draws what lies behind a line: selection, hover, the keyboard's place and the hairline below.
func (d *groupPainter) ground(p *groupPage, i int, place bool, width float32) {
	y, high := p.list.tops[i], p.list.tops[i+1]-p.list.tops[i]
	switch i {
	case p.list.at:
		d.rect(Color(AccentSoft), nil, 0, 0, y, width, high)
	case p.hover:
		d.rect(Color(HoverTint), nil, 0, 0, y, width, high)
	}
	if p.focused && place {
		d.rect(Color(Accent), nil, 0, 0, y, 3, high)
	}
	d.rect(Color(Line), nil, 0, 0, y+high-Hairline, width, Hairline)
}

func (d *groupPainter) heading(r GroupRow, y, width float32) {
	name := icons.Right
	if r.Open {
		name = icons.Down
	}
	d.icon(name, Muted, groupPad+1, y+(groupHeadHigh-14)/2, 14)
	x := groupPad + checkBox + 8
	end := width - groupPad
	if r.Line != "" {
		w := roundUp(Measure(r.Line, Small).Width) + 1
		end -= w
		d.text(r.Line, Small, fyne.TextAlignTrailing, end, y, w, groupHeadHigh)
		end -= 8
	}
	d.text(r.Title, Control.B(), fyne.TextAlignLeading, x, y, end-x, groupHeadHigh)
}

func (d *groupPainter) line(l *GroupList, r *GroupRow, y, width float32) {
	const top = 8
	x := groupPad + float32(r.Depth)*outlineIndent
	if r.Box != NoBox {
		fill, edge := Color(Surface), Color(Edge)
		if r.Box == Ticked {
			fill, edge = Color(Accent), Color(Accent)
			d.icon(icons.Check, OnAccent, x+1, y+top+3, checkBox-2)
		}
		d.rect(fill, edge, 4, x, y+top+2, checkBox, checkBox)
	}
	x = l.inset(r) - 16
	switch {
	case r.Icon != "":
		d.icon(r.Icon, Muted, x-2, y+top+3, 14)
	case !r.Dot.IsZero():
		d.circle(r.Dot.Color(), x, y+top+6, 8)
	}
	x += 16
	end := width - groupPad
	if r.Badge != "" {
		ground, ink := r.Tone.tokens()
		w := roundUp(Measure(r.Badge, Small).Width) + 14
		d.rect(Color(ground), nil, 4, end-w, y+top, w, 20)
		d.text(r.Badge, Small.In(ink), fyne.TextAlignCenter, end-w, y+top, w, 20)
		end -= w + 8
	}
	if r.Says != nil {
		w := roundUp(Measure(r.Says.Word, Small).Width) + 1
		d.text(r.Says.Word, Small.In(r.Says.Ink), fyne.TextAlignLeading, end-w, y+top, w, 20)
		d.icon(r.Says.Icon, r.Says.Ink, end-w-5-cellIcon, y+top+3, cellIcon)
		end -= w + 5 + cellIcon + 8
	}
	if r.Lock {
		d.icon(icons.Lock, Muted, end-14, y+top+3, 14)
		end -= 14 + 8
	}
	title, line := Strong, Small
	if r.Faint {
		title, line = title.In(Muted), line.In(Muted)
	}
	y += top
	y = d.title(r.Title, l.titleLines(r), title, x, y, end-x, width-groupPad-x)
	d.text(r.Line, line, fyne.TextAlignLeading, x, y+1, width-groupPad-x, 18)
	y += 1 + 18
	if r.Meter {
		w := width - groupPad - x
		d.rect(Color(Track), nil, 2, x, y+4, w, 4)
		d.rect(Color(Accent), nil, 2, x, y+4, w*float32(max(0, min(1, r.Share))), 4)
		y += groupMeter
	}
	if r.Said != "" {
		d.said(*r, x, y+2, width-groupPad-x)
		y += l.saidHigh(r)
	}
	if r.Why != "" {
		d.text(r.Why, Small, fyne.TextAlignLeading, x, y, width-groupPad-x, groupWhy)
	}
}

// title draws a title in some lines, of which the first has a width of its own, and returns where what follows it begins.
func (d *groupPainter) title(words string, lines int, style Style, x, y, first, width float32) float32 {
	if lines == 1 {
		d.text(words, style, fyne.TextAlignLeading, x, y, first, groupTitle)
		return y + groupTitle
	}
	for i, part := range wrapFrom([]Run{{Text: words, Style: style}}, first, width, lines, func(t string, s Style) float32 { return Measure(t, s).Width }) {
		for _, p := range part.pieces {
			d.text(p.text, style, fyne.TextAlignLeading, x+p.x, y+float32(i)*groupTitle, p.w+1, groupTitle)
		}
	}
	return y + float32(lines)*groupTitle
}

// said draws what was found, its marks bold.
func (d *groupPainter) said(r GroupRow, x, y, width float32) {
	var runs []Run
	at := 0
	for _, m := range r.Marks {
		if m.Start < at || m.End > len(r.Said) {
			continue
		}
		runs = append(runs, Run{Text: r.Said[at:m.Start], Style: Control}, Run{Text: r.Said[m.Start:m.End], Style: Control.B()})
		at = m.End
	}
	runs = append(runs, Run{Text: r.Said[at:], Style: Control})
	for _, l := range wrap(runs, width, 2, func(t string, s Style) float32 { return Measure(t, s).Width }) {
		for _, p := range l.pieces {
			d.text(p.text, p.style, fyne.TextAlignLeading, x+p.x, y, p.w+1, 18)
		}
		y += 18
	}
}
