package app

import (
	"context"
	"time"
)

// Committer is the one write door: it stores a step or returns EConflict, EInvalid or EIO and stores nothing.
type Committer interface {
	Commit(ctx context.Context, cs *ChangeSet) error
}

// InBatch is a write door through which every step belongs to one batch: undo takes them back together.
func InBatch(c Committer) Committer { return batch{c, NewID[ChangeSetID]()} }

type batch struct {
	Committer
	id ChangeSetID
}

// Commit implements Committer.
func (b batch) Commit(ctx context.Context, cs *ChangeSet) error {
	cs.Batch = b.id
	return b.Committer.Commit(ctx, cs)
}

// Hand is who acts, by which clock. Use cases sign what they make with it.
type Hand struct {
	Author string
	Now    func() time.Time // nil means time.Now
}

// Begin starts a step labelled as the menu will show it.
func (h Hand) Begin(label string) *ChangeSet { return NewChangeSet(label, h.Author, h.now()) }

// Stamp signs something new.
func (h Hand) Stamp() Stamp { return NewStamp(h.Author, h.now()) }

// Today is the day it is.
func (h Hand) Today() Date { return DateOf(h.now()) }

// Touch signs a change to something that exists.
func (h Hand) Touch(s Stamp) Stamp { return s.Touched(h.now()) }

func (h Hand) now() time.Time {
	if h.Now == nil {
		return time.Now()
	}
	return h.Now()
}
