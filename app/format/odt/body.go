package odt

import (
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/format/flow"
	"throughline/app/format/pack"
	"throughline/app/format/source"
)

// maxBlanks bounds how many blanks one element stands for.
const maxBlanks = 200

// body gathers a document's text. Paragraphs may nest: text boxes, footnotes and comments stand inside one.
type body struct {
	flow.Flow
	bold  map[string]bool // styles by name
	style string          // being read
	foot  []string        // footnotes, in order

	paras  []*flow.Para
	strong []bool // of the spans that are open
	lists  []list
	aside  []aside // notes that are open: what they hold is not the document's text
	fact   string  // of a comment: "creator" or "date"

	deletions, pictures, embedded int
}

// list is a list that is open: the number its next item has.
type list struct{ next int }

// aside is a footnote or a comment that is open.
type aside struct {
	note   *flow.Note // of a comment
	blocks int        // paragraphs open outside
	text   []string
}

// Start implements pack.Walker.
func (b *body) Start(e xml.StartElement) bool {
	switch name := local(e.Name); name {
	case "tracked-changes":
		return true // what was deleted is kept here; what was inserted stands in the document
	case "deletion":
		b.deletions++
		return false
	case "p", "h":
		if isText(e.Name) {
			b.paras = append(b.paras, &flow.Para{Heading: name == "h", Prefix: b.sign()})
			b.strong = append(b.strong, b.bold[pack.Attr(e, "style-name")] && name == "p")
		}
	case "span", "a":
		b.strong = append(b.strong, b.isBold() || b.bold[pack.Attr(e, "style-name")])
	case "annotation", "annotation-end":
		return b.comment(e)
	case "note":
		b.aside = append(b.aside, aside{blocks: len(b.paras)})
	case "note-citation", "sender-initials", "creator-initials", "hidden-text", "hidden-paragraph", "ruby-text", "table-of-content", "forms",
		"alphabetical-index", "bibliography", "illustration-index", "sequence-decls", "page-number", "master-styles", "event-listeners", "svg:title", "svg:desc":
		return false
	case "creator", "date":
		if len(b.aside) > 0 {
			b.fact = name
		}
	case "image":
		b.pictures++
		return false
	case "object", "object-ole", "plugin", "applet":
		b.embedded++
		return false
	default:
		b.layout(e)
	}
	return true
}

// local is a name without its space, but for what pictures and boxes are called, which "title" of a text is not.
func local(n xml.Name) string {
	if strings.Contains(n.Space, "svg") {
		return "svg:" + n.Local
	}
	return n.Local
}

func isText(n xml.Name) bool {
	return strings.Contains(n.Space, "opendocument:xmlns:text") || n.Space == "text"
}

// layout takes lists, tables, styles and the signs that are elements.
func (b *body) layout(e xml.StartElement) {
	switch e.Name.Local {
	case "style":
		b.style = pack.Attr(e, "name")
	case "text-properties":
		if b.style != "" && pack.Attr(e, "font-weight") == "bold" {
			b.bold[b.style] = true
		}
	case "list":
		b.lists = append(b.lists, list{})
	case "list-item":
		if n := len(b.lists); n > 0 {
			b.lists[n-1].next++
		}
	case "table":
		b.OpenTable()
	case "table-row":
		b.Row()
	case "table-cell", "covered-table-cell":
		b.Cell()
	case "line-break":
		b.add("\n")
	case "tab":
		b.add("\t")
	case "s":
		n, err := strconv.Atoi(pack.Attr(e, "c"))
		if err != nil {
			n = 1
		}
		b.add(strings.Repeat(" ", min(max(1, n), maxBlanks)))
	}
}

// comment begins a comment, or ends the passage that it is about.
func (b *body) comment(e xml.StartElement) bool {
	id := pack.Attr(e, "name")
	if e.Name.Local == "annotation-end" {
		b.point(id, true)
		return true
	}
	if id == "" {
		id = "#" + strconv.Itoa(len(b.Notes))
	}
	b.point(id, false)
	b.Notes = append(b.Notes, flow.Note{ID: id})
	b.aside = append(b.aside, aside{note: &flow.Note{ID: id}, blocks: len(b.paras)})
	return true
}

func (b *body) point(id string, end bool) {
	if n := len(b.paras); n > 0 {
		b.paras[n-1].Point(id, end)
		return
	}
	b.Point(id, end)
}

// sign is the sign of the list item at hand, for its first paragraph.
func (b *body) sign() string {
	n := len(b.lists)
	if n == 0 || b.lists[n-1].next == 0 || len(b.aside) > 0 {
		return ""
	}
	return "• "
}

func (b *body) isBold() bool { return len(b.strong) > 0 && b.strong[len(b.strong)-1] }

// End implements pack.Walker.
func (b *body) End(e xml.EndElement) {
	switch e.Name.Local {
	case "p", "h":
		if isText(e.Name) {
			b.endPara()
		}
	case "span", "a":
		b.strong = b.strong[:max(0, len(b.strong)-1)]
	case "list":
		b.lists = b.lists[:max(0, len(b.lists)-1)]
	case "table":
		b.CloseTable()
	case "style":
		b.style = ""
	case "creator", "date":
		b.fact = ""
	case "note", "annotation":
		b.endAside()
	}
}

// endPara ends a paragraph: of the document, or of what stands beside it.
func (b *body) endPara() {
	b.strong = b.strong[:max(0, len(b.strong)-1)]
	n := len(b.paras)
	if n == 0 {
		return
	}
	p := b.paras[n-1]
	b.paras = b.paras[:n-1]
	if a := b.beside(); a != nil && n > a.blocks {
		if t := strings.TrimSpace(p.String()); t != "" {
			a.text = append(a.text, t)
		}
		return
	}
	b.Emit(p)
}

func (b *body) beside() *aside {
	if n := len(b.aside); n > 0 {
		return &b.aside[n-1]
	}
	return nil
}

// endAside puts a footnote's number into the text, or keeps a comment.
func (b *body) endAside() {
	a := b.beside()
	if a == nil {
		return
	}
	text, note := a.text, a.note
	b.aside = b.aside[:len(b.aside)-1]
	if note == nil {
		b.foot = append(b.foot, strings.Join(strings.Fields(strings.Join(text, " ")), " "))
		b.add("[" + strconv.Itoa(len(b.foot)) + "]")
		return
	}
	for i := range b.Notes {
		if b.Notes[i].ID == note.ID {
			b.Notes[i].Text, b.Notes[i].Author, b.Notes[i].Created = strings.Join(text, "\n"), note.Author, note.Created
		}
	}
}

// Text implements pack.Walker.
func (b *body) Text(s string) {
	if a := b.beside(); a != nil && a.note != nil && b.fact != "" {
		if b.fact == "creator" {
			a.note.Author += s
		} else if at, err := time.Parse("2006-01-02T15:04:05", strings.TrimSuffix(strings.TrimSpace(s), "Z")); err == nil {
			a.note.Created = at
		}
		return
	}
	if len(b.paras) == 0 {
		return
	}
	if s = strings.Map(blank, s); strings.Contains(s, "  ") { // white space counts once; blanks that count are elements
		s = squeeze(s)
	}
	if p := b.paras[len(b.paras)-1].String(); strings.HasPrefix(s, " ") && (p == "" || strings.HasSuffix(p, " ") || strings.HasSuffix(p, "\n")) {
		s = s[1:]
	}
	b.add(s)
}

func blank(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return ' '
	}
	return r
}

func squeeze(s string) string {
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}

func (b *body) add(s string) {
	if n := len(b.paras); n > 0 && s != "" {
		b.paras[n-1].Add(s, b.isBold())
	}
}

// lost tells what is left out. unplaced is how many comments have no text to stand at.
func (b *body) lost(unsafe, unplaced int) []app.Loss {
	return source.Losses(
		source.Left{N: b.deletions, Kind: "deletions", Noun: "tracked deletion", Text: " left out; tracked insertions are kept."},
		source.Left{N: b.pictures, Kind: "pictures", Noun: "picture", Text: " left out."},
		source.Left{N: unplaced, Kind: "comments", Noun: "comment", Text: " without text to stand at left out."},
		source.Left{N: b.embedded, Kind: "embedded", Noun: "embedded object", Text: " left out."},
		source.Left{N: unsafe, Kind: "parts", Noun: "part", Text: " with a path that leads outside the file left out."},
	)
}
