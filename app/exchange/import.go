package exchange

import (
	"context"
	"fmt"
	"runtime"

	"throughline/app"
)

// Sizes of a batch: a crash or cancel loses at most this much unconfirmed work, and one transaction stays short.
const (
	batchInterviews = 64
	batchBytes      = 8 << 20
)

// Preview reads the files as Import would and says what it would do. It writes nothing.
func (s *Service) Preview(ctx context.Context, paths []string, opt Options, p app.Progress) (Result, error) {
	return s.run(ctx, paths, opt, p, nil)
}

// Import reads files and folders (walked to any depth, hidden files left out) and adds their interviews to
// opt.Study in one step that a single undo takes back. A file that cannot be read fails alone, with the reason in its
// FileResult, and leaves nothing behind. When ctx ends, files committed so far stay whole, the others are Skipped and
// the error is ECanceled. Returns EInvalid without a study and ENotFound for an unknown one.
func (s *Service) Import(ctx context.Context, paths []string, opt Options, p app.Progress) (Result, error) {
	if opt.Study == "" {
		return Result{}, app.Invalid("Choose the study these files belong to.", "Make a study first if there is none.")
	}
	return s.run(ctx, paths, opt, p, &writer{service: s, batch: app.NewID[app.ChangeSetID]()})
}

// run reads in parallel and hands the results on in order; w nil means a preview.
func (s *Service) run(ctx context.Context, paths []string, opt Options, p app.Progress, w *writer) (Result, error) {
	desk, err := s.newDesk(ctx, opt)
	if err != nil {
		return Result{}, err
	}
	files, err := expand(ctx, paths)
	if err != nil {
		return Result{}, err
	}
	res := Result{Files: make([]FileResult, len(files))}
	for i, f := range files {
		res.Files[i] = FileResult{Path: f.path, Status: Skipped, Err: f.err}
	}
	if w != nil {
		w.result, w.label = &res, importLabel(len(files))
	}
	read := desk.readAll(ctx, files, p)
	for i := range files {
		r, ok := <-read[i]
		if !ok || ctx.Err() != nil {
			break
		}
		s.take(ctx, desk, w, i, r, &res.Files[i])
		p.Report(int64(i+1), int64(len(files)), files[i].name())
		if w != nil {
			w.flushIfFull(ctx)
		}
	}
	if w != nil {
		w.flush(ctx)
		if res.Count(Imported) > 0 {
			res.Batch = w.batch
		}
	}
	if err := ctx.Err(); err != nil {
		return res, &app.Error{Code: app.ECanceled, Op: "import", Err: err,
			Message: fmt.Sprintf("The import was stopped after %d of %d files.", res.Count(Imported), len(files))}
	}
	return res, nil
}

// take turns one read file into its result and, when importing, into records waiting for the next commit.
func (s *Service) take(ctx context.Context, d *desk, w *writer, i int, r readFile, out *FileResult) {
	if r.err != nil {
		out.Status, out.Err = Failed, r.err
		if r.skip {
			out.Status = Skipped
		}
		return
	}
	fill(out, &r)
	if name, dup := d.duplicate(ctx, &r); dup {
		out.Status = Duplicate
		out.Err = &app.Error{Code: app.EConflict, Path: r.path,
			Message: fmt.Sprintf("The study already holds this file as %s.", name), Hint: "It was left out."}
		return
	}
	recs, err := d.records(&r, out)
	if err != nil {
		out.Status, out.Err = Failed, err
		return
	}
	out.Status = Imported
	if w != nil {
		w.add(i, recs, len(r.data))
	}
}

// writer collects records and commits them in batches.
type writer struct {
	service *Service
	batch   app.ChangeSetID
	label   string
	result  *Result
	files   []int
	records []app.Record
	bytes   int
}

func (w *writer) add(file int, recs []app.Record, bytes int) {
	w.files = append(w.files, file)
	w.records = append(w.records, recs...)
	w.bytes += bytes
}

func (w *writer) flushIfFull(ctx context.Context) {
	if len(w.files) >= batchInterviews || len(w.records) >= 4*batchInterviews || w.bytes >= batchBytes {
		w.flush(ctx)
	}
}

// flush commits what waits. A refused commit fails the files of the batch, nothing else.
func (w *writer) flush(ctx context.Context) {
	if len(w.files) == 0 {
		return
	}
	cs := w.service.Hand.Begin(w.label)
	cs.Batch = w.batch
	for _, r := range w.records {
		cs.Create(r)
	}
	if err := w.service.Log.Commit(context.WithoutCancel(ctx), cs); err != nil {
		for _, i := range w.files {
			f := &w.result.Files[i]
			f.Status, f.Err, f.Interviews = Failed, err, nil
		}
	}
	w.files, w.records, w.bytes = nil, nil, 0
}

func importLabel(n int) string {
	if n == 1 {
		return "Import 1 file"
	}
	return fmt.Sprintf("Import %d files", n)
}

func readers() int { return max(1, runtime.GOMAXPROCS(0)) }
