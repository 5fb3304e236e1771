package word

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"throughline/app/report"
)

// widthsOf shares the width of a line: columns without a share take what their longest cell needs, the others the rest.
func widthsOf(t report.Table, width int) []int {
	out := make([]int, len(t.Columns))
	left, shares := width, 0.0
	for i, c := range t.Columns {
		if c.Share > 0 {
			shares += c.Share
			continue
		}
		longest := utf8.RuneCountInString(c.Title)
		for _, r := range t.Rows {
			if i < len(r.Cells) && !r.Span {
				n := 0
				for _, run := range r.Cells[i] {
					n += utf8.RuneCountInString(run.Text)
				}
				longest = max(longest, n)
			}
		}
		out[i] = min(240+longest*110, width/3)
		left -= out[i]
	}
	for i, c := range t.Columns {
		if c.Share > 0 {
			out[i] = max(600, int(float64(left)*c.Share/shares))
		}
	}
	return out
}

// fewRows is how many rows a table may have that is kept on one page, with its note.
const fewRows = 12

// table sets a table whose head comes again on every page and whose rows stay whole. A short one stays whole itself; of a long one the first rows stay
// with the head, the last with the note, and a row that heads others with the first of them.
func (b *body) table(t report.Table) {
	if len(t.Columns) == 0 {
		return
	}
	ws := widthsOf(t, b.width)
	size := ""
	if t.Dense {
		size = `<w:sz w:val="17"/>`
	}
	b.b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Report"/><w:tblW w:w="` + fmt.Sprint(b.width) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range ws {
		fmt.Fprintf(&b.b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		b.cell(box{width: ws[i], right: c.Right, keep: true}, text(c.Title, `<w:color w:val="6B6760"/>`+size))
	}
	b.b.WriteString(`</w:tr>`)
	for n, r := range t.Rows {
		b.row(t, r, ws, size, holds(t, n))
	}
	b.b.WriteString(`</w:tbl>`)
	if t.Note == "" {
		b.para("Small", thin, "")
		return
	}
	b.para("Small", "", text(t.Note, ""))
}

// thin makes the paragraph low that must follow a table.
const thin = `<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>`

// holds reports whether row n is held to what follows.
func holds(t report.Table, n int) bool {
	last := len(t.Rows) - 1
	switch {
	case t.Rows[n].Span:
		return true
	case n == last:
		return t.Note != ""
	}
	return len(t.Rows) <= fewRows || n == 0 || n == last-1
}

// row sets one row; keep holds it to the next.
func (b *body) row(t report.Table, r report.Row, ws []int, size string, keep bool) {
	b.b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	defer b.b.WriteString(`</w:tr>`)
	if r.Span {
		b.cell(box{width: b.width, over: len(t.Columns), air: true, keep: true}, b.bookmark(r.ID, runs(r.Cells[0], true, size)))
		return
	}
	for i := range t.Columns {
		words, rtl := "", false
		if i < len(r.Cells) {
			words, rtl = runs(r.Cells[i], r.Strong, size), report.RightToLeft(report.Plain(r.Cells[i]))
		}
		if i == 0 {
			words = b.bookmark(r.ID, words)
		}
		b.cell(box{width: ws[i], right: t.Columns[i].Right, keep: keep, rtl: rtl}, words)
	}
}

// box is how a cell stands.
type box struct {
	width int // in twentieths of a point
	over  int // columns, 0 for its own
	right bool
	keep  bool // on the page of the next row
	air   bool // above
	rtl   bool // runs from right to left
}

func (b *body) cell(x box, inside string) {
	over, keep, air, side := "", "", "", ""
	if x.over > 1 {
		over = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, x.over)
	}
	if x.keep {
		keep = `<w:keepNext/>`
	}
	if x.air {
		air = `<w:spacing w:before="140"/>`
	}
	if x.rtl {
		air = `<w:bidi/>` + air
	}
	if x.right {
		side = `<w:jc w:val="right"/>`
	}
	fmt.Fprintf(&b.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/>%s%s%s</w:pPr>%s</w:p></w:tc>`, x.width, over, keep, air, side, inside)
}

// mostFacts is how many facts stand side by side.
const mostFacts = 6

// facts are a table of two rows without lines: labels, then values.
func (b *body) facts(f report.Facts) {
	for len(f.Facts) > 0 {
		row := f.Facts[:min(mostFacts, len(f.Facts))]
		f.Facts = f.Facts[len(row):]
		var labels, values strings.Builder
		w := b.width / len(row)
		b.b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + fmt.Sprint(b.width) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>` + strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, w), len(row)) + `</w:tblGrid>`)
		for _, x := range row {
			shaded := fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="F4F1EC"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/><w:keepNext/></w:pPr>`, w)
			labels.WriteString(shaded + text(x.Label, `<w:color w:val="6B6760"/><w:sz w:val="17"/>`) + `</w:p></w:tc>`)
			values.WriteString(shaded + text(x.Value, `<w:b/>`) + `</w:p></w:tc>`)
		}
		b.b.WriteString(`<w:tr>` + labels.String() + `</w:tr><w:tr>` + values.String() + `</w:tr></w:tbl>`)
		b.para("Small", thin, "")
	}
}
