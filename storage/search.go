package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/fold"
)

// Ranking looks at the first candidates matches only: bm25 of a common word over a million turns takes half a second, over
// 5,000 it takes 13 ms. Within these the best come first.
const candidates = 5000

// defaultHits is what a limit of 0 gives of each kind.
const defaultHits = 20

// searchKinds are the kinds that can be searched, in the order of the answer.
var searchKinds = []app.Kind{app.KindInsight, app.KindMemo, app.KindTheme, app.KindTag, app.KindFinding, app.KindTranscript, app.KindInterview, app.KindParticipant}

// search is one question.
type search struct {
	ctx   context.Context
	q     querier
	terms terms
	study int64 // 0 for all
	limit int
}

// Search finds what matches everything typed: words in any order, "words in quotes" side by side, the last word as a
// beginning; case and accents make no difference. Study "" searches all studies; insights, memos, themes and tags across
// studies are always searched. kinds nil means all; limit (0 means 20) holds for each kind. Hits come by kind, best first. A query
// without letters or digits finds nothing. No query is an error.
func (s *Store) Search(ctx context.Context, query string, study app.StudyID, kinds []app.Kind, limit int) (hits []app.Hit, err error) {
	ts := parseQuery(query)
	if len(ts) == 0 {
		return nil, nil
	}
	if limit <= 0 {
		limit = defaultHits
	}
	err = s.read(ctx, "search", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil || row == noStudy {
			return err
		}
		search := &search{ctx, q, ts, row, limit}
		for _, k := range searchKinds {
			if kinds != nil && !slices.Contains(kinds, k) {
				continue
			}
			found, err := search.kind(k)
			if err != nil {
				return err
			}
			hits = append(hits, found...)
		}
		return nil
	})
	return hits, err
}

func (s *search) kind(k app.Kind) ([]app.Hit, error) {
	switch k {
	case app.KindInsight:
		return s.insights()
	case app.KindMemo:
		return s.memos()
	case app.KindFinding:
		return s.findings()
	case app.KindTranscript:
		return s.turns()
	}
	return s.names(k)
}

// ranked runs a query for row id and score that is cut to the candidates inside, then reads the hits of the best.
func (s *search) ranked(query string, args []any, read string, scan func(scanner) (int64, app.Hit, error)) ([]app.Hit, error) {
	scores := map[int64]float64{}
	ids, err := collect(s.ctx, s.q, func(row scanner) (id int64, err error) {
		var score float64
		err = row.Scan(&id, &score)
		scores[id] = -score // bm25 is smaller for better
		return id, err
	}, query, args...)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return collect(s.ctx, s.q, func(row scanner) (app.Hit, error) {
		id, h, err := scan(row)
		h.Score = scores[id]
		return h, err
	}, read, list(ids))
}

// The weights say that a match in a title or quote counts more than one in a body or note.
const (
	rankInsights = `SELECT id, score FROM (SELECT x.rowid AS id, bm25(insight_text, 4.0, 1.0, 1.0) AS score FROM insight_text x
		CROSS JOIN insight i ON i.id = x.rowid WHERE insight_text MATCH ?1 AND (?2 = 0 OR i.study_id = ?2 OR i.study_id IS NULL) LIMIT ?3)
		ORDER BY score, id LIMIT ?4`
	rankMemos = `SELECT id, score FROM (SELECT x.rowid AS id, bm25(memo_text, 4.0, 1.0) AS score FROM memo_text x
		CROSS JOIN memo m ON m.id = x.rowid WHERE memo_text MATCH ?1 AND (?2 = 0 OR m.study_id = ?2 OR m.study_id IS NULL) LIMIT ?3)
		ORDER BY score, id LIMIT ?4`
	rankFindings = `SELECT id, score FROM (SELECT x.rowid AS id, bm25(finding_text, 2.0, 1.0) AS score FROM finding_text x
		WHERE finding_text MATCH ?1 LIMIT ?3) ORDER BY score, id LIMIT ?4`
	rankFindingsOf = `SELECT id, score FROM (SELECT x.rowid AS id, bm25(finding_text, 2.0, 1.0) AS score FROM finding_text x
		CROSS JOIN finding f ON f.id = x.rowid WHERE finding_text MATCH ?1 AND x.rowid BETWEEN ?5 AND ?6 AND f.study_id = ?2
		LIMIT ?3) ORDER BY score, id LIMIT ?4`
	rankTurns = `SELECT id, score FROM (SELECT x.rowid AS id, bm25(turn_text) AS score FROM turn_text x
		CROSS JOIN turn u ON u.id = x.rowid WHERE turn_text MATCH ?1
		AND u.transcript_id NOT IN (SELECT id FROM transcript WHERE latest = 0) LIMIT ?3) ORDER BY score, id LIMIT ?4`
	rankTurnsOf = `SELECT id, score FROM (SELECT x.rowid AS id, bm25(turn_text) AS score FROM turn_text x
		CROSS JOIN turn u ON u.id = x.rowid WHERE turn_text MATCH ?1 AND x.rowid BETWEEN ?5 AND ?6
		AND u.transcript_id IN (SELECT t.id FROM interview i JOIN transcript t ON t.interview_id = i.id AND t.latest = 1 WHERE i.study_id = ?2)
		LIMIT ?3) ORDER BY score, id LIMIT ?4`
)

// What a study holds stands close together, row by row: it was imported together. These bounds keep a common word of all
// studies from being looked at for a small one.
const (
	findingBounds = "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM finding WHERE study_id = ?"
	turnBounds    = `SELECT coalesce(min((SELECT id FROM turn WHERE transcript_id = t.id ORDER BY ordinal LIMIT 1)), 0),
		coalesce(max((SELECT id FROM turn WHERE transcript_id = t.id ORDER BY ordinal DESC LIMIT 1)), 0)
		FROM interview i JOIN transcript t ON t.interview_id = i.id AND t.latest = 1 WHERE i.study_id = ?`
)

// args are the values of the ranking queries: ?1 to ?4.
func (s *search) args() []any { return []any{s.terms.match(), s.study, candidates, s.limit} }

// within chooses between the ranking of everything and that of one study, and gives its values.
func (s *search) within(all, ofStudy, bounds string) (query string, args []any, err error) {
	if s.study == 0 {
		return all, s.args(), nil
	}
	var first, last int64
	err = one(s.ctx, s.q, bounds, []any{s.study}, &first, &last)
	return ofStudy, append(s.args(), first, last), err
}

func (s *search) insights() ([]app.Hit, error) {
	return s.ranked(rankInsights, s.args(), `SELECT i.id, i.guid, s.guid, i.title, i.body, i.recommendation, i.status, s.name FROM json_each(?) j
		CROSS JOIN insight i ON i.id = j.value LEFT JOIN study s ON s.id = i.study_id ORDER BY j.key`, func(row scanner) (int64, app.Hit, error) {
		h := app.Hit{Kind: app.KindInsight}
		var id int64
		var body, todo, status, study string
		err := row.Scan(&id, &h.ID, optional[app.StudyID]{&h.Study}, &h.Title, &body, &todo, &status, optional[string]{&study})
		h.Detail = join(study, status)
		text := h.Title
		for _, t := range []string{body, todo} { // the first part with a match; the title is shown anyway
			if len(s.terms.marks(t)) > 0 {
				text = t
				break
			}
		}
		h.Snippet, h.Marks = s.terms.snippet(text)
		return id, h, err
	})
}

func (s *search) memos() ([]app.Hit, error) {
	return s.ranked(rankMemos, s.args(), "SELECT "+memoColumns+`, s.name FROM json_each(?) j CROSS JOIN memo m ON m.id = j.value
		LEFT JOIN study s ON s.id = m.study_id ORDER BY j.key`, func(row scanner) (int64, app.Hit, error) {
		var m app.Memo
		var study string
		id, err := scanMemo(row, &m, optional[string]{&study})
		h := app.Hit{Kind: app.KindMemo, ID: string(m.ID), Study: m.Study, Title: m.Name(), Detail: join(m.Kind.Word(), study)}
		text := app.PlainLinks(m.Text, nil)
		if len(s.terms.marks(text)) == 0 {
			text = h.Title
		}
		h.Snippet, h.Marks = s.terms.snippet(text)
		return id, h, err
	})
}

func (s *search) findings() ([]app.Hit, error) {
	query, args, err := s.within(rankFindings, rankFindingsOf, findingBounds)
	if err != nil {
		return nil, err
	}
	return s.ranked(query, args, `SELECT f.id, f.guid, s.guid, i.guid, f.start_byte, f.end_byte, f.quote, f.note, i.title, p.code,
		f.speaker, f.at_ns FROM json_each(?) j CROSS JOIN finding f ON f.id = j.value JOIN study s ON s.id = f.study_id
		LEFT JOIN interview i ON i.id = f.interview_id LEFT JOIN participant p ON p.id = f.participant_id ORDER BY j.key`,
		func(row scanner) (int64, app.Hit, error) {
			h := app.Hit{Kind: app.KindFinding}
			var id int64
			var quote, note, code, speaker string
			var at time.Duration
			err := row.Scan(&id, &h.ID, &h.Study, optional[app.InterviewID]{&h.Interview}, &h.Span.Start, &h.Span.End, &quote, &note,
				optional[string]{&h.Title}, optional[string]{&code}, &speaker, nanos{&at})
			h.Detail = join(cmp.Or(code, speaker), clock(at))
			text := quote
			if quote == "" || len(s.terms.marks(quote)) == 0 && len(s.terms.marks(note)) > 0 {
				text = note
			}
			h.Snippet, h.Marks = s.terms.snippet(text)
			return id, h, err
		})
}

func (s *search) turns() ([]app.Hit, error) {
	query, args, err := s.within(rankTurns, rankTurnsOf, turnBounds)
	if err != nil {
		return nil, err
	}
	return s.ranked(query, args, `SELECT u.id, t.guid, s.guid, i.guid, u.start_byte, u.end_byte, i.title, u.speaker, u.from_ns,
		CAST(substr(CAST(t.text AS BLOB), u.start_byte + 1, u.end_byte - u.start_byte) AS TEXT)
		FROM json_each(?) j CROSS JOIN turn u ON u.id = j.value JOIN transcript t ON t.id = u.transcript_id
		JOIN interview i ON i.id = t.interview_id JOIN study s ON s.id = i.study_id ORDER BY j.key`,
		func(row scanner) (int64, app.Hit, error) {
			h := app.Hit{Kind: app.KindTranscript}
			var id int64
			var speaker, text string
			var from time.Duration
			err := row.Scan(&id, &h.ID, &h.Study, &h.Interview, &h.Span.Start, &h.Span.End, &h.Title, &speaker, nanos{&from}, &text)
			h.Detail = join(speaker, clock(from))
			h.Snippet, h.Marks = s.terms.snippet(text)
			return id, h, err
		})
}

// nameQueries read what can be found by name: guid, study, title, detail and further text. ?1 is a study's row id, 0 for all.
// There are some thousands at most, and comparing them here lets a match begin inside a word and ignore accents.
var nameQueries = map[app.Kind]string{
	app.KindTheme: `SELECT t.guid, s.guid, t.name, s.name, t.note FROM theme t LEFT JOIN study s ON s.id = t.study_id
		WHERE ?1 = 0 OR t.study_id = ?1 OR t.study_id IS NULL`,
	app.KindTag: `SELECT t.guid, s.guid, t.name, s.name, t.definition FROM tag t LEFT JOIN study s ON s.id = t.study_id
		WHERE ?1 = 0 OR t.study_id = ?1 OR t.study_id IS NULL`,
	app.KindInterview: `SELECT i.guid, s.guid, i.title, i.date, i.note FROM interview i JOIN study s ON s.id = i.study_id
		WHERE ?1 = 0 OR i.study_id = ?1`,
	app.KindParticipant: `SELECT p.guid, NULL, p.code, p.segment, p.note FROM participant p WHERE ?1 = 0 OR p.id IN (
		SELECT k.participant_id FROM interview i JOIN interview_speaker k ON k.interview_id = i.id WHERE i.study_id = ?1)`,
}

func (s *search) names(k app.Kind) ([]app.Hit, error) {
	query, ok := nameQueries[k]
	if !ok {
		return nil, nil
	}
	var hits []app.Hit
	err := each(s.ctx, s.q, func(row scanner) error {
		h := app.Hit{Kind: k}
		var more string
		err := row.Scan(&h.ID, optional[app.StudyID]{&h.Study}, &h.Title, optional[string]{&h.Detail}, &more)
		if err != nil || !s.nameScore(&h, more) {
			return err
		}
		if k == app.KindInterview {
			h.Interview = app.InterviewID(h.ID)
		}
		hits = append(hits, h)
		return nil
	}, query, s.study)
	slices.SortFunc(hits, func(a, b app.Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(fold.Text(a.Title), fold.Text(b.Title)), strings.Compare(a.ID, b.ID))
	})
	return hits[:min(len(hits), s.limit)], err
}

// nameScore fills in score, snippet and marks of a hit by name: 3 if whole words match, 2 for the middle of one, 1 if only
// the further text matches. It reports false if nothing does.
func (s *search) nameScore(h *app.Hit, more string) bool {
	text := h.Title
	switch {
	case s.terms.in(h.Title):
		h.Score = 2
	case s.terms.in(h.Title + " " + h.Detail):
		h.Score, text = 1.5, join(h.Title, h.Detail)
	case s.terms.in(more):
		h.Score, text = 1, more
	default:
		return false
	}
	h.Snippet, h.Marks = s.terms.snippet(text)
	if h.Score == 2 && len(h.Marks) > 0 {
		h.Score = 3
	}
	return true
}

// join puts the parts that are not empty beside each other.
func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// clock is a time in a recording as 1:02:03 or 2:03, "" when unknown.
func clock(d time.Duration) string {
	if d < 0 {
		return ""
	}
	sec := int64(d / time.Second)
	if sec >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", sec/3600, sec/60%60, sec%60)
	}
	return fmt.Sprintf("%d:%02d", sec/60, sec%60)
}
