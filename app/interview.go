package app

import (
	"bytes"
	"slices"
	"strings"
)

// Source is an imported file as it was, byte for byte. One survey file may be the source of many interviews.
type Source struct {
	ID     SourceID `json:"id"`
	Name   string   `json:"name"`   // file name without folders
	Format string   `json:"format"` // "vtt", "docx", …
	Hash   string   `json:"hash"`   // SHA-256 of Data, lower-case hex
	Data   []byte   `json:"data"`
	Stamp
}

// Ref names the record.
func (s *Source) Ref() Ref { return Ref{KindSource, string(s.ID)} }

// Validate refuses a source without name or hash.
func (s *Source) Validate() error {
	if s.Name == "" || s.Hash == "" {
		return Invalid("A source needs its file name and hash.", "")
	}
	return nil
}

// Equal reports whether o is the same source.
func (s *Source) Equal(o Record) bool {
	t, ok := o.(*Source)
	return ok && s.ID == t.ID && s.Name == t.Name && s.Format == t.Format && s.Hash == t.Hash &&
		bytes.Equal(s.Data, t.Data) && s.Stamp.equal(t.Stamp)
}

// Role says what part a speaker plays. Moderators' words are left out of suggestions, themes and counts.
type Role string

// The roles of speakers.
const (
	RoleParticipant Role = "participant"
	RoleModerator   Role = "moderator"
	RoleOther       Role = "other" // observer, note taker, interpreter
)

// Speaker ties the label found in a transcript to a name to show, a role and, if known, a participant.
type Speaker struct {
	Label       string        `json:"label"` // as in Turn.Speaker; "" for text without speakers
	Name        string        `json:"name"`  // as shown
	Role        Role          `json:"role"`
	Participant ParticipantID `json:"participant,omitempty"`
}

// Interview is one session: an interview, usability test, diary entry, survey row or note.
type Interview struct {
	ID        InterviewID `json:"id"`
	Study     StudyID     `json:"study"`
	Source    SourceID    `json:"source,omitempty"`
	Title     string      `json:"title"`
	Method    string      `json:"method,omitempty"`
	Moderator string      `json:"moderator,omitempty"`
	Date      Date        `json:"date,omitempty"`
	Speakers  []Speaker   `json:"speakers,omitempty"`
	Status    string      `json:"status,omitempty"` // as a person set it: "", "new", "reading", "done"; see InterviewRow.State
	Note      string      `json:"note,omitempty"`
	Stamp
}

// Ref names the record.
func (i *Interview) Ref() Ref { return Ref{KindInterview, string(i.ID)} }

// Validate refuses an interview without study or title.
func (i *Interview) Validate() error {
	if i.Study == "" || strings.TrimSpace(i.Title) == "" {
		return Invalid("An interview needs a study and a title.", "Choose the study and type a title.")
	}
	return nil
}

// Equal reports whether o is the same interview in the same state.
func (i *Interview) Equal(o Record) bool {
	t, ok := o.(*Interview)
	return ok && i.ID == t.ID && i.Study == t.Study && i.Source == t.Source && i.Title == t.Title &&
		i.Method == t.Method && i.Moderator == t.Moderator && i.Date == t.Date &&
		slices.Equal(i.Speakers, t.Speakers) && i.Status == t.Status && i.Note == t.Note && i.Stamp.equal(t.Stamp)
}

// Speaker returns the speaker with a label, or a participant-role speaker named by the label itself. Lines without a label
// in an interview with speakers (a title, a note) are nobody's: RoleOther.
func (i *Interview) Speaker(label string) Speaker {
	for _, s := range i.Speakers {
		if s.Label == label {
			return s
		}
	}
	if label == "" && len(i.Speakers) > 0 {
		return Speaker{Role: RoleOther}
	}
	return Speaker{Label: label, Name: label, Role: RoleParticipant}
}

// Participants returns the participants who speak, each once, in the order of Speakers.
func (i *Interview) Participants() []ParticipantID {
	var ids []ParticipantID
	for _, s := range i.Speakers {
		if s.Participant != "" && !slices.Contains(ids, s.Participant) {
			ids = append(ids, s.Participant)
		}
	}
	return ids
}
