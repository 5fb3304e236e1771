package storage

import (
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// place is where a workspace file lies, as far as it decides how SQLite keeps it safe there.
type place struct {
	file   string // the file itself, where the path given is a link to it
	shared bool   // on a network share: SQLite's write-ahead log needs memory that all programs share, which two computers do not have
}

// onShare reports whether the folder of a file lies on a network share. THROUGHLINE_SHARE=1 says so of every folder, for file systems that do not
// tell; 0 says so of none.
func onShare(file string) bool {
	switch os.Getenv("THROUGHLINE_SHARE") {
	case "1":
		return true
	case "0":
		return false
	}
	return overNetwork(filepath.Dir(file))
}

// Pragmas stand in the data source name, because each new connection needs them. Cache sizes are in KiB when negative.
//
// On a share steps go through a rollback journal that is deleted at the end of each, with the folder forced to disk as well (EXTRA). It needs only the
// locks that shares know. A writer waits until nobody reads before it begins, and keeps readers out until it ends, so that its commit never waits.
const (
	writerPragmas = "mode=rwc&_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_busy_timeout=5000&_txlock=immediate" +
		"&_cache_size=-8192&_stmt_cache_size=96"
	sharedWriterPragmas = "mode=rwc&_journal_mode=DELETE&_synchronous=EXTRA&_foreign_keys=on&_busy_timeout=60000&_txlock=exclusive" +
		"&_cache_size=-8192&_stmt_cache_size=96"
	readerPragmas       = "mode=ro&_query_only=on&_busy_timeout=5000&_txlock=deferred&_cache_size=-4096&_stmt_cache_size=96"
	sharedReaderPragmas = "mode=ro&_query_only=on&_busy_timeout=60000&_txlock=deferred&_cache_size=-4096&_stmt_cache_size=96"
	readerCount         = 4
)

func (p place) writing() string {
	if p.shared {
		return sharedWriterPragmas
	}
	return writerPragmas
}

func (p place) reading() string {
	if p.shared {
		return sharedReaderPragmas
	}
	return readerPragmas
}

// settleJournal turns a file that was kept with a write-ahead log, on the disk of some computer, into one that a share can keep: alone and without
// shared memory. The lock is held.
func (p place) settleJournal(ctx context.Context) error {
	if !p.shared || !keepsLog(p.file) {
		return nil
	}
	db, err := sql.Open("sqlite3", dsn(p.file, "mode=rw&_locking_mode=EXCLUSIVE&_busy_timeout=5000&_synchronous=EXTRA"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { _ = db.Close() }() // the mode is in the file
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return err
}

// keepsLog reports whether a file is kept with a write-ahead log: byte 18 of its header says so.
func keepsLog(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // only read
	var b [20]byte
	_, err = io.ReadFull(f, b[:])
	return err == nil && b[18] == 2
}

// pending reports whether steps stand beside a file, in a log or a journal, that it needs to be whole.
func pending(file string) bool {
	for _, end := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(file + end); err == nil && info.Size() > 0 {
			return true
		}
	}
	return false
}

// fileMark changes when a file, or what stands beside it, is written.
func fileMark(file string) string {
	var b strings.Builder
	for _, path := range []string{file, file + "-wal", file + "-journal"} {
		if info, err := os.Stat(path); err == nil {
			b.WriteString(info.ModTime().String() + " " + jsonText([]int64{info.Size()}))
		}
	}
	return b.String()
}
