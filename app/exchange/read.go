package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"runtime"
	"sync"

	"throughline/app"
	"throughline/app/format"
)

// maxFile bounds a source file: beyond it no interview is that long, and a reader would need too much memory.
const maxFile = 256 << 20

// readFile is one file read and parsed, with its transcripts built.
type readFile struct {
	path   string
	data   []byte
	hash   string
	bundle app.Bundle
	built  []built       // one per document
	tied   []tied        // passages that stand in transcripts of the study
	here   []app.Finding // of these transcripts
	err    error
	skip   bool
}

// single reports whether the file holds one interview.
func (r *readFile) single() bool { return len(r.bundle.Documents) == 1 }

// built is the canonical transcript of one document.
type built struct {
	text   string
	turns  []app.Turn
	cues   []app.Cue
	starts []int // of the document's utterances in text, in bytes
}

// readAll reads files on a few workers. Channel i delivers file i and is closed unsent when ctx ends first. Workers
// stay at most a few files ahead, so memory is bounded by the largest files, not by their number. Progress is told how far a
// single file is.
func (d *desk) readAll(ctx context.Context, files []inputFile, p app.Progress) []chan readFile {
	out := make([]chan readFile, len(files))
	for i := range out {
		out[i] = make(chan readFile) // unbuffered: a worker waits until its file is taken
	}
	if len(files) > 1 {
		p = nil
	}
	next := make(chan int)
	go func() {
		defer close(next)
		for i := range files {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		var wg sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			wg.Go(func() {
				for i := range next {
					select {
					case out[i] <- d.read(ctx, files[i], p):
					case <-ctx.Done():
						return
					}
				}
			})
		}
		wg.Wait()
		if ctx.Err() != nil {
			for _, c := range out {
				close(c)
			}
		}
	}()
	return out
}

// read reads and parses one file and builds its transcripts.
func (d *desk) read(ctx context.Context, f inputFile, p app.Progress) readFile {
	r := readFile{path: f.path, err: f.err}
	if r.err != nil {
		return r
	}
	info, err := os.Stat(f.path)
	switch {
	case err != nil:
		r.err = pathError(f.path, err)
	case !info.Mode().IsRegular():
		r.err = &app.Error{Code: app.EInvalid, Path: f.path, Message: f.name() + " is not a file.", Hint: "Choose a transcript."}
	case info.Size() > maxFile:
		r.err = &app.Error{Code: app.ETooLarge, Path: f.path, Message: fmt.Sprintf("%s is larger than %d MB.", f.name(), maxFile>>20),
			Hint: "Split it, or save only the transcript's text."}
	default:
		r.data, err = os.ReadFile(f.path)
		if err != nil {
			r.err = pathError(f.path, err)
		}
	}
	if r.err != nil {
		return r
	}
	sum := sha256.Sum256(r.data)
	r.hash = hex.EncodeToString(sum[:])
	opt := format.Options{Encoding: d.opt.Encoding, MaxBytes: maxFile, Progress: p, Cache: d.service.Cache}
	if m, ok := d.opt.Mappings[f.path]; ok {
		opt.Mapping = &m
	}
	r.bundle, r.err = format.Read(ctx, f.name(), bytes.NewReader(r.data), int64(len(r.data)), opt)
	if r.err != nil {
		r.skip = f.walk && app.CodeOf(r.err) == app.EUnsupported
		return r
	}
	for i := range r.bundle.Documents {
		r.built = append(r.built, canonical(&r.bundle.Documents[i]))
	}
	return r
}

// fill copies what was recognised into the result.
func fill(out *FileResult, r *readFile) {
	out.Format, out.Encoding, out.Warnings, out.Lost = r.bundle.Format, r.bundle.Encoding, r.bundle.Warnings, r.bundle.Lost
	seen := map[string]bool{}
	for i, b := range r.built {
		if b.text == "" {
			continue
		}
		out.Documents++
		out.Words += app.CountWords(b.text)
		out.Turns += len(b.turns)
		doc := &r.bundle.Documents[i]
		if out.Documents == 1 {
			out.Title, out.Date, out.Language, out.Code, out.Moderator = doc.Title, doc.Date, doc.Language, doc.Code, doc.Moderator
		}
		for _, t := range b.turns {
			if t.Speaker != "" && !seen[t.Speaker] && len(out.Speakers) < 20 {
				seen[t.Speaker] = true
				out.Speakers = append(out.Speakers, t.Speaker)
			}
		}
	}
}
