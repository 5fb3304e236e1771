package app

// ViewPeople is the place of the views of the table of people: saved segments. Spec is a PeopleView.
const ViewPeople ViewPlace = "people"

// PeopleTest compares a field of people with values.
type PeopleTest string

// The tests. Texts are compared as upper and lower case alike; numbers as numbers and dates as dates where the field is of such a type.
const (
	PeopleIs      PeopleTest = "is"       // one of the values; of several choices, one of them is
	PeopleIsNot   PeopleTest = "is not"   // none of the values
	PeopleHas     PeopleTest = "contains" // the text occurs in it
	PeopleOver    PeopleTest = ">"
	PeopleUnder   PeopleTest = "<"
	PeopleBetween PeopleTest = "between" // two values, both included
	PeopleEmpty   PeopleTest = "empty"
	PeopleFilled  PeopleTest = "not empty"
)

// PeopleWhere is one condition on people.
type PeopleWhere struct {
	Column string     `json:"column"` // of the table: see package people; a field's is "field:" and its name
	Test   PeopleTest `json:"test"`
	Values []string   `json:"values,omitempty"`

	Or []PeopleWhere `json:"or,omitempty"` // of which one is enough instead; they have no further ones themselves
}

// Each lists the conditions of which one is enough: the first, then those of Or, each for itself.
func (w PeopleWhere) Each() []PeopleWhere {
	alone := w
	alone.Or = nil
	return append([]PeopleWhere{alone}, w.Or...)
}

// OneOf makes one condition of several of which one is enough; all must have one at least.
func OneOf(all []PeopleWhere) PeopleWhere {
	w := all[0]
	w.Or = append([]PeopleWhere(nil), all[1:]...)
	return w
}

// PeopleFilter chooses people: those who match the words and all conditions, of each condition with others to choose from at least one.
type PeopleFilter struct {
	Text string        `json:"text,omitempty"` // each of its words occurs somewhere in what is known of them
	All  []PeopleWhere `json:"all,omitempty"`
}

// Empty reports whether the filter lets everybody pass.
func (f PeopleFilter) Empty() bool { return f.Text == "" && len(f.All) == 0 }

// PeopleView is the Spec of a view of ViewPeople: which people, and how the table shows them.
type PeopleView struct {
	Find    PeopleFilter `json:"find"`
	Sort    string       `json:"sort,omitempty"` // column; "" for the code
	Down    bool         `json:"down,omitempty"`
	Columns []ViewColumn `json:"columns,omitempty"` // in the order shown; none leaves the columns as the person has them
}
