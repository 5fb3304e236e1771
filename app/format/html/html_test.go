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

// TestRead_TranscriptsInTables reads transcripts with columns beside who speaks, when and what.
func TestRead_TranscriptsInTables(t *testing.T) {
	for _, c := range []struct{ name, table, want, warned string }{
		{"an end", "Start|End|Speaker|Text/00:00:01|00:00:05|Ana|How?/00:00:06|00:00:09|Ben|So./00:00:10|00:00:15|Ana|Why?", "Ana@1s-5s How?/Ben@6s-9s So./Ana@10s-15s Why?", ""},
		{"ends behind", "Speaker|Text|Start|End/Ana|How?|0:01|0:05/Ben|So.|0:06|0:09/Ana|Why?|0:10|0:15", "Ana@1s-5s How?/Ben@6s-9s So./Ana@10s-15s Why?", ""},
		{"a length", "Time|Length|Speaker|Text/1:01|0:05|Ana|How?/1:06|0:04|Ben|So./1:10|0:05|Ana|Why?", "Ana@1m1s How?/Ben@1m6s So./Ana@1m10s Why?", ""},
		{"row numbers", "No.|Speaker|Text/1|Ana|How?/2|Ben|So./3|Ana|Why?", "Ana How?/Ben So./Ana Why?", "1 column beside what was said left out: numbers, notes or codes."},
		{"numbers and times", "No.|Start|End|Speaker|Text/1|0:01|0:05|Ana|How?/2|0:06|0:09|Ben|So./3|0:10|0:15|Ana|Why?", "Ana@1s-5s How?/Ben@6s-9s So./Ana@10s-15s Why?", "1 column"},
		{"notes", "Speaker|Text|Notes/Ana|How?|/Ben|So.|Looks away/Ana|Why?|Leading", "Ana How?/Ben So./Ana Why?", "1 column"},
		{"a translation", "Speaker|Original|English/Ana|Wie?|How?/Ben|So.|Like this./Ana|Warum?|Why?", "Ana Wie?\nHow?/Ben So.\nLike this./Ana Warum?\nWhy?", ""},
		{"numbers alone", "Speaker|Notes/Ana|1/Ben|2/Ana|3", "Ana 1/Ben 2/Ana 3", ""},
	} {
		page := "<table><tr><td>" + strings.NewReplacer("|", "<td>", "/", "<tr><td>").Replace(c.table) + "</table>"
		b, err := html.Read(t.Context(), source.Bytes("a.html", page))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range b.Documents[0].Utterances {
			at := ""
			if u.From >= 0 {
				at = "@" + u.From.String()
			}
			if u.To >= 0 {
				at += "-" + u.To.String()
			}
			got = append(got, u.Speaker+at+" "+u.Text)
		}
		warned := strings.Join(b.Warnings, " ")
		if strings.Join(got, "/") != c.want || !strings.Contains(warned, c.warned) || strings.Contains(warned, "column") != (c.warned != "") {
			t.Errorf("%s: got %q, %q, want %q", c.name, got, b.Warnings, c.want)
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
