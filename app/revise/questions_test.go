package revise_test

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/revise"
)

// ask links a question to the turn that holds words.
func (r *room) ask(question, words string) *app.GuideLink {
	r.T.Helper()
	span := r.Span(words)
	u := r.Text.Turns[r.Text.TurnAt(span.Start)]
	g := &app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: r.study.ID, Interview: r.ID, Question: question, Transcript: r.Text.ID, Span: u.Span,
		Quote: r.Text.Text[u.Start:u.End], Provenance: app.ByHand, Stamp: r.Hand.Stamp()}
	r.Put(g)
	return g
}

func TestApply_LinksOfQuestionsFollowTheirTurns(t *testing.T) {
	r := newRoom(t)
	first, second := r.ask("How did it go?", "rollout"), r.ask("Who decides?", "Who grants")
	skipped := &app.GuideLink{ID: app.NewID[app.GuideLinkID](), Study: r.study.ID, Interview: r.ID, Question: "Why?", Skipped: true, Stamp: r.Hand.Stamp()}
	r.Put(skipped)
	where := func(g *app.GuideLink) string {
		t.Helper()
		g, base := apptest.Find(r.Bench, g), r.base()
		if g.Transcript == "" {
			return "nowhere, asked as " + g.Quote
		}
		if g.Transcript != base.ID || base.Turns[base.TurnAt(g.Span.Start)].Span != g.Span || g.Quote != base.Text[g.Span.Start:g.Span.End] {
			t.Fatalf("link %+v is not a turn of the latest text", g)
		}
		return g.Quote
	}
	for _, c := range []struct {
		name          string
		from, to      string
		first, second string
	}{
		{"words before change", "two weeks", "three weeks and a day", "How did the rollout go?", "Who grants them?"},
		{"the turn is mended", "How did the rollout go?", "So how did the roll-out go?", "So how did the roll-out go?", "Who grants them?"},
		{"the turn goes", "Who grants them?", "", "So how did the roll-out go?", "nowhere, asked as Who grants them?"},
		{"the turn comes again", "P07", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.first == "" {
				turns := revise.TurnsOf(r.base())
				turns = append(turns, revise.Turn{Speaker: "Mod", Text: "Who grants them?", From: app.NoTime, To: app.NoTime})
				r.OneStep(t, "Edit transcript of Interview with P07", func() error { _, err := r.s.Apply(t.Context(), revise.Edit(r.base(), turns), nil); return err })
				if got := where(second); got != "Who grants them?" {
					t.Errorf("the second question stands at %q", got)
				}
				return
			}
			r.OneStep(t, "Edit transcript of Interview with P07", func() error { _, err := r.s.Apply(t.Context(), r.edited(c.from, c.to), nil); return err })
			if got := where(first); got != c.first {
				t.Errorf("the first question stands at %q, want %q", got, c.first)
			}
			if got := where(second); got != c.second {
				t.Errorf("the second question stands at %q, want %q", got, c.second)
			}
		})
	}
	if got := apptest.Find(r.Bench, skipped); !got.Equal(skipped) {
		t.Errorf("a question that was left out changed: %+v", got)
	}
}

func TestForget_TakesTheWordsOfQuestionsThatHaveNoPlace(t *testing.T) {
	r := newRoom(t, "Mod: Is Anna Petrova your name?", "P: Yes.", "Mod: What then?", "P: We waited.")
	gone, stays := r.ask("Name?", "Anna"), r.ask("Then?", "What then")
	r.apply(r.edited("Is Anna Petrova your name?", ""))
	r.OneStep(t, "Remove 1 older revision", func() error { return r.s.Forget(t.Context(), r.ID) })
	if got := apptest.Find(r.Bench, gone); got.Transcript != "" || got.Quote != "" || !got.Asks() {
		t.Errorf("%+v, want that it was asked, without words", got)
	}
	if got := apptest.Find(r.Bench, stays); got.Transcript != r.base().ID || !strings.Contains(got.Quote, "What then") {
		t.Errorf("%+v, want it where it was", got)
	}
}
