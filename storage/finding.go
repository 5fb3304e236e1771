package storage

import (
	"context"

	"throughline/app"
)

const (
	findingColumns = `f.id, f.guid, s.guid, i.guid, t.guid, p.guid, f.start_byte, f.end_byte, f.quote, f.before, f.after, f.speaker,
	f.at_ns, f.page, f.note, f.stance, f.sentiment, f.severity, f.star, f.author, f.created, f.modified`
	findingTables = ` FROM finding f JOIN study s ON s.id = f.study_id LEFT JOIN interview i ON i.id = f.interview_id
	LEFT JOIN transcript t ON t.id = f.transcript_id LEFT JOIN participant p ON p.id = f.participant_id `
)

// scanFinding scans findingColumns, then what else the query gives.
func scanFinding(row scanner, f *app.Finding, more ...any) (id int64, err error) {
	err = row.Scan(append([]any{&id, &f.ID, &f.Study, optional[app.InterviewID]{&f.Interview}, optional[app.TranscriptID]{&f.Transcript},
		optional[app.ParticipantID]{&f.Participant}, &f.Start, &f.End, &f.Quote, &f.Before, &f.After, &f.Speaker, nanos{&f.At},
		&f.Page, &f.Note, &f.Stance, &f.Sentiment, &f.Severity, &f.Star, &f.Author, moment{&f.Created}, moment{&f.Modified}}, more...)...)
	return id, err
}

func listFindings(ctx context.Context, q querier, where string, args ...any) ([]*app.Finding, error) {
	_, all, err := listFindingRows(ctx, q, where, args...)
	return all, err
}

// listFindingRows is listFindings with the row ids.
func listFindingRows(ctx context.Context, q querier, where string, args ...any) (ids []int64, all []*app.Finding, err error) {
	all, err = collect(ctx, q, func(row scanner) (*app.Finding, error) {
		f := new(app.Finding)
		id, err := scanFinding(row, f)
		ids = append(ids, id)
		return f, err
	}, "SELECT "+findingColumns+findingTables+where, args...)
	if err != nil {
		return nil, nil, err
	}
	return ids, all, addTaggings(ctx, q, ids, func(i int) *app.Finding { return all[i] })
}

// addTaggings reads the tags of the findings with the row ids; at returns the finding of ids[i].
func addTaggings(ctx context.Context, q querier, ids []int64, at func(i int) *app.Finding) error {
	if len(ids) == 0 {
		return nil
	}
	index := indexOf(ids)
	return each(ctx, q, func(row scanner) error {
		var id int64
		var t app.Tagging
		err := row.Scan(&id, &t.Tag, &t.Author, &t.Provenance, moment{&t.Created})
		if err == nil {
			f := at(index[id])
			f.Tags = append(f.Tags, t)
		}
		return err
	}, `SELECT ft.finding_id, t.guid, ft.author, ft.provenance, ft.created FROM json_each(?) j
		CROSS JOIN finding_tag ft ON ft.finding_id = j.value JOIN tag t ON t.id = ft.tag_id
		ORDER BY j.key, t.guid, ft.author`, list(ids))
}

// findingRefs are the row ids a finding refers to.
type findingRefs struct {
	study                              int64
	interview, transcript, participant any
}

func (w *writer) findingRefs(f *app.Finding) (r findingRefs, err error) {
	if r.study, err = w.id(app.KindStudy, string(f.Study)); err != nil {
		return r, err
	}
	if r.interview, err = w.ref(app.KindInterview, string(f.Interview)); err != nil {
		return r, err
	}
	if r.transcript, err = w.ref(app.KindTranscript, string(f.Transcript)); err != nil {
		return r, err
	}
	r.participant, err = w.ref(app.KindParticipant, string(f.Participant))
	return r, err
}

func findingValues(f *app.Finding, r findingRefs) []any {
	author, created, modified := stamp(f.Stamp)
	return []any{r.study, r.interview, r.transcript, r.participant, f.Start, f.End, int64(f.At), string(f.Stance), f.Sentiment, f.Severity,
		f.Star, author, created, modified, f.Speaker, f.Before, f.After, f.Quote, f.Note, f.Page, string(f.ID)}
}

func insertFinding(w *writer, f *app.Finding) error {
	refs, err := w.findingRefs(f)
	if err != nil {
		return err
	}
	if err := w.quoteFits(f); err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO finding (study_id, interview_id, transcript_id, participant_id, start_byte, end_byte, at_ns, stance,
		sentiment, severity, star, author, created, modified, speaker, before, after, quote, note, page, guid)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, findingValues(f, refs)...)
	if err != nil {
		return err
	}
	w.ids[f.Ref()] = id
	w.hold(refs, 1, len(f.Tags) > 0)
	for _, t := range f.Tags {
		if err := w.insertTagging(id, refs, t); err != nil {
			return err
		}
	}
	return w.exec("INSERT INTO finding_text (rowid, quote, note) VALUES (?,?,?)", id, indexed(f.Quote), indexed(f.Note))
}

// quoteFits refuses a quote that is not the text at its place.
func (w *writer) quoteFits(f *app.Finding) error {
	if f.Quote == "" {
		return nil
	}
	fits, err := numbers(context.Background(), w, `SELECT 1 FROM transcript WHERE guid = ? AND substr(CAST(text AS BLOB), ?, ?) = CAST(? AS BLOB)`,
		string(f.Transcript), f.Start+1, f.Len(), f.Quote)
	if err == nil && len(fits) == 0 {
		err = app.Invalid("The quote of "+describe(f)+" is not what the transcript says there.", "Select the passage again.")
	}
	return err
}

func (w *writer) insertTagging(finding int64, refs findingRefs, t app.Tagging) error {
	tag, err := w.id(app.KindTag, string(t.Tag))
	if err != nil {
		return err
	}
	participant := refs.participant
	if participant == nil {
		participant = 0
	}
	return w.exec("INSERT INTO finding_tag (finding_id, tag_id, author, provenance, created, study_id, participant_id) VALUES (?,?,?,?,?,?,?)",
		finding, tag, t.Author, string(t.Provenance), t.Created.UnixMilli(), refs.study, participant)
}

func updateFinding(w *writer, before, f *app.Finding) error {
	id, err := w.id(app.KindFinding, string(f.ID))
	if err != nil {
		return err
	}
	refs, err := w.findingRefs(f)
	if err != nil {
		return err
	}
	if before.Quote != f.Quote || before.Span != f.Span || before.Transcript != f.Transcript {
		if err := w.quoteFits(f); err != nil {
			return err
		}
	}
	if err := w.must(`UPDATE finding SET study_id=?, interview_id=?, transcript_id=?, participant_id=?, start_byte=?, end_byte=?, at_ns=?,
		stance=?, sentiment=?, severity=?, star=?, author=?, created=?, modified=?, speaker=?, before=?, after=?, quote=?, note=?, page=?
		WHERE guid=?`, findingValues(f, refs)...); err != nil {
		return err
	}
	old, err := w.findingRefs(before)
	if err != nil {
		return err
	}
	w.hold(old, -1, len(before.Tags) > 0)
	w.hold(refs, 1, len(f.Tags) > 0)
	if err := w.updateTaggings(id, refs, before, f); err != nil {
		return err
	}
	if before.Quote == f.Quote && before.Note == f.Note {
		return nil
	}
	if err := w.exec("DELETE FROM finding_text WHERE rowid=?", id); err != nil {
		return err
	}
	return w.exec("INSERT INTO finding_text (rowid, quote, note) VALUES (?,?,?)", id, indexed(f.Quote), indexed(f.Note))
}

// updateTaggings writes the tags that differ; all of them when study or participant, which they carry, changed.
func (w *writer) updateTaggings(id int64, refs findingRefs, before, after *app.Finding) error {
	gone, come := taggingDiff(before, after, before.Study != after.Study || before.Participant != after.Participant)
	for _, t := range gone {
		tag, err := w.id(app.KindTag, string(t.Tag))
		if err != nil {
			return err
		}
		if err := w.must("DELETE FROM finding_tag WHERE finding_id=? AND tag_id=? AND author=?", id, tag, t.Author); err != nil {
			return err
		}
	}
	for _, t := range come {
		if err := w.insertTagging(id, refs, t); err != nil {
			return err
		}
	}
	return nil
}

func removeFinding(w *writer, f *app.Finding) error {
	id, err := w.id(app.KindFinding, string(f.ID))
	if err != nil {
		return err
	}
	refs, err := w.findingRefs(f)
	if err != nil {
		return err
	}
	w.hold(refs, -1, len(f.Tags) > 0)
	for _, query := range []string{"DELETE FROM finding_tag WHERE finding_id=?", "DELETE FROM finding_text WHERE rowid=?"} {
		if err := w.exec(query, id); err != nil {
			return err
		}
	}
	return w.must("DELETE FROM finding WHERE id=?", id)
}

// InterviewFindings returns the findings of an interview by place, longer ones first where several start together.
func (s *Store) InterviewFindings(ctx context.Context, id app.InterviewID) (all []app.Finding, err error) {
	err = s.read(ctx, "findings", func(q querier) error {
		found, err := listFindings(ctx, q, "WHERE i.guid = ? ORDER BY f.start_byte, f.end_byte DESC, f.guid", string(id))
		all = values(found)
		return err
	})
	return all, err
}

// FindingAt returns the finding that is just this passage of a revision, the oldest if there are several; ok is false when there is
// none.
func (s *Store) FindingAt(ctx context.Context, id app.TranscriptID, span app.Span) (f *app.Finding, ok bool, err error) {
	err = s.read(ctx, "finding", func(q querier) error {
		found, err := listFindings(ctx, q, `WHERE f.interview_id = (SELECT interview_id FROM transcript WHERE guid = ?1) AND f.start_byte = ?2
			AND f.end_byte = ?3 AND +f.transcript_id = (SELECT id FROM transcript WHERE guid = ?1) AND f.quote <> '' ORDER BY f.created, f.guid LIMIT 1`, string(id), span.Start, span.End)
		if err == nil && len(found) > 0 {
			f, ok = found[0], true
		}
		return err
	})
	return f, ok, err
}
