package storage

import (
	"context"
	"fmt"

	"throughline/app"
)

// light is an update of a finding that leaves alone what it says, where it stands and whose it is: tags, stance, sentiment, severity, star and stamp.
// It is what people do to many findings at once. Such updates wait, a few hundred of them, and are stored by one statement each kind rather than
// by some for each of them.
type light struct {
	id            int64
	refs          findingRefs
	before, after *app.Finding
}

// isLight reports whether an update is one that may wait.
func isLight(c app.Change) bool {
	before, ok := c.Before.(*app.Finding)
	if !ok || c.After == nil {
		return false
	}
	after := *c.After.(*app.Finding)
	after.Tags, after.Stance, after.Sentiment, after.Severity, after.Star, after.Stamp =
		before.Tags, before.Stance, before.Sentiment, before.Severity, before.Star, before.Stamp
	return after.Equal(before)
}

// wait puts a light update off until flush. The record was found to be as expected.
func (w *writer) wait(before, after *app.Finding) error {
	id, err := w.id(app.KindFinding, string(after.ID))
	if err != nil {
		return err
	}
	refs, err := w.findingRefs(after)
	if err != nil {
		return err
	}
	w.hold(refs, -1, len(before.Tags) > 0)
	w.hold(refs, 1, len(after.Tags) > 0)
	if w.waiting = append(w.waiting, light{id, refs, before, after}); len(w.waiting) < aheadRows {
		return nil
	}
	return w.flush()
}

// flush stores the updates that wait. Whoever reads findings, or changes anything else, calls it first.
func (w *writer) flush() error {
	some := w.waiting
	if len(some) == 0 {
		return nil
	}
	w.waiting = w.waiting[:0]
	if err := w.flushColumns(some); err != nil {
		return err
	}
	return w.flushTaggings(some)
}

// flushColumns writes the columns of findings; only when they were changed alone, as by tags, no index has to follow.
func (w *writer) flushColumns(some []light) error {
	rows, all := make([][]any, len(some)), false
	for i, l := range some {
		b, a := l.before, l.after
		all = all || b.Stance != a.Stance || b.Sentiment != a.Sentiment || b.Severity != a.Severity || b.Star != a.Star ||
			b.Author != a.Author || !b.Created.Equal(a.Created)
		rows[i] = []any{l.id, a.Modified.UnixMilli()}
	}
	if !all {
		return w.reach(len(rows), "UPDATE finding SET modified = j.value ->> 1 FROM json_each(?) j WHERE finding.id = j.value ->> 0", jsonText(rows))
	}
	for i, l := range some {
		author, created, _ := stamp(l.after.Stamp)
		rows[i] = append(rows[i], string(l.after.Stance), l.after.Sentiment, l.after.Severity, number(l.after.Star), author, created)
	}
	return w.reach(len(rows), `UPDATE finding SET modified = j.value ->> 1, stance = j.value ->> 2, sentiment = j.value ->> 3, severity = j.value ->> 4,
		star = j.value ->> 5, author = j.value ->> 6, created = j.value ->> 7 FROM json_each(?) j WHERE finding.id = j.value ->> 0`, jsonText(rows))
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// flushTaggings writes the tags that differ.
func (w *writer) flushTaggings(some []light) error {
	var gone, come [][]any
	for _, l := range some {
		off, on := taggingDiff(l.before, l.after, false)
		for _, t := range off {
			tag, err := w.id(app.KindTag, string(t.Tag))
			if err != nil {
				return err
			}
			gone = append(gone, []any{l.id, tag, t.Author})
		}
		for _, t := range on {
			tag, err := w.id(app.KindTag, string(t.Tag))
			if err != nil {
				return err
			}
			participant := l.refs.participant
			if participant == nil {
				participant = 0
			}
			come = append(come, []any{l.id, tag, t.Author, string(t.Provenance), t.Created.UnixMilli(), l.refs.study, participant})
		}
	}
	if len(gone) > 0 {
		if err := w.reach(len(gone), `DELETE FROM finding_tag WHERE (finding_id, tag_id, author) IN
			(SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`, jsonText(gone)); err != nil {
			return err
		}
	}
	if len(come) == 0 {
		return nil
	}
	return w.exec(`INSERT INTO finding_tag (finding_id, tag_id, author, provenance, created, study_id, participant_id)
		SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?)`, jsonText(come))
}

// taggingDiff tells which tags go and which come; all of them when study or participant, which they carry, changed.
func taggingDiff(before, after *app.Finding, moved bool) (gone, come []app.Tagging) {
	same := func(tags []app.Tagging, t app.Tagging) bool {
		for _, o := range tags {
			if o.Tag == t.Tag && o.Author == t.Author && o.Provenance == t.Provenance && o.Created.Equal(t.Created) {
				return !moved
			}
		}
		return false
	}
	for _, t := range before.Tags {
		if !same(after.Tags, t) {
			gone = append(gone, t)
		}
	}
	for _, t := range after.Tags {
		if !same(before.Tags, t) {
			come = append(come, t)
		}
	}
	return gone, come
}

// reach runs a statement that has to reach exactly n rows.
func (w *writer) reach(n int, query string, args ...any) error {
	r, err := w.tx.ExecContext(context.Background(), query, args...)
	if err != nil {
		return err
	}
	reached, err := r.RowsAffected()
	if err == nil && int(reached) != n {
		err = fmt.Errorf("%d rows instead of %d: %s", reached, n, query)
	}
	return err
}
