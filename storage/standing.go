package storage

import (
	"context"

	"throughline/app"
	"throughline/storage/column"
)

// standing is insights with what stands behind them, on their way. Where the index of findings is in memory it tells; otherwise the file is counted.
type standing struct {
	ids   []int64 // rows
	all   []app.InsightRow
	cites []column.Cite // Insight is the place in all
}

// readStanding reads the insights of a study with their evidence.
func (s *Store) readStanding(ctx context.Context, q querier, study app.StudyID) (st standing, err error) {
	row, err := studyRow(ctx, q, study)
	if err != nil {
		return st, err
	}
	st.all, err = collect(ctx, q, func(row scanner) (app.InsightRow, error) {
		var r app.InsightRow
		id, err := scanInsight(row, &r.Insight, optional[string]{&r.StudyName})
		st.ids = append(st.ids, id)
		return r, err
	}, "SELECT "+insightColumns+", s.name"+insightTables+"WHERE ?1 = 0 OR i.study_id = ?1 ORDER BY i.place, i.title COLLATE NOCASE, i.guid", row)
	if err != nil || len(st.all) == 0 {
		return st, err
	}
	index := indexOf(st.ids)
	err = each(ctx, q, func(row scanner) error {
		var id int64
		var e app.Evidence
		var c column.Cite
		err := row.Scan(&id, optional[app.FindingID]{&e.Finding}, optional[app.ThemeID]{&e.Theme}, &e.Stance, &e.Strength, &e.Note,
			maybe[int64]{&c.Finding}, maybe[int64]{&c.Theme})
		if err != nil {
			return err
		}
		c.Insight, c.Against, c.Strength = index[id], e.Stance == app.Contradicts, e.Strength.Rank()
		st.cites = append(st.cites, c)
		i := &st.all[c.Insight].Insight
		i.Evidence = append(i.Evidence, e)
		return nil
	}, evidenceOf, list(st.ids))
	return st, err
}

const evidenceOf = `SELECT e.insight_id, f.guid, t.guid, e.stance, e.strength, e.note, e.finding_id, e.theme_id FROM evidence e
	LEFT JOIN finding f ON f.id = e.finding_id LEFT JOIN theme t ON t.id = e.theme_id WHERE e.insight_id IN (SELECT value FROM json_each(?))
	ORDER BY e.insight_id, e.ordinal`

// insightsCounted is Insights with what stands behind them from memory; ok is false while the index of findings is not there.
func (s *Store) insightsCounted(ctx context.Context, study app.StudyID) (all []app.InsightRow, ok bool, err error) {
	if !s.ready() {
		return nil, false, nil
	}
	var st standing
	need := beside{first: func(q querier) (err error) {
		st, err = s.readStanding(ctx, q, study)
		return err
	}}
	err = s.consultWith(ctx, "insights", &app.FindingQuery{Study: study}, need, func(t *column.Table, _ column.Given) { st.count(t) }, func(q querier) error {
		if len(st.all) == 0 {
			return nil
		}
		for _, add := range []func(context.Context, querier, []int64, []app.InsightRow) error{addAdvice, addDecisions} {
			if err := add(ctx, q, st.ids, st.all); err != nil {
				return err
			}
		}
		if err := addAsked(ctx, q, st.all); err != nil {
			return err
		}
		return s.addWithdrawn(ctx, q, st.ids, st.all)
	})
	return st.all, err == nil, err
}

// count tells what stands behind each insight, what newer findings say against published ones, and which tags its findings carry.
func (st *standing) count(t *column.Table) {
	tallies := newTallies(len(st.all))
	t.Support(st.cites, func(b *column.Behind) {
		r := &st.all[b.Insight]
		tallies[b.Insight].add(&r.Support, supportGroup{participant: b.Person, study: b.Study, against: b.Against, strength: b.Strength, findings: 1,
			segment: b.Segment, method: b.Method, date: b.Date})
		if speaks(r, b) {
			r.Against++
		}
	})
	for n := range st.all {
		tallies[n].sum(&st.all[n].Support)
	}
	findings := make([][]int64, len(st.all))
	for _, c := range st.cites {
		if c.Finding != 0 {
			findings[c.Insight] = append(findings[c.Insight], c.Finding)
		}
	}
	for n, some := range findings {
		st.all[n].Tags = t.TagsOf(some)
	}
}

// speaks reports whether a finding is one that newerAgainst counts.
func speaks(r *app.InsightRow, b *column.Behind) bool {
	if !b.Speaks || r.Status != app.InsightPublished {
		return false
	}
	since := max(millis(r.Published), millis(r.Renewed.At))
	if since == 0 { // published before there were dates
		since = r.Modified.UnixMilli()
	}
	return b.Created > since
}
