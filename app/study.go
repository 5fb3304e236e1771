package app

import (
	"slices"
	"strings"
)

// Study is one research project.
type Study struct {
	ID        StudyID  `json:"id"`
	Name      string   `json:"name"`
	Product   string   `json:"product,omitempty"`
	Region    string   `json:"region,omitempty"`
	Method    string   `json:"method,omitempty"` // "Interview", "Usability test", …
	Owner     string   `json:"owner,omitempty"`
	Goal      string   `json:"goal,omitempty"`
	Questions []string `json:"questions,omitempty"` // research questions
	Guide     []string `json:"guide,omitempty"`     // guide questions in the order asked
	Start     Date     `json:"start,omitempty"`
	End       Date     `json:"end,omitempty"`
	Status    string   `json:"status,omitempty"` // "planned", "running", "done"
	Color     int      `json:"color,omitempty"`  // index into the palette

	Templates []TemplateUse `json:"templates,omitempty"` // of the playbook, that it was started from
	Keep      Date          `json:"keep,omitempty"`      // last day on which what people said may be kept; "" by the standards
	Stamp
}

// Ref names the record.
func (s *Study) Ref() Ref { return Ref{KindStudy, string(s.ID)} }

// Validate refuses a study without a name.
func (s *Study) Validate() error {
	if strings.TrimSpace(s.Name) == "" {
		return Invalid("A study needs a name.", "Type a name for the study.")
	}
	return nil
}

// Equal reports whether o is the same study in the same state.
func (s *Study) Equal(o Record) bool {
	t, ok := o.(*Study)
	return ok && s.ID == t.ID && s.Name == t.Name && s.Product == t.Product && s.Region == t.Region &&
		s.Method == t.Method && s.Owner == t.Owner && s.Goal == t.Goal && slices.Equal(s.Questions, t.Questions) &&
		slices.Equal(s.Guide, t.Guide) && s.Start == t.Start && s.End == t.End && s.Status == t.Status &&
		s.Color == t.Color && slices.Equal(s.Templates, t.Templates) && s.Keep == t.Keep && s.Stamp.equal(t.Stamp)
}
