package codebook

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// panel is the inspector: the entry of the chosen tag, its use and its past; or what can be done with several.
type panel struct {
	s      *Screen
	form   *form
	root   fyne.CanvasObject
	view   *kit.ScrollView
	body   *fyne.Container
	line   *kit.Text
	color  *kit.Dropdown
	status *kit.Dropdown
	key    *kit.Dropdown
	facts  *fyne.Container
	use    *fyne.Container
	entry  []fyne.CanvasObject
	shown  string // what the body shows: a tag, several, none
	drawn  string // what facts and use show, to leave them alone while that stays
}

func newPanel(s *Screen) *panel {
	m := s.model
	p := &panel{s: s, form: newForm(m), body: kit.VStack(kit.Space3), line: kit.NewElastic("", kit.Small), facts: kit.VStack(kit.Space2), use: kit.VStack(kit.Space4)}
	p.view = kit.Scroll(kit.Inset(p.body, kit.Space4, kit.Space4, kit.Space5, kit.Space4))
	p.form.grown = func() {
		p.body.Refresh()
		p.view.Refresh()
	}
	p.color = kit.NewDropdown(hues(), func(id string) {
		hue, _ := strconv.Atoi(id) // the options are numbers
		m.Color(hue)
	})
	p.status = kit.NewDropdown([]kit.Option{{ID: string(app.TagActive), Text: say.T("Active")}, {ID: string(app.TagProposed), Text: say.T("Proposed")},
		{ID: string(app.TagDeprecated), Text: say.T("Deprecated")}}, p.setStatus)
	p.key = kit.NewDropdown(digits(), func(id string) {
		digit, _ := strconv.Atoi(id) // the options are numbers
		m.Pin(digit)
	})
	pick := kit.NewButton(say.T("Choose a passage…"), kit.Quiet, s.pickExample)
	var move, more = kit.NewIconTextButton(icons.Move, say.T("Move…"), kit.Secondary, s.pickParent), kit.NewIconButton(icons.More, say.T("More about this tag"), nil)
	more.OnTap = func() { kit.ShowMenu(more, s.menu()...) }
	open := kit.NewIconTextButton(icons.Findings, say.T("Findings"), kit.Secondary, func() { s.openTag(p.form.of) })
	p.entry = append([]fyne.CanvasObject{p.form.name.entry, p.line, kit.Flow(kit.Space1, p.color, p.status, p.key),
		kit.Flow(kit.Space1, open, move, more), p.facts}, p.form.rows(pick, p.view)...)
	p.entry = append(p.entry, p.use)
	p.root = kit.Band(kit.Surface, p.view)
	return p
}

func hues() []kit.Option {
	out := make([]kit.Option, kit.TagColors)
	for i := range out {
		name := kit.TagColorName(i)
		out[i] = kit.Option{ID: strconv.Itoa(i), Text: app.Capital(name), Dot: kit.TagPaint(i)}
	}
	return out
}

func digits() []kit.Option {
	out := []kit.Option{{ID: "0", Text: say.T("No key")}}
	for i := 1; i <= 9; i++ {
		out = append(out, kit.Option{ID: strconv.Itoa(i), Text: say.T("Key %d", i)})
	}
	return out
}

func (p *panel) setStatus(id string) {
	if st := app.TagStatus(id); st != app.TagDeprecated {
		p.s.model.SetStatus(st, coding.Retire{})
		return
	}
	p.s.retire()
	p.drawn = "" // the choice may be dropped: show again what holds
	p.paint()
}

func (p *panel) flush() { p.form.flush() }

// focusDefinition puts the keyboard into the definition.
func (p *panel) focusDefinition() {
	if p.s.model.Current() != nil {
		e := p.form.named(say.T("Definition")).entry
		e.Focus()
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) // behind the last word
	}
}

// setExample takes a passage as the example of a tag.
func (p *panel) setExample(id app.TagID, text string) {
	if p.form.of != id {
		return
	}
	p.form.named(say.T("Example")).entry.SetText(text)
	p.form.flush()
}

// paint shows what is chosen.
func (p *panel) paint() {
	m := p.s.model
	t := m.Current()
	switch {
	case t != nil:
		fresh := p.form.of != t.ID
		p.form.show(t)
		p.put("tag", p.entry...)
		if fresh {
			p.view.ScrollTo(0)
		}
		p.paintTag(t)
	case len(m.Chosen) > 1:
		p.flush()
		p.put(fmt.Sprint(m.Chosen, m.Totals != nil), p.several()...)
	default:
		p.flush()
		p.put("none", kit.NewText(say.T("Tag"), kit.Strong),
			kit.NewParagraph(say.T("Select a tag to see and change its entry. Shift or Ctrl selects several, to move or merge them together."), kit.Small))
	}
}

// put lays the panel out unless it shows this already.
func (p *panel) put(what string, rows ...fyne.CanvasObject) {
	if p.shown == what {
		return
	}
	if what != "tag" {
		p.form.of, p.drawn = "", ""
	}
	p.shown, p.body.Objects = what, rows
	p.body.Refresh()
	p.view.Refresh()
}

// paintTag shows what stands beside the texts of a tag.
func (p *panel) paintTag(t *app.TagRow) {
	m := p.s.model
	d := m.Detail
	drawn := fmt.Sprint(t.ID, t.Modified.UnixNano(), t.Findings, t.Participants, m.Use(t), m.Path(t.ID), d != nil)
	for _, id := range []app.TagID{t.MapsTo, t.ReplacedBy} {
		if o := m.Tags[id]; o != nil {
			drawn += o.Name
		}
	}
	if d != nil {
		if d.Asked != nil {
			drawn += fmt.Sprint(*d.Asked)
		}
		drawn += fmt.Sprint(len(d.Past), d.Words, d.Facets.Studies, d.Facets.Participants, d.Facets.Tags)
		for _, q := range d.Quotes {
			drawn += fmt.Sprint(q.ID, q.Modified.UnixNano())
		}
	}
	if drawn == p.drawn {
		return
	}
	p.drawn = drawn
	p.line.SetText(p.says(t))
	p.color.Select(strconv.Itoa(((t.Color % kit.TagColors) + kit.TagColors) % kit.TagColors))
	p.status.Select(string(t.Status))
	p.key.Select(strconv.Itoa(t.Shortcut))
	p.facts.Objects = p.factRows(t)
	p.use.Objects = append([]fyne.CanvasObject{p.s.memos.On(t.Ref(), t.Name)}, p.useRows(t)...)
	p.body.Refresh()
	p.view.Refresh()
}

// says is the line under the name: how much it is used, alone and with what is beneath it.
func (p *panel) says(t *app.TagRow) string {
	line := say.Count(t.Findings, "finding") + " · " + say.Count(t.Participants, "person")
	if use := p.s.model.Use(t); use.Findings != t.Findings {
		line += say.T(" · with sub-tags %s", say.Number(use.Findings))
	}
	return line
}

// factRows are where the tag stands, what it counts for and what replaces it, each one press from there.
func (p *panel) factRows(t *app.TagRow) []fyne.CanvasObject {
	s, m := p.s, p.s.model
	var out []fyne.CanvasObject
	add := func(label string, id app.TagID, change func()) {
		if o := m.Tags[id]; o != nil {
			chip := kit.NewTagChip(o.Name, kit.TagPaint(o.Color), func() { m.Open(m.Study, id) })
			chip.OnRemove = change
			out = append(out, kit.HStack(kit.Space2, kit.NewText(label, kit.Small), chip, kit.Spacer()))
		}
	}
	add(say.T("Under"), t.Parent, func() { m.Move(coding.Place{}) })
	add(say.T("Counts for"), t.MapsTo, func() { m.Map("") })
	add(say.T("Replaced by"), t.ReplacedBy, func() { m.SetStatus(app.TagDeprecated, coding.Retire{}) })
	if t.MapsTo == "" && t.Study != "" {
		out = append(out, kit.HStack(0, kit.NewChip(say.T("+ counts for a tag of the taxonomy"), s.pickMap).Faintly(), kit.Spacer()))
	}
	return out
}

// useRows are who said it, what stands beside it, the newest passages and the past.
func (p *panel) useRows(t *app.TagRow) []fyne.CanvasObject {
	m := p.s.model
	d := m.Detail
	if d == nil {
		return nil
	}
	var out []fyne.CanvasObject
	if len(d.Facets.Studies) > 1 || m.Study == "" && len(d.Facets.Studies) > 0 {
		out = append(out, counted(say.T("Studies"), d.Facets.Studies, 6))
	}
	if len(d.Facets.Participants) > 0 {
		out = append(out, counted(say.T("People"), d.Facets.Participants, 6))
	}
	out = append(out, p.asked(d)...)
	if near := d.Beside(6); len(near) > 0 {
		var chips []fyne.CanvasObject
		for _, f := range near {
			id := app.TagID(f.Value)
			paint := kit.PaintOf(kit.Line)
			if o := m.Tags[id]; o != nil {
				paint = kit.TagPaint(o.Color)
			}
			c := kit.NewTagChip(f.Label+"  "+say.Number(f.Count), paint, func() { m.Open(m.Study, id) })
			if o := m.Tags[id]; o != nil {
				c.SetTip(say.T("%s Press to see the tag.", analysis.SaysTogether(t.Findings, o.Findings, f.Count)))
			}
			chips = append(chips, c)
		}
		out = append(out, kit.Detail(say.T("On the same findings"), kit.Inset(kit.Flow(kit.Space1, chips...), 2, 0, 0, 0)))
	}
	out = append(out, p.standing(d)...)
	if len(d.Quotes) > 0 {
		rows := []fyne.CanvasObject{kit.NewText(say.T("Newest passages"), kit.Small)}
		for i := range d.Quotes {
			rows = append(rows, p.quote(t, &d.Quotes[i]))
		}
		out = append(out, kit.VStack(kit.Space1, rows...))
	}
	if len(d.Past) > 0 {
		past := kit.Past{Steps: d.Past, Now: time.Now()}
		if d.More {
			past.More = m.MorePast
		}
		out = append(out, kit.VStack(kit.Space2, kit.NewText(say.T("History"), kit.Small), kit.Timeline(past)))
	}
	return out
}

// counted lists values with their counts, the most frequent first.
func counted(title string, all []app.Facet, n int) fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewText(title, kit.Small)}
	for i, f := range all {
		if i == n {
			rows = append(rows, kit.NewText(say.T("and %s more", say.Number(len(all)-n)), kit.Small))
			break
		}
		rows = append(rows, kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(f.Label, kit.Control)), kit.NewText(say.Number(f.Count), kit.Control.In(kit.Muted))))
	}
	return kit.VStack(2, rows...)
}

// quote is one passage: a press opens it where it was said, a right click offers the rest.
func (p *panel) quote(t *app.TagRow, f *app.FindingRow) fyne.CanvasObject {
	s := p.s
	text, id, row := oneLine(f.Text()), t.ID, *f
	who := f.InterviewTitle
	if !strings.HasPrefix(who, f.Code) { // titles often begin with the person's code
		who = strings.TrimSuffix(f.Code+" · "+who, " · ")
	}
	words := kit.VStack(2, kit.NewParagraph(text, kit.Control).Limit(3), kit.NewElastic(who, kit.Small))
	card := kit.NewCompactEntry(kit.Barred(kit.TagPaint(t.Color), words), func() { s.openFinding(&row) })
	card.OnMenu = func(at fyne.Position) {
		kit.ShowMenuAt(kit.CanvasOf(p.root), at,
			kit.MenuItem{Text: say.T("Open in the interview"), Icon: icons.Interviews, Disabled: row.Interview == "", Run: func() { s.openFinding(&row) }},
			kit.MenuItem{Text: say.T("Use as the example"), Icon: icons.Quote, Run: func() { p.setExample(id, text) }},
			kit.MenuItem{Text: say.T("Move to another tag…"), Icon: icons.Move, Run: func() { s.pickRetag([]app.FindingID{row.ID}, row.Study, id) }})
	}
	return kit.Inset(card, 0, 0, 0, -5)
}

func (s *Screen) openFinding(f *app.FindingRow) {
	if f.Interview != "" {
		s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span})
	}
}

// several is what can be done with several chosen tags.
func (p *panel) several() []fyne.CanvasObject {
	s, m := p.s, p.s.model
	findings := 0
	for _, id := range m.Chosen {
		findings += m.Tags[id].Findings
	}
	more := kit.NewIconButton(icons.More, say.T("More acts"), nil)
	more.OnTap = func() { kit.ShowMenu(more, s.menu()...) }
	color := kit.NewDropChip(say.T("Colour"), nil)
	color.OnTap = func() {
		var items []kit.MenuItem
		for i, o := range hues() {
			items = append(items, kit.MenuItem{Text: o.Text, Dot: o.Dot, Run: func() { m.Color(i) }})
		}
		kit.ShowMenu(color, items...)
	}
	status := kit.NewDropChip(say.T("Status"), nil)
	status.OnTap = func() { kit.ShowMenu(status, s.statusMenu()...) }
	return []fyne.CanvasObject{
		kit.NewText(say.Count(len(m.Chosen), "tag"), kit.Strong), kit.NewText(say.T("%s taggings", say.Number(findings)), kit.Small),
		kit.Flow(kit.Space1, kit.NewIconTextButton(icons.Merge, say.T("Merge…"), kit.Secondary, s.merge),
			kit.NewIconTextButton(icons.Move, say.T("Move…"), kit.Secondary, s.pickParent), more),
		kit.Flow(kit.Space1, color, status),
		kit.NewParagraph(say.T("Drag them onto a tag, or press M. Each act is one step that one undo takes back."), kit.Small),
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
