package playbook_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/playbook"
)

func TestTools(t *testing.T) {
	b, s := newDesk(t)
	ctx := t.Context()
	var tool *app.Tool
	b.OneStep(t, "Add tool Panelbase", func() (err error) {
		tool, err = s.SaveTool(ctx, app.Tool{Name: " Panelbase ", Currency: " eur", Cost: 120000, Period: "year", Renewal: "2026-12-01",
			Profiles: []app.ToolProfile{{Name: "Findings", Out: true, What: "findings", Spec: "{}"}}})
		return err
	})
	b.OneStep(t, "Edit tool Panelbase", func() error {
		c := *tool
		c.Owner, c.Stamp = "Mara", app.Stamp{}
		_, err := s.SaveTool(ctx, c)
		return err
	})
	b.OneStep(t, "Run Findings of Panelbase", func() error { return s.Ran(ctx, tool.ID, "Findings", 12) })
	if got := apptest.Find(b, tool); got.Profiles[0].Rows != 12 || got.Profiles[0].Last.IsZero() || got.Owner != "Mara" || got.Currency != "EUR" || got.Author != apptest.Author {
		t.Errorf("the tool is %+v", got)
	}
	b.OneStep(t, "Renewed: Panelbase", func() error { return s.Renewed(ctx, tool.ID, "2026-12-01") })
	if got := apptest.Find(b, tool).Renewal; got != "2027-12-01" {
		t.Errorf("renewed on %s", got)
	}
	b.OneStep(t, "Retire tool Panelbase", func() error { return s.RetireTool(ctx, tool.ID, true) })
	b.Nothing(t, app.EConflict, func() error { _, err := s.SaveTool(ctx, app.Tool{Name: "PANELBASE"}); return err })
	b.Nothing(t, app.EInvalid, func() error { _, err := s.SaveTool(ctx, app.Tool{Name: " "}); return err })
	b.Nothing(t, app.ENotFound, func() error { return s.Ran(ctx, tool.ID, "None such", 1) })
	b.OneStep(t, "Delete tool Panelbase", func() error { return s.DeleteTool(ctx, tool.ID) })
}

func TestNextRenewal(t *testing.T) {
	for _, c := range []struct {
		name           string
		renewal, today app.Date
		period         string
		want           app.Date
		wantNone       bool
	}{
		{name: "a year on", renewal: "2026-03-01", today: "2026-03-01", period: "year", want: "2027-03-01"},
		{name: "several that were missed", renewal: "2023-03-01", today: "2026-03-05", period: "year", want: "2027-03-01"},
		{name: "a month that is shorter", renewal: "2026-01-31", today: "2026-02-01", period: "month", want: "2026-02-28"},
		{name: "and back to the day", renewal: "2026-01-31", today: "2026-02-28", period: "month", want: "2026-03-31"},
		{name: "before it is due", renewal: "2026-05-01", today: "2026-04-01", period: "month", want: "2026-06-01"},
		{name: "paid once", renewal: "2026-01-31", today: "2026-02-01", period: "once", wantNone: true},
		{name: "no date", today: "2026-02-01", period: "year", wantNone: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := playbook.NextRenewal(&app.Tool{Renewal: c.renewal, Period: c.period}, c.today)
			if got != c.want || ok == c.wantNone {
				t.Errorf("NextRenewal() = %q, %v, want %q", got, ok, c.want)
			}
		})
	}
}

func TestCostsAndGaps(t *testing.T) {
	all := []app.Tool{{Name: "A", Cost: 1050, Currency: "EUR", Period: "month"}, {Name: "B", Cost: 99900, Currency: "USD", Period: "year"},
		{Name: "C", Cost: 5000, Currency: "EUR", Period: "once"}, {Name: "D", Cost: 100, Currency: "EUR"}, {Name: "E", Cost: 700, Currency: "EUR", Retired: true},
		{Name: "F", Personal: []string{"Recordings"}, Owner: "Mara"}}
	var words []string
	for _, s := range playbook.Costs(all) {
		words = append(words, playbook.Money(s.Amount, s.Currency))
	}
	if got := strings.Join(words, "; "); got != "999 USD; 127 EUR" {
		t.Errorf("a year costs %s", got)
	}
	if got := playbook.Money(950, "EUR"); got != "9.50 EUR" {
		t.Errorf("Money() = %q", got)
	}
	if got := playbook.Money(123456789, ""); got != "1,234,567.89" {
		t.Errorf("Money() = %q", got)
	}
	if got := playbook.Gaps(&all[5]); len(got) != 2 {
		t.Errorf("gaps %q", got)
	}
	if got := playbook.Gaps(&all[0]); got != nil {
		t.Errorf("gaps of what holds nothing personal: %q", got)
	}
}
