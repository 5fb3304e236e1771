package storage

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/ask"
)

// filter is a FindingQuery as conditions on the table finding, named f.
type filter struct {
	where []string
	args  []any
	empty bool // nothing can match
}

func (f *filter) add(condition string, args ...any) {
	f.where = append(f.where, condition)
	f.args = append(f.args, args...)
}

// sql is the WHERE clause, or "".
func (f *filter) sql() string {
	if len(f.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(f.where, " AND ")
}

// onlyStudy reports whether the filter is one study, whole.
func (f *filter) onlyStudy() bool { return len(f.where) == 1 && f.where[0] == ofStudy }

const ofStudy = "f.study_id = ?"

// addList adds a condition on a list unless the list is empty.
func addList[T ~string](f *filter, values []T, condition string) {
	if len(values) > 0 {
		f.add(condition, list(values))
	}
}

// The tags that the tags of a query stand for: themselves and those mapped to them, and with sub-tags all beneath.
const (
	tagsMeant = `f.id IN (SELECT finding_id FROM finding_tag WHERE tag_id IN (
		WITH meant AS (SELECT id FROM tag WHERE guid IN (SELECT value FROM json_each(?)))
		SELECT id FROM meant UNION SELECT id FROM tag WHERE maps_to_id IN (SELECT id FROM meant)))`
	tagsBeneath = `f.id IN (SELECT finding_id FROM finding_tag WHERE tag_id IN (
		WITH RECURSIVE meant (id) AS (SELECT id FROM tag WHERE guid IN (SELECT value FROM json_each(?))
			UNION SELECT t.id FROM meant m JOIN tag t ON t.parent_id = m.id UNION SELECT t.id FROM meant m JOIN tag t ON t.maps_to_id = m.id)
		SELECT id FROM meant))`
)

func addTags(f *filter, query app.FindingQuery) {
	if query.SubTags {
		addList(f, query.Tags, tagsBeneath)
		return
	}
	addList(f, query.Tags, tagsMeant)
}

// newFilter turns the choosing fields of q into conditions.
func newFilter(ctx context.Context, q querier, query app.FindingQuery) (*filter, error) {
	f := &filter{}
	study, err := studyRow(ctx, q, query.Study)
	if err != nil {
		return nil, err
	}
	f.empty = study == noStudy
	if study > 0 {
		f.add(ofStudy, study)
	}
	if match := ask.ParseWords(query.Text).Match(); match != "" {
		f.add("f.id IN (SELECT rowid FROM finding_text WHERE finding_text MATCH ?)", match)
	}
	addList(f, query.Interviews, "f.interview_id IN (SELECT id FROM interview WHERE guid IN (SELECT value FROM json_each(?)))")
	addList(f, query.Participants, "f.participant_id IN (SELECT id FROM participant WHERE guid IN (SELECT value FROM json_each(?)))")
	addList(f, query.Segments, "f.participant_id IN (SELECT id FROM participant WHERE segment IN (SELECT value FROM json_each(?)))")
	addTags(f, query)
	addList(f, query.Themes, `f.id IN (SELECT finding_id FROM placement WHERE theme_id IN (
		SELECT id FROM theme WHERE guid IN (SELECT value FROM json_each(?))))`)
	addList(f, query.Stances, "f.stance IN (SELECT value FROM json_each(?))")
	addSounds(f, query)
	addList(f, query.Authors, "f.author IN (SELECT value FROM json_each(?))")
	if query.Untagged {
		f.add("NOT EXISTS (SELECT 1 FROM finding_tag WHERE finding_id = f.id)")
	}
	switch {
	case query.Unsorted && study > 0:
		f.add("NOT EXISTS (SELECT 1 FROM placement WHERE finding_id = f.id AND board = f.study_id)")
	case query.Unsorted:
		f.add("NOT EXISTS (SELECT 1 FROM placement WHERE finding_id = f.id)")
	}
	if query.Starred {
		f.add("f.star = 1")
	}
	return f, nil
}

// findingOrders join and sort what each order needs, ids only.
var findingOrders = map[app.FindingOrder]struct{ join, by string }{
	app.ByPlace: {"LEFT JOIN interview i ON i.id = f.interview_id",
		"f.interview_id IS NULL, i.date, i.title, f.interview_id, f.start_byte, f.guid"},
	app.ByNewest: {"", "f.created DESC, f.interview_id, f.start_byte, f.guid"},
	app.ByParticipant: {"LEFT JOIN participant p ON p.id = f.participant_id LEFT JOIN interview i ON i.id = f.interview_id",
		"f.participant_id IS NULL, p.code_key, p.code, f.participant_id, i.date, i.title, f.interview_id, f.start_byte, f.guid"},
	app.ByTheme: {`LEFT JOIN placement l ON l.finding_id = f.id AND l.board = f.study_id LEFT JOIN theme th ON th.id = l.theme_id
		LEFT JOIN interview i ON i.id = f.interview_id`,
		"l.theme_id IS NULL, th.name COLLATE NOCASE, l.theme_id, l.place, i.date, i.title, f.interview_id, f.start_byte, f.guid"},
}

// Findings returns a page of the findings that match a query, in its order. An unknown order is by place.
func (s *Store) Findings(ctx context.Context, query app.FindingQuery) (all []app.FindingRow, err error) {
	order, ok := findingOrders[query.Order]
	if !ok {
		order = findingOrders[app.ByPlace]
	}
	n, offset := limit(query.Page)
	err = s.read(ctx, "findings", func(q querier) error {
		f, err := newFilter(ctx, q, query)
		if err != nil || f.empty {
			return err
		}
		from := "SELECT f.id FROM finding f "
		if query.Order == app.ByNewest && f.onlyStudy() {
			from += "INDEXED BY finding_newest " // SQLite would rather sort all of the study
		}
		ids, err := numbers(ctx, q, from+order.join+f.sql()+" ORDER BY "+order.by+" LIMIT ? OFFSET ?",
			append(f.args, n, offset)...)
		if err != nil || len(ids) == 0 {
			return err
		}
		all, err = findingRows(ctx, q, findingRowsByRow, list(ids), len(ids))
		return err
	})
	return all, err
}

// FindingsByID returns findings in the order of ids. Unknown ids are left out.
func (s *Store) FindingsByID(ctx context.Context, ids []app.FindingID) (all []app.FindingRow, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.read(ctx, "findings", func(q querier) error {
		all, err = findingRows(ctx, q, findingRowsByGUID, list(ids), len(ids))
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
func findingRows(ctx context.Context, q querier, query, wanted string, n int) ([]app.FindingRow, error) {
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
	return all, addTaggings(ctx, q, ids, func(i int) *app.Finding { return &all[i].Finding })
}
