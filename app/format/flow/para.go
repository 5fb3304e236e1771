package flow

import "strings"

// Para is a paragraph being gathered. The zero value is empty.
type Para struct {
	Prefix  string // a list's sign
	Heading bool
	Title   bool // the document's title

	text   strings.Builder
	bold   int  // bytes at the start in bold
	plain  bool // text that is not bold has come
	points []point
}

// Add adds text; "\n" breaks the line within the paragraph.
func (p *Para) Add(s string, bold bool) {
	p.text.WriteString(s)
	switch {
	case p.plain:
	case bold || strings.TrimSpace(s) == "":
		p.bold = p.text.Len()
	default:
		p.plain = true
	}
}

// Point notes that a passage begins or ends here.
func (p *Para) Point(id string, end bool) {
	p.points = append(p.points, point{id: id, end: end, at: p.text.Len()})
}

// Len is the number of bytes gathered.
func (p *Para) Len() int { return p.text.Len() }

// String is the text gathered.
func (p *Para) String() string { return p.text.String() }
