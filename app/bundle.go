package app

import "time"

// Bundle is what a reader makes of one file: documents still without ids, and what was noticed on the way.
type Bundle struct {
	Format    string     // "vtt", "docx", …
	Encoding  string     // "utf-8", "utf-16le", "windows-1252", …; "" for binary formats
	Documents []Document // at least one unless the reader returned an error
	Warnings  []string   // sentences: what was noticed and understood, and where
	Lost      []Loss     // what the file holds and its documents do not, or not as it was
}

// Document is one session as a file tells it: one transcript, or one row of a survey.
type Document struct {
	Title       string // "" when the file has none; the file name is used then
	Date        Date
	Language    string
	Code        string      // participant code or key, for survey rows; "" otherwise
	Segment     string      // for survey rows
	Attributes  []Attribute // for survey rows
	Moderator   string      // speaker label recognised as the moderator, or ""
	Utterances  []Utterance
	Unspeakered bool // true when the utterances are paragraphs, not speech
	Excerpts    bool // true when each utterance is a passage that is marked, of a longer text that the file does not hold
	Marks       []DocMark
	Pages       []PageStart // of a file that has pages, ascending
}

// DocPlace is a byte of an utterance's text.
type DocPlace struct {
	Utterance int // index into Document.Utterances
	Byte      int // offset into its Text, which it may end
}

// DocMark is a passage that somebody marked in the file: a comment, a highlight, a coding. It becomes a finding.
type DocMark struct {
	From, To DocPlace   // half-open; To does not stand before From
	Note     string     // what was said of it; may be empty
	Author   string     // who did, as the file writes it; "" when unknown
	Created  time.Time  // zero when unknown
	Tags     [][]string // names of each tag from the top down
}

// PageStart says where a page of a file begins.
type PageStart struct {
	DocPlace
	Page int // as the file counts, from 1
}

// Utterance is one timed caption, speaker turn or paragraph, in order.
type Utterance struct {
	Speaker string // "" when unknown
	Text    string // as in the file, entities decoded, line breaks as \n
	From    time.Duration
	To      time.Duration // NoTime when unknown, as for From
}
