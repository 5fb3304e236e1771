package report

import (
	"throughline/app"
	"throughline/app/chart"
)

// Document is a report as words, numbers and structure, ready to be set on pages.
type Document struct {
	Title    string
	Subtitle string // what it is about: study, product, region
	Facts    []Fact // of the cover
	Author   string
	Subject  string
	Keywords []string
	Date     app.Date // decides the file's dates
	Paper    Paper
	Language Language
	Look     HouseStyle
	Contents bool   // a table of contents from the headings of level 1
	Footer   string // at the foot of every page, before the page number
	Hash     string // SHA-256 of the data used, lower-case hex
	Blocks   []Block

	// Withheld is how many passages among its evidence are counted but not quoted, and why; nil where that was not counted.
	Withheld *app.Withheld

	Manifest *Manifest // travels inside the file; nil for a document that was not composed
}

// Size is how many blocks, items and rows a document has.
func (d *Document) Size() int {
	n := len(d.Blocks)
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Table:
			n += len(b.Rows)
		case List:
			n += len(b.Items)
		}
	}
	return n
}

// Block is one piece of a document: Heading, Paragraph, Quote, Facts, Note, List, Table, Chart or PageBreak.
type Block interface{ block() }

// Heading opens a section (level 1) or a part of it (2, 3).
type Heading struct {
	Level  int
	ID     string // what links name; unique in the document; "" for headings nobody links to
	Kicker string // small line above: "Insight 1"
	Number string // before the entry in the table of contents: "1"
	Short  string // in the table of contents and above later pages; "" takes Text
	Text   string
}

// Name is what the heading is called where there is little room.
func (h Heading) Name() string {
	if h.Short != "" {
		return h.Short
	}
	return h.Text
}

// Tone is how loud a text is.
type Tone int

// The tones.
const (
	Body  Tone = iota
	Lead       // the first sentences of a section
	Small      // asides and notes, muted
)

// MethodID is the ID of the heading under which a report says how it was made.
const MethodID = "method"

// Paragraph is running text.
type Paragraph struct {
	Tone Tone
	Runs []Run
}

// Run is a stretch of text in one style.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
	Link   string // ID of the block it leads to, or ""
	PageOf string // when set, the number of the page where the block with this ID stands follows Text; without pages the run is left out
}

// Quote is a passage in its speaker's words, with where it comes from.
type Quote struct {
	ID       string
	Text     string
	Note     bool       // the researcher's observation: no quotation marks
	Stance   app.Stance // to the insight it stands under; "" outside insights
	Word     string     // beside it, of a stance that does not simply support: "Contradicts"
	Hue      int        // 1-12 of the chart palette for quotes of a theme; 0 for the colour of the stance
	Strength string     // of the evidence: "Strong evidence"; "" where nobody judged it
	Comment  string     // what the researcher noted beside it
	Source   string     // "P07, Admin · 00:12:02"
	Evidence string     // "E-7K3QD", or ""
	Link     string     // ID of the row of the appendix
}

// Fact is a label and its value.
type Fact struct{ Label, Value string }

// Facts is a strip of facts.
type Facts struct{ Facts []Fact }

// Note is a boxed remark that must not be missed.
type Note struct{ Runs []Run }

// List is a list of short items.
type List struct {
	Kind  ListKind
	Items []Item
}

// ListKind is how a list looks.
type ListKind int

// The kinds of lists.
const (
	Bullets ListKind = iota
	Numbered
	Ruled // numbered, parted by hairlines, with asides at the right
)

// Item is one entry of a list.
type Item struct {
	Runs  []Run
	Aside string // right-aligned, Ruled only: "High · 8 of 12 people"
	Link  string // ID the whole item leads to, Ruled only
}

// Table is a table of words and numbers.
type Table struct {
	Columns []Column
	Rows    []Row
	Note    string // small line below
	Dense   bool   // smaller type, for long tables
	Brief   []Run  // the table in a sentence, for where it would begin a page of its own; nil for always the table
}

// Column is a column of a table.
type Column struct {
	Title string
	Right bool    // right-aligned: numbers
	Share float64 // of the width that fitted columns leave; 0 fits the column to its content
}

// Row is a row of a table.
type Row struct {
	ID     string // for links to the row
	Strong bool   // sums
	Span   bool   // the one cell runs over all columns and heads the rows below
	Cells  []Cell // one a column
}

// Cell is what stands in a column of a row.
type Cell []Run

// Chart is a chart with the height it likes.
type Chart struct{ *chart.Chart }

// PageBreak starts a new page.
type PageBreak struct {
	Soft bool // not where what follows needs several pages or fits on the page begun, and that is less than half full
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (Quote) block()     {}
func (Facts) block()     {}
func (Note) block()      {}
func (List) block()      {}
func (Table) block()     {}
func (Chart) block()     {}
func (PageBreak) block() {}

// say makes the runs of one plain text.
func say(text string) []Run { return []Run{{Text: text}} }

func cell(text string) Cell { return Cell{{Text: text}} }

func (d *Document) add(blocks ...Block) { d.Blocks = append(d.Blocks, blocks...) }
