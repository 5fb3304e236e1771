package pack

import (
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"

	"throughline/app"
	"throughline/app/format/charset"
	"throughline/app/format/source"
)

// maxDepth bounds how deep elements nest. Documents of office programs stay below 60.
const maxDepth = 256

// Walker is told the elements of a part in order.
type Walker interface {
	// Start takes an element. Returning false skips it with all that is in it.
	Start(e xml.StartElement) bool
	End(e xml.EndElement)
	Text(s string)
}

// WalkIf is Walk of a part that the package need not have.
func (a *Archive) WalkIf(ctx context.Context, part string, w Walker) error {
	if !a.Has(part) {
		return nil
	}
	return a.Walk(ctx, part, w)
}

// Walk reads a part of the package as XML. Returns ENotFound when there is no such part, EInvalid for XML that is broken, nested too deeply or declares a document
// type, the errors of pack, and the context's error.
func (a *Archive) Walk(ctx context.Context, part string, w Walker) error {
	f := a.file
	r, err := a.Part(ctx, part)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // faults have shown while reading
	d := decoder(r)
	p := position{file: f, walker: w}
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(ctx, f, err)
		}
		if err := p.take(token); err != nil {
			return err
		}
	}
}

// position is where in a part's elements the walk is.
type position struct {
	file   source.File
	walker Walker
	depth  int
	skip   int // depth inside an element skipped
}

func (p *position) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if p.depth++; p.depth > maxDepth {
			return p.file.Fail(app.EInvalid, "is nested too deeply to be a document.", "Save it again in the program it comes from.", nil)
		}
		if p.skip > 0 || !p.walker.Start(t) {
			p.skip++
		}
	case xml.EndElement:
		p.depth--
		if p.skip > 0 {
			p.skip--
		} else {
			p.walker.End(t)
		}
	case xml.CharData:
		if p.skip == 0 {
			p.walker.Text(string(t))
		}
	case xml.Directive:
		return Damaged(p.file, errors.New("the document declares a document type"))
	}
	return nil
}

// broken keeps errors made by pack and names the others.
func broken(ctx context.Context, f source.File, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *app.Error
	if errors.As(err, &e) {
		return e
	}
	return Damaged(f, err)
}

// decoder reads UTF-8, UTF-16 with a byte order mark and every encoding known by name. It resolves no entities but
// XML's own.
func decoder(r io.Reader) *xml.Decoder {
	b := bufio.NewReaderSize(r, 64<<10)
	mark, _ := b.Peek(2) // a shorter part is broken XML, which the decoder says
	wide := string(mark) == "\xFF\xFE" || string(mark) == "\xFE\xFF"
	var in io.Reader = b
	if wide {
		in = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(b)
	}
	d := xml.NewDecoder(in)
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if wide {
			return input, nil
		}
		return charset.Reader(label, input)
	}
	return d
}

// Attr is the value of an attribute by its local name, whatever its namespace; "" without it.
func Attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// On reports whether a switch such as w:b is on: it is unless its value says otherwise.
func On(e xml.StartElement) bool {
	switch strings.ToLower(Attr(e, "val")) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
