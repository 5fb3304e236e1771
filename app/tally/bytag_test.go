package tally_test

import (
	"math"
	"testing"
)

func TestByTag_PoolsEveryPair(t *testing.T) {
	r := newRoom(t)
	if by, err := r.ByTag(t.Context(), 10); err != nil || len(by) != 0 {
		t.Errorf("nobody coded: %v, %v", by, err)
	}
	r.code(t, "Ada", "Alpha was", "Price")
	r.code(t, "Ben", "Alpha was", "Price")
	r.code(t, "Ada", "Delta ran", "Speed")
	r.code(t, "Ben", "Extra one", "Speed")
	by, err := r.ByTag(t.Context(), 10)
	if err != nil || len(by) != 2 {
		t.Fatalf("ByTag() = %v, %v", by, err)
	}
	if k := by[r.tags["Price"]]; k != 1 { // the same sentence
		t.Errorf("Price: κ %v, want 1", k)
	}
	if k := by[r.tags["Speed"]]; math.Abs(k+1.0/9) > 1e-9 { // one each of ten sentences: Po .8, Pe .82
		t.Errorf("Speed: κ %v, want -0.111", k)
	}
	if by, err := r.ByTag(t.Context(), 0); err != nil || len(by) != 0 {
		t.Errorf("pairs beyond the limit: %v, %v", by, err)
	}
}
