package sheet

import (
	"io"
	"os"

	"throughline/app/scratch"
)

// inMemory is how many bytes a spool keeps before it goes on in a file.
const inMemory = 4 << 20

// spool keeps bytes until they are read once: few in memory, many in a temporary file.
type spool struct {
	head   []byte
	file   *os.File // nil until head is full
	folder *scratch.Folder
	size   int64
}

// Write keeps b.
func (s *spool) Write(b []byte) (n int, err error) {
	if s.file == nil && len(s.head)+len(b) > inMemory {
		if s.folder, err = scratch.New(""); err != nil {
			return 0, err
		}
		if s.file, err = s.folder.File("sheet"); err != nil {
			return 0, err
		}
	}
	if s.file == nil {
		s.head = append(s.head, b...)
		n = len(b)
	} else {
		n, err = s.file.Write(b)
	}
	s.size += int64(n)
	return n, err
}

// copyTo hands over what was kept and lets go of it.
func (s *spool) copyTo(w io.Writer) error {
	defer s.discard()
	if _, err := w.Write(s.head); err != nil || s.file == nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, s.file)
	return err
}

// discard lets go of what was kept.
func (s *spool) discard() {
	s.head = nil
	if s.file != nil {
		_ = s.file.Close() // nothing is lost with a file of copies
		s.file = nil
	}
	if s.folder != nil {
		_ = s.folder.Remove() // the next start removes what stays
		s.folder = nil
	}
}
