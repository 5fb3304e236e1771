package recruit

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
)

// Alert says that an incentive brings somebody above what the programme lets a person get in a year.
type Alert struct {
	Code     string
	Year     string
	Total    int64 // with the incentive, in hundredths of Currency
	Limit    int64
	Currency string
}

// Text is the alert as a sentence.
func (a Alert) Text() string {
	return fmt.Sprintf("%s comes to %s in %s, above the %s that a person may get in a year.", a.Code, Money(a.Total, a.Currency), a.Year, Money(a.Limit, a.Currency))
}

// Alert tells whether an amount more, in hundredths, brings somebody above the threshold of the year; ok is false while it does not.
func (d *Desk) Alert(id app.ParticipantID, amount int64, currency string) (a Alert, ok bool) {
	if d.Rule.IncentiveYear == 0 || currency != d.Rule.Money() || amount <= 0 {
		return a, false
	}
	a = Alert{Code: d.code(id), Year: yearOf(d.Today), Total: d.year[id][currency] + amount, Limit: d.Rule.IncentiveYear, Currency: currency}
	return a, a.Total > a.Limit
}

// Currency is that of the recruitment, or of the programme.
func (d *Desk) Currency() string {
	if d.Recruitment.Currency != "" {
		return d.Recruitment.Currency
	}
	return d.Rule.Money()
}

// Got is what somebody got in the year of the desk in a currency, in hundredths.
func (d *Desk) Got(id app.ParticipantID, currency string) int64 { return d.year[id][currency] }

// owe writes down what a candidate gets for a completed session, unless the study owes them something already.
func (s *Service) owe(cs *app.ChangeSet, d *Desk, c *app.Candidacy, out *Outcome) {
	amount := d.Recruitment.Incentive
	if amount == 0 || sumOf(d.due[c.Participant]) > 0 {
		return
	}
	if a, over := d.Alert(c.Participant, amount, d.Currency()); over {
		out.Alerts = append(out.Alerts, a)
	}
	cs.Create(&app.Incentive{ID: app.NewID[app.IncentiveID](), Participant: c.Participant, Study: c.Study, Amount: amount, Currency: d.Currency(), Date: d.Today,
		Note: "for a completed session", Stamp: s.Hand.Stamp()})
}

func sumOf(all []app.Incentive) int64 {
	var sum int64
	for _, e := range all {
		sum += e.Amount
	}
	return sum
}

// unowe takes out of the ledger what is owed and was not paid.
func (s *Service) unowe(cs *app.ChangeSet, d *Desk, c *app.Candidacy) {
	for i := range d.due[c.Participant] {
		e := d.due[c.Participant][i]
		if !e.Paid && e.Amount > 0 && !corrected(d.due[c.Participant], &e) {
			cs.Delete(&e)
		}
	}
}

// corrected reports whether an entry has a counter-entry.
func corrected(all []app.Incentive, e *app.Incentive) bool {
	return slices.ContainsFunc(all, func(o app.Incentive) bool { return o.Corrects == e.ID })
}

// Pay marks entries of the ledger as paid, or as due again, as one step. Returns ENotFound if one is gone.
func (s *Service) Pay(ctx context.Context, ids []app.IncentiveID, paid bool) error {
	label := "Mark " + app.Count(len(ids), "incentive") + " as paid"
	if !paid {
		label = "Mark " + app.Count(len(ids), "incentive") + " as due"
	}
	cs := s.Hand.Begin(label)
	all, err := s.entries(ctx, ids)
	if err != nil {
		return err
	}
	for _, old := range all {
		e := *old
		if e.Paid == paid {
			continue
		}
		e.Paid, e.Stamp = paid, s.Hand.Touch(old.Stamp)
		cs.Update(old, &e)
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

func (s *Service) entries(ctx context.Context, ids []app.IncentiveID) ([]*app.Incentive, error) {
	all, err := app.Papers[app.Incentive](ctx, s.Store, app.PaperQuery{Kind: app.KindIncentive})
	if err != nil {
		return nil, err
	}
	out := make([]*app.Incentive, 0, len(ids))
	for i := range all {
		if slices.Contains(ids, all[i].ID) {
			out = append(out, &all[i])
		}
	}
	if len(out) < len(ids) {
		return nil, app.NotFound("The entry of the ledger")
	}
	return out, nil
}

// Counter corrects an entry of the ledger by one of the opposite amount, as one step: the ledger keeps both. Returns EInvalid for an
// entry that is a correction or was corrected, ENotFound if it is gone.
func (s *Service) Counter(ctx context.Context, id app.IncentiveID, today app.Date, why string) error {
	all, err := app.Papers[app.Incentive](ctx, s.Store, app.PaperQuery{Kind: app.KindIncentive})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(e app.Incentive) bool { return e.ID == id })
	if i < 0 {
		return app.NotFound("The entry of the ledger")
	}
	e := all[i]
	switch {
	case e.Corrects != "":
		return app.Invalid("A correction is not corrected.", "Enter what the person gets as an entry of its own.")
	case corrected(all, &e):
		return app.Invalid("This entry was corrected already.", "Enter what the person gets as an entry of its own.")
	}
	c := app.Incentive{ID: app.NewID[app.IncentiveID](), Participant: e.Participant, Study: e.Study, Amount: -e.Amount, Currency: e.Currency, Date: today, Form: e.Form,
		Paid: e.Paid, Corrects: e.ID, Note: strings.TrimSpace(why), Stamp: s.Hand.Stamp()}
	cs := s.Hand.Begin("Correct an incentive")
	cs.Create(&c)
	return s.Log.Commit(ctx, cs)
}

// Enter writes an entry into the ledger as one step. Returns EInvalid for no amount and what Incentive.Validate refuses.
func (s *Service) Enter(ctx context.Context, e app.Incentive) error {
	if e.Amount == 0 {
		return app.Invalid("An incentive needs an amount.", "Write how much the person gets, such as 40.")
	}
	e.ID, e.Stamp = app.NewID[app.IncentiveID](), s.Hand.Stamp()
	if err := e.Validate(); err != nil {
		return err
	}
	cs := s.Hand.Begin("Enter an incentive")
	cs.Create(&e)
	return s.Log.Commit(ctx, cs)
}

// Entry is a line of the ledger as it is shown and written.
type Entry struct {
	app.Incentive
	Code      string // "" for somebody who is gone
	StudyName string
	Corrected bool // by a counter-entry
}

// Entries puts names to entries of the ledger, the newest first.
func Entries(ledger []app.Incentive, codes map[app.ParticipantID]string, studies map[app.StudyID]string) []Entry {
	fixed := map[app.IncentiveID]bool{}
	for _, e := range ledger {
		fixed[e.Corrects] = e.Corrects != ""
	}
	all := make([]Entry, len(ledger))
	for i, e := range ledger {
		all[i] = Entry{Incentive: e, Code: codes[e.Participant], StudyName: studies[e.Study], Corrected: fixed[e.ID]}
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		return cmp.Or(-cmp.Compare(a.Date, b.Date), -a.Created.Compare(b.Created))
	})
	return all
}

// Account is what one person got in one year and currency, in hundredths.
type Account struct {
	Participant app.ParticipantID
	Code        string
	Year        string
	Currency    string
	Total       int64 // paid and due
	Due         int64
	Entries     int
	Over        bool  // above the threshold of the programme
	Left        int64 // up to the threshold; 0 without one
}

// Accounts sums the ledger by person, year and currency: the latest year first, then who got most.
func Accounts(entries []Entry, rule app.Programme) []Account {
	at := map[[3]string]int{}
	var all []Account
	for _, e := range entries {
		key := [3]string{string(e.Participant), yearOf(e.Date), e.Currency}
		i, ok := at[key]
		if !ok {
			i = len(all)
			at[key] = i
			all = append(all, Account{Participant: e.Participant, Code: e.Code, Year: key[1], Currency: e.Currency})
		}
		a := &all[i]
		a.Entries++
		a.Total += e.Amount
		if !e.Paid {
			a.Due += e.Amount
		}
	}
	for i := range all {
		a := &all[i]
		if rule.IncentiveYear > 0 && a.Currency == rule.Money() {
			a.Over, a.Left = a.Total > rule.IncentiveYear, max(0, rule.IncentiveYear-a.Total)
		}
	}
	slices.SortStableFunc(all, func(a, b Account) int {
		return cmp.Or(-cmp.Compare(a.Year, b.Year), -cmp.Compare(a.Total, b.Total), CompareCodes(a.Code, b.Code))
	})
	return all
}

// Sum is a total of one currency, in hundredths.
type Sum struct {
	Currency string
	Total    int64
	Due      int64
	Paid     int64
}

// Sums totals entries by currency, in alphabetical order.
func Sums(entries []Entry) []Sum {
	var all []Sum
	for _, e := range entries {
		i := slices.IndexFunc(all, func(s Sum) bool { return s.Currency == e.Currency })
		if i < 0 {
			i = len(all)
			all = append(all, Sum{Currency: e.Currency})
		}
		all[i].Total += e.Amount
		if e.Paid {
			all[i].Paid += e.Amount
		} else {
			all[i].Due += e.Amount
		}
	}
	slices.SortFunc(all, func(a, b Sum) int { return cmp.Compare(a.Currency, b.Currency) })
	return all
}

// Money writes an amount of hundredths: "EUR 40", "EUR 1,240.50", "EUR −40".
func Money(amount int64, currency string) string {
	sign := ""
	if amount < 0 {
		sign, amount = "−", -amount
	}
	s := currency + " " + sign + app.Number(int(amount/100))
	if c := amount % 100; c != 0 {
		s += fmt.Sprintf(".%02d", c)
	}
	return s
}

// ReadMoney reads an amount as typed, "40", "40.50" or "40,5", into hundredths, with or without marks of thousands as Money writes them: "1,240", "1.240,50". Three
// digits behind a mark are thousands, since no amount has so small a part. Nothing typed is 0. Returns EInvalid for anything else.
func ReadMoney(text string) (int64, error) {
	t := strings.TrimSpace(text)
	if t == "" {
		return 0, nil
	}
	f, err := strconv.ParseFloat(pointed(t), 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > 1e9 {
		return 0, app.Invalid("“"+text+"” is no amount of money.", "Write it as 40 or 40.50.")
	}
	return int64(math.Round(f * 100)), nil
}

// pointed is an amount with a point before its hundredths and no marks of thousands; "" for one whose marks say nothing clear.
func pointed(t string) string {
	last := strings.LastIndexAny(t, ".,")
	if last < 0 {
		return t
	}
	whole, part, thousands := t[:last], t[last+1:], map[byte]string{'.': ",", ',': "."}[t[last]]
	if len(part) == 3 && strings.Trim(whole, "+-0") != "" { // the last mark is one of thousands
		whole, part, thousands = t, "", t[last:last+1]
	}
	groups := strings.Split(whole, thousands)
	for i, g := range groups {
		digits := strings.TrimLeft(g, "+-")
		if strings.ContainsAny(g, ".,") || len(groups) > 1 && (i > 0 && len(g) != 3 || i == 0 && (digits == "" || len(digits) > 3)) {
			return ""
		}
	}
	return strings.Join(groups, "") + "." + part
}
