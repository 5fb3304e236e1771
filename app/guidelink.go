package app

import (
	"cmp"
	"slices"
	"strings"
)

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
	Refused    bool         `json:"refused,omitempty"` // a proposal that a person turned down: it counts for nothing and is not made again
	Stamp
}

// Ref names the record.
func (g *GuideLink) Ref() Ref { return Ref{KindGuideLink, string(g.ID)} }

// Filed says which interview it is about.
func (g *GuideLink) Filed() Filing { return Filing{Study: g.Study, Interview: g.Interview} }

// Called is the question.
func (g *GuideLink) Called() string { return g.Question }

// Validate refuses a link without study, interview or question, and one that says both where a question was asked and that it was not.
func (g *GuideLink) Validate() error {
	if g.Study == "" || g.Interview == "" {
		return Invalid("A question that was asked belongs to an interview.", "")
	}
	if g.Skipped && (g.Transcript != "" || g.Quote != "" || g.Refused) {
		return Invalid("A question that was left out on purpose has no place in the interview.", "Take one of the two away.")
	}
	return needs(g.Question, "A link needs a question of the guide.", "Choose the question.")
}

// Equal reports whether o is the same link in the same state.
func (g *GuideLink) Equal(o Record) bool { return samePaper(g, o) }

// Asks reports whether the link says that its question was asked.
func (g *GuideLink) Asks() bool { return !g.Skipped && !g.Refused }

// GuideTopic says by hand which tags and themes a question of the guide is about: whoever was asked it could have raised them. Without one
// the questions of a tag or theme are those after which its findings lie.
type GuideTopic struct {
	ID       GuideTopicID `json:"id"`
	Study    StudyID      `json:"study"`
	Question string       `json:"question"` // as in Study.Guide
	Tags     []TagID      `json:"tags,omitempty"`
	Themes   []ThemeID    `json:"themes,omitempty"`
	Stamp
}

// Ref names the record.
func (g *GuideTopic) Ref() Ref { return Ref{KindGuideTopic, string(g.ID)} }

// Filed says which study it belongs to: a question has one topic.
func (g *GuideTopic) Filed() Filing {
	return Filing{Study: g.Study, Once: string(g.Study) + " " + GuideKey(g.Question)}
}

// Called is the question.
func (g *GuideTopic) Called() string { return g.Question }

// Validate refuses a topic without study or question, or about nothing.
func (g *GuideTopic) Validate() error {
	switch {
	case g.Study == "":
		return Invalid("A question of a guide belongs to a study.", "")
	case len(g.Tags) == 0 && len(g.Themes) == 0:
		return Invalid("The question is about no tag and no theme.", "Choose what it is about.")
	}
	return needs(g.Question, "Say which question of the guide it is.", "Choose the question.")
}

// Equal reports whether o is the same topic in the same state.
func (g *GuideTopic) Equal(o Record) bool { return samePaper(g, o) }

// GuideKey makes questions comparable: blanks and case make no difference.
func GuideKey(question string) string {
	return strings.ToLower(strings.Join(strings.Fields(question), " "))
}

// GuideStretch is the talk after a question of the guide was asked, up to where the next one is.
type GuideStretch struct {
	Question   string
	Transcript TranscriptID
	Span       // from the start of the turn that asks; End is GuideStretchEnd for the last of an interview
	Link       GuideLinkID
}

// GuideStretchEnd is the end of a stretch that goes on to the end of the text.
const GuideStretchEnd = 1<<31 - 1

// GuideStretches cuts interviews into what was talked about after each question, in the order of interviews as the links come and then of
// places. Links that do not ask or have no place are left out. Two questions in one turn share its stretch.
func GuideStretches(links []GuideLink) map[InterviewID][]GuideStretch {
	out := map[InterviewID][]GuideStretch{}
	for i := range links {
		if g := &links[i]; g.Asks() && g.Transcript != "" {
			out[g.Interview] = append(out[g.Interview], GuideStretch{g.Question, g.Transcript, Span{g.Span.Start, GuideStretchEnd}, g.ID})
		}
	}
	for _, all := range out {
		slices.SortStableFunc(all, func(a, b GuideStretch) int {
			return cmp.Or(cmp.Compare(a.Transcript, b.Transcript), cmp.Compare(a.Start, b.Start))
		})
		for i := len(all) - 2; i >= 0; i-- {
			switch next := &all[i+1]; {
			case next.Transcript != all[i].Transcript:
			case next.Start == all[i].Start:
				all[i].End = next.End
			default:
				all[i].End = next.Start
			}
		}
	}
	return out
}
