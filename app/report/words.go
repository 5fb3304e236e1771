package report

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/chart"
)

// count writes a number with parted thousands.
func count(n int) string { return chart.Format(float64(n)) }

// counted writes a number with its noun: "1 insight", "12 insights", "no insights" never: "0 insights".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

// kOfN writes a count with its denominator, "8 of 12". Without a denominator it writes the count alone.
func kOfN(k, n int) string {
	if n <= 0 || k > n {
		return count(k)
	}
	return count(k) + " of " + count(n)
}

// peopleOf is kOfN with its noun: "8 of 12 people", "1 person".
func peopleOf(k, n int) string {
	if n <= 0 || k > n {
		return counted(k, "person", "people")
	}
	return kOfN(k, n) + " " + plural(n, "person", "people")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// day writes a date as "4 November 2026", "" when unknown.
func day(d app.Date) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

// shortDay writes a date so that it stays on one line of a narrow column: "4 Nov 2026".
func shortDay(d app.Date) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return t.Format("2\u00a0Jan\u00a02006")
}

// days writes a range of dates as short as it stays clear: "2–26 September 2026".
func days(from, to app.Date) string {
	a, b := from.Time(), to.Time()
	switch {
	case a.IsZero():
		return day(to)
	case b.IsZero() || from == to:
		return day(from)
	case a.Year() != b.Year():
		return day(from) + " – " + day(to)
	case a.Month() != b.Month():
		return a.Format("2 January") + " – " + day(to)
	}
	return a.Format("2") + "–" + day(to)
}

// clock writes a time in a recording as 00:12:02, "" when unknown.
func clock(d time.Duration) string {
	if d < 0 {
		return ""
	}
	s := int64(d / time.Second)
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// dotted joins what is not empty with middle dots.
func dotted(parts ...string) string { return joined(" · ", parts...) }

func joined(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}

// enumerate writes a list of words: "a, b and c".
func enumerate(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// upperFirst makes the first letter a capital.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// oneLine replaces runs of white space by one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip cuts s at a word before max runes and ends it in an ellipsis.
func clip(s string, max int) string {
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	cut := string([]rune(s)[:max])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.–-") + " …"
}
