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
	room   int // units it took while it lay read
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

// reading are files that are read on a few workers, ahead of who takes them in their order: while a batch is stored, the next one is read.
type reading struct {
	files []chan readFile // one each, closed unsent when the context ends first
	room  chan struct{}   // what lies read and was not taken, in units
}

// Files lie read up to a batch ahead: 64 of them, or 8 MB, or one larger file. A file takes a unit for each begun 128 KB.
const (
	roomUnit  = 128 << 10
	roomUnits = batchBytes / roomUnit
)

// readAll begins to read files. Progress is told how far a single file is.
func (d *desk) readAll(ctx context.Context, files []inputFile, p app.Progress) *reading {
	r := &reading{files: make([]chan readFile, len(files)), room: make(chan struct{}, roomUnits)}
	for i := range r.files {
		r.files[i] = make(chan readFile, 1)
	}
	if len(files) > 1 {
		p = nil
	}
	next := make(chan int)
	go func() {
		defer close(next)
		for i := range files {
			files[i].room = roomOf(files[i])
			for range files[i].room {
				select {
				case r.room <- struct{}{}:
				case <-ctx.Done():
					return
				}
			}
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
					read := d.read(ctx, files[i], p)
					read.room = files[i].room
					r.files[i] <- read
				}
			})
		}
		wg.Wait()
		if ctx.Err() != nil {
			for _, c := range r.files {
				close(c)
			}
		}
	}()
	return r
}

// roomOf is how many units of room a file takes that is read ahead.
func roomOf(f inputFile) int {
	info, err := os.Stat(f.path)
	if f.err != nil || err != nil {
		return 1
	}
	return int(min(roomUnits, 1+info.Size()/roomUnit))
}

// take waits for a file. It returns false when the context ended before it was read.
func (r *reading) take(i int) (readFile, bool) {
	read, ok := <-r.files[i]
	for range read.room {
		<-r.room
	}
	return read, ok
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
