// Package embed runs a sentence-embedding model that a person keeps in a folder of their own: texts in, vectors out.
//
// It is the one door of the ONNX runner (github.com/gomlx/onnx-gomlx on GoMLX's backend in pure Go: no C library, no
// network). hugot, the library above that runner, was weighed and left out: its tokenizer ends the whole program by
// log.Fatal on a text or file it does not like, and it reads files through a library that also speaks HTTP and SSH, with
// names taken from the model file. So the folder comes as an fs.FS, from which no file can lead out by its name, and
// package token cuts the texts.
//
// A model file is not trusted. It can be wrong or slow and can use memory up to the limits here; it cannot read another
// file, write one, reach a network or start a program, for the runner knows nothing but arithmetic on the weights.
package embed

import "fmt"

// Kind says what is wrong with a folder.
type Kind int

// The kinds of faults that Open finds.
const (
	NoModel     Kind = iota // no model.onnx
	NoTokenizer             // no tokenizer.json
	NotEncoder              // a model, but not one that turns texts into vectors
	TooLarge                // beyond the limits on files
	Broken                  // not the format it should be
	Unsupported             // a part that is not known here; Part names it
	Mismatched              // the tokenizer has words the model has not: they are not of one model
)

// Error is an expected fault of a model folder.
type Error struct {
	Kind Kind
	File string // the file concerned, as it is named in the folder
	Part string // of Unsupported and NotEncoder: what it is about, in a few words
	Err  error  // the cause; may be nil
}

// Error joins what is known, for logs.
func (e *Error) Error() string {
	s := [...]string{"no model.onnx", "no tokenizer.json", "not a text encoder", "too large", "broken", "not supported",
		"made for another model"}[e.Kind]
	if e.File != "" {
		s = e.File + ": " + s
	}
	if e.Part != "" {
		s += ": " + e.Part
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// contained turns a panic of a library into an error.
func contained(err *error) {
	if r := recover(); r != nil {
		if cause, ok := r.(error); ok {
			*err = fmt.Errorf("the model runner gave up: %w", cause)
		} else {
			*err = fmt.Errorf("the model runner gave up: %v", r)
		}
	}
}
