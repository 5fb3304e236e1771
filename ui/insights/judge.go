package insights

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// sheet is a small dialog with fields: it closes when what it asked for is saved, and says what is wrong.
type sheet struct {
	dialog *kit.Dialog
	wrong  *kit.Paragraph
}

// ask shows a sheet. save is handed what tells how it went.
func (s *Screen) ask(title string, width, height float32, button string, focus interface{ Focus() }, fields []fyne.CanvasObject, save func(done func(error)), more ...fyne.CanvasObject) *sheet {
	x := &sheet{dialog: kit.NewDialog(title, width, height), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	do := func() {
		save(func(err error) {
			if err == nil {
				x.dialog.Hide()
				return
			}
			message, hint := say.Explain(err)
			x.wrong.SetText(message + " " + hint)
		})
	}
	x.dialog.SetContent(kit.Dock(nil, nil, nil, nil, kit.Scroll(kit.Inset(kit.VStack(kit.Space3, fields...), 0, kit.Space2, 0, 0))))
	left := append([]fyne.CanvasObject{kit.Fixed(x.wrong, width-280, 0)}, more...)
	x.dialog.SetActions(left, kit.NewButton(say.T("Cancel"), kit.Quiet, x.dialog.Hide), kit.NewButton(button, kit.Primary, do))
	x.dialog.Show(kit.CanvasOf(s.root))
	if focus != nil {
		focus.Focus()
	}
	return x
}

func levelOptions() []kit.Option {
	var out []kit.Option
	for _, l := range app.Levels() {
		out = append(out, kit.Option{ID: string(l), Text: say.Sentence(string(l))})
	}
	return out
}

// askOverride sets the confidence by hand.
func (s *Screen) askOverride() {
	m := s.model
	if !m.Ready() {
		return
	}
	p := m.Page
	level := kit.NewDropdown(append([]kit.Option{{ID: "", Text: say.T("As computed: %s", say.Sentence(string(p.Computed)))}}, levelOptions()...), nil)
	level.Select(string(p.Override.Level))
	why := kit.NewTextArea(say.T("What do the counts not know?"), 3)
	why.SetText(p.Override.Reason)
	s.ask(say.T("Confidence by hand"), 520, 350, say.T("Save"), why, []fyne.CanvasObject{
		kit.NewParagraph(say.T("The reason stands beside the level, in the report as well. The computed level stays visible."), kit.Small),
		kit.FormRow(say.T("Level"), kit.HStack(0, level, kit.Spacer())), kit.FormRow(say.T("Reason"), why)},
		func(done func(error)) { m.Override(app.Level(level.Selected()), why.Text, done) })
}

// askCERQual assesses the insight by the four components; suggestions from the counts stand beside them.
func (s *Screen) askCERQual() {
	m := s.model
	if !m.Ready() {
		return
	}
	p := m.Page
	q, hint := p.CERQual, p.Suggested
	options := []kit.Option{{ID: "", Text: say.T("Not assessed")}}
	for _, c := range app.ConcernLevels() {
		text := say.T("%s concerns", capital(say.Sentence(string(c))))
		if c == app.NoConcern {
			text = say.T("No or very minor concerns")
		}
		options = append(options, kit.Option{ID: string(c), Text: text})
	}
	overall := kit.NewDropdown(append([]kit.Option{{ID: "", Text: say.T("Not assessed")}}, levelOptions()...), nil)
	overall.Select(string(q.Level))
	meaning := kit.NewParagraph(say.Sentence(q.Level.Meaning()), kit.Small)
	var picks [4]*kit.Dropdown
	var whys [4]*kit.Entry
	read := func() app.CERQual {
		out := app.CERQual{Level: app.Level(overall.Selected())}
		for i, c := range out.Components() {
			c.Level, c.Why = app.ConcernLevel(picks[i].Selected()), whys[i].Text
		}
		return out
	}
	suggest := func() {
		if l := evidence.Overall(read()); l != "" {
			overall.Select(string(l))
			meaning.SetText(say.Sentence(l.Meaning()))
		}
	}
	var fields []fyne.CanvasObject
	hints := hint.Components()
	for i, c := range q.Components() {
		picks[i] = kit.NewDropdown(options, func(string) { suggest() })
		picks[i].Select(string(c.Level))
		whys[i] = kit.NewEntry(say.T("Why?"))
		whys[i].SetText(c.Why)
		line := kit.HStack(kit.Space2, picks[i], kit.Spacer())
		rows := kit.VStack(kit.Space1, line, whys[i])
		if h := hints[i]; h.Level != "" {
			pick, why := picks[i], whys[i]
			line.Add(kit.NewButton(say.T("Take suggestion: %s", say.Sentence(string(h.Level))), kit.Quiet, func() {
				pick.Select(string(h.Level))
				why.SetText(h.Why)
				suggest()
			}))
			rows.Add(kit.NewParagraph(say.T("The counts say: %s", h.Why), kit.Small))
		}
		fields = append(fields, kit.FormRow(evidence.ComponentNames[i], rows))
	}
	fields = append(fields, kit.FormRow(say.T("Overall"), kit.VStack(kit.Space1, kit.HStack(0, overall, kit.Spacer()), meaning)))
	s.ask(say.T("Assess by GRADE-CERQual"), 640, 600, say.T("Save assessment"), nil, fields, func(done func(error)) { m.Assess(read(), done) })
}

// askRenew says that the insight still holds.
func (s *Screen) askRenew() {
	m := s.model
	note := kit.NewTextArea(say.T("How do you know?"), 3)
	s.ask(say.T("Still true"), 480, 250, say.T("It still holds"), note, []fyne.CanvasObject{
		kit.NewParagraph(say.T("It counts as fresh again from today."), kit.Small), note}, func(done func(error)) { m.Renew(note.Text, done) })
}

// askFresh sets the last day on which the insight counts as fresh.
func (s *Screen) askFresh() {
	m := s.model
	if !m.Ready() {
		return
	}
	day := kit.NewEntry("2027-11-30")
	day.SetText(string(m.Page.ReviewBy))
	s.ask(say.T("Fresh until"), 420, 230, say.T("Save"), day, []fyne.CanvasObject{
		kit.NewParagraph(say.T("The last day on which it counts as fresh, as year-month-day. Empty goes by the standards of the workspace."), kit.Small), day},
		func(done func(error)) {
			d := app.Date(strings.TrimSpace(day.Text))
			if d != "" && d.Time().IsZero() {
				done(app.Invalid(say.T("This day does not exist."), say.T("Write it as 2027-11-30.")))
				return
			}
			m.SetReviewBy(d, done)
		})
}

// askOwner says who answers for the insight.
func (s *Screen) askOwner() {
	m := s.model
	if !m.Ready() {
		return
	}
	name := kit.NewEntry(say.T("Name or team"))
	name.SetText(m.Page.Owner)
	s.ask(say.T("Owner"), 420, 190, say.T("Save"), name, []fyne.CanvasObject{name}, func(done func(error)) { m.SetOwner(strings.TrimSpace(name.Text), done) })
}

// askStandards says what the workspace holds insights to, from what it holds them to now.
func (s *Screen) askStandards() { s.model.ReadStandards(s.standards) }

// standards edits what the workspace holds insights to; a field that is empty goes by the number shown in it.
func (s *Screen) standards(now app.Standards) {
	m := s.model
	fresh, half := kit.NewEntry(strconv.Itoa(app.DefaultFreshMonths)), kit.NewEntry(strconv.Itoa(app.DefaultHalfLife))
	fill := func(e *kit.Entry, months int) {
		if months > 0 {
			e.SetText(strconv.Itoa(months))
		}
	}
	fill(fresh, now.FreshMonths)
	fill(half, now.HalfLife)
	var sheet *sheet
	rules := kit.NewTextButton(say.T("Rules of the programme…"), kit.Control.In(kit.Accent), func() {
		sheet.dialog.Hide()
		s.goTo(kit.ProgrammeRules())
	})
	sheet = s.ask(say.T("Standards of the workspace"), 480, 320, say.T("Save"), fresh, []fyne.CanvasObject{
		kit.FormRow(say.T("Months a published insight counts as fresh"), fresh), kit.FormRow(say.T("Months in which a voice loses half its weight"), half), kit.HStack(0, rules, kit.Spacer())},
		func(done func(error)) {
			var std app.Standards
			for _, f := range []struct {
				e  *kit.Entry
				to *int
			}{{fresh, &std.FreshMonths}, {half, &std.HalfLife}} {
				if text := strings.TrimSpace(f.e.Text); text != "" {
					n, err := strconv.Atoi(text)
					if err != nil {
						done(app.Invalid(say.T("“%s” is not a number of months.", text), say.T("Write a whole number, such as 12.")))
						return
					}
					*f.to = n
				}
			}
			m.SetStandards(std, done)
		})
}

// askSupersede chooses the insight that says it better.
func (s *Screen) askSupersede() {
	m := s.model
	cur := m.Current()
	if cur == nil {
		return
	}
	var items []kit.PickItem
	for i := range m.All {
		if in := &m.All[i]; in.ID != cur.ID {
			id := in.ID
			items = append(items, kit.PickItem{Text: titleOf(in), Detail: in.StudyName, Run: func() { m.Supersede(id) }})
		}
	}
	picker := kit.NewPicker(say.T("Which insight says it better?"), 520, func(q string) []kit.PickItem { return kit.Match(q, items) })
	picker.ShowTop(kit.CanvasOf(s.root))
	s.paintPage() // the dropdown shows the status that holds
}

// showVersion reads what was published.
func (s *Screen) showVersion(v app.Publication) {
	d := kit.NewDialog(say.T("Version %s, %s", say.Number(v.Version), say.Date(v.Created.Local(), "2 January 2006")), 640, 600)
	rows := []fyne.CanvasObject{kit.NewParagraph(v.Title, kit.Title), kit.NewParagraph(say.T("Published by %s. Confidence: %s (%s).", v.Author, say.Sentence(string(v.Level)), strings.Join(v.Reasons, ", ")), kit.Small)}
	if v.Why != "" {
		rows = append(rows, kit.NewParagraph(say.T("Set by hand: %s Computed: %s.", v.Why, string(v.Computed)), kit.Small))
	}
	if v.Body != "" {
		rows = append(rows, kit.NewParagraph(v.Body, kit.Body))
	}
	for _, p := range v.Evidence {
		words := "“" + p.Text + "”"
		if p.Theme != "" {
			words = say.T("Theme: %s (%s)", p.Text, say.Count(p.Findings, "finding"))
		}
		rows = append(rows, kit.HLine(), kit.HStackTop(kit.Space3, kit.Fixed(kit.VStack(0, kit.NewText(stanceWord(p.Stance), kit.Control.B().In(stanceInk(p.Stance)))), stanceWide, 0),
			kit.Grow(kit.NewParagraph(words, kit.Body)), kit.NewText(p.Who, kit.Small)))
	}
	for _, a := range v.Advice {
		rows = append(rows, kit.HLine(), kit.NewParagraph(say.T("What to do: %s", a), kit.Body))
	}
	d.SetContent(kit.Scroll(kit.Inset(kit.VStack(kit.Space3, rows...), 0, kit.Space3, 0, 0)))
	d.SetActions(nil, kit.NewButton(say.T("Close"), kit.Primary, d.Hide))
	d.Show(kit.CanvasOf(s.root))
}
