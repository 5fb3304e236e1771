package codebook

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/coding"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// merge opens the merge of what is chosen; a single tag first asks for the one that takes it in.
func (s *Screen) merge() {
	m := s.model
	switch t := m.Current(); {
	case t != nil:
		id := t.ID
		s.pickTag(say.T("Merge %s into…", t.Name), nil, func(o *app.TagRow) bool { return o.ID != id && (o.Study == "" || o.Study == t.Study) },
			func(into app.TagID) {
				m.Chosen = []app.TagID{id, into}
				s.showMerge(into)
				m.changed()
			})
	case len(m.Chosen) > 1:
		s.showMerge(s.heaviest())
	}
}

// heaviest is the chosen tag that fits best to take the others in: one of the taxonomy, else the most used.
func (s *Screen) heaviest() app.TagID {
	m := s.model
	best := m.Tags[m.Chosen[0]]
	for _, id := range m.Chosen[1:] {
		t := m.Tags[id]
		shared, was := t.Study == "", best.Study == ""
		if shared && !was || shared == was && t.Findings > best.Findings {
			best = t
		}
	}
	return best.ID
}

// merger is the dialog that shows what a merge would do.
type merger struct {
	s      *Screen
	dialog *kit.Dialog
	into   *kit.Dropdown
	keep   *kit.Dropdown
	text   *kit.Paragraph
	does   *kit.Paragraph
	wrong  *kit.Paragraph
	button *kit.Button
	body   *fyne.Container
	plan   *coding.MergePlan
}

// keepAll puts the definitions below each other.
const keepAll = "all"

func (s *Screen) showMerge(into app.TagID) {
	m := s.model
	g := &merger{s: s, does: kit.NewParagraph("", kit.Body), text: kit.NewParagraph("", kit.Control.In(kit.Muted)), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	g.dialog = kit.NewDialog(say.T("Merge tags"), 560, 350)
	g.into = kit.NewDropdown(g.options(), func(string) { g.look() })
	g.into.Select(string(into))
	g.keep = kit.NewDropdown(nil, func(string) { g.paintText() })
	g.button = kit.NewButton(say.T("Merge %s", say.Count(len(m.Chosen), "tag")), kit.Primary, g.apply)
	g.body = kit.VStack(kit.Space3,
		kit.HStack(kit.Space3, kit.NewText(say.T("Into"), kit.Label), kit.Grow(g.into)), g.does,
		kit.HStack(kit.Space3, kit.NewText(say.T("Keep the definition of"), kit.Label), kit.Grow(g.keep)), g.text, g.wrong)
	g.dialog.SetContent(g.body)
	g.dialog.SetActions([]fyne.CanvasObject{kit.NewText(say.T("One step; undo takes it back."), kit.Small)}, kit.NewButton(say.T("Cancel"), kit.Quiet, g.dialog.Hide), g.button)
	c := kit.CanvasOf(s.root)
	g.dialog.Show(c)
	g.look()
	c.Focus(g.button)
}

func (g *merger) options() []kit.Option {
	var out []kit.Option
	for _, id := range g.s.model.Chosen {
		t := g.s.model.Tags[id]
		words := t.Name
		if path := g.s.model.Path(id); path != "" {
			words += "  ·  " + path
		}
		out = append(out, kit.Option{ID: string(id), Text: words, Dot: kit.TagPaint(t.Color)})
	}
	return out
}

// look asks what the merge would do.
func (g *merger) look() {
	g.button.Disable()
	g.s.model.PlanMerge(app.TagID(g.into.Selected()), func(p *coding.MergePlan, err error) {
		g.plan = p
		if err != nil {
			message, hint := say.Explain(err)
			g.wrong.SetText(message + " " + hint)
			g.does.SetText("")
			g.body.Refresh()
			return
		}
		g.wrong.SetText("")
		g.button.Enable()
		g.does.SetText(says(p, g.s.model))
		keep := []kit.Option{{ID: string(p.Into.ID), Text: p.Into.Name}}
		for _, t := range p.From {
			if t.Definition != "" {
				keep = append(keep, kit.Option{ID: string(t.ID), Text: t.Name})
			}
		}
		if len(keep) > 1 {
			keep = append(keep, kit.Option{ID: keepAll, Text: say.T("All, below each other")})
		}
		g.keep.SetOptions(keep)
		if p.Into.Definition == "" && len(keep) > 1 {
			g.keep.Select(keep[1].ID)
		}
		g.paintText()
	})
}

// says tells what a merge would do.
func says(p *coding.MergePlan, m *Model) string {
	names := make([]string, len(p.From))
	for i, t := range p.From {
		names[i] = t.Name
	}
	last := len(names) - 1
	going := say.T("%s goes", names[last])
	if last > 0 {
		going = say.T("%s and %s go", strings.Join(names[:last], ", "), names[last])
	}
	words := []string{say.T("%s; %s the tag %s.", going, gets(p.Findings), p.Into.Name)}
	if p.Folded > 0 {
		words = append(words, say.T("%s more than one of them and will carry one, once for each coder.", carry(p.Folded)))
	}
	if p.SubTags > 0 {
		words = append(words, say.T("%s will stand beneath it.", say.Count(p.SubTags, "sub-tag")))
	}
	if p.Into.Study == "" {
		words = append(words, say.T("It is a tag of the taxonomy: all studies share it."))
	} else if len(m.Studies) > 1 {
		words = append(words, say.T("It is a tag of “%s”.", m.StudyName(p.Into.Study)))
	}
	return strings.Join(words, " ")
}

func gets(n int) string {
	if n == 1 {
		return say.T("1 finding gets")
	}
	return say.T("%s findings get", say.Number(n))
}

func carry(n int) string {
	if n == 1 {
		return say.T("1 finding carries")
	}
	return say.T("%s findings carry", say.Number(n))
}

// words returns the entry to keep: definition, include, exclude and example.
func (g *merger) words() (definition, include, exclude, example string) {
	all := append([]app.Tag{g.plan.Into}, g.plan.From...)
	pick := func(of func(app.Tag) string) string {
		var out []string
		for _, t := range all {
			if text := of(t); text != "" && (g.keep.Selected() == keepAll || string(t.ID) == g.keep.Selected()) {
				out = append(out, text)
			}
		}
		return strings.Join(out, "\n")
	}
	return pick(func(t app.Tag) string { return t.Definition }), pick(func(t app.Tag) string { return t.Include }),
		pick(func(t app.Tag) string { return t.Exclude }), pick(func(t app.Tag) string { return t.Example })
}

func (g *merger) paintText() {
	definition, _, _, _ := g.words()
	if definition == "" {
		definition = say.T("No definition yet.")
	}
	g.text.SetText(definition)
	g.body.Refresh()
}

func (g *merger) apply() {
	definition, include, exclude, example := g.words()
	g.button.Disable()
	g.s.model.Merge(g.plan.Into.ID, func(t *app.Tag) {
		t.Definition, t.Include, t.Exclude, t.Example = definition, include, exclude, example
	}, func(err error) {
		if err == nil {
			g.dialog.Hide()
			return
		}
		g.button.Enable()
		message, hint := say.Explain(err)
		g.wrong.SetText(message + " " + hint)
	})
}
