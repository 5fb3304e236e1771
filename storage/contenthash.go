package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"strings"

	"throughline/app"
)

// Records are read some at a time, so that large workspaces fit into memory. Placements are small and their ids have no
// index: they come at once.
const (
	hashChunk = 200
	hashAll   = -1
)

// ContentHash is a checksum (SHA-256, hex) of all records: equal for workspaces that hold the same, whatever their history
// and however their rows are numbered; notes of merges are history. It reads everything.
func (s *Store) ContentHash(ctx context.Context) (sum string, err error) {
	h := sha256.New()
	err = s.read(ctx, "content hash", func(q querier) error {
		for _, part := range []func() error{
			hashing(ctx, q, h, listStudies, "s.guid", hashChunk),
			hashing(ctx, q, h, listParticipants, "p.guid", hashChunk),
			hashing(ctx, q, h, listSources, "guid", hashChunk),
			hashing(ctx, q, h, listInterviews, "i.guid", hashChunk),
			hashing(ctx, q, h, listTranscripts, "t.guid", hashChunk),
			hashing(ctx, q, h, listTags, "t.guid", hashChunk),
			hashing(ctx, q, h, listFindings, "f.guid", hashChunk),
			hashing(ctx, q, h, listThemes, "t.guid", hashChunk),
			hashing(ctx, q, h, listPlacements, "t.guid || '/' || f.guid", hashAll),
			hashing(ctx, q, h, listRejections, "r.guid", hashChunk),
			hashing(ctx, q, h, listInsights, "i.guid", hashChunk),
			hashing(ctx, q, h, listMemos, "m.guid", hashChunk),
			hashing(ctx, q, h, listRules, "r.guid", hashChunk),
			hashing(ctx, q, h, listOpinionWords, "o.guid", hashChunk),
			hashing(ctx, q, h, listViews, "v.guid", hashChunk),
			hashing(ctx, q, h, listRecommendations, "r.guid", hashChunk),
			hashing(ctx, q, h, listDecisions, "d.guid", hashChunk),
			hashing(ctx, q, h, listPublications, "p.guid", hashChunk),
			hashing(ctx, q, h, listStandards, "t.guid", hashAll),
			hashing(ctx, q, h, listPapersHeld, "p.guid", hashChunk),
		} {
			if err := part(); err != nil {
				return err
			}
		}
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// hashing returns what adds all records of one kind to h, size at a time in order of key, which is their id in SQL.
func hashing[P app.Record](ctx context.Context, q querier, h hash.Hash,
	list func(context.Context, querier, string, ...any) ([]P, error), key string, size int) func() error {
	return func() error {
		encode := json.NewEncoder(h)
		for last := ""; ; {
			chunk, err := list(ctx, q, "WHERE "+key+" > ? ORDER BY "+key+" LIMIT ?", last, size)
			if err != nil || len(chunk) == 0 {
				return err
			}
			for _, r := range chunk {
				if err := encode.Encode(r); err != nil {
					return err
				}
			}
			if size == hashAll {
				return nil
			}
			last = chunk[len(chunk)-1].Ref().ID
		}
	}
}

// listPapersHeld lists papers without those that only tell how the workspace came to be.
func listPapersHeld(ctx context.Context, q querier, where string, args ...any) ([]app.Paper, error) {
	return listPapers(ctx, q, "WHERE p.kind <> '"+string(app.KindMerged)+"' AND "+strings.TrimPrefix(where, "WHERE "), args...)
}
