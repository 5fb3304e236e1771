package workspace

import (
	"slices"
	"testing"

	"throughline/app/report"
)

func TestHeld_KeepsBackWhatTellsAFew(t *testing.T) {
	for _, c := range []struct {
		name   string
		level  report.Naming
		counts []int
		want   []bool
	}{
		{"segments are told", report.NamesSegment, []int{1, 9}, []bool{false, false}},
		{"large ones are told with codes", report.NamesCode, []int{5, 9}, []bool{false, false}},
		{"two small ones hide each other", report.NamesCode, []int{4, 9, 3}, []bool{true, false, true}},
		{"one small one takes the next with it, or the difference to the whole tells it", report.NamesAlias, []int{2, 9, 6}, []bool{true, false, true}},
		{"two that are still a few", report.NamesCode, []int{1, 2, 7}, []bool{true, true, true}},
		{"nobody is no few", report.NamesNone, []int{0, 6}, []bool{false, false}},
		{"all are small", report.NamesNone, []int{2, 1}, []bool{true, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := held(c.level).groups(c.counts); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
	groups := []bool{false, true, false}
	if got := held(report.NamesCode).cells([]int{1, 2, 9}, groups); !slices.Equal(got, groups) {
		t.Errorf("codes: cells %v", got)
	}
	if got := held(report.NamesNone).cells([]int{1, 0, 9}, groups); !slices.Equal(got, []bool{true, true, true}) {
		t.Errorf("nobody: cells %v, want the small one held back and the one that would tell it", got)
	}
	if got := held(report.NamesNone).cells([]int{7, 6, 9}, groups); !slices.Equal(got, groups) {
		t.Errorf("nobody: cells %v, want no more held back", got)
	}
}
