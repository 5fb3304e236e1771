package generate

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"

	"throughline/app"
)

// Programme is two years of research that never happened: studies of several products in several regions, with people,
// interviews, a codebook, findings, themes, insights and memos. Equal programmes give equal records on every machine.
//
// What people speak about depends on their segment and on the study, so that counts by segment differ as real ones do.
type Programme struct {
	Studies    int // from 1
	Interviews int // from 1, shared out among the studies; some studies are large, most are small
	Findings   int
	Words      int // of an interview, on average; 0 for 4,500
	Seed       uint64
	Until      app.Date // the last day; studies that go on then have interviews that wait
}

// Validate returns EInvalid for a programme that cannot be made.
func (pr Programme) Validate() error {
	switch {
	case pr.Studies < 1 || pr.Interviews < 1 || pr.Findings < 0 || pr.Words < 0:
		return app.Invalid("A programme needs studies and interviews.", "Give at least one of each, and no negative numbers.")
	case pr.Until.Time().IsZero():
		return app.Invalid("A programme needs its last day.", "Give a day such as 2026-11-26.")
	}
	return nil
}

const (
	usualWords = 4500
	years      = 2
	stepSize   = 3000 // records of one step: few enough for memory, enough to pay for a transaction
)

// Make makes the programme through a write door, in steps of some thousand records, in the order in which the work would have
// been done. Records are made while those before are stored. Returns EInvalid for a programme that cannot be made, and the
// errors of the write door; ctx ends it between two steps, and what is stored stays.
func (pr Programme) Make(ctx context.Context, log app.Committer, p app.Progress) error {
	if err := pr.Validate(); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	steps := make(chan *app.ChangeSet, 2)
	go func() {
		defer close(steps)
		d := newDesk(pr)
		d.hand = func(cs *app.ChangeSet) bool {
			select {
			case steps <- cs:
				return true
			case <-ctx.Done():
				return false
			}
		}
		d.run()
	}()
	done := 0
	for cs := range steps {
		if err := log.Commit(ctx, cs); err != nil {
			return err
		}
		for _, c := range cs.Changes {
			if c.Ref().Kind == app.KindFinding {
				done++
			}
		}
		p.Report(int64(done), int64(pr.Findings), cs.Label)
	}
	return ctx.Err()
}

// desk is where a programme is made. One goroutine works at it.
type desk struct {
	Programme
	gen   *Generator
	rng   *rand.Rand
	lines *speaker // writes names, claims and notes
	hand  func(*app.ChangeSet) bool
	begin time.Time
	made  uint64 // ids given out
	step  *app.ChangeSet
	ended bool // nobody takes steps any more

	crowds    []crowd
	across    []app.TagID    // tags that go across topics
	taxonomy  []codedTopic   // by topic
	people    []*person      // all so far
	names     map[string]int // of studies, to tell equal ones apart
	boards    []app.ThemeID  // themes across studies, by topic
	notable   []notable      // findings that stand on the board across studies
	interview int            // interviews made
	owed      []int          // findings of each interview
}

// crowd is a segment: how many its people are called, and how much they speak about each topic.
type crowd struct {
	segment, many string
	share         float64
	cares         []float64 // by topic
}

// person is somebody who takes part.
type person struct {
	id    app.ParticipantID
	code  string
	crowd int
	cares []float64   // by topic: nobody speaks about everything
	ways  []app.TagID // tags across topics that their words call for
}

// codedTopic is a tag of a topic with its sub-tags and the word that calls for each.
type codedTopic struct {
	tag  app.TagID
	subs []codedWord
}

type codedWord struct {
	word string
	tag  app.TagID
}

type notable struct {
	finding app.FindingID
	topic   int
}

func newDesk(pr Programme) *desk {
	if pr.Words == 0 {
		pr.Words = usualWords
	}
	g := New(Options{Seed: pr.Seed, Words: pr.Words})
	d := &desk{Programme: pr, gen: g, rng: rand.New(rand.NewPCG(pr.Seed, 0x7072)), names: map[string]int{}}
	d.lines = g.speaker(newRoll(pr.Seed, 0x6c69))
	d.begin = pr.Until.Time().AddDate(-years, 0, 0)
	for i, row := range g.lx.rows["segments"] {
		one, many := cutRow(row)
		c := crowd{segment: one, many: many, share: 1 / float64(i+2)}
		for range g.lx.topics {
			c.cares = append(c.cares, d.skewed(0.9))
		}
		d.crowds = append(d.crowds, c)
	}
	return d
}

// run makes everything, study by study.
func (d *desk) run() {
	plans := d.plan()
	d.codebook()
	for _, pl := range plans {
		d.study(pl)
	}
	d.board()
	d.acrossStudies(plans)
	d.flush()
}

// add puts a record into the present step, which is handed on when it is full or another label begins. Author and time of a step
// are those of the record that begins it.
func (d *desk) add(label string, r app.Record, st app.Stamp) {
	if d.step != nil && d.step.Label != label {
		d.flush()
	}
	if d.step == nil {
		d.step = &app.ChangeSet{ID: mint[app.ChangeSetID](d), Label: label, Author: st.Author, At: st.Created}
	}
	d.step.Create(r)
	if len(d.step.Changes) >= stepSize {
		d.flush()
	}
}

// flush hands the present step on.
func (d *desk) flush() {
	if d.step != nil && !d.ended {
		d.ended = !d.hand(d.step)
	}
	d.step = nil
}

// mint makes the next id. Ids ascend, so that what is made one after another is kept together.
func mint[T ~string](d *desk) T {
	d.made++
	var r [10]byte
	binary.LittleEndian.PutUint64(r[2:], mix(d.Seed^mix(d.made)))
	return app.IDAt[T](d.begin.Add(time.Duration(d.made)*time.Millisecond), r)
}

// mix spreads the bits of a number (the finalizer of SplitMix64; Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// title writes one line of a list and returns it without a full stop.
func (d *desk) title(list string, topic int) string {
	s := d.sentence(list, topic)
	for len(s) > 0 && (s[len(s)-1] == '.' || s[len(s)-1] == '?') {
		s = s[:len(s)-1]
	}
	return s
}

// sentence writes one line of a list about a topic.
func (d *desk) sentence(list string, topic int) string {
	d.lines.topic, d.lines.buf = d.gen.lx.topics[topic], d.lines.buf[:0]
	d.lines.write(d.lines.line(list))
	return string(d.lines.buf)
}

// coder is a researcher; the first ones do most of the work.
func (d *desk) coder() string { return pick(d, d.gen.lx.rows["researchers"]) }

// pick draws a row, the first ones more often.
func pick[T any](d *desk, rows []T) T {
	total := 0.0
	for i := range rows {
		total += 1 / float64(i+2)
	}
	at := d.rng.Float64() * total
	for i := range rows {
		if at -= 1 / float64(i+2); at < 0 {
			return rows[i]
		}
	}
	return rows[len(rows)-1]
}

// chance is true with probability p.
func (d *desk) chance(p float64) bool { return d.rng.Float64() < p }

// weighted draws an index by weight; the weights must not all be 0.
func (d *desk) weighted(weights []float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	at := d.rng.Float64() * total
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// moment is a working hour some days after a day, not after the last day.
func (d *desk) moment(day time.Time, days int) time.Time {
	at := day.AddDate(0, 0, days)
	if last := d.Until.Time(); at.After(last) {
		at = last
	}
	return at.Add(9*time.Hour + time.Duration(d.rng.IntN(8*3600))*time.Second)
}

func (d *desk) stamp(author string, at time.Time) app.Stamp { return app.NewStamp(author, at) }

func code(n int) string { return fmt.Sprintf("P%04d", n) }
