package app

import (
	"slices"
	"strings"
)

// RuleKind says what a rule looks for.
type RuleKind string

// What a rule can look for.
const (
	RuleWords    RuleKind = "words"    // words or phrases: any of Texts
	RulePattern  RuleKind = "pattern"  // a regular expression (RE2): Texts[0]
	RuleSpeaker  RuleKind = "speaker"  // everything that is said
	RuleQuestion RuleKind = "question" // what follows a moderator's turn that asks one of Texts, until the next question of the guide
	RuleHeading  RuleKind = "heading"  // what follows a heading that is one of Texts, until the next heading
)

// RuleScope says how much of the text around a match gets the tag.
type RuleScope string

// The scopes. Words and patterns take the first four, questions and headings ScopeTurn or ScopeWhole, speakers ScopeTurn.
const (
	ScopeMatch    RuleScope = "match"    // what was looked for itself
	ScopeSentence RuleScope = "sentence" // the sentences it stands in
	ScopeTurn     RuleScope = "turn"     // the turns it stands in
	ScopeAround   RuleScope = "around"   // these turns and Around turns before and after
	ScopeWhole    RuleScope = "whole"    // all that follows the question or heading as one passage
)

// RuleRelation says how a match must stand to the findings that are there already.
type RuleRelation string

// The relations. The empty one leaves findings alone.
const (
	AnyPlace    RuleRelation = ""
	Inside      RuleRelation = "inside"      // within a finding that carries one of Others
	Outside     RuleRelation = "outside"     // sharing no byte with one
	Overlapping RuleRelation = "overlapping" // sharing a byte with one
	Untagged    RuleRelation = "untagged"    // sharing no byte with a finding that carries any tag
)

// RuleSpec is what a rule says: what to look for, where, how much to take and which tags to put on. The zero value of each
// field asks for the usual: letters whatever their case and accents, parts of words too, in all interviews of all studies,
// said by anyone but moderators.
type RuleSpec struct {
	Kind       RuleKind      `json:"kind"`
	Texts      []string      `json:"texts,omitempty"`
	MatchCase  bool          `json:"match_case,omitempty"`  // letters and accents as they stand in Texts
	WholeWords bool          `json:"whole_words,omitempty"` // matches begin and end where words do
	Scope      RuleScope     `json:"scope"`
	Around     int           `json:"around,omitempty"` // turns on each side, 1-20, for ScopeAround
	Relation   RuleRelation  `json:"relation,omitempty"`
	Others     []TagID       `json:"others,omitempty"` // the tags of Relation
	Study      StudyID       `json:"study,omitempty"`  // "" for all studies
	Interviews []InterviewID `json:"interviews,omitempty"`
	Speakers   []string      `json:"speakers,omitempty"` // names as shown, or labels
	Roles      []Role        `json:"roles,omitempty"`    // none for everyone but moderators
	Tags       []TagID       `json:"tags,omitempty"`
}

// Rule is a saved way to find passages and tag them. It may name tags and interviews that are gone.
type Rule struct {
	ID   RuleID `json:"id"`
	Name string `json:"name"`
	RuleSpec
	Stamp
}

// Ref names the record.
func (r *Rule) Ref() Ref { return Ref{KindRule, string(r.ID)} }

// Validate refuses a rule without a name or without a kind. Whether it can be run is a question for whoever runs it.
func (r *Rule) Validate() error {
	if strings.TrimSpace(r.Name) == "" {
		return Invalid("A rule needs a name.", "Type a name for the rule.")
	}
	if r.Kind == "" {
		return Invalid("A rule needs something to look for.", "Choose words, a pattern, a speaker, a question or a heading.")
	}
	return nil
}

// Equal reports whether o is the same rule in the same state.
func (r *Rule) Equal(o Record) bool {
	t, ok := o.(*Rule)
	return ok && r.ID == t.ID && r.Name == t.Name && r.RuleSpec.Equal(t.RuleSpec) && r.Stamp.equal(t.Stamp)
}

// Equal reports whether s and t say the same. An empty list is as good as none.
func (s RuleSpec) Equal(t RuleSpec) bool {
	return s.Kind == t.Kind && slices.Equal(s.Texts, t.Texts) && s.MatchCase == t.MatchCase && s.WholeWords == t.WholeWords &&
		s.Scope == t.Scope && s.Around == t.Around && s.Relation == t.Relation && slices.Equal(s.Others, t.Others) &&
		s.Study == t.Study && slices.Equal(s.Interviews, t.Interviews) && slices.Equal(s.Speakers, t.Speakers) &&
		slices.Equal(s.Roles, t.Roles) && slices.Equal(s.Tags, t.Tags)
}

// Reading is an interview with its text, as a rule reads it.
type Reading struct {
	Interview
	Transcript *Transcript // the latest revision
}

// TagAt is one tag on one finding: what a passage carries, without the finding itself.
type TagAt struct {
	Place
	Finding FindingID
	Tag     TagID
}

// Place is a passage of the latest revision of an interview's transcript.
type Place struct {
	Interview InterviewID
	Span
}
