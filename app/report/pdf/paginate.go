package pdf

import (
	"context"
	"maps"
	"slices"

	"throughline/app"
	"throughline/app/report"
)

// mostPasses ends the search for page numbers that hold. Two passes suffice unless a longer number breaks a line.
const mostPasses = 6

// paginate sets a document on pages, again and again until every page number it prints is right.
func paginate(ctx context.Context, d *report.Document, progress app.Progress) (*layout, error) {
	var last *layout
	all := sections(d.Blocks)
	for range mostPasses {
		l, err := onePass(ctx, d, last, all, 0, progress)
		if err != nil {
			return nil, err
		}
		if last != nil && samePages(l, last) {
			return l, nil
		}
		last = l
	}
	return last, nil
}

func samePages(a, b *layout) bool {
	return len(a.pages) == len(b.pages) && maps.EqualFunc(a.at, b.at, func(p, q place) bool { return p.page == q.page })
}

// onePass sets sections on pages, with the page numbers of the pass before. With most > 0 it ends after as many pages and what follows them has no number yet.
func onePass(ctx context.Context, d *report.Document, last *layout, all []*section, most int, progress app.Progress) (*layout, error) {
	w, h := pageSize(d.Paper)
	f := newFlow(w, h)
	s := &setter{width: w - 2*side, height: f.limit() - top, last: last, unknown: "000"}
	if most > 0 {
		s.unknown = "…"
	}
	none := func() []strip { return nil }
	f.place(f.squeeze(s.cover(d), func() []strip {
		s.brief = true
		defer func() { s.brief = false }()
		return s.cover(d)
	}, none))
	for _, sec := range all {
		if sec.names {
			sec.full, sec.brief = nil, nil // page numbers of the pass before stand in it
		}
	}
	for i, sec := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if most > 0 && len(f.pages) > most {
			f.pages, f.more = f.pages[:most], true
			break
		}
		progress.Report(int64(i), int64(len(all)), "Setting pages")
		next := func() []strip {
			if i+1 < len(all) {
				return s.whole(all[i+1])
			}
			return nil
		}
		f.place(f.squeeze(s.whole(sec), func() []strip { return s.short(sec) }, next))
	}
	return f.layout, nil
}

// section is what stands between two page breaks, with its strips in full and in short forms, kept from one pass to the next unless it names pages.
type section struct {
	blocks      []report.Block
	names       bool // the page of something
	full, brief []strip
}

// sections parts blocks at page breaks, each of which begins the section after it.
func sections(blocks []report.Block) []*section {
	var out []*section
	from := 0
	for i := range blocks {
		if _, ok := blocks[i].(report.PageBreak); ok && i > from {
			out = append(out, &section{blocks: blocks[from:i]})
			from = i
		}
	}
	out = append(out, &section{blocks: blocks[from:]})
	for _, sec := range out {
		sec.names = namesPages(sec.blocks)
	}
	return out
}

func (s *setter) whole(sec *section) []strip {
	if sec.full == nil {
		sec.full = s.set(sec.blocks)
	}
	return sec.full
}

// short sets tables and charts of a section in their short form.
func (s *setter) short(sec *section) []strip {
	if sec.brief == nil {
		s.brief = true
		sec.brief = s.set(sec.blocks)
		s.brief = false
	}
	return sec.brief
}

// namesPages reports whether a text among the blocks tells the page of another.
func namesPages(blocks []report.Block) bool {
	pageOf := func(r report.Run) bool { return r.PageOf != "" }
	item := func(it report.Item) bool { return slices.ContainsFunc(it.Runs, pageOf) }
	return slices.ContainsFunc(blocks, func(b report.Block) bool {
		switch b := b.(type) {
		case report.Paragraph:
			return slices.ContainsFunc(b.Runs, pageOf)
		case report.Note:
			return slices.ContainsFunc(b.Runs, pageOf)
		case report.List:
			return slices.ContainsFunc(b.Items, item)
		case report.Table:
			return slices.ContainsFunc(b.Rows, func(r report.Row) bool {
				return slices.ContainsFunc(r.Cells, func(c report.Cell) bool { return slices.ContainsFunc(c, pageOf) })
			})
		}
		return false
	})
}

// set turns blocks into strips that know where they belong together.
func (s *setter) set(blocks []report.Block) []strip {
	var strips []strip
	for i, b := range blocks {
		next := s.block(b)
		bind(strips, next, blocks[:i], b)
		strips = append(strips, next...)
	}
	return strips
}

// bind joins a block to those before it: it closes up to its heading, a small line under a heading, or what a chart is read by, stays with what
// it introduces, and the first two quotes of a row stay together.
func bind(strips, next []strip, before []report.Block, b report.Block) {
	n := len(before)
	if n == 0 || len(next) == 0 || len(strips) == 0 {
		return
	}
	heading := func(i int) bool { _, ok := nth(before, i).(report.Heading); return ok }
	quote := func(i int) bool { _, ok := nth(before, i).(report.Quote); return ok }
	last := &strips[len(strips)-1]
	if heading(n - 1) {
		next[0].gap = min(next[0].gap, 2) // the heading has brought its own space
	}
	_, chart := b.(report.Chart)
	if p, ok := before[n-1].(report.Paragraph); ok && heading(n-2) && (chart || p.Tone == report.Small) {
		last.keep = true
	}
	if _, ok := b.(report.Quote); ok && quote(n-1) && !quote(n-2) {
		last.keep = true
	}
}

func nth(blocks []report.Block, i int) report.Block {
	if i < 0 {
		return nil
	}
	return blocks[i]
}
