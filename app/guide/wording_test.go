package guide

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"throughline/synthesis/text"
)

// wordings are lines of testdata: the kind of hint they deserve ("none" for none), language and line.
func wordings(t *testing.T, name string) (all [][3]string) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		p := strings.SplitN(lines.Text(), "\t", 3)
		all = append(all, [3]string{p[0], p[1], p[2]})
	}
	return all
}

func TestHints_Quality(t *testing.T) {
	for _, c := range []struct {
		file              string
		precision, recall float64 // floors
	}{{"wordings.tsv", 0.95, 0.95}, {"wordings-heldout.tsv", 0.9, 0.7}} {
		right, wrong, missed, kind := 0, 0, 0, 0
		for _, w := range wordings(t, c.file) {
			k, why, ok := judgeWording(w[2], text.Language(w[1]))
			switch want := w[0] != "none"; {
			case ok && want:
				right++
				if string(k) == w[0] {
					kind++
				}
			case ok:
				wrong++
				t.Logf("wrong: %s %q: %s", w[1], w[2], why)
			case want:
				missed++
				t.Logf("missed: %s %s %q", w[0], w[1], w[2])
			}
		}
		precision, recall := float64(right)/float64(max(1, right+wrong)), float64(right)/float64(max(1, right+missed))
		t.Logf("%s: %d right (%d of the same kind), %d wrong, %d missed: precision %.2f, recall %.2f", c.file, right, kind, wrong, missed, precision, recall)
		if precision < c.precision || recall < c.recall {
			t.Errorf("%s: precision %.2f and recall %.2f, want at least %.2f and %.2f", c.file, precision, recall, c.precision, c.recall)
		}
	}
}
