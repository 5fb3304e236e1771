package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Floors of tags that always come together: A with B when nearly every place of A carries B too, more than twice as often
// as any place does, and chance would hardly do that.
const (
	togetherLeast = 8
	togetherShare = 0.8
	togetherLift  = 2
	togetherP     = 0.001
	// maxBeside bounds the overlapping findings looked at beside one, so that a passage marked hundreds of times costs no more.
	maxBeside = 64
)

// pairs looks for tags that always come together: on one finding, or on findings of which one covers half of the other.
func (d *diagnosis) pairs(ctx context.Context, _ app.Progress) error {
	with, err := d.companions(ctx)
	if err != nil {
		return err
	}
	both := map[[2]int]int{} // places of the first that carry the second
	for r, tags := range with {
		for _, id := range d.rows[r].TagIDs() {
			a, ok := d.at[id]
			for _, b := range tags {
				if ok && a != b {
					both[[2]int{a, b}]++
				}
			}
		}
	}
	var found [][2]int
	for ab := range both {
		if d.inside(both, ab[0], ab[1]) {
			found = append(found, ab)
		}
	}
	slices.SortFunc(found, func(x, y [2]int) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	for _, ab := range found {
		back := slices.Contains(found, [2]int{ab[1], ab[0]})
		if back && ab[0] > ab[1] {
			continue // told from the other side
		}
		d.together(both, ab[0], ab[1], back)
	}
	return ctx.Err()
}

// inside reports whether a nearly always comes with b. A tag and what it stands under may come together.
func (d *diagnosis) inside(both map[[2]int]int, a, b int) bool {
	n, nb, k := len(d.use[a].findings), len(d.use[b].findings), both[[2]int{a, b}]
	if n < togetherLeast || nb < togetherLeast || !d.alive(a) || !d.alive(b) || float64(k) < togetherShare*float64(n) || d.above(a, b) || d.above(b, a) {
		return false
	}
	if float64(k)/float64(n) < togetherLift*float64(nb)/float64(d.total) {
		return false
	}
	rest := max(0, nb-k)
	return stat.Fisher(k, n-k, rest, max(0, d.total-n-rest)) < togetherP
}

func (d *diagnosis) together(both map[[2]int]int, a, b int, back bool) {
	k, n, nb := both[[2]int{a, b}], len(d.use[a].findings), len(d.use[b].findings)
	go_, stay := a, b
	seen := fmt.Sprintf("%s nearly always comes with %s: %d of its %d findings do.", d.quoted(a), d.quoted(b), k, n)
	if back {
		seen = fmt.Sprintf("%s and %s nearly always come together.", d.quoted(a), d.quoted(b))
		if n > nb {
			go_, stay = b, a
		}
	}
	jaccard := float64(k) / float64(max(1, n+nb-k))
	lift := float64(k) / float64(n) * float64(d.total) / float64(nb)
	d.see(HealthItem{Kind: Together, Remedy: Merge, Into: d.tags[stay].ID, Score: min(1, jaccard), Findings: d.some(a), Seen: seen,
		Sure: fmt.Sprintf("%d of %d and %d findings carry both (Jaccard %.2f), %.1f times as often as chance would.", k, n, nb, min(1, jaccard), lift)}, go_, stay)
}

// companions returns the tags, each once, at each place: of the finding and of those that overlap it by half of the shorter.
func (d *diagnosis) companions(ctx context.Context) ([][]int, error) {
	own, with := make([][]int, len(d.rows)), make([][]int, len(d.rows))
	places := map[app.TranscriptID][]int{}
	var order []app.TranscriptID
	for r := range d.rows {
		for _, id := range d.rows[r].TagIDs() {
			if i, ok := d.at[id]; ok {
				own[r] = append(own[r], i)
			}
		}
		with[r] = slices.Clone(own[r])
		if tr := d.rows[r].Transcript; tr != "" && len(own[r]) > 0 {
			if places[tr] == nil {
				order = append(order, tr)
			}
			places[tr] = append(places[tr], r)
		}
	}
	for n, tr := range order {
		if n%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		d.beside(places[tr], own, with)
	}
	for r := range with {
		slices.Sort(with[r])
		with[r] = slices.Compact(with[r])
	}
	return with, nil
}

// beside adds to each finding of one transcript the tags of those that overlap it.
func (d *diagnosis) beside(rows []int, own, with [][]int) {
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(d.rows[a].Start, d.rows[b].Start) })
	for i, a := range rows {
		for _, b := range rows[i+1 : min(len(rows), i+1+maxBeside)] {
			if d.rows[b].Start >= d.rows[a].End {
				break
			}
			if d.halfCovers(a, b) {
				with[a], with[b] = append(with[a], own[b]...), append(with[b], own[a]...)
			}
		}
	}
}

// halfCovers reports whether two findings share at least half of the shorter.
func (d *diagnosis) halfCovers(a, b int) bool {
	x, y := d.rows[a].Span, d.rows[b].Span
	shared := min(x.End, y.End) - max(x.Start, y.Start)
	return shared*2 >= min(x.Len(), y.Len())
}

// SaysTogether tells how far two tags come together, from the findings of each and those that carry both: the c-coefficient, both
// over either, see stat.Together.
func SaysTogether(n1, n2, both int) string {
	c, _ := stat.Together(n1, n2, both, 0)
	return fmt.Sprintf("%d findings carry both, of %d that carry either (c-coefficient %.2f).", both, n1+n2-both, min(1, c))
}

// Lift is how many times as often two things come together as chance would have it, from the findings of each, those of both and all;
// 0 when one has none.
func Lift(n1, n2, both, all int) float64 {
	_, lift := stat.Together(n1, n2, both, all)
	return lift
}
