package app

import (
	"errors"
	"fmt"
	"time"
)

// Owner is who has a workspace open for writing, as they noted it beside the file.
type Owner struct {
	Name  string    // of the person; "" where it cannot be read
	Host  string    // the computer's name; "" likewise
	Since time.Time // when they opened it, by their clock; zero for unknown
	Alive time.Time // their last sign of life, by their clock; zero for unknown
	Here  bool      // it is a program on this computer
	Quiet bool      // no sign of life for longer than the program takes between two: it may have crashed, or its computer sleeps
}

// Ago says how long before now a moment was, in words: "just now", "2 min ago", "3 h ago", "5 days ago". A moment that is still to come by this
// clock, because a clock was set back or differs from another computer's, is "just now". The zero time gives "".
func Ago(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	switch d := now.Sub(at); {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	case d < 48*time.Hour:
		return "1 day ago"
	default:
		return Number(int(d.Hours()/24)) + " days ago"
	}
}

// Who is the person and their computer: "Mara on studio-pc", "somebody".
func (o Owner) Who() string {
	who := o.Name
	if who == "" {
		who = "somebody"
	}
	switch {
	case o.Here:
		return who + " on this computer"
	case o.Host != "":
		return who + " on " + o.Host
	}
	return who
}

// Words says who has the workspace open, since when, and how long ago they were last heard of: "Mara on studio-pc, since 14:05 (active just now)".
func (o Owner) Words(now time.Time) string {
	words := o.Who()
	if !o.Since.IsZero() {
		at := o.Since.In(now.Location())
		form := "15:04"
		if DateOf(at) != DateOf(now) {
			form = "2006-01-02 15:04"
		}
		words += ", since " + at.Format(form)
	}
	heard := "active "
	if o.Quiet {
		heard = "last heard of "
	}
	switch ago := Ago(o.Alive, now); {
	case ago == "":
	case o.Quiet && o.Alive.After(now): // "last heard of just now" would contradict itself
		words += " (its clock differs, and it is silent)"
	default:
		words += " (" + heard + ago + ")"
	}
	return words
}

// Held is the cause of an ELocked error when it is known who holds the file.
type Held struct{ Owner Owner }

// Error implements error.
func (h *Held) Error() string { return "held by " + h.Owner.Who() }

// OwnerOf returns who has the workspace open that could not be opened for err; false when that is not why, or it is not known.
func OwnerOf(err error) (Owner, bool) {
	var h *Held
	if errors.As(err, &h) {
		return h.Owner, true
	}
	return Owner{}, false
}

// Whereabouts says what became of a file that is open.
type Whereabouts string

// What can become of an open file.
const (
	InPlace  Whereabouts = ""         // it is where it was
	Gone     Whereabouts = "gone"     // it was deleted, moved or renamed, or its folder was
	Replaced Whereabouts = "replaced" // another file stands in its place, as programs that synchronise folders put it there
	Away     Whereabouts = "away"     // the disk or share does not answer
	Taken    Whereabouts = "taken"    // somebody else took over as the one who writes
)

// FileState is how an open workspace file stands, as Store.Look finds it.
type FileState struct {
	Where    Whereabouts
	Owner    *Owner // of a file open for reading: who writes it; of one that was taken over: who did. nil for nobody
	Changed  bool   // of a file open for reading: something was written since it was last caught up with
	Writable bool   // of a file open for reading: this person may write to it and its folder
}

// Astray is the cause of an error when a file that is open is not where it was, or not ours to write any more.
type Astray struct{ Where Whereabouts }

// Error implements error.
func (a *Astray) Error() string { return "the file is " + string(a.Where) }

// WhereOf returns what became of the file that could not be written for err; InPlace when that is not why.
func WhereOf(err error) Whereabouts {
	var a *Astray
	if errors.As(err, &a) {
		return a.Where
	}
	return InPlace
}
