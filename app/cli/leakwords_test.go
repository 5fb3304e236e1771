package cli_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report"
	"throughline/app/report/page"
	"throughline/app/report/pdf"
	"throughline/app/report/word"
)

// everywhere is a document with a word of its own in every place where a report can hold words, and those words.
func everywhere() (d *report.Document, words []string) {
	say := func(place string) string {
		w := "word" + place
		words = append(words, w)
		return w
	}
	run := func(place string) []report.Run { return []report.Run{{Text: "It says " + say(place) + " here"}} }
	d = &report.Document{Title: say("title"), Subtitle: say("subtitle"), Author: say("author"), Subject: say("subject"), Keywords: []string{say("keyword")}, Footer: say("footer"), Contents: true,
		Facts: []report.Fact{{Label: say("coverlabel"), Value: say("covervalue")}}, Manifest: &report.Manifest{Version: 1, Parts: []report.Part{{Name: say("manifest")}}}}
	for _, h := range []string{"a", "b", "c"} {
		d.Blocks = append(d.Blocks, report.PageBreak{}, report.Heading{Level: 1, ID: h, Text: say("heading" + h), Kicker: say("kicker" + h)})
	}
	d.Blocks = append(d.Blocks, report.Paragraph{Runs: run("paragraph")}, report.Note{Runs: run("note")}, report.Facts{Facts: []report.Fact{{Label: say("label"), Value: say("value")}}},
		report.Quote{ID: "q", Text: say("quote"), Comment: say("comment"), Source: say("source"), Stance: app.Nuances, Evidence: "E-7K3QD", Link: "row"},
		report.List{Kind: report.Bullets, Items: []report.Item{{Runs: run("bullet")}}}, report.List{Kind: report.Ruled, Items: []report.Item{{Runs: run("ruled"), Aside: say("aside")}}},
		report.Table{Columns: []report.Column{{Title: say("column")}, {Title: "n", Share: 1}}, Note: say("tablenote"), Rows: []report.Row{
			{Span: true, Cells: []report.Cell{run("span")}}, {ID: "row", Cells: []report.Cell{run("cell"), {{Text: say("linked"), Link: "q"}}}}}},
		report.Chart{Chart: &chart.Chart{Kind: chart.Bar, Alt: "A chart", Categories: []string{say("category")}, Series: []chart.Series{{Values: []float64{1}, Labels: []string{say("mark")}}}}})
	return d, words
}

// TestUnpacked_ReadsEveryPlace holds the reading of the leak test to documents with known words: a place that it cannot read would hide what leaks there.
func TestUnpacked_ReadsEveryPlace(t *testing.T) {
	d, words := everywhere()
	for kind, write := range map[string]func(w io.Writer) error{
		"pdf": func(w io.Writer) error {
			_, err := pdf.Write(context.Background(), w, d, pdf.Options{})
			return err
		},
		"html": func(w io.Writer) error { return page.WriteHTML(w, d) },
		"md":   func(w io.Writer) error { return page.WriteMarkdown(w, d) },
		"docx": func(w io.Writer) error { return word.Write(w, d) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		text := strings.ToLower(unpacked(t, "out."+kind, b.Bytes()))
		unread := map[string]bool{}
		if kind == "md" {
			unread = map[string]bool{"wordauthor": true, "wordsubject": true, "wordkeyword": true, "wordmanifest": true} // no such place; the manifest is Base64 of what the others hold
		}
		for _, w := range words {
			if got := strings.Contains(text, w); got == unread[w] {
				t.Errorf("%s: %q is read: %v", kind, w, got)
			}
		}
	}
}
