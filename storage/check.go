package storage

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// problemsShown is how many problems of one sort are told one by one.
const problemsShown = 20

// Check looks at the whole file: SQLite's pages and indexes, foreign keys, the full-text index against what it indexes,
// passages against the texts they come from, derived columns, and that the history can be read. It takes minutes for the
// largest workspaces and can be stopped through ctx. The error is about the checking; what is wrong is in the report.
func (s *Store) Check(ctx context.Context, p app.Progress) (report app.CheckReport, err error) {
	c := &checker{ctx: ctx, report: app.CheckReport{Problems: []string{}, Tables: map[string]int{}}}
	steps := []struct {
		name string
		do   func() error
	}{
		{"Pages and indexes", c.pages},
		{"References", c.references},
		{"Tables", c.tables},
		{"Passages", c.passages},
		{"Full-text index", c.fullText},
		{"Derived values", c.derived},
		{"Links", c.links},
		{"History", c.history},
	}
	err = s.read(ctx, "check", func(q querier) error {
		c.q = q
		for i, step := range steps {
			p.Report(int64(i), int64(len(steps)), step.name)
			if err := step.do(); err != nil {
				if code := app.CodeOf(translate(ctx, "check", s.path, err)); code != app.EDamaged {
					return err
				}
				c.problem("%s cannot be read: %v", step.name, err)
			}
		}
		p.Report(int64(len(steps)), int64(len(steps)), "Checked")
		return nil
	})
	c.report.OK = err == nil && len(c.report.Problems) == 0
	return c.report, err
}

type checker struct {
	ctx    context.Context
	q      querier
	report app.CheckReport
}

func (c *checker) problem(format string, args ...any) {
	c.report.Problems = append(c.report.Problems, fmt.Sprintf(format, args...))
}

// tell adds a problem for each text a query gives, up to problemsShown, and then says that there are more.
func (c *checker) tell(sentence, query string) error {
	found, err := texts(c.ctx, c.q, query)
	for i, t := range found {
		if i == problemsShown {
			c.problem(sentence, fmt.Sprintf("and %d more", len(found)-i))
			break
		}
		c.problem(sentence, t)
	}
	return err
}

func (c *checker) pages() error {
	// SQLite holds a full-text index against what this connection remembers of its shape, perhaps from before the last commit.
	// A question to the index makes it look again.
	for _, table := range []string{"turn_text", "finding_text", "insight_text", "memo_text"} {
		if _, err := numbers(c.ctx, c.q, "SELECT rowid FROM "+table+" WHERE "+table+" MATCH 'x' LIMIT 1"); err != nil {
			return err
		}
	}
	found, err := texts(c.ctx, c.q, "PRAGMA quick_check(20)")
	for _, t := range found {
		if t != "ok" {
			c.problem("SQLite finds a fault: %s", t)
		}
	}
	return err
}

func (c *checker) references() error {
	return c.tell("A reference leads nowhere: %s",
		`SELECT "table" || ' row ' || coalesce(rowid, '?') || ' to ' || parent FROM pragma_foreign_key_check`)
}

func (c *checker) tables() error {
	names, err := texts(c.ctx, c.q, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_text%' ORDER BY name`)
	if err != nil {
		return err
	}
	for _, name := range names { // a table's name cannot be bound
		n, err := numbers(c.ctx, c.q, `SELECT count(*) FROM "`+name+`"`)
		if err != nil {
			return err
		}
		c.report.Tables[name] = int(n[0])
	}
	return nil
}

func (c *checker) passages() error {
	if err := c.tell("A turn lies outside its text: %s", `SELECT t.guid || ' turn ' || u.ordinal FROM turn u JOIN transcript t ON t.id = u.transcript_id
		WHERE u.start_byte < 0 OR u.end_byte < u.start_byte OR u.end_byte > octet_length(t.text)`); err != nil {
		return err
	}
	if err := c.tell("A quote is not what the text says there: finding %s", `SELECT f.guid FROM finding f LEFT JOIN transcript t ON t.id = f.transcript_id
		WHERE f.quote <> '' AND (t.id IS NULL OR substr(CAST(t.text AS BLOB), f.start_byte + 1, f.end_byte - f.start_byte) IS NOT CAST(f.quote AS BLOB))`); err != nil {
		return err
	}
	if err := c.tell("A finding and its text are of different interviews: %s", `SELECT f.guid FROM finding f JOIN transcript t ON t.id = f.transcript_id
		WHERE f.interview_id IS NOT t.interview_id`); err != nil {
		return err
	}
	return c.tell("A finding is of another study than its interview: %s",
		`SELECT f.guid FROM finding f JOIN interview i ON i.id = f.interview_id WHERE f.study_id <> i.study_id`)
}

// fullText compares which rows are indexed with which should be: FTS5 keeps one row a document in its docsize table.
func (c *checker) fullText() error {
	for _, table := range []string{"turn", "finding", "insight", "memo"} {
		for sentence, query := range map[string]string{
			table + " %s is missing from the full-text index":            "SELECT id FROM " + table + " EXCEPT SELECT id FROM " + table + "_text_docsize",
			"The full-text index holds a " + table + " that is gone: %s": "SELECT id FROM " + table + "_text_docsize EXCEPT SELECT id FROM " + table,
		} {
			if err := c.tell(sentence, query); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checker) derived() error {
	for _, d := range []struct{ sentence, query string }{
		{"The latest revision is not marked: interview %s", `SELECT i.guid FROM interview i JOIN transcript t ON t.interview_id = i.id
			GROUP BY i.id HAVING sum(t.latest) <> 1 OR max(t.revision) <> max(t.revision * t.latest)`},
		{"A place on a board names the wrong board: finding %s", `SELECT f.guid FROM placement l JOIN theme t ON t.id = l.theme_id
			JOIN finding f ON f.id = l.finding_id WHERE l.board <> coalesce(t.study_id, 0)`},
		{"A finding is in two themes of one board: %s", `SELECT f.guid FROM placement l JOIN finding f ON f.id = l.finding_id
			GROUP BY l.finding_id, l.board HAVING count(*) > 1`},
		{"The counts of tags are out of date: finding %s", `SELECT DISTINCT f.guid FROM finding_tag ft JOIN finding f ON f.id = ft.finding_id
			WHERE ft.study_id <> f.study_id OR ft.participant_id <> coalesce(f.participant_id, 0)`},
		{"The counts of a study are out of date: %s", `SELECT s.guid FROM study s LEFT JOIN study_holding h ON h.study_id = s.id
			WHERE coalesce(h.findings, 0) <> (SELECT count(*) FROM finding f WHERE f.study_id = s.id)
			OR coalesce(h.untagged, 0) <> (SELECT count(*) FROM finding f WHERE f.study_id = s.id AND NOT EXISTS (SELECT 1 FROM finding_tag ft WHERE ft.finding_id = f.id))
			OR coalesce(h.placed, 0) <> (SELECT count(*) FROM theme t JOIN placement l ON l.theme_id = t.id WHERE t.study_id = s.id)`},
		{"The count of an interview is out of date: %s", `SELECT i.guid FROM interview i LEFT JOIN interview_holding h ON h.interview_id = i.id
			WHERE coalesce(h.findings, 0) <> (SELECT count(*) FROM finding f WHERE f.interview_id = i.id)`},
		{"A tag stands under itself: %s", `WITH RECURSIVE up(tag, id) AS (SELECT id, parent_id FROM tag WHERE parent_id IS NOT NULL
			UNION SELECT up.tag, t.parent_id FROM up JOIN tag t ON t.id = up.id WHERE t.parent_id IS NOT NULL)
			SELECT t.name FROM up JOIN tag t ON t.id = up.tag WHERE up.tag = up.id`},
	} {
		if err := c.tell(d.sentence, d.query); err != nil {
			return err
		}
	}
	return nil
}

// links compares the kept links of memos with those in their texts.
func (c *checker) links() error {
	kept, err := texts(c.ctx, c.q, "SELECT memo_id || ' ' || kind || ' ' || guid || ' ' || name FROM memo_link ORDER BY memo_id, ordinal")
	if err != nil {
		return err
	}
	at := 0
	if err := each(c.ctx, c.q, func(row scanner) error {
		var id int64
		var guid, text string
		if err := row.Scan(&id, &guid, &text); err != nil {
			return err
		}
		same, own := true, fmt.Sprint(id, " ")
		for _, l := range app.Links(text) {
			if want := own + string(l.To.Kind) + " " + l.To.ID + " " + looseName(l); at < len(kept) && kept[at] == want {
				at++
			} else {
				same = false
			}
		}
		for ; at < len(kept) && strings.HasPrefix(kept[at], own); at++ {
			same = false
		}
		if !same {
			c.problem("The links of a memo are out of date: %s", guid)
		}
		return nil
	}, "SELECT id, guid, text FROM memo WHERE text LIKE '%[[%' OR id IN (SELECT memo_id FROM memo_link) ORDER BY id"); err != nil {
		return err
	}
	return nil
}
