package app

import (
	"slices"
	"strings"
)

// Axis is what findings are counted by.
type Axis string

// The axes. A finding may stand under several values of a tag, theme or provenance, and is counted once under each. Dates are those of
// interviews; a week is named by its Monday.
const (
	AxisNone        Axis = "" // one value for all: counts along the other axis alone
	AxisTag         Axis = "tag"
	AxisTheme       Axis = "theme"     // of the board of the finding's study
	AxisWideTheme   Axis = "widetheme" // of the board across studies
	AxisStudy       Axis = "study"
	AxisProduct     Axis = "product"
	AxisRegion      Axis = "region"
	AxisSegment     Axis = "segment"
	AxisParticipant Axis = "participant"
	AxisInterview   Axis = "interview"
	AxisMethod      Axis = "method"
	AxisMonth       Axis = "month"
	AxisWeek        Axis = "week"
	AxisSound       Axis = "sound" // as people said, otherwise as estimated
	AxisStance      Axis = "stance"
	AxisSeverity    Axis = "severity"
	AxisAuthor      Axis = "author"
	AxisProvenance  Axis = "provenance"
	AxisAttribute   Axis = "attribute" // of the participant, named beside
)

// CrossQuery asks how findings are spread over two axes. Order and Page of Find are ignored.
type CrossQuery struct {
	Find            FindingQuery
	Rows, Columns   Axis
	RowAttribute    string // of AxisAttribute; case makes no difference
	ColumnAttribute string
	RollUp          bool // a tag counts what the tags beneath it carry as well
	MaxRows         int  // the largest by people, then findings; 0 for all
	MaxColumns      int
}

// CrossKey is one value of an axis.
type CrossKey struct {
	Value string // id or text to put into a FindingQuery; a week's Monday; "" of AxisNone
	Label string
	Hue   int // as HueOf says it, of tags, themes and studies; otherwise 0
}

// CrossCount is what stands in a cell.
type CrossCount struct {
	Findings   int
	People     int // participants who said them, each once
	Interviews int // in which they were said, each once
}

// CrossTab is how findings are spread over two axes. Rows and columns are values that occur, in the axis's own order: time, scales and boards
// as they run, all else by name.
type CrossTab struct {
	Rows, Columns []CrossKey
	Cells         [][]CrossCount // by row, then column
	RowSum        []CrossCount   // findings of the row under any column, each once
	ColumnSum     []CrossCount
	All           CrossCount // findings under any row and any column
	Chosen        CrossCount // findings that the query chooses, with or without a value on the axes
	// Asked is how many people were interviewed under each column, whether or not a finding tells: of the study, segment, time or person
	// it stands for; for what findings are told by (tags, themes, stances, authors …) of the studies asked about. What the query demands of
	// interviews and people is demanded of them, what it demands of findings is not.
	Asked    []int
	RowAsked []int // the same by row
	AskedAll int
	// Unread are chosen findings that the machine may not read and nobody judged: where an axis is AxisSound they have no value on it.
	Unread int
}

// TagPair is two tags that occur together, A before B by name.
type TagPair struct {
	A, B     TagID
	Together CrossCount // findings that carry both
	Near     CrossCount // findings with one of them that carry or overlap the other, as passages of one text
}

// TagPairs are the tags that the findings of a query carry, and how they meet.
type TagPairs struct {
	Tags  []CrossKey   // that occur, by name
	Uses  []CrossCount // of each tag alone
	Pairs []TagPair    // that meet at least once, most findings together first
	All   CrossCount   // findings that the query chooses
}

// Track is what was found in one interview, in the order in which it was said.
type Track struct {
	Interview InterviewID
	Study     StudyID
	Title     string
	Date      Date
	People    []ParticipantID // who were interviewed, in the order of speakers
	Turns     int             // of the latest transcript
	Marks     []TrackMark
}

// TrackMark is one finding on a track.
type TrackMark struct {
	Span
	Turn        int // index of the turn where it starts; -1 for a note without passage
	Participant ParticipantID
	Author      string
	Tags        []TagID // each once, by name
	Theme       ThemeID // of the board of the finding's study
	WideTheme   ThemeID // of the board across studies
}

// axes are all axes there are.
var axes = []Axis{AxisNone, AxisTag, AxisTheme, AxisWideTheme, AxisStudy, AxisProduct, AxisRegion, AxisSegment, AxisParticipant, AxisInterview, AxisMethod,
	AxisMonth, AxisWeek, AxisSound, AxisStance, AxisSeverity, AxisAuthor, AxisProvenance, AxisAttribute}

// Axes lists the axes, none first. The slice is the caller's.
func Axes() []Axis { return slices.Clone(axes) }

// Validate refuses an axis that does not exist, one by an attribute that is not named, and what Find refuses.
func (q *CrossQuery) Validate() error {
	for _, a := range []struct {
		axis      Axis
		attribute string
	}{{q.Rows, q.RowAttribute}, {q.Columns, q.ColumnAttribute}} {
		if !slices.Contains(axes, a.axis) {
			return Invalid("Findings cannot be counted by “"+string(a.axis)+"”.", "Choose one of the ways offered.")
		}
		if a.axis == AxisAttribute && strings.TrimSpace(a.attribute) == "" {
			return Invalid("Counting by an attribute needs its name.", "Choose an attribute of people, such as Role.")
		}
	}
	return q.Find.Validate()
}
