// Package rival reads the projects of other programs that keep them as SQLite: QualCoder (.qda folders), Taguette (.sqlite3), RQDA
// (.rqda) and requal (.requal). A project becomes a qda.Project; what does not fit is told as app.Loss.
//
// A file is opened for reading only, as one that nobody changes, and nothing is written beside it. What it holds is not trusted: sizes
// are bounded, wrong types are understood where they can be, and no path in it leads outside its folder. Places of codings are held
// against the words that the program stored with them.
package rival

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// The formats, as qda.Project names them.
const (
	QualCoder = "qualcoder"
	Taguette  = "taguette"
	RQDA      = "rqda"
	Requal    = "requal"
)

// File is one open file with projects in it. It serves one goroutine, and is closed by who opened it.
type File struct {
	Format   string
	Projects []qda.Part // at least one, in the order of the file
	Size     int64      // bytes of the database, and of the documents kept beside it

	db *base
}

// Recognises reports whether path looks like a project that this package reads: a folder with a data.qda in it, that file itself, or
// an SQLite file by one of the endings. It reads some bytes at most; Open says for certain.
func Recognises(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	if info.IsDir() {
		data, err := os.Stat(filepath.Join(path, dataFile))
		return err == nil && data.Mode().IsRegular()
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".rqda", ".requal":
		return true
	case ".sqlite3", ".sqlite", ".db", ".qda":
		return isSQLite(path)
	}
	return false
}

// isSQLite looks at the first bytes of a file.
func isSQLite(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // only read
	var b [len(magic)]byte
	_, err = io.ReadFull(f, b[:])
	return err == nil && string(b[:]) == magic
}

// Open opens the project at path, a file or the folder of a QualCoder project. Returns ENotFound, EUnsupported for a file of another
// kind or one that is encrypted, EDamaged, ETooLarge or EIO.
func Open(ctx context.Context, path string) (*File, error) {
	file := path
	info, err := os.Stat(path)
	if err != nil {
		return nil, translate(ctx, path, err)
	}
	if info.IsDir() {
		file = filepath.Join(path, dataFile)
		if _, err := os.Stat(file); err != nil {
			return nil, &app.Error{Code: app.EUnsupported, Op: op, Path: path, Message: "The folder " + filepath.Base(path) + " is no project of QualCoder: it has no " + dataFile + ".",
				Hint: "Choose the folder whose name ends in .qda."}
		}
	}
	db, err := openBase(ctx, file)
	if err != nil {
		return nil, err
	}
	f := &File{db: db, Size: db.size}
	if f.Format = db.format(); f.Format == "" {
		_ = db.Close() // the error below matters
		return nil, foreign(file, db)
	}
	if err := f.list(ctx); err != nil {
		_ = db.Close() // as above
		return nil, err
	}
	return f, nil
}

// foreign says that a database is none of the kinds read here.
func foreign(path string, db *base) error {
	e := &app.Error{Code: app.EUnsupported, Op: op, Path: path, Message: "The file " + filepath.Base(path) + " is a database, but no project of QualCoder, Taguette, RQDA or requal.",
		Hint: "Export the project as REFI-QDA (.qdpx) in the program it comes from, and import that."}
	if db.has("finding") && db.has("transcript") {
		e.Message = "The file " + filepath.Base(path) + " is a workspace of Throughline, not a project of another program."
		e.Hint = "Open it as a workspace."
	}
	return e
}

// format tells the program by the tables that it alone has together.
func (db *base) format() string {
	switch {
	case db.hasAll("project", "source", "code_name", "code_text"):
		return QualCoder
	case db.hasAll("projects", "documents", "highlights", "tags"):
		return Taguette
	case db.hasAll("source", "freecode", "coding"):
		return RQDA
	case db.hasAll("projects", "documents", "codes", "segments"):
		return Requal
	}
	return ""
}

// list finds the projects in the file.
func (f *File) list(ctx context.Context) error {
	name := strings.TrimSuffix(filepath.Base(f.db.path), filepath.Ext(f.db.path))
	switch f.Format {
	case QualCoder:
		name = strings.TrimSuffix(filepath.Base(filepath.Dir(f.db.path)), ".qda")
		f.Size += weigh(filepath.Dir(f.db.path))
	case Taguette:
		return f.listTable(ctx, "projects", "id", "name", "project_id")
	case Requal:
		return f.listTable(ctx, "projects", "project_id", "project_name", "project_id")
	}
	n, err := f.db.count(ctx, "source")
	f.Projects = []qda.Part{{ID: "1", Name: name, Sources: n}}
	return err
}

// listTable lists the projects of a file that can hold several.
func (f *File) listTable(ctx context.Context, table, id, name, ref string) error {
	at := map[string]int{}
	err := f.db.each(ctx, query{table: table, columns: []string{id, name}, order: id}, func(r *row) error {
		at[r.text(0)] = len(f.Projects)
		f.Projects = append(f.Projects, qda.Part{ID: r.text(0), Name: oneLine(r.text(1))})
		return nil
	})
	if err != nil {
		return err
	}
	if len(f.Projects) == 0 {
		return &app.Error{Code: app.EInvalid, Op: op, Path: f.db.path, Message: "The file " + filepath.Base(f.db.path) + " holds no project.",
			Hint: "Check that it is the right file."}
	}
	return f.db.each(ctx, query{table: "documents", columns: []string{ref}}, func(r *row) error {
		if i, ok := at[r.text(0)]; ok {
			f.Projects[i].Sources++
		}
		return nil
	})
}

// Read reads one project. id is of Projects; "" is for the only one. Returns EInvalid when there are several to choose from, ENotFound
// for an id that is not there, and as Open.
func (f *File) Read(ctx context.Context, id string, p app.Progress) (*qda.Project, error) {
	which, err := f.choose(id)
	if err != nil {
		return nil, err
	}
	b := newBuilder(f.db, f.Format, which, p)
	switch f.Format {
	case QualCoder:
		err = b.qualCoder(ctx)
	case Taguette:
		err = b.taguette(ctx)
	case RQDA:
		err = b.rqda(ctx)
	case Requal:
		err = b.requal(ctx)
	}
	if err != nil {
		return nil, err
	}
	return b.finish(), nil
}

// choose finds the project that is meant, by its id or its name.
func (f *File) choose(id string) (qda.Part, error) {
	if id == "" && len(f.Projects) == 1 {
		return f.Projects[0], nil
	}
	var names []string
	for _, l := range f.Projects {
		if l.ID == id || id != "" && l.Name == id {
			return l, nil
		}
		names = append(names, fmt.Sprintf("%s (%s)", l.Name, l.ID))
	}
	file := filepath.Base(f.db.path)
	if id == "" {
		return qda.Part{}, &app.Error{Code: app.EInvalid, Op: op, Path: f.db.path, Message: fmt.Sprintf("The file %s holds %s.", file, app.Count(len(names), "project")),
			Hint: "Choose one of them: " + strings.Join(names[:min(len(names), 12)], ", ") + "."}
	}
	return qda.Part{}, &app.Error{Code: app.ENotFound, Op: op, Path: f.db.path, Message: fmt.Sprintf("The file %s holds no project %q.", file, id),
		Hint: "It holds " + strings.Join(names[:min(len(names), 12)], ", ") + "."}
}

// Close gives the file back. A second Close does nothing.
func (f *File) Close() error { return f.db.Close() }

// Read opens path, reads the project id of it ("" for the only one), and closes it. Errors are those of Open and File.Read.
func Read(ctx context.Context, path, id string, p app.Progress) (*qda.Project, error) {
	f, err := Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	return f.Read(ctx, id, p)
}

// ReadSole reads the only project of a file. Errors are those of Read.
func ReadSole(ctx context.Context, path string, p app.Progress) (*qda.Project, error) {
	return Read(ctx, path, "", p)
}

// List lists the projects in a file. Errors are those of Open.
func List(ctx context.Context, path string) ([]qda.Part, error) {
	f, err := Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return f.Projects, f.Close()
}
