package playbook

import (
	"fmt"
	"strings"

	"throughline/app"
)

// Table is a register as rows of words, for files.
type Table struct {
	Columns []TableColumn
	Rows    [][]string // each as long as Columns
}

// TableColumn is a column of a Table.
type TableColumn struct {
	Title   string
	Width   float64 // in characters
	Meaning string
	Number  bool // with a point for decimals
}

// ToolTable is the register of tools, one a row.
func ToolTable(all []app.Tool) Table {
	t := Table{Columns: []TableColumn{
		{Title: "Tool", Width: 24, Meaning: "Name of the tool"}, {Title: "Kind", Width: 18, Meaning: "What sort of tool it is"},
		{Title: "Owner", Width: 20, Meaning: "Who answers for it"}, {Title: "Purpose", Width: 40, Meaning: "What it is used for"},
		{Title: "Cost", Width: 12, Meaning: "Cost for a period, in the currency", Number: true}, {Title: "Currency", Width: 10, Meaning: "ISO 4217"},
		{Title: "Period", Width: 10, Meaning: "year, month or once"}, {Title: "Cost a year", Width: 14, Meaning: "What is paid in twelve months; nothing for what is paid once", Number: true},
		{Title: "Renewal", Width: 12, Meaning: "Next day on which the contract goes on"}, {Title: "Personal data", Width: 34, Meaning: "What personal data it holds, parted by semicolons"},
		{Title: "Where", Width: 34, Meaning: "Where the data is kept, and under which agreement"}, {Title: "Link", Width: 30, Meaning: "Address of the tool"},
		{Title: "Status", Width: 10, Meaning: "in use or retired"}, {Title: "Connections", Width: 40, Meaning: "Saved imports and exports, with the last run"},
		{Title: "Missing", Width: 34, Meaning: "What data governance misses"}, {Title: "Note", Width: 40, Meaning: "Anything else"},
	}}
	for i := range all {
		u := &all[i]
		status := "in use"
		if u.Retired {
			status = "retired"
		}
		t.Rows = append(t.Rows, []string{u.Name, u.Kind, u.Owner, u.Purpose, decimal(u.Cost), u.Currency, u.Period, decimal(Yearly(u)), string(u.Renewal), strings.Join(u.Personal, "; "), u.Where,
			u.URL, status, connections(u), strings.Join(Gaps(u), "; "), u.Note})
	}
	return t
}

func decimal(hundredths int64) string {
	if hundredths == 0 {
		return ""
	}
	return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
}

func connections(t *app.Tool) string {
	var out []string
	for _, p := range t.Profiles {
		words := p.Name
		if !p.Last.IsZero() {
			words += fmt.Sprintf(" (%s, %s)", p.Last.Format("2006-01-02"), app.Count(p.Rows, "row"))
		}
		out = append(out, words)
	}
	return strings.Join(out, "; ")
}
