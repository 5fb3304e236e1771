// Package salvage reads the rows of a damaged SQLite file, page by page, without SQLite, which refuses a table at its first
// fault. It knows the file format (sqlite.org/fileformat2.html) and nothing of what the rows mean.
//
// Trees are walked from their roots. Where a page on the way down is destroyed, the pages beneath are found among those that no
// tree reaches and given to the one broken table whose columns all their rows fit. Values that run over several pages, of which one is
// destroyed, are kept with the gap filled by spaces, and say so.
package salvage

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// ErrNotSQLite says that a file is too small or too foreign to hold pages.
var ErrNotSQLite = errors.New("salvage: no pages to read")

// usualPage is the size of a page where the file does not say: SQLite's own.
const usualPage = 4096

// File is a damaged file, opened for reading, with what its write-ahead log adds.
type File struct {
	f, wal  *os.File
	page    int // bytes of a page
	usable  int // bytes of it that hold something
	pages   uint32
	should  uint32           // pages that the first page speaks of
	version int              // user_version, -1 when the first page does not tell
	free    uint32           // first page of the list of free ones
	log     map[uint32]int64 // where in the log a page's newest committed state begins
}

// Open opens the file at path and the log beside it, if there is one. It changes nothing. Returns ErrNotSQLite for a file without a
// single page, or the error of the system.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	s := &File{f: f, page: usualPage, version: -1}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	s.wal, _ = os.Open(path + "-wal") // most files have none
	s.readLog()
	s.readHeader()
	s.pages = max(s.pages, uint32(min(info.Size()/int64(s.page), 1<<32-2)))
	if s.pages == 0 {
		return nil, errors.Join(ErrNotSQLite, s.Close())
	}
	return s, nil
}

// Close closes the file.
func (s *File) Close() error {
	err := s.f.Close()
	if s.wal != nil {
		err = errors.Join(err, s.wal.Close())
	}
	return err
}

// Pages is the number of pages of the file.
func (s *File) Pages() int { return int(s.pages) }

// Missing is how many pages the file had and has no longer, because its end is gone.
func (s *File) Missing() int { return max(0, int(min(s.should, s.pages+1<<20))-int(s.pages)) }

// Version is the number that the program keeps in the file as user_version, -1 when the first page is destroyed.
func (s *File) Version() int { return s.version }

// readHeader reads the first hundred bytes, as far as they can be believed.
func (s *File) readHeader() {
	var b [100]byte
	at, from := int64(0), io.ReaderAt(s.f)
	if off, ok := s.log[1]; ok {
		at, from = off, s.wal
	}
	if _, err := from.ReadAt(b[:], at); err == nil && string(b[:16]) == "SQLite format 3\x00" {
		if n := pageSize(int(binary.BigEndian.Uint16(b[16:]))); n > 0 {
			s.page = n
		}
		s.usable = s.page - int(b[20])
		s.version = int(binary.BigEndian.Uint32(b[60:]))
		s.free = binary.BigEndian.Uint32(b[32:])
		s.should = binary.BigEndian.Uint32(b[28:])
	}
	if s.usable < 480 || s.usable > s.page {
		s.usable = s.page
	}
}

// pageSize reads the size as the header writes it: 0 for none that may be.
func pageSize(n int) int {
	if n == 1 {
		return 1 << 16
	}
	if n < 512 || n&(n-1) != 0 {
		return 0
	}
	return n
}

// read returns page n, which must be from 1 to s.pages. A page that the file is too short for is empty.
func (s *File) read(n uint32) []byte {
	b := make([]byte, s.page)
	if off, ok := s.log[n]; ok {
		if _, err := s.wal.ReadAt(b, off); err == nil {
			return b[:s.usable]
		}
	}
	_, _ = s.f.ReadAt(b, int64(n-1)*int64(s.page)) // what cannot be read stays zero, which no tree takes for a page
	return b[:s.usable]
}

// readLog finds the newest committed state of each page in the write-ahead log. Frames after the first that is not whole do not count.
func (s *File) readLog() {
	if s.wal == nil {
		return
	}
	var head [32]byte
	if _, err := s.wal.ReadAt(head[:], 0); err != nil {
		return
	}
	magic := binary.BigEndian.Uint32(head[:])
	size := pageSize(int(binary.BigEndian.Uint32(head[8:])))
	if magic&^1 != 0x377f0682 || size == 0 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if magic&1 == 1 {
		order = binary.BigEndian
	}
	sum := checksum(order, [2]uint32{}, head[:24])
	if sum != [2]uint32{binary.BigEndian.Uint32(head[24:]), binary.BigEndian.Uint32(head[28:])} {
		return
	}
	s.page, s.log = size, map[uint32]int64{}
	pending := map[uint32]int64{}
	frame := make([]byte, 24+size)
	for at := int64(32); ; at += int64(len(frame)) {
		if _, err := s.wal.ReadAt(frame, at); err != nil || string(frame[8:16]) != string(head[16:24]) {
			return
		}
		sum = checksum(order, checksum(order, sum, frame[:8]), frame[24:])
		if sum != [2]uint32{binary.BigEndian.Uint32(frame[16:]), binary.BigEndian.Uint32(frame[20:])} {
			return
		}
		pending[binary.BigEndian.Uint32(frame)] = at + 24
		if total := binary.BigEndian.Uint32(frame[4:]); total != 0 { // a commit
			for n, off := range pending {
				s.log[n] = off
			}
			clear(pending)
			s.pages = total
		}
	}
}

// checksum goes on with the checksum of the log over b, whose length divides by eight.
func checksum(order binary.ByteOrder, sum [2]uint32, b []byte) [2]uint32 {
	for ; len(b) >= 8; b = b[8:] {
		sum[0] += order.Uint32(b) + sum[1]
		sum[1] += order.Uint32(b[4:]) + sum[0]
	}
	return sum
}
