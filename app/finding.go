package app

import (
	"slices"
	"strings"
	"time"
)

// Provenance says how a tag came to a finding.
type Provenance string

// How a tag came to a finding.
const (
	ByHand       Provenance = "human"
	BySuggestion Provenance = "suggested" // proposed by the machine, accepted by a person
	ByRule       Provenance = "rule"      // auto-coding that a person previewed and applied
	ByAgreement  Provenance = "agreed"    // two coders had differed, and it was settled
)

// Tagging is one tag on a finding, by one author.
type Tagging struct {
	Tag        TagID      `json:"tag"`
	Author     string     `json:"author"`
	Provenance Provenance `json:"provenance"`
	Created    time.Time  `json:"created"`
}

// Stance is what a finding or piece of evidence does to a claim.
type Stance string

// The stances. The empty stance is undecided.
const (
	Supports    Stance = "supports"
	Contradicts Stance = "contradicts"
	Nuances     Stance = "nuances"
)

// Finding is an atomic observation: an anchored passage of a transcript, a note, or both.
type Finding struct {
	ID          FindingID     `json:"id"`
	Study       StudyID       `json:"study"`
	Interview   InterviewID   `json:"interview,omitempty"`
	Transcript  TranscriptID  `json:"transcript,omitempty"`
	Participant ParticipantID `json:"participant,omitempty"` // who said it, if known
	Span                      // in the transcript's text; zero for a note without passage
	Quote       string        `json:"quote,omitempty"`   // the text of Span
	Before      string        `json:"before,omitempty"`  // up to 32 runes of text before, to re-anchor
	After       string        `json:"after,omitempty"`   // up to 32 runes after
	Speaker     string        `json:"speaker,omitempty"` // label of the turn where it starts
	At          time.Duration `json:"at"`                // time of Start, or NoTime
	Page        int           `json:"page,omitempty"`    // of the document that Start stands on, 0 for none
	Note        string        `json:"note,omitempty"`
	Tags        []Tagging     `json:"tags,omitempty"` // sorted by tag, then author; no pair twice
	Stance      Stance        `json:"stance,omitempty"`
	Sentiment   int           `json:"sentiment,omitempty"` // -2 … 2, SaidNeutral or SaidMixed, set by people; 0 nothing said
	Severity    int           `json:"severity,omitempty"`  // 0 … 4, Nielsen
	Star        bool          `json:"star,omitempty"`
	Stamp
}

// Ref names the record.
func (f *Finding) Ref() Ref { return Ref{KindFinding, string(f.ID)} }

// Validate refuses a finding that says nothing or whose span and quote disagree in length.
func (f *Finding) Validate() error {
	if f.Study == "" {
		return Invalid("A finding needs a study.", "")
	}
	if f.Quote == "" && strings.TrimSpace(f.Note) == "" {
		return Invalid("A finding needs a passage or a note.", "Select text or type a note.")
	}
	if f.Quote != "" && (f.Transcript == "" || f.Span.Len() != len(f.Quote)) {
		return Invalid("The finding's quote does not fit its place in the text.", "Select the passage again.")
	}
	for i := 1; i < len(f.Tags); i++ {
		if compareTaggings(f.Tags[i-1], f.Tags[i]) >= 0 {
			return Invalid("The finding's tags are out of order or doubled.", "")
		}
	}
	return nil
}

// Equal reports whether o is the same finding in the same state.
func (f *Finding) Equal(o Record) bool {
	g, ok := o.(*Finding)
	return ok && f.ID == g.ID && f.Study == g.Study && f.Interview == g.Interview && f.Transcript == g.Transcript &&
		f.Participant == g.Participant && f.Span == g.Span && f.Quote == g.Quote && f.Before == g.Before &&
		f.After == g.After && f.Speaker == g.Speaker && f.At == g.At && f.Page == g.Page && f.Note == g.Note && f.Stance == g.Stance &&
		f.Sentiment == g.Sentiment && f.Severity == g.Severity && f.Star == g.Star && f.Stamp.equal(g.Stamp) &&
		slices.EqualFunc(f.Tags, g.Tags, func(a, b Tagging) bool {
			return a.Tag == b.Tag && a.Author == b.Author && a.Provenance == b.Provenance && a.Created.Equal(b.Created)
		})
}

// HasTag reports whether anyone put tag on the finding.
func (f *Finding) HasTag(tag TagID) bool {
	return slices.ContainsFunc(f.Tags, func(t Tagging) bool { return t.Tag == tag })
}

// TagIDs returns the finding's tags, each once, sorted.
func (f *Finding) TagIDs() []TagID {
	var ids []TagID
	for _, t := range f.Tags {
		if len(ids) == 0 || ids[len(ids)-1] != t.Tag {
			ids = append(ids, t.Tag)
		}
	}
	return ids
}

// WithTag returns a copy of f that carries t as well. The same tag by the same author is kept as it was.
func (f *Finding) WithTag(t Tagging) *Finding {
	g := *f
	i, found := slices.BinarySearchFunc(f.Tags, t, compareTaggings)
	if found {
		return &g
	}
	g.Tags = slices.Insert(slices.Clone(f.Tags), i, t)
	return &g
}

// WithoutTag returns a copy of f without any author's tagging of tag.
func (f *Finding) WithoutTag(tag TagID) *Finding {
	g := *f
	g.Tags = slices.DeleteFunc(slices.Clone(f.Tags), func(t Tagging) bool { return t.Tag == tag })
	if len(g.Tags) == 0 {
		g.Tags = nil
	}
	return &g
}

// Text is what the finding says: its quote, or its note.
func (f *Finding) Text() string {
	if f.Quote != "" {
		return f.Quote
	}
	return f.Note
}

func compareTaggings(a, b Tagging) int {
	if c := strings.Compare(string(a.Tag), string(b.Tag)); c != 0 {
		return c
	}
	return strings.Compare(a.Author, b.Author)
}
