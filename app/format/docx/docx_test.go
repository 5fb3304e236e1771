package docx_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/format/docx"
	"throughline/app/format/formattest"
	"throughline/app/format/source"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	w       = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	rels    = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	styles  = xmlHead + `<w:styles ` + w + `><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style><w:style w:styleId="Heading3"><w:name w:val="heading 3"/></w:style><w:style w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>`
	numbers = xmlHead + `<w:numbering ` + w + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
	foot    = xmlHead + `<w:footnotes ` + w + `><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Not on Sundays.</w:t></w:r></w:p></w:footnote></w:footnotes>`
)

// document wraps a body in a document's root.
func document(body string) string {
	return xmlHead + `<w:document ` + w + `><w:body>` + body + `</w:body></w:document>`
}

// parts makes a package of name and content pairs.
func parts(pairs ...string) string { return formattest.Zip(pairs...) }

// pack makes a whole Word file of a document part.
func pack(doc string) string {
	return parts("[Content_Types].xml", xmlHead+"<Types/>", "_rels/.rels", rels, "word/document.xml", doc,
		"word/styles.xml", styles, "word/numbering.xml", numbers, "word/footnotes.xml", foot)
}

// readBody reads a body of a document, wrapped into a package.
func readBody(ctx context.Context, f source.File) (app.Bundle, error) {
	body, err := io.ReadAll(f.Reader())
	if err != nil {
		return app.Bundle{}, err
	}
	return docx.Read(ctx, source.Bytes(f.Name, pack(document(string(body)))))
}

func TestRead(t *testing.T) { formattest.Golden(t, readBody) }

// FuzzRead fuzzes the document inside a sound package, where a checksum would stop mutations of the whole.
func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, "x.docx", readBody, `<w:p><w:r><w:t>a&#13;b&#xFFFE;</w:t><w:sym w:char="D800"/><w:sym w:char="D"/></w:r></w:p></w:p><w:tc><w:tr>`)
}

// FuzzPackage fuzzes the package.
func FuzzPackage(f *testing.F) {
	formattest.Fuzz(f, "x.docx", docx.Read, pack(document("<w:p><w:r><w:t>Ana: hi</w:t></w:r></w:p>")))
}

func read(t *testing.T, data string) (app.Bundle, error) {
	t.Helper()
	return docx.Read(t.Context(), source.Bytes("a.docx", data))
}

const hello = `<w:p><w:r><w:t>Hello there</w:t></w:r></w:p>`

func utf16(s string) string {
	b := []byte("\xFF\xFE")
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func TestRead_FindsTheDocument(t *testing.T) {
	moved := strings.Replace(rels, "word/document.xml", "/word/document2.xml", 1)
	strict := strings.Replace(document(hello), "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", 1)
	for _, c := range []struct{ name, data string }{
		{"usual", pack(document(hello))},
		{"moved", parts("_rels/.rels", moved, "word/document2.xml", document(hello))},
		{"outside", parts("_rels/.rels", strings.Replace(rels, "word/", "../../word/", 1), "word/document.xml", document(hello))},
		{"no relations", parts("word/document.xml", document(hello))},
		{"backslashes", parts(`word\document.xml`, document(hello))},
		{"strict", pack(strict)},
		{"other prefix", pack(strings.NewReplacer("<w:", "<x:", "</w:", "</x:", "xmlns:w=", "xmlns:x=").Replace(document(hello)))},
		{"UTF-16", pack(utf16(strings.Replace(document(hello), "UTF-8", "UTF-16", 1)))},
		{"Latin 1", pack(strings.Replace(document(hello), "UTF-8", "ISO-8859-1", 1))},
	} {
		b, err := read(t, c.data)
		if err != nil || b.Documents[0].Utterances[0].Text != "Hello there" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestRead_KeepsSignsOfSymbolFonts reads boxes and arrows of symbol fonts, and a sign that means nothing outside its font.
func TestRead_KeepsSignsOfSymbolFonts(t *testing.T) {
	b, err := read(t, pack(document(`<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t xml:space="preserve"> yes </w:t><w:sym w:font="Wingdings" w:char="F0A8"/>`+
		`<w:t xml:space="preserve"> no </w:t><w:sym w:font="Wingdings" w:char="00E0"/><w:t xml:space="preserve"> go on</w:t><w:sym w:font="Webdings" w:char="F041"/>`+
		`<w:sym w:font="Arial" w:char="2014"/></w:r></w:p>`)))
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Documents[0].Utterances[0].Text; got != "☑ yes ☐ no → go on—" {
		t.Errorf("got %q", got)
	}
	if len(b.Lost) != 1 || b.Lost[0].Text != "1 sign of a symbol font left out." {
		t.Errorf("lost %+v", b.Lost)
	}
}

func TestRead_Refuses(t *testing.T) {
	locked := []byte(pack(document(hello)))
	for i := 0; i+10 < len(locked); i++ {
		switch string(locked[i : i+4]) {
		case "PK\x03\x04":
			locked[i+6] |= 1
		case "PK\x01\x02":
			locked[i+8] |= 1
		}
	}
	good := pack(document(hello))
	laughs := `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	for _, c := range []struct {
		name, data string
		code       app.Code
		says       string
	}{
		{"empty", "", app.EInvalid, "is empty"},
		{"words", "just words", app.EInvalid, "is not a Word document: its content is something else."},
		{"cut", good[:len(good)/2], app.EInvalid, "is damaged"},
		{"workbook", parts("xl/workbook.xml", "<x/>"), app.EInvalid, "is an Excel workbook"},
		{"other package", parts("a.txt", "x"), app.EInvalid, "is not a Word document: there is no text"},
		{"locked", string(locked), app.EInvalid, "is protected by a password"},
		{"no text", pack(document("<w:p/>")), app.EInvalid, "has no text. Was it scanned?"},
		{"empty part", pack(""), app.EInvalid, "has no text"},
		{"broken XML", pack(document("<w:p><w:r><w:t>Hello")), app.EInvalid, "is damaged"},
		{"entities", pack(laughs + strings.TrimPrefix(document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"), xmlHead)), app.EInvalid, "is damaged"},
		{"unknown entity", pack(document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")), app.EInvalid, "is damaged"},
		{"deep", pack(document(strings.Repeat("<w:sdt>", 5000))), app.EInvalid, "is nested too deeply"},
		{"unknown encoding", pack(strings.Replace(document(hello), "UTF-8", "klingon", 1)), app.EInvalid, "is damaged"},
		{"bomb", pack(document(hello + strings.Repeat(" ", 140<<20))), app.ETooLarge, "unpacks to far more"},
		{"broken styles", parts("word/document.xml", document(hello), "word/styles.xml", "<a>"), app.EInvalid, "is damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			_, err := read(t, c.data)
			if message, hint := app.Explain(err); app.CodeOf(err) != c.code || !strings.Contains(message, c.says) || hint == "" {
				t.Errorf("got %s %q %q, want %s … %q", app.CodeOf(err), message, hint, c.code, c.says)
			}
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// TestRead_LongDocuments reads 60,000 paragraphs, more than a hundred hours of talk.
func TestRead_LongDocuments(t *testing.T) {
	var b strings.Builder
	for range 30_000 {
		b.WriteString(`<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:rPr><w:b/><w:lang w:val="en-GB"/></w:rPr><w:t>Ana:</w:t></w:r><w:r><w:t xml:space="preserve"> How do you order today, and why so?</w:t></w:r></w:p>`)
		b.WriteString(`<w:p><w:r><w:t>Ben: With the app, mostly, and sometimes by phone.</w:t></w:r></w:p>`)
	}
	data := pack(document(b.String()))
	start := time.Now()
	got, err := read(t, data)
	if err != nil || len(got.Documents[0].Utterances) != 60_000 {
		t.Fatalf("%v, %d utterances", err, len(got.Documents[0].Utterances))
	}
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("took %v", d)
	} else {
		t.Logf("60,000 paragraphs, %d kB of XML: %v", b.Len()>>10, d)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	start = time.Now()
	if _, err := docx.Read(ctx, source.Bytes("a.docx", data)); app.CodeOf(err) != app.ECanceled || time.Since(start) > 20*time.Second {
		t.Errorf("stopping gave %v after %v", err, time.Since(start))
	}
}
