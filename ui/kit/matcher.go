package kit

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Matcher looks one query up in many texts: it scores as Fuzzy does, without saying where.
type Matcher struct {
	query string
	lower string // trimmed, in lower case
	plain bool   // ASCII only
}

// NewMatcher makes a matcher for a query as typed.
func NewMatcher(query string) *Matcher {
	lower := strings.ToLower(strings.TrimSpace(query))
	return &Matcher{query: query, lower: lower, plain: isPlain(lower)}
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Score tells how well a text matches, the score of Fuzzy.
func (m *Matcher) Score(text string) (score int, ok bool) {
	if m.lower == "" {
		return 0, true
	}
	if !m.plain || !isPlain(text) {
		score, _, ok = Fuzzy(m.query, text)
		return score, ok
	}
	if i := m.index(text); i >= 0 {
		score = 1000 - len(text)
		switch {
		case i == 0:
			score += 500
		case !isWordByte(text[i-1]):
			score += 300
		}
		return score, true
	}
	return m.scattered(text)
}

// index is where a plain text begins to have the query, upper and lower case alike; -1 if nowhere.
func (m *Matcher) index(text string) int {
next:
	for i := 0; i+len(m.lower) <= len(text); i++ {
		for k := range len(m.lower) {
			if lowerByte(text[i+k]) != m.lower[k] {
				continue next
			}
		}
		return i
	}
	return -1
}

// scattered scores a plain text that has the letters of the query in their order.
func (m *Matcher) scattered(text string) (score int, ok bool) {
	k, marks, last := 0, 0, -2
	prev := byte(' ')
	for i := 0; i < len(text) && k < len(m.lower); i++ {
		c := lowerByte(text[i])
		if c == m.lower[k] {
			if last == i {
				score += 8
			} else {
				marks++
				score++
			}
			if lo := lowerByte(prev); lo < 'a' || lo > 'z' {
				score += 12
			}
			last = i + 1
			k++
		}
		prev = text[i]
	}
	return score - 4*marks - len(text)/8, k == len(m.lower)
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func isWordByte(c byte) bool {
	return 'a' <= lowerByte(c) && lowerByte(c) <= 'z' || '0' <= c && c <= '9'
}

// Best returns the places of up to n texts that match, best first, equals in their order.
func (m *Matcher) Best(texts []string, n int) []int {
	type scored struct{ at, score int }
	best := make([]scored, 0, n+1)
	for i, text := range texts {
		if m.lower == "" && len(best) == n {
			break
		}
		score, ok := m.Score(text)
		if !ok || len(best) == n && (n == 0 || score <= best[n-1].score) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, score, func(s scored, score int) int {
			if s.score >= score { // equals stand before
				return -1
			}
			return 1
		})
		best = slices.Insert(best, at, scored{i, score})
		best = best[:min(n, len(best))]
	}
	out := make([]int, len(best))
	for i, s := range best {
		out[i] = s.at
	}
	return out
}
