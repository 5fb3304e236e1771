package recruit

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Widths of the columns of the screener.
const (
	listWidth  float32 = 240
	tryWidth   float32 = 290
	editWidth  float32 = 500 // what a row of an answer needs
	scoreWidth float32 = 52
	gotoWidth  float32 = 108
	outWidth   float32 = 98
)

// screenerPane lists the questions of a screener, edits the chosen one, and lets the whole be tried.
type screenerPane struct {
	s      *Screen
	list   *fyne.Container
	cards  []*kit.TapCard
	pass   *field
	add    *kit.Button
	first  *kit.Button // adds the first question, while there are none
	side   *kit.ScrollView
	edit   *editor
	body   *kit.ScrollView
	try    *kit.ScrollView
	tryBox *fyne.Container
	form   *form
	tried  string // the screener that form walks through
	typing string // the question whose words are to be typed once it is there
	empty  fyne.CanvasObject
	left   *fyne.Container
	stack  *fyne.Container
	root   *kit.SplitView
}

func newScreenerPane(s *Screen) *screenerPane {
	m := s.model
	p := &screenerPane{s: s, list: kit.VStack(kit.Space1), stack: kit.Stack()}
	p.pass = newField(kit.NewEntry(say.T("none")), func(t string) {
		n, err := points(t)
		if err != nil {
			m.fail(err)
			m.changed()
			return
		}
		m.SetPass(n)
	})
	p.add = kit.NewDropButton(say.T("Add a question"), kit.Paint{}, func() { kit.ShowMenu(p.add, p.types()...) })
	p.side = kit.Scroll(kit.Pad(p.list, kit.Space2))
	foot := kit.Inset(kit.VStack(kit.Space3, kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(say.T("Score that qualifies"), kit.Control)), kit.Fixed(p.pass.Entry, 64, 0)), p.add),
		kit.Space3, kit.Space3, kit.Space3, kit.Space3)
	if m.ReadOnly {
		p.add.Hide()
		p.pass.Disable()
	}
	p.left = kit.Dock(nil, nil, kit.VStack(0, kit.HLine(), foot), nil, p.side)
	p.edit = newEditor(s)
	p.body = kit.Scroll(kit.Inset(p.edit.root, kit.Space4, kit.Space4, kit.Space5, kit.Space4))
	p.empty = p.none()
	p.stack.Objects = []fyne.CanvasObject{p.body}
	p.tryBox = kit.VStack(kit.Space4)
	p.try = kit.Scroll(kit.Inset(p.tryBox, kit.Space2, kit.Space4, kit.Space5, kit.Space4))
	p.root = kit.NewSplit(kit.Band(kit.Surface, p.left), p.stack, p.tryPanel(), listWidth, tryWidth)
	p.root.Least = editWidth
	return p
}

// none is shown while there are no questions.
func (p *screenerPane) none() fyne.CanvasObject {
	if p.s.model.ReadOnly {
		return kit.EmptyState(icons.Edit, say.T("No screener"), say.T("This study asks candidates nothing."))
	}
	first := kit.NewDropButton(say.T("Add a question"), kit.Paint{}, nil)
	first.OnTap = func() { kit.ShowMenu(first, p.types()...) }
	p.first = first
	acts := []fyne.CanvasObject{first}
	if p.s.doors.Templates != nil {
		acts = append(acts, kit.NewIconTextButton(icons.Book, say.T("From a template…"), kit.Secondary, p.askTemplate))
	}
	return kit.EmptyState(icons.Edit, say.T("No questions yet"), say.T("A screener tells who fits: answers add to a score, rule somebody out, or lead to another question."), acts...)
}

// askTemplate offers the screeners of the playbook. An empty screener becomes the template's, and the study is known to use it; else its
// questions come after those there are.
func (p *screenerPane) askTemplate() {
	m := p.s.model
	if m.ReadOnly || p.s.doors.Templates == nil {
		return
	}
	p.s.doors.Templates(func(all []Template) {
		var items []kit.PickItem
		for _, t := range all {
			items = append(items, kit.PickItem{Text: t.Name, Detail: t.Detail, Icon: icons.Book, Run: func() {
				if t.Use != nil && len(m.screener().Questions) == 0 {
					t.Use(m.fail)
					return
				}
				m.Join(t.Name, t.Screener)
			}})
		}
		if len(items) == 0 {
			m.fail(app.Invalid(say.T("The playbook has no screeners."), say.T("Write one there: New template, Screener.")))
			return
		}
		kit.NewPicker(say.T("Which screener?"), 420, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(p.s.canvas())
	})
}

func (p *screenerPane) types() []kit.MenuItem {
	var items []kit.MenuItem
	for _, t := range questionTypes() {
		items = append(items, kit.MenuItem{Text: typeName(t), Run: func() { p.begin(t) }})
	}
	if p.s.doors.Templates != nil {
		items = append(items, kit.Separator, kit.MenuItem{Text: say.T("Those of a template…"), Icon: icons.Book, Run: p.askTemplate})
	}
	return items
}

// begin adds a question of a type, whose words are typed next.
func (p *screenerPane) begin(t app.QuestionType) {
	m := p.s.model
	m.AddQuestion(t)
	p.typing = m.Ask.ID
}

func questionTypes() []app.QuestionType {
	return []app.QuestionType{app.AskSingle, app.AskMulti, app.AskYesNo, app.AskNumber, app.AskText}
}

func typeName(t app.QuestionType) string {
	switch t {
	case app.AskSingle:
		return say.T("One choice")
	case app.AskMulti:
		return say.T("Several choices")
	case app.AskYesNo:
		return say.T("Yes or no")
	case app.AskNumber:
		return say.T("A number")
	}
	return say.T("A text")
}

// tryPanel is the preview that walks through the screener.
func (p *screenerPane) tryPanel() fyne.CanvasObject {
	again := kit.NewIconButton(icons.Refresh, say.T("Begin anew"), func() {
		p.tried = ""
		p.s.model.TryAgain()
	})
	head := kit.HStack(kit.Space2, kit.NewText(say.T("Try it"), kit.Body.B()), kit.Spacer(), again)
	return kit.Band(kit.Surface, kit.Dock(kit.Inset(head, kit.Space3, kit.Space3, kit.Space2, kit.Space4), nil, nil, nil, p.try))
}

func (p *screenerPane) content() fyne.CanvasObject { return p.root }

func (p *screenerPane) paint() {
	m := p.s.model
	sc := m.screener()
	p.pass.fill(sayPoints(sc.Pass))
	p.paintList(sc)
	show := fyne.CanvasObject(p.body)
	if len(sc.Questions) == 0 {
		show = p.empty
	}
	p.root.ShowLeft(len(sc.Questions) > 0)
	p.root.ShowRight(len(sc.Questions) > 0)
	if p.stack.Objects[0] != show {
		p.stack.Objects = []fyne.CanvasObject{show}
		p.stack.Refresh()
	}
	p.edit.paint()
	p.paintTry(sc)
	if at := slices.IndexFunc(sc.Questions, func(q app.ScreenerQuestion) bool { return q.ID == p.typing }); p.typing != "" && at >= 0 && m.Ask.ID == p.typing {
		p.typing = ""
		p.edit.text.FocusAll()
	}
}

func (p *screenerPane) paintList(sc app.Screener) {
	m := p.s.model
	p.cards = p.cards[:0]
	var rows []fyne.CanvasObject
	for _, q := range sc.Questions {
		words := typeName(q.Type)
		if q.Only != nil {
			words += say.T(" · after %s: %s", q.Only.Question, q.Only.Answer)
		}
		if q.Field != "" {
			words += " · " + q.Field
		}
		id := q.ID
		card := kit.NewCompactEntry(kit.HStackTop(kit.Space2, kit.Fixed(kit.NewText(id, kit.Small), 28, 0), kit.Grow(kit.VStack(2, kit.NewParagraph(q.Text, kit.Control).Limit(2), kit.NewElastic(words, kit.Small)))),
			func() { m.EditQuestion(id) })
		card.SetSelected(id == m.Ask.ID)
		p.cards = append(p.cards, card)
		rows = append(rows, card)
	}
	p.list.Objects = rows
	p.side.Refresh()
}

// paintTry begins the preview anew when the screener is another.
func (p *screenerPane) paintTry(sc app.Screener) {
	if now := app.ViewSpec(sc); now != p.tried || p.form == nil {
		p.tried = now
		p.form = newForm(sc, p.s.model.Walk.Answers)
		p.form.onWalk = func(engine.Walk) { p.s.model.Walk.Answers = p.form.answers }
		p.form.onGrow = func() { p.try.Refresh() }
		p.tryBox.Objects = []fyne.CanvasObject{p.form.verdict, p.form.list}
		p.try.Refresh()
	}
}

// focus gives the keyboard to the chosen question.
func (p *screenerPane) focus() {
	at := slices.IndexFunc(p.s.model.screener().Questions, func(q app.ScreenerQuestion) bool { return q.ID == p.s.model.Ask.ID })
	if c := p.s.canvas(); c != nil && at >= 0 && at < len(p.cards) {
		c.Focus(p.cards[at])
		return
	}
	p.s.unfocus()
}

// key goes through the questions.
func (p *screenerPane) key(k *fyne.KeyEvent) {
	m := p.s.model
	qs := m.screener().Questions
	at := slices.IndexFunc(qs, func(q app.ScreenerQuestion) bool { return q.ID == m.Ask.ID })
	by := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[k.Name]
	switch {
	case by != 0 && at+by >= 0 && at+by < len(qs):
		m.EditQuestion(qs[at+by].ID)
		p.focus()
	case k.Name == fyne.KeyDelete && at >= 0 && !m.Refuses():
		m.RemoveQuestion(m.Ask.ID)
	}
}

func (p *screenerPane) rune(r rune) {
	if (r == 'n' || r == 'N') && !p.s.model.Refuses() {
		anchor := p.add
		if len(p.s.model.screener().Questions) == 0 {
			anchor = p.first
		}
		kit.ShowMenu(anchor, p.types()...)
	}
}

func (p *screenerPane) keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Screener: go through the questions")}, {Keys: "N", Does: say.T("Screener: add a question")}, {Keys: "Delete", Does: say.T("Screener: remove the question")}}
}
