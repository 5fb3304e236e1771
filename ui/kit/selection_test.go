package kit

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSelection_KeepsRowsAsASetWould holds ranges against a plain set under random use.
func TestSelection_KeepsRowsAsASetWould(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		var s Selection
		set := map[int]bool{}
		n := 30
		for range 200 {
			row := r.IntN(n)
			switch r.IntN(6) {
			case 0, 1, 2:
				s.Toggle(row)
				if set[row] {
					delete(set, row)
				} else {
					set[row] = true
				}
			case 3:
				from := s.anchor
				placed := s.placed
				s.Extend(row)
				clear(set)
				if !placed {
					from = row
				}
				for i := min(from, row); i <= max(from, row); i++ {
					set[i] = true
				}
			case 4:
				n = 20 + r.IntN(20)
				s.Limit(n)
				for i := range 60 {
					if i >= n {
						delete(set, i)
					}
				}
			case 5:
				rows := []int{row, row + 1, max(0, row-3), row}
				s.Set(rows)
				clear(set)
				for _, i := range rows {
					set[i] = true
				}
			}
			var want []int
			for i := range 60 {
				if set[i] {
					want = append(want, i)
				}
				if s.Has(i) != set[i] {
					t.Fatalf("seed %d: Has(%d) = %v", seed, i, s.Has(i))
				}
			}
			if got := s.Rows(); !slices.Equal(got, want) || s.Len() != len(want) {
				t.Fatalf("seed %d: Rows() = %v, Len() = %d, want %v", seed, got, s.Len(), want)
			}
			for i, x := range s.Ranges() {
				if x.Len() <= 0 || i > 0 && s.ranges[i-1].To >= x.From {
					t.Fatalf("seed %d: ranges %v", seed, s.ranges)
				}
			}
		}
	}
}

func TestSelection_AMillionRowsAreOneRange(t *testing.T) {
	var s Selection
	for range 1000 {
		s.All(1_000_000)
		s.Toggle(500_000)
	}
	if s.Len() != 999_999 || len(s.Ranges()) != 2 {
		t.Errorf("%d rows in %v", s.Len(), s.Ranges())
	}
}
