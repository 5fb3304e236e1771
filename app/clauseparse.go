package app

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxClauseText is the longest line that is read, in bytes.
const maxClauseText = 20_000

func isSpace(r rune) bool { return unicode.IsSpace(r) }

// ParseClause reads a filter written in one line. Conditions are field:value, several values with commas between, joined by and, or, not and
// brackets; conditions side by side are joined by and. Values with blanks stand in "quotes". A word alone is looked for in the text.
//
//	tag:Pricing and not segment:Admin and near 3 (tag:Trust)
//	under:Access or "waited for days" or @Role:PM or @"Team size">20
//	severity>=3 has:note date:2026-01..2026-03 overlaps by other (tag:Pricing)
//
// n tells the ids of names. Returns EInvalid that says where the line cannot be read, and why.
func ParseClause(line string, n *Naming) (*Clause, error) {
	if len(line) > maxClauseText || !utf8.ValidString(line) {
		return nil, Invalid("The filter is too long, or no text.", "Filter in fewer words.")
	}
	p := &clauseParser{text: line, names: n}
	c, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.space(); p.at < len(p.text) {
		return nil, p.fail(p.at, "a bracket is closed that was not opened", "Remove it, or open one before.")
	}
	return &c, c.Validate()
}

type clauseParser struct {
	text  string
	at    int
	names *Naming
}

// fail is the error that something is wrong at byte at.
func (p *clauseParser) fail(at int, what, hint string) error {
	place := fmt.Sprintf("at sign %d", utf8.RuneCountInString(p.text[:at])+1)
	if rest := strings.TrimSpace(p.text[at:]); rest != "" {
		place += " (“" + cutWords(rest, 20) + "”)"
	} else {
		place = "at its end"
	}
	return Invalid("The filter cannot be read "+place+": "+what+".", hint)
}

// cutWords cuts s after at most n runes and shows that it did.
func cutWords(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}

func (p *clauseParser) space() {
	for p.at < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[p.at:])
		if !isSpace(r) {
			return
		}
		p.at += n
	}
}

// sees reports whether the text goes on with s.
func (p *clauseParser) sees(s string) bool { return strings.HasPrefix(p.text[p.at:], s) }

// take steps over s if the text goes on with it.
func (p *clauseParser) take(s string) bool {
	if !p.sees(s) {
		return false
	}
	p.at += len(s)
	return true
}

// peek is the word that comes next, without stepping over it: letters, digits and what else may stand in a bare value.
func (p *clauseParser) peek() string {
	end := p.at
	for end < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[end:])
		if !bareRune(r) {
			break
		}
		end += n
	}
	return p.text[p.at:end]
}

// word steps over a keyword if it comes next: alone, not the name of a field.
func (p *clauseParser) word(w string) bool {
	p.space()
	next := p.peek()
	if !strings.EqualFold(next, w) || strings.HasPrefix(p.text[p.at+len(next):], ":") {
		return false
	}
	p.at += len(next)
	return true
}

func (p *clauseParser) or(depth int) (Clause, error) {
	return p.joined(OpOr, func() (Clause, error) { return p.and(depth) }, func() bool { return p.word("or") })
}

func (p *clauseParser) and(depth int) (Clause, error) {
	return p.joined(OpAnd, func() (Clause, error) { return p.not(depth) }, func() bool {
		if p.word("and") {
			return true
		}
		p.space()
		return p.at < len(p.text) && !p.sees(")") && !strings.EqualFold(p.peek(), "or")
	})
}

// joined reads parts while more says that another follows.
func (p *clauseParser) joined(op ClauseOp, part func() (Clause, error), more func() bool) (Clause, error) {
	c := Clause{Op: op}
	for {
		one, err := part()
		if err != nil {
			return c, err
		}
		c.Parts = append(c.Parts, one)
		if !more() {
			break
		}
	}
	if len(c.Parts) == 1 {
		return c.Parts[0], nil
	}
	return c, nil
}

func (p *clauseParser) not(depth int) (Clause, error) {
	if depth > maxClauseDepth {
		return Clause{}, p.fail(p.at, "there are too many brackets", "Filter in fewer steps.")
	}
	p.space()
	start := p.at
	minus := p.sees("-") && p.at+1 < len(p.text) && p.text[p.at+1] != ' '
	if minus {
		p.at++
	}
	if minus || p.word("not") {
		c, err := p.not(depth + 1)
		return Clause{Op: OpNot, Parts: []Clause{c}}, err
	}
	p.at = start
	return p.one(depth)
}

// one reads a bracket, a relation or a condition.
func (p *clauseParser) one(depth int) (Clause, error) {
	start := p.at
	switch {
	case p.at == len(p.text):
		return Clause{}, p.fail(p.at, "a condition is missing", "Write one, such as tag:Pricing.")
	case p.sees("("):
		return p.bracket(depth)
	case p.sees(`"`):
		text, err := p.value("text")
		return Clause{Op: OpText, Text: `"` + strings.ReplaceAll(text, `"`, " ") + `"`}, err
	case p.take("@"):
		return p.attribute()
	}
	if c, ok, err := p.relation(depth); ok {
		return c, err
	}
	word := p.peek()
	if word == "" {
		return Clause{}, p.fail(start, "a condition cannot begin like this", "Write one, such as tag:Pricing, or put words in quotes.")
	}
	p.at += len(word)
	if p.sees(":") || p.sees("<") || p.sees(">") {
		return p.field(start, strings.ToLower(word))
	}
	if w := strings.ToLower(word); w == "and" || w == "or" || w == "not" {
		return Clause{}, p.fail(start, "“"+word+"” has nothing to join", "Write a condition on both sides, or put the word in quotes.")
	}
	return Clause{Op: OpText, Text: word}, nil
}

func (p *clauseParser) bracket(depth int) (Clause, error) {
	open := p.at
	p.at++
	c, err := p.or(depth + 1)
	if err != nil {
		return c, err
	}
	if p.space(); !p.take(")") {
		return c, p.fail(open, "this bracket is not closed", "Close it by ).")
	}
	return c, nil
}

// relation reads "near 3 by same (…)". ok is false when none stands here.
func (p *clauseParser) relation(depth int) (c Clause, ok bool, err error) {
	start := p.at
	for _, op := range relationOps {
		if p.word(string(op)) {
			c.Op, ok = op, true
			break
		}
	}
	if !ok {
		return c, false, nil
	}
	p.space()
	if c.Op == OpNear {
		word := p.peek()
		if c.Turns, err = strconv.Atoi(word); err != nil {
			return c, true, p.fail(p.at, "near needs a number of turns", "Write near 3 (tag:Trust), or the word in quotes to look for it.")
		}
		p.at += len(word)
	}
	if p.word("by") {
		p.space()
		c.Coder = strings.ToLower(p.peek())
		if c.Coder != BySameAuthor && c.Coder != ByOtherAuthor {
			return c, true, p.fail(p.at, "the coder is to be “same” or “other”", "Leave “by” out for any coder.")
		}
		p.at += len(c.Coder)
	}
	if p.space(); !p.sees("(") {
		return c, true, p.fail(start, "“"+string(c.Op)+"” needs a condition in brackets", "Write "+string(c.Op)+" (tag:Trust), or the word in quotes to look for it.")
	}
	part, err := p.bracket(depth)
	c.Parts = []Clause{part}
	return c, true, err
}

// value reads one value, bare or in quotes.
func (p *clauseParser) value(field string) (string, error) {
	if !p.sees(`"`) {
		v := p.peek()
		p.at += len(v)
		if v == "" {
			return "", p.fail(p.at, "“"+field+"” needs a value", "Values with blanks or signs stand in quotes: "+field+`:"two words".`)
		}
		return v, nil
	}
	open := p.at
	var b strings.Builder
	for i := open + 1; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			p.at = i + 1
			return b.String(), nil
		case c == '\\' && i+1 < len(p.text):
			i++
			b.WriteString(unescape(p.text[i]))
		default:
			b.WriteByte(c)
		}
	}
	return "", p.fail(open, "these quotes are not closed", `Close them by ".`)
}

func unescape(c byte) string {
	switch c {
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 't':
		return "\t"
	}
	return string([]byte{c})
}
