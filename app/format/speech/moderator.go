package speech

import (
	"fmt"
	"sort"
	"strings"

	"throughline/app"
)

// part is what one speaker contributes.
type part struct {
	label            string
	turns, questions int
	words            int
}

// Moderator guesses who moderates and says why in a sentence; "" when nobody stands out. In order: a name the file
// itself gives as moderator (hint, may be ""); a label that says so (Moderator, Interviewer, Q beside A); the
// one who asks at least three questions and three fifths of all, and speaks less than an even share of the words.
func Moderator(us []app.Utterance, hint string) (label, why string) {
	parts := tallyParts(us)
	if len(parts) == 0 {
		return "", ""
	}
	if p, ok := hinted(parts, hint); ok {
		return p.label, fmt.Sprintf("“%s” is taken as the moderator: the file says so.", p.label)
	}
	for strength := 2; strength >= 1; strength-- {
		for _, p := range parts {
			if moderatorWords[roleOf(p.label)] == strength && (strength == 2 || len(parts) > 1 && allRoles(parts)) {
				return p.label, fmt.Sprintf("“%s” is taken as the moderator because of the label.", p.label)
			}
		}
	}
	words, questions := 0, 0
	for _, p := range parts {
		words += p.words
		questions += p.questions
	}
	if len(parts) < 2 {
		return "", ""
	}
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].questions > parts[j].questions })
	p := parts[0]
	if p.questions < 3 || p.questions*5 < questions*3 || p.questions == parts[1].questions || p.words*len(parts) >= words {
		return "", ""
	}
	return p.label, fmt.Sprintf("“%s” is taken as the moderator: %d of %d questions and %d %% of the words.",
		p.label, p.questions, questions, (p.words*200/max(words, 1)+1)/2)
}

func tallyParts(us []app.Utterance) []part {
	var parts []part
	at := map[string]int{}
	for i := range us {
		u := &us[i]
		if u.Speaker == "" {
			continue
		}
		n, ok := at[u.Speaker]
		if !ok {
			n = len(parts)
			if n == maxLabels {
				continue
			}
			at[u.Speaker] = n
			parts = append(parts, part{label: u.Speaker})
		}
		p := &parts[n]
		p.turns++
		p.words += app.CountWords(u.Text)
		p.questions += strings.Count(u.Text, "?") + strings.Count(u.Text, "？")
	}
	return parts
}

// roleOf takes a number off a label and the name off "Ana (Interviewer)".
func roleOf(label string) string {
	f := fold(label)
	if i := strings.IndexByte(f, '('); i > 0 && strings.HasSuffix(f, ")") {
		if in := strings.TrimSpace(f[i+1 : len(f)-1]); moderatorWords[in] == 2 {
			return in
		}
	}
	return strings.TrimRight(f, "0123456789 #.")
}

// allRoles reports whether every label is a role or a code, so that a single letter may be one too.
func allRoles(parts []part) bool {
	for _, p := range parts {
		if f := roleOf(p.label); moderatorWords[f] == 0 && !otherRoles[f] {
			return false
		}
	}
	return true
}

// hinted finds the speaker a file's head names: by the whole label, or its first word.
func hinted(parts []part, hint string) (part, bool) {
	if hint == "" {
		return part{}, false
	}
	h := fold(hint)
	for _, p := range parts {
		if l := fold(p.label); l == h || l != "" && strings.HasPrefix(h, l+" ") {
			return p, true
		}
	}
	return part{}, false
}
