// Package source is one file as a reader gets it: its bytes, its name for messages, and the limits it is read under.
package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/charset"
)

// DefaultMax is the size beyond which a file is refused: 256 MiB.
const DefaultMax = 256 << 20

// File is one file to be read. R and Size are required.
type File struct {
	Name     string // without folders; named in messages
	R        io.ReaderAt
	Size     int64
	Encoding string       // of text, forced; "" detects
	MaxBytes int64        // 0 is DefaultMax
	Progress app.Progress // bytes read of Size; may be nil
	Sheet    string       // of a workbook, where a reader reads one; "" lets it choose
	Cache    string       // folder for what a reader compiles, kept between runs; "" keeps nothing
	NotText  string       // what to do with a file that holds no text; "" names the formats of transcripts
}

// Bytes makes a File of data in memory.
func Bytes(name, data string) File {
	return File{Name: name, R: strings.NewReader(data), Size: int64(len(data))}
}

// Short is the file's name without folders, for messages.
func (f File) Short() string {
	name := strings.ReplaceAll(Clean(filepath.Base(strings.ReplaceAll(f.Name, "\\", "/"))), "\n", " ")
	if name == "." || name == "/" {
		return "The file"
	}
	return name
}

// Fail makes an error about the file. The message follows the file's name: "is empty.".
func (f File) Fail(code app.Code, message, hint string, err error) *app.Error {
	return &app.Error{Code: code, Message: f.Short() + " " + message, Hint: hint, Op: "read", Path: f.Name, Err: err}
}

// Check refuses an empty file (EInvalid) and one beyond the limit (ETooLarge).
func (f File) Check() error {
	limit := f.limit()
	switch {
	case f.Size <= 0:
		return f.Fail(app.EInvalid, "is empty.", "Save or export it again.", nil)
	case f.Size > limit:
		return f.Fail(app.ETooLarge, fmt.Sprintf("is larger than %s.", megabytes(limit)),
			"Split it, or save only the transcript's text.", nil)
	}
	return nil
}

func (f File) limit() int64 {
	if f.MaxBytes > 0 {
		return f.MaxBytes
	}
	return DefaultMax
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d kB", (n+1023)>>10)
	}
	return fmt.Sprintf("%d MB", n>>20)
}

// Reader reads the file from its start.
func (f File) Reader() *io.SectionReader { return io.NewSectionReader(f.R, 0, f.Size) }

// Head returns up to n bytes from the start, fewer if the file is shorter. Returns EIO when reading fails.
func (f File) Head(n int) ([]byte, error) {
	head := make([]byte, min(int64(n), max(f.Size, 0)))
	got, err := io.ReadFull(f.Reader(), head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, f.readError(context.Background(), err)
	}
	return head[:got], nil
}

// Text is a file's decoded text.
type Text struct {
	Text     string // UTF-8, \n line ends, no control characters but \n and \t
	Encoding string
	Warnings []string
}

// Text decodes the file. Returns EInvalid for an empty or binary file or an unknown encoding, ETooLarge beyond
// the limit, EIO when reading fails, and the context's error.
func (f File) Text(ctx context.Context) (Text, error) {
	if err := f.Check(); err != nil {
		return Text{}, err
	}
	guess := charset.Guess{Name: f.Encoding, Sure: true}
	if f.Encoding == "" {
		var err error
		if guess, err = charset.Detect(ctx, f.Reader()); err != nil {
			return Text{}, f.readError(ctx, err)
		}
	} else if name, ok := charset.Canonical(f.Encoding); ok {
		guess.Name = name
	} else {
		return Text{}, f.Fail(app.EInvalid, fmt.Sprintf("cannot be read as %q: no encoding has that name.", f.Encoding),
			"Choose an encoding such as utf-8 or windows-1252.", nil)
	}
	if guess.Name == "" {
		return Text{}, f.binary()
	}
	done := func(n int64) { f.Progress.Report(min(n, f.Size), f.Size, f.Short()) }
	text, dropped, replaced, err := charset.Decode(ctx, f.Reader(), guess.Name, f.Size, done)
	switch {
	case errors.Is(err, charset.ErrBinary):
		return Text{}, f.binary()
	case err != nil:
		return Text{}, f.readError(ctx, err)
	case strings.TrimSpace(text) == "":
		return Text{}, f.Fail(app.EInvalid, "has no text.", "Open it elsewhere to see what is in it.", nil)
	}
	return Text{Text: text, Encoding: guess.Name, Warnings: textWarnings(guess, dropped, replaced)}, nil
}

func (f File) binary() *app.Error {
	hint := cmp.Or(f.NotText, "Export the transcript as text, Word, VTT or SRT and import that file.")
	return f.Fail(app.EInvalid, "holds binary data, not text.", hint, nil)
}

func (f File) readError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return f.Fail(app.EIO, "could not be read.", "Check that the disk or drive is still connected.", err)
}

func textWarnings(g charset.Guess, dropped, replaced int) []string {
	var w []string
	if !g.Sure {
		w = append(w, fmt.Sprintf("The encoding was guessed to be %s. Check the letters with accents, or choose another encoding.", g.Name))
	}
	if replaced > 0 {
		w = append(w, fmt.Sprintf("%s did not fit the encoding %s and became “\ufffd”.", Count(replaced, "character"), g.Name))
	}
	if dropped > 0 {
		w = append(w, fmt.Sprintf("%s left out.", Count(dropped, "control character")))
	}
	return w
}

// Count gives "1 cue" or "3 cues".
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Clean makes s valid UTF-8 with \n line ends and no zero characters, as every text in a Bundle is. The two values that are no characters, which XML cannot hold, become
// the sign for what is none; it is as long.
func Clean(s string) string {
	if utf8.ValidString(s) && !strings.ContainsAny(s, "\r\x00\ufffe\uffff") {
		return s
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.NewReplacer("\x00", "", "\ufffe", "\ufffd", "\uffff", "\ufffd").Replace(s)
}
