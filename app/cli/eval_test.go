package cli_test

import (
	"strings"
	"testing"

	"throughline/app/cli"
)

// labelledRows are texts about some topics as rows of label and text.
func labelledRows(n, topics int) (rows [][]string) {
	texts, topic := passages(n, topics)
	for i, text := range texts {
		rows = append(rows, []string{topic[i], text})
	}
	return rows
}

func tsvOf(rows ...[]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join(r, "\t") + "\n")
	}
	return b.String()
}

type evalAnswer struct {
	Rows, Labels, K, Seeds, Learned, Tested, Unlabelled int
	LeftOut                                             int `json:"left_out"`
	NMI, ARI, Accuracy                                  float64
	Chosen                                              float64 `json:"k_chosen"`
	Wall                                                float64 `json:"wall_seconds"`
	Peak                                                float64 `json:"peak_mib"`
	Top1, Top3, ECE                                     float64
	MacroF1                                             float64 `json:"macro_f1"`
	Predict                                             float64 `json:"predict_us_per_text"`
}

func TestEvalThemes_AgreesWithTopicsOfMadeUpText(t *testing.T) {
	s := newShell(t)
	s.file("in.tsv", tsvOf(append([][]string{{"label", "text"}}, labelledRows(120, 4)...)...))
	got := decode[evalAnswer](t, s.must("eval", "themes", "--input", "in.tsv", "--text", "text", "--label", "label", "--seeds", "2", "--json"))
	if got.Rows != 120 || got.Labels != 4 || got.K != 4 || got.Seeds != 2 || got.NMI < 0.5 || got.NMI > 1 || got.Accuracy < 0.5 || got.ARI < 0.4 {
		t.Errorf("eval themes = %+v", got)
	}
	if got.Chosen < 1 || got.Wall <= 0 || got.Peak <= 1 {
		t.Errorf("chosen, time or memory are missing: %+v", got)
	}
	if got := decode[evalAnswer](t, s.must("eval", "themes", "--input", "in.tsv", "--k", "2", "--seeds", "1", "--sample", "50", "--json")); got.K != 2 || got.Rows != 50 {
		t.Errorf("with --k 2 --sample 50: %+v", got)
	}
	if out := s.must("eval", "themes", "--input", "in.tsv", "--seeds", "1"); !strings.Contains(out, "in.tsv: 120 rows, 4 labels") || !strings.Contains(out, "chosen") {
		t.Errorf("printed %q", out)
	}
}

func TestEvalSuggest_LearnsAFewAndTestsTheRest(t *testing.T) {
	s := newShell(t)
	s.file("in.csv", csvOf(append([][]string{{"text", "label"}, {"nobody said what this is", ""}}, swapped(labelledRows(120, 4))...)...))
	got := decode[evalAnswer](t, s.must("eval", "suggest", "--input", "in.csv", "--shots", "5", "--seeds", "2", "--json"))
	if got.Learned != 20 || got.Tested != 100 || got.Unlabelled != 100 || got.LeftOut != 1 || got.Top1 < 0.7 || got.Top3 < got.Top1 || got.MacroF1 < 0.6 || got.ECE < 0 || got.ECE > 1 ||
		got.Predict <= 0 {
		t.Errorf("eval suggest = %+v", got)
	}
	got = decode[evalAnswer](t, s.must("eval", "suggest", "--input", "in.csv", "--shots", "5", "--seeds", "1", "--test", "10", "--alone", "--json"))
	if got.Tested != 10 || got.Unlabelled != 0 {
		t.Errorf("with --test 10 --alone: %+v", got)
	}
	out, told, _ := s.run("eval", "suggest", "--input", "in.csv", "--seeds", "1")
	if !strings.Contains(out, "first is right") || !strings.Contains(told, "Left out 1 row ") {
		t.Errorf("printed %q, told %q", out, told)
	}
}

func swapped(rows [][]string) (out [][]string) {
	for _, r := range rows {
		out = append(out, []string{r[1], r[0]})
	}
	return out
}

func TestEval_FindsTheColumns(t *testing.T) {
	rows := labelledRows(60, 3)
	for _, c := range []struct {
		name, content string
		flags         []string
		rows          int
		told          string
	}{
		{"by name", tsvOf(append([][]string{{"Label", "TEXT"}}, rows...)...), nil, 60, ""},
		{"own names", tsvOf(append([][]string{{"topic", "answer"}}, rows...)...), []string{"--text", "answer", "--label", "topic"}, 60, ""},
		{"no header, names do not fit", tsvOf(rows...), nil, 60, "label in column 1, text in column 2, the first row is data"},
		{"no header, text first", tsvOf(swapped(rows)...), nil, 60, "label in column 2, text in column 1, the first row is data"},
		{"no header, said so", tsvOf(rows...), []string{"--no-header", "--text", "2", "--label", "1"}, 60, ""},
		{"no header, by number", tsvOf(rows...), []string{"--text", "2", "--label", "1"}, 60, "the first row is data"},
		{"header of other names", tsvOf(append([][]string{{"topic", "answer"}}, rows...)...), nil, 60, "the first row is a header"},
		{"header, by number", tsvOf(append([][]string{{"topic", "answer"}}, rows...)...), []string{"--text", "2", "--label", "1"}, 60, "the first row is a header"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newShell(t)
			s.file("in.tsv", c.content)
			out, told, code := s.run(append([]string{"eval", "themes", "--input", "in.tsv", "--seeds", "1", "--json"}, c.flags...)...)
			if code != cli.ExitOK {
				t.Fatalf("exit code %d, %s", code, told)
			}
			if got := decode[evalAnswer](t, out); got.Rows != c.rows || got.Labels != 3 {
				t.Errorf("%d rows, %d labels", got.Rows, got.Labels)
			}
			if c.told == "" && told != "" || !strings.Contains(told, c.told) {
				t.Errorf("told %q, want %q", told, c.told)
			}
		})
	}
}

func TestEval_RefusesWhatItCannotMeasure(t *testing.T) {
	s := newShell(t)
	s.file("three.tsv", "a\tb\tc\n1\t2\t3\n")
	s.file("one.tsv", "label\ttext\nA\tsome words here\nA\tmore words here\n")
	s.file("two.tsv", "label\ttext\nA\tsome words here\nB\tmore words here\n")
	s.fails(cli.ExitUsage, "name the file", "eval", "themes")
	s.fails(cli.ExitUsage, "its columns are: a, b, c", "eval", "themes", "--input", "three.tsv")
	s.fails(cli.ExitUsage, `no column "label"`, "eval", "suggest", "--input", "three.tsv", "--text", "a")
	s.fails(cli.ExitUsage, "--k takes", "eval", "themes", "--input", "two.tsv", "--k", "1")
	s.fails(cli.ExitUsage, "--shots", "eval", "suggest", "--input", "two.tsv", "--shots", "0")
	s.fails(cli.ExitFailed, "(2) have the label “A”", "eval", "themes", "--input", "one.tsv")
	s.fails(cli.ExitFailed, "No row is left to test", "eval", "suggest", "--input", "two.tsv")
	s.file("binary.tsv", "PNG\x00\x01\x02\x00\x00\xff\xfe\x00")
	s.fails(cli.ExitFailed, "a table as CSV or TSV", "eval", "themes", "--input", "binary.tsv")
	s.fails(cli.ExitNotFound, "does not exist", "eval", "themes", "--input", "none.tsv")
}

func TestSuggestTeach_NamesPassagesOfAStudy(t *testing.T) {
	s := newShell(t)
	s.fails(cli.ExitUsage, "--teach takes", "suggest", "-w", "none.throughline", "--teach", "-1")
	s.must("new", "w.throughline", "--study", "Onboarding")
	if out := s.must("suggest", "-w", "w.throughline", "--teach", "3"); !strings.Contains(out, "make some tags first") {
		t.Errorf("printed %q", out)
	}
}
