package findings

import (
	"slices"

	"throughline/app"
)

// A query says in its lists what is chosen of the facets. What a facet leaves out stands in Where, as the first of its parts that say
// "not" to one facet; the rest of Where was built in the panel.

// splitWhere parts what facets leave out, without the "not", from the rest; nil when nothing is left.
func splitWhere(where *app.Clause) (bars []app.Clause, rest *app.Clause) {
	if where == nil {
		return nil, nil
	}
	parts := []app.Clause{*where}
	if where.Op == app.OpAnd {
		parts = where.Parts
	}
	var left []app.Clause
	seen := map[Facet]bool{}
	for _, p := range parts {
		if p.Op == app.OpNot && len(p.Parts) == 1 {
			if f := facetOf(&p.Parts[0]); f != "" && !seen[f] {
				seen[f] = true
				bars = append(bars, p.Parts[0])
				continue
			}
		}
		left = append(left, p)
	}
	return bars, allOf(left)
}

// joinWhere puts a Where together again.
func joinWhere(bars []app.Clause, rest *app.Clause) *app.Clause {
	var parts []app.Clause
	for _, b := range bars {
		parts = append(parts, app.Clause{Op: app.OpNot, Parts: []app.Clause{b}})
	}
	if rest != nil && rest.Op == app.OpAnd {
		parts = append(parts, rest.Parts...)
	} else if rest != nil {
		parts = append(parts, *rest)
	}
	return allOf(parts)
}

// allOf asks for all of the parts; nil for none.
func allOf(parts []app.Clause) *app.Clause {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return &parts[0]
	}
	return &app.Clause{Op: app.OpAnd, Parts: parts}
}

// facetOf returns the facet that a clause chooses from, "" if it is none that a facet would make.
func facetOf(c *app.Clause) Facet {
	switch {
	case len(c.Parts) > 0 || c.Op == app.OpDate:
		return ""
	case c.Op == app.OpAttribute && c.Match == app.MatchEquals:
		return ByAttribute(c.Attribute)
	}
	for _, f := range facetOrder {
		if lists[f].op == c.Op && f != ByMonth {
			return f
		}
	}
	return ""
}

// facetOrder is any fixed order of the facets.
var facetOrder = []Facet{ByTag, ByTheme, BySound, ByKind, BySegment, ByPerson, ByInterview, ByMonth, ByStudy, ByProduct, ByRegion, ByMethod, ByStance, ByConsent, ByProvenance, ByAuthor}

func clauseValues(c *app.Clause) []string {
	switch c.Op {
	case app.OpTag:
		return texts(c.Tags)
	case app.OpTheme:
		return texts(c.Themes)
	}
	return c.Values
}

// clauseOf asks for any of the values of a facet.
func clauseOf(f Facet, v []string) app.Clause {
	if name, ok := f.Attribute(); ok {
		return app.Clause{Op: app.OpAttribute, Attribute: name, Values: v}
	}
	switch c := (app.Clause{Op: lists[f].op}); c.Op {
	case app.OpTag:
		c.Tags, c.SubTags = ids[app.TagID](v), true
		return c
	case app.OpTheme:
		c.Themes = ids[app.ThemeID](v)
		return c
	default:
		c.Values = v
		return c
	}
}

// asClause is all a query asks for besides its study, as one clause; nil when it asks for nothing.
func asClause(q *app.FindingQuery) *app.Clause {
	var parts []app.Clause
	if q.Text != "" {
		parts = append(parts, app.Clause{Op: app.OpText, Text: q.Text})
	}
	for _, f := range facetOrder {
		switch v := valuesOf(q, f); {
		case len(v) == 0:
		case f == ByMonth:
			parts = append(parts, monthsClause(v))
		default:
			parts = append(parts, clauseOf(f, v))
		}
	}
	for _, a := range q.Attributes {
		parts = append(parts, clauseOf(ByAttribute(a.Name), a.Values))
	}
	if q.From != "" || q.To != "" {
		parts = append(parts, app.Clause{Op: app.OpDate, From: q.From, To: q.To})
	}
	for _, s := range []struct {
		on  bool
		c   app.Clause
		not bool
	}{{q.Starred, app.Clause{Op: app.OpStar}, false}, {q.Untagged, app.Clause{Op: app.OpTagged}, true}, {q.Unsorted, app.Clause{Op: app.OpSorted}, true}} {
		switch {
		case s.on && s.not:
			parts = append(parts, app.Clause{Op: app.OpNot, Parts: []app.Clause{s.c}})
		case s.on:
			parts = append(parts, s.c)
		}
	}
	if w := q.Where; w != nil && w.Op == app.OpAnd {
		parts = append(parts, w.Parts...)
	} else if w != nil {
		parts = append(parts, *w)
	}
	return allOf(slices.Clone(parts))
}

// monthsClause asks for interviews of any of the months.
func monthsClause(months []string) app.Clause {
	var parts []app.Clause
	for _, m := range months {
		parts = append(parts, app.Clause{Op: app.OpDate, From: app.Date(m + "-01"), To: lastDay(m)})
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return app.Clause{Op: app.OpOr, Parts: parts}
}

// lastDay is the last day of a month "2026-02".
func lastDay(month string) app.Date {
	first := app.Date(month + "-01").Time()
	if first.IsZero() {
		return ""
	}
	return app.DateOf(first.AddDate(0, 1, -1))
}
