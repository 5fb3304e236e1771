package ui

import (
	"cmp"
	"strings"
	"time"

	"throughline/app"
	"throughline/ui/say"
)

// ownerWords says who has the workspace open, as Owner.Words does, in the language of the window: "Mara on studio-pc, since 14:05 (active just now)".
func ownerWords(o app.Owner, now time.Time) string {
	words := cmp.Or(o.Name, say.T("somebody"))
	switch {
	case o.Here:
		words = say.T("%s on this computer", words)
	case o.Host != "":
		words = say.T("%s on %s", words, o.Host)
	}
	if !o.Since.IsZero() {
		at := o.Since.In(now.Location())
		form := "15:04"
		if app.DateOf(at) != app.DateOf(now) {
			form = "2 Jan 2006, 15:04"
		}
		words = say.T("%s, since %s", words, say.Date(at, form))
	}
	whole := o.Words(now)
	if i := strings.LastIndex(whole, " ("); i >= 0 && strings.HasSuffix(whole, ")") && !o.Alive.IsZero() {
		words += " " + say.Sentence(whole[i+1:])
	}
	return words
}
