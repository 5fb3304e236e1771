package exchange_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/exchange"
	"throughline/app/format/formattest"
)

// remarked is a Word file of two turns with comments on "by hand", twice, and on "Häufig 🙂".
func remarked() string {
	const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	mark := func(id, text string) string {
		return `<w:commentRangeStart w:id="` + id + `"/><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r><w:commentRangeEnd w:id="` + id + `"/>`
	}
	text := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	body := `<w:p>` + text("Ines:  So e&#x301;tude?") + `</w:p><w:p>` + text("Ben: I  copy it ") + mark("0", mark("1", "by hand")) + text(" each day.") +
		`</w:p><w:p>` + text("Ines: Why?") + `</w:p><w:p>` + text("Ben: ") + mark("2", "Häufig 🙂") + text(" so.") + `</w:p>`
	said := `<w:comment w:id="0" w:author="Tom Ade" w:date="2026-03-04T10:15:00Z"><w:p>` + text("Workaround") + `</w:p></w:comment>` +
		`<w:comment w:id="1" w:author="Ines Roth"><w:p>` + text("Again!") + `</w:p></w:comment><w:comment w:id="2"><w:p>` + text("How often?") + `</w:p></w:comment>`
	return formattest.Zip("word/document.xml", `<w:document `+ns+`><w:body>`+body+`</w:body></w:document>`, "word/comments.xml", `<w:comments `+ns+`>`+said+`</w:comments>`)
}

// TestImport_CommentsBecomeFindings checks words, place, note, author and time, and that one undo takes all of it back.
func TestImport_CommentsBecomeFindings(t *testing.T) {
	d := newDesk(t)
	path := d.file("visit.docx", remarked())
	dry, err := d.exchange.Preview(t.Context(), []string{path}, exchange.Options{Study: d.study.ID}, nil)
	if err != nil || dry.Files[0].Findings != 2 {
		t.Fatalf("preview %+v, %v", dry, err)
	}
	d.OneStep(t, "Import 1 file", func() error {
		res := d.run(exchange.Options{}, path)
		if res.Files[0].Findings != 2 || res.Files[0].Tags != 0 {
			t.Errorf("result %+v", res.Files[0])
		}
		return nil
	})
	rows, err := d.Store.Findings(t.Context(), app.FindingQuery{Order: app.ByPlace, Page: app.Page{Limit: 10}})
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d findings, %v", len(rows), err)
	}
	first, second := &rows[0].Finding, &rows[1].Finding
	if first.Quote != "by hand" || first.Note != "Workaround\nInes Roth: Again!" || first.Author != "Tom Ade" || first.Speaker != "Ben" ||
		first.Participant == "" || first.Created.Format("2006-01-02 15:04") != "2026-03-04 10:15" {
		t.Errorf("first %+v", first)
	}
	if second.Quote != "Häufig 🙂" || second.Note != "How often?" || second.Author != d.Hand.Author || second.Before == "" {
		t.Errorf("second %+v", second)
	}
}

// TestImport_TagsOfMarks checks that tags are found by name, made where they are missing, and once only.
func TestImport_TagsOfMarks(t *testing.T) {
	d := newDesk(t)
	old := d.Tag(d.study, "habits", "")
	page := func(passages ...string) string {
		return "<p><b>Ines:</b> So?</p><p><b>Ben:</b> " + strings.Join(passages, " and ") + ".</p><p><b>Ines:</b> I see.</p>"
	}
	mark := func(text, tags string) string {
		return `<span class="highlight">` + text + `</span><span class="taglist"> [` + tags + `]</span>`
	}
	d.run(exchange.Options{}, d.file("a.html", page(mark("by hand", "Habits, Paper"), mark("at night", "paper"))), d.file("b.html", page(mark("on Sundays", "Paper"))))
	rows, err := d.Store.Tags(t.Context(), d.study.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, r := range rows {
		got[r.Name] = r.Findings
	}
	if len(rows) != 2 || got["habits"] != 1 || got["Paper"] != 3 {
		t.Errorf("tags %v", got)
	}
	if f := apptest.Find(d.Bench, &app.Tag{ID: old.ID}); f.Name != "habits" {
		t.Errorf("the tag there was is %+v", f)
	}
}

func TestMarksText(t *testing.T) {
	for _, c := range []struct {
		findings, tags int
		want           string
	}{
		{0, 0, ""}, {1, 0, "1 comment or highlight becomes a finding."}, {1200, 1, "1,200 comments and highlights become findings, with 1 new tag."},
	} {
		if got := exchange.MarksText(c.findings, c.tags); got != c.want {
			t.Errorf("MarksText(%d, %d) = %q", c.findings, c.tags, got)
		}
	}
}
