package redact_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/synthesis/redact"
)

// answers are short invented answers as surveys bring them.
func answers(n int) []string {
	out := make([]string, n)
	for i := range out {
		switch i % 4 {
		case 0:
			out[i] = fmt.Sprintf("The export took %d minutes and then Priya from support called me back on 07700 900%03d.", i%60, i%1000)
		case 1:
			out[i] = "I never found where the report goes once it is saved, it would help if it said so right there."
		case 2:
			out[i] = fmt.Sprintf("please write to user%d@example.org when the order #%d is shipped, I live at %d Clarke Avenue", i, 10000+i, i%200+1)
		default:
			out[i] = "Great tool. On Monday we moved from spreadsheets, and the team of Jonas Weber likes it."
		}
	}
	return out
}

func BenchmarkFindAll100kAnswers(b *testing.B) {
	texts := answers(100_000)
	redact.Find("warm up: the table of words is read once", redact.Options{})
	for b.Loop() {
		if _, _, err := redact.FindAll(b.Context(), texts, redact.Options{}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind60kWords(b *testing.B) {
	s := strings.Join(answers(3600), "\n")
	redact.Find("warm up", redact.Options{})
	b.ReportMetric(float64(len(strings.Fields(s))), "words")
	for b.Loop() {
		redact.Find(s, redact.Options{People: []string{"Jonas Weber"}})
	}
}

func BenchmarkPlaceholders100kAnswers(b *testing.B) {
	texts := answers(100_000)
	found, _, err := redact.FindAll(b.Context(), texts, redact.Options{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		redact.Placeholders(texts, found)
	}
}
