package storage

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"throughline/app"
)

// applicationID marks our files: "Thrl" in the header of the SQLite file, bytes 68 to 71.
const applicationID = 0x5468726c

// Files below smallFile are checked in full at each opening: under 2 s. After an unclean close files up to largeFile are.
// Larger ones would keep people waiting for minutes; their log was recovered by SQLite, and Check looks at all of it.
const (
	smallFile = 64 << 20
	largeFile = 512 << 20
)

// header is what the first 100 bytes of the file and its surroundings tell.
type header struct {
	suspect bool // worth a full check when opened
	unborn  bool // nothing was ever kept in it: its making was broken off
}

// regardAfter is how long after one look at a file that seems to lack its end the next is taken: another program may be at its writing, and a share
// tells for a second or two how large a file was.
var regardAfter = []time.Duration{50 * time.Millisecond, 450 * time.Millisecond, 2 * time.Second}

// inspectAgain is inspect, but a file that seems to lack its end is looked at again before it is called damaged.
func inspectAgain(ctx context.Context, path string) (header, error) {
	h, err := inspect(path)
	for _, d := range regardAfter {
		if !errors.Is(err, errShort) {
			break
		}
		if err := wait(ctx, d); err != nil {
			return h, err
		}
		h, err = inspect(path)
	}
	return h, err
}

// errShort is behind the error of a file that is shorter than its header says.
var errShort = errors.New("shorter than its header says")

// inspect looks at a file without SQLite, so that files of other programs stay as they are.
func inspect(path string) (header, error) {
	f, err := os.Open(path)
	if err != nil {
		return header{}, err
	}
	defer func() { _ = f.Close() }() // only read
	info, err := f.Stat()
	if err != nil {
		return header{}, err
	}
	var b [108]byte
	if _, err := io.ReadFull(f, b[:]); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return header{}, err
	}
	if string(b[:16]) != "SQLite format 3\x00" {
		return header{}, &app.Error{Code: app.EDamaged, Path: path,
			Message: "The file " + filepath.Base(path) + " is not a workspace, or its beginning is damaged.",
			Hint:    "Check that it is the right file, or go back to a backup from the folder beside it."}
	}
	unclean := pending(path)
	if !unclean && unborn(b[:], info.Size()) {
		return header{suspect: true, unborn: true}, nil
	}
	if !unclean && binary.BigEndian.Uint32(b[68:]) != applicationID { // the log may still hold the mark
		return header{}, foreign(path)
	}
	if !unclean && truncated(b[:], info.Size()) {
		return header{}, &app.Error{Code: app.EDamaged, Path: path, Hint: damagedHint, Err: errShort,
			Message: "The workspace " + filepath.Base(path) + " is damaged: its end is missing."}
	}
	size := info.Size()
	return header{suspect: size < smallFile || unclean && size < largeFile}, nil
}

// unborn finds a database without a mark, a version and a single table, as SQLite writes it before its first transaction, or the beginning of one: the
// making of a workspace was broken off there. See the SQLite file format, sections 1.3 and 1.6: bytes 16, 60 and 68, and of the root of the schema 100 and 103.
func unborn(b []byte, size int64) bool {
	return size <= int64(binary.BigEndian.Uint16(b[16:])) && binary.BigEndian.Uint32(b[60:]) == 0 && binary.BigEndian.Uint32(b[68:]) == 0 &&
		b[100] == 0x0d && binary.BigEndian.Uint16(b[103:]) == 0
}

// truncated compares the size SQLite noted in the header, if it is valid, with the size of the file.
// See the SQLite file format, section 1.3: bytes 16, 24, 28 and 92.
func truncated(b []byte, size int64) bool {
	page := int64(binary.BigEndian.Uint16(b[16:]))
	if page == 1 {
		page = 65536
	}
	noted := binary.BigEndian.Uint32(b[24:]) == binary.BigEndian.Uint32(b[92:])
	return noted && int64(binary.BigEndian.Uint32(b[28:]))*page > size
}

func foreign(path string) error {
	return &app.Error{Code: app.EUnsupported, Path: path, Message: "The file " + filepath.Base(path) + " belongs to another program.",
		Hint: "Choose a file that ends in .throughline."}
}

func tooNew(path string) error {
	return &app.Error{Code: app.EUnsupported, Path: path, Message: "The workspace " + filepath.Base(path) + " was made by a newer version.",
		Hint: "Open it with a newer Throughline."}
}

// quickCheck reads every page and returns EDamaged at the first that is broken.
func quickCheck(ctx context.Context, q querier, path string) error {
	found, err := texts(ctx, q, "PRAGMA quick_check(1)")
	if err != nil {
		return err
	}
	if len(found) == 1 && found[0] == "ok" {
		return nil
	}
	e := &app.Error{Code: app.EDamaged, Path: path, Message: "The workspace " + filepath.Base(path) + " is damaged.", Hint: damagedHint}
	if len(found) > 0 {
		e.Err = errors.New(found[0])
	}
	return e
}

// needed are the tables without which nothing works.
const neededTables = `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('study', 'participant',
	'participant_attribute', 'source', 'interview', 'interview_speaker', 'transcript', 'turn', 'tag', 'finding',
	'finding_tag', 'theme', 'placement', 'insight', 'evidence', 'journal', 'turn_text', 'finding_text', 'insight_text',
	'memo', 'memo_link', 'memo_lost', 'memo_text', 'rule', 'recommendation', 'recommendation_insight',
	'decision', 'decision_insight', 'publication', 'standards')`

const neededCount = 30

// checkSchema refuses files of other programs, of other versions, and without their tables.
func checkSchema(ctx context.Context, db *sql.DB, path string) error {
	var id, tables int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if id != applicationID {
		return foreign(path)
	}
	all, err := migrations()
	if err != nil {
		return err
	}
	v, err := version(ctx, db)
	if err != nil {
		return err
	}
	if v > len(all) {
		return tooNew(path)
	}
	if v < len(all) {
		return &app.Error{Code: app.EUnsupported, Path: path, Message: "The workspace " + filepath.Base(path) + " is of an older version.",
			Hint: "Open it for writing once; it is then brought up to date, after a backup."}
	}
	if err := db.QueryRowContext(ctx, neededTables).Scan(&tables); err != nil {
		return err
	}
	if tables != neededCount {
		return &app.Error{Code: app.EDamaged, Path: path, Message: "The workspace " + filepath.Base(path) + " is damaged: tables are missing.",
			Hint: damagedHint}
	}
	return nil
}
