package suggest_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"throughline/synthesis/suggest"
)

// taught are passages tagged by hand.
var taught = []suggest.Example{
	{Text: "The export to PDF takes far too long.", Tags: []string{"Slow export"}},
	{Text: "I waited ten minutes until the report was exported.", Tags: []string{"Slow export"}},
	{Text: "Exporting is slow and freezes the window.", Tags: []string{"Slow export"}},
	{Text: "My password reset mail never arrived.", Tags: []string{"Login trouble"}},
	{Text: "I could not log in after the update.", Tags: []string{"Login trouble"}},
	{Text: "The login page rejects my password.", Tags: []string{"Login trouble"}},
	{Text: "It is far too expensive for a team of three.", Tags: []string{"Price"}},
	{Text: "The price went up twice this year.", Tags: []string{"Price"}},
	{Text: "We pay more than for any other tool.", Tags: []string{"Price"}},
	{Text: "I had coffee in the morning.", Tags: nil},
}

func train(t testing.TB, examples []suggest.Example, opt suggest.Options) *suggest.Model {
	t.Helper()
	m, err := suggest.Train(context.Background(), examples, opt)
	if err != nil {
		t.Fatalf("Train() error = %v", err)
	}
	return m
}

func best(m *suggest.Model, s string) string {
	if list := m.Suggest(s, 1); len(list) > 0 {
		return list[0].Tag
	}
	return ""
}

func TestSuggest_LearnsFromThreeExamplesATag(t *testing.T) {
	m := train(t, taught, suggest.Options{})
	for _, tc := range []struct{ text, want string }{
		{"Exports of a PDF are slow", "Slow export"},
		{"the password was wrong again so no login", "Login trouble"},
		{"What a price!", "Price"},
	} {
		if got := best(m, tc.text); got != tc.want {
			t.Errorf("Suggest(%q) = %q, want %q", tc.text, got, tc.want)
		}
	}
}

func TestSuggest_GivesItsReasons(t *testing.T) {
	m := train(t, taught, suggest.Options{})
	list := m.Suggest("Why is my password rejected?", 1)
	if len(list) != 1 || list[0].Tag != "Login trouble" {
		t.Fatalf("Suggest() = %+v, want Login trouble", list)
	}
	why := list[0].Why
	if len(why.Terms) == 0 || !slices.ContainsFunc(why.Terms, func(s string) bool { return strings.Contains(s, "password") }) {
		t.Errorf("Why.Terms = %q, want password among them", why.Terms)
	}
	if len(why.Nearest) == 0 || !slices.Contains(taught[why.Nearest[0]].Tags, "Login trouble") {
		t.Errorf("Why.Nearest = %v, want an example of the tag", why.Nearest)
	}
	if s := list[0].Score; s <= 0 || s > 1 {
		t.Errorf("Score = %v, want within 0 to 1", s)
	}
}

func TestSuggest_ProposesSeveralTags(t *testing.T) {
	m := train(t, taught, suggest.Options{})
	var got []string
	for _, s := range m.Suggest("The price is far too expensive and the export is slow", 3) {
		got = append(got, s.Tag)
	}
	if !slices.Contains(got, "Price") || !slices.Contains(got, "Slow export") {
		t.Errorf("Suggest() = %q, want Price and Slow export", got)
	}
}

func TestSuggest_AbstainsFromWhatItDoesNotKnow(t *testing.T) {
	m := train(t, taught, suggest.Options{})
	for _, s := range []string{"", "   ", "\x00", "zebra giraffe hippopotamus", "👍", "日本語"} {
		if list := m.Suggest(s, 3); len(list) != 0 {
			t.Errorf("Suggest(%q) = %+v, want nothing", s, list)
		}
	}
	if list := m.Suggest("The price is high", 0); list != nil {
		t.Errorf("Suggest(n 0) = %v, want nothing", list)
	}
}

func TestTrain_KnowsATagByItsWordsAlone(t *testing.T) {
	m := train(t, taught, suggest.Options{About: map[string]string{"t9": "Mobile app: phone, tablet, touch screen"}})
	list := m.Suggest("On my phone the touch screen does not react", 1)
	if len(list) != 1 || list[0].Tag != "t9" || list[0].Score > 0.3 {
		t.Errorf("Suggest() = %+v, want t9 with a low score", list)
	}
}

func TestTrain_KeepsItsLawsOnOddExamples(t *testing.T) {
	same := func(n int, s string, tags ...string) (list []suggest.Example) {
		for range n {
			list = append(list, suggest.Example{Text: s, Tags: tags})
		}
		return list
	}
	for _, tc := range []struct {
		name     string
		examples []suggest.Example
	}{
		{"none", nil},
		{"no tags", same(3, "hello there")},
		{"one example", same(1, "slow export", "A")},
		{"one tag only", same(5, "slow export of files", "A")},
		{"one text, two tags", same(8, "slow export", "A", "B")},
		{"a tag given twice", same(3, "slow export", "A", "A")},
		{"empty texts", same(9, "", "A")},
		{"empty tag", same(3, "slow export", "")},
		{"broken text", same(4, "\xff\xfe\x00 login", "A")},
		{"endless word", same(3, strings.Repeat("x", 200_000), "A")},
		{"Chinese", append(same(3, "登录失败了", "登录"), same(3, "价格太贵", "价格")...)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := train(t, tc.examples, suggest.Options{})
			for _, s := range []string{"", "slow export", "login", "登录", strings.Repeat("(", 15_000)} {
				for _, got := range m.Suggest(s, 5) {
					if !(got.Score >= 0 && got.Score <= 1) {
						t.Errorf("Suggest(%.20q) scores %v", s, got.Score)
					}
				}
			}
		})
	}
}

func TestTrain_SameSeedSameModelOnAnyProcessors(t *testing.T) {
	text := "the slow price of a password export"
	want := train(t, taught, suggest.Options{Seed: 4}).Suggest(text, 5)
	for _, procs := range []int{1, 2, 5} {
		before := runtime.GOMAXPROCS(procs)
		got := train(t, taught, suggest.Options{Seed: 4}).Suggest(text, 5)
		runtime.GOMAXPROCS(before)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d processors Suggest() = %v, want %v", procs, got, want)
		}
	}
}

func TestTrain_EndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := suggest.Train(ctx, taught, suggest.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Train() error = %v, want context.Canceled", err)
	}
}

func TestTrain_TellsItsProgress(t *testing.T) {
	var mu sync.Mutex
	var top int64
	train(t, taught, suggest.Options{Progress: func(done, total int64, _ string) {
		mu.Lock()
		defer mu.Unlock()
		top = max(top, done)
		if total != 3 {
			t.Errorf("total = %d, want 3", total)
		}
	}})
	if top != 3 {
		t.Errorf("last progress = %d, want 3", top)
	}
}

func TestSuggest_IsSafeForConcurrentUse(t *testing.T) {
	m := train(t, taught, suggest.Options{})
	want := m.Suggest("slow export", 3)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 50 {
				if got := m.Suggest("slow export", 3); !reflect.DeepEqual(got, want) {
					t.Errorf("Suggest() = %v, want %v", got, want)
				}
			}
		})
	}
	wait.Wait()
}

func ExampleModel_Suggest() {
	m, err := suggest.Train(context.Background(), taught, suggest.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range m.Suggest("The login rejects my new password", 1) {
		fmt.Println(s.Tag, s.Why.Terms, s.Why.Nearest)
	}
	// Output:
	// Login trouble [login password rejects] [5 3 4]
}

func TestRank_OffersTagsHoweverUnlikely(t *testing.T) {
	m, err := suggest.Train(t.Context(), []suggest.Example{
		{Text: "the invoice came twice and nobody could explain it", Tags: []string{"billing"}},
		{Text: "we were charged for seats we never used", Tags: []string{"billing"}},
		{Text: "the login page kept asking for a code", Tags: []string{"access"}},
		{Text: "I could not open the settings without the owner", Tags: []string{"access"}},
		{Text: "the phone app was slow on the train", Tags: []string{"speed"}},
		{Text: "loading the rota took a whole minute", Tags: []string{"speed"}},
	}, suggest.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	got := m.Rank("nobody could explain the invoice", 3)
	if len(got) != 3 || got[0].Tag != "billing" || got[0].Score < got[1].Score || got[1].Score < got[2].Score {
		t.Errorf("Rank() = %+v, want three tags, billing first", got)
	}
	if got := m.Rank("", 3); got != nil {
		t.Errorf("Rank of nothing = %+v", got)
	}
}

func TestTrain_LearnsFromWhatWasTurnedDown(t *testing.T) {
	examples := []suggest.Example{{Text: "the price is too high for us", Tags: []string{"price"}}, {Text: "we pay a high price each month", Tags: []string{"price"}},
		{Text: "the invoice has a wrong price", Tags: []string{"price"}}, {Text: "login fails with the new password", Tags: []string{"login"}},
		{Text: "I forgot the password again", Tags: []string{"login"}}, {Text: "the password page never loads", Tags: []string{"login"}}}
	score := func(more ...suggest.Example) (price, login float64) {
		m, err := suggest.Train(t.Context(), append(slices.Clone(examples), more...), suggest.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range m.Rank("they paid a high price in the championship", 2) {
			switch s.Tag {
			case "price":
				price = s.Score
			case "login":
				login = s.Score
			}
		}
		return price, login
	}
	price, login := score()
	no := suggest.Example{Text: "they paid a high price in the championship", Not: []string{"price"}}
	lower, still := score(no, no)
	if lower >= price {
		t.Errorf("turned down twice, price scores %.3f, before %.3f", lower, price)
	}
	if still < login/2 {
		t.Errorf("of login nothing was said, yet it scores %.3f, before %.3f", still, login)
	}
}
