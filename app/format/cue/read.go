package cue

import (
	"context"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/speech"
)

// Read reads a caption file into one document with an utterance for each voice of each cue. format is the name the
// Bundle carries. Returns EInvalid if the file has no text, and the errors of source.File.Text.
func Read(ctx context.Context, f source.File, format string) (app.Bundle, error) {
	t, err := f.Text(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	tr, err := parse(ctx, t.Text)
	if err != nil {
		return app.Bundle{}, err
	}
	us, err := utterances(ctx, &tr)
	if err != nil {
		return app.Bundle{}, err
	}
	us, rolled := unroll(us)
	if len(us) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no captions with text.", "Open it elsewhere to see what is in it.", nil)
	}
	moderator, why := speech.Moderator(us, "")
	b := app.Bundle{Format: format, Encoding: t.Encoding, Warnings: t.Warnings, Documents: []app.Document{{
		Language: tr.language, Moderator: moderator, Utterances: us,
	}}}
	b.Warnings = append(b.Warnings, tr.warnings(rolled)...)
	if why != "" {
		b.Warnings = append(b.Warnings, why)
	}
	return b, nil
}

func (t *track) warnings(rolled int) []string {
	var w []string
	add := func(n int, what, text string) {
		if n > 0 {
			w = append(w, source.Count(n, what)+text)
		}
	}
	add(t.badTimes, "caption", " kept without a time: the timing line could not be read.")
	add(t.swapped, "caption", " ended before the beginning; the end was set to the beginning.")
	add(t.notes, "note", " to caption editors left out.")
	add(rolled, "caption", " repeated words of the one before; the repetition was left out.")
	return w
}

// utterances parts captions by voices and, in files without voice tags, by names before a colon or in brackets.
func utterances(ctx context.Context, t *track) ([]app.Utterance, error) {
	var c speech.Census
	voices := 0
	for i, cue := range t.captions {
		if i%look == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		known := false
		for _, s := range segments(t.text(cue)) {
			known = known || s.known
			countLines(&c, s.text)
		}
		if known {
			voices++
		}
	}
	if voices*2 >= len(t.captions) {
		c = speech.Census{} // labels in files with voice tags are words
	}
	n := namer{speakers: c.Decide()}
	for i, cue := range t.captions {
		if i%look == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n.caption(cue, segments(t.text(cue)))
	}
	return n.out, nil
}

// countLines counts the first line of a caption and those below that begin with a label; the others only wrap.
func countLines(c *speech.Census, text string) {
	first := true
	for l := range strings.SplitSeq(text, "\n") {
		if m := mark(strings.TrimSpace(l)); first || m.Label() != "" {
			c.Add(m)
		}
		first = false
	}
}

// mark reads one line of a caption. A dash before it says that the voice changes.
func mark(line string) speech.Mark {
	line, _ = dash(line)
	if m, ok := speech.Parenthesis(line); ok {
		return m
	}
	return speech.Parse(speech.Line{Text: line})
}

func dash(line string) (rest string, found bool) {
	for _, d := range []string{"- ", "– ", "-", "–"} {
		if rest, ok := strings.CutPrefix(line, d); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest), true
		}
	}
	return line, false
}

// namer turns captions into utterances.
type namer struct {
	speakers *speech.Speakers
	speaker  string // who spoke last, where names are given only when they change
	out      []app.Utterance
}

func (n *namer) caption(c caption, segs []segment) {
	for _, s := range segs {
		if s.known || !n.speakers.Any() {
			n.plain(c, s)
			continue
		}
		n.labelled(c, s.text)
	}
}

// plain adds a segment with the voice its tag gives. Two or more lines with dashes are as many voices.
func (n *namer) plain(c caption, s segment) {
	lines := strings.Split(s.text, "\n")
	if s.known || dashes(lines) < len(lines) {
		n.add(c, s.voice, s.text)
		return
	}
	for _, l := range lines {
		l, _ = dash(l)
		n.add(c, "", l)
	}
}

// labelled adds a segment whose lines may begin with names. A line without one goes on from the line before, unless
// it is one of several with dashes or begins with >>, which both say that the voice changes.
func (n *namer) labelled(c caption, text string) {
	lines := strings.Split(text, "\n")
	several := dashes(lines) > 1
	var buf []string
	flush := func() {
		if len(buf) > 0 {
			n.add(c, n.speaker, strings.Join(buf, "\n"))
			buf = buf[:0]
		}
	}
	for _, l := range lines {
		rest, changes := dash(l)
		if changes = changes && several; changes {
			l = rest
		}
		m := mark(l)
		if name, ok := n.speakers.Believes(m); ok {
			flush()
			n.speaker = name
			l = m.Rest()
		} else if rest, ok := strings.CutPrefix(l, ">>"); ok || changes {
			flush()
			n.speaker, l = "", strings.TrimLeft(rest, "> ")
		}
		if l != "" {
			buf = append(buf, l)
		}
	}
	flush()
}

// dashes counts the lines that begin with a dash; one alone is punctuation.
func dashes(lines []string) int {
	n := 0
	for _, l := range lines {
		if _, ok := dash(l); ok {
			n++
		}
	}
	if n < 2 {
		return 0
	}
	return n
}

func (n *namer) add(c caption, speaker, text string) {
	text = strings.TrimSpace(source.Clean(text))
	if text != "" {
		n.out = append(n.out, app.Utterance{Speaker: source.Clean(speaker), Text: text, From: c.from, To: c.to})
	}
}
