package epub_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/epub"
	"throughline/app/format/formattest"
	"throughline/app/format/source"
)

const (
	holder = `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`
	parts  = `<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Twelve visits</dc:title></metadata><manifest>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="b" href="two%20b.xhtml#top" media-type="application/xhtml+xml"/>
<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png"/><item id="x" href="gone.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="a"/><itemref idref="x"/></spine></package>`
	second = `<html><head><title>Chapter two</title></head><body><h1>Two</h1><p><b>Ben:</b> By hand.</p><p><b>Ines:</b> I see.</p></body></html>`
)

func file(first string) string {
	return formattest.Zip("mimetype", "application/epub+zip", "META-INF/container.xml", holder, "OEBPS/book.opf", parts, "OEBPS/nav.xhtml", "<p>Contents</p>",
		"OEBPS/two b.xhtml", second, "OEBPS/one.xhtml", first)
}

// readFirst reads a first chapter, wrapped into a book.
func readFirst(ctx context.Context, f source.File) (app.Bundle, error) {
	first, err := io.ReadAll(f.Reader())
	if err != nil {
		return app.Bundle{}, err
	}
	return epub.Read(ctx, source.Bytes(f.Name, file(string(first))))
}

func TestRead(t *testing.T) { formattest.Golden(t, readFirst) }

func FuzzRead(f *testing.F) { formattest.Fuzz(f, "x.epub", readFirst, "<title/><p>a<script/>b") }

// FuzzPackage fuzzes the package.
func FuzzPackage(f *testing.F) { formattest.Fuzz(f, "x.epub", epub.Read, file("<p>a</p>")) }

func TestRead_Refuses(t *testing.T) {
	for _, c := range []struct {
		name, data string
		says       string
	}{
		{"words", "just words", "is not a book (EPUB): its content is something else."},
		{"other package", formattest.Zip("a.txt", "x"), "is not a book (EPUB): its list of parts is missing."},
		{"leads outside", formattest.Zip("META-INF/container.xml", strings.Replace(holder, "OEBPS/", "../../", 1), "book.opf", parts), "is not a book (EPUB): its list of parts is missing."},
		{"pictures only", formattest.Zip("META-INF/container.xml", holder, "OEBPS/book.opf", parts, "OEBPS/one.xhtml", "<img src='x'/>"), "has no text: its pages are pictures."},
		{"locked", formattest.Zip("META-INF/container.xml", holder, "OEBPS/book.opf", parts, "META-INF/encryption.xml", "<e/>", "META-INF/rights.xml", "<r/>"), "is locked against copying."},
		{"many chapters", formattest.Zip("META-INF/container.xml", holder, "OEBPS/book.opf", strings.Replace(parts, "<spine>", "<spine>"+strings.Repeat(`<itemref idref="a"/>`, 5001), 1)), "has more than 5,000 chapters."},
	} {
		_, err := epub.Read(t.Context(), source.Bytes("a.epub", c.data))
		if message, hint := app.Explain(err); message != "a.epub "+c.says || hint == "" {
			t.Errorf("%s: %q %q", c.name, message, hint)
		}
	}
}
