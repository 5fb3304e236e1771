package people

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/people"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Bring is an import of people under way. It belongs to the UI goroutine.
type Bring struct {
	Model *Model

	Sheet  *people.Sheet // nil while the file is read
	Tables []string      // the sheets of the file, as far as it is known
	Table  string        // the one that is read
	Spec   people.Spec
	Fields []app.Field
	Saved  []people.SavedSpec
	Used   *people.SavedSpec // the saved spec that Spec is, nil for one of one's own
	Plan   *people.Plan      // of Spec; nil while it is made
	Busy   bool              // it is being written
	Done   bool
	Err    error

	OnChange func()

	path string
	read task.Latest[brought]
	plan task.Latest[*people.Plan]
}

type brought struct {
	sheet  *people.Sheet
	fields []app.Field
	saved  []people.SavedSpec
}

// Begin reads a file and guesses what its columns mean.
func (b *Bring) Begin(path string) {
	b.path, b.Tables = path, nil
	b.open("", nil)
}

// SetTable takes another sheet of the file, and guesses anew.
func (b *Bring) SetTable(name string) { b.open(name, nil) }

// open reads a sheet of the file, "" for the first with people, and takes a saved spec or guesses.
func (b *Bring) open(table string, saved *people.SavedSpec) {
	b.Sheet, b.Plan, b.Used, b.Err, b.Busy, b.Done, b.Table = nil, nil, nil, nil, false, false, table
	service, path := b.Model.People, b.path
	b.read.Load(func(ctx context.Context) (r brought, err error) {
		if r.sheet, err = people.OpenSheet(ctx, path, table); err != nil {
			return r, err
		}
		if r.fields, err = service.Fields(ctx); err != nil {
			return r, err
		}
		r.saved, err = service.SavedSpecs(ctx)
		return r, err
	}, func(r brought, err error) {
		if err != nil {
			b.Err = err
			b.changed()
			return
		}
		b.Sheet, b.Tables, b.Table, b.Fields, b.Saved = r.sheet, r.sheet.Tables, r.sheet.Table, r.fields, r.saved
		b.take(saved)
	})
	b.changed()
}

// Stop ends what is being read or planned.
func (b *Bring) Stop() {
	b.read.Cancel()
	b.plan.Cancel()
}

// replan works out beside the window what would become of each row.
func (b *Bring) replan() {
	service, sheet, spec := b.Model.People, b.Sheet, b.Spec
	spec.Columns = slices.Clone(spec.Columns)
	b.Plan, b.Err = nil, nil
	b.plan.Load(func(ctx context.Context) (*people.Plan, error) { return service.PlanImport(ctx, sheet, spec) }, func(p *people.Plan, err error) {
		b.Plan, b.Err = p, err
		if p != nil {
			p.Used = b.Used
		}
		b.changed()
	})
	b.changed()
}

// SetRole says what a column means. A field is called like its column until another is chosen.
func (b *Bring) SetRole(col int, role people.Role, field string) {
	c := &b.Spec.Columns[col]
	*c = people.ColumnSpec{Column: c.Column, Role: role}
	if role == people.RoleField {
		c.Field = field
		at := slices.IndexFunc(b.Fields, func(f app.Field) bool { return strings.EqualFold(f.Name, field) })
		typ, reading := b.Sheet.Detect(col)
		c.Type, c.Reading = typ, reading
		if at >= 0 && b.Fields[at].ID != "" {
			c.Type = b.Fields[at].Type
		}
	}
	b.Used = nil
	b.replan()
}

// SetType says of which type the field is that a column makes.
func (b *Bring) SetType(col int, t app.FieldType) {
	b.Spec.Columns[col].Type = t
	b.Used = nil
	b.replan()
}

// Set changes how the file comes in.
func (b *Bring) Set(change func(*people.Spec)) {
	change(&b.Spec)
	b.replan()
}

// Use takes a saved spec, with its sheet where the file has one of that name, or guesses anew for nil.
func (b *Bring) Use(saved *people.SavedSpec) {
	if saved != nil && saved.Spec.Table != b.Sheet.Table && slices.Contains(b.Tables, saved.Spec.Table) {
		b.open(saved.Spec.Table, saved)
		return
	}
	b.take(saved)
}

// take lets a saved spec, or a guess for nil, say what the columns mean.
func (b *Bring) take(saved *people.SavedSpec) {
	b.Used = saved
	if saved == nil {
		b.Spec = people.Guess(b.Sheet, b.Fields)
	} else {
		b.Spec, _ = saved.Spec.Fill(b.Sheet)
	}
	b.replan()
}

// Keep saves the spec with a tool under a name.
func (b *Bring) Keep(tool, name string, done func(error)) {
	m, spec := b.Model, b.Spec
	spec.Columns = slices.DeleteFunc(slices.Clone(spec.Columns), func(c people.ColumnSpec) bool { return c.Role == people.RoleSkip })
	m.act(func(ctx context.Context) error { return m.People.SaveSpec(ctx, tool, name, spec) }, done)
}

// Keys are what people can be known by: "" for the code, and the fields that come in.
func (b *Bring) Keys() []string {
	keys := []string{""}
	for _, c := range b.Spec.Columns {
		if c.Role == people.RoleField {
			keys = append(keys, c.Field)
		}
	}
	return keys
}

// Run does what the plan tells, as one step.
func (b *Bring) Run() {
	m, p, from := b.Model, b.Plan, b.Sheet.Name
	if p == nil || b.Busy || b.Done {
		return
	}
	b.Busy = true
	b.changed()
	m.act(func(ctx context.Context) error { return m.People.Import(ctx, p, from) }, func(err error) {
		b.Busy, b.Err, b.Done = false, err, err == nil
		if err == nil {
			m.Inside = false // whoever came in took part in nothing yet
			m.arrange(false)
		}
		b.changed()
	})
}

// Says is what would become of the rows, in a line.
func (b *Bring) Says() string {
	p := b.Plan
	if p == nil {
		return ""
	}
	var parts []string
	for _, c := range []struct {
		n    int
		word string
	}{{p.Count(people.ActAdd), say.T("new")}, {p.Count(people.ActUpdate), say.T("updated")}, {p.Count(people.ActSame), say.T("unchanged")}, {p.Count(people.ActSkip), say.T("left out")}} {
		if c.n > 0 {
			parts = append(parts, say.Number(c.n)+" "+c.word)
		}
	}
	lost := 0
	for i := range p.Rows {
		lost += p.Rows[i].Lost
	}
	if lost > 0 {
		parts = append(parts, say.T("%s not kept", say.Count(lost, "value")))
	}
	if p.Repeated > 0 {
		parts = append(parts, say.T("%s about somebody twice", say.Count(p.Repeated, "row")))
	}
	return strings.Join(parts, " · ")
}

// Act is what the button says; "" when there is nothing to do.
func (b *Bring) Act() string {
	p := b.Plan
	if p == nil || p.Empty() {
		return ""
	}
	added, updated := p.Count(people.ActAdd), p.Count(people.ActUpdate)
	switch {
	case updated == 0:
		return say.T("Import %s", say.Count(added, "person"))
	case added == 0:
		return say.T("Update %s", say.Count(updated, "person"))
	}
	return say.T("Import %s and update %s", say.Number(added), say.Number(updated))
}

// Odd lists the rows of the plan that somebody should look at first: those left out, those that lose values, those with a remark.
func (b *Bring) Odd() []people.PlanRow {
	if b.Plan == nil {
		return nil
	}
	var odd []people.PlanRow
	for _, r := range b.Plan.Rows {
		if r.Act == people.ActSkip || r.Lost > 0 || r.Why != "" {
			odd = append(odd, r)
		}
	}
	return odd
}

func (b *Bring) changed() {
	if b.OnChange != nil {
		b.OnChange()
	}
}
