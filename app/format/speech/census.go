package speech

import (
	"time"

	"throughline/app"
)

// maxLabels bounds how many different labels are counted; a transcript has a handful.
const maxLabels = 20_000

// Census counts what the lines of a file might be. The zero value is ready.
type Census struct {
	lines  int // lines that are not blank
	kinds  [kinds]int
	labels map[string]*tally

	times, inOrder int           // lines with a time, and those not earlier than the one before
	last           time.Duration // the latest time
	quarters       int           // stamps of two parts on a quarter of a minute: more likely the hours of an agenda
	shorts         int           // stamps of two parts
	above          int           // stamps right below a line that looks like a name
}

type tally struct {
	name  string // as first met
	n     int    // lines that begin with it, in any shape
	timed int    // of these, lines with a time
	twin  int    // of these, lines whose shape sets label and time off from each other
	plain int    // lines in a shape that names a speaker without doubt about where the label ends: not bold alone
	above bool   // met above a stamp
	first bool   // begins the file
}

// Add counts one line that is not blank.
func (c *Census) Add(m Mark) {
	c.lines++
	c.kinds[m.kind]++
	if m.at != app.NoTime {
		c.times++
		if m.at >= c.last || m.at+12*time.Hour < c.last { // later, or past midnight
			c.inOrder++
		}
		c.last = m.at
	}
	if (m.kind == stamp || m.kind == stamped) && m.short && m.to == app.NoTime {
		c.shorts++
		if m.at%(15*time.Second) == 0 {
			c.quarters++
		}
	}
	t := c.tally(m.label)
	if t == nil {
		return
	}
	t.n++
	t.first = t.first || c.lines == 1
	if m.at != app.NoTime {
		t.timed++
		if m.twin {
			t.twin++
		}
	}
	if m.kind != bold || m.rest != "" {
		t.plain++
	}
}

// AddAbove counts a name that stands alone on the line above a stamp.
func (c *Census) AddAbove(label string) {
	c.above++
	if t := c.tally(label); t != nil {
		t.n++
		t.timed++
		t.above = true
	}
}

func (c *Census) tally(label string) *tally {
	if label == "" {
		return nil
	}
	key := fold(label)
	t := c.labels[key]
	if t == nil && len(c.labels) < maxLabels {
		if c.labels == nil {
			c.labels = map[string]*tally{}
		}
		t = &tally{name: label}
		c.labels[key] = t
	}
	return t
}

// Speakers says which labels of a file are believed to name speakers, and whether its times are believed.
type Speakers struct {
	names  map[string]string // by folded label
	counts map[string]int    // lines that begin with the label, by folded label
	times  bool
	stamps bool // lines with a time and no name begin a new utterance
	turns  bool // names stand on lines of their own, so a lone time begins the turn of somebody unknown
	above  bool // names stand above stamps

	anchors []anchor      // by line
	longest time.Duration // between two of them
}

// Decide weighs the census. Labels with times are believed when the times run forward; labels alone when they
// recur, or when at least half of the lines have one.
func (c *Census) Decide() *Speakers {
	s := &Speakers{names: map[string]string{}, counts: map[string]int{}}
	s.above = c.kinds[stamp] > 0 && c.above*5 >= c.kinds[stamp]*4
	s.turns = c.kinds[header] > c.kinds[inline]
	forward := c.times >= 2 && c.inOrder*5 >= c.times*4
	e := c.evidence(s.above)
	for key, t := range c.labels {
		if t.above && !s.above && t.n == t.timed {
			continue
		}
		timed := c.believesTimed(t, forward, e.timedAgain)
		if timed || e.believes(t) {
			s.names[key], s.counts[key] = t.name, t.n
		}
		s.times = s.times || timed
	}
	s.stamps = forward && c.hasStamps(s.times)
	s.times = s.times || s.stamps || forward && len(s.names) > 0
	return s
}

// believesTimed weighs a label that stands beside times: forward says that the times run forward, again that some name
// beside a time recurs.
func (c *Census) believesTimed(t *tally, forward, again bool) bool {
	if t.timed == 0 {
		return false
	}
	if forward {
		return (t.twin > 0 || again || t.n > 1) && (nameLike(t.name) || t.n >= 3)
	}
	// The one turn of a short file.
	return c.times == 1 && c.lines <= 8 && t.first && t.twin > 0 && nameLike(t.name)
}

// hasStamps reports whether times without names begin utterances: beside names with times always, else when they
// are a tenth of the lines and do not look like the hours of an agenda.
func (c *Census) hasStamps(timed bool) bool {
	loose := c.kinds[stamp] + c.kinds[stamped]
	agenda := c.shorts >= 2 && c.quarters == c.shorts
	return loose > 0 && (timed || loose >= 2 && loose*10 >= c.lines && !agenda)
}

// evidence sums the census up over all labels that look like names.
type evidence struct {
	lines      int
	labelled   int // lines with such a label
	again      int // of these, lines whose label recurs
	labels     int // different labels that recur
	timedAgain bool
}

func (c *Census) evidence(above bool) evidence {
	e := evidence{lines: c.lines}
	for _, t := range c.labels {
		if t.above && !above {
			continue
		}
		if t.timed >= 2 && nameLike(t.name) {
			e.timedAgain = true
		}
		if !nameLike(t.name) && t.n < 2 {
			continue
		}
		e.labelled += t.n
		if t.n >= 2 {
			e.again += t.n
			e.labels++
		}
	}
	return e
}

// recurring reports whether labels that recur make a script: three lines, a twentieth of all, and two labels or a fifth.
func (e *evidence) recurring() bool {
	return e.again >= 3 && e.again*20 >= e.lines && (e.labels >= 2 || e.again*5 >= e.lines)
}

// half reports whether at least half of the lines have a label.
func (e *evidence) half() bool { return e.labelled >= 2 && e.labelled*2 >= e.lines }

// believes weighs a label without regard to times.
func (e *evidence) believes(t *tally) bool {
	switch {
	case t.plain == 0: // bold and alone on its line: a heading unless it recurs
		return t.n >= 2 && e.recurring()
	case !nameLike(t.name):
		return t.n >= 2 && e.half() || t.n >= 3 && e.recurring()
	case t.n >= 2:
		return e.recurring() || e.half()
	}
	// Four turns or more without anybody's second are no talk but a list.
	talk := e.labels > 0 || e.labelled <= 3
	return talk && e.half() && (e.labelled*5 >= e.lines*4 || e.again >= 2) || e.recurring() && codeLike(t.name)
}

// Believes reports whether the line m names a speaker, and which.
func (s *Speakers) Believes(m Mark) (string, bool) {
	if m.label == "" || m.kind == header && !s.times {
		return "", false
	}
	name, ok := s.names[fold(m.label)]
	return name, ok
}

// Begins reports whether a line names who speaks or when, so that what is said begins with it, and whether it holds nothing else.
func (s *Speakers) Begins(l Line) (begins, alone bool) {
	m := Parse(l)
	if _, ok := s.Believes(m); ok {
		return true, m.rest == ""
	}
	if (m.kind == stamp || m.kind == stamped) && s.stamps {
		return true, m.kind == stamp
	}
	_, named := s.names[fold(l.Text)]
	return named && s.above, true
}

// Any reports whether there is a speaker.
func (s *Speakers) Any() bool { return len(s.names) > 0 }
