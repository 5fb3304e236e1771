package recruit_test

import (
	"testing"

	"throughline/app"
	"throughline/app/recruit"
)

func TestComplete_OwesOnceAndTakesBackWhatWasNotPaid(t *testing.T) {
	d := newDesk(t)
	d.rule(app.Programme{IncentiveYear: 10000})
	d.must(d.rec.Change(t.Context(), d.study.ID, "Set up", func(r *app.Recruitment) { r.Incentive = 4000 }))
	p := d.person("P1", "")
	id := d.add(p)[0]
	d.OneStep(t, "Complete P1", func() error {
		_, err := d.rec.Move(t.Context(), d.now(), []app.CandidacyID{id}, recruit.Target{Stage: app.StageCompleted})
		return err
	})
	now := d.now()
	if len(now.Ledger) != 1 || now.Ledger[0].Amount != 4000 || now.Ledger[0].Currency != "EUR" || now.Ledger[0].Paid || now.Ledger[0].Date != today {
		t.Fatalf("ledger %+v", now.Ledger)
	}
	d.move(app.StageScheduled, id)
	if n := len(d.now().Ledger); n != 0 {
		t.Errorf("%d entries after it was taken back", n)
	}
	d.move(app.StageCompleted, id)
	entry := d.now().Ledger[0].ID
	d.OneStep(t, "Mark 1 incentive as paid", func() error { return d.rec.Pay(t.Context(), []app.IncentiveID{entry}, true) })
	d.Nothing(t, "", func() error { return d.rec.Pay(t.Context(), []app.IncentiveID{entry}, true) })
	d.move(app.StageNoShow, id)
	if all := d.now().Ledger; len(all) != 1 || !all[0].Paid {
		t.Errorf("what was paid is gone: %+v", all)
	}
	d.move(app.StageCompleted, id)
	if n := len(d.now().Ledger); n != 1 {
		t.Errorf("%d entries: nobody is owed twice", n)
	}
	d.OneStep(t, "Correct an incentive", func() error { return d.rec.Counter(t.Context(), entry, today, "entered twice") })
	now = d.now()
	if sum := now.Got(p.ID, "EUR"); sum != 0 || len(now.Ledger) != 2 || now.Ledger[1].Corrects != entry || !now.Ledger[1].Paid {
		t.Errorf("sum %d of %+v", sum, now.Ledger)
	}
	d.Nothing(t, app.EInvalid, func() error { return d.rec.Counter(t.Context(), entry, today, "") })
	d.Nothing(t, app.EInvalid, func() error { return d.rec.Counter(t.Context(), now.Ledger[1].ID, today, "") })
	d.Nothing(t, app.ENotFound, func() error { return d.rec.Counter(t.Context(), "gone", today, "") })
	d.Nothing(t, app.ENotFound, func() error { return d.rec.Pay(t.Context(), []app.IncentiveID{"gone"}, true) })
}

func TestAlert_SaysItBeforeTheThresholdIsPassed(t *testing.T) {
	d := newDesk(t)
	d.rule(app.Programme{IncentiveYear: 10000})
	d.must(d.rec.Change(t.Context(), d.study.ID, "Set up", func(r *app.Recruitment) { r.Incentive = 4000 }))
	p := d.person("P1", "")
	for _, e := range []app.Incentive{{Amount: 5000, Date: "2026-02-01", Currency: "EUR"}, {Amount: 2000, Date: "2026-03-01", Currency: "EUR"},
		{Amount: 9000, Date: "2025-12-31", Currency: "EUR"}, {Amount: 9000, Date: "2026-03-01", Currency: "SEK"}} {
		e.Participant = p.ID
		d.must(d.rec.Enter(t.Context(), e))
	}
	now := d.now()
	for _, c := range []struct {
		name   string
		amount int64
		money  string
		over   bool
	}{{"just up to it", 3000, "EUR", false}, {"a cent above", 3001, "EUR", true}, {"another currency", 9000, "SEK", false}, {"a correction", -1, "EUR", false}} {
		if a, over := now.Alert(p.ID, c.amount, c.money); over != c.over {
			t.Errorf("%s: %v, %+v", c.name, over, a)
		}
	}
	id := d.add(p)[0]
	out := d.move(app.StageCompleted, id)
	if len(out.Alerts) != 1 || out.Alerts[0].Text() != "P1 comes to EUR 110 in 2026, above the EUR 100 that a person may get in a year." {
		t.Errorf("alerts %+v", out.Alerts)
	}
	d.Nothing(t, app.EInvalid, func() error {
		return d.rec.Enter(t.Context(), app.Incentive{Participant: p.ID, Date: today, Currency: "EUR"})
	})
	d.Nothing(t, app.EInvalid, func() error {
		return d.rec.Enter(t.Context(), app.Incentive{Participant: p.ID, Amount: 1, Currency: "EUR"})
	})
}

func TestAccounts_SumByPersonAndYear(t *testing.T) {
	ledger := []app.Incentive{
		{ID: "a", Participant: "1", Amount: 5000, Currency: "EUR", Date: "2026-01-01", Paid: true, Study: "s"}, {ID: "b", Participant: "1", Amount: 6000, Currency: "EUR", Date: "2026-05-01"},
		{ID: "c", Participant: "1", Amount: -5000, Currency: "EUR", Date: "2026-05-02", Corrects: "a", Paid: true}, {ID: "d", Participant: "2", Amount: 7000, Currency: "EUR", Date: "2026-05-01"},
		{ID: "e", Participant: "2", Amount: 8000, Currency: "EUR", Date: "2025-05-01"}, {ID: "f", Participant: "2", Amount: 100, Currency: "CHF", Date: "2026-05-01"},
	}
	entries := recruit.Entries(ledger, map[app.ParticipantID]string{"1": "P1", "2": "P2"}, map[app.StudyID]string{"s": "Shift planning"})
	if entries[0].ID != "c" || !entries[4].Corrected || entries[4].StudyName != "Shift planning" || entries[0].Corrected {
		t.Errorf("entries %+v", entries)
	}
	got := recruit.Accounts(entries, app.Programme{IncentiveYear: 6500})
	want := []recruit.Account{
		{Participant: "2", Code: "P2", Year: "2026", Currency: "EUR", Total: 7000, Due: 7000, Entries: 1, Over: true},
		{Participant: "1", Code: "P1", Year: "2026", Currency: "EUR", Total: 6000, Due: 6000, Entries: 3, Left: 500},
		{Participant: "2", Code: "P2", Year: "2026", Currency: "CHF", Total: 100, Due: 100, Entries: 1},
		{Participant: "2", Code: "P2", Year: "2025", Currency: "EUR", Total: 8000, Due: 8000, Entries: 1, Over: true},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("account %d: %+v, want %+v", i, got[i], want[i])
		}
	}
	sums := recruit.Sums(entries)
	if len(sums) != 2 || sums[1] != (recruit.Sum{Currency: "EUR", Total: 21000, Due: 21000}) {
		t.Errorf("sums %+v", sums)
	}
}

func TestMoney(t *testing.T) {
	for amount, want := range map[int64]string{0: "EUR 0", 4000: "EUR 40", 124050: "EUR 1,240.50", -4005: "EUR −40.05"} {
		if got := recruit.Money(amount, "EUR"); got != want {
			t.Errorf("Money(%d) = %q, want %q", amount, got, want)
		}
	}
	for text, want := range map[string]int64{"": 0, "40": 4000, "40.5": 4050, "40,55": 4055, " 0.005 ": 1, "-3": -300, ".5": 50, "1,240": 124000, "1.240": 124000, "1,240.50": 124050, "1.240,5": 124050,
		"12,400": 1240000, "1,234,567": 123456700, "-1,240": -124000, "1240": 124000, "1240,00": 124000} {
		if got, err := recruit.ReadMoney(text); err != nil || got != want {
			t.Errorf("ReadMoney(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"forty", "1.2.3", "NaN", "1e12", "€40", "1,24,0", "1240,500", "1,240,50", "1.240.50", "1,2345.00"} {
		if _, err := recruit.ReadMoney(text); app.CodeOf(err) != app.EInvalid {
			t.Errorf("ReadMoney(%q): %v", text, err)
		}
	}
}
