package app

import "strings"

// TagStatus is where a tag stands in the codebook.
type TagStatus string

// The states of a tag.
const (
	TagActive     TagStatus = "active"
	TagProposed   TagStatus = "proposed"
	TagDeprecated TagStatus = "deprecated" // ReplacedBy may name its successor
)

// Tag is an entry of the codebook. Study "" means the workspace-wide taxonomy.
type Tag struct {
	ID         TagID     `json:"id"`
	Study      StudyID   `json:"study,omitempty"`
	Parent     TagID     `json:"parent,omitempty"`
	Name       string    `json:"name"`
	Color      int       `json:"color"`              // index into the palette, 0-11
	Shortcut   int       `json:"shortcut,omitempty"` // 1-9, 0 for none
	Definition string    `json:"definition,omitempty"`
	Include    string    `json:"include,omitempty"`
	Exclude    string    `json:"exclude,omitempty"`
	Example    string    `json:"example,omitempty"`
	Status     TagStatus `json:"status"`
	ReplacedBy TagID     `json:"replaced_by,omitempty"`
	MapsTo     TagID     `json:"maps_to,omitempty"` // the taxonomy's tag that a study's tag counts for
	Order      float64   `json:"order,omitempty"`   // place among the tags beside it, ascending; equal ones by name
	Stamp
}

// Ref names the record.
func (t *Tag) Ref() Ref { return Ref{KindTag, string(t.ID)} }

// Validate refuses a tag without a name, one that is its own parent, and one of the taxonomy that counts for another.
func (t *Tag) Validate() error {
	if strings.TrimSpace(t.Name) == "" {
		return Invalid("A tag needs a name.", "Type a name for the tag.")
	}
	if t.Parent == t.ID {
		return Invalid("A tag cannot stand under itself.", "Choose another parent.")
	}
	if t.MapsTo != "" && t.Study == "" {
		return Invalid("A tag of the taxonomy cannot be mapped.", "Map the tags of studies to it.")
	}
	return nil
}

// Equal reports whether o is the same tag in the same state.
func (t *Tag) Equal(o Record) bool {
	u, ok := o.(*Tag)
	if !ok || !t.Stamp.equal(u.Stamp) {
		return false
	}
	a, b := *t, *u
	a.Stamp, b.Stamp = Stamp{}, Stamp{}
	return a == b
}
