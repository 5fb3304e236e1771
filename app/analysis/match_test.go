package analysis

import (
	"slices"
	"testing"
)

func TestPartners(t *testing.T) {
	for _, c := range []struct {
		name    string
		shared  [][]int
		columns int
		smaller int
		want    []int
	}{
		{"none", nil, 0, 0, nil},
		{"no columns", [][]int{{}, {}}, 0, 1, []int{-1, -1}},
		{"each its own", [][]int{{9, 1}, {0, 8}}, 2, 10, []int{0, 1}},
		{"the sum counts, not the greatest pair", [][]int{{10, 9}, {9, 0}}, 2, 10, []int{1, 0}},
		{"less than half of the smaller is no partner", [][]int{{4, 0}, {0, 5}}, 2, 10, []int{-1, 1}},
		{"more rows than columns", [][]int{{5}, {7}, {6}}, 1, 8, []int{-1, 0, -1}},
		{"more columns than rows", [][]int{{0, 3, 4}}, 3, 4, []int{2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := partners(c.shared, c.columns, func(int, int) int { return c.smaller })
			if !slices.Equal(got, c.want) {
				t.Errorf("partners() = %v, want %v", got, c.want)
			}
		})
	}
}
