package source

import "throughline/app"

// Left is one kind of thing that a reader left out.
type Left struct {
	N    int
	Kind string // one word, as in app.Loss
	Noun string // what one of them is called
	Text string // the rest of the sentence, from the space before it on
}

// Losses tells what was left out, in the order given; what did not occur is not told.
func Losses(all ...Left) []app.Loss {
	var out []app.Loss
	for _, l := range all {
		if l.N > 0 {
			out = append(out, app.Loss{Kind: l.Kind, Count: l.N, Text: app.Count(l.N, l.Noun) + l.Text})
		}
	}
	return out
}
