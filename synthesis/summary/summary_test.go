package summary_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/summary"
	"throughline/synthesis/synthesistest"
	"throughline/synthesis/text"
)

var ctx = context.Background()

func extract(t *testing.T, texts []string, opt summary.Options) []string {
	t.Helper()
	found, err := summary.Extract(ctx, texts, text.English, opt)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range found {
		out = append(out, texts[s.Passage][s.Start:s.End])
	}
	return out
}

func TestExtract_PicksWhatMostSay(t *testing.T) {
	exports := []string{
		"The export to PDF takes far too long. My dog was barking.", "I wait minutes until the PDF export is done. It takes too long.",
		"The export takes too long for me.", "Export.", "We gave up, the export takes too long. Nobody answers our mails.",
		"Nobody ever answers our mails about it.", "Support never answers mails.",
	}
	for name, tc := range map[string]struct {
		texts []string
		opt   summary.Options
		want  []string // what each sentence must hold, in order
	}{
		"most say it, then what else is said": {exports, summary.Options{Sentences: 2}, []string{"too long", "mails"}},
		"three when nothing is asked":         {exports, summary.Options{}, []string{"export", "mails", ""}},
		"the same sentence once":              {[]string{"The export is slow.", "The export is slow.", "The export is slow!"}, summary.Options{}, []string{"export"}},
		"only one-word answers":               {[]string{"Export", "Price"}, summary.Options{}, []string{"", ""}},
		"nothing":                             {nil, summary.Options{}, nil},
		"no words":                            {[]string{"", "\xff", "…", "🙂"}, summary.Options{}, nil},
		"other people first": {[]string{"The export to PDF is slow with tables.", "The export to PDF is slow with pictures.", "The export to PDF is slow with charts."},
			summary.Options{Sentences: 2, From: []string{"P1", "P1", "P2"}}, []string{"tables", "charts"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := extract(t, tc.texts, tc.opt)
			if len(got) != len(tc.want) {
				t.Fatalf("Extract() = %q, want %d sentences", got, len(tc.want))
			}
			for i, want := range tc.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("sentence %d = %q, want one with %q", i, got[i], want)
				}
			}
		})
	}
}

func TestExtract_EndsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := summary.Extract(ended, []string{"The export is slow."}, text.English, summary.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want context.Canceled", err)
	}
}

// TestQuality_SummariesAreNearThoseOfPeople measures two sentences of each of 51 topics of product reviews against summaries
// that people wrote (Opinosis). The parameters were chosen on the topics of even place; the others tell whether they hold.
func TestQuality_SummariesAreNearThoseOfPeople(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	set := synthesistest.Load(t, "opinosis51", 0, 1)
	gold := loadGold(t)
	var topics []string
	texts := make(map[string][]string)
	for i, l := range set.Labels {
		if texts[l] == nil {
			topics = append(topics, l)
		}
		texts[l] = append(texts[l], set.Texts[i])
	}
	slices.Sort(topics)
	var sum, people [2]float64
	for i, topic := range topics {
		got := rougeStems(strings.Join(extract(t, texts[topic], summary.Options{Sentences: 2}), " "))
		var humans [][]string
		for _, h := range gold[topic] {
			humans = append(humans, rougeStems(h))
		}
		sum[i%2] += meanRouge(got, humans)
		for j, h := range humans {
			people[i%2] += meanRouge(h, slices.Delete(slices.Clone(humans), j, j+1)) / float64(len(humans))
		}
	}
	half := [2]float64{float64((len(topics) + 1) / 2), float64(len(topics) / 2)}
	t.Logf("ROUGE-1 F: chosen on %.3f (people %.3f), others %.3f (people %.3f)", sum[0]/half[0], people[0]/half[0], sum[1]/half[1], people[1]/half[1])
	for i, floor := range []float64{0.33, 0.32} {
		if sum[i]/half[i] < floor {
			t.Errorf("ROUGE-1 F of half %d = %.3f, floor %.2f", i, sum[i]/half[i], floor)
		}
	}
}

// loadGold reads the summaries people wrote, each once.
func loadGold(t *testing.T) map[string][]string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	var raw []byte
	for raw == nil {
		if raw, err = os.ReadFile(filepath.Join(dir, "..", "shared", "data", "opinosis_gold.json")); err != nil && filepath.Dir(dir) == dir {
			t.Skipf("the summaries of people are not at hand: %v", err)
		}
		dir = filepath.Dir(dir)
	}
	gold := make(map[string][]string)
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	for topic, list := range gold {
		slices.Sort(list)
		gold[topic] = slices.Compact(list)
	}
	return gold
}
