package report

import (
	"fmt"
	"slices"
)

// Asked is who was asked about a tag or theme by questions of the study's guide, and who raised it: people, each once.
type Asked struct {
	Asked     int
	Mentioned int // of those asked, who raised it
	Unasked   int // who raised it though nothing says that they were asked
}

// Words says it with its denominator: "6 of 7 who were asked, 2 more unasked"; "" where nobody was asked.
func (a Asked) Words() string {
	if a.Asked == 0 {
		return ""
	}
	words := fmt.Sprintf("%s of %s who were asked", count(a.Mentioned), count(a.Asked))
	if a.Unasked > 0 {
		words += fmt.Sprintf(", %s more unasked", count(a.Unasked))
	}
	return words
}

// Short is Words for a table: "6 of 7", "6 of 7, +2"; "–" where nobody was asked.
func (a Asked) Short() string {
	switch {
	case a.Asked == 0:
		return "–"
	case a.Unasked > 0:
		return fmt.Sprintf("%s of %s, +%s", count(a.Mentioned), count(a.Asked), count(a.Unasked))
	}
	return fmt.Sprintf("%s of %s", count(a.Mentioned), count(a.Asked))
}

// order compares sections by where they are printed: as Order has them, the others after them as Sections has them.
func (s Spec) order(a, b Section) int {
	place := func(x Section) int {
		if i := slices.Index(s.Order, x); i >= 0 {
			return i
		}
		return len(s.Order) + slices.Index(Sections(), x)
	}
	return place(a) - place(b)
}
