package people

import (
	"slices"
	"strings"

	"throughline/app"
)

// understand checks the spec and finds or makes the fields.
func (pl *planner) understand() error {
	pl.key = -1
	once := map[string]string{}
	for i, c := range pl.spec.Columns {
		if c.Role == RoleSkip || c.Role == "" {
			continue
		}
		if err := pl.column(i, c, once); err != nil {
			return err
		}
	}
	switch {
	case pl.spec.Key != "" && pl.key < 0:
		return app.Invalid("No column goes into the field “"+pl.spec.Key+"”, by which people are known.", "Choose the column that holds it, or know people by their code.")
	case len(pl.cols) == 0:
		return app.Invalid("No column comes in.", "Choose what the columns mean.")
	case pl.key < 0 && pl.spec.Mode == UpdateOnly:
		return app.Invalid("Without a code nobody can be found to update.", "Choose the column that holds the code, or another key.")
	}
	pl.index()
	return nil
}

// column takes a column in. once remembers which meanings are taken, by which column.
func (pl *planner) column(i int, c ColumnSpec, once map[string]string) error {
	switch {
	case !slices.Contains(Roles(), c.Role):
		return app.Invalid("“"+string(c.Role)+"” is nothing that a column can be.", "Choose code, segment, field, labels, status, source, note, name, e-mail, phone or address.")
	case c.Role.Private() && !pl.service.open():
		pl.plan.Private = append(pl.plan.Private, c.Column)
		return nil
	}
	means := string(c.Role)
	if c.Role == RoleField {
		if c.Field = strings.Join(strings.Fields(c.Field), " "); c.Field == "" {
			return app.Invalid("The column “"+c.Column+"” goes into no field.", "Choose a field, or leave the column out.")
		}
		means = FieldColumn(c.Field)
	}
	if other, twice := once[means]; twice && !c.Role.Private() && c.Role != RoleLabels && c.Role != RoleNote {
		return app.Invalid("“"+other+"” and “"+c.Column+"” mean the same.", "Leave one of the two columns out, or put it into another field.")
	}
	once[means] = c.Column
	pc := planColumn{at: i, spec: c}
	if c.Role == RoleField {
		pc.field = pl.field(i, c)
	}
	if c.Role == RoleCode && pl.spec.Key == "" || c.Role == RoleField && pl.spec.Key != "" && nameKey(c.Field) == nameKey(pl.spec.Key) {
		pl.key = len(pl.cols)
	}
	pl.cols = append(pl.cols, pc)
	return nil
}

// field finds the field of a column, or begins a new one. A field of choices gets the choices it does not have yet.
func (pl *planner) field(col int, c ColumnSpec) *app.Field {
	at := slices.IndexFunc(pl.fields, func(f app.Field) bool { return nameKey(f.Name) == nameKey(c.Field) })
	if at >= 0 && pl.fields[at].ID != "" {
		return pl.grown(pl.fields[at], col)
	}
	f := app.Field{ID: app.NewID[app.FieldID](), Name: c.Field, Type: c.Type, Stamp: pl.service.Hand.Stamp()}
	if f.Type == "" {
		f.Type = app.FieldText
	}
	if at >= 0 {
		f.Name = pl.fields[at].Name
	}
	if f.Type.Choices() {
		f.Options = pl.sheet.options(col, f.Type == app.FieldMulti)
	}
	f.Order = 1
	for _, all := range [][]app.Field{pl.fields, pl.plan.Fields} {
		for i := range all {
			f.Order = max(f.Order, all[i].Order+1)
		}
	}
	pl.plan.Fields = append(pl.plan.Fields, f)
	pl.plan.changes = append(pl.plan.changes, app.Change{After: &f})
	return &f
}

// grown is a field of choices with those that the column brings. A field without choices takes any value as it is.
func (pl *planner) grown(f app.Field, col int) *app.Field {
	if len(f.Options) == 0 {
		return &f
	}
	g := f
	for _, o := range pl.sheet.options(col, f.Type == app.FieldMulti) {
		if !slices.ContainsFunc(g.Options, func(have string) bool { return strings.EqualFold(have, o) }) {
			g.Options = append(slices.Clone(g.Options), o)
		}
	}
	if len(g.Options) == len(f.Options) {
		return &f
	}
	g.Stamp = pl.service.Hand.Touch(f.Stamp)
	pl.plan.Fields = append(pl.plan.Fields, g)
	pl.plan.changes = append(pl.plan.changes, app.Change{Before: &f, After: &g})
	return &g
}

// index finds people who are here by the key, their codes and what the columns of the file say of them.
func (pl *planner) index() {
	pl.byKey, pl.codes, pl.prints, pl.byDraft = map[string]int{}, map[string]bool{}, map[string]string{}, map[string]*draft{}
	for i := range pl.rows {
		p := &pl.rows[i].Participant
		pl.codes[CodeKey(p.Code)] = true
		if pl.key >= 0 {
			if k := pl.keyOf(p); k != "" {
				if _, twice := pl.byKey[k]; twice {
					pl.byKey[k] = -1
				} else {
					pl.byKey[k] = i
				}
			}
		}
		if print := pl.print(p); print != "" {
			pl.prints[print] = p.Code
		}
	}
}

// keyOf is the key of a person.
func (pl *planner) keyOf(p *app.Participant) string {
	if f := pl.cols[pl.key].field; f != nil {
		return folded(p.Attribute(f.Name))
	}
	return CodeKey(p.Code)
}

// print is what the fields of the file say of a person; "" for fewer than three.
func (pl *planner) print(p *app.Participant) string {
	var b strings.Builder
	n := 0
	for _, c := range pl.cols {
		if c.field == nil || c.spec.Role != RoleField {
			continue
		}
		v := p.Attribute(c.field.Name)
		if v != "" {
			n++
		}
		b.WriteString(folded(v))
		b.WriteByte('\n')
	}
	if n < sharedFields {
		return ""
	}
	return b.String()
}
