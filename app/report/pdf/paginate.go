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
	kept := map[int]*settled{}
	for range mostPasses {
		l, err := onePass(ctx, d, last, kept, progress)
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

func onePass(ctx context.Context, d *report.Document, last *layout, kept map[int]*settled, progress app.Progress) (*layout, error) {
	w, h := pageSize(d.Paper)
	f := newFlow(w, h)
	s := &setter{width: w - 2*side, height: f.limit() - top, last: last}
	f.place(s.cover(d))
	from := 0
	for i, b := range d.Blocks {
		if i%64 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			progress.Report(int64(i), int64(len(d.Blocks)), "Setting pages")
		}
		if _, ok := b.(report.PageBreak); ok && i > from {
			f.place(s.fit(f, d.Blocks[from:i], at(kept, from)))
			from = i
		}
	}
	f.place(s.fit(f, d.Blocks[from:], at(kept, from)))
	return f.layout, nil
}

// settled are the strips of what stands between two page breaks, in full and with tables in brief, kept from one pass to the next. What names pages is
// set anew each time.
type settled struct{ full, brief []strip }

// at is what is kept of the blocks that begin at a place.
func at(kept map[int]*settled, from int) *settled {
	if kept[from] == nil {
		kept[from] = &settled{}
	}
	return kept[from]
}

// fit sets what stands between two page breaks for the place where a flow is.
func (s *setter) fit(f *flow, blocks []report.Block, k *settled) []strip {
	if namesPages(blocks) {
		*k = settled{}
	}
	if k.full == nil {
		k.full = s.set(blocks)
	}
	return f.squeeze(k.full, func() []strip {
		if k.brief == nil {
			s.brief = true
			k.brief = s.set(blocks)
			s.brief = false
		}
		return k.brief
	})
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
