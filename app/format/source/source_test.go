package source_test

import (
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/format/source"
)

func TestText_Decodes(t *testing.T) {
	for _, c := range []struct {
		name, data, forced string
		want, encoding     string
		warns              string
	}{
		{"utf-8", "é\r\n", "", "é\n", "utf-8", ""},
		{"marked", "\xEF\xBB\xBFé", "", "é", "utf-8", ""},
		{"damaged", strings.Repeat("größer ", 9) + "\xFF", "", strings.Repeat("größer ", 9) + "\ufffd", "utf-8", "1 character did not fit"},
		{"forced wrongly", "caf\xE9", "utf-8", "caf\ufffd", "utf-8", "1 character did not fit"},
		{"forced by another label", "caf\xE9", "latin1", "café", "windows-1252", ""},
		{"forced against a mark", "\xEF\xBB\xBFx", "windows-1252", "ï»¿x", "windows-1252", ""},
		{"guessed", "\xE8\xE8\xE8 \xF9\xF9", "", "", "", "The encoding was guessed"},
		{"bell", "ring\x07 " + strings.Repeat("long ", 50), "", "ring " + strings.Repeat("long ", 50), "utf-8", "1 control character left out."},
	} {
		f := source.Bytes("a.txt", c.data)
		f.Encoding = c.forced
		got, err := f.Text(t.Context())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if c.want != "" && (got.Text != c.want || got.Encoding != c.encoding) {
			t.Errorf("%s: %q in %s, want %q in %s", c.name, got.Text, got.Encoding, c.want, c.encoding)
		}
		if w := strings.Join(got.Warnings, " "); (c.warns == "") != (w == "") || !strings.Contains(w, c.warns) {
			t.Errorf("%s: warnings %q, want %q", c.name, w, c.warns)
		}
	}
}

func TestShort_NamesTheFile(t *testing.T) {
	for in, want := range map[string]string{
		"/data/ana/talk.txt": "talk.txt", `C:\talks\talk.txt`: "talk.txt", "": "The file", "bad\xff.txt": "bad\ufffd.txt", "two\r\nlines\x00": "two lines",
	} {
		if got := (source.File{Name: in}).Short(); got != want {
			t.Errorf("Short(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		f    source.File
		code app.Code
		says string
	}{
		{source.File{Name: "a.txt", Size: 0}, app.EInvalid, "a.txt is empty."},
		{source.File{Name: "a.txt", Size: -1}, app.EInvalid, "a.txt is empty."},
		{source.File{Name: "a.txt", Size: 256<<20 + 1}, app.ETooLarge, "a.txt is larger than 256 MB."},
		{source.File{Name: "a.txt", Size: 11, MaxBytes: 10}, app.ETooLarge, "a.txt is larger than 1 kB."},
		{source.File{Name: "a.txt", Size: 256 << 20}, "", ""},
	} {
		err := c.f.Check()
		if message, _ := app.Explain(err); app.CodeOf(err) != c.code || message != c.says {
			t.Errorf("Check(%d) = %s %q, want %s %q", c.f.Size, app.CodeOf(err), message, c.code, c.says)
		}
	}
}

func TestText_Stops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := source.Bytes("a.txt", "words").Text(ctx); app.CodeOf(err) != app.ECanceled {
		t.Errorf("got %v", err)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{"a\r\nb\rc": "a\nb\nc", "a\x00b": "ab", "a\xffb": "a\ufffdb", "a\ufffeb\uffffc": "a\ufffdb\ufffdc", "plain": "plain"} {
		if got := source.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	if source.Count(1, "row")+source.Count(3, "row") != "1 row3 rows" {
		t.Error(source.Count(1, "row"), source.Count(3, "row"))
	}
}
