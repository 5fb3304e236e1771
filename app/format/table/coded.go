package table

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/tagpath"
	"throughline/app/format/when"
)

// Coded says what the columns of a table of coded passages mean, as other programs export highlights and quotations: one row a passage, or a
// row for each passage and tag. Columns are counted from 0; None means no column.
type Coded struct {
	Quote    int   // the passage
	Document int   // what it is taken from
	Tags     []int // names of tags, one or several in a cell
	Group    int   // what the tags stand under
	Note     int   // what was said of the passage
	Author   int
	Created  int
	ID       int // of the passage: rows with the same id are one
}

// NoCoded is a Coded without columns.
func NoCoded() Coded {
	return Coded{Quote: None, Document: None, Group: None, Note: None, Author: None, Created: None, ID: None}
}

// aliases are the names that programs give the columns, in lower case with single blanks, the surest first: Taguette, Dovetail, Condens, EnjoyHQ,
// Aurelius, MAXQDA, ATLAS.ti, NVivo, QualCoder, Delve.
var aliases = map[string][]string{
	"quote": {"quotation content", "coded segment", "coded segments", "coded text", "highlight text", "highlighted text", "highlight content", "highlight", "quotation", "excerpt", "excerpt copy",
		"snippet", "quote", "seltext", "passage", "taggable content", "verbatim", "text", "content", "segment", "fundstelle", "segmenttext", "zitat", "markierung"},
	"document": {"document name", "documentname", "document title", "document", "source name", "source", "file name", "filename", "file", "session", "session title", "interview", "note title",
		"artifact", "transcript", "media title", "data source", "dokument", "dokumentname", "dokumentenname", "quelle"},
	"tags":    {"tags", "tag names", "tag name", "tag", "codes", "code names", "code name", "codename", "code", "codes applied", "labels", "label", "tag title", "kodes", "codesystem", "schlagwörter"},
	"group":   {"tag group", "tag category", "code group", "code groups", "category name", "category", "parent code", "code category", "catname", "parent tag", "group", "kategorie"},
	"note":    {"quotation comment", "comment", "comments", "memo", "annotation", "highlight note", "note", "notes", "description", "kommentar"},
	"author":  {"author", "coder name", "coder", "coded by", "created by", "creator", "owner", "user", "tagged by", "researcher", "autor", "kodierer", "erstellt von"},
	"created": {"created at", "created on", "created", "creation date", "highlighted at", "date created", "coded on", "date", "timestamp", "erstellt", "erstellt am", "datum"},
	"id":      {"highlight id", "quotation id", "segment id", "excerpt id", "ctid", "id"},
}

// GuessCoded says which columns of a table hold coded passages, by their names. ok is false unless there are passages, tags and documents.
func GuessCoded(t Table) (c Coded, ok bool) {
	if !t.Header {
		return NoCoded(), false
	}
	at := map[string]int{}
	for i, col := range t.Columns {
		if name := plainName(col.Name); name != "" {
			if _, twice := at[name]; !twice {
				at[name] = i
			}
		}
	}
	used := map[int]bool{}
	pick := func(kind string) int {
		for _, name := range aliases[kind] {
			if i, known := at[name]; known && !used[i] {
				used[i] = true
				return i
			}
		}
		return None
	}
	c = NoCoded()
	if has(at, "text", "title", "note", "note group") { // highlights of Dovetail: the title is the tag's, the note is the document
		c.Quote, c.Document, c.Tags, c.Group, c.Created = at["text"], at["note"], []int{at["title"]}, place(at, "group"), place(at, "created")
		return c, true
	}
	c.Quote, c.Document = pick("quote"), pick("document")
	if tags := pick("tags"); tags != None {
		c.Tags = []int{tags}
	}
	c.Group, c.Note, c.Author, c.Created, c.ID = pick("group"), pick("note"), pick("author"), pick("created"), pick("id")
	return c, c.Quote != None && c.Document != None && len(c.Tags) > 0
}

func has(at map[string]int, names ...string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return place(at, n) == None })
}

func place(at map[string]int, name string) int {
	if i, ok := at[name]; ok {
		return i
	}
	return None
}

// columns are all columns that mean something, for a check of their number.
func (c *Coded) columns() []int {
	return append([]int{c.Quote, c.Document, c.Group, c.Note, c.Author, c.Created, c.ID}, c.Tags...)
}

// codedReader turns rows into documents whose passages are marked.
type codedReader struct {
	rowReader
	c     Coded
	rows  [][]string
	docs  []app.Document
	at    map[string]int // documents by name
	known map[passageKey]int
	own   bool   // it is the table that this program writes: a tag a row, its path as tagpath.Join writes it
	split string // what parts the tags of a cell; "" for one tag a cell
	blank int    // rows without a passage
}

// passageKey tells passages apart.
type passageKey struct {
	doc      int
	id, text string
}

// read reads a table of coded passages: one document for each that is named, with its passages as paragraphs.
func (r *codedReader) read(ctx context.Context, g *grid) (app.Bundle, error) {
	r.at, r.known = map[string]int{}, map[passageKey]int{}
	take := func(n int, row []string) error {
		if r.seen++; r.seen <= r.head.rows {
			return nil
		}
		r.cells += len(row)
		if len(r.rows) == maxRows || r.cells > maxCells || len(row) > maxColumns {
			return r.tooLarge(maxRows)
		}
		r.rows = append(r.rows, slices.Clone(row))
		return nil
	}
	if err := g.each(ctx, take); err != nil {
		return app.Bundle{}, named(r.file, err)
	}
	if r.own = r.isOwn(); !r.own {
		r.split = r.separator()
	}
	paths := r.tagPaths()
	order := dayOrder(r.rows, r.c.Created)
	for i, row := range r.rows {
		if i%512 == 0 && ctx.Err() != nil {
			return app.Bundle{}, ctx.Err()
		}
		r.take(row, paths, order)
	}
	if len(r.docs) == 0 {
		return app.Bundle{}, r.file.Fail(app.EInvalid, "has no passages in the column chosen.", "Choose the column that holds the highlighted text.", nil)
	}
	r.file.Progress.Report(r.file.Size, r.file.Size, r.file.Short())
	return app.Bundle{Format: g.format, Encoding: g.encoding, Documents: r.docs, Warnings: g.warnings, Lost: r.lost()}, nil
}

// isOwn reports whether the table is the one that report/coded writes, by columns that no other has together. Signs that part tags or names elsewhere
// are letters of a name there.
func (r *codedReader) isOwn() bool {
	at := map[string]int{}
	for i, name := range r.head.names {
		at[plainName(name)] = i
	}
	return has(at, "content", "tag", "coder", "provenance", "tagged") && slices.Equal(r.c.Tags, []int{at["tag"]})
}

// separator finds what parts the tags of a cell: line ends, semicolons or bars anywhere, or commas in a column whose name is a plural.
func (r *codedReader) separator() string {
	for _, sep := range []string{"\n", ";", "|"} {
		for _, row := range r.rows {
			for _, c := range r.c.Tags {
				if strings.Contains(cell(row, c), sep) {
					return sep
				}
			}
		}
	}
	for _, c := range r.c.Tags {
		switch plainName(r.head.names[c]) {
		case "tags", "codes", "labels", "tag names", "code names", "codes applied", "kodes":
			return ","
		}
	}
	return ""
}

// tagPaths reads every name of a tag that occurs as names from the top down.
func (r *codedReader) tagPaths() map[string][]string {
	var all []string
	seen := map[string]bool{}
	for _, row := range r.rows {
		for _, name := range r.tagNames(row) {
			if !seen[name] {
				seen[name] = true
				all = append(all, name)
			}
		}
	}
	paths := map[string][]string{}
	if r.own {
		for _, name := range all {
			if paths[name] = tagpath.Split(unguarded(name)); len(paths[name]) == 0 {
				paths[name] = []string{name}
			}
		}
		return paths
	}
	for i, p := range tagpath.Paths(all) {
		paths[all[i]] = p
	}
	return paths
}

// unguarded takes the apostrophe away that keeps a spreadsheet from running a cell as a formula.
func unguarded(s string) string {
	bare := strings.TrimLeft(s, "'")
	if _, err := strconv.ParseFloat(bare, 64); bare == s || bare == "" || err == nil || !strings.ContainsRune("=+-@", rune(bare[0])) {
		return s
	}
	return s[1:]
}

// tagNames are the tags of a row as they are written.
func (r *codedReader) tagNames(row []string) []string {
	var out []string
	for _, c := range r.c.Tags {
		parts := []string{cell(row, c)}
		if r.split != "" {
			parts = strings.Split(parts[0], r.split)
		}
		for _, p := range parts {
			if p = oneLine(p); p != "" {
				out = append(out, p)
			}
		}
	}
	return out
}

// take adds the passage of a row, or its tags to the passage it repeats.
func (r *codedReader) take(row []string, paths map[string][]string, order when.Order) {
	text := cell(row, r.c.Quote)
	if text == "" {
		r.blank++
		return
	}
	name := oneLine(cell(row, r.c.Document))
	d, ok := r.at[strings.ToLower(name)]
	if !ok {
		d = len(r.docs)
		r.at[strings.ToLower(name)] = d
		r.docs = append(r.docs, app.Document{Title: name, Unspeakered: true, Excerpts: true})
	}
	doc := &r.docs[d]
	key := passageKey{d, cell(row, r.c.ID), text}
	i, ok := r.known[key]
	if !ok {
		i = len(doc.Utterances)
		r.known[key] = i
		doc.Utterances = append(doc.Utterances, app.Utterance{Text: text, From: app.NoTime, To: app.NoTime})
		doc.Marks = append(doc.Marks, app.DocMark{From: app.DocPlace{Utterance: i}, To: app.DocPlace{Utterance: i, Byte: len(text)},
			Author: oneLine(cell(row, r.c.Author)), Created: momentOf(cell(row, r.c.Created), order)})
	}
	m := &doc.Marks[i]
	if note := cell(row, r.c.Note); note != "" && !strings.Contains(m.Note, note) {
		m.Note = strings.TrimSpace(m.Note + "\n" + note)
	}
	group := oneLine(cell(row, r.c.Group))
	for _, tag := range r.tagNames(row) {
		path := paths[tag]
		if group != "" && !strings.EqualFold(group, path[0]) {
			path = append([]string{group}, path...)
		}
		if !slices.ContainsFunc(m.Tags, func(t []string) bool { return slices.Equal(t, path) }) {
			m.Tags = append(m.Tags, path)
		}
	}
}

// dayOrder tells day and month apart by the values of a column.
func dayOrder(rows [][]string, c int) when.Order {
	for _, row := range rows {
		a, b, ok := when.Numbers(cell(row, c))
		switch {
		case !ok:
		case a > 12:
			return when.DayFirst
		case b > 12:
			return when.MonthFirst
		}
	}
	return when.DayFirst
}

// momentOf reads when something was made: to the second where the cell says so, else to the day.
func momentOf(s string, order when.Order) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02 15:04", "2006-01-02T15:04:05",
		"02.01.2006 15:04:05", "02.01.2006 15:04"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.UTC()
		}
	}
	return when.Date(s, order).Time()
}

// lost tells what such a table does not hold, and which columns are of no use.
func (r *codedReader) lost() []app.Loss {
	out := []app.Loss{{Kind: "texts", Count: len(r.docs),
		Text: app.Count(len(r.docs), "document") + " of which only the highlighted passages are in the table, not the whole text."}}
	used := map[int]bool{}
	for _, c := range r.c.columns() {
		used[c] = true
	}
	var names []string
	for i, n := range r.head.names {
		if !used[i] && i < len(r.head.names) {
			names = append(names, n)
		}
	}
	if len(names) > 0 {
		text := app.Count(len(names), "column") + " left out: " + strings.Join(names[:min(5, len(names))], ", ")
		if len(names) > 5 {
			text += ", …"
		}
		out = append(out, app.Loss{Kind: "columns", Count: len(names), Text: source.Clean(text) + "."})
	}
	if r.blank > 0 {
		out = append(out, app.Loss{Kind: "rows", Count: r.blank, Text: app.Count(r.blank, "row") + " without a passage left out."})
	}
	return out
}
