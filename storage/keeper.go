package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"throughline/app"
)

// keeper knows how one kind of record is kept.
type keeper struct {
	find   func(ctx context.Context, q querier, id string) (app.Record, error) // sql.ErrNoRows if absent
	insert func(w *writer, r app.Record) error
	update func(w *writer, before, after app.Record) error
	remove func(w *writer, r app.Record) error
}

// keep makes a keeper of functions that know their noun. list reads the records of one id: none, or one.
func keep[T any, P interface {
	*T
	app.Record
}](list func(ctx context.Context, q querier, where string, args ...any) ([]P, error), byID string,
	insert func(*writer, P) error, update func(w *writer, before, after P) error, remove func(*writer, P) error) keeper {
	return keeper{
		find: func(ctx context.Context, q querier, id string) (app.Record, error) {
			all, err := list(ctx, q, byID, id)
			if err != nil {
				return nil, err
			}
			if len(all) == 0 {
				return nil, sql.ErrNoRows
			}
			return all[0], nil
		},
		insert: func(w *writer, r app.Record) error { return insert(w, r.(P)) },
		update: func(w *writer, before, after app.Record) error { return update(w, before.(P), after.(P)) },
		remove: func(w *writer, r app.Record) error { return remove(w, r.(P)) },
	}
}

// keepers by kind. Kinds of newer versions are missing.
var keepers = map[app.Kind]keeper{
	app.KindStudy:       keep(listStudies, "WHERE s.guid = ?", insertStudy, updateStudy, removeStudy),
	app.KindParticipant: keep(listParticipants, "WHERE p.guid = ?", insertParticipant, updateParticipant, removeParticipant),
	app.KindSource:      keep(listSources, "WHERE guid = ?", insertSource, updateSource, removeSource),
	app.KindInterview:   keep(listInterviews, "WHERE i.guid = ?", insertInterview, updateInterview, removeInterview),
	app.KindTranscript:  keep(listTranscripts, "WHERE t.guid = ?", insertTranscript, updateTranscript, removeTranscript),
	app.KindTag:         keep(listTags, "WHERE t.guid = ?", insertTag, updateTag, removeTag),
	app.KindFinding:     keep(listFindings, "WHERE f.guid = ?", insertFinding, updateFinding, removeFinding),
	app.KindTheme:       keep(listThemes, "WHERE t.guid = ?", insertTheme, updateTheme, removeTheme),
	app.KindPlacement:   keepPlacement(),
	app.KindInsight:     keep(listInsights, "WHERE i.guid = ?", insertInsight, updateInsight, removeInsight),
	app.KindRejection:   keep(listRejections, "WHERE r.guid = ?", insertRejection, updateRejection, removeRejection),
	app.KindMemo:        keep(listMemos, "WHERE m.guid = ?", insertMemo, updateMemo, removeMemo),
	app.KindRule:        keep(listRules, "WHERE r.guid = ?", insertRule, updateRule, removeRule),
	app.KindOpinionWord: keep(listOpinionWords, "WHERE o.guid = ?", insertOpinionWord, updateOpinionWord, removeOpinionWord),
	app.KindView:        keep(listViews, "WHERE v.guid = ?", insertView, updateView, removeView),

	app.KindRecommendation: keep(listRecommendations, "WHERE r.guid = ?", insertRecommendation, updateRecommendation, removeRecommendation),
	app.KindDecision:       keep(listDecisions, "WHERE d.guid = ?", insertDecision, updateDecision, removeDecision),
	app.KindPublication:    keep(listPublications, "WHERE p.guid = ?", insertPublication, updatePublication, removePublication),
	app.KindStandards:      keep(listStandards, "WHERE t.guid = ?", insertStandards, updateStandards, removeStandards),
}

// keepPlacement finds by the two ids of which a placement's id is made.
func keepPlacement() keeper {
	k := keep(listPlacements, "", insertPlacement, updatePlacement, removePlacement)
	k.find = findPlacement
	return k
}

func keeperOf(k app.Kind) (keeper, error) {
	if kp, ok := keepers[k]; ok {
		return kp, nil
	}
	_, err := app.NewRecord(k)
	if err == nil {
		err = &app.Error{Code: app.EUnsupported, Message: fmt.Sprintf("This version does not store records of kind %q.", k)}
	}
	return keeper{}, err
}

// Find returns the record of a kind and id. Returns ENotFound if it is not stored, EUnsupported for an unknown kind.
func (s *Store) Find(ctx context.Context, ref app.Ref) (r app.Record, err error) {
	err = s.read(ctx, "find", func(q querier) error {
		r, err = find(ctx, q, ref)
		return err
	})
	return r, err
}

func find(ctx context.Context, q querier, ref app.Ref) (app.Record, error) {
	kp, err := keeperOf(ref.Kind)
	if err != nil {
		return nil, err
	}
	r, err := kp.find(ctx, q, ref.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, app.NotFound("The " + string(ref.Kind))
	}
	return r, err
}

// stamp gives the three columns author, created, modified.
func stamp(s app.Stamp) (author string, created, modified int64) {
	return s.Author, s.Created.UnixMilli(), s.Modified.UnixMilli()
}

// storable refuses times finer than a millisecond, which would come back changed.
func storable(r app.Record) error {
	for _, t := range moments(r) {
		if !t.Equal(app.Moment(t)) {
			return app.Invalid("A time of "+describe(r)+" is finer than a millisecond.", "")
		}
	}
	return nil
}

func moments(r app.Record) []time.Time {
	var s app.Stamp
	var more []time.Time
	switch r := r.(type) {
	case *app.Study:
		s = r.Stamp
	case *app.Participant:
		s = r.Stamp
	case *app.Source:
		s = r.Stamp
	case *app.Interview:
		s = r.Stamp
	case *app.Transcript:
		s = r.Stamp
	case *app.Tag:
		s = r.Stamp
	case *app.Finding:
		s = r.Stamp
		for _, t := range r.Tags {
			more = append(more, t.Created)
		}
	case *app.Theme:
		s = r.Stamp
	case *app.Rejection:
		s = r.Stamp
	case *app.Placement:
		s = r.Stamp
	case *app.Insight:
		s = r.Stamp
		more = append(more, r.Published, r.Renewed.At, r.Override.At, r.CERQual.At)
	case *app.Memo:
		s = r.Stamp
	default:
		s = asideStamp(r)
	}
	return append(more, s.Created, s.Modified)
}

// asideStamp is the stamp of a record that is no part of the research itself.
func asideStamp(r app.Record) (s app.Stamp) {
	switch r := r.(type) {
	case *app.Rule:
		s = r.Stamp
	case *app.OpinionWord:
		s = r.Stamp
	case *app.View:
		s = r.Stamp
	case *app.Recommendation:
		s = r.Stamp
	case *app.Decision:
		s = r.Stamp
	case *app.Publication:
		s = r.Stamp
	case *app.Standards:
		s = r.Stamp
	case app.Paper:
		s = r.Signed()
	}
	return s
}

// describe names a record for a message: the tag “Trust”.
func describe(r app.Record) string {
	switch r := r.(type) {
	case *app.Source:
		return "the file “" + r.Name + "”"
	case *app.Transcript:
		return fmt.Sprintf("revision %d of a transcript", r.Revision)
	case *app.Placement:
		return "the place of a finding in a theme"
	case *app.Rejection:
		return "a tag turned down"
	case *app.Standards:
		return "the standards"
	}
	return "the " + string(r.Ref().Kind) + " “" + shorten(app.NameOf(r), 40) + "”"
}

// shorten cuts s after at most n runes and shows that it did.
func shorten(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}
