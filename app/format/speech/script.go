package speech

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/when"
)

// Lines is the text of a file line by line. At must be cheap: it is called a few times for each line.
type Lines interface {
	Len() int
	At(i int) Line
}

// Script is what the lines of a file say.
type Script struct {
	Utterances  []app.Utterance
	Unspeakered bool // paragraphs: neither speakers nor times were found
	Title       string
	Date        app.Date
	Moderator   string
	Warnings    []string
	Marks       []app.DocMark   // see ReadMarked
	Pages       []app.PageStart // see ReadMarked
	places      []place         // by line; nil unless asked for
}

// look is how often, in lines, the context is looked at: far below 100 ms.
const look = 2048

// Read finds speakers, times and paragraphs in lines.
func Read(ctx context.Context, lines Lines) (Script, error) { return read(ctx, lines, nil) }

// read is Read. Where each line went is kept in places, if they are given.
func read(ctx context.Context, lines Lines, places []place) (Script, error) {
	speakers, err := Survey(ctx, lines)
	if err != nil {
		return Script{}, err
	}
	r := reader{lines: lines, speakers: speakers, from: app.NoTime, to: app.NoTime, out: Script{places: places}}
	if !r.speakers.Any() && !r.speakers.stamps {
		return r.paragraphs(ctx)
	}
	return r.turns(ctx)
}

// Survey finds out who speaks in lines, and in which shapes they are named. Returns the context's error.
func Survey(ctx context.Context, lines Lines) (*Speakers, error) {
	var c Census
	var anchors []anchor
	for i := range lines.Len() {
		if i%look == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		l := lines.At(i)
		if isBlank(l.Text) {
			continue
		}
		m := Parse(l)
		c.Add(m)
		a := anchor{line: i, at: m.at, label: m.label, sure: m.twin}
		if m.kind == stamp {
			if name := nameAbove(lines, i); name != "" {
				c.AddAbove(name)
				a.label = name
			}
		}
		if a.label != "" && a.at != app.NoTime {
			anchors = append(anchors, a)
		}
	}
	s := c.Decide()
	s.hold(anchors)
	return s, nil
}

// nameAbove returns the name on the line right above line i, or "".
func nameAbove(lines Lines, i int) string {
	if i == 0 {
		return ""
	}
	s := strings.TrimSpace(lines.At(i - 1).Text)
	if !plausible(s) || !nameLike(s) || len(strings.Fields(s)) > 4 {
		return ""
	}
	return s
}

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

// reader builds utterances in the second pass.
type reader struct {
	lines    Lines
	speakers *Speakers
	out      Script

	speaker  string
	from, to time.Duration // of the utterance being built, or of the next when no text has come yet
	text     []string
	of       []int  // the line each text is of; only where places are kept
	now      int    // the line at hand
	clock    bool   // times may be those of the day
	loose    anchor // the last time believed without a name
	footers  int
}

func (r *reader) turns(ctx context.Context) (Script, error) {
	start := r.meta()
	if !r.speakers.Any() {
		start = 0
	}
	began := false
	for i := start; i < r.lines.Len(); i++ {
		if i%look == 0 && ctx.Err() != nil {
			return Script{}, ctx.Err()
		}
		l := r.lines.At(i)
		if isBlank(l.Text) {
			if !began {
				r.flush() // before the first speaker, blank lines part paragraphs
			}
			continue
		}
		if i = r.line(l, i); r.speaker != "" {
			began = true
		}
	}
	r.flush()
	r.finish()
	return r.out, nil
}

// line takes line i in and returns the last line used up.
func (r *reader) line(l Line, i int) int {
	r.now = i
	if last, ok := r.aboveStamp(l, i); ok {
		return last
	}
	m := Parse(l)
	name, ok := r.speakers.Believes(m)
	switch {
	case r.isSaid(l, m, name, i):
		r.put(l.Prefix + strings.TrimSpace(l.Text))
	case ok:
		if m.at == app.NoTime && len(r.text) == 0 {
			m.at, m.to = r.from, r.to // a stamp on the line before
		}
		r.begin(name, m)
	case m.kind == stamp && r.speakers.stamps:
		m.rest = ""
		r.begin(r.goesOn(), m)
	case m.kind == stamped && r.speakers.stamps:
		r.begin(r.goesOn(), m)
	case l.Heading:
		r.begin("", Mark{at: app.NoTime, to: app.NoTime, rest: l.Prefix + strings.TrimSpace(l.Text)})
		r.flush()
	case isFooter(l.Text):
		r.footers++
	case r.initials(l.Text, i):
	default:
		r.put(l.Prefix + strings.TrimSpace(l.Text))
	}
	return i
}

// goesOn is who speaks after a time without a name.
func (r *reader) goesOn() string {
	if r.speakers.turns {
		return ""
	}
	return r.speaker
}

// aboveStamp reads Name / 0:03 and Name / Name / 0:03, where / ends a line.
func (r *reader) aboveStamp(l Line, i int) (last int, ok bool) {
	if !r.speakers.above {
		return i, false
	}
	name, ok := r.speakers.names[fold(l.Text)]
	if !ok {
		return i, false
	}
	for j := i + 1; j < r.lines.Len() && j <= i+2; j++ {
		next := r.lines.At(j)
		if m := Parse(next); m.kind == stamp {
			m.rest = ""
			r.begin(name, m)
			return j, true
		}
		if fold(next.Text) != fold(l.Text) {
			break
		}
	}
	return i, false
}

// initials reports a line that holds only the initials of the next speaker, as pages copied from a browser do.
func (r *reader) initials(s string, i int) bool {
	s = strings.TrimSpace(s)
	if n := utf8.RuneCountInString(s); n > 3 || s != strings.ToUpper(s) || !r.speakers.above {
		return false
	}
	for j := i + 1; j < r.lines.Len() && j <= i+3; j++ {
		t := r.lines.At(j).Text
		if isBlank(t) {
			continue
		}
		first := ""
		for w := range strings.FieldsSeq(t) {
			first += string(firstRune(w))
		}
		_, known := r.speakers.names[fold(t)]
		return known && strings.HasPrefix(strings.ToUpper(first), s[:1])
	}
	return false
}

func (r *reader) begin(speaker string, m Mark) {
	r.flush()
	r.speaker, r.from, r.to = speaker, m.at, m.to
	r.clock = r.clock || m.clock
	if m.rest != "" {
		r.put(m.rest)
	}
}

// put adds the text of the line at hand to the utterance being built.
func (r *reader) put(text string) {
	r.text = append(r.text, text)
	if r.out.places != nil {
		r.of = append(r.of, r.now)
	}
}

func (r *reader) flush() {
	if len(r.text) == 0 {
		return
	}
	r.place()
	text := r.text[0]
	if len(r.text) > 1 {
		text = strings.Join(r.text, "\n")
	}
	r.out.Utterances = append(r.out.Utterances, app.Utterance{Speaker: r.speaker, Text: text, From: r.from, To: r.to})
	r.text, r.from, r.to = r.text[:0], app.NoTime, app.NoTime
}

// finish counts times of the day from the first, names the moderator and says what was left out.
func (r *reader) finish() {
	if r.footers > 0 {
		r.out.Warnings = append(r.out.Warnings, source.Count(r.footers, "line")+" added by the transcription service left out.")
	}
	if r.clock && rebase(r.out.Utterances) {
		r.out.Warnings = append(r.out.Warnings, "The times are those of the day; they are counted from the first one.")
	}
	if r.out.Date == "" {
		r.out.Date = dateAbove(r.out.Utterances)
	}
	if m, why := Moderator(r.out.Utterances, r.out.Moderator); m != "" {
		r.out.Moderator = m
		r.out.Warnings = append(r.out.Warnings, why)
	} else {
		r.out.Moderator = ""
	}
}

// dateAbove finds a day on a line of its own, or between dashes, in the text before the first speaker.
func dateAbove(us []app.Utterance) app.Date {
	for i := range us {
		if us[i].Speaker != "" || us[i].From != app.NoTime || i == 4 || len(us[i].Text) > 600 {
			return ""
		}
		for l := range strings.SplitSeq(us[i].Text, "\n") {
			for part := range strings.SplitSeq(strings.NewReplacer(" – ", "\n", " — ", "\n", " - ", "\n").Replace(l), "\n") {
				if d := when.Date(part, when.Unknown); d != "" && len(part) <= 40 {
					return d
				}
			}
		}
	}
	return ""
}

// longest is the time from which a first time is taken for one of the day: recordings do not begin two hours in.
const longest = 2 * time.Hour

// rebase counts times from the first when they look like times of the day. A step back of more than twelve hours
// is midnight.
func rebase(us []app.Utterance) bool {
	first, day, last := app.NoTime, time.Duration(0), time.Duration(0)
	for i := range us {
		u := &us[i]
		if u.From == app.NoTime {
			continue
		}
		if first == app.NoTime {
			if u.From < longest {
				return false
			}
			first, last = u.From, u.From
		}
		if u.From+day < last-12*time.Hour {
			day += 24 * time.Hour
		}
		last = u.From + day
		u.From = max(0, last-first)
		if u.To != app.NoTime {
			u.To = max(u.From, u.To+day-first)
		}
	}
	return first != app.NoTime
}

var footers = []string{
	"transcribed by https://otter.ai",
	"this editable transcript was computer generated and might contain errors",
	"people can also change the text after it was created",
}

// isFooter reports lines that transcription services add below.
func isFooter(s string) bool {
	if len(s) > 200 {
		return false
	}
	s = strings.ToLower(strings.TrimSpace(s))
	for _, f := range footers {
		if strings.HasPrefix(s, f) {
			return true
		}
	}
	return false
}
