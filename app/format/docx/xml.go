package docx

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
	"throughline/app/format/pack"
	"throughline/app/format/source"
)

// maxDepth bounds how deep elements nest. Word's own documents stay below 60.
const maxDepth = 256

// walker is told the elements of a part in order.
type walker interface {
	// start takes an element. Returning false skips it with all that is in it.
	start(e xml.StartElement) bool
	end(e xml.EndElement)
	text(s string)
}

// walk reads a part of the package. Returns EInvalid for XML that is broken, nested too deeply or declares a document
// type, the errors of pack, and the context's error.
func walk(ctx context.Context, f source.File, a *pack.Archive, part string, w walker) error {
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
	walker walker
	depth  int
	skip   int // depth inside an element skipped
}

func (p *position) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if p.depth++; p.depth > maxDepth {
			return p.file.Fail(app.EInvalid, "is nested too deeply to be a document.", "Save it again in Word.", nil)
		}
		if p.skip > 0 || !p.walker.start(t) {
			p.skip++
		}
	case xml.EndElement:
		p.depth--
		if p.skip > 0 {
			p.skip--
		} else {
			p.walker.end(t)
		}
	case xml.CharData:
		if p.skip == 0 {
			p.walker.text(string(t))
		}
	case xml.Directive:
		return pack.Damaged(p.file, errors.New("the document declares a document type"))
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
	return pack.Damaged(f, err)
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

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// on reports whether a switch such as w:b is on: it is unless its value says otherwise.
func on(e xml.StartElement) bool {
	switch strings.ToLower(attr(e, "val")) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
