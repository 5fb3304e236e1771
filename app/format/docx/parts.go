package docx

import (
	"context"
	"encoding/xml"
	"fmt"
	"path"
	"strings"

	"throughline/app/format/pack"
	"throughline/app/format/source"
)

// relations finds the package's main document.
type relations struct{ main string }

func (r *relations) start(e xml.StartElement) bool {
	if e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/officeDocument") && r.main == "" {
		r.main = strings.TrimPrefix(path.Clean("/"+attr(e, "Target")), "/")
	}
	return true
}
func (r *relations) end(xml.EndElement) {}
func (r *relations) text(string)        {}

// style is what a paragraph or character style means here.
type style struct {
	heading, title, bold bool
}

// styles reads the style sheet.
type styles struct {
	byID map[string]style
	id   string
	cur  style
	run  bool // inside the style's run properties
}

func (s *styles) start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "style":
		s.id, s.cur, s.run = attr(e, "styleId"), style{}, false
	case "name":
		name := strings.ToLower(attr(e, "val"))
		s.cur.heading = s.cur.heading || strings.HasPrefix(name, "heading ") || name == "subtitle"
		s.cur.title = name == "title"
	case "outlineLvl":
		s.cur.heading = s.cur.heading || attr(e, "val") < "9"
	case "rPr":
		s.run = true
	case "b":
		s.cur.bold = s.run && on(e)
	case "tblStylePr":
		return false // properties of single cells
	}
	return true
}

func (s *styles) end(e xml.EndElement) {
	switch e.Name.Local {
	case "style":
		s.byID[s.id] = s.cur
	case "rPr":
		s.run = false
	}
}
func (s *styles) text(string) {}

// numbering reads which lists count and which have bullets.
type numbering struct {
	abstract map[string][9]string // number formats by level
	lists    map[string]string    // abstract list by list
	id, num  string
	level    int
	counts   map[string]*[9]int
}

func (n *numbering) start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "abstractNum":
		n.id, n.level = attr(e, "abstractNumId"), 0
	case "lvl":
		n.level = level(attr(e, "ilvl"))
	case "numFmt":
		f := n.abstract[n.id]
		f[n.level] = attr(e, "val")
		n.abstract[n.id] = f
	case "num":
		n.num = attr(e, "numId")
	case "abstractNumId":
		n.lists[n.num] = attr(e, "val")
	case "lvlOverride":
		return false
	}
	return true
}
func (n *numbering) end(xml.EndElement) {}
func (n *numbering) text(string)        {}

func level(s string) int {
	if len(s) == 1 && s[0] >= '0' && s[0] <= '8' {
		return int(s[0] - '0')
	}
	return 0
}

// sign returns what stands before the next item of a list: "• ", "3. ", "c. ", or nothing.
func (n *numbering) sign(list string, lvl int) string {
	if list == "" || list == "0" {
		return ""
	}
	c := n.counts[list]
	if c == nil {
		if len(n.counts) > 10_000 {
			return "• "
		}
		c = new([9]int)
		n.counts[list] = c
	}
	c[lvl]++
	for i := lvl + 1; i < len(c); i++ {
		c[i] = 0
	}
	switch format := n.abstract[n.lists[list]][lvl]; format {
	case "none":
		return ""
	case "", "bullet":
		return "• "
	case "lowerLetter", "upperLetter":
		if c[lvl] <= 26 {
			letter := string(rune('a' + c[lvl] - 1))
			if format == "upperLetter" {
				letter = strings.ToUpper(letter)
			}
			return letter + ". "
		}
	}
	return fmt.Sprintf("%d. ", c[lvl])
}

// notes reads footnotes or endnotes by id.
type notes struct {
	byID map[string]string
	body body
	id   string
}

func (n *notes) start(e xml.StartElement) bool {
	if e.Name.Local == "footnote" || e.Name.Local == "endnote" {
		n.id = attr(e, "id")
		n.body = body{}
		return !strings.Contains(strings.ToLower(attr(e, "type")), "separator") // rules, not notes
	}
	return n.body.start(e)
}

func (n *notes) end(e xml.EndElement) {
	if e.Name.Local != "footnote" && e.Name.Local != "endnote" {
		n.body.end(e)
		return
	}
	var text []string
	for _, l := range n.body.lines {
		if l.Text != "" {
			text = append(text, strings.TrimSpace(l.Text))
		}
	}
	n.byID[n.id] = strings.Join(text, " ")
}

func (n *notes) text(s string) { n.body.text(s) }

// optional walks a part if the package has it.
func optional(ctx context.Context, f source.File, a *pack.Archive, part string, w walker) error {
	if !a.Has(part) {
		return nil
	}
	return walk(ctx, f, a, part, w)
}
