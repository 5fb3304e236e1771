package sheet

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// sortedZip holds the compressed parts of the workbook back until all are there and writes them in the order of their
// names, because the library hands streamed sheets over in a random order.
type sortedZip struct {
	w     io.Writer
	parts []*part
}

// contents is the part that lists the others. The library writes its entries in a random order too.
const contents = "[Content_Types].xml"

// part is one file of the archive, compressed as it comes.
type part struct {
	name string
	raw  []byte // of the list of contents, sorted when it is whole
	data spool
	zip  *flate.Writer
	sum  hash.Hash32
	size uint64
}

func newSortedZip(w io.Writer) *sortedZip { return &sortedZip{w: w} }

// Create opens a part. The one before may not be written to any more.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	p := &part{name: name, sum: crc32.NewIEEE()}
	var err error
	if p.zip, err = flate.NewWriter(&p.data, flate.DefaultCompression); err != nil {
		return nil, err
	}
	if n := len(z.parts); n > 0 {
		if err := z.parts[n-1].close(); err != nil {
			return nil, err
		}
	}
	z.parts = append(z.parts, p)
	return p, nil
}

// Write compresses b.
func (p *part) Write(b []byte) (int, error) {
	if p.name == contents {
		p.raw = append(p.raw, b...)
		return len(b), nil
	}
	return p.compress(b)
}

func (p *part) compress(b []byte) (int, error) {
	n, err := p.zip.Write(b)
	p.size += uint64(n)
	_, _ = p.sum.Write(b[:n]) // a hash never fails
	return n, err
}

// close ends the stream and lets go of the compressor, which is large.
func (p *part) close() error {
	if p.zip == nil {
		return nil
	}
	_, err := p.compress(sortEntries(p.raw))
	err = errors.Join(err, p.zip.Close())
	p.zip = nil
	return err
}

var defaultEntry = regexp.MustCompile(`<Default [^>]*></Default>`)

// sortEntries puts the default types, which have no order, into one.
func sortEntries(xml []byte) []byte {
	all := defaultEntry.FindAllString(string(xml), -1)
	slices.Sort(all)
	return defaultEntry.ReplaceAllFunc(xml, func([]byte) []byte {
		next := all[0]
		all = all[1:]
		return []byte(next)
	})
}

// AddFS is not used by the library when it writes.
func (z *sortedZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the archive. The list of contents comes first, as some readers expect; times are left out.
func (z *sortedZip) Close() error {
	slices.SortFunc(z.parts, func(a, b *part) int {
		if (a.name == contents) != (b.name == contents) {
			return map[bool]int{true: -1, false: 1}[a.name == contents]
		}
		return strings.Compare(a.name, b.name)
	})
	out := zip.NewWriter(z.w)
	for _, p := range z.parts {
		if err := p.close(); err != nil {
			return err
		}
		w, err := out.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Deflate, CRC32: p.sum.Sum32(),
			CompressedSize64: uint64(p.data.size), UncompressedSize64: p.size})
		if err != nil {
			return err
		}
		if err := p.data.copyTo(w); err != nil {
			return err
		}
	}
	return out.Close()
}

// discard removes what was kept in files; of nil nothing.
func (z *sortedZip) discard() {
	if z == nil {
		return
	}
	for _, p := range z.parts {
		p.data.discard()
	}
}
