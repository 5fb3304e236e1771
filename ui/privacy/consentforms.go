package privacy

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// ask shows a sheet. save is handed what tells how it went.
func (v *ConsentView) ask(title, button string, width, height float32, focus interface{ Focus() }, fields []fyne.CanvasObject, save func(done func(error))) {
	d := kit.NewDialog(title, width, height)
	wrong := kit.NewParagraph("", kit.Small.In(kit.BadInk))
	form := kit.VStack(kit.Space3, fields...)
	d.SetContent(kit.Scroll(kit.Inset(form, 0, kit.Space2, 0, 0)))
	busy := false
	do := func() {
		if busy {
			return
		}
		busy = true
		save(func(err error) {
			busy = false
			if err == nil {
				d.Hide()
				return
			}
			message, hint := say.Explain(err)
			wrong.SetText(strings.TrimSpace(message + " " + hint))
		})
	}
	kit.OnEnter(form, do)
	d.SetActions([]fyne.CanvasObject{kit.Fixed(wrong, width-300, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(button, kit.Primary, do))
	d.OnClose = v.Shown
	d.Show(kit.CanvasOf(v.root))
	if focus != nil {
		focus.Focus()
	}
}

// who names the chosen people, or asks to choose some.
func (v *ConsentView) who() (string, bool) {
	m := v.model
	switch n := len(m.Chosen); {
	case n == 0:
		m.fail(app.Invalid(say.T("Nobody is chosen."), say.T("Choose people in the table first; Ctrl+A takes all that are shown.")))
		return "", false
	case n == 1:
		return m.Current().Code, true
	default:
		return say.Count(n, "person"), true
	}
}

func day(e *kit.Entry) app.Date { return app.Date(strings.TrimSpace(e.Text)) }

func dateEntry(d app.Date, hint string) *kit.Entry {
	e := kit.NewEntry(hint)
	e.SetText(string(d))
	return e
}

// AskRecord records what the chosen people allow.
func (v *ConsentView) AskRecord() {
	m := v.model
	who, ok := v.who()
	if !ok || m.ReadOnly {
		return
	}
	now := map[app.Scope]bool{}
	for _, s := range app.Scopes() {
		now[s] = true
	}
	if cur := m.Current(); cur != nil && cur.Consent.ID != "" {
		for i, s := range app.Scopes() {
			now[s] = cur.States[i] == app.ConsentGiven
		}
	}
	boxes := kit.VStack(kit.Space1)
	var checks []*kit.Check
	for _, s := range app.Scopes() {
		c := kit.NewCheck(app.Capital(ScopeWord(s)), now[s], nil)
		checks = append(checks, c)
		boxes.Add(c)
	}
	given, ends := dateEntry(m.Keeper.Today(), "2026-05-31"), dateEntry("", say.T("empty for no end"))
	how, note := kit.NewEntry(say.T("signed form, said on the recording …")), kit.NewEntry("")
	text := kit.NewDropdown(v.textOptions(), nil)
	where := kit.NewSegments([]kit.Option{{ID: string(m.Study), Text: say.T("This study")}, {ID: "all", Text: say.T("All studies")}}, nil)
	fields := []fyne.CanvasObject{kit.FormRow(say.T("They allow"), boxes),
		kit.HStackTop(kit.Space3, kit.Grow(kit.FormRow(say.T("Given on"), given)), kit.Grow(kit.FormRow(say.T("Last day"), ends))), kit.FormRow(say.T("How"), how)}
	if len(v.textOptions()) > 1 {
		fields = append(fields, kit.FormRow(say.T("Text"), kit.HStack(0, text, kit.Spacer())))
	}
	if m.Study != "" {
		fields = append(fields, kit.FormRow(say.T("For"), kit.HStack(0, where, kit.Spacer())))
	}
	fields = append(fields, kit.FormRow(say.T("Note"), note), kit.NewParagraph(say.T("Nothing ticked records that they were asked and refused."), kit.Small))
	v.ask(say.T("Consent of %s", who), say.T("Record"), 520, 600, given, fields, func(done func(error)) {
		c := app.Consent{Study: m.Study, Given: day(given), Expires: day(ends), How: strings.TrimSpace(how.Text), Note: strings.TrimSpace(note.Text)}
		if where.Selected() == "all" {
			c.Study = ""
		}
		for i, s := range app.Scopes() {
			if checks[i].On() {
				c.Scopes = append(c.Scopes, s)
			}
		}
		c.Text, c.Version = textChoice(text.Selected())
		m.Record(c, done)
	})
}

// textOptions are the consent texts of the playbook in each version, the newest first.
func (v *ConsentView) textOptions() []kit.Option {
	options := []kit.Option{{Text: say.T("No text of the playbook")}}
	for _, t := range v.model.Desk.Texts {
		for i := len(t.Versions) - 1; i >= 0; i-- {
			n := strconv.Itoa(t.Versions[i].Number)
			options = append(options, kit.Option{ID: string(t.ID) + ":" + n, Text: say.T("%s, version %s", t.Name, n)})
		}
	}
	return options
}

func textChoice(id string) (app.TemplateID, int) {
	text, version, _ := strings.Cut(id, ":")
	n, err := strconv.Atoi(version)
	if err != nil {
		return "", 0
	}
	return app.TemplateID(text), n
}

// AskRenew gives the consents of the chosen people a new end.
func (v *ConsentView) AskRenew() {
	m := v.model
	who, ok := v.who()
	if !ok || m.ReadOnly {
		return
	}
	today := m.Keeper.Today()
	given, ends := dateEntry(today, "2026-05-31"), dateEntry(app.DateOf(today.Time().AddDate(1, 0, 0)), say.T("empty for no end"))
	v.ask(say.T("Renew the consent of %s", who), say.T("Renew"), 480, 300, ends, []fyne.CanvasObject{
		kit.NewParagraph(say.T("They allow the same as before, for longer. Whoever has no consent that stands is left out."), kit.Small),
		kit.FormRow(say.T("Given on"), given), kit.FormRow(say.T("Last day"), ends)},
		func(done func(error)) { m.Renew(day(given), day(ends), done) })
}

// AskWithdraw takes back the consents of the chosen people.
func (v *ConsentView) AskWithdraw() {
	m := v.model
	who, ok := v.who()
	if !ok || m.ReadOnly {
		return
	}
	on, why := dateEntry(m.Keeper.Today(), "2026-05-31"), kit.NewEntry(say.T("by mail, in the session …"))
	rests := kit.VStack(kit.Space1, kit.NewText(say.T("Looking at what rests on their words…"), kit.Small))
	v.weigh(rests)
	v.ask(say.T("Withdraw the consent of %s", who), say.T("Withdraw"), 560, 560, why, []fyne.CanvasObject{
		kit.NewParagraph(say.T("From that day on their words stay out of reports, exports and what the machine learns from. They stay in the workspace until they are erased."), kit.Small),
		kit.HStackTop(kit.Space3, kit.Grow(kit.FormRow(say.T("From"), on)), kit.Grow(kit.FormRow(say.T("Reason"), why))), kit.Detail(say.T("What rests on their words"), rests)},
		func(done func(error)) { m.Withdraw(day(on), strings.TrimSpace(why.Text), done) })
}
