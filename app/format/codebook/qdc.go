package codebook

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"

	"throughline/app"
	"throughline/app/format/charset"
	"throughline/app/format/pack"
	"throughline/app/format/source"
	"throughline/app/format/tagpath"
)

// maxElements bounds how deep elements nest: codes of the deepest tree, and what vendors put into them.
const maxElements = maxDepth + 16

// looksLikeXML reports whether a file begins as XML does, in any of its encodings.
func looksLikeXML(head []byte) bool {
	head = bytes.ReplaceAll(head, []byte{0}, nil)
	for _, mark := range []string{"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"} {
		head = bytes.TrimPrefix(head, []byte(mark))
	}
	head = bytes.TrimSpace(head)
	return len(head) > 1 && head[0] == '<' && (head[1] == '?' || head[1] == '!' || head[1] == '_' || head[1]|0x20 >= 'a' && head[1]|0x20 <= 'z')
}

// readZip reads the codebook inside a REFI-QDA project, or a workbook.
func readZip(ctx context.Context, f source.File) (app.Codebook, error) {
	a, err := pack.Open(ctx, f, "a project or workbook")
	if err != nil {
		return app.Codebook{}, err
	}
	for _, name := range a.Names() {
		if strings.EqualFold(path.Ext(name), ".qde") {
			r, err := a.Part(ctx, name)
			if err != nil {
				return app.Codebook{}, err
			}
			defer func() { _ = r.Close() }() // faults have shown while reading
			data, err := io.ReadAll(r)
			if err != nil {
				return app.Codebook{}, broken(ctx, f, err)
			}
			inner := f
			inner.R, inner.Size, inner.MaxBytes = bytes.NewReader(data), int64(len(data)), pack.MaxPart
			b, err := readQDC(ctx, inner)
			b.Format = "qdpx"
			return b, err
		}
	}
	return readTable(ctx, f)
}

// declared finds the encoding an XML declaration names.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// readQDC reads a codebook as XML: of the REFI-QDA standard, whatever the namespace and prefix, or a project that holds one.
func readQDC(ctx context.Context, f source.File) (app.Codebook, error) {
	head, err := f.Head(512)
	if err != nil {
		return app.Codebook{}, err
	}
	if m := declared.FindSubmatch(head); m != nil && f.Encoding == "" {
		if name, ok := charset.Canonical(string(m[1])); ok && !strings.HasPrefix(name, "utf-") {
			f.Encoding = name
		}
	}
	text, err := f.Text(ctx)
	if err != nil {
		return app.Codebook{}, err
	}
	q := qdcReader{tree: newTree(f, "qdc")}
	q.book.Encoding, q.book.Warnings = text.Encoding, text.Warnings
	d := xml.NewDecoder(strings.NewReader(text.Text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return app.Codebook{}, ctx.Err()
		}
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = q.take(token)
		}
		if err != nil {
			return app.Codebook{}, broken(ctx, f, err)
		}
	}
	if !q.found {
		return app.Codebook{}, f.Fail(app.EInvalid, "is no codebook: it holds XML of another kind.", "Export the codebook as REFI-QDA (.qdc) or as CSV.", nil)
	}
	q.nest()
	return q.finish("codes")
}

// broken keeps our own errors and names the others.
func broken(ctx context.Context, f source.File, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *app.Error
	if errors.As(err, &e) {
		return e
	}
	return f.Fail(app.EInvalid, "is damaged: its XML cannot be read to the end.", "Export the codebook again in the program it comes from.", err)
}

// qdcReader is where in the elements of a codebook the reading is.
type qdcReader struct {
	*tree
	depth  int
	skip   int // depth inside an element that is left out
	inBook bool
	found  bool // a codebook was met
	codes  []open
	text   *strings.Builder // of the Description being read, nil outside
	inSet  bool
}

// open is a code whose element is not closed yet. It is put into the tree at its first sub-code or its end, for its
// description comes before.
type open struct {
	entry app.CodeEntry
	about string
	at    int // in the tree, -1 before
	lost  bool
}

func (q *qdcReader) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if q.depth++; q.depth > maxElements {
			return q.file.Fail(app.EInvalid, "is nested too deeply to be a codebook.", "Flatten the codebook and export it again.", nil)
		}
		if q.skip > 0 {
			q.skip++
			return nil
		}
		return q.start(t)
	case xml.EndElement:
		q.depth--
		if q.skip > 0 {
			q.skip--
			return nil
		}
		return q.end(t.Name.Local)
	case xml.CharData:
		if q.text != nil && q.skip == 0 {
			q.text.Write(t)
		}
	case xml.Directive:
		return q.file.Fail(app.EInvalid, "declares a document type, which no codebook needs.", "Export the codebook again in the program it comes from.", nil)
	}
	return nil
}

// start takes an element.
func (q *qdcReader) start(e xml.StartElement) error {
	name := e.Name.Local
	switch {
	case q.inBook:
		return q.inside(e)
	case name == "CodeBook":
		q.inBook, q.found = true, true
		if origin := attribute(e, "origin"); origin != "" {
			q.book.Origin = tagpath.Name(origin)
		}
	case name == "Project" && q.depth == 1:
		q.book.Origin = tagpath.Name(attribute(e, "origin"))
	default:
		if q.depth > 1 {
			q.lost.add(lostRest, name)
		}
		q.skip = 1
	}
	return nil
}

// inside takes an element of a codebook; what is not known is skipped with all in it.
func (q *qdcReader) inside(e xml.StartElement) error {
	switch name := e.Name.Local; {
	case q.text != nil: // a description holds text only
		q.leave(lostUnknown, name)
	case name == "Codes", name == "Sets":
	case name == "Code" && !q.inSet:
		return q.code(e)
	case name == "Description" && (len(q.codes) > 0 || q.inSet):
		q.text = &strings.Builder{}
	case name == "Set" && len(q.codes) == 0:
		q.inSet = true
		q.lost.add(lostSets, attribute(e, "name"))
	case name == "MemberCode" && q.inSet:
		q.skip = 1
	case name == "NoteRef":
		q.leave(lostNotes, "")
	default:
		q.leave(lostUnknown, name)
	}
	return nil
}

// leave counts an element and skips it.
func (q *qdcReader) leave(k lossKind, name string) {
	q.lost.add(k, name)
	q.skip = 1
}

// code opens a code.
func (q *qdcReader) code(e xml.StartElement) error {
	if err := q.place(); err != nil {
		return err
	}
	c := open{at: -1}
	c.entry.Tag.Name, c.entry.Tag.ID = tidy(attribute(e, "name")), guid(attribute(e, "guid"))
	q.color(&c.entry, attribute(e, "color"))
	if codable := strings.ToLower(attribute(e, "isCodable")); codable == "false" || codable == "0" {
		q.lost.add(lostGroups, c.entry.Tag.Name)
	}
	if c.lost = c.entry.Tag.Name == ""; c.lost {
		q.lost.add(lostNameless, "")
	}
	q.codes = append(q.codes, c)
	return nil
}

// place puts the innermost open code into the tree, if it is not there. One without a name leaves its sub-codes to its parent.
func (q *qdcReader) place() error {
	n := len(q.codes)
	if n == 0 || q.codes[n-1].at >= 0 || q.codes[n-1].lost {
		return nil
	}
	c := &q.codes[n-1]
	readDescription(clean(c.about), &c.entry)
	var err error
	c.at, err = q.add(q.parent(n-1), c.entry)
	return err
}

// parent is the place in the tree under which the open code n stands.
func (q *qdcReader) parent(n int) int {
	for i := n - 1; i >= 0; i-- {
		if !q.codes[i].lost {
			return q.codes[i].at
		}
	}
	return -1
}

func (q *qdcReader) end(name string) error {
	switch {
	case q.text != nil && name == "Description":
		if n := len(q.codes); n > 0 {
			q.describe(&q.codes[n-1])
		}
		q.text = nil
	case name == "Set":
		q.inSet = false
	case name == "CodeBook":
		q.inBook = false
	case name == "Code" && len(q.codes) > 0:
		if err := q.place(); err != nil {
			return err
		}
		q.codes = q.codes[:len(q.codes)-1]
	}
	return nil
}

// describe takes the description just read. One that comes after sub-codes, against the standard, counts as well.
func (q *qdcReader) describe(c *open) {
	if c.at < 0 {
		c.about = q.text.String()
		return
	}
	late := app.CodeEntry{}
	readDescription(clean(q.text.String()), &late)
	join(&q.book.Codes[c.at], &late)
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
