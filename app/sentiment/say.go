package sentiment

import (
	"fmt"
	"strings"

	"throughline/app"
)

// soundWords name the sounds.
var soundWords = map[app.Sound]string{app.Positive: "Positive", app.Negative: "Negative", app.Neutral: "Neutral", app.Mixed: "Mixed"}

// Word names a sound, "Unknown" for none.
func Word(s app.Sound) string {
	if w := soundWords[s]; w != "" {
		return w
	}
	return "Unknown"
}

// kindWords name the kinds of statement.
var kindWords = map[app.StatementKind]string{app.StatesNeed: "Need", app.StatesPain: "Pain point", app.StatesRequest: "Request", app.StatesPraise: "Praise",
	app.StatesAsk: "Question"}

// KindWord names a kind of statement.
func KindWord(k app.StatementKind) string { return kindWords[k] }

// Degree says in a word how sure an estimate is. The chance it rests on was held against feedback that people judged, see docs/QUALITY.md.
func Degree(sure float64) string {
	switch {
	case sure >= 0.85:
		return "fairly sure"
	case sure >= 0.6:
		return "maybe"
	}
	return "a guess"
}

// Say is one sentence about an estimate: what, why and how sure.
func (r Reasons) Say() string {
	if r.Foreign {
		return "Not English: no estimate."
	}
	from := "Lexicon estimate"
	if r.Learned > 0 {
		from = fmt.Sprintf("Estimate, learned from %d decisions", r.Learned)
	}
	if len(r.Because) == 0 && r.Learned > 0 && r.Sound != app.Neutral {
		return fmt.Sprintf("%s: %s, by its likeness to them as a whole (%s).", from, strings.ToLower(Word(r.Sound)), Degree(r.Sure))
	}
	if len(r.Because) == 0 {
		return fmt.Sprintf("%s: %s, no word speaks for more (%s).", from, strings.ToLower(Word(r.Sound)), Degree(r.Sure))
	}
	return fmt.Sprintf("%s: %s, because %s (%s).", from, strings.ToLower(Word(r.Sound)), quoted(r.Because), Degree(r.Sure))
}

// SayKinds is a line for each kind of statement and for urgency, with the words that show it.
func (r Reasons) SayKinds() []string {
	var out []string
	for _, k := range r.Shown {
		out = append(out, KindWord(k.Kind)+": "+quoted([]string{k.Words}))
	}
	if r.Urgency > 0 {
		out = append(out, map[int]string{1: "Some urgency: ", 2: "High urgency: "}[r.Urgency]+quoted([]string{r.Urgent}))
	}
	return out
}

func quoted(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "“" + strings.Join(strings.Fields(w), " ") + "”"
	}
	return strings.Join(out, ", ")
}
