package consent

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Field is what a column of a table of consents means; "" leaves it out.
type Field string

// The fields.
const (
	FieldCode      Field = "code"
	FieldDate      Field = "date"
	FieldScopes    Field = "scopes" // several in a cell
	FieldRecord    Field = "record" // yes or no, as the three below
	FieldInside    Field = "inside"
	FieldOutside   Field = "outside"
	FieldMachine   Field = "machine"
	FieldExpires   Field = "expires"
	FieldWithdrawn Field = "withdrawn"
	FieldReason    Field = "reason"
	FieldHow       Field = "how"
	FieldNote      Field = "note"
)

// Fields lists the fields in the order in which they are offered.
func Fields() []Field {
	return []Field{FieldCode, FieldDate, FieldScopes, FieldRecord, FieldInside, FieldOutside, FieldMachine, FieldExpires, FieldWithdrawn, FieldReason, FieldHow, FieldNote}
}

// scopeFields are the columns that answer for one scope.
var scopeFields = map[Field]app.Scope{FieldRecord: app.ScopeRecord, FieldInside: app.ScopeInside, FieldOutside: app.ScopeOutside, FieldMachine: app.ScopeMachine}

// Table is a table of consents as it was read. Rows are as wide as Columns; Lines are their numbers in the file, from 1.
type Table struct {
	Columns []string
	Rows    [][]string
	Lines   []int
}

// Act is what becomes of a row.
type Act string

// The acts.
const (
	ActAdd    Act = "record"
	ActUpdate Act = "update" // a consent of the person, the study and the day is there, and says something else
	ActSame   Act = "unchanged"
	ActSkip   Act = "left out"
)

// PlanRow is what would become of a row.
type PlanRow struct {
	Line    int
	Code    string // as the person is called, or as it stands in the row when nobody is
	Act     Act
	Why     string // why it is left out
	Consent app.Consent
	before  *app.Consent
}

// Plan is what an import of consents would record. Nothing is stored.
type Plan struct {
	Study app.StudyID
	Rows  []PlanRow // in the order of the table; blank rows are not among them
}

// Count tells of how many rows something becomes.
func (p *Plan) Count(a Act) (n int) {
	for i := range p.Rows {
		if p.Rows[i].Act == a {
			n++
		}
	}
	return n
}

// Wrong are the rows that are left out.
func (p *Plan) Wrong() []PlanRow {
	return slices.DeleteFunc(slices.Clone(p.Rows), func(r PlanRow) bool { return r.Act != ActSkip })
}

// Plan says what the import of a table would record for a study, or for all for "". means has what each column means, see Guess. People are known by
// their codes, whatever their case; a consent is known by person, study and day, so that a table that comes again changes what is there and
// adds nothing twice. A table never undoes a withdrawal: what it says nothing of stays as it is, and a row without a day says nothing of somebody
// who took their consent back. Returns EInvalid when no column has the codes, or none what they allow.
func (s *Service) Plan(ctx context.Context, study app.StudyID, t Table, means []Field) (*Plan, error) {
	if err := complete(means); err != nil {
		return nil, err
	}
	people, err := s.Store.ParticipantsByCode(ctx)
	if err != nil {
		return nil, err
	}
	byCode := make(map[string]app.Participant, len(people))
	for code, person := range people {
		byCode[strings.ToLower(code)] = person
	}
	perms, err := s.Permissions(ctx)
	if err != nil {
		return nil, err
	}
	from := origin{study: study, means: means, byCode: byCode, have: kept(perms, people, study), perms: perms}
	p := &Plan{Study: study}
	for n, row := range t.Rows {
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		p.Rows = append(p.Rows, s.planRow(&from, t.Lines[n], row))
	}
	return p, ctx.Err()
}

// key is what a consent to a study is known by.
type key struct {
	person app.ParticipantID
	given  app.Date
}

// origin is what the rows of a table are read with.
type origin struct {
	study  app.StudyID
	means  []Field
	byCode map[string]app.Participant
	have   map[key]*app.Consent // and those of the rows above, without an id
	perms  *app.Permissions
}

// tookBack says that a consent of somebody was withdrawn, "" for one who did not.
func (o *origin) tookBack(p app.ParticipantID) string {
	back, ok := o.perms.Standing(o.study, p)
	if !ok || back.Withdrawn == "" || back.Withdrawn > o.perms.On {
		return ""
	}
	return "they took it back on " + string(back.Withdrawn) + "; write the day on which they gave it again"
}

// says is a consent as it is after what a row says of it. What the table has no column for stays, and a withdrawal is never taken back.
func (o *origin) says(old, row *app.Consent) app.Consent {
	n := *old
	n.Scopes = row.Scopes
	if slices.Contains(o.means, FieldExpires) {
		n.Expires = row.Expires
	}
	if row.Withdrawn != "" {
		n.Withdrawn = row.Withdrawn
	}
	for _, x := range []struct {
		to   *string
		from string
	}{{&n.Reason, row.Reason}, {&n.How, row.How}, {&n.Note, row.Note}} {
		if x.from != "" {
			*x.to = x.from
		}
	}
	return n
}

// kept are the consents of people to a study by their key, the one written last.
func kept(perms *app.Permissions, people map[string]app.Participant, study app.StudyID) map[key]*app.Consent {
	have := map[key]*app.Consent{}
	for _, p := range people {
		all := perms.Consents(p.ID)
		for i := range all {
			c := &all[i]
			if k := (key{c.Participant, c.Given}); c.Study == study && (have[k] == nil || c.Created.After(have[k].Created)) {
				have[k] = c
			}
		}
	}
	return have
}

// complete refuses columns that do not say who allowed what.
func complete(means []Field) error {
	if !slices.Contains(means, FieldCode) {
		return app.Invalid("No column has the codes of the people.", "Say which column it is: its heading may be code, person or participant.")
	}
	if !slices.ContainsFunc(means, func(f Field) bool { _, one := scopeFields[f]; return one || f == FieldScopes }) {
		return app.Invalid("No column says what they allowed.", "Say which column it is: one that names all they allow, or one with yes or no for each of recording, quotes inside, quotes outside and analysis by the machine.")
	}
	return nil
}

// planRow says what becomes of a row, and notes its consent as there for the rows below it.
func (s *Service) planRow(from *origin, line int, row []string) PlanRow {
	cell := func(f Field) string {
		if i := slices.Index(from.means, f); i >= 0 && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	r := PlanRow{Line: line, Code: cell(FieldCode), Act: ActSkip}
	person, ok := from.byCode[strings.ToLower(r.Code)]
	switch {
	case r.Code == "":
		r.Why = "the row has no code"
		return r
	case !ok:
		r.Why = "nobody has the code “" + r.Code + "”"
		return r
	}
	r.Code = person.Code
	if r.Consent, r.Why = s.read(cell); r.Why != "" {
		return r
	}
	c := &r.Consent
	c.Participant, c.Study = person.ID, from.study
	if cell(FieldDate) == "" && c.Withdrawn == "" {
		if r.Why = from.tookBack(person.ID); r.Why != "" {
			return r
		}
	}
	if err := c.Validate(); err != nil {
		r.Why, _ = app.Explain(err)
		return r
	}
	k := key{c.Participant, c.Given}
	old := from.have[k]
	switch {
	case old == nil:
		r.Act = ActAdd
	case old.ID == "":
		r.Why = "the table has them twice on that day; the first row counts"
		return r
	default:
		n := from.says(old, c)
		r.Consent, r.before, r.Act = n, old, ActUpdate
		if n.Equal(old) {
			r.Act = ActSame
		}
	}
	from.have[k] = &app.Consent{}
	return r
}

// read makes a consent of the cells of a row; why says what is wrong with it.
func (s *Service) read(cell func(Field) string) (c app.Consent, why string) {
	c = app.Consent{Given: day(cell(FieldDate)), Expires: day(cell(FieldExpires)), Withdrawn: day(cell(FieldWithdrawn)),
		Reason: cell(FieldReason), How: cell(FieldHow), Note: cell(FieldNote)}
	if c.Given == "" {
		c.Given = s.Today()
	}
	for _, d := range []app.Date{c.Given, c.Expires, c.Withdrawn} {
		if !d.Valid() {
			return c, "“" + string(d) + "” is no date; write it as 2026-05-31"
		}
	}
	for _, word := range strings.FieldsFunc(cell(FieldScopes), func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '+' }) {
		scopes, ok := scopesOf(strings.ToLower(strings.TrimSpace(word)))
		if !ok {
			return c, "“" + strings.TrimSpace(word) + "” is nothing that consent is asked for"
		}
		c.Scopes = append(c.Scopes, scopes...)
	}
	for _, f := range []Field{FieldRecord, FieldInside, FieldOutside, FieldMachine} {
		on, ok := yes(cell(f))
		if !ok {
			return c, fmt.Sprintf("“%s” under %s is neither yes nor no", cell(f), f)
		}
		if on {
			c.Scopes = append(c.Scopes, scopeFields[f])
		}
	}
	c.Scopes = inOrder(c.Scopes)
	return c, ""
}

// day reads a day that can be read in one way only; what it cannot read it returns as it is.
func day(text string) app.Date {
	for _, layout := range []string{"2006-01-02", "2006-01-02 15:04:05", time.RFC3339, "2006/01/02", "02.01.2006", "2.1.2006", "2 Jan 2006", "2 January 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return app.DateOf(t)
		}
	}
	return app.Date(text)
}

// yes reads an answer; an empty cell is no.
func yes(word string) (on, ok bool) {
	switch strings.ToLower(word) {
	case "yes", "y", "true", "1", "x", "✓", "allowed", "ja", "oui", "sí", "si":
		return true, true
	case "", "no", "n", "false", "0", "-", "refused", "nein", "non":
		return false, true
	}
	return false, false
}

// scopesOf reads one word of a cell of scopes.
func scopesOf(word string) ([]app.Scope, bool) {
	switch word {
	case "", "none", "no", "refused":
		return nil, true
	case "all", "yes":
		return app.Scopes(), true
	case "record", "recording":
		return []app.Scope{app.ScopeRecord}, true
	case "inside", "quote inside":
		return []app.Scope{app.ScopeInside}, true
	case "outside", "quote outside":
		return []app.Scope{app.ScopeOutside}, true
	case "machine", "machine analysis":
		return []app.Scope{app.ScopeMachine}, true
	}
	return nil, false
}

// Import does what a plan says as one step, and nothing when it says nothing.
func (s *Service) Import(ctx context.Context, p *Plan) error {
	cs := s.Hand.Begin("Import " + app.Count(p.Count(ActAdd)+p.Count(ActUpdate), "consent"))
	for _, r := range p.Rows {
		c := r.Consent
		switch r.Act {
		case ActAdd:
			c.ID, c.Stamp = app.NewID[app.ConsentID](), s.Hand.Stamp()
			cs.Create(&c)
		case ActUpdate:
			c.Stamp = s.Hand.Touch(r.before.Stamp)
			cs.Update(r.before, &c)
		}
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}
