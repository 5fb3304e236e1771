package workspace

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/people"
)

// sampleFields are what the attributes of the sample's participants mean, in the order in which they are shown.
var sampleFields = []app.Field{
	{Name: "Role", Type: app.FieldText},
	{Name: "Sector", Type: app.FieldSingle},
	{Name: "Country", Type: app.FieldSingle},
	{Name: "People planned", Type: app.FieldNumber, Help: "How many people they plan shifts for"},
	{Name: "Sites", Type: app.FieldNumber},
	{Name: "Live since", Type: app.FieldText, Help: "Month in which they began to work with it"},
	{Name: "Holds Owner rights", Type: app.FieldSingle, Options: []string{"Yes", "No"}},
}

// sampleSegments are saved segments over the fields.
var sampleSegments = []struct {
	name  string
	where []app.PeopleWhere
}{
	{"Plans for more than 100", []app.PeopleWhere{{Column: people.FieldColumn("People planned"), Test: app.PeopleOver, Values: []string{"100"}}}},
	{"Planners without Owner rights", []app.PeopleWhere{{Column: people.ColSegment, Test: app.PeopleIs, Values: []string{"Planner"}},
		{Column: people.FieldColumn("Holds Owner rights"), Test: app.PeopleIs, Values: []string{"No"}}}},
}

// fields defines the fields that the workspace does not have yet, with segments over them.
func (b *sampleBuilder) fields(ctx context.Context, cs *app.ChangeSet) error {
	have, err := app.Papers[app.Field](ctx, b.store, app.PaperQuery{Kind: app.KindField})
	if err != nil {
		return err
	}
	order := 0.0
	for i := range have {
		order = max(order, have[i].Order)
	}
	for _, f := range sampleFields {
		if slices.ContainsFunc(have, func(o app.Field) bool { return strings.EqualFold(o.Name, f.Name) }) {
			continue
		}
		order++
		f.ID, f.Order, f.Stamp = app.NewID[app.FieldID](), order, b.hand.Stamp()
		if f.Type.Choices() && len(f.Options) == 0 {
			f.Options = b.values(cs, f.Name)
		}
		cs.Create(&f)
	}
	return b.segments(ctx, cs)
}

// segments saves the segments whose names are free.
func (b *sampleBuilder) segments(ctx context.Context, cs *app.ChangeSet) error {
	views, err := b.store.Views(ctx, app.ViewPeople, "")
	if err != nil {
		return err
	}
	for i, s := range sampleSegments {
		if slices.ContainsFunc(views, func(v app.View) bool { return strings.EqualFold(v.Name, s.name) }) {
			continue
		}
		cs.Create(&app.View{ID: app.NewID[app.ViewID](), Place: app.ViewPeople, Name: s.name, Order: float64(i + 1), Stamp: b.hand.Stamp(),
			Spec: app.ViewSpec(app.PeopleView{Find: app.PeopleFilter{All: s.where}})})
	}
	return nil
}

// values are the different values of an attribute in the sample and among those who were asked to take part, sorted.
func (b *sampleBuilder) values(cs *app.ChangeSet, name string) []string {
	var all []string
	add := func(p *app.Participant) {
		if v := p.Attribute(name); v != "" && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	for i := range b.sample.Participants {
		add(&b.sample.Participants[i])
	}
	for _, c := range cs.Changes {
		if p, ok := c.After.(*app.Participant); ok {
			add(p)
		}
	}
	slices.Sort(all)
	return all
}
