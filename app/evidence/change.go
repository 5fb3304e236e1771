package evidence

import (
	"fmt"
	"math"

	"throughline/app"
)

// change is something that could happen to a case: what it is in words and the case after it. cost is how much work it is, in
// interviews; of several that do the same the cheapest is told.
type change struct {
	cost  int
	words string
	after Case
}

// tries are how many more people, or contradictions, are tried at most.
const tries = 12

// raise tries single changes, then an interview in each missing segment together with a second method, and names the cheapest that
// raises the level.
func raise(c Case, from app.Level) string {
	if from == app.High {
		return ""
	}
	var all []change
	for n := 1; n <= tries; n++ {
		all = append(all, change{n, "Hearing it from " + more(n), c.withPeople(n)})
	}
	if n := len(c.Support.Missing); n > 0 {
		words := "Hearing it from " + list(c.Support.Missing)
		if n > 3 {
			words = "Hearing it from the " + app.Count(n, "segment") + " that are missing"
		}
		all = append(all, change{n, words, c.everywhere()},
			change{n + 1, words + ", and by a second method", c.everywhere().bySecondMethod()})
	}
	if len(c.Support.Methods) < 2 && c.Support.Studies < 2 {
		all = append(all, change{2, "Finding it by a second method", c.bySecondMethod()},
			change{4, "Finding it with 3 more people, by a second method", c.withPeople(3).bySecondMethod()})
	}
	if w := voices(c); w < float64(c.Support.Participants)-0.5 {
		all = append(all, change{max(1, c.Support.Participants/2), "Asking those people again", c.askedAgain()})
	}
	best := change{cost: 1 << 30}
	for _, ch := range all {
		if ch.cost < best.cost && sum(ch.after).Level.Rank() > from.Rank() {
			best = ch
		}
	}
	if best.words == "" {
		return ""
	}
	return fmt.Sprintf("%s would raise it to %s.", best.words, sum(best.after).Level)
}

// lower tries more contradictions by other people and the passing of time.
func lower(c Case, from app.Level) string {
	if from == app.VeryLow {
		return ""
	}
	out := ""
	for n := 1; n <= 4*tries; n++ {
		d := c
		d.Support.Against += n
		d.Support.AgainstPeople += n
		if to := sum(d).Level; to.Rank() < from.Rank() {
			out = fmt.Sprintf("%s against it would lower it to %s.", more(n), to)
			break
		}
	}
	on := c.On.Time()
	if on.IsZero() {
		return out
	}
	for n := 1; n <= 36; n++ {
		d := c
		d.On = app.DateOf(on.AddDate(0, n, 0))
		if to := sum(d).Level; to.Rank() < from.Rank() {
			if out != "" {
				out += " "
			}
			return out + fmt.Sprintf("Without newer passages it falls to %s in %s.", to, app.Count(n, "month"))
		}
	}
	return out
}

// withPeople is c after n more people, in segments that are covered, said it once, today.
func (c Case) withPeople(n int) Case {
	c = c.clone()
	s := &c.Support
	if len(s.ByMonth) == 0 && s.Participants > 0 {
		s.ByMonth = []app.Supporters{{Month: s.Newest, People: s.Participants}}
	}
	s.ByMonth = append(s.ByMonth, app.Supporters{Month: c.On, People: n})
	top := math.Round(s.TopShare * float64(s.Findings))
	s.Participants += n
	s.Findings += n
	s.Studies = max(s.Studies, 1)
	s.Segments = max(s.Segments, min(1, s.AllSegments))
	s.TopShare = max(top, 1) / float64(s.Findings)
	return c
}

// everywhere is c after one person of each missing segment said it.
func (c Case) everywhere() Case {
	n := len(c.Support.Missing)
	c = c.withPeople(n)
	c.Support.Segments, c.Support.Missing = c.Support.AllSegments, nil
	return c
}

func (c Case) bySecondMethod() Case {
	c = c.clone()
	for len(c.Support.Methods) < 2 {
		c.Support.Methods = append(c.Support.Methods, "")
	}
	return c
}

func (c Case) askedAgain() Case {
	c = c.clone()
	for i := range c.Support.ByMonth {
		c.Support.ByMonth[i].Month = c.On
	}
	c.Support.Newest = c.On
	return c
}
