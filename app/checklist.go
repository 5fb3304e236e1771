package app

import "time"

// Checklist is a list of things to do in a study, with its ticks: what a template with boxes said when the study began to use it. It
// keeps its own words, so that the template may change.
type Checklist struct {
	ID       ChecklistID `json:"id"`
	Study    StudyID     `json:"study"`
	Template TemplateID  `json:"template"`
	Version  int         `json:"version"` // of the template
	Name     string      `json:"name"`
	Items    []CheckItem `json:"items"` // in the order of the template
	Stamp
}

// CheckItem is one thing to do.
type CheckItem struct {
	Section string    `json:"section,omitempty"` // the heading it stands under
	Text    string    `json:"text"`
	Done    bool      `json:"done,omitempty"`
	By      string    `json:"by,omitempty"` // who ticked it
	At      time.Time `json:"at,omitzero"`  // whole milliseconds, UTC
}

// Ref names the record.
func (c *Checklist) Ref() Ref { return Ref{KindChecklist, string(c.ID)} }

// Filed says that a study has one checklist of a template.
func (c *Checklist) Filed() Filing {
	return Filing{Study: c.Study, Once: string(c.Study) + "/" + string(c.Template)}
}

// Called is the name.
func (c *Checklist) Called() string { return c.Name }

// Validate refuses a checklist without a study, a template or anything to do.
func (c *Checklist) Validate() error {
	if c.Study == "" || c.Template == "" || len(c.Items) == 0 {
		return Invalid("A checklist needs a study, a template and something to do.", "Write items such as “- [ ] Consent is signed” into the template.")
	}
	return nil
}

// Equal reports whether o is the same checklist in the same state.
func (c *Checklist) Equal(o Record) bool { return samePaper(c, o) }

// Done counts the items that are ticked.
func (c *Checklist) Done() int {
	n := 0
	for _, it := range c.Items {
		if it.Done {
			n++
		}
	}
	return n
}
