// Package pack opens zip packages (.docx, .xlsx) that may be broken or hostile: nothing a header says is believed,
// every byte that comes out is counted.
package pack

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"throughline/app"
	"throughline/app/format/source"
)

// Limits on what a package may hold. Documents of interviews stay orders of magnitude below.
const (
	MaxPart  = 128 << 20 // bytes of one part, unpacked
	MaxTotal = 256 << 20 // bytes of all parts read from one package
	maxParts = 20_000
	maxRatio = 200      // unpacked to packed; office files rarely exceed 100
	freePart = 16 << 20 // bytes of a part for which the ratio is not looked at
)

// Archive is an open package.
type Archive struct {
	file   source.File
	parts  map[string]*zip.File
	names  []string
	read   int64 // bytes unpacked so far
	Unsafe int   // parts left out because their name leads outside the package
}

// Open reads the package's directory. what names the kind in messages: "a Word document". Returns EInvalid for a
// file that is no package or a broken one, ETooLarge for one with too many parts, EIO, and the context's error.
func Open(ctx context.Context, f source.File, what string) (*Archive, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	head, err := f.Head(2)
	if err != nil {
		return nil, err
	}
	if string(head) != "PK" {
		return nil, f.Fail(app.EInvalid, "is not "+what+": its content is something else.",
			"Was it renamed? Give it back its own ending, or save it again in the program it comes from.", nil)
	}
	if err := countParts(ctx, f); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f.R, f.Size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, Damaged(f, err)
	}
	a := &Archive{file: f, parts: make(map[string]*zip.File, len(z.File))}
	for _, m := range z.File {
		name := strings.TrimLeft(strings.ReplaceAll(m.Name, `\`, "/"), "/") // some programs write names so
		local := Inside(name)
		name = path.Clean(name)
		switch {
		case strings.HasSuffix(m.Name, "/"):
		case !local:
			a.Unsafe++
		case a.parts[name] == nil:
			a.parts[name] = m
			a.names = append(a.names, name)
		}
	}
	return a, nil
}

// maxName is how many bytes a part's name may have. Programs stay below 300.
const maxName = 4096

// Inside reports whether name, with slashes, is the name of something inside a folder, whatever system it is unpacked on: no way up, no drive, no device,
// nothing that ends a name early.
func Inside(name string) bool {
	if len(name) > maxName || !filepath.IsLocal(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if app.IsDevice(part) || len(part) > 1 && part[1] == ':' {
			return false
		}
	}
	return true
}

// Damaged says that a package is broken.
func Damaged(f source.File, err error) *app.Error {
	return f.Fail(app.EInvalid, "is damaged or incomplete.", "Open it in the program it comes from and save it again, or copy it once more.", err)
}

// countParts looks for directory entries in the file itself: the library would hold every one in memory before
// anybody could object, and the count in the file's trailer may lie.
func countParts(ctx context.Context, f source.File) error {
	entry := []byte("PK\x01\x02")
	buf := make([]byte, 256<<10)
	n := 0
	for at := int64(0); at < f.Size; at += int64(len(buf) - len(entry) + 1) {
		if err := ctx.Err(); err != nil {
			return err
		}
		got, err := f.R.ReadAt(buf[:min(int64(len(buf)), f.Size-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return f.Fail(app.EIO, "could not be read.", "Check that the disk or drive is still connected.", err)
		}
		if n += bytes.Count(buf[:got], entry); n > maxParts {
			return tooLarge(f, "holds too many parts to be a document.")
		}
	}
	return nil
}

func tooLarge(f source.File, message string) *app.Error {
	return f.Fail(app.ETooLarge, message, "Save only the transcript's text and import that file.", nil)
}

// Names lists the parts in the order of the package. The slice is the archive's.
func (a *Archive) Names() []string { return a.names }

// Has reports whether there is a part of that name.
func (a *Archive) Has(name string) bool { return a.parts[name] != nil }

// Part opens a part for reading. Its reader looks at ctx and gives EInvalid when the part is broken, ETooLarge when
// it unpacks beyond the limits. Returns ENotFound when there is no such part and EInvalid for a part with a password.
func (a *Archive) Part(ctx context.Context, name string) (io.ReadCloser, error) {
	m := a.parts[name]
	if m == nil {
		return nil, app.NotFound("The part " + name + " of " + a.file.Short())
	}
	if m.Flags&1 != 0 {
		return nil, a.file.Fail(app.EInvalid, "is protected by a password.", "Open it, save a copy without a password and import the copy.", nil)
	}
	r, err := m.Open()
	if err != nil {
		return nil, Damaged(a.file, err)
	}
	return &part{ctx: ctx, a: a, r: r, packed: int64(min(m.CompressedSize64, uint64(a.file.Size)))}, nil
}

// part counts what it unpacks.
type part struct {
	ctx    context.Context
	a      *Archive
	r      io.ReadCloser
	packed int64
	n      int64
}

func (p *part) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := p.r.Read(b)
	p.n += int64(n)
	p.a.read += int64(n)
	switch {
	case p.n > freePart && p.n/maxRatio > p.packed:
		return 0, tooLarge(p.a.file, "unpacks to far more than a document can hold.")
	case p.n > MaxPart || p.a.read > MaxTotal:
		return 0, tooLarge(p.a.file, "is too large when unpacked.")
	case err != nil && !errors.Is(err, io.EOF):
		return n, Damaged(p.a.file, err)
	}
	return n, err
}

func (p *part) Close() error { return p.r.Close() }

// Verify unpacks every part once, so that a broken, locked or overlarge one is found before a library meets it.
func (a *Archive) Verify(ctx context.Context) error {
	buf := make([]byte, 64<<10)
	for _, name := range a.names {
		r, err := a.Part(ctx, name)
		if err != nil {
			return err
		}
		_, err = io.CopyBuffer(io.Discard, struct{ io.Reader }{r}, buf)
		_ = r.Close() // reading it has found any fault already
		if err != nil {
			return err
		}
	}
	a.read = 0
	return nil
}

// Text reads a part as text: UTF-8, or UTF-16 with a byte order mark. Returns the errors of Part and of its reader.
func (a *Archive) Text(ctx context.Context, name string) (string, error) {
	r, err := a.Part(ctx, name)
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Close() }() // faults have shown while reading
	data, err := io.ReadAll(transform.NewReader(r, unicode.BOMOverride(transform.Nop)))
	if err != nil {
		var e *app.Error
		if errors.As(err, &e) {
			return "", e
		}
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", Damaged(a.file, err)
	}
	return source.Clean(string(data)), nil
}
