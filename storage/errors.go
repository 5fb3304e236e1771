package storage

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	sqlite "github.com/mattn/go-sqlite3"

	"throughline/app"
)

// translate turns an error of SQLite or the file system into one of ours. Errors that are ours, and the end of ctx, pass.
func translate(ctx context.Context, op, path string, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var ours *app.Error
	if errors.As(err, &ours) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	e := &app.Error{Code: app.EInternal, Message: "The workspace could not be read or written.", Op: op, Path: path, Err: err}
	var s sqlite.Error
	switch {
	case errors.As(err, &s):
		fromSQLite(e, s)
	case errors.Is(err, fs.ErrNotExist):
		e.Code, e.Message, e.Hint = app.ENotFound, "The file "+filepath.Base(path)+" was not found.", "Check the folder and the name."
	case errors.Is(err, fs.ErrPermission), isPathError(err):
		e.Code, e.Message, e.Hint = app.EIO, "The file "+filepath.Base(path)+" could not be read or written.",
			"Check that you may write in its folder and that the disk is not full."
	}
	return e
}

func fromSQLite(e *app.Error, s sqlite.Error) {
	name := filepath.Base(e.Path)
	switch s.Code {
	case sqlite.ErrCorrupt, sqlite.ErrNotADB:
		e.Code, e.Message, e.Hint = app.EDamaged, "The workspace "+name+" is damaged.", damagedHint
	case sqlite.ErrBusy, sqlite.ErrLocked:
		e.Code, e.Message, e.Hint = app.ELocked, "Another program is using the workspace "+name+".", "Close it there and try again."
	case sqlite.ErrFull:
		e.Code, e.Message, e.Hint = app.EIO, "The disk is full.", "Free some space and try again. Nothing was changed."
	case sqlite.ErrReadonly:
		if midStep(s) {
			e.Code, e.Message, e.Hint = app.ELocked, "Another computer is writing to the workspace "+name+", or stopped in the middle of it.",
				"Try again in a moment. If it stays so, open the workspace anew: what was saved before is read."
			return
		}
		e.Code, e.Message, e.Hint = app.EIO, "The workspace "+name+" cannot be written.", "Check that you may write to the file and its folder."
	case sqlite.ErrIoErr, sqlite.ErrCantOpen, sqlite.ErrPerm, sqlite.ErrAuth:
		e.Code, e.Message, e.Hint = app.EIO, "The disk refused to read or write the workspace "+name+".",
			"Check the disk and that you may write in the folder."
	case sqlite.ErrTooBig:
		e.Code, e.Message = app.ETooLarge, "A record is too large to be stored."
	case sqlite.ErrConstraint:
		e.Code, e.Message, e.Hint = app.EConflict, "The change does not fit what is stored.", "Reload and try again."
	}
}

const damagedHint = "Save what can be read into a new workspace, or go back to a backup from the folder beside it."

func isPathError(err error) bool {
	var p *fs.PathError
	var l *os.LinkError
	var c *os.SyscallError
	return errors.As(err, &p) || errors.As(err, &l) || errors.As(err, &c)
}
