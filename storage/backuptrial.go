package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	sqlite "github.com/mattn/go-sqlite3"

	"throughline/app"
)

// trial is what was found in a workspace, or in the trial of a copy: what it holds, and how many rows each table has.
type trial struct {
	holds app.Holding
	rows  []string // "name: n" of each table, by name
	size  int64
	hash  string
}

// differs says in what a copy is not what was copied.
func (t trial) differs(from trial) error {
	if t.holds.Same(from.holds) && slices.Equal(t.rows, from.rows) {
		return nil
	}
	e := &app.Error{Code: app.EDamaged, Message: "It does not hold what the workspace holds.", Hint: "Check the disk it was written to."}
	for i := range min(len(t.rows), len(from.rows)) {
		if t.rows[i] != from.rows[i] {
			e.Err = fmt.Errorf("%s instead of %s", t.rows[i], from.rows[i])
			break
		}
	}
	return e
}

// tryRestore does with a copy what a restore of it would: it opens it, reads every page, holds the tables against the program's, and counts what is in
// it. Nothing is written beside it. Returns EDamaged or EUnsupported with the reason.
func tryRestore(ctx context.Context, path string) (t trial, err error) {
	if _, err := inspect(path); err != nil {
		return t, err
	}
	db, err := sql.Open("sqlite3", dsn(path, "mode=ro&immutable=1&_query_only=on"))
	if err != nil {
		return t, err
	}
	defer func() { _ = db.Close() }() // only read
	if err := quickCheck(ctx, db, path); err != nil {
		return t, err
	}
	if err := checkSchema(ctx, db, path); err != nil && !isOlder(ctx, db) {
		return t, err
	}
	if t, err = holds(ctx, db); err != nil {
		return t, err
	}
	t.size, t.hash, err = hashFile(ctx, path)
	return t, err
}

// isOlder reports whether a file was written by an earlier version, and can be brought up to date.
func isOlder(ctx context.Context, db *sql.DB) bool {
	all, err := migrations()
	if err != nil {
		return false
	}
	v, err := version(ctx, db)
	return err == nil && v > 0 && v < len(all)
}

// hashFile returns how long a file is and its SHA-256, lower-case hex.
func hashFile(ctx context.Context, path string) (int64, string, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = f.Close() }() // only read
	h := sha256.New()
	n, err := copyBytes(ctx, h, f, 0, nil, "")
	return n, hex.EncodeToString(h.Sum(nil)), err
}

// copyBytes copies all of a reader, until ctx ends.
func copyBytes(ctx context.Context, to io.Writer, from io.Reader, total int64, p app.Progress, what string) (n int64, err error) {
	for buf := make([]byte, 1<<20); ; {
		k, err := from.Read(buf)
		if k > 0 {
			if _, err := to.Write(buf[:k]); err != nil {
				return n, err
			}
			n += int64(k)
			p.Report(n, total, what)
		}
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return n, err
		}
	}
}

// stepInForce chooses the steps that made the workspace what it is: neither those that were taken back (1) nor those overtaken since (2).
const stepInForce = "state NOT IN (1, 2)"

// heldTables are counted in a Holding, in its order.
var heldTables = []string{"study", "participant", "interview", "finding", "tag", "theme", "insight", "memo"}

// holds counts what a workspace holds, of this or an earlier version, and all its tables.
func holds(ctx context.Context, q querier) (t trial, err error) {
	names, err := texts(ctx, q, `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	if err != nil {
		return t, err
	}
	t.holds, err = countHeld(ctx, q, names)
	if err != nil || len(names) == 0 {
		return t, err
	}
	parts := make([]string, len(names)) // a table's name cannot be bound
	for i, name := range names {
		parts[i] = `SELECT '` + name + `: ' || count(*) FROM "` + name + `"`
	}
	t.rows, err = texts(ctx, q, strings.Join(parts, " UNION ALL "))
	return t, err
}

// countHeld counts what is in tables of which some may not exist yet.
func countHeld(ctx context.Context, q querier, have []string) (h app.Holding, err error) {
	part := func(table, query, without string) string {
		if slices.Contains(have, table) {
			return "(" + query + ")"
		}
		return without
	}
	var parts []string
	for _, name := range heldTables {
		parts = append(parts, part(name, "SELECT count(*) FROM "+name, "0"))
	}
	const inForce = "FROM journal WHERE " + stepInForce
	parts = append(parts, part("journal", "SELECT count(*) "+inForce, "0"),
		part("journal", "SELECT coalesce(max(seq), 0) "+inForce, "0"), part("journal", "SELECT coalesce(max(seq), 0) FROM journal", "0"),
		part("journal", "SELECT coalesce((SELECT guid FROM journal ORDER BY seq LIMIT 1), '')", "''"),
		part("journal", "SELECT coalesce((SELECT guid "+inForce+" ORDER BY seq DESC LIMIT 1), '')", "''"),
		part("vault", "SELECT coalesce((SELECT header FROM vault WHERE id = 1), '')", "''"),
		part("paper", "SELECT count(*) FROM paper WHERE kind = '"+string(app.KindErasure)+"'", "0"))
	var last, vault string
	var erasures int
	if err := one(ctx, q, "SELECT "+strings.Join(parts, ", "), nil, &h.Studies, &h.People, &h.Interviews, &h.Findings, &h.Tags, &h.Themes, &h.Insights, &h.Memos,
		&h.Steps, &h.Last, &h.Top, &h.First, &last, &vault, &erasures); err != nil {
		return h, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d", last, vault, erasures))
	h.State = hex.EncodeToString(sum[:12])
	return h, one(ctx, q, "PRAGMA user_version", nil, &h.Version)
}

// Holding counts what the workspace holds, on one snapshot. Its state is equal for equal contents: it is named by the newest step in force, the key of the
// vault and the number of erasures, which are no steps.
func (s *Store) Holding(ctx context.Context) (h app.Holding, err error) {
	err = s.read(ctx, "holding", func(q querier) error {
		h, err = countHeld(ctx, q, append([]string{"journal", "vault", "paper"}, heldTables...))
		return err
	})
	return h, err
}

// mayReplace refuses a place where something stands that a copy of this workspace must not take the place of: a file that is no workspace, another
// workspace, one that is open, or one that holds what this one has lost. Nothing may stand there at all unless over is set.
func (s *Store) mayReplace(ctx context.Context, path string, over bool) error {
	info, err := os.Stat(path)
	if err != nil || over && info.Size() == 0 {
		return nil
	}
	name := filepath.Base(path)
	refuse := func(message string) error {
		return &app.Error{Code: app.EConflict, Message: message, Hint: "Choose another name. The file was left as it is.", Op: "backup", Path: path}
	}
	if !over {
		return refuse("The file " + name + " exists already.")
	}
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		return refuse("The file " + name + " is in use.")
	}
	there, err := peek(ctx, path)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return refuse("The file " + name + " exists, and is no workspace that can be read.")
	}
	here, err := s.Holding(ctx)
	if err != nil {
		return err
	}
	switch {
	case there.Empty():
		return nil
	case here.Empty() || here.Lacks(there):
		return refuse(fmt.Sprintf("The file %s holds %s, and this workspace %s.", name, amount(there), amount(here)))
	case there.First != here.First:
		return refuse("The file " + name + " is another workspace.")
	case there.Top > here.Top:
		return refuse(fmt.Sprintf("The file %s holds steps that this workspace does not have.", name))
	}
	return nil
}

func amount(h app.Holding) string {
	if h.Weight() == 0 {
		return "no interviews and no findings"
	}
	return app.Count(h.Interviews, "interview") + " and " + app.Count(h.Findings, "finding")
}

// peek counts what a closed workspace file holds, without a look at every page.
func peek(ctx context.Context, path string) (h app.Holding, err error) {
	if _, err := inspect(path); err != nil {
		return h, err
	}
	db, err := sql.Open("sqlite3", dsn(path, "mode=ro&immutable=1&_query_only=on"))
	if err != nil {
		return h, err
	}
	defer func() { _ = db.Close() }() // only read
	names, err := texts(ctx, db, "SELECT name FROM sqlite_schema WHERE type = 'table'")
	if err != nil {
		return h, err
	}
	return countHeld(ctx, db, names)
}

// isFull reports whether a disk has no room left.
func isFull(err error) bool {
	var s sqlite.Error
	return errors.As(err, &s) && s.Code == sqlite.ErrFull || errors.Is(err, errDiskFull)
}
