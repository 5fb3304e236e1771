package people

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"throughline/app"
)

// Fields returns the fields of participants in their order: those that were defined, then a text field without id for each attribute
// that has none, in the order in which participants have them first.
func (s *Service) Fields(ctx context.Context) ([]app.Field, error) {
	defined, err := app.Papers[app.Field](ctx, s.Store, app.PaperQuery{Kind: app.KindField})
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Participants(ctx, "")
	if err != nil {
		return nil, err
	}
	return fieldsOf(defined, rows), nil
}

// fieldsOf orders fields and adds those that only attributes tell of.
func fieldsOf(defined []app.Field, rows []app.ParticipantRow) []app.Field {
	all := slices.Clone(defined)
	slices.SortStableFunc(all, func(a, b app.Field) int {
		switch {
		case a.Order < b.Order:
			return -1
		case a.Order > b.Order:
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	seen := make(map[string]bool, len(all))
	for i := range all {
		seen[nameKey(all[i].Name)] = true
	}
	met := map[string]bool{}
	for i := range rows {
		for _, a := range rows[i].Attributes {
			if met[a.Name] {
				continue
			}
			met[a.Name] = true
			if key := nameKey(a.Name); key != "" && !seen[key] {
				seen[key] = true
				all = append(all, app.Field{Name: a.Name, Type: app.FieldText})
			}
		}
	}
	return all
}

// nameKey makes names of fields alike whatever their case.
func nameKey(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// Misfit is a value that a field could not keep.
type Misfit struct {
	Participant app.ParticipantID
	Code        string
	Value       string
	Why         string
}

// FieldPlan is what saving a field does to what participants have.
type FieldPlan struct {
	Field   app.Field
	Renamed string   // the name before, "" when it stays
	Touched int      // participants whose values change in name or spelling
	Misfits []Misfit // values that would be taken away, by code

	changes []app.Change
}

// PlanField tells what saving a field would do: f with the id of a defined field changes that, without id it defines the attribute called
// was, or a new field for was "". A rename goes to the attributes of all participants, to saved segments and to quotas and screeners; another type reads all values
// anew. Returns EInvalid for a field that breaks its laws, EConflict when another field has the name.
func (s *Service) PlanField(ctx context.Context, f app.Field, was string) (*FieldPlan, error) {
	f.Name, f.Options = strings.Join(strings.Fields(f.Name), " "), tidyOptions(f)
	if err := f.Validate(); err != nil {
		return nil, err
	}
	rows, err := s.Store.Participants(ctx, "")
	if err != nil {
		return nil, err
	}
	defined, err := app.Papers[app.Field](ctx, s.Store, app.PaperQuery{Kind: app.KindField})
	if err != nil {
		return nil, err
	}
	all := fieldsOf(defined, rows)
	old, err := meant(all, f, was)
	if err != nil {
		return nil, err
	}
	p := &FieldPlan{Field: f}
	p.define(s, old, all)
	if old == nil {
		return p, nil
	}
	p.read(s, old, rows)
	if old.Name != f.Name {
		p.Renamed = old.Name
		err = p.rename(ctx, s, old.Name)
	}
	return p, err
}

// meant is the field that saving f changes, nil for a new one.
func meant(all []app.Field, f app.Field, was string) (old *app.Field, err error) {
	for i := range all {
		if f.ID != "" && all[i].ID == f.ID || f.ID == "" && was != "" && nameKey(all[i].Name) == nameKey(was) {
			old = &all[i]
		}
	}
	if f.ID != "" && old == nil {
		return nil, app.NotFound("The field “" + f.Name + "”")
	}
	for i := range all {
		if &all[i] != old && nameKey(all[i].Name) == nameKey(f.Name) {
			return nil, &app.Error{Code: app.EConflict, Message: "There is a field “" + all[i].Name + "” already.", Hint: "Choose another name, or change the field that is there."}
		}
	}
	return old, nil
}

// tidyOptions are the options of a field of choices, each once and without semicolons, which part several choices.
func tidyOptions(f app.Field) []string {
	if !f.Type.Choices() {
		return nil
	}
	var out []string
	seen := map[string]bool{}
	for _, o := range f.Options {
		o = strings.Join(strings.Fields(strings.ReplaceAll(o, ";", " ")), " ")
		if o != "" && !seen[nameKey(o)] {
			seen[nameKey(o)] = true
			out = append(out, o)
		}
	}
	return out
}

// define makes or changes the record of the field.
func (p *FieldPlan) define(s *Service, old *app.Field, all []app.Field) {
	f := p.Field
	if old != nil && old.ID != "" {
		f.ID, f.Stamp = old.ID, old.Stamp
		if f.Equal(old) {
			return
		}
		f.Stamp = s.Hand.Touch(old.Stamp)
		before := *old
		p.Field = f
		p.changes = append(p.changes, app.Change{Before: &before, After: &f})
		return
	}
	f.ID, f.Stamp = app.NewID[app.FieldID](), s.Hand.Stamp()
	if f.Order == 0 {
		f.Order = 1
		for i := range all {
			f.Order = max(f.Order, all[i].Order+1)
		}
	}
	p.Field = f
	p.changes = append(p.changes, app.Change{After: &f})
}

// read carries the values of all participants over to the name and the type of the field.
func (p *FieldPlan) read(s *Service, old *app.Field, rows []app.ParticipantRow) {
	f := &p.Field
	for i := range rows {
		who := &rows[i].Participant
		at := slices.IndexFunc(who.Attributes, func(a app.Attribute) bool { return strings.EqualFold(a.Name, old.Name) })
		if at < 0 {
			continue
		}
		have := who.Attributes[at]
		value, err := Reading{}.Value(f, have.Value)
		if err != nil {
			why, _ := app.Explain(err)
			p.Misfits = append(p.Misfits, Misfit{who.ID, who.Code, have.Value, why})
			value = ""
		}
		if have.Name == f.Name && have.Value == value {
			continue
		}
		after := *who
		after.Attributes = slices.Clone(who.Attributes)
		if value == "" {
			after.Attributes = slices.Delete(after.Attributes, at, at+1)
		} else {
			after.Attributes[at] = app.Attribute{Name: f.Name, Value: value}
			p.Touched++
		}
		after.Stamp = s.Hand.Touch(who.Stamp)
		before := *who
		p.changes = append(p.changes, app.Change{Before: &before, After: &after})
	}
}

// rename lets saved segments, quotas and screeners that name the field follow it.
func (p *FieldPlan) rename(ctx context.Context, s *Service, old string) error {
	views, err := s.Store.Views(ctx, app.ViewPeople, "")
	if err != nil {
		return err
	}
	for i := range views {
		var spec app.PeopleView
		if views[i].Read(&spec) != nil || !renameColumn(&spec, FieldColumn(old), FieldColumn(p.Field.Name)) {
			continue
		}
		after := views[i]
		after.Spec, after.Stamp = app.ViewSpec(spec), s.Hand.Touch(after.Stamp)
		p.changes = append(p.changes, app.Change{Before: &views[i], After: &after})
	}
	recs, err := app.Papers[app.Recruitment](ctx, s.Store, app.PaperQuery{Kind: app.KindRecruitment})
	if err != nil {
		return err
	}
	for i := range recs {
		after, changed := renameInRecruitment(&recs[i], old, p.Field.Name)
		if !changed {
			continue
		}
		after.Stamp = s.Hand.Touch(after.Stamp)
		p.changes = append(p.changes, app.Change{Before: &recs[i], After: after})
	}
	return nil
}

func renameColumn(v *app.PeopleView, from, to string) (changed bool) {
	put := func(id *string) {
		if strings.EqualFold(*id, from) {
			*id, changed = to, true
		}
	}
	put(&v.Sort)
	for i := range v.Columns {
		put(&v.Columns[i].ID)
	}
	for i := range v.Find.All {
		put(&v.Find.All[i].Column)
		for j := range v.Find.All[i].Or {
			put(&v.Find.All[i].Or[j].Column)
		}
	}
	return changed
}

// renameInRecruitment is a copy of a recruitment whose quotas and questions know a field by its new name.
func renameInRecruitment(r *app.Recruitment, from, to string) (after *app.Recruitment, changed bool) {
	after = new(app.Recruitment)
	if b, err := json.Marshal(r); err != nil || json.Unmarshal(b, after) != nil {
		return nil, false
	}
	put := func(name *string) {
		if *name != "" && strings.EqualFold(*name, from) {
			*name, changed = to, true
		}
	}
	for i := range after.Quotas {
		for k := range after.Quotas[i].Where {
			put(&after.Quotas[i].Where[k].Attribute)
		}
	}
	for i := range after.Screener.Questions {
		put(&after.Screener.Questions[i].Field)
	}
	return after, changed
}

// SaveField does what PlanField tells, as one step, and returns the field as it is kept. Misfits are taken away: ask the person first.
func (s *Service) SaveField(ctx context.Context, f app.Field, was string) (*app.Field, error) {
	p, err := s.PlanField(ctx, f, was)
	if err != nil || len(p.changes) == 0 {
		return &f, err
	}
	label := "Change field " + p.Field.Name
	switch {
	case f.ID == "" && was == "":
		label = "Add field " + p.Field.Name
	case p.Renamed != "":
		label = "Rename field " + p.Renamed + " to " + p.Field.Name
	}
	cs := s.Hand.Begin(label)
	cs.Changes = p.changes
	return &p.Field, s.Log.Commit(ctx, cs)
}

// MoveField puts a field before the one it stands after, or after the one it stands before, as one step. Attributes that were not defined
// as fields become text fields, so that they have a place.
func (s *Service) MoveField(ctx context.Context, name string, by int) error {
	all, err := s.Fields(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(f app.Field) bool { return nameKey(f.Name) == nameKey(name) })
	if at < 0 {
		return app.NotFound("The field “" + name + "”")
	}
	to := max(0, min(len(all)-1, at+by))
	if to == at {
		return nil
	}
	moved := slices.Clone(all)
	f := moved[at]
	moved = slices.Insert(slices.Delete(moved, at, at+1), to, f)
	cs := s.Hand.Begin("Move field " + f.Name)
	for i := range moved {
		g := moved[i]
		g.Order = float64(i + 1)
		if g.ID == "" {
			g.ID, g.Stamp = app.NewID[app.FieldID](), s.Hand.Stamp()
			cs.Create(&g)
			continue
		}
		if g.Order != moved[i].Order {
			g.Stamp = s.Hand.Touch(g.Stamp)
			cs.Update(&moved[i], &g)
		}
	}
	return s.Log.Commit(ctx, cs)
}

// DeleteField removes a field with the values that participants have in it, as one step. Returns ENotFound for a name that nobody has.
func (s *Service) DeleteField(ctx context.Context, name string) error {
	all, err := s.Fields(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(f app.Field) bool { return nameKey(f.Name) == nameKey(name) })
	if at < 0 {
		return app.NotFound("The field “" + name + "”")
	}
	rows, err := s.Store.Participants(ctx, "")
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete field " + all[at].Name)
	for i := range rows {
		before := rows[i].Participant
		after := before
		after.Attributes = app.WithAttribute(before.Attributes, name, "")
		if len(after.Attributes) != len(before.Attributes) {
			after.Stamp = s.Hand.Touch(before.Stamp)
			cs.Update(&before, &after)
		}
	}
	if all[at].ID != "" {
		cs.Delete(&all[at])
	}
	return s.Log.Commit(ctx, cs)
}
