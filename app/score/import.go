package score

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/table"
	"throughline/app/format/when"
)

// maxRows bounds how many rows a file of measures may have.
const maxRows = 100_000

// ReadSheet reads a CSV, TSV or Excel file of measures whose first row names the columns. Returns the errors of table.ReadNamed.
func ReadSheet(ctx context.Context, f source.File) (*table.Named, error) {
	f.NotText = "Export the measures as CSV or Excel and import that file."
	return table.ReadNamed(ctx, f, maxRows, "session")
}

// Spec is how a file of measures comes in.
type Spec struct {
	Columns   []ColumnSpec `json:"columns"`
	Study     app.StudyID  `json:"study,omitempty"` // of rows that name none
	Task      string       `json:"task,omitempty"`  // likewise
	Release   string       `json:"release,omitempty"`
	AddPeople bool         `json:"add_people,omitempty"` // codes that nobody has become new participants; otherwise their rows are left out
}

// Act is what an import does with a row.
type Act string

// The acts.
const (
	ActAdd    Act = "add"    // all it says is new
	ActChange Act = "change" // some of it takes the place of what is here
	ActSame   Act = "same"   // all of it is here
	ActSkip   Act = "skip"
)

// PlanRow is what becomes of one row.
type PlanRow struct {
	Line int    `json:"line"` // in the file, counted from 1
	Act  Act    `json:"act"`
	Who  string `json:"who,omitempty"`  // code, or the session's title
	Says string `json:"says,omitempty"` // "Checkout: Task success 1, Time on task 45 s"
	Why  string `json:"why,omitempty"`  // of a row that is left out
}

// Plan is what an import would do.
type Plan struct {
	Rows     []PlanRow       `json:"rows"`
	Problems []table.Problem `json:"problems"`
	People   []string        `json:"people"`  // codes of the participants that are made
	Added    int             `json:"added"`   // measures
	Changed  int             `json:"changed"` //
	Same     int             `json:"unchanged"`
	Again    int             `json:"again"` // values that a later row of the file gives anew: the last one counts

	changes []app.Change
}

// Count is how many rows have an act.
func (p *Plan) Count(a Act) (n int) {
	for _, r := range p.Rows {
		if r.Act == a {
			n++
		}
	}
	return n
}

// Empty reports whether the plan changes nothing.
func (p *Plan) Empty() bool { return len(p.changes) == 0 }

// planner works a plan out.
type planner struct {
	s       *Service
	sheet   *table.Named
	spec    Spec
	plan    *Plan
	studies map[string]app.StudyID
	people  map[string]app.Participant // by folded code
	titles  map[string]*app.InterviewRow
	byWho   map[string][]*app.InterviewRow // study and person
	have    map[Key]*app.Measure
	made    map[Key]*app.Measure // by this file
	old     map[Key]*app.Measure
	order   []Key
	dates   when.Order
}

// PlanImport tells what an import would do, row by row, and changes nothing. Returns EInvalid when nothing in the file says whose the measures
// are or what they measure.
func (s *Service) PlanImport(ctx context.Context, sheet *table.Named, spec Spec) (*Plan, error) {
	p := &planner{s: s, sheet: sheet, spec: spec, plan: &Plan{Rows: []PlanRow{}, Problems: []table.Problem{}, People: []string{}}, made: map[Key]*app.Measure{}, old: map[Key]*app.Measure{}}
	if err := p.check(); err != nil {
		return nil, err
	}
	if err := p.load(ctx); err != nil {
		return nil, err
	}
	p.dates = p.dateOrder()
	for i := range sheet.Rows {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p.row(i)
	}
	p.finish()
	return p.plan, nil
}

// check refuses a mapping that can say nothing.
func (p *planner) check() error {
	has := func(r Role) bool {
		return slices.ContainsFunc(p.spec.Columns, func(c ColumnSpec) bool { return c.Role == r })
	}
	switch {
	case !has(RoleCode) && !has(RoleSession):
		return app.Invalid("No column says whose the measures are.", "Choose the column with the participants' codes, or with the titles of sessions.")
	case !has(RoleScore) && !(has(RoleKind) && has(RoleValue)):
		return app.Invalid("No column holds a measure.", "Choose a measure for each column of values, or the columns with the measure's name and its value.")
	}
	return nil
}

// load reads what rows are matched with.
func (p *planner) load(ctx context.Context) error {
	studies, err := p.s.Store.Studies(ctx)
	if err != nil {
		return err
	}
	p.studies = map[string]app.StudyID{}
	for i := range studies {
		p.studies[app.FoldName(studies[i].Name)] = studies[i].ID
	}
	codes, err := p.s.Store.ParticipantsByCode(ctx)
	if err != nil {
		return err
	}
	p.people = map[string]app.Participant{}
	for code, who := range codes {
		p.people[app.FoldName(code)] = who
	}
	rows, err := p.s.Store.Interviews(ctx, "", app.Page{})
	if err != nil {
		return err
	}
	p.titles, p.byWho = map[string]*app.InterviewRow{}, map[string][]*app.InterviewRow{}
	for i := range rows {
		r := &rows[i]
		p.titles[string(r.Study)+"/"+app.FoldName(r.Title)] = r
		if who := r.Participants(); len(who) == 1 {
			key := string(r.Study) + "/" + string(who[0])
			p.byWho[key] = append(p.byWho[key], r)
		}
	}
	have, err := p.s.List(ctx, "")
	if err != nil {
		return err
	}
	p.have = make(map[Key]*app.Measure, len(have))
	for i := range have {
		p.have[KeyOf(&have[i])] = &have[i]
	}
	return nil
}

// dateOrder is how dates such as 03/04/2026 are read in this file: the day first unless one of them can only be the other way round.
func (p *planner) dateOrder() when.Order {
	for k, c := range p.spec.Columns {
		if c.Role != RoleDate {
			continue
		}
		for _, row := range p.sheet.Rows {
			if first, second, ok := when.Numbers(row[k]); ok && first <= 12 && second > 12 {
				return when.MonthFirst
			}
		}
	}
	return when.DayFirst
}

// finish turns what the file says into changes.
func (p *planner) finish() {
	for _, key := range p.order {
		m := p.made[key]
		old := p.old[key]
		switch {
		case old == nil:
			m.ID, m.Stamp = app.NewID[app.MeasureID](), p.s.Hand.Stamp()
			p.plan.Added++
			p.plan.changes = append(p.plan.changes, app.Change{After: m})
		case sameValue(old, m):
			p.plan.Same++
		default:
			after := *old
			after.Value, after.Answers, after.Stamp = m.Value, m.Answers, p.s.Hand.Touch(old.Stamp)
			if m.Date != "" {
				after.Date = m.Date
			}
			p.plan.Changed++
			p.plan.changes = append(p.plan.changes, app.Change{Before: old, After: &after})
		}
	}
}

// sameValue reports whether a file says what is here. One that gives the score alone takes no answers away.
func sameValue(old, m *app.Measure) bool {
	return old.Value == m.Value && (m.Answers == nil || slices.Equal(old.Answers, m.Answers)) && (m.Date == "" || m.Date == old.Date)
}

// Import does what a plan tells, as one step. Returns EConflict when something was changed since the plan was made: plan again.
func (s *Service) Import(ctx context.Context, p *Plan, from string) error {
	if p.Empty() {
		return nil
	}
	cs := s.Hand.Begin("Import " + app.Count(p.Added+p.Changed, "measure") + " from " + from)
	cs.Changes = p.changes
	return s.Log.Commit(ctx, cs)
}

// study is the study a row is of, by the name it gives.
func (p *planner) study(name string) (app.StudyID, string) {
	if name == "" {
		if p.spec.Study == "" {
			return "", "It names no study, and none is chosen."
		}
		return p.spec.Study, ""
	}
	if id, ok := p.studies[app.FoldName(name)]; ok {
		return id, ""
	}
	return "", "There is no study “" + short(name) + "”."
}

// person is who a code belongs to, made where that is asked for.
func (p *planner) person(code string) (app.ParticipantID, string) {
	if who, ok := p.people[app.FoldName(code)]; ok {
		return who.ID, ""
	}
	if !p.spec.AddPeople {
		return "", "Nobody here has the code " + short(code) + "."
	}
	who := app.Participant{ID: app.NewID[app.ParticipantID](), Code: strings.TrimSpace(code), Stamp: p.s.Hand.Stamp()}
	p.people[app.FoldName(code)] = who
	p.plan.People = append(p.plan.People, who.Code)
	p.plan.changes = append(p.plan.changes, app.Change{After: &who})
	return who.ID, ""
}
