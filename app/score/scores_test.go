package score_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/score"
)

// of makes measures of a kind, one a person.
func of(kind app.MeasureKind, task, release string, values ...float64) []app.Measure {
	var all []app.Measure
	for i, v := range values {
		all = append(all, app.Measure{Study: "s", Participant: app.ParticipantID(fmt.Sprint("p", i)), Kind: kind, Task: task, Release: release, Value: v})
	}
	return all
}

// times repeats a value.
func times(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func mix(parts ...[]float64) (out []float64) {
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// The rows are those of the collection of methods, section 4.5; where it gives no number, R 4.2.2 does.
func TestOf_GivesTheScoresAndIntervalsOfTheMethods(t *testing.T) {
	for _, c := range []struct {
		name             string
		kind             app.MeasureKind
		values           []float64
		value, low, high float64
		tolerance        float64
	}{
		{"success 4 of 5", app.MeasureSuccess, []float64{1, 1, 1, 1, 0}, 80, 35.96, 97.96, .009},
		{"success 9 of 10", app.MeasureSuccess, mix(times(9, 1), times(1, 0)), 90, 57.4, 100, .05},
		{"success 5 of 5", app.MeasureSuccess, times(5, 1), 100, 51.1, 100, .05},
		{"NPS 8 promoters, 2 detractors of 15", app.MeasureNPS, mix(times(8, 9), times(2, 6), times(5, 7)), 40, -.2, 66.9, .05},
		{"CSAT, two best of 10", app.MeasureCSAT, mix(times(6, 5), times(3, 4), times(1, 3)), 90, 57.4, 100, .05},
		{"CES, t", app.MeasureCES, []float64{2, 4, 6}, 4, 4 - 4.302653*2/math.Sqrt(3), 4 + 4.302653*2/math.Sqrt(3), 1e-5},
		{"SEQ, t", app.MeasureSEQ, []float64{2, 4, 6}, 4, 4 - 4.302653*2/math.Sqrt(3), 4 + 4.302653*2/math.Sqrt(3), 1e-5},
		{"SUS, t, as R", app.MeasureSUS, []float64{72.5, 80, 65, 90, 77.5, 60}, 74.1666666667, 62.83147, 85.50187, 1e-5},
		{"UMUX-Lite, t", app.MeasureUMUXLite, []float64{91.67, 75, 83.33}, 83.3333333, 83.3333333 - 4.302653*8.335/math.Sqrt(3), 83.3333333 + 4.302653*8.335/math.Sqrt(3), 1e-3},
		{"time, geometric mean", app.MeasureTime, []float64{2, 8}, 4, 4 * math.Exp(-12.7062047*math.Log(2)), 4 * math.Exp(12.7062047*math.Log(2)), 1e-2},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := score.Of(of(c.kind, "Checkout", "", c.values...), score.Together)
			if len(all) != 1 || all[0].N != len(c.values) || !all[0].Bounded {
				t.Fatalf("scores %+v", all)
			}
			near(t, "score", all[0].Value, c.value, c.tolerance)
			near(t, "low", all[0].Low, c.low, c.tolerance)
			near(t, "high", all[0].High, max(c.high, -math.MaxFloat64), c.tolerance*max(1, c.high/100))
		})
	}
}

func TestOf_OfFewSaysSo(t *testing.T) {
	for _, c := range []struct {
		name       string
		all        []app.Measure
		text, rng  string
		best       float64
		warnPrefix string
	}{
		{"4 of 5", of(app.MeasureSuccess, "Checkout", "", 1, 1, 1, 1, 0), "80 % (4 of 5)", "36 to 98 %", 66.96, ""},
		{"one SUS", of(app.MeasureSUS, "", "", 85), "85.0", "none", 85, "1 person"},
		{"one time", of(app.MeasureTime, "Checkout", "", 84), "1:24", "none", 84, "1 person"},
		{"thirty", of(app.MeasureSuccess, "Checkout", "", times(30, 1)...), "100 % (30 of 30)", "87 to 100 %", 100, ""},
		{"nobody did it", append(of(app.MeasureTime, "Checkout", "", 84), of(app.MeasureSuccess, "Checkout", "", 0)...), "–", "none", 0, "Nobody"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := score.Of(c.all, score.Together)
			s := all[len(all)-1]
			if s.Text() != c.text || s.Range() != c.rng || !strings.HasPrefix(s.Warn(), c.warnPrefix) || (s.Warn() == "") != (c.warnPrefix == "") {
				t.Errorf("text %q, interval %q, warning %q", s.Text(), s.Range(), s.Warn())
			}
			near(t, "best", s.Best, c.best, .01)
		})
	}
}

func TestOf_SortsAndGroups(t *testing.T) {
	all := append(of(app.MeasureSUS, "", "2.10", 80), of(app.MeasureSUS, "", "2.9", 70)...)
	all = append(all, of(app.MeasureSuccess, "task 10", "2.9", 1)...)
	all = append(all, of(app.MeasureSuccess, "Task 2", "2.9", 1)...)
	all = append(all, of(app.MeasureSuccess, "TASK 2", "2.9", 0)...)
	var got []string
	for _, s := range score.Of(all, score.ByRelease) {
		got = append(got, fmt.Sprint(s.Kind, "/", s.Task, "/", s.Group, "/", s.N))
	}
	if want := "success/Task 2/2.9/2 success/task 10/2.9/1 sus//2.9/1 sus//2.10/1"; strings.Join(got, " ") != want {
		t.Errorf("scores %q", got)
	}
}

func TestOf_LeavesOutTimesOfAttemptsThatFailed(t *testing.T) {
	all := append(of(app.MeasureTime, "Checkout", "2", 30, 60, 500), of(app.MeasureSuccess, "checkout", "2", 1, 1, 0)...)
	s := score.Of(all, score.Together)[1]
	if s.Kind != app.MeasureTime || s.N != 2 || s.Failed != 1 {
		t.Errorf("times %+v", s)
	}
	near(t, "geometric mean of 30 and 60", s.Value, math.Sqrt(1800), 1e-9)
}

func TestCompare_SaysWhatMayBeChance(t *testing.T) {
	for _, c := range []struct {
		name      string
		kind      app.MeasureKind
		a, b      []float64
		want      score.Verdict
		text, rng string
	}{
		{"few", app.MeasureSUS, []float64{60, 70}, []float64{80, 90}, score.TooFew, "+20.0", "−10.4 to +50.4"},
		{"one against many", app.MeasureSUS, []float64{60}, times(9, 90), score.TooFew, "+30.0", "none"},
		{"clearly better, as R", app.MeasureSUS, []float64{50, 55, 60, 52, 58}, []float64{85, 90, 88, 92, 86}, score.Better, "+33.2", "+27.9 to +38.5"},
		{"clearly worse", app.MeasureSUS, []float64{85, 90, 88, 92, 86}, []float64{50, 55, 60, 52, 58}, score.Worse, "−33.2", "−38.5 to −27.9"},
		{"may be chance, as R", app.MeasureSUS, []float64{72.5, 80, 65, 90, 77.5, 60}, []float64{85, 90, 77.5, 92.5, 80}, score.Unclear, "+10.8", "−1.2 to +22.9"},
		{"shares, as R", app.MeasureSuccess, mix(times(7, 1), times(8, 0)), mix(times(11, 1), times(3, 0)), score.Unclear, "+32 points", "−4 to +60 points"},
		{"faster is better, as R", app.MeasureTime, []float64{50, 60, 70, 55, 65}, []float64{20, 22, 25, 21, 24}, score.Better, "−63 %", "−68 to −56 %"},
		{"slower is worse", app.MeasureTime, []float64{20, 22, 25, 21, 24}, []float64{50, 60, 70, 55, 65}, score.Worse, "+167 %", "+125 to +217 %"},
		{"NPS, as R", app.MeasureNPS, mix(times(8, 9), times(2, 0), times(5, 7)), mix(times(12, 10), times(1, 5), times(7, 8)), score.Unclear, "+15", "−28 to +57"},
		{"only one side", app.MeasureSUS, []float64{60, 70}, nil, score.Missing, "–", "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := append(of(c.kind, "Checkout", "1", c.a...), of(c.kind, "Checkout", "2", c.b...)...)
			got := score.Compare(score.Of(all, score.ByRelease), "1", "2")
			if len(got) != 1 || got[0].Verdict != c.want || got[0].Text() != c.text || got[0].Range() != c.rng {
				t.Fatalf("%s: %q, %q, %+v", got[0].Verdict, got[0].Text(), got[0].Range(), got[0])
			}
			if both := min(len(c.a), len(c.b)); got[0].Both != both {
				t.Errorf("%d people are on both sides, want %d", got[0].Both, both)
			}
			if !strings.Contains(got[0].Says(), "Checkout") {
				t.Errorf("it says %q", got[0].Says())
			}
		})
	}
}

func TestOutcomes_ScoreThoseWhoRatedBoth(t *testing.T) {
	all := append(of(app.MeasureImportance, "Find a price", "", 5, 5, 4, 5, 4, 5, 5, 4, 5, 2), of(app.MeasureSatisfaction, "find a price", "", 4, 4, 5, 4, 2, 1, 2, 3, 1, 2)...)
	all = append(all, of(app.MeasureImportance, "Export", "", 2, 3)...)
	got := score.Outcomes(all, score.Together)
	if len(got) != 1 || got[0].N != 10 || got[0].Reading() != "high" {
		t.Fatalf("outcomes %+v", got)
	}
	near(t, "importance", got[0].Importance, 9, 1e-9)
	near(t, "satisfaction", got[0].Satisfaction, 4, 1e-9)
	near(t, "opportunity", got[0].Opportunity, 14, 1e-9)
	if !(got[0].Low > 8 && got[0].Low < 14 && got[0].High > 14 && got[0].High <= 20) {
		t.Errorf("interval %v to %v", got[0].Low, got[0].High)
	}
}

func TestDiscover(t *testing.T) {
	for _, c := range []struct {
		name   string
		met    []int
		people int
		want   score.Problems
	}{
		{"nothing", nil, 5, score.Problems{People: 5}},
		{"nobody", []int{1}, 0, score.Problems{}},
		{"by hand", []int{2, 1, 0, 3}, 5, score.Problems{People: 5, Problems: 3, Once: 1, Rate: .4, Adjusted: .5*(.4-.2)*(.8) + .5*.4/(1+1.0/3), Seen: 1 - math.Pow(1-.23, 5), For90: 9}},
		{"all meet all", []int{5, 5}, 5, score.Problems{People: 5, Problems: 2, Rate: 1, Adjusted: .82, Seen: 1 - math.Pow(.18, 5), For90: 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := score.Discover(c.met, c.people)
			near(t, "rate", got.Rate, c.want.Rate, 1e-9)
			near(t, "adjusted", got.Adjusted, c.want.Adjusted, 1e-9)
			near(t, "seen", got.Seen, c.want.Seen, 1e-9)
			if got.Problems != c.want.Problems || got.Once != c.want.Once || got.For90 != c.want.For90 {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}
