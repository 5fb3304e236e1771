package word

import (
	"slices"
	"strings"

	"throughline/app/chart"
	"throughline/app/chart/picture"
	"throughline/app/report"
)

// paging estimates on which page each section begins, so that the table of contents says it before the word processor has brought it up to date. It
// measures in the typeface of the styles; where that is missing the word processor takes another, and a number may be one off until then.
type paging struct {
	measure *picture.Type
	known   map[printed]float64 // widths of words, which come again and again
	width   float64             // of a line, in points
	height  float64             // of a page, in points
	page    int                 // from 1
	y       float64             // used of the page
}

// printed is a word in a look.
type printed struct {
	word  string
	style chart.Style
}

func (p *paging) wide(word string, style chart.Style) float64 {
	w, ok := p.known[printed{word, style}]
	if !ok {
		w = p.measure.Width(word, style)
		p.known[printed{word, style}] = w
	}
	return w
}

// slab is a height that stays whole, in points; keep holds it to the next.
type slab struct {
	h    float64
	keep bool
}

// The heights of a line of type: Noto Sans is 1.362 high, and the styles set 260 and 240 of 240.
const (
	bodyLine = 1.362 * 260 / 240
	cellLine = 1.362
)

// paginate tells the page of each heading that is linked to, by its ID, and the blocks to write: a table gives way to its short form where that
// saves its section a page.
func paginate(d *report.Document, width int) (blocks []report.Block, pages map[string]int) {
	p := &paging{measure: &picture.Type{}, known: map[printed]float64{}, width: float64(width) / 20, height: (16838.0 - 2*1280) / 20, page: 1}
	if d.Paper == report.Letter {
		p.height = (15840.0 - 2*1280) / 20
	}
	p.put(p.cover(d))
	pages = map[string]int{}
	for rest := d.Blocks; len(rest) > 0; {
		n := 1
		for n < len(rest) && !isBreak(rest[n]) {
			n++
		}
		section := rest[:n]
		rest = rest[n:]
		switch {
		case p.goesOn(section):
			section = section[1:]
		case isBreak(section[0]):
			p.page, p.y = p.page+1, 0
		}
		full, brief := *p, *p
		full.height *= careful
		full.section(section, nil)
		if short := inBrief(section); full.page > p.page && short != nil {
			brief.height *= bold
			if brief.section(short, nil); brief.page < full.page {
				section = short
			}
		}
		p.section(section, pages)
		blocks = append(blocks, section...)
	}
	return blocks, pages
}

// How much of a page is counted with for tables in full and in brief: word processors differ by a line or two, and a table that spills over looks worse
// than one in brief.
const (
	careful = 0.96
	bold    = 1.03
)

// softLimit is the share of a page above which a soft break takes another, as in the PDF.
const softLimit = 0.45

// goesOn reports whether a section with a soft break stands below the one before: that left half a page, and it fits there or
// needs more than two pages anyway.
func (p *paging) goesOn(section []report.Block) bool {
	if br, ok := section[0].(report.PageBreak); !ok || !br.Soft || p.y == 0 || p.y > softLimit*p.height {
		return false
	}
	on, own := *p, *p
	own.page, own.y = p.page+1, 0
	on.section(section[1:], nil)
	own.section(section[1:], nil)
	return on.page == p.page || own.page > p.page+2
}

// under reports whether b is the small print of a chart before it, and stays with it.
func under(before, b report.Block) bool {
	_, chart := before.(report.Chart)
	p, ok := b.(report.Paragraph)
	return chart && ok && p.Tone == report.Small
}

// heads reports whether b is the small print of a heading before it, and leads on to what the heading is of.
func heads(before, b report.Block) bool {
	h, heading := before.(report.Heading)
	p, ok := b.(report.Paragraph)
	return heading && h.Level > 1 && ok && p.Tone == report.Small
}

func isBreak(b report.Block) bool { _, ok := b.(report.PageBreak); return ok }

// inBrief are the blocks with their tables in short form; nil where none has one.
func inBrief(blocks []report.Block) []report.Block {
	var out []report.Block
	for i, b := range blocks {
		if t, ok := b.(report.Table); ok && t.Brief != nil {
			if out == nil {
				out = slices.Clone(blocks)
			}
			out[i] = report.Paragraph{Tone: report.Small, Runs: t.Brief}
		}
	}
	return out
}

// section places blocks and notes in pages, unless nil, where headings stand.
func (p *paging) section(blocks []report.Block, pages map[string]int) {
	var all []slab
	at := ""
	flush := func() {
		if begun := p.put(all); at != "" && pages != nil {
			pages[at] = begun
		}
		all, at = nil, ""
	}
	for i, b := range blocks {
		if h, ok := b.(report.Heading); ok && h.ID != "" {
			flush()
			at = h.ID
		}
		if _, ok := b.(report.Chart); ok && len(all) > 0 {
			all[len(all)-1].keep = true
		}
		if i > 0 && under(blocks[i-1], b) {
			all[len(all)-1].keep = true
		}
		all = append(all, p.block(b)...)
		if i > 0 && heads(blocks[i-1], b) {
			all[len(all)-1].keep = true
		}
	}
	flush()
}

// put places slabs one under the other; those that are kept together go to the next page together if a page holds them. It returns
// the page of the first.
func (p *paging) put(all []slab) (begun int) {
	begun = p.page
	for i := 0; i < len(all); {
		j, h := i, all[i].h
		for j < len(all)-1 && all[j].keep {
			j++
			h += all[j].h
		}
		if h > p.height {
			j, h = i, all[i].h
		}
		if p.y+h > p.height && p.y > 0 {
			p.page, p.y = p.page+1, 0
		}
		if i == 0 {
			begun = p.page
		}
		p.y += h
		i = j + 1
	}
	return begun
}

// lines is how many lines text takes in a width.
func (p *paging) lines(text string, size float64, bold bool, width float64) float64 {
	style := chart.Style{Size: size, Bold: bold}
	n, x, space := 1.0, 0.0, p.wide(" ", style)
	for _, w := range strings.Fields(text) {
		wide := p.wide(w, style)
		if x > 0 && x+space+wide > width {
			n, x = n+1, 0
		}
		for ; wide > width; wide -= width {
			n++
		}
		if x > 0 {
			x += space
		}
		x += wide
	}
	return n
}

// running is a paragraph that may break anywhere but beside its first and last line.
func (p *paging) running(text string, size, before, after, indent float64) []slab {
	n := int(p.lines(text, size, false, p.width-indent))
	out := make([]slab, n)
	for i := range out {
		out[i] = slab{size * bodyLine, i == 0 || i == n-2}
	}
	out[0].h += before
	out[n-1].h += after
	out[n-1].keep = false
	return out
}

func (p *paging) cover(d *report.Document) []slab {
	out := []slab{{8.5*bodyLine + 2, false}, {p.lines(d.Title, 30, true, p.width)*30*1.362 + 3, false}}
	if d.Subtitle != "" {
		out = append(out, p.running(d.Subtitle, 12, 0, 18, 0)...)
	}
	for _, f := range d.Facts {
		out = append(out, slab{p.lines(f.Value, 10.5, false, p.width-85)*10.5*bodyLine + 2, false})
	}
	if d.Contents {
		out = append(out, slab{28 + 13*bodyLine + 6, true})
		for _, h := range d.Entries() {
			out = append(out, slab{p.lines(h.Number+"  "+h.Name(), 10.5, false, p.width-40)*10.5*bodyLine + 4, false})
		}
	}
	return out
}

func textOf(all []report.Run) string {
	var b strings.Builder
	for _, r := range all {
		if r.PageOf == "" {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func (p *paging) block(b report.Block) []slab {
	switch b := b.(type) {
	case report.Heading:
		return p.heading(b)
	case report.Paragraph:
		switch b.Tone {
		case report.Lead:
			return p.running(textOf(b.Runs), 11.5, 0, 6, 0)
		case report.Small:
			return p.running(textOf(b.Runs), 9, 3, 6, 0)
		}
		return p.running(textOf(b.Runs), 10.5, 0, 6, 0)
	case report.Note:
		return p.running(textOf(b.Runs), 10.5, 0, 6, 10)
	case report.Facts:
		rows := float64((len(b.Facts) + mostFacts - 1) / mostFacts)
		return []slab{{rows * (8.5*cellLine + 9.5*cellLine + 6 + 6), false}}
	case report.Quote:
		h := 3 + p.lines(b.Quoted(), 10.5, false, p.width-14)*10.5*bodyLine + p.lines(b.Origin(), 8.5, false, p.width-14)*8.5*bodyLine + 7
		if b.Comment != "" {
			h += p.lines(b.Comment, 8.5, false, p.width-14) * 8.5 * bodyLine
		}
		return []slab{{h, false}}
	case report.List:
		var out []slab
		for _, it := range b.Items {
			out = append(out, p.running(textOf(it.Runs)+"  "+it.Aside, 10.5, 0, 3, 18)...)
		}
		return out
	case report.Table:
		return p.table(b)
	case report.Chart:
		l := chart.Lay(b.Chart, 600, 0, &picture.Type{}, chart.Light(11))
		return []slab{{l.H*p.width/600 + 6, false}}
	}
	return nil
}

func (p *paging) heading(h report.Heading) []slab {
	size, around, line := 10.5, 15.0, bodyLine
	switch h.Level {
	case 1:
		size, around, line = 22, 8, 1.362*252/240
	case 2:
		size, around = 13, 16
	}
	out := []slab{{p.lines(h.Text, size, true, p.width)*size*line + around, true}}
	if h.Kicker != "" {
		above := 0.0
		if p.y > 0 {
			above = 28
		}
		out = append([]slab{{above + 8.5*bodyLine + 2, true}}, out...)
	}
	return out
}

// table are its head and rows, held together as they are written.
func (p *paging) table(t report.Table) []slab {
	size := 9.5
	if t.Dense {
		size = 8.5
	}
	ws := widthsOf(t, int(p.width*20))
	out := []slab{{size*cellLine + 3, true}}
	for n, r := range t.Rows {
		high := 1.0
		for i, c := range r.Cells {
			if i < len(ws) && !r.Span {
				high = max(high, p.lines(textOf(c), size, r.Strong, float64(ws[i])/20-11))
			}
		}
		h := high*size*cellLine + 3
		if r.Span {
			h += 6
		}
		out = append(out, slab{h, holds(t, n)})
	}
	if t.Note == "" {
		return append(out, slab{6, false})
	}
	return append(out, slab{p.lines(t.Note, 9, false, p.width)*9*bodyLine + 9, false})
}
