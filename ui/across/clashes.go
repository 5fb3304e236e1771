package across

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/across"
	"throughline/app/search"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// contradictions shows where studies lean different ways.
func (s *Screen) contradictions() []fyne.CanvasObject {
	m := s.model
	switch {
	case m.ClashErr != nil:
		return failed(m.ClashErr, m.loadClashes)
	case !m.ClashKnown && m.Clashes == nil:
		return waiting()
	case len(m.Clashes) == 0:
		return []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Done, say.T("No study contradicts another"),
			say.T("Compared are themes across studies and tags of the taxonomy: without these there is nothing in common to compare."),
			kit.NewButton(say.T("Compare themes"), kit.Secondary, func() { m.Show(Themes) }), kit.NewButton(say.T("Compare codebooks"), kit.Secondary, func() { m.Show(Tags) })))}
	}
	list := []fyne.CanvasObject{kit.Inset(kit.NewParagraph(say.T("Studies that lean different ways on one theme or tag. How people sound is as people said, otherwise estimated."), kit.Control), kit.Space3, 0, 0, 0)}
	if line := kit.LeftOutLine(m.Unread, s.goTo); line != nil {
		list = append(list, line)
	}
	for i := range m.Clashes[:min(mostListed, len(m.Clashes))] {
		list = append(list, s.clash(&m.Clashes[i]))
	}
	return list
}

func (s *Screen) clash(c *across.Contradiction) fyne.CanvasObject {
	kind := kit.NewBadge(say.T("theme"), kit.Plain)
	if c.Tag != "" {
		kind = kit.NewBadge(say.T("tag"), kit.Plain)
	}
	head := []fyne.CanvasObject{kit.Grow(kit.NewParagraph(c.Name, kit.Strong)), kind}
	if c.Few {
		head = append(head, kit.NewBadge(say.T("few people"), kit.Caution))
	}
	sides := kit.Columns(kit.Space4, []float32{1, 1}, s.side(c, &c.A, true), s.side(c, &c.B, false))
	return kit.NewCard(kit.VStack(kit.Space2, kit.HStack(kit.Space2, head...), sides, kit.NewParagraph(say.Sentence(c.Caution()), kit.Small)))
}

// side is one study of a contradiction; it leads to its findings.
func (s *Screen) side(c *across.Contradiction, side *across.Side, praise bool) fyne.CanvasObject {
	q := app.FindingQuery{Studies: []app.StudyID{side.Study}}
	if put(&q, app.AxisWideTheme, string(c.Theme)); c.Tag != "" {
		q.Themes = nil
		put(&q, app.AxisTag, string(c.Tag))
	}
	switch {
	case c.ByStance && praise:
		q.Stances = []app.Stance{app.Supports}
	case c.ByStance:
		q.Stances = []app.Stance{app.Contradicts}
	case praise:
		q.Sounds = []app.Sound{app.Positive}
	default:
		q.Sounds = []app.Sound{app.Negative}
	}
	title := c.Name + " · " + side.StudyName
	paint := kit.PaintOf(kit.Bad)
	if praise {
		paint = kit.PaintOf(kit.Good)
	}
	share := side.Share()
	if !praise {
		share = 1 - share
	}
	about := say.Count(side.Findings, "finding")
	if side.Estimated > 0 && !c.ByStance {
		about += say.T(", %s estimated", say.Number(side.Estimated))
	}
	e := kit.NewCompactEntry(kit.VStack(kit.Space1, kit.NewElastic(side.StudyName, kit.Control), kit.NewMeter(share, paint, 80),
		kit.NewElastic(say.Sentence(c.Says(side)), kit.Small), kit.NewElastic(about, kit.Small)), func() { s.goTo(kit.FindingsOf(title, q)) })
	e.SetTip(say.T("List the findings that say so"))
	return e
}

// asked answers what studies have on a question.
func (s *Screen) asked() (tools, list []fyne.CanvasObject) {
	m := s.model
	ask := kit.NewButton(say.T("Ask"), kit.Primary, func() { s.ask.OnSubmitted(s.ask.Text) })
	tools = []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(s.ask), s.from(), ask)}
	b := m.Before
	switch {
	case m.AskErr != nil:
		return tools, failed(m.AskErr, func() { m.Ask(m.Question, m.From) })
	case m.Question == "":
		return tools, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Search, say.T("Have we asked this before?"),
			say.T("Type a question or a research goal. You see the insights, themes, findings and guide questions that answer it, with date and strength.")))}
	case m.Asking && b == nil:
		return tools, waiting()
	case b == nil || b.Empty():
		words := say.T("Nothing in the workspace has its words or is like it. Other words may find more.")
		if b != nil && b.Placed.Waiting > 0 {
			words = say.T("Nothing has its words. %s still wait to be compared by meaning: ask again in a moment.", say.Count(b.Placed.Waiting, "text"))
		}
		return tools, []fyne.CanvasObject{kit.Alone(kit.EmptyState(icons.Search, say.T("Nobody seems to have asked"), words))}
	}
	for _, g := range []struct {
		title string
		all   []search.Earlier
	}{{say.T("Insights"), b.Insights}, {say.T("Themes"), b.Themes}, {say.T("Questions that were asked"), b.Questions}, {say.T("Findings"), b.Findings}} {
		if len(g.all) == 0 {
			continue
		}
		rows := []fyne.CanvasObject{kit.Inset(kit.NewText(g.title, kit.Strong), 0, 0, kit.Space1, 5)}
		for i := range g.all {
			rows = append(rows, s.earlier(&g.all[i]))
		}
		list = append(list, kit.NewCard(kit.VStack(kit.Space1, rows...)))
	}
	list[0] = kit.Inset(list[0], kit.Space3, 0, 0, 0)
	return tools, list
}

// from chooses the study that asks, whose own answers are left out.
func (s *Screen) from() fyne.CanvasObject {
	m := s.model
	options := []kit.Option{{ID: "", Text: say.T("All studies")}}
	for i := range m.Studies {
		options = append(options, kit.Option{ID: string(m.Studies[i].ID), Text: say.T("Not %s", m.Studies[i].Name), Dot: kit.TagPaint(m.Studies[i].Color)})
	}
	d := kit.NewDropdown(options, func(id string) { m.Ask(m.Question, app.StudyID(id)) }).WithPrefix(say.T("In: "))
	if !slices.ContainsFunc(options, func(o kit.Option) bool { return o.ID == string(m.From) }) {
		d.Select("")
		return d
	}
	d.Select(string(m.From))
	return d
}

// earlier is one thing that answers.
func (s *Screen) earlier(e *search.Earlier) fyne.CanvasObject {
	title := e.Title
	if e.Kind == app.KindFinding && e.Snippet != "" {
		title = e.Snippet
	}
	var about []string
	for _, p := range []string{e.StudyName, string(e.Date), say.Sentence(e.Strength), say.Sentence(e.Why())} {
		if p != "" {
			about = append(about, p)
		}
	}
	line := ""
	for i, p := range about {
		if i > 0 {
			line += " · "
		}
		line += p
	}
	c := kit.NewCompactEntry(kit.VStack(2, kit.NewParagraph(title, kit.Control).Limit(3), kit.NewElastic(line, kit.Small)), func() {
		if r, ok := kit.RouteTo(app.Named{Ref: app.Ref{Kind: e.Kind, ID: e.ID}, Study: e.Study, Interview: e.Interview, Span: e.Span}); ok {
			s.goTo(r)
		}
	})
	return c
}
