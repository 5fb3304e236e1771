package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"throughline/app"
	"throughline/storage/salvage"
)

// Salvage reads what can be read of the damaged workspace at path, whatever is wrong with it, and writes it as a new workspace to out. The
// damaged file and the log beside it stay as they are.
//
// What the tables lost is looked for in the history, which keeps each record a second time, and what was deleted stays deleted. Texts
// with a gap are kept with the passages of their findings put back. The steps of the history come along and can no longer be taken back.
//
// Returns EInvalid if out exists, EDamaged if nothing can be read, EUnsupported for a file of a newer version, or EIO.
func Salvage(ctx context.Context, path, out string, p app.Progress) (report app.SalvageReport, err error) {
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		return report, &app.Error{Code: app.EInvalid, Op: "salvage", Path: out, Message: "The file " + filepath.Base(out) + " exists already.",
			Hint: "Choose another name: nothing is overwritten."}
	}
	file, err := salvage.Open(resolve(path))
	if errors.Is(err, salvage.ErrNotSQLite) {
		return report, &app.Error{Code: app.EDamaged, Op: "salvage", Path: path, Message: filepath.Base(path) + " holds nothing that can be read.",
			Hint: "Go back to a backup from the folder beside it."}
	}
	if err != nil {
		return report, translate(ctx, "salvage", path, err)
	}
	defer func() { _ = file.Close() }() // only read
	rawPath, part := out+".raw", out+".part"
	defer func() {
		removeDatabase(rawPath)
		removeDatabase(part)
	}()
	removeDatabase(rawPath)
	removeDatabase(part)
	raw, err := openRaw(ctx, rawPath)
	if err != nil {
		return report, translate(ctx, "salvage", out, err)
	}
	defer func() { _ = raw.db.Close() }() // it is thrown away
	report.Out = out
	if err := raw.fill(ctx, file, &report, p); err != nil {
		return report, translate(ctx, "salvage", path, err)
	}
	s, err := Create(ctx, part, Options{noBackup: true})
	if err != nil {
		return report, err
	}
	m := merger{raw: raw, store: s, report: &report, p: p}
	err = errors.Join(m.run(ctx), s.Close())
	if err == nil {
		err = inOneFile(ctx, part)
	}
	if err == nil {
		err = syncFile(part)
	}
	if err == nil {
		_, err = tryRestore(ctx, part)
	}
	if err == nil {
		err = os.Rename(part, out)
	}
	return report, translate(ctx, "salvage", out, err)
}

// removeDatabase removes a file of SQLite that was never finished, and all that may lie beside it.
func removeDatabase(path string) {
	for _, end := range []string{"", "-wal", "-shm", "-journal", ".lock"} {
		_ = os.Remove(path + end) // most of them never existed
	}
}

// rawFile is a SQLite file with our tables, the rows that were read, and no laws.
type rawFile struct {
	db    *sql.DB
	torn  map[string][]tornText // transcripts of whose text a part is lost, by guid
	heads map[int64]*textHead   // what indexes say of transcripts, by row id, while reading
}

// tornText is a part of a text that is lost, in bytes, half-open.
type tornText struct{ from, to int }

// openRaw makes the file. Nothing of it has to outlive a crash.
func openRaw(ctx context.Context, path string) (*rawFile, error) {
	_, _ = begin(path) // SQLite says why where it cannot be made
	db, err := sql.Open("sqlite3", dsn(path, "mode=rwc&_journal_mode=OFF&_synchronous=OFF&_foreign_keys=off&_cache_size=-65536"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &rawFile{db: db, torn: map[string][]tornText{}, heads: map[int64]*textHead{}}, db.PingContext(ctx)
}

// fill reads the rows of file into the raw one and brings that to the present version.
func (r *rawFile) fill(ctx context.Context, file *salvage.File, report *app.SalvageReport, p app.Progress) error {
	all, err := migrations()
	if err != nil {
		return err
	}
	from := file.Version()
	if from > len(all) && from < 1000 { // a larger number is damage
		return tooNew(report.Out)
	}
	if from < 1 || from > len(all) {
		from = len(all)
	}
	for i := range from {
		if err := step(ctx, r.db, i+1, all[i]); err != nil {
			return err
		}
	}
	if err := r.read(ctx, file, report, p); err != nil {
		return err
	}
	for i := from; i < len(all); i++ {
		if err := step(ctx, r.db, i+1, all[i]); err != nil {
			return fmt.Errorf("migration %s: %w", all[i].name, err)
		}
	}
	return nil
}
