package reader

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/passage"
	"throughline/app/revise"
	"throughline/ui/kit"
)

func TestTurnWords(t *testing.T) {
	for _, c := range []struct {
		of   revise.TurnChange
		want string
	}{
		{revise.TurnChange{Kind: revise.TurnGone, Turn: 12, Words: "Hm."}, "Turn 12 taken out"},
		{revise.TurnChange{Kind: revise.TurnNew, Turn: 12}, "A turn put in after turn 12"},
		{revise.TurnChange{Kind: revise.TurnNew}, "A turn put in at the start"},
		{revise.TurnChange{Kind: revise.TurnSplit, Turn: 12, Parts: 2}, "Turn 12 split in two"},
		{revise.TurnChange{Kind: revise.TurnSplit, Turn: 1200, Parts: 3}, "Turn 1,200 split in 3"},
		{revise.TurnChange{Kind: revise.TurnJoined, Turn: 13}, "Turn 13 joined with the one before"},
		{revise.TurnChange{Kind: revise.TurnVoice, Turn: 12, Speaker: "Priya"}, "Turn 12 now said by Priya"},
		{revise.TurnChange{Kind: revise.TurnVoice, Turn: 12, Part: 2, Speaker: "Priya"}, "Part 2 of turn 12 now said by Priya"},
		{revise.TurnChange{Kind: revise.TurnTime, Turn: 1, From: 62 * time.Second}, "Turn 1 now begins at 00:01:02"},
		{revise.TurnChange{Kind: revise.TurnTime, Turn: 1, From: app.NoTime}, "Turn 1 without a time now"},
	} {
		if got, _ := turnWords(c.of); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestStretchOf_CutsAtWordBorders(t *testing.T) {
	long := strings.Repeat("whatever ", 12)
	for _, c := range []struct{ name, old, new, want string }{
		{"taken out before a full stop", "They told us nothing.", "They told us.", "They told us |[nothing]| (taken out)||."},
		{"taken out between words", "They never told us.", "They told us.", "They |[never]| (taken out)|| told us."},
		{"put in", "They told us.", "They never told us.", "They |||+ never| told us."},
		{"another word", "They told us.", "They showed us.", "They |[told]| now |showed| us."},
		{"far from both ends", long + "told " + long, long + "showed " + long,
			"… " + strings.Repeat("whatever ", 6) + "|[told]| now |showed| " + strings.Repeat("whatever ", 6) + "…"},
	} {
		for _, p := range passage.Diff(c.old, c.new).Pieces() {
			r := &revise.Review{Base: &app.Transcript{Text: c.old}, Next: &app.Transcript{Text: c.new}}
			if p = tight(r, p); p.Same || p.Old.Len()+p.New.Len() == 0 {
				continue
			}
			s := stretchOf(c.old, c.new, p)
			if got := strings.Join([]string{s.before, s.was, s.says, s.now, s.after}, "|"); got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	}
}

func TestReview_SaysThatAFindingHasItsPlaceAgain(t *testing.T) {
	it := revise.Item{Older: true, Placing: passage.Placing{Verdict: passage.Moved}}
	c := &decision{it: it, verdict: kit.NewBadge("", kit.Plain), now: kit.NewParagraph("", kit.Body)}
	c.say(false, false)
	if got := c.verdict.Text(); got != "Has its place again" {
		t.Errorf("a finding whose words are back is called %q", got)
	}
	if n := regained(&revise.Review{Items: []revise.Item{it, {Placing: it.Placing}}}); n != 1 {
		t.Errorf("%d findings have their place again, want 1", n)
	}
}

func TestBeginning_EndsWithAWord(t *testing.T) {
	for _, c := range []struct {
		words string
		n     int
		want  string
	}{{"Row twenty", 20, "Row twenty"}, {"Row twenty has got a space", 17, "Row twenty has …"}, {"Wörterbuch", 2, "W …"}} {
		if got := beginning(c.words, c.n); got != c.want {
			t.Errorf("%q of %q, want %q", got, c.words, c.want)
		}
	}
}
