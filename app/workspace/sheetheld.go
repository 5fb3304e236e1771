package workspace

import (
	"throughline/app"
	"throughline/app/report"
)

// fewest is below how many people a group, or where nobody is told apart any number of people, is held back.
const fewest = 5

// held is what a naming keeps back of the sheets that count:
//
//   - codes with segments: nothing.
//   - codes or other names alone: titles of interviews, and segments and quotas of fewer than five people, whose counts would say which of the people
//     belong to them. What is held back is of five people or more together, so that the difference to the whole does not tell it.
//   - nobody told apart: the same, and each count by segment, score and step of recruiting that is of one to four people.
//
// Agreement of coders, numbers of the programme and of the product are of nobody who was asked and stay.
type held report.Naming

// segments reports whether small segments and titles of interviews are held back.
func (h held) segments() bool { return report.Naming(h) != report.NamesSegment }

// few reports whether a number of people is too small to be told.
func (h held) few(n int) bool { return report.Naming(h) == report.NamesNone && n > 0 && n < fewest }

// groups reports which groups of so many people are held back.
func (h held) groups(counts []int) []bool {
	if !h.segments() {
		return make([]bool, len(counts))
	}
	return hide(counts, make([]bool, len(counts)))
}

// cells reports which counts of a row are held back, where some groups are held back already.
func (h held) cells(counts []int, groups []bool) []bool {
	if report.Naming(h) != report.NamesNone {
		return groups
	}
	return hide(counts, groups)
}

// hide reports which counts are held back: those that are already, those from one to four, and as many of the next smallest as make five of what is held back.
func hide(counts []int, already []bool) []bool {
	out, sum := make([]bool, len(counts)), 0
	for i, n := range counts {
		if out[i] = already[i] || n > 0 && n < fewest; out[i] {
			sum += n
		}
	}
	for sum > 0 && sum < fewest {
		next := -1
		for i, n := range counts {
			if !out[i] && n > 0 && (next < 0 || n < counts[next]) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		out[next], sum = true, sum+counts[next]
	}
	return out
}

// person is a count of people, empty where it is held back.
func (h held) person(n int) report.Value {
	if h.few(n) {
		return report.Value{}
	}
	return report.CountValue(n)
}

// heldNote says why segments are missing, "" where none is.
func heldNote(groups []bool) string {
	n := 0
	for _, out := range groups {
		if out {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return app.Count(n, "segment") + " held back: too few people to be told with these names."
}
