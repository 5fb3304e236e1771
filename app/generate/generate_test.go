package generate_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/generate"
)

func TestInterview_DependsOnSeedLengthAndNumberOnly(t *testing.T) {
	a, b := generate.New(generate.Options{Seed: 1}), generate.New(generate.Options{Seed: 1})
	b.Interview(3)
	if !bytes.Equal(a.Interview(5).Plain(), b.Interview(5).Plain()) {
		t.Error("making another interview first changed interview 5")
	}
	other := generate.New(generate.Options{Seed: 2})
	if bytes.Equal(a.Interview(5).Plain(), other.Interview(5).Plain()) {
		t.Error("two seeds gave the same interview")
	}
	if bytes.Equal(a.Interview(5).Plain(), a.Interview(6).Plain()) {
		t.Error("two numbers gave the same interview")
	}
}

// TestInterview_StaysTheSame guards the bytes: figures measured on generated interviews can be compared over time.
func TestInterview_StaysTheSame(t *testing.T) {
	const want = "545fd70636346e17"
	sum := sha256.Sum256(generate.New(generate.Options{Seed: 1, Words: 500}).Interview(0).VTT())
	if got := hex.EncodeToString(sum[:8]); got != want {
		t.Errorf("interview 0 has changed: sum %s, want %s", got, want)
	}
}

func TestInterview_HasTheShapeOfAnInterview(t *testing.T) {
	for _, words := range []int{100, 6000, 20000} {
		iv := generate.New(generate.Options{Seed: 7, Words: words}).Interview(0)
		if iv.Words < words || iv.Words > words+600 {
			t.Errorf("%d words asked, %d made", words, iv.Words)
		}
		var sum, asked int
		for i, u := range iv.Turns {
			sum += app.CountWords(u.Text)
			if u.Speaker == generate.ModeratorName {
				asked += app.CountWords(u.Text)
			} else if u.Speaker != iv.Code {
				t.Fatalf("turn %d is said by %q", i, u.Speaker)
			}
			if i > 0 && (u.Speaker == iv.Turns[i-1].Speaker || u.From < iv.Turns[i-1].To) {
				t.Errorf("turn %d does not follow turn %d", i, i-1)
			}
			if u.Text == "" || strings.ContainsAny(u.Text, "{}\n<>") || strings.Contains(u.Text, "  ") || u.To <= u.From {
				t.Errorf("turn %d is wrong: %q from %v to %v", i, u.Text, u.From, u.To)
			}
		}
		if sum != iv.Words {
			t.Errorf("Words = %d, the turns have %d", iv.Words, sum)
		}
		if words == 6000 && (asked > iv.Words/4 || asked < iv.Words/20) {
			t.Errorf("the moderator says %d of %d words", asked, iv.Words)
		}
	}
}

func TestInterview_PlantsWhatASearchMustFind(t *testing.T) {
	g := generate.New(generate.Options{Seed: 3, Words: 400})
	for i := range 210 {
		text := strings.ToLower(string(g.Interview(i).Plain()))
		if got := strings.Count(text, generate.Phrase); got != generate.PhraseTimes {
			t.Errorf("interview %d has %q %d times, want %d", i, generate.Phrase, got, generate.PhraseTimes)
		}
		want := 0
		if i == 7 || i == 107 || i == 207 {
			want = 1
		}
		if got := strings.Count(text, generate.RareWord); got != want {
			t.Errorf("interview %d has %q %d times, want %d", i, generate.RareWord, got, want)
		}
	}
}

// TestInterview_WordsFollowZipf checks that the vocabulary is that of a language: it keeps growing, a few words make up
// much of the text, and many are rare.
func TestInterview_WordsFollowZipf(t *testing.T) {
	g := generate.New(generate.Options{Seed: 1})
	counts := map[string]int{}
	total, after20 := 0, 0
	for i := range 200 {
		for _, w := range strings.FieldsFunc(strings.ToLower(string(g.Interview(i).Plain())), notLetter) {
			counts[w]++
			total++
		}
		if i == 19 {
			after20 = len(counts)
		}
	}
	if len(counts) < 3000 {
		t.Errorf("200 interviews have %d different words, want at least 3,000", len(counts))
	}
	if after20*5 > len(counts)*4 {
		t.Errorf("the vocabulary hardly grows: %d words after 20 interviews, %d after 200", after20, len(counts))
	}
	freq := make([]int, 0, len(counts))
	for _, n := range counts {
		freq = append(freq, n)
	}
	slices.Sort(freq)
	slices.Reverse(freq)
	top := 0
	for _, n := range freq[:100] {
		top += n
	}
	if share := float64(top) / float64(total); share < 0.45 || share > 0.75 {
		t.Errorf("the 100 most frequent words are %.0f %% of the text, want 45-75 %% as in speech", 100*share)
	}
	t.Logf("%d words, %d different (%d after 20 interviews), top 100: %.0f %%", total, len(counts), after20, 100*float64(top)/float64(total))
}

func notLetter(r rune) bool { return (r < 'a' || r > 'z') && r != '-' }

func TestVTT_SharesOutTheTimes(t *testing.T) {
	iv := generate.New(generate.Options{Seed: 1, Words: 300}).Interview(0)
	vtt := string(iv.VTT())
	if !strings.HasPrefix(vtt, "WEBVTT\n\n1\n00:00:01.000 --> ") {
		t.Errorf("VTT() begins %q", vtt[:40])
	}
	spoken := 0
	for cue := range strings.SplitSeq(vtt, "\n\n") {
		rows := strings.Split(strings.TrimSpace(cue), "\n")
		if rows[0] == "WEBVTT" {
			continue
		}
		if len(rows) != 3 || !strings.HasPrefix(rows[2], "<v ") || !strings.HasSuffix(rows[2], "</v>") {
			t.Fatalf("cue %q", cue)
		}
		_, text, _ := strings.Cut(rows[2], ">")
		spoken += app.CountWords(strings.TrimSuffix(text, "</v>"))
	}
	if spoken != iv.Words {
		t.Errorf("the cues have %d words, the interview %d", spoken, iv.Words)
	}
}

func TestDocument_CarriesEveryTurn(t *testing.T) {
	iv := generate.New(generate.Options{Seed: 1, Words: 300}).Interview(0)
	d := iv.Document()
	if len(d.Utterances) != len(iv.Turns) || d.Moderator != generate.ModeratorName || d.Date != "2025-01-06" {
		t.Errorf("Document() = %d utterances, moderator %q, %s", len(d.Utterances), d.Moderator, d.Date)
	}
}

func TestPassages_ShareTopicsEvenly(t *testing.T) {
	g := generate.New(generate.Options{Seed: 1})
	for _, topics := range []int{0, 5, 12} {
		ps := g.Passages(240, topics)
		count := map[int]int{}
		for _, p := range ps {
			count[p.Topic]++
			if p.Text == "" || p.Group == "" {
				t.Fatalf("an empty passage: %+v", p)
			}
		}
		want := topics
		if topics == 0 {
			want = len(g.Topics())
		}
		if len(count) != want {
			t.Errorf("Passages(240, %d) has %d topics, want %d", topics, len(count), want)
		}
		for topic, n := range count {
			if n != 240/want {
				t.Errorf("topic %d has %d passages, want %d", topic, n, 240/want)
			}
		}
	}
}

func TestWrite_MakesOneFileAnInterview(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	opt := generate.Options{Seed: 1, Words: 200}
	paths, err := generate.Write(context.Background(), dir, opt, 3, generate.WebVTT, nil)
	if err != nil || len(paths) != 3 || filepath.Base(paths[2]) != "interview-0002.vtt" {
		t.Fatalf("Write() = %v, %v", paths, err)
	}
	got, err := os.ReadFile(paths[2])
	if err != nil || !bytes.Equal(got, generate.New(opt).Interview(2).VTT()) {
		t.Errorf("the file is not interview 2 (%v)", err)
	}
	if _, err := generate.Write(context.Background(), dir, opt, 1, "docx", nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("Write(docx) = %v, want EInvalid", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if paths, err := generate.Write(ctx, dir, opt, 3, generate.Plain, nil); app.CodeOf(err) != app.ECanceled || len(paths) != 0 {
		t.Errorf("Write(canceled) = %v, %v", paths, err)
	}
}

func ExampleGenerator_Passages() {
	g := generate.New(generate.Options{Seed: 1})
	p := g.Passages(1, 0)[0]
	fmt.Println(g.Topics()[p.Topic], p.Group)
	// Output: setup P01
}

func BenchmarkInterview(b *testing.B) {
	g := generate.New(generate.Options{Seed: 1})
	b.ReportAllocs()
	n := 0
	for i := 0; b.Loop(); i++ {
		n = len(g.Interview(i).Plain())
	}
	b.SetBytes(int64(n))
}
