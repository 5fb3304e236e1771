package app

import (
	"encoding/json"
	"strings"
	"time"
)

// Tool is an entry of the register of research and product tools in use.
type Tool struct {
	ID       ToolID        `json:"id"`
	Name     string        `json:"name"` // no two tools share it, upper and lower case alike
	Kind     string        `json:"kind,omitempty"`
	Owner    string        `json:"owner,omitempty"`
	Purpose  string        `json:"purpose,omitempty"`
	Cost     int64         `json:"cost,omitempty"` // hundredths of Currency a Period
	Currency string        `json:"currency,omitempty"`
	Period   string        `json:"period,omitempty"`   // "year", "month" or "once"
	Renewal  Date          `json:"renewal,omitempty"`  // next one
	Personal []string      `json:"personal,omitempty"` // what personal data it holds
	Where    string        `json:"where,omitempty"`    // where its data is kept, and under which agreement
	URL      string        `json:"url,omitempty"`
	Profiles []ToolProfile `json:"profiles,omitempty"` // how it connects here
	Retired  bool          `json:"retired,omitempty"`
	Note     string        `json:"note,omitempty"`
	Stamp
}

// ToolProfile is a saved way to bring a tool's data in or to give it some.
type ToolProfile struct {
	Name string    `json:"name"`
	Out  bool      `json:"out,omitempty"` // an export; else an import
	What string    `json:"what"`          // "people", "interviews", "findings", …
	Spec string    `json:"spec"`          // JSON; what it means is What's business
	Last time.Time `json:"last,omitzero"` // when it ran last
	Rows int       `json:"rows,omitempty"`
}

// Carry returns a spec that takes the place of the profile's, with those of the named members that only the profile's has: a file may be chosen
// in one place and what its columns mean in another. What is no JSON object carries nothing.
func (p *ToolProfile) Carry(spec string, names ...string) string {
	var old, now map[string]json.RawMessage
	if json.Unmarshal([]byte(p.Spec), &old) != nil || json.Unmarshal([]byte(spec), &now) != nil || now == nil {
		return spec
	}
	carried := false
	for _, n := range names {
		if v, ok := old[n]; ok && now[n] == nil {
			now[n], carried = v, true
		}
	}
	if !carried {
		return spec
	}
	b, err := json.Marshal(now) // members by name: the same each time
	if err != nil {
		return spec
	}
	return string(b)
}

// Ref names the record.
func (t *Tool) Ref() Ref { return Ref{KindTool, string(t.ID)} }

// Filed says that no two tools share a name.
func (t *Tool) Filed() Filing { return Filing{Once: strings.ToLower(strings.TrimSpace(t.Name))} }

// Called is the name.
func (t *Tool) Called() string { return t.Name }

// Validate refuses a tool without a name and a cost below zero.
func (t *Tool) Validate() error {
	if err := needs(t.Name, "A tool needs a name.", "Type the name of the tool."); err != nil {
		return err
	}
	if t.Cost < 0 {
		return Invalid("A tool cannot cost less than nothing.", "Correct the cost.")
	}
	return nil
}

// Equal reports whether o is the same tool in the same state.
func (t *Tool) Equal(o Record) bool { return samePaper(t, o) }
