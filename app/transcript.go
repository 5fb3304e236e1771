package app

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"
)

// Span is a half-open range of bytes [Start, End) in a transcript's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// NoTime marks a turn whose time in the recording is unknown.
const NoTime = time.Duration(-1)

// Turn is what one speaker says until another begins, or one paragraph of text without speakers.
type Turn struct {
	Span
	Speaker string        `json:"speaker,omitempty"` // label as in the source; see Interview.Speaker
	From    time.Duration `json:"from"`              // from the start of the recording, or NoTime
	To      time.Duration `json:"to"`                // or NoTime
}

// Cue is one timed caption inside a turn, kept so that a passage can be found in the recording.
type Cue struct {
	Span
	From time.Duration `json:"from"`
	To   time.Duration `json:"to"`
}

// Transcript is one immutable revision of an interview's canonical text. Turns are sorted, do not overlap, lie
// inside Text and split no rune; text between turns (speaker labels of an interchange file) belongs to no one.
type Transcript struct {
	ID        TranscriptID `json:"id"`
	Interview InterviewID  `json:"interview"`
	Revision  int          `json:"revision"` // from 1
	Language  string       `json:"language,omitempty"`
	Text      string       `json:"text"`
	Turns     []Turn       `json:"turns"`
	Cues      []Cue        `json:"cues,omitempty"`
	Pages     []PageBreak  `json:"pages,omitempty"` // of a document that has pages, ascending
	Note      string       `json:"note,omitempty"`  // what made a later revision: "Redacted 2 passages"; "" for an edit
	Stamp
}

// Ref names the record.
func (t *Transcript) Ref() Ref { return Ref{KindTranscript, string(t.ID)} }

// Validate checks the laws of turns and text.
func (t *Transcript) Validate() error {
	if t.Interview == "" || t.Revision < 1 {
		return Invalid("A transcript needs an interview and a revision.", "")
	}
	if !utf8.ValidString(t.Text) || strings.ContainsAny(t.Text, "\r\x00") {
		return Invalid("The transcript's text is not clean UTF-8.", "Import the file again.")
	}
	end := 0
	for i, u := range t.Turns {
		if u.Start < end || u.End < u.Start || u.End > len(t.Text) || !t.onRune(u.Start) || !t.onRune(u.End) {
			return Invalid(fmt.Sprintf("Turn %d of the transcript does not fit its text.", i+1), "Import the file again.")
		}
		if !utf8.ValidString(u.Speaker) {
			return Invalid(fmt.Sprintf("The speaker of turn %d is not clean UTF-8.", i+1), "Import the file again.")
		}
		end = u.End
	}
	return nil
}

// Equal reports whether o is the same revision.
func (t *Transcript) Equal(o Record) bool {
	u, ok := o.(*Transcript)
	return ok && t.ID == u.ID && t.Interview == u.Interview && t.Revision == u.Revision && t.Language == u.Language &&
		t.Text == u.Text && t.Note == u.Note && slices.Equal(t.Turns, u.Turns) && slices.Equal(t.Cues, u.Cues) && slices.Equal(t.Pages, u.Pages) && t.Stamp.equal(u.Stamp)
}

// TurnAt returns the index of the turn that holds byte at, or of the next turn after it; len(Turns) if none.
func (t *Transcript) TurnAt(at int) int {
	return sort.Search(len(t.Turns), func(i int) bool { return t.Turns[i].End > at })
}

// TimeAt returns when byte at is spoken, by the latest cue or turn that starts at or before it, or NoTime.
func (t *Transcript) TimeAt(at int) time.Duration {
	i := sort.Search(len(t.Cues), func(i int) bool { return t.Cues[i].Start > at })
	if i > 0 {
		return t.Cues[i-1].From
	}
	if n := t.TurnAt(at); n < len(t.Turns) {
		return t.Turns[n].From
	}
	return NoTime
}

// Quote returns the text of a span. Returns EInvalid if the span lies outside the text or splits a rune.
func (t *Transcript) Quote(s Span) (string, error) {
	if s.Start < 0 || s.End > len(t.Text) || s.Start >= s.End || !t.onRune(s.Start) || !t.onRune(s.End) {
		return "", Invalid("The passage does not lie in the text.", "Select it again.")
	}
	return t.Text[s.Start:s.End], nil
}

// Duration is the time of the last turn or cue, or 0 when times are unknown.
func (t *Transcript) Duration() time.Duration {
	var d time.Duration
	for _, u := range t.Turns {
		d = max(d, u.From, u.To)
	}
	return d
}

func (t *Transcript) onRune(at int) bool { return at == len(t.Text) || utf8.RuneStart(t.Text[at]) }

// CountWords counts runs of non-space in text: the number shown as "words" everywhere.
func CountWords(text string) int {
	n, in := 0, false
	for _, r := range text {
		space := r == ' ' || r == '\n' || r == '\t' || r == '\u00a0'
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}
