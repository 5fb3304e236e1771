package rule

import (
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/fold"
	"throughline/synthesis/text"
)

// asked is a question or heading as a bag of words, to be known again in other words.
type asked struct {
	text  string          // folded
	words map[string]bool // stems of the words that carry the topic; all words if none does
}

// alike is the share of a question's words that a moderator's turn must hold to be that question: three of five. Moderators
// leave words out and add others; below it, questions about one topic are taken for each other (TestQuestions_InOtherWords).
const alike = 0.6

func questions(texts []string) []asked {
	var all []asked
	for _, t := range texts {
		if a := newAsked(t); len(a.words) > 0 {
			all = append(all, a)
		}
	}
	return all
}

func newAsked(t string) asked {
	said := listen(t, &text.Stemmer{Lang: text.English})
	a := asked{text: said.text, words: map[string]bool{}}
	lang, _ := text.Guess(t)
	for _, w := range said.all {
		if !text.IsStop(w.word, lang) {
			a.words[w.stem] = true
		}
	}
	if len(a.words) == 0 {
		a.words = said.stems
	}
	return a
}

// said is a turn as it is held against questions.
type said struct {
	text  string // folded
	all   []saidWord
	stems map[string]bool
}

type saidWord struct{ word, stem string }

func listen(t string, stems *text.Stemmer) said {
	s := said{text: strings.TrimSpace(foldText(t, false).text), stems: map[string]bool{}}
	for _, w := range fold.Words(t) {
		if w.Folded != "" {
			stem := stems.Stem(w.Folded)
			s.all = append(s.all, saidWord{strings.ToLower(t[w.Start:w.End]), stem})
			s.stems[stem] = true
		}
	}
	return s
}

// like is how much of a question was said, 0 to 1; 1 when its words stand there as they are.
func (a asked) like(s said) float64 {
	if a.text != "" && strings.Contains(s.text, a.text) {
		return 1
	}
	n := 0
	for w := range a.words {
		if s.stems[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(a.words)))
}

// best returns which of all was said, and how much of it; -1 below alike.
func best(all []asked, s said) (at int, like float64) {
	at = -1
	for i, a := range all {
		if l := a.like(s); l >= alike && l > like {
			at, like = i, l
		}
	}
	return at, like
}

// section is the turns that follow a question or heading, [from, to).
type section struct{ from, to int }

// sections finds what follows the rule's questions or headings.
func (c *Compiled) sections(iv *app.Interview, tr *app.Transcript) []section {
	var all []section
	open := -1
	stems := &text.Stemmer{Lang: text.English}
	for i := range tr.Turns {
		begins, ends := c.borders(iv, tr, i, stems)
		if (begins || ends) && open >= 0 {
			all = append(all, section{open, i})
			open = -1
		}
		if begins {
			open = i + 1
		}
	}
	if open >= 0 {
		all = append(all, section{open, len(tr.Turns)})
	}
	return all
}

// borders reports whether a turn is one of the rule's questions or headings, and whether it ends the section before it.
func (c *Compiled) borders(iv *app.Interview, tr *app.Transcript, i int, stems *text.Stemmer) (begins, ends bool) {
	u := tr.Turns[i]
	line := tr.Text[u.Start:u.End]
	if c.spec.Kind == app.RuleHeading {
		if !heading(u, line) {
			return false, false
		}
		at, _ := best(c.asked, listen(line, stems))
		return at >= 0, true
	}
	if iv.Speaker(u.Speaker).Role != app.RoleModerator {
		return false, false
	}
	words := listen(line, stems)
	at, like := best(c.asked, words)
	guide := c.guides[iv.Study]
	other, otherLike := best(guide, words)
	if at >= 0 && like >= otherLike {
		return true, true
	}
	return false, other >= 0 || len(guide) == 0
}

// maxHeading is the longest heading, in signs.
const maxHeading = 120

// heading reports whether a turn is a line that nobody says and that does not end as a sentence does.
func heading(u app.Turn, line string) bool {
	line = strings.TrimSpace(line)
	return u.Speaker == "" && line != "" && !strings.Contains(line, "\n") && utf8.RuneCountInString(line) <= maxHeading &&
		!strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "。")
}
