package app

import "strings"

// Theme is a named group of findings on one board: a study's, or across studies (Study "").
type Theme struct {
	ID       ThemeID  `json:"id"`
	Study    StudyID  `json:"study,omitempty"`
	Name     string   `json:"name"`
	Note     string   `json:"note,omitempty"`
	Terms    []string `json:"terms,omitempty"` // what the machine named it by; nil for a theme made by hand
	Color    int      `json:"color,omitempty"`
	Order    float64  `json:"order"` // place on the board, ascending
	Locked   bool     `json:"locked,omitempty"`
	Proposed bool     `json:"proposed,omitempty"` // came from an accepted proposal
	Stamp
}

// Ref names the record.
func (t *Theme) Ref() Ref { return Ref{KindTheme, string(t.ID)} }

// Validate refuses a theme without a name.
func (t *Theme) Validate() error {
	if strings.TrimSpace(t.Name) == "" {
		return Invalid("A theme needs a name.", "Type a name for the theme.")
	}
	return nil
}

// Equal reports whether o is the same theme in the same state.
func (t *Theme) Equal(o Record) bool {
	u, ok := o.(*Theme)
	return ok && t.ID == u.ID && t.Study == u.Study && t.Name == u.Name && t.Note == u.Note &&
		strings.Join(t.Terms, "\x00") == strings.Join(u.Terms, "\x00") && t.Color == u.Color && t.Order == u.Order &&
		t.Locked == u.Locked && t.Proposed == u.Proposed && t.Stamp.equal(u.Stamp)
}

// Placement puts one finding into one theme. A finding is in at most one theme of a board.
type Placement struct {
	Theme   ThemeID   `json:"theme"`
	Finding FindingID `json:"finding"`
	Order   float64   `json:"order"` // place in the column, ascending
	Stamp
}

// Ref names the record: the pair is its identity.
func (p *Placement) Ref() Ref { return Ref{KindPlacement, string(p.Theme) + "/" + string(p.Finding)} }

// Validate refuses a placement with an end missing.
func (p *Placement) Validate() error {
	if p.Theme == "" || p.Finding == "" {
		return Invalid("A placement needs a theme and a finding.", "")
	}
	return nil
}

// Equal reports whether o is the same placement in the same state.
func (p *Placement) Equal(o Record) bool {
	q, ok := o.(*Placement)
	return ok && p.Theme == q.Theme && p.Finding == q.Finding && p.Order == q.Order && p.Stamp.equal(q.Stamp)
}
