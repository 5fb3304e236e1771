package task

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// Pulse is how the UI goroutine did since it was felt before.
type Pulse struct {
	Turns int           // of the toolkit's loop; each hears keys and presses and draws what changed
	Own   time.Duration // what the thread worked for the longest piece of the program's: something posted, or keys and presses heard
	Held  time.Duration // the longest piece by the clock, less what the thread waited for a processor that others had
	Draw  time.Duration // the longest picture, by the clock less that waiting, with what was heard right after it where the loop did not part them
	Where string        // the functions in which the piece of Own stood, the innermost first; "" if it was short
}

// slow is from when on a piece of work says where it stands, and idle how long the loop of the toolkit waits for its next turn at most.
const (
	slow = 60 * time.Millisecond
	idle = time.Second / 60
)

// heart is what feels the pulse, nil until it was felt for the first time.
var heart atomic.Pointer[pulse]

// FeelPulse calls f on the UI goroutine with how it did since FeelPulse was called before. The first call begins to measure and tells
// nothing; from then on each turn of the loop costs some microseconds. It may be called from any goroutine.
func FeelPulse(f func(Pulse)) {
	fyne.Do(func() {
		p := heart.Load()
		if p == nil {
			p = &pulse{now: time.Now, read: threadTimes(), look: time.AfterFunc(time.Hour, look)}
			p.begin()
			heart.Store(p)
			a := fyne.NewAnimation(time.Second, p.turn)
			a.RepeatCount = fyne.AnimationRepeatForever
			a.Start()
		}
		told := p.sum
		p.sum = Pulse{}
		f(told)
	})
}

// pulse parts what the UI goroutine does into pieces. The toolkit's loop runs what was posted piece by piece; in each turn it hears keys and
// presses, ticks its animations, of which one is ours, and draws. So what lies between a tick and what is posted next is the picture, and what lies
// between the last of what was posted and a tick is what was heard, after some waiting. All of it is touched on the UI goroutine only.
type pulse struct {
	now     func() time.Time
	read    func() (busy, waited time.Duration) // of the thread, since any moment
	look    *time.Timer                         // has the stack read when a piece takes long
	drawing bool

	at           time.Time
	busy, waited time.Duration
	sum          Pulse
}

// begin begins a piece.
func (p *pulse) begin() {
	p.at = p.now()
	p.busy, p.waited = p.read()
	seen.Store(nil)
	p.look.Reset(slow)
}

// took is how long the piece took by the clock less waiting for a processor, and how long the thread worked in it.
func (p *pulse) took() (long, busy time.Duration) {
	b, w := p.read()
	return max(0, p.now().Sub(p.at)-(w-p.waited)), b - p.busy
}

// turn is the tick of our animation: what was heard has been heard, what follows is the picture.
func (p *pulse) turn(float32) {
	p.sum.Turns++
	p.listened()
	p.drawing = true
	p.begin()
	fyne.Do(p.drawn)
}

// listened ends a piece in which keys and presses were heard. It may have begun with the usual waiting, so that it counts by what the thread worked;
// by the clock only where the goroutine was seen at something long after.
func (p *pulse) listened() {
	long, busy := p.took()
	if p.drawing { // the loop took its next turn first
		p.sum.Draw = max(p.sum.Draw, long)
		return
	}
	if at := seen.Load(); at == nil || at.waits {
		long = busy
	} else {
		long = max(busy, long-idle)
	}
	p.own(long, busy)
}

// drawn ends the picture, unless that was done.
func (p *pulse) drawn() {
	if p.drawing {
		long, _ := p.took()
		p.sum.Draw, p.drawing = max(p.sum.Draw, long), false
	}
	p.begin()
}

// own counts a piece of work of the program.
func (p *pulse) own(long, busy time.Duration) {
	p.sum.Held = max(p.sum.Held, long)
	if busy <= p.sum.Own {
		return
	}
	p.sum.Own, p.sum.Where = busy, ""
	if at := seen.Load(); at != nil {
		p.sum.Where = at.where
	}
}

// timed runs something posted as a piece of its own.
func timed(f func()) {
	p := heart.Load()
	if p == nil {
		f()
		return
	}
	p.drawn()
	f()
	p.own(p.took())
	p.begin()
}
