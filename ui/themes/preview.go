package themes

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// preview shows a proposal: how fine it is cut, its themes as a list, and the findings of the one looked at, or all as a map.
type preview struct {
	s      *Screen
	slider *kit.Slider
	count  *kit.Text
	back   *kit.Button
	note   *fyne.Container // what the language of the findings means
	groups *kit.GroupList
	detail *fyne.Container
	view   *kit.ScrollView
	dots   *dotPane
	wait   fyne.CanvasObject // while there is no map
	right  *fyne.Container
	root   *fyne.Container

	drawn  string // what detail shows
	listed string // what the list shows
	noted  string // what note shows
	spread *analysis.Proposal
}

// groupsWidth is the width of the list of proposed themes.
const groupsWidth float32 = 372

func newPreview(s *Screen) *preview {
	p := &preview{s: s, count: kit.NewText("", kit.Strong), note: kit.VStack(kit.Space1), detail: kit.VStack(kit.Space3)}
	m := s.model
	p.slider = kit.NewSlider(say.T("Broad"), say.T("Fine"), 420, m.CutAt)
	p.back = kit.NewButton("", kit.Quiet, func() { m.CutAt(m.Offer.Suggested) })
	p.back.SetTip(say.T("The number the machine would choose (0)"))
	p.groups = kit.NewGroupList(p.row)
	p.groups.OnSelect = func(i int) { m.LookAt(p.key0(i)) }
	p.groups.OnTick = func(i int) {
		if g := p.theme(i); g != nil {
			m.Leave(g.Key, !g.Left)
		}
	}
	p.groups.OnToggle = func(i int) { m.Fold(m.Offer.Lines[i].Parent) }
	p.groups.OnMenu = func(i int, at fyne.Position) {
		if g := p.theme(i); g != nil {
			kit.ShowMenuAt(kit.CanvasOf(p.root), at, p.menu(g)...)
		}
	}
	p.view = kit.Scroll(kit.Inset(p.detail, kit.Space4, kit.Space5, kit.Space5, kit.Space4))
	p.dots = newDotPane(say.T("Near dots say alike things; the directions mean nothing. Findings in themes you named are not part of a proposal and not shown."))
	p.dots.dots.OnTap = p.tapped
	p.dots.dots.OnHover = p.hovered
	p.wait = mapWaits()
	p.right = kit.Stack(p.view)
	scale := kit.HStack(kit.Space3, kit.Grow(p.slider), p.count, p.back)
	top := kit.Inset(kit.VStack(kit.Space1, scale,
		kit.NewParagraph(say.T("There is no true number of themes: choose the grain at which they tell you something. Nothing changes until you accept, and one undo takes it all back."), kit.Small),
		p.note), kit.Space3, kit.Space5, kit.Space2, kit.Space4)
	list := kit.Fixed(kit.Dock(nil, kit.VLine(), nil, nil, p.groups), groupsWidth, 0)
	p.root = kit.Dock(top, nil, nil, nil, kit.Dock(kit.HLine(), nil, nil, list, p.right))
	return p
}

// theme is the proposed theme of a line, or nil.
func (p *preview) theme(i int) *analysis.ProposedTheme {
	o := p.s.model.Offer
	if o == nil || i < 0 || i >= len(o.Lines) || o.Lines[i].Theme < 0 {
		return nil
	}
	return &o.Themes[o.Lines[i].Theme]
}

// key0 is the key of what a line shows.
func (p *preview) key0(i int) string {
	if g := p.theme(i); g != nil {
		return g.Key
	}
	return unsortedKey
}

// row is a line of the list.
func (p *preview) row(i int) kit.GroupRow {
	o := p.s.model.Offer
	if o == nil || i >= len(o.Lines) {
		return kit.GroupRow{}
	}
	l := o.Lines[i]
	switch {
	case l.Theme == unsortedLine:
		return kit.GroupRow{Dot: kit.PaintOf(kit.Faint), Title: say.T("Unsorted"), Line: say.T("%s · too short, or like nothing else", say.Count(len(o.Unsorted), "finding"))}
	case l.Theme == headingLine:
		n, themes := 0, 0
		for t := range o.Themes {
			if o.Themes[t].Parent == l.Parent {
				n += len(o.Themes[t].Findings)
				themes++
			}
		}
		name := o.Parents[l.Parent].Name
		return kit.GroupRow{Head: true, Open: !o.Folded[name], Title: name, Line: say.T("%s in %s", say.Number(n), say.Count(themes, "theme"))}
	}
	g := &o.Themes[l.Theme]
	r := kit.GroupRow{Box: kit.Ticked, Dot: kit.TagPaint(g.Color), Title: g.Name, Line: o.about(g, p.s.model.people()), Badge: Fate(g), Faint: g.Left}
	switch {
	case g.Left:
		r.Box = kit.Unticked
	case g.Locked && len(g.Joins) == 0:
		r.Box, r.Icon = kit.NoBox, icons.Lock
	case g.Locked:
		r.Icon, r.Tone = icons.Lock, kit.Positive
	case g.Existing == "":
		r.Tone = kit.Calling
	}
	return r
}

// about is what a proposed theme weighs, in a line.
func (o *Offer) about(g *analysis.ProposedTheme, people int) string {
	line := say.Count(len(g.Findings), "finding")
	if people > 0 {
		line += say.T(" · %d of %s", g.People, say.Count(people, "person"))
	}
	if h := hold(g.Cohesion); h != "" {
		line += " · " + h
	}
	return line
}

// paint shows the model's proposal.
func (p *preview) paint() {
	m := p.s.model
	o := m.Offer
	p.slider.Set(o.Least, o.Most, o.K, o.Suggested)
	words := o.CutSays()
	if m.cutting {
		words += " …"
	}
	p.count.SetText(words)
	p.back.SetText(say.T("Suggested: %s", say.Number(o.Suggested)))
	able(p.back, o.K != o.Suggested)
	p.paintNote()
	if listed := fmt.Sprintf("%p %p %v %d", o, o.Proposal, o.Folded, len(o.Lines)); listed != p.listed || p.groups.Selected() != o.LineOf() {
		p.listed = listed
		p.groups.SetRows(len(o.Lines), o.LineOf())
	}
	show := fyne.CanvasObject(p.view)
	if m.MapOn && o.Places == nil {
		show = p.wait
	} else if m.MapOn {
		show = p.dots.root
		p.paintDots()
	} else {
		p.paintDetail()
	}
	if p.right.Objects[0] != show {
		p.right.Objects[0] = show
		p.right.Refresh()
	}
}

// paintNote shows what the language of the findings means for the proposal.
func (p *preview) paintNote() {
	note := p.s.model.Offer.Note
	if note == p.noted {
		return
	}
	p.noted, p.note.Objects = note, nil
	if note != "" {
		p.note.Add(kit.NewParagraph(note, kit.Small.In(kit.WarnInk)))
	}
	p.root.Refresh()
}

// paintDetail shows the theme looked at.
func (p *preview) paintDetail() {
	o := p.s.model.Offer
	drawn := fmt.Sprintf("%p %p %s %s %d %v", o, o.Proposal, o.At, o.ShownOf, len(o.Shown), o.ByPerson)
	if drawn == p.drawn {
		return
	}
	moved := !strings.HasPrefix(p.drawn, fmt.Sprintf("%p %p %s ", o, o.Proposal, o.At))
	p.drawn = drawn
	p.detail.Objects = append(p.about(o), p.findings(o)...)
	p.detail.Refresh()
	p.view.Refresh()
	if moved {
		p.view.ScrollTo(0)
	}
}

// about is the head of the theme looked at: its name, weight, what tells it apart, and what would move.
func (p *preview) about(o *Offer) []fyne.CanvasObject {
	m := p.s.model
	g := o.Looked()
	if g == nil {
		return []fyne.CanvasObject{kit.NewParagraph(say.T("Unsorted"), kit.Title),
			kit.NewParagraph(say.T("%s would be in no theme: too short to tell, or like nothing else. More themes, or your own, may take them.", say.Count(len(o.Unsorted), "finding")), kit.Body.In(kit.Muted))}
	}
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("More about this theme"), func() { kit.ShowMenu(more, p.menu(o.Looked())...) })
	rename := kit.NewIconButton(icons.Edit, say.T("Rename (R)"), func() { p.askName(o.Looked()) })
	if g.Locked {
		rename.Disable()
	}
	facts := []fyne.CanvasObject{kit.NewTextButton(say.Count(len(g.Findings), "finding"), kit.Control.In(kit.Accent), func() { m.ByPerson(false) })}
	if o.People > 0 {
		facts = append(facts, kit.NewTextButton(say.T("%d of %s", g.People, say.Count(m.people(), "person")), kit.Control.In(kit.Accent), func() { m.ByPerson(true) }))
	}
	if h := hold(g.Cohesion); h != "" {
		facts = append(facts, kit.NewElastic(say.T("%s (%.2f)", h, g.Cohesion), kit.Small))
	}
	rows := []fyne.CanvasObject{kit.HStackTop(kit.Space1, kit.Grow(kit.NewParagraph(g.Name, kit.Title)), rename, more), kit.HStack(kit.Space4, facts...)}
	if len(g.Terms) > 0 {
		rows = append(rows, kit.NewParagraph(say.T("Told apart by: %s.", strings.Join(g.Terms, ", ")), kit.Small))
	}
	rows = append(rows, kit.NewParagraph(o.Comes(g), kit.Control))
	if old := p.s.nameOf(g.Existing); old != "" && old != g.Name && !g.Left {
		rows = append(rows, kit.NewParagraph(say.T("Now “%s”; would be renamed.", old), kit.Small))
	}
	return rows
}

func (s *Screen) nameOf(id app.ThemeID) string {
	if i := s.model.at(id); i >= 0 {
		return s.model.Themes[i].Name
	}
	return ""
}

// findings lists the findings of the theme looked at as far as they were asked for.
func (p *preview) findings(o *Offer) []fyne.CanvasObject {
	m := p.s.model
	if o.ShownOf != o.At {
		return []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 160)}
	}
	order := kit.NewSegments([]kit.Option{{ID: "fit", Text: say.T("Closest first")}, {ID: "person", Text: say.T("By person")}}, func(id string) { m.ByPerson(id == "person") })
	if o.ByPerson {
		order.Select("person")
	}
	rows := []fyne.CanvasObject{kit.HStack(0, order, kit.Spacer())}
	last := "\x00"
	for i := range o.Shown {
		f := &o.Shown[i]
		if o.ByPerson && f.Code != last {
			last = f.Code
			who := f.Code
			if who == "" {
				who = say.T("Nobody known")
			}
			rows = append(rows, kit.NewText(who, kit.Control.B()))
		}
		rows = append(rows, p.finding(f))
	}
	if left := o.All() - len(o.Shown); left > 0 {
		rows = append(rows, kit.Centered(kit.NewButton(say.T("Show %d more of %s", min(left, listed), say.Number(o.All())), kit.Secondary, m.MoreOf)))
	}
	return rows
}

func (p *preview) finding(f *app.FindingRow) fyne.CanvasObject {
	row := *f
	words := kit.VStack(2, kit.NewParagraph(f.Text(), kit.Body).Limit(6), kit.NewElastic(source(f), kit.Small))
	card := kit.NewCompactEntry(kit.Barred(kit.PaintOf(kit.Line), words), func() { p.s.openFinding(&row) })
	if f.Interview != "" {
		card.SetTip(say.T("Open in the interview"))
	}
	return kit.Inset(card, 0, -5, 0, -5)
}

// source says whose words these are and when they were said.
func source(f *app.FindingRow) string {
	var parts []string
	for _, p := range []string{f.Code, f.Segment} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 && f.InterviewTitle != "" {
		parts = append(parts, f.InterviewTitle)
	}
	if at := say.Sentence(f.Locator()); at != "" {
		parts = append(parts, at)
	}
	return strings.Join(parts, " · ")
}
