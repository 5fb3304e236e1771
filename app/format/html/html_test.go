package html_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app/format/formattest"
	"throughline/app/format/html"
	"throughline/app/format/source"
)

func TestRead(t *testing.T) { formattest.Golden(t, html.Read) }

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, "x.html", html.Read, `<p>a<p>b<table><td>x<table><tr><td>y</table>`, `<mark>a<span class="highlight">b</mark>c</span><span class=taglist>[x]`,
		`<ol start=-5><li>a`, "<title>a<b></title>&#xD800;&#0;&notin;<pre>\r\n x", `<svg><svg></svg><p>a`, "\xff\xfe<\x00p\x00>\x00a\x00")
}

func TestRead_EncodingAsThePageSays(t *testing.T) {
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><p>` + "\xcf\xf0\xe8\xe2\xe5\xf2" + `</p></body></html>`
	b, err := html.Read(t.Context(), source.Bytes("a.html", page))
	if err != nil || b.Documents[0].Utterances[0].Text != "Привет" || b.Encoding != "windows-1251" {
		t.Errorf("got %+v, %v", b, err)
	}
}

// TestRead_PagesThatSayUTF16 reads a page whose head names an encoding in which that head could not be read.
func TestRead_PagesThatSayUTF16(t *testing.T) {
	for _, name := range []string{"utf-16", "UTF-16LE", "utf-16be", "unicode", "utf-32"} {
		page := `<html><head><meta charset="` + name + `"></head><body><p>Für mich war es zu langsam.</p></body></html>`
		b, err := html.Read(t.Context(), source.Bytes("a.html", page))
		if err != nil || b.Documents[0].Utterances[0].Text != "Für mich war es zu langsam." || b.Encoding != "utf-8" {
			t.Errorf("%s: got %+v, %v", name, b, err)
		}
	}
}

// TestRead_LongPages reads a page of many megabytes, and one that nests as deep as it is long.
func TestRead_LongPages(t *testing.T) {
	for name, page := range map[string]string{
		"long": strings.Repeat("<p><b>Ana:</b> It was too slow for me.</p><p><b>Ben:</b> I <mark>copy</mark> it.</p>\n", 60_000),
		"deep": strings.Repeat("<div>", 400_000) + "deep" + strings.Repeat("<table>", 2_000) + "x",
	} {
		start := time.Now()
		if _, err := html.Read(t.Context(), source.Bytes("a.html", page)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %d kB in %v", name, len(page)>>10, time.Since(start))
	}
}
