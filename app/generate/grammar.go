package generate

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// line is a compiled sentence: literals and slots in order.
type line struct {
	parts []part
}

// part is one literal, or one slot to fill. A slot of nouns, verbs or adjectives may take the topic's word.
type part struct {
	literal string
	slot    string
	general *list
	article bool // put a or an before
}

func (lx *lexicon) compileAll(rows []string) []*line {
	out := make([]*line, len(rows))
	for i, row := range rows {
		out[i] = lx.compile(row)
	}
	return out
}

func (lx *lexicon) compile(row string) *line {
	l := &line{}
	for row != "" {
		literal, rest, found := strings.Cut(row, "{")
		if literal != "" {
			l.parts = append(l.parts, part{literal: literal})
		}
		if !found {
			break
		}
		slot, after, closed := strings.Cut(rest, "}")
		if !closed {
			panic("generate: a brace stays open: " + row)
		}
		slot, article := strings.CutPrefix(slot, "an:")
		p := part{slot: slot, article: article}
		switch slot {
		case "count", "tool", "place", "phrase", "segment":
		default:
			p.general = mustList(lx.lists, slot)
		}
		l.parts = append(l.parts, p)
		row = after
	}
	return l
}

// roll draws from a seeded source; equal seeds give equal rolls on every machine.
type roll struct {
	src  *rand.PCG
	pool uint64
	left int
}

func newRoll(seed, stream uint64) *roll { return &roll{src: rand.NewPCG(seed, stream)} }

// bits returns n random bits, 1 <= n <= 16.
func (r *roll) bits(n int) uint32 {
	if r.left < n {
		r.pool, r.left = r.src.Uint64(), 64
	}
	b := uint32(r.pool & (1<<n - 1))
	r.pool >>= n
	r.left -= n
	return b
}

// below returns a number in [0, n), n <= 4,096. The bias is below 1 in 16 for large n, which no one hears.
func (r *roll) below(n int) int { return int(r.bits(16)) * n >> 16 }

// one in n.
func (r *roll) oneIn(n int) bool { return r.below(n) == 0 }

// speaker writes sentences as one person talks about one topic.
type speaker struct {
	*roll
	lx    *lexicon
	topic *topic
	crowd string    // whom the lines of a programme are about: "admins"
	tools [4]string // what this person works with
	tool  int       // the one named last
	buf   []byte
}

// write appends one line with its slots filled and its first letter raised.
func (s *speaker) write(l *line) {
	start := len(s.buf)
	s.fillAll(l)
	s.raise(start)
}

// say appends one sentence, at times with a filler before it.
func (s *speaker) say(l *line) {
	start := len(s.buf)
	if s.oneIn(9) {
		s.buf = append(s.buf, s.lx.lists["fillers"].pick(s.roll)...)
		s.buf = append(s.buf, ' ')
	}
	s.fillAll(l)
	s.raise(start)
}

func (s *speaker) raise(at int) {
	if at < len(s.buf) && s.buf[at] >= 'a' && s.buf[at] <= 'z' {
		s.buf[at] -= 'a' - 'A'
	}
}

func (s *speaker) fillAll(l *line) {
	for i := range l.parts {
		if p := &l.parts[i]; p.slot != "" {
			s.fill(p)
		} else {
			s.buf = append(s.buf, p.literal...)
		}
	}
}

func (s *speaker) fill(p *part) {
	word := ""
	switch p.slot {
	case "count":
		s.buf = strconv.AppendInt(s.buf, int64(2+s.below(3+s.below(60))), 10)
		return
	case "phrase":
		word = s.topic.phrase
	case "segment":
		word = s.crowd
	case "tool":
		s.tool = (s.tool + 1 + s.below(len(s.tools)-1)) % len(s.tools) // never the same twice in a row
		word = s.tools[s.tool]
	case "place":
		word = s.lx.lists["placeheads"].pick(s.roll)
		s.buf = append(s.buf, word...)
		word = s.lx.lists["placetails"].pick(s.roll)
	default:
		l := p.general
		if own := s.topic.lists[p.slot]; own != nil && s.bits(1) == 1 {
			l = own
		}
		word = l.pick(s.roll)
		// Rare compounds, as trades make them ("budget-queue"): the vocabulary grows with the corpus.
		if (p.slot == "n" || p.slot == "ns") && !p.article && s.oneIn(40) {
			s.buf = append(s.buf, s.lx.lists["n"].pick(s.roll)...)
			s.buf = append(s.buf, '-')
		}
	}
	if p.article {
		s.buf = append(s.buf, 'a')
		if soundsOpen(word) {
			s.buf = append(s.buf, 'n')
		}
		s.buf = append(s.buf, ' ')
	}
	s.buf = append(s.buf, word...)
}

// soundsOpen reports whether a word wants "an" before it.
func soundsOpen(word string) bool {
	if strings.HasPrefix(word, "us") {
		return false // useful, user
	}
	return strings.IndexByte("aeiou", word[0]|0x20) >= 0 || strings.HasPrefix(word, "ho") && endsIn(word, "hour", "honest")
}

// sentence appends one sentence about the topic: one in four is a line only this topic has.
func (s *speaker) sentence() {
	if len(s.topic.say) > 0 && s.bits(2) == 0 {
		s.say(s.topic.say[s.below(len(s.topic.say))])
		return
	}
	s.say(s.line("say"))
}

func (s *speaker) line(list string) *line {
	lines := s.lx.lines[list]
	return lines[s.below(len(lines))]
}
