package docx

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"

	"throughline/app/format/speech"
)

// body gathers the lines of a document's text. Paragraphs may nest (text boxes stand inside a paragraph), as may
// tables.
type body struct {
	styles    map[string]style
	numbering *numbering

	lines  []speech.Line // blank lines part paragraphs
	title  string
	notes  []note // referred to, in order
	losses losses

	paras  []*para
	tables []*grid
	inPara int  // depth of paragraph properties
	inText bool // inside an element whose character data is text
	run    struct{ bold, hidden bool }
	props  bool // inside run properties
}

// note is one reference to a footnote or endnote.
type note struct {
	end bool
	id  string
}

// losses counts what is left out.
type losses struct {
	deleted, hidden, comments, embedded int
}

// para is a paragraph being read.
type para struct {
	text   strings.Builder
	bold   int  // bytes at the start in bold
	plain  bool // text that is not bold has come
	style  style
	list   string
	level  int
	strong bool // the paragraph's style is bold
}

// skipped elements hold nothing that is said.
var skipped = map[string]bool{
	"delText": true, "instrText": true, "delInstrText": true, "Fallback": true, "rPrChange": true, "pPrChange": true, "sectPrChange": true,
	"tblPrChange": true, "tcPrChange": true, "trPrChange": true, "sdtPr": true, "sdtEndPr": true, "sectPr": true, "tblPr": true, "tblGrid": true,
	"trPr": true, "tcPr": true, "rt": true, "tabs": true, "numPrChange": true, "ffData": true, "docPartObj": true,
}

func (b *body) start(e xml.StartElement) bool {
	name := e.Name.Local
	switch name {
	case "del", "moveFrom":
		if b.props || b.inPara > 0 {
			return true // a mark on a paragraph's end, not deleted text
		}
		b.losses.deleted++
		return false
	case "p":
		if strings.Contains(e.Name.Space, "wordprocessingml") {
			b.paras = append(b.paras, &para{})
		}
		return true
	case "tbl":
		b.tables = append(b.tables, &grid{})
		return true
	case "altChunk":
		b.losses.embedded++
		return false
	}
	if skipped[name] {
		return false
	}
	if g := b.table(); g != nil {
		g.start(name)
	}
	if p := b.para(); p != nil {
		b.startIn(p, name, e)
	}
	return true
}

// startIn takes an element inside a paragraph.
func (b *body) startIn(p *para, name string, e xml.StartElement) {
	switch {
	case name == "pPr":
		b.inPara++
	case b.inPara > 0:
		b.property(p, name, e)
	case name == "r":
		b.run.bold, b.run.hidden = p.strong, false
	case name == "rPr":
		b.props = true
	case b.props:
		switch name {
		case "b":
			b.run.bold = on(e)
		case "vanish":
			b.run.hidden = on(e)
		case "rStyle":
			b.run.bold = b.run.bold || b.styles[attr(e, "val")].bold
		}
	default:
		b.content(p, name, e)
	}
}

// property takes a property of the paragraph.
func (b *body) property(p *para, name string, e xml.StartElement) {
	switch name {
	case "pStyle":
		p.style = b.styles[attr(e, "val")]
		p.strong = p.style.bold && !p.style.heading
	case "outlineLvl":
		p.style.heading = attr(e, "val") < "9"
	case "numId":
		p.list = attr(e, "val")
	case "ilvl":
		p.level = level(attr(e, "val"))
	}
}

// content takes an element that stands for text.
func (b *body) content(p *para, name string, e xml.StartElement) {
	switch name {
	case "t":
		b.inText = true
	case "tab", "ptab":
		b.add(p, "\t")
	case "br", "cr":
		b.add(p, "\n")
	case "noBreakHyphen":
		b.add(p, "-")
	case "sym":
		// Signs of symbol fonts stand in the private area and mean nothing outside their font.
		if v, err := strconv.ParseUint(attr(e, "char"), 16, 32); err == nil && v >= 0x20 && v < 0xE000 {
			b.add(p, string(rune(v)))
		}
	case "footnoteReference", "endnoteReference":
		if attr(e, "customMarkFollows") != "1" {
			b.notes = append(b.notes, note{end: name == "endnoteReference", id: attr(e, "id")})
			b.add(p, "["+strconv.Itoa(len(b.notes))+"]")
		}
	case "commentReference":
		b.losses.comments++
	}
}

func (b *body) end(e xml.EndElement) {
	switch e.Name.Local {
	case "p":
		if strings.Contains(e.Name.Space, "wordprocessingml") && len(b.paras) > 0 {
			p := b.paras[len(b.paras)-1]
			b.paras = b.paras[:len(b.paras)-1]
			b.emit(p)
		}
	case "pPr":
		b.inPara = max(0, b.inPara-1)
	case "rPr":
		b.props = false
	case "t":
		b.inText = false
	case "tbl":
		if n := len(b.tables); n > 0 {
			g := b.tables[n-1]
			b.tables = b.tables[:n-1]
			b.append(g.lines()...)
		}
	}
}

func (b *body) text(s string) {
	if p := b.para(); p != nil && b.inText {
		b.add(p, strings.NewReplacer("\n", " ", "\r", " ").Replace(s))
	}
}

// add adds text to the paragraph in the run's properties.
func (b *body) add(p *para, s string) {
	if b.run.hidden {
		b.losses.hidden += len(strings.Fields(s))
		return
	}
	p.text.WriteString(s)
	switch {
	case p.plain:
	case b.run.bold || strings.TrimSpace(s) == "":
		p.bold = p.text.Len()
	default:
		p.plain = true
	}
}

func (b *body) para() *para {
	if len(b.paras) == 0 {
		return nil
	}
	return b.paras[len(b.paras)-1]
}

func (b *body) table() *grid {
	if len(b.tables) == 0 {
		return nil
	}
	return b.tables[len(b.tables)-1]
}

// emit parts a paragraph into lines.
func (b *body) emit(p *para) {
	text := p.text.String()
	if strings.TrimSpace(text) == "" {
		return
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	if p.style.title && b.title == "" {
		b.title = strings.Join(strings.Fields(text), " ")
	}
	prefix := ""
	if b.numbering != nil {
		prefix = b.numbering.sign(p.list, p.level)
	}
	bold := p.bold
	if strings.TrimSpace(text[:bold]) == "" {
		bold = 0
	}
	var lines []speech.Line
	for l := range strings.SplitSeq(text, "\n") {
		lines = append(lines, speech.Line{Text: l, Prefix: prefix, Bold: min(bold, len(l)), Heading: p.style.heading || p.style.title})
		prefix, bold = "", 0
	}
	b.append(append(lines, speech.Line{})...)
}

// append adds lines to the cell at hand, or to the document.
func (b *body) append(lines ...speech.Line) {
	if g := b.table(); g != nil {
		g.add(lines)
		return
	}
	b.lines = append(b.lines, lines...)
}
