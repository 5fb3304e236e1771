package app

import "time"

// Bundle is what a reader makes of one file: documents still without ids, and what was noticed on the way.
type Bundle struct {
	Format    string     // "vtt", "docx", …
	Encoding  string     // "utf-8", "utf-16le", "windows-1252", …; "" for binary formats
	Documents []Document // at least one unless the reader returned an error
	Warnings  []string   // sentences: what was degraded or dropped, and where
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
}

// Utterance is one timed caption, speaker turn or paragraph, in order.
type Utterance struct {
	Speaker string // "" when unknown
	Text    string // as in the file, entities decoded, line breaks as \n
	From    time.Duration
	To      time.Duration // NoTime when unknown, as for From
}
