package app_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"throughline/app"
)

func TestTalkOf_SharesTimeAndSaysWhenItCountsWordsInstead(t *testing.T) {
	iv := &app.Interview{Speakers: []app.Speaker{{Label: "M", Name: "Mara", Role: app.RoleModerator}, {Label: "P", Name: "P07", Role: app.RoleParticipant},
		{Label: "O", Name: "Nils", Role: app.RoleOther}}}
	const s = time.Second
	for _, row := range []struct {
		name   string
		turns  []app.Turn // the span holds the number of words only
		byTime bool
		shares []float64
		words  []int
	}{
		{"times with ends", []app.Turn{turn("M", 10, 0, 10*s), turn("P", 20, 10*s, 40*s)}, true, []float64{.25, .75, 0}, []int{10, 20, 0}},
		{"a turn without end lasts until the next", []app.Turn{turn("M", 10, 0, app.NoTime), turn("P", 20, 30*s, 60*s)}, true, []float64{.5, .5, 0}, []int{10, 20, 0}},
		{"no times", []app.Turn{turn("M", 10, app.NoTime, app.NoTime), turn("P", 30, app.NoTime, app.NoTime)}, false, []float64{.25, .75, 0}, []int{10, 30, 0}},
		{"a third without times", []app.Turn{turn("M", 10, 0, 10*s), turn("P", 10, 10*s, 40*s), turn("P", 10, app.NoTime, app.NoTime)}, false, []float64{1. / 3, 2. / 3, 0}, []int{10, 20, 0}},
		{"a title is nobody's", []app.Turn{turn("", 50, app.NoTime, app.NoTime), turn("M", 10, 0, 5*s), turn("P", 10, 5*s, 20*s)}, true, []float64{.25, .75, 0}, []int{10, 10, 0}},
		{"a speaker the interview does not know", []app.Turn{turn("M", 10, 0, 5*s), turn("X", 10, 5*s, 20*s)}, true, []float64{.25, 0, 0, .75}, []int{10, 0, 0, 10}},
		{"times that run backwards count no time", []app.Turn{turn("M", 10, 90*s, 10*s), turn("P", 10, 10*s, 20*s)}, false, []float64{.5, .5, 0}, []int{10, 10, 0}},
		{"nothing", nil, false, []float64{0, 0, 0}, []int{0, 0, 0}},
	} {
		t.Run(row.name, func(t *testing.T) {
			tr := &app.Transcript{}
			for _, u := range row.turns {
				n := u.End
				u.Start = len(tr.Text)
				tr.Text += strings.Repeat("word ", n)
				u.End = len(tr.Text)
				tr.Turns = append(tr.Turns, u)
			}
			got := app.TalkOf(iv, tr)
			if got.ByTime != row.byTime || len(got.Voices) != len(row.shares) || math.Abs(got.Moderator-row.shares[0]) > 1e-9 {
				t.Fatalf("TalkOf() = by time %v, %d voices, moderator %.2f; want %v, %v", got.ByTime, len(got.Voices), got.Moderator, row.byTime, row.shares)
			}
			for i, v := range got.Voices {
				if math.Abs(v.Share-row.shares[i]) > 1e-9 || v.Words != row.words[i] {
					t.Errorf("%s: share %.3f of %d words, want %.3f of %d", v.Label, v.Share, v.Words, row.shares[i], row.words[i])
				}
			}
		})
	}
}

func turn(speaker string, words int, from, to time.Duration) app.Turn {
	return app.Turn{Span: app.Span{End: words}, Speaker: speaker, From: from, To: to}
}
