package recruit

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// form is a walk through a screener to be answered: each question once it is asked, and the verdict below.
type form struct {
	screener app.Screener
	answers  []app.Answer
	list     *fyne.Container
	verdict  *fyne.Container
	shown    []string // ids of the questions shown
	fields   map[string]*question
	onWalk   func(engine.Walk)
	onGrow   func() // lay out what surrounds the form
	onEnter  func() // Enter in one of its fields
}

// submit is Enter in a field.
func (f *form) submit() {
	if f.onEnter != nil {
		f.onEnter()
	}
}

// question is one question of a form.
type question struct {
	box   *fyne.Container
	first interface{ Focus() } // takes the keyboard, nil where nothing does
	badge *kit.Text
	wrong *kit.Paragraph
}

func newForm(sc app.Screener, answers []app.Answer) *form {
	f := &form{screener: sc, answers: slices.Clone(answers), list: kit.VStack(kit.Space4), verdict: kit.VStack(0), fields: map[string]*question{}}
	f.paint()
	return f
}

// walk is the way through with the answers so far.
func (f *form) walk() engine.Walk { return engine.Take(f.screener, f.answers) }

// paint shows the questions that are asked with the answers so far.
func (f *form) paint() {
	w := f.walk()
	var ids []string
	for _, a := range w.Asked {
		ids = append(ids, a.Question.ID)
	}
	if !slices.Equal(ids, f.shown) {
		f.shown = ids
		f.list.Objects = nil
		for _, a := range w.Asked {
			f.list.Add(f.field(a.Question, a.Values).box)
		}
	}
	for _, a := range w.Asked {
		f.fields[a.Question.ID].badge.SetText(worth(a))
	}
	word, tone := say.T("The screener goes on"), kit.Plain
	switch w.Fit {
	case app.FitQualified:
		word, tone = say.T("Qualified"), kit.Positive
	case app.FitNot:
		word, tone = say.T("Not qualified"), kit.Negative
	}
	why := say.Sentence(w.Why)
	if w.Next != "" {
		why = say.T("score %g so far", w.Score)
	}
	f.verdict.Objects = []fyne.CanvasObject{kit.HStack(kit.Space2, kit.NewBadge(word, tone), kit.Grow(kit.NewElastic(why, kit.Small)))}
	f.verdict.Refresh()
	if f.onWalk != nil {
		f.onWalk(w)
	}
	if f.onGrow != nil {
		f.onGrow()
	}
}

// worth is what an answer gives.
func worth(a engine.Asked) string {
	switch {
	case a.Out:
		return say.T("rules out")
	case a.Values == nil || a.Score == 0:
		return ""
	}
	return fmt.Sprintf("%+g", a.Score)
}

// answer takes an answer as typed or chosen.
func (f *form) answer(q app.ScreenerQuestion, text string) {
	next, err := answered(f.screener, f.answers, q.ID, text)
	message := ""
	if err != nil {
		message, _ = say.Explain(err)
	}
	f.fields[q.ID].wrong.SetText(message)
	if err == nil {
		f.answers = next
		f.paint()
	}
}

// field makes a question's field, once.
func (f *form) field(q app.ScreenerQuestion, values []string) *question {
	if x := f.fields[q.ID]; x != nil {
		return x
	}
	x := &question{badge: kit.NewText("", kit.Small), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	f.fields[q.ID] = x
	head := kit.HStack(kit.Space2, kit.Grow(kit.NewParagraph(q.Text, kit.Body.B())), x.badge)
	x.box = kit.VStack(kit.Space2, head, f.control(q, x, values), x.wrong)
	return x
}

func (f *form) control(q app.ScreenerQuestion, x *question, values []string) fyne.CanvasObject {
	options := engine.Options(q)
	switch {
	case q.Type == app.AskMulti:
		return f.severalChoices(q, x, options, values)
	case len(options) > 0:
		return f.oneChoice(q, x, options, values)
	}
	hint := say.T("Type the answer")
	if q.Type == app.AskNumber {
		hint = say.T("A number")
	}
	e := entry(strings.Join(values, "; "), hint)
	e.OnChanged = func(t string) { f.answer(q, t) }
	e.OnSubmitted = func(string) { f.submit() }
	x.first = e
	return e
}

// oneChoice shows few short choices side by side, and others in a menu.
func (f *form) oneChoice(q app.ScreenerQuestion, x *question, options []app.ScreenerOption, values []string) fyne.CanvasObject {
	long := 0
	var all []kit.Option
	for _, o := range options {
		long += len(o.Text)
		all = append(all, kit.Option{ID: o.Text, Text: o.Text})
	}
	now := strings.Join(values, "")
	if len(options) <= 4 && long <= 40 {
		g := kit.NewSegments(all, nil).Clear()
		if now != "" {
			g.Select(now)
		}
		g.OnChange = func(id string) {
			g.Select(id)
			f.answer(q, id)
		}
		g.OnSubmitted = f.submit
		x.first = g
		return kit.HStack(0, g, kit.Spacer())
	}
	box := kit.VStack(2)
	var checks []*kit.Check
	for _, o := range options {
		c := kit.NewCheck(o.Text, o.Text == now, nil)
		c.OnChange = func(on bool) {
			for _, other := range checks {
				if other != c {
					other.Set(false)
				}
			}
			text := ""
			if on {
				text = o.Text
			}
			f.answer(q, text)
		}
		checks = append(checks, c)
		box.Add(c)
	}
	return box
}

func (f *form) severalChoices(q app.ScreenerQuestion, x *question, options []app.ScreenerOption, values []string) fyne.CanvasObject {
	box := kit.VStack(2)
	chosen := map[string]bool{}
	for _, v := range values {
		chosen[v] = true
	}
	for _, o := range options {
		box.Add(kit.NewCheck(o.Text, chosen[o.Text], func(on bool) {
			chosen[o.Text] = on
			var all []string
			for _, p := range options {
				if chosen[p.Text] {
					all = append(all, p.Text)
				}
			}
			f.answer(q, strings.Join(all, ";"))
		}))
	}
	return box
}

// AskAnswers asks the screener for the chosen candidate.
func (s *Screen) AskAnswers() {
	m := s.model
	c := m.Current()
	if c == nil || m.ReadOnly {
		return
	}
	if len(m.screener().Questions) == 0 {
		m.fail(app.Invalid(say.T("This study has no screener yet."), say.T("Write it under Screener first.")))
		return
	}
	id := c.ID
	have := c.Answers
	if c.Who != nil {
		have = engine.Merge(m.screener(), engine.Known(m.screener(), c.Who), c.Answers)
	}
	f := newForm(m.screener(), have)
	body := kit.VStack(kit.Space4, f.list)
	scroll := kit.Scroll(kit.Inset(body, 0, kit.Space3, kit.Space3, 0))
	d := &sheet{Dialog: kit.NewDialog(say.T("Screener: %s", codeOf(c)), 560, 600), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	f.onGrow = func() { scroll.Refresh() }
	d.SetContent(kit.Dock(nil, nil, kit.Inset(kit.VStack(kit.Space2, f.verdict, d.wrong), kit.Space2, 0, 0, 0), nil, scroll))
	f.onEnter = func() { m.Answer(id, f.answers, d.told) }
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Save answers"), kit.Primary, f.submit))
	d.OnClose = s.Shown
	d.Show(s.canvas())
	f.focus()
}

// focus gives the first field the keyboard.
func (f *form) focus() {
	for _, id := range f.shown {
		if x := f.fields[id]; x.first != nil {
			x.first.Focus()
			return
		}
	}
}
