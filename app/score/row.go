package score

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/table"
	"throughline/app/format/when"
)

// row reads one row of the file.
func (p *planner) row(i int) {
	out := PlanRow{Line: p.sheet.Lines[i], Act: ActSame}
	defer func() { p.plan.Rows = append(p.plan.Rows, out) }()
	cells := p.sheet.Rows[i]
	skip := func(why string) {
		out.Act, out.Why = ActSkip, why
		p.plan.Problems = append(p.plan.Problems, table.Problem{Line: out.Line, Message: why})
	}
	base, why := p.base(cells, &out)
	if why != "" {
		skip(why)
		return
	}
	found := p.measures(cells, &out, base)
	if len(found) == 0 {
		if out.Why == "" {
			out.Act, out.Why = ActSkip, "It holds no value."
		} else {
			out.Act = ActSkip
		}
		return
	}
	var says []string
	added, changed := 0, 0
	for _, m := range found {
		key := KeyOf(m)
		if _, again := p.made[key]; again {
			p.plan.Again++
		} else {
			p.order = append(p.order, key)
			p.old[key] = p.have[key]
		}
		p.made[key] = m
		switch old := p.old[key]; {
		case old == nil:
			added++
		case !sameValue(old, m):
			changed++
		}
		says = append(says, m.Called()+" "+valueText(m))
	}
	switch {
	case changed > 0:
		out.Act = ActChange
	case added > 0:
		out.Act = ActAdd
	}
	out.Says = strings.Join(says, ", ")
}

// valueText is a value as people read it.
func valueText(m *app.Measure) string {
	switch m.Kind {
	case app.MeasureSuccess:
		if m.Value == 1 {
			return "yes"
		}
		return "no"
	case app.MeasureTime:
		return Clock(m.Value)
	}
	return strconv.FormatFloat(m.Value, 'f', -1, 64)
}

// Value is a measure's value as people read it: "yes", "1:24", "72.5".
func Value(m *app.Measure) string { return valueText(m) }

// base is what all measures of a row share: whose, of which session, study, task, release and day.
func (p *planner) base(cells []string, out *PlanRow) (m app.Measure, why string) {
	said := map[Role]string{}
	for k, c := range p.spec.Columns {
		if c.Role != RoleScore && cells[k] != "" {
			said[c.Role] = cells[k]
		}
	}
	if m.Study, why = p.study(said[RoleStudy]); why != "" {
		return m, why
	}
	m.Task, m.Release = clean(said[RoleTask], p.spec.Task), clean(said[RoleRelease], p.spec.Release)
	if text := said[RoleDate]; text != "" {
		if m.Date = when.Date(text, p.dates); m.Date == "" {
			p.problem(out, RoleDate, text, "“"+short(text)+"” is no day.")
		}
	}
	code, title := said[RoleCode], said[RoleSession]
	out.Who = code
	if out.Who == "" {
		out.Who = title
	}
	if code == "" && title == "" {
		return m, "It does not say whose it is."
	}
	why = p.whose(&m, code, title)
	return m, why
}

// whose finds the session and the person of a row; why it cannot is told otherwise.
func (p *planner) whose(m *app.Measure, code, title string) (why string) {
	if title != "" {
		iv := p.titles[string(m.Study)+"/"+app.FoldName(title)]
		if iv == nil {
			return "There is no session “" + short(title) + "” in the study."
		}
		p.session(m, iv)
	}
	if code == "" {
		return ""
	}
	who, why := p.person(code)
	if why != "" {
		return why
	}
	if m.Interview != "" && m.Participant != "" && m.Participant != who {
		return code + " did not take part in “" + short(title) + "”."
	}
	m.Participant = who
	if m.Interview == "" {
		p.find(m)
	}
	return ""
}

// session says that a measure is of an interview.
func (p *planner) session(m *app.Measure, iv *app.InterviewRow) {
	m.Interview = iv.ID
	if who := iv.Participants(); len(who) == 1 {
		m.Participant = who[0]
	}
	if m.Date == "" {
		m.Date = iv.Date
	}
}

// find looks for the session of a person: the only one in the study, or the only one on the day.
func (p *planner) find(m *app.Measure) {
	all := p.byWho[string(m.Study)+"/"+string(m.Participant)]
	if len(all) > 1 && m.Date != "" {
		all = slices.DeleteFunc(slices.Clone(all), func(r *app.InterviewRow) bool { return r.Date != m.Date })
	}
	if len(all) == 1 {
		p.session(m, all[0])
	}
}

func clean(text, otherwise string) string {
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		return text
	}
	return strings.Join(strings.Fields(otherwise), " ")
}

// problem notes a cell that could not be read.
func (p *planner) problem(out *PlanRow, role Role, value, message string) {
	column := ""
	for _, c := range p.spec.Columns {
		if c.Role == role {
			column = c.Column
		}
	}
	p.lost(out, column, value, message)
}

func (p *planner) lost(out *PlanRow, column, value, message string) {
	out.Why = message
	p.plan.Problems = append(p.plan.Problems, table.Problem{Line: out.Line, Column: column, Value: value, Message: message})
}

// measures are the values of a row.
func (p *planner) measures(cells []string, out *PlanRow, base app.Measure) (found []*app.Measure) {
	add := func(column, text string, m app.Measure) {
		if err := m.Validate(); err != nil {
			message, _ := app.Explain(err)
			p.lost(out, column, text, message)
			return
		}
		found = append(found, &m)
	}
	type form struct {
		kind    app.MeasureKind
		task    string
		column  string
		answers []int
		bad     bool
	}
	var forms []*form
	for k, c := range p.spec.Columns {
		text := cells[k]
		if c.Role != RoleScore || text == "" {
			continue
		}
		m := base
		m.Kind = c.Kind
		m.Task = clean(c.Task, base.Task)
		if c.Answer > 0 {
			at := slices.IndexFunc(forms, func(f *form) bool { return f.kind == c.Kind && f.task == m.Task })
			if at < 0 {
				n, _ := c.Kind.Answers()
				forms = append(forms, &form{kind: c.Kind, task: m.Task, column: c.Column, answers: make([]int, n)})
				at = len(forms) - 1
			}
			v, ok := table.Decimal(text)
			if !ok || v != float64(int(v)) || c.Answer > len(forms[at].answers) {
				p.lost(out, c.Column, text, "“"+short(text)+"” is no answer of "+c.Kind.Word()+".")
				forms[at].bad = true
				continue
			}
			forms[at].answers[c.Answer-1] = int(v)
			continue
		}
		var err error
		if m.Value, m.Answers, err = Read(c.Kind, text); err != nil {
			message, _ := app.Explain(err)
			p.lost(out, c.Column, text, message)
			continue
		}
		add(c.Column, text, m)
	}
	for _, f := range forms {
		if f.bad {
			continue
		}
		if at := slices.Index(f.answers, 0); at >= 0 {
			p.lost(out, f.column, "", fmt.Sprintf("Answer %d of %s is missing, so it has no score.", at+1, f.kind.Word()))
			continue
		}
		m := base
		m.Kind, m.Task, m.Answers = f.kind, f.task, f.answers
		var err error
		if m.Value, err = Make(f.kind, f.answers); err != nil {
			message, _ := app.Explain(err)
			p.lost(out, f.column, "", message)
			continue
		}
		add(f.column, "", m)
	}
	return append(found, p.long(cells, out, base)...)
}

// long is the value of a row that names its measure.
func (p *planner) long(cells []string, out *PlanRow, m app.Measure) []*app.Measure {
	name, text, column := "", "", ""
	for k, c := range p.spec.Columns {
		switch c.Role {
		case RoleKind:
			name = cells[k]
		case RoleValue:
			text, column = cells[k], c.Column
		}
	}
	if name == "" || text == "" {
		return nil
	}
	kind, task, answer, ok := Named(name)
	if !ok || answer > 0 {
		p.lost(out, column, name, "“"+short(name)+"” is nothing that is measured here.")
		return nil
	}
	m.Kind = kind
	if m.Task == "" {
		m.Task = task
	}
	var err error
	if m.Value, m.Answers, err = Read(kind, text); err == nil {
		err = m.Validate()
	}
	if err != nil {
		message, _ := app.Explain(err)
		p.lost(out, column, text, message)
		return nil
	}
	return []*app.Measure{&m}
}
