// Package cue reads timed captions: the grammar that WebVTT, SubRip and SubViewer share, taken tolerantly.
//
// A file is a sequence of timing lines with text below. Blank lines, cue names, settings, notes, styles and regions
// may be there or not; decimals may follow a point or comma; hours may be missing; a timing that cannot be read
// costs the time, never the text.
package cue

import (
	"context"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/format/speech"
	"throughline/app/format/when"
)

// look is how often, in lines, the context is looked at: far below 100 ms.
const look = 2048

// caption is one cue as it stands in the file. Its text is the lines that are not blank from first up to, not with,
// end; there are millions in the largest files, so they are not held twice.
type caption struct {
	from, to   time.Duration // or app.NoTime
	first, end int
}

// track is a file taken apart.
type track struct {
	lines    *speech.Strings
	captions []caption
	language string
	badTimes int // timing lines that could not be read
	swapped  int // cues that end before they begin
	notes    int // notes left out
}

func parse(ctx context.Context, text string) (track, error) {
	p := parser{lines: speech.Split(text), fresh: true}
	p.out.lines = p.lines
	for p.at < p.lines.Len() {
		if p.at%look == 0 && ctx.Err() != nil {
			return track{}, ctx.Err()
		}
		p.next()
	}
	p.close()
	return p.out, nil
}

type parser struct {
	lines *speech.Strings
	at    int
	fresh bool // the line before is blank, or there is none
	open  bool // a cue is being read
	cur   caption
	out   track
}

func (p *parser) line(i int) string {
	if i >= p.lines.Len() {
		return ""
	}
	return strings.TrimSpace(p.lines.At(i).Text)
}

// next takes one line, or one block that holds no cue.
func (p *parser) next() {
	s := p.line(p.at)
	first := p.at == 0
	fresh := p.fresh
	p.fresh = s == ""
	if s == "" {
		p.at++
		return
	}
	if first && isHeader(s) {
		p.skipBlock()
		return
	}
	if fresh && !p.named() {
		switch word, _, _ := strings.Cut(strings.ReplaceAll(s, "\t", " "), " "); {
		case word == "NOTE":
			p.skipNote()
			return
		case s == "STYLE" || s == "REGION":
			p.skipBlock()
			return
		}
	}
	if t, ok := timing(s); ok {
		p.begin(t)
	} else if !(p.named() && (fresh || !p.open || isName(s))) {
		p.addText()
	}
	p.at++
}

// named reports whether the line at hand stands right above a timing line, so that it may be a cue's name.
func (p *parser) named() bool {
	_, ok := timing(p.line(p.at + 1))
	return ok
}

func (p *parser) begin(t span) {
	p.close()
	p.open = true
	p.cur = caption{from: t.from, to: t.to}
	if t.bad {
		p.out.badTimes++
	}
	if t.swapped {
		p.out.swapped++
	}
}

func (p *parser) addText() {
	if !p.open { // text before the first timing, or after a block
		p.open, p.cur = true, caption{from: app.NoTime, to: app.NoTime}
	}
	if p.cur.end == 0 {
		p.cur.first = p.at
	}
	p.cur.end = p.at + 1
}

func (p *parser) close() {
	if p.open && p.cur.end > 0 {
		p.out.captions = append(p.out.captions, p.cur)
	}
	p.open = false
}

// text joins the lines of a caption that are not blank.
func (t *track) text(c caption) string {
	if c.end == c.first+1 {
		return strings.TrimSpace(t.lines.At(c.first).Text)
	}
	var lines []string
	for i := c.first; i < c.end; i++ {
		if s := strings.TrimSpace(t.lines.At(i).Text); s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

// skipBlock passes over lines up to a blank or timing line, taking a language named in them.
func (p *parser) skipBlock() {
	p.close()
	for p.at++; p.at < p.lines.Len(); p.at++ {
		s := p.line(p.at)
		if _, ok := timing(s); ok || s == "" {
			return
		}
		if _, ok := timing(p.line(p.at + 1)); ok {
			return
		}
		p.takeLanguage(s)
	}
}

// skipNote passes over a note. Notes of the services about confidence, duration and language are no loss.
func (p *parser) skipNote() {
	note := strings.TrimSpace(strings.TrimPrefix(p.line(p.at), "NOTE"))
	low := strings.ToLower(note)
	p.takeLanguage(note)
	if !strings.HasPrefix(low, "confidence") && !strings.HasPrefix(low, "duration") && !strings.HasPrefix(low, "language") {
		p.out.notes++
	}
	p.skipBlock()
}

func (p *parser) takeLanguage(s string) {
	key, value, ok := strings.Cut(s, ":")
	if !ok || !strings.EqualFold(strings.TrimSpace(key), "language") || p.out.language != "" {
		return
	}
	code, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(value)), "-")
	if len(code) == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z' {
		p.out.language = code
	}
}

func isHeader(s string) bool {
	rest, ok := strings.CutPrefix(s, "WEBVTT")
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

// isName reports a line that names a cue even without a blank line before it: a number, or a word with a digit and
// no blanks such as a GUID.
func isName(s string) bool {
	return len(s) <= 80 && !strings.ContainsAny(s, " \t") && strings.ContainsAny(s, "0123456789") &&
		(strings.Trim(s, "0123456789") == "" || len(s) >= 8 && strings.Count(s, "-") >= 1)
}

// span is a timing line read.
type span struct {
	from, to     time.Duration
	bad, swapped bool
}

// timing reads "from --> to settings" and "from,to". A line with an arrow that begins with a digit is a timing
// line even if its times cannot be read.
func timing(s string) (span, bool) {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return span{}, false
	}
	left, right, arrow := strings.Cut(s, "-->")
	from, rest, ok := when.Clock(strings.TrimSpace(left))
	if !arrow {
		if !ok || rest == "" || rest[0] != ',' {
			return span{}, false
		}
		right = rest[1:]
	} else if strings.TrimSpace(rest) != "" {
		ok = false
	}
	to, rest, ok2 := when.Clock(strings.TrimSpace(right))
	if !arrow && (!ok2 || rest != "") {
		return span{}, false
	}
	t := span{from: from, to: to}
	switch {
	case !ok:
		return span{from: app.NoTime, to: app.NoTime, bad: true}, true
	case !ok2:
		t.to, t.bad = app.NoTime, true
	case to < from:
		t.to, t.swapped = from, true
	}
	return t, true
}
