package word

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"throughline/app/report"
)

// widths shares the width of a line: columns without a share take what their longest cell needs, the others the rest.
func (b *body) widths(t report.Table) []int {
	out := make([]int, len(t.Columns))
	left, shares := b.width, 0.0
	for i, c := range t.Columns {
		if c.Share > 0 {
			shares += c.Share
			continue
		}
		longest := utf8.RuneCountInString(c.Title)
		for _, r := range t.Rows {
			if i < len(r.Cells) {
				n := 0
				for _, run := range r.Cells[i] {
					n += utf8.RuneCountInString(run.Text)
				}
				longest = max(longest, n)
			}
		}
		out[i] = min(240+longest*110, b.width/3)
		left -= out[i]
	}
	for i, c := range t.Columns {
		if c.Share > 0 {
			out[i] = max(600, int(float64(left)*c.Share/shares))
		}
	}
	return out
}

// table sets a table whose head comes again on every page and whose rows stay whole.
func (b *body) table(t report.Table) {
	if len(t.Columns) == 0 {
		return
	}
	ws := b.widths(t)
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
		b.cell(ws[i], c.Right, text(c.Title, `<w:color w:val="6B6760"/>`+size))
	}
	b.b.WriteString(`</w:tr>`)
	for _, r := range t.Rows {
		b.b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i := range t.Columns {
			words := ""
			if i < len(r.Cells) {
				words = runs(r.Cells[i], r.Strong, size)
			}
			if i == 0 {
				words = b.bookmark(r.ID, words)
			}
			b.cell(ws[i], t.Columns[i].Right, words)
		}
		b.b.WriteString(`</w:tr>`)
	}
	b.b.WriteString(`</w:tbl>`)
	b.para("Small", "", text(t.Note, "")) // a table is followed by a paragraph, be it empty
}

func (b *body) cell(width int, right bool, inside string) {
	side := ""
	if right {
		side = `<w:jc w:val="right"/>`
	}
	fmt.Fprintf(&b.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/>%s</w:pPr>%s</w:p></w:tc>`, width, side, inside)
}

// facts are a table of two rows without lines: labels, then values.
func (b *body) facts(f report.Facts) {
	const most = 6
	for len(f.Facts) > 0 {
		row := f.Facts[:min(most, len(f.Facts))]
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
		b.para("Small", `<w:spacing w:before="0" w:after="0"/>`, "")
	}
}
