package storage

import (
	"slices"
	"sync"

	"throughline/app"
)

// keptTexts is how many transcripts stay in memory: the interviews that are open, or that a long act walks to and fro between. One of
// 60,000 words takes about 1 MB.
const keptTexts = 4

// shelf keeps the latest transcripts read last, so that tagging does not read a whole interview for each passage. Safe for concurrent
// use.
type shelf struct {
	mu    sync.Mutex
	since int               // how often transcripts changed
	kept  []*app.Transcript // used last at the end
}

// now is to be asked before a transcript is read and given to put.
func (x *shelf) now() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.since
}

func (x *shelf) get(id app.InterviewID) (*app.Transcript, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	i := slices.IndexFunc(x.kept, func(t *app.Transcript) bool { return t.Interview == id })
	if i < 0 {
		return nil, false
	}
	t := x.kept[i]
	x.kept = append(slices.Delete(x.kept, i, i+1), t)
	given := *t
	return &given, true
}

// put keeps a transcript that was read, unless transcripts changed since.
func (x *shelf) put(t *app.Transcript, since int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if since != x.since || slices.ContainsFunc(x.kept, func(k *app.Transcript) bool { return k.Interview == t.Interview }) {
		return
	}
	if len(x.kept) == keptTexts {
		x.kept = slices.Delete(x.kept, 0, 1)
	}
	kept := *t
	x.kept = append(x.kept, &kept)
}

// forget drops all, because transcripts changed.
func (x *shelf) forget() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.since++
	x.kept = nil
}
