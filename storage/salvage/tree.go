package salvage

import "encoding/binary"

// The sorts of pages of trees.
const (
	indexInner = 2
	tableInner = 5
	indexLeaf  = 10
	tableLeaf  = 13
)

// node is one page of a tree.
type node struct {
	kind  byte
	cells []int    // where they begin in the page
	below []uint32 // pages beneath, of an inner page
	bytes []byte
}

// parse reads page n as part of a tree. ok is false when it is none, or destroyed.
func (s *File) parse(n uint32) (nd node, ok bool) {
	nd.bytes = s.read(n)
	at := 0
	if n == 1 {
		at = 100
	}
	b := nd.bytes[at:]
	nd.kind = b[0]
	head := 8
	switch nd.kind {
	case indexInner, tableInner:
		head = 12
	case indexLeaf, tableLeaf:
	default:
		return nd, false
	}
	count := int(binary.BigEndian.Uint16(b[3:]))
	if head+2*count > len(b) || b[7] > 60 {
		return nd, false
	}
	for i := range count {
		cell := int(binary.BigEndian.Uint16(b[head+2*i:]))
		if cell < at+head+2*count || cell+4 > len(nd.bytes) {
			continue // a fault of some bytes loses the cell, not the page
		}
		nd.cells = append(nd.cells, cell)
		if head == 12 {
			nd.below = append(nd.below, binary.BigEndian.Uint32(nd.bytes[cell:]))
		}
	}
	if head == 12 {
		nd.below = append(nd.below, binary.BigEndian.Uint32(b[8:]))
	}
	return nd, 2*len(nd.cells) >= count
}

// rows reads the rows of a page. bad counts cells that hold none that can be read.
func (s *File) rows(nd node, seen []bool) (rows []Row, bad int) {
	if nd.kind == tableInner {
		return nil, 0
	}
	for _, at := range nd.cells {
		if row, ok := s.row(nd, nd.bytes[at:], seen); ok {
			rows = append(rows, row)
		} else {
			bad++
		}
	}
	return rows, bad
}

// row reads one cell.
func (s *File) row(nd node, cell []byte, seen []bool) (row Row, ok bool) {
	if nd.kind == indexInner {
		cell = cell[4:]
	}
	size, n := varint(cell)
	if cell = cell[n:]; n == 0 || size == 0 || size > uint64(s.pages)*uint64(s.usable) {
		return row, false
	}
	var id uint64
	if nd.kind == tableLeaf {
		if id, n = varint(cell); n == 0 {
			return row, false
		}
		cell = cell[n:]
	}
	p := payload{size: int(size)}
	if !p.read(s, cell, s.local(p.size, nd.kind == tableLeaf), seen) {
		return row, false
	}
	row, ok = record(p.bytes, p.gaps)
	row.ID, row.payload = int64(id), p // SQLite keeps negative ids as large numbers
	return row, ok
}

// largeGap is the most bytes of one row that are taken for lost.
const largeGap = 64 << 20

// payload is what a cell and its overflow pages hold.
type payload struct {
	size  int
	bytes []byte
	gaps  []gap
	pages []uint32
	cut   int // where the chain of pages breaks off, in bytes; 0 when it does not
}

// read gathers the payload of which local bytes stand in the cell. Where an overflow page is destroyed, its place and all after it are filled
// with spaces, and cut says where to go on. Returns false when nothing but the cell is left, or not even that.
func (p *payload) read(s *File, cell []byte, local int, seen []bool) bool {
	if local == p.size {
		if p.size > len(cell) {
			return false
		}
		p.bytes = cell[:p.size]
		return true
	}
	if local+4 > len(cell) {
		return false
	}
	p.bytes = append(make([]byte, 0, min(p.size, largeGap)), cell[:local]...)
	usable := func(n uint32) bool { return n >= 1 && n <= s.pages && !seen[n] }
	page, room := binary.BigEndian.Uint32(cell[local:]), s.usable-4
	for len(p.bytes) < p.size {
		if !usable(page) {
			if len(p.pages) == 0 {
				return false
			}
			if p.size-len(p.bytes) > largeGap { // rather a broken size than a broken chain
				return false
			}
			p.lose(room) // the page before was destroyed, and its pointer with it
			p.cut = len(p.bytes)
			p.bytes = append(p.bytes, make([]byte, p.size-p.cut)...)
			p.lose(p.size - p.cut)
			return true
		}
		data, take := s.read(page), min(p.size-len(p.bytes), room)
		p.pages = append(p.pages, page)
		p.bytes = append(p.bytes, data[4:4+take]...)
		page = binary.BigEndian.Uint32(data)
		if last := len(p.bytes) == p.size; last && page != 0 || zeros(data) {
			p.lose(take)
		}
	}
	return true
}

// lose blanks the last n bytes and notes them as lost. What is lost already stays so.
func (p *payload) lose(n int) {
	from, to := len(p.bytes)-n, len(p.bytes)
	for i := from; i < to; i++ {
		p.bytes[i] = ' '
	}
	if k := len(p.gaps); k > 0 && p.gaps[k-1].to >= from {
		p.gaps[k-1].to = max(to, p.gaps[k-1].to)
		return
	}
	p.gaps = append(p.gaps, gap{from, to})
}

func zeros(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// local is how many bytes of a payload stand in its cell.
func (s *File) local(size int, table bool) int {
	most, least := s.usable-35, (s.usable-12)*32/255-23
	if !table {
		most = (s.usable-12)*64/255 - 23
	}
	if size <= most {
		return size
	}
	if k := least + (size-least)%(s.usable-4); k <= most {
		return k
	}
	return least
}
