// Package generate makes interviews of people who do not exist, and whole programmes of research with them: the material of
// benchmarks, kill tests and first tries.
//
// Equal seeds give equal bytes on every machine. An interview depends on the seed, its length and its number only, so
// that the first ten of a thousand are the same as ten made alone. The words follow Zipf's law and the corpus grows
// new ones as it grows; the sentences are grammatical and mean little.
package generate

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"throughline/app"
)

// What is planted, so that a search over generated interviews has a known answer.
const (
	Phrase        = "pricing page" // occurs PhraseTimes times in every interview, and only there
	PhraseTimes   = 5
	RareWord      = "zephyrine" // occurs once in interviews RareFirst, RareFirst + RareEvery, …
	RareFirst     = 7
	RareEvery     = 100
	ModeratorName = "Moderator"
)

// Options choose what is generated. The zero value is good: interviews of 6,000 words.
type Options struct {
	Seed  uint64
	Words int // of one interview, at least; 0 for 6,000
}

// Generator makes interviews and passages. It is safe for concurrent use: it keeps no state between calls.
type Generator struct {
	opt Options
	lx  *lexicon
}

var words = sync.OnceValue(func() *lexicon { return readLexicon(wordsFile) })

// New returns a generator.
func New(opt Options) *Generator {
	if opt.Words <= 0 {
		opt.Words = 6000
	}
	return &Generator{opt: opt, lx: words()}
}

// Topics names the topics in the order used by Turn.Topic and Passage.Topic.
func (g *Generator) Topics() []string {
	names := make([]string, len(g.lx.topics))
	for i, t := range g.lx.topics {
		names[i] = t.name
	}
	return names
}

// Interview is one generated session.
type Interview struct {
	Name    string // file name without ending: "interview-0007"
	Title   string
	Code    string // of the participant, who is the only speaker besides ModeratorName: "P07"
	Segment string // the participant's team
	Date    app.Date
	Turns   []Turn
	Words   int // of all turns
}

// Turn is what one speaker says until the other begins.
type Turn struct {
	Speaker  string
	Text     string
	From, To time.Duration
	Topic    int // index into Topics, -1 for greetings
}

// wordsPerMinute is how fast people speak in an interview, pauses left out.
const wordsPerMinute = 150

// firstDay is a Monday; four interviews a day follow it.
var firstDay = time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)

// Interview makes interview i, counted from 0.
func (g *Generator) Interview(i int) *Interview {
	return g.interview(i, fmt.Sprintf("P%02d", i+1), g.opt.Words)
}

// interview makes interview i with the participant of a code, of at least so many words.
func (g *Generator) interview(i int, code string, words int) *Interview {
	r := newRoll(g.opt.Seed, uint64(i)+1)
	iv := &Interview{
		Name:    fmt.Sprintf("interview-%04d", i),
		Code:    code,
		Segment: g.lx.lists["teams"].pick(r),
		Date:    app.DateOf(firstDay.AddDate(0, 0, i/4)),
	}
	iv.Title = fmt.Sprintf("Interview with %s, %s", iv.Code, iv.Segment)
	t := &talk{speaker: g.speaker(r), iv: iv, topic: -1, target: words}
	t.hold()
	t.plant(Phrase, PhraseTimes)
	if i%RareEvery == RareFirst {
		t.plant(RareWord, 1)
	}
	t.clock()
	return iv
}

// speaker makes a person: the tools they use stay the same for the whole interview.
func (g *Generator) speaker(r *roll) *speaker {
	s := &speaker{roll: r, lx: g.lx, topic: &topic{}, buf: make([]byte, 0, 1024)}
	for i := range s.tools {
		s.tools[i] = g.lx.lists["heads"].pick(r) + g.lx.lists["tails"].pick(r)
	}
	return s
}

// talk is an interview while it is being held.
type talk struct {
	*speaker
	iv     *Interview
	topic  int
	target int
}

// hold runs the interview: greeting, one topic after another with follow-up questions, thanks.
func (t *talk) hold() {
	for i, l := range t.lx.lines["opening"] {
		t.write(l)
		t.turn(ModeratorName)
		t.write(t.lx.lines["openingreply"][i])
		t.turn(t.iv.Code)
	}
	for t.iv.Words < t.target {
		t.next()
		t.ask("ask")
		t.answer(3 + t.below(6))
		for range 1 + t.below(4) {
			t.ask("probe")
			t.answer(1 + t.below(6))
		}
	}
	t.topic = -1
	for i, l := range t.lx.lines["closing"] {
		t.write(l)
		t.turn(ModeratorName)
		t.write(t.lx.lines["closingreply"][i])
		t.turn(t.iv.Code)
	}
}

// next goes to another topic than the present one.
func (t *talk) next() {
	n := len(t.lx.topics)
	if t.topic < 0 {
		t.topic = t.below(n)
	} else {
		t.topic = (t.topic + 1 + t.below(n-1)) % n
	}
	t.speaker.topic = t.lx.topics[t.topic]
}

func (t *talk) ask(list string) {
	t.write(t.line(list))
	t.turn(ModeratorName)
}

// answer says n sentences; the moderator may murmur in between, as recorders note it.
func (t *talk) answer(n int) {
	if t.oneIn(5) {
		t.write(t.line("short"))
		t.buf = append(t.buf, ' ')
	}
	for i := range n {
		if i > 0 && i < n-1 && t.oneIn(16) {
			t.turn(t.iv.Code)
			t.write(t.line("backchannel"))
			t.turn(ModeratorName)
		}
		if len(t.buf) > 0 && t.buf[len(t.buf)-1] != ' ' {
			t.buf = append(t.buf, ' ')
		}
		t.sentence()
	}
	t.turn(t.iv.Code)
}

// turn ends what was written as said by who.
func (t *talk) turn(who string) {
	text := strings.TrimSuffix(string(t.buf), " ")
	t.buf = t.buf[:0]
	t.iv.Words += app.CountWords(text)
	t.iv.Turns = append(t.iv.Turns, Turn{Speaker: who, Text: text, Topic: t.topic})
}

// plant adds a phrase n times, to answers drawn at random; a short interview may get two into one answer.
func (t *talk) plant(phrase string, n int) {
	for range n {
		i := t.below(len(t.iv.Turns))
		for t.iv.Turns[i].Speaker == ModeratorName {
			i = (i + 1) % len(t.iv.Turns)
		}
		u := &t.iv.Turns[i]
		text := " And then the " + phrase + " came up."
		u.Text += text
		t.iv.Words += app.CountWords(text)
	}
}

// clock gives every turn its time: speech at wordsPerMinute with pauses between.
func (t *talk) clock() {
	at := time.Second
	for i := range t.iv.Turns {
		u := &t.iv.Turns[i]
		u.From = at
		at += time.Duration(app.CountWords(u.Text)) * time.Minute / wordsPerMinute
		u.To = at
		at += time.Duration(100+t.below(1500)) * time.Millisecond
	}
}
