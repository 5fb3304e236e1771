package synthesis

import (
	"context"
	"fmt"
	"sync"

	"throughline/synthesis/cluster"
	"throughline/synthesis/label"
	"throughline/synthesis/vector"
)

// Outline is a set of passages grouped at every grain, from two broad themes to two hundred narrow ones. It does not change and is safe for
// concurrent use.
//
// Passages are placed in a space of meaning, moved towards their nearest neighbours, and cut into up to 400 leaves by spherical k-means;
// the leaves are joined by Ward's method into a tree. Cutting the tree gives themes at any number, which then take up the
// passages that fit them better than their own. On public sets this agrees with people better than k-means at the right number of groups
// does, and the tree is what a slider needs.
type Outline struct {
	c     *corpus
	opt   ThemeOptions
	raw   *vector.Packed // kept passages as they stand
	rows  *vector.Packed // free ones, moved towards their neighbours; raw itself where these are the same
	free  []int          // places among the kept of those in no seed; rows is beside it
	seeds []seedling     // beside opt.Seeds
	tree  *cluster.Tree
	leaf  []int         // leaf of each free passage
	sums  *vector.Dense // leaves × dims: sum of the rows of each
	aim   int           // themes suggested, with the seeds
	names *label.Namer
	named []int // kept passages that names are of
}

// NewOutline reads, compares and groups passages. Equal passages and options give an equal outline on any number of
// processors. It looks at ctx every 100 ms or oftener and returns its error when it ends; there is no other failure but one of opt.Embed.
// Progress is told steps of 100, the last of which is left to At.
func NewOutline(ctx context.Context, passages []Passage, opt ThemeOptions) (*Outline, error) {
	report := opt.report()
	report(0, 100, "Reading passages")
	c, err := newCorpus(ctx, passages)
	if err != nil {
		return nil, fmt.Errorf("read passages: %w", err)
	}
	o := &Outline{c: c, opt: opt}
	if len(c.kept) == 0 {
		return o, nil
	}
	var beside sync.WaitGroup
	var unnamed error
	beside.Go(func() { o.names, o.named, unnamed = c.names(ctx, opt.Seed) })
	err = o.group(ctx, report)
	beside.Wait()
	if err != nil {
		return nil, err
	}
	if unnamed != nil {
		return nil, fmt.Errorf("find names: %w", unnamed)
	}
	c.abridge()
	return o, nil
}

// group places the passages and groups them.
func (o *Outline) group(ctx context.Context, report func(done, total int64, what string)) error {
	report(20, 100, "Comparing passages")
	raw, err := o.c.space(ctx, o.opt)
	if err != nil {
		return fmt.Errorf("compare passages: %w", err)
	}
	report(40, 100, "Grouping passages")
	o.raw = vector.Pack(raw)
	o.sow(raw)
	free := raw
	if len(o.free) < free.Rows {
		free = free.Pick(o.free)
	}
	rows, err := o.grow(ctx, free)
	if err != nil {
		return fmt.Errorf("group passages: %w", err)
	}
	if o.rows = o.raw; rows != raw {
		o.rows = vector.Pack(rows)
	}
	report(70, 100, "Choosing how many themes")
	if err := o.choose(ctx, free); err != nil {
		return fmt.Errorf("choose the number of themes: %w", err)
	}
	return nil
}

// grow cuts the free passages, x, into leaves and joins these into a tree. It returns the passages as they are grouped, moved towards their
// neighbours or not.
func (o *Outline) grow(ctx context.Context, x *vector.Dense) (*vector.Dense, error) {
	g, err := cluster.KMeans(ctx, x, cluster.Options{K: leaves, Seed: o.opt.Seed, Restarts: 1, Trials: 1, Rounds: leafRounds, Sample: leafSample})
	if err != nil {
		return nil, err
	}
	if x.Rows <= smoothUpTo {
		near, err := cluster.Near(ctx, x, g, neighbours)
		if err != nil {
			return nil, err
		}
		if x, err = cluster.Smooth(ctx, x, near); err != nil {
			return nil, err
		}
	}
	o.leaf = g.Of
	var sizes []int
	o.sums, sizes = cluster.Sums(x, g.Of, g.Centers.Rows)
	o.tree, err = cluster.Ward(ctx, cluster.Means(o.sums, sizes), sizes)
	return x, err
}

// Suggested returns the number of themes proposed, seeds among them, 0 when there is nothing to group. There is no true number.
func (o *Outline) Suggested() int { return o.aim }

// MostThemes is the finest that passages are cut, seeds aside.
const MostThemes = 200

// Range returns the least and the most themes that At gives: two to two hundred, fewer of few passages, and the seeds besides.
func (o *Outline) Range() (least, most int) {
	n := len(o.free)
	most = min(MostThemes, n, max(1, n/leastEach))
	return len(o.seeds) + min(2, most), len(o.seeds) + most
}

// leastEach is how many passages a theme has at least, on average, at the finest.
const leastEach = 2

// choose says how many themes to propose.
func (o *Outline) choose(ctx context.Context, x *vector.Dense) error {
	k, err := cluster.Choose(ctx, x, o.leaf, o.tree, o.opt.Seed)
	if err != nil {
		return err
	}
	least, most := o.Range()
	o.aim = max(least, min(most, cluster.Adjust(k, o.opt.Granularity)+len(o.seeds)))
	return nil
}
