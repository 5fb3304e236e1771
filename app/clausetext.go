package app

import (
	"slices"
	"strconv"
	"strings"
)

// Line writes the clause in one line that ParseClause reads back: tag:Pricing and not segment:Admin. Records are written by name where the
// name says just which, otherwise by id. The clause has to
// be valid.
func (c *Clause) Line(n *Naming) string {
	var b strings.Builder
	c.write(&b, n)
	return b.String()
}

func (c *Clause) write(b *strings.Builder, n *Naming) {
	switch c.Op {
	case OpAnd, OpOr:
		for i := range c.Parts {
			if i > 0 {
				b.WriteString(" " + string(c.Op) + " ")
			}
			c.Parts[i].writeIn(b, n, c.Op == OpAnd && c.Parts[i].Op == OpNot)
		}
	case OpNot:
		b.WriteString("not ")
		c.Parts[0].writeIn(b, n, true)
	case OpOverlaps, OpInside, OpContains, OpNear:
		c.writeRelation(b, n)
	case OpStar, OpNote, OpTagged, OpSorted:
		b.WriteString("has:" + hasWords[c.Op])
	case OpDate, OpMade:
		b.WriteString(string(c.Op) + ":" + string(c.From) + ".." + string(c.To))
	case OpText:
		b.WriteString("text:" + quoteValue(c.Text))
	case OpAttribute:
		c.writeAttribute(b)
	default:
		c.writeList(b, n)
	}
}

func (c *Clause) writeRelation(b *strings.Builder, n *Naming) {
	b.WriteString(string(c.Op) + " ")
	if c.Op == OpNear {
		b.WriteString(strconv.Itoa(c.Turns) + " ")
	}
	if c.Coder != "" {
		b.WriteString("by " + c.Coder + " ")
	}
	b.WriteString("(")
	c.Parts[0].write(b, n)
	b.WriteString(")")
}

// writeIn writes a part, in brackets where its bounds would not be plain.
func (c *Clause) writeIn(b *strings.Builder, n *Naming, bare bool) {
	if c.Op != OpAnd && c.Op != OpOr && (c.Op != OpNot || bare) {
		c.write(b, n)
		return
	}
	b.WriteString("(")
	c.write(b, n)
	b.WriteString(")")
}

var hasWords = map[ClauseOp]string{OpStar: "star", OpNote: "note", OpTagged: "tag", OpSorted: "theme"}

// matchSigns stand between an attribute and its values.
var matchSigns = map[AttributeMatch]string{MatchEquals: ":", MatchContains: "~", MatchBelow: "<", MatchAtMost: "<=", MatchAtLeast: ">=", MatchAbove: ">"}

func (c *Clause) writeAttribute(b *strings.Builder) {
	b.WriteString("@" + quoteValue(c.Attribute) + matchSigns[c.Match])
	writeValues(b, c.Values)
}

func (c *Clause) writeList(b *strings.Builder, n *Naming) {
	head, kind, ids := string(c.Op), refKinds[c.Op], c.Values
	switch {
	case c.Op == OpTag && c.SubTags:
		head, kind, ids = "under", KindTag, textsOf(c.Tags)
	case c.Op == OpTag:
		kind, ids = KindTag, textsOf(c.Tags)
	case c.Op == OpTheme:
		kind, ids = KindTheme, textsOf(c.Themes)
	}
	b.WriteString(head + ":")
	if kind == "" {
		writeValues(b, c.Values)
		return
	}
	written := map[string]bool{}
	for _, id := range ids {
		if written[id] {
			continue
		}
		if len(written) > 0 {
			b.WriteByte(',')
		}
		name := n.Name(Ref{kind, id})
		all := n.IDs(kind, name)
		if name == "" || slices.ContainsFunc(all, func(o string) bool { return !slices.Contains(ids, o) }) {
			written[id] = true
			b.WriteString("#" + quoteValue(id))
			continue
		}
		for _, o := range all {
			written[o] = true
		}
		b.WriteString(quoteValue(name))
	}
}

func writeValues(b *strings.Builder, values []string) {
	for i, v := range values {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quoteValue(v))
	}
}

// bareRune reports whether a rune may stand in a value without quotes.
func bareRune(r rune) bool {
	return r > 127 && r != '\u00a0' && r != '\ufffd' && r != '“' && r != '”' && !isSpace(r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./&+%$'*", r)
}

var valueEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// quoteValue is a value as it stands in a line: as it is, or in quotes.
func quoteValue(v string) string {
	if v != "" && !strings.ContainsFunc(v, func(r rune) bool { return !bareRune(r) }) {
		return v
	}
	return `"` + valueEscapes.Replace(v) + `"`
}
