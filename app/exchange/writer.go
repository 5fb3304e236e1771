package exchange

import (
	"context"

	"throughline/app"
)

// Sizes of a batch: a crash or cancel loses at most this much unconfirmed work, and one transaction stays short.
const (
	batchFiles   = 64
	batchRecords = 256
	batchBytes   = 8 << 20
)

// writer collects records and commits them in batches.
type writer struct {
	service *Service
	desk    *desk
	batch   app.ChangeSetID
	label   string
	waiting []waiting
	records int // of the waiting files
	bytes   int
}

// waiting is a file whose records wait for the next commit.
type waiting struct {
	file    readFile
	out     *FileResult
	records []app.Record
	facts   []learned // of people who were here
}

// add keeps what a file adds for the next commit; one whose respondents are all here adds nothing.
func (w *writer) add(f waiting) {
	if len(f.records) == 0 && len(f.facts) == 0 {
		return
	}
	w.waiting = append(w.waiting, f)
	w.records += len(f.records) + len(f.facts)
	w.bytes += len(f.file.data)
}

func (w *writer) flushIfFull(ctx context.Context) {
	if len(w.waiting) >= batchFiles || w.records >= batchRecords || w.bytes >= batchBytes {
		w.flush(ctx)
	}
}

// flush commits what waits, even if ctx has ended. When the workspace refuses what is in a batch, its files are committed one
// by one, so that only those fail that cannot be stored.
func (w *writer) flush(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	files := w.waiting
	w.waiting, w.records, w.bytes = nil, 0, 0
	err := w.commit(ctx, files...)
	if err == nil {
		return
	}
	w.desk.forget(files)
	w.desk.remeet(ctx)
	for _, f := range files {
		ferr := err
		if len(files) > 1 && isOfContent(err) {
			ferr = w.again(ctx, f)
		}
		if ferr != nil {
			f.out.Status, f.out.Err, f.out.Interviews = Failed, ferr, nil
		}
	}
}

// again makes a file's records anew, since people of the refused batch are gone, and commits them alone.
func (w *writer) again(ctx context.Context, f waiting) (err error) {
	if f.records, f.facts, err = w.desk.records(&f.file, f.out); err == nil {
		err = w.commit(ctx, f)
	}
	if err != nil {
		w.desk.forget([]waiting{f})
		return err
	}
	w.desk.hashes[f.file.hash] = baseName(f.file.path)
	return nil
}

func (w *writer) commit(ctx context.Context, files ...waiting) error {
	cs := w.service.Hand.Begin(w.label)
	cs.Batch = w.batch
	for _, f := range files {
		for _, r := range f.records {
			cs.Create(r)
		}
		for _, l := range f.facts {
			cs.Update(l.before, l.after)
		}
	}
	return w.service.Log.Commit(ctx, cs)
}

// isOfContent reports whether a commit was refused for what it holds, not because nothing can be stored.
func isOfContent(err error) bool {
	switch app.CodeOf(err) {
	case app.EInvalid, app.EConflict, app.ETooLarge, app.EUnsupported:
		return true
	}
	return false
}
