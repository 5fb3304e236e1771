package refi

import (
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/format/codebook"
	"throughline/app/qda"
)

var (
	guidForm     = regexp.MustCompile(`^\s*(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|\{[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\})\s*$`)
	colorForm    = regexp.MustCompile(`^#(?:[A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$`)
	dateTimeForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$`)
	dateForm     = regexp.MustCompile(`^\d{4}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?$`)
	decimalForm  = regexp.MustCompile(`^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$`)
	integerForm  = regexp.MustCompile(`^[+-]?\d+$`)
)

// guid is a GUID as the schema wants it: the one given, or one made of it.
func (x *writer) guid(g qda.GUID) string {
	written := writtenGUID(g)
	if written != string(g) {
		x.mend("guids")
	}
	return written
}

// writtenGUID is how a GUID is written.
func writtenGUID(g qda.GUID) string {
	if guidForm.MatchString(string(g)) {
		return string(g)
	}
	return app.IDOf[string]("refi", g.Key())
}

// refs writes references of a kind. Empty ones are left out.
func (x *writer) refs(name string, all []qda.GUID) {
	for _, g := range all {
		if strings.TrimSpace(string(g)) == "" {
			x.mend("dangling")
			continue
		}
		x.begin(name)
		x.attr("targetGUID", x.guid(g))
		x.end()
	}
}

// user writes an attribute that names a user.
func (x *writer) userAttr(name string, g qda.GUID) {
	if strings.TrimSpace(string(g)) != "" {
		x.attr(name, x.guid(g))
	}
}

// time writes an attribute of a time.
func (x *writer) time(name string, w qda.When) {
	s := strings.TrimSpace(string(w))
	switch {
	case s == "":
	case isDateTime(s):
		x.attr(name, string(w))
	case !w.Time().IsZero():
		x.attr(name, string(qda.WhenOf(w.Time())))
		x.mend("times")
	default:
		x.mend("times")
	}
}

// isDateTime reports whether a text is an xsd:dateTime.
func isDateTime(s string) bool {
	if !dateTimeForm.MatchString(s) || s[:4] == "0000" {
		return false
	}
	if _, err := time.Parse("2006-01-02T15:04:05", s[:19]); err != nil {
		return false
	}
	return zoned(s[19:])
}

// zoned reports whether what follows a time ends in a zone there is, or none.
func zoned(s string) bool {
	i := strings.LastIndexAny(s, "+-")
	if i < 0 {
		return true
	}
	h, _ := strconv.Atoi(s[i+1 : i+3])
	m, _ := strconv.Atoi(s[i+4 : i+6])
	return m < 60 && (h < 14 || h == 14 && m == 0)
}

// color writes an attribute of a colour.
func (x *writer) color(c string) {
	if c == "" {
		return
	}
	if colorForm.MatchString(strings.TrimSpace(c)) {
		x.attr("color", c)
		return
	}
	x.mend("colours")
	if hex, ok := codebook.Hex(c); ok {
		x.attr("color", hex)
	}
}

// made writes who made a thing; guids says whether the attributes are called as those of a project.
func (x *writer) made(m qda.Made, suffix string) {
	x.userAttr("creatingUser"+suffix, m.By)
	x.time("creationDateTime", m.At)
	x.userAttr("modifyingUser"+suffix, m.ChangedBy)
	x.time("modifiedDateTime", m.Changed)
}

// project writes all of it, in the order of the schema.
func (x *writer) project() {
	p := x.p
	x.put(`<?xml version="1.0" encoding="utf-8"?>`)
	x.begin("Project")
	x.put(` xmlns="` + Space + `"`)
	x.attr("name", p.Name)
	x.some("origin", p.Origin)
	x.made(p.Made, "GUID")
	x.some("basePath", p.BasePath)
	x.list("Users", len(p.Users), func(i int) { x.userOf(&p.Users[i]) })
	x.codeBook()
	x.list("Variables", len(p.Variables), func(i int) { x.variable(&p.Variables[i]) })
	x.list("Cases", len(p.Cases), func(i int) { x.caseOf(&p.Cases[i]) })
	x.list("Sources", len(p.Sources), func(i int) { x.anySource(&p.Sources[i]) })
	x.list("Notes", len(p.Notes), func(i int) { x.source(&p.Notes[i], "Note") })
	x.list("Links", len(p.Links), func(i int) { x.link(&p.Links[i]) })
	x.list("Sets", len(p.Sets), func(i int) { x.set(&p.Sets[i]) })
	x.list("Graphs", len(p.Graphs), func(i int) { x.graph(&p.Graphs[i]) })
	x.about(p.Description)
	x.refs("NoteRef", p.NoteRefs)
	x.end()
	x.put("\n")
}

// list writes an element with others in it, and nothing where there are none: the schema has no place for an empty one.
func (x *writer) list(name string, n int, item func(i int)) {
	if n == 0 {
		return
	}
	x.begin(name)
	for i := range n {
		item(i)
	}
	x.end()
}

func (x *writer) userOf(u *qda.User) {
	x.begin("User")
	x.attr("guid", x.guid(u.GUID))
	x.some("name", u.Name)
	x.some("id", u.ID)
	x.end()
}

// codeBook writes the codes as a tree. A code whose parent is none stands at the top.
func (x *writer) codeBook() {
	if len(x.p.Codes) == 0 {
		return
	}
	under := map[int][]int{}
	for i := range x.p.Codes {
		up := x.p.Codes[i].Parent
		if up >= i {
			up = -1
		}
		under[max(up, -1)] = append(under[max(up, -1)], i)
	}
	x.begin("CodeBook")
	x.begin("Codes")
	for _, i := range under[-1] {
		x.code(i, under)
	}
	x.end()
	x.end()
}

func (x *writer) code(i int, under map[int][]int) {
	c := &x.p.Codes[i]
	x.begin("Code")
	x.attr("guid", x.guid(c.GUID))
	if c.Name == "" {
		x.mend("names")
	}
	x.attr("name", c.Name)
	x.attr("isCodable", strconv.FormatBool(c.Codable))
	x.color(c.Color)
	x.about(c.Description)
	x.refs("NoteRef", c.NoteRefs)
	for _, sub := range under[i] {
		x.code(sub, under)
	}
	x.end()
}

// types are those of variables.
var types = []string{"Text", "Boolean", "Integer", "Float", "Date", "DateTime"}

func (x *writer) variable(v *qda.Variable) {
	x.begin("Variable")
	x.attr("guid", x.guid(v.GUID))
	x.attr("name", v.Name)
	kind := v.Type
	if !slices.Contains(types, kind) {
		x.mend("types")
		kind = "Text"
	}
	x.attr("typeOfVariable", kind)
	x.about(v.Description)
	x.end()
}

// values writes what a case or source has for variables.
func (x *writer) values(all []qda.Value) {
	for i := range all {
		v := &all[i]
		if strings.TrimSpace(string(v.Variable)) == "" {
			x.mend("dangling")
			continue
		}
		x.begin("VariableValue")
		x.refs("VariableRef", []qda.GUID{v.Variable})
		if !v.Missing {
			kind := v.Type
			if !fits(kind, v.Text) {
				x.mend("values")
				kind = "Text"
			}
			x.element(kind+"Value", v.Text)
		}
		x.end()
	}
}

// fits reports whether a text is a value of a type, as the schema has it.
func fits(kind, text string) bool {
	s := strings.Trim(text, " \t\r\n")
	switch kind {
	case "Text":
		return true
	case "Boolean":
		return s == "true" || s == "false" || s == "1" || s == "0"
	case "Integer":
		return integerForm.MatchString(s)
	case "Float":
		return decimalForm.MatchString(s)
	case "Date":
		_, err := time.Parse(time.DateOnly, s[:min(len(s), 10)])
		return err == nil && dateForm.MatchString(s) && zoned(s[10:]) && s[:4] != "0000"
	case "DateTime":
		return isDateTime(s)
	}
	return false
}

func (x *writer) caseOf(c *qda.Case) {
	x.begin("Case")
	x.attr("guid", x.guid(c.GUID))
	x.some("name", c.Name)
	x.about(c.Description)
	x.refs("CodeRef", c.Codes)
	x.values(c.Values)
	x.refs("SourceRef", c.Sources)
	x.refs("SelectionRef", c.Selections)
	x.end()
}

// directions are those of links.
var directions = []string{"Associative", "OneWay", "Bidirectional"}

// direction writes an attribute of a direction.
func (x *writer) direction(d string) {
	switch {
	case slices.Contains(directions, d):
		x.attr("direction", d)
	case d != "":
		x.mend("directions")
	}
}

func (x *writer) link(l *qda.Link) {
	x.begin("Link")
	x.attr("guid", x.guid(l.GUID))
	x.some("name", l.Name)
	x.direction(l.Direction)
	x.color(l.Color)
	x.userAttr("originGUID", l.From)
	x.userAttr("targetGUID", l.To)
	x.refs("NoteRef", l.NoteRefs)
	x.end()
}

func (x *writer) set(s *qda.Set) {
	x.begin("Set")
	x.attr("guid", x.guid(s.GUID))
	x.attr("name", s.Name)
	x.about(s.Description)
	x.refs("MemberCode", s.Codes)
	x.refs("MemberSource", s.Sources)
	x.refs("MemberNote", s.Notes)
	x.end()
}

// graph writes a drawing: its corners, then what ties them.
func (x *writer) graph(g *qda.Graph) {
	x.begin("Graph")
	x.attr("guid", x.guid(g.GUID))
	x.some("name", g.Name)
	parts := graphParts(g.XML)
	for _, kind := range []string{"Vertex", "Edge"} {
		for _, e := range parts {
			if e.Name.Local == kind {
				x.graphPart(e)
			}
		}
	}
	x.end()
}

// graphParts are the elements of a drawing; none where it cannot be read.
func graphParts(text string) (all []xml.StartElement) {
	d := xml.NewDecoder(strings.NewReader("<g>" + text + "</g>"))
	for {
		t, err := d.Token()
		if err != nil {
			return all
		}
		if e, ok := t.(xml.StartElement); ok {
			all = append(all, e.Copy())
		}
	}
}

// graphForms are the attributes of the parts of a drawing in their order, and what they have to be.
var graphForms = map[string][]struct {
	name string
	must bool
	form func(string) bool
}{
	"Vertex": {{"guid", true, guidForm.MatchString}, {"representedGUID", false, guidForm.MatchString}, {"name", false, nil}, {"firstX", true, integerForm.MatchString},
		{"firstY", true, integerForm.MatchString}, {"secondX", false, integerForm.MatchString}, {"secondY", false, integerForm.MatchString},
		{"shape", false, oneOf("Person", "Oval", "Rectangle", "RoundedRectangle", "Star", "LeftTriangle", "RightTriangle", "UpTriangle", "DownTriangle", "Note")},
		{"color", false, colorForm.MatchString}},
	"Edge": {{"guid", true, guidForm.MatchString}, {"representedGUID", false, guidForm.MatchString}, {"name", false, nil}, {"sourceVertex", true, guidForm.MatchString},
		{"targetVertex", true, guidForm.MatchString}, {"color", false, colorForm.MatchString}, {"direction", false, oneOf(directions...)},
		{"lineStyle", false, oneOf("dotted", "dashed", "solid")}},
}

func oneOf(words ...string) func(string) bool {
	return func(s string) bool { return slices.Contains(words, s) }
}

// graphPart writes a corner or a tie. One without what it needs is left out.
func (x *writer) graphPart(e xml.StartElement) {
	has := map[string]string{}
	for _, a := range e.Attr {
		has[a.Name.Local] = a.Value
	}
	forms := graphForms[e.Name.Local]
	for _, f := range forms {
		if f.must && !f.form(has[f.name]) {
			x.mend("graphs")
			return
		}
	}
	x.begin(e.Name.Local)
	for _, f := range forms {
		v, there := has[f.name]
		if !there {
			continue
		}
		if f.form != nil && !f.form(v) {
			x.mend("graphs")
			continue
		}
		x.attr(f.name, v)
	}
	x.end()
}
