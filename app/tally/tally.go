// Package tally counts what was found: how often, by whom, with what else, in which order, in which words, and how far two coders agree.
package tally

import (
	"context"
	"slices"

	"throughline/app"
)

// Store is what counting asks of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	AllTags(ctx context.Context) ([]app.Tag, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	Codings(ctx context.Context, ids []app.InterviewID) ([]app.Coding, error)
	CrossTab(ctx context.Context, q app.CrossQuery) (app.CrossTab, error)
	TagPairs(ctx context.Context, q app.FindingQuery) (app.TagPairs, error)
	Tracks(ctx context.Context, q app.FindingQuery) ([]app.Track, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	TextSizes(ctx context.Context, ids []app.InterviewID) ([]app.TextSize, error)
	Views(ctx context.Context, place app.ViewPlace, study app.StudyID) ([]app.View, error)
	CodedInterviews(ctx context.Context, study app.StudyID) ([]app.CodedInterview, error)
}

// Service counts, and settles what coders differ about. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// book is the codebook as counting needs it.
type book struct {
	tags map[app.TagID]*app.Tag
	list []app.Tag // by name
}

func (s *Service) book(ctx context.Context) (*book, error) {
	all, err := s.Store.AllTags(ctx)
	if err != nil {
		return nil, err
	}
	b := &book{make(map[app.TagID]*app.Tag, len(all)), all}
	for i := range all {
		b.tags[all[i].ID] = &all[i]
	}
	return b, nil
}

// above returns a tag and all those it counts for when sub-tags are rolled up: its parents and those it is mapped to. Rings, which
// the codebook refuses, do no harm.
func (b *book) above(id app.TagID) []app.TagID {
	out := []app.TagID{id}
	for i := 0; i < len(out); i++ {
		t := b.tags[out[i]]
		if t == nil {
			continue
		}
		for _, up := range []app.TagID{t.Parent, t.MapsTo} {
			if up != "" && !slices.Contains(out, up) {
				out = append(out, up)
			}
		}
	}
	return out
}
