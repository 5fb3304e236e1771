package backup

import "time"

// Quick is how long a backup on closing may take: who closes a program does not wait longer.
const Quick = 3 * time.Second

// load is how many times as long as a backup takes the program rests before the next one by itself, so that it never works more than a small part of
// the time on backups of a large workspace.
const load = 30

// Speed of the first backup of a workspace, of which nothing is known: copied and read twice on a slow disk.
const (
	firstBytesPerSecond = 40 << 20
	firstPause          = 200 * time.Millisecond
)

// Estimate is how long a backup of size bytes takes, by the newest one that is known.
func (v View) Estimate() time.Duration {
	for _, it := range v.Items {
		if it.ours() && it.Seal.Took > 0 && it.Seal.Size > 0 {
			return time.Duration(float64(it.Seal.Took) * float64(max(v.Size, 1)) / float64(it.Seal.Size))
		}
	}
	return firstPause + time.Duration(float64(v.Size)/firstBytesPerSecond*float64(time.Second))
}

// Due is when the next backup by itself may be made; zero for never. Without a backup it is due at once.
func (v View) Due(now time.Time) time.Time {
	pause := v.Home.Rule.Every.Pause()
	if pause == 0 {
		return time.Time{}
	}
	newest, ok := v.Newest()
	if !ok {
		return now
	}
	if rest := load * v.Estimate(); rest > pause {
		pause = rest
	}
	if newest.Seal.Made.After(now) { // the clock was set back: what it says of the future does not count
		return now
	}
	return newest.Seal.Made.Add(pause)
}

// Closing is what is done about backups when a workspace is closed.
type Closing string

// What can be done on closing.
const (
	CloseNothing Closing = ""      // not asked for, or a good backup of this state is there
	CloseMake    Closing = "make"  // a backup is made first
	CloseLater   Closing = "later" // it would take too long: it is made when the workspace is open next
)

// OnClose decides what is done when the workspace is closed now.
func (v View) OnClose() Closing {
	switch _, current := v.Current(); {
	case !v.Home.Rule.Close || current || v.Now.Empty():
		return CloseNothing
	case v.Estimate() > Quick:
		return CloseLater
	}
	return CloseMake
}

// Recent is how old a good backup may be to do for a large change: what came since can be done again, and the change itself can be undone.
const Recent = 10 * time.Minute

// BeforeLarge reports whether a backup is made before a large change: asked for, not there yet, and quick enough not to be in the way.
func (v View) BeforeLarge(now time.Time) bool {
	if _, current := v.Current(); current || !v.Home.Rule.Large || v.Now.Empty() || v.Estimate() > Quick {
		return false
	}
	newest, ok := v.Newest()
	return !ok || now.Sub(newest.Seal.Made) > Recent || newest.Seal.Made.After(now)
}
