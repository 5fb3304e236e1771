package backup

import (
	"time"

	"throughline/app"
)

// How many backups the rotation keeps: the last ones whatever their age, then the newest of each day and of each week.
const (
	KeepLast  = 5
	KeepDays  = 7
	KeepWeeks = 5
)

// Why says why a backup stays; "" that it may go.
type Why string

// The reasons for which a backup stays.
const (
	MayGo     Why = ""
	ByPerson  Why = "made by hand" // and stays until somebody removes it
	Pinned    Why = "kept"
	NotOurs   Why = "not known to be good, or of another workspace" // is never let go by the program
	AmongLast Why = "one of the last"
	OfDay     Why = "the newest of its day"
	OfWeek    Why = "the newest of its week"
	Fullest   Why = "holds much more than any newer one"
	LastGood  Why = "the newest good one"
)

// Rotate says of each backup, given newest first, why it stays. Only good ones that the program made by itself may go, so that a bad one never takes the
// place of a good one; the newest good one stays whatever happens, and so does one that holds much more than all that came after it. limit is how
// many bytes those may take that the program made by itself, 0 for any number: beyond it the oldest go, but two of them stay. Days are those of now's
// time zone. The answer has one entry for each backup.
func Rotate(all []Item, now time.Time, limit int64) []Why {
	why := make([]Why, len(all))
	r := rotation{now: now, days: map[string]bool{}, weeks: map[[2]int]bool{}}
	for i, it := range all {
		if why[i] = NotOurs; it.ours() {
			why[i] = r.see(it)
		}
	}
	if limit > 0 {
		slim(all, why, limit)
	}
	return why
}

// rotation goes through good backups, newest first, and remembers what the newer ones stand for.
type rotation struct {
	now   time.Time
	seen  int
	days  map[string]bool
	weeks map[[2]int]bool
	newer app.Holding // of the fullest one so far
}

// see says why a backup stays, given those that are newer.
func (r *rotation) see(it Item) Why {
	at := it.Seal.Made.In(r.now.Location())
	day, age := at.Format(time.DateOnly), daysBetween(at, r.now)
	year, number := at.ISOWeek()
	week := [2]int{year, number}
	why := MayGo
	switch {
	case it.Seal.Keep:
		why = Pinned
	case it.Seal.Reason == app.BackupByHand || it.Seal.Reason == app.BackupOther:
		why = ByPerson
	case r.seen == 0:
		why = LastGood
	case r.newer.Lacks(it.Seal.Holds):
		why = Fullest
	case r.seen < KeepLast:
		why = AmongLast
	case age < KeepDays && !r.days[day]:
		why = OfDay
	case age < 7*KeepWeeks && !r.weeks[week]:
		why = OfWeek
	}
	if r.seen == 0 || it.Seal.Holds.Weight() > r.newer.Weight() {
		r.newer = it.Seal.Holds
	}
	r.seen++
	r.days[day], r.weeks[week] = true, true
	return why
}

// slim lets the oldest go of those the program made by itself until the rest keeps to the limit. Two stay, and those that a loss may be behind.
func slim(all []Item, why []Why, limit int64) {
	own := func(w Why) bool { return w == AmongLast || w == OfDay || w == OfWeek || w == LastGood || w == Fullest }
	total, left := int64(0), 0
	for i, it := range all {
		if own(why[i]) {
			total += it.Seal.Size
			left++
		}
	}
	for i := len(all) - 1; i >= 0 && total > limit && left > 2; i-- {
		if why[i] == AmongLast || why[i] == OfDay || why[i] == OfWeek {
			why[i] = MayGo
			total -= all[i].Seal.Size
			left--
		}
	}
}

// daysBetween counts calendar days from a time to a later one; negative where the clock was set back.
func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}
