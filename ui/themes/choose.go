package themes

import (
	"strings"

	"throughline/app/analysis"
	"throughline/ui/say"
)

// decide changes what the person decided about the proposal, and shows what follows.
func (m *Model) decide(change func(c *analysis.Choices)) {
	o := m.Offer
	if o == nil {
		return
	}
	change(&o.Choices)
	o.show(o.Cut)
	m.lookAt()
	m.changed()
}

// refuse says why something cannot be done.
func (m *Model) refuse(why error) {
	m.Err, m.failed = why, false
	m.changed()
}

// Leave takes a proposed theme out of what will be accepted, or in again.
func (m *Model) Leave(key string, out bool) {
	m.decide(func(c *analysis.Choices) { c.Leave(key, out) })
}

// LeaveAll takes all proposed themes out, or all in again.
func (m *Model) LeaveAll(out bool) {
	m.decide(func(c *analysis.Choices) {
		for i := range m.Offer.Themes {
			c.Leave(m.Offer.Themes[i].Key, out)
		}
	})
}

// NameOffered gives a proposed theme a person's name; "" gives it back the machine's.
func (m *Model) NameOffered(key, name string) {
	m.decide(func(c *analysis.Choices) { c.Name(key, name) })
}

// MergeOffered makes one proposed theme part of another and looks at that one.
func (m *Model) MergeOffered(key, into string) {
	m.decide(func(c *analysis.Choices) { c.Merge(key, into) })
	if o := m.Offer; o != nil && o.find(into) >= 0 {
		m.LookAt(into)
	}
}

// TakeApart makes themes of their own again of those that became part of a proposed theme.
func (m *Model) TakeApart(key string) {
	m.decide(func(c *analysis.Choices) {
		for from, into := range c.Into {
			if into == key || from == key {
				delete(c.Into, from)
			}
		}
	})
}

// IsMerged reports whether other themes became part of a proposed theme.
func (o *Offer) IsMerged(key string) bool {
	for from, into := range o.Choices.Into {
		if (into == key && o.cutHas(from) || from == key && o.cutHas(into)) && o.find(key) >= 0 {
			return true
		}
	}
	return false
}

// CutSays says how many themes are asked for, and how many of those shown became part of another.
func (o *Offer) CutSays() string {
	words := say.Count(o.K, "theme")
	if n := len(o.Cut.Themes) - len(o.Themes); n > 0 {
		words += say.T(", %s merged", say.Number(n))
	}
	return words
}

func (o *Offer) cutHas(key string) bool {
	for i := range o.Cut.Themes {
		if o.Cut.Themes[i].Key == key {
			return true
		}
	}
	return false
}

// Fate says in a word or two what accepting would do with a proposed theme.
func Fate(g *analysis.ProposedTheme) string {
	switch {
	case g.Left:
		return say.T("left out")
	case g.Locked && len(g.Joins) > 0:
		return say.T("+%s to join", say.Number(len(g.Joins)))
	case g.Locked:
		return say.T("stays")
	case g.Existing != "":
		return say.T("goes on")
	}
	return say.As("new", "theme")
}

// maxSources is how many places findings come from are named.
const maxSources = 3

// Comes says where the findings of a proposed theme would come from: "9 from unsorted, 3 from “Pricing”. 4 are in it already."
func (o *Offer) Comes(g *analysis.ProposedTheme) string {
	from, stay := o.Draft.Sources(g)
	var parts []string
	rest := 0
	for i, s := range from {
		where := say.T("unsorted")
		if s.Theme != "" {
			where = "“" + s.Name + "”"
		}
		if i < maxSources {
			parts = append(parts, say.T("%s from %s", say.Number(s.Count), where))
		} else {
			rest += s.Count
		}
	}
	if rest > 0 {
		parts = append(parts, say.T("%s from other themes", say.Number(rest)))
	}
	line := strings.Join(parts, ", ")
	verb := say.T("Would move: ")
	switch {
	case line == "":
		return say.T("Nothing would move.")
	case g.Left:
		return say.T("Left out: all of it stays where it is now.")
	case g.Locked:
		verb = say.T("Would join: ")
	}
	if stay > 0 {
		return say.T("%s%s. %s stay.", verb, line, say.Number(stay))
	}
	return verb + line + "."
}

// hold is how alike the findings of a theme are, in words, from a cohesion of 0 to 1; "" when it is not known.
func hold(cohesion float64) string {
	switch {
	case cohesion < 0:
		return ""
	case cohesion >= tightFrom:
		return say.T("tight")
	case cohesion >= fairFrom:
		return say.T("fairly tight")
	}
	return say.T("loose")
}

// Cohesion from which themes are called tight, and fairly tight.
const tightFrom, fairFrom = 0.6, 0.4

// unsortedThen is how many findings of the board would be unsorted, of which there are now unsorted ones: those of themes that were
// left out stay where they are.
func (o *Offer) unsortedThen(now int) int { return now - o.tell().fewer }

// fewerUnsorted is how many findings would leave the unsorted, less those that would come to them.
func (o *Offer) fewerUnsorted() int {
	fewer := -o.Draft.Left(o.Proposal)
	for i := range o.Themes {
		if g := &o.Themes[i]; !g.Left {
			fewer += o.Draft.FromUnsorted(g)
		}
	}
	return fewer
}
