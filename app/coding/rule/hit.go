package rule

import (
	"strings"
	"time"
	"unicode/utf8"

	"throughline/app"
)

// State says what a passage carries already.
type State int

// The states of a hit.
const (
	New      State = iota // nothing of the rule's tags
	Overlaps              // findings that share some of its text carry the rule's tags
	Tagged                // a finding that is just this passage carries them: nothing would change
)

// Hit is a passage that a rule would tag.
type Hit struct {
	app.Place
	Transcript app.TranscriptID // the revision that was read
	Matches    []app.Span       // what was looked for, in the text; sorted
	Speaker    string           // name of who says it, as shown; "" for nobody
	At         time.Duration    // when its turn begins, or app.NoTime
	State      State
	View       View
}

// View is a hit as a line of text, with some words before and after.
type View struct {
	Text  string     // line feeds are spaces; what was left out is shown by an ellipsis
	Core  app.Span   // the passage, in Text
	Marks []app.Span // the matches, in Text; none where all of the passage is what was looked for
}

// How many bytes of a passage a view shows, how many of them before the first match, so that it is seen in two lines, and how
// many of the text before and after the passage.
const (
	coreBytes    = 280
	leadBytes    = 100
	contextBytes = 80
)

// view makes the line of a passage of a text.
func view(text string, f found) View {
	shown := f.Span
	if at := f.matches[0].Start; at > f.Start+leadBytes {
		shown.Start = wordAfter(text, at-leadBytes, at)
	}
	if shown.Len() > coreBytes {
		shown.End = atRune(text, shown.Start+coreBytes)
	}
	head, tail := "", ""
	from, to := shown.Start, shown.End
	if from > f.Start {
		head = "… "
	} else {
		from = wordAfter(text, max(0, f.Start-contextBytes), f.Start)
	}
	if to < f.End {
		tail = " …"
	} else {
		to = wordBefore(text, f.End, min(len(text), f.End+contextBytes))
	}
	by := len(head) - from
	v := View{Text: oneLine(strings.Clone(head + text[from:to] + tail)), Core: app.Span{Start: shown.Start + by, End: shown.End + by}}
	if len(f.matches) == 1 && f.matches[0].Start <= f.Start && f.matches[0].End >= f.End {
		return v
	}
	for _, m := range f.matches {
		if m.End <= shown.Start || m.Start >= shown.End {
			continue
		}
		v.Marks = append(v.Marks, app.Span{Start: max(m.Start, shown.Start) + by, End: min(m.End, shown.End) + by})
	}
	return v
}

// oneLine is text in which line feeds and tabs are spaces; bytes keep their places.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, text)
}

// atRune moves at back to where a rune begins, into the text.
func atRune(text string, at int) int {
	at = max(0, min(at, len(text)))
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// wordAfter is where the first whole word in [from, to) begins, or a rune if there is no space.
func wordAfter(text string, from, to int) int {
	if from == 0 {
		return 0
	}
	if i := strings.IndexAny(text[from:to], " \n"); i >= 0 {
		return from + i + 1
	}
	return atRune(text, from)
}

// wordBefore is where the last whole word in [from, to) ends, or a rune if there is no space.
func wordBefore(text string, from, to int) int {
	if to == len(text) {
		return to
	}
	if i := strings.LastIndexAny(text[from:to], " \n"); i >= 0 {
		return from + i
	}
	return atRune(text, to)
}
