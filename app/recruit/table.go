package recruit

import (
	"fmt"

	"throughline/app"
)

// LedgerColumn is a column of the ledger as a table.
type LedgerColumn struct {
	Title   string
	Meaning string
	Width   float64 // in characters
	Number  bool
}

// LedgerTable is the ledger as rows of cells: codes only, and names beside them where they are given. Numbers have a point.
func LedgerTable(entries []Entry, names map[app.ParticipantID]string) (columns []LedgerColumn, rows [][]string) {
	columns = []LedgerColumn{{"Date", "Day on which it was entered", 12, false}, {"Person", "Code of the person", 12, false}}
	if names != nil {
		columns = append(columns, LedgerColumn{"Name", "From the vault", 26, false})
	}
	columns = append(columns, LedgerColumn{"Study", "For which it is given", 30, false}, LedgerColumn{"Amount", "In the currency; below zero takes an earlier entry back", 12, true},
		LedgerColumn{"Currency", "ISO 4217", 10, false}, LedgerColumn{"Paid", "yes, or empty while it is due", 8, false}, LedgerColumn{"Form", "voucher, transfer, …", 14, false},
		LedgerColumn{"Correction", "yes for an entry that takes an earlier one back", 12, false}, LedgerColumn{"Note", "", 40, false})
	for _, e := range entries {
		row := []string{string(e.Date), e.Code}
		if names != nil {
			row = append(row, names[e.Participant])
		}
		rows = append(rows, append(row, e.StudyName, cents(e.Amount), e.Currency, said(e.Paid), e.Form, said(e.Corrects != ""), e.Note))
	}
	return columns, rows
}

func cents(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

func said(on bool) string {
	if on {
		return "yes"
	}
	return ""
}
