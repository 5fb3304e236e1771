package measure

import (
	"context"
	"math"

	"throughline/app"
	"throughline/synthesis/suggest"
)

// SuggestSpec says how Suggest measures.
type SuggestSpec struct {
	Shots  int // examples of each label to learn from, at least 1; a label with no more rows than that is not tested
	Seeds  int // runs, with seeds 1, 2, …; 0 is one
	Test   int // rows tested at most in a run; 0 is all
	Around int // rows not learned from that are shown to the program without their labels, as a project's untagged text is; -1 is none, 0 all
}

// SuggestFigures are means over the seeds, of shares 0 to 1.
type SuggestFigures struct {
	Labels      int     `json:"labels"`
	Shots       int     `json:"shots"`
	Seeds       int     `json:"seeds"`
	Learned     int     `json:"learned"` // rows learned from in the last run
	Tested      int     `json:"tested"`  // rows tested in the last run
	Unlabelled  int     `json:"unlabelled"`
	First       float64 `json:"top1"`     // the first tag is the label; no tag counts as a miss
	Three       float64 `json:"top3"`     // the label is among the first three
	MacroF1     float64 `json:"macro_f1"` // of the first tag, each label weighing the same
	Calibration float64 `json:"ece"`      // expected calibration error of the first tag's score, ten bins of equal width
	MeanScore   float64 `json:"mean_score"`
	Bins        []Bin   `json:"bins"`
	Train       float64 `json:"train_wall_seconds"`
	TrainCPU    float64 `json:"train_cpu_seconds"` // 0 where the system does not tell
	Predict     float64 `json:"predict_us_per_text"`
	PredictCPU  float64 `json:"predict_cpu_us_per_text"`
	Peak        float64 `json:"peak_mib"` // of the whole program until the end
}

// Bin is a range of scores of first tags, over all seeds together.
type Bin struct {
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Count int     `json:"n"`
	Score float64 `json:"mean_score"`
	Right float64 `json:"right"` // share
}

const bins = 10

// Suggest learns from a few rows of each label, drawn by the seed, and proposes tags for others. Returns EInvalid when no row is left to
// test, ctx's error when it ends.
func Suggest(ctx context.Context, set Set, spec SuggestSpec, p app.Progress) (SuggestFigures, error) {
	_, labels := set.numbers()
	f := SuggestFigures{Labels: labels, Shots: max(1, spec.Shots), Seeds: max(1, spec.Seeds)}
	var all tally
	sums := make([][]float64, 9)
	for seed := range int64(f.Seeds) {
		p.Report(seed, int64(f.Seeds), "Learning and suggesting")
		deal := set.deal(f.Shots, spec, seed+1)
		if len(deal.test.Texts) == 0 {
			return SuggestFigures{}, app.Invalid("No row is left to test.", "Ask for fewer examples a label with --shots, or bring more rows: each label needs one to learn from and one to test.")
		}
		run, figures, err := deal.run(ctx, seed+1)
		if err != nil {
			return SuggestFigures{}, err
		}
		for i, v := range figures {
			sums[i] = append(sums[i], v)
		}
		all.join(run)
		f.Learned, f.Tested, f.Unlabelled = len(deal.learn), len(deal.test.Texts), len(deal.around)
	}
	for i, to := range []*float64{&f.First, &f.Three, &f.MacroF1, &f.Calibration, &f.MeanScore, &f.Train, &f.TrainCPU, &f.Predict, &f.PredictCPU} {
		*to = mean(sums[i])
	}
	f.Bins = all.bins()
	f.Peak = peakMemory()
	return f, nil
}

// dealt is a set parted for one run.
type dealt struct {
	learn  []suggest.Example
	test   Set
	around []string
}

// deal draws the examples, the rows to test and the text shown without labels.
func (s Set) deal(shots int, spec SuggestSpec, seed int64) (d dealt) {
	given := make(map[string]int)
	mixed := s.shuffled(0, seed)
	for i, label := range mixed.Labels {
		text := mixed.Texts[i]
		if given[label] < shots {
			given[label]++
			d.learn = append(d.learn, suggest.Example{Text: text, Tags: []string{label}})
			continue
		}
		if spec.Test <= 0 || len(d.test.Texts) < spec.Test {
			d.test.Texts, d.test.Labels = append(d.test.Texts, text), append(d.test.Labels, label)
		}
		if spec.Around == 0 || len(d.around) < spec.Around {
			d.around = append(d.around, text)
		}
	}
	return d
}

// run learns and tests. The figures stand in the order in which Suggest reads them.
func (d *dealt) run(ctx context.Context, seed int64) (tally, []float64, error) {
	w := start()
	m, err := suggest.Train(ctx, d.learn, suggest.Options{Seed: seed, Background: d.around})
	if err != nil {
		return tally{}, nil, err
	}
	train, trainCPU := w.stop()
	var t tally
	got := make([][]suggest.Suggestion, len(d.test.Texts))
	w = start()
	for i, text := range d.test.Texts {
		if i%64 == 0 && ctx.Err() != nil {
			return tally{}, nil, ctx.Err()
		}
		got[i] = m.Rank(text, 3)
	}
	wall, cpu := w.stop()
	for i, list := range got {
		t.add(d.test.Labels[i], list)
	}
	per := 1e6 / float64(len(got))
	return t, []float64{t.share(t.first), t.share(t.three), t.macroF1(), t.calibration(), t.score / float64(t.n), train, trainCPU, wall * per, cpu * per}, nil
}

// tally counts what suggestions were worth.
type tally struct {
	n, first, three int
	score           float64 // sum
	count, right    [bins]int
	scores          [bins]float64
	gave, had, hit  map[string]int // by label: proposed first, true, both
}

func (t *tally) add(label string, list []suggest.Suggestion) {
	if t.gave == nil {
		t.gave, t.had, t.hit = map[string]int{}, map[string]int{}, map[string]int{}
	}
	t.n++
	t.had[label]++
	var score float64
	right := 0
	for i, s := range list {
		if s.Tag == label {
			t.three++
		}
		if i == 0 {
			score = s.Score
			t.gave[s.Tag]++
			if s.Tag == label {
				right = 1
				t.hit[label]++
			}
		}
	}
	t.first += right
	t.score += score
	b := min(bins-1, int(score*bins))
	t.count[b]++
	t.right[b] += right
	t.scores[b] += score
}

func (t *tally) share(n int) float64 { return float64(n) / float64(max(1, t.n)) }

// join adds another tally's scores.
func (t *tally) join(o tally) {
	t.n += o.n
	for b := range bins {
		t.count[b] += o.count[b]
		t.right[b] += o.right[b]
		t.scores[b] += o.scores[b]
	}
}

// macroF1 is the mean F1 over all labels that were true or proposed.
func (t *tally) macroF1() float64 {
	labels, sum := 0, 0.0
	for label, had := range t.had {
		labels++
		sum += 2 * float64(t.hit[label]) / float64(had+t.gave[label])
	}
	for label := range t.gave {
		if t.had[label] == 0 {
			labels++
		}
	}
	return sum / float64(max(1, labels))
}

// calibration is the expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean distance of score and share of right ones
// over ten bins of equal width, weighed by how many scores a bin has.
func (t *tally) calibration() (e float64) {
	for b := range bins {
		if t.count[b] > 0 {
			e += math.Abs(t.scores[b]-float64(t.right[b])) / float64(t.n)
		}
	}
	return e
}

func (t *tally) bins() []Bin {
	var out []Bin
	for b := range bins {
		if n := float64(t.count[b]); n > 0 {
			out = append(out, Bin{float64(b) / bins, float64(b+1) / bins, t.count[b], t.scores[b] / n, float64(t.right[b]) / n})
		}
	}
	return out
}
