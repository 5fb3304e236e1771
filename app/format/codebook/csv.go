package codebook

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/table"
	"throughline/app/format/tagpath"
)

// headerRows is within how many rows the header must stand: exports put a title above it.
const headerRows = 8

// row is one row of a table: a code, and what it says about where it stands.
type row struct {
	entry  app.CodeEntry
	path   []string // from the top down to the code, when the row gives it whole
	parent string   // as the row names it
}

// readTable reads a codebook from a table: one row a code. Its place is given by a path, by level columns, by its parent's
// name or path, or it stands at the top. Without a header a table of one column is a list of names.
func readTable(ctx context.Context, f source.File) (app.Codebook, error) {
	g, err := table.Rows(ctx, f, 2*MaxCodes)
	if err != nil {
		return app.Codebook{}, err
	}
	t := newTree(f, g.Format)
	t.book.Encoding, t.book.Warnings = g.Encoding, g.Warnings
	l, body, err := t.header(g.Rows)
	if err != nil {
		return app.Codebook{}, err
	}
	for _, name := range l.unused {
		t.lost.add(lostColumns, name)
	}
	rows := t.rows(l, body)
	t.place(l, rows)
	for i := range rows {
		if i%1024 == 0 && ctx.Err() != nil {
			return app.Codebook{}, ctx.Err()
		}
		if _, err := t.addPath(rows[i].path, rows[i].entry); err != nil {
			return app.Codebook{}, err
		}
	}
	if !l.exact {
		t.nest()
	}
	return t.finish("tags")
}

// header finds the row that names the columns. Returns EInvalid if no row does.
func (t *tree) header(rows [][]string) (layout, [][]string, error) {
	for i := range min(headerRows, len(rows)) {
		if l, ok := readLayout(rows[i]); ok {
			return l, rows[i+1:], nil
		}
	}
	if !slices.ContainsFunc(rows, func(r []string) bool { return len(r) > 1 && strings.Join(r[1:], "") != "" }) {
		return layout{at: map[column]int{colName: 0}}, rows, nil
	}
	return layout{}, nil, t.file.Fail(app.EInvalid, "has no column of tag names.", "Name the columns in the first row: Tag, Parent, Definition, and so on.", nil)
}

// rows reads the rows that name a code.
func (t *tree) rows(l layout, body [][]string) []row {
	out := make([]row, 0, len(body))
	var above []string // the levels of the row before: a cell left empty repeats them
	for _, cells := range body {
		r := row{parent: l.cell(cells, colParent)}
		t.fill(&r.entry, l, cells)
		name := tidy(l.cell(cells, colName))
		if len(l.levels) > 0 {
			r.path = levels(l, cells, above)
			above = r.path
			if name != "" {
				r.path = append(slices.Clone(r.path), name)
			}
		} else if name != "" {
			r.entry.Tag.Name = name
		}
		if path := l.cell(cells, colPath); path != "" {
			r.entry.Tag.Name, r.parent = "", path // parted below, once all are known
		}
		if len(r.path) == 0 && r.entry.Tag.Name == "" && (!l.has(colPath) || r.parent == "") {
			t.lost.add(lostNameless, "")
			continue
		}
		out = append(out, r)
	}
	return out
}

// levels reads the level columns of a row. Empty cells before the first that is filled repeat the row above.
func levels(l layout, cells, above []string) []string {
	var path []string
	for i, c := range l.levels {
		name := ""
		if c < len(cells) {
			name = tidy(unguardCell(cells[c]))
		}
		switch {
		case name != "":
			path = append(path, name)
		case len(path) == i && i < len(above) && anyBelow(l, cells, i):
			path = append(path, above[i])
		}
	}
	return path
}

// anyBelow reports whether a level below i is filled.
func anyBelow(l layout, cells []string, i int) bool {
	return slices.ContainsFunc(l.levels[i+1:], func(c int) bool { return c < len(cells) && cells[c] != "" })
}

// fill takes what a row says of a code.
func (t *tree) fill(c *app.CodeEntry, l layout, cells []string) {
	readDescription(l.cell(cells, colDefinition), c)
	if l.exact {
		c.Tag = app.Tag{Definition: l.cell(cells, colDefinition)}
		c.Replaced = nil
	}
	for _, f := range []struct {
		to *string
		at column
	}{{&c.Tag.Include, colInclude}, {&c.Tag.Exclude, colExclude}, {&c.Tag.Example, colExample}} {
		if s := l.cell(cells, f.at); s != "" {
			*f.to = s
		}
	}
	c.Tag.ID = guid(l.cell(cells, colGUID))
	t.color(c, l.cell(cells, colColor))
	if n := shortcut(l.cell(cells, colShortcut)); n > 0 {
		c.Tag.Shortcut = n
	}
	if s := l.cell(cells, colStatus); s != "" {
		if c.Tag.Status = status(s); c.Tag.Status == "" {
			t.lost.add(lostStatus, s)
		}
	}
	if s := l.cell(cells, colReplaced); s != "" {
		c.Replaced = tagpath.Split(s)
	}
}

// place gives each row its path.
func (t *tree) place(l layout, rows []row) {
	if len(l.levels) > 0 {
		return
	}
	var paths []string
	for i := range rows {
		paths = append(paths, rows[i].parent)
	}
	sep := tagpath.Sign
	if !l.exact {
		sep = tagpath.Separator(paths)
	}
	if l.has(colPath) {
		for i := range rows {
			r := &rows[i]
			if r.entry.Tag.Name == "" {
				r.path = tagpath.SplitBy(r.parent, sep)
			}
			if len(r.path) == 0 {
				r.path = []string{tidy(firstOf(r.entry.Tag.Name, r.parent))}
			}
		}
		return
	}
	p := parents{rows: rows, sep: sep, named: map[string][]int{}, state: make([]int, len(rows)), loop: func(name string) { t.lost.add(lostLoops, name) }}
	for i := range rows {
		k := strings.ToLower(rows[i].entry.Tag.Name)
		p.named[k] = append(p.named[k], i)
	}
	for i := range rows {
		p.find(i)
	}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// parents finds the paths of rows that name their parent.
type parents struct {
	rows  []row
	sep   string
	named map[string][]int // rows by name in lower case
	state []int            // of each row: 0 to do, 1 being found, 2 found
	loop  func(name string)
}

// find gives row i its path. A parent named alone is the row of that name, if there is one; else it is read as a path.
func (p *parents) find(i int) []string {
	r := &p.rows[i]
	switch p.state[i] {
	case 2:
		return r.path
	case 1:
		return nil // round in a circle
	}
	p.state[i] = 1
	up, circle := p.above(i)
	if circle {
		p.loop(r.entry.Tag.Name)
	}
	r.path = append(slices.Clone(up), r.entry.Tag.Name)
	p.state[i] = 2
	return r.path
}

func (p *parents) above(i int) (up []string, circle bool) {
	parent := tidy(p.rows[i].parent)
	if parent == "" {
		return nil, false
	}
	names := tagpath.SplitBy(parent, p.sep)
	if len(names) > 1 {
		return names, false
	}
	like := p.named[strings.ToLower(parent)]
	if p.sep == tagpath.Sign && len(names) == 1 {
		parent = names[0]
		like = p.named[strings.ToLower(parent)]
	}
	like = slices.DeleteFunc(slices.Clone(like), func(j int) bool { return j == i })
	for _, j := range like { // one at the top is what a lone name means first
		if p.rows[j].parent == "" {
			return p.find(j), false
		}
	}
	if len(like) == 1 {
		up := p.find(like[0])
		return up, up == nil
	}
	return []string{parent}, false
}
