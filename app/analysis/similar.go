package analysis

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
	"throughline/synthesis"
)

// LikeFinding is a finding like another.
type LikeFinding struct {
	app.FindingRow
	Score   float64 // 0-1, of meaning and words together
	Wording float64 // 0-1, share of words both have
}

// leastLike is the score from which a finding is told as like another: of the nearest pairs of the sample study, about half of those above
// it share a subject, by eye, and few below. The score is shown with each.
const leastLike = 0.25

// MoreLike returns the n findings of a study (of all for "") most like one, best first; fewer when no more are alike. It reads all
// findings the first time and after many changes: about a second for 20,000. Of a large study, findings made a moment ago may be
// missing. Returns ENotFound when the finding is gone.
func (s *Service) MoreLike(ctx context.Context, study app.StudyID, id app.FindingID, n int) ([]LikeFinding, error) {
	asked, err := s.Store.FindingsByID(ctx, []app.FindingID{id})
	if err != nil {
		return nil, err
	}
	if len(asked) == 0 {
		return nil, app.NotFound("The finding")
	}
	l, err := s.alikeIn(ctx, study, false)
	if err != nil {
		return nil, err
	}
	var ids []app.FindingID
	found := make(map[app.FindingID]synthesis.Like)
	for _, k := range l.alike.ToText(asked[0].Text(), n+1) {
		if at := l.rows[k.Passage].id; at != id && k.Score >= leastLike && len(ids) < n {
			ids = append(ids, at)
			found[at] = k
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := s.Store.FindingsByID(ctx, ids) // as they are now
	if err != nil {
		return nil, err
	}
	now := make(map[app.FindingID]*app.FindingRow, len(rows))
	for i := range rows {
		now[rows[i].ID] = &rows[i]
	}
	var out []LikeFinding
	for _, id := range ids {
		if r := now[id]; r != nil {
			out = append(out, LikeFinding{FindingRow: *r, Score: found[id].Score, Wording: found[id].Wording})
		}
	}
	return out, nil
}

// TwinKind says why two findings may be one.
type TwinKind string

// The kinds, the surest first.
const (
	SamePassage TwinKind = "passage" // they mark the same words of one interview, or most of them
	SameWords   TwinKind = "words"   // nearly the same wording
	SameMeaning TwinKind = "meaning" // other words, used alike
)

// Twins are two findings that may be one.
type Twins struct {
	A, B app.FindingRow // A was made first
	Kind TwinKind
	Like float64 // 0-1: the share of the passage both mark, of the words both have, or the score of the meaning
}

// maxTwins bounds a list that a person goes through.
const maxTwins = 500

// Duplicates returns pairs of findings of a study (of all for "") that may be one: the same passage marked twice, nearly the same
// words, or the same meaning; surest kind first, then most alike, then oldest. At most 500. It changes nothing.
func (s *Service) Duplicates(ctx context.Context, study app.StudyID, p app.Progress) ([]Twins, error) {
	p.Report(0, 100, "Reading findings")
	l, err := s.alikeIn(ctx, study, true)
	if err != nil {
		return nil, err
	}
	p.Report(50, 100, "Comparing findings")
	said, err := l.alike.Twins(ctx)
	if err != nil {
		return nil, err
	}
	out := l.samePassages()
	known := make(map[[2]int]bool, len(out))
	for _, t := range out {
		known[[2]int{t.a, t.b}] = true
	}
	for _, w := range said {
		t := l.inOrder(w.A, w.B)
		if known[[2]int{t.a, t.b}] {
			continue
		}
		t.kind, t.like = SameMeaning, w.Score
		if w.SameWords {
			t.kind, t.like = SameWords, w.Wording
		}
		out = append(out, t)
	}
	order := map[TwinKind]int{SamePassage: 0, SameWords: 1, SameMeaning: 2}
	slices.SortStableFunc(out, func(a, b pair) int {
		x, y := &l.rows[a.a], &l.rows[b.a]
		return cmp.Or(cmp.Compare(order[a.kind], order[b.kind]), cmp.Compare(b.like, a.like), cmp.Compare(x.made, y.made), cmp.Compare(x.id, y.id), cmp.Compare(l.rows[a.b].id, l.rows[b.b].id))
	})
	twins, err := s.twins(ctx, &l, out[:min(maxTwins, len(out))])
	if err == nil {
		p.Report(100, 100, "Done")
	}
	return twins, err
}

// pair is Twins by their places in a library.
type pair struct {
	a, b int
	kind TwinKind
	like float64
}

// inOrder returns two findings as a pair, the one made first first.
func (l *library) inOrder(a, b int) pair {
	x, y := &l.rows[a], &l.rows[b]
	if c := cmp.Or(cmp.Compare(x.made, y.made), cmp.Compare(x.id, y.id)); c > 0 {
		a, b = b, a
	}
	return pair{a: a, b: b}
}

// twins reads the findings of pairs as they are now; pairs of which one is gone are left out.
func (s *Service) twins(ctx context.Context, l *library, pairs []pair) ([]Twins, error) {
	at := map[app.FindingID]int{}
	var ids []app.FindingID
	for _, t := range pairs {
		for _, i := range []int{t.a, t.b} {
			if id := l.rows[i].id; at[id] == 0 {
				at[id] = -1
				ids = append(ids, id)
			}
		}
	}
	rows, err := s.Store.FindingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		at[rows[i].ID] = i + 1
	}
	var out []Twins
	for _, t := range pairs {
		if a, b := at[l.rows[t.a].id], at[l.rows[t.b].id]; a > 0 && b > 0 {
			out = append(out, Twins{A: rows[a-1], B: rows[b-1], Kind: t.kind, Like: t.like})
		}
	}
	return out, nil
}

// mostlySame is the share of the longer passage that two findings both mark from which they are told as one.
const mostlySame = 0.7

// samePassages returns pairs that mark the same place of one text.
func (l *library) samePassages() []pair {
	places := make([]int, 0, len(l.rows))
	for i := range l.rows {
		if l.rows[i].transcript != "" && l.rows[i].Len() > 0 {
			places = append(places, i)
		}
	}
	slices.SortFunc(places, func(a, b int) int {
		x, y := &l.rows[a], &l.rows[b]
		return cmp.Or(cmp.Compare(x.transcript, y.transcript), cmp.Compare(x.Start, y.Start), cmp.Compare(x.id, y.id))
	})
	var out []pair
	for n, i := range places {
		x := &l.rows[i]
		for _, j := range places[n+1:] {
			y := &l.rows[j]
			if y.transcript != x.transcript || float64(y.Start-x.Start) > (1-mostlySame)*float64(x.Len()) {
				break
			}
			both := min(x.End, y.End) - y.Start
			if share := float64(both) / float64(max(x.Len(), y.Len())); share >= mostlySame {
				t := l.inOrder(i, j)
				t.kind, t.like = SamePassage, share
				out = append(out, t)
			}
		}
	}
	return out
}
