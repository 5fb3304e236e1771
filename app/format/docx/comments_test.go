package docx_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app/format/docx"
	"throughline/app/format/formattest"
	"throughline/app/format/source"
)

const remarks = xmlHead + `<w:comments ` + w + `>
<w:comment w:id="0" w:author="Ines Roth" w:date="2026-03-04T10:15:00Z"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t>Workaround</w:t></w:r></w:p><w:p><w:r><w:t>again</w:t></w:r></w:p></w:comment>
<w:comment w:id="1" w:author="Tom Ade"><w:p><w:r><w:t>Check this</w:t></w:r></w:p></w:comment></w:comments>`

func start(id int) string { return fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>`, id) }
func end(id int) string {
	return fmt.Sprintf(`<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>`, id, id)
}
func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func p(parts ...string) string {
	return "<w:p>" + strings.Join(parts, "") + "</w:p>"
}
func row(cells ...string) string {
	return "<w:tr><w:tc>" + strings.Join(cells, "</w:tc><w:tc>") + "</w:tc></w:tr>"
}

// TestRead_CommentsBecomeMarks checks which text a comment stands at, wherever its ends are.
func TestRead_CommentsBecomeMarks(t *testing.T) {
	const talk = "Ines: So you keep a list?"
	for _, c := range []struct {
		name, body string
		want       string // the text under comment 0
	}{
		{"words of a turn", p(run(talk)) + p(run("Ben: I copy it "), start(0), run("by hand"), end(0), run(" each day.")) + p(run("Ines: Why?")), "by hand"},
		{"a turn with its name", p(run(talk)) + p(start(0), run("Ben: I copy it."), end(0)) + p(run("Ines: Why?")), "I copy it."},
		{"over two turns", p(run(talk)) + p(run("Ben: I "), start(0), run("copy it.")) + p(run("Ines: Why"), end(0), run(" so?")), "copy it.\nWhy"},
		{"no passage", p(run(talk)) + p(run("Ben: I copy it."), `<w:r><w:commentReference w:id="0"/></w:r>`) + p(run("Ines: Why?")), "I copy it."},
		{"ends between paragraphs", p(run(talk)) + start(0) + p(run("Ben: I copy it.")) + end(0) + p(run("Ines: Why?")), "I copy it."},
		{"blank paragraph", p(run(talk)) + p(start(0)) + p(run("Ben: I copy it.")) + p(end(0)) + p(run("Ines: Why?")), "I copy it."},
		{"ends with the text", p(run(talk)) + p(run("Ines: Why?")) + p(run("Ben: "), start(0), run("I copy it.")) + p(end(0)), "I copy it."},
		{"a table of talk", `<w:tbl>` + row(p(run("Ines")), p(run("So?"))) + row(p(run("Ben")), p(run("I copy "), start(0), run("it."), end(0))) +
			row(p(run("Ines")), p(run("Why?"))) + row(p(run("Ben")), p(run("Habit."))) + `</w:tbl>`, "it."},
		{"a table of facts", `<w:tbl>` + row(p(run("Tool")), p(run("Since "), start(0), run("2024"), end(0))) + row(p(run("Seats")), p(run("12"))) + `</w:tbl>`, "2024"},
		{"letters of several bytes", p(run("Ana: 🙂 é ")) + p(run("Ben: Häufig "), start(0), run("größer 🙂"), end(0), run("!")) + p(run("Ana: So")), "größer 🙂"},
		{"a line break", p(run("A first line"), `<w:r><w:br/></w:r>`, start(0), run("and its second"), end(0)), "and its second"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := docx.Read(t.Context(), source.Bytes("a.docx", parts("_rels/.rels", rels, "word/document.xml", document(c.body), "word/comments.xml", remarks)))
			if err != nil {
				t.Fatal(err)
			}
			if law := formattest.Broken(b); law != "" {
				t.Fatal(law)
			}
			d := b.Documents[0]
			if len(d.Marks) != 1 || formattest.Marked(&d, d.Marks[0]) != c.want {
				t.Fatalf("marks %+v in\n%s", d.Marks, formattest.Show(b))
			}
			m := d.Marks[0]
			if m.Note != "Workaround\nagain" || m.Author != "Ines Roth" || m.Created.Format("2006-01-02 15:04") != "2026-03-04 10:15" {
				t.Errorf("mark %+v", m)
			}
			if len(b.Lost) != 1 || b.Lost[0].Text != "1 comment without text to stand at left out." { // comment 1 is nowhere
				t.Errorf("lost %+v", b.Lost)
			}
		})
	}
}
