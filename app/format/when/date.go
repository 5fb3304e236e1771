package when

import (
	"strings"
	"time"

	"throughline/app"
)

// Order says how a date of two small numbers is meant.
type Order int

// The orders of day and month.
const (
	Unknown    Order = iota
	DayFirst         // 3/4/2026 is 3 April
	MonthFirst       // 3/4/2026 is 4 March
)

var months = map[string]time.Month{
	"jan": 1, "january": 1, "januar": 1, "janvier": 1, "enero": 1, "feb": 2, "february": 2, "februar": 2, "février": 2, "febrero": 2,
	"mar": 3, "march": 3, "märz": 3, "mars": 3, "marzo": 3, "apr": 4, "april": 4, "avril": 4, "abril": 4,
	"may": 5, "mai": 5, "mayo": 5, "jun": 6, "june": 6, "juni": 6, "juin": 6, "junio": 6,
	"jul": 7, "july": 7, "juli": 7, "juillet": 7, "julio": 7, "aug": 8, "august": 8, "août": 8, "agosto": 8,
	"sep": 9, "sept": 9, "september": 9, "septembre": 9, "septiembre": 9, "oct": 10, "october": 10, "okt": 10, "oktober": 10, "octobre": 10, "octubre": 10,
	"nov": 11, "november": 11, "novembre": 11, "noviembre": 11, "dec": 12, "december": 12, "dez": 12, "dezember": 12, "décembre": 12, "diciembre": 12,
}

// Date reads a calendar day, alone or followed by a time: 2026-03-04, 2026/03/04, 20260304, 4.3.2026, 3/4/2026,
// 4 March 2026, March 4, 2026, "Wed, 4 Mar 2026". A date of two small numbers with slashes or hyphens needs an
// order; with points the day is first. It returns "" for anything else and for days that do not exist.
func Date(s string, order Order) app.Date {
	s = strings.TrimSpace(s)
	if len(s) > 64 {
		s = s[:64]
	}
	if d := numericDate(s, order); d != "" {
		return d
	}
	return wordDate(s)
}

// Numbers returns the two small numbers of a date such as 3/4/2026, to find out a column's Order.
func Numbers(s string) (first, second int, ok bool) {
	a, na, rest := number(strings.TrimSpace(s))
	if na < 1 || na > 2 || rest == "" || !strings.ContainsRune("/-", rune(rest[0])) {
		return 0, 0, false
	}
	sep := rest[0]
	b, nb, rest := number(rest[1:])
	if nb < 1 || nb > 2 || rest == "" || rest[0] != sep {
		return 0, 0, false
	}
	_, ny, _ := number(rest[1:])
	return a, b, ny == 4 || ny == 2
}

func numericDate(s string, order Order) app.Date {
	a, na, rest := number(s)
	if na == 8 && ends(rest) {
		return day(a/10000, a/100%100, a%100)
	}
	b, nb, sep, rest := next(rest)
	c, nc, last, rest := next(rest)
	if nb < 1 || nb > 2 || nc == 0 || sep != last || !ends(rest) {
		return ""
	}
	if na == 4 && nc <= 2 {
		return day(a, b, c)
	}
	if na > 2 || nc != 4 && nc != 2 {
		return ""
	}
	return small(a, b, century(c, nc), sep, order)
}

// small reads a date that begins with two small numbers.
func small(a, b, year int, sep byte, order Order) app.Date {
	if sep == '.' || a > 12 || order == DayFirst && b <= 12 {
		return day(year, b, a)
	}
	if b > 12 || order == MonthFirst {
		return day(year, a, b)
	}
	return ""
}

// century completes a year of two digits: 70 to 99 are those of 1970 to 1999.
func century(y, digits int) int {
	switch {
	case digits != 2:
		return y
	case y < 70:
		return y + 2000
	}
	return y + 1900
}

// next reads a separator and a number. No digits without a separator.
func next(s string) (v, digits int, sep byte, rest string) {
	if s == "" || strings.IndexByte("/-.", s[0]) < 0 {
		return 0, 0, 0, s
	}
	v, digits, rest = number(strings.TrimLeft(s[1:], " "))
	return v, digits, s[0], rest
}

// wordDate finds a month's name with a day and a year of four digits among the first words.
func wordDate(s string) app.Date {
	var y, d int
	var m time.Month
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '-' || r == '/' || r == '\u00a0' })
	for i, w := range words {
		if i == 6 || m != 0 && y != 0 && d != 0 {
			break
		}
		v, n, rest := number(w)
		switch {
		case n == 0 && m == 0:
			m = months[strings.ToLower(w)]
		case n == 4 && rest == "" && y == 0:
			y = v
		case (n == 1 || n == 2) && d == 0 && (rest == "" || rest == "st" || rest == "nd" || rest == "rd" || rest == "th"):
			d = v
		}
	}
	return day(y, int(m), d)
}

// ends reports whether a date may end before rest: at the end, a blank or the T of ISO 8601.
func ends(rest string) bool {
	return rest == "" || strings.ContainsRune(" T\t,;_", rune(rest[0]))
}

func day(y, m, d int) app.Date {
	if y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31 {
		return ""
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return ""
	}
	return app.DateOf(t)
}
