package people

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// editField asks for a value of a field with what its type needs, and gives it to all people chosen. Only one chosen shows what they have.
func (s *Screen) editField(anchor fyne.CanvasObject, f app.Field) {
	m := s.model
	have := ""
	if r := m.Current(); r != nil {
		have = r.Attribute(f.Name)
	}
	set := func(v string) { m.SetValue(f, v, nil) }
	switch f.Type {
	case app.FieldYesNo:
		s.pickOne(anchor, f.Name, []string{"yes", "no"}, have, false, set)
	case app.FieldSingle:
		s.pickOne(anchor, f.Name, s.choices(f), have, len(f.Options) == 0, set)
	case app.FieldMulti:
		s.pickMany(anchor, f.Name, s.choices(f), app.SplitValues(have), len(f.Options) == 0, func(all []string) { set(strings.Join(all, app.ValueSeparator)) })
	case app.FieldPeople:
		s.pickMany(anchor, f.Name, s.codes(), app.SplitValues(have), false, func(all []string) { set(strings.Join(all, app.ValueSeparator)) })
	default:
		s.typeValue(anchor, f, have)
	}
}

// choices are the options of a field, or what people have in it where it has none.
func (s *Screen) choices(f app.Field) []string {
	if len(f.Options) > 0 {
		return f.Options
	}
	var out []string
	for _, v := range s.model.Roster.Values(people.FieldColumn(f.Name), manyValues) {
		out = append(out, v.Text)
	}
	return out
}

// codes are the codes of everybody.
func (s *Screen) codes() []string {
	var out []string
	for i := range s.model.Roster.Rows {
		out = append(out, s.model.Roster.Rows[i].Code)
	}
	return out
}

// pickOne chooses one value, or none; free lets another one be typed.
func (s *Screen) pickOne(anchor fyne.CanvasObject, title string, all []string, have string, free bool, set func(string)) {
	s.show(anchor, kit.NewPicker(title, 280, func(q string) []kit.PickItem {
		var items []kit.PickItem
		for _, v := range all {
			it := kit.PickItem{Text: v, Run: func() { set(v) }}
			if v == have {
				it.Icon = icons.Check
			}
			items = append(items, it)
		}
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && free && !slices.ContainsFunc(all, func(v string) bool { return strings.EqualFold(v, q) }) {
			found = append(found, kit.PickItem{Text: "“" + q + "”", Muted: true, Run: func() { set(q) }})
		}
		if q == "" && (have != "" || len(s.model.Chosen) > 1) {
			found = append(found, kit.PickItem{Text: say.T("No value"), Muted: true, Run: func() { set("") }})
		}
		return found
	}))
}

// pickMany chooses several values; they are set when the picker closes.
func (s *Screen) pickMany(anchor fyne.CanvasObject, title string, all, have []string, free bool, set func([]string)) {
	now := slices.Clone(have)
	toggle := func(v string) {
		if i := slices.Index(now, v); i >= 0 {
			now = slices.Delete(slices.Clone(now), i, i+1)
		} else {
			now = append(slices.Clone(now), v)
		}
	}
	p := kit.NewPicker(title, 280, func(q string) []kit.PickItem {
		var items []kit.PickItem
		for _, v := range slices.Concat(all, missing(now, all)) {
			it := kit.PickItem{Text: v, Run: func() { toggle(v) }}
			if slices.Contains(now, v) {
				it.Icon = icons.Check
			}
			items = append(items, it)
		}
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && free && len(found) == 0 {
			found = append(found, kit.PickItem{Text: say.T("Add “%s”", q), Muted: true, Run: func() { toggle(q) }})
		}
		return found
	})
	p.Keep = true
	pop := s.show(anchor, p)
	then := pop.OnHide
	pop.OnHide = func() {
		if then != nil {
			then()
		}
		if !slices.Equal(now, have) {
			set(now)
		}
	}
}

// missing are the values that are not among all.
func missing(values, all []string) (out []string) {
	for _, v := range values {
		if !slices.Contains(all, v) {
			out = append(out, v)
		}
	}
	return out
}

// show opens a picker under what was pressed, or in the upper middle when it was a key.
func (s *Screen) show(anchor fyne.CanvasObject, p *kit.Picker) *kit.Popover {
	if anchor == fyne.CanvasObject(s.table) {
		return p.ShowTop(kit.CanvasOf(s.root))
	}
	return p.ShowBelow(anchor)
}

// typeValue asks for a text, a number, a date or a link in a small form that stays open until the value fits.
func (s *Screen) typeValue(anchor fyne.CanvasObject, f app.Field, have string) {
	hint := map[app.FieldType]string{app.FieldNumber: say.T("A number such as 12 or 3.5"), app.FieldDate: say.T("A day such as 2026-05-31"), app.FieldURL: "https://…"}[f.Type]
	s.typeText(anchor, f.Name, hint, have, f.Help, func(text string, done func(error)) { s.model.SetValue(f, text, done) })
}

// typeText asks for one line under what was pressed. give hears it and, through done, says how it went.
func (s *Screen) typeText(anchor fyne.CanvasObject, title, placeholder, have, help string, give func(text string, done func(error))) {
	entry := kit.NewEntry(placeholder)
	entry.SetText(have)
	wrong := kit.NewParagraph("", kit.Small.In(kit.BadInk))
	box := kit.VStack(kit.Space2, kit.NewElastic(title, kit.Strong), entry)
	if help != "" {
		box.Add(kit.NewParagraph(help, kit.Small))
	}
	pop := kit.NewPopover(kit.Fixed(kit.Pad(box, kit.Space3), 300, 0))
	save := func() {
		give(entry.Text, func(err error) {
			if err == nil {
				pop.Hide()
				return
			}
			message, hint := say.Explain(err)
			wrong.SetText(message + " " + hint)
			pop.Refresh()
		})
	}
	entry.OnSubmitted = func(string) { save() }
	box.Add(wrong)
	box.Add(kit.HStack(kit.Space2, kit.Spacer(), kit.NewButton(say.T("Cancel"), kit.Quiet, pop.Hide), kit.NewButton(say.T("Save"), kit.Primary, save)))
	if anchor == fyne.CanvasObject(s.table) {
		pop.ShowTop(kit.CanvasOf(s.root))
	} else {
		pop.ShowBelow(anchor)
	}
	entry.FocusAll()
}

// askWords asks for a name or a few words in a dialog.
func (s *Screen) askWords(title, placeholder, have, verb, help string, give func(text string, done func(error))) {
	entry := kit.NewEntry(placeholder)
	entry.SetText(have)
	box := kit.VStack(kit.Space3, entry)
	if help != "" {
		box.Add(kit.NewParagraph(help, kit.Small))
	}
	s.ask(title, 460, 240, verb, box, entry.FocusAll, func(done func(error)) { give(entry.Text, done) }, entry)
}

// ask shows a form in a dialog that stays open until save says that it went well. Enter in one of the fields saves.
func (s *Screen) ask(title string, wide, high float32, verb string, form fyne.CanvasObject, focus func(), save func(done func(error)), enter ...*kit.Entry) *kit.Dialog {
	d := kit.NewDialog(title, wide, high)
	wrong := kit.VStack(0)
	do := func() {
		save(func(err error) {
			if err == nil {
				d.Hide()
				return
			}
			wrong.Objects = []fyne.CanvasObject{kit.ErrorBar(err)}
			d.SetContent(kit.Dock(kit.Inset(wrong, 0, 0, kit.Space2, 0), nil, nil, nil, form))
		})
	}
	for _, e := range enter {
		e.OnSubmitted = func(string) { do() }
	}
	d.SetContent(kit.Dock(nil, nil, nil, nil, form))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(verb, kit.Primary, do))
	d.Show(kit.CanvasOf(s.root))
	if focus != nil {
		focus()
	}
	return d
}

// askNew adds a person by code.
func (s *Screen) askNew() {
	s.askWords(say.T("New person"), say.T("Code, such as P07"), "", say.T("Add person"), say.T("A code stands for the person everywhere. Names and addresses belong into the vault."), s.model.Add)
}
