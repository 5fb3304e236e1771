package recruit

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// ledgerPane lists what people of a study get, entry by entry or by person and year.
type ledgerPane struct {
	s        *Screen
	line     *kit.Text
	view     *kit.Segments
	pay      *kit.Button
	correct  *kit.Button
	entries  *kit.DataTable
	accounts *kit.DataTable
	notice   *fyne.Container
	warned   string
	empty    fyne.CanvasObject
	body     *fyne.Container
	tools    *fyne.Container
	root     *fyne.Container
}

func newLedgerPane(s *Screen) *ledgerPane {
	m := s.model
	p := &ledgerPane{s: s, line: kit.NewElastic("", kit.Small), notice: kit.VStack(kit.Space2), body: kit.Stack()}
	p.entries = kit.NewDataTable([]kit.Column{{ID: "date", Title: say.T("Date"), Width: kit.DayWidth()}, {ID: "code", Title: say.T("Person"), Width: 90}, {ID: "amount", Title: say.T("Amount"), Width: 100, Trailing: true},
		{ID: "state", Title: say.T("State"), Width: 96}, {ID: "form", Title: say.T("Form"), Width: 96, Grow: 0.6}, {ID: "note", Title: say.T("Note"), Width: 160, Grow: 2}}, p.entry)
	p.entries.OnChoose = p.chosen
	p.entries.OnOpen = func(int) { p.payChosen() }
	p.accounts = kit.NewDataTable([]kit.Column{{ID: "code", Title: say.T("Person"), Width: 90}, {ID: "year", Title: say.T("Year"), Width: 70}, {ID: "total", Title: say.T("All studies"), Width: 110, Trailing: true},
		{ID: "due", Title: say.T("Of it due"), Width: 100, Trailing: true}, {ID: "entries", Title: say.T("Entries"), Width: 76, Trailing: true}, {ID: "left", Title: say.T("Up to the threshold"), Width: 150, Grow: 1, Trailing: true}}, p.account)
	p.entries.OnRune, p.accounts.OnRune = p.rune, p.rune
	p.view = kit.NewSegments([]kit.Option{{Text: say.T("Entries")}, {ID: "people", Text: say.T("By person")}}, nil)
	p.view.OnChange = func(id string) {
		p.view.Select(id)
		m.ShowAccounts(id == "people")
	}
	p.pay = kit.NewIconTextButton(icons.Check, say.T("Mark as paid"), kit.Primary, p.payChosen)
	p.correct = kit.NewButton(say.T("Correct…"), kit.Secondary, p.askCorrect)
	p.tools = kit.Head(kit.Space3, p.view, kit.Grow(p.line))
	if s.doors.SaveLedger != nil {
		p.tools.Add(kit.NewIconTextButton(icons.Export, say.T("Export…"), kit.Secondary, p.askExport))
	}
	if !m.ReadOnly {
		for _, b := range []fyne.CanvasObject{kit.NewIconTextButton(icons.Plus, say.T("Enter…"), kit.Secondary, p.askEnter), p.correct, p.pay} {
			p.tools.Add(b)
		}
	}
	p.empty = kit.EmptyState(icons.Table, say.T("Nothing in the ledger"), say.T("Set up what a session is worth. Whoever completes one is owed it then, and stands here until it is paid."))
	top := kit.Inset(kit.VStack(kit.Space2, p.tools, p.notice), kit.Space3, kit.Space4, kit.Space3, 20)
	p.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, nil, p.body))
	return p
}

func (p *ledgerPane) content() fyne.CanvasObject { return p.root }

func (p *ledgerPane) table() *kit.DataTable {
	if p.s.model.Account {
		return p.accounts
	}
	return p.entries
}

func (p *ledgerPane) paint() {
	m := p.s.model
	p.entries.SetRows(len(m.Pays))
	p.accounts.SetRows(len(m.Accounts))
	show := fyne.CanvasObject(p.table())
	if len(m.Pays) == 0 {
		show = p.empty
	}
	if len(p.body.Objects) != 1 || p.body.Objects[0] != show {
		p.body.Objects = []fyne.CanvasObject{show}
		p.body.Refresh()
	}
	var parts []string
	for _, s := range engine.Sums(m.Pays) {
		parts = append(parts, say.T("%s, %s due", say.Money(s.Total, s.Currency), say.Money(s.Due, s.Currency)))
	}
	if limit := m.Desk.Rule.IncentiveYear; limit > 0 {
		parts = append(parts, say.T("threshold %s a person and year", say.Money(limit, m.Desk.Rule.Money())))
	}
	p.line.SetText(strings.Join(parts, " · "))
	p.warn()
	p.chosen()
}

// warn names who is above the threshold.
func (p *ledgerPane) warn() {
	var over []string
	for _, a := range p.s.model.Accounts {
		if a.Over {
			over = append(over, say.T("%s (%s in %s)", a.Code, say.Money(a.Total, a.Currency), a.Year))
		}
	}
	words := strings.Join(over[:min(5, len(over))], ", ")
	if n := len(over) - 5; n > 0 {
		words += say.T(" and %s more", say.Number(n))
	}
	if words == p.warned {
		return
	}
	p.warned = words
	p.notice.Objects = nil
	if words != "" {
		p.notice.Add(kit.NoticeBar(icons.Warning, kit.Caution, kit.NewParagraph(say.T("Above the threshold of the year: %s.", words), kit.Small.In(kit.WarnInk))))
	}
	p.root.Refresh()
}

// chosenEntries are the entries that are chosen.
func (p *ledgerPane) chosenEntries() []engine.Entry {
	var out []engine.Entry
	if p.s.model.Account {
		return nil
	}
	for _, i := range p.entries.Selected() {
		if i < len(p.s.model.Pays) {
			out = append(out, p.s.model.Pays[i])
		}
	}
	return out
}

func (p *ledgerPane) chosen() {
	all := p.chosenEntries()
	word, kind := say.T("Mark as paid"), kit.Primary
	if len(all) > 0 && all[0].Paid {
		word, kind = say.T("Mark as due"), kit.Secondary
	}
	p.pay.SetText(word)
	p.pay.SetKind(kind)
	enable(p.pay, len(all) > 0)
	enable(p.correct, len(all) == 1 && all[0].Corrects == "" && !all[0].Corrected)
}

func enable(b *kit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (p *ledgerPane) payChosen() {
	all := p.chosenEntries()
	if len(all) == 0 {
		return
	}
	var ids []app.IncentiveID
	for _, e := range all {
		ids = append(ids, e.ID)
	}
	p.s.model.Pay(ids, !all[0].Paid)
}

// askCorrect asks why an entry is taken back by a counter-entry.
func (p *ledgerPane) askCorrect() {
	all := p.chosenEntries()
	if len(all) != 1 || p.s.model.ReadOnly {
		return
	}
	e := all[0]
	why := entry("", say.T("Entered twice, another amount, …"))
	fields := []fyne.CanvasObject{kit.NewParagraph(say.T("The entry stays, and one of %s is written beside it.", say.Money(-e.Amount, e.Currency)), kit.Body), kit.FormRow(say.T("Reason"), why)}
	p.s.ask(say.T("Correct what %s gets", e.Code), say.T("Write the counter-entry"), 480, 250, why, fields, func(done func(error)) { p.s.model.Counter(e.ID, why.Text, done) })
}

// askEnter asks for an entry of somebody among the candidates.
func (p *ledgerPane) askEnter() {
	m := p.s.model
	if m.Desk == nil || m.ReadOnly {
		return
	}
	code, amount, form, note := entry("", "P07"), entry("", "40"), entry("", say.T("voucher, transfer, …")), entry("", "")
	fields := []fyne.CanvasObject{pair(kit.FormRow(say.T("Person"), code), kit.FormRow(say.T("Amount in %s", m.Desk.Currency()), amount)), kit.FormRow(say.T("Form"), form), kit.FormRow(say.T("Note"), note)}
	p.s.ask(say.T("Enter an incentive"), say.As("Enter", "put in"), 480, 330, code, fields, func(done func(error)) {
		money, err := engine.ReadMoney(amount.Text)
		if err != nil {
			done(err)
			return
		}
		who := m.Desk.ByCode(code.Text)
		if who == nil {
			done(app.Invalid(say.T("Nobody has the code “%s”.", strings.TrimSpace(code.Text)), say.T("Write the code of somebody in the panel.")))
			return
		}
		m.Enter(app.Incentive{Participant: who.ID, Amount: money, Currency: m.Desk.Currency(), Form: strings.TrimSpace(form.Text), Note: strings.TrimSpace(note.Text)}, done)
	})
}

// askExport asks whether names go along.
func (p *ledgerPane) askExport() {
	names := kit.NewCheck(say.T("With names, if the vault is open"), false, nil)
	study := p.s.model.Study
	fields := []fyne.CanvasObject{kit.NewParagraph(say.T("The ledger of this study as a table, .csv or .xlsx. People are named by code."), kit.Body), names}
	d := p.s.ask(say.T("Export the ledger"), say.T("Choose the file…"), 480, 250, nil, fields, func(done func(error)) {
		done(nil)
		p.s.doors.SaveLedger(study, names.On())
	})
	d.wrong.SetText("")
}

func (p *ledgerPane) focus() {
	if len(p.s.model.Pays) > 0 {
		p.table().Focus()
		return
	}
	p.s.unfocus()
}

func (p *ledgerPane) key(*fyne.KeyEvent) {}

func (p *ledgerPane) rune(r rune) {
	switch r {
	case '1', '2', '3', '4', '5':
		p.s.Rune(r)
	case 'p', 'P':
		if !p.s.model.Refuses() {
			p.payChosen()
		}
	case 'k', 'K':
		if !p.s.model.Refuses() {
			p.askCorrect()
		}
	}
}

func (p *ledgerPane) keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "P", Does: say.T("Incentives: mark the chosen as paid, or as due again")}, {Keys: "K", Does: say.T("Incentives: correct the chosen one")}}
}

func (p *ledgerPane) entry(row, col int) kit.Cell {
	if row >= len(p.s.model.Pays) {
		return kit.Cell{}
	}
	e := &p.s.model.Pays[row]
	struck := e.Corrected || e.Corrects != ""
	switch col {
	case 0:
		return kit.Cell{Text: say.Date(e.Date.Time(), "2 Jan 2006"), Struck: struck}
	case 1:
		return kit.Cell{Text: e.Code, Style: kit.Control.B(), Struck: struck}
	case 2:
		return kit.Cell{Text: say.Money(e.Amount, e.Currency), Struck: struck}
	case 3:
		switch {
		case e.Corrects != "":
			return kit.Cell{Text: say.T("correction"), Style: kit.Small}
		case e.Corrected:
			return kit.Cell{Text: say.T("corrected"), Style: kit.Small}
		case e.Paid:
			return kit.Cell{Text: say.T("paid"), Style: kit.Control.In(kit.GoodInk)}
		}
		return kit.Cell{Text: say.T("due"), Style: kit.Control.In(kit.WarnInk)}
	case 4:
		return kit.Cell{Text: say.Sentence(e.Form), Style: kit.Control.In(kit.Muted)}
	}
	return kit.Cell{Text: e.Note, Style: kit.Control.In(kit.Muted)}
}

func (p *ledgerPane) account(row, col int) kit.Cell {
	if row >= len(p.s.model.Accounts) {
		return kit.Cell{}
	}
	a := &p.s.model.Accounts[row]
	switch col {
	case 0:
		return kit.Cell{Text: a.Code, Style: kit.Control.B()}
	case 1:
		return kit.Cell{Text: a.Year}
	case 2:
		if a.Over {
			return kit.Cell{Text: say.Money(a.Total, a.Currency), Style: kit.Control.In(kit.WarnInk)}
		}
		return kit.Cell{Text: say.Money(a.Total, a.Currency)}
	case 3:
		return kit.Cell{Text: say.Money(a.Due, a.Currency)}
	case 4:
		return kit.Cell{Text: say.Number(a.Entries)}
	}
	switch {
	case p.s.model.Desk.Rule.IncentiveYear == 0:
		return kit.Cell{Text: say.T("no threshold set"), Style: kit.Control.In(kit.Muted)}
	case a.Over:
		return kit.Cell{Text: say.T("above it"), Style: kit.Control.In(kit.WarnInk)}
	}
	return kit.Cell{Text: say.T("%s left", say.Money(a.Left, a.Currency))}
}
