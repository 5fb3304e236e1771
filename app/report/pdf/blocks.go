package pdf

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"throughline/app/chart"
	"throughline/app/report"
)

// setter turns blocks into strips of one width.
type setter struct {
	width  float64
	height float64 // of the column: nothing in one strip may be higher
	brief  bool    // tables with a short form stand in it, charts in smaller type
	last   *layout // of the pass before, for page numbers; nil in the first

	unknown string // the number of a page that is not known yet
}

// block sets one block.
func (s *setter) block(b report.Block) []strip {
	switch b := b.(type) {
	case report.PageBreak:
		return []strip{{newPage: true, soft: b.Soft, keep: true}}
	case report.Heading:
		return s.heading(b)
	case report.Paragraph:
		return s.paragraph(b)
	case report.Quote:
		return s.quote(b)
	case report.Facts:
		return s.facts(b)
	case report.Note:
		return s.note(b)
	case report.List:
		return s.list(b)
	case report.Table:
		return s.table(b)
	case report.Chart:
		return s.chart(b)
	}
	return nil
}

// spans styles runs and looks up page numbers; in a first pass they take the room of three digits.
func (s *setter) spans(runs []report.Run, t typo) []span {
	var out []span
	for _, r := range runs {
		u := t.in(faceOf(r.Bold || t.face == bold, r.Italic))
		if r.Link != "" {
			u = u.colored(accent)
		}
		text := r.Text
		if r.PageOf != "" {
			text += s.pageOf(r.PageOf)
		}
		out = append(out, newSpan(text, u, r.Link))
	}
	return out
}

func (s *setter) pageOf(id string) string {
	if s.last != nil {
		if p, ok := s.last.at[id]; ok {
			return fmt.Sprint(p.page + 1)
		}
	}
	return s.unknown
}

// heading sets kicker and title; they stay with what follows.
func (s *setter) heading(h report.Heading) []strip {
	t, gap, after := tSub, 14.0, 2.0
	switch h.Level {
	case 1:
		t, gap, after = tTitle, 40, 7
	case 2:
		t, gap, after = tHeading, 19, 4
	}
	var out []strip
	if h.Kicker != "" {
		k := strip{h: tKicker.lead + 5, gap: gap, keep: true, blank: h.Level == 1}
		k.text(fit(strings.ToUpper(Clean(h.Kicker)), s.width, tKicker), tKicker, 0, 0)
		out, gap = append(out, k), 0
	}
	lines := balanced([]span{newSpan(h.Text, t, "")}, s.width)
	for i, l := range lines {
		st := strip{h: t.lead, keep: true, blank: h.Level == 1}
		if i == 0 {
			st.gap = gap
		}
		if i == len(lines)-1 {
			st.h += after
		}
		st.texts(l, 0, 0)
		out = append(out, st)
	}
	if len(out) > 0 {
		out[0].part = h.Level <= 2
	}
	if len(out) > 0 && h.ID != "" {
		out[0].anchors = []string{h.ID}
		out[0].entry = &entry{level: h.Level, text: Clean(h.Name()), number: h.Number, id: h.ID}
	}
	return out
}

// column sets lines as strips that leave no line alone: the first two stay together, and the last two.
func column(lines []textLine, x, lead, gap float64) []strip {
	out := make([]strip, len(lines))
	for i, l := range lines {
		out[i] = strip{h: lead}
		out[i].texts(l, x, 0)
	}
	together(out)
	if len(out) > 0 {
		out[0].gap = gap
	}
	return out
}

// together keeps the first two and the last two strips on one page.
func together(g []strip) {
	if n := len(g); n > 1 {
		g[0].keep, g[n-2].keep = true, true
	}
}

func (s *setter) paragraph(p report.Paragraph) []strip {
	t, gap := tBody, 7.0
	switch p.Tone {
	case report.Lead:
		t = tLead
	case report.Small:
		t = tSmall
	}
	return column(breakLines(s.spans(p.Runs, t), s.width), 0, t.lead, gap)
}

// quote sets a passage beside a bar in the colour of its stance or theme, then its source.
func (s *setter) quote(q report.Quote) []strip {
	const indent, barW = 14.0, 2.5
	bar := stanceMark(q.Stance)
	if q.Hue > 0 {
		bar = theme.Palette[(q.Hue-1)%len(theme.Palette)]
	}
	text := q.Text
	if !q.Note {
		text = "“" + text + "”"
	}
	var out []strip
	add := func(lines []textLine, lead float64) {
		for _, l := range lines {
			st := strip{h: lead}
			st.texts(l, indent, 0)
			out = append(out, st)
		}
	}
	w := s.width - indent
	add(breakLines([]span{newSpan(text, tQuote, "")}, w), tQuote.lead)
	words := len(out)
	if q.Comment != "" {
		add(breakLines([]span{newSpan(q.Comment, tSource.in(italic), "")}, w), tSource.lead)
	}
	add(breakLines(s.sourceSpans(q), w), tSource.lead)
	for i := range out {
		out[i].rect(0, 0, barW, out[i].h, 0, bar)
		out[i].keep = i < len(out)-1 && (i == 0 || i >= words-2 || len(out) <= 6)
	}
	if len(out) > 0 {
		out[0].gap = 8
		out[0].anchors = []string{q.ID}
	}
	return out
}

// sourceSpans are the small line under a quote: stance, who, when, number.
func (s *setter) sourceSpans(q report.Quote) []span {
	var out []span
	if q.Word != "" {
		tint := stanceMark(q.Stance)
		if tint == amber {
			tint = ochre
		}
		out = append(out, newSpan(q.Word, tSource.in(bold).colored(tint), ""), newSpan(" · ", tSource, ""))
	}
	source := q.Source
	if q.Strength != "" {
		source += " · " + q.Strength
	}
	out = append(out, newSpan(source, tSource, ""))
	if q.Evidence != "" {
		t := tSource
		if q.Link != "" {
			t = t.colored(accent)
		}
		out = append(out, newSpan(" · ", tSource, ""), newSpan(q.Evidence, t, q.Link))
	}
	return out
}

// facts sets a strip of labels and values on a panel, in as many rows as they need.
func (s *setter) facts(f report.Facts) []strip {
	const pad, between = 12.0, 20.0
	if len(f.Facts) == 0 {
		return nil
	}
	st := strip{gap: 12}
	rowH := tLabel.lead + tValue.lead + 3
	x, y := pad, pad-2
	var at []op // labels and values, painted over the panel
	for _, fact := range f.Facts {
		value := fit(Clean(fact.Value), s.width-2*pad, tValue)
		label := fit(Clean(fact.Label), s.width-2*pad, tLabel)
		w := math.Max(width(value, tValue.face, tValue.size), width(label, tLabel.face, tLabel.size))
		if x > pad && x+w > s.width-pad {
			x, y = pad, y+rowH+8
		}
		var one strip
		one.text(label, tLabel, x, y)
		one.text(value, tValue, x, y+tLabel.lead+2)
		at = append(at, one.ops...)
		x += w + between
	}
	st.h = y + rowH + pad - 3
	st.rect(0, 0, s.width, st.h, 5, panel)
	st.ops = append(st.ops, at...)
	return []strip{st}
}

// note sets a remark on a panel with an amber edge.
func (s *setter) note(n report.Note) []strip {
	const pad, edge = 11.0, 3.0
	lines := breakLines(s.spans(n.Runs, tBody), s.width-2*pad-edge)
	st := strip{gap: 11, h: float64(len(lines))*tBody.lead + 2*pad - 3}
	st.rect(0, 0, s.width, st.h, 0, panel)
	st.rect(0, 0, edge, st.h, 0, amber)
	for i, l := range lines {
		st.texts(l, edge+pad, pad-2+float64(i)*tBody.lead)
	}
	return []strip{st}
}

// smallChart is the type of a chart in short form: its rows are lower by as much.
const smallChart = 0.85

func (s *setter) chart(c report.Chart) []strip {
	t := theme
	if s.brief {
		t.Size *= smallChart
	}
	l := chart.Lay(c.Chart, s.width, 0, measurer{}, t)
	if l.H > s.height {
		l = chart.Lay(c.Chart, s.width, s.height, measurer{}, t)
	}
	st := strip{h: l.H, gap: 4}
	l.Draw(&surface{&st}, chart.Point{})
	return []strip{st}
}

// measurer measures for charts.
type measurer struct{}

func (measurer) Width(s string, st chart.Style) float64 {
	return width(Clean(s), faceOf(st.Bold, false), st.Size)
}

// surface draws a chart into a strip.
type surface struct{ *strip }

func (s *surface) Rect(r chart.Rect, fill color.NRGBA, radius float64) {
	s.rect(r.X, r.Y, r.W, r.H, radius, fill)
}

func (s *surface) Line(from, to chart.Point, w float64, c color.NRGBA) {
	s.ops = append(s.ops, op{kind: opLine, x: from.X, y: from.Y, w: to.X, h: to.Y, size: w, color: c})
}

func (s *surface) Area(corners []chart.Point, c color.NRGBA) {
	o := op{kind: opArea, color: c}
	for _, p := range corners {
		o.corners = append(o.corners, [2]float64{p.X, p.Y})
	}
	s.ops = append(s.ops, o)
}

func (s *surface) Text(at chart.Point, text string, st chart.Style) {
	s.ops = append(s.ops, op{kind: opText, x: at.X, y: at.Y, text: Clean(text),
		typo: typo{size: st.Size, face: faceOf(st.Bold, false), color: st.Color}})
}

// fit cuts cleaned text to a width, ending in an ellipsis if something went.
func fit(s string, max float64, t typo) string {
	if width(s, t.face, t.size) <= max {
		return s
	}
	at := cut(span{s, t, ""}, max-width("…", t.face, t.size), true)
	return strings.TrimRight(s[:at], " ") + "…"
}
