package storage

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/ask"
	"throughline/app/fold"
)

// memoPlaceTables join what a memo stands on, whatever its kind, and its last name when it is gone.
const memoPlaceTables = ` LEFT JOIN study ps ON m.on_kind = 'study' AND ps.guid = m.on_guid
	LEFT JOIN participant pp ON m.on_kind = 'participant' AND pp.guid = m.on_guid
	LEFT JOIN interview pi ON m.on_kind = 'interview' AND pi.guid = m.on_guid
	LEFT JOIN tag pt ON m.on_kind = 'tag' AND pt.guid = m.on_guid
	LEFT JOIN finding pf ON m.on_kind = 'finding' AND pf.guid = m.on_guid
	LEFT JOIN interview fi ON fi.id = pf.interview_id
	LEFT JOIN theme ph ON m.on_kind = 'theme' AND ph.guid = m.on_guid
	LEFT JOIN insight pn ON m.on_kind = 'insight' AND pn.guid = m.on_guid
	LEFT JOIN memo_lost lost ON lost.guid = m.on_guid AND lost.kind = m.on_kind `

// memoRowColumns follow memoColumns: study, name of the place, whether it is there, and where a finding was said.
const memoRowColumns = `, s.name, coalesce(ps.name, pp.code, pi.title, pt.name, substr(CASE WHEN pf.quote <> '' THEN pf.quote ELSE pf.note END, 1, 120),
	ph.name, pn.title, lost.name, ''), coalesce(ps.id, pp.id, pi.id, pt.id, pf.id, ph.id, pn.id, 0), fi.guid, coalesce(pf.start_byte, 0), coalesce(pf.end_byte, 0)`

func readMemoRow(row scanner) (app.MemoRow, error) {
	var r app.MemoRow
	var place int64
	_, err := scanMemo(row, &r.Memo, optional[string]{&r.StudyName}, &r.Place.Name, &place, optional[app.InterviewID]{&r.Place.Interview},
		&r.Place.Span.Start, &r.Place.Span.End)
	r.Place.Ref, r.Place.Study = r.On, r.Study
	r.Gone = r.On != (app.Ref{}) && place == 0
	return r, err
}

// memoFilter is the condition of a query with its values, in the language of SQL.
func memoFilter(ctx context.Context, q querier, mq app.MemoQuery) (where string, args []any, none bool, err error) {
	study, err := studyRow(ctx, q, mq.Study)
	if err != nil || study == noStudy {
		return "", nil, true, err
	}
	var parts []string
	add := func(sql string, values ...any) {
		parts = append(parts, sql)
		args = append(args, values...)
	}
	if study != 0 {
		add("(m.study_id = ? OR m.study_id IS NULL)", study)
	}
	if mq.ID != "" {
		add("m.guid = ?", string(mq.ID))
	}
	if mq.On != (app.Ref{}) {
		add("m.on_guid = ? AND m.on_guid <> '' AND m.on_kind = ?", mq.On.ID, string(mq.On.Kind))
	}
	if len(mq.Places) > 0 {
		add("m.on_kind IN (SELECT value FROM json_each(?))", list(mq.Places))
	}
	if len(mq.Kinds) > 0 {
		add("m.kind IN (SELECT value FROM json_each(?))", list(mq.Kinds))
	}
	if len(mq.Authors) > 0 {
		add("m.author IN (SELECT value FROM json_each(?))", list(mq.Authors))
	}
	if match := ask.ParseWords(mq.Text).Match(); match != "" {
		add("m.id IN (SELECT rowid FROM memo_text WHERE memo_text MATCH ?)", match)
	}
	if mq.From != "" {
		add("m.modified >= ?", mq.From.Time().UnixMilli())
	}
	if mq.To != "" {
		add("m.modified < ?", mq.To.Time().AddDate(0, 0, 1).UnixMilli())
	}
	if len(parts) > 0 {
		where = " WHERE " + strings.Join(parts, " AND ")
	}
	return where, args, false, nil
}

// Memos lists the memos a query chooses, the one changed last first.
func (s *Store) Memos(ctx context.Context, mq app.MemoQuery) (rows []app.MemoRow, err error) {
	err = s.read(ctx, "memos", func(q querier) error {
		where, args, none, err := memoFilter(ctx, q, mq)
		if err != nil || none {
			return err
		}
		n, offset := limit(mq.Page)
		page := "SELECT m.id FROM memo m" + where + newestMemos + " LIMIT ? OFFSET ?" // first which ones, then what they show
		rows, err = collect(ctx, q, readMemoRow, "SELECT "+memoColumns+memoRowColumns+memoTables+memoPlaceTables+"WHERE m.id IN ("+page+")"+newestMemos,
			append(args, n, offset)...)
		return err
	})
	return rows, err
}

const newestMemos = " ORDER BY m.modified DESC, m.guid DESC"

// MemoFacets counts the memos a query chooses by kind, by what they stand on and by author. Its page is of no account.
func (s *Store) MemoFacets(ctx context.Context, mq app.MemoQuery) (f app.MemoFacets, err error) {
	kinds, places, authors := map[string]int{}, map[string]int{}, map[string]int{}
	err = s.read(ctx, "memo facets", func(q querier) error {
		where, args, none, err := memoFilter(ctx, q, mq)
		if err != nil || none {
			return err
		}
		return each(ctx, q, func(row scanner) error {
			var kind, place, author string
			var n int
			err := row.Scan(&kind, &place, &author, &n)
			kinds[kind] += n
			places[place] += n
			authors[author] += n
			f.Total += n
			return err
		}, "SELECT m.kind, m.on_kind, m.author, count(*) FROM memo m"+where+" GROUP BY 1, 2, 3", args...)
	})
	for _, k := range app.MemoKinds {
		if n := kinds[string(k)]; n > 0 {
			f.Kinds = append(f.Kinds, app.Facet{Value: string(k), Label: k.Word(), Count: n})
		}
	}
	for _, k := range append(app.MemoPlaces(), "") {
		if n := places[string(k)]; n > 0 {
			f.Places = append(f.Places, app.Facet{Value: string(k), Label: string(k), Count: n})
		}
	}
	for a, n := range authors {
		f.Authors = append(f.Authors, app.Facet{Value: a, Label: a, Count: n})
	}
	slices.SortFunc(f.Authors, func(a, b app.Facet) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	return f, err
}

// MemoBacklinks lists the memos whose text links to a record, exactly or by its present name, the one changed last first
// and at most 200 of them. A record that is not stored has those that link to it exactly.
func (s *Store) MemoBacklinks(ctx context.Context, to app.Ref) (rows []app.MemoRow, err error) {
	err = s.read(ctx, "backlinks", func(q querier) error {
		known, err := namesOf(ctx, q, []app.Ref{to})
		if err != nil {
			return err
		}
		name := ""
		if len(known) > 0 && to.Kind != app.KindFinding {
			name = fold.Text(known[0].Name)
		}
		rows, err = collect(ctx, q, readMemoRow, "SELECT "+memoColumns+memoRowColumns+memoTables+memoPlaceTables+`
			WHERE m.id IN (SELECT m.id FROM memo m WHERE m.id IN (SELECT memo_id FROM memo_link WHERE guid = ?1 AND guid <> '' AND kind = ?2
			UNION SELECT memo_id FROM memo_link WHERE name = ?3 AND name <> '')`+newestMemos+" LIMIT 200)"+newestMemos, to.ID, string(to.Kind), name)
		return err
	})
	return rows, err
}

// MemosAbout returns the memos that stand on one of some records or link to it exactly, in order of their ids.
func (s *Store) MemosAbout(ctx context.Context, refs []app.Ref) (memos []*app.Memo, err error) {
	err = s.read(ctx, "memos", func(q querier) error {
		memos, err = listMemos(ctx, q, `WHERE m.id IN (
			SELECT m.id FROM json_each(?1) j JOIN memo m ON m.on_guid = j.value ->> 'id' AND m.on_guid <> '' AND m.on_kind = j.value ->> 'kind'
			UNION SELECT l.memo_id FROM json_each(?1) j JOIN memo_link l ON l.guid = j.value ->> 'id' AND l.guid <> '' AND l.kind = j.value ->> 'kind')
			ORDER BY m.guid`, refList(refs))
		return err
	})
	return memos, err
}

// refList binds records as a list of kind and id.
func refList(refs []app.Ref) string {
	if len(refs) == 0 {
		return "[]"
	}
	b, err := json.Marshal(refs)
	if err != nil {
		panic("storage: " + err.Error()) // strings always marshal
	}
	return string(b)
}
