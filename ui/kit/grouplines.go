package kit

// groupHigh and groupHeadHigh are the heights of a line and of a heading.
const groupHigh, groupHeadHigh float32 = 56, 34

// Heights of what stands below the two rows of a line, and of a title's line.
const groupSaid, groupWhy, groupMeter, groupTitle float32 = 38, 18, 10, 20

// high is how tall a line is.
func (l *GroupList) high(r *GroupRow) float32 {
	h := groupHigh
	if r.Head {
		h = groupHeadHigh
	} else {
		h += float32(l.titleLines(r)-1) * groupTitle
	}
	if r.Meter {
		h += groupMeter
	}
	if r.Said != "" {
		h += l.saidHigh(r)
	}
	if r.Why != "" {
		h += groupWhy
	}
	return h
}

// mostTitleLines is how many lines a title of a Long list takes at most.
const mostTitleLines = 3

// titleLines is how many lines the title of a line is drawn in. What stands at its end takes room from the first only.
func (l *GroupList) titleLines(r *GroupRow) int {
	room := l.wide - groupPad - l.inset(r)
	if !l.Long || l.wide <= 0 || !wider(r.Title, Strong, room-r.ends()) {
		return 1
	}
	return max(2, linesFrom(r.Title, Strong, room-r.ends(), room, mostTitleLines))
}

// saidHigh is how tall what was found in a line stands: in a list whose lines are measured, a single row is no taller than it needs to be.
func (l *GroupList) saidHigh(r *GroupRow) float32 {
	if l.Long && l.wide > 0 && !wider(r.Said, Control.B(), l.wide-groupPad-l.inset(r)) {
		return groupSaid - groupWhy
	}
	return groupSaid
}

// stack works out where n lines lie.
func (l *GroupList) stack(n int) {
	l.tops = l.tops[:0]
	y := float32(0)
	for i := range n {
		l.tops = append(l.tops, y)
		r := l.Row(i)
		y += l.high(&r)
	}
	l.tops = append(l.tops, y)
}

// inSight reports whether any of a line is in view.
func (l *GroupList) inSight(i int) bool {
	from := l.scroll.Offset.Y
	return l.tops[i+1] > from && l.tops[i] < from+l.scroll.Size().Height
}

// place is the line that shows the keyboard's place: the chosen one, or the first in sight while that is out of it.
func (l *GroupList) place() int {
	if l.at >= 0 && l.at < l.Rows() && l.inSight(l.at) {
		return l.at
	}
	for i := range l.Rows() {
		if l.inSight(i) {
			return i
		}
	}
	return -1
}

// inset is where the words of a line begin.
func (l *GroupList) inset(r *GroupRow) float32 {
	x := groupPad + float32(r.Depth)*outlineIndent + 16
	if !l.Side {
		x += checkBox + 8
	}
	return x
}

// ends is the room that stands at the end of a title.
func (r *GroupRow) ends() (w float32) {
	if r.Badge != "" {
		w += roundUp(Measure(r.Badge, Small).Width) + 14 + 8
	}
	if r.Says != nil {
		w += roundUp(Measure(r.Says.Word, Small).Width) + 1 + 5 + cellIcon + 8
	}
	if r.Lock {
		w += 14 + 8
	}
	return w
}
