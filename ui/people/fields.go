package people

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// fieldSheet lists the fields of people: made, renamed, retyped, ordered, deleted.
type fieldSheet struct {
	s      *Screen
	dialog *kit.Dialog
	shown  string
}

func newFieldSheet(s *Screen) *fieldSheet { return &fieldSheet{s: s} }

func (f *fieldSheet) show() {
	if f.s.model.Roster == nil {
		return
	}
	f.dialog = kit.NewDialog(say.T("Fields of people"), 640, 560)
	f.shown = ""
	f.dialog.Show(kit.CanvasOf(f.s.root))
	f.paint()
}

// paint follows the model while the sheet is open.
func (f *fieldSheet) paint() {
	m := f.s.model
	if f.dialog == nil || !f.dialog.Shown() || m.Roster == nil {
		return
	}
	filled := make([]int, len(m.Roster.Fields))
	var shown strings.Builder
	for i, x := range m.Roster.Fields {
		for row := range m.Roster.Rows {
			if m.Roster.Cell(row, people.FieldColumn(x.Name)) != "" {
				filled[i]++
			}
		}
		fmt.Fprint(&shown, x.ID, x.Name, x.Type, x.Options, filled[i])
	}
	if m.Err != nil {
		fmt.Fprint(&shown, m.Err)
	}
	if shown.String() == f.shown {
		return
	}
	f.shown = shown.String()
	list := kit.VStack(0)
	for i, x := range m.Roster.Fields {
		list.Add(f.line(i, x, filled[i]))
		list.Add(kit.HLine())
	}
	var body fyne.CanvasObject = kit.Scroll(kit.Inset(list, 0, kit.Space3, 0, 0))
	if len(m.Roster.Fields) == 0 {
		body = kit.EmptyState(icons.Table, say.T("No fields yet"), say.T("A field is something you know of people: their role, the size of their team, since when they are customers."))
	}
	top := kit.VStack(kit.Space2)
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil {
		top.Add(bar)
	}
	top.Add(kit.NewParagraph(say.T("Fields are shared by all studies. Names, e-mail, phone and address do not belong here but into the vault."), kit.Small))
	f.dialog.SetContent(kit.Dock(kit.Inset(top, 0, 0, kit.Space2, 0), nil, nil, nil, body))
	var left []fyne.CanvasObject
	if !m.ReadOnly {
		left = []fyne.CanvasObject{kit.NewIconTextButton(icons.Plus, say.T("Add a field…"), kit.Secondary, func() { f.edit(app.Field{Type: app.FieldText}, "") })}
	}
	f.dialog.SetActions(left, kit.NewButton(say.T("Close"), kit.Secondary, f.dialog.Hide))
}

// line is one field with what can be done with it.
func (f *fieldSheet) line(i int, x app.Field, filled int) fyne.CanvasObject {
	m := f.s.model
	about := typeName(x.Type) + " · " + say.Count(filled, "person")
	if x.Type.Choices() && len(x.Options) > 0 {
		about += " · " + strings.Join(x.Options, ", ")
	}
	words := kit.VStack(1, kit.NewElastic(x.Name, kit.Body), kit.NewElastic(about, kit.Small))
	if m.ReadOnly {
		return kit.PadXY(words, 0, kit.Space2)
	}
	up := kit.NewIconButton(icons.Up, say.T("Move up"), func() { f.move(x.Name, -1) })
	down := kit.NewIconButton(icons.Down, say.T("Move down"), func() { f.move(x.Name, 1) })
	if i == 0 {
		up.Disable()
	}
	if i == len(m.Roster.Fields)-1 {
		down.Disable()
	}
	return kit.PadXY(kit.HStack(kit.Space1, kit.Grow(words), up, down,
		kit.NewIconButton(icons.Edit, say.T("Change %s", x.Name), func() { f.edit(x, x.Name) }),
		kit.NewIconButton(icons.Trash, say.T("Delete %s and its values; undo brings both back", x.Name), func() { f.remove(x, filled) })), 0, kit.Space1)
}

func (f *fieldSheet) move(name string, by int) {
	m := f.s.model
	m.act(func(ctx context.Context) error { return m.People.MoveField(ctx, name, by) }, nil)
}

func (f *fieldSheet) remove(x app.Field, filled int) {
	m := f.s.model
	m.act(func(ctx context.Context) error { return m.People.DeleteField(ctx, x.Name) }, func(err error) {
		if err != nil {
			m.Err = err
			return
		}
		f.s.toast(say.T("“%s” is deleted, with what %s had in it. Undo brings it back.", x.Name, say.Count(filled, "person")))
	})
}

// edit asks for a field; was is its name before, "" for a new one.
func (f *fieldSheet) edit(x app.Field, was string) {
	s, m := f.s, f.s.model
	name := kit.NewEntry(say.T("Role, Team size, Customer since, …"))
	name.SetText(x.Name)
	help := kit.NewEntry(say.T("Shown where the field is filled in"))
	help.SetText(x.Help)
	choices := kit.NewTextArea(say.T("One choice a line"), 5)
	choices.SetText(strings.Join(x.Options, "\n"))
	choicesRow := kit.FormRow(say.T("Choices, in the order in which they are offered"), choices)
	var types []kit.Option
	for _, t := range app.FieldTypes() {
		types = append(types, kit.Option{ID: string(t), Text: typeName(t)})
	}
	form := kit.VStack(kit.Space3)
	kind := kit.NewDropdown(types, nil)
	kind.Select(string(x.Type))
	paint := func() {
		choicesRow.Hidden = !app.FieldType(kind.Selected()).Choices()
		form.Refresh()
	}
	kind.OnChange = func(string) { paint() }
	form.Add(kit.FormRow(say.T("Name"), name))
	form.Add(kit.FormRow(say.T("Type"), kit.HStack(0, kind, kit.Spacer())))
	form.Add(choicesRow)
	form.Add(kit.FormRow(say.T("Help"), help))
	paint()
	title, verb := say.T("Change field"), say.T("Save field")
	if was == "" {
		title, verb = say.T("New field"), say.T("Add field")
	}
	s.ask(title, 520, 520, verb, form, name.FocusAll, func(done func(error)) {
		g := x
		g.Name, g.Type, g.Help = name.Text, app.FieldType(kind.Selected()), strings.TrimSpace(help.Text)
		g.Options = strings.Split(choices.Text, "\n")
		var plan *people.FieldPlan
		m.act(func(ctx context.Context) (err error) {
			plan, err = m.People.PlanField(ctx, g, was)
			return err
		}, func(err error) {
			switch {
			case err != nil:
				done(err)
			case len(plan.Misfits) > 0:
				f.askMisfits(g, was, plan, done)
			default:
				f.save(g, was, done)
			}
		})
	}, name, help)
}

func (f *fieldSheet) save(x app.Field, was string, done func(error)) {
	m := f.s.model
	m.act(func(ctx context.Context) error {
		_, err := m.People.SaveField(ctx, x, was)
		return err
	}, done)
}

// askMisfits shows which values another type cannot keep, before they are taken away.
func (f *fieldSheet) askMisfits(x app.Field, was string, plan *people.FieldPlan, done func(error)) {
	n := len(plan.Misfits)
	table := kit.NewDataTable([]kit.Column{{ID: "code", Title: say.T("Person"), Width: 90}, {ID: "value", Title: say.T("Value"), Width: 160, Grow: 1}, {ID: "why", Title: say.T("Why"), Width: 200, Grow: 2}},
		func(row, col int) kit.Cell {
			switch p := &plan.Misfits[row]; col {
			case 0:
				return kit.Cell{Text: p.Code, Style: kit.Control.B()}
			case 1:
				return kit.Cell{Text: p.Value}
			default:
				return kit.Cell{Text: say.Sentence(p.Why), Style: kit.Control.In(kit.Muted)}
			}
		})
	table.SetRows(n)
	line := say.T("%s fit. What does not would be taken away; undo brings it back.", say.Count(plan.Touched, "other value"))
	if plan.Touched == 0 {
		line = say.T("What does not fit would be taken away; undo brings it back.")
	}
	f.s.ask(say.T("%s would not fit %s", say.Count(n, "value"), typeName(x.Type)), 640, 460, say.T("Change and take away %s", say.Count(n, "value")),
		kit.Dock(kit.Inset(kit.NewParagraph(line, kit.Body), 0, 0, kit.Space2, 0), nil, nil, nil, table), nil,
		func(over func(error)) {
			f.save(x, was, func(err error) {
				over(err)
				if err == nil {
					done(nil)
				}
			})
		})
}

// ShowFields opens the sheet of fields, at once or as soon as people are there.
func (s *Screen) ShowFields() { s.model.whenLoaded(s.fields.show) }
