package app

import (
	"fmt"
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

// NewStudy fills in what a new study needs: id, stamp, and status and colour when they are missing. all are the studies there are. Returns
// EInvalid without a name or for the name of another, whatever its case.
func NewStudy(all []Study, st *Study, hand Hand) error {
	st.Name = strings.TrimSpace(st.Name)
	if err := StudyNameFree(all, st); err != nil {
		return err
	}
	if st.ID == "" {
		st.ID = NewID[StudyID]()
	}
	if st.Status == "" {
		st.Status = "running"
	}
	if st.Color == 0 {
		st.Color = len(all)
	}
	st.Stamp = hand.Stamp()
	return st.Validate()
}

// StudyNameFree returns EInvalid if another of the studies has the name of st.
func StudyNameFree(all []Study, st *Study) error {
	for _, o := range all {
		if o.ID != st.ID && strings.EqualFold(o.Name, st.Name) {
			return Invalid(fmt.Sprintf("There is already a study named %s.", o.Name), "Give this one another name.")
		}
	}
	return nil
}
