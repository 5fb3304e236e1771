package app

import (
	"context"
	"errors"
	"strings"
)

// Code says what kind of failure an Error is. Edges (screen, exit code) decide by code, never by text.
type Code string

// The codes of expected failures.
const (
	EInvalid     Code = "invalid"     // the input breaks a law of the noun or the format
	ENotFound    Code = "not_found"   // the thing named does not exist (any more)
	EConflict    Code = "conflict"    // the stored record is not what the change was made from
	EDamaged     Code = "damaged"     // the workspace file is damaged
	EUnsupported Code = "unsupported" // a file or version this program does not know
	ETooLarge    Code = "too_large"   // beyond a stated limit
	ELocked      Code = "locked"      // another writer has the workspace open
	ESealed      Code = "sealed"      // the vault is locked, and what was asked for lies in it
	EIO          Code = "io"          // disk or file system refused
	ECanceled    Code = "canceled"    // the person or caller stopped it
	EInternal    Code = "internal"    // a fault of ours
)

// Error is an expected failure with words for the researcher.
type Error struct {
	Code    Code
	Message string // one sentence that names the thing
	Hint    string // what to do next; may be empty
	Op      string // the operation, lower case, for logs: "import"
	Path    string // the file or record concerned; may be empty
	Err     error  // the cause; may be nil
}

// Error joins operation, message and cause for logs. Screens show Message and Hint instead.
func (e *Error) Error() string {
	var b strings.Builder
	for _, s := range []string{e.Op, e.Path, e.Message} {
		if s == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(s)
	}
	if e.Err != nil {
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf-free constructors keep messages constant and greppable.

// Invalid makes an EInvalid error with a message and a hint.
func Invalid(message, hint string) *Error {
	return &Error{Code: EInvalid, Message: message, Hint: hint}
}

// ReadOnly is why nothing is changed in a workspace that is open for reading only.
func ReadOnly() *Error {
	return Invalid("This workspace is open for reading only.", "Open it where its file may be written, and where nobody else has it open, to change it.")
}

// NotFound makes an ENotFound error naming the thing.
func NotFound(what string) *Error {
	return &Error{Code: ENotFound, Message: what + " was not found.", Hint: "It may have been deleted. Undo brings it back."}
}

// StaleText says that a transcript is no longer the one that a person saw, or a change was made from.
func StaleText() *Error {
	return &Error{Code: EConflict, Message: "The transcript was changed meanwhile.", Hint: "Make your changes again in the text as it is now."}
}

// Afresh does something again, twice at most, while it returns EConflict: what it read was changed by others before it wrote.
func Afresh(do func() error) error {
	err := do()
	for range 2 {
		if CodeOf(err) != EConflict {
			break
		}
		err = do()
	}
	return err
}

// CodeOf returns the code of the first Error in err's chain, ECanceled for a context's end, EInternal for any
// other error and "" for nil.
func CodeOf(err error) Code {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Code
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return ECanceled
	}
	return EInternal
}

// Explain returns the sentence and the hint to show for err. Errors that are not ours give their own text.
func Explain(err error) (message, hint string) {
	var e *Error
	switch {
	case err == nil:
		return "", ""
	case errors.As(err, &e):
		return e.Message, e.Hint
	case errors.Is(err, context.Canceled):
		return "Stopped.", ""
	}
	return err.Error(), ""
}
