package report_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	a, b := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("%s line %d:\n got %s\nwant %s", name, i+1, a[i], b[i])
		}
	}
	t.Fatalf("%s: got %d lines, want %d", name, len(a), len(b))
}

// dump writes a document as plain text: one line a thing, marks for structure, [id] and <link>.
func dump(d *report.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "TITLE %s\nABOUT %s\nBY %s, %s, %s\nSUBJECT %s | %s\nFOOTER %s\nHASH %.12s contents=%v\n", d.Title, d.Subtitle,
		d.Author, d.Date, d.Paper, d.Subject, strings.Join(d.Keywords, ","), d.Footer, d.Hash, d.Contents)
	for _, f := range d.Facts {
		fmt.Fprintf(&b, "  %s: %s\n", f.Label, f.Value)
	}
	for _, bl := range d.Blocks {
		dumpBlock(&b, bl)
	}
	return strings.NewReplacer(d.Hash[:4]+"…"+d.Hash[61:], "HASH", d.Hash[:12], "HASH").Replace(b.String())
}

func dumpBlock(b *strings.Builder, bl report.Block) {
	switch bl := bl.(type) {
	case report.PageBreak:
		b.WriteString(map[bool]string{true: "\n=== page, or on\n", false: "\n=== page\n"}[bl.Soft])
	case report.Heading:
		fmt.Fprintf(b, "%s %s", strings.Repeat("#", bl.Level), bl.Text)
		if bl.ID != "" {
			fmt.Fprintf(b, " [%s]", bl.ID)
		}
		if bl.Kicker != "" {
			fmt.Fprintf(b, " (%s)", bl.Kicker)
		}
		b.WriteString("\n")
	case report.Paragraph:
		fmt.Fprintf(b, "%s%s\n", []string{"", "lead: ", "small: "}[bl.Tone], runs(bl.Runs))
	case report.Note:
		fmt.Fprintf(b, "note: %s\n", runs(bl.Runs))
	case report.Facts:
		var parts []string
		for _, f := range bl.Facts {
			parts = append(parts, f.Label+"="+f.Value)
		}
		fmt.Fprintf(b, "facts: %s\n", strings.Join(parts, " | "))
	case report.Quote:
		fmt.Fprintf(b, "> %s\n  (%s %s hue=%d) %s %s [%s] <%s>\n", bl.Text, bl.Stance, map[bool]string{true: "note"}[bl.Note],
			bl.Hue, joinNonEmpty(bl.Comment, joinNonEmpty(bl.Strength, bl.Source)), bl.Evidence, bl.ID, bl.Link)
	case report.List:
		for i, it := range bl.Items {
			fmt.Fprintf(b, "%s %s", []string{"-", fmt.Sprint(i+1, "."), fmt.Sprint(i + 1)}[bl.Kind], runs(it.Runs))
			if it.Aside != "" || it.Link != "" {
				fmt.Fprintf(b, " | %s <%s>", it.Aside, it.Link)
			}
			b.WriteString("\n")
		}
	case report.Table:
		dumpTable(b, bl)
	case report.Chart:
		fmt.Fprintf(b, "chart %s full=%v alt=%s\n", bl.Kind, bl.Full, bl.Alt)
		for _, r := range bl.Table().Rows {
			fmt.Fprintf(b, "  %s\n", strings.Join(r, " | "))
		}
	}
}

func dumpTable(b *strings.Builder, t report.Table) {
	var head []string
	for _, c := range t.Columns {
		head = append(head, fmt.Sprintf("%s%s", c.Title, map[bool]string{true: "→"}[c.Right]))
	}
	fmt.Fprintf(b, "| %s\n", strings.Join(head, " | "))
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, runs(c))
		}
		fmt.Fprintf(b, "| %s", strings.Join(cells, " | "))
		if r.ID != "" {
			fmt.Fprintf(b, " [%s]", r.ID)
		}
		b.WriteString(map[bool]string{true: " !"}[r.Strong] + map[bool]string{true: " over all"}[r.Span] + "\n")
	}
	if t.Note != "" {
		fmt.Fprintf(b, "  note: %s\n", t.Note)
	}
}

func runs(rs []report.Run) string {
	var b strings.Builder
	for _, r := range rs {
		s := r.Text
		if r.PageOf != "" {
			s += "{page of " + r.PageOf + "}"
		}
		if r.Bold {
			s = "*" + s + "*"
		}
		if r.Italic {
			s = "_" + s + "_"
		}
		if r.Link != "" {
			s += "<" + r.Link + ">"
		}
		b.WriteString(s)
	}
	return b.String()
}

func joinNonEmpty(a, b string) string {
	if a == "" {
		return b
	}
	return a + " / " + b
}
