package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/vector"
)

// Floors of drift. With 4 interviews a side the least chance a permutation can show is 1 in 35.
const (
	driftPassages   = 8
	driftInterviews = 4
	driftApart      = int64(60 * 60 * 1000) // milliseconds between the middles of first and last third: less is one sitting
	driftFalse      = 0.10                  // of the drifts told this part may be chance (Benjamini and Hochberg 1995)
)

// trial is one comparison of words under a tag.
type trial struct {
	tag   int
	uses  []synthesis.Use
	who   [2]string // coders; "" for early and late
	shift synthesis.Shift
}

// drift tells tags whose words changed over time or differ between coders.
func (d *diagnosis) drift(ctx context.Context, c *synthesis.Codes) error {
	var trials []*trial
	for i := range d.tags {
		if !d.alive(i) {
			continue
		}
		if t := d.overTime(i); t != nil {
			trials = append(trials, t)
		}
		if t := d.betweenCoders(i); t != nil {
			trials = append(trials, t)
		}
	}
	errs := make([]error, len(trials))
	err := vector.EachChunk(ctx, len(trials), 1, func(n, _ int) {
		trials[n].shift, errs[n] = c.Shift(ctx, trials[n].uses, d.seed+int64(n))
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return err
	}
	for _, t := range believed(trials) {
		d.seeDrift(t, len(trials))
	}
	return nil
}

// overTime compares the first third of a tag's taggings with the last, whole interviews each, or returns nil for too few.
func (d *diagnosis) overTime(i int) *trial {
	type block struct {
		id    app.InterviewID
		first int64
		rows  []int
	}
	at := map[app.InterviewID]int{}
	var blocks []block
	n := 0
	for _, t := range d.use[i].taggings {
		iv := d.rows[t.row].Interview
		if iv == "" {
			continue
		}
		k, seen := at[iv]
		if !seen {
			k = len(blocks)
			at[iv] = k
			blocks = append(blocks, block{id: iv, first: t.at})
		}
		b := &blocks[k]
		b.first = min(b.first, t.at)
		if len(b.rows) == 0 || b.rows[len(b.rows)-1] != t.row { // two coders of one finding are one use
			b.rows = append(b.rows, t.row)
			n++
		}
	}
	if n < 3*driftPassages || len(blocks) < 2*driftInterviews {
		return nil
	}
	slices.SortFunc(blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(a.first, b.first), strings.Compare(string(a.id), string(b.id)))
	})
	t := &trial{tag: i}
	take := func(from, step int, second bool) (passages, last int) {
		took := 0
		for k := from; k >= 0 && k < len(blocks) && (passages*3 < n || took < driftInterviews); k += step {
			for _, r := range blocks[k].rows {
				t.uses = append(t.uses, synthesis.Use{Passage: r, Block: string(blocks[k].id), Second: second})
				passages++
			}
			took, last = took+1, k
		}
		return passages, last
	}
	early, end := take(0, 1, false)
	late, begin := take(len(blocks)-1, -1, true)
	if end >= begin || early < driftPassages || late < driftPassages || blocks[(begin+len(blocks)-1)/2].first-blocks[end/2].first < driftApart {
		return nil
	}
	return t
}

// betweenCoders compares the two coders who use a tag most, or returns nil for too few.
func (d *diagnosis) betweenCoders(i int) *trial {
	count := map[string]int{}
	for _, t := range d.use[i].taggings {
		count[t.author]++
	}
	var who []string
	for a := range count {
		who = append(who, a)
	}
	if len(who) < 2 {
		return nil
	}
	slices.SortFunc(who, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b)) })
	t := &trial{tag: i, who: [2]string{who[0], who[1]}}
	interviews := [2]map[app.InterviewID]bool{{}, {}}
	var n [2]int
	for _, g := range d.use[i].taggings {
		side := slices.Index(who[:2], g.author)
		iv := d.rows[g.row].Interview
		if side < 0 || iv == "" {
			continue
		}
		n[side]++
		interviews[side][iv] = true
		t.uses = append(t.uses, synthesis.Use{Passage: g.row, Block: string(iv), Second: side == 1})
	}
	for side := range n {
		if n[side] < driftPassages || len(interviews[side]) < driftInterviews {
			return nil
		}
	}
	return t
}

// believed returns the trials whose difference is told, by tag.
func believed(trials []*trial) []*trial {
	order := slices.Clone(trials)
	slices.SortStableFunc(order, func(a, b *trial) int { return cmp.Compare(a.shift.P, b.shift.P) })
	last := -1
	for k, t := range order {
		if t.shift.P <= driftFalse*float64(k+1)/float64(len(order)) {
			last = k
		}
	}
	var out []*trial
	for _, t := range order[:last+1] {
		if len(t.shift.Came)+len(t.shift.Went) > 0 { // a difference that no word shows helps nobody
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b *trial) int { return cmp.Compare(a.tag, b.tag) })
	return out
}

func (d *diagnosis) seeDrift(t *trial, trials int) {
	s := &t.shift
	seen, first, second := "Under "+d.quoted(t.tag)+" people use other words than at first", "first", "last"
	how := "interviews kept whole"
	if t.who[0] != "" {
		seen, first, second = fmt.Sprintf("%s and %s use %s for different words", t.who[0], t.who[1], d.quoted(t.tag)), t.who[0], t.who[1]
		how = "the words of one interview kept together"
	}
	var parts []string
	for _, w := range []struct {
		words      []synthesis.ShiftWord
		time, hand string
	}{{s.Came, "came", second}, {s.Went, "went", first}} {
		if len(w.words) == 0 {
			continue
		}
		if t.who[0] != "" {
			parts = append(parts, w.hand+" more "+counted(w.words))
		} else {
			parts = append(parts, counted(w.words)+" "+w.time)
		}
	}
	var rows []int
	for _, u := range t.uses {
		rows = append(rows, u.Passage)
	}
	d.see(HealthItem{Kind: Drifting, Remedy: Define, Score: 1 - s.P, Findings: d.ids(rows), Seen: seen + ": " + strings.Join(parts, "; ") + ".",
		Sure: fmt.Sprintf("%s %d against %s %d passages; chance would do as much in %.1f %% of %d reshufflings, %s. %s compared.",
			capital(first), s.First, second, s.Second, 100*s.P, s.Rounds, how, app.Count(trials, "tag"))}, t.tag)
}

func counted(words []synthesis.ShiftWord) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = fmt.Sprintf("“%s” (%d against %d)", w.Word, w.First, w.Second)
	}
	return strings.Join(parts, ", ")
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
