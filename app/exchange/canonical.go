package exchange

import (
	"strings"
	"time"

	"throughline/app"
	"throughline/app/passage"
)

const (
	// maxGap joins captions of one speaker into a turn: the pause after which a listener hears a new turn.
	maxGap = 2 * time.Second
	// longTurn ends a turn of captions without speakers at the next sentence end, so that text stays readable.
	longTurn = 600
)

// canonical builds the text, turns and cues of a document: NFC, line feeds, no control characters, one line feed
// between turns. Captions of one speaker with gaps of at most two seconds become one turn joined by spaces; their
// places and times are kept as cues. starts is where the text of each utterance begins; one without text begins where the next does.
func canonical(doc *app.Document) (out built) {
	b := builder{}
	starts := make([]int, 0, len(doc.Utterances))
	for _, u := range doc.Utterances {
		timed := u.From != app.NoTime
		s := cleanText(u.Text, timed)
		if s == "" {
			starts = append(starts, b.text.Len())
			continue
		}
		if b.joins(&u, doc.Unspeakered) {
			sep := "\n"
			if timed {
				sep = " "
			}
			b.extend(s, sep, &u)
		} else {
			b.begin(s, &u)
		}
		starts = append(starts, b.text.Len()-len(s))
	}
	return built{text: b.text.String(), turns: b.turns, cues: b.cues, starts: starts}
}

type builder struct {
	text  strings.Builder
	turns []app.Turn
	cues  []app.Cue
}

// joins reports whether u goes on in the last turn.
func (b *builder) joins(u *app.Utterance, paragraphs bool) bool {
	if len(b.turns) == 0 {
		return false
	}
	last := &b.turns[len(b.turns)-1]
	if last.Speaker != u.Speaker {
		return false
	}
	timed := u.From != app.NoTime && last.From != app.NoTime
	if u.Speaker == "" {
		if !timed || paragraphs {
			return false
		}
		if last.Len() >= longTurn && endsSentence(b.text.String()) {
			return false
		}
	}
	if !timed {
		return u.From == app.NoTime
	}
	end := last.To
	if end == app.NoTime {
		end = last.From
	}
	return u.From-end <= maxGap
}

func (b *builder) begin(s string, u *app.Utterance) {
	if len(b.turns) > 0 {
		b.text.WriteByte('\n')
	}
	at := b.text.Len()
	b.text.WriteString(s)
	span := app.Span{Start: at, End: b.text.Len()}
	b.turns = append(b.turns, app.Turn{Span: span, Speaker: u.Speaker, From: u.From, To: u.To})
	b.cue(span, u)
}

func (b *builder) extend(s, sep string, u *app.Utterance) {
	b.text.WriteString(sep)
	at := b.text.Len()
	b.text.WriteString(s)
	last := &b.turns[len(b.turns)-1]
	last.End = b.text.Len()
	last.To = max(last.To, u.To)
	b.cue(app.Span{Start: at, End: last.End}, u)
}

func (b *builder) cue(span app.Span, u *app.Utterance) {
	if u.From != app.NoTime {
		b.cues = append(b.cues, app.Cue{Span: span, From: u.From, To: u.To})
	}
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’) ")
	return s != "" && strings.ContainsRune(".!?…。！？", lastRune(s))
}

func lastRune(s string) rune {
	r := []rune(s[max(0, len(s)-4):])
	return r[len(r)-1]
}

// cleanText makes text canonical and, for captions, turns line breaks into spaces.
func cleanText(s string, caption bool) string {
	s = passage.Clean(s)
	if caption {
		return strings.ReplaceAll(s, "\n", " ")
	}
	return s
}
