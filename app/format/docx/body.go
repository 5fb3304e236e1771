package docx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"throughline/app/format/flow"
	"throughline/app/format/pack"
)

// body gathers a document's text. Paragraphs may nest (text boxes stand inside a paragraph), as may tables.
type body struct {
	flow.Flow
	styles    map[string]style
	numbering *numbering

	notes  []note // referred to, in order
	losses losses

	paras  []*para
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
	deleted, hidden, embedded, signs int
}

// para is a paragraph being read.
type para struct {
	flow.Para
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

// Start implements pack.Walker.
func (b *body) Start(e xml.StartElement) bool {
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
		b.OpenTable()
		return true
	case "tr":
		b.Row()
	case "tc":
		b.Cell()
	case "altChunk":
		b.losses.embedded++
		return false
	case "commentRangeStart", "commentRangeEnd", "commentReference":
		b.comment(pack.Attr(e, "id"), name != "commentRangeStart")
		return true
	}
	if skipped[name] {
		return false
	}
	if p := b.para(); p != nil {
		b.startIn(p, name, e)
	}
	return true
}

// comment notes an end of a passage with a comment. The reference stands behind the passage; where there is no passage, it stands for its line.
func (b *body) comment(id string, end bool) {
	if p := b.para(); p != nil {
		p.Point(id, end)
		return
	}
	b.Point(id, end)
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
			b.run.bold = pack.On(e)
		case "vanish":
			b.run.hidden = pack.On(e)
		case "rStyle":
			b.run.bold = b.run.bold || b.styles[pack.Attr(e, "val")].bold
		}
	default:
		b.content(p, name, e)
	}
}

// property takes a property of the paragraph.
func (b *body) property(p *para, name string, e xml.StartElement) {
	switch name {
	case "pStyle":
		s := b.styles[pack.Attr(e, "val")]
		p.Heading, p.Title = s.heading, s.title
		p.strong = s.bold && !s.heading
	case "outlineLvl":
		p.Heading = pack.Attr(e, "val") < "9"
	case "numId":
		p.list = pack.Attr(e, "val")
	case "ilvl":
		p.level = level(pack.Attr(e, "val"))
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
		if s := symbol(pack.Attr(e, "font"), pack.Attr(e, "char")); s != "" {
			b.add(p, s)
		} else if !b.run.hidden {
			b.losses.signs++
		}
	case "footnoteReference", "endnoteReference":
		if pack.Attr(e, "customMarkFollows") != "1" {
			b.notes = append(b.notes, note{end: name == "endnoteReference", id: pack.Attr(e, "id")})
			b.add(p, "["+strconv.Itoa(len(b.notes))+"]")
		}
	}
}

// End implements pack.Walker.
func (b *body) End(e xml.EndElement) {
	switch e.Name.Local {
	case "p":
		if strings.Contains(e.Name.Space, "wordprocessingml") && len(b.paras) > 0 {
			p := b.paras[len(b.paras)-1]
			b.paras = b.paras[:len(b.paras)-1]
			if b.numbering != nil && strings.TrimSpace(p.String()) != "" {
				p.Prefix = b.numbering.sign(p.list, p.level)
			}
			b.Emit(&p.Para)
		}
	case "pPr":
		b.inPara = max(0, b.inPara-1)
	case "rPr":
		b.props = false
	case "t":
		b.inText = false
	case "tbl":
		b.CloseTable()
	}
}

// Text implements pack.Walker.
func (b *body) Text(s string) {
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
	p.Add(s, b.run.bold)
}

func (b *body) para() *para {
	if len(b.paras) == 0 {
		return nil
	}
	return b.paras[len(b.paras)-1]
}
