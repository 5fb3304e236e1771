package report

import "strconv"

// TextValue is a cell of words; empty for "".
func TextValue(s string) Value { return text(s) }

// NumberValue is a cell of a number written with a point, or of the words where it is none.
func NumberValue(s string) Value {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return text(s)
	}
	return number(f)
}

// Inert keeps a spreadsheet from taking a cell of a CSV file for a formula. Numbers stay.
func Inert(cell string) string { return inert(cell) }
