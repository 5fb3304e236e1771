package app

import "slices"

// FindingOrder sorts findings.
type FindingOrder string

// The orders of findings; ties are broken by interview date and title, then by place in the text. Findings that lack what an order
// goes by come last.
const (
	ByPlace       FindingOrder = ""            // interview date and title, then place in the text
	ByNewest      FindingOrder = "newest"      // latest made first
	ByLatest      FindingOrder = "latest"      // latest interview first
	ByParticipant FindingOrder = "participant" // code
	ByTheme       FindingOrder = "theme"       // theme name, then place on the board
	ByStudy       FindingOrder = "study"       // study name
	BySentiment   FindingOrder = "sentiment"   // complaints, mixed, neutral, praise: as people said, otherwise as estimated
	BySeverity    FindingOrder = "severity"    // gravest first
	BySample      FindingOrder = "sample"      // mixed by chance, always alike for one Seed
)

// AttributeValues asks for participants who have any of Values, as they are written, for the attribute Name.
type AttributeValues struct {
	Name   string   `json:"name"` // case makes no difference
	Values []string `json:"values"`
}

// FindingQuery chooses findings: every non-empty field must match (and); inside a list any may (or). What lists cannot say, Where does.
// Its JSON is kept in files: fields are only ever added.
type FindingQuery struct {
	Study        StudyID           `json:"study,omitempty"` // "" for all studies
	Text         string            `json:"text,omitempty"`  // words that must occur in quote or note, the last as a prefix
	Studies      []StudyID         `json:"studies,omitempty"`
	Products     []string          `json:"products,omitempty"` // of the study
	Regions      []string          `json:"regions,omitempty"`  // of the study
	Methods      []string          `json:"methods,omitempty"`  // of the interview, or of its study where the interview has none
	Interviews   []InterviewID     `json:"interviews,omitempty"`
	Participants []ParticipantID   `json:"participants,omitempty"`
	Segments     []string          `json:"segments,omitempty"`
	Attributes   []AttributeValues `json:"attributes,omitempty"` // of the participant
	Tags         []TagID           `json:"tags,omitempty"`       // a tag of the taxonomy stands for the tags mapped to it as well
	SubTags      bool              `json:"sub_tags,omitempty"`   // Tags stand for the tags beneath them as well
	Themes       []ThemeID         `json:"themes,omitempty"`
	Stances      []Stance          `json:"stances,omitempty"`
	Sounds       []Sound           `json:"sounds,omitempty"` // as people said, otherwise as estimated
	Kinds        []StatementKind   `json:"kinds,omitempty"`  // as estimated
	Authors      []string          `json:"authors,omitempty"`
	Provenances  []Provenance      `json:"provenances,omitempty"` // of any of the finding's tags
	Months       []string          `json:"months,omitempty"`      // of the interview: "2026-03"
	Consents     []string          `json:"consents,omitempty"`    // of ConsentMarks: what all who are heard allow, or why they may not be quoted
	From         Date              `json:"from,omitempty"`        // of the interview, inclusive
	To           Date              `json:"to,omitempty"`          // of the interview, inclusive
	Untagged     bool              `json:"untagged,omitempty"`    // only findings without a tag
	Unsorted     bool              `json:"unsorted,omitempty"`    // only findings in no theme of Study's board, or of any board for all studies
	Starred      bool              `json:"starred,omitempty"`
	Where        *Clause           `json:"where,omitempty"`
	Order        FindingOrder      `json:"order,omitempty"`
	Seed         uint64            `json:"seed,omitempty"` // of BySample
	Page         Page              `json:"page,omitzero"`
}

// Narrowed reports whether the query asks for less than all findings of its study, or of all studies.
func (q *FindingQuery) Narrowed() bool {
	p := *q
	p.Study, p.SubTags, p.Order, p.Seed, p.Page = "", false, "", 0, Page{}
	return p.Text != "" || p.From != "" || p.To != "" || p.Untagged || p.Unsorted || p.Starred || p.Where != nil ||
		len(p.Studies)+len(p.Products)+len(p.Regions)+len(p.Methods)+len(p.Interviews)+len(p.Participants)+len(p.Segments)+len(p.Attributes) > 0 ||
		len(p.Tags)+len(p.Themes)+len(p.Stances)+len(p.Sounds)+len(p.Kinds)+len(p.Authors)+len(p.Provenances)+len(p.Months)+len(p.Consents) > 0
}

// Validate refuses dates that are none, and a Where that says nothing that can be looked for. Values that nothing has are no error: nothing
// is found.
func (q *FindingQuery) Validate() error {
	for _, d := range []Date{q.From, q.To} {
		if !d.Valid() {
			return Invalid("“"+string(d)+"” is no date.", "Write it as 2026-03-31.")
		}
	}
	if q.Where == nil {
		return nil
	}
	return q.Where.Validate()
}

// And returns q narrowed by a clause as well. q stays as it is.
func (q FindingQuery) And(c Clause) FindingQuery {
	if q.Where != nil {
		c = Clause{Op: OpAnd, Parts: []Clause{*q.Where, c}}
	}
	q.Where = &c
	return q
}

// Equal reports whether q and o ask for the same in the same words. An empty list is as good as none.
func (q *FindingQuery) Equal(o *FindingQuery) bool { return slices.Equal(q.bytes(), o.bytes()) }

// Facet is one value to filter by and how many findings have it.
type Facet struct {
	Value string // id or text to put into a FindingQuery
	Label string
	Count int
	// Estimated is how many of Count are an estimate nobody decided about; 0 where nothing is estimated.
	Estimated int
}

// AttributeFacet are the values of one attribute of participants, by count.
type AttributeFacet struct {
	Name   string
	Values []Facet
}

// FindingFacets are the choices beside a table of findings, each sorted by count, then label; months by time. The counts of a facet ignore
// what the query chooses of that facet itself, so that another value can be added; all other numbers count what the query finds.
type FindingFacets struct {
	Total        int
	Studies      []Facet // by FindingQuery.Studies
	Products     []Facet
	Regions      []Facet
	Methods      []Facet
	Tags         []Facet // a tag of the taxonomy counts the tags mapped to it as well
	Themes       []Facet // of the findings' own studies
	WideThemes   []Facet // of the board across studies; chosen by FindingQuery.Themes as well
	Participants []Facet
	Segments     []Facet
	Attributes   []AttributeFacet // by name
	Interviews   []Facet
	Months       []Facet // of the interview, the latest first
	Stances      []Facet
	Sounds       []Facet // as people said, otherwise as estimated
	Kinds        []Facet // as estimated; a finding may be of several
	Authors      []Facet
	Provenances  []Facet // a finding may have tags of several
	Consents     []Facet // of ConsentMarks, in their order; a finding may have several. None where nobody is asked
	Untagged     int
	Unsorted     int
	Starred      int
	Unestimated  int // that no estimate was made of yet
	Unread       int // that the machine may not read and nobody judged: they are among neither Sounds nor Kinds
}
