package report

import "strings"

// adjustedWald is how intervals of shares are computed.
const adjustedWald = "Adjusted Wald at 95 % (Agresti and Coull 1998)"

// dictionary explains every column of every sheet: what it means, in which unit, and how it is computed.
func dictionary(sheets []Sheet, g tongue) Sheet {
	s := Sheet{Name: sheetDictionary, Freeze: 2, Columns: []SheetColumn{{Title: "Sheet", Width: 24}, {Title: "Column", Width: 24}, {Title: "Meaning", Width: 70, Wrap: true},
		{Title: "Unit", Width: 24, Wrap: true}, {Title: "How computed", Width: 52, Wrap: true}}}
	for _, sh := range sheets {
		if sh.Plain || sh.english() == sheetDictionary {
			continue
		}
		for i, c := range sh.Columns {
			if c.Meaning != "" {
				s.Rows = append(s.Rows, []Value{text(sh.Name), text(c.Title), text(c.Meaning), text(g.unitOf(sh, i)), text(g.howOf(sh, i))})
			}
		}
	}
	return s
}

// units say what a kind of value is measured in, where a column does not say it better.
var units = map[ValueKind]string{Text: "words", Whole: "count", Number: "number", Fine: "number", Share: "share, shown as %", Day: "date", Clock: "hours:minutes:seconds"}

func (g tongue) unitOf(s Sheet, column int) string {
	if unit := s.Columns[column].Unit; unit != "" {
		return unit
	}
	return g.t(units[max(Text, firstOf(s, column).Kind)])
}

func (g tongue) howOf(s Sheet, column int) string {
	v := firstOf(s, column)
	switch {
	case s.Columns[column].How != "":
		return s.Columns[column].How
	case v.Formula != "":
		return g.t("Live formula") + " =" + strings.ReplaceAll(v.Formula, "#", "2")
	}
	return g.t("As recorded")
}

// firstOf is the first value of a column that is not empty, with a formula if any has one.
func firstOf(s Sheet, column int) (first Value) {
	for _, r := range s.Rows {
		if column >= len(r) || r[column].Kind == Blank {
			continue
		}
		if r[column].Formula != "" {
			return r[column]
		}
		if first.Kind == Blank {
			first = r[column]
		}
	}
	return first
}
