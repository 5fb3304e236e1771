package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"throughline/app"
	"throughline/app/scratch"
)

// FileOptions says what WriteFile may do.
type FileOptions struct {
	Overwrite bool // replace a file that is already there

	Audience   app.Audience       // who will read it: what people did not allow for them is kept out; "" for outside
	OnWithheld func(app.Withheld) // hears what was kept out, once it is written; may be nil
}

// WriteFile writes a file whole or not at all: write fills a temporary file beside path, which is synced to disk and
// then takes path's place. If anything fails the temporary file goes and an old file stays as it was. What a killed program
// left of a file in the same folder goes too.
//
// Returns EConflict if the file exists and may not be overwritten, ENotFound if the folder does not exist, EIO if the
// disk is full or the folder or file may not be written, and write's own error otherwise.
func WriteFile(path string, opt FileOptions, write func(io.Writer) error) (err error) {
	path, mode, err := target(path, opt)
	if err != nil {
		return err
	}
	tmp, err := scratch.Beside(filepath.Dir(path), mode)
	if err != nil {
		return fileError(path, err)
	}
	defer tmp.Done()
	defer func() {
		if err != nil {
			_ = tmp.Close() // closed already, or about to be removed
			_ = os.Remove(tmp.Name())
		}
	}()
	w := bufio.NewWriterSize(&diskWriter{f: tmp.File, path: path}, 1<<16)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := tmp.Sync(); err != nil {
		return fileError(path, err)
	}
	if err := tmp.Close(); err != nil {
		return fileError(path, err)
	}
	if err := place(tmp.Name(), path, opt); err != nil {
		return fileError(path, err)
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// target follows a link at path, so that the link stays and its file is replaced, and checks what is there.
func target(path string, opt FileOptions) (string, fs.FileMode, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, 0o666, nil
	case err != nil:
		return "", 0, fileError(path, err)
	case info.IsDir():
		return "", 0, &app.Error{Code: app.EInvalid, Op: "write", Path: path,
			Message: fmt.Sprintf("%s is a folder.", filepath.Base(path)), Hint: "Give a file name inside it."}
	case !info.Mode().IsRegular(): // a device or a pipe: renaming over it would put a file in its place
		return "", 0, &app.Error{Code: app.EInvalid, Op: "write", Path: path,
			Message: fmt.Sprintf("%s is no file that can be replaced.", filepath.Base(path)), Hint: "Give the name of a file."}
	case !opt.Overwrite:
		return "", 0, exists(path)
	case info.Mode().Perm()&0o200 == 0:
		return "", 0, fileError(path, fs.ErrPermission)
	}
	return path, info.Mode().Perm(), nil
}

func exists(path string) error {
	return &app.Error{Code: app.EConflict, Op: "write", Path: path,
		Message: fmt.Sprintf("%s is already there.", filepath.Base(path)), Hint: "Choose another name or allow overwriting."}
}

// place moves the finished file to its path. Without Overwrite a hard link makes sure that a file which came into
// being meanwhile stays; file systems without hard links fall back to looking first.
func place(tmp, path string, opt FileOptions) error {
	if opt.Overwrite {
		return os.Rename(tmp, path)
	}
	err := os.Link(tmp, path)
	switch {
	case err == nil:
		_ = os.Remove(tmp) // the file stands under its own name; a stray second name does no harm
		return nil
	case errors.Is(err, fs.ErrExist):
		return exists(path)
	}
	if _, err := os.Lstat(path); err == nil {
		return exists(path)
	}
	return os.Rename(tmp, path)
}

// syncFolder makes the new name durable where the system allows to sync a folder.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() // not possible on every system; the file itself is safe already
		_ = d.Close()
	}
}

// diskWriter names the file when the disk refuses, so that errors of write itself stay what they are.
type diskWriter struct {
	f    *os.File
	path string
}

func (d *diskWriter) Write(b []byte) (int, error) {
	n, err := d.f.Write(b)
	if err != nil {
		return n, fileError(d.path, err)
	}
	return n, nil
}

// fileError puts what the system said into words. Errors that have words already pass.
func fileError(path string, err error) error {
	var known *app.Error
	if errors.As(err, &known) {
		return err
	}
	name, dir := filepath.Base(path), filepath.Dir(path)
	e := &app.Error{Code: app.EIO, Op: "write", Path: path, Err: err,
		Message: fmt.Sprintf("%s could not be written.", name), Hint: "Choose another folder."}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Code, e.Message = app.ENotFound, fmt.Sprintf("The folder %s does not exist.", dir)
		e.Hint = "Choose a folder that exists."
	case inUse(err):
		e.Message = fmt.Sprintf("%s is open in another program and was not replaced.", name)
		e.Hint = "Close it there and try again, or choose another name."
	case errors.Is(err, syscall.ENOSPC), diskFull(err):
		e.Message = fmt.Sprintf("The disk is full: %s was not written.", name)
		e.Hint = "Free some space or choose another disk."
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		e.Message = fmt.Sprintf("%s may not be written in %s.", name, dir)
		e.Hint = "It is read-only or belongs to someone else. Choose another folder."
	}
	return e
}
