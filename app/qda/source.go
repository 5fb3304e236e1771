package qda

// SourceKind says what a source is.
type SourceKind string

// The kinds of sources.
const (
	Text    SourceKind = "text"
	PDF     SourceKind = "pdf"
	Picture SourceKind = "picture"
	Audio   SourceKind = "audio"
	Video   SourceKind = "video"
)

// Source is one document of a project, or the text of one, or a note.
type Source struct {
	GUID        GUID
	Name        string
	Kind        SourceKind
	Description string
	Made        Made

	// Where the file says its bytes are, and the bytes; nil when they are not there. Path is of the styled text, PDF, picture or
	// recording; PlainPath of the plain text.
	Path, CurrentPath, PlainPath string
	Data, Plain                  []byte
	Inline                       bool // the text stands in the XML, not in a file

	Text   string // as people read it: UTF-8, line feeds, no byte order mark; "" when there is none
	Counts Counts // how the file counts places in Text
	Turns  []Turn // who speaks where, when the file says so; sorted, apart

	Of          *Source      // the text of a PDF or picture
	Transcripts []Transcript // of a recording
	Selections  []Selection
	Codings     []Coding // of the whole source
	NoteRefs    []GUID
	Values      []Value
	Rest        Rest
}

// Turn is what one speaker says, in bytes of Source.Text, half-open.
type Turn struct {
	Start, End int
	Speaker    string
}

// Counts is how a program counts places in a text. The zero value is what the standard says: code points, a line end is one,
// the byte order mark is none, the end is the place after the last.
type Counts struct {
	Unit    string  // "" code points, "utf16", "bytes"
	CRLF    bool    // a line end counts two, because the file has carriage returns there
	Mark    bool    // the byte order mark counts
	LastIn  bool    // the end is the last place itself
	Score   float64 // share of ends of selections that stand where words end, 0 to 1, under this way of counting; 0 when there are none
	Unsure  bool    // no way of counting fits well
	Checked int     // selections whose own words were compared with the text
	Equal   int     // of these, how many are the same
}

// Transcript is a text of a recording.
type Transcript struct {
	Source // GUID, names, text; its Selections are those of the transcript
	Sync   []SyncPoint
}

// SyncPoint ties a place in a transcript to a time of its recording.
type SyncPoint struct {
	GUID     GUID
	At       *int64 // milliseconds
	Position *int64 // as the file counts
}

// Selection is a passage or region, with codings or without. What it selects depends on the kind of the source.
type Selection struct {
	GUID        GUID
	Name        string
	Description string
	Made        Made

	From, To int64 // as the file writes them: places in a text, or milliseconds of a recording
	Start    int   // bytes of Source.Text, half-open; -1 when it cannot be placed
	End      int
	Page     int64    // of a PDF, as the file counts
	Box      [4]int64 // first x, first y, second x, second y: of a picture or PDF
	FromSync GUID     // of a transcript
	ToSync   GUID

	Of       *Source // the text of a region of a PDF
	Starred  bool    // marked as important, by programs that can
	Codings  []Coding
	NoteRefs []GUID
	Rest     Rest
}

// Coding puts one code on a selection or source.
type Coding struct {
	GUID     GUID
	Code     GUID
	By       GUID
	At       When
	NoteRefs []GUID
	Rest     Rest
}
