package report

import (
	"context"
	"slices"
)

// rewrite puts every word of a document through say.
func (d *Document) rewrite(say func(string) string) {
	for _, s := range []*string{&d.Title, &d.Subtitle, &d.Subject, &d.Footer} {
		*s = say(*s)
	}
	for i := range d.Keywords {
		d.Keywords[i] = say(d.Keywords[i])
	}
	facts(d.Facts, say)
	for i, b := range d.Blocks {
		d.Blocks[i] = rewritten(b, say)
	}
	if d.Manifest != nil {
		d.Manifest.rewrite(say)
	}
}

func (m *Manifest) rewrite(say func(string) string) {
	for i := range m.Parts {
		m.Parts[i].Name = say(m.Parts[i].Name)
	}
	r := &m.Recipe
	r.Title, r.Scope, r.Audience = say(r.Title), say(r.Scope), say(r.Audience)
}

func facts(all []Fact, say func(string) string) {
	for i := range all {
		all[i].Value = say(all[i].Value)
	}
}

func runsRewritten(all []Run, say func(string) string) {
	for i := range all {
		all[i].Text = say(all[i].Text)
	}
}

func rewritten(b Block, say func(string) string) Block {
	switch x := b.(type) {
	case Heading:
		x.Kicker, x.Short, x.Text = say(x.Kicker), say(x.Short), say(x.Text)
		return x
	case Paragraph:
		runsRewritten(x.Runs, say)
	case Note:
		runsRewritten(x.Runs, say)
	case Quote:
		x.Text, x.Comment, x.Source = say(x.Text), say(x.Comment), say(x.Source)
		return x
	case Facts:
		facts(x.Facts, say)
	case List:
		for i := range x.Items {
			runsRewritten(x.Items[i].Runs, say)
			x.Items[i].Aside = say(x.Items[i].Aside)
		}
	case Table:
		for _, r := range x.Rows {
			for _, c := range r.Cells {
				runsRewritten(c, say)
			}
		}
		runsRewritten(x.Brief, say)
		x.Note = say(x.Note)
		return x.withoutEmptyColumns()
	case Chart:
		for i := range x.Categories {
			x.Categories[i] = say(x.Categories[i])
		}
		x.Title, x.Alt = say(x.Title), say(x.Alt)
	}
	return b
}

// withoutEmptyColumns leaves out columns that say nothing in any row.
func (t Table) withoutEmptyColumns() Table {
	if len(t.Rows) == 0 {
		return t
	}
	for i := len(t.Columns) - 1; i >= 0; i-- {
		says := func(r Row) bool {
			return i < len(r.Cells) && slices.ContainsFunc(r.Cells[i], func(run Run) bool { return run.Text != "" })
		}
		if slices.ContainsFunc(t.Rows, says) {
			continue
		}
		t.Columns = slices.Delete(slices.Clone(t.Columns), i, i+1)
		for j := range t.Rows {
			if i < len(t.Rows[j].Cells) {
				t.Rows[j].Cells = slices.Delete(t.Rows[j].Cells, i, i+1)
			}
		}
	}
	return t
}

// Disguise puts the words of every sheet, of those added since too, through the naming that the book was composed with. Call it once, before the
// book is written.
func (b *Book) Disguise() {
	if b.say == nil {
		return
	}
	row := func(cells []Value) []Value {
		for i := range cells {
			if cells[i].Kind == Text {
				cells[i].Text = b.say(cells[i].Text)
			}
		}
		return cells
	}
	late := b.Late
	all := func() {
		for i := range b.Sheets {
			for j := range b.Sheets[i].Rows {
				row(b.Sheets[i].Rows[j])
			}
		}
	}
	for i := range b.Sheets {
		s := &b.Sheets[i]
		if stream := s.Stream; stream != nil {
			s.Stream = func(ctx context.Context, put func([]Value) error) error {
				return stream(ctx, func(cells []Value) error { return put(row(cells)) })
			}
		}
	}
	all()
	if late != nil {
		b.Late = func() error {
			err := late()
			all()
			return err
		}
	}
}
