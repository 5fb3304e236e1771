package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"throughline/app"
)

// Records are read some at a time, so that large workspaces fit into memory. Placements are small and their ids have no
// index: they come at once.
const (
	hashChunk = 200
	hashAll   = -1
)

// ContentHash is a checksum (SHA-256, hex) of all records: equal for workspaces that hold the same, whatever their history
// and however their rows are numbered. It reads everything.
func (s *Store) ContentHash(ctx context.Context) (sum string, err error) {
	h := sha256.New()
	err = s.read(ctx, "content hash", func(q querier) error {
		encode := json.NewEncoder(h)
		for _, n := range allNouns {
			if err := n.each(ctx, q, func(chunk []app.Record) error {
				for _, r := range chunk {
					if r.Ref().Kind == app.KindMerged { // tells only how the workspace came to be
						continue
					}
					if err := encode.Encode(r); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// noun reads all records of one kind, some at a time in order of their ids.
type noun struct {
	kind app.Kind // "" for papers, which are of many kinds
	each func(ctx context.Context, q querier, do func([]app.Record) error) error
}

// allNouns are all kinds, each after those its records refer to. Papers are of many kinds.
var allNouns = []noun{
	nounOf(app.KindStudy, listStudies, "s.guid", hashChunk),
	nounOf(app.KindParticipant, listParticipants, "p.guid", hashChunk),
	nounOf(app.KindSource, listSources, "guid", hashChunk),
	nounOf(app.KindInterview, listInterviews, "i.guid", hashChunk),
	nounOf(app.KindTranscript, listTranscripts, "t.guid", hashChunk),
	nounOf(app.KindTag, listTags, "t.guid", hashChunk),
	nounOf(app.KindFinding, listFindings, "f.guid", hashChunk),
	nounOf(app.KindTheme, listThemes, "t.guid", hashChunk),
	nounOf(app.KindPlacement, listPlacements, "t.guid || '/' || f.guid", hashAll),
	nounOf(app.KindRejection, listRejections, "r.guid", hashChunk),
	nounOf(app.KindInsight, listInsights, "i.guid", hashChunk),
	nounOf(app.KindMemo, listMemos, "m.guid", hashChunk),
	nounOf(app.KindRule, listRules, "r.guid", hashChunk),
	nounOf(app.KindOpinionWord, listOpinionWords, "o.guid", hashChunk),
	nounOf(app.KindView, listViews, "v.guid", hashChunk),
	nounOf(app.KindRecommendation, listRecommendations, "r.guid", hashChunk),
	nounOf(app.KindDecision, listDecisions, "d.guid", hashChunk),
	nounOf(app.KindPublication, listPublications, "p.guid", hashChunk),
	nounOf(app.KindStandards, listStandards, "t.guid", hashAll),
	nounOf("", listPapers, "p.guid", hashChunk),
}

// nounOf reads size records at a time in order of key, which is their id in SQL.
func nounOf[P app.Record](kind app.Kind, list func(context.Context, querier, string, ...any) ([]P, error), key string, size int) noun {
	return noun{kind, func(ctx context.Context, q querier, do func([]app.Record) error) error {
		for last := ""; ; {
			chunk, err := list(ctx, q, "WHERE "+key+" > ? ORDER BY "+key+" LIMIT ?", last, size)
			if err != nil || len(chunk) == 0 {
				return err
			}
			records := make([]app.Record, len(chunk))
			for i, r := range chunk {
				records[i] = r
			}
			if err := do(records); err != nil || size == hashAll {
				return err
			}
			last = chunk[len(chunk)-1].Ref().ID
		}
	}}
}
