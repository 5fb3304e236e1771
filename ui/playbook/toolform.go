package playbook

import (
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

func (f *toolFace) askNew() {
	if !f.s.model.ReadOnly {
		f.form(say.T("Add a tool"), say.T("Add tool"), app.Tool{Currency: f.usual(), Period: "year"})
	}
}

// usual is the currency that most tools are paid in.
func (f *toolFace) usual() string {
	if c := playbook.Costs(f.s.model.Register.All); len(c) > 0 && c[0].Currency != "" {
		return c[0].Currency
	}
	return app.DefaultCurrency
}

func (f *toolFace) edit() {
	if t := f.s.model.Register.Current(); t != nil && !f.s.model.ReadOnly {
		f.form(say.T("Tool"), say.T("Save tool"), *t)
	}
}

// form edits a tool.
func (f *toolFace) form(title, button string, t app.Tool) {
	m := f.s.model
	name, kind := field(say.T("Name"), t.Name), field(say.T("Panel, survey, recording…"), t.Kind)
	owner, purpose := field(say.T("Who answers for it"), t.Owner), area(say.T("What it is used for"), t.Purpose, 2)
	cost := field("0", "")
	if t.Cost > 0 {
		cost.SetText(strings.ReplaceAll(playbook.Money(t.Cost, ""), ",", ""))
	}
	currency := field(say.T("EUR"), t.Currency)
	period := kit.NewDropdown([]kit.Option{{ID: "year", Text: say.T("a year")}, {ID: "month", Text: say.T("a month")}, {ID: "once", Text: say.T("once")}}, nil)
	if t.Period != "" {
		period.Select(t.Period)
	}
	renewal := field("2026-12-31", string(t.Renewal))
	where, url, note := area(say.T("Country, provider, agreement"), t.Where, 2), field("https://", t.URL), area(say.T("Anything else"), t.Note, 2)
	var boxes []*kit.Check
	box := kit.VStack(0)
	known := playbook.PersonalData()
	for _, p := range t.Personal {
		if !slices.Contains(known, p) {
			known = append(known, p)
		}
	}
	for _, p := range known {
		boxes = append(boxes, kit.NewCheck(say.Sentence(p), slices.Contains(t.Personal, p), nil))
		box.Add(boxes[len(boxes)-1])
	}
	other := field(say.T("Something else"), "")
	rows := []fyne.CanvasObject{kit.HStackTop(kit.Space3, kit.Grow(kit.FormRow(say.T("Name"), name)), kit.Grow(kit.FormRow(say.T("Kind"), kind))), kit.FormRow(say.T("Purpose"), purpose),
		kit.HStackTop(kit.Space3, kit.Grow(kit.FormRow(say.T("Owner"), owner)), kit.Grow(kit.FormRow(say.T("Renewal"), renewal))),
		kit.HStackTop(kit.Space3, kit.Grow(kit.FormRow(say.T("Cost"), cost)), kit.Fixed(kit.FormRow(say.T("Currency"), currency), 90, 0), kit.FormRow(say.T("Paid"), period)),
		kit.FormRow(say.T("Personal data it holds"), kit.VStack(kit.Space1, box, other)), kit.FormRow(say.T("Where the data is"), where), kit.FormRow(say.T("Link"), url), kit.FormRow(say.T("Note"), note)}
	f.s.ask(title, 560, 600, button, name, rows, func(done func(error)) {
		amount, err := parseNumber(strings.TrimSpace(cost.Text))
		if err != nil {
			done(err)
			return
		}
		t.Renewal = app.Date(strings.TrimSpace(renewal.Text))
		if t.Renewal != "" && t.Renewal.Time().IsZero() {
			done(app.Invalid(say.T("“%s” is no day.", string(t.Renewal)), say.T("Write the date as 2026-05-31, or nothing.")))
			return
		}
		t.Name, t.Kind, t.Owner, t.Purpose, t.Where, t.URL, t.Note = name.Text, trim(kind), trim(owner), trim(purpose), trim(where), trim(url), trim(note)
		t.Cost, t.Currency, t.Period, t.Personal = int64(math.Round(amount*100)), trim(currency), period.Selected(), nil
		for i, b := range boxes {
			if b.On() {
				t.Personal = append(t.Personal, known[i])
			}
		}
		if o := trim(other); o != "" {
			t.Personal = append(t.Personal, o)
		}
		m.SaveTool(t, done)
	})
}

func trim(e *kit.Entry) string { return strings.TrimSpace(e.Text) }

// askProfile saves a connection of the chosen tool.
func (f *toolFace) askProfile(p app.ToolProfile) {
	m := f.s.model
	if m.ReadOnly {
		return
	}
	all := playbook.Connections()
	var sorts []kit.Option
	for _, c := range all {
		word := say.T("Import: ")
		if c.Out {
			word = say.T("Export: ")
		}
		sorts = append(sorts, kit.Option{ID: sortOf(c.What, c.Out), Text: word + say.Lower(say.Sentence(c.Title))})
	}
	spec, _ := playbook.SpecOf(p) // a new one is empty; one that cannot be read is set up anew
	sort := kit.NewDropdown(sorts, nil)
	if p.What != "" {
		sort.Select(sortOf(p.What, p.Out))
	} else {
		sort.Select(sortOf("findings", true))
	}
	chosen := func() playbook.Connection {
		return all[slices.IndexFunc(all, func(c playbook.Connection) bool { return sortOf(c.What, c.Out) == sort.Selected() })]
	}
	name, path := field(say.T("Weekly findings"), p.Name), field(say.T("File"), spec.Path)
	pick := kit.NewButton(say.T("Choose…"), kit.Secondary, func() {
		c := chosen()
		f.s.files.Pick(c.Out, c.Folder, app.Capital(say.Sentence(c.What))+c.Endings[0], c.Endings, path.SetText)
	})
	studies := kit.NewDropdown(f.studies(), nil).WithWidth(260)
	studies.Select(string(spec.Study))
	var x *sheet
	var more []fyne.CanvasObject
	title := say.T("Save an import or export")
	if old := p.Name; old != "" {
		title = say.T("Connection")
		more = append(more, kit.NewIconButton(icons.Trash, say.T("Remove connection"), func() {
			m.DropProfile(old)
			x.dialog.Hide()
		}))
	}
	x = f.s.ask(title, 560, 420, say.T("Save connection"), name, []fyne.CanvasObject{kit.FormRow(say.T("Name"), name), kit.FormRow(say.T("What it does"), kit.HStack(0, sort, kit.Spacer())),
		kit.FormRow(say.T("File"), kit.HStack(kit.Space2, kit.Grow(path), pick)), kit.FormRow(say.T("Of"), kit.HStack(0, studies, kit.Spacer())),
		kit.NewParagraph(say.T("An export replaces its file each time. People without consent are left out as in every export. Interviews need a study."), kit.Small)}, func(done func(error)) {
		c := chosen()
		s := playbook.Spec{Path: trim(path)}
		if c.Study {
			s.Study = app.StudyID(studies.Selected())
		}
		if c.What == "interviews" && s.Study == "" {
			done(app.Invalid(say.T("Interviews come into a study."), say.T("Choose which.")))
			return
		}
		m.SaveProfile(p.Name, app.ToolProfile{Name: name.Text, Out: c.Out, What: c.What, Spec: playbook.Body(s)}, done)
	}, more...)
}

func sortOf(what string, out bool) string {
	if out {
		return what + ">"
	}
	return what + "<"
}

// studies are the studies that a connection can be of.
func (f *toolFace) studies() []kit.Option {
	out := []kit.Option{{ID: "", Text: say.T("All studies")}}
	for _, st := range f.s.model.Known {
		out = append(out, kit.Option{ID: string(st.ID), Text: short(st.Name)})
	}
	return out
}
