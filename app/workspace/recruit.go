package workspace

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/table"
	"throughline/app/recruit"
	"throughline/app/report"
	"throughline/app/report/sheet"
)

// maxAnswers bounds how many rows a table of answers may have.
const maxAnswers = 50_000

// ReadAnswers reads a CSV, TSV or Excel file of answers to a screener: the first row names the columns. Of a workbook it reads the sheet
// named, "" for the first with rows. See table.SheetRows for errors.
func ReadAnswers(ctx context.Context, path, named string) (recruit.Sheet, error) {
	f, err := os.Open(path)
	if err != nil {
		return recruit.Sheet{}, &app.Error{Code: app.EIO, Message: "The file " + filepath.Base(path) + " could not be opened.", Hint: "Check that it is still there.", Err: err}
	}
	defer func() { _ = f.Close() }() // it was only read
	st, err := f.Stat()
	if err != nil {
		return recruit.Sheet{}, &app.Error{Code: app.EIO, Message: "The file " + filepath.Base(path) + " could not be read.", Err: err}
	}
	g, err := table.SheetRows(ctx, source.File{Name: filepath.Base(path), R: f, Size: st.Size(), NotText: "Export the answers as CSV or Excel and import that file."}, named, maxAnswers+1)
	if err != nil {
		return recruit.Sheet{}, err
	}
	if len(g.Rows) < 2 {
		return recruit.Sheet{}, app.Invalid("The file "+filepath.Base(path)+" has no answers below its first row.", "The first row names the columns, each row below is one person.")
	}
	return recruit.Sheet{Head: g.Rows[0], Rows: g.Rows[1:], Lines: g.Lines[1:], Tables: g.Sheets, Table: g.Sheet}, nil
}

// Ledger reads the entries of a study, or of all for "", the newest first.
func (w *Workspace) Ledger(ctx context.Context, study app.StudyID) ([]recruit.Entry, error) {
	q := app.PaperQuery{Kind: app.KindIncentive, Study: study}
	all, err := app.Papers[app.Incentive](ctx, w.Store, q)
	if err != nil {
		return nil, err
	}
	people, err := w.Store.Participants(ctx, "")
	if err != nil {
		return nil, err
	}
	studies, err := w.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	codes := make(map[app.ParticipantID]string, len(people))
	for i := range people {
		codes[people[i].ID] = people[i].Code
	}
	names := make(map[app.StudyID]string, len(studies))
	for i := range studies {
		names[studies[i].ID] = studies[i].Name
	}
	return recruit.Entries(all, codes, names), nil
}

// WriteLedger writes the ledger of a study, or of all for "", to a file, "csv" or "xlsx", whole or not at all, and returns how many entries.
// People are named by code; names adds those of the vault, and is refused with ESealed while that is locked.
func (w *Workspace) WriteLedger(ctx context.Context, study app.StudyID, names bool, format, path string, file report.FileOptions) (int, error) {
	entries, err := w.Ledger(ctx, study)
	if err != nil {
		return 0, err
	}
	var who map[app.ParticipantID]string
	if names {
		book, err := w.Vault.Contacts(ctx)
		if err != nil {
			return 0, err
		}
		who = map[app.ParticipantID]string{}
		for _, c := range book.All {
			who[c.Participant] = c.Name
		}
	}
	columns, rows := recruit.LedgerTable(entries, who)
	switch format {
	case "csv":
		err = report.WriteFile(path, file, func(out io.Writer) error { return writeLedger(out, columns, rows) })
	case "xlsx":
		err = report.WriteFile(path, file, func(out io.Writer) error {
			_, err := sheet.Write(ctx, out, ledgerBook(columns, rows, w.Hand.Author, app.DateOf(w.Hand.Begin("").At)), sheet.Options{})
			return err
		})
	default:
		err = app.Invalid("The ledger is not written as “"+format+"”.", "Choose csv or xlsx.")
	}
	return len(entries), err
}

func writeLedger(out io.Writer, columns []recruit.LedgerColumn, rows [][]string) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.Title
	}
	if err := w.Write(head); err != nil {
		return err
	}
	for _, row := range rows {
		for i := range row {
			if !columns[i].Number {
				row[i] = report.Inert(row[i])
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func ledgerBook(columns []recruit.LedgerColumn, rows [][]string, author string, date app.Date) *report.Book {
	sh := report.Sheet{Name: "Incentives", Freeze: 2}
	for _, c := range columns {
		sh.Columns = append(sh.Columns, report.SheetColumn{Title: c.Title, Width: c.Width, Meaning: c.Meaning, Wrap: c.Width >= 40})
	}
	for _, row := range rows {
		cells := make([]report.Value, len(row))
		for i, s := range row {
			cells[i] = report.Value{Kind: report.Text, Text: s}
			if n, err := strconv.ParseFloat(s, 64); columns[i].Number && err == nil {
				cells[i] = report.Value{Kind: report.Number, Number: n}
			}
			if s == "" {
				cells[i] = report.Value{}
			}
		}
		sh.Rows = append(sh.Rows, cells)
	}
	return &report.Book{Title: "Incentives", Author: author, Subject: "Ledger of incentives", Date: date, Sheets: []report.Sheet{sh}}
}

// ContactsOf reads names and addresses of people from the vault. Returns ESealed while it is locked; people of whom nothing is known are
// left out.
func (w *Workspace) ContactsOf(ctx context.Context, ids []app.ParticipantID) (map[app.ParticipantID]app.Contact, error) {
	book, err := w.Vault.Contacts(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[app.ParticipantID]app.Contact, len(ids))
	for _, id := range ids {
		if c, ok := book.Of(id); ok {
			out[id] = c
		}
	}
	return out, nil
}

// WriteMails writes a message file for each invitation into a folder, which is made if it is not there: as name, or named by the person's
// code for "", such as P07.eml. Files of these names are replaced. Returns how many were written, and the first error; what was written
// before it stays.
func WriteMails(ctx context.Context, folder, name string, all []recruit.Invitation, now time.Time) (written int, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return 0, &app.Error{Code: app.EIO, Message: "The folder " + filepath.Base(folder) + " could not be made.", Hint: "Choose another place or name.", Err: err}
	}
	for i, in := range all {
		if ctx.Err() != nil {
			return written, ctx.Err()
		}
		file := name
		if file == "" {
			file = in.Code + ".eml"
		}
		if app.FileName(file, "") != file { // it leads elsewhere, or is a device
			file = fmt.Sprintf("invitation %d.eml", i+1)
		}
		err := report.WriteFile(filepath.Join(folder, file), report.FileOptions{Overwrite: true}, func(out io.Writer) error { return recruit.WriteMail(out, in, now) })
		if err != nil {
			return written, err
		}
		written++
	}
	return written, nil
}
