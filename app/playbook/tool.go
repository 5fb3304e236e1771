package playbook

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Tools returns the register by name; retired tools stand last.
func (s *Service) Tools(ctx context.Context) ([]app.Tool, error) {
	all, err := app.Papers[app.Tool](ctx, s.Store, app.PaperQuery{Kind: app.KindTool})
	slices.SortStableFunc(all, func(a, b app.Tool) int {
		if a.Retired != b.Retired {
			if a.Retired {
				return 1
			}
			return -1
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return all, err
}

// SaveTool adds a tool without ID, or changes the one with it. Returns EConflict for the name of another, ENotFound if it is gone.
func (s *Service) SaveTool(ctx context.Context, t app.Tool) (*app.Tool, error) {
	t.Name, t.Currency = strings.TrimSpace(t.Name), strings.ToUpper(strings.TrimSpace(t.Currency))
	if t.ID == "" {
		t.ID, t.Stamp = app.NewID[app.ToolID](), s.Hand.Stamp()
		cs := s.Hand.Begin("Add tool " + t.Name)
		cs.Create(&t)
		return &t, s.Log.Commit(ctx, cs)
	}
	return s.changeTool(ctx, t.ID, "Edit tool ", func(old *app.Tool) { stamp := old.Stamp; *old = t; old.Stamp = stamp })
}

// RetireTool takes a tool out of use, or into it again.
func (s *Service) RetireTool(ctx context.Context, id app.ToolID, on bool) error {
	label := "Retire tool "
	if !on {
		label = "Take into use again tool "
	}
	_, err := s.changeTool(ctx, id, label, func(t *app.Tool) { t.Retired = on })
	return err
}

// Renewed moves a tool's renewal on by its period until it lies after today. Returns EInvalid for a tool that is paid once or has no date.
func (s *Service) Renewed(ctx context.Context, id app.ToolID, today app.Date) error {
	old, err := s.tool(ctx, id)
	if err != nil {
		return err
	}
	next, ok := NextRenewal(old, today)
	if !ok {
		return app.Invalid("“"+old.Name+"” has no renewal that comes again.", "Give it a date, and a cost for a month or a year.")
	}
	_, err = s.changeTool(ctx, id, "Renewed: ", func(t *app.Tool) { t.Renewal = next })
	return err
}

// NextRenewal is the first renewal of a tool after today; ok is false when it has no date or is paid once.
func NextRenewal(t *app.Tool, today app.Date) (next app.Date, ok bool) {
	at := t.Renewal.Time()
	months := map[string]int{"year": 12, "month": 1}[t.Period]
	if at.IsZero() || months == 0 {
		return "", false
	}
	for n := 1; ; n++ {
		if d := monthsOn(at, n*months); app.DateOf(d) > today {
			return app.DateOf(d), true
		}
	}
}

// monthsOn is the day n months later, the last of its month where that has no such day.
func monthsOn(at time.Time, n int) time.Time {
	d := at.AddDate(0, n, 0)
	if d.Day() != at.Day() {
		d = d.AddDate(0, 0, -d.Day())
	}
	return d
}

// DeleteTool removes a tool from the register.
func (s *Service) DeleteTool(ctx context.Context, id app.ToolID) error {
	old, err := s.tool(ctx, id)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete tool " + old.Name)
	cs.Delete(old)
	return s.Log.Commit(ctx, cs)
}

// Ran notes that a connection of a tool brought or gave rows. Returns ENotFound if tool or connection is gone.
func (s *Service) Ran(ctx context.Context, id app.ToolID, profile string, rows int) error {
	old, err := s.tool(ctx, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(old.Profiles, func(p app.ToolProfile) bool { return p.Name == profile })
	if i < 0 {
		return &app.Error{Code: app.ENotFound, Message: "“" + old.Name + "” has no connection “" + profile + "” any more.", Hint: "Choose another."}
	}
	stamp := s.Hand.Touch(old.Stamp)
	_, err = s.changeTool(ctx, id, "Run "+profile+" of ", func(t *app.Tool) {
		t.Profiles = slices.Clone(t.Profiles)
		t.Profiles[i].Last, t.Profiles[i].Rows = stamp.Modified, rows
	})
	return err
}

func (s *Service) tool(ctx context.Context, id app.ToolID) (*app.Tool, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindTool, ID: string(id)})
	if err != nil {
		return nil, err
	}
	return rec.(*app.Tool), nil
}

func (s *Service) changeTool(ctx context.Context, id app.ToolID, label string, do func(*app.Tool)) (*app.Tool, error) {
	old, err := s.tool(ctx, id)
	if err != nil {
		return nil, err
	}
	t := *old
	do(&t)
	if old.Equal(&t) {
		return old, nil
	}
	t.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin(label + t.Name)
	cs.Update(old, &t)
	return &t, s.Log.Commit(ctx, cs)
}

// Yearly is what a tool costs in a year, in hundredths of its currency; what is paid once counts for nothing.
func Yearly(t *app.Tool) int64 {
	switch t.Period {
	case "month":
		return 12 * t.Cost
	case "once":
		return 0
	}
	return t.Cost
}

// Sum is an amount in a currency.
type Sum struct {
	Currency string `json:"currency"`
	Amount   int64  `json:"amount"` // in hundredths
}

// Costs adds up what the tools in use cost in a year, by currency, the largest first.
func Costs(all []app.Tool) []Sum {
	var out []Sum
	for i := range all {
		t := &all[i]
		y := Yearly(t)
		if t.Retired || y == 0 {
			continue
		}
		k := slices.IndexFunc(out, func(s Sum) bool { return s.Currency == t.Currency })
		if k < 0 {
			out = append(out, Sum{Currency: t.Currency})
			k = len(out) - 1
		}
		out[k].Amount += y
	}
	slices.SortStableFunc(out, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(b.Amount, a.Amount), strings.Compare(a.Currency, b.Currency))
	})
	return out
}

// Money writes an amount: "1,200 EUR", "9.50 USD".
func Money(hundredths int64, currency string) string {
	s := app.Number(int(hundredths / 100))
	if c := hundredths % 100; c != 0 {
		s += "." + string(rune('0'+c/10)) + string(rune('0'+c%10))
	}
	return strings.TrimSpace(s + " " + currency)
}

// PersonalData are the sorts of personal data that a register usually tells apart.
func PersonalData() []string {
	return []string{"Contact details", "Recordings", "Transcripts", "Survey answers", "Usage data", "Payment details", "Health or other special data"}
}

// Gaps says what data governance misses of a tool in use that holds personal data; none for one that holds none.
func Gaps(t *app.Tool) []string {
	if t.Retired || len(t.Personal) == 0 {
		return nil
	}
	var out []string
	if t.Owner == "" {
		out = append(out, "no owner")
	}
	if t.Where == "" {
		out = append(out, "nobody wrote down where the data is kept")
	}
	if t.Purpose == "" {
		out = append(out, "no purpose")
	}
	return out
}

// CostWords says what a tool costs: "1,200 EUR a year", "once 50 EUR", "" for nothing.
func CostWords(t *app.Tool) string {
	if t.Cost == 0 {
		return ""
	}
	sum := Money(t.Cost, t.Currency)
	switch t.Period {
	case "month":
		return sum + " a month"
	case "once":
		return "once " + sum
	}
	return sum + " a year"
}
