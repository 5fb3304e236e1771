package recruit

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// sheet is a dialog with fields, that says below them what is wrong.
type sheet struct {
	*kit.Dialog
	wrong *kit.Paragraph
}

// ask shows a sheet. save is handed what tells how it went.
func (s *Screen) ask(title, button string, width, height float32, focus interface{ Focus() }, fields []fyne.CanvasObject, save func(done func(error))) *sheet {
	d := &sheet{Dialog: kit.NewDialog(title, width, height), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	d.SetContent(kit.Scroll(kit.Inset(kit.VStack(kit.Space3, fields...), 0, kit.Space2, 0, 0)))
	do := func() { save(d.told) }
	for _, f := range fields {
		kit.OnEnter(f, do)
	}
	act := kit.NewButton(button, kit.Primary, do)
	d.SetActions([]fyne.CanvasObject{kit.Fixed(d.wrong, width-320, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), act)
	d.OnClose = s.Shown
	d.Show(s.canvas())
	if focus != nil {
		focus.Focus()
	} else if c := s.canvas(); c != nil {
		c.Focus(act)
	}
	return d
}

// told closes the sheet, or says what is wrong.
func (d *sheet) told(err error) {
	if err == nil {
		d.Hide()
		return
	}
	message, hint := say.Explain(err)
	d.wrong.SetText(strings.TrimSpace(message + " " + hint))
}

func entry(text, hint string) *kit.Entry {
	e := kit.NewEntry(hint)
	e.SetText(text)
	return e
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// whole reads a count as typed; nothing is 0.
func whole(text, what string) (int, error) {
	t := strings.TrimSpace(text)
	if t == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(t)
	if err != nil || n < 0 || n > 1e6 {
		return 0, app.Invalid(say.T("“%s” is no number of %s.", text, what), say.T("Write digits."))
	}
	return n, nil
}

// pair puts two fields side by side.
func pair(a, b fyne.CanvasObject) fyne.CanvasObject {
	return kit.Columns(kit.Space3, []float32{1, 1}, a, b)
}

// AskSetup asks for what holds for all sessions of the study.
func (s *Screen) AskSetup() {
	m := s.model
	if m.Desk == nil || m.ReadOnly {
		return
	}
	r := m.Desk.Recruitment
	target, minutes := entry(number(r.Target), "8"), entry(number(r.Minutes), strconv.Itoa(engine.UsualMinutes))
	amount := ""
	if r.Incentive > 0 {
		amount = strconv.FormatFloat(float64(r.Incentive)/100, 'f', -1, 64)
	}
	incentive, currency := entry(amount, "40"), entry(r.Currency, m.Desk.Rule.Money())
	place, zone := entry(r.Place, say.T("Room, or a link to the call")), entry(r.Zone, m.Zone)
	subject := entry(orElse(r.Invite.Subject, engine.DefaultInvitation.Subject), "")
	text := kit.NewTextArea("", 9)
	text.SetText(orElse(r.Invite.Text, engine.DefaultInvitation.Text))
	var words []string
	for _, w := range engine.Words() {
		words = append(words, w[0]+" "+w[1])
	}
	fields := []fyne.CanvasObject{pair(kit.FormRow(say.T("People wanted"), target), kit.FormRow(say.T("Minutes of a session"), minutes)),
		pair(kit.FormRow(say.T("Incentive for a session"), incentive), kit.FormRow(say.T("Currency"), currency)), pair(kit.FormRow(say.T("Place"), place), kit.FormRow(say.T("Time zone"), zone)),
		kit.FormRow(say.T("Subject of the invitation"), subject), kit.FormRow(say.T("Invitation"), text), kit.NewParagraph(say.T("Filled in for each: %s.", strings.Join(words, "; ")), kit.Small)}
	s.ask(say.T("Set up recruitment"), say.T("Save"), 620, 640, target, fields, func(done func(error)) {
		n, err := whole(target.Text, say.T("people"))
		if err != nil {
			done(err)
			return
		}
		long, err := whole(minutes.Text, say.T("minutes"))
		if err != nil {
			done(err)
			return
		}
		money, err := engine.ReadMoney(incentive.Text)
		if err != nil {
			done(err)
			return
		}
		if _, err := engine.Zone(zone.Text); err != nil {
			done(err)
			return
		}
		m.Setup(func(r *app.Recruitment) {
			r.Target, r.Minutes, r.Incentive, r.Currency = n, long, money, strings.ToUpper(strings.TrimSpace(currency.Text))
			r.Place, r.Zone = strings.TrimSpace(place.Text), strings.TrimSpace(zone.Text)
			r.Invite = app.Invitation{Subject: unless(subject.Text, engine.DefaultInvitation.Subject), Text: unless(text.Text, engine.DefaultInvitation.Text)}
		}, done)
	})
}

func orElse(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}

// unless is s, or nothing where it is what is usual anyway.
func unless(s, usual string) string {
	if strings.TrimSpace(s) == strings.TrimSpace(usual) {
		return ""
	}
	return s
}

// AskSchedule asks for the appointment of the chosen candidate.
func (s *Screen) AskSchedule() {
	m := s.model
	c := m.Current()
	if c == nil || m.ReadOnly {
		return
	}
	id, now := c.ID, m.Usual(c)
	at := now.Local()
	day, clock := entry(at.Format("2006-01-02"), "2026-05-31"), entry(at.Format("15:04"), "14:30")
	minutes, zone := entry(number(now.Minutes), "60"), entry(now.Zone, say.T("UTC"))
	place, moderator := entry(now.Place, say.T("Room, or a link to the call")), entry(now.Moderator, say.T("Who leads it"))
	clash := kit.NewParagraph("", kit.Small.In(kit.WarnInk))
	read := func() (app.Session, error) {
		n, err := whole(minutes.Text, say.T("minutes"))
		return app.Session{Minutes: n, Zone: strings.TrimSpace(zone.Text), Place: strings.TrimSpace(place.Text), Moderator: strings.TrimSpace(moderator.Text)}, err
	}
	warn := func(string) {
		session, err := read()
		if err == nil {
			session.Start, err = engine.ReadStart(day.Text, clock.Text, session.Zone)
		}
		words := ""
		if code := m.Clash(id, session); err == nil && code != "" {
			words = say.T("%s has a session with %s at that time.", session.Moderator, code)
		}
		clash.SetText(words)
	}
	for _, e := range []*kit.Entry{day, clock, minutes, zone, moderator} {
		e.OnChanged = warn
	}
	fields := []fyne.CanvasObject{pair(kit.FormRow(say.T("Day"), day), kit.FormRow(say.As("Time", "of day"), clock)), pair(kit.FormRow(say.T("Minutes"), minutes), kit.FormRow(say.T("Time zone"), zone)),
		kit.FormRow(say.T("Place"), place), kit.FormRow(say.T("Moderator"), moderator), clash}
	s.ask(say.T("Session with %s", codeOf(c)), say.T("Schedule"), 480, 430, day, fields, func(done func(error)) {
		session, err := read()
		if err != nil {
			done(err)
			return
		}
		m.Schedule(id, day.Text, clock.Text, session, done)
	})
	warn("")
}

// AskJudge asks whether the chosen fit, whatever the screener says.
func (s *Screen) AskJudge() {
	m := s.model
	if len(m.Chosen) == 0 || m.ReadOnly {
		return
	}
	fit := kit.NewSegments([]kit.Option{{ID: string(app.FitQualified), Text: say.T("Qualified")}, {ID: string(app.FitNot), Text: say.T("Not qualified")}, {ID: "screener", Text: say.T("As the screener says")}}, nil)
	fit.OnChange = fit.Select
	why := entry("", say.T("Why"))
	title := say.T("Judge %s", say.Count(len(m.Chosen), "candidate"))
	if c := m.Current(); c != nil {
		title = say.T("Judge %s", codeOf(c))
		if c.Fit == app.FitQualified {
			fit.Select(string(app.FitNot))
		}
	}
	fields := []fyne.CanvasObject{kit.HStack(0, fit, kit.Spacer()), kit.FormRow(say.T("Reason"), why)}
	s.ask(title, say.T("Judge"), 480, 250, why, fields, func(done func(error)) {
		f := app.Fit(fit.Selected())
		if fit.Selected() == "screener" {
			f = app.FitUnknown
		}
		m.Judge(f, why.Text, done)
	})
}

// AskLink asks which interview came of the chosen candidate.
func (s *Screen) AskLink() {
	m := s.model
	c := m.Current()
	if c == nil || m.ReadOnly {
		return
	}
	id := c.ID
	open := m.Desk.Meetings(c.Participant)
	var items []kit.PickItem
	for _, iv := range open {
		items = append(items, kit.PickItem{Text: iv.Title, Detail: string(iv.Date), Icon: icons.Interviews, Run: func() { m.Link(id, iv.Interview) }})
	}
	if c.Interview != "" {
		items = append(items, kit.PickItem{Text: say.T("Link no interview"), Icon: icons.Close, Muted: true, Run: func() { m.Link(id, "") }})
	}
	if len(items) == 0 {
		m.fail(app.Invalid(say.T("No interview of %s was imported into this study.", codeOf(c)), say.T("Import it and name %s as the participant; it can be linked then.", codeOf(c))))
		return
	}
	kit.NewPicker(say.T("Interview of %s", codeOf(c)), 420, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(s.canvas())
}
