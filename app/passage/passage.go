// Package passage knows places in texts: what a text looks like when it is canonical, what makes a passage of it, and where a
// passage is once the text has changed.
package passage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"throughline/app"
)

// contextRunes is how much text before and after a passage is kept, to find it again after an edit.
const contextRunes = 32

// Anchor makes an unsigned, untagged finding of a passage: quote, context, speaker, participant, time and page are taken from
// the text. White space at the ends is left out, a sign half selected is taken whole. Returns EInvalid if the span does not
// lie in the text or holds only space.
func Anchor(iv *app.Interview, tr *app.Transcript, span app.Span) (*app.Finding, error) {
	if _, err := tr.Quote(span); err != nil {
		return nil, err
	}
	if span = Snap(tr.Text, span); span.Len() <= 0 {
		return nil, app.Invalid("The selection holds no text.", "Select some words.")
	}
	f := &app.Finding{ID: app.NewID[app.FindingID](), Study: iv.Study, Interview: iv.ID}
	return Put(f, iv, tr, span), nil
}

// Put returns a copy of f that is the passage at span of tr: quote, context, speaker, participant, time and page are those of the
// place, everything else stays. span must lie in the text.
func Put(f *app.Finding, iv *app.Interview, tr *app.Transcript, span app.Span) *app.Finding {
	g := *f
	g.Transcript, g.Span, g.Quote, g.At = tr.ID, span, tr.Text[span.Start:span.End], tr.TimeAt(span.Start)
	g.Page = tr.PageAt(span.Start)
	g.Before = lastRunes(tr.Text[:span.Start], contextRunes)
	g.After = firstRunes(tr.Text[span.End:], contextRunes)
	g.Speaker, g.Participant = "", ""
	if i := tr.TurnAt(span.Start); i < len(tr.Turns) {
		g.Speaker = tr.Turns[i].Speaker
		g.Participant = iv.Speaker(g.Speaker).Participant
	}
	return &g
}

// Move is Put for a finding that has a place already: while its speaker stays the same its participant does too, since a person or
// an import may have said otherwise than the label does.
func Move(f *app.Finding, iv *app.Interview, tr *app.Transcript, span app.Span) *app.Finding {
	g := Put(f, iv, tr, span)
	if g.Speaker == f.Speaker {
		g.Participant = f.Participant
	}
	return g
}

// Snap takes signs (grapheme clusters) that a span splits whole and leaves out white space at its ends, unless a sign
// is joined to it. The result may be empty. The span must lie in the text.
func Snap(text string, span app.Span) app.Span {
	span.Start, _ = sign(text, span.Start)
	_, span.End = sign(text, span.End)
	if span.End < span.Start {
		span.End = span.Start
	}
	for span.Start < span.End {
		r, size := utf8.DecodeRuneInString(text[span.Start:])
		if !unicode.IsSpace(r) || Whole(text, span.Start+size) != span.Start+size {
			break
		}
		span.Start += size
	}
	for span.Start < span.End {
		r, size := utf8.DecodeLastRuneInString(text[:span.End])
		if !unicode.IsSpace(r) || Whole(text, span.End-size) != span.End-size {
			break
		}
		span.End -= size
	}
	return span
}

// Whole returns the start of the sign that byte at lies in, at itself between two signs.
func Whole(text string, at int) int {
	start, _ := sign(text, at)
	return start
}

// sign returns the bounds of the grapheme cluster that byte at splits, or at twice if it lies between two.
func sign(text string, at int) (start, end int) {
	if at == 0 || at == len(text) || text[at-1] < utf8.RuneSelf && text[at] < utf8.RuneSelf {
		return at, at
	}
	start = strings.LastIndexByte(text[:at], '\n') + 1 // a line's start never lies inside a cluster
	for state := -1; start < at; {
		var cluster string
		cluster, _, _, state = uniseg.FirstGraphemeClusterInString(text[start:], state)
		if end = start + len(cluster); end > at {
			return start, end
		}
		start = end
	}
	return at, at
}

func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// Clean makes text canonical: valid UTF-8 in NFC, line feeds between lines, no control or byte-order characters, no white space
// at the ends of lines and no empty lines.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == '\u2028' || r == '\u2029' || r == '\u0085':
			return '\n'
		case r == '\ufeff' || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	lines := strings.Split(norm.NFC.String(s), "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}
