package app

import "time"

// Stamp says who made a record and when. Times are UTC and whole milliseconds, so that a stored record equals
// the one in memory.
type Stamp struct {
	Author   string    `json:"author"`
	Created  time.Time `json:"created"`
	Modified time.Time `json:"modified"`
}

// NewStamp is a stamp for something made now.
func NewStamp(author string, now time.Time) Stamp {
	t := Moment(now)
	return Stamp{Author: author, Created: t, Modified: t}
}

// Touched returns s with Modified set to now.
func (s Stamp) Touched(now time.Time) Stamp {
	s.Modified = Moment(now)
	return s
}

func (s Stamp) equal(o Stamp) bool {
	return s.Author == o.Author && s.Created.Equal(o.Created) && s.Modified.Equal(o.Modified)
}

// Moment cuts t to what is stored: UTC, whole milliseconds, no monotonic clock. The zero time stays zero.
func Moment(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
}

// Date is a calendar day "2006-01-02" in the study's place, or "" when unknown.
type Date string

// DateOf returns the day of t.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// Time returns midnight UTC of the day, or the zero time for "" or a day that does not exist.
func (d Date) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Signed is the stamp itself, for those who hold a record by an interface.
func (s Stamp) Signed() Stamp { return s }
