package app

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Number writes a whole number with separators: "24,078".
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count writes a number with its noun: "1 finding", "1,204 findings". The plural takes an s; "person" becomes "people".
func Count(n int, noun string) string {
	switch {
	case n == 1:
	case noun == "person":
		noun = "people"
	case len(noun) > 1 && noun[len(noun)-1] == 'y' && !strings.ContainsRune("aeou", rune(noun[len(noun)-2])):
		noun = noun[:len(noun)-1] + "ies"
	default:
		noun += "s"
	}
	return Number(n) + " " + noun
}

// Clock writes a time in a recording: "00:12:31"; "" for NoTime.
func Clock(d time.Duration) string {
	if d < 0 {
		return ""
	}
	sec := int(d / time.Second)
	return fmt.Sprintf("%02d:%02d:%02d", sec/3600, sec/60%60, sec%60)
}

// Capital writes the first letter of s large.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
