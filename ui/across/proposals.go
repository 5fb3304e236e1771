package across

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/across"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// mostListed bounds the proposals laid out at once; those answered make room for the next.
const mostListed = 40

// themes shows which themes of different studies may say the same.
func (s *Screen) themes() (tools, list []fyne.CanvasObject) {
	m := s.model
	accept := able(kit.NewButton(say.T("Accept %s", say.Count(m.Chosen(), "theme")), kit.Primary, m.AcceptMetas), m.Chosen() > 0 && !m.ReadOnly && !m.Finding)
	again := able(kit.NewButton(say.T("Compare again"), kit.Secondary, m.FindMetas), !m.Finding)
	switch {
	case m.Finding:
		return nil, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Themes, say.T("Comparing the themes of all studies"), say.T("By their names and by the findings they hold. You can go on elsewhere.")))}
	case m.MetaErr != nil:
		return nil, failed(m.MetaErr, m.FindMetas)
	case !m.Compared:
		return nil, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Themes, say.T("Which themes of different studies say the same?"),
			say.T("Throughline compares them by name and by their findings, and proposes themes across studies. The themes of your studies stay as they are."),
			kit.NewButton(say.T("Compare themes"), kit.Primary, m.FindMetas)))}
	case len(m.Metas) == 0:
		return nil, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Done, say.T("Nothing new to put together"), say.T("No further themes of different studies are alike enough."), again))}
	}
	words := say.T("A proposal: read the quotes before you accept. One undo takes it back.")
	if m.Stale {
		words = say.T("Themes or findings have changed since.")
	}
	tools = []fyne.CanvasObject{kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(words, kit.Control)), again, accept)}
	if line := kit.LeftOutLine(m.Unread, s.goTo); line != nil {
		tools = append(tools, line)
	}
	for i := range m.Metas[:min(mostListed, len(m.Metas))] {
		list = append(list, s.meta(&m.Metas[i]))
	}
	if n := len(m.Metas) - mostListed; n > 0 {
		list = append(list, moreProposals(n))
	}
	list[0] = kit.Inset(list[0], kit.Space3, 0, 0, 0)
	return tools, list
}

func moreProposals(n int) fyne.CanvasObject {
	return kit.NewText(say.T("and %s more, which show when these are answered", say.Count(n, "proposal")), kit.Small)
}

// likeness tells why things were put together.
func likeness(l across.Likeness) string {
	parts := []string{app.Capital(say.Sentence(l.Sure()))}
	if !math.IsNaN(l.Use) {
		parts = append(parts, say.T("findings %.2f", max(0, l.Use)))
	}
	if !math.IsNaN(l.Names) {
		parts = append(parts, say.T("names %.2f", l.Names))
	}
	return strings.Join(parts, " · ")
}

// meta is one proposal of a theme across studies.
func (s *Screen) meta(p *across.Meta) fyne.CanvasObject {
	m := s.model
	key := p.Key
	take := kit.NewCheck(say.T("Take"), !m.Left[key], func(on bool) { m.Leave(key, !on) })
	name := fyne.CanvasObject(kit.NewParagraph(m.NameOf(key, p.Name), kit.Strong.Sized(kit.SizeReading)))
	head := []fyne.CanvasObject{kit.Grow(name)}
	if p.Into == "" {
		head = append(head, kit.NewIconButton(icons.Edit, say.T("Give it another name"), func() { s.askMetaName(key, p.Name) }))
	} else {
		head = append(head, kit.NewBadge(say.T("grows"), kit.Plain))
	}
	head = append(head, take)
	line := say.T("%s of %s · %s would come in · %s", say.Count(len(p.Parts), "theme"), say.Count(p.Studies(), "study"), say.Count(p.New, "finding"), likeness(p.Likeness))
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, head...), kit.NewElastic(line, kit.Small)}
	var cells []fyne.CanvasObject
	for i := range p.Parts {
		cells = append(cells, s.metaPart(&p.Parts[i]))
	}
	return kit.NewCard(kit.VStack(kit.Space2, append(rows, columns(cells)...)...))
}

// columns puts cells side by side in two columns.
func columns(cells []fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := 0; i < len(cells); i += 2 {
		right := fyne.CanvasObject(kit.VStack(0))
		if i+1 < len(cells) {
			right = cells[i+1]
		}
		out = append(out, kit.Columns(kit.Space4, []float32{1, 1}, cells[i], right))
	}
	return out
}

func (s *Screen) metaPart(p *across.Part) fyne.CanvasObject {
	id, study := p.ID, p.Study
	said := say.Count(p.Findings, "finding") + " · " + say.Count(p.Participants, "person")
	if p.Within > 0 {
		said += say.T(" · %s in it already", say.Number(p.Within))
	}
	rows := []fyne.CanvasObject{
		kit.HStack(kit.Space2, kit.NewDot(kit.TagPaint(p.Color)), kit.Grow(kit.NewElastic(p.Name, kit.Control)), kit.NewText(said, kit.Small)),
		kit.NewElastic(p.StudyName, kit.Small),
	}
	for _, q := range p.Quotes {
		rows = append(rows, kit.NewParagraph("“"+q.Text+"”", kit.Control.In(kit.Muted)).Limit(2))
	}
	e := kit.NewCompactEntry(kit.VStack(2, rows...), func() { s.goTo(kit.Route{Screen: kit.Themes, Study: study, ID: string(id)}) })
	e.SetTip(say.T("Open the theme in its study"))
	return e
}

func (s *Screen) askMetaName(key, proposed string) {
	m := s.model
	e := kit.NewEntry(say.T("What do all of them say?"))
	e.SetText(m.NameOf(key, proposed))
	d := kit.NewDialog(say.T("Name of the theme across studies"), 480, 200)
	save := func() {
		m.Name(key, strings.TrimSpace(e.Text))
		d.Hide()
	}
	e.OnSubmitted = func(string) { save() }
	d.SetContent(e)
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Use this name"), kit.Primary, save))
	d.Show(kit.CanvasOf(s.root))
	e.Focus()
}

// tags shows which tags of studies may count for one of the taxonomy.
func (s *Screen) tags() (tools, list []fyne.CanvasObject) {
	m := s.model
	again := fyne.CanvasObject(able(kit.NewButton(say.T("Compare again"), kit.Secondary, m.FindMappings), !m.Mapping))
	if n := len(m.Maps.Refused); n > 0 {
		back := kit.NewButton(say.T("Show %s turned down", say.Number(n)), kit.Quiet, m.Reconsider)
		again = kit.HStack(kit.Space2, able(back, !m.Mapping && !m.ReadOnly), again)
	}
	switch {
	case m.Mapping:
		return nil, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Tag, say.T("Comparing the codebooks of all studies"), say.T("By name, definition and the findings that carry the tags. You can go on elsewhere.")))}
	case m.MapErr != nil:
		return nil, failed(m.MapErr, m.FindMappings)
	case !m.Mapped:
		return nil, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Tag, say.T("Which tags of different studies mean the same?"),
			say.T("Mapped to one tag of the taxonomy they are counted together, in every study. Their names in the studies stay."),
			kit.NewButton(say.T("Compare codebooks"), kit.Primary, m.FindMappings)))}
	case len(m.Maps.Open) == 0:
		return nil, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Done, say.T("Nothing left to map"), say.T("No further tags of different studies are alike enough."), again))}
	}
	words := say.T("Each answer is a step of its own; Undo takes it back. What you turn down is not proposed again.")
	if m.MapOld {
		words = say.T("Tags or findings have changed since.")
	}
	tools = []fyne.CanvasObject{kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(words, kit.Control)), again)}
	listed, open := m.Listed(), 0
	for i := range listed {
		if open == mostListed {
			break
		}
		if !m.Answered(listed[i].Key) {
			open++
		}
		list = append(list, s.mapping(&listed[i]))
	}
	if n := len(m.Maps.Open) - mostListed; n > 0 {
		list = append(list, moreProposals(n))
	}
	list[0] = kit.Inset(list[0], kit.Space3, 0, 0, 0)
	return tools, list
}

func (s *Screen) mapping(p *across.Mapping) fyne.CanvasObject {
	m := s.model
	key := p.Key
	where := kit.NewBadge(say.T("new in the taxonomy"), kit.Calling)
	if p.Into != "" {
		where = kit.NewBadge(say.T("in the taxonomy"), kit.Plain)
	}
	answered := m.Answered(key)
	if answered {
		where = kit.NewBadge(say.T("answered"), kit.Positive)
	}
	head := kit.HStack(kit.Space2, kit.NewText(m.NameOf(key, p.Name), kit.Strong), where, kit.Grow(kit.NewElastic(likeness(p.Likeness), kit.Small)),
		able(kit.NewButton(say.T("Not the same"), kit.Quiet, func() { m.RejectMapping(key) }), !m.ReadOnly && !answered),
		able(kit.NewButton(say.T("Map %s", say.Count(len(p.Parts), "tag")), kit.Primary, func() { m.AcceptMapping(key) }), !m.ReadOnly && !answered))
	rows := []fyne.CanvasObject{head}
	var cells []fyne.CanvasObject
	for i := range p.Parts {
		cells = append(cells, s.tagPart(&p.Parts[i]))
	}
	return kit.NewCard(kit.VStack(kit.Space2, append(rows, columns(cells)...)...))
}

func (s *Screen) tagPart(t *across.TagPart) fyne.CanvasObject {
	id, study := t.ID, t.Study
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.NewDot(kit.TagPaint(t.Color)), kit.Grow(kit.NewElastic(t.Name, kit.Control)), kit.NewText(say.Count(t.Findings, "finding"), kit.Small)),
		kit.NewElastic(t.StudyName, kit.Small)}
	if t.Definition != "" {
		rows = append(rows, kit.NewParagraph(t.Definition, kit.Control.In(kit.Muted)).Limit(2))
	}
	e := kit.NewCompactEntry(kit.VStack(2, rows...), func() { s.goTo(kit.Route{Screen: kit.Codebook, Study: study, ID: string(id)}) })
	e.SetTip(say.T("Open the tag in its codebook"))
	return e
}
