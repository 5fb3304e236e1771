package html

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/app/format/flow"
)

// look is how often, in tokens, the context is looked at: far below 100 ms.
const look = 4096

// maxToken bounds one tag or stretch of text, in bytes. Pictures written into a page are attributes of some megabytes.
const maxToken = 64 << 20

// Gather adds what stands on a page to a flow and tells what it leaves out. Returns the context's error; broken pages are read as far as
// browsers would.
func Gather(ctx context.Context, doc *flow.Flow, markup string) (Losses, error) {
	p := page{doc: doc, first: len(doc.Notes)}
	z := html.NewTokenizer(strings.NewReader(markup))
	z.SetMaxBuf(maxToken)
	for n := 0; ; n++ {
		if n%look == 0 && ctx.Err() != nil {
			return p.lost, ctx.Err()
		}
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); err != nil && !errors.Is(err, io.EOF) {
				p.lost.Embedded++ // a token beyond all measure
			}
			p.breakPara()
			for p.lists = nil; len(p.open) > 0; {
				p.closeTable()
			}
			return p.lost, nil
		case html.TextToken:
			p.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(atom.Lookup(name))
		}
	}
}

// page is a page being read. It keeps no tree: blocks end paragraphs, whatever they are nested in.
type page struct {
	doc  *flow.Flow
	para flow.Para
	lost Losses

	skip      atom.Atom // the element that is passed over
	skipDepth int
	pre       int // depth of elements whose line ends count
	bold      int
	heading   int
	space     bool // white space is due before the next text
	title     bool // inside <title>
	lists     []int
	open      []atom.Atom // tables

	first int      // notes there were before
	spans []string // what each open <span> is: "", the id of a mark, or tagList
	marks int
	tags  strings.Builder // of the highlight that ended last
}

// tagList stands for the span in which Taguette writes the tags of the highlight before it.
const tagList = "tags"

// blocks end the paragraph before and after them.
var blocks = set(atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5,
	atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Blockquote, atom.Pre, atom.Hr, atom.Table, atom.Caption, atom.Tr, atom.Td, atom.Th,
	atom.Figure, atom.Figcaption, atom.Address, atom.Details, atom.Summary, atom.Fieldset, atom.Legend, atom.Body, atom.Html, atom.Center)

func set(all ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range all {
		m[a] = true
	}
	return m
}

// passed are elements that are passed over with all that is in them.
func (l *Losses) passed(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Noscript, atom.Template:
		l.Scripts++
	case atom.Nav, atom.Menu, atom.Dialog:
		l.Navigation++
	case atom.Select, atom.Textarea, atom.Button, atom.Datalist:
		l.Forms++
	case atom.Iframe, atom.Object, atom.Audio, atom.Video, atom.Canvas, atom.Embed:
		l.Embedded++
	case atom.Svg:
		l.Pictures++
	case atom.Style, atom.Math, atom.Rt, atom.Rp, atom.Noframes:
	default:
		return false
	}
	return true
}

// empty elements have no end tag.
var empty = set(atom.Br, atom.Hr, atom.Img, atom.Input, atom.Meta, atom.Link, atom.Embed, atom.Source, atom.Track, atom.Wbr, atom.Area, atom.Base, atom.Col)

func (p *page) start(z *html.Tokenizer) {
	name, more := z.TagName()
	a := atom.Lookup(name)
	var attr attributes
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		attr.take(key, value)
	}
	if p.skip != 0 {
		if a == p.skip && !empty[a] {
			p.skipDepth++
		}
		return
	}
	if a != 0 && !empty[a] && attr.hidden || p.lost.passed(a) {
		if !empty[a] {
			p.skip, p.skipDepth = a, 1
		}
		return
	}
	if blocks[a] {
		p.breakPara()
	}
	p.begin(a, attr)
}

// begin takes the start of an element that is not passed over.
func (p *page) begin(a atom.Atom, attr attributes) {
	switch a {
	case atom.Br:
		p.para.Add("\n", p.bold > 0)
		p.space = false
	case atom.Img:
		p.lost.Pictures++
		if alt := strings.TrimSpace(attr.alt); alt != "" {
			p.text("[" + alt + "]")
		}
	case atom.Input:
		p.lost.Forms++
	case atom.Title:
		p.title = true
	case atom.B, atom.Strong:
		p.bold++
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.heading++
	case atom.Pre:
		p.pre++
	case atom.Mark:
		p.mark()
	case atom.Span:
		p.span(attr.class)
	default:
		p.place(a, attr.start)
	}
}

// place begins a list or a table, or a part of one.
func (p *page) place(a atom.Atom, start int) {
	switch a {
	case atom.Ul:
		p.lists = append(p.lists, 0)
	case atom.Ol:
		p.lists = append(p.lists, max(1, start))
	case atom.Li:
		p.item()
	case atom.Table:
		p.doc.OpenTable()
		p.open = append(p.open, a)
	case atom.Tr:
		p.doc.Row()
	case atom.Td, atom.Th:
		p.doc.Cell()
	}
}

// item begins an item of the innermost list.
func (p *page) item() {
	p.para.Prefix = "• "
	if n := len(p.lists); n > 0 && p.lists[n-1] > 0 {
		p.para.Prefix = strconv.Itoa(p.lists[n-1]) + ". "
		p.lists[n-1]++
	}
}

// mark begins a passage that becomes a mark.
func (p *page) mark() string {
	p.flushSpace()
	p.marks++
	id := strconv.Itoa(p.first) + "m" + strconv.Itoa(p.marks)
	p.doc.Notes = append(p.doc.Notes, flow.Note{ID: id})
	p.para.Point(id, false)
	p.spans = append(p.spans, id)
	return id
}

func (p *page) span(class string) {
	switch {
	case class == "highlight" || strings.HasPrefix(class, "highlight "):
		p.mark()
	case class == "taglist" && len(p.doc.Notes) > p.first:
		p.tags.Reset()
		p.spans = append(p.spans, tagList)
	default:
		p.spans = append(p.spans, "")
	}
}

// endSpan ends the innermost <span> or <mark>.
func (p *page) endSpan() {
	n := len(p.spans)
	if n == 0 {
		return
	}
	id := p.spans[n-1]
	p.spans = p.spans[:n-1]
	switch id {
	case "":
	case tagList:
		note := &p.doc.Notes[len(p.doc.Notes)-1]
		for name := range strings.SplitSeq(strings.Trim(strings.TrimSpace(p.tags.String()), "[]"), ", ") {
			if name = strings.TrimSpace(name); name != "" {
				note.Tags = append(note.Tags, []string{name})
			}
		}
	default:
		p.para.Point(id, true)
	}
}

func (p *page) end(a atom.Atom) {
	if p.skip != 0 {
		if a == p.skip {
			if p.skipDepth--; p.skipDepth == 0 {
				p.skip = 0
			}
		}
		return
	}
	if blocks[a] {
		p.breakPara()
	}
	switch a {
	case atom.Title:
		p.title = false
	case atom.B, atom.Strong:
		p.bold = max(0, p.bold-1)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.heading = max(0, p.heading-1)
	case atom.Pre:
		p.pre = max(0, p.pre-1)
	case atom.Ul, atom.Ol:
		p.lists = p.lists[:max(0, len(p.lists)-1)]
	case atom.Table:
		p.closeTable()
	case atom.Mark, atom.Span:
		p.endSpan()
	}
}

func (p *page) closeTable() {
	if n := len(p.open); n > 0 {
		p.open = p.open[:n-1]
		p.doc.CloseTable()
	}
}

func (p *page) breakPara() {
	p.para.Heading = p.heading > 0
	p.doc.Emit(&p.para)
	p.space = false
}

// text takes text as it stands in the markup, entities decoded.
func (p *page) text(s string) {
	switch {
	case p.skip != 0:
		return
	case p.title:
		if p.doc.Title == "" {
			p.doc.Title = strings.Join(strings.Fields(s), " ")
		}
		return
	case len(p.spans) > 0 && p.spans[len(p.spans)-1] == tagList:
		p.tags.WriteString(s)
		return
	case p.pre > 0:
		p.para.Add(strings.ReplaceAll(s, "\r", ""), p.bold > 0)
		return
	}
	for word := range strings.FieldsFuncSeq(s, isSpace) {
		at := strings.Index(s, word)
		p.space = p.space || at > 0
		p.flushSpace()
		p.para.Add(word, p.bold > 0)
		s = s[at+len(word):]
	}
	p.space = p.space || s != ""
}

// flushSpace writes the white space that is due, unless it would begin a line.
func (p *page) flushSpace() {
	if p.space && p.para.Len() > 0 && !strings.HasSuffix(p.para.String(), "\n") {
		p.para.Add(" ", p.bold > 0)
	}
	p.space = false
}

// isSpace is white space as markup knows it: a no-break space is a letter.
func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// attributes are those of an element that mean something here.
type attributes struct {
	class, alt string
	start      int
	hidden     bool
}

func (a *attributes) take(key, value []byte) {
	switch string(key) {
	case "class":
		a.class = string(value)
	case "alt":
		a.alt = string(value)
	case "start":
		a.start, _ = strconv.Atoi(string(value)) // a list counted from something else begins at one
	case "hidden":
		a.hidden = true
	case "style":
		a.hidden = a.hidden || bytes.Contains(bytes.ReplaceAll(bytes.ToLower(value), []byte(" "), nil), []byte("display:none"))
	}
}
