package refi

import (
	"context"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/qda"
)

// reader goes through the XML of a project, element by element.
type reader struct {
	ctx   context.Context
	file  source.File
	text  string
	d     *xml.Decoder
	p     *qda.Project
	depth int
	steps int
	from  int64              // where the last token began
	names []xml.StartElement // elements that are open, for the namespaces they declare
	bad   map[string]int     // what was mended, by what
	odd   []string           // in the order met
}

// next is the next token. Document types are refused: no project needs one.
func (r *reader) next() (xml.Token, error) {
	if r.steps++; r.steps%1024 == 0 {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
	}
	r.from = r.d.InputOffset()
	t, err := r.d.Token()
	if err != nil {
		return nil, err
	}
	switch e := t.(type) {
	case xml.Directive:
		return nil, r.file.Fail(app.EInvalid, "declares a document type, which no project needs.", "Export the project again in the program it comes from.", nil)
	case xml.StartElement:
		if r.depth++; r.depth > maxDepth {
			return nil, r.file.Fail(app.EInvalid, "is nested too deeply to be a project.", "Export the project again in the program it comes from.", nil)
		}
		r.names = append(r.names, e)
	case xml.EndElement:
		r.depth--
		r.names = r.names[:len(r.names)-1]
	}
	return t, nil
}

// children hands over the elements in the one that was begun last, until its end. take returns false for one it does not know: that is
// kept as it stands.
func (r *reader) children(take func(e xml.StartElement) (bool, error)) (rest []string, err error) {
	for {
		t, err := r.next()
		if err != nil {
			return nil, err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return rest, nil
		case xml.StartElement:
			from, depth := r.from, r.depth
			known, err := take(e)
			if err != nil {
				return nil, err
			}
			if known {
				continue
			}
			for r.depth >= depth { // to its end
				if _, err := r.next(); err != nil {
					return nil, err
				}
			}
			rest = append(rest, r.verbatim(e, r.text[from:r.d.InputOffset()]))
		}
	}
}

// verbatim is an element as it stands, with the namespaces that were declared around it.
func (r *reader) verbatim(e xml.StartElement, text string) string {
	var spaces []string
	declare := func(name, value string) {
		if d := name + `="` + quoted(value) + `"`; !strings.Contains(text, name+"=") && !slices.Contains(spaces, d) {
			spaces = append(spaces, d)
		}
	}
	for _, up := range slices.Backward(r.names) {
		for _, a := range up.Attr {
			switch {
			case a.Name.Space == "xmlns" && strings.Contains(text, a.Name.Local+":"):
				declare("xmlns:"+a.Name.Local, a.Value)
			case a.Name.Space == "" && a.Name.Local == "xmlns" && e.Name.Space != Space:
				declare("xmlns", a.Value)
			}
		}
	}
	if len(spaces) == 0 {
		return text
	}
	at := 1
	for at < len(text) && !strings.ContainsRune(" \t\r\n/>", rune(text[at])) {
		at++
	}
	return text[:at] + " " + strings.Join(spaces, " ") + text[at:]
}

// chars is the text in the element that was begun last, to its end.
func (r *reader) chars() (string, error) {
	var b strings.Builder
	depth := r.depth
	for {
		t, err := r.next()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			if r.depth < depth {
				return b.String(), nil
			}
		}
	}
}

// skip passes over what is in the element that was begun last.
func (r *reader) skip() error {
	_, err := r.chars()
	return err
}

// attributes hands over the attributes of an element and returns those that take does not know. Declarations of namespaces are none.
func attributes(e xml.StartElement, take func(name, value string) bool) (rest []qda.Attribute) {
	for _, a := range e.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" || a.Name.Local == "schemaLocation" {
			continue
		}
		if a.Name.Space == "" && take(a.Name.Local, a.Value) {
			continue
		}
		rest = append(rest, qda.Attribute{Space: a.Name.Space, Name: a.Name.Local, Value: a.Value})
	}
	return rest
}

// odds counts something that had to be mended.
func (r *reader) odds(what string) {
	if r.bad == nil {
		r.bad = map[string]int{}
	}
	if r.bad[what] == 0 {
		r.odd = append(r.odd, what)
	}
	r.bad[what]++
}

// number reads a whole number; one that is none counts as 0, and is said.
func (r *reader) number(s string) int64 {
	s = strings.TrimSpace(s)
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		if x, errF := strconv.ParseFloat(s, 64); errF == nil && x > -1e15 && x < 1e15 {
			r.odds("numbers")
			return int64(x)
		}
		r.odds("numbers")
	}
	return n
}

// made takes the attributes that say who made and changed a thing.
func made(m *qda.Made, name, value string) bool {
	switch name {
	case "creatingUser", "creatingUserGUID":
		m.By = qda.GUID(value)
	case "creationDateTime":
		m.At = qda.When(value)
	case "modifyingUser", "modifyingUserGUID":
		m.ChangedBy = qda.GUID(value)
	case "modifiedDateTime":
		m.Changed = qda.When(value)
	default:
		return false
	}
	return true
}

// target reads an element that names another, and passes over what is in it.
func (r *reader) target(e xml.StartElement, to *[]qda.GUID) error {
	for _, a := range e.Attr {
		if a.Name.Local == "targetGUID" || a.Name.Local == "guid" { // codebooks write it so
			*to = append(*to, qda.GUID(a.Value))
			break
		}
	}
	return r.skip()
}

// guid takes the GUID of an element; one without gets one by its place.
func (r *reader) guid(to *qda.GUID, kind string) {
	if strings.TrimSpace(string(*to)) != "" {
		return
	}
	r.odds("guids")
	*to = app.IDOf[qda.GUID]("refi", kind, strconv.Itoa(r.bad["guids"]))
}

// finish says what was mended.
func (r *reader) finish() {
	for _, what := range r.odd {
		n := r.bad[what]
		verb := " were"
		if n == 1 {
			verb = " was"
		}
		text := app.Count(n, "number") + verb + " not whole: read as the nearest whole number, or 0."
		if what == "guids" {
			text = app.Count(n, "element") + verb + " without a GUID and got a new one."
		}
		r.p.Lost = append(r.p.Lost, app.Loss{Kind: what, Count: n, Degree: app.Degraded, Text: text})
	}
}
