package autocode

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/app"
	"throughline/app/coding/rule"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// place says how a line stands in the list.
type place struct{ at, hover bool }

// hitLine is one line on screen: of an interview, or of a hit.
type hitLine struct {
	ground, mark, under, box *canvas.Rectangle
	tick                     *kit.Icon
	text                     *kit.Paragraph
	who                      *kit.Text
	badge                    *kit.Badge
	most                     int // lines of text
	objects                  []fyne.CanvasObject
}

func newHitLine() *hitLine {
	l := &hitLine{ground: &canvas.Rectangle{}, mark: &canvas.Rectangle{}, under: &canvas.Rectangle{}, box: &canvas.Rectangle{CornerRadius: 4, StrokeWidth: 1.5},
		tick: kit.NewIconSized(icons.Check, kit.OnAccent, 14), text: kit.NewRuns().Limit(2), who: kit.NewElastic("", kit.Small), badge: kit.NewBadge("", kit.Plain)}
	l.objects = []fyne.CanvasObject{l.ground, l.under, l.mark, l.box, l.tick, l.text, l.who, l.badge}
	return l
}

// The rooms of a line.
const (
	boxSide  float32 = 16
	lineLeft float32 = 20
	textLeft float32 = tickWidth + 4
	whoHigh  float32 = 20 // speaker and time, below the text
)

// show paints a row at a place of the page.
func (l *hitLine) show(m *Model, r Row, p place, at fyne.Position, width float32) {
	high := highOf(r)
	fill := kit.Color(kit.Clear)
	if r.Hit < 0 {
		fill = kit.Color(kit.Background)
	}
	if p.hover {
		fill = kit.Over(kit.Color(kit.HoverTint), kit.Color(kit.Surface))
	}
	l.ground.FillColor, l.under.FillColor = fill, kit.Color(kit.Line)
	l.mark.FillColor = kit.Color(kit.Accent)
	l.mark.Hidden = !p.at
	put(l.ground, at.X, at.Y, width, high)
	put(l.mark, at.X, at.Y, 3, high)
	put(l.under, at.X, at.Y+high-kit.Hairline, width, kit.Hairline)
	if r.Hit < 0 {
		l.showHead(m, r, at, width)
	} else {
		l.showHit(m, r, at, width)
	}
}

// check paints the box: ticked, half (some of an interview), empty, or none where nothing would change.
func (l *hitLine) check(on, half, none bool, x, y float32) {
	l.box.Hidden, l.tick.Hidden = none, !on && !half
	fill, edge := kit.Color(kit.Surface), kit.Color(kit.Edge)
	if on || half {
		fill, edge = kit.Color(kit.Accent), kit.Color(kit.Accent)
	}
	l.box.FillColor, l.box.StrokeColor = fill, edge
	name := icons.Check
	if half {
		name = icons.Minus
	}
	l.tick.Set(name, kit.OnAccent)
	put(l.box, x, y, boxSide, boxSide)
	put(l.tick, x+1, y+1, boxSide-2, boxSide-2)
}

func (l *hitLine) limit(lines int) {
	if l.most != lines {
		l.most = lines
		l.text.Limit(lines)
	}
}

func (l *hitLine) showHead(m *Model, r Row, at fyne.Position, width float32) {
	g := m.Result.Interviews[r.Group]
	chosen, all := m.CountIn(r.Group)
	l.check(chosen > 0 && chosen == all, chosen > 0 && chosen < all, all == 0, at.X+lineLeft, at.Y+(headHigh-boxSide)/2)
	count := say.Count(g.To-g.From, "hit")
	if chosen > 0 && chosen < all {
		count = say.T("%s of %s", say.Number(chosen), say.Number(all))
	}
	l.badge.Hidden = true
	l.limit(1)
	l.text.SetRuns(kit.Run{Text: g.Title, Style: kit.Strong})
	w := kit.Measure(count, kit.Small).Width
	l.who.SetText(count)
	high := kit.Strong.LineHeight()
	put(l.text, at.X+textLeft, at.Y+(headHigh-high)/2, max(0, width-textLeft-w-3*kit.Space3), high)
	put(l.who, at.X+width-w-20, at.Y, w, headHigh)
}

func (l *hitLine) showHit(m *Model, r Row, at fyne.Position, width float32) {
	h := m.Hit(r)
	tagged := h.State == rule.Tagged
	on := m.Chosen(r.Hit)
	l.limit(2)
	l.text.SetRuns(runs(h.View, tagged)...)
	wide := max(0, width-textLeft-24)
	high := l.text.HeightForWidth(wide)
	top := at.Y + (hitHigh-high-whoHigh)/2 // one line stands in the middle of the row as two do
	l.check(on, false, tagged, at.X+lineLeft, top+(kit.Body.LineHeight()-boxSide)/2)
	put(l.text, at.X+textLeft, top, wide, high)
	who := h.Speaker
	if h.At != app.NoTime {
		if who != "" {
			who += " · "
		}
		who += app.Clock(h.At)
	}
	l.who.SetText(who)
	w := kit.Measure(who, kit.Small).Width
	put(l.who, at.X+textLeft, top+high+2, w, whoHigh-2)
	l.badge.Hidden = h.State == rule.New
	if l.badge.Hidden {
		return
	}
	words, tone := say.T("overlaps a tagged passage"), kit.Caution
	if tagged {
		words, tone = say.T("already tagged"), kit.Positive
	}
	l.badge.Set(words, tone)
	size := l.badge.MinSize()
	put(l.badge, at.X+textLeft+w+kit.Space3, top+high+1, size.Width, size.Height)
}

// runs are a view in styles: the text around faint, the passage in ink, what was looked for bold in the accent.
func runs(v rule.View, faint bool) []kit.Run {
	ink := kit.Body
	if faint {
		ink = ink.In(kit.Muted)
	}
	around, match := kit.Body.In(kit.Muted), ink.B().In(kit.Accent)
	var out []kit.Run
	add := func(from, to int, s kit.Style) {
		if from < to {
			out = append(out, kit.Run{Text: v.Text[from:to], Style: s})
		}
	}
	marks := v.Marks
	if len(marks) == 0 && v.Core.Len() <= shortCore {
		ink = match
	}
	add(0, v.Core.Start, around)
	at := v.Core.Start
	for _, k := range marks {
		k.Start, k.End = max(k.Start, at), min(k.End, v.Core.End)
		add(at, k.Start, ink)
		add(k.Start, k.End, match)
		at = max(at, k.End)
	}
	add(at, v.Core.End, ink)
	add(v.Core.End, len(v.Text), around)
	return out
}

// shortCore is the longest passage, in bytes, that is shown as a match throughout; longer ones would shout.
const shortCore = 80

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
