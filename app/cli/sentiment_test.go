package cli_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"throughline/app/cli"
)

func TestSentimentTable_KeepsColumnsAndAddsTwo(t *testing.T) {
	s := newShell(t)
	s.file("in.csv", csvOf([]string{"id", "Answer", "team"}, []string{"1", "The nurses were lovely", "a, b"}, []string{"2", "nobody answered the phone", ""},
		[]string{"3", "We came on Tuesday", "c"}, []string{"4", "Das ist ein sehr gutes Produkt und ich bin zufrieden", "d"}, []string{"5"}))
	out := s.must("sentiment", "--input", "in.csv", "--text", "answer", "--out", "out.csv")
	if !strings.Contains(out, "1 positive, 1 negative, 3 neutral") || !strings.Contains(out, "1 row not English") {
		t.Errorf("printed %q", out)
	}
	rows := s.csv("out.csv")
	if want := []string{"id", "Answer", "team", "sentiment", "score"}; !slices.Equal(rows[0], want) || len(rows) != 6 {
		t.Fatalf("header %q, %d rows", rows[0], len(rows))
	}
	for i, want := range []string{"positive", "negative", "neutral", "neutral", "neutral"} {
		if r := rows[i+1]; r[3] != want || r[0] != strconv.Itoa(i+1) {
			t.Errorf("row %q, want %s", r, want)
		}
	}
	if score, err := strconv.ParseFloat(rows[1][4], 64); err != nil || score <= 0 || rows[1][2] != "a, b" {
		t.Errorf("row %q, want a score above 0", rows[1])
	}
	if rows[4][4] != "" {
		t.Errorf("score %q of a text that is not English, want none", rows[4][4])
	}
}

func TestSentimentTable_LearnsFromCorrections(t *testing.T) {
	s := newShell(t)
	judged := [][]string{{"answer", "judgement"}, {"unread", "parking"}}
	for range 8 {
		judged = append(judged, []string{"Nothing", "1"}, []string{"Nothing at all", "2"}, []string{"More parking", "4"}, []string{"We came on Tuesday", "3"})
	}
	s.file("judged.csv", csvOf(judged...))
	s.file("in.tsv", tsvOf([]string{"answer"}, []string{"Nothing"}, []string{"More parking spaces"}))
	out, told, code := s.run("sentiment", "--input", "in.tsv", "--text", "answer", "--out", "out.tsv", "--corrected", "judged.csv", "--label", "judgement")
	if code != cli.ExitOK || !strings.Contains(out, "Learned from 32 judged texts") || !strings.Contains(told, "Assumed: 1 and 2 positive") {
		t.Errorf("code %d, printed %q, told %q", code, out, told)
	}
	lines := strings.Split(s.read("out.tsv"), "\n")
	if !strings.HasPrefix(lines[1], "Nothing\tpositive\t0.") || !strings.HasPrefix(lines[2], "More parking spaces\tnegative\t-0.") {
		t.Errorf("wrote %q", lines)
	}
	stars := s.must("sentiment", "--input", "in.tsv", "--text", "answer", "--out", "out.tsv", "--corrected", "judged.csv", "--label", "judgement",
		"--positive", "4", "--negative", "1,2", "--json")
	if !strings.Contains(stars, `"learned_from": 24`) || !strings.Contains(stars, `"unread_labels": 9`) {
		t.Errorf("with labels named: %s", stars)
	}
}

func TestSentimentTable_RefusesWhatItCannotDo(t *testing.T) {
	s := newShell(t)
	s.file("in.csv", csvOf([]string{"a"}, []string{"fine"}))
	for _, tc := range []struct {
		name string
		args []string
		want int
	}{
		{"no out", []string{"--input", "in.csv", "--text", "a"}, cli.ExitUsage},
		{"no column", []string{"--input", "in.csv", "--text", "b", "--out", "o.csv"}, cli.ExitUsage},
		{"over the input", []string{"--input", "in.csv", "--text", "a", "--out", "in.csv"}, cli.ExitUsage},
		{"label alone", []string{"--input", "in.csv", "--text", "a", "--out", "o.csv", "--label", "a"}, cli.ExitUsage},
		{"no such file", []string{"--input", "none.csv", "--text", "a", "--out", "o.csv"}, cli.ExitNotFound},
		{"no label read", []string{"--input", "in.csv", "--text", "a", "--out", "o.csv", "--corrected", "in.csv", "--label", "a"}, cli.ExitFailed},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, told, code := s.run(append([]string{"sentiment"}, tc.args...)...); code != tc.want {
				t.Errorf("code %d, want %d: %s", code, tc.want, told)
			}
		})
	}
}

func TestEvalSentiment_MeasuresWordsAndNumbers(t *testing.T) {
	type answer struct {
		Rows, Unread, Learned, Tested int
		MacroF1                       float64 `json:"macro_f1"`
		Accuracy                      float64
		Binary                        float64 `json:"binary_accuracy"`
		Peak                          float64 `json:"peak_mib"`
		Assumed                       string
		Classes                       []struct {
			Class                 string
			Rows                  int
			Precision, Recall, F1 float64
		}
	}
	s := newShell(t)
	var words, stars [][]string
	for range 10 {
		words = append(words, []string{"The nurses were lovely", "POS"}, []string{"nobody answered", "negative"}, []string{"We came on Tuesday", "Neutral"}, []string{"a great bed", "neg"})
		stars = append(stars, []string{"5", "The nurses were lovely"}, []string{"1", "nobody answered"}, []string{"3", "We came on Tuesday"}, []string{"9", "odd"})
	}
	s.file("words.csv", csvOf(append([][]string{{"text", "label"}}, words...)...))
	got := decode[answer](t, s.must("eval", "sentiment", "--input", "words.csv", "--json"))
	if got.Rows != 40 || got.Tested != 40 || got.Learned != 0 || got.Accuracy != 0.75 || got.Binary != 2.0/3 || got.Peak <= 1 || got.Assumed != "" || len(got.Classes) != 3 {
		t.Errorf("eval sentiment = %+v", got)
	}
	if c := got.Classes[0]; c.Class != "positive" || c.Rows != 10 || c.Precision != 0.5 || c.Recall != 1 {
		t.Errorf("positive: %+v", c)
	}
	got = decode[answer](t, s.must("eval", "sentiment", "--input", "words.csv", "--train", "20", "--seeds", "2", "--json"))
	if got.Learned != 20 || got.Tested != 20 || got.MacroF1 < 0.8 {
		t.Errorf("after 20: %+v", got)
	}
	got = decode[answer](t, s.must("eval", "sentiment", "--input", "words.csv", "--shots", "3", "--seeds", "1", "--json"))
	if got.Learned != 9 || got.Tested != 31 {
		t.Errorf("after 3 of each: %+v", got)
	}
	s.file("stars.tsv", tsvOf(stars...))
	got = decode[answer](t, s.must("eval", "sentiment", "--input", "stars.tsv", "--text", "2", "--label", "1", "--no-header", "--positive", "4,5", "--neutral", "3", "--negative", "1,2", "--json"))
	if got.Unread != 10 || got.Accuracy != 1 || got.MacroF1 != 1 {
		t.Errorf("stars: %+v", got)
	}
	if _, told, _ := s.run("eval", "sentiment", "--input", "stars.tsv", "--text", "2", "--label", "1", "--no-header"); !strings.Contains(told, "Assumed: 1 and 2 positive") {
		t.Errorf("told %q, want what was assumed of numbers", told)
	}
	if _, told, code := s.run("eval", "sentiment", "--input", "words.csv", "--label", "text", "--text", "label"); code != cli.ExitFailed || !strings.Contains(told, "--positive") {
		t.Errorf("labels that mean nothing: code %d, told %q", code, told)
	}
	if _, _, code := s.run("eval", "sentiment", "--input", "words.csv", "--shots", "3", "--train", "3"); code != cli.ExitUsage {
		t.Errorf("--shots with --train: code %d", code)
	}
}

func TestSentimentWorkspace_ListsFindingsWithReasons(t *testing.T) {
	s := newShell(t)
	s.must("demo", "--out", "demo", "-q")
	type answer struct {
		Findings []struct {
			Sentiment, Text string
			Decided         bool
			Because         []string
			Kinds           []string
		}
		Decided   int
		Sentiment map[string]int
		Kinds     map[string]int
	}
	got := decode[answer](t, s.must("sentiment", "-w", "demo/sample.throughline", "--json"))
	if len(got.Findings) < 100 || got.Decided < 50 || got.Sentiment["negative"] == 0 || got.Sentiment["positive"] == 0 || got.Kinds["pain"] == 0 {
		t.Errorf("%d findings, %d decided, %v, %v", len(got.Findings), got.Decided, got.Sentiment, got.Kinds)
	}
	reasons := 0
	for _, f := range got.Findings {
		if len(f.Because) > 0 {
			reasons++
		}
	}
	if reasons < len(got.Findings)/3 {
		t.Errorf("%d of %d have reasons", reasons, len(got.Findings))
	}
	if out := s.must("sentiment", "-w", "demo/sample.throughline"); !strings.Contains(out, "decided by people") || !strings.Contains(out, "Pain point") {
		t.Errorf("printed %q", out[max(0, len(out)-400):])
	}
	if _, _, code := s.run("sentiment", "-w", "demo/sample.throughline", "--input", "in.csv"); code != cli.ExitUsage {
		t.Errorf("-w with --input: code %d", code)
	}
}
