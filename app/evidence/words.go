package evidence

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
)

// kOfN writes a count with its denominator, "8 of 12". Without a denominator it writes the count alone.
func kOfN(k, n int) string {
	if n <= 0 || k > n {
		return app.Number(k)
	}
	return app.Number(k) + " of " + app.Number(n)
}

// peopleOf is kOfN with its noun: "8 of 12 people", "1 person".
func peopleOf(k, n int) string {
	if n <= 0 || k > n {
		return app.Count(k, "person")
	}
	if n == 1 {
		return kOfN(k, n) + " person"
	}
	return kOfN(k, n) + " people"
}

func percent(share float64) string { return fmt.Sprintf("%.0f %%", share*100) }

// upperFirst makes the first letter a capital.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// more counts people that would come on top: "1 more person", "3 more people".
func more(n int) string {
	if n == 1 {
		return "1 more person"
	}
	return app.Number(n) + " more people"
}

// list writes words one after another: "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
