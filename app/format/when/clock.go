// Package when reads clock times and dates as transcripts and tables write them.
package when

import (
	"strings"
	"time"
)

// maxHours bounds a clock's hours: more is a number that happens to hold colons.
const maxHours = 9999

// Clock reads a time at the start of s: M:SS, MM:SS, H:MM:SS, each with a fraction after a point or comma, or
// H:MM:SS:FF whose two-digit frames are dropped and whose three digits are milliseconds. It returns the time from
// zero, what follows it, and whether there was one. A time directly followed by a digit, letter or colon is none.
func Clock(s string) (d time.Duration, rest string, ok bool) {
	part, n, rest, ok := parts(s)
	if !ok {
		return 0, s, false
	}
	h, m, sec := part[0], part[1], part[2]
	if n == 2 {
		h, m, sec = 0, part[0], part[1]
	}
	if sec > 59 || n == 3 && m > 59 || m > 999 || h > maxHours {
		return 0, s, false
	}
	frac, rest, ok := fraction(rest, n)
	if !ok || goesOn(rest) {
		return 0, s, false
	}
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(sec)*time.Second + frac, rest, true
}

// parts reads two or three numbers with colons between; all but the first have two digits.
func parts(s string) (part [3]int, n int, rest string, ok bool) {
	rest = s
	for n < 3 {
		v, digits, after := number(rest)
		if digits == 0 || n > 0 && digits != 2 || digits > 4 {
			return part, n, s, false
		}
		part[n], rest = v, after
		n++
		if len(rest) < 2 || rest[0] != ':' || !isDigit(rest[1]) {
			break
		}
		if n < 3 {
			rest = rest[1:]
		}
	}
	return part, n, rest, n >= 2
}

// goesOn reports whether what follows a time makes it part of something longer.
func goesOn(rest string) bool {
	if rest == "" {
		return false
	}
	return isDigit(rest[0]) || isLetter(rest[0]) || rest[0] == ':' && len(rest) > 1 && isDigit(rest[1])
}

// fraction reads .5 ,500 or, after three parts, :12 (frames) and :500 (milliseconds).
func fraction(s string, parts int) (time.Duration, string, bool) {
	if len(s) < 2 || !isDigit(s[1]) {
		return 0, s, true
	}
	switch s[0] {
	case ':':
		v, digits, rest := number(s[1:])
		if parts < 3 || digits != 2 && digits != 3 {
			return 0, s, false
		}
		if digits == 2 {
			v = 0
		}
		return time.Duration(v) * time.Millisecond, rest, true
	case '.', ',':
		unit, d, i := time.Second/10, time.Duration(0), 1
		for ; i < len(s) && isDigit(s[i]); i++ {
			d += time.Duration(s[i]-'0') * unit
			unit /= 10
		}
		return d, s[i:], i <= 10
	}
	return 0, s, true
}

// HalfDay reads AM or PM, in either case and with or without points, after optional blanks, and returns d on a
// clock of 24 hours. Without it, d and s come back unchanged.
func HalfDay(d time.Duration, s string) (time.Duration, string, bool) {
	t := strings.TrimLeft(s, " \t\u00a0\u202f")
	low := strings.ToLower(t[:min(4, len(t))])
	for _, mark := range []string{"a.m.", "p.m.", "am", "pm"} {
		if !strings.HasPrefix(low, mark) || len(t) > len(mark) && isLetter(t[len(mark)]) {
			continue
		}
		const half = 12 * time.Hour
		if d >= 13*time.Hour {
			return d, s, false
		}
		d %= half
		if mark[0] == 'p' {
			d += half
		}
		return d, t[len(mark):], true
	}
	return d, s, false
}

// Spelled reads "1 hour 2 minutes 3 seconds" with any of its parts at the start of s.
func Spelled(s string) (d time.Duration, rest string, ok bool) {
	units := []struct {
		name string
		d    time.Duration
	}{{"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}}
	rest = s
	for _, u := range units {
		v, digits, after := number(rest)
		if digits == 0 || digits > 4 || !strings.HasPrefix(after, " "+u.name) {
			continue
		}
		after = strings.TrimPrefix(after[1+len(u.name):], "s")
		d, ok = d+time.Duration(v)*u.d, true
		rest = after
		if t := strings.TrimLeft(after, " ,"); t != "" && isDigit(t[0]) && u.name != "second" {
			rest = t
		}
	}
	return d, rest, ok
}

// number reads digits at the start of s; more than nine are counted but not valued.
func number(s string) (v, digits int, rest string) {
	for digits < len(s) && isDigit(s[digits]) {
		if digits < 9 {
			v = v*10 + int(s[digits]-'0')
		}
		digits++
	}
	return v, digits, s[digits:]
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
