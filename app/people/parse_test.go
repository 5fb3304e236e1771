package people_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/people"
)

func parseRoster() *people.Roster {
	return people.NewRoster(people.Source{On: "2026-11-02", Fields: []app.Field{{ID: "a", Name: "Team size", Type: app.FieldNumber}, {ID: "b", Name: "Since", Type: app.FieldDate}, {ID: "c", Name: "Plan", Type: app.FieldSingle}},
		Rows: []app.ParticipantRow{{Participant: app.Participant{ID: "p", Code: "P1", Attributes: []app.Attribute{{Name: "City", Value: "Bern"}}}}}})
}

func TestParseWhere(t *testing.T) {
	r := parseRoster()
	for _, c := range []struct{ text, want string }{
		{"Team size>20", "field:team size > [20]"},
		{" team SIZE < 1,000 ", "field:team size < [1000]"},
		{"Team size=1..5", "field:team size between [1 5]"},
		{"Since>31 May 2026", "field:since > [2026-05-31]"},
		{"Plan=Team, Business", "field:plan is [Team Business]"},
		{"Plan!=Free", "field:plan is not [Free]"},
		{"Plan=", "field:plan empty []"},
		{"Plan!=", "field:plan not empty []"},
		{"City~bern", "field:city contains [bern]"},
		{"Interviews>0", "interviews > [0]"},
		{"contact=yes", "contact is [yes]"},
		{"City=a>b", "field:city is [a>b]"},
		{"Team size>many", ""},
		{"Shoe size>3", ""},
		{"Team size", ""},
		{"City>3", ""},
		{"", ""},
		{">3", ""},
	} {
		w, err := r.ParseWhere(c.text)
		got := fmt.Sprintf("%s %s %v", w.Column, w.Test, w.Values)
		if c.want == "" {
			if app.CodeOf(err) != app.EInvalid {
				t.Errorf("%q reads as %s, %v", c.text, got, err)
			}
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("%q reads as %s, %v, want %s", c.text, got, err, c.want)
		}
	}
	w, err := r.ParseWhere("Team size>20 || Plan=Team,Business||City=")
	if err != nil || len(w.Or) != 2 || w.Or[0].Column != "field:plan" || w.Or[1].Test != app.PeopleEmpty || len(w.Each()) != 3 || len(w.Each()[0].Or) != 0 {
		t.Errorf("three of which one is enough: %+v, %v", w, err)
	}
	if _, err := r.ParseWhere("Team size>20 ||"); app.CodeOf(err) != app.EInvalid {
		t.Errorf("nothing after ||: %v", err)
	}
	if _, err := r.ParseWhere("Shoe size>3"); !strings.Contains(fmt.Sprint(app.Explain(err)), "Team size") {
		t.Errorf("a field that is not there: %v", err)
	}
}

func FuzzParseWhere(f *testing.F) {
	for _, text := range []string{"Team size>20", "Plan=a,b", "Since=2026-01-01..", "a=1||b~2", "~", "\xff=\x00"} {
		f.Add(text)
	}
	r := parseRoster()
	f.Fuzz(func(t *testing.T, text string) {
		if w, err := r.ParseWhere(text); err == nil {
			r.Select(app.PeopleFilter{All: []app.PeopleWhere{w}}, false, "", false)
		} else if app.CodeOf(err) != app.EInvalid {
			t.Errorf("%q: %v", text, err)
		}
	})
}
