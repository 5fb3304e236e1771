package storage_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
)

// specimen is one record of every kind with every field filled, in the order in which they can be made.
func specimen() []app.Record {
	text := "Ana: Wie geht das? ☕\nEve: I don't trust the naïve défault 数据同步."
	at := strings.Index(text, "I don't")
	quote := "I don't trust"
	study := &app.Study{ID: "study-1", Name: "Onboarding", Product: "Studio", Region: "EU", Method: "Interview", Owner: "ana", Goal: "Learn",
		Questions: []string{"Why?", "How \"so\"?"}, Guide: []string{"Tell me"}, Start: "2026-10-01", End: "2026-11-01", Status: "running", Color: 3, Stamp: by}
	person := &app.Participant{ID: "person-1", Code: "P07", Segment: "Teams", Attributes: []app.Attribute{{Name: "Role", Value: "PM"}, {Name: "Age", Value: ""}},
		Note: "kind", Stamp: by}
	source := &app.Source{ID: "source-1", Name: "eve.vtt", Format: "vtt", Hash: "abc", Data: []byte{0, 1, 2, 255}, Stamp: by}
	interview := &app.Interview{ID: "interview-1", Study: study.ID, Source: source.ID, Title: "Eve", Method: "Remote", Moderator: "Ana", Date: "2026-10-12",
		Speakers: []app.Speaker{{Label: "Ana", Name: "Ana", Role: app.RoleModerator}, {Label: "Eve", Name: "P07", Role: app.RoleParticipant, Participant: person.ID}},
		Status:   "reading", Note: "good", Stamp: by}
	transcript := &app.Transcript{ID: "transcript-1", Interview: interview.ID, Revision: 1, Language: "en", Text: text, Stamp: by,
		Turns: []app.Turn{{Span: app.Span{Start: 5, End: at - 6}, Speaker: "Ana", From: 0, To: time.Second},
			{Span: app.Span{Start: at, End: len(text)}, Speaker: "Eve", From: 1500 * time.Millisecond, To: app.NoTime}},
		Cues:  []app.Cue{{Span: app.Span{Start: 5, End: 10}, From: 0, To: 400 * time.Millisecond}},
		Pages: []app.PageBreak{{Start: 0, Page: 1}, {Start: 5, Page: 3}}}
	parent := &app.Tag{ID: "tag-0", Name: "Root", Status: app.TagActive, Stamp: by}
	tag := &app.Tag{ID: "tag-1", Study: study.ID, Parent: parent.ID, Name: "Trust", Color: 2, Shortcut: 1, Definition: "d", Include: "i", Exclude: "e",
		Example: "x", Status: app.TagDeprecated, ReplacedBy: parent.ID, MapsTo: parent.ID, Order: 1.5, Stamp: by}
	finding := &app.Finding{ID: "finding-1", Study: study.ID, Interview: interview.ID, Transcript: transcript.ID, Participant: person.ID,
		Span: app.Span{Start: at, End: at + len(quote)}, Quote: quote, Before: "Eve: ", After: " the", Speaker: "Eve", At: 1500 * time.Millisecond, Page: 3, Note: "key",
		Tags: []app.Tagging{{Tag: "tag-0", Author: "ana", Provenance: app.ByHand, Created: noon}, {Tag: "tag-1", Author: "ana", Provenance: app.ByHand, Created: noon},
			{Tag: "tag-1", Author: "ben", Provenance: app.BySuggestion, Created: noon.Add(time.Hour)}},
		Stance: app.Contradicts, Sentiment: -2, Severity: 4, Star: true, Stamp: by.Touched(noon.Add(time.Minute))}
	theme := &app.Theme{ID: "theme-1", Study: study.ID, Name: "Doubt", Note: "n", Terms: []string{"trust", "doubt"}, Color: 1, Order: 1.5, Locked: true, Proposed: true, Stamp: by}
	placement := &app.Placement{Theme: theme.ID, Finding: finding.ID, Order: 0.1, Stamp: by}
	insight := &app.Insight{ID: "insight-1", Study: study.ID, Title: "People doubt", Body: "b", Owner: "o", Status: app.InsightSuperseded, SupersededBy: "insight-2",
		Published: noon, Version: 2, ReviewBy: "2027-11-02", Renewed: app.Renewal{By: "ana", At: noon.Add(time.Hour), Note: "Asked again"},
		Override: app.Override{Level: app.Low, Reason: "One team", By: "ana", At: noon}, Order: 2,
		CERQual: app.CERQual{Methods: app.Concern{Level: app.NoConcern}, Coherence: app.Concern{Level: app.MinorConcern, Why: "w"},
			Adequacy: app.Concern{Level: app.ModerateConcern}, Relevance: app.Concern{Level: app.SeriousConcern, Why: "x"}, Level: app.VeryLow, By: "ben", At: noon},
		Evidence: []app.Evidence{{Finding: finding.ID, Stance: app.Supports, Strength: app.Strong, Note: "n"}, {Theme: theme.ID, Stance: app.Nuances}}, Stamp: by}
	advice := &app.Recommendation{ID: "recommendation-1", Study: study.ID, Text: "Ask early", Kind: app.Opportunity, Owner: "o", Status: app.Planned,
		Insights: []app.InsightID{insight.ID, "gone"}, Order: 1.5, Stamp: by, Score: app.Score{Method: app.RICE, Reach: 2000, Impact: 2, Effort: 3, Benefit: 4,
			Ease: 5, Importance: 9.1, Satisfaction: 0.5, Confidence: 0.8, Why: "y"}}
	decision := &app.Decision{ID: "decision-1", Study: study.ID, Text: "Bet on it", Date: "2026-11-12", By: "Board", Where: "Minutes", Outcome: "Fewer calls",
		Insights: []app.InsightID{insight.ID}, Stamp: by}
	published := &app.Publication{ID: "publication-1", Insight: insight.ID, Version: 2, Title: "People doubt", Body: "b", Level: app.Low, Computed: app.High,
		Reasons: []string{"8 of 12 people"}, Why: "One team", CERQual: insight.CERQual, Advice: []string{"Ask early"}, Stamp: by,
		Support: app.Support{Findings: 3, Methods: []string{"Remote"}, ByMonth: []app.Supporters{{Month: "2026-10-01", Strength: app.Strong, People: 1}}},
		Evidence: []app.PublishedProof{{Evidence: insight.Evidence[0], Text: quote, Who: "P07", Segment: "Teams", Interview: "Eve", Date: "2026-10-12"},
			{Evidence: insight.Evidence[1], Text: "Doubt", Findings: 1, People: 1}}}
	standards := &app.Standards{FreshMonths: 6, HalfLife: 36, Stamp: by}
	memo := &app.Memo{ID: "memo-1", Study: study.ID, On: tag.Ref(), Kind: app.MemoRule, Title: "Rule", Text: "See [[tag:tag-1|Trust]] and [[Eve]].", Stamp: by}
	rejection := &app.Rejection{ID: "rejection-1", Interview: interview.ID, Tag: tag.ID, Quote: quote, Stamp: by}
	rule := &app.Rule{ID: "rule-1", Name: "Prices", Stamp: by, RuleSpec: app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price", "coût \"net\""}, MatchCase: true,
		WholeWords: true, Scope: app.ScopeAround, Around: 2, Relation: app.Inside, Others: []app.TagID{tag.ID}, Study: study.ID,
		Interviews: []app.InterviewID{interview.ID}, Speakers: []string{"Eve"}, Roles: []app.Role{app.RoleParticipant}, Tags: []app.TagID{parent.ID}}}
	opinion := &app.OpinionWord{ID: "opinion-1", Words: "pain au chocolat", Weight: 0.5, Stamp: by}
	return []app.Record{study, person, source, interview, transcript, parent, tag, finding, theme, placement, insight, memo, rejection, rule, opinion, advice, decision, published, standards}
}

func TestFind_GivesBackEveryKindAsItWas(t *testing.T) {
	s := fresh(t)
	commit(t, s, specimen()...)
	check := func(when string) {
		for _, want := range specimen() {
			got, err := s.Find(ctx, want.Ref())
			if err != nil || !got.Equal(want) {
				t.Errorf("%s: Find(%v) = %+v, %v, want %+v", when, want.Ref(), got, err, want)
			}
		}
	}
	check("at once")
	s = reopen(t, s)
	check("after reopening")
}
