package app

import (
	"fmt"
	"slices"
	"strings"
)

// Describe says the clause in plain words, for chips and reports: "tagged Pricing and not from segment Admin". name tells what records are
// called, "" for one that is gone.
func (c *Clause) Describe(name func(Ref) string) string { return teller{name, same}.clause(c) }

// teller says clauses. say puts each fixed part of a sentence, named by its English with the white space round it, into a language.
type teller struct {
	name func(Ref) string
	say  func(string) string
}

func same(s string) string { return s }

func (t teller) clause(c *Clause) string {
	switch c.Op {
	case OpAnd, OpOr:
		words := make([]string, len(c.Parts))
		for i := range c.Parts {
			words[i] = t.bracketed(&c.Parts[i])
		}
		return strings.Join(words, t.say(" "+string(c.Op)+" "))
	case OpNot:
		if len(c.Parts) == 1 {
			return t.say("not ") + t.bracketed(&c.Parts[0])
		}
	case OpStar, OpNote, OpTagged, OpSorted:
		return t.say(stateWords[c.Op])
	case OpDate:
		return t.say("interviewed ") + t.dates(c.From, c.To)
	case OpMade:
		return t.say("made ") + t.dates(c.From, c.To)
	case OpText:
		return t.say("with the words ") + "“" + c.Text + "”"
	case OpAttribute:
		return c.Attribute + t.say(" "+matchWords[c.Match]+" ") + t.anyOf(c.Values, func(v string) string { return orNone(v, t.say("empty")) })
	}
	if c.Relation() && len(c.Parts) == 1 {
		return t.relation(c) + " " + t.coder(c) + t.say(" that is ") + "(" + t.clause(&c.Parts[0]) + ")"
	}
	return t.list(c)
}

// bracketed is the description, in brackets if it has several parts.
func (t teller) bracketed(c *Clause) string {
	if (c.Op == OpAnd || c.Op == OpOr) && len(c.Parts) > 1 {
		return "(" + t.clause(c) + ")"
	}
	return t.clause(c)
}

var stateWords = map[ClauseOp]string{OpStar: "starred", OpNote: "with a note", OpTagged: "tagged", OpSorted: "in a theme"}

var matchWords = map[AttributeMatch]string{MatchEquals: "is", MatchContains: "contains", MatchBelow: "is below", MatchAtMost: "is at most",
	MatchAtLeast: "is at least", MatchAbove: "is above"}

func (t teller) relation(c *Clause) string {
	switch c.Op {
	case OpOverlaps:
		return t.say("overlapping")
	case OpInside:
		return t.say("inside")
	case OpContains:
		return t.say("around")
	}
	if c.Turns == 0 {
		return t.say("in the same turn as")
	}
	if c.Turns == 1 {
		return t.say("within 1 turn of")
	}
	return t.say("within ") + Number(c.Turns) + t.say(" turns of")
}

func (t teller) coder(c *Clause) string {
	switch c.Coder {
	case BySameAuthor:
		return t.say("another finding of the same author")
	case ByOtherAuthor:
		return t.say("a finding of another author")
	}
	return t.say("another finding")
}

// listHeads begin the description of the operations that go by a list.
var listHeads = map[ClauseOp]string{OpTag: "tagged ", OpTheme: "in theme ", OpStudy: "of study ", OpProduct: "of product ", OpRegion: "of region ",
	OpMethod: "by method ", OpInterview: "from interview ", OpAsked: "after the question ", OpParticipant: "said by ", OpSegment: "from segment ", OpAuthor: "made by ",
	OpCoder: "tagged by ", OpProvenance: "tagged ", OpStance: "stance ", OpSound: "sounding ", OpKind: "stating a ", OpSeverity: "severity ", OpConsent: "whose people "}

// valueWords say the values that are not names.
var valueWords = map[ClauseOp]map[string]string{
	OpProvenance: {string(ByHand): "by hand", string(BySuggestion): "by suggestion", string(ByRule): "by rule"},
	OpStance:     {"": "undecided", string(Supports): "supports", string(Contradicts): "contradicts", string(Nuances): "nuances"},
	OpConsent: {"record": "allow recording", "inside": "may be quoted inside", "outside": "may be quoted outside", "machine": "allow analysis by the machine",
		"missing": "have no recorded consent", "refused": "may not be quoted outside", "expired": "gave a consent that ended", "withdrawn": "withdrew their consent"},
	OpSound: {"": "unknown", string(Positive): "positive", string(Negative): "negative", string(Neutral): "neutral", string(Mixed): "mixed"},
	OpKind: {string(StatesNeed): "need", string(StatesPain): "pain", string(StatesRequest): "request", string(StatesPraise): "praise",
		string(StatesAsk): "question"},
	OpSegment: {"": "none"},
	OpProduct: {"": "none"},
	OpRegion:  {"": "none"},
	OpMethod:  {"": "none"},
}

func (t teller) list(c *Clause) string {
	kind, values := refKinds[c.Op], c.Values
	switch c.Op {
	case OpTag:
		kind, values = KindTag, textsOf(c.Tags)
	case OpTheme:
		kind, values = KindTheme, textsOf(c.Themes)
	}
	say := func(v string) string {
		if kind != "" {
			return orNone(t.name(Ref{kind, v}), t.say("a deleted "+string(kind)))
		}
		if w, ok := valueWords[c.Op][v]; ok {
			return t.say(w)
		}
		if c.Op == OpAsked {
			return "“" + v + "”"
		}
		return v
	}
	words := t.say(listHeads[c.Op]) + t.anyOf(values, say)
	if c.Op == OpTag && c.SubTags {
		words += t.say(" or beneath")
	}
	return words
}

// anyOf joins values by "or".
func (t teller) anyOf(values []string, say func(string) string) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = say(v)
	}
	if n := len(words); n > 2 {
		return strings.Join(words[:n-1], ", ") + t.say(" or ") + words[n-1]
	}
	return strings.Join(words, t.say(" or "))
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

func (t teller) dates(from, to Date) string {
	switch {
	case from == to:
		return t.say("on ") + string(from)
	case from == "":
		return t.say("until ") + string(to)
	case to == "":
		return t.say("from ") + string(from)
	}
	return fmt.Sprintf(t.say("from %s to %s"), from, to)
}

// Describe says what the query demands, each condition on its own, in the order of the fields; nothing for all findings. Study, order and
// page are left out.
func (q *FindingQuery) Describe(name func(Ref) string) []string { return q.DescribeIn(name, same) }

// DescribeIn is Describe in another language: say puts each fixed part of a sentence, named by its English with the white space round it, into it.
func (q *FindingQuery) DescribeIn(name func(Ref) string, words func(string) string) []string {
	t := teller{name, words}
	var out []string
	say := func(c Clause, n int) {
		if n > 0 {
			out = append(out, t.clause(&c))
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
		out = append(out, words("interviewed in ")+t.anyOf(q.Months, same))
	}
	if q.From != "" || q.To != "" {
		say(Clause{Op: OpDate, From: q.From, To: q.To}, 1)
	}
	for _, s := range []struct {
		on    bool
		words string
	}{{q.Untagged, "without a tag"}, {q.Unsorted, "in no theme"}, {q.Starred, "starred"}} {
		if s.on {
			out = append(out, words(s.words))
		}
	}
	if q.Where != nil {
		out = append(out, t.clause(q.Where))
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
