package sheet

import (
	"github.com/xuri/excelize/v2"

	"throughline/app/report"
)

// The tokens of the light window, see UI.md.
const (
	ink    = "1F1D1A"
	muted  = "6B665E"
	line   = "E6E2DC"
	panel  = "F4F1EC"
	grey   = "9A948B" // of lines beside the one that counts
	accent = "4557D6"
	good   = "2E7D5B"
	warn   = "8A5A10"
	bad    = "B4413C"

	accentFill = "EBEDFB"
	goodFill   = "E3F1EA"
	warnFill   = "FBF1DD"
	badFill    = "F8E4E2"
	tint       = "C9CFF5"  // of bars behind numbers
	deep       = "8F9BEB"  // the darkest of heat: numbers stay readable on it
	family     = "Calibri" // what spreadsheets are set in; LibreOffice has Carlito of the same widths
)

// dayFormat is how days are shown, whatever the language of the program.
const dayFormat = "yyyy-mm-dd"

// styles are the styles of cells.
type styles struct {
	plain, wrapped, label         int
	head, title                   int
	whole, decimal, fine, percent int
	day, clock                    int
	leftWhole, leftDay, leftOther int // values of a page to read stand at the left
}

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	font := func(size float64, bold bool, color string) *excelize.Font {
		return &excelize.Font{Family: family, Size: size, Bold: bold, Color: color}
	}
	top := func(horizontal string, wrap bool) *excelize.Alignment {
		return &excelize.Alignment{Vertical: "top", Horizontal: horizontal, WrapText: wrap}
	}
	format := func(code string, horizontal string) *excelize.Style {
		if horizontal == "right" {
			code += "_)" // room of a bracket keeps numbers off the text of the next column; indents do not in LibreOffice
		}
		return &excelize.Style{Font: font(11, false, ink), Alignment: top(horizontal, false), CustomNumFmt: &code}
	}
	head := &excelize.Style{Font: font(11, true, ink), Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{panel}},
		Alignment: &excelize.Alignment{Vertical: "center", Horizontal: "left"},
		Border:    []excelize.Border{{Type: "bottom", Color: line, Style: 1}}}
	for _, d := range []struct {
		id    *int
		style *excelize.Style
	}{
		{&s.plain, &excelize.Style{Font: font(11, false, ink), Alignment: top("left", false)}},
		{&s.wrapped, &excelize.Style{Font: font(11, false, ink), Alignment: top("left", true)}},
		{&s.label, &excelize.Style{Font: font(11, false, muted), Alignment: top("left", false)}},
		{&s.head, head},
		{&s.title, &excelize.Style{Font: font(16, true, ink), Alignment: &excelize.Alignment{Vertical: "center"}}},
		{&s.whole, format("#,##0", "right")},
		{&s.decimal, format("#,##0.00", "right")},
		{&s.fine, format("0.0000", "right")},
		{&s.percent, format("0 %", "right")},
		{&s.day, format(dayFormat, "left")},
		{&s.clock, format("[hh]:mm:ss", "right")},
		{&s.leftWhole, format("#,##0", "left")},
		{&s.leftDay, format("d mmmm yyyy", "left")},
		{&s.leftOther, format("General", "left")},
	} {
		id, err := f.NewStyle(d.style)
		if err != nil {
			return s, err
		}
		*d.id = id
	}
	return s, nil
}

// header is the style of titles. All stand at the left: the button of a filter covers the right end of its cell.
func (s styles) header(plain bool) int {
	if plain {
		return s.title
	}
	return s.head
}

func (s styles) text(sh report.Sheet, column int, wrap bool) int {
	switch {
	case sh.Plain && column == 0:
		return s.label
	case wrap:
		return s.wrapped
	}
	return s.plain
}

func (s styles) number(sh report.Sheet, k report.ValueKind) int {
	if sh.Plain {
		switch k {
		case report.Whole:
			return s.leftWhole
		case report.Day:
			return s.leftDay
		}
		return s.leftOther
	}
	switch k {
	case report.Whole:
		return s.whole
	case report.Fine:
		return s.fine
	case report.Share:
		return s.percent
	case report.Day:
		return s.day
	case report.Clock:
		return s.clock
	}
	return s.decimal
}
