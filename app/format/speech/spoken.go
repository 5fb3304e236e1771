package speech

import (
	"sort"
	"strings"
	"time"

	"throughline/app"
)

// anchor is a line that names who speaks and when.
type anchor struct {
	line  int
	at    time.Duration // running on over midnight
	label string
	sure  bool // the shape of the line alone says that it names a speaker
}

// hold keeps the anchors whose names are believed and that do not depend on one line alone.
func (s *Speakers) hold(all []anchor) {
	for _, a := range all {
		f := fold(a.label)
		if _, ok := s.names[f]; !ok || !a.sure && s.counts[f] < 2 {
			continue
		}
		if n := len(s.anchors); n > 0 {
			last := s.anchors[n-1].at
			a.at = onward(a.at, last)
			s.longest = max(s.longest, a.at-last)
		}
		s.anchors = append(s.anchors, a)
	}
}

// onward puts a time after midnight behind last, which runs on over it.
func onward(at, last time.Duration) time.Duration {
	at += last.Truncate(24 * time.Hour)
	if at+12*time.Hour < last {
		at += 24 * time.Hour
	}
	return at
}

// isSaid reports whether the time on line i is one that somebody speaks of, "9:30 is when I start", and marks nothing: it does not lie
// between the times that stand beside names before and after, or long after the last of them. name is who the line seems to name, or "".
// Times in brackets, of three parts or with an end are always marks.
func (r *reader) isSaid(l Line, m Mark, name string, i int) bool {
	s := r.speakers
	if len(s.anchors) < 2 || m.at == app.NoTime || !m.short || m.to != app.NoTime {
		return false
	}
	if name == "" && (m.kind != stamp && m.kind != stamped || !s.stamps) {
		return false
	}
	if name != "" && (m.kind != header || m.twin || s.counts[fold(name)] > 1) {
		return false
	}
	return !strings.ContainsRune("[(<", firstRune(strings.TrimSpace(l.Text))) && !r.fits(m.at, i)
}

// fits reports whether a time without a sure name may mark line i, and keeps it as the last such.
func (r *reader) fits(at time.Duration, i int) bool {
	s := r.speakers
	k := sort.Search(len(s.anchors), func(k int) bool { return s.anchors[k].line > i })
	from, line := time.Duration(0), -1
	if k > 0 {
		from, line = s.anchors[k-1].at, s.anchors[k-1].line
	}
	if r.loose.line > line {
		from = r.loose.at
	}
	to := from + max(s.longest, time.Minute) // short files say little about how long a turn lasts
	if k < len(s.anchors) {
		to = s.anchors[k].at
	}
	at = onward(at, from)
	if from <= to && (at < from || at > to) {
		return false
	}
	r.loose = anchor{line: i, at: at}
	return true
}
