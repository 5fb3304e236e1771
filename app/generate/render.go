package generate

import (
	"fmt"
	"strings"
	"time"

	"throughline/app"
)

// Plain returns the interview as text: "Speaker: what they say", one paragraph a turn.
func (iv *Interview) Plain() []byte {
	b := make([]byte, 0, iv.Words*7)
	for i, u := range iv.Turns {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(b, u.Speaker...)
		b = append(b, ": "...)
		b = append(b, u.Text...)
		b = append(b, '\n')
	}
	return b
}

// maxCueWords is where a caption is cut at the next sentence: about six seconds of speech.
const maxCueWords = 16

// VTT returns the interview as WebVTT with a voice tag in every cue. The times of a turn are shared out over its
// cues by their words.
func (iv *Interview) VTT() []byte {
	b := make([]byte, 0, iv.Words*10)
	b = append(b, "WEBVTT\n"...)
	n := 0
	for _, u := range iv.Turns {
		at, total := u.From, app.CountWords(u.Text)
		for rest := u.Text; rest != ""; {
			var cue string
			cue, rest = cutCue(rest)
			n++
			to := at + time.Duration(app.CountWords(cue))*(u.To-u.From)/time.Duration(total)
			b = fmt.Appendf(b, "\n%d\n%s --> %s\n<v %s>%s</v>\n", n, stamp(at), stamp(to), u.Speaker, cue)
			at = to
		}
	}
	return b
}

// cutCue takes sentences from text until there are maxCueWords words or no more.
func cutCue(text string) (cue, rest string) {
	end := 0
	for end < len(text) {
		i := strings.Index(text[end:], ". ")
		if i < 0 {
			return text, ""
		}
		end += i + 2
		if app.CountWords(text[:end]) >= maxCueWords {
			break
		}
	}
	return text[:end-1], text[end:]
}

func stamp(d time.Duration) string {
	ms := d.Milliseconds()
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3600000, ms/60000%60, ms/1000%60, ms%1000)
}

// Document returns the interview as a reader of files would, for tests that start after the reading.
func (iv *Interview) Document() app.Document {
	d := app.Document{Title: iv.Title, Date: iv.Date, Language: "en", Moderator: ModeratorName}
	for _, u := range iv.Turns {
		d.Utterances = append(d.Utterances, app.Utterance{Speaker: u.Speaker, Text: u.Text, From: u.From, To: u.To})
	}
	return d
}
