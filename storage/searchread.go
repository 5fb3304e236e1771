package storage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// insights reads hits by row, in the order given; the snippet is the first part with a match, the title is shown anyway.
func (s *search) insights(ids []int64) ([]app.Hit, error) {
	return collect(s.ctx, s.q, func(row scanner) (app.Hit, error) {
		h := app.Hit{Kind: app.KindInsight}
		var body, todo, status, study string
		var changed time.Time
		err := row.Scan(&h.Row, &h.ID, optional[app.StudyID]{&h.Study}, &h.Title, &body, &todo, &status, moment{&changed}, optional[string]{&study})
		h.Detail, h.Date = join(study, app.InsightStatus(status).Word()), app.DateOf(changed)
		text := h.Title
		for _, t := range []string{body, todo} {
			if len(s.query.Marks(t)) > 0 {
				text = t
				break
			}
		}
		h.Snippet, h.Marks = s.query.Snippet(text)
		return h, err
	}, `SELECT i.id, i.guid, s.guid, i.title, i.body, `+adviceWords+`, i.status, i.modified, s.name FROM json_each(?) j
		CROSS JOIN insight i ON i.id = j.value LEFT JOIN study s ON s.id = i.study_id ORDER BY j.key`, list(ids))
}

func (s *search) memos(ids []int64) ([]app.Hit, error) {
	return collect(s.ctx, s.q, func(row scanner) (app.Hit, error) {
		var m app.Memo
		var study string
		id, err := scanMemo(row, &m, optional[string]{&study})
		h := app.Hit{Kind: app.KindMemo, Row: id, ID: string(m.ID), Study: m.Study, Title: m.Name(), Detail: join(m.Kind.Word(), study), Date: app.DateOf(m.Modified)}
		text := app.QuietLinks(m.Text)
		if len(s.query.Marks(text)) == 0 {
			text = h.Title
		}
		h.Snippet, h.Marks = s.query.Snippet(text)
		return h, err
	}, "SELECT "+memoColumns+`, s.name FROM json_each(?) j CROSS JOIN memo m ON m.id = j.value
		LEFT JOIN study s ON s.id = m.study_id ORDER BY j.key`, list(ids))
}

func (s *search) findings(ids []int64) ([]app.Hit, error) {
	return collect(s.ctx, s.q, func(row scanner) (app.Hit, error) {
		h := app.Hit{Kind: app.KindFinding}
		var quote, note, code, speaker string
		var at time.Duration
		err := row.Scan(&h.Row, &h.ID, &h.Study, optional[app.InterviewID]{&h.Interview}, &h.Span.Start, &h.Span.End, &quote, &note,
			optional[string]{&h.Title}, optional[app.Date]{&h.Date}, optional[string]{&code}, &speaker, nanos{&at})
		h.Detail = join(cmp.Or(code, speaker), clock(at))
		text := quote
		if quote == "" || len(s.query.Marks(quote)) == 0 && len(s.query.Marks(note)) > 0 {
			text = note
		}
		h.Snippet, h.Marks = s.query.Snippet(text)
		return h, err
	}, `SELECT f.id, f.guid, s.guid, i.guid, f.start_byte, f.end_byte, f.quote, f.note, i.title, i.date, p.code,
		f.speaker, f.at_ns FROM json_each(?) j CROSS JOIN finding f ON f.id = j.value JOIN study s ON s.id = f.study_id
		LEFT JOIN interview i ON i.id = f.interview_id LEFT JOIN participant p ON p.id = f.participant_id ORDER BY j.key`, list(ids))
}

func (s *search) turns(ids []int64) ([]app.Hit, error) {
	return collect(s.ctx, s.q, func(row scanner) (app.Hit, error) {
		h := app.Hit{Kind: app.KindTranscript}
		var speaker, text string
		var from time.Duration
		err := row.Scan(&h.Row, &h.ID, &h.Study, &h.Interview, &h.Span.Start, &h.Span.End, &h.Title, &h.Date, &speaker, nanos{&from}, &text)
		h.Detail = join(speaker, clock(from))
		h.Snippet, h.Marks = s.query.Snippet(text)
		return h, err
	}, `SELECT u.id, t.guid, s.guid, i.guid, u.start_byte, u.end_byte, i.title, i.date, u.speaker, u.from_ns,
		CAST(substr(CAST(t.text AS BLOB), u.start_byte + 1, u.end_byte - u.start_byte) AS TEXT)
		FROM json_each(?) j CROSS JOIN turn u ON u.id = j.value JOIN transcript t ON t.id = u.transcript_id
		JOIN interview i ON i.id = t.interview_id JOIN study s ON s.id = i.study_id ORDER BY j.key`, list(ids))
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
