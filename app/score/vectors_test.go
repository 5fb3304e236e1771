package score_test

import (
	"testing"

	"throughline/app"
	"throughline/app/score"
	"throughline/synthesis/stat"
)

// Each vector of the collection of methods, section 4.5, by the name it has there.
func TestVectors_OfUXMeasures(t *testing.T) {
	shareOf := func(x, n int) score.Score {
		return score.Of(of(app.MeasureSuccess, "Checkout", "", mix(times(x, 1), times(n-x, 0))...), score.Together)[0]
	}
	nps := score.Of(of(app.MeasureNPS, "", "", mix(times(8, 10), times(2, 3), times(5, 8))...), score.Together)[0]
	answered := func(kind app.MeasureKind, text string) float64 {
		t.Helper()
		v, _, err := score.Read(kind, text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	umux := score.Of(of(app.MeasureUMUXLite, "", "", answered(app.MeasureUMUXLite, "6 7")), score.Together)[0]
	four, nine, five := shareOf(4, 5), shareOf(9, 10), shareOf(5, 5)
	for _, c := range []struct {
		name            string
		got, want, past float64 // past: half of the last digit that is given
	}{
		{"task success 4/5, low", four.Low / 100, .3596, .00005},
		{"task success 4/5, high", four.High / 100, .9796, .0001}, // cut there, not rounded
		{"task success 9/10, low", nine.Low / 100, .574, .0005},
		{"task success 9/10, high", nine.High / 100, 1, .0005},
		{"task success 5/5, low", five.Low / 100, .511, .0005},
		{"task success 5/5, high", five.High / 100, 1, .0005},
		{"NPS P=8, D=2, n=15", nps.Value, 40.0, .05},
		{"NPS, low", nps.Low, -.2, .05},
		{"NPS, high", nps.High, 66.9, .05},
		{"NPS, middle of the interval is the adjusted score", (nps.Low + nps.High) / 2, 33.3, .05},
		{"SUS 4,2,5,1,4,2,5,2,4,1", answered(app.MeasureSUS, "4 2 5 1 4 2 5 2 4 1"), 85.0, 1e-9},
		{"UMUX-Lite a=6, b=7", umux.Value, 91.67, .005},
		{"UMUX-Lite as SUS", umux.AsSUS, 82.48, .005},
		{"UX-Lite, (a+b−2)·100/8 of 4 and 5", answered(app.MeasureUXLite, "4 5"), 87.5, 1e-9},
		{"opportunity of 9 and 2.5", stat.Opportunity(.9, .25), 15.5, 1e-9},
		{"RICE 2000·2·.8/3", stat.RICE(2000, 2, .8, 3), 1066.7, .05},
		{"RICE 5000·.5·1/1", stat.RICE(5000, .5, 1, 1), 2500, 1e-9},
		{"problem discovery p=.10, 22 users see 90 %", stat.Discovery(.1, 22), .9015, .00005},
		{"problem discovery p=.10, 21 do not", stat.Discovery(.1, 21), .8906, .00005},
	} {
		t.Run(c.name, func(t *testing.T) { near(t, c.name, c.got, c.want, c.past+1e-12) })
	}
}
