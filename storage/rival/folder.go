package rival

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Limits on the documents that a project keeps beside its database.
const (
	maxDocument  = 32 << 20  // bytes of one that is read
	maxDocuments = 256 << 20 // bytes of all that are read
)

// folder is the folder of a project. No name in the project leads out of it, by a link neither.
type folder struct {
	root  *os.Root
	taken int64 // bytes read
}

func openFolder(file string) (*folder, error) {
	dir := filepath.Dir(file)
	root, err := os.OpenRoot(dir)
	return &folder{root: root}, err
}

func (f *folder) close() {
	if f.root != nil {
		_ = f.root.Close() // only read
	}
}

// holds reports whether there is a file of that name, with slashes, in the folder.
func (f *folder) holds(name string) bool {
	info, err := f.root.Stat(filepath.FromSlash(name))
	return err == nil && info.Mode().IsRegular()
}

// read reads a file of the folder; nil when it is not there or too large.
func (f *folder) read(name string) []byte {
	if !f.holds(name) {
		return nil
	}
	in, err := f.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil
	}
	defer func() { _ = in.Close() }() // only read
	most := min(int64(maxDocument), maxDocuments-f.taken)
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil || int64(len(data)) > most {
		return nil
	}
	f.taken += int64(len(data))
	return data
}

// weigh is the size of all files below a folder, in bytes; links are not followed.
func weigh(dir string) int64 {
	var n int64
	left := 10_000
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error { // what cannot be listed weighs nothing
		if left--; left < 0 {
			return fs.SkipAll
		}
		if err != nil || !e.Type().IsRegular() {
			return nil
		}
		if info, err := e.Info(); err == nil && e.Name() != dataFile {
			n += info.Size()
		}
		return nil
	})
	return n
}
