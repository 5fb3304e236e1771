package cli

import "testing"

func TestProgressLine_SaysWhatIsDone(t *testing.T) {
	for _, c := range []struct {
		name        string
		done, total int64
		want        string
	}{
		{"at the beginning", 0, 7, "Reading the study"},
		{"of so many", 3, 7, "3 of 7  Reading the study"},
		{"of a hundred", 40, 100, "40 %  Reading the study"},
		{"of nobody knows how many", 12, 0, "Reading the study"},
	} {
		if got := progressLine(c.done, c.total, "Reading the study"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
