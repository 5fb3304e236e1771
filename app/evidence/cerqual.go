package evidence

import (
	"throughline/app"
)

// ComponentNames are the components of GRADE-CERQual in the order of app.CERQual.Components.
var ComponentNames = [4]string{"Methodological limitations", "Coherence", "Adequacy", "Relevance"}

// Suggest fills the components of an assessment as far as the counts can say; what they cannot say stays empty. People decide.
func Suggest(c Case) app.CERQual {
	s := c.Support
	var q app.CERQual
	if s.Findings == 0 {
		return q
	}
	switch m, a := methods(c), agreement(c); {
	case a.Concern == 2:
		q.Methods = app.Concern{Level: app.ModerateConcern, Why: "Coders do not agree on the tags involved (" + a.Value + ")."}
	case s.Weak*2 > s.Findings:
		q.Methods = app.Concern{Level: app.ModerateConcern, Why: "Most of the evidence is weak."}
	case m.Concern > 0 || a.Concern > 0:
		q.Methods = app.Concern{Level: app.MinorConcern, Why: "Only one method in one study."}
		if a.Concern > 0 {
			q.Methods.Why = "Coders agree little on the tags involved (" + a.Value + ")."
		}
	}
	r := contradictions(c)
	q.Coherence = app.Concern{Level: concernOf(r.Concern, 1, 3, 6), Why: upperFirst(r.Words) + ", " + app.Count(s.Findings, "passage") + " for it."}
	p, k := people(c), concentration(c)
	q.Adequacy = app.Concern{Level: concernOf(p.Concern, 1, 2, 4), Why: upperFirst(p.Words) + "."}
	if k.Words != "" {
		q.Adequacy.Why = upperFirst(p.Words) + "; " + k.Words + "."
	}
	g := segments(c)
	q.Relevance = app.Concern{Level: concernOf(g.Concern, 1, 2, 3)}
	if g.Words != "" {
		q.Relevance.Why = upperFirst(g.Words)
		if len(s.Missing) > 0 && len(s.Missing) <= 3 {
			q.Relevance.Why += "; not from " + list(s.Missing)
		}
		q.Relevance.Why += "."
	}
	return q
}

// concernOf turns points into a concern: below minor none, then by the three limits.
func concernOf(points, minor, moderate, serious int) app.ConcernLevel {
	switch {
	case points >= serious:
		return app.SeriousConcern
	case points >= moderate:
		return app.ModerateConcern
	case points >= minor:
		return app.MinorConcern
	}
	return app.NoConcern
}

// Overall suggests the overall assessment: it begins at High and goes down a level for a moderate concern, two for a serious one, and
// one for three minor ones. Lewin et al. leave this to judgement and give no sum: it is a suggestion. "" until all four are assessed.
func Overall(q app.CERQual) app.Level {
	down, minor := 0, 0
	for _, c := range q.Components() {
		switch c.Level {
		case "":
			return ""
		case app.MinorConcern:
			minor++
		case app.ModerateConcern:
			down++
		case app.SeriousConcern:
			down += 2
		}
	}
	if minor >= 3 {
		down++
	}
	return app.Levels()[min(down, 3)]
}
