package exchange

import (
	"context"
	"fmt"

	"throughline/app"
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
	end, err := s.begin(ctx)
	if err != nil {
		return Result{}, err
	}
	defer end()
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
		w.desk, w.label = desk, importLabel(len(files))
	}
	reads, stop := context.WithCancel(ctx)
	defer stop()
	read := desk.readAll(reads, files, p)
	for i := range files {
		r, ok := read.take(i)
		if !ok || ctx.Err() != nil {
			break
		}
		desk.take(ctx, w, r, &res.Files[i])
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

func importLabel(n int) string {
	if n == 1 {
		return "Import 1 file"
	}
	return fmt.Sprintf("Import %d files", n)
}

// take turns one read file into its result and, when importing, into records waiting for the next commit.
func (d *desk) take(ctx context.Context, w *writer, r readFile, out *FileResult) {
	fail := func(err error) {
		out.Status, out.Err = Failed, err
	}
	if r.err != nil {
		fail(r.err)
		if r.skip {
			out.Status = Skipped
		}
		return
	}
	dup, err := d.duplicate(ctx, &r)
	if err == nil && dup == nil {
		if err = d.tie(ctx, &r); err == nil {
			err = d.marked(ctx, &r)
		}
	}
	fill(out, &r)
	switch {
	case err != nil:
		fail(err)
		return
	case dup != nil:
		out.Status, out.Err = Duplicate, dup
		return
	}
	if err := d.needTags(ctx, &r); err != nil {
		fail(err)
		return
	}
	recs, facts, err := d.records(&r, out)
	if err != nil {
		fail(err)
		return
	}
	for i := range r.built {
		if r.built[i].text != "" && d.without(&r, i) {
			out.Documents--
		}
	}
	out.Status = Imported
	d.hashes[r.hash] = baseName(r.path)
	if w == nil {
		out.Interviews = nil
		return
	}
	w.add(waiting{file: r, out: out, records: recs, facts: facts})
}
