package stat_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"throughline/synthesis/stat"
)

func unit(start, end, value int) stat.Unit {
	return stat.Unit{Stretch: stat.Stretch{Start: start, End: end}, Value: value}
}

// figure is figure 12.11 of Krippendorff (2019, p. 340): three observers, 60 places.
var figure = [][]stat.Unit{
	{unit(0, 7, 1), unit(7, 13, 2), unit(30, 32, 5), unit(32, 37, 6), unit(37, 44, 6), unit(44, 60, 7)},
	{unit(0, 7, 1), unit(7, 13, 3), unit(13, 21, 5), unit(32, 44, 6)},
	{unit(0, 7, 1), unit(7, 13, 4), unit(13, 21, 5), unit(32, 37, 6), unit(37, 41, 6), unit(41, 44, 6)},
}

func TestUnitize_MatchesThePublishedExample(t *testing.T) {
	got := stat.Unitize(figure, 60)
	near(t, "uα", got.U, .510, 5e-4)
	near(t, "|uα", got.Binary, .413, 7e-4) // .4136; the book cuts it off
	near(t, "cuα", got.Coding, .724, 5e-4)
	want := map[int][2]float64{1: {1, 1}, 2: {0, 1}, 3: {0, 1}, 4: {0, 1}, 5: {1, 8.0 / 18}, 6: {1, 1}, 7: {math.NaN(), 0}}
	for _, v := range got.Values {
		w := want[v.Value]
		if math.IsNaN(w[0]) != math.IsNaN(v.Alpha) {
			t.Errorf("value %d: %v, want %v", v.Value, v.Alpha, w[0])
		} else if !math.IsNaN(w[0]) {
			near(t, "(k)uα", v.Alpha, w[0], 1e-9)
		}
		near(t, "coverage", v.Coverage, w[1], 1e-9)
	}
}

// pairwise computes the same from what the coefficients mean: every two places of all coders' texts are paired, but those of one unit, and a
// place of a gap with itself.
func pairwise(coders [][]stat.Unit, length int) (u, binary float64) {
	type place struct{ value, unit, at int }
	var places []place
	at := make([][]int, len(coders))
	for i, units := range coders {
		at[i] = make([]int, length)
		for p := range length {
			here := place{-1, -1, p}
			for k, s := range units {
				if s.Start <= p && p < s.End {
					here.value, here.unit = s.Value, i*1000+k
				}
			}
			at[i][p] = here.value
			places = append(places, here)
		}
	}
	var differ, cross, pairs, observed, observedCross float64
	for i, a := range places {
		for j, b := range places {
			if i == j || a.unit >= 0 && a.unit == b.unit {
				continue
			}
			pairs++
			if a.value != b.value {
				differ++
			}
			if (a.value < 0) != (b.value < 0) {
				cross++
			}
		}
	}
	m := len(coders)
	for i := range m {
		for j := range m {
			for p := 0; i != j && p < length; p++ {
				if at[i][p] != at[j][p] {
					observed += 1 / float64(m-1)
				}
				if (at[i][p] < 0) != (at[j][p] < 0) {
					observedCross += 1 / float64(m-1)
				}
			}
		}
	}
	all := float64(m * length)
	alpha := func(seen, by float64) float64 {
		if by == 0 {
			return 1
		}
		return 1 - seen/(all*by/pairs)
	}
	return alpha(observed, differ), alpha(observedCross, cross)
}

func units(rng *rand.Rand, length, values int) []stat.Unit {
	var out []stat.Unit
	for at := rng.IntN(6); at < length; {
		end := min(length, at+1+rng.IntN(9))
		out = append(out, unit(at, end, rng.IntN(values)))
		at = end + rng.IntN(2)*rng.IntN(12)
	}
	return out
}

func TestUnitize_IsWhatItMeans(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for n := range 40 {
		length := 20 + rng.IntN(60)
		coders := make([][]stat.Unit, 2+rng.IntN(3))
		for i := range coders {
			coders[i] = units(rng, length, 1+rng.IntN(4))
		}
		got := stat.Unitize(coders, length)
		u, binary := pairwise(coders, length)
		near(t, "uα", got.U, u, 1e-9)
		near(t, "|uα", got.Binary, binary, 1e-9)
		if t.Failed() {
			t.Fatalf("case %d: %v", n, coders)
		}
	}
}

func TestUnitize_KnowsNoNamesAndNoOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	for range 20 {
		coders := [][]stat.Unit{units(rng, 70, 3), units(rng, 70, 3), units(rng, 70, 3)}
		got := stat.Unitize(coders, 70)
		other := make([][]stat.Unit, 0, 3)
		for _, c := range coders {
			c = slices.Clone(c)
			slices.Reverse(c)
			for i := range c {
				c[i].Value = 100 - c[i].Value*7
			}
			other = append([][]stat.Unit{c}, other...)
		}
		again := stat.Unitize(other, 70)
		near(t, "uα", again.U, got.U, 1e-9)
		near(t, "|uα", again.Binary, got.Binary, 1e-9)
		near(t, "cuα", again.Coding, got.Coding, 1e-9)
	}
}

func TestUnitize_OfLittle(t *testing.T) {
	same := []stat.Unit{unit(0, 10, 1), unit(10, 20, 2), unit(25, 30, 1)}
	for _, tc := range []struct {
		name   string
		coders [][]stat.Unit
		want   float64
	}{{"nobody", nil, 1}, {"one coder", figure[:1], 1}, {"nothing marked", [][]stat.Unit{nil, nil}, 1}, {"the same twice", [][]stat.Unit{same, same}, 1}} {
		near(t, tc.name, stat.Unitize(tc.coders, 60).U, tc.want, 1e-12)
	}
	apart := stat.Unitize([][]stat.Unit{{unit(0, 5, 1)}, {unit(10, 15, 1)}}, 20)
	if !math.IsNaN(apart.Coding) || apart.U > 0 {
		t.Errorf("units that never meet: %+v", apart)
	}
	defer func() {
		if recover() == nil {
			t.Error("units that overlap were taken")
		}
	}()
	stat.Unitize([][]stat.Unit{{unit(0, 5, 1), unit(4, 6, 2)}, nil}, 10)
}

func stretch(start, end int) stat.Stretch { return stat.Stretch{Start: start, End: end} }

func TestUnion_CountsWhatWasMarkedTwiceOnce(t *testing.T) {
	for _, tc := range []struct {
		name    string
		in, out []stat.Stretch
	}{
		{"nothing", nil, nil},
		{"overlapping", []stat.Stretch{stretch(5, 9), stretch(0, 6)}, []stat.Stretch{stretch(0, 9)}},
		{"touching", []stat.Stretch{stretch(0, 3), stretch(3, 4)}, []stat.Stretch{stretch(0, 4)}},
		{"inside", []stat.Stretch{stretch(0, 9), stretch(2, 4)}, []stat.Stretch{stretch(0, 9)}},
		{"apart, empty", []stat.Stretch{stretch(7, 8), stretch(5, 5), stretch(0, 3)}, []stat.Stretch{stretch(0, 3), stretch(7, 8)}},
	} {
		if got := stat.Union(tc.in); !slices.Equal(got, tc.out) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.out)
		}
	}
}

func TestTallies_ByHand(t *testing.T) {
	a, b := []stat.Stretch{stretch(2, 6), stretch(12, 14)}, []stat.Stretch{stretch(4, 8)}
	parts := []stat.Stretch{stretch(0, 5), stretch(5, 10), stretch(11, 20)}
	want := []stat.Tally{{1, 2, 0, 2}, {1, 0, 2, 2}, {0, 2, 0, 7}}
	if got := stat.TallyText(parts, a, b); !slices.Equal(got, want) {
		t.Errorf("TallyText() = %v, want %v", got, want)
	}
	if got := stat.TallyUnits(parts, a, b); !slices.Equal(got, []stat.Tally{{1, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}}) {
		t.Errorf("TallyUnits() = %v", got)
	}
	if sum := stat.SumTallies(want); sum != (stat.Tally{Both: 2, OnlyA: 4, OnlyB: 2, Neither: 11}) || sum.Units() != 19 {
		t.Errorf("sum = %v", sum)
	}
	if n := stat.Common(a, b); n != 2 {
		t.Errorf("Common() = %d, want 2", n)
	}
}

// METHODS: N 10,000, both coders 1,000, both together 800.
func TestTally_MatchesPublishedValues(t *testing.T) {
	c := stat.Tally{Both: 800, OnlyA: 200, OnlyB: 200, Neither: 8800}
	near(t, "percent", c.Percent(), .96, 1e-12)
	near(t, "kappa", c.Kappa(), .7778, 5e-5)
	near(t, "F1", c.F1(), .8, 1e-12)
	near(t, "Jaccard", c.Jaccard(), 2.0/3, 1e-12)
	near(t, "prevalence", c.Prevalence(), .1, 1e-12)
	near(t, "alpha of nothing given", stat.Tally{Neither: 5}.Alpha(), 1, 0)
	in := stat.TallyInterval([]stat.Tally{{Both: 8, Neither: 90}, {Both: 2, OnlyA: 3, Neither: 80}, {OnlyB: 2, Neither: 70}, {Both: 5, Neither: 60}}, 1000, .95, 4, stat.Tally.Kappa)
	if !(in.Low < in.High && in.High <= 1) {
		t.Errorf("interval = %v", in)
	}
	swapped := stat.Tally{Both: 800, OnlyA: 50, OnlyB: 350, Neither: 8800}
	mirrored := stat.Tally{Both: 800, OnlyA: 350, OnlyB: 50, Neither: 8800}
	near(t, "kappa with the coders exchanged", swapped.Kappa(), mirrored.Kappa(), 1e-12)
	near(t, "alpha with the coders exchanged", swapped.Alpha(), mirrored.Alpha(), 1e-12)
}

func TestAssociate_LooksAtNoOrderAndNoEmptyRows(t *testing.T) {
	a := stat.Associate([][]int{{9, 0, 1}, {0, 0, 8}, {0, 0, 0}}, 1)
	if a.By != stat.ByFisher || a.Freedom != 1 {
		t.Errorf("a table of 2 × 2 with empty rows: %s with freedom %d", a.By, a.Freedom)
	}
	same(t, "P", a.P, stat.Fisher(9, 1, 0, 8))
	if a.Marks[0][0] != 1 || a.Marks[1][0] != -1 || a.Marks[2][0] != 0 {
		t.Errorf("marks = %v", a.Marks)
	}
	b := stat.Associate([][]int{{0, 0, 8}, {0, 0, 0}, {9, 0, 1}}, 1)
	same(t, "P in another order", b.P, a.P)
	same(t, "V in another order", b.V, a.V)
	if got := stat.Associate([][]int{{3, 4}}, 1); got.P != 1 || got.Freedom != 0 {
		t.Errorf("of one row: %+v", got)
	}
	if got := stat.Associate(nil, 1); got.P != 1 {
		t.Errorf("of nothing: %+v", got)
	}
	// 500 to 500 in every column but for one: many cells, and only those of it are told.
	big := [][]int{{500, 500, 500, 700}, {500, 500, 500, 300}}
	if got := stat.Associate(big, 1); got.By != stat.ByChiSquare || got.Marks[0][3] != 1 || got.Marks[1][3] != -1 {
		t.Errorf("marks = %v by %s", got.Marks, got.By)
	}
}

func TestSmallShares_ByHand(t *testing.T) {
	m := stat.Meet(20, 30, 10, 100)
	near(t, "expected", m.Expected, 6, 1e-12)
	near(t, "c", m.Jaccard, .25, 1e-12)
	near(t, "all of both", stat.AtLeast(2, 2, 2, 4), 1.0/6, 1e-12)
	near(t, "at least none", stat.AtLeast(0, 2, 2, 4), 1, 0)
	near(t, "of nothing", stat.Meet(0, 0, 0, 0).P, 1, 0)
	gap, in := stat.Gap(3, 10, .5, .95)
	near(t, "gap", gap, -.2, 1e-12)
	if in.Low > gap || in.High < gap {
		t.Errorf("gap %v outside %v", gap, in)
	}
	near(t, "cells filled", stat.CellsFilled([][]int{{3, 0}, {1, 2}}, 2), .5, 0)
	near(t, "of no cells", stat.CellsFilled(nil, 1), 0, 0)
	if w := stat.Wilson(0, 0, .95); w != (stat.Interval{Low: 0, High: 1}) {
		t.Errorf("Wilson of nobody = %v", w)
	}
}

func TestPooledKappa_ByHand(t *testing.T) {
	// Po .9 and .7, Pe .5 and .58: (.8 - .54) / (1 - .54).
	codes := []stat.Tally{{Both: 45, OnlyA: 5, OnlyB: 5, Neither: 45}, {Both: 15, OnlyA: 15, OnlyB: 15, Neither: 55}}
	near(t, "pooled", stat.PooledKappa(codes), (.8-.54)/(1-.54), 1e-12)
	near(t, "of one", stat.PooledKappa(codes[:1]), codes[0].Kappa(), 1e-12)
	near(t, "of none", stat.PooledKappa(nil), 1, 0)
	near(t, "of no units", stat.PooledKappa([]stat.Tally{{}}), 1, 0)
}
