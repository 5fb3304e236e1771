package analysis_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/generate"
	"throughline/synthesis/vector"
)

// answers reads invented answers in a language.
func answers(t *testing.T, langs ...string) (out []generate.Passage) {
	t.Helper()
	for _, lang := range langs {
		data, err := os.ReadFile(filepath.Join("..", "..", "synthesis", "testdata", "languages", lang+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			_, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
			out = append(out, generate.Passage{Text: text, Group: "P01"})
		}
	}
	return out
}

func TestPropose_SaysWhatTheLanguageMeans(t *testing.T) {
	for _, c := range []struct {
		name  string
		langs []string
		own   bool
		want  string
	}{
		{"German", []string{"de"}, false, "Most of these findings are in German. They are grouped by stems and letter sequences, which was not measured on studies in German; names of themes may be weaker."},
		{"Japanese with a model", []string{"ja"}, true, "Most of these findings are in Japanese. They are grouped with your language model; how well depends on whether it has learned Japanese."},
		{"several", []string{"es", "de"}, false, "These findings are in German and Spanish. Themes stay within a language: which words of two languages mean the same is not known here."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, 0, 1)
			d.add(d.study, answers(t, c.langs...)...)
			asked := 0
			if c.own {
				d.analysis.Model = func() analysis.Embedder {
					return func(_ context.Context, texts []string, _ app.Progress) (*vector.Dense, error) {
						asked += len(texts)
						x := vector.NewDense(len(texts), 2)
						for i := range texts {
							x.Row(i)[i%2] = 1
						}
						return x, nil
					}
				}
			}
			if pr := d.propose(t, analysis.Options{Seed: 1}); pr.Note != c.want {
				t.Errorf("Note = %q, want %q", pr.Note, c.want)
			}
			if c.own && asked < 80 {
				t.Errorf("the model was asked about %d texts, want most of 90", asked)
			}
		})
	}
	if pr := newDesk(t, 60, 3).propose(t, analysis.Options{Seed: 1}); pr.Note != "" {
		t.Errorf("English findings have the note %q", pr.Note)
	}
}

func TestPropose_HandsOnTheFaultOfAModel(t *testing.T) {
	d := newDesk(t, 60, 3)
	gone := app.NotFound("The folder")
	d.analysis.Model = func() analysis.Embedder {
		return func(context.Context, []string, app.Progress) (*vector.Dense, error) { return nil, gone }
	}
	if _, err := d.analysis.Propose(t.Context(), d.study.ID, analysis.Options{}, nil); !errors.Is(err, gone) {
		t.Errorf("Propose() = %v, want the model's fault", err)
	}
	d.analysis.Model = func() analysis.Embedder { return nil }
	if _, err := d.analysis.Propose(t.Context(), d.study.ID, analysis.Options{}, nil); err != nil {
		t.Errorf("switched off: %v", err)
	}
}

func TestSuggestionNote_IsForOtherLanguages(t *testing.T) {
	for code, want := range map[string]string{"": "", "en": "", "en-GB": "", "de-AT": "This interview is in German.", "ja": "This interview is in Japanese.", "xx": "This interview is in xx."} {
		if got := analysis.SuggestionNote(code); !strings.HasPrefix(got, want) || (got == "") != (want == "") {
			t.Errorf("SuggestionNote(%q) = %q", code, got)
		}
	}
}
