// Package qda is a coded project as programs of qualitative analysis hand it to each other: users, codes, sources with their
// selections and codings, cases, variables, notes, links, sets and graphs. It has the shape of REFI-QDA 1.0 (spec 1.5 of
// 2019), because that is the one shape all of them know, and keeps besides what a program wrote that the standard does not name.
//
// Readers make a Project of a file and writers a file of a Project; what a workspace makes of one is not known here. What was
// read and is written unchanged is the same to the letter: names, letter case of GUIDs, times as text, bytes of sources.
package qda

import (
	"strings"
	"time"

	"throughline/app"
)

// GUID names a thing of a project, as the file writes it. Two GUIDs that differ in letter case alone are the same.
type GUID string

// Key is the GUID as it is compared and as a workspace names its records: in lower case, without braces.
func (g GUID) Key() string { return strings.ToLower(strings.Trim(string(g), "{} ")) }

// When is an xsd:dateTime as the file writes it, "" for none.
type When string

// Time is the moment meant, in UTC; the zero time for none or for one that cannot be read. A time without zone is UTC.
func (w When) Time() time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", time.DateOnly} {
		if t, err := time.Parse(layout, strings.TrimSpace(string(w))); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// WhenOf writes a time, in UTC to the millisecond; "" for the zero time.
func WhenOf(t time.Time) When {
	if t.IsZero() {
		return ""
	}
	return When(t.UTC().Format("2006-01-02T15:04:05.999Z"))
}

// Made says who made and changed a thing, and when.
type Made struct {
	By        GUID
	At        When
	ChangedBy GUID
	Changed   When
}

// Rest is what a program wrote at an element that the standard does not name, kept word for word.
type Rest struct {
	Attributes []Attribute
	Elements   []string // XML, each whole with the namespaces it needs
}

// Attribute is one attribute of XML.
type Attribute struct{ Space, Name, Value string }

// Project is one whole project. Slices are in the order of the file.
type Project struct {
	Format      string // "qdpx", "qualcoder", "taguette", "rqda", "requal"
	Name        string
	Origin      string // the program that wrote it, as it says itself: "NVivo for Windows 12.6"
	BasePath    string
	Made        Made
	Description string
	Users       []User
	Codes       []Code
	Variables   []Variable
	Cases       []Case
	Sources     []Source
	Notes       []Source // notes are texts and have what sources have
	Links       []Link
	Sets        []Set
	Graphs      []Graph
	NoteRefs    []GUID // notes on the project as a whole
	Rest        Rest
	Members     []Member // of the archive, that nothing speaks of
	Unaltered   bool     // this program wrote it, and nothing changed the project since

	Lost     []app.Loss // what the reader could not bring into this shape, or only in part
	Warnings []string   // sentences about the file itself
}

// Part is one project of a file that can hold several.
type Part struct {
	ID      string `json:"id"` // names it within the file
	Name    string `json:"name"`
	Sources int    `json:"sources"`
}

// Member is one file of an archive.
type Member struct {
	Path string
	Data []byte
}

// User is who coded.
type User struct {
	GUID GUID
	Name string
	ID   string
	Rest Rest
}

// Code is one code of the codebook.
type Code struct {
	GUID        GUID
	Name        string
	Parent      int    // place of the code above in Project.Codes, always before this one; -1 for the top
	Codable     bool   // false for a folder or category
	Color       string // "#RRGGBB" or "#RGB", "" for none
	Description string
	NoteRefs    []GUID
	Rest        Rest
}

// Variable is a property that cases and sources can have.
type Variable struct {
	GUID        GUID
	Name        string
	Type        string // "Text", "Boolean", "Integer", "Float", "Date", "DateTime"
	Description string
	Rest        Rest
}

// Value is what a case or source has for a variable.
type Value struct {
	Variable GUID
	Type     string // as Variable.Type, of the element that holds it
	Text     string // as the file writes it
	Missing  bool   // the variable is named and no value given
}

// Case is a unit of analysis, mostly a person.
type Case struct {
	GUID        GUID
	Name        string
	Description string
	Codes       []GUID
	Values      []Value
	Sources     []GUID
	Selections  []GUID
	Rest        Rest
}

// Link ties two things.
type Link struct {
	GUID      GUID
	Name      string
	Direction string // "Associative", "OneWay", "Bidirectional", ""
	Color     string
	From, To  GUID
	NoteRefs  []GUID
	Rest      Rest
}

// Set gathers codes, sources and notes under a name.
type Set struct {
	GUID        GUID
	Name        string
	Description string
	Codes       []GUID
	Sources     []GUID
	Notes       []GUID
	Rest        Rest
}

// Graph is a drawing, kept as the file writes it: nothing here draws it.
type Graph struct {
	GUID GUID
	Name string
	XML  string // the children of the element
	Of   []GUID // what its vertices stand for, in their order
	Rest Rest
}
