package storage

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/storage/column"
)

// Findings returns a page of the findings that match a query, in its order. An unknown order is by place. Returns EInvalid for a query that
// says nothing that can be looked for.
func (s *Store) Findings(ctx context.Context, query app.FindingQuery) (all []app.FindingRow, err error) {
	var ids []int64
	err = s.consult(ctx, "findings", &query, func(t *column.Table, given column.Given) { ids = t.Page(&query, given) }, func(q querier) error {
		all = nil
		for some := range slices.Chunk(ids, chunk) { // all rows may be asked for
			rows, err := s.findingRows(ctx, q, findingRowsByRow, list(some), len(some))
			if err != nil {
				return err
			}
			all = append(all, rows...)
		}
		return nil
	})
	return all, err
}

// FindingFacets counts the choices under a query, ignoring its page and order. What a facet itself chooses is left out of its counts. Themes are
// those of the findings' own studies; unsorted over all studies is what is in no theme of any board. Errors are those of Findings.
func (s *Store) FindingFacets(ctx context.Context, query app.FindingQuery) (out app.FindingFacets, err error) {
	err = s.consultWith(ctx, "facets", &query, beside{consent: true}, func(t *column.Table, given column.Given) { out = t.Facets(&query, given) }, nil)
	return out, err
}

// FindingsByID returns findings in the order of ids. Unknown ids are left out.
func (s *Store) FindingsByID(ctx context.Context, ids []app.FindingID) (all []app.FindingRow, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.read(ctx, "findings", func(q querier) error {
		all, err = s.findingRows(ctx, q, findingRowsByGUID, list(ids), len(ids))
		return err
	})
	return all, err
}

const (
	findingRowColumns = "SELECT " + findingColumns + `, i.title, p.code, p.segment, th.guid, th.name, e.sound, e.score, e.sure, e.kinds, e.urgency FROM json_each(?) j CROSS JOIN finding f ON `
	findingRowJoins   = ` JOIN study s ON s.id = f.study_id LEFT JOIN interview i ON i.id = f.interview_id
	LEFT JOIN transcript t ON t.id = f.transcript_id LEFT JOIN participant p ON p.id = f.participant_id
	LEFT JOIN placement l ON l.finding_id = f.id AND l.board = f.study_id LEFT JOIN theme th ON th.id = l.theme_id
	LEFT JOIN estimate e ON e.finding_id = f.id ORDER BY j.key`
	findingRowsByRow  = findingRowColumns + "f.id = j.value" + findingRowJoins
	findingRowsByGUID = findingRowColumns + "f.guid = j.value" + findingRowJoins
)

// findingRows reads the rows a list names, at most n, in its order.
func (s *Store) findingRows(ctx context.Context, q querier, query, wanted string, n int) ([]app.FindingRow, error) {
	ids := make([]int64, 0, n)
	all := make([]app.FindingRow, 0, n)
	err := each(ctx, q, func(row scanner) error {
		var r app.FindingRow
		id, err := scanFinding(row, &r.Finding, optional[string]{&r.InterviewTitle}, optional[string]{&r.Code}, optional[string]{&r.Segment},
			optional[app.ThemeID]{&r.Theme}, optional[string]{&r.ThemeName}, optional[app.Sound]{&r.Estimate.Sound}, maybe[float64]{&r.Estimate.Score},
			maybe[float64]{&r.Estimate.Sure}, bitKinds{&r.Estimate.Kinds}, maybe[int]{&r.Estimate.Urgency})
		ids, all = append(ids, id), append(all, r)
		return err
	}, query, wanted)
	if err != nil {
		return nil, err
	}
	if err := addTaggings(ctx, q, ids, func(i int) *app.Finding { return &all[i].Finding }); err != nil {
		return nil, err
	}
	return all, s.addConsent(ctx, q, ids, all)
}
