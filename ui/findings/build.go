package findings

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// builderHigh bounds how tall the conditions of a query stand above the table.
const builderHigh float32 = 250

// builder is the panel in which a query is built by groups of conditions. The table below shows at once what it finds.
type builder struct {
	s        *Screen
	count    *kit.Text
	sentence *kit.Paragraph
	rows     *fyne.Container
	view     *kit.ScrollView
	sized    *fyne.Container
	root     *fyne.Container
	drawn    string // the structure drawn, so that fields keep the keyboard while they are typed in
}

func newBuilder(s *Screen) *builder {
	b := &builder{s: s, count: kit.NewElastic("", kit.Small), sentence: kit.NewParagraph("", kit.Small), rows: kit.VStack(kit.Space2)}
	b.view = kit.Scroll(kit.Inset(b.rows, 2, kit.Space3, 2, 2))
	b.sized = kit.Stack()
	head := kit.HStack(kit.Space3, kit.NewText(say.T("Query"), kit.Strong), kit.Grow(b.count), kit.NewButton(say.T("Save as a view…"), kit.Quiet, s.askSaveAs),
		kit.NewIconButton(icons.Close, say.T("Close (Q); the query stays"), s.toggleBuilder))
	b.root = kit.Stack(kit.NewBox(kit.Surface, kit.Line), kit.Inset(kit.VStack(kit.Space2, head, b.sized, b.sentence), kit.Space2, kit.Space2, kit.Space3, kit.Space3))
	b.root.Hide()
	return b
}

// toggleBuilder opens the panel, or closes it.
func (s *Screen) toggleBuilder() {
	if s.model.Building() != nil {
		s.model.CloseBuilder()
		s.Shown()
		return
	}
	s.model.OpenBuilder()
}

func (b *builder) paint() {
	m := b.s.model
	root := m.Building()
	if root == nil {
		if b.root.Visible() {
			b.root.Hide()
			b.drawn = ""
			b.s.root.Refresh()
		}
		return
	}
	words := say.T("counting…")
	if m.Counted {
		words = say.T("%s of %s", say.Number(m.Count()), findings(m.All))
	}
	b.count.SetText(words)
	sentence := m.Sentence()
	if sentence == "" {
		sentence = say.T("Nothing is asked for yet: all findings are shown.")
	}
	if beside := m.Query; m.Filtered() {
		if beside.Where = nil; beside.Narrowed() {
			sentence += say.T(" The filters above hold as well.")
		}
	}
	b.sentence.SetText(sentence)
	drawn := b.structure(root)
	if drawn == b.drawn && b.root.Visible() {
		b.root.Refresh()
		return
	}
	b.drawn = drawn
	b.rows.Objects = []fyne.CanvasObject{b.group(root, nil)}
	b.rows.Refresh()
	high := min(builderHigh, kit.HeightFor(b.rows, 900)+8)
	b.sized.Objects = []fyne.CanvasObject{kit.Fixed(b.view, 0, high)}
	b.root.Show()
	b.s.root.Refresh()
	b.root.Refresh()
}

// structure tells two drawings apart: all but what is typed into fields.
func (b *builder) structure(p *Part) string {
	m := b.s.model
	s := fmt.Sprintf("%p%s%v%s%s%s", p, p.Clause.Op, p.Not, p.Clause.Attribute, p.Clause.Match, p.Clause.Coder)
	for _, v := range p.Values() {
		s += "," + m.CandidateWords(p, v)
	}
	s += fmt.Sprint(len(m.Candidates(p)) > 0)
	for _, k := range p.Kids {
		s += "(" + b.structure(k) + ")"
	}
	return s
}

// group draws a group: how its parts are joined, the parts, and what can be added. in is the group it stands in.
func (b *builder) group(p *Part, in *Part) fyne.CanvasObject {
	m := b.s.model
	how := kit.NewDropdown([]kit.Option{{ID: "and", Text: say.T("All of these")}, {ID: "or", Text: say.T("Any of these")}, {ID: "not and", Text: say.T("Not all of these")}, {ID: "not or", Text: say.T("None of these")}}, func(id string) {
		p.Not = strings.HasPrefix(id, "not ")
		p.Clause.Op = app.ClauseOp(strings.TrimPrefix(id, "not "))
		m.Built()
	})
	id := string(p.Clause.Op)
	if p.Not {
		id = say.T("not %s", id)
	}
	how.Select(id)
	head := kit.HStack(kit.Space2, how, kit.Spacer())
	if in != nil && !in.Relation() {
		head.Add(kit.NewIconButton(icons.Close, say.T("Take the group out"), func() { m.DropPart(p) }))
	}
	rows := []fyne.CanvasObject{head}
	for _, kid := range p.Kids {
		if kid.Group() {
			rows = append(rows, b.group(kid, p))
		} else {
			rows = append(rows, b.condition(kid))
		}
	}
	rows = append(rows, kit.HStack(kit.Space1, kit.NewIconTextButton(icons.Plus, say.T("Condition"), kit.Quiet, func() { m.AddPart(p, NewPart(app.OpTag)) }),
		kit.NewIconTextButton(icons.Plus, say.T("Group"), kit.Quiet, func() { m.AddPart(p, NewPart(app.OpOr)) }), kit.Spacer()))
	return kit.Barred(kit.PaintOf(kit.Line), kit.VStack(kit.Space1, rows...))
}

// condition draws one condition: what it goes by, whether it is so or not, and its values.
func (b *builder) condition(p *Part) fyne.CanvasObject {
	m := b.s.model
	var options []kit.Option
	for _, f := range m.Fields() {
		options = append(options, kit.Option{ID: f.ID, Text: f.Title})
	}
	now := m.FieldOf(p)
	field := kit.NewDropdown(append(options, missing(options, now)...), func(id string) {
		name, ok := strings.CutPrefix(id, byAttribute)
		if ok {
			m.TurnPart(p, app.OpAttribute, name)
			return
		}
		m.TurnPart(p, app.ClauseOp(id), "")
	}).WithWidth(160)
	field.Select(now.ID)
	is := kit.NewDropdown([]kit.Option{{ID: "is", Text: isWords(p, false)}, {ID: "not", Text: isWords(p, true)}}, func(id string) { p.Not = id == "not"; m.Built() }).WithWidth(96)
	if p.Not {
		is.Select("not")
	}
	row := kit.HStack(kit.Space2, field, is)
	row.Objects = append(row.Objects, b.values(p)...)
	row.Objects = append(row.Objects, kit.NewIconButton(icons.Close, say.T("Take the condition out"), func() { m.DropPart(p) }))
	if !p.Relation() {
		return row
	}
	return kit.VStack(kit.Space1, row, kit.Inset(b.group(p.Kids[0], p), 0, 0, 0, kit.Space6))
}

// missing is the field of a condition that is not offered here: kept from elsewhere.
func missing(options []kit.Option, f Field) []kit.Option {
	for _, o := range options {
		if o.ID == f.ID {
			return nil
		}
	}
	return []kit.Option{{ID: f.ID, Text: f.Title}}
}

func isWords(p *Part, not bool) string {
	words := [2]string{say.T("is"), say.T("is not")}
	switch op := p.Clause.Op; {
	case op == app.OpText:
		words = [2]string{say.T("occur"), say.T("do not")}
	case op == app.OpStar || op == app.OpNote || op == app.OpTagged || op == app.OpSorted:
		words = [2]string{say.T("yes"), say.T("no")}
	case p.Relation():
		words = [2]string{say.T("there is"), say.T("there is no")}
	}
	if not {
		return words[1]
	}
	return words[0]
}

// values are what a condition asks for, to choose or to type.
func (b *builder) values(p *Part) []fyne.CanvasObject {
	m := b.s.model
	c := &p.Clause
	switch {
	case c.Op == app.OpStar || c.Op == app.OpNote || c.Op == app.OpTagged || c.Op == app.OpSorted:
		return []fyne.CanvasObject{kit.Spacer()}
	case c.Op == app.OpText:
		e := kit.NewEntry(say.T("Words"))
		e.SetText(c.Text)
		e.OnChanged = func(s string) { c.Text = s; m.Built() }
		return []fyne.CanvasObject{kit.Grow(e)}
	case c.Op == app.OpDate || c.Op == app.OpMade:
		return append(b.day(say.T("from"), &c.From), append(b.day(say.T("to"), &c.To), kit.Spacer())...)
	case p.Relation():
		return b.relation(p)
	case c.Op == app.OpAttribute:
		return b.attribute(p)
	}
	return b.chosen(p)
}

// day is a field for a day; a day that is none is left out until it is one.
func (b *builder) day(words string, at *app.Date) []fyne.CanvasObject {
	e := kit.NewEntry("2026-01-31")
	e.SetText(string(*at))
	e.OnChanged = func(s string) {
		if d := app.Date(strings.TrimSpace(s)); d.Valid() {
			*at = d
			b.s.model.Built()
		}
	}
	return []fyne.CanvasObject{kit.NewText(words, kit.Small), kit.Fixed(e, 120, 0)}
}

// relation says how near the other finding is and whose.
func (b *builder) relation(p *Part) []fyne.CanvasObject {
	m := b.s.model
	c := &p.Clause
	var out []fyne.CanvasObject
	if c.Op == app.OpNear {
		e := kit.NewEntry("1")
		e.SetText(strconv.Itoa(c.Turns))
		e.OnChanged = func(s string) {
			if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil {
				c.Turns = n
				m.Built()
			}
		}
		out = append(out, kit.NewText(say.T("within"), kit.Small), kit.Fixed(e, 52, 0), kit.NewText(say.T("turns"), kit.Small))
	}
	whose := kit.NewDropdown([]kit.Option{{ID: "", Text: say.T("another finding")}, {ID: app.BySameAuthor, Text: say.T("another finding of the same author")}, {ID: app.ByOtherAuthor, Text: say.T("a finding of another author")}},
		func(id string) { c.Coder = id; m.Built() })
	whose.Select(c.Coder)
	return append(out, whose, kit.NewText(say.T("that is"), kit.Small), kit.Spacer())
}

// attribute compares an attribute of people with values that are chosen or typed.
func (b *builder) attribute(p *Part) []fyne.CanvasObject {
	m := b.s.model
	c := &p.Clause
	how := kit.NewDropdown([]kit.Option{{ID: "", Text: say.T("one of")}, {ID: string(app.MatchContains), Text: say.T("containing")}, {ID: string(app.MatchBelow), Text: say.T("below")},
		{ID: string(app.MatchAtMost), Text: say.T("at most")}, {ID: string(app.MatchAtLeast), Text: say.T("at least")}, {ID: string(app.MatchAbove), Text: say.T("above")}}, func(id string) {
		if (id == "") != (c.Match == "") {
			c.Values = nil
		}
		c.Match = app.AttributeMatch(id)
		m.Built()
	}).WithWidth(116)
	how.Select(string(c.Match))
	if c.Match == app.MatchEquals {
		return append([]fyne.CanvasObject{how}, b.chosen(p)...)
	}
	e := kit.NewEntry(say.T("Value"))
	e.SetText(strings.Join(c.Values, ", "))
	e.OnChanged = func(s string) {
		c.Values = nil
		if s = strings.TrimSpace(s); s != "" {
			c.Values = []string{s}
		}
		m.Built()
	}
	return []fyne.CanvasObject{how, kit.Grow(e)}
}

// chosen are the values of a list that a condition chooses.
func (b *builder) chosen(p *Part) []fyne.CanvasObject {
	m := b.s.model
	words := make([]string, 0, len(p.Values()))
	for _, v := range p.Values() {
		words = append(words, m.CandidateWords(p, v))
	}
	text := say.T("Choose…")
	if len(words) > 0 {
		text = shortWords(strings.Join(words, say.T(" or ")), 60)
	}
	var open *kit.Button
	open = kit.NewDropButton(text, kit.Paint{}, func() { b.pick(p, open) })
	out := []fyne.CanvasObject{open}
	if p.Clause.Op == app.OpTag {
		sub := kit.NewCheck(say.T("with sub-tags"), p.Clause.SubTags, func(on bool) { p.Clause.SubTags = on; m.Built() })
		out = append(out, kit.Fixed(sub, 130, 0))
	}
	return append(out, kit.Spacer())
}

// pick chooses the values of a condition, several one after another.
func (b *builder) pick(p *Part, anchor fyne.CanvasObject) {
	m := b.s.model
	pick := kit.NewPicker(say.T("Find a value…"), 320, func(q string) []kit.PickItem {
		var items []kit.PickItem
		on := map[string]bool{}
		for _, v := range p.Values() {
			on[v] = true
		}
		for _, c := range m.Candidates(p) {
			it := kit.PickItem{Text: m.CandidateWords(p, c.Value), Run: func() { m.ToggleValue(p, c.Value) }}
			if c.Count >= 0 {
				it.Detail = say.Number(c.Count)
			}
			if t := m.TagNamed(app.TagID(c.Value)); t != nil {
				it.Dot = kit.TagPaint(t.Color)
			}
			if on[c.Value] {
				it.Icon, it.Dot = icons.Check, kit.Paint{}
			}
			items = append(items, it)
		}
		found := kit.Match(q, items)
		return found[:min(len(found), maxFound)]
	})
	pick.Keep = true
	pick.ShowBelow(anchor)
}
