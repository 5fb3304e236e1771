package rule_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding/rule"
)

func service(b *apptest.Bench) *rule.Service {
	return &rule.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
}

// quotes are the passages of hits in a session's text, with the matches in brackets where they are not all of it.
func quotes(s *apptest.Session, hits []rule.Hit) []string {
	var out []string
	for _, h := range hits {
		q, at := "", h.Start
		for _, m := range h.Matches {
			m.Start, m.End = max(m.Start, h.Start), min(m.End, h.End)
			if m == h.Span {
				break
			}
			q += s.Text.Text[at:m.Start] + "[" + s.Text.Text[m.Start:m.End] + "]"
			at = m.End
		}
		out = append(out, q+s.Text.Text[at:h.End])
	}
	return out
}

func TestFind_Words(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	words := func(texts ...string) app.RuleSpec {
		return app.RuleSpec{Kind: app.RuleWords, Texts: texts, Scope: app.ScopeMatch}
	}
	whole := func(s app.RuleSpec) app.RuleSpec { s.WholeWords = true; return s }
	exact := func(s app.RuleSpec) app.RuleSpec { s.MatchCase = true; return s }
	for _, c := range []struct {
		name string
		text string
		spec app.RuleSpec
		want []string
	}{
		{"upper and lower case are the same", "Price, PRICE, price", words("price"), []string{"Price", "PRICE", "price"}},
		{"unless it is asked", "Price, PRICE, price", exact(words("Price")), []string{"Price"}},
		{"parts of words", "overpriced prices", words("price"), []string{"price", "price"}},
		{"whole words", "overpriced prices, a price", whole(words("price")), []string{"price"}},
		{"whole words at the ends of the text", "price, price", whole(words("price")), []string{"price", "price"}},
		{"a phrase over a line feed and spaces", "the pricing\n  page", whole(words("pricing page")), []string{"pricing\n  page"}},
		{"several alternatives", "price and cost and fee", words("cost", "price"), []string{"price", "cost"}},
		{"alternatives that share text are one hit", "the price list here", words("price list", "list here"), []string{"price list here"}},
		{"accents do not matter", "Le coût, cafe, CAFÉ", words("cout", "café"), []string{"coût", "cafe", "CAFÉ"}},
		{"unless it is asked, for accents", "cafe, café", exact(words("café")), []string{"café"}},
		{"combining marks belong to their letter", "x\u0302y xy", words("x"), []string{"x\u0302", "x"}},
		{"a mark is no end of a word", "x\u0302y", whole(words("x")), nil},
		{"after emoji nothing shifts", "👩‍👩‍👧 🎉 the price 👍🏽 is ok price", words("price"), []string{"price", "price"}},
		{"an emoji", "so 👍🏽 and 👍", words("👍🏽"), []string{"👍🏽"}},
		{"a part of an emoji takes it whole", "the family 👩‍👩‍👧", words("👧"), []string{"👩‍👩‍[👧]"}},
		{"Chinese has no ends of words", "我们的价格太高了", whole(words("价格")), []string{"价格"}},
		{"Japanese beside Latin letters", "このプランのpriceは", whole(words("price")), []string{"price"}},
		{"Hebrew without its points", "אמרו שָׁלוֹם לכולם", whole(words("שלום")), []string{"שָׁלוֹם"}},
		{"Arabic between marks of direction", "\u202bالسعر\u202c مرتفع", whole(words("السعر مرتفع")), []string{"السعر\u202c مرتفع"}},
		{"sharp s", "Die Straße", words("strasse"), []string{"Straße"}},
		{"curly quotes and dashes", "it’s pay–as–you–go", words("it's", "pay-as-you-go"), []string{"it’s", "pay–as–you–go"}},
		{"signs that make no word", "We use C++ and C#", whole(words("c++")), []string{"C++"}},
		{"nothing", "We use Go", words("price"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := b.Session(st, "P", "P: "+c.text)
			c.spec.Interviews = []app.InterviewID{s.ID}
			res, err := service(b).Find(t.Context(), c.spec, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := quotes(s, res.Hits); !slices.Equal(got, c.want) {
				t.Errorf("Find(%q in %q) = %q, want %q", c.spec.Texts, c.text, got, c.want)
			}
		})
	}
}

func TestFind_PatternScopeAndPlace(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	s := b.Session(st, "P1", "Mod: What about the price?", "P: Hm. The price of 20 euros is fair. Dr. No pays 30 euros!", "Mod: And?",
		"P: No more prices.", "P: Bye.")
	pricing, doubt := b.Tag(st, "Pricing", ""), b.Tag(st, "Doubt", "")
	s.Finding("price of 20 euros", doubt.ID)
	s.Finding("Bye")
	for _, c := range []struct {
		name string
		spec app.RuleSpec
		want []string
	}{
		{"the match", app.RuleSpec{Kind: app.RulePattern, Texts: []string{`\d+ EUROS`}, Scope: app.ScopeMatch}, []string{"20 euros", "30 euros"}},
		{"case as it stands", app.RuleSpec{Kind: app.RulePattern, Texts: []string{`\d+ EUROS`}, MatchCase: true, Scope: app.ScopeMatch}, nil},
		{"empty matches are none", app.RuleSpec{Kind: app.RulePattern, Texts: []string{`x*`}, Scope: app.ScopeMatch}, nil},
		{"from the start of a turn", app.RuleSpec{Kind: app.RulePattern, Texts: []string{`^\w+`}, Scope: app.ScopeMatch}, []string{"Hm", "No", "Bye"}},
		{"whole words of a pattern", app.RuleSpec{Kind: app.RulePattern, Texts: []string{`price`}, WholeWords: true, Scope: app.ScopeMatch}, []string{"price"}},
		{"the sentence", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"euros"}, Scope: app.ScopeSentence},
			[]string{"The price of 20 [euros] is fair.", "Dr. No pays 30 [euros]!"}},
		{"the turn once for two matches", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"euros"}, Scope: app.ScopeTurn},
			[]string{"Hm. The price of 20 [euros] is fair. Dr. No pays 30 [euros]!"}},
		{"turns around, which overlap, are one", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price"}, Scope: app.ScopeAround, Around: 1},
			[]string{"What about the price?\nHm. The [price] of 20 euros is fair. Dr. No pays 30 euros!\nAnd?\nNo more [price]s.\nBye."}},
		{"the moderator only if asked", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price"}, Scope: app.ScopeMatch, Roles: []app.Role{app.RoleModerator}}, []string{"price"}},
		{"everything a speaker says", app.RuleSpec{Kind: app.RuleSpeaker, Scope: app.ScopeTurn, Speakers: []string{"p"}},
			[]string{"Hm. The price of 20 euros is fair. Dr. No pays 30 euros!", "No more prices.", "Bye."}},
		{"nobody of that name", app.RuleSpec{Kind: app.RuleSpeaker, Scope: app.ScopeTurn, Speakers: []string{"Zoe"}}, nil},
		{"inside another tag", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"euros", "prices"}, Scope: app.ScopeMatch, Relation: app.Inside, Others: []app.TagID{doubt.ID}}, []string{"euros"}},
		{"outside another tag", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"euros", "prices"}, Scope: app.ScopeMatch, Relation: app.Outside, Others: []app.TagID{doubt.ID}}, []string{"euros", "prices"}},
		{"overlapping another tag", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"The price", "30 euros"}, Scope: app.ScopeMatch, Relation: app.Overlapping, Others: []app.TagID{doubt.ID}}, []string{"The price"}},
		{"inside a tag that is nowhere", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"euros"}, Scope: app.ScopeMatch, Relation: app.Inside, Others: []app.TagID{pricing.ID}}, nil},
		{"untagged text only, a highlight is no tag", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"euros", "bye"}, Scope: app.ScopeMatch, Relation: app.Untagged}, []string{"euros", "Bye"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, err := service(b).Find(t.Context(), c.spec, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := quotes(s, res.Hits); !slices.Equal(got, c.want) {
				t.Errorf("Find = %q, want %q", got, c.want)
			}
		})
	}
}

func TestFind_Where(t *testing.T) {
	b := apptest.New(t)
	one, two := b.Study("One"), b.Study("Two")
	s1, s2 := b.Session(one, "P1", "P: price"), b.Session(one, "P2", "P: price", "P: price")
	b.Session(two, "P3", "P: a price")
	for _, c := range []struct {
		name string
		spec app.RuleSpec
		want []int // hits an interview
		look int
	}{
		{"all studies", app.RuleSpec{}, []int{1, 2, 1}, 3},
		{"a study", app.RuleSpec{Study: one.ID}, []int{1, 2}, 2},
		{"chosen interviews", app.RuleSpec{Interviews: []app.InterviewID{s2.ID}}, []int{2}, 1},
		{"an interview of another study", app.RuleSpec{Study: two.ID, Interviews: []app.InterviewID{s1.ID}}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.spec.Kind, c.spec.Texts, c.spec.Scope, c.spec.WholeWords = app.RuleWords, []string{"price"}, app.ScopeMatch, true
			res, err := service(b).Find(t.Context(), c.spec, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			for _, g := range res.Interviews {
				for _, h := range res.Hits[g.From:g.To] {
					if h.Interview != g.ID {
						t.Errorf("a hit of %s stands under %s", h.Interview, g.Title)
					}
				}
				got = append(got, g.To-g.From)
			}
			if !slices.Equal(got, c.want) || res.Looked != c.look {
				t.Errorf("hits %v of %d interviews, want %v of %d", got, res.Looked, c.want, c.look)
			}
		})
	}
}

func TestFind_AnswersAndHeadings(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	guided := *st
	guided.Guide = []string{"How do you share files with customers today?", "What would you pay for such a tool?"}
	cs := b.Hand.Begin("Guide")
	cs.Update(st, &guided)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	talk := []string{"Mod: Hello.", "P: Hi.", "Mod: Okay, so tell me, how are you sharing files with your customer at the moment?", "P: By mail.", "Mod: Only by mail?",
		"P: Yes.", "Mod: And what would such a tool be worth, what would you pay?", "P: Ten."}
	s := b.Session(&guided, "P1", talk...)
	free := b.Session(b.Study("No guide"), "P2", talk...)
	notes := b.Session(st, "P3", "Mod: -", ": Sharing files", "P: By mail.", ": He laughs.", "P: Always.", ": Paying", "P: Ten.")
	for _, c := range []struct {
		name string
		in   *apptest.Session
		spec app.RuleSpec
		want []string
	}{
		{"each answer, in other words, until the next question of the guide", s, app.RuleSpec{Kind: app.RuleQuestion, Texts: guided.Guide[:1], Scope: app.ScopeTurn}, []string{"By mail.", "Yes."}},
		{"the whole answer", s, app.RuleSpec{Kind: app.RuleQuestion, Texts: guided.Guide[:1], Scope: app.ScopeWhole}, []string{"[By mail.]\nOnly by mail?\n[Yes.]"}},
		{"until the end", s, app.RuleSpec{Kind: app.RuleQuestion, Texts: guided.Guide[1:], Scope: app.ScopeTurn}, []string{"Ten."}},
		{"any of several", s, app.RuleSpec{Kind: app.RuleQuestion, Texts: guided.Guide, Scope: app.ScopeTurn}, []string{"By mail.", "Yes.", "Ten."}},
		{"a question nobody asked", s, app.RuleSpec{Kind: app.RuleQuestion, Texts: []string{"Which browser is installed?"}, Scope: app.ScopeTurn}, nil},
		{"without a guide until the moderator speaks", free, app.RuleSpec{Kind: app.RuleQuestion, Texts: guided.Guide[:1], Scope: app.ScopeTurn}, []string{"By mail."}},
		{"under a heading", notes, app.RuleSpec{Kind: app.RuleHeading, Texts: []string{"sharing files"}, Scope: app.ScopeTurn}, []string{"By mail.", "Always."}},
		{"all under a heading", notes, app.RuleSpec{Kind: app.RuleHeading, Texts: []string{"Paying"}, Scope: app.ScopeWhole}, []string{"Ten."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.spec.Interviews = []app.InterviewID{c.in.ID}
			res, err := service(b).Find(t.Context(), c.spec, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := quotes(c.in, res.Hits); !slices.Equal(got, c.want) {
				t.Errorf("Find = %q, want %q", got, c.want)
			}
		})
	}
}

// TestQuestions_InOtherWords holds the measure of likeness against questions as moderators ask them.
func TestQuestions_InOtherWords(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	guided := *st
	guided.Guide = []string{"Tell me about your role.", "How do you decide which tool to buy?", "What is hardest about inviting your team?", "How did the first week go?", "Who approves a purchase?"}
	cs := b.Hand.Begin("Guide")
	cs.Update(st, &guided)
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		said string
		is   int // index into the guide, -1 for none
	}{
		{"Great. Could you tell me a bit about your role here?", 0},
		{"When you buy a tool, how do you decide?", 1},
		{"And inviting the team, what was hard about that, the hardest thing?", 2},
		{"So how was the first week?", 3},
		{"Who has to approve purchases with you?", 4},
		{"Why?", -1},
		{"Can you say more about the tool?", -1},
		{"Let me stop the recording.", -1},
	} {
		t.Run(c.said, func(t *testing.T) {
			s := b.Session(&guided, "P", "Mod: "+c.said, "P: Well.")
			for i, q := range guided.Guide {
				res, err := service(b).Find(t.Context(), app.RuleSpec{Kind: app.RuleQuestion, Texts: []string{q}, Scope: app.ScopeTurn, Interviews: []app.InterviewID{s.ID}}, nil)
				if err != nil {
					t.Fatal(err)
				}
				if got := len(res.Hits) > 0; got != (i == c.is) {
					t.Errorf("is %q: %v", q, got)
				}
			}
		})
	}
}

func TestFind_TellsWhatIsTaggedAlready(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	a, z := b.Tag(st, "A", ""), b.Tag(st, "Z", "")
	s := b.Session(st, "P", "P: one price two price three price four price")
	spans := []string{"one price", "two price", "three price"}
	s.Finding(spans[0], a.ID, z.ID)
	s.Finding("price two pri", a.ID)
	s.Finding(spans[2], a.ID)
	spec := app.RuleSpec{Kind: app.RulePattern, Texts: []string{`(one|two|three|four) price`}, Scope: app.ScopeMatch}
	for _, c := range []struct {
		name string
		tags []app.TagID
		want []rule.State
	}{
		{"no tag chosen", nil, []rule.State{rule.New, rule.New, rule.New, rule.New}},
		{"one tag", []app.TagID{a.ID}, []rule.State{rule.Tagged, rule.Overlaps, rule.Tagged, rule.New}},
		{"both tags must be there", []app.TagID{a.ID, z.ID}, []rule.State{rule.Tagged, rule.New, rule.New, rule.New}},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec.Tags = c.tags
			res, err := service(b).Find(t.Context(), spec, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []rule.State
			for _, h := range res.Hits {
				got = append(got, h.State)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("states %v, want %v", got, c.want)
			}
		})
	}
}

func TestFind_ViewShowsTheMatchInItsText(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	long := strings.Repeat("und so weiter ", 40)
	s := b.Session(st, "P", "P: "+long+"\nthe price "+long, "P: So the price is high.")
	for _, scope := range rule.Scopes(app.RuleWords) {
		res, err := service(b).Find(t.Context(), app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price"}, Scope: scope, Around: 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			v := h.View
			if len(v.Text) > 450 || strings.ContainsAny(v.Text, "\n\t") || v.Core.Len() <= 0 {
				t.Errorf("%s: view %+v", scope, v)
			}
			for _, m := range v.Marks {
				if v.Text[m.Start:m.End] != "price" {
					t.Errorf("%s: mark %q in %q", scope, v.Text[m.Start:m.End], v.Text)
				}
			}
			if scope == app.ScopeMatch && v.Text[v.Core.Start:v.Core.End] != "price" || scope != app.ScopeMatch && len(v.Marks) == 0 {
				t.Errorf("%s: %+v of %q", scope, v, s.Text.Text[h.Start:h.End])
			}
		}
	}
}

func TestFind_RefusesWhatMakesNoSense(t *testing.T) {
	b := apptest.New(t)
	for _, c := range []struct {
		name string
		spec app.RuleSpec
		want string // in the message
	}{
		{"no kind", app.RuleSpec{}, "does not say what to look for"},
		{"no words", app.RuleSpec{Kind: app.RuleWords, Texts: []string{" \n", "\u200b"}, Scope: app.ScopeMatch}, "nothing to look for"},
		{"no pattern", app.RuleSpec{Kind: app.RulePattern, Scope: app.ScopeMatch}, "empty"},
		{"no question", app.RuleSpec{Kind: app.RuleQuestion, Scope: app.ScopeTurn}, "nothing to look for"},
		{"the sentence of a speaker", app.RuleSpec{Kind: app.RuleSpeaker, Scope: app.ScopeSentence}, "cannot tag"},
		{"zero turns around", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"x"}, Scope: app.ScopeAround}, "1 to 20"},
		{"inside nothing", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"x"}, Scope: app.ScopeMatch, Relation: app.Inside}, "no tag is chosen"},
		{"beside something", app.RuleSpec{Kind: app.RuleWords, Texts: []string{"x"}, Scope: app.ScopeMatch, Relation: "beside"}, "no place"},
		{"too many phrases", app.RuleSpec{Kind: app.RuleWords, Texts: slices.Repeat([]string{"x"}, 201), Scope: app.ScopeMatch}, "201 phrases"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := service(b).Find(t.Context(), c.spec, nil)
			if message, _ := app.Explain(err); app.CodeOf(err) != app.EInvalid || !strings.Contains(message, c.want) {
				t.Errorf("Find = %v, want EInvalid with %q", err, c.want)
			}
		})
	}
}

func TestFind_NamesThePlaceOfABadPattern(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{`price(s`, "“(” at character 6 opens a group that is never closed"},
		{`(a)(b(c)`, "“(” at character 4 opens a group that is never closed"},
		{`[(]x)y`, "“)” at character 5 closes a group that was never opened"},
		{`äö)`, "“)” at character 3 closes"},
		{`a[b-`, "“[b-” at character 2"},
		{`[z-a]`, "“z-a” at character 2 is a range that runs backwards"},
		{`*a`, "“*” at character 1 has nothing before it to repeat"},
		{`a**`, "“**” at character 2 repeats a repetition"},
		{`ab\`, `“\” at character 3 ends the pattern`},
		{`a(?=b)`, "“(?=” at character 2 is not supported"},
		{`x{2000}`, "“{2000}” at character 2 repeats more often"},
		{`\q`, `“\q” at character 1 is an escape that is not known`},
	} {
		t.Run(c.pattern, func(t *testing.T) {
			_, err := rule.Compile(app.RuleSpec{Kind: app.RulePattern, Texts: []string{c.pattern}, Scope: app.ScopeMatch}, nil)
			if message, hint := app.Explain(err); app.CodeOf(err) != app.EInvalid || !strings.Contains(message, c.want) || hint == "" {
				t.Errorf("Compile(%q) = %q, want %q", c.pattern, message, c.want)
			}
		})
	}
}

func TestFind_Stops(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("S")
	for i := range 60 {
		b.Session(st, "P"+string(rune('A'+i)), "P: price")
	}
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	_, err := service(b).Find(ctx, app.RuleSpec{Kind: app.RuleWords, Texts: []string{"price"}, Scope: app.ScopeMatch}, func(done, _ int64, _ string) {
		seen = int(done)
		cancel()
	})
	if app.CodeOf(err) != app.ECanceled || seen == 0 || seen == 60 {
		t.Errorf("Find = %v after %d interviews", err, seen)
	}
}
