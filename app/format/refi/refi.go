// Package refi reads and writes projects of the REFI-QDA standard 1.0 (QDPX), with what programs make of it.
//
// What a program wrote that the standard does not name is kept word for word: where the schema would refuse it, it goes into a member
// of the archive beside (x-throughline/rest.json), which other programs pass over and Read joins again.
package refi

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/charset"
	"throughline/app/format/pack"
	"throughline/app/format/source"
	"throughline/app/qda"
)

// Space is the namespace of the standard's projects.
const Space = "urn:QDA-XML:project:1.0"

// Limits on what is read of a project, in bytes and levels.
const (
	MaxFile  = 32 << 20  // of one file that is not text: a recording beyond it is left out, and that is said
	MaxFiles = 128 << 20 // of all of them together
	maxDepth = 100       // elements in elements
)

// ownFolder holds the members of the archive that are ours.
const ownFolder = "x-throughline/"

// Read reads a project: an archive with a .qde in it, under whatever name, or a bare .qde. Progress counts bytes of the file. Returns
// EInvalid for what is no project, is broken or hostile, ETooLarge beyond a limit, EIO, and the context's error.
func Read(ctx context.Context, f source.File) (*qda.Project, error) {
	p, err := read(ctx, f)
	if err != nil {
		return nil, plainly(ctx, f, err)
	}
	return p, nil
}

func read(ctx context.Context, f source.File) (*qda.Project, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	head, err := f.Head(4)
	if err != nil {
		return nil, err
	}
	z := &archive{ctx: ctx, file: f, spoken: map[string]bool{}}
	name := ""
	if string(head) == "PK\x03\x04" || string(head) == "PK\x05\x06" {
		if z.pack, err = pack.Open(ctx, f, "a project"); err != nil {
			return nil, err
		}
		if name = z.project(); name == "" {
			return nil, f.Fail(app.EInvalid, "is no project: there is no .qde file in it.", "Export the project as REFI-QDA (.qdpx) in the program it comes from.", nil)
		}
	}
	data, err := z.whole(name)
	if err != nil {
		return nil, err
	}
	text, err := decoded(data)
	if err != nil {
		return nil, f.Fail(app.EInvalid, "is no project: its content is something else.", "Export the project as REFI-QDA (.qdpx) in the program it comes from.", err)
	}
	p, err := parse(ctx, f, text)
	if err != nil {
		return nil, err
	}
	if p.Unaltered, err = z.unaltered(data); err != nil {
		return nil, err
	}
	if err := z.join(p); err != nil {
		return nil, err
	}
	if err := z.files(p); err != nil {
		return nil, err
	}
	return p, z.members(p)
}

// unaltered reports whether the XML of a project is as this program wrote it.
func (z *archive) unaltered(data []byte) (bool, error) {
	if z.pack == nil || !z.pack.Has(sumFile) {
		return false, nil
	}
	said, err := z.whole(sumFile)
	sum := sha256.Sum256(data)
	return strings.TrimSpace(string(said)) == hex.EncodeToString(sum[:]), err
}

// plainly gives errors the words of a project.
func plainly(ctx context.Context, f source.File, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *app.Error
	if !errors.As(err, &e) {
		return f.Fail(app.EInvalid, "is damaged: its XML cannot be read to the end.", "Export the project again in the program it comes from.", err)
	}
	if e.Code == app.ETooLarge {
		c := *e
		c.Hint = "Nothing of it was read. Is it the project that you meant? Then export it without its recordings."
		return &c
	}
	return e
}

// archive is the file a project comes in. Without a pack it is a bare .qde.
type archive struct {
	ctx    context.Context
	file   source.File
	pack   *pack.Archive
	spoken map[string]bool // members that were read
	kept   int             // bytes of files that are not text
	large  []string        // files left out because of their size
	read   int64           // bytes, for progress
	byName map[string]string
	texts  []placed // whose selections are to be placed
}

// project is the name of the member that holds the project: project.qde, or the first that ends so.
func (z *archive) project() string {
	found := ""
	for _, n := range z.pack.Names() {
		if !strings.EqualFold(path.Ext(n), ".qde") {
			continue
		}
		if found == "" || strings.EqualFold(n, "project.qde") {
			found = n
		}
	}
	return found
}

// whole reads a member; "" is the file itself.
func (z *archive) whole(name string) ([]byte, error) {
	if z.pack == nil {
		return io.ReadAll(io.NewSectionReader(z.file.R, 0, min(z.file.Size, pack.MaxPart)))
	}
	r, err := z.pack.Part(z.ctx, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // faults have shown while reading
	z.spoken[name] = true
	data, err := io.ReadAll(r)
	z.read += int64(len(data))
	z.file.Progress.Report(min(z.read, z.file.Size), z.file.Size, z.file.Short())
	return data, err
}

// some reads a member that is not text, or nil where it is too large to keep.
func (z *archive) some(name string) ([]byte, error) {
	r, err := z.pack.Part(z.ctx, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // as above
	z.spoken[name] = true
	room := min(MaxFile, MaxFiles-z.kept)
	data, err := io.ReadAll(io.LimitReader(r, int64(room)+1))
	if err != nil {
		return nil, err
	}
	z.read += int64(len(data))
	z.file.Progress.Report(min(z.read, z.file.Size), z.file.Size, z.file.Short())
	if len(data) > room {
		z.large = append(z.large, path.Base(name))
		return nil, nil
	}
	z.kept += len(data)
	return data, nil
}

// declared finds the encoding that an XML declaration names.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// decoded is XML as UTF-8 without byte order mark.
func decoded(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	label := ""
	if m := declared.FindSubmatch(data[:min(len(data), 512)]); m != nil {
		label, _ = charset.Canonical(string(m[1]))
	}
	text, err := plainText(data, label)
	if err == nil && !strings.HasPrefix(strings.TrimSpace(text), "<") {
		err = errors.New("no XML")
	}
	return text, err
}

// plainText decodes text. label names its encoding where that is known; UTF-8 wins over any label when the bytes are.
func plainText(data []byte, label string) (string, error) {
	if utf8.Valid(data) {
		return string(data), nil
	}
	if label == "" || label == "utf-8" {
		g, err := charset.Detect(context.Background(), bytes.NewReader(data))
		if err != nil || g.Name == "" {
			return "", errors.New("no text")
		}
		label = g.Name
	}
	r, err := charset.Reader(label, bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	out, err := io.ReadAll(io.LimitReader(r, 2*pack.MaxPart))
	return strings.ToValidUTF8(string(out), "\ufffd"), err
}

// parse reads the XML of a project.
func parse(ctx context.Context, f source.File, text string) (*qda.Project, error) {
	r := &reader{ctx: ctx, file: f, text: text, d: xml.NewDecoder(strings.NewReader(text)), p: &qda.Project{Format: "qdpx"}}
	r.d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	for {
		token, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil, f.Fail(app.EInvalid, "is no project: it holds XML of another kind.", "Export the project as REFI-QDA (.qdpx) in the program it comes from.", nil)
		}
		if err != nil {
			return nil, err
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if e.Name.Local != "Project" {
			return nil, f.Fail(app.EInvalid, "is no project: its XML begins with “"+e.Name.Local+"”.", "A codebook is imported in Codebook, Import.", nil)
		}
		if s := e.Name.Space; s != "" && s != Space {
			r.p.Warnings = append(r.p.Warnings, fmt.Sprintf("The project is written in an older form of the standard (%s); it is read as what it is today.", s))
		}
		if err := r.project(e); err != nil {
			return nil, err
		}
		r.finish()
		return r.p, nil
	}
}
