package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"throughline/app"
	"throughline/synthesis"
)

// words looks at what the tags mean and mark.
func (d *diagnosis) words(ctx context.Context, p app.Progress) error {
	texts, tags := d.codes()
	c, err := synthesis.LearnCodes(ctx, texts, tags, d.seed, p)
	if err != nil {
		return err
	}
	p.Report(0, 100, "Looking the tags over")
	if err := d.near(ctx, c); err != nil {
		return err
	}
	if err := d.broad(ctx, c); err != nil {
		return err
	}
	p.Report(50, 100, "Looking the tags over")
	if err := d.drift(ctx, c); err != nil {
		return err
	}
	p.Report(100, 100, "Looking the tags over")
	return nil
}

// near tells tags that may mean the same.
func (d *diagnosis) near(ctx context.Context, c *synthesis.Codes) error {
	pairs, err := c.Near(ctx, synthesis.NearFloor, d.apart)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		a, b := p.A, p.B
		sameName := strings.EqualFold(d.tags[a].Name, d.tags[b].Name)
		if sameName && d.tags[a].Parent != d.tags[b].Parent &&
			d.tags[a].Parent != "" && d.tags[b].Parent != "" && !(p.Use >= 0.5) {
			continue // "Praise" under this and under that: the tree tells them apart
		}
		if (d.above(a, b) || d.above(b, a)) && p.Names < 1 {
			continue // what stands under a tag is alike by right
		}
		remedy := Merge
		switch {
		case d.tags[a].Study == "" && d.tags[b].Study != "":
			a, b, remedy = b, a, Map
		case d.tags[b].Study == "" && d.tags[a].Study != "":
			remedy = Map
		case len(d.use[a].findings) > len(d.use[b].findings):
			a, b = b, a // the less used one goes
		}
		look := append(d.ids(first(d.use[a].findings, 2)), d.ids(first(d.use[b].findings, 2))...)
		d.see(HealthItem{Kind: Near, Remedy: remedy, Into: d.tags[b].ID, Score: p.Score, Findings: look,
			Seen: fmt.Sprintf("%s and %s may mean the same: %s.", d.quoted(a), d.quoted(b), why(p, sameName)), Sure: howLikely(p)}, a, b)
	}
	return nil
}

func first(rows []int, n int) []int { return rows[:min(n, len(rows))] }

// apart reports pairs that are not looked at: of tags out of use, of two studies, and mapped to each other.
func (d *diagnosis) apart(a, b int) bool {
	x, y := &d.tags[a], &d.tags[b]
	return !d.alive(a) || !d.alive(b) || x.Study != y.Study && x.Study != "" && y.Study != "" || x.MapsTo == y.ID || y.MapsTo == x.ID
}

// why words the reasons of a pair, the strongest first.
func why(p synthesis.Pair, sameName bool) string {
	type reason struct {
		much float64
		text string
	}
	var all []reason
	add := func(much float64, strong, weak string) {
		switch {
		case much >= 0.75:
			all = append(all, reason{much, strong})
		case much >= 0.4:
			all = append(all, reason{much, weak})
		}
	}
	if sameName {
		all = append(all, reason{1, "the names are the same"})
	} else {
		add(p.Names, "the names are nearly the same", "the names share words")
	}
	add(p.Use, "they mark passages of the same kind", "they mark similar passages")
	add(p.About*1.3, "the definitions say the same", "the definitions share words")
	slices.SortStableFunc(all, func(a, b reason) int { return cmp.Compare(b.much, a.much) })
	var words []string
	for _, r := range all {
		words = append(words, r.text)
	}
	if len(words) == 0 {
		return "name, definition and passages are all somewhat alike"
	}
	return strings.Join(words, ", ")
}

func howLikely(p synthesis.Pair) string {
	word := "Perhaps"
	switch {
	case p.Score >= 0.9:
		word = "Very likely"
	case p.Score >= 0.75:
		word = "Likely"
	}
	parts := []string{fmt.Sprintf("names %.2f", p.Names)}
	for _, x := range []struct {
		name  string
		value float64
	}{{"definitions", p.About}, {"passages", p.Use}} {
		if math.IsNaN(x.value) {
			parts = append(parts, "too few "+x.name+" to tell")
		} else {
			parts = append(parts, fmt.Sprintf("%s %.2f", x.name, x.value))
		}
	}
	s := fmt.Sprintf("%s (%.2f of 1): %s.", word, p.Score, strings.Join(parts, ", "))
	if p.Both > 0 {
		s += fmt.Sprintf(" %s carry both.", app.Count(p.Both, "finding"))
	}
	return strings.ReplaceAll(s, "too few definitions to tell", "no definitions to compare")
}

// Floors of broad tags: they carry broadTimes as much as the middle tag and broadShare of all, and their passages differ more
// than those of three in four tags that have enough to compare.
const (
	broadLeast   = 20
	broadTimes   = 3
	broadShare   = 0.12
	broadPeers   = 5  // used tags there must be besides
	spreadLeast  = 8  // findings of a tag whose spread counts for comparison
	spreadAmong  = 75 // percent
	broadAnyWay  = 0.4
	broadPassage = 2 // shown of each half
)

// broad tells tags that carry much more, and more different passages, than the others.
func (d *diagnosis) broad(ctx context.Context, c *synthesis.Codes) error {
	var sizes []int
	var spreads []float64
	for i := range d.tags {
		n := len(d.use[i].findings)
		if n == 0 {
			continue
		}
		sizes = append(sizes, n)
		if s := c.Spread(i); n >= spreadLeast && !math.IsNaN(s) {
			spreads = append(spreads, s)
		}
	}
	if len(sizes) <= broadPeers || len(spreads) == 0 {
		return ctx.Err()
	}
	slices.Sort(sizes)
	slices.Sort(spreads)
	middle := sizes[len(sizes)/2]
	bound := spreads[min(len(spreads)-1, len(spreads)*spreadAmong/100)]
	for i := range d.tags {
		n := len(d.use[i].findings)
		share := float64(n) / float64(max(1, d.total))
		spread := c.Spread(i)
		if n < broadLeast || n < broadTimes*middle || share < broadShare || !d.alive(i) || !(spread >= bound || share >= broadAnyWay) {
			continue
		}
		if err := d.seeBroad(ctx, c, i, middle, share, spread); err != nil {
			return err
		}
	}
	return nil
}

func (d *diagnosis) seeBroad(ctx context.Context, c *synthesis.Codes, i, middle int, share, spread float64) error {
	n := len(d.use[i].findings)
	item := HealthItem{Kind: Broad, Remedy: Split, Score: min(1, share), Findings: d.some(i),
		Seen: fmt.Sprintf("%s is on %d of %s, about %d times as many as the middle tag.", d.quoted(i), n, app.Count(d.total, "tagged finding"), n/max(1, middle)),
		Sure: fmt.Sprintf("%.0f %% of the findings; two of its passages differ by %.2f on average, where 1 is nothing in common.", 100*share, spread)}
	parts, err := c.Halves(ctx, i, d.seed)
	if err != nil {
		return err
	}
	if len(parts) == 2 {
		item.Seen += fmt.Sprintf(" Its passages fall into two: %s (%d) and %s (%d).", list(parts[0].Words), len(parts[0].Passages), list(parts[1].Words), len(parts[1].Passages))
		item.Findings = append(d.ids(parts[0].Passages[:min(broadPassage, len(parts[0].Passages))]), d.ids(parts[1].Passages[:1])...)
	}
	d.see(item, i)
	return nil
}

// list writes words in quotes: “price”, “seat”.
func list(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = "“" + w + "”"
	}
	return strings.Join(quoted, ", ")
}
