package analysis

import (
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/label"
	"throughline/synthesis/sentiment"
	"throughline/synthesis/summary"
)

// Line is a passage the machine picked from a finding.
type Line struct {
	app.FindingRow
	Said string   // the passage
	At   app.Span // in the text of the interview; zero for a note
	Why  string   // why it was picked, in a few words
	Sure bool     // a person said so; otherwise it is an estimate
}

// Digest is a theme at a glance. The machine made it of the findings; nothing of it is stored.
type Digest struct {
	Theme       app.ThemeID
	Findings    int
	Summary     []Line // the sentences that say most of what the theme says, best first, up to 3; of none that people marked as contradicting
	Disagreeing []Line // findings that disagree with the bulk, or stand apart, up to 3
	Words       []Word
}

// Bounds of a digest.
const (
	summaryLines  = 3
	contraryLines = 3
	summaryLeast  = 4 // findings below which a summary says no more than the cards
)

// Digest reads the findings of a theme and sums them up. Equal findings give equal digests. A theme of fewer than four findings
// has no summary.
func (s *Service) Digest(ctx context.Context, study app.StudyID, theme app.ThemeID) (*Digest, error) {
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study, Themes: []app.ThemeID{theme}})
	if err != nil {
		return nil, err
	}
	d := &Digest{Theme: theme, Findings: len(rows)}
	if len(rows) < summaryLeast {
		return d, nil
	}
	if d.Summary, err = summed(ctx, slices.DeleteFunc(slices.Clone(rows), func(r app.FindingRow) bool { return r.Stance == app.Contradicts })); err != nil {
		return nil, err
	}
	if d.Disagreeing, err = disagreeing(ctx, rows); err != nil {
		return nil, err
	}
	d.Words, err = s.words(ctx, study, rows)
	return d, err
}

// summed picks the sentences that sum findings up.
func summed(ctx context.Context, rows []app.FindingRow) ([]Line, error) {
	texts, from := make([]string, len(rows)), make([]string, len(rows))
	for i := range rows {
		texts[i], from[i] = rows[i].Text(), string(rows[i].Participant)
	}
	found, err := summary.Extract(ctx, texts, synthesis.LanguageOf(texts), summary.Options{Sentences: summaryLines, From: from})
	if err != nil {
		return nil, err
	}
	var out []Line
	for _, f := range found {
		out = append(out, line(rows[f.Passage], f.Start, f.End))
	}
	return out, nil
}

// line is a part of what a finding says.
func line(r app.FindingRow, start, end int) Line {
	l := Line{FindingRow: r, Said: r.Text()[start:end]}
	if r.Quote != "" && r.Interview != "" {
		l.At = app.Span{Start: r.Start + start, End: r.Start + end}
	}
	return l
}

// sureTone is how sure an estimate of tone is to count.
const sureTone = 0.5

// tones returns how findings sound, -1 to 1: as people said, or as it is estimated from the words.
func tones(ctx context.Context, rows []app.FindingRow) ([]float64, error) {
	texts := make([]string, len(rows))
	for i := range rows {
		texts[i] = rows[i].Text()
	}
	judged, err := sentiment.Default().JudgeAll(ctx, texts)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(rows))
	for i := range rows {
		j := judged[i]
		switch {
		case rows[i].Sentiment != 0:
			out[i] = float64(rows[i].Sentiment) / 2
		case j.Sure >= sureTone && (j.Class == sentiment.Positive || j.Class == sentiment.Negative):
			out[i] = j.Score
		}
	}
	return out, nil
}

// disagreeing picks findings that disagree with the others: those people marked as contradicting, then those of the other tone,
// then those apart.
func disagreeing(ctx context.Context, rows []app.FindingRow) ([]Line, error) {
	var out []Line
	taken := make(map[app.FindingID]bool)
	add := func(r app.FindingRow, why string, sure bool) {
		if len(out) < contraryLines && !taken[r.ID] {
			taken[r.ID] = true
			l := line(r, 0, len(r.Text()))
			l.Why, l.Sure = why, sure
			out = append(out, l)
		}
	}
	for _, r := range rows {
		if r.Stance == app.Contradicts {
			add(r, "marked as contradicting", true)
		}
	}
	tone, err := tones(ctx, rows)
	if err != nil {
		return nil, err
	}
	found, err := synthesis.Contraries(ctx, passages(rows), tone, 2*contraryLines)
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		why := "stands apart from the rest"
		if c.Reason == label.Opposite {
			word := "sounds like praise, most others like complaint"
			if tone[c.Passage] < 0 {
				word = "sounds like complaint, most others like praise"
			}
			why = fmt.Sprintf("%s (%.0f %% of those with a tone)", word, 100*c.Share)
		}
		add(rows[c.Passage], why, false)
	}
	return out, nil
}

// Word is a word or phrase that stands out in some findings of a study against the others.
type Word struct {
	Text       string
	In, Of     int     // findings that hold it, of those looked at
	Others     int     // other findings that hold it
	OthersOf   int     // other findings
	Times      float64 // how many times as often
	Chance     float64 // that chance alone makes so large a difference
	Log, Bayes float64 // log-likelihood and BIC, see stat.Keyness
}

// standingWords is how many words are told.
const standingWords = 10

// leastCompared is how many findings each side needs before words are compared.
const leastCompared = 8

// Words returns the words and phrases that findings chosen by a query hold more often than the other findings of the query's
// study, surest first, up to ten. Below eight findings on either side it says nothing.
func (s *Service) Words(ctx context.Context, q app.FindingQuery) ([]Word, error) {
	q.Page = app.Page{}
	rows, err := s.Store.Findings(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.words(ctx, q.Study, rows)
}

func (s *Service) words(ctx context.Context, study app.StudyID, rows []app.FindingRow) ([]Word, error) {
	if len(rows) < leastCompared {
		return nil, nil
	}
	l, err := s.namesIn(ctx, study)
	if err != nil {
		return nil, err
	}
	in, n := make([]bool, len(l.rows)), 0
	for i := range rows {
		if at, ok := l.at[rows[i].ID]; ok && !in[at] {
			in[at] = true
			n++
		}
	}
	rest := len(in) - n
	if n < leastCompared || rest < leastCompared {
		return nil, nil
	}
	found, err := l.namer.StandOut(ctx, in, standingWords)
	if err != nil {
		return nil, err
	}
	var out []Word
	for _, f := range found {
		w := Word{Text: f.Name, In: f.In, Of: n, Others: f.Others, OthersOf: rest, Chance: f.P, Log: f.G2, Bayes: f.BIC}
		if f.Others > 0 {
			w.Times = float64(f.In) / float64(n) / (float64(f.Others) / float64(rest))
		}
		out = append(out, w)
	}
	return out, nil
}

// Says tells a word's figures in a sentence.
func (w Word) Says() string {
	s := fmt.Sprintf("In %d of %d findings here, %d of %d others", w.In, w.Of, w.Others, w.OthersOf)
	if w.Times > 0 {
		s += fmt.Sprintf(": %.0f times as often", w.Times)
	}
	sure := "chance would do so less than once in a thousand"
	if w.Chance > 0.001 {
		sure = fmt.Sprintf("chance would do so %.1f times in a hundred", 100*w.Chance)
	}
	return s + "; " + sure + ". Press to search for it."
}
