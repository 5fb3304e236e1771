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

// Learn returns p with what another source says of the same person and p does not: segment, attributes, note. It returns p itself where that is
// nothing. otherwise names what the source says differently; there the person's own stays.
func (p *Participant) Learn(from *Participant) (next *Participant, otherwise []string) {
	after := *p
	after.Attributes = slices.Clone(p.Attributes)
	fill := func(to *string, value, name string) {
		switch value = strings.TrimSpace(value); {
		case value == "" || strings.TrimSpace(*to) == value:
		case strings.TrimSpace(*to) == "":
			*to = value
		case !slices.Contains(otherwise, name):
			otherwise = append(otherwise, name)
		}
	}
	fill(&after.Segment, from.Segment, "Segment")
	for _, a := range from.Attributes {
		same := func(b Attribute) bool { return FoldName(b.Name) == FoldName(a.Name) }
		switch i := slices.IndexFunc(after.Attributes, same); {
		case slices.Contains(after.Attributes, a):
		case i >= 0:
			fill(&after.Attributes[i].Value, a.Value, a.Name)
		case strings.TrimSpace(a.Value) != "":
			after.Attributes = append(after.Attributes, a)
		}
	}
	fill(&after.Note, from.Note, "Note")
	if after.Segment == p.Segment && after.Note == p.Note && slices.Equal(after.Attributes, p.Attributes) {
		return p, otherwise
	}
	return &after, otherwise
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
