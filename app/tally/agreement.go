package tally

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Unit is what two coders are compared on.
type Unit string

// The units. What a moderator says is no unit of any kind: hardly anybody tags it, so that it would only flatter.
const (
	Characters Unit = "characters" // how much of the same text was marked
	Sentences  Unit = "sentences"  // whether a sentence got the tag, wherever its bounds were drawn
	Turns      Unit = "turns"      // whether a turn got it
)

// AgreementQuery asks how far two coders agree.
type AgreementQuery struct {
	Study      app.StudyID
	A, B       string
	Interviews []app.InterviewID // none for all that both coded
	Tags       []app.TagID       // none for all that either gave
	RollUp     bool              // a tag counts where one beneath it was given as well
	Unit       Unit              // "" is Sentences
	Seed       int64             // of the intervals
}

// Agreement is how far two coders agree.
type Agreement struct {
	A, B       string
	Unit       Unit
	Interviews []app.InterviewID // compared, in the order of the study
	Units      int
	Tags       []TagAgreement // those given most first, then by name
	All        TagAgreement   // over all tags: kappa pooled, the rest of the sums
	U          float64        // uα of stretches and tags; NaN where a coder's tags overlap, then see TagAgreement.U
	Binary     float64        // |uα: what was marked at all
	Coding     float64        // cuα: the tags, where both marked; NaN as U
	Overlap    bool           // a coder gave one passage two tags, so that U and Coding cannot be told
}

// TagAgreement is how far two coders agree on one tag.
type TagAgreement struct {
	Tag        app.TagID
	Name       string
	Hue        int
	InA, InB   int // units to which each gave it
	Tally      stat.Tally
	Percent    float64
	Kappa      float64
	Alpha      float64 // Krippendorff, given or not
	F1         float64 // of what either marked
	Jaccard    float64
	U          float64       // uα of the passages with this tag
	KappaRange stat.Interval // 95 %, bootstrap over units, or over turns when units are characters; NaN for fewer than two
	F1Range    stat.Interval
}

// resamples is how often units are drawn anew for an interval.
const resamples = 1000

// maxBlocks is up to how many units are drawn one by one; with more, whole interviews are.
const maxBlocks = 20_000

// Agreement compares two coders. Returns EInvalid when there is nothing both coded, ENotFound for an interview that is gone.
func (s *Service) Agreement(ctx context.Context, q AgreementQuery, p app.Progress) (*Agreement, error) {
	d, err := s.desk(ctx, q, p)
	if err != nil {
		return nil, err
	}
	a := &Agreement{A: q.A, B: q.B, Unit: d.q.Unit}
	for _, t := range d.texts {
		a.Interviews = append(a.Interviews, t.interview)
		a.Units += d.size(t)
	}
	tags := d.tags()
	var sums []stat.Tally
	pooled := make([][]stat.Tally, len(tags))
	for i, id := range tags {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p.Report(int64(i), int64(len(tags)), "Compare tags")
		blocks := d.compare(id)
		pooled[i] = blocks
		sum := stat.SumTallies(blocks)
		sums = append(sums, sum)
		t := figures(sum)
		t.Tag, t.Name, t.Hue = id, d.book.name(id), d.book.hue(id)
		t.U = d.unitized([]app.TagID{id}).U
		a.Tags = append(a.Tags, t)
	}
	a.All = figures(stat.SumTallies(sums))
	a.All.Kappa = stat.PooledKappa(sums)
	if err := a.ranges(ctx, pooled, q.Seed); err != nil {
		return nil, err
	}
	u := d.unitized(tags)
	a.U, a.Binary, a.Coding, a.Overlap = u.U, u.Binary, u.Coding, math.IsNaN(u.U)
	a.All.U = u.U
	slices.SortStableFunc(a.Tags, func(x, y TagAgreement) int {
		return cmp.Or(cmp.Compare(y.InA+y.InB, x.InA+x.InB), cmp.Compare(x.Name, y.Name))
	})
	return a, nil
}

func figures(t stat.Tally) TagAgreement {
	return TagAgreement{InA: t.Both + t.OnlyA, InB: t.Both + t.OnlyB, Tally: t, Percent: t.Percent(), Kappa: t.Kappa(), Alpha: t.Alpha(),
		F1: t.F1(), Jaccard: t.Jaccard()}
}

func interval(blocks []stat.Tally, seed int64, of func(stat.Tally) float64) stat.Interval {
	if len(blocks) < 2 {
		return stat.Interval{Low: math.NaN(), High: math.NaN()}
	}
	return stat.TallyInterval(blocks, resamples, 0.95, seed, of)
}

// ranges sets the intervals of all tags, which share the samples: blocks has the same units for each tag of a.
func (a *Agreement) ranges(ctx context.Context, blocks [][]stat.Tally, seed int64) error {
	unknown := stat.Interval{Low: nan, High: nan}
	a.All.KappaRange, a.All.F1Range = unknown, unknown
	for i := range a.Tags {
		a.Tags[i].KappaRange, a.Tags[i].F1Range = unknown, unknown
	}
	if len(blocks) == 0 || len(blocks[0]) < 2 {
		return nil
	}
	size := make([]int, len(blocks[0]))
	told := make([][]int, len(blocks)) // blocks in which either gave the tag: elsewhere is nothing but neither
	for k, all := range blocks {
		for i, t := range all {
			size[i] = t.Units()
			if t.Neither < size[i] {
				told[k] = append(told[k], i)
			}
		}
	}
	kappa, f1 := make([][]float64, len(blocks)+1), make([][]float64, len(blocks)+1)
	sums := make([]stat.Tally, len(blocks))
	stat.Resample(len(size), resamples, seed, func(drawn []int) {
		if ctx.Err() != nil {
			return
		}
		units := 0
		for i, n := range drawn {
			units += n * size[i]
		}
		for k := range blocks {
			var t stat.Tally
			for _, i := range told[k] {
				b, n := blocks[k][i], drawn[i]
				t.Both, t.OnlyA, t.OnlyB = t.Both+n*b.Both, t.OnlyA+n*b.OnlyA, t.OnlyB+n*b.OnlyB
			}
			t.Neither = units - t.Both - t.OnlyA - t.OnlyB
			sums[k] = t
			kappa[k], f1[k] = append(kappa[k], t.Kappa()), append(f1[k], t.F1())
		}
		last := len(blocks)
		kappa[last], f1[last] = append(kappa[last], stat.PooledKappa(sums)), append(f1[last], stat.SumTallies(sums).F1())
	})
	for k := range a.Tags {
		a.Tags[k].KappaRange, a.Tags[k].F1Range = stat.Middle(kappa[k], 0.95), stat.Middle(f1[k], 0.95)
	}
	a.All.KappaRange, a.All.F1Range = stat.Middle(kappa[len(blocks)], 0.95), stat.Middle(f1[len(blocks)], 0.95)
	return ctx.Err()
}
