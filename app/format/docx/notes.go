package docx

import (
	"encoding/xml"
	"strings"
	"time"

	"throughline/app/format/flow"
	"throughline/app/format/pack"
)

// notes reads footnotes or endnotes by id.
type notes struct {
	byID map[string]string
	body body
	id   string
}

// Start implements pack.Walker.
func (n *notes) Start(e xml.StartElement) bool {
	if e.Name.Local == "footnote" || e.Name.Local == "endnote" {
		n.id = pack.Attr(e, "id")
		n.body = body{}
		return !strings.Contains(strings.ToLower(pack.Attr(e, "type")), "separator") // rules, not notes
	}
	return n.body.Start(e)
}

// End implements pack.Walker.
func (n *notes) End(e xml.EndElement) {
	if e.Name.Local != "footnote" && e.Name.Local != "endnote" {
		n.body.End(e)
		return
	}
	n.byID[n.id] = n.body.words(" ")
}

// Text implements pack.Walker.
func (n *notes) Text(s string) { n.body.Text(s) }

// words joins the lines gathered.
func (b *body) words(sep string) string {
	var out []string
	for i := range b.Len() {
		if t := strings.TrimSpace(b.At(i).Text); t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, sep)
}

// comments reads what was said beside the text.
type comments struct {
	notes []flow.Note
	body  body
}

// Start implements pack.Walker.
func (c *comments) Start(e xml.StartElement) bool {
	if e.Name.Local != "comment" {
		return c.body.Start(e)
	}
	c.body = body{}
	n := flow.Note{ID: pack.Attr(e, "id"), Author: strings.TrimSpace(pack.Attr(e, "author"))}
	if at, err := time.Parse(time.RFC3339, pack.Attr(e, "date")); err == nil {
		n.Created = at
	} else if at, err := time.Parse("2006-01-02T15:04:05", pack.Attr(e, "date")); err == nil {
		n.Created = at
	}
	c.notes = append(c.notes, n)
	return true
}

// End implements pack.Walker.
func (c *comments) End(e xml.EndElement) {
	if e.Name.Local != "comment" {
		c.body.End(e)
		return
	}
	if n := len(c.notes); n > 0 {
		c.notes[n-1].Text = c.body.words("\n")
	}
}

// Text implements pack.Walker.
func (c *comments) Text(s string) { c.body.Text(s) }
