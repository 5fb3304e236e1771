package suggest_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"throughline/synthesis/suggest"
	"throughline/synthesis/synthesistest"
)

// scoreOf is the score of a tag for a text.
func scoreOf(m *suggest.Model, text, tag string) float64 {
	for _, s := range m.Rank(text, 1000) {
		if s.Tag == tag {
			return s.Score
		}
	}
	return 0
}

func update(t testing.TB, m *suggest.Model, examples []suggest.Example) *suggest.Model {
	t.Helper()
	next, err := m.Update(context.Background(), examples, suggest.Options{})
	if err != nil {
		t.Fatalf("Update() error = %v", err)
	}
	return next
}

func TestUpdate_LearnsFromOneAnswer(t *testing.T) {
	m := train(t, taught, suggest.Options{})
	text := "The colours of the report look washed out"
	before := scoreOf(m, text, "Slow export")
	no := update(t, m, append(slices.Clone(taught), suggest.Example{Text: "The report looks washed out", Not: []string{"Slow export"}}))
	if got := scoreOf(no, text, "Slow export"); got >= before {
		t.Errorf("after a refusal Slow export scores %.3f, before %.3f", got, before)
	}
	yes := update(t, m, append(slices.Clone(taught), suggest.Example{Text: "The colours are washed out in the report", Tags: []string{"Looks"}}))
	if got := best(yes, text); got != "Looks" {
		t.Errorf("after one passage of a new tag the first is %q, want Looks", got)
	}
	if got := scoreOf(m, text, "Slow export"); got != before {
		t.Errorf("the model that was updated changed: %.4f, was %.4f", got, before)
	}
	back := update(t, yes, taught)
	for _, tag := range []string{"Slow export", "Price", "Login trouble"} {
		if a, b := scoreOf(m, text, tag), scoreOf(back, text, tag); math.Abs(a-b) > 0.05 {
			t.Errorf("taken back, %s scores %.3f, at first %.3f", tag, b, a)
		}
	}
	if scoreOf(back, text, "Looks") != 0 {
		t.Error("a tag taken back is still proposed")
	}
	empty := train(t, nil, suggest.Options{})
	if got := best(update(t, empty, taught), "the price is too high"); got != "Price" {
		t.Errorf("from nothing: %q, want Price", got)
	}
}

// TestUpdate_AgreesWithTrain adds, retags and removes some examples of a public set and holds the hits against learning anew.
func TestUpdate_AgreesWithTrain(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	set := synthesistest.Load(t, "nhs_p1_label", 2000, 1)
	var all []suggest.Example
	for i, s := range set.Texts[:600] {
		all = append(all, suggest.Example{Text: s, Tags: []string{set.Labels[i]}})
	}
	m := train(t, all[20:580], suggest.Options{})
	next := all[:600]
	for i := 580; i < 600; i++ { // one after the other, as a reader tags
		m = update(t, m, next[20:i+1])
	}
	m = update(t, m, next)
	anew := train(t, next, suggest.Options{})
	same, right, rightAnew := 0, 0, 0
	for i, s := range set.Texts[600:] {
		a, b := m.Rank(s, 1), anew.Rank(s, 1)
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		if a[0].Tag == b[0].Tag {
			same++
		}
		if a[0].Tag == set.Labels[600+i] {
			right++
		}
		if b[0].Tag == set.Labels[600+i] {
			rightAnew++
		}
	}
	n := float64(len(set.Texts) - 600)
	t.Logf("same first tag %.3f, right %.3f, learned anew %.3f", float64(same)/n, float64(right)/n, float64(rightAnew)/n)
	if float64(same) < 0.9*n || float64(right) < float64(rightAnew)-0.02*n {
		t.Errorf("after 40 changes the first tag agrees for %.3f, right %.3f instead of %.3f", float64(same)/n, float64(right)/n, float64(rightAnew)/n)
	}
}

func TestUpdate_EndsWithItsContext(t *testing.T) {
	m := train(t, taught, suggest.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := m.Update(ctx, taught[1:], suggest.Options{}); err == nil {
		t.Error("Update() went on after its context ended")
	}
}

func TestHeldOut_CountsWhatWasNotSeen(t *testing.T) {
	var ex []suggest.Example
	for i := range 30 {
		ex = append(ex, suggest.Example{Text: fmt.Sprintf("the price of plan %d is too high for our budget", i), Tags: []string{"Price"}},
			suggest.Example{Text: fmt.Sprintf("we waited %d days for an invitation mail", i), Tags: []string{"Waiting"}}, suggest.Example{Text: fmt.Sprintf("green tea number %d tastes good", i)})
	}
	m := train(t, ex, suggest.Options{})
	got := m.HeldOut("Price", 0.5)
	if got.Passages != 90 || got.Carriers != 30 || got.Right < 25 || got.Offered < got.Right || got.Offered > 35 {
		t.Errorf("HeldOut() = %+v, want nearly all of 30 right", got)
	}
	if sure := m.HeldOut("Price", 0.99999); sure.Offered > got.Offered {
		t.Errorf("with a higher least score %d are offered, %d before", sure.Offered, got.Offered)
	}
	if got := m.HeldOut("gone", 0.5); got != (suggest.Record{}) {
		t.Errorf("HeldOut of an unknown tag = %+v", got)
	}
	if got := train(t, taught[:4], suggest.Options{}).HeldOut("Slow export", 0.1); got.Passages != 0 {
		t.Errorf("with four examples HeldOut() = %+v, want nothing", got)
	}
}

func TestTeach_PicksWhatIsTypicalAndNew(t *testing.T) {
	m := train(t, taught, suggest.Options{})
	texts := []string{"The price is far too expensive for a team", "ok"}
	for i := range 8 {
		texts = append(texts, fmt.Sprintf("the map shows the wrong street when I search for a town, %d", i), fmt.Sprintf("support answered within %d minutes and was friendly", i))
	}
	got, err := m.Teach(t.Context(), texts, 4)
	if err != nil || len(got) != 4 {
		t.Fatalf("Teach() = %+v, %v", got, err)
	}
	if got[0].Text < 2 || got[1].Text < 2 || (got[0].Text-got[1].Text)%2 == 0 {
		t.Errorf("the first two are %q and %q, want one of each new subject", texts[got[0].Text], texts[got[1].Text])
	}
	again, _ := m.Teach(t.Context(), texts, 4)
	if !slices.Equal(got, again) {
		t.Errorf("Teach() = %v, then %v", got, again)
	}
	for _, texts := range [][]string{nil, {""}, {"one two three"}} {
		if _, err := m.Teach(t.Context(), texts, 3); err != nil {
			t.Errorf("Teach(%q) = %v", texts, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Teach(ctx, texts, 3); err == nil {
		t.Error("Teach() went on after its context ended")
	}
}

func TestSuggest_PrefersTheLowestTagItIsSureOf(t *testing.T) {
	var ex []suggest.Example
	for i := range 12 {
		ex = append(ex, suggest.Example{Text: fmt.Sprintf("the invoice %d shows the wrong tax", i), Tags: []string{"Invoice"}},
			suggest.Example{Text: fmt.Sprintf("the card was charged twice in week %d", i), Tags: []string{"Card"}},
			suggest.Example{Text: fmt.Sprintf("we waited %d days for support", i), Tags: []string{"Support"}})
	}
	train(t, ex, suggest.Options{Parents: map[string]string{"Invoice": "Card", "Card": "Invoice"}}) // a circle ends
	parents := map[string]string{"Invoice": "Money", "Card": "Money"}
	m := train(t, ex, suggest.Options{Parents: parents, About: map[string]string{"Money": "Money"}})
	if got := best(m, "the invoice has a wrong tax rate"); got != "Invoice" {
		t.Errorf("a heading that nobody gives: first is %q, want Invoice", got)
	}
	for i := range 12 {
		ex = append(ex, suggest.Example{Text: fmt.Sprintf("refunds of money took %d days to arrive", i), Tags: []string{"Money"}})
	}
	m = train(t, ex, suggest.Options{Parents: parents})
	if got := best(m, "the invoice has a wrong tax"); got != "Invoice" {
		t.Errorf("sure of the lower tag: %q", got)
	}
	for _, s := range m.Suggest("the invoice has a wrong tax", 5) {
		if s.Tag == "Money" {
			t.Error("a tag and the one above it are both proposed")
		}
	}
}

func TestLikely_MarksWhatIsAGuess(t *testing.T) {
	m := train(t, taught, suggest.Options{About: map[string]string{"Mobile": "Mobile phone app"}})
	for _, s := range m.Suggest("the price of the mobile phone app", 5) {
		if limit := 0.3 + 0.1*float64(s.Shown); s.Shown < suggest.Few && s.Score > limit {
			t.Errorf("%s with %d examples scores %.2f, at most %.1f", s.Tag, s.Shown, s.Score, limit)
		}
	}
	if got := m.Likely("the price is too high", 5, 0.99); len(got) != 0 {
		t.Errorf("Likely(0.99) = %+v", got)
	}
}

func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{1000, 3000} {
		b.Run(fmt.Sprint(n, " examples of 77 tags"), func(b *testing.B) {
			set := synthesistest.Load(b, "banking77", n+1, 1)
			var ex []suggest.Example
			for i := range set.Texts {
				ex = append(ex, suggest.Example{Text: set.Texts[i], Tags: []string{set.Labels[i]}})
			}
			m := train(b, ex[:n], suggest.Options{})
			for b.Loop() {
				update(b, m, ex)
			}
		})
	}
}
