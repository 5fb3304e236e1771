package app

import (
	"slices"
	"strings"
)

// Attribute is one named value of a participant, in the order of the import or form.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Participant is a person, known by a code such as P07. Contact details are kept sealed, see Sealed.
type Participant struct {
	ID         ParticipantID `json:"id"`
	Code       string        `json:"code"`
	Segment    string        `json:"segment,omitempty"`
	Attributes []Attribute   `json:"attributes,omitempty"`
	Note       string        `json:"note,omitempty"`
	Panel      Panel         `json:"panel,omitzero"`
	Stamp
}

// Ref names the record.
func (p *Participant) Ref() Ref { return Ref{KindParticipant, string(p.ID)} }

// Validate refuses a participant without a code.
func (p *Participant) Validate() error {
	if strings.TrimSpace(p.Code) == "" {
		return Invalid("A participant needs a code.", "Give a code such as P07.")
	}
	return nil
}

// Equal reports whether o is the same participant in the same state.
func (p *Participant) Equal(o Record) bool {
	t, ok := o.(*Participant)
	return ok && p.ID == t.ID && p.Code == t.Code && p.Segment == t.Segment &&
		slices.Equal(p.Attributes, t.Attributes) && p.Note == t.Note && p.Panel.Equal(t.Panel) && p.Stamp.equal(t.Stamp)
}

// Attribute returns the value named name (case-insensitive), or "".
func (p *Participant) Attribute(name string) string {
	for _, a := range p.Attributes {
		if strings.EqualFold(a.Name, name) {
			return a.Value
		}
	}
	return ""
}
