package app

import (
	"slices"
	"strings"
)

// Describe says the clause in plain words, for chips and reports: "tagged Pricing and not from segment Admin". name tells what records are
// called, "" for one that is gone.
func (c *Clause) Describe(name func(Ref) string) string {
	switch c.Op {
	case OpAnd, OpOr:
		words := make([]string, len(c.Parts))
		for i := range c.Parts {
			words[i] = c.Parts[i].bracketed(name)
		}
		return strings.Join(words, " "+string(c.Op)+" ")
	case OpNot:
		if len(c.Parts) == 1 {
			return "not " + c.Parts[0].bracketed(name)
		}
	case OpStar, OpNote, OpTagged, OpSorted:
		return stateWords[c.Op]
	case OpDate:
		return "interviewed " + dateWords(c.From, c.To)
	case OpMade:
		return "made " + dateWords(c.From, c.To)
	case OpText:
		return "with the words “" + c.Text + "”"
	case OpAttribute:
		return c.Attribute + " " + matchWords[c.Match] + " " + anyOf(c.Values, func(v string) string { return orNone(v, "empty") })
	}
	if c.Relation() && len(c.Parts) == 1 {
		return c.relationWords() + " " + c.coderWords() + " that is (" + c.Parts[0].Describe(name) + ")"
	}
	return c.listWords(name)
}

// bracketed is the description, in brackets if it has several parts.
func (c *Clause) bracketed(name func(Ref) string) string {
	if (c.Op == OpAnd || c.Op == OpOr) && len(c.Parts) > 1 {
		return "(" + c.Describe(name) + ")"
	}
	return c.Describe(name)
}

var stateWords = map[ClauseOp]string{OpStar: "starred", OpNote: "with a note", OpTagged: "tagged", OpSorted: "in a theme"}

var matchWords = map[AttributeMatch]string{MatchEquals: "is", MatchContains: "contains", MatchBelow: "is below", MatchAtMost: "is at most",
	MatchAtLeast: "is at least", MatchAbove: "is above"}

func (c *Clause) relationWords() string {
	switch c.Op {
	case OpOverlaps:
		return "overlapping"
	case OpInside:
		return "inside"
	case OpContains:
		return "around"
	}
	if c.Turns == 0 {
		return "in the same turn as"
	}
	return "within " + Count(c.Turns, "turn") + " of"
}

func (c *Clause) coderWords() string {
	switch c.Coder {
	case BySameAuthor:
		return "another finding of the same author"
	case ByOtherAuthor:
		return "a finding of another author"
	}
	return "another finding"
}

// listHeads begin the description of the operations that go by a list.
var listHeads = map[ClauseOp]string{OpTag: "tagged ", OpTheme: "in theme ", OpStudy: "of study ", OpProduct: "of product ", OpRegion: "of region ",
	OpMethod: "by method ", OpInterview: "from interview ", OpAsked: "after the question ", OpParticipant: "said by ", OpSegment: "from segment ", OpAuthor: "made by ",
	OpCoder: "tagged by ", OpProvenance: "tagged ", OpStance: "stance ", OpSound: "sounding ", OpKind: "stating a ", OpSeverity: "severity ", OpConsent: "whose people "}

// valueWords say the values that are not names.
var valueWords = map[ClauseOp]map[string]string{
	OpProvenance: {string(ByHand): "by hand", string(BySuggestion): "by suggestion", string(ByRule): "by rule"},
	OpStance:     {"": "undecided"},
	OpConsent: {"record": "allow recording", "inside": "may be quoted inside", "outside": "may be quoted outside", "machine": "allow analysis by the machine",
		"missing": "have no recorded consent", "refused": "may not be quoted outside", "expired": "gave a consent that ended", "withdrawn": "withdrew their consent"},
	OpSound:   {"": "unknown"},
	OpSegment: {"": "none"},
	OpProduct: {"": "none"},
	OpRegion:  {"": "none"},
	OpMethod:  {"": "none"},
}

func (c *Clause) listWords(name func(Ref) string) string {
	kind, values := refKinds[c.Op], c.Values
	switch c.Op {
	case OpTag:
		kind, values = KindTag, textsOf(c.Tags)
	case OpTheme:
		kind, values = KindTheme, textsOf(c.Themes)
	}
	say := func(v string) string {
		if kind != "" {
			return orNone(name(Ref{kind, v}), "a deleted "+string(kind))
		}
		if w, ok := valueWords[c.Op][v]; ok {
			return w
		}
		if c.Op == OpAsked {
			return "“" + v + "”"
		}
		return v
	}
	words := listHeads[c.Op] + anyOf(values, say)
	if c.Op == OpTag && c.SubTags {
		words += " or beneath"
	}
	return words
}

// anyOf joins values by "or".
func anyOf(values []string, say func(string) string) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = say(v)
	}
	if n := len(words); n > 2 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, " or ")
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

func textsOf[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

func dateWords(from, to Date) string {
	switch {
	case from == to:
		return "on " + string(from)
	case from == "":
		return "until " + string(to)
	case to == "":
		return "from " + string(from)
	}
	return "from " + string(from) + " to " + string(to)
}

// Describe says what the query demands, each condition on its own, in the order of the fields; nothing for all findings. Study, order and
// page are left out.
func (q *FindingQuery) Describe(name func(Ref) string) []string {
	var out []string
	say := func(c Clause, n int) {
		if n > 0 {
			out = append(out, c.Describe(name))
		}
	}
	if strings.TrimSpace(q.Text) != "" {
		say(Clause{Op: OpText, Text: q.Text}, 1)
	}
	list := func(op ClauseOp, values []string) { say(Clause{Op: op, Values: values}, len(values)) }
	list(OpStudy, textsOf(q.Studies))
	list(OpProduct, q.Products)
	list(OpRegion, q.Regions)
	list(OpMethod, q.Methods)
	list(OpInterview, textsOf(q.Interviews))
	list(OpParticipant, textsOf(q.Participants))
	list(OpSegment, q.Segments)
	for _, a := range q.Attributes {
		say(Clause{Op: OpAttribute, Attribute: a.Name, Values: a.Values}, len(a.Values))
	}
	say(Clause{Op: OpTag, Tags: q.Tags, SubTags: q.SubTags}, len(q.Tags))
	say(Clause{Op: OpTheme, Themes: q.Themes}, len(q.Themes))
	list(OpStance, textsOf(q.Stances))
	list(OpSound, textsOf(q.Sounds))
	list(OpKind, textsOf(q.Kinds))
	list(OpAuthor, q.Authors)
	list(OpProvenance, textsOf(q.Provenances))
	list(OpConsent, q.Consents)
	if len(q.Months) > 0 {
		out = append(out, "interviewed in "+anyOf(q.Months, func(v string) string { return v }))
	}
	if q.From != "" || q.To != "" {
		say(Clause{Op: OpDate, From: q.From, To: q.To}, 1)
	}
	for _, s := range []struct {
		on    bool
		words string
	}{{q.Untagged, "without a tag"}, {q.Unsorted, "in no theme"}, {q.Starred, "starred"}} {
		if s.on {
			out = append(out, s.words)
		}
	}
	if q.Where != nil {
		out = append(out, q.Where.Describe(name))
	}
	return out
}

// Refs returns the records the query names besides its study, each once: to look their names up for Describe.
func (q *FindingQuery) Refs() []Ref {
	c := Clause{Op: OpAnd, Parts: []Clause{{Op: OpStudy, Values: textsOf(q.Studies)}, {Op: OpInterview, Values: textsOf(q.Interviews)},
		{Op: OpParticipant, Values: textsOf(q.Participants)}, {Op: OpTag, Tags: q.Tags}, {Op: OpTheme, Themes: q.Themes}}}
	if q.Where != nil {
		c.Parts = append(slices.Clone(c.Parts), *q.Where)
	}
	return c.Refs()
}
