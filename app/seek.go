package app

// SearchQuery asks a workspace for what has certain words. The zero value asks for nothing.
type SearchQuery struct {
	Text   string       `json:"text,omitempty"`  // in the language of package ask
	Study  StudyID      `json:"study,omitempty"` // "" for all; what stands across studies is always among the answers
	Narrow SearchNarrow `json:"narrow,omitzero"`
	Limit  int          `json:"limit,omitempty"` // of each kind; 0 means 20

	// Loose lets findings and turns lack a word, outside quotes, that a quarter of all have, when others are asked for. It matters in a large
	// workspace only, where to look such a word up takes longer than all others together.
	Loose bool `json:"-"`
}

// SearchNarrow narrows answers: every non-empty field must match (and); inside a list any may (or). Insights and themes match by the findings
// they rest on.
type SearchNarrow struct {
	Kinds    []Kind    `json:"kinds,omitempty"`
	Studies  []StudyID `json:"studies,omitempty"`
	Products []string  `json:"products,omitempty"`
	Regions  []string  `json:"regions,omitempty"`
	Segments []string  `json:"segments,omitempty"`
	Tags     []TagID   `json:"tags,omitempty"`
	From     Date      `json:"from,omitempty"` // of the interview; of the last change for what has none
	To       Date      `json:"to,omitempty"`   // included
}

// IsZero reports whether nothing is narrowed.
func (n SearchNarrow) IsZero() bool {
	return len(n.Kinds)+len(n.Studies)+len(n.Products)+len(n.Regions)+len(n.Segments)+len(n.Tags) == 0 && n.From == "" && n.To == ""
}

// SearchPage is what was found of one kind.
type SearchPage struct {
	Kind  Kind
	Hits  []Hit
	Found int  // matches looked at, and chosen from
	More  bool // there are more matches, which were not looked at: of a very common word the newest are
}

// SearchFacets are the choices that narrow an answer, each sorted by count, then label. They count the matches that were looked at.
type SearchFacets struct {
	Kinds    []Facet
	Studies  []Facet
	Products []Facet
	Regions  []Facet
	Segments []Facet
	Tags     []Facet
	Months   []Facet // Value 2026-11, newest first
}

// PlaceOf is the place of a text by its meaning, as the workspace keeps it beside its records: derived, and outside the history.
type PlaceOf struct {
	Row  int64  // of the record, inside this file
	Text string // what it says, when asked for
	Code []byte // its place in a few bytes, nil for a text that has none
}

// PlaceRange is rows of a kind whose places are to be made anew, first to last, both included.
type PlaceRange struct {
	Kind        Kind
	First, Last int64
}

// ThemeWeight is what stands behind a theme.
type ThemeWeight struct {
	Findings     int
	Participants int // who said them, each once
	Asked        int // participants interviewed in the theme's study, or in all studies
}

// IndexWord is a word of the full-text index.
type IndexWord struct {
	Word  string // folded, see package fold
	Texts int    // that have it
}
