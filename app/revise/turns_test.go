package revise_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/revise"
)

func TestReview_TellsWhatBecomesOfTurns(t *testing.T) {
	cut := func(at int) func([]revise.Turn) []revise.Turn { // turn 4 in two
		return func(all []revise.Turn) []revise.Turn {
			a := all[3]
			b := a
			a.Text, b.Text = a.Text[:at], a.Text[at:]
			return slices.Insert(append(slices.Clone(all[:3]), a, b), 5, all[4:]...)
		}
	}
	for _, c := range []struct {
		name string
		edit func([]revise.Turn) []revise.Turn
		want string
	}{
		{"a word", func(all []revise.Turn) []revise.Turn {
			all[1].Text = "We waited three weeks for the permissions."
			return all
		}, "[]"},
		{"all words", func(all []revise.Turn) []revise.Turn { all[1].Text = "Hm?"; return all }, "[]"},
		{"split", cut(22), "[{split 4 0 2}]"},
		{"split, and another voice", func(all []revise.Turn) []revise.Turn { all = cut(22)(all); all[4].Speaker = "Priya"; return all },
			"[{split 4 0 2} {voice 4 2 0 Priya}]"},
		{"joined", func(all []revise.Turn) []revise.Turn {
			all[3].Text += " " + all[4].Text
			return all[:4]
		}, "[{joined 5 0 0}]"},
		{"emptied", func(all []revise.Turn) []revise.Turn { all[2].Text = " "; return all }, "[{gone 3 0 0}]"},
		{"removed", func(all []revise.Turn) []revise.Turn { return all[1:] }, "[{gone 1 0 0}]"},
		{"put in", func(all []revise.Turn) []revise.Turn {
			return slices.Insert(all, 1, revise.Turn{Speaker: "P", Text: "Ahem!", From: app.NoTime, To: app.NoTime})
		}, "[{new 1 0 0}]"},
		{"said by another", func(all []revise.Turn) []revise.Turn { all[4].Speaker = "Priya"; return all }, "[{voice 5 0 0 Priya}]"},
		{"times after the rest", func(all []revise.Turn) []revise.Turn { all[0].From = time.Second; all[4].Speaker = "Priya"; return all },
			"[{voice 5 0 0 Priya} {time 1 0 0 1s}]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			base := r.base()
			rev, err := r.s.Preview(t.Context(), revise.Edit(base, c.edit(revise.TurnsOf(base))))
			if err != nil {
				t.Fatal(err)
			}
			kinds := []string{"gone", "new", "split", "joined", "voice", "time"}
			var got []string
			for _, ch := range rev.TurnChanges() {
				line := fmt.Sprintf("{%s %d %d %d", kinds[ch.Kind], ch.Turn, ch.Part, ch.Parts)
				switch ch.Kind {
				case revise.TurnVoice:
					line += " " + ch.Speaker
				case revise.TurnTime:
					line += " " + ch.From.String()
				}
				got = append(got, line+"}")
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}
