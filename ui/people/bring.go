package people

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Size of the import sheet, and of its list of columns.
const (
	bringWide   float32 = 1060
	bringHigh   float32 = 680
	columnsWide float32 = 432
)

// importSheet paints a Bring: choose a file, say what its columns mean beside what would become of each row, import, read the report.
type importSheet struct {
	s      *Screen
	b      *Bring
	dialog *kit.Dialog
	view   *kit.ScrollView
	right  *fyne.Container // preview or check
	part   string          // "rows" or "check"
	built  *people.Sheet   // the sheet that the content is of
	spec   string          // the spec that the list of columns shows
	plan   *people.Plan    // the plan that is painted
	err    error
	top    *fyne.Container
	act    fyne.Focusable // the button of the next step that has the keyboard
}

func newImportSheet(s *Screen) *importSheet {
	i := &importSheet{s: s, b: &Bring{Model: s.model}, part: "rows", right: kit.Stack(), top: kit.VStack(kit.Space2)}
	i.b.OnChange = i.paint
	return i
}

// Import asks for a file of people and shows what would become of it. In a workspace opened for reading it says why not.
func (s *Screen) Import() {
	if s.model.ReadOnly {
		s.model.refuse()
		return
	}
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Choose a list of people"), Action: say.T("Look at it"), Types: []kit.FileType{kit.TableFiles},
		OnPick: func(paths []string) { s.ImportFile(paths[0]) }}).Show(kit.CanvasOf(s.root))
}

// ImportFile shows what would become of a file of people.
func (s *Screen) ImportFile(path string) {
	i := s.bring
	i.built, i.part, i.plan, i.err = nil, "rows", nil, nil
	i.dialog = kit.NewDialog(say.T("Import people"), bringWide, bringHigh)
	i.dialog.OnClose = i.b.Stop
	i.dialog.Show(kit.CanvasOf(s.root))
	i.b.Begin(path)
}

func (i *importSheet) paint() {
	if i.dialog == nil || !i.dialog.Shown() {
		return
	}
	b := i.b
	cancel := kit.NewButton(say.T("Cancel"), kit.Quiet, i.dialog.Hide)
	switch {
	case b.Sheet == nil && b.Err != nil:
		i.refuse()
		return
	case b.Sheet == nil:
		i.wait(cancel)
		return
	case b.Done:
		i.report()
		return
	}
	spec := fmt.Sprint(b.Spec, b.Used, len(b.Saved))
	if i.built != b.Sheet || i.spec != spec {
		i.build(spec)
	}
	if i.plan != b.Plan || i.err != b.Err || i.plan == nil {
		i.plan, i.err = b.Plan, b.Err
		i.paintTop()
		i.paintRight()
	}
	act := kit.NewButton(b.Act(), kit.Primary, b.Run)
	switch {
	case b.Busy:
		act.SetText(say.T("Importing…"))
		act.Disable()
	case b.Act() == "":
		act.SetText(say.T("Nothing to import"))
		act.Disable()
	}
	says := b.Says()
	if b.Plan == nil && b.Err == nil {
		says = say.T("Looking at the rows…")
	}
	i.dialog.SetActions([]fyne.CanvasObject{kit.Grow(kit.NewElastic(says, kit.Control))}, cancel, act)
	i.ready(act)
}

// ready gives the button the keyboard, unless something has it: Enter does the next step.
func (i *importSheet) ready(act *kit.Button) {
	if c := kit.CanvasOf(i.s.root); c != nil && !act.Disabled() && (c.Focused() == nil || c.Focused() == i.act) {
		c.Focus(act)
		i.act = act
	}
}

// wait shows that the file is read.
func (i *importSheet) wait(cancel *kit.Button) {
	if c := kit.CanvasOf(i.s.root); c != nil {
		c.Unfocus() // what had the keyboard goes
	}
	i.dialog.SetContent(kit.Pad(kit.NewSkeleton(), kit.Space2))
	i.dialog.SetActions(nil, cancel)
}

// refuse says why the file cannot be read, and offers another sheet of it or another file.
func (i *importSheet) refuse() {
	acts := []fyne.CanvasObject{kit.NewButton(say.T("Choose another file…"), kit.Secondary, func() {
		i.dialog.Hide()
		i.s.Import()
	})}
	if len(i.b.Tables) > 1 {
		acts = append([]fyne.CanvasObject{i.tables()}, acts...)
	}
	i.dialog.SetContent(kit.ErrorState(i.b.Err, acts...))
	i.dialog.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, i.dialog.Hide))
}

// build lays the sheet out for a spec.
func (i *importSheet) build(spec string) {
	b := i.b
	offset := float32(0)
	if i.view != nil && i.built == b.Sheet {
		offset = i.view.Offset()
	}
	i.built, i.spec = b.Sheet, spec
	i.dialog.SetTitle(say.T("Import people from %s", b.Sheet.Name))
	list := kit.VStack(0)
	for col := range b.Spec.Columns {
		list.Add(i.column(col))
		list.Add(kit.HLine())
	}
	i.view = kit.Scroll(kit.Inset(list, 0, kit.Space3, 0, 0))
	parts := kit.NewSegments([]kit.Option{{ID: "rows", Text: say.T("First rows")}, {ID: "check", Text: say.T("What becomes of them")}}, func(id string) {
		i.part = id
		i.paintRight()
	})
	parts.Select(i.part)
	head := kit.HStack(kit.Space2, kit.NewText(say.T("What do the columns mean?"), kit.Label), kit.Spacer())
	if len(b.Tables) > 1 {
		head.Add(i.tables())
	}
	left := kit.Dock(kit.Inset(head, 0, kit.Space3, kit.Space2, 0), nil, nil, nil, i.view)
	right := kit.Dock(kit.Inset(kit.HStack(0, parts, kit.Spacer()), 0, 0, kit.Space2, 0), nil, nil, nil, i.right)
	body := kit.Dock(nil, nil, nil, kit.Inset(kit.Fixed(left, columnsWide, 0), 0, kit.Space4, 0, 0), right)
	i.dialog.SetContent(kit.Dock(kit.Inset(kit.VStack(kit.Space2, i.settings(), i.top), 0, 0, kit.Space3, 0), nil, nil, nil, body))
	if offset > 0 {
		i.view.ScrollTo(offset)
	}
}

// settings are how the file comes in.
func (i *importSheet) settings() fyne.CanvasObject {
	b := i.b
	var keys []kit.Option
	for _, k := range b.Keys() {
		text := k
		if k == "" {
			text = say.T("their code")
		}
		keys = append(keys, kit.Option{ID: k, Text: text})
	}
	key := kit.NewDropdown(keys, func(id string) { b.Set(func(s *people.Spec) { s.Key = id }) }).WithPrefix(say.T("Known by "))
	key.Select(b.Spec.Key)
	mode := kit.NewDropdown([]kit.Option{{ID: string(people.AddAndUpdate), Text: say.T("Add and update")}, {ID: string(people.AddOnly), Text: say.T("Only add")}, {ID: string(people.UpdateOnly), Text: say.T("Only update")}},
		func(id string) { b.Set(func(s *people.Spec) { s.Mode = people.Mode(id) }) })
	mode.Select(string(b.Spec.Mode))
	empty := kit.NewDropdown([]kit.Option{{ID: "", Text: say.T("keep what is known")}, {ID: "clear", Text: say.T("clear it")}},
		func(id string) { b.Set(func(s *people.Spec) { s.Clear = id != "" }) }).WithPrefix(say.T("Empty cells "))
	if b.Spec.Clear {
		empty.Select("clear")
	}
	twice := kit.NewDropdown([]kit.Option{{ID: string(people.RepeatJoin), Text: say.T("are joined")}, {ID: string(people.RepeatFirst), Text: say.T(": the first counts")}, {ID: string(people.RepeatLast), Text: say.T(": the last counts")}},
		func(id string) { b.Set(func(s *people.Spec) { s.Repeat = people.Repeat(id) }) }).WithPrefix(say.T("Repeated rows "))
	twice.Select(string(b.Spec.Repeat))
	row := kit.HStack(kit.Space2, key, mode, empty, twice, kit.Spacer())
	var saved *kit.Button
	saved = kit.NewDropButton(say.T("Mapping"), kit.Paint{}, func() { kit.ShowMenu(saved, i.mappings()...) })
	row.Add(saved)
	return row
}

// tables chooses the sheet of a workbook.
func (i *importSheet) tables() *kit.Dropdown {
	var all []kit.Option
	for _, name := range i.b.Tables {
		all = append(all, kit.Option{ID: name, Text: name})
	}
	pick := kit.NewDropdown(all, i.b.SetTable).WithPrefix(say.T("Sheet ")).WithWidth(230)
	pick.Select(i.b.Table)
	return pick
}

// mappings are the saved imports of the register of tools.
func (i *importSheet) mappings() []kit.MenuItem {
	b := i.b
	items := []kit.MenuItem{{Text: say.T("As guessed"), Checked: b.Used == nil, Run: func() { b.Use(nil) }}}
	for k := range b.Saved {
		sv := &b.Saved[k]
		items = append(items, kit.MenuItem{Text: sv.ToolName + ": " + sv.Name, Checked: b.Used == sv, Run: func() { b.Use(sv) }})
	}
	return append(items, kit.Separator, kit.MenuItem{Text: say.T("Save this mapping…"), Icon: icons.Plus, Run: i.askKeep})
}

// askKeep saves the mapping with a tool.
func (i *importSheet) askKeep() {
	tool, name := kit.NewEntry(say.T("CRM, help desk, panel provider, …")), kit.NewEntry(say.T("Customers"))
	name.SetText(strings.TrimSuffix(i.b.Sheet.Name, filepath.Ext(i.b.Sheet.Name)))
	form := kit.VStack(kit.Space3, kit.FormRow(say.T("Tool that the file comes from"), tool), kit.FormRow(say.T("Name of the mapping"), name),
		kit.NewParagraph(say.T("It is kept in the register of tools, which notes when it ran and for how many rows."), kit.Small))
	i.s.ask(say.T("Save this mapping"), 480, 330, say.T("Save mapping"), form, tool.Focus, func(done func(error)) { i.b.Keep(tool.Text, name.Text, done) }, tool, name)
}

// column says what one column means.
func (i *importSheet) column(col int) fyne.CanvasObject {
	b := i.b
	c := b.Spec.Columns[col]
	var samples []string
	for _, r := range b.Sheet.Rows[:min(len(b.Sheet.Rows), 40)] {
		if v := r[col]; v != "" && !slices.Contains(samples, v) {
			if samples = append(samples, v); len(samples) == 3 {
				break
			}
		}
	}
	sample := strings.Join(samples, ", ")
	if c.Role.Private() {
		sample = say.T("Contact details: shown only in the vault")
	} else if sample == "" {
		sample = say.T("Empty")
	}
	words := kit.VStack(1, kit.NewElastic(c.Column, kit.Body), kit.NewElastic(sample, kit.Small))
	var means *kit.Button
	means = kit.NewDropButton(i.meaning(c), kit.Paint{}, func() { i.pickMeaning(means, col) })
	row := kit.HStack(kit.Space2, kit.Grow(words), means)
	if c.Role == people.RoleField && !i.defined(c.Field) {
		var types []kit.Option
		for _, t := range app.FieldTypes() {
			types = append(types, kit.Option{ID: string(t), Text: typeName(t)})
		}
		kind := kit.NewDropdown(types, func(id string) { b.SetType(col, app.FieldType(id)) })
		kind.Select(string(c.Type))
		row.Add(kind)
	}
	return kit.PadXY(row, 0, kit.Space1)
}

// defined reports whether a field has a type already.
func (i *importSheet) defined(name string) bool {
	return slices.ContainsFunc(i.b.Fields, func(f app.Field) bool { return f.ID != "" && strings.EqualFold(f.Name, name) })
}

// roleWords say what a column can be.
var roleWords = map[people.Role]string{people.RoleSkip: say.T("Leave out"), people.RoleCode: say.T("Code"), people.RoleSegment: say.T("Segment"), people.RoleLabels: say.T("Labels"), people.RoleStatus: say.T("Panel status"),
	people.RoleSource: say.T("Came from"), people.RoleNote: say.T("Note"), people.RoleName: say.T("Name (vault)"), people.RoleEmail: say.T("E-mail (vault)"), people.RolePhone: say.T("Phone (vault)"), people.RoleAddress: say.T("Address (vault)")}

func (i *importSheet) meaning(c people.ColumnSpec) string {
	if c.Role != people.RoleField {
		return roleWords[c.Role]
	}
	name := c.Field
	if r := []rune(name); len(r) > 18 {
		name = string(r[:17]) + "…"
	}
	if strings.EqualFold(c.Field, c.Column) && !i.defined(c.Field) {
		return say.T("New field")
	}
	return name
}

// pickMeaning chooses what a column means: a role, a field that is there, or a new one.
func (i *importSheet) pickMeaning(anchor fyne.CanvasObject, col int) {
	b := i.b
	c := b.Spec.Columns[col]
	kit.NewPicker(say.T("What is “%s”?", c.Column), 300, func(q string) []kit.PickItem {
		var items []kit.PickItem
		for _, r := range people.Roles() {
			if r == people.RoleField {
				continue
			}
			it := kit.PickItem{Text: roleWords[r], Run: func() { b.SetRole(col, r, "") }}
			if c.Role == r {
				it.Icon = icons.Check
			}
			items = append(items, it)
		}
		items = append(items, kit.PickItem{Text: say.T("New field “%s”", c.Column), Group: say.T("Fields"), Run: func() { b.SetRole(col, people.RoleField, c.Column) }})
		for _, f := range b.Fields {
			if strings.EqualFold(f.Name, c.Column) && f.ID == "" {
				continue
			}
			it := kit.PickItem{Text: f.Name, Detail: typeName(f.Type), Group: say.T("Fields"), Run: func() { b.SetRole(col, people.RoleField, f.Name) }}
			if c.Role == people.RoleField && strings.EqualFold(c.Field, f.Name) {
				it.Icon = icons.Check
			}
			items = append(items, it)
		}
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && len(found) == 0 {
			found = append(found, kit.PickItem{Text: say.T("New field “%s”", q), Muted: true, Run: func() { b.SetRole(col, people.RoleField, q) }})
		}
		return found
	}).ShowBelow(anchor)
}

// paintTop says what is odd about the file as a whole.
func (i *importSheet) paintTop() {
	b := i.b
	i.top.Objects = nil
	if bar := kit.ErrorBar(b.Err); bar != nil {
		i.top.Add(bar)
	}
	if b.Plan != nil {
		if n := len(b.Plan.Private); n > 0 {
			word := strings.Join(b.Plan.Private[:min(n, 4)], ", ")
			text := kit.NewParagraph(say.T("%s: contact details are kept only in the vault, which is not open. They are left out; the other columns come in.", word), kit.Control)
			i.top.Add(kit.NoticeBar(icons.Lock, kit.Caution, text, kit.NewButton(say.T("Go to the vault"), kit.Quiet, func() {
				i.dialog.Hide()
				i.s.goTo(kit.Route{Screen: kit.Consent})
			})))
		}
		if b.Plan.Alike > 0 && !b.Spec.Alike {
			text := kit.NewParagraph(say.T("%s says the same as somebody who is here under another code, and is left out.", say.Count(b.Plan.Alike, "row")), kit.Control)
			if b.Plan.Alike > 1 {
				text = kit.NewParagraph(say.T("%s say the same as people who are here under other codes, and are left out.", say.Count(b.Plan.Alike, "row")), kit.Control)
			}
			i.top.Add(kit.NoticeBar(icons.People, kit.Caution, text, kit.NewButton(say.T("Add them all the same"), kit.Quiet, func() { b.Set(func(s *people.Spec) { s.Alike = true }) })))
		}
		for _, w := range b.Plan.Warnings[:min(len(b.Plan.Warnings), 3)] {
			i.top.Add(kit.NewParagraph(w, kit.Small))
		}
	}
	i.top.Refresh()
}

// paintRight shows the first rows, or what would become of them.
func (i *importSheet) paintRight() {
	var show fyne.CanvasObject
	switch {
	case i.part == "rows":
		show = i.rows()
	case i.b.Plan == nil && i.b.Err == nil:
		show = kit.Pad(kit.NewSkeleton(), kit.Space2)
	case i.b.Plan == nil:
		show = kit.NewParagraph(say.T("Say first what the columns mean."), kit.Small)
	default:
		show = i.check(i.b.Odd())
	}
	i.right.Objects = []fyne.CanvasObject{show}
	i.right.Refresh()
}

// report says what came in, row by row where something was odd.
func (i *importSheet) report() {
	b := i.b
	odd := b.Odd()
	line := kit.NewParagraph(say.T("%s. One undo takes all of it back.", b.Says()), kit.Body)
	i.dialog.SetTitle(say.T("Imported from %s", b.Sheet.Name))
	i.dialog.SetContent(kit.Dock(kit.Inset(line, 0, 0, kit.Space3, 0), nil, nil, nil, i.check(odd)))
	show := kit.NewButton(say.T("Show people"), kit.Primary, func() {
		i.dialog.Hide()
		i.s.Shown()
	})
	i.dialog.SetActions(nil, show)
	i.ready(show)
}
