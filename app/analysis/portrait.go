package analysis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/app"
	"throughline/synthesis"
)

// VoiceKind says why a finding is shown for its theme.
type VoiceKind string

// The kinds of voices, in the order in which they are shown.
const (
	Typical   VoiceKind = "typical"   // says most of what the theme says
	Different VoiceKind = "different" // farthest from the middle of the theme
	Praise    VoiceKind = "praise"    // sounds best
	Complaint VoiceKind = "complaint" // sounds worst
)

// Voice is a finding that shows a theme from one side.
type Voice struct {
	Line
	Kind VoiceKind
}

// Neighbour is a theme of the same board whose findings are like those of another.
type Neighbour struct {
	app.ThemeRow
	Like float64 // of the findings, 0 to 1
}

// Portrait is what stands around a theme: voices, neighbours, insights. The machine made it; nothing of it is stored.
type Portrait struct {
	Theme  app.ThemeID
	Read   int // findings that were compared; of a large theme the newest
	Voices []Voice
	Near   []Neighbour    // the most alike first, up to four
	Cited  []app.Citation // insights that rest on it, those that name the theme first
}

// Bounds of a portrait.
const (
	mostRead      = 4_000 // findings of a theme that are compared
	mostNear      = 4
	leastNear     = 0.05 // likeness below which themes are no neighbours: nothing of it is decided here, it is a place to go on reading
	perNeighbour  = 40   // findings of each theme that are compared
	leastToldTone = 0.25 // tone from which a finding is shown as praise or complaint
)

// Portrait reads a theme of a study's board (for "" of the board across studies) and what stands around it. Equal findings give equal
// portraits.
func (s *Service) Portrait(ctx context.Context, study app.StudyID, theme app.ThemeID) (*Portrait, error) {
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study, Themes: []app.ThemeID{theme}, Order: app.ByNewest, Page: app.Page{Limit: mostRead}})
	if err != nil {
		return nil, err
	}
	p := &Portrait{Theme: theme, Read: len(rows)}
	if p.Voices, err = voices(ctx, rows); err != nil {
		return nil, err
	}
	if p.Near, err = s.neighbours(ctx, study, theme); err != nil {
		return nil, err
	}
	cited, err := s.Store.Citations(ctx, study)
	for _, c := range cited {
		if c.Theme == theme {
			p.Cited = append(p.Cited, c)
		}
	}
	return p, err
}

// voices picks the most typical finding, one that people did not mark as contradicting, a different one, and the strongest praise and complaint,
// each once.
func voices(ctx context.Context, rows []app.FindingRow) ([]Voice, error) {
	if len(rows) < summaryLeast {
		return nil, nil
	}
	typical, different, err := synthesis.Voices(ctx, passages(rows), 6)
	if err != nil {
		return nil, err
	}
	tone, err := tones(ctx, rows)
	if err != nil {
		return nil, err
	}
	var out []Voice
	taken := make([]bool, len(rows))
	add := func(i int, kind VoiceKind, sure bool) {
		if i >= 0 && !taken[i] {
			taken[i] = true
			l := line(rows[i], 0, len(rows[i].Text()))
			l.Sure = sure
			out = append(out, Voice{l, kind})
		}
	}
	for _, i := range typical {
		if rows[i].Stance != app.Contradicts {
			add(i, Typical, false)
			break
		}
	}
	best, worst := extremes(tone, taken)
	for _, x := range []struct {
		at   int
		kind VoiceKind
	}{{best, Praise}, {worst, Complaint}} {
		if x.at >= 0 {
			add(x.at, x.kind, rows[x.at].Sentiment != 0)
		}
	}
	for _, i := range different {
		if !taken[i] {
			add(i, Different, false)
			break
		}
	}
	slices.SortStableFunc(out, func(a, b Voice) int { return voiceOrder[a.Kind] - voiceOrder[b.Kind] })
	return out, nil
}

var voiceOrder = map[VoiceKind]int{Typical: 0, Different: 1, Praise: 2, Complaint: 3}

// extremes returns the findings of the highest and the lowest tone that are not taken, the first of equals, -1 where none has a clear tone.
func extremes(tone []float64, taken []bool) (best, worst int) {
	best, worst = -1, -1
	high, low := leastToldTone, -leastToldTone
	for i, t := range tone {
		switch {
		case taken[i]:
		case t > high:
			best, high = i, t
		case t < low:
			worst, low = i, t
		}
	}
	return best, worst
}

// neighbours are the themes of the board whose findings are most like those of one.
func (s *Service) neighbours(ctx context.Context, study app.StudyID, theme app.ThemeID) ([]Neighbour, error) {
	rows, at, err := s.held(ctx, study)
	if err != nil {
		return nil, err
	}
	own, ok := at[theme]
	if !ok || len(rows) < 2 {
		return nil, nil
	}
	read, err := s.Store.BoardSamples(ctx, study, perNeighbour)
	if err != nil {
		return nil, err
	}
	codes, texts := make([]synthesis.Code, len(rows)), make([]string, len(read))
	for i := range read {
		texts[i] = read[i].Text
		if n, ok := at[read[i].Theme]; ok {
			codes[n].Passages = append(codes[n].Passages, i)
		}
	}
	learned, err := synthesis.LearnCodes(ctx, texts, codes, 1, nil)
	if err != nil {
		return nil, err
	}
	pairs, err := learned.Near(ctx, 0, func(a, b int) bool { return a != own && b != own })
	if err != nil {
		return nil, err
	}
	var out []Neighbour
	for _, p := range pairs {
		if !math.IsNaN(p.Use) && p.Use >= leastNear {
			out = append(out, Neighbour{rows[p.A+p.B-own], p.Use})
		}
	}
	slices.SortStableFunc(out, func(a, b Neighbour) int { return cmp.Compare(b.Like, a.Like) })
	return out[:min(mostNear, len(out))], nil
}

// held are the themes of one board that hold findings, and their places in the list.
func (s *Service) held(ctx context.Context, study app.StudyID) (rows []app.ThemeRow, at map[app.ThemeID]int, err error) {
	all, err := s.Store.Themes(ctx, study)
	at = map[app.ThemeID]int{}
	for _, t := range all {
		if t.Study == study && t.Findings > 0 {
			at[t.ID] = len(rows)
			rows = append(rows, t)
		}
	}
	return rows, at, err
}
