package word_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"throughline/app/report"
	"throughline/app/report/reporttest"
	"throughline/app/report/word"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t *testing.T, d *report.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := word.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func onboarding(t *testing.T, p report.Paper) *report.Document {
	t.Helper()
	d, err := report.Compose(t.Context(), reporttest.Onboarding(), report.Spec{Study: "study-1", Title: "New customers stall", Author: "Ida Brandt", Date: "2026-11-04", Paper: p})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// parts reads the package and refuses parts that are no XML.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
		if filepath.Ext(f.Name) != ".xml" && filepath.Ext(f.Name) != ".rels" {
			continue
		}
		for d := xml.NewDecoder(bytes.NewReader(b)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return out
}

func TestWrite_Golden(t *testing.T) {
	got := strings.ReplaceAll(parts(t, write(t, onboarding(t, report.A4)))["word/document.xml"], "<w:p>", "\n<w:p>")
	got = regexp.MustCompile(`[0-9a-f]{4}…[0-9a-f]{3}`).ReplaceAllString(got, "PRINT") // fingerprints change as the nouns grow
	path := filepath.Join("testdata", "onboarding.xml")
	if *update {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error("the document differs; look at it and run with -update")
	}
}

func TestWrite_EqualDocumentsGiveEqualBytes(t *testing.T) {
	if !bytes.Equal(write(t, onboarding(t, report.A4)), write(t, onboarding(t, report.A4))) {
		t.Error("two runs differ")
	}
}

func TestWrite_HoldsTogether(t *testing.T) {
	all := parts(t, write(t, onboarding(t, report.Letter)))
	doc := all["word/document.xml"]
	marks := map[string]int{}
	for _, m := range regexp.MustCompile(`w:name="(t_[^"]+)"`).FindAllStringSubmatch(doc, -1) {
		marks[m[1]]++
		if len(m[1]) > 40 {
			t.Errorf("the bookmark %s is longer than Word takes", m[1])
		}
	}
	links := regexp.MustCompile(`w:anchor="([^"]+)"`).FindAllStringSubmatch(doc, -1)
	if len(links) < 60 {
		t.Errorf("only %d links", len(links))
	}
	for _, m := range links {
		if marks[m[1]] != 1 {
			t.Errorf("%s is there %d times", m[1], marks[m[1]])
		}
	}
	for _, m := range regexp.MustCompile(`r:(?:embed|id)="([^"]+)"`).FindAllStringSubmatch(doc, -1) {
		if !strings.Contains(all["word/_rels/document.xml.rels"], `Id="`+m[1]+`"`) {
			t.Errorf("%s belongs to nothing", m[1])
		}
	}
	styles := all["word/styles.xml"]
	for _, m := range regexp.MustCompile(`w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"`).FindAllStringSubmatch(doc, -1) {
		if !strings.Contains(styles, `w:styleId="`+m[1]+`"`) {
			t.Errorf("there is no style %s", m[1])
		}
	}
	for _, want := range []string{`w:w="12240"`, "<w:tblHeader/>", " TOC ", "word/media/image1.png"} {
		if _, isPart := all[want]; !isPart && !strings.Contains(doc, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if !strings.Contains(all["docProps/core.xml"], "2026-11-04T00:00:00Z") {
		t.Error("the file is not dated by the report")
	}
}

func TestWrite_TakesAnyWordsAndNothing(t *testing.T) {
	evil := "<w:p> & \"q\" \x00\x1b\xff ￾ 日本 👍"
	d := &report.Document{Title: evil, Blocks: []report.Block{report.Heading{Level: 1, ID: "a b/c", Text: evil}, report.Table{}, report.Facts{}, report.List{Kind: report.Numbered},
		report.Table{Columns: []report.Column{{Title: evil}, {Title: "n", Share: 1}}, Rows: []report.Row{{ID: "r", Cells: []report.Cell{{{Text: evil}}}}}}}}
	if doc := parts(t, write(t, d))["word/document.xml"]; strings.Contains(doc, "\x00") || !strings.Contains(doc, "日本 👍") {
		t.Error("words are lost or unclean")
	}
	parts(t, write(t, &report.Document{}))
}

type stubborn struct{}

var errStubborn = errors.New("no")

func (stubborn) Write([]byte) (int, error) { return 0, errStubborn }

func TestWrite_Fails(t *testing.T) {
	if err := word.Write(stubborn{}, onboarding(t, report.A4)); !errors.Is(err, errStubborn) {
		t.Errorf("a writer that fails: %v", err)
	}
}
