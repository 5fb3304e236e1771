package people

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/table"
)

// Act is what an import does with a row.
type Act string

// The acts.
const (
	ActAdd    Act = "added"
	ActUpdate Act = "updated"
	ActSame   Act = "unchanged"
	ActJoin   Act = "joined" // with another row about the same person
	ActSkip   Act = "left out"
)

// PlanRow is what becomes of one row of a file.
type PlanRow struct {
	Line        int               `json:"line"`
	Code        string            `json:"code,omitempty"` // of the person it is about
	Act         Act               `json:"act"`
	Why         string            `json:"why,omitempty"` // of what is left out, or what is odd
	Participant app.ParticipantID `json:"participant,omitempty"`
	Lost        int               `json:"lost,omitempty"` // cells that did not fit
}

// Plan is what an import would do.
type Plan struct {
	Rows     []PlanRow
	Problems []table.Problem // in the order of the rows
	Fields   []app.Field     // that are made or get more choices
	Repeated int             // rows about somebody whom an earlier row was about
	Alike    int             // rows that say the same as somebody who is here under another key
	Private  []string        // columns of contact details that are left out, because the vault is locked or absent
	Warnings []string
	Used     *SavedSpec // of the register of tools, when the spec is one: the import notes there that it ran; nil for none

	changes  []app.Change
	contacts []Contact
}

// Count returns how many rows the plan does something with.
func (p *Plan) Count(a Act) (n int) {
	for i := range p.Rows {
		if p.Rows[i].Act == a {
			n++
		}
	}
	return n
}

// Empty reports whether the plan changes nothing.
func (p *Plan) Empty() bool { return len(p.changes) == 0 && len(p.contacts) == 0 }

// PlanImport tells what becomes of each row of a file. Nothing is written. Values that do not fit their field are left out and reported,
// the rest of their row comes in. Returns EInvalid for a spec that names no code and no key, that means two columns by one thing, or
// whose key is no field of it.
func (s *Service) PlanImport(ctx context.Context, sheet *Sheet, spec Spec) (*Plan, error) {
	spec, missing := spec.Fill(sheet)
	pl := &planner{service: s, sheet: sheet, spec: spec, plan: &Plan{Warnings: sheet.Warnings}}
	if len(missing) > 0 {
		pl.plan.Warnings = append(slices.Clone(sheet.Warnings), "The file has no column "+strings.Join(missing, ", ")+".")
	}
	if err := pl.read(ctx); err != nil {
		return nil, err
	}
	if err := pl.understand(); err != nil {
		return nil, err
	}
	for i := range sheet.Rows {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		pl.row(i)
	}
	pl.finish()
	return pl.plan, nil
}

// planner works out a plan.
type planner struct {
	service *Service
	sheet   *Sheet
	spec    Spec
	plan    *Plan

	rows    []app.ParticipantRow
	fields  []app.Field
	known   map[app.ParticipantID]app.Contact // what the vault has, while it is open and the file brings contacts
	cols    []planColumn
	key     int            // column by which people are known, -1 for none
	byKey   map[string]int // of people who are here: places in rows; -1 where several have the key
	codes   map[string]bool
	prints  map[string]string // fingerprints of what the file says of people who are here -> their code
	drafts  []*draft
	byDraft map[string]*draft
	next    int // number of the next free code
}

// planColumn is a column that comes in.
type planColumn struct {
	at    int // in the sheet
	spec  ColumnSpec
	field *app.Field // of RoleField
}

// draft is a person under way.
type draft struct {
	old     *app.Participant // nil for a new one
	now     app.Participant
	contact app.Contact
	private bool // something of the contact came in
	rows    []int
}

func (pl *planner) read(ctx context.Context) (err error) {
	if pl.rows, err = pl.service.Store.Participants(ctx, ""); err != nil {
		return err
	}
	defined, err := app.Papers[app.Field](ctx, pl.service.Store, app.PaperQuery{Kind: app.KindField})
	pl.fields = fieldsOf(defined, pl.rows)
	if err == nil && pl.service.open() && slices.ContainsFunc(pl.spec.Columns, func(c ColumnSpec) bool { return c.Role.Private() }) {
		pl.known, err = pl.service.Contacts.All(ctx)
	}
	return err
}
