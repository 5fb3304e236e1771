package report

import (
	"context"

	"throughline/assets/locale"
)

// english is the name of a sheet in English, which does not change with the language.
func (s *Sheet) english() string {
	if s.key != "" {
		return s.key
	}
	return s.Name
}

// english is the title of a column in English.
func (c *SheetColumn) english() string {
	if c.key != "" {
		return c.key
	}
	return c.Title
}

// Translate says the fixed words of all sheets in the language of the book: names, titles, what the data dictionary and the notes say, titles of charts and the cells of columns
// of Words. What people wrote stays. Call it once, when all sheets are there and before the book is written; nothing changes in English.
func (b *Book) Translate() {
	g := tongue{b.Language}
	if g.lang.Tag() == English.Tag() {
		return
	}
	x := &translator{tongue: g, had: map[string]string{}}
	for i := range b.Sheets {
		s := &b.Sheets[i]
		x.sheet(s)
		if stream, columns := s.Stream, s.Columns; stream != nil {
			s.Stream = func(ctx context.Context, put func([]Value) error) error {
				return stream(ctx, func(cells []Value) error { return put(x.row(columns, cells)) })
			}
		}
	}
	if late := b.Late; late != nil {
		b.Late = func() error {
			err := late()
			for i := range b.Sheets {
				x.sheet(&b.Sheets[i])
			}
			return err
		}
	}
}

// translator remembers what it said: a word stands in a column again and again.
type translator struct {
	tongue
	had map[string]string
}

func (x *translator) say(s string) string { return x.as("", s) }

// as says what may mean something else elsewhere: "column: Low" is the end of an interval, "Low" how sure one is.
func (x *translator) as(what, s string) string {
	if s == "" {
		return ""
	}
	key := what + s
	said, ok := x.had[key]
	if !ok {
		if said, ok = locale.Words(x.lang.Tag())[key]; !ok {
			said = x.phrase(s)
		}
		if len(x.had) < mostSaid {
			x.had[key] = said
		}
	}
	return said
}

// mostSaid bounds what is remembered: sentences of columns may all differ.
const mostSaid = 20_000

// sheet says what a sheet has that is not said yet.
func (x *translator) sheet(s *Sheet) {
	if s.key == "" {
		s.key, s.Name, s.Note = s.Name, x.say(s.Name), x.say(s.Note)
		columns := make([]SheetColumn, len(s.Columns)) // the same column may stand in several books
		for i, c := range s.Columns {
			c.key = c.Title
			if !c.Own {
				c.Title = x.as("column: ", c.Title)
			}
			c.Meaning, c.Unit, c.How = x.say(c.Meaning), x.say(c.Unit), x.say(c.How)
			columns[i] = c
		}
		s.Columns = columns
		for i := range s.Charts {
			c := &s.Charts[i]
			drawn := *c.Chart
			drawn.Title, drawn.XTitle, drawn.YTitle, drawn.Unit = x.say(drawn.Title), x.say(drawn.XTitle), x.say(drawn.YTitle), x.say(drawn.Unit)
			c.Chart, c.Sheet = &drawn, x.say(c.Sheet)
		}
	}
	for ; s.said < len(s.Rows); s.said++ {
		x.row(s.Columns, s.Rows[s.said])
	}
}

// row says the cells of a row that are fixed words.
func (x *translator) row(columns []SheetColumn, cells []Value) []Value {
	for i := range cells {
		if i < len(columns) && columns[i].Words && cells[i].Kind == Text {
			cells[i].Text = x.as("cell: ", cells[i].Text)
		}
	}
	return cells
}
