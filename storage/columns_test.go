package storage_test

import (
	"cmp"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage"
)

// textColumn reads ids past the store.
func textColumn(t testing.TB, path, query string) []app.FindingID {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // only read
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var all []app.FindingID
	for rows.Next() {
		var id app.FindingID
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		all = append(all, id)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// asker makes up questions about what is there.
type asker struct {
	rand *rand.Rand
	n    *naive
}

func some[T any](a *asker, all []T) []T {
	if len(all) == 0 {
		return all
	}
	return []T{all[a.rand.IntN(len(all))], all[a.rand.IntN(len(all))]}
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	var all []K
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

func strs[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

func (a *asker) themes() (all []app.ThemeID) {
	for _, f := range a.n.rows {
		if f.Theme != "" {
			all = append(all, f.Theme)
		}
		all = append(all, a.n.wide[f.ID]...)
	}
	return all
}

var days = []app.Date{"2026-11-01", "2026-11-02", "2026-11-03", "2026-12-01"}

func (a *asker) clause(depth int) app.Clause {
	sub := func() app.Clause { return a.clause(depth - 1) }
	if depth > 0 && a.rand.IntN(2) == 0 {
		coder := []string{"", "", app.BySameAuthor, app.ByOtherAuthor}[a.rand.IntN(4)]
		return []app.Clause{{Op: app.OpAnd, Parts: []app.Clause{sub(), sub()}}, {Op: app.OpOr, Parts: []app.Clause{sub(), sub()}}, {Op: app.OpNot, Parts: []app.Clause{sub()}},
			{Op: app.OpOverlaps, Coder: coder, Parts: []app.Clause{sub()}}, {Op: app.OpInside, Coder: coder, Parts: []app.Clause{sub()}},
			{Op: app.OpContains, Coder: coder, Parts: []app.Clause{sub()}}, {Op: app.OpNear, Coder: coder, Turns: a.rand.IntN(4), Parts: []app.Clause{sub()}}}[a.rand.IntN(7)]
	}
	leaves := []app.Clause{{Op: app.OpStar}, {Op: app.OpNote}, {Op: app.OpTagged}, {Op: app.OpSorted}, {Op: app.OpText, Text: "the co"}, {Op: app.OpText, Text: "team"},
		{Op: app.OpTag, Tags: append(some(a, sortedKeys(a.n.tags)), "gone"), SubTags: a.rand.IntN(2) == 0}, {Op: app.OpTheme, Themes: append(some(a, a.themes()), "gone")},
		{Op: app.OpStudy, Values: strs(some(a, sortedKeys(a.n.studies)))}, {Op: app.OpProduct, Values: []string{"APP"}}, {Op: app.OpRegion, Values: []string{"eu", ""}},
		{Op: app.OpMethod, Values: []string{"diary"}}, {Op: app.OpInterview, Values: append(strs(some(a, sortedKeys(a.n.ivs))), "gone")},
		{Op: app.OpParticipant, Values: append(strs(some(a, sortedKeys(a.n.people))), "gone")}, {Op: app.OpSegment, Values: []string{"teams", ""}}, {Op: app.OpSegment, Values: []string{"Solo"}},
		{Op: app.OpAttribute, Attribute: "role", Values: []string{"pm"}}, {Op: app.OpAttribute, Attribute: "Age", Match: app.MatchAtLeast, Values: []string{"30"}},
		{Op: app.OpDate, From: days[a.rand.IntN(4)]}, {Op: app.OpDate, To: days[a.rand.IntN(4)]}, {Op: app.OpMade, From: days[a.rand.IntN(4)], To: days[a.rand.IntN(4)]},
		{Op: app.OpAuthor, Values: []string{"Ben"}}, {Op: app.OpCoder, Values: []string{"ana"}}, {Op: app.OpProvenance, Values: []string{"rule"}},
		{Op: app.OpStance, Values: []string{"", "supports"}}, {Op: app.OpSound, Values: []string{"negative", ""}}, {Op: app.OpKind, Values: []string{"pain", "need"}}, {Op: app.OpSeverity, Values: []string{"2", "3"}}}
	return leaves[a.rand.IntN(len(leaves))]
}

// query demands a few things at once.
func (a *asker) query() app.FindingQuery {
	var q app.FindingQuery
	for range a.rand.IntN(3) {
		switch a.rand.IntN(16) {
		case 0:
			q.Study = some(a, sortedKeys(a.n.studies))[0]
		case 1:
			q.Text = []string{"the", "te", `the team`, " - "}[a.rand.IntN(4)]
		case 2:
			q.Studies = some(a, sortedKeys(a.n.studies))
		case 3:
			q.Products, q.Methods = []string{"App"}, []string{"Interview"}
		case 4:
			q.Interviews = some(a, sortedKeys(a.n.ivs))
		case 5:
			q.Participants = some(a, sortedKeys(a.n.people))
		case 6:
			q.Segments = []string{"Teams", "Enterprise"}
		case 7:
			q.Attributes = []app.AttributeValues{{Name: "ROLE", Values: []string{"PM"}}, {Name: "Age", Values: []string{"31", "44"}}}
		case 8:
			q.Tags, q.SubTags = some(a, sortedKeys(a.n.tags)), a.rand.IntN(2) == 0
		case 9:
			q.Themes = some(a, a.themes())
		case 10:
			q.Stances, q.Sounds = []app.Stance{"", app.Nuances}, []app.Sound{app.Positive, ""}
		case 11:
			q.Kinds, q.Starred = []app.StatementKind{app.StatesPain}, a.rand.IntN(3) == 0
		case 12:
			q.Authors, q.Provenances = []string{"ana"}, []app.Provenance{app.ByHand}
		case 13:
			q.Months, q.From = []string{"2026-11"}, days[a.rand.IntN(4)]
		case 14:
			q.Untagged, q.Unsorted = a.rand.IntN(2) == 0, a.rand.IntN(2) == 0
		case 15:
			q.Regions, q.To = []string{"EU"}, days[a.rand.IntN(4)]
		}
	}
	if a.rand.IntN(2) == 0 {
		q = q.And(a.clause(3))
	}
	return q
}

// agree asks the store some questions and holds the answers against those of an oracle.
func agree(t *testing.T, s *storage.Store, seed uint64, questions int) {
	t.Helper()
	a := &asker{rand.New(rand.NewPCG(seed, 7)), readNaive(t, s)}
	for range questions {
		q := a.query()
		want := a.n.find(q)
		q.Order = []app.FindingOrder{app.ByPlace, app.ByNewest, app.ByLatest, app.ByParticipant, app.ByTheme, app.ByStudy, app.BySentiment, app.BySeverity, app.BySample}[a.rand.IntN(9)]
		got := must(s.Findings(ctx, q))(t)
		if !slices.Equal(sortedIDs(got), sortedIDs(want)) {
			t.Fatalf("Findings(%s)\n= %v\nwant %v", says1(q), sortedIDs(got), sortedIDs(want))
		}
		page := q
		page.Page = app.Page{Offset: a.rand.IntN(5), Limit: 1 + a.rand.IntN(6)}
		lo := min(page.Page.Offset, len(got))
		if ids := idsOf(must(s.Findings(ctx, page))(t)); !slices.Equal(ids, idsOf(got[lo:min(lo+page.Page.Limit, len(got))])) {
			t.Fatalf("page of Findings(%s) = %v of %v", says1(page), ids, idsOf(got))
		}
		if f := must(s.FindingFacets(ctx, q))(t); facetText(f) != a.n.facets(q) {
			t.Fatalf("FindingFacets(%s)\n= %s\nwant %s", says1(q), facetText(f), a.n.facets(q))
		}
		axes := app.Axes()
		cross := app.CrossQuery{Find: q, Rows: axes[a.rand.IntN(len(axes))], Columns: axes[a.rand.IntN(len(axes))], RowAttribute: "Role", ColumnAttribute: "age", RollUp: a.rand.IntN(2) == 0}
		if x := must(s.CrossTab(ctx, cross))(t); crossText(x) != a.n.cross(cross) {
			t.Fatalf("CrossTab(%s by %s, %s)\n= %s\nwant %s", cross.Rows, cross.Columns, says1(q), crossText(x), a.n.cross(cross))
		}
	}
}

func says1(q app.FindingQuery) string {
	where := ""
	if q.Where != nil {
		where = q.Where.Line(app.NewNaming(nil))
		q.Where = nil
	}
	return fmt.Sprintf("%+v where %s", q, where)
}

func sortedIDs(rows []app.FindingRow) []app.FindingID {
	ids := idsOf(rows)
	slices.Sort(ids)
	return ids
}

func facetText(f app.FindingFacets) string {
	var lines []string
	list := func(name string, all []app.Facet) {
		for _, c := range all {
			lines = append(lines, fmt.Sprintf("%s %s %d", name, c.Value, c.Count))
		}
	}
	for name, all := range map[string][]app.Facet{"study": f.Studies, "product": f.Products, "region": f.Regions, "method": f.Methods, "tag": f.Tags, "theme": f.Themes, "wide": f.WideThemes,
		"person": f.Participants, "segment": f.Segments, "interview": f.Interviews, "month": f.Months, "stance": f.Stances, "sound": f.Sounds, "kind": f.Kinds,
		"author": f.Authors, "provenance": f.Provenances} {
		list(name, all)
	}
	for _, at := range f.Attributes {
		list("@"+strings.ToLower(at.Name), at.Values)
	}
	slices.Sort(lines)
	return fmt.Sprintf("total %d untagged %d unsorted %d starred %d unestimated %d unread %d\n%s", f.Total, f.Untagged, f.Unsorted, f.Starred, f.Unestimated, f.Unread, strings.Join(lines, "\n"))
}

// facets counts each facet over what the query would find without its own choice.
func (n *naive) facets(q app.FindingQuery) string {
	counts := map[string]int{}
	count := func(name string, clear func(q *app.FindingQuery), values func(f *app.FindingRow) []string) {
		free := q
		clear(&free)
		for _, f := range n.find(free) {
			for _, v := range values(&f) {
				if v != "" {
					counts[name+" "+v]++
				}
			}
		}
	}
	axis := func(name string, a app.Axis, attribute string, clear func(q *app.FindingQuery)) {
		count(name, clear, func(f *app.FindingRow) []string { return n.keys(a, attribute, false, f) })
	}
	axis("study", app.AxisStudy, "", func(q *app.FindingQuery) { q.Studies = nil })
	axis("product", app.AxisProduct, "", func(q *app.FindingQuery) { q.Products = nil })
	axis("region", app.AxisRegion, "", func(q *app.FindingQuery) { q.Regions = nil })
	count("method", func(q *app.FindingQuery) { q.Methods = nil }, func(f *app.FindingRow) []string { return []string{n.method(f)} })
	axis("tag", app.AxisTag, "", func(q *app.FindingQuery) { q.Tags = nil })
	axis("theme", app.AxisTheme, "", func(q *app.FindingQuery) { q.Themes = nil })
	axis("wide", app.AxisWideTheme, "", func(q *app.FindingQuery) { q.Themes = nil })
	axis("person", app.AxisParticipant, "", func(q *app.FindingQuery) { q.Participants = nil })
	axis("segment", app.AxisSegment, "", func(q *app.FindingQuery) { q.Segments = nil })
	axis("interview", app.AxisInterview, "", func(q *app.FindingQuery) { q.Interviews = nil })
	axis("month", app.AxisMonth, "", func(q *app.FindingQuery) { q.Months = nil })
	axis("stance", app.AxisStance, "", func(q *app.FindingQuery) { q.Stances = nil })
	axis("sound", app.AxisSound, "", func(q *app.FindingQuery) { q.Sounds = nil })
	count("kind", func(q *app.FindingQuery) { q.Kinds = nil }, func(f *app.FindingRow) []string { return strs(f.Estimate.Kinds) })
	axis("author", app.AxisAuthor, "", func(q *app.FindingQuery) { q.Authors = nil })
	axis("provenance", app.AxisProvenance, "", func(q *app.FindingQuery) { q.Provenances = nil })
	for _, name := range []string{"role", "age"} {
		axis("@"+name, app.AxisAttribute, name, func(q *app.FindingQuery) {
			q.Attributes = slices.DeleteFunc(slices.Clone(q.Attributes), func(a app.AttributeValues) bool { return strings.EqualFold(a.Name, name) })
		})
	}
	var lines []string
	for k, c := range counts {
		lines = append(lines, fmt.Sprintf("%s %d", k, c))
	}
	slices.Sort(lines)
	var untagged, unsorted, starred, bare, unread int
	all := n.find(q)
	for _, f := range all {
		untagged += bit(len(f.Tags) == 0)
		unsorted += bit(f.Theme == "" && (q.Study != "" || len(n.wide[f.ID]) == 0))
		starred += bit(f.Star)
		bare += bit(!n.estimated[f.ID])
		unread += bit(f.Sentiment == 0 && !f.Consent.Permits(app.ScopeMachine))
	}
	return fmt.Sprintf("total %d untagged %d unsorted %d starred %d unestimated %d unread %d\n%s", len(all), untagged, unsorted, starred, bare, unread, strings.Join(lines, "\n"))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// crossText tells each cell and sum by the values of its keys.
func crossText(x app.CrossTab) string {
	var lines []string
	add := func(r, c string, n app.CrossCount) {
		if n.Findings > 0 {
			lines = append(lines, fmt.Sprintf("%q %q %v", r, c, n))
		}
	}
	for i, r := range x.Rows {
		add(r.Value, "sum", x.RowSum[i])
		for k, c := range x.Columns {
			add(r.Value, c.Value, x.Cells[i][k])
		}
	}
	for k, c := range x.Columns {
		add("sum", c.Value, x.ColumnSum[k])
	}
	add("all", "all", x.All)
	add("chosen", "all", x.Chosen)
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func (n *naive) cross(q app.CrossQuery) string {
	type cell struct{ findings, people, ivs map[string]bool }
	cells := map[[2]string]*cell{}
	add := func(r, c string, f *app.FindingRow) {
		x := cells[[2]string{r, c}]
		if x == nil {
			x = &cell{map[string]bool{}, map[string]bool{}, map[string]bool{}}
			cells[[2]string{r, c}] = x
		}
		x.findings[string(f.ID)], x.people[string(f.Participant)], x.ivs[string(f.Interview)] = true, true, true
	}
	for _, f := range n.find(q.Find) {
		add("chosen", "all", &f)
		rows, columns := n.keys(q.Rows, q.RowAttribute, q.RollUp, &f), n.keys(q.Columns, q.ColumnAttribute, q.RollUp, &f)
		if len(rows) == 0 || len(columns) == 0 {
			continue
		}
		add("all", "all", &f)
		for _, r := range rows {
			add(r, "sum", &f)
			for _, c := range columns {
				add(r, c, &f)
			}
		}
		for _, c := range columns {
			add("sum", c, &f)
		}
	}
	var lines []string
	for at, x := range cells {
		delete(x.people, "")
		delete(x.ivs, "")
		lines = append(lines, fmt.Sprintf("%q %q %v", at[0], at[1], app.CrossCount{Findings: len(x.findings), People: len(x.people), Interviews: len(x.ivs)}))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
