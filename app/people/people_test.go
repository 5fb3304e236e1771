package people_test

import (
	"context"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/people"
)

func service(b *apptest.Bench) *people.Service {
	return &people.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
}

// person stores a participant; attributes are name, value, name, value.
func person(b *apptest.Bench, code string, attributes ...string) *app.Participant {
	p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Stamp: b.Hand.Stamp()}
	for i := 0; i+1 < len(attributes); i += 2 {
		p.Attributes = append(p.Attributes, app.Attribute{Name: attributes[i], Value: attributes[i+1]})
	}
	b.Put(p)
	return p
}

func ids(all ...*app.Participant) (out []app.ParticipantID) {
	for _, p := range all {
		out = append(out, p.ID)
	}
	return out
}

func TestActs_AreOneStepEach(t *testing.T) {
	b := apptest.New(t)
	s, ctx := service(b), t.Context()
	p, q := person(b, "P1", "Role", "PM"), person(b, "P2")
	both := ids(p, q)
	number := &app.Field{Name: "Team size", Type: app.FieldNumber}
	for _, c := range []struct {
		label string
		do    func() error
	}{
		{"Put 2 people into Admins", func() error { return s.SetSegment(ctx, both, " Admins ") }},
		{"Take P1 out of their segment", func() error { return s.SetSegment(ctx, ids(p), "") }},
		{"Set panel status of 2 people to active", func() error { return s.SetStatus(ctx, both, app.PanelActive) }},
		{"Set panel status of P2 to not in the panel", func() error { return s.SetStatus(ctx, ids(q), "") }},
		{"Label 2 people Power user", func() error { return s.Label(ctx, both, "Power  user", true) }},
		{"Take the label power user off P1", func() error { return s.Label(ctx, ids(p), "power user", false) }},
		{"Block P1", func() error { return s.Block(ctx, ids(p), "asked us to stop", "2026-12-31") }},
		{"Unblock P1", func() error { return s.Unblock(ctx, both) }},
		{"Say where P1 came from", func() error { return s.SetSource(ctx, ids(p), "Referral") }},
		{"Set Team size of 2 people", func() error { return s.SetValue(ctx, both, number, "1,200") }},
		{"Set Team size of P2", func() error { return s.SetValue(ctx, ids(q), number, "") }},
		{"Note on P1", func() error { return s.SetNote(ctx, p.ID, "Prefers mornings") }},
		{"Give the code P10", func() error { return s.SetCode(ctx, q.ID, "P10") }},
		{"Add P3", func() error { _, err := s.Add(ctx, app.Participant{Code: " P3"}); return err }},
		{"Set the rules of the programme", func() error { return s.SetProgramme(ctx, app.Programme{Contacts: 2}) }},
		{"Set the rules of the programme", func() error { return s.SetProgramme(ctx, app.Programme{Contacts: 3, Currency: "CHF"}) }},
	} {
		b.OneStep(t, c.label, c.do)
	}
	b.Nothing(t, "", func() error { return s.SetProgramme(ctx, app.Programme{Contacts: 3, Currency: "CHF"}) })
	b.Nothing(t, "", func() error { return s.SetSegment(ctx, ids(q), "Admins") })
	b.Nothing(t, app.EInvalid, func() error { return s.Block(ctx, both, " ", "") })
	b.Nothing(t, app.EInvalid, func() error { return s.Block(ctx, both, "why", "soon") })
	b.Nothing(t, app.EInvalid, func() error { return s.Label(ctx, both, ";", true) })
	b.Nothing(t, app.EInvalid, func() error { return s.SetValue(ctx, both, number, "many") })
	b.Nothing(t, app.EConflict, func() error { return s.SetCode(ctx, q.ID, "p1") })
	b.Nothing(t, app.EInvalid, func() error { return s.SetCode(ctx, q.ID, " ") })
	b.Nothing(t, app.EConflict, func() error { _, err := s.Add(ctx, app.Participant{Code: "p3"}); return err })
	b.Nothing(t, app.EInvalid, func() error { return s.SetProgramme(ctx, app.Programme{Contacts: -1}) })
	b.Nothing(t, app.ENotFound, func() error { return s.SetNote(ctx, "nobody", "x") })
	if got := apptest.Find(b, p); got.Attribute("team size") != "1200" || got.Attribute("Role") != "PM" || got.Segment != "" {
		t.Errorf("P1 is %+v", got)
	}
}

func TestReading_ReadsValuesByType(t *testing.T) {
	choices := []string{"Small", "Large"}
	for _, c := range []struct {
		name  string
		typ   app.FieldType
		rd    people.Reading
		text  string
		want  string
		fails bool
	}{
		{name: "text", typ: app.FieldText, text: " as it is ", want: "as it is"},
		{name: "nothing", typ: app.FieldNumber, text: "  ", want: ""},
		{name: "whole", typ: app.FieldNumber, text: "12", want: "12"},
		{name: "thousands", typ: app.FieldNumber, text: "1,234,567.50", want: "1234567.5"},
		{name: "decimal comma", typ: app.FieldNumber, rd: people.Reading{Comma: true}, text: "1.234,5", want: "1234.5"},
		{name: "percent", typ: app.FieldNumber, text: "35 %", want: "35"},
		{name: "negative", typ: app.FieldNumber, text: "-3", want: "-3"},
		{name: "wrong groups", typ: app.FieldNumber, text: "12,34", fails: true},
		{name: "not a number", typ: app.FieldNumber, text: "NaN", fails: true},
		{name: "hexadecimal", typ: app.FieldNumber, text: "0x10", fails: true},
		{name: "words", typ: app.FieldNumber, text: "about 5", fails: true},
		{name: "iso day", typ: app.FieldDate, text: "2026-05-31", want: "2026-05-31"},
		{name: "german day", typ: app.FieldDate, text: "31.5.2026", want: "2026-05-31"},
		{name: "day in words", typ: app.FieldDate, text: "31 May 2026", want: "2026-05-31"},
		{name: "no such day", typ: app.FieldDate, text: "2026-02-30", fails: true},
		{name: "yes", typ: app.FieldYesNo, text: "Yes", want: "yes"},
		{name: "nein", typ: app.FieldYesNo, text: "nein", want: "no"},
		{name: "perhaps", typ: app.FieldYesNo, text: "perhaps", fails: true},
		{name: "choice", typ: app.FieldSingle, text: "small", want: "Small"},
		{name: "no choice", typ: app.FieldSingle, text: "medium", fails: true},
		{name: "choices", typ: app.FieldMulti, text: "large;small; large", want: "Large; Small"},
		{name: "one of them none", typ: app.FieldMulti, text: "Large; huge", fails: true},
		{name: "people", typ: app.FieldPeople, text: "P1;P2 ", want: "P1; P2"},
		{name: "link", typ: app.FieldURL, text: "example.org/a", want: "https://example.org/a"},
		{name: "no link", typ: app.FieldURL, text: "my page", fails: true},
		{name: "a dangerous link", typ: app.FieldURL, text: "javascript://x.y", fails: true},
	} {
		got, err := c.rd.Value(&app.Field{Name: "It", Type: c.typ, Options: choices}, c.text)
		if got != c.want || (app.CodeOf(err) == app.EInvalid) != c.fails {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
		if err == nil { // what is kept reads as itself
			if again, err := (people.Reading{}).Value(&app.Field{Name: "It", Type: c.typ, Options: choices}, got); err != nil || again != got {
				t.Errorf("%s: %q reads as %q, %v", c.name, got, again, err)
			}
		}
	}
}

func FuzzReading(f *testing.F) {
	for i, text := range []string{"12", "1,234.5", "31.5.2026", "yes", "a; b", "https://x.y", "\xff;\x00"} {
		f.Add(text, i)
	}
	types := app.FieldTypes()
	f.Fuzz(func(t *testing.T, text string, n int) {
		field := &app.Field{Name: "It", Type: types[((n%len(types))+len(types))%len(types)]}
		got, err := people.Reading{Comma: n%2 == 0}.Value(field, text)
		if err != nil {
			return
		}
		if again, err := (people.Reading{}).Value(field, got); err != nil || again != got {
			t.Errorf("%q as %s is %q, which reads as %q, %v", text, field.Type, got, again, err)
		}
	})
}

func fields(t *testing.T, s *people.Service) (names []string) {
	t.Helper()
	all, err := s.Fields(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		names = append(names, f.Name+" "+string(f.Type))
	}
	return names
}

func TestFields_GoWithTheirValues(t *testing.T) {
	b := apptest.New(t)
	s, ctx := service(b), t.Context()
	p, q, r := person(b, "P1", "Size", "12", "Role", "PM"), person(b, "P2", "size", "many"), person(b, "P3", "Size", "1,000")
	st := b.Study("Checkout")
	rec := &app.Recruitment{ID: app.NewID[app.RecruitmentID](), Study: st.ID, Quotas: []app.Quota{{ID: "q", Name: "Big", Where: []app.QuotaWhere{{Attribute: "Size", Values: []string{"12"}}}}},
		Screener: app.Screener{Questions: []app.ScreenerQuestion{{ID: "q1", Text: "How many?", Type: app.AskNumber, Field: "size"}}}, Stamp: b.Hand.Stamp()}
	v := &app.View{ID: app.NewID[app.ViewID](), Place: app.ViewPeople, Name: "Big", Stamp: b.Hand.Stamp(),
		Spec: app.ViewSpec(app.PeopleView{Find: app.PeopleFilter{All: []app.PeopleWhere{{Column: people.FieldColumn("Size"), Test: app.PeopleOver, Values: []string{"10"},
			Or: []app.PeopleWhere{{Column: people.FieldColumn("Size"), Test: app.PeopleEmpty}}}}}})}
	b.Put(rec, v)
	if got := fields(t, s); !slices.Equal(got, []string{"Size text", "Role text"}) {
		t.Fatalf("fields %v", got)
	}
	f := app.Field{Name: "Team size", Type: app.FieldNumber}
	plan, err := s.PlanField(ctx, f, "Size")
	if err != nil || plan.Renamed != "Size" || plan.Touched != 2 || len(plan.Misfits) != 1 || plan.Misfits[0].Code != "P2" {
		t.Fatalf("plan %+v, %v", plan, err)
	}
	var made *app.Field
	b.OneStep(t, "Rename field Size to Team size", func() (err error) { made, err = s.SaveField(ctx, f, "Size"); return err })
	if x, y, z := apptest.Find(b, p), apptest.Find(b, q), apptest.Find(b, r); x.Attribute("Team size") != "12" || len(y.Attributes) != 0 || z.Attributes[0] != (app.Attribute{Name: "Team size", Value: "1000"}) {
		t.Errorf("%v %v %v", x.Attributes, y.Attributes, z.Attributes)
	}
	if got := apptest.Find(b, rec); got.Quotas[0].Where[0].Attribute != "Team size" || got.Screener.Questions[0].Field != "Team size" {
		t.Errorf("recruitment asks for %q and %q", got.Quotas[0].Where[0].Attribute, got.Screener.Questions[0].Field)
	}
	var spec app.PeopleView
	if err := apptest.Find(b, v).Read(&spec); err != nil || spec.Find.All[0].Column != "field:team size" || spec.Find.All[0].Or[0].Column != "field:team size" {
		t.Errorf("the segment asks for %+v, %v", spec, err)
	}
	made.Type = app.FieldText
	b.OneStep(t, "Change field Team size", func() error { _, err := s.SaveField(ctx, *made, ""); return err })
	b.OneStep(t, "Add field Plan", func() error {
		_, err := s.SaveField(ctx, app.Field{Name: "Plan", Type: app.FieldSingle, Options: []string{"Free", "free ", "", "Pro"}}, "")
		return err
	})
	b.OneStep(t, "Move field Plan", func() error { return s.MoveField(ctx, "plan", -5) })
	if got := fields(t, s); !slices.Equal(got, []string{"Plan single choice", "Team size text", "Role text"}) {
		t.Errorf("fields %v", got)
	}
	b.Nothing(t, "", func() error { return s.MoveField(ctx, "Plan", -1) })
	b.Nothing(t, app.EConflict, func() error { _, err := s.SaveField(ctx, app.Field{Name: "ROLE", Type: app.FieldText}, ""); return err })
	b.Nothing(t, app.EInvalid, func() error { _, err := s.SaveField(ctx, app.Field{Name: " ", Type: app.FieldText}, ""); return err })
	b.Nothing(t, app.ENotFound, func() error {
		_, err := s.SaveField(ctx, app.Field{ID: "gone", Name: "X", Type: app.FieldText}, "")
		return err
	})
	b.OneStep(t, "Delete field Team size", func() error { return s.DeleteField(ctx, "team size") })
	b.Nothing(t, app.ENotFound, func() error { return s.DeleteField(ctx, "team size") })
	if got := apptest.Find(b, p); len(got.Attributes) != 1 || got.Attribute("Role") != "PM" {
		t.Errorf("left of P1: %v", got.Attributes)
	}
}

func roster(t testing.TB, s *people.Service, study app.StudyID) *people.Roster {
	t.Helper()
	src, err := s.Load(context.Background(), study, "2026-11-02")
	if err != nil {
		t.Fatal(err)
	}
	return people.NewRoster(src)
}

func TestRoster_FiltersAndSortsByType(t *testing.T) {
	b := apptest.New(t)
	s, ctx := service(b), t.Context()
	for _, f := range []app.Field{{Name: "Size", Type: app.FieldNumber}, {Name: "Since", Type: app.FieldDate}, {Name: "Plan", Type: app.FieldSingle, Options: []string{"Free", "Team", "Business"}},
		{Name: "Tools", Type: app.FieldMulti}, {Name: "Remote", Type: app.FieldYesNo}} {
		if _, err := s.SaveField(ctx, f, ""); err != nil {
			t.Fatal(err)
		}
	}
	person(b, "P10", "Size", "9", "Since", "2026-01-05", "Plan", "Team", "Tools", "Figma; Jira", "City", "Łódź")
	two := person(b, "P2", "Size", "120", "Since", "2025-12-31", "Plan", "Business", "Tools", "Jira", "Remote", "yes")
	person(b, "P3", "Size", "20", "Plan", "Free", "City", "Bern 3")
	person(b, "P4", "City", "Bern 12")
	if err := s.Block(ctx, ids(two), "asked us to stop", ""); err != nil {
		t.Fatal(err)
	}
	r := roster(t, s, "")
	where := func(col string, test app.PeopleTest, values ...string) app.PeopleFilter {
		return app.PeopleFilter{All: []app.PeopleWhere{{Column: col, Test: test, Values: values}}}
	}
	for _, c := range []struct {
		name string
		f    app.PeopleFilter
		sort string
		down bool
		want []string
	}{
		{"codes as people count", app.PeopleFilter{}, "", false, []string{"P2", "P3", "P4", "P10"}},
		{"codes from the end", app.PeopleFilter{}, people.ColCode, true, []string{"P10", "P4", "P3", "P2"}},
		{"numbers as numbers", app.PeopleFilter{}, "field:size", false, []string{"P10", "P3", "P2", "P4"}},
		{"nothing last from the end, too", app.PeopleFilter{}, "field:size", true, []string{"P2", "P3", "P10", "P4"}},
		{"days", app.PeopleFilter{}, "field:since", false, []string{"P2", "P10", "P3", "P4"}},
		{"choices in their order", app.PeopleFilter{}, "field:plan", false, []string{"P3", "P10", "P2", "P4"}},
		{"texts as people count", app.PeopleFilter{}, "field:city", false, []string{"P3", "P4", "P10", "P2"}},
		{"more than", where("field:size", app.PeopleOver, "9"), "", false, []string{"P2", "P3"}},
		{"less than", where("field:size", app.PeopleUnder, "20"), "", false, []string{"P10"}},
		{"from to, both included", where("field:size", app.PeopleBetween, "9", "20"), "", false, []string{"P3", "P10"}},
		{"one of two numbers", where("field:size", app.PeopleIs, "9", "120"), "", false, []string{"P2", "P10"}},
		{"another number", where("field:size", app.PeopleIsNot, "9"), "", false, []string{"P2", "P3", "P4"}},
		{"before a day", where("field:since", app.PeopleUnder, "2026-01-01"), "", false, []string{"P2"}},
		{"between days", where("field:since", app.PeopleBetween, "2026-01-01", "2026-01-31"), "", false, []string{"P10"}},
		{"one of several", where("field:tools", app.PeopleIs, "figma"), "", false, []string{"P10"}},
		{"not one of several", where("field:tools", app.PeopleIsNot, "Figma"), "", false, []string{"P2", "P3", "P4"}},
		{"contains", where("field:city", app.PeopleHas, "lodz"), "", false, []string{"P10"}},
		{"empty", where("field:remote", app.PeopleEmpty), "", false, []string{"P3", "P4", "P10"}},
		{"not empty", where("field:remote", app.PeopleFilled), "", false, []string{"P2"}},
		{"who may be contacted", where(people.ColContact, app.PeopleIs, "yes"), "", false, []string{"P3", "P4", "P10"}},
		{"words, in any field", app.PeopleFilter{Text: "bern 12"}, "", false, []string{"P4"}},
		{"words without accents", app.PeopleFilter{Text: "LODZ figma"}, "", false, []string{"P10"}},
		{"words and conditions", app.PeopleFilter{Text: "jira", All: []app.PeopleWhere{{Column: "field:size", Test: app.PeopleOver, Values: []string{"100"}}}}, "", false, []string{"P2"}},
		{"one of two conditions", app.PeopleFilter{All: []app.PeopleWhere{{Column: "field:size", Test: app.PeopleOver, Values: []string{"100"},
			Or: []app.PeopleWhere{{Column: "field:plan", Test: app.PeopleIs, Values: []string{"free"}}, {Column: "field:gone", Test: app.PeopleFilled}}}}}, "", false, []string{"P2", "P3"}},
		{"one of two and another", app.PeopleFilter{All: []app.PeopleWhere{{Column: "field:size", Test: app.PeopleOver, Values: []string{"100"},
			Or: []app.PeopleWhere{{Column: "field:plan", Test: app.PeopleIs, Values: []string{"free"}}}}, {Column: "field:city", Test: app.PeopleHas, Values: []string{"bern"}}}}, "", false, []string{"P3"}},
		{"a column that is gone", where("field:gone", app.PeopleFilled), "", false, nil},
	} {
		var got []string
		for _, i := range r.Select(c.f, false, c.sort, c.down) {
			got = append(got, r.Rows[i].Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := r.Values("field:tools", 5); len(got) != 2 || got[0] != (people.Value{Text: "Jira", Count: 2}) {
		t.Errorf("values %v", got)
	}
}

func TestColumn_ChecksConditions(t *testing.T) {
	number := people.Column{ID: "field:size", Title: "Size", Type: app.FieldNumber}
	text := people.Column{ID: "field:city", Title: "City", Type: app.FieldText}
	for _, c := range []struct {
		name  string
		col   people.Column
		where app.PeopleWhere
		words string
		fails bool
	}{
		{"a number", number, app.PeopleWhere{Test: app.PeopleOver, Values: []string{"1,000"}}, "Size > 1000", false},
		{"no number", number, app.PeopleWhere{Test: app.PeopleOver, Values: []string{"many"}}, "", true},
		{"no value", number, app.PeopleWhere{Test: app.PeopleOver, Values: []string{" "}}, "", true},
		{"from to", number, app.PeopleWhere{Test: app.PeopleBetween, Values: []string{"1", "5"}}, "Size 1 to 5", false},
		{"from only", number, app.PeopleWhere{Test: app.PeopleBetween, Values: []string{"1"}}, "", true},
		{"empty", number, app.PeopleWhere{Test: app.PeopleEmpty, Values: []string{"x"}}, "Size is empty", false},
		{"contains", text, app.PeopleWhere{Test: app.PeopleHas, Values: []string{"Bern", "Thun"}}, "City contains Bern or Thun", false},
		{"more than a text", text, app.PeopleWhere{Test: app.PeopleOver, Values: []string{"Bern"}}, "", true},
	} {
		w, err := c.col.Check(c.where)
		if (app.CodeOf(err) == app.EInvalid) != c.fails || err == nil && c.col.Words(w) != c.words {
			t.Errorf("%s: %q, %v", c.name, c.col.Words(w), err)
		}
	}
}
