package measure

import (
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/synthesis/sentiment"
)

// SentimentSpec says how Sentiment measures.
type SentimentSpec struct {
	Shots int // rows of each class to learn from; 0 is none
	Train int // rows to learn from, drawn from all; 0 is none. Not together with Shots
	Seeds int // runs, with seeds 1, 2, …; 0 is one
	// Positive, Neutral and Negative name the labels; without any, words and the numbers 1 (very positive) to 5 (very negative) are known.
	Positive, Neutral, Negative []string
}

// SentimentFigures are means over the seeds, of shares 0 to 1.
type SentimentFigures struct {
	Rows     int            `json:"rows"`
	Unread   int            `json:"unread"` // rows whose label means no class
	Seeds    int            `json:"seeds"`
	Learned  int            `json:"learned"` // rows learned from in the last run
	Tested   int            `json:"tested"`  // rows tested in the last run
	Foreign  int            `json:"not_english"`
	MacroF1  float64        `json:"macro_f1"` // over the classes that labels name, each weighing the same
	Accuracy float64        `json:"accuracy"`
	Binary   float64        `json:"binary_accuracy"` // of the rows labelled positive or negative: the score has their sign
	Classes  []ClassFigures `json:"classes"`
	Train    float64        `json:"train_wall_seconds"`
	TrainCPU float64        `json:"train_cpu_seconds"`
	Wall     float64        `json:"wall_seconds"` // of estimating, all rows tested
	CPU      float64        `json:"cpu_seconds"`  // 0 where the system does not tell
	Peak     float64        `json:"peak_mib"`     // of the whole program until the end
	Assumed  string         `json:"assumed,omitempty"`
}

// ClassFigures are the figures of one class.
type ClassFigures struct {
	Class     string  `json:"class"`
	Rows      int     `json:"rows"` // labelled so, in the last run
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// AssumedNumbers says what numbers mean as labels when nothing else is said.
const AssumedNumbers = "The labels are numbers. Assumed: 1 and 2 positive, 3 neutral, 4 and 5 negative. For stars, give --positive 4,5 --neutral 3 --negative 1,2."

// Sentiment estimates how texts sound and holds the estimates against labels; unless labels say "mixed", an estimate of mixed
// counts as neutral. Returns EInvalid when the labels do not name two classes or no row is left to test, ctx's error when it ends.
func Sentiment(ctx context.Context, set Set, spec SentimentSpec, p app.Progress) (SentimentFigures, error) {
	f := SentimentFigures{Seeds: max(1, spec.Seeds)}
	if spec.Shots <= 0 && spec.Train <= 0 {
		f.Seeds = 1 // nothing is drawn
	}
	judged, classes := f.read(set, spec)
	if len(classes) < 2 {
		return f, app.Invalid(fmt.Sprintf("The labels name %d of the classes positive, negative, neutral and mixed.", len(classes)),
			"Name the labels of each with --positive, --neutral and --negative.")
	}
	counts := make([]classCount, len(classes))
	var acc, bin, train, trainCPU, wall, cpu []float64
	for seed := range int64(f.Seeds) {
		p.Report(seed, int64(f.Seeds), "Learning and estimating")
		learn, test := judged.part(spec, classes, seed+1)
		if len(test) == 0 {
			return f, app.Invalid("No row is left to test.", "Ask for fewer rows to learn from.")
		}
		w := start()
		m, err := sentiment.Train(ctx, sentiment.Default(), learn)
		if err != nil {
			return f, err
		}
		took, worked := w.stop()
		train, trainCPU = append(train, took), append(trainCPU, worked)
		texts := make([]string, len(test))
		for i, e := range test {
			texts[i] = e.Text
		}
		w = start()
		got, err := m.JudgeAll(ctx, texts)
		if err != nil {
			return f, err
		}
		took, worked = w.stop()
		wall, cpu = append(wall, took), append(cpu, worked)
		a, b := f.count(counts, classes, test, got)
		acc, bin = append(acc, a), append(bin, b)
		f.Learned, f.Tested = m.Learned(), len(test)
	}
	f.Accuracy, f.Binary = mean(acc), mean(bin)
	f.Train, f.TrainCPU, f.Wall, f.CPU = mean(train), mean(trainCPU), mean(wall), mean(cpu)
	for i, c := range classes {
		cf := counts[i].figures(string(c), f.Seeds)
		f.Classes = append(f.Classes, cf)
		f.MacroF1 += cf.F1 / float64(len(classes))
	}
	f.Peak = peakMemory()
	return f, nil
}

// judgedSet is texts with their classes.
type judgedSet []sentiment.Example

// read turns labels into classes and returns those that occur, in the order of sentiment.Classes.
func (f *SentimentFigures) read(set Set, spec SentimentSpec) (judgedSet, []sentiment.Class) {
	scale := sentiment.NewScale(spec.Positive, spec.Neutral, spec.Negative)
	var out judgedSet
	seen := map[sentiment.Class]bool{}
	for i, l := range set.Labels {
		c, ok := scale.Class(l)
		if !ok {
			f.Unread++
			continue
		}
		if !scale.IsOwn() && sentiment.IsNumber(l) {
			f.Assumed = AssumedNumbers
		}
		seen[c] = true
		out = append(out, sentiment.Example{Text: set.Texts[i], Class: c})
	}
	f.Rows = len(out)
	classes := slices.DeleteFunc(slices.Clone(sentiment.Classes[:]), func(c sentiment.Class) bool { return !seen[c] })
	return out, classes
}

// part draws the rows to learn from and returns them and the rest.
func (s judgedSet) part(spec SentimentSpec, classes []sentiment.Class, seed int64) (learn, test []sentiment.Example) {
	labels := make([]string, len(s))
	texts := make([]string, len(s))
	for i, e := range s {
		labels[i], texts[i] = string(e.Class), e.Text
	}
	mixed := Set{texts, labels}.shuffled(0, seed)
	given := map[string]int{}
	for i, l := range mixed.Labels {
		e := sentiment.Example{Text: mixed.Texts[i], Class: sentiment.Class(l)}
		if spec.Shots > 0 && given[l] < spec.Shots || spec.Shots <= 0 && i < spec.Train {
			given[l]++
			learn = append(learn, e)
		} else {
			test = append(test, e)
		}
	}
	return learn, test
}

// classCount counts the rows of a class over all runs.
type classCount struct {
	rows, given, hit int
}

// count adds a run and returns its accuracy and how often the score has the sign of the label.
func (f *SentimentFigures) count(counts []classCount, classes []sentiment.Class, test []sentiment.Example, got []sentiment.Judgement) (accuracy, binary float64) {
	hits, signs, signed := 0, 0, 0
	f.Foreign = 0
	for i, e := range test {
		c := got[i].Class
		if c == sentiment.Mixed && !slices.Contains(classes, sentiment.Mixed) {
			c = sentiment.Neutral
		}
		if got[i].Foreign {
			f.Foreign++
		}
		counts[slices.Index(classes, e.Class)].rows++
		if k := slices.Index(classes, c); k >= 0 {
			counts[k].given++
		}
		if c == e.Class {
			hits++
			counts[slices.Index(classes, c)].hit++
		}
		if e.Class == sentiment.Positive || e.Class == sentiment.Negative {
			signed++
			if e.Class == sentiment.Positive && got[i].Score > 0 || e.Class == sentiment.Negative && got[i].Score < 0 {
				signs++
			}
		}
	}
	return float64(hits) / float64(len(test)), float64(signs) / float64(max(1, signed))
}

func (c classCount) figures(name string, runs int) ClassFigures {
	f := ClassFigures{Class: name, Rows: c.rows / runs, Precision: float64(c.hit) / float64(max(1, c.given)), Recall: float64(c.hit) / float64(max(1, c.rows))}
	if c.hit > 0 {
		f.F1 = 2 * f.Precision * f.Recall / (f.Precision + f.Recall)
	}
	return f
}
