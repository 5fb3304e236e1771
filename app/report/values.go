package report

import (
	"math"
	"strconv"

	"throughline/app"
)

// TextValue is a cell of words; empty for "".
func TextValue(s string) Value { return text(s) }

// NumberValue is a cell of a number written with a point, or of the words where it is none.
func NumberValue(s string) Value {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return text(s)
	}
	return number(f)
}

// Inert keeps a spreadsheet from taking a cell of a CSV file for a formula. Numbers stay.
func Inert(cell string) string { return inert(cell) }

// CountValue is a cell of a count.
func CountValue(n int) Value { return whole(n) }

// ShareValue is a cell of a share, 0 to 1, shown as per cent; empty where there is none, NaN.
func ShareValue(f float64) Value { return known(share(f)) }

// DayValue is a cell of a date.
func DayValue(d app.Date) Value { return date(d) }

// AmountValue is a cell of a number with two decimals; empty where there is none, NaN or beyond all bounds.
func AmountValue(f float64) Value { return known(number(f)) }

// FineValue is a cell of a number with four decimals; empty where there is none.
func FineValue(f float64) Value { return known(Value{Kind: Fine, Number: f}) }

// known is a number that spreadsheets can hold, or an empty cell.
func known(v Value) Value {
	if math.IsNaN(v.Number) || math.IsInf(v.Number, 0) {
		return Value{}
	}
	return v
}
