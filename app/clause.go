package app

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ClauseOp says what a clause asks of a finding.
type ClauseOp string

// What a clause can ask. Where a list is given, any of it will do.
const (
	OpAnd ClauseOp = "and" // all of Parts
	OpOr  ClauseOp = "or"  // any of Parts
	OpNot ClauseOp = "not" // not the one of Parts

	OpText        ClauseOp = "text"        // the words of Text in quote or note, as in FindingQuery.Text
	OpTag         ClauseOp = "tag"         // carries one of Tags, with SubTags one beneath them; a tag of the taxonomy stands for those mapped to it
	OpTheme       ClauseOp = "theme"       // is in one of Themes
	OpStudy       ClauseOp = "study"       // Values are ids
	OpProduct     ClauseOp = "product"     // of the study
	OpRegion      ClauseOp = "region"      // of the study
	OpMethod      ClauseOp = "method"      // of the interview, or of its study where the interview has none
	OpInterview   ClauseOp = "interview"   // Values are ids
	OpAsked       ClauseOp = "asked"       // said after one of these questions of a guide, up to the next one; blanks and case make no difference
	OpParticipant ClauseOp = "participant" // Values are ids
	OpSegment     ClauseOp = "segment"     // of the participant; "" for none
	OpAttribute   ClauseOp = "attribute"   // the participant's Attribute, compared by Match
	OpDate        ClauseOp = "date"        // the interview is of From to To
	OpMade        ClauseOp = "made"        // the finding was made From to To, by days in UTC
	OpAuthor      ClauseOp = "author"      // who made the finding
	OpCoder       ClauseOp = "coder"       // who put one of its tags on
	OpProvenance  ClauseOp = "provenance"  // how one of its tags came
	OpStance      ClauseOp = "stance"      // "" for undecided
	OpSound       ClauseOp = "sound"       // as people said, otherwise as estimated; "" for unknown
	OpKind        ClauseOp = "kind"        // what it states, as estimated
	OpSeverity    ClauseOp = "severity"    // Values are "0" to "4"
	OpConsent     ClauseOp = "consent"     // Values are ConsentMarks

	OpStar   ClauseOp = "star"   // is starred
	OpNote   ClauseOp = "note"   // has a note
	OpTagged ClauseOp = "tagged" // has a tag
	OpSorted ClauseOp = "sorted" // is in a theme of any board

	// Relations to another finding of the same text, which the one of Parts matches.
	OpOverlaps ClauseOp = "overlaps" // shares a letter with it
	OpInside   ClauseOp = "inside"   // lies within it
	OpContains ClauseOp = "contains" // it lies within
	OpNear     ClauseOp = "near"     // at most Turns turns before or after it; 0 is the same turn
)

// AttributeMatch compares an attribute of a participant.
type AttributeMatch string

// The comparisons. Numbers are read from the beginning of a value: "35 years" is 35, "1,200" is 1200.
const (
	MatchEquals   AttributeMatch = ""         // is one of Values; case makes no difference
	MatchContains AttributeMatch = "contains" // contains one of Values; case makes no difference
	MatchBelow    AttributeMatch = "below"    // as a number, is less than Values[0]
	MatchAtMost   AttributeMatch = "at most"
	MatchAtLeast  AttributeMatch = "at least"
	MatchAbove    AttributeMatch = "above"
)

// number reports whether values are compared as numbers.
func (m AttributeMatch) number() bool {
	return m == MatchBelow || m == MatchAtMost || m == MatchAtLeast || m == MatchAbove
}

// The coders of a relation: whose the other finding must be.
const (
	BySameAuthor  = "same"
	ByOtherAuthor = "other"
)

// Clause is what a finding must be like, as a tree. The zero Clause says nothing and is invalid. Texts of Values other than ids match
// whatever their case. Its JSON is kept in files: operations and fields are only ever added.
type Clause struct {
	Op        ClauseOp       `json:"op"`
	Parts     []Clause       `json:"parts,omitempty"`
	Tags      []TagID        `json:"tags,omitempty"`
	SubTags   bool           `json:"sub_tags,omitempty"`
	Themes    []ThemeID      `json:"themes,omitempty"`
	Values    []string       `json:"values,omitempty"`
	Text      string         `json:"text,omitempty"`
	Attribute string         `json:"attribute,omitempty"` // case makes no difference
	Match     AttributeMatch `json:"match,omitempty"`
	From      Date           `json:"from,omitempty"` // inclusive, "" for open
	To        Date           `json:"to,omitempty"`   // inclusive, "" for open
	Turns     int            `json:"turns,omitempty"`
	Coder     string         `json:"coder,omitempty"` // of relations: the other finding's author is BySameAuthor, ByOtherAuthor or, "", anyone
}

// Bounds of a clause: nobody writes larger ones, and files may come from anywhere.
const (
	maxClauseDepth = 30
	maxClauseParts = 500
	maxNearTurns   = 1000
)

// valueOps are the operations that go by Values.
var valueOps = []ClauseOp{OpStudy, OpProduct, OpRegion, OpMethod, OpInterview, OpAsked, OpParticipant, OpSegment, OpAttribute, OpAuthor, OpCoder,
	OpProvenance, OpStance, OpSound, OpKind, OpSeverity, OpConsent}

// relationOps are the operations between passages.
var relationOps = []ClauseOp{OpOverlaps, OpInside, OpContains, OpNear}

// Relation reports whether the clause asks for another finding beside.
func (c *Clause) Relation() bool { return slices.Contains(relationOps, c.Op) }

// Validate refuses what cannot be looked for: an operation without what it goes by, a date or number that is none, a tree that is too deep
// or too large. Returns EUnsupported for an operation of a newer version.
func (c *Clause) Validate() error {
	left := maxClauseParts
	return c.validate(0, &left)
}

func (c *Clause) validate(depth int, left *int) error {
	if *left--; *left < 0 || depth > maxClauseDepth {
		return Invalid("The filter has too many parts.", "Filter in fewer steps.")
	}
	if err := c.checkParts(); err != nil {
		return err
	}
	for i := range c.Parts {
		if err := c.Parts[i].validate(depth+1, left); err != nil {
			return err
		}
	}
	return c.checkOwn()
}

// checkParts holds the number of parts against the operation.
func (c *Clause) checkParts() error {
	switch {
	case c.Op == OpAnd || c.Op == OpOr:
		if len(c.Parts) == 0 {
			return Invalid("A part of the filter holds nothing.", "Add a condition, or remove it.")
		}
	case c.Op == OpNot || c.Relation():
		if len(c.Parts) != 1 {
			return Invalid("“"+string(c.Op)+"” needs one condition.", "Say what it goes by, in brackets.")
		}
	case len(c.Parts) > 0:
		return Invalid("“"+string(c.Op)+"” takes no further conditions.", "")
	}
	return nil
}

// checkOwn holds what stands beside the parts against the operation.
func (c *Clause) checkOwn() error {
	switch c.Op {
	case OpAnd, OpOr, OpNot, OpStar, OpNote, OpTagged, OpSorted:
		return nil
	case OpTag:
		return needed(len(c.Tags) > 0, "The filter by tag names no tag.", "Choose a tag.")
	case OpTheme:
		return needed(len(c.Themes) > 0, "The filter by theme names no theme.", "Choose a theme.")
	case OpText:
		return needed(strings.TrimSpace(c.Text) != "", "The filter by words has no words.", "Type what to look for.")
	case OpDate, OpMade:
		return c.checkDates()
	}
	if c.Relation() {
		return c.checkRelation()
	}
	if slices.Contains(valueOps, c.Op) {
		return c.checkValues()
	}
	return &Error{Code: EUnsupported, Message: "This version does not know filters by “" + string(c.Op) + "”.", Hint: "Open it with a newer Throughline."}
}

func needed(there bool, message, hint string) error {
	if there {
		return nil
	}
	return Invalid(message, hint)
}

func (c *Clause) checkDates() error {
	for _, d := range []Date{c.From, c.To} {
		if !d.Valid() {
			return Invalid("“"+string(d)+"” is no date.", "Write it as 2026-03-31.")
		}
	}
	if c.From == "" && c.To == "" {
		return Invalid("The filter by date has no date.", "Give a first day, a last day or both.")
	}
	return nil
}

func (c *Clause) checkRelation() error {
	if c.Coder != "" && c.Coder != BySameAuthor && c.Coder != ByOtherAuthor {
		return Invalid("“"+c.Coder+"” is no choice of coders.", "Use same or other, or leave it out for anyone.")
	}
	if c.Op == OpNear && (c.Turns < 0 || c.Turns > maxNearTurns) {
		return Invalid("Near means 0 to 1,000 turns.", "Give a smaller number of turns.")
	}
	return nil
}

func (c *Clause) checkValues() error {
	if len(c.Values) == 0 {
		return Invalid("The filter by "+string(c.Op)+" has no value.", "Choose one.")
	}
	switch c.Op {
	case OpSeverity:
		for _, v := range c.Values {
			if len(v) != 1 || v[0] < '0' || v[0] > '4' {
				return Invalid("“"+v+"” is no severity.", "Severity goes from 0 to 4.")
			}
		}
	case OpAttribute:
		return c.checkAttribute()
	}
	choices, some := clauseChoices[c.Op]
	for _, v := range c.Values {
		if some && !slices.Contains(choices, v) {
			return Invalid("“"+v+"” is no "+string(c.Op)+".", "Choose among "+choiceWords(choices)+".")
		}
	}
	return nil
}

func (c *Clause) checkAttribute() error {
	if strings.TrimSpace(c.Attribute) == "" {
		return Invalid("The filter by attribute does not say which.", "Name an attribute of people, such as Role.")
	}
	if c.Match == MatchEquals || c.Match == MatchContains {
		return nil
	}
	if !c.Match.number() {
		return &Error{Code: EUnsupported, Message: "This version does not compare attributes by “" + string(c.Match) + "”.", Hint: "Open it with a newer Throughline."}
	}
	if _, ok := LeadingNumber(c.Values[0]); !ok || len(c.Values) != 1 {
		return Invalid("“"+strings.Join(c.Values, ", ")+"” is no number to compare “"+c.Attribute+"” with.", "Give one number.")
	}
	return nil
}

// Holds reports whether an attribute's value is as the clause asks.
func (c *Clause) Holds(value string) bool {
	if c.Match.number() {
		a, ok := LeadingNumber(value)
		b, also := LeadingNumber(c.Values[0])
		if !ok || !also {
			return false
		}
		switch c.Match {
		case MatchBelow:
			return a < b
		case MatchAtMost:
			return a <= b
		case MatchAtLeast:
			return a >= b
		}
		return a > b
	}
	for _, v := range c.Values {
		if c.Match == MatchContains && strings.Contains(strings.ToLower(value), strings.ToLower(v)) || c.Match == MatchEquals && strings.EqualFold(value, v) {
			return true
		}
	}
	return false
}

// LeadingNumber reads the number a value begins with, after a sign of money: "35 years", "$1,200.50", "-3". Commas between digits are taken
// as separators of thousands. ok is false when there is none.
func LeadingNumber(s string) (n float64, ok bool) {
	s = strings.TrimLeft(strings.TrimSpace(s), "$€£¥ ")
	var digits []byte
	for i := range len(s) {
		b := s[i]
		if b == ',' && i > 0 && i+1 < len(s) && isDigit(s[i-1]) && isDigit(s[i+1]) {
			continue
		}
		if !isDigit(b) && b != '.' && !(i == 0 && (b == '-' || b == '+')) {
			break
		}
		digits = append(digits, b)
	}
	n, err := strconv.ParseFloat(strings.TrimRight(string(digits), "."), 64)
	return n, err == nil
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// Valid reports whether d is "" or a day that exists.
func (d Date) Valid() bool {
	if d == "" {
		return true
	}
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Walk calls do for c and all beneath, parents first.
func (c *Clause) Walk(do func(*Clause)) {
	do(c)
	for i := range c.Parts {
		c.Parts[i].Walk(do)
	}
}

// Refs returns the records the clause names, each once, in order of appearance: to look their names up for Describe and Line.
func (c *Clause) Refs() []Ref {
	var refs []Ref
	add := func(k Kind, id string) {
		if r := (Ref{k, id}); id != "" && !slices.Contains(refs, r) {
			refs = append(refs, r)
		}
	}
	c.Walk(func(c *Clause) {
		for _, id := range c.Tags {
			add(KindTag, string(id))
		}
		for _, id := range c.Themes {
			add(KindTheme, string(id))
		}
		if k, ok := refKinds[c.Op]; ok {
			for _, id := range c.Values {
				add(k, id)
			}
		}
	})
	return refs
}

// refKinds are the operations whose Values are ids.
var refKinds = map[ClauseOp]Kind{OpStudy: KindStudy, OpInterview: KindInterview, OpParticipant: KindParticipant}

// Equal reports whether c and d are the same tree. An empty list is as good as none.
func (c *Clause) Equal(d *Clause) bool { return slices.Equal(jsonOf(c), jsonOf(d)) }

func (q *FindingQuery) bytes() []byte { return jsonOf(q) }

// jsonOf is the JSON of a value that always has one.
func jsonOf(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("app: " + err.Error()) // texts and numbers always marshal
	}
	return b
}
