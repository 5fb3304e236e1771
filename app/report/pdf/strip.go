package pdf

import "image/color"

// op is one thing painted on a page, in points from the upper left corner of what holds it.
type op struct {
	kind       opKind
	x, y, w, h float64 // of a rectangle or link; x, y is the left end of a text's baseline; x, y to w, h is a line
	size       float64 // radius, line width
	text       string
	typo       typo
	color      color.NRGBA
	link       string       // ID that a link leads to
	corners    [][2]float64 // of an area, from x, y
}

type opKind int

const (
	opText opKind = iota
	opRect
	opLine
	opLink
	opArea
)

// strip is a piece of a document that stays whole on a page: a line, a row of a table, a chart.
type strip struct {
	h       float64
	gap     float64 // space above, dropped at the top of a page
	keep    bool    // must stand on the same page as the next strip
	newPage bool    // begins a page
	soft    bool    // only where the page is full enough
	part    bool    // begins a part of a section: a good place for a break
	blank   bool    // takes no running title, as its page begins a section
	head    []strip // repeated above when a page break falls before this strip
	anchors []string
	entry   *entry // a heading, for outline and contents
	ops     []op
}

// entry is a heading where it ends up.
type entry struct {
	level  int
	text   string // for the outline
	number string
	id     string
	page   int // from 0
	y      float64
}

// texts sets a line of text at x with its line's top at y, with its links.
func (s *strip) texts(l textLine, x, y float64) {
	for _, g := range l.segs {
		s.ops = append(s.ops, op{kind: opText, x: x + g.x, y: y + g.baseline(), text: g.text, typo: g.typo})
		if g.link != "" {
			s.link(x+g.x, y, width(g.text, g.face, g.size), g.lead, g.link)
		}
	}
}

// text sets one string at x, y.
func (s *strip) text(str string, t typo, x, y float64) {
	s.ops = append(s.ops, op{kind: opText, x: x, y: y + t.baseline(), text: Clean(str), typo: t})
}

// textRight sets one string that ends at x.
func (s *strip) textRight(str string, t typo, x, y float64) {
	str = Clean(str)
	s.text(str, t, x-width(str, t.face, t.size), y)
}

func (s *strip) rect(x, y, w, h, radius float64, c color.NRGBA) {
	s.ops = append(s.ops, op{kind: opRect, x: x, y: y, w: w, h: h, size: radius, color: c})
}

func (s *strip) rule(x, y, w float64, c color.NRGBA) {
	s.ops = append(s.ops, op{kind: opLine, x: x, y: y, w: x + w, h: y, size: 0.6, color: c})
}

func (s *strip) link(x, y, w, h float64, id string) {
	s.ops = append(s.ops, op{kind: opLink, x: x, y: y, w: w, h: h, link: id})
}

// page is a laid out page.
type page struct {
	ops   []op
	title string // the running title, "" if the page begins a section
	boxes int    // runes without a glyph
}

// layout is a document on pages.
type layout struct {
	w, h    float64
	pages   []*page
	at      map[string]place // where each ID stands
	entries []entry
	more    bool // the document goes on after the last page
}

// place is where something stands.
type place struct {
	page int // from 0
	y    float64
}

// flow places strips on pages, one under the other.
type flow struct {
	*layout
	y       float64 // where the next strip goes
	fresh   bool    // nothing stands on the page yet
	section string  // running title of the pages that follow
	dry     bool    // only how far strips reach is wanted
}

func newFlow(w, h float64) *flow {
	return &flow{layout: &layout{w: w, h: h, at: map[string]place{}}, y: h}
}

func (f *flow) limit() float64 { return f.h - bottom }

// addPage begins a page; it gets the running title of the section it continues.
func (f *flow) addPage() {
	f.pages = append(f.pages, &page{title: f.section})
	f.y, f.fresh = top, true
}

// place sets strips one under the other. Strips bound by keep move to the next page together, unless they need more than
// a page.
func (f *flow) place(strips []strip) {
	for i := 0; i < len(strips); {
		j := i
		for j < len(strips)-1 && strips[j].keep && !strips[j+1].newPage {
			j++
		}
		f.group(strips[i : j+1])
		i = j + 1
	}
}

func (f *flow) group(g []strip) {
	if len(f.pages) == 0 || (g[0].newPage && !f.fresh) {
		f.addPage()
	}
	need := 0.0
	for i, s := range g {
		if i > 0 || !f.fresh {
			need += s.gap
		}
		need += s.h
	}
	if f.y+need > f.limit()+0.01 && !f.fresh && need <= f.limit()-top {
		f.breakBefore(g[0])
	}
	for _, s := range g {
		gap := s.gap
		if f.fresh {
			gap = 0
		}
		if f.y+gap+s.h > f.limit()+0.01 && !f.fresh {
			f.breakBefore(s)
			gap = 0
		}
		f.y += gap
		f.put(s)
	}
}

// breakBefore begins a page and repeats the head of a table that goes on there.
func (f *flow) breakBefore(s strip) {
	f.addPage()
	for _, h := range s.head {
		f.put(h)
	}
}

// put sets one strip where the flow stands.
func (f *flow) put(s strip) {
	n := len(f.pages) - 1
	p := f.pages[n]
	if f.dry {
		f.y += s.h
		f.fresh = f.fresh && s.h == 0
		return
	}
	if s.blank && f.fresh {
		p.title = ""
	}
	for _, o := range s.ops {
		o.x, o.y = o.x+side, o.y+f.y
		if o.kind == opLine {
			o.w, o.h = o.w+side, o.h+f.y
		}
		if o.kind == opText {
			p.boxes += boxes(o.text)
		}
		p.ops = append(p.ops, o)
	}
	for _, id := range s.anchors {
		if _, known := f.at[id]; !known && id != "" {
			f.at[id] = place{n, f.y}
		}
	}
	if s.entry != nil {
		e := *s.entry
		e.page, e.y = n, f.y
		f.entries = append(f.entries, e)
		if e.level == 1 {
			f.section = e.text
		}
	}
	f.y += s.h
	f.fresh = f.fresh && s.h == 0
}
