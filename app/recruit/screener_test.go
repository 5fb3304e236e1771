package recruit_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/recruit"
)

func ptr(f float64) *float64 { return &f }

// trade asks four questions: the trade rules out, the role branches, the number counts, several choices add up.
func trade() app.Screener {
	return app.Screener{Pass: 6, Questions: []app.ScreenerQuestion{
		{ID: "q1", Text: "Do you plan shifts?", Type: app.AskYesNo, Options: []app.ScreenerOption{{Text: "Yes", Score: 2}, {Text: "No", Goto: "q3"}}},
		{ID: "q2", Text: "Where do you work?", Type: app.AskSingle, Field: "Trade",
			Options: []app.ScreenerOption{{Text: "Care", Score: 1}, {Text: "Works in the trade", Out: true}, {Text: "Elsewhere"}}},
		{ID: "q3", Text: "How many people are in your team?", Type: app.AskNumber, Field: "Team size",
			Rules: []app.ScreenerRule{{Min: ptr(1), Max: ptr(4), Score: 1}, {Min: ptr(5), Score: 3}, {Max: ptr(0), Out: true}}},
		{ID: "q4", Text: "What do you use?", Type: app.AskMulti, Options: []app.ScreenerOption{{Text: "Paper", Score: 1}, {Text: "Spreadsheet, shared", Score: 1}, {Text: "Nothing", Goto: recruit.End}}},
		{ID: "q5", Text: "Which spreadsheet?", Type: app.AskText, Only: &app.ScreenerOnly{Question: "q4", Answer: "Spreadsheet, shared"},
			Rules: []app.ScreenerRule{{Word: "excel", Score: 1}}},
	}}
}

func answers(pairs ...string) []app.Answer {
	var all []app.Answer
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, app.Answer{Question: pairs[i], Values: strings.Split(pairs[i+1], "|")})
	}
	return all
}

func TestTake_WalksJudgesAndSaysWhy(t *testing.T) {
	for _, c := range []struct {
		name    string
		given   []app.Answer
		asked   string
		next    string
		score   float64
		fit     app.Fit
		why     string
		ofWhole app.Screener
	}{
		{"nothing answered", nil, "q1", "q1", 0, app.FitUnknown, "", trade()},
		{"a branch leaves a question out", answers("q1", "no"), "q1 q3", "q3", 0, app.FitUnknown, "", trade()},
		{"ruled out ends at once", answers("q1", "Yes", "q2", "works in the trade", "q3", "9"), "q1 q2", "", 2, app.FitNot, "ruled out by q2: Works in the trade", trade()},
		{"ruled out by a number", answers("q1", "Yes", "q2", "Care", "q3", "0"), "q1 q2 q3", "", 3, app.FitNot, "ruled out by q3: 0", trade()},
		{"too low a score", answers("q1", "Yes", "q2", "Elsewhere", "q3", "4", "q4", "Paper"), "q1 q2 q3 q4", "", 4, app.FitNot, "score 4 of the 6 needed", trade()},
		{"enough, and a question only after an answer", answers("q1", "Yes", "q2", "Care", "q3", "5", "q4", "Paper|Spreadsheet, shared", "q5", "Microsoft Excel"), "q1 q2 q3 q4 q5", "", 9,
			app.FitQualified, "score 9, 6 needed", trade()},
		{"a choice ends the screener", answers("q1", "Yes", "q2", "Care", "q3", "12", "q4", "Nothing"), "q1 q2 q3 q4", "", 6, app.FitQualified, "score 6, 6 needed", trade()},
		{"what is not offered is no answer", answers("q1", "Perhaps"), "q1", "q1", 0, app.FitUnknown, "", trade()},
		{"answers to questions that are gone", answers("q9", "Yes"), "q1", "q1", 0, app.FitUnknown, "", trade()},
		{"no questions", answers("q1", "Yes"), "", "", 0, app.FitUnknown, "", app.Screener{Pass: 3}},
		{"no score asked for", answers("a", "x"), "a", "", 0, app.FitQualified, "nothing rules them out",
			app.Screener{Questions: []app.ScreenerQuestion{{ID: "a", Text: "A", Type: app.AskText}}}},
		{"a circle ends", answers("a", "Yes", "b", "Yes"), "a b", "", 0, app.FitQualified, "nothing rules them out", circle()},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := recruit.Take(c.ofWhole, c.given)
			var asked []string
			for _, a := range w.Asked {
				asked = append(asked, a.Question.ID)
			}
			if got := strings.Join(asked, " "); got != c.asked || w.Next != c.next || w.Score != c.score || w.Fit != c.fit || w.Why != c.why {
				t.Errorf("asked %q, next %q, score %v, %q: %q; want %q, %q, %v, %q: %q", got, w.Next, w.Score, w.Fit, w.Why, c.asked, c.next, c.score, c.fit, c.why)
			}
		})
	}
}

func circle() app.Screener {
	return app.Screener{Questions: []app.ScreenerQuestion{
		{ID: "a", Text: "A", Type: app.AskYesNo},
		{ID: "b", Text: "B", Type: app.AskYesNo, Options: []app.ScreenerOption{{Text: "Yes", Goto: "a"}, {Text: "No"}}},
	}}
}

func TestCheck_NamesWhatDoesNotHold(t *testing.T) {
	change := func(f func(*app.Screener)) app.Screener {
		s := trade()
		f(&s)
		return s
	}
	for _, c := range []struct {
		name string
		s    app.Screener
		want string // of the first problem, "" for none
	}{
		{"one that holds", trade(), ""},
		{"an empty one", app.Screener{}, ""},
		{"a circle", circle(), "a leads round in a circle and never ends."},
		{"a circle by falling through", change(func(s *app.Screener) { s.Questions[3].Options[0].Goto = "q2" }), "q3 leads round in a circle and never ends."},
		{"back, but never round", change(func(s *app.Screener) {
			s.Questions = []app.ScreenerQuestion{
				{ID: "a", Text: "A", Type: app.AskYesNo, Options: []app.ScreenerOption{{Text: "Yes", Goto: "c"}, {Text: "No", Goto: "c"}}},
				{ID: "b", Text: "B", Type: app.AskYesNo, Options: []app.ScreenerOption{{Text: "Yes", Goto: recruit.End}, {Text: "No", Goto: recruit.End}}},
				{ID: "c", Text: "C", Type: app.AskYesNo, Options: []app.ScreenerOption{{Text: "Yes", Goto: "b"}, {Text: "No"}}},
			}
		}), ""},
		{"leads to itself", change(func(s *app.Screener) { s.Questions[2].Rules[0].Goto = "q3" }), "q3 leads round in a circle and never ends."},
		{"leads nowhere", change(func(s *app.Screener) { s.Questions[0].Options[1].Goto = "q7" }), "q1 leads to q7, which is not there."},
		{"a rule leads nowhere", change(func(s *app.Screener) { s.Questions[2].Rules[1].Goto = "x" }), "q3 leads to x, which is not there."},
		{"waits for nobody", change(func(s *app.Screener) { s.Questions[4].Only.Question = "q8" }), "q5 waits for q8, which is not there."},
		{"waits for itself", change(func(s *app.Screener) { s.Questions[4].Only.Question = "q5" }), "q5 waits for its own answer."},
		{"waits for what is not offered", change(func(s *app.Screener) { s.Questions[4].Only.Answer = "Abacus" }), "q5 waits for “Abacus”, which q4 does not offer."},
		{"an id twice", change(func(s *app.Screener) { s.Questions[1].ID = "q1" }), "Two questions are called q1."},
		{"no id", change(func(s *app.Screener) { s.Questions[1].ID = "" }), "Question 2 has no id of its own."},
		{"the end as id", change(func(s *app.Screener) { s.Questions[1].ID = recruit.End }), "Question 2 has no id of its own."},
		{"asks nothing", change(func(s *app.Screener) { s.Questions[1].Text = " " }), "q2 asks nothing."},
		{"nothing to choose", change(func(s *app.Screener) { s.Questions[1].Options = nil }), "q2 has nothing to choose from."},
		{"a choice twice", change(func(s *app.Screener) { s.Questions[1].Options[2].Text = "care " }), "q2 offers “care ” twice."},
		{"bounds the wrong way", change(func(s *app.Screener) { s.Questions[2].Rules[0].Max = ptr(0.5) }), "q3 asks for at least 1 and at most 0.5."},
		{"a rule without a bound", change(func(s *app.Screener) { s.Questions[2].Rules[0] = app.ScreenerRule{Score: 1} }), "q3 has a rule without a bound."},
		{"a rule without a word", change(func(s *app.Screener) { s.Questions[4].Rules[0].Word = "" }), "q5 has a rule without a word."},
		{"no type", change(func(s *app.Screener) { s.Questions[4].Type = "guess" }), "q5 has no type."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if all := recruit.Check(c.s); len(all) > 0 {
				got = all[0].Text
			}
			if got != c.want {
				t.Errorf("Check() = %q, want %q", got, c.want)
			}
		})
	}
}

func TestRead_TakesWhatFormsWrite(t *testing.T) {
	q := func(i int) app.ScreenerQuestion { return trade().Questions[i] }
	for _, c := range []struct {
		name, text string
		q          app.ScreenerQuestion
		want       []string
		fails      bool
	}{
		{"yes", "y", q(0), []string{"Yes"}, false},
		{"a tick", "TRUE", q(0), []string{"Yes"}, false},
		{"no", "nein", q(0), []string{"No"}, false},
		{"neither", "maybe", q(0), nil, true},
		{"a choice in other case", " CARE ", q(1), []string{"Care"}, false},
		{"no choice", "Bakery", q(1), nil, true},
		{"a number", "1 200", q(2), []string{"1200"}, false},
		{"a comma", "2,5", q(2), []string{"2.5"}, false},
		{"no number", "about ten", q(2), nil, true},
		{"not a number", "NaN", q(2), nil, true},
		{"beyond counting", "1e99", q(2), nil, true},
		{"several by semicolons", "Paper; Spreadsheet, shared", q(3), []string{"Paper", "Spreadsheet, shared"}, false},
		{"one with a comma in it", "Spreadsheet, shared", q(3), []string{"Spreadsheet, shared"}, false},
		{"several by lines", "Paper\nNothing\nPaper", q(3), []string{"Paper", "Nothing"}, false},
		{"several by commas", "Paper, Nothing", q(3), []string{"Paper", "Nothing"}, false},
		{"one of several unknown", "Paper; Abacus", q(3), nil, true},
		{"only separators", ";;", q(3), nil, true},
		{"a text", " Excel ", q(4), []string{"Excel"}, false},
		{"nothing", "  ", q(2), nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := recruit.Read(c.q, c.text)
			if !slices.Equal(got, c.want) || (err != nil) != c.fails {
				t.Errorf("Read(%q) = %q, %v; want %q", c.text, got, err, c.want)
			}
			if err != nil && app.CodeOf(err) != app.EInvalid {
				t.Errorf("code %q", app.CodeOf(err))
			}
		})
	}
}

func TestKnown_AnswersFromFields(t *testing.T) {
	s := trade()
	s.Questions[0].Field = "segment"
	p := &app.Participant{Code: "P1", Segment: "no", Attributes: []app.Attribute{{Name: "trade", Value: "care"}, {Name: "Team size", Value: "many"}}}
	got := recruit.Known(s, p)
	if want := answers("q1", "No", "q2", "Care"); !slices.EqualFunc(got, want, sameAnswer) {
		t.Errorf("Known() = %v, want %v: a team size in words answers nothing", got, want)
	}
}

func sameAnswer(a, b app.Answer) bool {
	return a.Question == b.Question && slices.Equal(a.Values, b.Values)
}

func TestMerge_TakesTheNewerAnswer(t *testing.T) {
	got := recruit.Merge(trade(), answers("q1", "Yes", "q2", "Care", "gone", "x"), answers("q2", "Elsewhere", "q3", "4"))
	if want := answers("q1", "Yes", "q2", "Elsewhere", "q3", "4"); !slices.EqualFunc(got, want, sameAnswer) {
		t.Errorf("Merge() = %v, want %v", got, want)
	}
}

func TestWithout_LeavesNothingThatLeadsThere(t *testing.T) {
	s := trade()
	for _, id := range []string{"q3", "q4", "q1", "q2", "q5"} {
		s = recruit.Without(s, id)
		if all := recruit.Check(s); len(all) > 0 {
			t.Fatalf("without %s: %v", id, all)
		}
	}
	if len(s.Questions) != 0 || len(trade().Questions) != 5 {
		t.Errorf("%d questions left", len(s.Questions))
	}
}

func TestJoined_LeadsWithinWhatCame(t *testing.T) {
	s := app.Screener{Pass: 0, Questions: []app.ScreenerQuestion{{ID: "q1", Text: "One?", Type: app.AskYesNo}, {ID: "q4", Text: "Two?", Type: app.AskText}}}
	low := 3.
	other := app.Screener{Pass: 2, Questions: []app.ScreenerQuestion{
		{ID: "q1", Text: "Three?", Type: app.AskSingle, Options: []app.ScreenerOption{{Text: "A", Goto: "q9"}, {Text: "B", Goto: recruit.End}}},
		{ID: "q2", Text: "Four?", Type: app.AskNumber, Rules: []app.ScreenerRule{{Min: &low, Goto: "q9"}}},
		{ID: "q9", Text: "Five?", Type: app.AskText, Only: &app.ScreenerOnly{Question: "q1", Answer: "A"}}}}
	got := recruit.Joined(s, other)
	var ids []string
	for _, q := range got.Questions {
		ids = append(ids, q.ID)
	}
	if !slices.Equal(ids, []string{"q1", "q4", "q5", "q6", "q7"}) || got.Pass != 2 {
		t.Fatalf("questions %v, score %g", ids, got.Pass)
	}
	q := got.Questions[2:]
	if q[0].Options[0].Goto != "q7" || q[0].Options[1].Goto != recruit.End || q[1].Rules[0].Goto != "q7" || q[2].Only.Question != "q5" {
		t.Errorf("they lead to %+v", q)
	}
	if other.Questions[0].ID != "q1" || other.Questions[2].Only.Question != "q1" || len(s.Questions) != 2 {
		t.Error("what was joined has changed itself")
	}
}

func TestMoved_KeepsTheOther(t *testing.T) {
	s := trade()
	moved := recruit.Moved(s, 0, 99)
	if moved.Questions[4].ID != "q1" || s.Questions[0].ID != "q1" || recruit.Moved(s, 7, 0).Questions[0].ID != "q1" {
		t.Error("the question did not go to the end, or the screener it was copied from changed")
	}
	if got := recruit.FreshID(s); got != "q6" {
		t.Errorf("FreshID() = %q", got)
	}
	moved.Questions[0].Options[0].Score = 99
	if s.Questions[1].Options[0].Score == 99 {
		t.Error("the copy shares its options")
	}
}

// FuzzScreener reads screeners of any shape: a walk always ends, asks no question twice, and one that Check lets pass can be answered to
// its end.
func FuzzScreener(f *testing.F) {
	for _, s := range []app.Screener{trade(), circle(), {}} {
		b, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, "Yes|Care|4")
	}
	f.Add([]byte(`{"questions":[{"id":"a","text":"?","type":"yes/no","only":{"question":"a","answer":"Yes"}}]}`), "x")
	f.Add([]byte(`{"questions":[{"id":"a","text":"?","type":"number","rules":[{"min":1,"goto":"a"}]}]}`), "1")
	f.Fuzz(func(t *testing.T, data []byte, words string) {
		var s app.Screener
		if json.Unmarshal(data, &s) != nil || len(s.Questions) > 40 {
			return
		}
		problems := recruit.Check(s)
		pool := strings.Split(words, "|")
		var given []app.Answer
		for round := 0; ; round++ {
			w := recruit.Take(s, given)
			seen := map[int]bool{}
			for _, a := range w.Asked {
				at := slices.IndexFunc(s.Questions, func(q app.ScreenerQuestion) bool { return q.ID == a.Question.ID })
				if len(problems) == 0 && seen[at] {
					t.Fatalf("%q is asked twice", a.Question.ID)
				}
				seen[at] = true
			}
			if w.Next == "" {
				if w.Fit == app.FitUnknown && len(s.Questions) > 0 {
					t.Fatal("through, and nothing is known")
				}
				return
			}
			if w.Fit != app.FitUnknown || round > len(s.Questions) {
				if len(problems) == 0 {
					t.Fatalf("judged as %q while %q waits, or no end after %d answers", w.Fit, w.Next, round)
				}
				return
			}
			q := w.Asked[len(w.Asked)-1].Question
			values, err := recruit.Read(q, pool[round%len(pool)])
			if err != nil || len(values) == 0 {
				values = anything(q)
			}
			if len(values) == 0 {
				return // nothing to choose from: Check says so
			}
			given = append(given, app.Answer{Question: q.ID, Values: values})
		}
	})
}

func anything(q app.ScreenerQuestion) []string {
	if o := recruit.Options(q); len(o) > 0 {
		return []string{o[0].Text}
	}
	if q.Type == app.AskSingle || q.Type == app.AskMulti {
		return nil
	}
	return []string{"1"}
}
