package coding

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"throughline/app"
)

// contextRunes is how much text before and after a passage is kept, to find it again after an edit.
const contextRunes = 32

// Anchor makes an unsigned, untagged finding of a passage: quote, context, speaker, participant and time are taken from
// the text. White space at the ends is left out, a sign half selected is taken whole. Returns EInvalid if the span does not
// lie in the text or holds only space.
func Anchor(iv *app.Interview, tr *app.Transcript, span app.Span) (*app.Finding, error) {
	if _, err := tr.Quote(span); err != nil {
		return nil, err
	}
	span.Start, _ = sign(tr.Text, span.Start)
	_, span.End = sign(tr.Text, span.End)
	quote := tr.Text[span.Start:span.End]
	span.Start += len(quote) - len(strings.TrimLeftFunc(quote, unicode.IsSpace))
	span.End -= len(quote) - len(strings.TrimRightFunc(quote, unicode.IsSpace))
	if span.Len() <= 0 {
		return nil, app.Invalid("The selection holds no text.", "Select some words.")
	}
	f := &app.Finding{ID: app.NewID[app.FindingID](), Study: iv.Study, Interview: iv.ID, Transcript: tr.ID, Span: span,
		Quote: tr.Text[span.Start:span.End], At: tr.TimeAt(span.Start)}
	f.Before = lastRunes(tr.Text[:span.Start], contextRunes)
	f.After = firstRunes(tr.Text[span.End:], contextRunes)
	if i := tr.TurnAt(span.Start); i < len(tr.Turns) {
		f.Speaker = tr.Turns[i].Speaker
		f.Participant = iv.Speaker(f.Speaker).Participant
	}
	return f, nil
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
