package backups

import (
	"path/filepath"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/backup"
	"throughline/ui/say"
)

func base(path string) string { return filepath.Base(path) }

// Moment is a time as short as it can be: "today, 14:05", "yesterday, 14:05", "Tuesday, 14:05", "2 November, 14:05", with the year where it is another.
func Moment(at, now time.Time) string {
	at = at.In(now.Location())
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	day := say.Date(at, "2 January 2006")
	switch {
	case !at.Before(midnight.AddDate(0, 0, 1)): // a clock that was set back
	case !at.Before(midnight):
		day = say.T("today")
	case !at.Before(midnight.AddDate(0, 0, -1)):
		day = say.T("yesterday")
	case !at.Before(midnight.AddDate(0, 0, -6)):
		day = say.Date(at, "Monday")
	case at.Year() == now.Year():
		day = say.Date(at, "2 January")
	}
	return day + ", " + at.Format("15:04")
}

// Said is a Moment within a sentence: "today at 14:05".
func Said(at, now time.Time) string {
	day, clock, _ := strings.Cut(Moment(at, now), ", ")
	return say.T("%s at %s", day, clock)
}

// Warning says that a workspace holds much less than one of its backups, or is older; "" where it does not.
func Warning(v backup.View, now time.Time) string {
	if it, ok := v.Fuller(); ok {
		return say.T("This workspace holds %s. Its backup of %s holds %s.", amount(v.Now), Said(it.Seal.Made, now), amount(it.Seal.Holds))
	}
	if it, ok := v.Behind(); ok {
		return say.T("The backup of %s has steps that this workspace does not have.", Said(it.Seal.Made, now))
	}
	return ""
}

// amount is what is held, in a sentence.
func amount(h app.Holding) string {
	if h.Empty() {
		return say.T("nothing")
	}
	return say.Sentence(h.Words())
}

// upper begins a sentence.
func upper(s string) string {
	if s == "" {
		return s
	}
	return app.Capital(s)
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
		return News{Alarmed, say.T("This workspace holds much less than its backup of %s", Said(it.Seal.Made, now)),
			say.T("That one holds %s, this one %s. If you did not mean that, restore it as a copy and look. It is not let go.", say.Sentence(it.Seal.Holds.Words()), amount(v.Now)), it.Path}
	}
	if it, ok := v.Behind(); ok {
		return News{Alarmed, say.T("The backup of %s is ahead of this workspace", Said(it.Seal.Made, now)),
			say.T("It holds steps that were never in this file, as when an older copy was put in its place. Restore it as a copy and look."), it.Path}
	}
	if it, ok := v.Current(); ok {
		return News{Calm, say.T("Everything is backed up"), say.T("The backup of %s holds what the workspace holds now: %s. A restore of it was tried.", Said(it.Seal.Made, now), say.Sentence(it.Seal.Holds.Words())), it.Path}
	}
	it, ok := v.Newest()
	if !ok {
		return News{Alarmed, say.T("No backup is known to be good"), say.T("Back up now, or check those that are there."), ""}
	}
	line := say.T("Since then: %s.", say.Sentence(v.Now.Less(it.Seal.Holds).Words()))
	if !v.Open {
		line = say.T("It holds %s.", say.Sentence(it.Seal.Holds.Words()))
	}
	return News{Fair, say.T("Backed up until %s", Said(it.Seal.Made, now)), strings.TrimSpace(line + " " + m.next()), it.Path}
}

// next says when the next backup comes by itself.
func (m *Model) next() string {
	due := m.View.Due(m.Now())
	if m.ReadOnly || !m.View.Open {
		return ""
	}
	closing := ""
	if m.View.OnClose() == backup.CloseMake {
		closing = say.T(", or when you close it")
	}
	switch {
	case due.IsZero() && closing != "":
		return say.T("The next one is made when you close the workspace.")
	case due.IsZero():
		return say.T("None is made by itself.")
	case !due.After(m.Now().Add(time.Minute)):
		return say.T("The next one is made in a moment%s.", closing)
	}
	return say.T("The next one is made by itself %s%s.", Said(due, m.Now()), closing)
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
	return say.Count(len(m.View.Items), "backup") + ", " + fileSize(total) + ". " + m.Rhythm()
}

// Rhythm says in a sentence how the workspace is backed up by itself.
func (m *Model) Rhythm() string {
	r := m.View.Home.Rule
	var parts []string
	if r.Every.Pause() > 0 {
		parts = append(parts, say.T("every %s", say.Sentence(string(r.Every))))
	}
	if r.Close {
		parts = append(parts, say.T("on closing"))
	}
	if r.Large {
		parts = append(parts, say.T("before large changes"))
	}
	if len(parts) == 0 {
		return say.T("Made by hand only")
	}
	return say.T("Made %s", strings.Join(parts, ", "))
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
	r := Row{Title: upper(Moment(it.Seal.Made, m.Now())) + "  ·  " + say.Sentence(it.Seal.Reason.Words()), State: it.State, Kept: it.Seal.Keep}
	if it.Other {
		r.Title += "  ·  " + say.T("of another workspace of this name")
	}
	switch it.State {
	case backup.Good:
		r.Line, r.Badge = say.Sentence(it.Seal.Holds.Words()), say.T("Good")
		if before, ok := m.View.Before(i); ok {
			r.Since = say.T("Since the one before: %s", say.Sentence(it.Seal.Holds.Less(before.Seal.Holds).Words()))
		}
	case backup.Faulty:
		r.Line, r.Badge = say.Sentence(it.Seal.Fault), say.T("Not good")
	default:
		r.Line, r.Badge = say.T("Nobody has tried to restore it yet  ·  %s", fileSize(it.Seal.Size)), say.T("Not checked")
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
	all := []Count{{say.T("Studies"), then.Studies, now.Studies}, {say.T("People"), then.People, now.People}, {say.T("Interviews"), then.Interviews, now.Interviews}, {say.T("Findings"), then.Findings, now.Findings},
		{say.T("Tags"), then.Tags, now.Tags}, {say.T("Themes"), then.Themes, now.Themes}, {say.T("Insights"), then.Insights, now.Insights}, {say.T("Memos"), then.Memos, now.Memos}, {say.T("Steps"), then.Steps, now.Steps}}
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
		return "+" + say.Number(d)
	case d < 0:
		return "−" + say.Number(-d)
	}
	return ""
}

// Made says when a backup was made and checked and how large it is, in lines.
func (m *Model) Made(it backup.Item) []string {
	made := say.T("Made ")
	if it.State == backup.Unknown {
		made = say.T("Written ")
	}
	lines := []string{made + Said(it.Seal.Made, m.Now()) + ": " + say.Lower(say.Sentence(it.Seal.Reason.Words()))}
	if !it.Seal.Checked.IsZero() {
		lines = append(lines, say.T("Checked %s by trying a restore", Said(it.Seal.Checked, m.Now())))
	}
	lines = append(lines, fileSize(it.Seal.Size))
	if it.Seal.Took > time.Second {
		lines[len(lines)-1] += say.T(", in %s", duration(it.Seal.Took))
	}
	return lines
}

// duration is a time that something takes, in words.
func duration(d time.Duration) string {
	if d < 90*time.Second {
		return say.Count(int(d.Seconds()+0.5), "second")
	}
	return say.Count(int(d.Minutes()+0.5), "minute")
}

// Closing says what closing the workspace does about backups; "" where nothing is worth saying.
func (m *Model) Closing() string {
	if m.View.Open && m.View.Home.Rule.Close && m.View.Estimate() > backup.Quick {
		return say.T("A backup of this workspace takes about %s. None is made on closing, so that closing does not take as long; what changed is backed up while you work the next time.", duration(m.View.Estimate()))
	}
	return ""
}

// fileSize writes bytes as app.FileSize does, with the number as the language writes it.
func fileSize(n int64) string {
	number, unit, _ := strings.Cut(app.FileSize(n), " ")
	return say.Sentence(number) + " " + unit
}
