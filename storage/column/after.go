package column

import (
	"strings"

	"throughline/app"
)

// AskedKey names the questions of a clause in Given.Asked.
func AskedKey(c *app.Clause) string { return strings.Join(c.Values, "\x00") }

// NeedsAsked lists the clauses by questions of guides, whose findings have to be looked up.
func NeedsAsked(q *app.FindingQuery) (all []*app.Clause) {
	if q.Where != nil {
		q.Where.Walk(func(c *app.Clause) {
			if c.Op == app.OpAsked {
				all = append(all, c)
			}
		})
	}
	return all
}
