package app

// GuideLink says that a question of the study's guide was asked in an interview, and where. Without a place it says that the
// question was asked, or deliberately not.
type GuideLink struct {
	ID         GuideLinkID  `json:"id"`
	Study      StudyID      `json:"study"`
	Interview  InterviewID  `json:"interview"`
	Question   string       `json:"question"`             // as in Study.Guide
	Transcript TranscriptID `json:"transcript,omitempty"` // revision in which Span lies
	Span       Span         `json:"span,omitzero"`        // of the turn that asks
	Quote      string       `json:"quote,omitempty"`      // words of that turn, to find it again in another revision
	Provenance Provenance   `json:"provenance,omitempty"`
	Skipped    bool         `json:"skipped,omitempty"` // deliberately not asked
	Stamp
}

// Ref names the record.
func (g *GuideLink) Ref() Ref { return Ref{KindGuideLink, string(g.ID)} }

// Filed says which interview it is about.
func (g *GuideLink) Filed() Filing { return Filing{Study: g.Study, Interview: g.Interview} }

// Called is the question.
func (g *GuideLink) Called() string { return g.Question }

// Validate refuses a link without study, interview or question.
func (g *GuideLink) Validate() error {
	if g.Study == "" || g.Interview == "" {
		return Invalid("A question that was asked belongs to an interview.", "")
	}
	return needs(g.Question, "A link needs a question of the guide.", "Choose the question.")
}

// Equal reports whether o is the same link in the same state.
func (g *GuideLink) Equal(o Record) bool { return samePaper(g, o) }
