package storage

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"throughline/app"
)

// Insights returns the insights of a study, of all for "", by place, then title, with what stands behind each.
func (s *Store) Insights(ctx context.Context, study app.StudyID) (all []app.InsightRow, err error) {
	if all, ok, err := s.insightsCounted(ctx, study); ok || err != nil {
		return all, err
	}
	err = s.read(ctx, "insights", func(q querier) error {
		st, err := s.readStanding(ctx, q, study)
		if err != nil || len(st.all) == 0 {
			return err
		}
		all = st.all
		for _, add := range []func(context.Context, querier, []int64, []app.InsightRow) error{addSupport, addAdvice, addUse} {
			if err := add(ctx, q, st.ids, all); err != nil {
				return err
			}
		}
		if err := addAsked(ctx, q, all); err != nil {
			return err
		}
		return s.addWithdrawn(ctx, q, st.ids, all)
	})
	return all, err
}

func addEvidenceOf(ctx context.Context, q querier, ids []int64, all []app.InsightRow) error {
	return addEvidence(ctx, q, ids, func(n int) *app.Insight { return &all[n].Insight })
}

// supportGroups counts the findings behind each insight by who said them and where. Themes stand for their findings, with the
// stance and strength of the evidence. A finding that is evidence itself counts by its own, whatever themes it is in; in several
// themes it has the best strength.
const supportGroups = `WITH direct AS (
	SELECT insight_id, finding_id, stance = 'contradicts' AS against, ` + strengthRank + ` AS strength FROM evidence WHERE finding_id IS NOT NULL
		AND insight_id IN (SELECT value FROM json_each(?1))),
	shown AS (SELECT insight_id, finding_id, against, strength FROM direct
	UNION ALL SELECT e.insight_id, l.finding_id, e.stance = 'contradicts', max(` + strengthRank + `) FROM evidence e JOIN placement l ON l.theme_id = e.theme_id
		WHERE e.insight_id IN (SELECT value FROM json_each(?1))
		AND NOT EXISTS (SELECT 1 FROM direct d WHERE d.insight_id = e.insight_id AND d.finding_id = l.finding_id)
		GROUP BY 1, 2, 3),
	grouped AS (SELECT n.insight_id, n.against, n.strength, f.participant_id, f.interview_id, f.study_id, count(*) AS findings
		FROM shown n JOIN finding f ON f.id = n.finding_id GROUP BY 1, 2, 3, 4, 5, 6)
	SELECT g.insight_id, g.against, g.strength, g.findings, coalesce(g.participant_id, 0), coalesce(p.segment, ''), g.study_id,
		coalesce(nullif(i.method, ''), s.method), coalesce(i.date, '')
	FROM grouped g JOIN study s ON s.id = g.study_id LEFT JOIN participant p ON p.id = g.participant_id
	LEFT JOIN interview i ON i.id = g.interview_id`

const strengthRank = `CASE strength WHEN 'weak' THEN 1 WHEN 'strong' THEN 3 ELSE 2 END`

// askedCounts counts the participants interviewed in each study by segment, and under ” in all.
const askedCounts = `WITH asked AS (SELECT DISTINCT i.study_id, k.participant_id, p.segment FROM interview_speaker k
	JOIN interview i ON i.id = k.interview_id JOIN participant p ON p.id = k.participant_id)
	SELECT s.guid, segment, count(*) FROM asked JOIN study s ON s.id = study_id GROUP BY study_id, segment
	UNION ALL SELECT '', segment, count(DISTINCT participant_id) FROM asked GROUP BY segment`

// tally gathers what supports one insight.
type tally struct {
	people   map[int64]*voice // supporting participants
	against  map[int64]bool   // contradicting ones
	segments map[string]bool
	studies  map[int64]bool
	methods  map[string]bool
}

func newTallies(n int) []tally {
	all := make([]tally, n)
	for i := range all {
		all[i] = tally{map[int64]*voice{}, map[int64]bool{}, map[string]bool{}, map[int64]bool{}, map[string]bool{}}
	}
	return all
}

// voice is what one participant says for an insight.
type voice struct {
	findings int
	strength int // the best
	newest   app.Date
}

func addSupport(ctx context.Context, q querier, ids []int64, all []app.InsightRow) error {
	return addSupportBut(ctx, q, ids, all, func(supportGroup) bool { return false })
}

// addSupportBut adds what supports insights, without what leaves.
func addSupportBut(ctx context.Context, q querier, ids []int64, all []app.InsightRow, leaves func(supportGroup) bool) error {
	index, tallies := indexOf(ids), newTallies(len(all))
	err := each(ctx, q, func(row scanner) error {
		var g supportGroup
		if err := row.Scan(&g.insight, &g.against, &g.strength, &g.findings, &g.participant, &g.segment, &g.study, &g.method, &g.date); err != nil {
			return err
		}
		if n := index[g.insight]; !leaves(g) {
			tallies[n].add(&all[n].Support, g)
		}
		return nil
	}, supportGroups, list(ids))
	if err != nil {
		return err
	}
	for n := range all {
		tallies[n].sum(&all[n].Support)
	}
	return nil
}

// supportGroup is a row of supportGroups.
type supportGroup struct {
	insight, participant, study int64
	against                     bool
	strength, findings          int
	segment, method             string
	date                        app.Date
}

func (t *tally) add(sup *app.Support, g supportGroup) {
	if g.against {
		sup.Against += g.findings
		if g.participant != 0 {
			t.against[g.participant] = true
		}
		return
	}
	sup.Findings += g.findings
	sup.Newest = max(sup.Newest, g.date)
	t.studies[g.study] = true
	switch g.strength {
	case app.Strong.Rank():
		sup.Strong += g.findings
	case app.Weak.Rank():
		sup.Weak += g.findings
	}
	if g.method != "" {
		t.methods[g.method] = true
	}
	if g.segment != "" {
		t.segments[g.segment] = true
	}
	if g.participant == 0 {
		return
	}
	v := t.people[g.participant]
	if v == nil {
		v = new(voice)
		t.people[g.participant] = v
	}
	v.findings += g.findings
	v.strength, v.newest = max(v.strength, g.strength), max(v.newest, g.date)
}

func (t *tally) sum(s *app.Support) {
	top := 0
	months := map[app.Supporters]int{}
	for _, v := range t.people {
		top = max(top, v.findings)
		key := app.Supporters{Strength: [...]app.Strength{"", app.Weak, app.Medium, app.Strong}[v.strength]}
		if len(v.newest) == len("2006-01-02") {
			key.Month = v.newest[:len("2006-01-")] + "01"
		}
		months[key]++
	}
	if s.Findings > 0 {
		s.TopShare = float64(top) / float64(s.Findings)
	}
	s.Participants, s.AgainstPeople, s.Segments, s.Studies = len(t.people), len(t.against), len(t.segments), len(t.studies)
	s.Methods = slices.Sorted(maps.Keys(t.methods))
	s.Missing = slices.Sorted(maps.Keys(t.segments)) // turned round by addAsked, which knows who was asked
	for key, n := range months {
		key.People = n
		s.ByMonth = append(s.ByMonth, key)
	}
	slices.SortFunc(s.ByMonth, func(a, b app.Supporters) int {
		return cmp.Or(strings.Compare(string(b.Month), string(a.Month)), b.Strength.Rank()-a.Strength.Rank())
	})
}

func addAsked(ctx context.Context, q querier, all []app.InsightRow) error {
	type asked struct {
		people   int
		segments []string // sorted
	}
	counts := map[app.StudyID]*asked{}
	err := each(ctx, q, func(row scanner) error {
		var study app.StudyID
		var segment string
		var people int
		err := row.Scan(&study, &segment, &people)
		a := counts[study]
		if a == nil {
			a = new(asked)
			counts[study] = a
		}
		a.people += people
		if segment != "" {
			a.segments = append(a.segments, segment)
		}
		return err
	}, askedCounts)
	for _, a := range counts {
		slices.Sort(a.segments)
	}
	for n := range all {
		s := &all[n].Support
		have := s.Missing
		s.Missing = nil
		if a := counts[all[n].Study]; a != nil {
			s.Asked, s.AllSegments = a.people, len(a.segments)
			for _, segment := range a.segments {
				if _, ok := slices.BinarySearch(have, segment); !ok {
					s.Missing = append(s.Missing, segment)
				}
			}
		}
	}
	return err
}

// addAdvice adds the recommendations that rest on each insight, all in two queries.
func addAdvice(ctx context.Context, q querier, _ []int64, all []app.InsightRow) error {
	guids := make([]app.InsightID, len(all))
	index := make(map[app.InsightID]int, len(all))
	for n := range all {
		guids[n], index[all[n].ID] = all[n].ID, n
	}
	found, err := listRecommendations(ctx, q, "WHERE r.id IN (SELECT recommendation_id FROM recommendation_insight WHERE insight IN "+inList+
		") ORDER BY r.place, r.guid", list(guids))
	for _, r := range found {
		for _, id := range r.Insights {
			if n, ok := index[id]; ok {
				all[n].Advice = append(all[n].Advice, *r)
			}
		}
	}
	return err
}

// newerAgainst counts, for published insights, the findings made after the insight was published or renewed that speak against it:
// evidence that contradicts, and findings of a cited theme that contradict by the evidence's stance or by their own.
const newerAgainst = `WITH asked AS (SELECT id, ` + holdsSince + ` AS since FROM insight
		WHERE status = 'published' AND id IN (SELECT value FROM json_each(?1))), ` + speaksAgainst + `
	SELECT insight, count(*) FROM speaks GROUP BY insight`

// holdsSince is when an insight was published or renewed last; one that was published before there were dates counts from its last change.
const holdsSince = `CASE WHEN holds_since = 0 THEN modified ELSE holds_since END`

// speaksAgainst are the findings that speak against the insights of asked (id, since).
const speaksAgainst = `speaks AS (SELECT a.id AS insight, f.id AS finding FROM asked a JOIN evidence e ON e.insight_id = a.id JOIN finding f ON f.id = e.finding_id
		WHERE e.stance = 'contradicts' AND f.created > a.since
	UNION SELECT a.id, f.id FROM asked a JOIN evidence e ON e.insight_id = a.id JOIN placement l ON l.theme_id = e.theme_id
		JOIN finding f ON f.id = l.finding_id WHERE f.created > a.since AND (e.stance = 'contradicts' OR f.stance = 'contradicts')
		AND NOT EXISTS (SELECT 1 FROM evidence d WHERE d.insight_id = a.id AND d.finding_id = f.id))`

// addUse adds how many decisions each insight informed, what newer findings say against it, and its tags.
func addUse(ctx context.Context, q querier, ids []int64, all []app.InsightRow) error {
	if err := addCount(ctx, q, newerAgainst, ids, func(n int) *int { return &all[n].Against }); err != nil {
		return err
	}
	index := indexOf(ids)
	if err := each(ctx, q, func(row scanner) error {
		var id int64
		var tag app.TagID
		err := row.Scan(&id, &tag)
		r := &all[index[id]]
		r.Tags = append(r.Tags, tag)
		return err
	}, `SELECT DISTINCT e.insight_id, t.guid FROM evidence e JOIN finding_tag u ON u.finding_id = e.finding_id JOIN tag t ON t.id = u.tag_id
		WHERE e.insight_id IN (SELECT value FROM json_each(?1)) ORDER BY e.insight_id, t.guid`, list(ids)); err != nil {
		return err
	}
	return addDecisions(ctx, q, ids, all)
}

// addDecisions adds how many decisions each insight informed.
func addDecisions(ctx context.Context, q querier, ids []int64, all []app.InsightRow) error {
	return addCount(ctx, q, `SELECT i.id, count(*) FROM insight i JOIN decision_insight l ON l.insight = i.guid
		WHERE i.id IN (SELECT value FROM json_each(?1)) GROUP BY i.id`, ids, func(n int) *int { return &all[n].Decisions })
}

// addCount puts the counts that a query gives for the rows of insights where at says.
func addCount(ctx context.Context, q querier, query string, ids []int64, at func(n int) *int) error {
	index := indexOf(ids)
	return each(ctx, q, func(row scanner) error {
		var id int64
		var n int
		err := row.Scan(&id, &n)
		*at(index[id]) = n
		return err
	}, query, list(ids))
}
