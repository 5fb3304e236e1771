package backups

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/backup"
)

func base(path string) string { return filepath.Base(path) }

// Moment is a time as short as it can be: "today, 14:05", "yesterday, 14:05", "Tuesday, 14:05", "2 November, 14:05", with the year where it is another.
func Moment(at, now time.Time) string {
	at = at.In(now.Location())
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	day := at.Format("2 January 2006")
	switch {
	case !at.Before(midnight.AddDate(0, 0, 1)): // a clock that was set back
	case !at.Before(midnight):
		day = "today"
	case !at.Before(midnight.AddDate(0, 0, -1)):
		day = "yesterday"
	case !at.Before(midnight.AddDate(0, 0, -6)):
		day = at.Format("Monday")
	case at.Year() == now.Year():
		day = at.Format("2 January")
	}
	return day + ", " + at.Format("15:04")
}

// Said is a Moment within a sentence: "today at 14:05".
func Said(at, now time.Time) string { return strings.Replace(Moment(at, now), ", ", " at ", 1) }

// Warning says that a workspace holds much less than one of its backups, or is older; "" where it does not.
func Warning(v backup.View, now time.Time) string {
	if it, ok := v.Fuller(); ok {
		return "This workspace holds " + amount(v.Now) + ". Its backup of " + Said(it.Seal.Made, now) + " holds " + amount(it.Seal.Holds) + "."
	}
	if it, ok := v.Behind(); ok {
		return "The backup of " + Said(it.Seal.Made, now) + " has steps that this workspace does not have."
	}
	return ""
}

// amount is what is held, in a sentence.
func amount(h app.Holding) string {
	if h.Empty() {
		return "nothing"
	}
	return h.Words()
}

// upper begins a sentence.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Mood is how the news at the head of the screen is.
type Mood int

// The moods.
const (
	Calm    Mood = iota // everything is backed up
	Fair                // something is not yet
	Alarmed             // something may be lost
)

// News is what the screen says first.
type News struct {
	Mood  Mood
	Title string
	Line  string
	Show  string // path of the backup it speaks of; "" for none
}

// News says what is safe and what is not, for a list that has been read and is not empty.
func (m *Model) News() News {
	v, now := m.View, m.Now()
	if it, ok := v.Fuller(); ok {
		return News{Alarmed, "This workspace holds much less than its backup of " + Said(it.Seal.Made, now),
			"That one holds " + it.Seal.Holds.Words() + ", this one " + amount(v.Now) + ". If you did not mean that, restore it as a copy and look. It is not let go.", it.Path}
	}
	if it, ok := v.Behind(); ok {
		return News{Alarmed, "The backup of " + Said(it.Seal.Made, now) + " is ahead of this workspace",
			"It holds steps that were never in this file, as when an older copy was put in its place. Restore it as a copy and look.", it.Path}
	}
	if it, ok := v.Current(); ok {
		return News{Calm, "Everything is backed up", "The backup of " + Said(it.Seal.Made, now) + " holds what the workspace holds now: " + it.Seal.Holds.Words() + ". A restore of it was tried.", it.Path}
	}
	it, ok := v.Newest()
	if !ok {
		return News{Alarmed, "No backup is known to be good", "Back up now, or check those that are there.", ""}
	}
	line := "Since then: " + v.Now.Less(it.Seal.Holds).Words() + "."
	if !v.Open {
		line = "It holds " + it.Seal.Holds.Words() + "."
	}
	return News{Fair, "Backed up until " + Said(it.Seal.Made, now), strings.TrimSpace(line + " " + m.next()), it.Path}
}

// next says when the next backup comes by itself.
func (m *Model) next() string {
	due := m.View.Due(m.Now())
	if m.ReadOnly || !m.View.Open {
		return ""
	}
	closing := ""
	if m.View.OnClose() == backup.CloseMake {
		closing = ", or when you close it"
	}
	switch {
	case due.IsZero() && closing != "":
		return "The next one is made when you close the workspace."
	case due.IsZero():
		return "None is made by itself."
	case !due.After(m.Now().Add(time.Minute)):
		return "The next one is made in a moment" + closing + "."
	}
	return "The next one is made by itself " + Said(due, m.Now()) + closing + "."
}

// Away is the chosen place when it is not there; ok is false when it is.
func (m *Model) Away() (folder string, ok bool) {
	for _, p := range m.View.Places {
		if p.Chosen && p.Away {
			return filepath.Dir(p.Folder), true
		}
	}
	return "", false
}

// Line says how many there are, how much they take and where new ones go.
func (m *Model) Line() string {
	if !m.Loaded || len(m.View.Items) == 0 {
		return ""
	}
	total := int64(0)
	for _, it := range m.View.Items {
		total += it.Seal.Size
	}
	return app.Count(len(m.View.Items), "backup") + ", " + app.FileSize(total) + ". " + m.Rhythm()
}

// Rhythm says in a sentence how the workspace is backed up by itself.
func (m *Model) Rhythm() string {
	r := m.View.Home.Rule
	var parts []string
	if r.Every.Pause() > 0 {
		parts = append(parts, "every "+string(r.Every))
	}
	if r.Close {
		parts = append(parts, "on closing")
	}
	if r.Large {
		parts = append(parts, "before large changes")
	}
	if len(parts) == 0 {
		return "Made by hand only"
	}
	return "Made " + strings.Join(parts, ", ")
}

// Row is one line of the list.
type Row struct {
	Title, Line, Since, Badge string
	State                     backup.State
	Kept                      bool
}

// Row says of a backup when and why it was made, what it holds and what came since the one before.
func (m *Model) Row(i int) Row {
	if i >= len(m.View.Items) {
		return Row{} // the list became shorter and is about to be told
	}
	it := m.View.Items[i]
	r := Row{Title: upper(Moment(it.Seal.Made, m.Now())) + "  ·  " + it.Seal.Reason.Words(), State: it.State, Kept: it.Seal.Keep}
	switch it.State {
	case backup.Good:
		r.Line, r.Badge = it.Seal.Holds.Words(), "Good"
		if before, ok := m.View.Before(i); ok {
			r.Since = "Since the one before: " + it.Seal.Holds.Less(before.Seal.Holds).Words()
		}
	case backup.Faulty:
		r.Line, r.Badge = it.Seal.Fault, "Not good"
	default:
		r.Line, r.Badge = "Nobody has tried to restore it yet  ·  "+app.FileSize(it.Seal.Size), "Not checked"
	}
	return r
}

// Count is one line of the comparison between a backup and now.
type Count struct {
	Name      string
	Then, Now int
}

// Counts compares a backup with the workspace, of what one of the two holds.
func (m *Model) Counts(it backup.Item) []Count {
	then, now := it.Seal.Holds, m.View.Now
	all := []Count{{"Studies", then.Studies, now.Studies}, {"People", then.People, now.People}, {"Interviews", then.Interviews, now.Interviews}, {"Findings", then.Findings, now.Findings},
		{"Tags", then.Tags, now.Tags}, {"Themes", then.Themes, now.Themes}, {"Insights", then.Insights, now.Insights}, {"Memos", then.Memos, now.Memos}, {"Steps", then.Steps, now.Steps}}
	var some []Count
	for _, c := range all {
		if c.Then+c.Now > 0 {
			some = append(some, c)
		}
	}
	return some
}

// Difference says how many more or fewer there are now.
func (c Count) Difference() string {
	switch d := c.Now - c.Then; {
	case d > 0:
		return "+" + app.Number(d)
	case d < 0:
		return "−" + app.Number(-d)
	}
	return ""
}

// Made says when a backup was made and checked and how large it is, in lines.
func (m *Model) Made(it backup.Item) []string {
	made := "Made "
	if it.State == backup.Unknown {
		made = "Written "
	}
	lines := []string{made + Said(it.Seal.Made, m.Now()) + ": " + strings.ToLower(it.Seal.Reason.Words())}
	if !it.Seal.Checked.IsZero() {
		lines = append(lines, "Checked "+Said(it.Seal.Checked, m.Now())+" by trying a restore")
	}
	lines = append(lines, app.FileSize(it.Seal.Size))
	if it.Seal.Took > time.Second {
		lines[len(lines)-1] += fmt.Sprintf(", in %s", duration(it.Seal.Took))
	}
	return lines
}

// duration is a time that something takes, in words.
func duration(d time.Duration) string {
	if d < 90*time.Second {
		return app.Count(int(d.Seconds()+0.5), "second")
	}
	return app.Count(int(d.Minutes()+0.5), "minute")
}

// Closing says what closing the workspace does about backups; "" where nothing is worth saying.
func (m *Model) Closing() string {
	if m.View.Open && m.View.Home.Rule.Close && m.View.Estimate() > backup.Quick {
		return "A backup of this workspace takes about " + duration(m.View.Estimate()) + ". None is made on closing, so that closing does not take as long; what changed is backed up while you work the next time."
	}
	return ""
}
