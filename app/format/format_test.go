package format_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/format"
	"throughline/app/format/formattest"
)

func read(t *testing.T, name, data string) (app.Bundle, error) {
	t.Helper()
	return format.Read(t.Context(), name, strings.NewReader(data), int64(len(data)), format.Options{})
}

const (
	vttText = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hello there, how was it for you?\n"
	srtText = "1\n00:00:01,000 --> 00:00:02,000\nHello\n"
)

func utf16(s string) string {
	var b strings.Builder
	for _, r := range "\ufeff" + s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestSniff_ContentFirst(t *testing.T) {
	for _, c := range []struct{ name, head, want string }{
		{"a.vtt", vttText, "vtt"},
		{"a.txt", vttText, "vtt"},
		{"a.vtt", utf16(vttText), "vtt"},
		{"noname", "\ufeff" + vttText, "vtt"},
		{"a.srt", srtText, "srt"},
		{"a.txt", "\n\n" + srtText, "srt"},
		{"a.srt", vttText, "vtt"},
		{"a.vtt", "00:01.000 --> 00:02.000\nHello\n", "vtt"},
		{"a.vtt", "just words", "txt"},
		{"a.sbv", "0:00:01.000,0:00:02.000\nHello\n", "sbv"},
		{"a.txt", "WEBVTTX is a word", "txt"},
		{"a.txt", "He wrote 00:01 --> there.", "txt"},
		{"a.md", "# Title", "md"},
		{"a.csv", "a,b\n1,2\n", "csv"},
		{"a.txt", "id\tanswer\twhy\n1\tyes\tso\n2\tno\tso\n", "tsv"},
		{"a.txt", "Ana\tyes\nBen\tno\nAna\tso\n", "txt"},
		{"a.txt", "10:00:01\tAna\tyes\n10:00:02\tBen\tno\n10:00:03\tAna\tso\n", "txt"},
		{"folder.d/Interview", "Ana: hi", "txt"},
		{"a.txt", "%PDF-1.7 …", "pdf"},
		{"a.docx", "{\\rtf1 …}", "rtf"},
		{"a.docx", "plain words", "docx"},
		{"a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"},
		{"a.docx", "PK\x03\x04…xl/workbook.xml", "xlsx"},
		{"a.zip", "PK\x03\x04…[Content_Types].xml…word/document.xml", "docx"},
		{"a.zip", "PK\x03\x04…a.txt", "zip"},
		{"a.txt", "ID3 is a word with which a note may begin", "txt"},
		{"a.mp3", "ID3\x04\x00\x00\x00\x00\x00", "audio"},
		{"a.htm", "<!DOCTYPE html><p>x", "html"},
		{"a", "\x01\x02\x03\x00\xff\xfe\x01", "binary"},
		{"a.txt", "", "empty"},
	} {
		if got := format.Sniff(c.name, []byte(c.head)); got != c.want {
			t.Errorf("Sniff(%q, %.20q) = %q, want %q", c.name, c.head, got, c.want)
		}
	}
}

func TestRead_FillsIn(t *testing.T) {
	b, err := read(t, "P07 2026-03-04 shop.txt", vttText)
	if err != nil {
		t.Fatal(err)
	}
	d := b.Documents[0]
	if b.Format != "vtt" || d.Date != "2026-03-04" || d.Language != "en" || len(b.Warnings) != 1 ||
		b.Warnings[0] != "P07 2026-03-04 shop.txt is named .txt but holds WebVTT captions; it was read as that." {
		t.Errorf("got %s", formattest.Show(b))
	}
}

func TestRead_DatesInNames(t *testing.T) {
	for name, want := range map[string]app.Date{
		"a-20260304_1003.txt": "2026-03-04", "2026.03.04.txt": "2026-03-04", "GMT20260304-100312.txt": "2026-03-04",
		"P07.txt": "", "order 202603041.txt": "", "2026-13-04.txt": "", "2026-03-041.txt": "", "1.txt": "", "x 2026_03_04": "2026-03-04",
	} {
		b, err := read(t, name, "Ana: hi\nBen: ho\n")
		if err != nil || b.Documents[0].Date != want {
			t.Errorf("%s: date %q (%v), want %q", name, b.Documents[0].Date, err, want)
		}
	}
}

// failing fails or panics at every read.
type failing struct{ panics bool }

func (f failing) ReadAt([]byte, int64) (int, error) {
	if f.panics {
		panic("a fault in a reader")
	}
	return 0, errors.New("the disk is gone")
}

func TestRead_RefusesClearly(t *testing.T) {
	for _, c := range []struct {
		name, data string
		code       app.Code
		says       string
	}{
		{"a.txt", "", app.EInvalid, "a.txt is empty."},
		{"a.txt", " \n ", app.EInvalid, "a.txt has no text."},
		{"a.txt", "text\x00more", app.EInvalid, "a.txt holds binary data, not text."},
		{"a.pdf", "%PDF-1.4", app.EInvalid, "a.pdf is damaged or incomplete."},
		{"a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + utf16("WordDocument"), app.EUnsupported, "a.doc is in the old Word format (.doc), which cannot be read."},
		{"a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + utf16("EncryptedPackage"), app.EInvalid, "a.docx is protected by a password."},
		{"a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + utf16("Workbook"), app.EUnsupported, "a.xls is in the old Excel format (.xls), which cannot be read."},
		{"a.png", "\x89PNG\r\n", app.EUnsupported, "a.png is a picture. Text in pictures cannot be read."},
		{"C:\\shared\\a.zip", "PK\x03\x04", app.EUnsupported, "a.zip is a packed archive."},
		{"a.vtt", "WEBVTT\n\n", app.EInvalid, "a.vtt has no captions with text."},
	} {
		_, err := read(t, c.name, c.data)
		message, hint := app.Explain(err)
		if app.CodeOf(err) != c.code || message != c.says || hint == "" {
			t.Errorf("%s: %s %q %q, want %s %q", c.name, app.CodeOf(err), message, hint, c.code, c.says)
		}
	}
}

func TestRead_Limits(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	_, err := format.Read(t.Context(), "a.txt", strings.NewReader(long), int64(len(long)), format.Options{MaxBytes: 2 << 20})
	if message, _ := app.Explain(err); app.CodeOf(err) != app.ETooLarge || message != "a.txt is larger than 2 MB." {
		t.Errorf("got %v", err)
	}
	_, err = format.Read(t.Context(), "a.txt", strings.NewReader(""), 1<<40, format.Options{})
	if app.CodeOf(err) != app.ETooLarge {
		t.Errorf("got %v", err)
	}
	_, err = format.Read(t.Context(), "a.txt", failing{}, 10, format.Options{})
	if app.CodeOf(err) != app.EIO {
		t.Errorf("got %v", err)
	}
	_, err = format.Read(t.Context(), "a.txt", failing{panics: true}, 10, format.Options{})
	if app.CodeOf(err) != app.EInvalid {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = format.Read(ctx, "a.txt", strings.NewReader("Ana: hi"), 7, format.Options{}); app.CodeOf(err) != app.ECanceled {
		t.Errorf("got %v", err)
	}
}

func zipped(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err == nil && n == "thumbnail.jpeg" {
			_, err = io.CopyN(w, rand.New(rand.NewSource(1)), 100<<10) // does not pack, so that it fills the head
		} else if err == nil {
			_, err = io.WriteString(w, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Hello there</w:t></w:r></w:p></w:document>`)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRead_PackagesUnderOtherNames(t *testing.T) {
	for _, name := range []string{"a.docx", "a.txt", "a.xlsx", "a", "a.zip"} {
		for _, parts := range [][]string{{"word/document.xml"}, {"thumbnail.jpeg", "word/document.xml"}} {
			b, err := read(t, name, zipped(t, parts...))
			if err != nil || b.Format != "docx" {
				t.Errorf("%s %q: %s %v", name, parts, b.Format, err)
			}
		}
	}
	x := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "Why?", "A2": "It was too slow for me"} {
		if err := x.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var book bytes.Buffer
	if err := x.Write(&book); err != nil {
		t.Fatal(err)
	}
	b, err := read(t, "a.docx", book.String())
	if err != nil || b.Format != "xlsx" || b.Warnings[0] != "a.docx is named .docx but holds an Excel workbook; it was read as that." {
		t.Errorf("a workbook named .docx: %+v %v", b, err)
	}
}

func TestPreview(t *testing.T) {
	preview := func(name, data string, m *format.Mapping) (format.Table, error) {
		return format.Preview(t.Context(), name, strings.NewReader(data), int64(len(data)), format.Options{Mapping: m})
	}
	tb, err := preview("a.txt", "id\twhy\tn\n1\tIt was too slow for me\t3\n2\tI never found the list\t4\n", nil)
	if err != nil || !tb.Header || tb.Delimiter != "\t" || tb.Columns[1].Name != "why" {
		t.Errorf("got %+v, %v", tb, err)
	}
	if m := format.GuessMapping(tb); m.Code != 0 || len(m.Text) != 1 || m.Text[0] != 1 {
		t.Errorf("GuessMapping = %+v", m)
	}
	tb, err = preview("a.csv", "one,two\nthree,four\n", &format.Mapping{Header: false})
	if err != nil || tb.Header || len(tb.Rows) != 2 || tb.Columns[0].Name != "Column 1" {
		t.Errorf("got %+v, %v", tb, err)
	}
	for name, data := range map[string]string{"a.txt": "Ana: hi", "a.pdf": "%PDF-1.4", "a.csv": ""} {
		if _, err := preview(name, data, nil); err == nil {
			t.Errorf("%s has a preview", name)
		}
	}
}

func TestRead_ForcedEncoding(t *testing.T) {
	data := "caf\xe9 \x84x\x93"
	got := func(enc string) (string, string, error) {
		b, err := format.Read(t.Context(), "a.txt", strings.NewReader(data), int64(len(data)), format.Options{Encoding: enc})
		if err != nil {
			return "", "", err
		}
		return b.Documents[0].Utterances[0].Text, b.Encoding, nil
	}
	if text, enc, err := got("CP1252"); err != nil || text != "café „x“" || enc != "windows-1252" {
		t.Errorf("got %q %q %v", text, enc, err)
	}
	if text, enc, err := got("windows-1251"); err != nil || text != "cafй „x“" || enc != "windows-1251" {
		t.Errorf("got %q %q %v", text, enc, err)
	}
	if _, _, err := got("klingon"); app.CodeOf(err) != app.EInvalid {
		t.Errorf("got %v", err)
	}
}

func TestRead_ReportsProgress(t *testing.T) {
	data := strings.Repeat("Ana: one\nBen: two\n", 20_000)
	var last int64
	_, err := format.Read(t.Context(), "a.txt", strings.NewReader(data), int64(len(data)), format.Options{Progress: func(done, total int64, what string) {
		if done < last || total != int64(len(data)) || what != "a.txt" {
			t.Errorf("progress %d of %d %q after %d", done, total, what, last)
		}
		last = done
	}})
	if err != nil || last != int64(len(data)) {
		t.Errorf("ended at %d of %d, %v", last, len(data), err)
	}
}

// TestRead_RealCaptions reads a file of another program, kept beside the repository.
func TestRead_RealCaptions(t *testing.T) {
	path := filepath.Join("..", "..", "..", "shared", "samples", "stream_autocaption.vtt")
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the sample files are not beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := read(t, "stream_autocaption.vtt", string(data))
	if err != nil {
		t.Fatal(err)
	}
	d := b.Documents[0]
	if law := formattest.Broken(b); law != "" || len(b.Warnings) != 0 {
		t.Errorf("%s %q", law, b.Warnings)
	}
	if len(d.Utterances) != 13 || d.Language != "en" || d.Utterances[0].From != 3300*time.Millisecond || d.Utterances[12].Text != "you want the recording to\ngo you can." {
		t.Errorf("got %s", formattest.Show(b))
	}
}

var _ io.ReaderAt = failing{}
