package memo

import (
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// Block is a piece of a memo's text that is shown and edited on its own: a line, or a part of a long one. A text field of more
// words would be slow to type into.
type Block struct {
	Text string
	End  string // what follows in the text: "\n", or nothing after a part of a line and at the end
}

// BlockWords is how many words a part of a long line has at most.
const BlockWords = 120

// leastWords is where cutting begins to look for the end of a sentence.
const leastWords = 60

// Cut takes a text apart into blocks: at least one.
func Cut(text string) []Block {
	var all []Block
	for {
		line, rest, more := strings.Cut(text, "\n")
		all = append(all, cutLine(line)...)
		if !more {
			return all
		}
		all[len(all)-1].End = "\n"
		text = rest
	}
}

// Join is the text of blocks.
func Join(blocks []Block) string {
	var b strings.Builder
	for _, p := range blocks {
		b.WriteString(p.Text)
		b.WriteString(p.End)
	}
	return b.String()
}

// cutLine takes a long line apart behind ends of sentences, or between words where a sentence is very long; never inside a link.
func cutLine(line string) []Block {
	links := app.Links(line)
	inLink := func(at int) bool {
		for _, l := range links {
			if at > l.Start && at < l.End {
				return true
			}
		}
		return false
	}
	var all []Block
	start, words := 0, 0
	for i := 0; i < len(line); i++ {
		if line[i] != ' ' || i == 0 || line[i-1] == ' ' {
			continue
		}
		words++
		if words < leastWords || inLink(i) || words < BlockWords && !endsSentence(line[start:i]) {
			continue
		}
		for i+1 < len(line) && line[i+1] == ' ' {
			i++
		}
		if i+1 == len(line) {
			break
		}
		all = append(all, Block{Text: line[start : i+1]})
		start, words = i+1, 0
	}
	return append(all, Block{Text: line[start:]})
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’)] "))
	return strings.ContainsRune(".!?…。！？", r)
}

// Shown is a text as it is edited: exact links by the present names of what they lead to, between brackets. links tells what
// they mean, to take it back with Stored.
func Shown(text string, targets Targets) (shown string, links map[string]app.Named) {
	links = map[string]app.Named{}
	for _, l := range app.Links(text) {
		if l.To == (app.Ref{}) {
			links[l.Words] = app.Named{} // stays a name
		}
	}
	shown = app.ReplaceLinks(text, func(l app.Link) string {
		if l.To == (app.Ref{}) {
			return text[l.Start:l.End]
		}
		n := app.Named{Ref: l.To, Name: l.Words}
		if known, ok := targets.Of(l); ok {
			n = known
		}
		words := targets.Read(l)
		if old, taken := links[words]; taken && old.Ref != l.To {
			words += " (" + string(l.To.Kind) + ")"
		}
		if old, taken := links[words]; taken && old.Ref != l.To || !readable(words) {
			return text[l.Start:l.End] // the third of one name, or words that would mean something else: edited in its exact form
		}
		links[words] = n
		return "[[" + words + "]]"
	})
	return shown, links
}

// Stored takes Shown back: links whose words are known become exact again.
func Stored(shown string, links map[string]app.Named) string {
	return app.ReplaceLinks(shown, func(l app.Link) string {
		if n := links[l.Words]; l.To == (app.Ref{}) && n.Ref != (app.Ref{}) {
			return app.ExactLink(n.Ref, n.Name)
		}
		return shown[l.Start:l.End]
	})
}

// readable reports whether words between brackets are a link by that name and nothing else.
func readable(words string) bool {
	l := app.Links("[[" + words + "]]")
	return len(l) == 1 && l[0].To == (app.Ref{}) && l[0].Words == words
}
