package app_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"throughline/app"
)

// named is a small codebook: two tags are called Pricing, one theme and one person have names with blanks.
func named() *app.Naming {
	n := func(k app.Kind, id, name string) app.Named {
		return app.Named{Ref: app.Ref{Kind: k, ID: id}, Name: name}
	}
	return app.NewNaming([]app.Named{n(app.KindTag, "t1", "Trust"), n(app.KindTag, "t2", "Pricing"), n(app.KindTag, "t3", "pricing"),
		n(app.KindTag, "t4", "Trust in people"), n(app.KindTheme, "th1", "Waiting for access"), n(app.KindStudy, "s1", "Onboarding"),
		n(app.KindParticipant, "p1", "P 07"), n(app.KindInterview, "i1", "#1 \"first\"")})
}

func leaf(op app.ClauseOp, values ...string) app.Clause { return app.Clause{Op: op, Values: values} }

func tag(ids ...app.TagID) app.Clause { return app.Clause{Op: app.OpTag, Tags: ids} }

func all(op app.ClauseOp, parts ...app.Clause) app.Clause { return app.Clause{Op: op, Parts: parts} }

var clauseLines = []struct {
	name, line string
	want       app.Clause
	again      string // as it is written; "" for line
	words      string
}{
	{"a tag by name means all that are called so", "tag:Pricing", tag("t2", "t3"), "", "tagged Pricing or pricing"},
	{"a tag with those beneath", "under:trust", app.Clause{Op: app.OpTag, Tags: []app.TagID{"t1"}, SubTags: true}, "under:Trust", "tagged Trust or beneath"},
	{"one of two by id", "tag:#t3", tag("t3"), "", "tagged pricing"},
	{"one that is gone", "tag:#gone,Trust", tag("gone", "t1"), "", "tagged a deleted tag or Trust"},
	{"and by standing beside", `tag:Trust segment:Admin,"Small team"`, all(app.OpAnd, tag("t1"), leaf(app.OpSegment, "Admin", "Small team")),
		`tag:Trust and segment:Admin,"Small team"`, "tagged Trust and from segment Admin or Small team"},
	{"not, by word and by sign", "not segment:Admin -region:EU", all(app.OpAnd, all(app.OpNot, leaf(app.OpSegment, "Admin")), all(app.OpNot, leaf(app.OpRegion, "EU"))),
		"not segment:Admin and not region:EU", "not from segment Admin and not of region EU"},
	{"or binds less than and", "tag:Trust or has:star and has:note", all(app.OpOr, tag("t1"), all(app.OpAnd, app.Clause{Op: app.OpStar}, app.Clause{Op: app.OpNote})),
		"tag:Trust or (has:star and has:note)", "tagged Trust or (starred and with a note)"},
	{"brackets", "(tag:Trust or has:star) and has:theme", all(app.OpAnd, all(app.OpOr, tag("t1"), app.Clause{Op: app.OpStar}), app.Clause{Op: app.OpSorted}),
		"", "(tagged Trust or starred) and in a theme"},
	{"not of a bracket", "not (tag:Trust or has:tag)", all(app.OpNot, all(app.OpOr, tag("t1"), app.Clause{Op: app.OpTagged})), "", "not (tagged Trust or tagged)"},
	{"several things to have", "has:star,note", all(app.OpOr, app.Clause{Op: app.OpStar}, app.Clause{Op: app.OpNote}), "has:star or has:note", "starred or with a note"},
	{"near, by another coder", "near 3 by other (tag:Trust)", app.Clause{Op: app.OpNear, Turns: 3, Coder: "other", Parts: []app.Clause{tag("t1")}}, "",
		"within 3 turns of a finding of another author that is (tagged Trust)"},
	{"the same turn", "near 0 (has:star)", app.Clause{Op: app.OpNear, Parts: []app.Clause{{Op: app.OpStar}}}, "", "in the same turn as another finding that is (starred)"},
	{"relations", "overlaps (has:star) or inside by same (has:note) or contains (has:tag)", all(app.OpOr, all(app.OpOverlaps, app.Clause{Op: app.OpStar}),
		app.Clause{Op: app.OpInside, Coder: "same", Parts: []app.Clause{{Op: app.OpNote}}}, all(app.OpContains, app.Clause{Op: app.OpTagged})), "",
		"overlapping another finding that is (starred) or inside another finding of the same author that is (with a note) or around another finding that is (tagged)"},
	{"an attribute", `@Role:PM,"Team lead"`, app.Clause{Op: app.OpAttribute, Attribute: "Role", Values: []string{"PM", "Team lead"}}, "", "Role is PM or Team lead"},
	{"an attribute by a part", `@"Job title"~lead`, app.Clause{Op: app.OpAttribute, Attribute: "Job title", Match: app.MatchContains, Values: []string{"lead"}}, "", "Job title contains lead"},
	{"an attribute by number", `@Age>=40 @Age<50`, all(app.OpAnd, app.Clause{Op: app.OpAttribute, Attribute: "Age", Match: app.MatchAtLeast, Values: []string{"40"}},
		app.Clause{Op: app.OpAttribute, Attribute: "Age", Match: app.MatchBelow, Values: []string{"50"}}), "@Age>=40 and @Age<50", "Age is at least 40 and Age is below 50"},
	{"severity compared", "severity>=3", leaf(app.OpSeverity, "3", "4"), "severity:3,4", "severity 3 or 4"},
	{"months", "date:2026-01..2026-02", app.Clause{Op: app.OpDate, From: "2026-01-01", To: "2026-02-28"}, "date:2026-01-01..2026-02-28", "interviewed from 2026-01-01 to 2026-02-28"},
	{"a year", "date:2024", app.Clause{Op: app.OpDate, From: "2024-01-01", To: "2024-12-31"}, "date:2024-01-01..2024-12-31", "interviewed from 2024-01-01 to 2024-12-31"},
	{"since a day", "made>=2026-01-15", app.Clause{Op: app.OpMade, From: "2026-01-15"}, "made:2026-01-15..", "made from 2026-01-15"},
	{"until a month", "date<=2026-02", app.Clause{Op: app.OpDate, To: "2026-02-28"}, "date:..2026-02-28", "interviewed until 2026-02-28"},
	{"words", `refund "three days"`, all(app.OpAnd, app.Clause{Op: app.OpText, Text: "refund"}, app.Clause{Op: app.OpText, Text: `"three days"`}),
		`text:refund and text:"\"three days\""`, "with the words “refund” and with the words “\"three days\"”"},
	{"names that need quotes", `theme:"waiting for ACCESS" person:"P 07" interview:"#1 \"first\"" study:Onboarding`, all(app.OpAnd,
		app.Clause{Op: app.OpTheme, Themes: []app.ThemeID{"th1"}}, leaf(app.OpParticipant, "p1"), leaf(app.OpInterview, "i1"), leaf(app.OpStudy, "s1")),
		`theme:"Waiting for access" and participant:"P 07" and interview:"#1 \"first\"" and study:Onboarding`,
		"in theme Waiting for access and said by P 07 and from interview #1 \"first\" and of study Onboarding"},
	{"choices", "Stance:supports,None Sound:negative provenance:rule kind:pain", all(app.OpAnd, leaf(app.OpStance, "supports", ""), leaf(app.OpSound, "negative"), leaf(app.OpProvenance, "rule"), leaf(app.OpKind, "pain")),
		`stance:supports,"" and sound:negative and provenance:rule and kind:pain`, "stance supports or undecided and sounding negative and tagged by rule and stating a pain"},
	{"a keyword as a value", "segment:or text:near", all(app.OpAnd, leaf(app.OpSegment, "or"), app.Clause{Op: app.OpText, Text: "near"}), "segment:or and text:near", "from segment or and with the words “near”"},
}

func TestParseClause_ReadsWhatLineWrites(t *testing.T) {
	for _, c := range clauseLines {
		t.Run(c.name, func(t *testing.T) {
			got, err := app.ParseClause(c.line, named())
			if err != nil {
				t.Fatal(err)
			}
			if !got.Equal(&c.want) {
				a, _ := json.Marshal(got)
				b, _ := json.Marshal(c.want)
				t.Fatalf("ParseClause(%s) = %s, want %s", c.line, a, b)
			}
			want := c.again
			if want == "" {
				want = c.line
			}
			if line := got.Line(named()); line != want {
				t.Errorf("Line() = %s, want %s", line, want)
			}
			if words := got.Describe(named().Name); words != c.words {
				t.Errorf("Describe() = %s, want %s", words, c.words)
			}
		})
	}
}

func TestParseClause_SaysWhereAndWhatToDo(t *testing.T) {
	for _, c := range []struct{ name, line, message, hint string }{
		{"nothing", " ", "at its end: a condition is missing", "tag:Pricing"},
		{"an unknown tag", "tag:Trus", "at sign 5 (“Trus”): no tag is called “Trus”", "Did you mean “Trust”?"},
		{"an unknown field", "has:star colour:red", "at sign 10 (“colour:red”): there is no field “colour”", "Fields are tag"},
		{"an open bracket", "tag:Trust and (has:star", "at sign 15 (“(has:star”): this bracket is not closed", "Close it"},
		{"a bracket too many", "tag:Trust) and has:star", "at sign 10 (“) and has:star”): a bracket is closed", "Remove it"},
		{"open quotes", `é "open`, "at sign 3", "Close them"},
		{"a joint without an end", "tag:Trust or", "at its end: a condition is missing", ""},
		{"a joint without a beginning", "and tag:Trust", "“and” has nothing to join", "both sides"},
		{"near without turns", "near (tag:Trust)", "near needs a number of turns", "near 3 (tag:Trust)"},
		{"near without brackets", "near 3 tag:Trust", "“near” needs a condition in brackets", ""},
		{"a relation of nobody's", "inside by me (has:star)", "same” or “other", ""},
		{"a severity that is none", "severity:5", "severity goes from 0 to 4", "severity>=3"},
		{"no severity left", "severity>4", "no severity is like that", ""},
		{"a date that is none", "date:2026-02-30", "this is no date", "2026-01-15"},
		{"a date compared", "date<2026-02", "compared by :, >= or <=", ""},
		{"a word for a number", "@Age>old", "a number is needed here", "Give one number"},
		{"a comparison of tags", "tag>3", "cannot be compared like this", "tag:value"},
		{"an unknown choice", "sound:loud", "“loud” is no sound", "positive, negative"},
		{"nothing to have", "has:fun", "“fun” is nothing a finding has", "has:note"},
		{"a sign alone", "tag:Trust ,", "cannot begin like this", ""},
		{"an empty value", "segment: ", "“segment” needs a value", ""},
		{"deeper than anyone writes", strings.Repeat("(", 40) + "has:star" + strings.Repeat(")", 40), "too many brackets", ""},
		{"dates the wrong way round", "date:2026-03..2026-01", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := app.ParseClause(c.line, named())
			if c.message == "" {
				if err != nil {
					t.Fatalf("ParseClause(%s) = %v", c.line, err)
				}
				return // such a range holds nothing, and is no error
			}
			if app.CodeOf(err) != app.EInvalid {
				t.Fatalf("ParseClause(%s) = %+v, %v", c.line, got, err)
			}
			message, hint := app.Explain(err)
			if !strings.Contains(message, c.message) || !strings.Contains(hint, c.hint) {
				t.Errorf("ParseClause(%s) says %q (%q), want %q (%q)", c.line, message, hint, c.message, c.hint)
			}
		})
	}
}

func TestClause_ValidateRefusesWhatCannotBeLookedFor(t *testing.T) {
	deep := app.Clause{Op: app.OpStar}
	for range 40 {
		deep = all(app.OpNot, deep)
	}
	for _, c := range []struct {
		name string
		c    app.Clause
		want app.Code
	}{
		{"the zero clause", app.Clause{}, app.EUnsupported},
		{"an operation of the future", leaf("mood", "x"), app.EUnsupported},
		{"no tags", tag(), app.EInvalid},
		{"no themes", app.Clause{Op: app.OpTheme}, app.EInvalid},
		{"no words", app.Clause{Op: app.OpText, Text: " "}, app.EInvalid},
		{"no values", leaf(app.OpSegment), app.EInvalid},
		{"an empty value is one", leaf(app.OpSegment, ""), ""},
		{"no parts", all(app.OpAnd), app.EInvalid},
		{"not of two", all(app.OpNot, tag("a"), tag("b")), app.EInvalid},
		{"a part in a leaf", app.Clause{Op: app.OpStar, Parts: []app.Clause{tag("a")}}, app.EInvalid},
		{"a fault far below", all(app.OpOr, tag("a"), all(app.OpNot, tag())), app.EInvalid},
		{"too deep", deep, app.EInvalid},
		{"too many", all(app.OpOr, slices.Repeat([]app.Clause{tag("a")}, 600)...), app.EInvalid},
		{"no date", app.Clause{Op: app.OpDate}, app.EInvalid},
		{"a wrong date", app.Clause{Op: app.OpMade, From: "2026-13-01"}, app.EInvalid},
		{"an attribute without a name", leaf(app.OpAttribute, "x"), app.EInvalid},
		{"two numbers", app.Clause{Op: app.OpAttribute, Attribute: "Age", Match: app.MatchAbove, Values: []string{"1", "2"}}, app.EInvalid},
		{"turns without end", app.Clause{Op: app.OpNear, Turns: 5000, Parts: []app.Clause{tag("a")}}, app.EInvalid},
		{"a coder that is none", app.Clause{Op: app.OpInside, Coder: "ana", Parts: []app.Clause{tag("a")}}, app.EInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.c.Validate(); app.CodeOf(err) != c.want {
				t.Errorf("Validate() = %v, want %q", err, c.want)
			}
			if err := (&app.FindingQuery{Where: &c.c}).Validate(); app.CodeOf(err) != c.want {
				t.Errorf("FindingQuery.Validate() = %v, want %q", err, c.want)
			}
		})
	}
}

func TestLeadingNumber_ReadsWhatPeopleWrite(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
		ok   bool
	}{{"35", 35, true}, {" 35 years", 35, true}, {"$1,200.50 a month", 1200.5, true}, {"-3°", -3, true}, {"3.", 3, true}, {"1,2,3", 123, true}, {"10-50", 10, true},
		{"", 0, false}, {"many", 0, false}, {".", 0, false}, {"1.2.3", 0, false}, {"€", 0, false}} {
		if n, ok := app.LeadingNumber(c.text); n != c.want || ok != c.ok {
			t.Errorf("LeadingNumber(%q) = %v, %v, want %v, %v", c.text, n, ok, c.want, c.ok)
		}
	}
}

func TestFindingQuery_KeepsItsJSONAndItsWords(t *testing.T) {
	q := app.FindingQuery{Study: "s", Text: "refund", Products: []string{"App"}, Segments: []string{"Admin"}, Attributes: []app.AttributeValues{{Name: "Role", Values: []string{"PM"}}},
		Tags: []app.TagID{"t1"}, SubTags: true, Months: []string{"2026-01"}, From: "2026-01-02", Starred: true, Order: app.BySample, Seed: 7}
	q = q.And(tag("t4")).And(app.Clause{Op: app.OpStar})
	const want = `{"study":"s","text":"refund","products":["App"],"segments":["Admin"],"attributes":[{"name":"Role","values":["PM"]}],"tags":["t1"],"sub_tags":true,` +
		`"months":["2026-01"],"from":"2026-01-02","starred":true,"where":{"op":"and","parts":[{"op":"tag","tags":["t4"]},{"op":"star"}]},"order":"sample","seed":7}`
	b, err := json.Marshal(q)
	if err != nil || string(b) != want {
		t.Fatalf("JSON = %s, %v\nwant %s", b, err, want)
	}
	var back app.FindingQuery
	if err := json.Unmarshal(b, &back); err != nil || !back.Equal(&q) {
		t.Errorf("read back: %+v, %v", back, err)
	}
	words := strings.Join(q.Describe(named().Name), "; ")
	if want := "with the words “refund”; of product App; from segment Admin; Role is PM; tagged Trust or beneath; interviewed in 2026-01; interviewed from 2026-01-02; starred; tagged Trust in people and starred"; words != want {
		t.Errorf("Describe() = %s, want %s", words, want)
	}
	if refs := q.Refs(); !slices.Equal(refs, []app.Ref{{Kind: app.KindTag, ID: "t1"}, {Kind: app.KindTag, ID: "t4"}}) {
		t.Errorf("Refs() = %v", refs)
	}
	if !q.Narrowed() || (&app.FindingQuery{Study: "s", Order: app.ByNewest, Page: app.Page{Limit: 5}}).Narrowed() {
		t.Error("Narrowed() is wrong")
	}
}

// plain is a clause as any line says it: joints of one part are that part, and lists hold each value once.
func plain(c app.Clause) app.Clause {
	for i := range c.Parts {
		c.Parts[i] = plain(c.Parts[i])
	}
	if (c.Op == app.OpAnd || c.Op == app.OpOr) && len(c.Parts) == 1 {
		return c.Parts[0]
	}
	c.Tags, c.Themes = once(c.Tags), once(c.Themes)
	c = heeded(c)
	if c.Op == app.OpStudy || c.Op == app.OpInterview || c.Op == app.OpParticipant {
		c.Values = once(c.Values)
	}
	return c
}

// heeded is c without what its operation does not go by.
func heeded(c app.Clause) app.Clause {
	d := app.Clause{Op: c.Op, Parts: c.Parts}
	switch {
	case c.Op == app.OpTag:
		d.Tags, d.SubTags = c.Tags, c.SubTags
	case c.Op == app.OpTheme:
		d.Themes = c.Themes
	case c.Op == app.OpText:
		d.Text = c.Text
	case c.Op == app.OpDate || c.Op == app.OpMade:
		d.From, d.To = c.From, c.To
	case c.Op == app.OpAttribute:
		d.Attribute, d.Match, d.Values = c.Attribute, c.Match, c.Values
	case c.Op == app.OpNear:
		d.Turns, d.Coder = c.Turns, c.Coder
	case c.Relation():
		d.Coder = c.Coder
	case c.Op != app.OpAnd && c.Op != app.OpOr && c.Op != app.OpNot && c.Op != app.OpStar && c.Op != app.OpNote && c.Op != app.OpTagged && c.Op != app.OpSorted:
		d.Values = c.Values
	}
	return d
}

func once[T ~string](in []T) []T {
	out := slices.Clone(in)
	slices.Sort(out)
	return slices.Compact(out)
}

func FuzzParseClause(f *testing.F) {
	for _, c := range clauseLines {
		f.Add(c.line)
	}
	f.Add(`"\`)
	f.Add("near 3 by same (((")
	f.Fuzz(func(t *testing.T, line string) {
		c, err := app.ParseClause(line, named())
		if err != nil {
			if m, _ := app.Explain(err); app.CodeOf(err) != app.EInvalid || m == "" {
				t.Fatalf("ParseClause(%q) = %v", line, err)
			}
			return
		}
		again := c.Line(named())
		back, err := app.ParseClause(again, named())
		if err != nil {
			t.Fatalf("ParseClause(%q) = %v, after %q", again, err, line)
		}
		if a, b := plain(*c), plain(*back); !a.Equal(&b) {
			t.Fatalf("%q reads back as %q", again, back.Line(named()))
		}
		if c.Describe(named().Name) == "" {
			t.Fatalf("%q has no words", line)
		}
	})
}

func FuzzClauseJSON(f *testing.F) {
	for _, c := range clauseLines {
		b, _ := json.Marshal(c.want)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var c app.Clause
		if json.Unmarshal(b, &c) != nil || c.Validate() != nil {
			return
		}
		written, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back app.Clause
		if err := json.Unmarshal(written, &back); err != nil || !back.Equal(&c) {
			t.Fatalf("%s reads back as %+v, %v", written, back, err)
		}
		read, err := app.ParseClause(c.Line(named()), named())
		if err != nil {
			t.Fatalf("%s is written %q: %v", written, c.Line(named()), err)
		}
		if a, b := plain(c), plain(*read); !a.Equal(&b) {
			t.Fatalf("%s is written %q and read as %q", written, c.Line(named()), read.Line(named()))
		}
	})
}
