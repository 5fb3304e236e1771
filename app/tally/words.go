package tally

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/label"
)

// Word is a word or phrase that the findings of one segment hold more often than those of the others.
type Word struct {
	Text     string
	In, Of   int     // findings of the segment that hold it, of all of it
	Others   int     // other findings that hold it
	OthersOf int     // other findings
	G2       float64 // log-likelihood (Rayson and Garside 2000)
	Dunning  float64 // Dunning's of all four cells
	LogRatio float64 // binary logarithm of how many times as often (Hardie 2014)
	P        float64
}

// SegmentWords are the words of one segment.
type SegmentWords struct {
	Name     string
	Findings int
	Words    []Word // surest first
	Few      bool   // too few findings to compare
}

// Wording is which words stand out in which segment.
type Wording struct {
	Segments []SegmentWords // by findings, then name
	Findings int            // compared
	Left     int            // findings that were not looked at, because there are more than MostTexts
}

// MostTexts is how many findings at most words are taken from, the newest first.
const MostTexts = 10_000

// Bounds of Wording.
const (
	fewFindings  = 8 // findings that each side needs
	wordsTold    = 12
	maxWordParts = 8 // segments that are compared, the largest
)

// Wording compares the words of segments, each against all others: passages are cut and stems met in their own language, words that say nothing are left out, a
// word must stand in three findings of the segment and there at least twice as often, and of those told at most 5 % are false (see
// label.Namer.StandOut). Findings of nobody's segment count among the others.
func (s *Service) Wording(ctx context.Context, ask Ask, p app.Progress) (*Wording, error) {
	q := ask.Find
	q.Order, q.Page = app.ByNewest, app.Page{Limit: MostTexts + 1}
	p.Report(0, 3, "Read findings")
	rows, err := s.Store.Findings(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &Wording{}
	if len(rows) > MostTexts {
		rows, out.Left = rows[:MostTexts], 1
		facets, err := s.Store.CrossTab(ctx, app.CrossQuery{Find: ask.Find})
		if err != nil {
			return nil, err
		}
		out.Left = max(1, facets.Chosen.Findings-MostTexts)
	}
	out.Findings = len(rows)
	texts := make([]string, len(rows))
	count := map[string]int{}
	for i := range rows {
		texts[i] = rows[i].Text()
		if rows[i].Segment != "" {
			count[rows[i].Segment]++
		}
	}
	p.Report(1, 3, "Cut words")
	namer, err := label.NewNamer(ctx, texts, synthesis.LanguageOf(texts))
	if err != nil {
		return nil, err
	}
	p.Report(2, 3, "Compare segments")
	for _, name := range largest(count, maxWordParts) {
		one, err := wordsOf(ctx, namer, rows, name, count[name])
		if err != nil {
			return nil, err
		}
		out.Segments = append(out.Segments, one)
	}
	return out, nil
}

// largest lists the keys with the highest counts, then by name.
func largest(count map[string]int, most int) []string {
	names := make([]string, 0, len(count))
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b)) })
	return names[:min(len(names), most)]
}

func wordsOf(ctx context.Context, namer *label.Namer, rows []app.FindingRow, name string, n int) (SegmentWords, error) {
	out := SegmentWords{Name: name, Findings: n, Few: n < fewFindings || len(rows)-n < fewFindings}
	if out.Few {
		return out, nil
	}
	in := make([]bool, len(rows))
	for i := range rows {
		in[i] = rows[i].Segment == name
	}
	found, err := namer.StandOut(ctx, in, wordsTold)
	for _, f := range found {
		out.Words = append(out.Words, Word{Text: f.Name, In: f.In, Of: n, Others: f.Others, OthersOf: len(rows) - n, G2: f.G2, Dunning: f.Dunning, LogRatio: f.LogRatio, P: f.P})
	}
	return out, err
}

// Line is a word in its context, as concordances print it.
type Line struct {
	Finding   app.FindingID
	Interview app.InterviewID
	Study     app.StudyID
	Place     app.Span
	Left      string // of the same passage, with what stands before it, up to contextRunes
	Word      string
	Right     string
	Who       string // code of the participant
	Segment   string
}

// contextRunes is how much of a passage a line shows on either side.
const contextRunes = 48

// Lines returns up to limit findings that hold a word or phrase as it is written there, each with the first place of it, in the query's
// order.
func (s *Service) Lines(ctx context.Context, q app.FindingQuery, word string, limit int) ([]Line, error) {
	q = q.And(app.Clause{Op: app.OpText, Text: word})
	q.Page = app.Page{Limit: limit}
	rows, err := s.Store.Findings(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []Line
	for i := range rows {
		r := &rows[i]
		text := strings.Join(strings.Fields(r.Text()), " ")
		at, end := indexFold(text, word)
		out = append(out, Line{Finding: r.ID, Interview: r.Interview, Study: r.Study, Place: r.Span, Who: r.Code, Segment: r.Segment,
			Left: tail(strings.Join(strings.Fields(r.Before), " ")+" "+text[:at], contextRunes), Word: text[at:end],
			Right: head(text[end:]+" "+strings.Join(strings.Fields(r.After), " "), contextRunes)})
	}
	return out, nil
}

// indexFold is where word first stands in s, upper and lower case alike; 0, 0 when it is inflected or accented otherwise there.
func indexFold(s, word string) (start, end int) {
	n := utf8.RuneCountInString(word)
	for i := range s {
		j, k := i, 0
		for ; k < n && j < len(s); k++ {
			_, size := utf8.DecodeRuneInString(s[j:])
			j += size
		}
		if k == n && strings.EqualFold(s[i:j], word) {
			return i, j
		}
	}
	return 0, 0
}

// tail is the end of a text of up to n characters, from the start of a word on.
func tail(s string, n int) string {
	r := []rune(strings.TrimLeft(s, " "))
	if len(r) <= n {
		return string(r)
	}
	cut := string(r[len(r)-n:])
	if i := strings.IndexByte(cut, ' '); i >= 0 && r[len(r)-n-1] != ' ' {
		cut = cut[i+1:]
	}
	return cut
}

// head is the beginning of a text of up to n characters, to the end of a word.
func head(s string, n int) string {
	r := []rune(strings.TrimRight(s, " "))
	if len(r) <= n {
		return string(r)
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i >= 0 && r[n] != ' ' {
		cut = cut[:i]
	}
	return cut
}
