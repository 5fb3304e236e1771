package people

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// ShowRules edits how the research programme is run. An empty field goes by what it shows.
func (s *Screen) ShowRules() { s.model.Rules(s.rules) }

// number is a field of a whole number.
type numberField struct {
	entry *kit.Entry
	to    *int
}

func newNumber(placeholder string, to *int) numberField {
	f := numberField{kit.NewEntry(placeholder), to}
	if *to > 0 {
		f.entry.SetText(strconv.Itoa(*to))
	}
	return f
}

// read takes the number in; nothing is 0, which stands for the usual.
func (f numberField) read() error {
	text := strings.TrimSpace(f.entry.Text)
	*f.to = 0
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return app.Invalid(say.T("“%s” is not a whole number.", text), say.T("Write a number such as 30, or nothing for the usual."))
	}
	*f.to = n
	return nil
}

func (s *Screen) rules(now app.Programme) {
	rule := now
	year := int(now.IncentiveYear / 100)
	contacts, days := newNumber(say.T("No limit"), &rule.Contacts), newNumber(strconv.Itoa(app.DefaultContactDays), &rule.ContactDays)
	threshold, notice := newNumber(say.T("Never"), &year), newNumber(strconv.Itoa(app.DefaultConsentNotice), &rule.ConsentNotice)
	keep := newNumber(say.T("No limit"), &rule.KeepMonths)
	currency := kit.NewEntry(app.DefaultCurrency)
	currency.SetText(now.Currency)
	policy := kit.NewDropdown([]kit.Option{
		{ID: string(app.ConsentKept), Text: say.T("Not to be quoted, once the study keeps consents")},
		{ID: string(app.ConsentAlways), Text: say.T("Never to be quoted")},
		{ID: string(app.ConsentNever), Text: say.T("May be quoted")}}, nil)
	policy.Select(string(now.Consent))
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject { return kit.Columns(kit.Space3, []float32{1, 1}, a, b) }
	form := kit.VStack(kit.Space3,
		kit.NewText(say.T("Contacts"), kit.Strong),
		two(kit.FormRow(say.T("At most so many contacts"), contacts.entry), kit.FormRow(say.T("within so many days"), days.entry)),
		kit.NewParagraph(say.T("An invitation is a contact, and so is an interview nobody was invited to here."), kit.Small),
		kit.NewText(say.T("Incentives"), kit.Strong),
		two(kit.FormRow(say.T("Say when somebody gets more a year"), threshold.entry), kit.FormRow(say.T("Currency"), currency)),
		kit.NewText(say.T("Consent"), kit.Strong),
		kit.FormRow(say.T("People of whom no consent is recorded"), kit.HStack(0, policy, kit.Spacer())),
		kit.FormRow(say.T("Say so many days before a consent ends"), notice.entry),
		kit.NewText(say.T("Keeping"), kit.Strong),
		kit.FormRow(say.T("Months that a study's words may be kept after its end"), keep.entry))
	if s.model.ReadOnly {
		d := kit.NewDialog(say.T("Rules of the programme"), 560, 640)
		d.SetContent(kit.Scroll(form))
		d.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, d.Hide))
		d.Show(kit.CanvasOf(s.root))
		return
	}
	s.ask(say.T("Rules of the programme"), 560, 640, say.T("Save rules"), kit.Scroll(kit.Inset(form, 0, kit.Space3, 0, 0)), contacts.entry.FocusAll, func(done func(error)) {
		for _, f := range []numberField{contacts, days, threshold, notice, keep} {
			if err := f.read(); err != nil {
				done(err)
				return
			}
		}
		rule.IncentiveYear = int64(year) * 100
		rule.Currency = strings.ToUpper(strings.TrimSpace(currency.Text))
		if n := len(rule.Currency); n != 0 && n != 3 {
			done(app.Invalid(say.T("“%s” is no currency.", rule.Currency), say.T("Write three letters such as EUR.")))
			return
		}
		if rule.Consent = app.ConsentPolicy(policy.Selected()); rule.Consent == app.ConsentKept && now.Consent == "" {
			rule.Consent = ""
		}
		s.model.SetRules(rule, done)
	}, contacts.entry, days.entry, threshold.entry, currency, notice.entry, keep.entry)
}
