package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/passage"
	"throughline/app/revise"
	"throughline/ui/say"
)

// turnWords says in a sentence what becomes of a turn, and then some of its words, "" for none.
func turnWords(c revise.TurnChange) (says, words string) {
	turn := say.T("Turn %s", say.Number(c.Turn))
	if c.Part > 0 {
		turn = say.T("Part %s of turn %s", say.Number(c.Part), say.Number(c.Turn))
	}
	switch c.Kind {
	case revise.TurnGone:
		return say.T("%s taken out", turn), say.Sentence(c.Words)
	case revise.TurnNew:
		if c.Turn == 0 {
			return say.T("A turn put in at the start"), say.Sentence(c.Words)
		}
		return say.T("A turn put in after turn %s", say.Number(c.Turn)), say.Sentence(c.Words)
	case revise.TurnSplit:
		if c.Parts == 2 {
			return say.T("%s split in two", turn), ""
		}
		return say.T("%s split in %s", turn, say.Number(c.Parts)), ""
	case revise.TurnJoined:
		return say.T("%s joined with the one before", turn), ""
	case revise.TurnVoice:
		if c.Speaker == "" {
			return say.T("%s now said by nobody in particular", turn), ""
		}
		return say.T("%s now said by %s", turn, c.Speaker), ""
	}
	if c.From == app.NoTime {
		return say.T("%s without a time now", turn), ""
	}
	return say.T("%s now begins at %s", turn, app.Clock(c.From)), ""
}

// stretch is a changed stretch of the text as a review shows it.
type stretch struct {
	before, was, says, now, after string // says stands between was and now
}

// around is about how many bytes of unchanged text stand round a changed stretch.
const around = 60

// stretchOf is a piece of a comparison with the whole words round it.
func stretchOf(text, next string, p passage.Piece) stretch {
	s := stretch{was: short(flat(text[p.Old.Start:p.Old.End]), 400), now: short(flat(next[p.New.Start:p.New.End]), 400)}
	s.before, s.after = flat(wordsBefore(text[:p.Old.Start])), flat(wordsAfter(text[p.Old.End:]))
	switch {
	case s.now == "":
		s.was, s.says = "["+s.was+"]", say.T(" (taken out)")
	case s.was == "":
		s.now = "+ " + s.now
	default:
		s.was, s.says = "["+s.was+"]", say.T(" now ")
	}
	if s.before != "" && !endsInSpace(s.before) {
		s.before += " "
	}
	if r, _ := utf8.DecodeRuneInString(s.after); unicode.IsLetter(r) || unicode.IsDigit(r) {
		s.after = " " + s.after
	}
	return s
}

// wordsBefore are the last whole words of text, after "…" when there are more.
func wordsBefore(text string) string {
	if len(text) <= around {
		return text
	}
	cut := text[onRune(text, len(text)-around):]
	if i := strings.IndexFunc(cut, unicode.IsSpace); i >= 0 {
		return "… " + strings.TrimLeftFunc(cut[i:], unicode.IsSpace)
	}
	return "…"
}

// wordsAfter are the first whole words of text, before "…" when there are more.
func wordsAfter(text string) string {
	if len(text) <= around {
		return text
	}
	cut := text[:onRune(text, around)]
	if i := strings.LastIndexFunc(cut, unicode.IsSpace); i >= 0 {
		return strings.TrimRightFunc(cut[:i], unicode.IsSpace) + " …"
	}
	return "…"
}

// beginning is the first n bytes of s at most, in whole words where there are any, before "…" when there are more.
func beginning(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := s[:onRune(s, n)]
	if i := strings.LastIndexFunc(cut, unicode.IsSpace); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRightFunc(cut, unicode.IsSpace) + " …"
}

func endsInSpace(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}

// regained counts the findings of a review that get their place back.
func regained(r *revise.Review) int {
	n := 0
	for i := range r.Items {
		if back(r.Items[i]) {
			n++
		}
	}
	return n
}

// back reports whether a finding that had no place in the text gets one again because its words are back.
func back(it revise.Item) bool { return it.Older && it.Verdict == passage.Moved }

// verb is one of two words: for one thing, or for any other number.
func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
