package sheet

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"throughline/app/report"
)

// sheet streams one table: header, rows, filter, charts. What one sheet cannot hold goes on on the next.
func (x *writer) sheet(s report.Sheet) error {
	part := 0
	t, err := x.open(s, chunkName(s.Name, part))
	if err != nil {
		return err
	}
	put := func(r []report.Value) error {
		if t.n == x.most {
			if err := t.close(); err != nil {
				return err
			}
			part++
			if i, _ := x.f.GetSheetIndex(chunkName(s.Name, part)); i < 0 { // more came than was promised
				if _, err := x.f.NewSheet(chunkName(s.Name, part)); err != nil {
					return err
				}
			}
			next := s
			next.Charts = nil
			if t, err = x.open(next, chunkName(s.Name, part)); err != nil {
				return err
			}
		}
		return t.put(r)
	}
	for _, r := range s.Rows {
		if err := put(r); err != nil {
			return err
		}
	}
	if s.Stream != nil {
		if err := s.Stream(x.ctx, put); err != nil {
			return err
		}
	}
	for part++; ; part++ { // fewer came than was promised
		if i, _ := x.f.GetSheetIndex(chunkName(s.Name, part)); i < 0 {
			break
		}
		if err := x.f.DeleteSheet(chunkName(s.Name, part)); err != nil {
			return err
		}
	}
	return t.close()
}

// tab is a sheet that is being written.
type tab struct {
	x    *writer
	s    report.Sheet
	name string
	sw   *excelize.StreamWriter // all but the rows
	rows *rows
	n    int // rows so far
}

// open begins a sheet, which is there already, with its header.
func (x *writer) open(s report.Sheet, name string) (*tab, error) {
	s.Name = name
	if err := x.page(s); err != nil {
		return nil, err
	}
	sw, err := x.f.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i := len(s.Columns); i > 0; i-- { // from the last: the library writes them in reverse, readers want them ascending
		if err := sw.SetColWidth(i, i, columnWidth(s.Columns[i-1], s.Plain)); err != nil {
			return nil, err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, XSplit: s.Freeze, YSplit: 1, TopLeftCell: cellName(s.Freeze, 1),
		ActivePane: pane(s.Freeze)}); err != nil {
		return nil, err
	}
	head := make([]any, len(s.Columns))
	for i, title := range x.titles(s) {
		if title != "" { // of a page to read
			head[i] = excelize.Cell{StyleID: x.styles.header(s.Plain), Value: title}
		}
	}
	t := &tab{x: x, s: s, name: name, sw: sw}
	if err := sw.SetRow("A1", head, excelize.RowOpts{Height: headerHeight(s)}); err != nil {
		return nil, err
	}
	path, err := x.path(name)
	if err != nil {
		return nil, err
	}
	t.rows = x.archive.begin(path, len(s.Columns))
	return t, nil
}

// path is where a sheet stands in the archive: the library names its parts by the numbers of sheets. Should it ever do otherwise, the archive is
// refused, because rows would be left over.
func (x *writer) path(name string) (string, error) {
	for id, n := range x.f.GetSheetMap() {
		if n == name {
			return fmt.Sprintf("xl/worksheets/sheet%d.xml", id), nil
		}
	}
	return "", fmt.Errorf("sheet: there is no sheet %q", name)
}

// put writes a row.
func (t *tab) put(r []report.Value) error {
	x := t.x
	if t.n%512 == 0 {
		if err := x.ctx.Err(); err != nil {
			return err
		}
		x.progress.Report(x.done, max(x.total, x.done), t.name)
	}
	t.rows.begin(t.n+2, rowHeight(t.s, r))
	for j, v := range r {
		x.cell(t, t.n+1, j, v)
	}
	t.n++
	x.done++
	x.res.Rows++
	t.rows.end()
	return nil
}

// close ends the sheet as a table with its filter, its conditional formats and charts.
func (t *tab) close() error {
	if err := t.table(); err != nil {
		return err
	}
	if err := t.looks(); err != nil {
		return err
	}
	for _, c := range t.s.Charts {
		if err := t.x.chart(t.s, c); err != nil {
			return err
		}
	}
	t.x.res.Sheets++
	if err := t.sw.Flush(); err != nil {
		return err
	}
	return t.rows.close()
}

// columnWidth leaves room for the title in bold and the button of the filter.
func columnWidth(c report.SheetColumn, plain bool) float64 {
	const button, widest = 4, 255
	least := 0.0
	if !plain {
		least = float64(min(utf8.RuneCountInString(c.Title), 40) + button)
	}
	return min(max(c.Width, least), widest)
}

func pane(frozen int) string {
	if frozen == 0 {
		return "bottomLeft"
	}
	return "bottomRight"
}

func headerHeight(s report.Sheet) float64 {
	if s.Plain {
		return 34
	}
	return 22
}

// readable is how many characters of columns stand side by side on a page that can still be read, at half their size.
const readable = 260

// acrossPages is on how many pages side by side a sheet prints, each of which begins with the frozen columns.
func acrossPages(s report.Sheet) int {
	wide, frozen := 0.0, 0.0
	for i, c := range s.Columns {
		w := columnWidth(c, s.Plain)
		wide += w
		if i < s.Freeze {
			frozen += w
		}
	}
	for _, c := range s.Charts {
		wide = max(wide, widthTo(s, c.Column)+chartWidth/pixelsPerCharacter)
	}
	return max(1, int(math.Ceil((wide-frozen)/max(readable-frozen, readable/2))))
}

// pixelsPerCharacter is how wide a character of a column is on screen.
const pixelsPerCharacter = 7

// widthTo is how many characters stand before a column; those without a title have the usual width.
func widthTo(s report.Sheet, column int) (wide float64) {
	const usual = 9
	for i := range column {
		if i < len(s.Columns) {
			wide += columnWidth(s.Columns[i], s.Plain)
		} else {
			wide += usual
		}
	}
	return wide
}

// page sets how the sheet prints: landscape, on as many pages side by side as it can be read on, header and frozen columns on each. It must come before streaming.
func (x *writer) page(s report.Sheet) error {
	fit, tall, wide := true, 0, acrossPages(s)
	if s.Plain {
		wide = 1
	}
	landscape := "landscape"
	if s.Plain {
		landscape = "portrait"
	}
	if err := x.f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	grid := !s.Plain
	if err := x.f.SetSheetView(s.Name, 0, &excelize.ViewOptions{ShowGridLines: &grid}); err != nil {
		return err
	}
	if err := x.f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToHeight: &tall, FitToWidth: &wide}); err != nil {
		return err
	}
	again := quoteSheet(s.Name) + "!$1:$1"
	if wide > 1 && s.Freeze > 0 {
		again = fmt.Sprintf("%s!$A:$%s,%s", quoteSheet(s.Name), report.ColumnName(s.Freeze-1), again)
	}
	return x.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: again, Scope: s.Name})
}

// The height of a row in points: LibreOffice does not find it by itself, and a passage of a page would push all others off
// the screen, so that rows end at twelve lines. The cell holds the whole text.
const (
	lineHeight = 15.0
	mostLines  = 12
)

// rowHeight guesses the lines that wrapped texts need: a column is measured in digits, and letters are a
// little narrower, which makes up for what words leave free at the ends of lines.
func rowHeight(s report.Sheet, r []report.Value) float64 {
	lines := 1
	for j, v := range r {
		if v.Kind != report.Text || j >= len(s.Columns) || !s.Columns[j].Wrap {
			continue
		}
		n, perLine := 0, max(1, int(s.Columns[j].Width))
		for _, p := range strings.SplitN(v.Text, "\n", mostLines+1) {
			n += max(1, (utf8.RuneCountInString(p)+perLine-1)/perLine)
		}
		lines = max(lines, n)
	}
	return lineHeight * float64(min(lines, mostLines))
}

// cell writes value v of row i, from 0 at the header, and column j, typed; nothing when blank.
func (x *writer) cell(t *tab, i, j int, v report.Value) {
	wrap := j < len(t.s.Columns) && t.s.Columns[j].Wrap
	switch v.Kind {
	case report.Blank:
	case report.Text:
		words := clean(v.Text)
		if units(words) > maxChars {
			words = x.split(t.s.Name, cellName(j, i), words)
		}
		t.rows.text(j, x.styles.text(t.s, j, wrap), words)
	default:
		style := x.styles.number(t.s, v.Kind)
		if v.Formula != "" {
			t.rows.formula(j, style, v.Formula, v.Number)
			return
		}
		t.rows.number(j, style, v.Number)
	}
}

// split keeps the parts of a long text for the sheet of long texts, and returns what the cell shows.
func (x *writer) split(sheet, cell, t string) string {
	x.res.Split++
	first := len(x.long) + 2
	rest := t
	for part := 1; rest != ""; part++ {
		var head string
		head, rest = headUnits(rest, maxChars)
		x.long = append(x.long, []report.Value{{Kind: report.Text, Text: sheet}, {Kind: report.Text, Text: cell},
			{Kind: report.Whole, Number: float64(part)}, {Kind: report.Text, Text: head}})
	}
	notice := " … [" + fmt.Sprintf(x.language.Say("goes on: whole text on sheet %q from row %d"), x.language.Say(longName), first) + "]"
	head, _ := headUnits(t, maxChars-units(notice))
	return head + notice
}

const longName = "Long texts"

func longTexts(rows [][]report.Value, l report.Language) report.Sheet {
	return report.Sheet{Name: l.Say(longName), Freeze: 3, Rows: rows, Columns: []report.SheetColumn{{Title: l.Say("Sheet"), Width: 20},
		{Title: l.Say("Cell"), Width: 10}, {Title: l.Say("Part"), Width: 8}, {Title: l.Say("Text"), Width: 120, Wrap: true}}}
}

// headUnits cuts the first n UTF-16 units off t, between runes.
func headUnits(t string, n int) (head, rest string) {
	for i, r := range t {
		if n -= 1 + b2i(r > 0xFFFF); n < 0 {
			return t[:i], t[i:]
		}
	}
	return t, ""
}

// units is the length of t as Excel counts it.
func units(t string) int {
	if len(t) <= maxChars {
		return len(t) // never more than bytes; short enough is all that matters
	}
	n := 0
	for _, r := range t {
		n += 1 + b2i(r > 0xFFFF)
	}
	return n
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// clean takes out what XML 1.0 cannot hold, which readers would refuse or show as junk. Line breaks stay.
func clean(s string) string {
	ok := utf8.ValidString(s)
	for i := 0; ok && i < len(s); i++ {
		ok = s[i] >= ' ' && s[i] < 0xEF || s[i] == '\n' || s[i] > 0xEF
	}
	if ok {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r == 0xFFFE || r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// cellName is the name of a cell, column and row from 0.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		panic("sheet: no such cell: " + err.Error()) // columns and rows are bounded before
	}
	return name
}

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }
