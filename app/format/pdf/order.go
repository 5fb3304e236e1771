package pdf

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// maxCut bounds the lines of a page that is cut into columns.
const maxCut = 3_000

// edge is how many lines at the top and the bottom of a page are looked at for what recurs.
const edge = 3

// takeEdges takes running heads, feet and page numbers off the pages and returns how many lines it took. A line is one when the same
// words, numbers apart, stand at the same height at the edge of at least three pages and of two in five; and a number alone when most pages have one there.
func takeEdges(pages []page) int {
	seen := map[string]int{}
	each := func(f func(p *page, i int, key string)) {
		for n := range pages {
			p := &pages[n]
			for _, i := range outer(p.lines) {
				f(p, i, edgeKey(p.lines[i].text))
			}
		}
	}
	heights := map[string][]float64{}
	each(func(p *page, i int, key string) {
		seen[key]++
		heights[key] = append(heights[key], p.lines[i].middle())
	})
	taken := 0
	for n := range pages {
		p := &pages[n]
		drop := map[int]bool{}
		for _, i := range outer(p.lines) {
			key := edgeKey(p.lines[i].text)
			if seen[key] >= 3 && seen[key]*5 >= len(pages)*2 && len(key) <= 120 && near(heights[key], p.lines[i].middle()) >= 3 {
				drop[i] = true
			}
		}
		var kept []line
		for i, l := range p.lines {
			if drop[i] {
				taken++
			} else {
				kept = append(kept, l)
			}
		}
		p.lines = kept
	}
	return taken
}

// near counts heights within a line of one.
func near(all []float64, at float64) int {
	n := 0
	for _, h := range all {
		if h > at-8 && h < at+8 {
			n++
		}
	}
	return n
}

// outer are the lines at the top and at the bottom of a page, by place.
func outer(lines []line) []int {
	byHeight := make([]int, len(lines))
	for i := range byHeight {
		byHeight[i] = i
	}
	sort.SliceStable(byHeight, func(a, b int) bool { return lines[byHeight[a]].middle() > lines[byHeight[b]].middle() })
	if len(byHeight) <= 2*edge {
		return byHeight
	}
	return slices.Concat(byHeight[:edge], byHeight[len(byHeight)-edge:])
}

// edgeKey is a line with every number as one sign: "Visit, page 3 of 12" recurs on each page. Roman numbers alone are numbers.
func edgeKey(text string) string {
	var b strings.Builder
	digit := false
	for _, r := range strings.ToLower(strings.Join(strings.Fields(text), " ")) {
		if unicode.IsDigit(r) {
			if !digit {
				b.WriteByte('#')
			}
			digit = true
			continue
		}
		digit = false
		b.WriteRune(r)
	}
	if key := b.String(); strings.Trim(key, "ivxlc") != "" {
		return key
	}
	return "#"
}

// putInOrder puts the lines of pages in the order of reading where the file does not have them so, and returns on how many pages. A file is believed unless
// its lines climb within a column: programs write column by column, but some write a page's lines by style or by when they were edited.
func putInOrder(pages []page) int {
	n := 0
	for i := range pages {
		p := &pages[i]
		if climbs(p.lines)*10 > len(p.lines) {
			p.lines = byPlace(p.lines)
			n++
		}
	}
	return n
}

// climbs counts lines that stand above the line before them in the same column.
func climbs(lines []line) int {
	n := 0
	for i := 1; i < len(lines); i++ {
		a, b := &lines[i-1], &lines[i]
		beside := min(a.right, b.right)-max(a.left, b.left) < min(a.right-a.left, b.right-b.left)/2
		if !beside && b.bottom > a.top {
			n++
		}
	}
	return n
}

// byPlace puts lines in the order of reading by where they stand: the page is cut at the widest gutter that no line crosses, from left to right, or
// else where white space runs across, from top to bottom.
func byPlace(lines []line) []line {
	if len(lines) < 2 || len(lines) > maxCut {
		return lines
	}
	if left, right := split(lines, func(l *line) (float64, float64) { return l.left, l.right }, 12); right != nil {
		return append(byPlace(left), byPlace(right)...)
	}
	// Columns often stand below a heading that runs across them: cut it off and try again.
	if low, high := split(lines, func(l *line) (float64, float64) { return l.bottom, l.top }, 6); high != nil {
		return append(byPlace(high), byPlace(low)...)
	}
	out := slices.Clone(lines)
	slices.SortStableFunc(out, func(a, b line) int {
		if a.bottom < b.top && b.bottom < a.top && min(a.top, b.top)-max(a.bottom, b.bottom) > min(a.high(), b.high())/2 {
			return cmp.Compare(a.left, b.left)
		}
		return cmp.Compare(b.middle(), a.middle())
	})
	return out
}

// split parts lines at the widest gap, of at least a number of points, that none of them crosses in one direction. after is nil when there is none.
func split(lines []line, extent func(*line) (from, to float64), least float64) (before, after []line) {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(a, b line) int {
		x, _ := extent(&a)
		y, _ := extent(&b)
		return cmp.Compare(x, y)
	})
	at, widest := 0, least
	_, reach := extent(&sorted[0])
	for i := 1; i < len(sorted); i++ {
		from, to := extent(&sorted[i])
		if from-reach > widest {
			at, widest = i, from-reach
		}
		reach = max(reach, to)
	}
	if at == 0 {
		return lines, nil
	}
	return sorted[:at], sorted[at:]
}
