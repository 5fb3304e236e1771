package recruit_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/recruit"
)

func TestLedgerTable_NamesNobodyUnlessAsked(t *testing.T) {
	entries := recruit.Entries([]app.Incentive{{ID: "a", Participant: "1", Study: "s", Amount: 4050, Currency: "EUR", Date: "2026-05-01", Paid: true, Form: "voucher"},
		{ID: "b", Participant: "1", Study: "s", Amount: -5, Currency: "EUR", Date: "2026-05-02", Corrects: "a", Note: "too much"}}, map[app.ParticipantID]string{"1": "P1"}, map[app.StudyID]string{"s": "Shifts"})
	columns, rows := recruit.LedgerTable(entries, nil)
	if len(columns) != 9 || len(rows) != 2 || !slices.Equal(rows[1], []string{"2026-05-01", "P1", "Shifts", "40.50", "EUR", "yes", "voucher", "", ""}) ||
		rows[0][3] != "-0.05" || rows[0][7] != "yes" {
		t.Errorf("%v\n%v", columns, rows)
	}
	columns, rows = recruit.LedgerTable(entries, map[app.ParticipantID]string{"1": "Åsa Invented"})
	if len(columns) != 10 || columns[2].Title != "Name" || !strings.Contains(strings.Join(rows[0], "|"), "Åsa Invented") {
		t.Errorf("%v\n%v", columns, rows)
	}
}
