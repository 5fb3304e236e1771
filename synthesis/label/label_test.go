package label_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/label"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

var ctx = context.Background()

// stems cuts English texts to the lists Terms wants.
func stems(texts []string) [][]string {
	stemmer := text.Stemmer{Lang: text.English}
	docs := make([][]string, len(texts))
	for i, s := range texts {
		for _, t := range text.Tokens(s) {
			if text.IsContent(t, text.English) {
				docs[i] = append(docs[i], stemmer.Stem(t.Norm))
			} else {
				docs[i] = append(docs[i], "")
			}
		}
	}
	return docs
}

func terms(t *testing.T, texts []string, theme []int, k int) [][]string {
	t.Helper()
	names, err := label.Collect(ctx, texts, text.English)
	if err != nil {
		t.Fatal(err)
	}
	got, err := label.Terms(ctx, stems(texts), theme, k, names)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTerms_NamesWhatTellsAThemeApart(t *testing.T) {
	texts := []string{
		"The battery life is short.", "Great battery life on this phone.", "I like the battery life of the phone.",
		"Our staff was friendly.", "Friendly staff at the desk.", "The staff there is friendly and the phone rang.",
	}
	got := terms(t, texts, []int{0, 0, 0, 1, 1, 1}, 2)
	if len(got[0]) == 0 || got[0][0] != "battery life" {
		t.Errorf("names of the first theme = %q, want battery life first", got[0])
	}
	if slices.Contains(got[0], "battery") || slices.Contains(got[0], "life") {
		t.Errorf("names of the first theme = %q repeat a part", got[0])
	}
	if len(got[1]) == 0 || got[1][0] != "staff" {
		t.Errorf("names of the second theme = %q, want staff first", got[1])
	}
}

func TestTerms_WritesNamesAsPeopleDo(t *testing.T) {
	texts := []string{"The PDF export failed.", "PDF exports fail here.", "My PDF export stopped."}
	got := terms(t, texts, []int{0, 0, 0}, 1)
	if len(got[0]) == 0 || got[0][0] != "PDF export" {
		t.Errorf("names = %q, want PDF export first", got[0])
	}
}

func TestTerms_OfNothing(t *testing.T) {
	if got := terms(t, nil, nil, 0); len(got) != 0 {
		t.Errorf("of nothing = %q", got)
	}
	if got := terms(t, []string{"", "\xff"}, []int{0, -1}, 1); len(got) != 1 || len(got[0]) != 0 {
		t.Errorf("of texts without words = %q", got)
	}
}

func TestCollect_FindsPairsInOtherLanguages(t *testing.T) {
	names, err := label.Collect(ctx, []string{"Die Rechnung ist falsch", "falsche Rechnung", "登录失败"}, text.German)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"rechn": "rechnung", "falsch rechn": "falsche rechnung", "登 录": "登录"} {
		if got, ok := names.Surface(key); !ok || got != want {
			t.Errorf("Surface(%q) = %q, %v; want %q", key, got, ok, want)
		}
	}
	if _, ok := names.Surface("die rechn"); ok {
		t.Error("a name begins with a stop word")
	}
}

func TestKey_RefusesStopWords(t *testing.T) {
	stemmer := &text.Stemmer{Lang: text.English}
	for phrase, want := range map[string]string{"slow exports": "slow export", "the export": "", "": "", "42": ""} {
		if got := label.Key(phrase, text.English, stemmer); got != want {
			t.Errorf("Key(%q) = %q, want %q", phrase, got, want)
		}
	}
}

// quotable makes what Quotes wants of texts.
func quotable(t *testing.T, texts, from []string, theme []int, k int) label.Quotable {
	t.Helper()
	docs := stems(texts)
	words, err := vector.NewVocabulary(ctx, docs, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := words.Matrix(ctx, docs)
	if err != nil {
		t.Fatal(err)
	}
	q := label.Quotable{Rows: rows, Theme: theme, Themes: k, From: from}
	for _, s := range texts {
		q.Words = append(q.Words, len(strings.Fields(s)))
	}
	return q
}

func TestQuotes_StandForTheirTheme(t *testing.T) {
	texts := []string{
		"The export to PDF takes far too long for me.",
		"Long PDF export, again and again, every single day.",
		"Export.",
		"It takes a long time until the PDF export is done.",
		"Coffee was good in the morning before we began to talk.",
		"Nobody answered my mail to the support team for weeks.",
	}
	q := quotable(t, texts, make([]string, len(texts)), []int{0, 0, 0, 0, 0, 1}, 3)
	got, err := label.Quotes(ctx, q, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || len(got[0]) != 3 || slices.Contains(got[0], 4) || got[0][0] == 2 {
		t.Errorf("quotes of the first theme = %v, want three about the export, no single word first", got[0])
	}
	if !slices.Equal(got[1], []int{5}) || len(got[2]) != 0 {
		t.Errorf("quotes = %v, want the only passage of theme 1 and none of theme 2", got)
	}
}

func TestQuotes_SpreadOverPeople(t *testing.T) {
	s := "The export to PDF takes far too long"
	texts := []string{s + " here.", s + " there.", s + " today.", s + " really."}
	q := quotable(t, texts, []string{"P1", "P1", "P1", "P2"}, []int{0, 0, 0, 0}, 1)
	got, err := label.Quotes(ctx, q, 2)
	if err != nil {
		t.Fatal(err)
	}
	if from := []string{q.From[got[0][0]], q.From[got[0][1]]}; from[0] == from[1] {
		t.Errorf("both quotes come from %s", from[0])
	}
}

func TestLabel_IsTheSameEachTime(t *testing.T) {
	texts := strings.Split("the slow export|a slow report|fast export of a report|big report export|login page|page of login", "|")
	theme := []int{0, 0, 0, 0, 1, 1}
	want := terms(t, texts, theme, 2)
	for range 5 {
		if got := terms(t, texts, theme, 2); !reflect.DeepEqual(got, want) {
			t.Fatalf("Terms() = %q, then %q", want, got)
		}
	}
}

func TestLabel_EndsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := label.Collect(ended, []string{"slow export"}, text.English); !errors.Is(err, context.Canceled) {
		t.Errorf("Collect() error = %v, want context.Canceled", err)
	}
	if _, err := label.Quotes(ended, label.Quotable{Themes: 1, Rows: &vector.Sparse{Ptr: []int{0}}}, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Quotes() error = %v, want context.Canceled", err)
	}
}
