package people

import (
	"strings"

	"throughline/app"
)

// operators are how conditions are typed, longer ones first.
var operators = []struct {
	sign string
	test app.PeopleTest
}{{"!=", app.PeopleIsNot}, {"=", app.PeopleIs}, {"~", app.PeopleHas}, {">", app.PeopleOver}, {"<", app.PeopleUnder}}

// ParseWhere reads a condition as it is typed: a field, an operator and values, such as "Team size>20", "Plan=Team,Business", "City~bern",
// "Since=2026-01-01..2026-03-31", "Remote=" for empty and "Remote!=" for not empty. Conditions with || between them are one, of which one
// is enough: "Team size>20 || Plan=Business". The field is called by its heading or its id, whatever the case. Returns EInvalid, saying what
// is wrong, for anything else.
func (r *Roster) ParseWhere(text string) (app.PeopleWhere, error) {
	var all []app.PeopleWhere
	for one := range strings.SplitSeq(text, "||") {
		w, err := r.parseOne(strings.TrimSpace(one))
		if err != nil {
			return app.PeopleWhere{}, err
		}
		all = append(all, w)
	}
	return app.OneOf(all), nil
}

func (r *Roster) parseOne(text string) (app.PeopleWhere, error) {
	at, sign, test := operatorOf(text)
	if at < 0 {
		return app.PeopleWhere{}, app.Invalid("“"+short(text)+"” is no condition.", "Write a field, one of = != ~ > <, and a value: Team size>20.")
	}
	name, value := strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+len(sign):])
	col, ok := r.named(name)
	if !ok {
		return app.PeopleWhere{}, app.Invalid("There is no field “"+short(name)+"”.", "Fields here: "+strings.Join(r.titles(), ", ")+".")
	}
	w := app.PeopleWhere{Column: col.ID, Test: test, Values: []string{value}}
	from, to, span := strings.Cut(value, "..")
	switch is := test == app.PeopleIs; {
	case value == "" && is:
		w.Test = app.PeopleEmpty
	case value == "" && test == app.PeopleIsNot:
		w.Test = app.PeopleFilled
	case span && is && (col.Type == app.FieldNumber || col.Type == app.FieldDate):
		w.Test, w.Values = app.PeopleBetween, []string{from, to}
	case is || test == app.PeopleIsNot:
		w.Values = strings.Split(value, ",")
	}
	return col.Check(w)
}

// operatorOf is the first operator in a text, the longest of those that begin there; at is -1 for none.
func operatorOf(text string) (at int, sign string, test app.PeopleTest) {
	at = -1
	for _, o := range operators {
		if i := strings.Index(text, o.sign); i > 0 && (at < 0 || i < at || i == at && len(o.sign) > len(sign)) {
			at, sign, test = i, o.sign, o.test
		}
	}
	return at, sign, test
}

// named is the column with a heading or an id.
func (r *Roster) named(name string) (Column, bool) {
	for _, c := range r.Columns {
		if strings.EqualFold(c.Title, name) || strings.EqualFold(c.ID, name) {
			return c, true
		}
	}
	return r.Column(FieldColumn(name))
}

func (r *Roster) titles() (out []string) {
	for _, c := range r.Columns {
		out = append(out, c.Title)
	}
	return out
}
