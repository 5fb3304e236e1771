package report

import (
	"slices"
)

// Asked is who was asked about a tag or theme by questions of the study's guide, and who raised it: people, each once.
type Asked struct {
	Asked     int
	Mentioned int // of those asked, who raised it
	Unasked   int // who raised it though nothing says that they were asked
}

// Words says it with its denominator: "6 of 7 who were asked, 2 more unasked"; "" where nobody was asked.
func (a Asked) Words(l Language) string {
	g := tongue{l}
	if a.Asked == 0 {
		return ""
	}
	words := g.t("%s of %s who were asked", g.count(a.Mentioned), g.count(a.Asked))
	if a.Unasked > 0 {
		words += g.t(", %s more unasked", g.count(a.Unasked))
	}
	return words
}

// Short is Words for a table: "6 of 7", "6 of 7, +2"; "–" where nobody was asked.
func (a Asked) Short(l Language) string {
	g := tongue{l}
	switch {
	case a.Asked == 0:
		return "–"
	case a.Unasked > 0:
		return g.t("%s of %s, +%s", g.count(a.Mentioned), g.count(a.Asked), g.count(a.Unasked))
	}
	return g.t("%s of %s", g.count(a.Mentioned), g.count(a.Asked))
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
