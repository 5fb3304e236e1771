package odt_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/formattest"
	"throughline/app/format/odt"
	"throughline/app/format/source"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8"?>`
	names   = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
		`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
		`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"`
	mime  = "application/vnd.oasis.opendocument.text"
	about = xmlHead + `<office:document-meta ` + names + `><office:meta><dc:title>Visit in the shop</dc:title></office:meta></office:document-meta>`
)

func list(kind, more string) string {
	return xmlHead + `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="` + kind + `">` + more + `</m:file-entry></m:manifest>`
}

// content wraps the elements of a text into a document that knows the bold style B.
func content(body string) string {
	return xmlHead + `<office:document-content ` + names + `><office:automatic-styles><style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>` +
		`</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`
}

func file(body string) string {
	return formattest.Zip("mimetype", mime, "content.xml", content(body), "meta.xml", about, "META-INF/manifest.xml", list(mime, ""))
}

// readBody reads the elements of a text, wrapped into a package.
func readBody(ctx context.Context, f source.File) (app.Bundle, error) {
	body, err := io.ReadAll(f.Reader())
	if err != nil {
		return app.Bundle{}, err
	}
	return odt.Read(ctx, source.Bytes(f.Name, file(string(body))))
}

func TestRead(t *testing.T) { formattest.Golden(t, readBody) }

// FuzzRead fuzzes the text inside a sound package, where a checksum would stop mutations of the whole.
func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, "x.odt", readBody, `<text:p>a<text:s text:c="-1"/>b</text:p></text:p>`, `<office:annotation><dc:creator>x</dc:creator><text:p>a</text:p></office:annotation><text:p>b</text:p>`,
		`<text:p>a<text:note><text:note-body><text:p>b</text:note-body></text:note></text:p>`)
}

// TestRead_LeavesOutWhatPicturesAreCalled reads a picture and a box with names and descriptions inside a turn.
func TestRead_LeavesOutWhatPicturesAreCalled(t *testing.T) {
	const svg = `<svg:title>Logo</svg:title><svg:desc>A blue circle</svg:desc>`
	body := `<text:p>Ana: Why?</text:p><text:p>Ben: I copy it<draw:frame><draw:image/>` + svg + `</draw:frame> by hand.</text:p><text:p>Ana: So?</text:p>`
	doc := strings.Replace(content(body), "<office:document-content ", `<office:document-content xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" `, 1)
	b, err := odt.Read(t.Context(), source.Bytes("a.odt", formattest.Zip("mimetype", mime, "content.xml", doc, "META-INF/manifest.xml", list(mime, ""))))
	if err != nil || len(b.Documents[0].Utterances) != 3 || b.Documents[0].Utterances[1].Text != "I copy it by hand." {
		t.Errorf("got %+v, %v", b.Documents, err)
	}
}

func TestRead_Refuses(t *testing.T) {
	good := file("<text:p>Hello</text:p>")
	for _, c := range []struct {
		name, data string
		code       app.Code
		says       string
	}{
		{"empty", "", app.EInvalid, "is empty."},
		{"words", "just words", app.EInvalid, "is not an OpenDocument text: its content is something else."},
		{"cut", good[:len(good)/2], app.EInvalid, "is damaged or incomplete."},
		{"other package", formattest.Zip("a.txt", "x"), app.EInvalid, "is not an OpenDocument text: there is no text in the package."},
		{"locked", formattest.Zip("content.xml", "\x01\x02", "META-INF/manifest.xml", list(mime, `<m:encryption-data/>`)), app.EInvalid, "is protected by a password."},
		{"spreadsheet", formattest.Zip("content.xml", content(""), "META-INF/manifest.xml", list("application/vnd.oasis.opendocument.spreadsheet", "")), app.EUnsupported, "is an OpenDocument spreadsheet."},
		{"no text", file("<text:p/>"), app.EInvalid, "has no text. Was it scanned?"},
		{"entities", formattest.Zip("content.xml", `<!DOCTYPE x [<!ENTITY a "b">]><x/>`), app.EInvalid, "is damaged or incomplete."},
		{"deep", file(strings.Repeat("<text:section>", 5000)), app.EInvalid, "is nested too deeply to be a document."},
		{"bomb", file("<text:p>a</text:p>" + strings.Repeat(" ", 140<<20)), app.ETooLarge, "unpacks to far more than a document can hold."},
	} {
		_, err := odt.Read(t.Context(), source.Bytes("a.odt", c.data))
		if message, hint := app.Explain(err); app.CodeOf(err) != c.code || message != "a.odt "+c.says || hint == "" {
			t.Errorf("%s: %s %q %q", c.name, app.CodeOf(err), message, hint)
		}
	}
}
