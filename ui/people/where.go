package people

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// manyValues is from how many values on a column is compared by typing rather than by choosing.
const manyValues = 200

// pickColumn chooses the column of a new condition, which goes to a place.
func (s *Screen) pickColumn(anchor fyne.CanvasObject, at WhereAt) {
	m := s.model
	if m.Roster == nil {
		return
	}
	title := say.T("Filter by which field?")
	if at.One < 0 {
		title = say.T("Or by which field?")
	}
	p := kit.NewPicker(title, 300, func(q string) []kit.PickItem {
		var items []kit.PickItem
		for _, c := range m.Roster.Columns {
			items = append(items, kit.PickItem{Text: titleOf(c), Detail: typeWord(c), Run: func() {
				s.askWhere(anchor, at, app.PeopleWhere{Column: c.ID, Test: m.usualTest(c)})
			}})
		}
		return kit.Match(q, items)
	})
	p.ShowBelow(anchor)
}

// fewValues is up to how many different values a text is filtered by choosing some of them.
const fewValues = 24

// usualTest is the test that a condition begins with: texts that repeat are chosen from.
func (m *Model) usualTest(c people.Column) app.PeopleTest {
	if c.Type == app.FieldText && c.ID != people.ColNote && c.ID != people.ColCode {
		if n := len(m.Roster.Values(c.ID, fewValues+1)); n > 0 && n <= fewValues {
			return app.PeopleIs
		}
	}
	return c.Tests()[0]
}

// whereWide is the width of the form of a condition.
const whereWide float32 = 344

// whereForm asks for a condition on one column.
type whereForm struct {
	s      *Screen
	at     WhereAt
	col    people.Column
	where  app.PeopleWhere
	pop    *kit.Popover
	box    *fyne.Container
	wrong  *kit.Paragraph
	from   *kit.Entry
	to     *kit.Entry
	values *fyne.Container
	first  fyne.Focusable // of the values
}

// editWhere changes a condition; of several of which one is enough, the one that is chosen.
func (s *Screen) editWhere(anchor fyne.CanvasObject, at int, w app.PeopleWhere) {
	if len(w.Or) == 0 {
		s.askWhere(anchor, WhereAt{at, 0}, w)
		return
	}
	var items []kit.MenuItem
	for i, one := range w.Each() {
		items = append(items, kit.MenuItem{Text: s.model.Words(one), Icon: icons.Edit, Run: func() { s.askWhere(anchor, WhereAt{at, i}, one) }})
	}
	items = append(items, kit.Separator, kit.MenuItem{Text: say.T("Or another condition…"), Icon: icons.Plus, Run: func() { s.pickColumn(anchor, WhereAt{at, -1}) }})
	kit.ShowMenu(anchor, items...)
}

// fresh reports whether the condition is a new one.
func (at WhereAt) fresh() bool { return at.All < 0 || at.One < 0 }

// askWhere opens the form under what was pressed.
func (s *Screen) askWhere(anchor fyne.CanvasObject, at WhereAt, w app.PeopleWhere) {
	m := s.model
	if m.Roster == nil {
		return
	}
	col, ok := m.Roster.Column(w.Column)
	if !ok { // its field is gone
		m.DropOne(at)
		return
	}
	f := &whereForm{s: s, at: at, col: col, where: w, wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk)), box: kit.VStack(kit.Space2), values: kit.VStack(0)}
	f.from, f.to = kit.NewEntry(f.example()), kit.NewEntry(f.example())
	for i, e := range []*kit.Entry{f.from, f.to} {
		if i < len(w.Values) && !f.chooses() {
			e.SetText(w.Values[i])
		}
		e.OnSubmitted = func(string) { f.done() }
	}
	f.pop = kit.NewPopover(kit.Fixed(kit.Pad(f.box, kit.Space3), whereWide, 0))
	f.paint()
	f.pop.ShowBelow(anchor)
	f.focus()
}

// example shows what a value looks like.
func (f *whereForm) example() string {
	switch f.col.Type {
	case app.FieldNumber:
		return say.T("Number")
	case app.FieldDate:
		return "2026-05-31"
	}
	return say.T("Value")
}

// chooses reports whether values are chosen from those there are.
func (f *whereForm) chooses() bool {
	if f.where.Test != app.PeopleIs && f.where.Test != app.PeopleIsNot {
		return false
	}
	return f.col.Type != app.FieldNumber && f.col.Type != app.FieldDate && f.col.ID != people.ColCode && f.col.ID != people.ColNote
}

func (f *whereForm) focus() {
	if c := kit.CanvasOf(f.s.root); c != nil && f.first != nil && f.chooses() {
		c.Focus(f.first)
	}
	if f.from.Visible() && !f.chooses() && f.where.Test != app.PeopleEmpty && f.where.Test != app.PeopleFilled {
		f.from.Focus()
	}
}

func (f *whereForm) paint() {
	var tests []kit.Option
	for _, t := range f.col.Tests() {
		tests = append(tests, kit.Option{ID: string(t), Text: f.testWord(t)})
	}
	pick := kit.NewDropdown(tests, func(id string) {
		f.where.Test = app.PeopleTest(id)
		f.wrong.SetText("")
		f.paint()
		f.focus()
	})
	pick.Select(string(f.where.Test))
	f.box.Objects = []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(titleOf(f.col), kit.Strong)), pick)}
	switch {
	case f.where.Test == app.PeopleEmpty || f.where.Test == app.PeopleFilled:
	case f.where.Test == app.PeopleBetween:
		f.box.Add(kit.Columns(kit.Space2, []float32{1, 1}, f.from, f.to))
	case f.chooses():
		f.paintValues()
		f.box.Add(f.values)
	default:
		f.box.Add(f.from)
	}
	or := kit.NewButton(say.T("Or…"), kit.Quiet, f.or)
	or.SetTip(say.T("Another condition that is enough instead of this one"))
	foot := kit.HStack(kit.Space1, or)
	word := say.T("Add condition")
	if !f.at.fresh() {
		word = say.T("Change condition")
		foot.Add(kit.NewIconButton(icons.Trash, say.T("Take this condition away"), f.drop))
	}
	for _, o := range []fyne.CanvasObject{kit.Spacer(), kit.NewButton(say.T("Cancel"), kit.Quiet, f.pop0), kit.NewButton(word, kit.Primary, func() { f.done() })} {
		foot.Add(o)
	}
	f.box.Add(f.wrong)
	f.box.Add(foot)
	f.box.Refresh()
	if f.pop.Shown() {
		f.pop.Refresh()
	}
}

func (f *whereForm) pop0() { f.pop.Hide() }

// testWord is a test as the menu says it.
func (f *whereForm) testWord(t app.PeopleTest) string {
	day := f.col.Type == app.FieldDate
	switch t {
	case app.PeopleOver:
		if day {
			return say.T("after")
		}
		return say.T("more than")
	case app.PeopleUnder:
		if day {
			return say.T("before")
		}
		return say.T("less than")
	case app.PeopleEmpty:
		return say.T("is empty")
	case app.PeopleFilled:
		return say.T("is not empty")
	}
	return string(t)
}

// paintValues offers the values there are, those that many people have first.
func (f *whereForm) paintValues() {
	all := f.s.model.Roster.Values(f.col.ID, manyValues)
	list := kit.VStack(0)
	f.first = nil
	for _, v := range f.where.Values { // chosen ones that nobody has any more stay to be taken away
		if !slices.ContainsFunc(all, func(o people.Value) bool { return o.Text == v }) {
			all = append([]people.Value{{Text: v}}, all...)
		}
	}
	for _, v := range all {
		check := kit.NewCheck(v.Text, slices.Contains(f.where.Values, v.Text), func(on bool) {
			f.where.Values = slices.DeleteFunc(slices.Clone(f.where.Values), func(o string) bool { return o == v.Text })
			if on {
				f.where.Values = append(f.where.Values, v.Text)
			}
			f.wrong.SetText("")
		})
		if f.first == nil {
			f.first = check
		}
		list.Add(kit.HStack(kit.Space2, kit.Grow(check), kit.NewText(say.Number(v.Count), kit.Small)))
	}
	if len(all) == 0 {
		list.Add(kit.NewParagraph(say.T("Nobody has a value here yet."), kit.Small))
	}
	high := min(float32(280), list.MinSize().Height+kit.Space1)
	f.values.Objects = []fyne.CanvasObject{kit.Fixed(kit.Scroll(kit.Inset(list, 2, kit.Space3, 2, 2)), whereWide-2*kit.Space3, max(high, 32)+4)}
}

// or takes the condition, and asks for another that is enough instead of it.
func (f *whereForm) or() {
	if !f.done() {
		return
	}
	at := f.at.All
	if at < 0 {
		at = len(f.s.model.Filter.All) - 1
	}
	f.s.pickColumn(f.s.head.filter, WhereAt{at, -1}) // the chip is another by now
}

// drop takes the condition away.
func (f *whereForm) drop() {
	f.pop.Hide()
	f.s.model.DropOne(f.at)
	f.s.table.Focus()
}

// done takes the condition, or says what is wrong with it.
func (f *whereForm) done() (ok bool) {
	w := f.where
	if !f.chooses() {
		w.Values = []string{f.from.Text}
		if w.Test == app.PeopleBetween {
			w.Values = append(w.Values, f.to.Text)
		}
	}
	if err := f.s.model.SetWhere(f.at, w); err != nil {
		message, hint := say.Explain(err)
		f.wrong.SetText(message + " " + hint)
		f.box.Refresh()
		f.pop.Refresh()
		return false
	}
	f.pop.Hide()
	f.s.table.Focus()
	return true
}

// pickSegment shows a saved segment by its name.
func (s *Screen) pickSegment(anchor fyne.CanvasObject) {
	m := s.model
	items := []kit.PickItem{{Text: say.T("Everyone"), Run: func() {
		m.Inside = false
		m.ShowSegment(app.View{})
	}}}
	for _, v := range m.Saved {
		it := kit.PickItem{Text: v.Name, Group: say.T("Segments"), Run: func() { m.ShowSegment(v) }}
		if v.ID == m.at.id {
			it.Icon = icons.Check
		}
		items = append(items, it)
	}
	kit.NewPicker(say.T("Show which segment?"), 300, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowBelow(anchor)
}
