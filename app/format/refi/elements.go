package refi

import (
	"encoding/xml"
	"strings"

	"throughline/app/qda"
)

// project reads the element that holds all others. Their order does not matter here.
func (r *reader) project(e xml.StartElement) (err error) {
	p := r.p
	p.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "name":
			p.Name = value
		case "origin":
			p.Origin = value
		case "basePath":
			p.BasePath = value
		default:
			return made(&p.Made, name, value)
		}
		return true
	})
	p.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "CodeBook":
			return true, r.group(e, "Codes", func(xml.StartElement) error { return r.codes(-1) })
		case "Description":
			p.Description, err = r.chars()
			return true, err
		case "NoteRef":
			return true, r.target(e, &p.NoteRefs)
		}
		for _, g := range r.groups() {
			if g.of == e.Name.Local {
				return true, r.group(e, g.item, g.read)
			}
		}
		return false, nil
	})
	return err
}

// listed is an element that holds others of one kind.
type listed struct {
	of, item string // item "" takes any
	read     func(xml.StartElement) error
}

func (r *reader) groups() []listed {
	return []listed{
		{"Users", "User", r.user}, {"Variables", "Variable", r.variable}, {"Cases", "Case", r.caseOf}, {"Sources", "", r.anySource},
		{"Notes", "Note", r.note}, {"Links", "Link", r.link}, {"Sets", "Set", r.set}, {"Graphs", "Graph", r.graph},
	}
}

// group reads the elements of a kind; others are kept with the project.
func (r *reader) group(e xml.StartElement, item string, read func(xml.StartElement) error) error {
	rest, err := r.children(func(c xml.StartElement) (bool, error) {
		if item == "" && sourceKind(c.Name.Local) == "" || item != "" && c.Name.Local != item {
			return false, nil
		}
		return true, read(c)
	})
	for _, x := range rest {
		r.p.Rest.Elements = append(r.p.Rest.Elements, "<"+e.Name.Local+">"+x+"</"+e.Name.Local+">")
	}
	return err
}

func (r *reader) user(e xml.StartElement) (err error) {
	var u qda.User
	u.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			u.GUID = qda.GUID(value)
		case "name":
			u.Name = value
		case "id":
			u.ID = value
		default:
			return false
		}
		return true
	})
	r.guid(&u.GUID, "user")
	u.Rest.Elements, err = r.children(func(xml.StartElement) (bool, error) { return false, nil })
	r.p.Users = append(r.p.Users, u)
	return err
}

// codes reads the codes under one.
func (r *reader) codes(parent int) error {
	rest, err := r.children(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "Code" {
			return false, nil
		}
		return true, r.code(e, parent)
	})
	for _, x := range rest {
		r.p.Rest.Elements = append(r.p.Rest.Elements, "<CodeBook>"+x+"</CodeBook>")
	}
	return err
}

func (r *reader) code(e xml.StartElement, parent int) error {
	c := qda.Code{Parent: parent, Codable: true}
	c.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			c.GUID = qda.GUID(value)
		case "name":
			c.Name = value
		case "isCodable":
			v := strings.ToLower(strings.TrimSpace(value))
			c.Codable = v != "false" && v != "0"
		case "color":
			c.Color = value
		default:
			return false
		}
		return true
	})
	r.guid(&c.GUID, "code")
	at := len(r.p.Codes)
	r.p.Codes = append(r.p.Codes, c) // what is beneath comes after it
	var notes []qda.GUID
	rest, err := r.children(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "Description":
			text, err := r.chars()
			r.p.Codes[at].Description = text
			return true, err
		case "NoteRef":
			return true, r.target(e, &notes)
		case "Code":
			return true, r.code(e, at)
		}
		return false, nil
	})
	r.p.Codes[at].NoteRefs, r.p.Codes[at].Rest.Elements = notes, rest
	return err
}

func (r *reader) variable(e xml.StartElement) (err error) {
	var v qda.Variable
	v.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			v.GUID = qda.GUID(value)
		case "name":
			v.Name = value
		case "typeOfVariable":
			v.Type = value
		default:
			return false
		}
		return true
	})
	r.guid(&v.GUID, "variable")
	v.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "Description" {
			return false, nil
		}
		v.Description, err = r.chars()
		return true, err
	})
	r.p.Variables = append(r.p.Variables, v)
	return err
}

// value reads what a case or source has for a variable.
func (r *reader) value(to *[]qda.Value) error {
	v := qda.Value{Missing: true}
	_, err := r.children(func(e xml.StartElement) (bool, error) {
		if e.Name.Local == "VariableRef" {
			var of []qda.GUID
			err := r.target(e, &of)
			if len(of) > 0 {
				v.Variable = of[0]
			}
			return true, err
		}
		kind, ok := strings.CutSuffix(e.Name.Local, "Value")
		if !ok {
			return false, nil
		}
		text, err := r.chars()
		v.Type, v.Text, v.Missing = kind, text, false
		return true, err
	})
	*to = append(*to, v)
	return err
}

func (r *reader) caseOf(e xml.StartElement) (err error) {
	var c qda.Case
	c.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			c.GUID = qda.GUID(value)
		case "name":
			c.Name = value
		default:
			return false
		}
		return true
	})
	r.guid(&c.GUID, "case")
	c.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "Description":
			c.Description, err = r.chars()
			return true, err
		case "CodeRef":
			return true, r.target(e, &c.Codes)
		case "VariableValue":
			return true, r.value(&c.Values)
		case "SourceRef":
			return true, r.target(e, &c.Sources)
		case "SelectionRef":
			return true, r.target(e, &c.Selections)
		}
		return false, nil
	})
	r.p.Cases = append(r.p.Cases, c)
	return err
}

func (r *reader) link(e xml.StartElement) (err error) {
	var l qda.Link
	l.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			l.GUID = qda.GUID(value)
		case "name":
			l.Name = value
		case "direction":
			l.Direction = value
		case "color":
			l.Color = value
		case "originGUID":
			l.From = qda.GUID(value)
		case "targetGUID":
			l.To = qda.GUID(value)
		default:
			return false
		}
		return true
	})
	r.guid(&l.GUID, "link")
	l.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "NoteRef" {
			return false, nil
		}
		return true, r.target(e, &l.NoteRefs)
	})
	r.p.Links = append(r.p.Links, l)
	return err
}

func (r *reader) set(e xml.StartElement) (err error) {
	var s qda.Set
	s.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			s.GUID = qda.GUID(value)
		case "name":
			s.Name = value
		default:
			return false
		}
		return true
	})
	r.guid(&s.GUID, "set")
	s.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "Description":
			s.Description, err = r.chars()
			return true, err
		case "MemberCode":
			return true, r.target(e, &s.Codes)
		case "MemberSource":
			return true, r.target(e, &s.Sources)
		case "MemberNote":
			return true, r.target(e, &s.Notes)
		}
		return false, nil
	})
	r.p.Sets = append(r.p.Sets, s)
	return err
}

// graph keeps a drawing as it stands, and what its corners stand for.
func (r *reader) graph(e xml.StartElement) (err error) {
	var g qda.Graph
	g.Rest.Attributes = attributes(e, func(name, value string) bool {
		switch name {
		case "guid":
			g.GUID = qda.GUID(value)
		case "name":
			g.Name = value
		default:
			return false
		}
		return true
	})
	r.guid(&g.GUID, "graph")
	var inside strings.Builder
	g.Rest.Elements, err = r.children(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "Vertex" && e.Name.Local != "Edge" {
			return false, nil
		}
		inside.WriteString("<" + e.Name.Local)
		for _, a := range e.Attr {
			if a.Name.Space == "" && a.Name.Local != "xmlns" {
				inside.WriteString(" " + a.Name.Local + `="` + quoted(a.Value) + `"`)
			}
			if a.Name.Local == "representedGUID" {
				g.Of = append(g.Of, qda.GUID(a.Value))
			}
		}
		inside.WriteString("/>")
		return true, r.skip()
	})
	g.XML = inside.String()
	r.p.Graphs = append(r.p.Graphs, g)
	return err
}
