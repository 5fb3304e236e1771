package playbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// structured are the rows in which a screener or codebook is edited: each opens its form.
func (s *Screen) structured(d *Draft) []fyne.CanvasObject {
	if d.Kind == app.TemplateScreener {
		return s.screenerRows(d)
	}
	return s.codeRows(d)
}

// mover are the buttons that move a row up and down, and remove it.
func (s *Screen) mover(at, of int, move func(by int), drop func()) fyne.CanvasObject {
	up, down := kit.NewIconButton(icons.Up, say.T("Move up"), func() { move(-1) }), kit.NewIconButton(icons.Down, say.T("Move down"), func() { move(1) })
	if at == 0 {
		up.Disable()
	}
	if at == of-1 {
		down.Disable()
	}
	return kit.HStack(0, up, down, kit.NewIconButton(icons.Trash, say.T("Remove"), drop))
}

func moved[T any](all []T, i, by int) {
	if j := i + by; j >= 0 && j < len(all) {
		all[i], all[j] = all[j], all[i]
	}
}

func (s *Screen) screenerRows(d *Draft) []fyne.CanvasObject {
	m := s.model
	pass := field("0", number(d.Screener.Pass))
	pass.OnChanged = func(t string) {
		if f, err := parseNumber(t); err == nil {
			d.Screener.Pass = f
		}
	}
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.NewText(say.T("Qualifies with a score of"), kit.Control), kit.Fixed(pass, 70, 0), kit.NewText(say.T("or more, unless an answer rules out"), kit.Control), kit.Spacer())}
	for i := range d.Screener.Questions {
		q := &d.Screener.Questions[i]
		line := kindOfQuestion(q.Type)
		if n := len(q.Options); n > 0 {
			line += " · " + say.Count(n, "answer")
		}
		if n := len(q.Rules); n > 0 {
			line += " · " + say.Count(n, "rule")
		}
		if q.Only != nil {
			line += say.T(" · only after “%s”", q.Only.Answer)
		}
		card := kit.NewListEntry(kit.VStack(2, kit.NewParagraph(fmt.Sprintf("%d. %s", i+1, q.Text), kit.Body), kit.NewElastic(line, kit.Small)), func() { s.askQuestion(d, i) })
		rows = append(rows, kit.HStack(kit.Space1, kit.Grow(card), s.mover(i, len(d.Screener.Questions), func(by int) {
			moved(d.Screener.Questions, i, by)
			m.Touched()
		}, func() {
			d.Screener.Questions = slices.Delete(slices.Clone(d.Screener.Questions), i, i+1)
			m.Touched()
		})))
	}
	add := kit.NewIconTextButton(icons.Plus, say.T("Question"), kit.Secondary, func() { s.askQuestion(d, len(d.Screener.Questions)) })
	return append(rows, kit.HStack(0, add, kit.Spacer()))
}

func kindOfQuestion(t app.QuestionType) string {
	if t == "" {
		return say.T("Text")
	}
	return app.Capital(say.Sentence(string(t)))
}

func number(f float64) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// parseNumber reads a number with a comma or point; nothing is 0.
func parseNumber(t string) (float64, error) {
	t = strings.Replace(strings.TrimSpace(t), ",", ".", 1)
	if t == "" {
		return 0, nil
	}
	f, err := strconv.ParseFloat(t, 64)
	if err != nil {
		err = app.Invalid(say.T("“%s” is not a number.", t), say.T("Write a number such as 2."))
	}
	return f, err
}

// answerRow is an answer of a question in its form.
type answerRow struct {
	text, score *kit.Entry
	out         *kit.Check
	to          *kit.Dropdown
}

// askQuestion edits question i of a screener, or adds one.
func (s *Screen) askQuestion(d *Draft, i int) {
	q := app.ScreenerQuestion{ID: freeID(d.Screener), Type: app.AskSingle}
	title := say.T("New question")
	if i < len(d.Screener.Questions) {
		q, title = d.Screener.Questions[i], say.T("Question %d", i+1)
	}
	text := area(say.T("What people are asked"), q.Text, 2)
	typ := kit.NewDropdown([]kit.Option{{ID: string(app.AskSingle), Text: say.T("Single choice")}, {ID: string(app.AskMulti), Text: say.T("Several choices")}, {ID: string(app.AskYesNo), Text: say.T("Yes or no")},
		{ID: string(app.AskNumber), Text: say.T("Number")}, {ID: string(app.AskText), Text: say.T("Text")}}, nil)
	typ.Select(string(q.Type))
	keep := field(say.T("Field of the person that keeps the answer"), q.Field)
	var answers []*answerRow
	box := kit.VStack(kit.Space1)
	addAnswer := func(o app.ScreenerOption) *answerRow {
		a := &answerRow{text: field(say.T("Answer"), o.Text), score: field("0", number(o.Score)), out: kit.NewCheck(say.T("Rules out"), o.Out, nil), to: kit.NewDropdown(gotoOptions(d.Screener, q.ID), nil).WithWidth(130)}
		a.to.Select(o.Goto)
		answers = append(answers, a)
		box.Add(kit.HStack(kit.Space2, kit.Grow(a.text), kit.Fixed(a.score, 56, 0), kit.Fixed(a.out, 96, 0), a.to))
		return a
	}
	for _, o := range q.Options {
		addAnswer(o)
	}
	more := kit.NewIconTextButton(icons.Plus, say.T("Answer"), kit.Quiet, func() {
		a := addAnswer(app.ScreenerOption{})
		box.Refresh()
		a.text.Focus()
	})
	only, answer := kit.NewDropdown(onlyOptions(d.Screener, q.ID), nil).WithWidth(240), field(say.T("after this answer"), "")
	if q.Only != nil {
		only.Select(q.Only.Question)
		answer.SetText(q.Only.Answer)
	}
	rules := newRulesForm(d.Screener, q)
	choices := kit.VStack(kit.Space1, kit.FormRow(say.T("Answers: words, points, and where to go next. An answer without words is left out"), box), kit.HStack(0, more, kit.Spacer()))
	choices.Hidden = !rules.root.Hidden
	typ.OnChange = func(id string) {
		rules.ask(app.QuestionType(id))
		choices.Hidden = !rules.root.Hidden
		choices.Refresh()
	}
	fields := []fyne.CanvasObject{kit.FormRow(say.T("Question"), text), kit.HStackTop(kit.Space3, kit.FormRow(say.T("Answered by"), typ), kit.Grow(kit.FormRow(say.T("Kept as"), keep))), choices, rules.root,
		kit.HStackTop(kit.Space3, kit.FormRow(say.T("Asked"), only), kit.Grow(kit.FormRow(say.T("only"), answer)))}
	s.ask(title, 680, 560, say.T("Keep question"), text, fields, func(done func(error)) {
		q.Text, q.Type, q.Field = strings.TrimSpace(text.Text), app.QuestionType(typ.Selected()), strings.TrimSpace(keep.Text)
		q.Only = nil
		if only.Selected() != "" && strings.TrimSpace(answer.Text) != "" {
			q.Only = &app.ScreenerOnly{Question: only.Selected(), Answer: strings.TrimSpace(answer.Text)}
		}
		var err error
		if err = readJudged(&q, answers, rules); err == nil && q.Text == "" {
			err = app.Invalid(say.T("A question needs words."), say.T("Write what people are asked."))
		}
		if err == nil {
			if i < len(d.Screener.Questions) {
				d.Screener.Questions[i] = q
			} else {
				d.Screener.Questions = append(d.Screener.Questions, q)
			}
			s.model.Touched()
		}
		done(err)
	})
}

// readJudged takes in what a question is judged by: answers to choose from, or rules for what is typed.
func readJudged(q *app.ScreenerQuestion, answers []*answerRow, rules *rulesForm) (err error) {
	q.Options, q.Rules = nil, nil
	if rules.root.Hidden {
		q.Options, err = readAnswers(answers)
	} else {
		q.Rules, err = rules.read()
	}
	return err
}

func readAnswers(all []*answerRow) ([]app.ScreenerOption, error) {
	var out []app.ScreenerOption
	for _, a := range all {
		if strings.TrimSpace(a.text.Text) == "" {
			continue
		}
		score, err := parseNumber(a.score.Text)
		if err != nil {
			return nil, err
		}
		out = append(out, app.ScreenerOption{Text: strings.TrimSpace(a.text.Text), Score: score, Out: a.out.On(), Goto: a.to.Selected()})
	}
	return out, nil
}

// freeID is an id that no question of a screener has.
func freeID(s app.Screener) string {
	for n := len(s.Questions) + 1; ; n++ {
		id := fmt.Sprintf("q%d", n)
		if !slices.ContainsFunc(s.Questions, func(q app.ScreenerQuestion) bool { return q.ID == id }) {
			return id
		}
	}
}

func gotoOptions(s app.Screener, self string) []kit.Option {
	out := []kit.Option{{ID: "", Text: say.T("Next")}}
	for i, q := range s.Questions {
		if q.ID != self {
			out = append(out, kit.Option{ID: q.ID, Text: say.T("Question %d", i+1)})
		}
	}
	return append(out, kit.Option{ID: "end", Text: say.T("The end")})
}

func onlyOptions(s app.Screener, self string) []kit.Option {
	out := []kit.Option{{ID: "", Text: say.T("Always")}}
	for i, q := range s.Questions {
		if q.ID != self {
			out = append(out, kit.Option{ID: q.ID, Text: say.T("After question %d", i+1)})
		}
	}
	return out
}

// codeRows are the tags of a codebook, indented by their tree.
func (s *Screen) codeRows(d *Draft) []fyne.CanvasObject {
	m := s.model
	var rows []fyne.CanvasObject
	var add func(in *[]playbook.Code, depth int)
	add = func(in *[]playbook.Code, depth int) {
		for i := range *in {
			c := &(*in)[i]
			words := kit.VStack(2, kit.NewElastic(c.Name, kit.Body.B()))
			if c.Definition != "" {
				words.Add(kit.NewParagraph(c.Definition, kit.Small).Limit(2))
			} else {
				words.Add(kit.NewText(say.T("No definition yet"), kit.Small.In(kit.WarnInk)))
			}
			card := kit.NewListEntry(kit.HStackTop(kit.Space3, kit.Inset(kit.NewDot(kit.TagPaint(c.Color)), 6, 0, 0, 0), kit.Grow(words)), func() { s.askCode(in, i) })
			under := kit.NewIconButton(icons.Plus, say.T("Add a tag under “%s”", c.Name), func() { s.askCode(&c.Under, len(c.Under)) })
			rows = append(rows, kit.Inset(kit.HStack(0, kit.Grow(card), under, s.mover(i, len(*in), func(by int) {
				moved(*in, i, by)
				m.Touched()
			}, func() {
				*in = slices.Delete(slices.Clone(*in), i, i+1)
				m.Touched()
			})), 0, 0, 0, float32(depth)*kit.Space5))
			add(&c.Under, depth+1)
		}
	}
	add(&d.Codes.Codes, 0)
	more := kit.NewIconTextButton(icons.Plus, say.T("Tag"), kit.Secondary, func() { s.askCode(&d.Codes.Codes, len(d.Codes.Codes)) })
	return append(rows, kit.HStack(0, more, kit.Spacer()))
}

// askCode edits tag i of those beside each other, or adds one.
func (s *Screen) askCode(in *[]playbook.Code, i int) {
	var c playbook.Code
	title := say.T("New tag")
	if i < len(*in) {
		c, title = (*in)[i], say.T("Tag")
	} else if i > 0 {
		c.Color = (*in)[i-1].Color
	}
	name, def := field(say.T("Name"), c.Name), area(say.T("What it means"), c.Definition, 2)
	incl, excl, example := area(say.T("When to use it"), c.Include, 2), area(say.T("When not, and what instead"), c.Exclude, 2), area(say.T("Words that it fits"), c.Example, 2)
	var colors []kit.Option
	for n := range app.Hues {
		colors = append(colors, kit.Option{ID: strconv.Itoa(n), Text: say.T("Colour %d", n+1), Dot: kit.TagPaint(n)})
	}
	color := kit.NewDropdown(colors, nil)
	color.Select(strconv.Itoa(c.Color))
	s.ask(title, 520, 560, say.T("Keep tag"), name, []fyne.CanvasObject{kit.HStackTop(kit.Space3, kit.Grow(kit.FormRow(say.T("Name"), name)), kit.FormRow(say.T("Colour"), color)), kit.FormRow(say.T("Definition"), def),
		kit.FormRow(say.T("Include"), incl), kit.FormRow(say.T("Exclude"), excl), kit.FormRow(say.T("Example"), example)}, func(done func(error)) {
		c.Name, c.Definition, c.Include, c.Exclude, c.Example = strings.TrimSpace(name.Text), strings.TrimSpace(def.Text), strings.TrimSpace(incl.Text), strings.TrimSpace(excl.Text), strings.TrimSpace(example.Text)
		c.Color, _ = strconv.Atoi(color.Selected()) // its own options
		if c.Name == "" {
			done(app.Invalid(say.T("A tag needs a name."), say.T("Type a name for the tag.")))
			return
		}
		if i < len(*in) {
			(*in)[i] = c
		} else {
			*in = append(*in, c)
		}
		s.model.Touched()
		done(nil)
	})
}
