package recruit

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// editor edits one question. It keeps its fields while the question keeps its shape, so that the keyboard stays where it is.
type editor struct {
	s     *Screen
	root  *fyne.Container
	shape string
	fill  []func(q *app.ScreenerQuestion) // each shows a part of the question as it is stored
	text  *kit.Entry                      // what is asked
}

func newEditor(s *Screen) *editor { return &editor{s: s, root: kit.VStack(kit.Space4)} }

// paint shows the question that is edited.
func (e *editor) paint() {
	m := e.s.model
	q := &m.Ask
	shape := fmt.Sprint(q.ID, q.Type, len(q.Options), len(q.Rules), m.ReadOnly, e.gotos(), e.waits())
	if shape != e.shape {
		e.shape = shape
		e.build(q)
	}
	for _, f := range e.fill {
		f(q)
	}
}

func (e *editor) build(q *app.ScreenerQuestion) {
	e.fill = nil
	e.root.Objects = nil
	if q.ID == "" {
		e.root.Refresh()
		return
	}
	e.root.Objects = []fyne.CanvasObject{e.head(q), kit.FormRow(say.T("Question"), e.words()), pair(kit.FormRow(say.T("Asked"), e.only()), kit.FormRow(say.T("Field of participants"), e.field()))}
	if len(engine.Options(*q)) > 0 {
		e.root.Add(e.options(q))
	} else {
		e.root.Add(e.rules(q))
	}
	if e.s.model.ReadOnly {
		e.root.Objects = []fyne.CanvasObject{e.read(q)}
		e.fill = nil
	}
	e.root.Refresh()
}

// read is a question that cannot be changed.
func (e *editor) read(q *app.ScreenerQuestion) fyne.CanvasObject {
	rows := kit.VStack(kit.Space2, kit.NewText(q.ID+" · "+typeName(q.Type), kit.Small), kit.NewParagraph(q.Text, kit.Body.B()))
	for _, o := range q.Options {
		rows.Add(kit.NewParagraph(strings.TrimSpace(o.Text+"  "+sayEffect(o.Score, o.Out, o.Goto)), kit.Body))
	}
	return rows
}

func sayEffect(score float64, out bool, to string) string {
	var parts []string
	if score != 0 {
		parts = append(parts, fmt.Sprintf("%+g", score))
	}
	if out {
		parts = append(parts, say.T("rules out"))
	}
	if to != "" {
		parts = append(parts, say.T("then %s", to))
	}
	return strings.Join(parts, ", ")
}

func (e *editor) head(q *app.ScreenerQuestion) fyne.CanvasObject {
	m := e.s.model
	var options []kit.Option
	for _, t := range questionTypes() {
		options = append(options, kit.Option{ID: string(t), Text: typeName(t)})
	}
	kind := kit.NewDropdown(options, nil)
	kind.Select(string(q.Type))
	kind.OnChange = func(id string) { m.SetType(app.QuestionType(id)) }
	id := q.ID
	return kit.HStack(kit.Space2, kit.NewText(id, kit.Title), kind, kit.Spacer(), kit.NewIconButton(icons.Up, say.T("Move up"), func() { m.MoveQuestion(-1) }),
		kit.NewIconButton(icons.Down, say.T("Move down"), func() { m.MoveQuestion(1) }), kit.NewIconButton(icons.Trash, say.T("Remove the question (Delete)"), func() { m.RemoveQuestion(id) }))
}

// line is a field bound to a part of the question.
func (e *editor) line(hint string, get func(*app.ScreenerQuestion) string, keep func(string)) *kit.Entry {
	f := newField(kit.NewEntry(hint), keep)
	e.fill = append(e.fill, func(q *app.ScreenerQuestion) { f.fill(get(q)) })
	return f.Entry
}

func (e *editor) words() fyne.CanvasObject {
	e.text = e.line(say.T("What is asked"), func(q *app.ScreenerQuestion) string { return q.Text }, func(t string) {
		e.s.model.ChangeQuestion(func(q *app.ScreenerQuestion) { q.Text = t })
	})
	return e.text
}

// field says which field of people answers the question, and keeps its answer: one there is, or a new one.
func (e *editor) field() fyne.CanvasObject {
	line := e.line(say.T("None: asked in any case"), func(q *app.ScreenerQuestion) string { return q.Field }, func(t string) {
		e.s.model.ChangeQuestion(func(q *app.ScreenerQuestion) { q.Field = t })
	})
	var pick *kit.IconButton
	pick = kit.NewIconButton(icons.Down, say.T("Choose a field of people"), func() { e.pickField(pick) })
	return kit.HStack(kit.Space1, kit.Grow(line), pick)
}

// pickField chooses among the fields that people have.
func (e *editor) pickField(anchor fyne.CanvasObject) {
	m := e.s.model
	set := func(name string) func() {
		return func() { m.ChangeQuestion(func(q *app.ScreenerQuestion) { q.Field = name }) }
	}
	kit.NewPicker(say.T("Which field knows the answer?"), 300, func(q string) []kit.PickItem {
		var items []kit.PickItem
		for _, f := range m.Desk.FieldNames() {
			it := kit.PickItem{Text: f, Run: set(f)}
			if strings.EqualFold(f, m.Ask.Field) {
				it.Icon = icons.Check
			}
			items = append(items, it)
		}
		found := kit.Match(q, items)
		if strings.TrimSpace(q) == "" && m.Ask.Field != "" {
			found = append(found, kit.PickItem{Text: say.T("No field"), Muted: true, Run: set("")})
		}
		return found
	}).ShowBelow(anchor)
}

// waits are the answers after which the question can be asked: choices of the questions before it.
func (e *editor) waits() []kit.Option {
	m := e.s.model
	all := []kit.Option{{Text: say.T("Always")}}
	for _, q := range m.screener().Questions {
		if q.ID == m.Ask.ID {
			break
		}
		for _, o := range engine.Options(q) {
			all = append(all, kit.Option{ID: q.ID + ":" + o.Text, Text: say.T("After %s: %s", q.ID, o.Text)})
		}
	}
	return all
}

func (e *editor) only() fyne.CanvasObject {
	drop := kit.NewDropdown(e.waits(), nil)
	drop.OnChange = func(id string) {
		question, answer, ok := strings.Cut(id, ":")
		e.s.model.ChangeQuestion(func(q *app.ScreenerQuestion) {
			q.Only = nil
			if ok {
				q.Only = &app.ScreenerOnly{Question: question, Answer: answer}
			}
		})
	}
	e.fill = append(e.fill, func(q *app.ScreenerQuestion) {
		id := ""
		if q.Only != nil {
			id = q.Only.Question + ":" + q.Only.Answer
		}
		drop.Select(id)
	})
	return kit.HStack(0, drop, kit.Spacer())
}

// gotos are where an answer can lead.
func (e *editor) gotos() []kit.Option {
	m := e.s.model
	all := []kit.Option{{Text: say.T("Next")}}
	for _, q := range m.screener().Questions {
		if q.ID != m.Ask.ID {
			all = append(all, kit.Option{ID: q.ID, Text: say.T("To %s", q.ID)})
		}
	}
	return append(all, kit.Option{ID: engine.End, Text: say.T("End")})
}

// effect is what an answer does: its score, whether it rules out, where it leads.
type effect struct {
	score func(float64)
	out   func(bool)
	leads func(string)
}

// row is the fields of an effect beside the words of an answer.
func (e *editor) row(words fyne.CanvasObject, get func(*app.ScreenerQuestion) (score float64, out bool, to string, ok bool), do effect, remove func()) fyne.CanvasObject {
	m := e.s.model
	score := newField(kit.NewEntry("0"), func(t string) {
		n, err := points(t)
		if err != nil {
			m.fail(err)
			m.changed()
			return
		}
		do.score(n)
	})
	out := kit.NewCheck(say.T("Rules out"), false, do.out)
	to := kit.NewDropdown(e.gotos(), do.leads).WithWidth(gotoWidth)
	e.fill = append(e.fill, func(q *app.ScreenerQuestion) {
		if n, o, t, ok := get(q); ok {
			score.fill(sayPoints(n))
			out.Set(o)
			to.Select(t)
		}
	})
	return kit.HStack(kit.Space2, kit.Grow(words), kit.Fixed(score.Entry, scoreWidth, 0), kit.Fixed(out, outWidth, 0), to, kit.NewIconButton(icons.Close, say.T("Remove"), remove))
}

// heads name the columns of answers.
func heads(first string) fyne.CanvasObject {
	label := func(s string, w float32) fyne.CanvasObject { return kit.Fixed(kit.NewText(s, kit.Label), w, 0) }
	return kit.HStack(kit.Space2, kit.Grow(kit.NewText(first, kit.Label)), label(say.T("Score"), scoreWidth), label("", outWidth), label(say.T("Then"), gotoWidth), label("", kit.ControlHigh))
}

func (e *editor) options(q *app.ScreenerQuestion) fyne.CanvasObject {
	m := e.s.model
	rows := kit.VStack(kit.Space2, heads(say.T("Answer")))
	for i := range engine.Options(*q) {
		words := e.line(say.T("Answer"), func(q *app.ScreenerQuestion) string {
			if i < len(q.Options) {
				return q.Options[i].Text
			}
			return engine.Options(*q)[i].Text
		}, func(t string) { m.RenameOption(i, t) })
		change := func(f func(*app.ScreenerOption)) {
			m.ChangeQuestion(func(q *app.ScreenerQuestion) {
				if len(q.Options) == 0 {
					q.Options = slices.Clone(engine.Options(*q))
				}
				if i < len(q.Options) {
					f(&q.Options[i])
				}
			})
		}
		rows.Add(e.row(words, func(q *app.ScreenerQuestion) (float64, bool, string, bool) {
			if all := engine.Options(*q); i < len(all) {
				return all[i].Score, all[i].Out, all[i].Goto, true
			}
			return 0, false, "", false
		}, effect{score: func(n float64) { change(func(o *app.ScreenerOption) { o.Score = n }) }, out: func(on bool) { change(func(o *app.ScreenerOption) { o.Out = on }) },
			leads: func(to string) { change(func(o *app.ScreenerOption) { o.Goto = to }) }}, func() { e.removeOption(i) }))
	}
	if q.Type != app.AskYesNo {
		rows.Add(kit.HStack(0, kit.NewIconTextButton(icons.Plus, say.T("Add an answer"), kit.Quiet, e.addOption), kit.Spacer()))
	}
	return rows
}

func (e *editor) removeOption(i int) {
	e.s.model.ChangeQuestion(func(q *app.ScreenerQuestion) {
		if i < len(q.Options) {
			q.Options = slices.Delete(q.Options, i, i+1)
		}
	})
}

func (e *editor) addOption() {
	e.s.model.ChangeQuestion(func(q *app.ScreenerQuestion) {
		name := say.T("Another answer")
		for n := 2; slices.ContainsFunc(q.Options, func(o app.ScreenerOption) bool { return strings.EqualFold(o.Text, name) }); n++ {
			name = say.T("Another answer %d", n)
		}
		q.Options = append(q.Options, app.ScreenerOption{Text: name})
	})
}

// rules judge numbers by their bounds and texts by a word in them.
func (e *editor) rules(q *app.ScreenerQuestion) fyne.CanvasObject {
	first, add := say.T("With the word"), say.T("Add a word")
	if q.Type == app.AskNumber {
		first, add = say.T("At least, at most"), say.T("Add a range")
	}
	rows := kit.VStack(kit.Space2)
	if len(q.Rules) > 0 {
		rows.Add(heads(first))
	}
	for i := range q.Rules {
		rows.Add(e.rule(q, i))
	}
	rows.Add(kit.HStack(0, kit.NewIconTextButton(icons.Plus, add, kit.Quiet, e.addRule), kit.Spacer()))
	return rows
}

func (e *editor) rule(q *app.ScreenerQuestion, i int) fyne.CanvasObject {
	m := e.s.model
	at := func(q *app.ScreenerQuestion) app.ScreenerRule {
		if i < len(q.Rules) {
			return q.Rules[i]
		}
		return app.ScreenerRule{}
	}
	change := func(f func(*app.ScreenerRule)) {
		m.ChangeQuestion(func(q *app.ScreenerQuestion) {
			if i < len(q.Rules) {
				f(&q.Rules[i])
			}
		})
	}
	limit := func(hint string, get func(app.ScreenerRule) *float64, set func(*app.ScreenerRule, *float64)) *kit.Entry {
		return e.line(hint, func(q *app.ScreenerQuestion) string { return sayBound(get(at(q))) }, func(t string) {
			n, err := bound(t)
			if err != nil {
				m.fail(err)
				m.changed()
				return
			}
			change(func(r *app.ScreenerRule) { set(r, n) })
		})
	}
	var words fyne.CanvasObject
	if q.Type == app.AskNumber {
		words = pair(limit(say.T("at least"), func(r app.ScreenerRule) *float64 { return r.Min }, func(r *app.ScreenerRule, n *float64) { r.Min = n }),
			limit(say.T("at most"), func(r app.ScreenerRule) *float64 { return r.Max }, func(r *app.ScreenerRule, n *float64) { r.Max = n }))
	} else {
		words = e.line(say.T("A word"), func(q *app.ScreenerQuestion) string { return at(q).Word }, func(t string) { change(func(r *app.ScreenerRule) { r.Word = t }) })
	}
	return e.row(words, func(q *app.ScreenerQuestion) (float64, bool, string, bool) {
		r := at(q)
		return r.Score, r.Out, r.Goto, i < len(q.Rules)
	}, effect{score: func(n float64) { change(func(r *app.ScreenerRule) { r.Score = n }) }, out: func(on bool) { change(func(r *app.ScreenerRule) { r.Out = on }) },
		leads: func(to string) { change(func(r *app.ScreenerRule) { r.Goto = to }) }}, func() {
		m.ChangeQuestion(func(q *app.ScreenerQuestion) {
			if i < len(q.Rules) {
				q.Rules = slices.Delete(q.Rules, i, i+1)
			}
		})
	})
}

func (e *editor) addRule() {
	e.s.model.ChangeQuestion(func(q *app.ScreenerQuestion) {
		r := app.ScreenerRule{Word: say.T("a word")}
		if q.Type == app.AskNumber {
			one := 1.
			r = app.ScreenerRule{Min: &one}
		}
		q.Rules = append(q.Rules, r)
	})
}
