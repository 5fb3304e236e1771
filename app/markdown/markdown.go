// Package markdown reads the Markdown in which the playbook is written, as blocks to show and to take apart: headings, paragraphs,
// lists with boxes to tick, quotes, tables, code, rules and pictures. What it does not know stays text.
package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"throughline/app"
)

// Kind says what a block is.
type Kind int

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading
	Bullet // an item of a list
	Number // an item of a numbered list
	Tick   // an item with a box
	Quote
	Table
	Code
	Rule    // a line across
	Picture // alone on its line
)

// Block is one piece of a text, in reading order.
type Block struct {
	Kind   Kind
	Level  int     // of a heading 1-6; of an item how deep it stands, from 0
	Number int     // of a numbered item, as written
	Done   bool    // of an item with a box: it is ticked
	Runs   []Run   // the words, of a picture what it shows; nil for tables, code and rules
	Rows   [][]Run // of a table: the cells of its rows, one Run slice a cell, Columns in each row; the first row is the head
	Column int     // how many columns a table has
	Text   string  // of code; of a picture where it lies
	Span   app.Span
}

// Run is a stretch of words that look alike.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
	Code   bool
	Link   string // where it leads, "" for plain words
}

// Words are the runs without their looks.
func Words(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Words are the words of the block without their looks.
func (b Block) Words() string { return Words(b.Runs) }

// Slug is how a heading is called in links to it, behind #: its words in lower case with hyphens between.
func (b Block) Slug() string {
	var out strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(b.Words())) {
		switch {
		case r == ' ':
			out.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}

// Cell is a cell of a table, empty beyond its end.
func (b Block) Cell(row, column int) []Run {
	if i := row*b.Column + column; column < b.Column && i < len(b.Rows) {
		return b.Rows[i]
	}
	return nil
}

// Lines is how many rows a table has, with its head.
func (b Block) Lines() int {
	if b.Column == 0 {
		return 0
	}
	return len(b.Rows) / b.Column
}

// line is one line of the text with its place.
type line struct {
	text string
	app.Span
}

// Parse reads a text. Spans are bytes of it, ascending, and do not overlap. It never fails: every text is some Markdown.
func Parse(text string) []Block {
	p := parser{lines: cut(text)}
	for p.at < len(p.lines) {
		p.next()
	}
	return p.out
}

func cut(text string) []line {
	var lines []line
	at := 0
	for l := range strings.Lines(text) {
		lines = append(lines, line{strings.TrimRight(l, "\r\n"), app.Span{Start: at, End: at + len(l)}})
		at += len(l)
	}
	return lines
}

type parser struct {
	lines []line
	at    int
	out   []Block
}

// next reads one block, of one line at least.
func (p *parser) next() {
	l := p.lines[p.at]
	bare := strings.TrimSpace(l.text)
	switch {
	case bare == "":
		p.at++
	case strings.HasPrefix(bare, "```"):
		p.code()
	case picture(bare) != nil:
		p.add(*picture(bare), 1)
	case isRule(bare):
		p.add(Block{Kind: Rule}, 1)
	case heading(bare) > 0:
		n := heading(bare)
		p.add(Block{Kind: Heading, Level: n, Runs: Inline(strings.TrimSpace(strings.TrimRight(bare[n:], "#")))}, 1)
	case strings.HasPrefix(bare, ">"):
		p.gather(Block{Kind: Quote}, func(t string) (string, bool) {
			rest, ok := strings.CutPrefix(t, ">")
			return strings.TrimSpace(rest), ok
		})
	case strings.HasPrefix(bare, "|") && p.at+1 < len(p.lines) && isDashes(p.lines[p.at+1].text):
		p.table()
	default:
		if b, rest, ok := item(l.text); ok {
			p.item(b, rest)
			return
		}
		p.gather(Block{Kind: Paragraph}, func(t string) (string, bool) { return t, !begins(t) })
	}
}

// picture reads a line that is ![what it shows](where it lies) and nothing else; nil for others.
func picture(bare string) *Block {
	if !strings.HasPrefix(bare, "![") {
		return nil
	}
	words, link, rest, ok := linked(bare[1:])
	if !ok || rest != "" {
		return nil
	}
	return &Block{Kind: Picture, Text: link, Runs: []Run{{Text: words, Link: link}}}
}

// add puts a block of n lines.
func (p *parser) add(b Block, n int) {
	b.Span = app.Span{Start: p.lines[p.at].Start, End: p.lines[p.at+n-1].End}
	p.out = append(p.out, b)
	p.at += n
}

// gather joins the lines that go on a block; the first always does.
func (p *parser) gather(b Block, goesOn func(bare string) (string, bool)) {
	var words []string
	n := 0
	for i := p.at; i < len(p.lines); i++ {
		bare := strings.TrimSpace(p.lines[i].text)
		rest, ok := goesOn(bare)
		if i > p.at && (bare == "" || !ok) {
			break
		}
		words = append(words, rest)
		n++
	}
	b.Runs = Inline(strings.Join(words, " "))
	p.add(b, n)
}

// item reads an item of a list with the indented lines that go on with it.
func (p *parser) item(b Block, rest string) {
	words := []string{rest}
	n := 1
	for i := p.at + 1; i < len(p.lines); i++ {
		t := p.lines[i].text
		if strings.TrimSpace(t) == "" || t[0] != ' ' && t[0] != '\t' || begins(strings.TrimSpace(t)) {
			break
		}
		words = append(words, strings.TrimSpace(t))
		n++
	}
	b.Runs = Inline(strings.Join(words, " "))
	p.add(b, n)
}

func (p *parser) code() {
	var text []string
	n := 1
	for i := p.at + 1; i < len(p.lines); i++ {
		n++
		if strings.HasPrefix(strings.TrimSpace(p.lines[i].text), "```") {
			break
		}
		text = append(text, p.lines[i].text)
	}
	p.add(Block{Kind: Code, Text: strings.Join(text, "\n")}, n)
}

func (p *parser) table() {
	head := cells(p.lines[p.at].text)
	b := Block{Kind: Table, Column: len(head)}
	n := 0
	for i := p.at; i < len(p.lines) && strings.HasPrefix(strings.TrimSpace(p.lines[i].text), "|"); i++ {
		n++
		if n == 2 {
			continue // the dashes
		}
		row := cells(p.lines[i].text)
		for c := range head {
			var runs []Run
			if c < len(row) {
				runs = Inline(row[c])
			}
			b.Rows = append(b.Rows, runs)
		}
	}
	p.add(b, n)
}

// cells are the cells of a row of a table, at least one. A bar behind a backslash belongs to its cell.
func cells(row string) []string {
	row = strings.ReplaceAll(strings.TrimSpace(row), `\|`, "\x00")
	row = strings.TrimSuffix(strings.TrimPrefix(row, "|"), "|")
	all := strings.Split(row, "|")
	for i := range all {
		all[i] = strings.ReplaceAll(strings.TrimSpace(all[i]), "\x00", "|")
	}
	return all
}

// isDashes reports whether a line parts the head of a table from its rows.
func isDashes(t string) bool {
	t = strings.TrimSpace(t)
	return strings.HasPrefix(t, "|") && strings.Contains(t, "-") && strings.Trim(t, "|-: \t") == ""
}

func isRule(bare string) bool {
	return len(bare) >= 3 && (strings.Trim(bare, "-") == "" || strings.Trim(bare, "*") == "" || strings.Trim(bare, "_") == "")
}

// heading is the level of a heading, 0 for another line.
func heading(bare string) int {
	n := len(bare) - len(strings.TrimLeft(bare, "#"))
	if n == 0 || n > 6 || n < len(bare) && bare[n] != ' ' {
		return 0
	}
	return n
}

// begins reports whether a line begins a block of its own, so that no paragraph goes on with it.
func begins(bare string) bool {
	_, _, isItem := item(bare)
	return isItem || heading(bare) > 0 || strings.HasPrefix(bare, ">") || strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "|") || isRule(bare)
}

// indent is how many spaces make an item stand one deeper.
const indent = 2

// item reads the head of an item of a list: what it is, and its first words.
func item(t string) (b Block, rest string, ok bool) {
	t = strings.ReplaceAll(t, "\t", "  ")
	bare := strings.TrimLeft(t, " ")
	b.Level = min((len(t)-len(bare))/indent, 5)
	for _, mark := range []string{"- ", "* ", "+ "} {
		if rest, ok = strings.CutPrefix(bare, mark); ok {
			b.Kind = Bullet
			for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
				if r, ticked := strings.CutPrefix(rest, box); ticked {
					b.Kind, b.Done, rest = Tick, box != "[ ] ", r
				}
			}
			return b, strings.TrimSpace(rest), true
		}
	}
	digits, rest, ok := strings.Cut(bare, ". ")
	if n, err := strconv.Atoi(digits); ok && err == nil && n >= 0 && len(digits) <= 3 {
		b.Kind, b.Number = Number, n
		return b, strings.TrimSpace(rest), true
	}
	return Block{}, "", false
}
