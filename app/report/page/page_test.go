package page_test

import (
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

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/report/page"
	"throughline/app/report/reporttest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func onboarding(t *testing.T) *report.Document {
	t.Helper()
	d, err := report.Compose(t.Context(), reporttest.Onboarding(), report.Spec{Study: "study-1", Title: "New customers stall", Author: "Ida Brandt", Date: "2026-11-04"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// hostile is a document whose words try to be markup.
func hostile() *report.Document {
	evil := "<script>alert(1)</script> & | *bold* _it_ [x](http://y) `c` \x00\x1b\xff # h"
	return &report.Document{Title: evil, Subtitle: evil, Footer: evil, Facts: []report.Fact{{Label: evil, Value: evil}}, Blocks: []report.Block{
		report.Heading{Level: 1, ID: "a", Text: evil, Kicker: evil}, report.Paragraph{Runs: []report.Run{{Text: evil, Bold: true, Link: "a"}, {Text: " 1. x", Italic: true}}},
		report.Quote{ID: "q", Text: evil, Comment: evil, Source: evil, Stance: app.Contradicts, Evidence: "E-001", Link: "a"},
		report.List{Items: []report.Item{{Runs: []report.Run{{Text: evil}}}}}, report.Facts{Facts: []report.Fact{{Label: evil, Value: evil}}}, report.Note{Runs: []report.Run{{Text: evil}}},
		report.Table{Columns: []report.Column{{Title: evil}}, Rows: []report.Row{{ID: "r", Cells: []report.Cell{{{Text: evil}}}}}, Note: evil},
		report.Chart{Chart: &chart.Chart{Kind: chart.Bar, Alt: evil, Categories: []string{evil}, Series: []chart.Series{{Name: evil, Values: []float64{1}}}}}}}
}

func write(t *testing.T, f func(io.Writer, *report.Document) error, d *report.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// prints are fingerprints of data, whose nouns may grow, and what is made of them.
var prints = regexp.MustCompile(`[0-9a-f]{64}|[0-9a-f]{4}…[0-9a-f]{3}|throughline-report: [A-Za-z0-9+/=]+`)

func golden(t *testing.T, name, got string) {
	t.Helper()
	got = prints.ReplaceAllString(got, "PRINT")
	path := filepath.Join("testdata", name)
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
		t.Errorf("%s differs; look at it and run with -update", name)
	}
}

func TestWrite_Golden(t *testing.T) {
	golden(t, "onboarding.html", write(t, page.WriteHTML, onboarding(t)))
	golden(t, "onboarding.md", write(t, page.WriteMarkdown, onboarding(t)))
}

func TestWrite_EqualDocumentsGiveEqualBytes(t *testing.T) {
	for _, f := range []func(io.Writer, *report.Document) error{page.WriteHTML, page.WriteMarkdown} {
		one, two := write(t, f, onboarding(t)), write(t, f, onboarding(t))
		if one != two {
			t.Error("two runs differ")
		}
	}
}

// Every link leads to one place in the file, and nothing outside is asked for.
func TestWrite_LinksLeadInsideTheFile(t *testing.T) {
	for name, f := range map[string]func(io.Writer, *report.Document) error{"html": page.WriteHTML, "md": page.WriteMarkdown} {
		text := write(t, f, onboarding(t))
		ids := map[string]int{}
		for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(text, -1) {
			ids[m[1]]++
		}
		links := regexp.MustCompile(`href="#([^"]+)"|\]\(#([^)]+)\)`).FindAllStringSubmatch(text, -1)
		if len(links) < 60 {
			t.Errorf("%s: only %d links", name, len(links))
		}
		for _, m := range links {
			if ids[m[1]+m[2]] != 1 {
				t.Errorf("%s: %q is there %d times", name, m[1]+m[2], ids[m[1]+m[2]])
			}
		}
		if strings.Contains(text, "src=") || strings.Contains(text, "<link") || strings.Contains(text, "url(") {
			t.Error("the page asks for something outside")
		}
	}
}

func TestWrite_WordsAreNeverMarkup(t *testing.T) {
	text := write(t, page.WriteHTML, hostile())
	if strings.Contains(text, "<script") || strings.ContainsAny(text, "\x00\x1b") {
		t.Error("words became markup")
	}
	body := text[strings.Index(text, "<main>"):strings.Index(text, "</body>")]
	for d := xml.NewDecoder(strings.NewReader(body)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
	}
	md := write(t, page.WriteMarkdown, hostile())
	if strings.Contains(md, "<script") || strings.Contains(md, "*bold*") && !strings.Contains(md, `\*bold\*`) || strings.Contains(strings.ReplaceAll(md, `\]`, ""), "](http") {
		t.Error("words became marks")
	}
}

type stubborn struct{}

var errStubborn = errors.New("no")

func (stubborn) Write([]byte) (int, error) { return 0, errStubborn }

func TestWrite_Fails(t *testing.T) {
	for _, f := range []func(io.Writer, *report.Document) error{page.WriteHTML, page.WriteMarkdown} {
		if err := f(stubborn{}, onboarding(t)); !errors.Is(err, errStubborn) {
			t.Errorf("a writer that fails: %v", err)
		}
	}
}

func TestHTML_RunsFromRightToLeft(t *testing.T) {
	const words = "שלום עולם"
	run := []report.Run{{Text: words}}
	var b strings.Builder
	d := &report.Document{Title: "Signs", Blocks: []report.Block{report.Heading{Level: 2, Text: words}, report.Paragraph{Runs: run}, report.Paragraph{Runs: []report.Run{{Text: "They said " + words}}},
		report.Quote{Text: words, Source: "P01"}, report.List{Items: []report.Item{{Runs: run}}}, report.Table{Columns: []report.Column{{Title: "w"}}, Rows: []report.Row{{Cells: []report.Cell{run}}}}}}
	if err := page.WriteHTML(&b, d); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), ` dir="rtl"`); got != 5 {
		t.Errorf("%d elements run from right to left, want 5:\n%s", got, b.String())
	}
}
