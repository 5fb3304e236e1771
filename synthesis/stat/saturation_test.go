package stat_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"throughline/synthesis/stat"
)

// talk makes interviews that each bring up some of so many codes.
func talk(rng *rand.Rand, interviews, codes int) [][]int {
	out := make([][]int, interviews)
	for i := range out {
		for c := range codes {
			if rng.IntN(c+2) == 0 {
				out[i] = append(out[i], c)
			}
		}
	}
	return out
}

func TestNewCodes_CountsEachOnce(t *testing.T) {
	got := stat.NewCodes([][]int{{0, 1, 1}, nil, {1, 2}, {0, 2}})
	if !slices.Equal(got, []int{2, 0, 1, 0}) {
		t.Errorf("NewCodes() = %v", got)
	}
	if got := stat.NewCodes(nil); len(got) != 0 {
		t.Errorf("of nothing = %v", got)
	}
}

func TestIncidence_ByHand(t *testing.T) {
	// Four interviews: code 0 in four, 1 in two, 2 and 3 in one each. Q1 = 2, Q2 = 1, U = 8, T = 4.
	in := stat.NewIncidence([][]int{{0, 1}, {0, 1, 2}, {0}, {0, 3}})
	near(t, "unseen: 3/4 · 2² / 2", in.Unseen(), 1.5, 1e-12)
	near(t, "coverage: 1 - 2/8 · 6/(6+2)", in.Coverage(), 1-.25*.75, 1e-12)
	near(t, "next one: 1.5 · 2/(2+6)", in.Expect(1), .375, 1e-12)
	near(t, "next two: 1.5 (1 - (3/4)²)", in.Expect(2), 1.5*(1-.5625), 1e-12)
	near(t, "all to come", in.Expect(1000), 1.5, 1e-9)
	near(t, "none more", in.Expect(0), 0, 0)
	near(t, "of one interview: 8/4", in.Rarefy(1), 2, 1e-12)
	near(t, "of all", in.Rarefy(4), 4, 1e-12)
	// Of 4 codes in the base, 5 % is 0.2: after t more a run of two brings 1.5 (3/4)^t (1 - 9/16) = .656 (3/4)^t.
	if got := in.MoreInterviews(4, 2, .2); got != 0 {
		t.Errorf("MoreInterviews at 0.2 of 4 = %d, want 0", got)
	}
	if got := in.MoreInterviews(4, 2, .1); got != 2 {
		t.Errorf("MoreInterviews at 0.1 of 4 = %d, want 2: .656 · .5625 = .369 is below .4", got)
	}
	if got := in.MoreInterviews(4, 2, .01); got != -1 {
		t.Errorf("MoreInterviews at 0.01 = %d, want that it gives up", got)
	}
	for name, in := range map[string]stat.Incidence{"nothing": {}, "codes of every interview": stat.NewIncidence([][]int{{0}, {0}, {0}})} {
		if in.Unseen() != 0 || in.Expect(3) != 0 {
			t.Errorf("%s: unseen %v, expected %v", name, in.Unseen(), in.Expect(3))
		}
	}
	if got := stat.NewIncidence([][]int{{0}, {0}}).Coverage(); got != 1 {
		t.Errorf("coverage of what all say = %v", got)
	}
}

func TestBand_HoldsTheMeanOfAllOrders(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	codes := talk(rng, 12, 30)
	b := stat.NewBand(codes, 4, 2, .05, 2000, 3, nil)
	total := float64(len(stat.NewIncidence(codes).Counts))
	for i, mean := range b.Mean {
		if b.Low[i] > mean+1e-9 || mean > b.High[i]+1e-9 {
			t.Errorf("after %d: %v is not between %v and %v", i+1, mean, b.Low[i], b.High[i])
		}
		if i > 0 && (mean < b.Mean[i-1] || b.Low[i] < b.Low[i-1] || b.High[i] < b.High[i-1]) {
			t.Errorf("after %d the curve falls", i+1)
		}
	}
	if last := len(b.Mean) - 1; b.Low[last] != total || b.High[last] != total || math.Abs(b.Mean[last]-total) > 1e-9 {
		t.Errorf("after all: %v, %v, %v, want %v", b.Low[last], b.Mean[last], b.High[last], total)
	}
	sum := b.Never
	for _, n := range b.At {
		sum += n
	}
	if sum != 2000 || b.Orders != 2000 {
		t.Errorf("%d orders are told of, of %d", sum, b.Orders)
	}
	again := stat.NewBand(codes, 4, 2, .05, 2000, 3, nil)
	if !slices.Equal(again.Low, b.Low) || !slices.Equal(again.At, b.At) {
		t.Error("the same seed gives another band")
	}
	calls := 0
	if got := stat.NewBand(codes, 4, 2, .05, 2000, 3, func() bool { calls++; return calls > 10 }); got.Orders != 10 {
		t.Errorf("stopped after %d orders, want 10", got.Orders)
	}
}

// The names of codes and, for what does not look at the order, that of the interviews mean nothing.
func TestSaturation_KnowsNoNames(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	for range 20 {
		codes := talk(rng, 9, 20)
		perm := rng.Perm(40)
		renamed := make([][]int, len(codes))
		for i, c := range codes {
			for _, x := range c {
				renamed[i] = append(renamed[i], perm[x])
			}
			slices.Reverse(renamed[i])
		}
		if a, b := stat.NewCodes(codes), stat.NewCodes(renamed); !slices.Equal(a, b) {
			t.Fatalf("NewCodes depends on names: %v, %v", a, b)
		}
		slices.Reverse(renamed)
		a, b := stat.NewIncidence(codes), stat.NewIncidence(renamed)
		if !slices.Equal(a.Counts, b.Counts) {
			t.Fatalf("NewIncidence depends on the order: %v, %v", a, b)
		}
	}
}
