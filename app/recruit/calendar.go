package recruit

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // time zones by name, also where the system has none
	"unicode/utf8"

	"throughline/app"
)

// Appointment is a session as a calendar shows it. Whom it is with is said by code.
type Appointment struct {
	UID       string // stays when the session moves
	Code      string
	Study     string
	Session   app.Session
	Made      time.Time // when it was agreed first
	Changed   time.Time // last
	Cancelled bool      // agreed once, and given up since
}

// Appointments are the sessions of candidates that have a beginning, by beginning, then code. Those who declined or were taken back are
// cancelled, so that a calendar that has them takes them out.
func (d *Desk) Appointments() []Appointment {
	var all []Appointment
	for _, p := range d.People {
		if a, ok := d.Appointment(p); ok {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b Appointment) int {
		if c := a.Session.Start.Compare(b.Session.Start); c != 0 {
			return c
		}
		return CompareCodes(a.Code, b.Code)
	})
	return all
}

// Appointment is the session of a candidate; ok is false while none is agreed.
func (d *Desk) Appointment(p Person) (a Appointment, ok bool) {
	if p.Session.Start.IsZero() {
		return a, false
	}
	return Appointment{UID: string(p.ID) + "@throughline", Code: d.code(p.Participant), Study: d.Study.Name, Session: p.Session, Made: p.Created, Changed: p.Modified,
		Cancelled: givenUp(p.Stage)}, true
}

// givenUp reports whether a session that was agreed does not hold at a stage.
func givenUp(s app.Stage) bool {
	return s == app.StageDeclined || s == app.StageCandidate || s == app.StageInvited
}

// icsTime is a time in UTC as RFC 5545 writes it (form #2 of section 3.3.5).
const icsTime = "20060102T150405Z"

// WriteCalendar writes appointments as an iCalendar file (RFC 5545) to be published: times in UTC, so that every calendar shows them in its
// own zone. now is when the file is made. Equal appointments and times give equal bytes. Returns w's errors.
func WriteCalendar(w io.Writer, name string, all []Appointment, now time.Time) error {
	c := &calendar{w: bufio.NewWriter(w)}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//Throughline//Recruitment//EN")
	c.line("CALSCALE", "GREGORIAN")
	c.line("METHOD", "PUBLISH")
	if name != "" {
		c.line("X-WR-CALNAME", icsText(name))
	}
	for _, a := range all {
		c.event(a, now)
	}
	c.line("END", "VCALENDAR")
	return c.w.Flush()
}

type calendar struct{ w *bufio.Writer }

func (c *calendar) event(a Appointment, now time.Time) {
	s := a.Session
	c.line("BEGIN", "VEVENT")
	c.line("UID", icsText(a.UID))
	c.line("DTSTAMP", now.UTC().Format(icsTime))
	c.line("CREATED", a.Made.UTC().Format(icsTime))
	c.line("LAST-MODIFIED", a.Changed.UTC().Format(icsTime))
	status := "CONFIRMED"
	if a.Cancelled {
		status = "CANCELLED"
	}
	c.line("SEQUENCE", fmt.Sprint(s.Changes))
	c.line("STATUS", status)
	c.line("DTSTART", s.Start.UTC().Format(icsTime))
	c.line("DTEND", s.End().UTC().Format(icsTime))
	c.line("SUMMARY", icsText(a.Code+" · "+a.Study))
	if s.Place != "" {
		c.line("LOCATION", icsText(s.Place))
	}
	c.line("DESCRIPTION", icsText(about(s)))
	c.line("END", "VEVENT")
}

// about says in words when and with whom a session is.
func about(s app.Session) string {
	lines := []string{s.Local().Format("Monday, 2 January 2006, 15:04") + " " + zoneName(s) + ", " + app.Number(s.Minutes) + " minutes"}
	if s.Moderator != "" {
		lines = append(lines, "Moderator: "+s.Moderator)
	}
	return strings.Join(lines, "\n")
}

func zoneName(s app.Session) string {
	if s.Zone == "" {
		return "UTC"
	}
	return s.Zone
}

// line writes a property, folded at 75 octets (section 3.1) between characters.
func (c *calendar) line(name, value string) {
	const most = 75
	room, text := most, name+":"+value
	for len(text) > room {
		cut := room
		for cut > 1 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.put(text[:cut], "\r\n ")
		text, room = text[cut:], most-1 // the space counts
	}
	c.put(text, "\r\n")
}

// put writes; the writer keeps the first error until it is flushed.
func (c *calendar) put(parts ...string) {
	for _, p := range parts {
		_, _ = c.w.WriteString(p)
	}
}

// icsText escapes a text (section 3.3.11). Control characters, which no calendar takes, are left out.
func icsText(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\\' || r == ';' || r == ',':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r < ' ' && r != '\t' || r == 0x7f:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// checkSession refuses a session that no calendar can show.
func checkSession(s app.Session) error {
	if s.Start.IsZero() {
		return app.Invalid("A session needs a day and a time.", "Write the day as 2026-05-31 and the time as 14:30.")
	}
	if s.Minutes <= 0 || s.Minutes > 24*60 {
		return app.Invalid("A session takes between 1 minute and a day.", "Write how many minutes it takes.")
	}
	if _, err := Zone(s.Zone); err != nil {
		return err
	}
	return nil
}

// Zone is a time zone by its IANA name, UTC for "". Returns EInvalid for one that does not exist.
func Zone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(strings.TrimSpace(name))
	if err != nil || strings.EqualFold(strings.TrimSpace(name), "local") {
		return nil, app.Invalid("“"+name+"” is no time zone.", "Write it like Europe/Berlin or America/New_York, or leave it empty for UTC.")
	}
	return zone, nil
}

// ReadStart makes a moment of a day, a time of day and a zone as typed: "2026-05-31", "14:30", "Europe/Berlin". Returns EInvalid with what is
// wrong, also for a time that a change of clocks leaves out.
func ReadStart(day, clock, zone string) (time.Time, error) {
	z, err := Zone(zone)
	if err != nil {
		return time.Time{}, err
	}
	clock = strings.Replace(strings.TrimSpace(clock), ".", ":", 1)
	if !strings.Contains(clock, ":") {
		clock += ":00"
	}
	at := strings.TrimSpace(day) + " " + clock
	t, err := time.ParseInLocation("2006-01-02 15:04", at, z)
	if err != nil {
		return time.Time{}, app.Invalid("“"+at+"” is no day and time.", "Write the day as 2026-05-31 and the time as 14:30.")
	}
	if t.Format("15:04") != strings.TrimSpace(pad(clock)) {
		return time.Time{}, app.Invalid("At "+at+" clocks are put forward in "+zone+": there is no such time.", "Choose another time.")
	}
	return t.UTC(), nil
}

// pad gives an hour its two digits: "9:30" is "09:30".
func pad(clock string) string {
	if strings.IndexByte(clock, ':') == 1 {
		return "0" + clock
	}
	return clock
}
