package generate

import "fmt"

// Passage is a few sentences about one topic, as a researcher would mark them.
type Passage struct {
	Text  string
	Topic int    // index into Topics: the theme a clustering should find
	Group string // code of the participant who says it
}

// Passages makes n passages of two to four sentences about the first topics of Topics; topics 0 or beyond their
// number means all. Every topic gets its share in turn; twenty passages come from one participant.
func (g *Generator) Passages(n, topics int) []Passage {
	if topics <= 0 || topics > len(g.lx.topics) {
		topics = len(g.lx.topics)
	}
	r := newRoll(g.opt.Seed, 0)
	out := make([]Passage, n)
	var s *speaker
	for i := range out {
		if i%20 == 0 {
			s = g.speaker(r)
		}
		// A full round over the topics before any comes again, in an order that turns from round to round.
		round := i / topics
		t := (i + round*5) % topics
		s.topic, s.buf = g.lx.topics[t], s.buf[:0]
		for j := range 2 + r.below(3) {
			if j > 0 {
				s.buf = append(s.buf, ' ')
			}
			s.sentence()
		}
		out[i] = Passage{Text: string(s.buf), Topic: t, Group: fmt.Sprintf("P%02d", i/20+1)}
	}
	return out
}
