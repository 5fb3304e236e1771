package app

import (
	"slices"
	"strings"
)

// FieldType says what the values of a participants' field are. Values are kept as text in Participant.Attributes, whatever the type:
// numbers with a point, dates as 2006-01-02, yes or no, several choices joined by "; ".
type FieldType string

// The types of fields.
const (
	FieldText   FieldType = "text"
	FieldNumber FieldType = "number"
	FieldDate   FieldType = "date"
	FieldYesNo  FieldType = "yes/no"
	FieldSingle FieldType = "single choice"
	FieldMulti  FieldType = "several choices"
	FieldPeople FieldType = "people" // participant codes, joined by "; "
	FieldURL    FieldType = "link"
)

// FieldTypes lists the types in the order in which they are offered.
func FieldTypes() []FieldType {
	return []FieldType{FieldText, FieldNumber, FieldDate, FieldYesNo, FieldSingle, FieldMulti, FieldPeople, FieldURL}
}

// Field is a custom field of participants: what the attribute of its name means. An attribute without a field is text.
type Field struct {
	ID      FieldID   `json:"id"`
	Name    string    `json:"name"` // of the attribute; no two fields share it, upper and lower case alike
	Type    FieldType `json:"type"`
	Options []string  `json:"options,omitempty"` // of choices, in the order offered
	Help    string    `json:"help,omitempty"`
	Order   float64   `json:"order,omitempty"` // place among the fields, ascending
	Stamp
}

// Ref names the record.
func (f *Field) Ref() Ref { return Ref{KindField, string(f.ID)} }

// Filed says that no two fields share a name.
func (f *Field) Filed() Filing { return Filing{Once: strings.ToLower(strings.TrimSpace(f.Name))} }

// Called is the name.
func (f *Field) Called() string { return f.Name }

// Validate refuses a field without a name or of no known type.
func (f *Field) Validate() error {
	if err := needs(f.Name, "A field needs a name.", "Type a name such as Role or Company size."); err != nil {
		return err
	}
	if !slices.Contains(FieldTypes(), f.Type) {
		return Invalid("The field “"+f.Name+"” has no type.", "Choose text, number, date, yes/no, a choice, people or a link.")
	}
	return nil
}

// Equal reports whether o is the same field in the same state.
func (f *Field) Equal(o Record) bool { return samePaper(f, o) }

// PanelStatus says whether a person can be invited.
type PanelStatus string

// The states of a person in the panel. The empty one is a participant who never joined a panel.
const (
	PanelActive PanelStatus = "active"
	PanelPaused PanelStatus = "paused"
	PanelLeft   PanelStatus = "left"
)

// Panel is what the programme knows of a person beside what they said.
type Panel struct {
	Status  PanelStatus `json:"status,omitempty"`
	Labels  []string    `json:"labels,omitempty"`
	Blocked string      `json:"blocked,omitempty"` // why they must not be contacted; "" when they may
	Until   Date        `json:"until,omitempty"`   // of the block; "" for good
	Source  string      `json:"source,omitempty"`  // where they came from: "customer list May", "referral"
}

// Equal reports whether both say the same.
func (p Panel) Equal(o Panel) bool {
	return p.Status == o.Status && slices.Equal(p.Labels, o.Labels) && p.Blocked == o.Blocked && p.Until == o.Until && p.Source == o.Source
}

// BlockedOn reports whether the person must not be contacted on a day.
func (p Panel) BlockedOn(day Date) bool { return p.Blocked != "" && (p.Until == "" || day <= p.Until) }

// Word is the type as people read it: "Several choices".
func (t FieldType) Word() string {
	if t == "" {
		return "Text"
	}
	return strings.ToUpper(string(t[:1])) + string(t[1:])
}

// Choices reports whether values are chosen from options.
func (t FieldType) Choices() bool { return t == FieldSingle || t == FieldMulti }

// Many reports whether a value may be several, joined by "; ".
func (t FieldType) Many() bool { return t == FieldMulti || t == FieldPeople }

// ValueSeparator joins several values of one field.
const ValueSeparator = "; "

// SplitValues parts a value of several, without blanks round them and without empty ones.
func SplitValues(value string) []string {
	var out []string
	for _, v := range strings.Split(value, ";") {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// WithAttribute returns the attributes with one set, at its place or at the end; an empty value takes it away. Names are alike whatever
// their case. The attributes given stay as they are.
func WithAttribute(all []Attribute, name, value string) []Attribute {
	at := -1
	for i := range all {
		if all[i].Name == name || strings.EqualFold(all[i].Name, name) {
			at = i
			break
		}
	}
	switch {
	case at < 0 && value == "":
		return all
	case at < 0:
		return append(slices.Clone(all), Attribute{Name: name, Value: value})
	case value == "":
		return slices.DeleteFunc(slices.Clone(all), func(a Attribute) bool { return strings.EqualFold(a.Name, name) })
	}
	out := slices.Clone(all)
	out[at].Value = value
	return out
}
