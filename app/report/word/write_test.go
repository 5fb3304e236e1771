package word_test

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/report/reporttest"
	"throughline/app/report/word"
	"throughline/assets/fonts"
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

// The table of contents says its pages before a word processor counts them, in the order of the sections.
func TestWrite_SaysThePagesOfTheContents(t *testing.T) {
	doc := parts(t, write(t, onboarding(t, report.A4)))["word/document.xml"]
	last := 1
	all := regexp.MustCompile(`PAGEREF [^>]*><w:r><w:t>([^<]*)</w:t>`).FindAllStringSubmatch(doc, -1)
	for i, m := range all {
		n, err := strconv.Atoi(m[1])
		if err != nil || n < last || i == 0 && n != 2 {
			t.Errorf("entry %d is on page %q after %d", i+1, m[1], last)
		}
		last = n
	}
	if len(all) < 8 || last < 10 {
		t.Errorf("%d entries, the last on page %d", len(all), last)
	}
}

// A short table is held on one page with its heading and its note; of a long one the head and the end.
func TestWrite_HoldsTablesTogether(t *testing.T) {
	table := func(n int, note string) report.Table {
		tab := report.Table{Columns: []report.Column{{Title: "n"}, {Title: "word", Share: 1}}, Note: note}
		for i := range n {
			tab.Rows = append(tab.Rows, report.Row{Cells: []report.Cell{{{Text: fmt.Sprint(i)}}, {{Text: "word"}}}})
		}
		return tab
	}
	held := func(tab report.Table) (out string) {
		doc := parts(t, write(t, &report.Document{Blocks: []report.Block{tab}}))["word/document.xml"]
		for _, row := range strings.Split(doc, "<w:tr>")[1:] {
			row, _, _ = strings.Cut(row, "</w:tr>")
			out += map[bool]string{true: "k", false: "-"}[strings.Contains(row, "<w:keepNext/>")]
		}
		return out
	}
	for _, tc := range []struct {
		name string
		tab  report.Table
		want string
	}{
		{"short with a note", table(4, "Small samples"), "kkkkk"},
		{"short without", table(4, ""), "kkkk-"},
		{"long with a note", table(20, "Small samples"), "kk" + strings.Repeat("-", 17) + "kk"},
		{"one row", table(1, ""), "k-"},
	} {
		if got := held(tc.tab); got != tc.want {
			t.Errorf("%s: held %s, want %s", tc.name, got, tc.want)
		}
	}
	tab := table(20, "")
	tab.Rows[10] = report.Row{ID: "r", Span: true, Cells: []report.Cell{{{Text: "Interview P01"}}}}
	if got, want := held(tab), "kk"+strings.Repeat("-", 9)+"k"+strings.Repeat("-", 7)+"k-"; got != want {
		t.Errorf("a row over all columns: held %s, want %s", got, want)
	}
}

type stubborn struct{}

var errStubborn = errors.New("no")

func (stubborn) Write([]byte) (int, error) { return 0, errStubborn }

func TestWrite_Fails(t *testing.T) {
	if err := word.Write(stubborn{}, onboarding(t, report.A4)); !errors.Is(err, errStubborn) {
		t.Errorf("a writer that fails: %v", err)
	}
}

// hebrew is a document of paragraphs, quotes, lists and cells from right to left among others.
func hebrew() *report.Document {
	const words = "שלום עולם"
	run := []report.Run{{Text: words}}
	return &report.Document{Title: words, Blocks: []report.Block{report.Heading{Level: 2, Text: words}, report.Paragraph{Runs: run}, report.Paragraph{Runs: []report.Run{{Text: "They said " + words}}},
		report.Quote{Text: words, Comment: words, Source: "P01"}, report.List{Kind: report.Numbered, Items: []report.Item{{Runs: run}}}, report.Note{Runs: run},
		report.Table{Columns: []report.Column{{Title: "n"}, {Title: "w", Share: 1}}, Rows: []report.Row{{Cells: []report.Cell{{{Text: "1"}}, run}}}}}}
}

func TestWrite_RunsFromRightToLeft(t *testing.T) {
	all := parts(t, write(t, hebrew()))
	if got := strings.Count(all["word/document.xml"], "<w:bidi/>"); got != 8 {
		t.Errorf("%d paragraphs run from right to left, want 8", got)
	}
	if got := strings.Count(all["word/document.xml"], "<w:rtl/>"); got != 9 {
		t.Errorf("%d runs are said to hold such words, want 9", got)
	}
	for name, part := range all {
		if strings.HasPrefix(name, "word/") && strings.HasSuffix(name, ".xml") {
			for _, wrong := range misplaced(part) {
				t.Errorf("%s: %s", name, wrong)
			}
		}
	}
}

// The typeface travels in the file, as the format hides it: the bytes come back with the key that stands beside.
func TestWrite_CarriesItsTypeface(t *testing.T) {
	all := parts(t, write(t, onboarding(t, report.A4)))
	cuts := regexp.MustCompile(`<w:embed(Regular|Bold|Italic) r:id="(cut\d)" w:fontKey="\{([0-9A-F-]{36})\}"/>`).FindAllStringSubmatch(all["word/fontTable.xml"], -1)
	if len(cuts) != 3 {
		t.Fatalf("%d cuts: %s", len(cuts), all["word/fontTable.xml"])
	}
	want := map[string][]byte{"Regular": fonts.Regular, "Bold": fonts.Bold, "Italic": fonts.Italic}
	for _, c := range cuts {
		target := regexp.MustCompile(`Id="` + c[2] + `"[^>]*Target="([^"]+)"`).FindStringSubmatch(all["word/_rels/fontTable.xml.rels"])
		if target == nil {
			t.Fatalf("%s leads nowhere", c[2])
		}
		key, err := hex.DecodeString(strings.ReplaceAll(c[3], "-", ""))
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(key)
		ttf := []byte(all["word/"+target[1]])
		for i := range 32 {
			ttf[i] ^= key[i%16]
		}
		if !bytes.Equal(ttf, want[c[1]]) {
			t.Errorf("%s is not the font file", c[1])
		}
	}
	if !strings.Contains(all["[Content_Types].xml"], `Extension="odttf"`) || !strings.Contains(all["word/settings.xml"], "<w:embedTrueTypeFonts/>") {
		t.Error("the package does not say that it carries fonts")
	}
}

// Programs that cannot look up the heading of a page show what stands in the field.
func TestWrite_HeaderSaysTheTitleWhereItsFieldIsNotKnown(t *testing.T) {
	if h := parts(t, write(t, onboarding(t, report.A4)))["word/header1.xml"]; !strings.Contains(h, "STYLEREF") || !strings.Contains(h, "New customers stall") {
		t.Errorf("the header is %s", h)
	}
}

func TestWrite_SmallPrintStaysWithItsChart(t *testing.T) {
	c := &chart.Chart{Kind: chart.Bar, Categories: []string{"a", "b"}, Series: []chart.Series{{Values: []float64{1, 2}}}}
	d := &report.Document{Blocks: []report.Block{report.Chart{Chart: c}, report.Paragraph{Tone: report.Small, Runs: []report.Run{{Text: "Small print"}}}, report.Chart{Chart: c}, report.Paragraph{}}}
	doc := parts(t, write(t, d))["word/document.xml"]
	held := regexp.MustCompile(`<w:pPr><w:pStyle w:val="Normal"/>(<w:keepNext/>)?</w:pPr><w:r><w:drawing>`).FindAllStringSubmatch(doc, -1)
	if len(held) != 2 || held[0][1] == "" || held[1][1] != "" {
		t.Errorf("charts are held %q", held)
	}
}
