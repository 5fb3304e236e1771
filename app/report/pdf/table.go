package pdf

import (
	"math"
	"slices"

	"throughline/app/report"
)

const (
	cellPad = 6.0 // at either side of a cell
	rowPad  = 4.0 // above and below the text of a row
)

// tableSetter sets one table.
type tableSetter struct {
	*setter
	t      report.Table
	kind   typo
	widths []float64 // of the columns, with padding
}

// table sets a header that comes again on every page, and rows. Rows stay whole unless they are higher than a third of a
// page; the first two and the last two stay together.
func (s *setter) table(t report.Table) []strip {
	if len(t.Columns) == 0 {
		return nil
	}
	if s.brief && t.Brief != nil {
		return s.paragraph(report.Paragraph{Tone: report.Small, Runs: t.Brief})
	}
	ts := &tableSetter{setter: s, t: t, kind: tTable}
	if t.Dense {
		ts.kind = tDense
	}
	ts.widths = ts.columns()
	head := ts.header()
	rows := ts.rows([]strip{head})
	first := head
	first.gap, first.keep = 2, true
	out := append([]strip{first}, rows...)
	if t.Note != "" {
		out[len(out)-1].keep = true
		lines := breakLines([]span{newSpan(t.Note, tSmall, "")}, s.width)
		out = append(out, column(lines, 0, tSmall.lead, 5)...)
	}
	return out
}

// rows sets all rows. head comes again where they go on on another page, and with it the row that heads them.
func (ts *tableSetter) rows(head []strip) []strip {
	var out, group []strip
	above := head
	end := func() {
		together(group)
		out, group = append(out, group...), nil
	}
	for _, r := range ts.t.Rows {
		if !r.Span {
			for _, st := range ts.row(r) {
				st.head = above
				group = append(group, st)
			}
			continue
		}
		end()
		st := ts.spanning(r)
		above = append(slices.Clone(head), st)
		st.head = head
		out = append(out, st)
	}
	end()
	return out
}

// spanning sets a row that heads others and stays with the first of them.
func (ts *tableSetter) spanning(r report.Row) strip {
	const air = 5.0
	lines := breakLines(ts.spans(append(report.Cell{}, r.Cells[0]...), ts.kind.in(bold)), ts.width-2*cellPad)
	st := strip{h: air + rowPad + float64(len(lines))*ts.kind.lead + rowPad - 1, keep: true, anchors: []string{r.ID}}
	for k, l := range lines {
		st.texts(l, cellPad, air+rowPad+float64(k)*ts.kind.lead)
	}
	st.rule(0, st.h, ts.width, line)
	return st
}

// columns shares the width out: columns without a share take what their content needs, at most a third of the table
// and at most what leaves the others 90 points each; the others share the rest.
func (ts *tableSetter) columns() []float64 {
	out := make([]float64, len(ts.t.Columns))
	fitted, shares, shared := 0.0, 0.0, 0
	for i, c := range ts.t.Columns {
		if c.Share > 0 {
			shares += c.Share
			shared++
			continue
		}
		out[i] = math.Min(ts.natural(i), ts.width/3)
		fitted += out[i]
	}
	if room := ts.width - 90*float64(shared); fitted > room && fitted > 0 {
		for i := range out {
			out[i] *= math.Max(room, ts.width/4) / fitted
		}
		fitted = math.Max(room, ts.width/4)
	}
	rest := ts.width - fitted
	for i, c := range ts.t.Columns {
		switch {
		case c.Share > 0:
			out[i] = rest * c.Share / shares
		case shared == 0:
			out[i] += rest / float64(len(out))
		}
	}
	return out
}

// natural is the width column i needs to stand on one line.
func (ts *tableSetter) natural(i int) float64 {
	t := ts.kind
	w := width(Clean(ts.t.Columns[i].Title), t.face, t.size)
	for _, r := range ts.t.Rows {
		if i >= len(r.Cells) || r.Span {
			continue
		}
		sum := 0.0
		for _, sp := range ts.spans(r.Cells[i], ts.rowType(r)) {
			sum += width(sp.text, sp.face, sp.size)
		}
		w = math.Max(w, sum)
	}
	return w + 2*cellPad + 0.5
}

func (ts *tableSetter) rowType(r report.Row) typo {
	if r.Strong {
		return ts.kind.in(bold)
	}
	return ts.kind
}

func (ts *tableSetter) header() strip {
	t := ts.kind.colored(muted)
	var cells [][]textLine
	high := 1
	for i, c := range ts.t.Columns {
		lines := breakLines([]span{newSpan(c.Title, t, "")}, ts.widths[i]-2*cellPad)
		cells = append(cells, lines)
		high = max(high, len(lines))
	}
	st := strip{h: float64(high)*t.lead + 2*rowPad - 1}
	for i, lines := range cells { // titles of one line stand at the foot
		ts.cell(&st, i, lines, rowPad-1+float64(high-len(lines))*t.lead)
	}
	st.rule(0, st.h, ts.width, line)
	return st
}

// row sets one row as one strip, or as several if it is too high for that.
func (ts *tableSetter) row(r report.Row) []strip {
	t := ts.rowType(r)
	cells := make([][]textLine, len(ts.t.Columns))
	high := 1
	for i := range ts.t.Columns {
		if i < len(r.Cells) {
			cells[i] = breakLines(ts.spans(r.Cells[i], t), ts.widths[i]-2*cellPad)
			high = max(high, len(cells[i]))
		}
	}
	most := max(4, int(ts.height/3/t.lead))
	var out []strip
	for from := 0; from < high; from += most {
		n := min(most, high-from)
		st := strip{h: float64(n) * t.lead}
		y := 0.0
		if from == 0 {
			st.anchors = []string{r.ID}
			st.h, y = st.h+rowPad, rowPad
		}
		if from+n == high {
			st.h += rowPad
			st.rule(0, st.h, ts.width, line)
		}
		for i, lines := range cells {
			if from < len(lines) {
				ts.cell(&st, i, lines[from:min(from+n, len(lines))], y)
			}
		}
		out = append(out, st)
	}
	return out
}

// cell sets lines into column i.
func (ts *tableSetter) cell(st *strip, i int, lines []textLine, y float64) {
	x := cellPad
	for _, w := range ts.widths[:i] {
		x += w
	}
	for k, l := range lines {
		at := x
		if ts.t.Columns[i].Right {
			at = x + ts.widths[i] - 2*cellPad - l.width
		}
		st.texts(l, at, y+float64(k)*ts.kind.lead)
	}
}
