package pdf

import "slices"

// The limits of saving a page: up to which share of its last page a section is tightened as it is, and up to which in short forms; how far gaps may
// shrink.
const (
	lastLines = 0.2
	halfPage  = 0.5
	tightest  = 0.5
)

// A page that holds less than poorPage looks forgotten. Where nothing can be saved, a section is broken at a heading that leaves the page before at least
// fairFirst full, and brings the last one to fairLast.
const (
	poorPage  = 0.3
	fairFirst = 0.55
	fairLast  = 0.33
)

// softLimit is the share of a page above which a soft break takes another.
const softLimit = 0.45

// squeeze makes the best of a section: below the one before if that left room; in full; or where that would leave a page with little on it, with tightened
// gaps, in short forms, or broken at a heading unless the section that follows will stand below it.
func (f *flow) squeeze(full []strip, inBrief func() []strip, next func() []strip) []strip {
	if f.goesOn(full) {
		return f.best(onward(full), func() []strip { return onward(inBrief()) }, next)
	}
	return f.best(full, inBrief, next)
}

// onward are the strips of a section that goes on below another; its heading brings the room between them.
func onward(strips []strip) []strip {
	on := slices.Clone(strips)
	on[0].newPage = false
	return on
}

func (f *flow) best(full []strip, inBrief, next func() []strip) []strip {
	t := f.try(full)
	if t.pages < 2 || t.fill > halfPage && t.held > float64(t.pages-1)+halfPage {
		return full
	}
	if t.fill <= lastLines {
		if tight := f.tighten(full, t.pages); tight != nil {
			return tight
		}
	}
	brief := inBrief()
	if f.try(brief).pages < t.pages {
		return brief
	}
	if tight := f.tighten(brief, t.pages); tight != nil {
		return tight
	}
	if t.fill <= poorPage && !t.flow.goesOn(next()) {
		return f.breakAtHeading(full, t.pages)
	}
	return full
}

// breakAtHeading moves what stands under the last headings to the last page, as far as that keeps the one before well filled.
func (f *flow) breakAtHeading(strips []strip, pages int) []strip {
	best := strips
	for i := len(strips) - 1; i > 0; i-- {
		if !strips[i].part {
			continue
		}
		parted := slices.Clone(strips)
		parted[i].newPage = true
		before, all := f.try(parted[:i]), f.try(parted)
		if before.pages != pages-1 || all.pages != pages || before.fill < fairFirst {
			break
		}
		if best = parted; all.fill >= fairLast {
			break
		}
	}
	return best
}

// tighten shrinks gaps until a page is saved; nil where that is not enough.
func (f *flow) tighten(strips []strip, pages int) []strip {
	tight := slices.Clone(strips)
	for share := 0.9; share >= tightest-0.01; share -= 0.1 {
		for i := range tight {
			tight[i].gap = strips[i].gap * share
		}
		if f.try(tight).pages < pages {
			return tight
		}
	}
	return nil
}

// trial is how strips stand where a flow is.
type trial struct {
	flow  *flow   // after them
	pages int     // that hold some of them
	fill  float64 // of the last page, 0 to 1
	held  float64 // what stands on all of them, in pages; less than they could hold where something does not fit on the rest of a page
}

// try sets strips below what a flow has, or on a page of their own, and leaves the flow as it is. Strips of no section count no pages.
func (f *flow) try(strips []strip) trial {
	if len(strips) == 0 {
		return trial{flow: f}
	}
	column := f.limit() - top
	to := newFlow(f.w, f.h)
	t := trial{flow: to}
	if !strips[0].newPage {
		to.pages, to.y, to.fresh = []*page{{}}, f.y, f.fresh
		t.held = (f.y - top) / column
	}
	to.dry = true
	to.place(strips)
	for i, s := range strips {
		t.held += s.h / column
		if i > 0 {
			t.held += s.gap / column
		}
	}
	t.pages, t.fill = len(to.pages), (to.y-top)/column
	return t
}

// goesOn reports whether a section with a soft break stands below the one before: that left half a page, and it fits there or needs several pages
// anyway.
func (f *flow) goesOn(strips []strip) bool {
	if len(strips) == 0 || !strips[0].soft || len(f.pages) == 0 || f.y-top > softLimit*(f.limit()-top) {
		return false
	}
	return f.try(strips).pages > 1 || f.try(onward(strips)).pages == 1
}
