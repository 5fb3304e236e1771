package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
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
	rows  map[string]*rows // by the names of the parts they belong into
}

// contents is the part that lists the others. The library writes its entries in a random order too.
const contents = "[Content_Types].xml"

// part is one file of the archive, compressed as it comes.
type part struct {
	name string
	raw  []byte // of the list of contents and of what stands around rows, kept until it is whole
	keep bool
	data []*spool
	zip  *flate.Writer
	sum  uint32
	size int64
}

func newSortedZip(w io.Writer) *sortedZip { return &sortedZip{w: w, rows: map[string]*rows{}} }

// begin begins the rows of a part.
func (z *sortedZip) begin(name string, columns int) *rows {
	r := newRows(columns)
	z.rows[name] = r
	return r
}

// Create opens a part. The one before may not be written to any more.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	if n := len(z.parts); n > 0 {
		if err := z.close(z.parts[n-1]); err != nil {
			return nil, err
		}
	}
	p := &part{name: name, keep: name == contents || z.rows[name] != nil}
	z.parts = append(z.parts, p)
	return p, p.begin()
}

// begin begins to compress.
func (p *part) begin() (err error) {
	to := &spool{}
	p.data = append(p.data, to)
	p.zip, err = flate.NewWriter(to, flate.DefaultCompression)
	return err
}

// Write compresses b.
func (p *part) Write(b []byte) (int, error) {
	if p.keep {
		p.raw = append(p.raw, b...)
		return len(b), nil
	}
	return p.compress(b)
}

func (p *part) compress(b []byte) (int, error) {
	n, err := p.zip.Write(b)
	p.size += int64(n)
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b[:n])
	return n, err
}

// close ends a part and lets go of its compressor, which is large.
func (z *sortedZip) close(p *part) error {
	if p.zip == nil {
		return nil
	}
	var err error
	switch r := z.rows[p.name]; {
	case r != nil:
		delete(z.rows, p.name)
		err = p.around(r)
	case p.keep:
		_, err = p.compress(sortEntries(p.raw))
	}
	err = errors.Join(err, p.zip.Close())
	p.zip, p.raw = nil, nil
	return err
}

// around compresses what stands before and behind rows, and puts them between: compressed streams that end with a full byte may follow each other.
func (p *part) around(r *rows) error {
	end := bytes.Index(p.raw, []byte("</sheetData>"))
	if end < 0 {
		r.discard()
		return fmt.Errorf("sheet: %s has no room for rows", p.name)
	}
	if err := r.close(); err != nil {
		r.discard()
		return err
	}
	if _, err := p.compress(p.raw[:end]); err != nil {
		r.discard()
		return err
	}
	p.data = append(p.data, &r.data)
	p.size += r.size
	p.sum = combine(p.sum, r.sum, r.size)
	if err := p.zip.Flush(); err != nil {
		return err
	}
	if err := p.begin(); err != nil {
		return err
	}
	_, err := p.compress(p.raw[end:])
	return err
}

// combine is the CRC-32 of two texts one after the other, of which the second is size bytes long. Each step of the register over a zero bit is
// a linear map of 32 bits; that over many is its power, by squaring.
func combine(first, second uint32, size int64) uint32 {
	var step [32]uint32 // the columns of the map over one bit
	step[0] = crc32.IEEE
	for i := 1; i < 32; i++ {
		step[i] = 1 << (i - 1)
	}
	for n := 8 * uint64(size); n > 0; n >>= 1 {
		if n&1 == 1 {
			first = apply(&step, first)
		}
		var twice [32]uint32
		for i := range twice {
			twice[i] = apply(&step, step[i])
		}
		step = twice
	}
	return first ^ second
}

// apply is a map of bits, applied to v.
func apply(columns *[32]uint32, v uint32) (out uint32) {
	for i := 0; v != 0; i, v = i+1, v>>1 {
		if v&1 == 1 {
			out ^= columns[i]
		}
	}
	return out
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
	for _, p := range z.parts {
		if err := z.close(p); err != nil {
			return err
		}
	}
	if len(z.rows) > 0 {
		return fmt.Errorf("sheet: %d sheets of rows belong to no part", len(z.rows))
	}
	slices.SortFunc(z.parts, func(a, b *part) int {
		if (a.name == contents) != (b.name == contents) {
			return map[bool]int{true: -1, false: 1}[a.name == contents]
		}
		return strings.Compare(a.name, b.name)
	})
	out := zip.NewWriter(z.w)
	for _, p := range z.parts {
		var packed int64
		for _, s := range p.data {
			packed += s.size
		}
		w, err := out.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Deflate, CRC32: p.sum,
			CompressedSize64: uint64(packed), UncompressedSize64: uint64(p.size)})
		if err != nil {
			return err
		}
		for _, s := range p.data {
			if err := s.copyTo(w); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

// discard stops what compresses and removes what was kept in files.
func (z *sortedZip) discard() {
	for _, r := range z.rows { // each for itself
		r.discard()
	}
	for _, p := range z.parts {
		for _, s := range p.data {
			s.discard()
		}
	}
}
