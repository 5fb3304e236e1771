package exchange

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
)

// inputFile is a file to read.
type inputFile struct {
	path string
	err  error // why it cannot even be looked at
	walk bool  // found in a folder, not named by the person
	room int   // units it takes while it lies read
}

func (f inputFile) name() string { return baseName(f.path) }

// baseName is a file's name as it can be shown and stored, whatever bytes the disk has for it.
func baseName(path string) string { return strings.ToValidUTF8(filepath.Base(path), "\ufffd") }

// expand walks folders and drops files named twice. Files of a folder come in name order; hidden ones are left out.
func expand(ctx context.Context, paths []string) ([]inputFile, error) {
	var out []inputFile
	seen := map[string]bool{}
	add := func(f inputFile) {
		if abs, err := filepath.Abs(f.path); err == nil {
			if seen[abs] {
				return
			}
			seen[abs] = true
		}
		out = append(out, f)
	}
	for _, p := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		info, err := os.Stat(p)
		switch {
		case err != nil:
			add(inputFile{path: p, err: pathError(p, err)})
		case info.IsDir():
			files, err := walk(ctx, p)
			if err != nil {
				return nil, err
			}
			for _, f := range files {
				add(f)
			}
		default:
			add(inputFile{path: p})
		}
	}
	if len(out) == 0 {
		return nil, app.Invalid("There is nothing to import.", "Choose transcripts, or a folder that holds some.")
	}
	return out, nil
}

// walk lists the files below a folder by path: plain files and links to some, and folders that cannot be read.
func walk(ctx context.Context, root string) ([]inputFile, error) {
	var files []inputFile
	visit := func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			files = append(files, inputFile{path: path, err: pathError(path, err)})
			return nil
		case path != root && hidden(d.Name()):
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() || d.Type()&fs.ModeSymlink != 0 && isFile(path) {
			files = append(files, inputFile{path: path, walk: true})
		}
		return nil
	}
	// A folder given as a link is walked by its true name and shown by the given one.
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		real = root
	}
	err = filepath.WalkDir(real, func(path string, d fs.DirEntry, err error) error {
		return visit(filepath.Join(root, strings.TrimPrefix(path, real)), d, err)
	})
	slices.SortFunc(files, func(a, b inputFile) int { return strings.Compare(a.path, b.path) })
	return files, err
}

// hidden names files that no one means: those of the system, and the locks that Word leaves beside open documents.
func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") }

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func pathError(path string, err error) error {
	e := &app.Error{Code: app.EIO, Op: "import", Path: path, Err: err,
		Message: fmt.Sprintf("%s could not be read.", baseName(path)), Hint: "Check that it is still there and that you may read it."}
	if errors.Is(err, fs.ErrNotExist) {
		e.Code, e.Message, e.Hint = app.ENotFound, fmt.Sprintf("%s does not exist.", path), "Check the name."
	}
	return e
}
