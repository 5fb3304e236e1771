package docx

import (
	"encoding/xml"
	"fmt"
	"path"
	"strings"

	"throughline/app/format/pack"
)

// relations finds the package's main document.
type relations struct{ main string }

func (r *relations) Start(e xml.StartElement) bool {
	if e.Name.Local == "Relationship" && strings.HasSuffix(pack.Attr(e, "Type"), "/officeDocument") && r.main == "" {
		r.main = strings.TrimPrefix(path.Clean("/"+pack.Attr(e, "Target")), "/")
	}
	return true
}
func (r *relations) End(xml.EndElement) {}
func (r *relations) Text(string)        {}

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

func (s *styles) Start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "style":
		s.id, s.cur, s.run = pack.Attr(e, "styleId"), style{}, false
	case "name":
		name := strings.ToLower(pack.Attr(e, "val"))
		s.cur.heading = s.cur.heading || strings.HasPrefix(name, "heading ") || name == "subtitle"
		s.cur.title = name == "title"
	case "outlineLvl":
		s.cur.heading = s.cur.heading || pack.Attr(e, "val") < "9"
	case "rPr":
		s.run = true
	case "b":
		s.cur.bold = s.run && pack.On(e)
	case "tblStylePr":
		return false // properties of single cells
	}
	return true
}

func (s *styles) End(e xml.EndElement) {
	switch e.Name.Local {
	case "style":
		s.byID[s.id] = s.cur
	case "rPr":
		s.run = false
	}
}
func (s *styles) Text(string) {}

// numbering reads which lists count and which have bullets.
type numbering struct {
	abstract map[string][9]string // number formats by level
	lists    map[string]string    // abstract list by list
	id, num  string
	level    int
	counts   map[string]*[9]int
}

func (n *numbering) Start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "abstractNum":
		n.id, n.level = pack.Attr(e, "abstractNumId"), 0
	case "lvl":
		n.level = level(pack.Attr(e, "ilvl"))
	case "numFmt":
		f := n.abstract[n.id]
		f[n.level] = pack.Attr(e, "val")
		n.abstract[n.id] = f
	case "num":
		n.num = pack.Attr(e, "numId")
	case "abstractNumId":
		n.lists[n.num] = pack.Attr(e, "val")
	case "lvlOverride":
		return false
	}
	return true
}
func (n *numbering) End(xml.EndElement) {}
func (n *numbering) Text(string)        {}

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
