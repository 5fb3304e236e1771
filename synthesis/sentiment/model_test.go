package sentiment_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"throughline/synthesis/sentiment"
)

// answers to "What could be better?", where "Nothing" is praise and a bare wish is not.
func answers() []sentiment.Example {
	var ex []sentiment.Example
	for range 6 {
		for _, s := range []string{"Nothing", "Nothing at all", "Nothing really, thanks", "I can't think of anything"} {
			ex = append(ex, sentiment.Example{Text: s, Class: pos})
		}
		for _, s := range []string{"The parking", "More parking spaces", "Parking charges", "Car park too small"} {
			ex = append(ex, sentiment.Example{Text: s, Class: neg})
		}
		ex = append(ex, sentiment.Example{Text: "We came on Tuesday by bus", Class: neu})
	}
	return ex
}

func learn(t testing.TB, ex []sentiment.Example) *sentiment.Model {
	t.Helper()
	m, err := sentiment.Train(t.Context(), sentiment.Default(), ex)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTrain_LearnsWhatTheLexiconCannotKnow(t *testing.T) {
	m := learn(t, answers())
	if m.Learned() != len(answers()) {
		t.Errorf("learned from %d", m.Learned())
	}
	for _, tc := range []struct {
		text string
		want sentiment.Class
	}{{"Nothing", pos}, {"nothing comes to mind", pos}, {"parking", neg}, {"the nurses were lovely", pos}, {"dreadful, rude people", neg}} {
		if j := m.Judge(tc.text); j.Class != tc.want {
			t.Errorf("%q is %s, want %s", tc.text, j.Class, tc.want)
		}
	}
	s := "It was the parking"
	j := m.Judge(s)
	if len(j.Cues) != 1 || j.Cues[0].Of(s) != "parking" || !j.Cues[0].Learned || j.Cues[0].Weight >= 0 {
		t.Errorf("cues %+v, want parking, learned, blame", j.Cues)
	}
}

func TestTrain_WithoutExamplesIsTheLexicon(t *testing.T) {
	unused := []sentiment.Example{{Text: "gut", Class: "good"}, {Text: "Das ist ein sehr gutes Produkt und ich bin zufrieden", Class: pos}}
	for _, m := range []*sentiment.Model{learn(t, nil), learn(t, unused), sentiment.Untrained(sentiment.Default())} {
		for _, s := range []string{"", "great", "awful", "No.", "not bad but slow"} {
			if got, want := m.Judge(s), sentiment.Default().Judge(s); !reflect.DeepEqual(got, want) || m.Learned() != 0 {
				t.Errorf("%q: %+v, want %+v", s, got, want)
			}
		}
	}
}

func TestTrain_OneClassAloneDoesNotSwallowTheOthers(t *testing.T) {
	var ex []sentiment.Example
	for _, s := range []string{"Nothing", "The nurse came", "All on Tuesday", "They rang me", "A bus brought us"} {
		ex = append(ex, sentiment.Example{Text: s, Class: pos})
	}
	m := learn(t, ex)
	if j := m.Judge("rude and useless, a terrible wait"); j.Class != neg {
		t.Errorf("strong blame is %s after five examples of praise", j.Class)
	}
}

func TestTrain_EqualExamplesGiveEqualModels(t *testing.T) {
	a, b := learn(t, answers()), learn(t, answers())
	for _, s := range []string{"Nothing", "parking", "great parking", "hm"} {
		if x, y := a.Judge(s), b.Judge(s); !reflect.DeepEqual(x, y) {
			t.Errorf("%q: %+v and %+v", s, x, y)
		}
	}
}

func TestTrain_GivesNoEstimateOfOtherLanguages(t *testing.T) {
	if j := learn(t, answers()).Judge("Das ist ein sehr gutes Produkt und ich bin zufrieden"); !j.Foreign || j.Class != neu {
		t.Errorf("%+v", j)
	}
}

func TestTrain_Stops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sentiment.Train(ctx, sentiment.Default(), answers()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestQuality_Corrections holds what the model makes of 0, 50, 200 and 1,000 corrections over floors, on the rest of patients' feedback: few do
// no harm, a thousand lift it well above the lexicon.
func TestQuality_Corrections(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	for _, tc := range []struct {
		corrections int
		floor       float64
	}{{0, 0.55}, {50, 0.56}, {200, 0.59}, {1000, 0.64}} {
		var mean float64
		var took time.Duration
		for seed := int64(1); seed <= 3; seed++ {
			texts, labels := patients(t, seed)
			var ex []sentiment.Example
			for i := range tc.corrections {
				ex = append(ex, sentiment.Example{Text: texts[i], Class: labels[i]})
			}
			begun := time.Now()
			m := learn(t, ex)
			took += time.Since(begun)
			judged, err := m.JudgeAll(t.Context(), texts[tc.corrections:])
			if err != nil {
				t.Fatal(err)
			}
			got := make([]sentiment.Class, len(judged))
			for i, j := range judged {
				got[i] = j.Class
			}
			f1, _ := macroF1(labels[tc.corrections:], got)
			mean += f1 / 3
		}
		t.Logf("%4d corrections: macro-F1 %.3f, trained in %v", tc.corrections, mean, (took / 3).Round(time.Millisecond))
		if mean < tc.floor {
			t.Errorf("%d corrections: macro-F1 %.3f, floor %.2f", tc.corrections, mean, tc.floor)
		}
	}
}

func BenchmarkTrain1000(b *testing.B) {
	texts, labels := patients(b, 1)
	var ex []sentiment.Example
	for i := range 1000 {
		ex = append(ex, sentiment.Example{Text: texts[i], Class: labels[i]})
	}
	for b.Loop() {
		learn(b, ex)
	}
}

func FuzzTrain(f *testing.F) {
	f.Add("Nothing|parking\xff|👍🏽 no|not good", uint8(3))
	f.Fuzz(func(t *testing.T, s string, c uint8) {
		var ex []sentiment.Example
		for i, part := range strings.Split(s, "|") {
			ex = append(ex, sentiment.Example{Text: part, Class: sentiment.Classes[(int(c)+i)%len(sentiment.Classes)]})
		}
		if j := learn(t, ex).Judge(s); !(j.Score >= -1 && j.Score <= 1 && j.Sure >= 0 && j.Sure <= 1) {
			t.Errorf("%+v", j)
		}
	})
}

func TestTrain_FewOfTwoClassesLeaveTheOthersTheirPlace(t *testing.T) {
	var ex []sentiment.Example
	for i, s := range []string{"The import broke again.", "I love the new board.", "It lost my notes twice.", "Great support, quick answers.", "Nobody told us why.",
		"The search is a joy.", "It froze in front of the client.", "Setup was easy.", "I gave up on the export.", "They were kind to us.", "Too slow to use.", "It works well."} {
		ex = append(ex, sentiment.Example{Text: s, Class: []sentiment.Class{sentiment.Negative, sentiment.Positive}[i%2]})
	}
	m := learn(t, ex)
	for _, s := range []string{"It is called Harbour.", "We have twelve people in the warehouse.", "I work on Tuesdays and Fridays."} {
		if got := m.Judge(s).Class; got != sentiment.Neutral {
			t.Errorf("after twelve decisions, none of them neutral, %q sounds %v", s, got)
		}
	}
	if got := m.Judge("The import broke and lost my notes.").Class; got != sentiment.Negative {
		t.Errorf("a complaint like those decided sounds %v", got)
	}
}
