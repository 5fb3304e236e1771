package storage

import (
	"context"

	"throughline/app"
)

// Codings returns each tag that a coder gave to a passage of the interviews named, by interview in the order of ids, then place, finding,
// tag and coder. Findings of older revisions and notes without a passage are left out.
func (s *Store) Codings(ctx context.Context, ids []app.InterviewID) (all []app.Coding, err error) {
	err = s.read(ctx, "codings", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (c app.Coding, err error) {
			return c, row.Scan(&c.Interview, &c.Finding, &c.Start, &c.End, &c.Tag, &c.Author, &c.Provenance)
		}, `SELECT i.guid, f.guid, f.start_byte, f.end_byte, g.guid, ft.author, ft.provenance FROM json_each(?) j
			CROSS JOIN interview i ON i.guid = j.value JOIN transcript t ON t.interview_id = i.id AND t.latest = 1
			CROSS JOIN finding f ON f.interview_id = i.id AND f.transcript_id = t.id AND f.end_byte > f.start_byte
			JOIN finding_tag ft ON ft.finding_id = f.id JOIN tag g ON g.id = ft.tag_id
			ORDER BY j.key, f.start_byte, f.end_byte, f.guid, g.guid, ft.author`, list(ids))
		return err
	})
	return all, err
}

// CodedInterviews returns the interviews of a study, or of all for "", in which somebody gave a tag to a passage of the latest text, by date and
// title.
func (s *Store) CodedInterviews(ctx context.Context, study app.StudyID) (all []app.CodedInterview, err error) {
	err = s.read(ctx, "coders", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		return each(ctx, q, func(row scanner) error {
			var c app.CodedInterview
			var p app.CoderPart
			if err := row.Scan(&c.Interview, &c.Study, &c.Title, &c.Date, &p.Author, &p.Passages, &p.Until, moment{&p.Newest}); err != nil {
				return err
			}
			if n := len(all); n == 0 || all[n-1].Interview != c.Interview {
				all = append(all, c)
			}
			last := &all[len(all)-1]
			last.Coders = append(last.Coders, p)
			return nil
		}, `SELECT i.guid, s.guid, i.title, i.date, p.author, p.passages, p.until, p.newest FROM (
			SELECT f.interview_id, ft.author, count(DISTINCT f.id) AS passages, max(f.end_byte) AS until, max(ft.created) AS newest
			FROM interview i CROSS JOIN transcript t ON t.interview_id = i.id AND t.latest = 1
			CROSS JOIN finding f ON f.interview_id = i.id AND f.transcript_id = t.id AND f.end_byte > f.start_byte
			CROSS JOIN finding_tag ft ON ft.finding_id = f.id WHERE ?1 = 0 OR i.study_id = ?1 GROUP BY f.interview_id, ft.author) p
			JOIN interview i ON i.id = p.interview_id JOIN study s ON s.id = i.study_id ORDER BY i.date, i.title, i.guid, p.author`, row)
	})
	return all, err
}

// TextSizes returns how long the latest texts of interviews are, by date and title. Unknown ids are left out.
func (s *Store) TextSizes(ctx context.Context, ids []app.InterviewID) (all []app.TextSize, err error) {
	err = s.read(ctx, "text sizes", func(q querier) error {
		all, err = collect(ctx, q, func(row scanner) (t app.TextSize, err error) {
			return t, row.Scan(&t.Interview, &t.Title, &t.Bytes)
		}, `SELECT i.guid, i.title, coalesce((SELECT max(u.end_byte) FROM transcript t JOIN turn u ON u.transcript_id = t.id
				WHERE t.interview_id = i.id AND t.latest = 1), 0)
			FROM interview i WHERE i.guid IN (SELECT value FROM json_each(?)) ORDER BY i.date, i.title, i.guid`, list(ids))
		return err
	})
	return all, err
}
