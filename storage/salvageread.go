package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
	"throughline/storage/salvage"
)

// derivedTables are not wanted: they are made anew from the others.
var derivedTables = []string{"memo_link", "journal_ref", "estimate", "interview_holding", "meaning", "meaning_due"}

// read reads the rows of a damaged file. Indexes are made when all rows are there.
func (r *rawFile) read(ctx context.Context, file *salvage.File, report *app.SalvageReport, p app.Progress) error {
	tables, err := r.tables(ctx)
	if err != nil {
		return err
	}
	if err := r.roots(ctx, file, tables); err != nil {
		return err
	}
	indexes, err := texts(ctx, r.db, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE '%_text%'")
	if err != nil {
		return err
	}
	names, err := texts(ctx, r.db, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE '%_text%'")
	if err != nil {
		return err
	}
	for _, name := range names { // a name cannot be bound
		if _, err := r.db.ExecContext(ctx, `DROP INDEX "`+name+`"`); err != nil {
			return err
		}
	}
	in := intake{raw: r, tables: tables, p: p}
	found, err := in.run(ctx, file)
	if err != nil {
		return err
	}
	report.Pages, report.Destroyed, report.BadRows = found.Pages, found.Destroyed, found.BadRows+in.refused
	report.Unassigned = found.Unassigned
	if n := file.Missing(); n > 0 {
		report.Destroyed += n
		report.Gone = append(report.Gone, fmt.Sprintf("The end of the file is missing: %d of its %d pages.", n, n+file.Pages()))
	}
	defer func() { r.heads = nil }()
	for _, text := range indexes {
		text = strings.Replace(text, "CREATE UNIQUE INDEX", "CREATE INDEX", 1) // laws are the new file's
		if _, err := r.db.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return r.regain(ctx, file, found.Ends)
}

// intake puts rows into the raw file, many in a transaction.
type intake struct {
	raw     *rawFile
	tables  []salvage.Table
	p       app.Progress
	tx      *sql.Tx
	rows    int
	refused int
	inserts map[insertOf]*sql.Stmt
}

// insertOf is a statement that fills the first columns of a table.
type insertOf struct{ table, columns int }

// intakeRows is how many rows a transaction takes.
const intakeRows = 50_000

func (in *intake) run(ctx context.Context, file *salvage.File) (found salvage.Found, err error) {
	if err := in.begin(ctx); err != nil {
		return found, err
	}
	defer func() { _ = in.tx.Rollback() }() // does nothing after Commit
	found, err = file.Rows(ctx, in.tables, func(table int, row salvage.Row) error { return in.take(ctx, table, row) })
	if err != nil {
		return found, err
	}
	return found, in.tx.Commit()
}

func (in *intake) begin(ctx context.Context) (err error) {
	in.inserts = map[insertOf]*sql.Stmt{}
	in.tx, err = in.raw.db.BeginTx(ctx, nil)
	return err
}

// take stores one row. A row that SQLite refuses, because it is there already or breaks the types of its table, is counted.
func (in *intake) take(ctx context.Context, table int, row salvage.Row) error {
	t := &in.tables[table]
	if in.raw.noteHead(t.Name, row.Values) {
		return nil
	}
	in.heal(t, &row)
	stmt, err := in.insert(ctx, table, min(len(row.Values), len(t.Columns)))
	if err != nil {
		return err
	}
	values := row.Values[:min(len(row.Values), len(t.Columns))]
	for i := range values {
		if t.Columns[i].IsID {
			values[i] = row.ID
		}
	}
	if _, err := stmt.ExecContext(ctx, values...); err != nil { // pages that no tree reached may hold rows that are there already: no error
		if ctx.Err() != nil {
			return ctx.Err()
		}
		in.refused++
	}
	if in.rows++; in.rows%intakeRows == 0 {
		in.p.Report(int64(in.rows), 0, "Reading rows")
		if err := in.tx.Commit(); err != nil {
			return err
		}
		return in.begin(ctx)
	}
	return nil
}

// insert returns the statement for a row with so many columns.
func (in *intake) insert(ctx context.Context, table, columns int) (*sql.Stmt, error) {
	key := insertOf{table, columns}
	if s, ok := in.inserts[key]; ok {
		return s, nil
	}
	rows, err := texts(ctx, in.tx, "SELECT name FROM pragma_table_info(?) ORDER BY cid LIMIT ?", in.tables[table].Name, columns)
	if err != nil {
		return nil, err
	}
	// #nosec G201 -- table and columns are those of the new workspace, which we made
	text := fmt.Sprintf(`INSERT OR IGNORE INTO "%s" ("%s") VALUES (%s)`, in.tables[table].Name, strings.Join(rows, `", "`),
		strings.TrimSuffix(strings.Repeat("?,", columns), ","))
	s, err := in.tx.PrepareContext(ctx, text)
	in.inserts[key] = s
	return s, err
}

// heal makes of a torn row what can be kept: where a text has a gap is noted, a packed value that is not whole is empty; of a step of
// the history the lines are kept that can be read.
func (in *intake) heal(t *salvage.Table, row *salvage.Row) {
	for _, gap := range row.Torn {
		switch v := row.Values[gap.Column].(type) {
		case string:
			if guid, ok := row.Values[1].(string); ok && t.Name == "transcript" {
				in.raw.torn[guid] = append(in.raw.torn[guid], tornText{gap.From, gap.To})
			}
		case []byte:
			if t.Name == "journal" {
				row.Values[gap.Column] = mendLines(v, gap.From)
			} else {
				row.Values[gap.Column] = []byte{}
			}
		}
	}
	if t.Name != "journal" {
		return
	}
	for i, v := range row.Values { // noise in the place of a page is no gap; an old step that keeps nothing any more stays so
		if payload, ok := v.([]byte); ok && len(payload) > 0 && eachLine(payload, func([]byte) error { return nil }) != nil {
			row.Values[i] = mendLines(payload, len(payload))
		}
	}
}

// tables describes the trees of the raw file, which has the version of the damaged one.
func (r *rawFile) tables(ctx context.Context) ([]salvage.Table, error) {
	found, err := collect(ctx, r.db, func(row scanner) (t salvage.Table, err error) {
		var kind, text string
		err = row.Scan(&kind, &t.Name, &text)
		t.RowIDs = kind == "table" && !strings.Contains(text, "WITHOUT ROWID")
		t.Skip = kind == "index" || strings.Contains(t.Name, "_text") || strings.HasPrefix(t.Name, "sqlite_") || slices.Contains(derivedTables, t.Name)
		t.Skip = t.Skip && !slices.Contains(headIndexes, t.Name)
		return t, err
	}, "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE rootpage > 0 ORDER BY name")
	if err != nil {
		return nil, err
	}
	for i := range found {
		if err := r.columns(ctx, &found[i]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// columns describes what the rows of a tree hold. An index holds its columns and the key of its table.
func (r *rawFile) columns(ctx context.Context, t *salvage.Table) error {
	query := `SELECT c.name, c.type, c."notnull" = 0 AND c.pk = 0, c.pk, c.dflt_value IS NOT NULL FROM pragma_table_info(?1) c ORDER BY c.cid`
	if !t.RowIDs && t.Skip {
		query = `SELECT coalesce(x.name, ''), coalesce(c.type, 'INTEGER'), coalesce(c."notnull" = 0, 0), 0, 0 FROM pragma_index_xinfo(?1) x
			LEFT JOIN sqlite_schema s ON s.name = ?1 LEFT JOIN pragma_table_info(s.tbl_name) c ON c.name = x.name ORDER BY x.seqno`
	}
	late := 0
	err := each(ctx, r.db, func(row scanner) error {
		var name, typ string
		var null, defaulted bool
		var pk int
		if err := row.Scan(&name, &typ, &null, &pk, &defaulted); err != nil {
			return err
		}
		if defaulted || null && len(t.Columns) > 0 { // columns that were added later have a default or may be empty
			late++
		} else {
			late = 0
		}
		t.Columns = append(t.Columns, salvage.Column{Type: typ, Null: null, GUID: name == "guid" && t.RowIDs,
			IsID: t.RowIDs && pk == 1 && typ == "INTEGER"})
		return nil
	}, query, t.Name)
	t.Fewest = len(t.Columns) - late
	return err
}

// roots finds where the damaged file keeps each tree, by its own schema. What the schema lost is looked for where a new file has it, and stays at 0 when it
// is not there.
func (r *rawFile) roots(ctx context.Context, file *salvage.File, tables []salvage.Table) error {
	any := salvage.Column{Null: true}
	schema := []salvage.Table{{Name: "sqlite_schema", Root: 1, RowIDs: true, Columns: []salvage.Column{any, any, any, any, any}, Fewest: 5}}
	_, err := file.Rows(ctx, schema, func(_ int, row salvage.Row) error {
		name, _ := row.Values[1].(string)
		root, _ := row.Values[3].(int64)
		for i := range tables {
			if tables[i].Name == name && root > 1 {
				tables[i].Root = uint32(root) // a number of a page
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	taken := map[uint32]bool{}
	for _, t := range tables {
		taken[t.Root] = true
	}
	return each(ctx, r.db, func(row scanner) error {
		var name string
		var root uint32
		if err := row.Scan(&name, &root); err != nil {
			return err
		}
		if i := slices.IndexFunc(tables, func(t salvage.Table) bool { return t.Name == name }); i >= 0 && tables[i].Root == 0 && !taken[root] && file.Leads(root, tables[i]) {
			tables[i].Root = root
		}
		return nil
	}, "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 1")
}
