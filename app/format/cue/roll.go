package cue

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"throughline/app"
)

const (
	maxOverlap = 64                     // words compared
	contiguous = 500 * time.Millisecond // largest gap between captions of one stream
)

// unroll removes what rolling captions repeat: each shows the last line of the one before and adds to it. It acts
// only where at least two fifths of neighbouring captions overlap, so that a person's "Yes. Yes." stays. It
// returns how many captions lost words.
func unroll(us []app.Utterance) (out []app.Utterance, rolled int) {
	pairs, overlaps := 0, 0
	prev := ""
	for i := range us {
		if i > 0 && follows(&us[i-1], &us[i]) {
			pairs++
			if _, ok := overlap(prev, us[i].Text); ok {
				overlaps++
			}
		}
		prev = us[i].Text
	}
	if pairs < 3 || overlaps*5 < pairs*2 {
		return us, 0
	}
	full := ""
	last := -1 // index in us of the caption before
	for i := range us {
		u := us[i]
		text := u.Text
		if last >= 0 && follows(&us[last], &u) {
			if at, ok := overlap(full, text); ok {
				rolled++
				u.Text = strings.TrimSpace(text[at:])
			}
		}
		full, last = text, i
		if u.Text == "" {
			if n := len(out); n > 0 {
				out[n-1].To = max(out[n-1].To, u.To)
			}
			continue
		}
		out = append(out, u)
	}
	return out, rolled
}

func follows(a, b *app.Utterance) bool {
	if a.Speaker != b.Speaker || b.From == app.NoTime || a.To == app.NoTime {
		return false
	}
	return b.From >= a.From && b.From <= a.To+contiguous
}

// overlap finds the longest end of a that begins b, in whole words, and returns where b goes on. It counts from three
// words, or when it is all of a, all of b or a whole line of b.
func overlap(a, b string) (at int, ok bool) {
	wa, wb := strings.Fields(tail(a)), strings.Fields(b[:cut(b)])
	for k := min(len(wa), len(wb), maxOverlap); k > 0; k-- {
		if !equal(wa[len(wa)-k:], wb[:k]) {
			continue
		}
		at = after(b, k)
		line := at < len(b) && strings.HasPrefix(strings.TrimLeft(b[at:], " \t"), "\n")
		return at, k >= 3 || k == len(wa) || k == len(wb) || line
	}
	return 0, false
}

// tail and cut bound what is compared to a few thousand bytes: captions are short, hostile ones need not be.
func tail(s string) string {
	const limit = 4096
	if len(s) <= limit {
		return s
	}
	s = s[len(s)-limit:]
	for len(s) > 0 && !utf8.RuneStart(s[0]) {
		s = s[1:]
	}
	return s
}

func cut(s string) int {
	n := min(len(s), 4096)
	for n < len(s) && !utf8.RuneStart(s[n]) {
		n++
	}
	return n
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// after returns the offset in s right after its kth word.
func after(s string, k int) int {
	in := false
	for i, r := range s {
		if unicode.IsSpace(r) {
			if in {
				if k--; k == 0 {
					return i
				}
			}
			in = false
		} else {
			in = true
		}
	}
	return len(s)
}
