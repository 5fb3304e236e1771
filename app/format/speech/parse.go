package speech

import (
	"strings"
	"time"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/when"
)

// Line is one line of a file.
type Line struct {
	Text    string
	Prefix  string // a list's sign, put before Text unless the line names a speaker
	Bold    int    // bytes at the start of Text that are set in bold
	Heading bool   // stands apart and is said by nobody, unless it names a speaker or a time
}

// kind says in which shape a line names a speaker or a time.
type kind int

const (
	plain   kind = iota
	inline       // Name: text, with or without a time
	bracket      // [Name] text, {Name} text
	sign         // #Name: text, @Name: text
	header       // Name 0:03, the text follows below
	stamp        // 0:03 alone
	stamped      // 0:03 text, without a name
	bold         // Name set in bold, then text or nothing
	kinds
)

// Mark is what a line might be.
type Mark struct {
	kind  kind
	label string
	at    time.Duration // or app.NoTime
	to    time.Duration // or app.NoTime
	rest  string        // the text after label and time
	clock bool          // the time is one of the day: with AM or PM, or in the shape of saved captions
	short bool          // the time has two parts
	twin  bool          // a colon or brackets set the label off from the time
}

// Parse says what a line might be, looking at nothing but the line.
func Parse(l Line) Mark {
	s := strings.TrimSpace(l.Text)
	none := Mark{at: app.NoTime, to: app.NoTime, rest: s}
	if s == "" {
		return none
	}
	if l.Heading {
		return heading(s, none)
	}
	if t := strings.TrimLeft(s, "> "); t != s && strings.HasPrefix(s, ">>") {
		s = t // broadcast captions mark a change of speaker so
	}
	if s == "" {
		return none
	}
	if m, ok := timeFirst(s); ok {
		return m
	}
	if m, ok := nameFirst(s); ok {
		return m
	}
	if l.Bold > 0 {
		if m, ok := boldLabel(l.Text, l.Bold); ok {
			return m
		}
	}
	return none
}

// nameFirst reads lines that begin with a name, set off by brackets, a sign, a colon, a time or a tab.
func nameFirst(s string) (Mark, bool) {
	switch s[0] {
	case '[', '{':
		if m, ok := bracketed(s); ok {
			return m, true
		}
	case '#', '@':
		if m, ok := labelled(s[1:]); ok && m.kind == inline && !strings.HasPrefix(s[1:], " ") {
			m.kind = sign
			return m, true
		}
	}
	if m, ok := labelled(s); ok {
		return m, true
	}
	name, text, found := strings.Cut(s, "\t")
	name = strings.TrimSpace(name)
	m := Mark{kind: inline, label: name, at: app.NoTime, to: app.NoTime, rest: strings.TrimSpace(text)}
	return m, found && plausible(name) && nameLike(name)
}

// heading reads a heading that is nothing but a time, a name and a time, or a name.
func heading(s string, none Mark) Mark {
	if m, ok := timeFirst(s); ok && (m.kind == stamp || m.kind == header) {
		return m
	}
	if m, ok := labelled(s); ok && m.rest == "" {
		return m
	}
	if m, ok := boldLabel(s, len(s)); ok {
		return m
	}
	return none
}

// timeFirst reads lines that begin with a time.
func timeFirst(s string) (Mark, bool) {
	m, rest, ok := leadingTime(s)
	if !ok {
		return Mark{}, false
	}
	tab := strings.HasPrefix(rest, "\t")
	rest = strings.TrimLeft(rest, " \t-–—|•\u00a0")
	if rest == "" || rest == ":" {
		m.kind = stamp
		return m, true
	}
	rest = fromTo(rest)
	if label, text, ok := afterTime(rest, tab); ok {
		m.kind, m.label, m.rest, m.twin = inline, label, text, true
		m.clock = m.clock || tab && !m.short // saved by the meeting program with the time of the day
		return m, true
	}
	if plausible(rest) && nameLike(rest) && len(strings.Fields(rest)) <= 4 {
		m.kind, m.label, m.rest = header, rest, ""
		return m, true
	}
	m.kind, m.rest = stamped, rest
	return m, true
}

// afterTime reads a label and text after a time: Name<tab>text where tabs part the line, Name: text, [Name] text.
func afterTime(s string, tab bool) (label, text string, ok bool) {
	if name, text, found := strings.Cut(s, "\t"); tab && found {
		name = strings.TrimSuffix(strings.TrimSpace(name), ":")
		if plausible(name) {
			return name, strings.TrimSpace(text), true
		}
	}
	m, ok := labelled(s)
	ok = ok && m.kind == inline
	if s[0] == '[' || s[0] == '{' {
		m, ok = bracketed(s)
	}
	return m.label, m.rest, ok && m.at == app.NoTime
}

// fromTo takes the frame of a chat line, "From Ana Ruiz to Everyone: text", off its name.
func fromTo(s string) string {
	t, ok := strings.CutPrefix(s, "From ")
	if !ok {
		return s
	}
	name, text, ok := strings.Cut(t, ":")
	low := strings.ToLower(name)
	if i := strings.LastIndex(low, " to "); ok && i > 0 {
		return strings.TrimSpace(name[:i]) + ":" + text
	}
	return s
}

// leadingTime reads a time or a range of times at the start of s, bare or in brackets.
func leadingTime(s string) (m Mark, rest string, ok bool) {
	m = Mark{at: app.NoTime, to: app.NoTime}
	body, closer := s, ""
	if i := strings.IndexByte("[(<", s[0]); i >= 0 {
		closer = "])>"[i : i+1]
		body = strings.TrimLeft(s[1:], " ")
	}
	at, rest, ok := when.Clock(body)
	if !ok && closer == "" {
		at, rest, ok = spelledTime(body)
	}
	if !ok {
		return m, s, false
	}
	m.short = strings.Count(body[:len(body)-len(rest)], ":") == 1
	m.at, rest, m.clock = when.HalfDay(at, rest)
	if to, after, ok := rangeEnd(rest); ok && to >= m.at {
		m.to, rest = to, after
	}
	if closer != "" {
		rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), closer)
	} else {
		ok = rest == "" || strings.ContainsRune(" \t:-–—|", firstRune(rest))
	}
	if !ok {
		return Mark{}, s, false
	}
	return m, rest, true
}

// spelledTime reads "0 minutes 3 seconds" at the end of a line, as pages copied from a browser have it: with the same
// time in digits right behind.
func spelledTime(s string) (time.Duration, string, bool) {
	at, rest, ok := when.Spelled(s)
	if !ok {
		return 0, s, false
	}
	if _, after, twice := when.Clock(rest); twice {
		rest = after
	}
	return at, rest, rest == ""
}

func rangeEnd(s string) (time.Duration, string, bool) {
	t := strings.TrimLeft(s, " ")
	for _, sep := range []string{"-->", "->", "→", "-", "–", "—", "to "} {
		if after, ok := strings.CutPrefix(t, sep); ok {
			to, rest, ok := when.Clock(strings.TrimLeft(after, " "))
			return to, rest, ok
		}
	}
	return 0, s, false
}

// bracketed reads [Name] text, {Name} text and [Name] 00:01:23.
func bracketed(s string) (Mark, bool) {
	closer := byte(']')
	if s[0] == '{' {
		closer = '}'
	}
	end := strings.IndexByte(s[:min(len(s), 4*maxLabelRunes)], closer)
	if end < 2 {
		return Mark{}, false
	}
	label, rest := strings.TrimSpace(s[1:end]), strings.TrimSpace(s[end+1:])
	label = strings.TrimSuffix(label, ":")
	if !plausible(label) || noises[fold(label)] || strings.HasPrefix(fold(label), "inaudible") {
		return Mark{}, false
	}
	m := Mark{kind: bracket, label: label, at: app.NoTime, to: app.NoTime, rest: rest}
	if rest != "" {
		if t, after, ok := leadingTime(rest); ok {
			after = strings.TrimSpace(strings.TrimPrefix(after, ":"))
			m.at, m.to, m.clock, m.short, m.rest, m.twin = t.at, t.to, t.clock, t.short, after, true
			if after == "" {
				m.kind, m.clock = header, m.clock || !t.short
			}
			return m, true
		}
	}
	m.rest = strings.TrimSpace(strings.TrimPrefix(rest, ":"))
	return m, true
}

// labelled reads Name: text; Name (0:03): text; Name [0:03]; Name 0:03; Name 0 minutes 3 seconds.
func labelled(s string) (Mark, bool) {
	m := Mark{kind: inline, at: app.NoTime, to: app.NoTime}
	limit := min(len(s), 4*maxLabelRunes+24)
	for i := 0; i < limit; i++ {
		switch b := s[i]; {
		case b == ':':
			return m.colon(s, i)
		case b == 0xEF && strings.HasPrefix(s[i:], "：") && i > 0:
			m.label, m.rest = strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len("："):])
			return m, plausible(m.label)
		case (b >= '0' && b <= '9' || b == '[' || b == '(') && i > 0 && (s[i-1] == ' ' || s[i-1] == '\t'):
			if n, ok := m.timed(s, i); ok {
				return n, true
			}
		}
	}
	return m, false
}

// colon reads the label before the colon at i.
func (m Mark) colon(s string, i int) (Mark, bool) {
	if i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '\t' && !strings.HasPrefix(s[i+1:], "\u00a0") {
		return m, false
	}
	m.label, m.rest = strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:])
	if !plausible(m.label) {
		return m, false
	}
	if m.rest != "" && (m.rest[0] == '[' || m.rest[0] == '(') {
		if t, after, ok := leadingTime(m.rest); ok {
			m.at, m.to, m.clock, m.short, m.rest, m.twin = t.at, t.to, t.clock, t.short, strings.TrimSpace(after), true
		}
	}
	return m, true
}

// timed reads the label before the time that begins at i.
func (m Mark) timed(s string, i int) (Mark, bool) {
	label := strings.TrimRight(s[:i], " \t-–—,|•\u00a0")
	t, rest, ok := leadingTime(s[i:])
	if !ok || !plausible(label) {
		return m, false
	}
	m.label, m.at, m.to, m.clock, m.short = label, t.at, t.to, t.clock, t.short
	m.twin = s[i] == '[' || s[i] == '(' || strings.HasPrefix(s[len(label):i], "  ") || strings.HasPrefix(s[len(label):i], "\t")
	rest = strings.TrimSpace(rest)
	colon := strings.HasPrefix(rest, ":")
	m.rest = strings.TrimSpace(strings.TrimPrefix(rest, ":"))
	switch {
	case m.rest == "":
		m.kind, m.twin = header, m.twin || colon
	case colon:
		m.twin = true
	default:
		return m, false
	}
	return m, true
}

// boldLabel reads a name set in bold at the start of a line.
func boldLabel(s string, n int) (Mark, bool) {
	n = min(n, len(s))
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	label := strings.TrimRight(strings.TrimSpace(s[:n]), ": ")
	m := Mark{kind: bold, label: label, at: app.NoTime, to: app.NoTime}
	rest := strings.TrimSpace(s[n:])
	m.rest = strings.TrimSpace(strings.TrimPrefix(rest, ":"))
	if m.rest != "" {
		if t, after, ok := leadingTime(m.rest); ok {
			m.at, m.to, m.clock, m.short, m.rest = t.at, t.to, t.clock, t.short, strings.TrimSpace(after)
		}
	}
	return m, plausible(label) && nameLike(label)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// Parenthesis reads a line that is nothing but a name in round brackets, as some captions announce a speaker.
func Parenthesis(s string) (Mark, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || s[0] != '(' || s[len(s)-1] != ')' {
		return Mark{}, false
	}
	label := strings.TrimSpace(s[1 : len(s)-1])
	m := Mark{kind: bracket, label: label, at: app.NoTime, to: app.NoTime}
	return m, plausible(label) && nameLike(label) && !noises[fold(label)]
}

// Label is the name the line may begin with, or "".
func (m Mark) Label() string { return m.label }

// Rest is the text after the label and time.
func (m Mark) Rest() string { return m.rest }
