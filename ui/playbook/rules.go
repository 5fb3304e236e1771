package playbook

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// rulesForm edits the rules of a question that is answered by a number or a text.
type rulesForm struct {
	screener app.Screener
	self     string
	number   bool // ranges, not words
	rows     []*ruleRow
	box      *fyne.Container
	root     *fyne.Container
}

// ruleRow is a rule in its form.
type ruleRow struct {
	least, most, word, score *kit.Entry
	out                      *kit.Check
	to                       *kit.Dropdown
	line                     *fyne.Container
}

func newRulesForm(s app.Screener, q app.ScreenerQuestion) *rulesForm {
	f := &rulesForm{screener: s, self: q.ID, box: kit.VStack(kit.Space1)}
	more := kit.NewIconTextButton(icons.Plus, say.T("Rule"), kit.Quiet, func() {
		r := f.add(app.ScreenerRule{})
		f.root.Refresh()
		if f.number {
			r.least.Focus()
		} else {
			r.word.Focus()
		}
	})
	f.root = kit.VStack(kit.Space1, kit.FormRow(say.T("Rules: a range or a word, points, and where to go next. An empty rule is left out"), f.box), kit.HStack(0, more, kit.Spacer()))
	for _, r := range q.Rules {
		f.add(r)
	}
	f.ask(q.Type)
	return f
}

func (f *rulesForm) add(r app.ScreenerRule) *ruleRow {
	row := &ruleRow{least: field(say.T("at least"), limit(r.Min)), most: field(say.T("at most"), limit(r.Max)), word: field(say.T("With the word"), r.Word), score: field("0", number(r.Score)),
		out: kit.NewCheck(say.T("Rules out"), r.Out, nil), to: kit.NewDropdown(gotoOptions(f.screener, f.self), nil).WithWidth(130)}
	row.to.Select(r.Goto)
	row.line = kit.HStack(kit.Space2, kit.Grow(row.word), kit.Grow(row.least), kit.Grow(row.most), kit.Fixed(row.score, 56, 0), kit.Fixed(row.out, 96, 0), row.to)
	f.rows = append(f.rows, row)
	f.box.Add(row.line)
	f.fit(row)
	return row
}

// ask shows what a type of question is judged by; choices have answers instead.
func (f *rulesForm) ask(t app.QuestionType) {
	f.number = t == app.AskNumber
	f.root.Hidden = t != app.AskNumber && t != app.AskText
	for _, r := range f.rows {
		f.fit(r)
	}
	f.root.Refresh()
}

func (f *rulesForm) fit(r *ruleRow) {
	line := []fyne.CanvasObject{kit.Grow(r.word)}
	if f.number {
		line = []fyne.CanvasObject{kit.Grow(r.least), kit.Grow(r.most)}
	}
	r.line.Objects = append(line, kit.Fixed(r.score, 56, 0), kit.Fixed(r.out, 96, 0), r.to)
}

// read returns the rules as typed, without the empty ones.
func (f *rulesForm) read() (all []app.ScreenerRule, err error) {
	for _, r := range f.rows {
		rule := app.ScreenerRule{Out: r.out.On(), Goto: r.to.Selected()}
		if rule.Score, err = parseNumber(r.score.Text); err != nil {
			return nil, err
		}
		if f.number {
			if rule.Min, err = parseLimit(r.least.Text); err != nil {
				return nil, err
			}
			if rule.Max, err = parseLimit(r.most.Text); err != nil {
				return nil, err
			}
			if rule.Min != nil && rule.Max != nil && *rule.Min > *rule.Max {
				return nil, app.Invalid(say.T("“At least %s, at most %s” leaves no number.", limit(rule.Min), limit(rule.Max)), say.T("Write the lower bound first."))
			}
		} else {
			rule.Word = strings.TrimSpace(r.word.Text)
		}
		if rule.Min != nil || rule.Max != nil || rule.Word != "" {
			all = append(all, rule)
		}
	}
	return all, nil
}

// limit is a bound as it is typed; none is nothing.
func limit(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

// parseLimit reads a bound; nothing is none.
func parseLimit(text string) (*float64, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	n, err := parseNumber(text)
	return &n, err
}
