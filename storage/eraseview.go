package storage

import (
	"bytes"
	"context"
	"slices"

	"throughline/app"
)

// erasedKind says how the records of a kind are read from end to end.
type erasedKind struct {
	table string // its rows have id and guid
	some  func(ctx context.Context, q querier, ids string) ([]app.Record, error)
	chunk int // records in memory at once
}

// someOf reads the records whose ids are in a JSON list; where says so in the words of the table.
func someOf[P app.Record](list func(ctx context.Context, q querier, where string, args ...any) ([]P, error), column string) func(context.Context, querier, string) ([]app.Record, error) {
	return func(ctx context.Context, q querier, ids string) ([]app.Record, error) {
		found, err := list(ctx, q, "WHERE "+column+" IN (SELECT value FROM json_each(?))", ids)
		all := make([]app.Record, len(found))
		for i, r := range found {
			all[i] = r
		}
		return all, err
	}
}

// erasedKinds are the kinds an erasure reads one by one, papers aside. Placements go with their findings.
var erasedKinds = map[app.Kind]erasedKind{
	app.KindStudy:          {"study", someOf(listStudies, "s.guid"), 200},
	app.KindParticipant:    {"participant", someOf(listParticipants, "p.guid"), 400},
	app.KindSource:         {"source", someOf(listSources, "guid"), 4},
	app.KindInterview:      {"interview", someOf(listInterviews, "i.guid"), 400},
	app.KindTranscript:     {"transcript", someOf(listTranscripts, "t.guid"), 16},
	app.KindTag:            {"tag", someOf(listTags, "t.guid"), 400},
	app.KindFinding:        {"finding", someOf(listFindings, "f.guid"), 1000},
	app.KindTheme:          {"theme", someOf(listThemes, "t.guid"), 400},
	app.KindInsight:        {"insight", someOf(listInsights, "i.guid"), 200},
	app.KindRejection:      {"rejection", someOf(listRejections, "r.guid"), 400},
	app.KindMemo:           {"memo", someOf(listMemos, "m.guid"), 200},
	app.KindRule:           {"rule", someOf(listRules, "r.guid"), 200},
	app.KindOpinionWord:    {"opinion_word", someOf(listOpinionWords, "o.guid"), 400},
	app.KindView:           {"saved_view", someOf(listViews, "v.guid"), 200},
	app.KindRecommendation: {"recommendation", someOf(listRecommendations, "r.guid"), 200},
	app.KindDecision:       {"decision", someOf(listDecisions, "d.guid"), 200},
	app.KindPublication:    {"publication", someOf(listPublications, "p.guid"), 50},
	app.KindStandards:      {"standards", someOf(listStandards, "t.guid"), 1},
}

// eraseView reads a workspace from end to end.
type eraseView struct{ q querier }

// Records implements app.ErasureView.
func (v eraseView) Records(ctx context.Context, k app.Kind, do func(app.Record) error) error {
	ids, some, chunk, err := v.ids(ctx, k)
	if err != nil {
		return err
	}
	for len(ids) > 0 { // a query a chunk on purpose: all records at once would not fit into memory
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(chunk, len(ids))
		found, err := some(ctx, v.q, list(ids[:n]))
		if err != nil {
			return err
		}
		ids = ids[n:]
		for _, r := range found {
			if err := do(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// ids lists the records of a kind, and says how to read some of them.
func (v eraseView) ids(ctx context.Context, k app.Kind) (ids []string, some func(context.Context, querier, string) ([]app.Record, error), chunk int, err error) {
	if e, ok := erasedKinds[k]; ok {
		ids, err = texts(ctx, v.q, "SELECT guid FROM "+e.table+" ORDER BY id")
		return ids, e.some, e.chunk, err
	}
	ids, err = texts(ctx, v.q, "SELECT guid FROM paper WHERE kind = ? ORDER BY id", string(k))
	return ids, someOf(listPapers, "p.guid"), 200, err
}

// Steps implements app.ErasureView. A step that cannot be read is passed over: its contents go.
func (v eraseView) Steps(ctx context.Context, kinds []app.Kind, do func(changes []app.Change) error) error {
	seqs, err := numbers(ctx, v.q, "SELECT seq FROM journal WHERE state < 2 AND bytes <> 0 ORDER BY seq")
	if err != nil {
		return err
	}
	for _, seq := range seqs { // a query each on purpose, as above
		if err := ctx.Err(); err != nil {
			return err
		}
		var payload []byte
		if err := one(ctx, v.q, "SELECT payload FROM journal WHERE seq = ?", []any{seq}, &payload); err != nil {
			return err
		}
		var changes []app.Change
		if err := eachLine(payload, func(text []byte) error {
			if !slices.Contains(kinds, lineKind(text)) {
				return nil
			}
			c, err := sketch(ctx, v.q, text)
			if err == nil {
				changes = append(changes, c)
			}
			return err
		}); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue
		}
		if len(changes) == 0 {
			continue
		}
		if err := do(changes); err != nil {
			return err
		}
	}
	return nil
}

// lineKind is the kind of the record that a line of a payload changes: it stands first, see app.Change and line.
func lineKind(text []byte) app.Kind {
	_, rest, _ := bytes.Cut(text, []byte(`"kind":"`))
	kind, _, _ := bytes.Cut(rest, []byte(`"`))
	return app.Kind(kind)
}

// Labels implements app.ErasureView.
func (v eraseView) Labels(ctx context.Context, do func(label string) error) error {
	all, err := texts(ctx, v.q, "SELECT DISTINCT label FROM journal WHERE state <> 2")
	for _, l := range all {
		if err := do(l); err != nil {
			return err
		}
	}
	return err
}

// SurveyErasure lets do look at the workspace from end to end, as it is at one moment.
func (s *Store) SurveyErasure(ctx context.Context, do func(app.ErasureView) error) error {
	return s.read(ctx, "look for what goes", func(q querier) error { return do(eraseView{q}) })
}
