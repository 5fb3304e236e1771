package memo_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/memo"
)

func exported(t *testing.T, d *desk, format memo.Format) string {
	t.Helper()
	var b strings.Builder
	n, err := d.memos.Export(t.Context(), app.MemoQuery{}, format, &b)
	if err != nil || n == 0 {
		t.Fatalf("Export() = %d, %v", n, err)
	}
	return b.String()
}

func TestExport_Markdown(t *testing.T) {
	d := newDesk(t)
	d.write(app.Memo{On: d.tag.Ref(), Kind: app.MemoRule, Title: "Rule of *Waiting*", Text: "Only for [[waiting]] of days.\n# no heading\n- one\n- two\nEnd [[Nobody]]."})
	d.write(app.Memo{Text: "A thought."})
	want := "# Memos\n\n## A thought.\n\n*Free · Mara · 2026-11-02*\n\nA thought.\n" +
		"\n## Rule of *Waiting*\n\n*Code rule · on tag “Waiting” · Mara · 2026-11-02 · Onboarding*\n\nOnly for Waiting of days.\n\n\\# no heading\n\n- one\n- two\n\nEnd Nobody.\n"
	if got := exported(t, d, memo.Markdown); got != want {
		t.Errorf("Export(md) =\n%s\nwant\n%s", got, want)
	}
}

func TestExport_CSVComesBackAndHoldsNoFormula(t *testing.T) {
	d := newDesk(t)
	long := strings.Repeat("Word, \"quoted\";\n", 400)
	d.write(app.Memo{Title: `=HYPERLINK("http://x","y")`, Text: long + "[[Waiting]] [[waiting]]", On: d.f.Ref(), Kind: app.MemoTheory})
	for _, text := range []string{"+1 is more", "-1 is less", "@name", "\tindent", "naïve 数据 🙂"} {
		d.write(app.Memo{Title: "t", Text: text})
	}
	got := exported(t, d, memo.CSV)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 7 || !strings.HasPrefix(got, "\ufeff") {
		t.Fatalf("read back %d rows, %v", len(rows), err)
	}
	for _, r := range rows {
		for _, cell := range r {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("the cell %q is a formula to a spreadsheet", cell)
			}
		}
	}
	if rows[1][3] != "naïve 数据 🙂" || rows[2][3] != "'\tindent" {
		t.Errorf("texts came back as %q, %q", rows[1][3], rows[2][3])
	}
	last := rows[6]
	if last[3] != long+"Waiting Waiting" || last[4] != "Waiting" || last[1] != "Theory" || last[2] != "finding “three days”" || last[5] != "Mara" || last[6] != "2026-11-02" {
		t.Errorf("the first memo came back as %.200q", last)
	}
}

func TestFormatOf(t *testing.T) {
	for _, c := range []struct {
		name, path string
		want       memo.Format
		code       app.Code
	}{{"md", "x.txt", memo.Markdown, ""}, {"", "a/b.CSV", memo.CSV, ""}, {"", "b.md", memo.Markdown, ""}, {"", "b", "", app.EInvalid}, {"pdf", "b.md", "", app.EInvalid}} {
		if got, err := memo.FormatOf(c.name, c.path); got != c.want || app.CodeOf(err) != c.code {
			t.Errorf("FormatOf(%q, %q) = %q, %v", c.name, c.path, got, err)
		}
	}
}
