package codebook

import (
	"bufio"
	"crypto/sha1" // #nosec G505 -- as RFC 9562 has it for names; nothing is kept secret by it // of names, not of secrets: RFC 9562 makes version 5 GUIDs so
	"encoding/hex"
	"io"
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// space is the namespace of the standard's codebooks.
const space = "urn:QDA-XML:codebook:1.0"

// WriteQDC writes a codebook as REFI-QDA 1.0 XML, valid by its schema: each tag a code that can be used, its id as GUID in
// capitals (one vendor's reader refuses small letters), its colour, and one readable description with what else it says.
// Origin names the program. Returns EInvalid for a codebook without tags, which the schema has no place for, else w's errors.
func WriteQDC(w io.Writer, b *app.Codebook, origin string) error {
	if err := notEmpty(b); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	q := qdcWriter{out: out, book: b, under: map[int][]int{}}
	for i := range b.Codes {
		q.under[b.Codes[i].Parent] = append(q.under[b.Codes[i].Parent], i)
	}
	q.put(`<?xml version="1.0" encoding="utf-8"?>`, "\n", `<CodeBook xmlns="`, space, `" origin="`, quote(origin), "\">\n  <Codes>\n")
	for _, i := range q.under[-1] {
		q.code(i, "    ")
	}
	q.put("  </Codes>\n</CodeBook>\n")
	return out.Flush()
}

type qdcWriter struct {
	out   *bufio.Writer
	book  *app.Codebook
	under map[int][]int
}

func (q *qdcWriter) put(parts ...string) {
	for _, p := range parts {
		_, _ = q.out.WriteString(p) // Flush tells of it
	}
}

// code writes a code and its sub-codes.
func (q *qdcWriter) code(i int, indent string) {
	c := &q.book.Codes[i]
	q.put(indent, `<Code guid="`, capitalGUID(q.book, i), `" name="`, quote(c.Tag.Name), `" isCodable="true"`)
	if c.Colored {
		q.put(` color="`, app.HueCode(c.Tag.Color), `"`)
	}
	about := describe(c)
	if about == "" && len(q.under[i]) == 0 {
		q.put("/>\n")
		return
	}
	q.put(">\n")
	if about != "" {
		q.put(indent, "  <Description>", escape(clean(about)), "</Description>\n")
	}
	for _, sub := range q.under[i] {
		q.code(sub, indent+"  ")
	}
	q.put(indent, "</Code>\n")
}

// capitalGUID is the tag's id as a GUID; for an id of another form one that depends on its place alone.
func capitalGUID(b *app.Codebook, i int) string {
	id := guid(string(b.Codes[i].Tag.ID))
	if id == "" {
		h := sha1.Sum([]byte(space + "\x00" + string(b.Codes[i].Tag.ID) + "\x00" + strings.Join(b.Path(i), "\x00"))) // #nosec G401 -- a name
		h[6], h[8] = h[6]&0x0F|0x50, h[8]&0x3F|0x80
		s := hex.EncodeToString(h[:16])
		id = app.TagID(s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:])
	}
	return strings.ToUpper(string(id))
}

// quote writes s as the value of an attribute.
func quote(s string) string { return strings.ReplaceAll(escape(s), `"`, "&quot;") }

// escape writes s as XML text. What XML cannot hold is left out.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '\r':
			b.WriteString("&#xD;")
		default:
			if r == '\n' || r == '\t' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}
