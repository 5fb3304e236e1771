package pdf_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/format/formattest"
	"throughline/app/format/pdf"
	"throughline/app/format/source"
)

// sheet is a page to be written: texts at places, and annotations.
type sheet struct {
	texts   []text
	remarks []string
}

// text stands at a place, in points from the lower left corner of a page of 595 by 842.
type text struct {
	x, y int
	s    string
}

// typed are lines of text from the top down, with a wider space before each blank one.
func typed(lines ...string) sheet {
	var s sheet
	y := 780
	for _, l := range lines {
		if l != "" {
			s.texts = append(s.texts, text{72, y, l})
		}
		y -= 14
	}
	return s
}

// file writes pages as a PDF.
func file(title string, pages ...sheet) string {
	var b strings.Builder
	var at []int
	object := func(s string) int {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
		return len(at)
	}
	b.WriteString("%PDF-1.7\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	first := 4 // catalog, pages, font come first
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", first+2*i+1)
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids.String()))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	for _, p := range pages {
		var c strings.Builder
		for _, t := range p.texts {
			fmt.Fprintf(&c, "BT /F1 11 Tf %d %d Td (%s) Tj ET\n", t.x, t.y, strings.NewReplacer("(", `\(`, ")", `\)`).Replace(t.s))
		}
		body := object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", c.Len(), c.String()))
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>/Annots[%s]>>", body, strings.Join(p.remarks, " ")))
	}
	info := object("<</Title(" + title + ")>>")
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, info, xref)
	return b.String()
}

func remark(kind string, left, bottom, right, top int, more string) string {
	return fmt.Sprintf("<</Type/Annot/Subtype/%s/Rect[%d %d %d %d]/QuadPoints[%[2]d %[5]d %[4]d %[5]d %[2]d %[3]d %[4]d %[3]d]%[6]s>>", kind, left, bottom, right, top, more)
}

func read(t *testing.T, data string) app.Bundle {
	t.Helper()
	b, err := pdf.Read(t.Context(), source.Bytes("a.pdf", data))
	if err != nil {
		m, h := app.Explain(err)
		t.Fatalf("%s %s (%v)", m, h, err)
	}
	if law := formattest.Broken(b); law != "" {
		t.Fatalf("%s in\n%s", law, formattest.Show(b))
	}
	return b
}

// body are the utterances as lines "speaker|text", line breaks as /.
func body(b app.Bundle) string {
	var out strings.Builder
	for _, u := range b.Documents[0].Utterances {
		fmt.Fprintf(&out, "%s|%s\n", u.Speaker, strings.ReplaceAll(u.Text, "\n", "/"))
	}
	return out.String()
}

func TestRead_Text(t *testing.T) {
	head := func(n int, lines ...string) sheet {
		s := typed(lines...)
		s.texts = append([]text{{72, 820, "Visits in shops"}, {400, 820, fmt.Sprintf("March %d", 2020+n)}}, s.texts...)
		s.texts = append(s.texts, text{290, 30, fmt.Sprintf("%d", n)})
		return s
	}
	columns := sheet{texts: []text{
		{72, 780, "The left column begins with this text and"}, {320, 780, "The right column follows. It has words of"},
		{72, 766, "goes on in its second line as usual."}, {320, 766, "its own that come last."},
	}}
	byColumn := sheet{texts: []text{columns.texts[0], columns.texts[2], columns.texts[1], columns.texts[3]}}
	muddled := sheet{texts: []text{{72, 700, "comes last."}, {72, 780, "This line was written"}, {72, 740, "second, and what was typed first"}, {72, 760, "after the next one though it stands"}}}
	for _, c := range []struct {
		name  string
		pages []sheet
		want  string
	}{
		{"paragraphs", []sheet{typed("How people keep lists is told here in", "two lines of one paragraph.", "", "A second one follows.")},
			"|How people keep lists is told here in two lines of one paragraph.\n|A second one follows.\n"},
		{"speakers set tight", []sheet{typed("Ines: So you keep a list?", "Ben: I copy it by hand, each and every", "day, and at night too.", "Ines: Why?", "Ben: Habit.")},
			"Ines|So you keep a list?\nBen|I copy it by hand, each and every day, and at night too.\nInes|Why?\nBen|Habit.\n"},
		{"names and times above", []sheet{typed("Ines Roth 0:03", "So you keep a list of what", "they buy?", "Ben Otto 0:09", "By hand.", "Ines Roth 0:12", "Why?")},
			"Ines Roth|So you keep a list of what they buy?\nBen Otto|By hand.\nInes Roth|Why?\n"},
		{"hyphens", []sheet{typed("We write each inter-", "view by hand, and it is self-", "made as a self-made thing is, by non-", "European standards or not.")},
			"|We write each interview by hand, and it is self-made as a self-made thing is, by non-European standards or not.\n"},
		{"over pages, without heads and feet", []sheet{head(1, "A page ends in the middle of a"), head(2, "sentence that goes on."), head(3, "And a third page.")},
			"|A page ends in the middle of a sentence that goes on.\n|And a third page.\n"},
		{"columns as written", []sheet{byColumn}, "|The left column begins with this text and goes on in its second line as usual.\n|The right column follows. It has words of its own that come last.\n"},
		{"out of order", []sheet{muddled}, "|This line was written after the next one though it stands second, and what was typed first\n|comes last.\n"},
		{"items", []sheet{typed("- first", "- second, which is long enough to be", "wrapped", "- third")}, "|- first\n|- second, which is long enough to be wrapped\n|- third\n"},
		{"letters", []sheet{typed("Caf\xe9 \x8020 \x93so\x94")}, "|Café €20 “so”\n"},
	} {
		if got := body(read(t, file("", c.pages...))); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestRead_Pages(t *testing.T) {
	b := read(t, file("Visits", typed("First page in one line that goes"), typed("on here."), sheet{}, typed("The last.")))
	d := b.Documents[0]
	if got := formattest.Show(b); !strings.HasSuffix(got, "p. 1: \"First page in one line t\"\np. 2: \"on here.\"\np. 4: \"The last.\"\n") || d.Title != "Visits" {
		t.Errorf("got\n%s", got)
	}
	if len(b.Lost) != 1 || b.Lost[0].Text != "1 page without text left out: blank, or a picture." {
		t.Errorf("lost %+v", b.Lost)
	}
}

func TestRead_RemarksBecomeMarks(t *testing.T) {
	p := typed("Ines: So you keep a list?", "Ben: I copy it by hand, each and every", "day, and at night too.", "Ines: Why?")
	by := "/T(Tom Ade)/CreationDate(D:20260304101500+01'00')"
	p.remarks = []string{
		remark("Highlight", 138, 762, 190, 778, "/Contents(Workaround)"+by),
		remark("Underline", 72, 750, 300, 760, "/Contents()"),
		remark("Text", 500, 735, 520, 750, "/Contents(A good question)/T(Ines)"),
		remark("Link", 72, 762, 300, 778, "/Contents(no)"),
		remark("Text", 500, 735, 520, 750, "/Contents()"),
	}
	empty := sheet{remarks: []string{remark("Text", 72, 700, 80, 710, "/Contents(on nothing)")}}
	d := read(t, file("", p, empty)).Documents[0]
	var got strings.Builder
	for _, m := range d.Marks {
		fmt.Fprintf(&got, "%s|%s|%s|%s\n", formattest.Marked(&d, m), m.Note, m.Author, m.Created.Format(time.DateTime))
	}
	want := "by hand, e|Workaround|Tom Ade|2026-03-04 09:15:00\nday, and at night too.|||0001-01-01 00:00:00\nWhy?|A good question|Ines|0001-01-01 00:00:00\n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

func TestRead_Refuses(t *testing.T) {
	good := file("", typed("Hello"))
	for _, c := range []struct {
		name, data string
		says       string
	}{
		{"empty", "", "a.pdf is empty."},
		{"words", "just words", "a.pdf is damaged or incomplete."},
		{"cut", good[:60], "a.pdf is damaged or incomplete."},
		{"scan", file("", sheet{}, sheet{}), "a.pdf has no text: its pages are pictures, as of a scan."},
	} {
		_, err := pdf.Read(t.Context(), source.Bytes("a.pdf", c.data))
		if message, hint := app.Explain(err); message != c.says || hint == "" {
			t.Errorf("%s: %q %q", c.name, message, hint)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pdf.Read(ctx, source.Bytes("a.pdf", good)); app.CodeOf(err) != app.ECanceled {
		t.Errorf("stopped: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	// The engine is compiled before the first input: what fuzzes gives one input ten seconds, which is less than that takes on a busy machine.
	if _, err := pdf.Read(f.Context(), source.Bytes("x.pdf", file("", typed("warm")))); err != nil {
		f.Fatal(err)
	}
	formattest.Fuzz(f, "x.pdf", pdf.Read, file("t", typed("Ines: So?", "Ben: Yes, in-", "deed.", "Ines: I see.")), file("", sheet{}))
}

// TestRead_OneOfYours shows what is read of a document whose path the environment names.
func TestRead_OneOfYours(t *testing.T) {
	name := os.Getenv("THROUGHLINE_PDF")
	if name == "" {
		t.Skip("THROUGHLINE_PDF names no document")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	b := read(t, string(data))
	t.Logf("%v\n%s", time.Since(start), formattest.Show(b))
}
