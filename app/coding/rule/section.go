package rule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/fold"
	"throughline/synthesis/text"
)

// asked is a question or heading as a bag of words, to be known again in other words.
type asked struct {
	text  string             // folded
	words map[string]float64 // weights of stems
	sum   float64            // of the weights
}

// alike is the share of a question's weight that a moderator's turn must hold to be that question: half. Moderators leave words
// out and add others; below it, questions about one topic are taken for each other (TestQuestions_InOtherWords).
const alike = 0.5

// stopWeight is what a word without a topic weighs against one that has some. Such words count, because "What do you still do
// outside the tool?" has hardly any others.
const stopWeight = 0.3

// book is what can be asked in a study: the rule's questions, and the others of its guide, which end the answers.
type book struct {
	rule, others []asked
	guided       bool // the study has a guide
}

// newBook weighs the questions against each other: a word of many of them says little about which one is asked.
func newBook(rule, guide []string) book {
	var heard []said
	stems := &text.Stemmer{Lang: text.English}
	in := map[string]int{} // how many questions hold a stem
	known := map[string]bool{}
	own := 0
	for i, t := range append(slices.Clone(rule), guide...) {
		h := listen(t, stems)
		if len(h.all) == 0 || known[h.text] {
			continue
		}
		known[h.text] = true
		heard = append(heard, h)
		for s := range h.stems {
			in[s]++
		}
		if i < len(rule) {
			own = len(heard)
		}
	}
	b := book{guided: len(guide) > 0}
	for i, h := range heard {
		a := newAsked(h, in)
		if i < own {
			b.rule = append(b.rule, a)
		} else {
			b.others = append(b.others, a)
		}
	}
	return b
}

func newAsked(h said, in map[string]int) asked {
	a := asked{text: h.text, words: make(map[string]float64, len(h.stems))}
	lang, _ := text.Guess(h.text)
	for _, w := range h.all {
		if _, done := a.words[w.stem]; done {
			continue
		}
		weight := 1 / float64(in[w.stem])
		if text.IsStop(w.word, lang) {
			weight *= stopWeight
		}
		a.words[w.stem] = weight
		a.sum += weight
	}
	return a
}

// said is a turn as it is held against questions.
type said struct {
	text  string // folded
	all   []saidWord
	stems map[string]bool
}

type saidWord struct {
	word, stem string
	again      bool // the stem has come before
}

func listen(t string, stems *text.Stemmer) said {
	s := said{text: strings.TrimSpace(foldText(t, false).text), stems: map[string]bool{}}
	for _, w := range fold.Words(t) {
		if w.Folded != "" {
			stem := stems.Stem(w.Folded)
			s.all = append(s.all, saidWord{strings.ToLower(t[w.Start:w.End]), stem, s.stems[stem]})
			s.stems[stem] = true
		}
	}
	return s
}

// like is how much of a question was said, 0 to 1; 1 when its words stand there as they are.
func (a asked) like(s said) float64 {
	if strings.Contains(s.text, a.text) {
		return 1
	}
	held := 0.0
	for _, w := range s.all { // in order, so that sums agree to the last bit
		if !w.again {
			held += a.words[w.stem]
		}
	}
	return held / a.sum
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
		at, _ := best(c.headings, listen(line, stems))
		return at >= 0, true
	}
	if iv.Speaker(u.Speaker).Role != app.RoleModerator {
		return false, false
	}
	words := listen(line, stems)
	b := c.books[iv.Study]
	at, like := best(b.rule, words)
	other, otherLike := best(b.others, words)
	if at >= 0 && like >= otherLike {
		return true, true
	}
	return false, other >= 0 || !b.guided
}

// maxHeading is the longest heading, in signs.
const maxHeading = 120

// heading reports whether a turn is a line that nobody says and that does not end as a sentence does.
func heading(u app.Turn, line string) bool {
	line = strings.TrimSpace(line)
	return u.Speaker == "" && line != "" && !strings.Contains(line, "\n") && utf8.RuneCountInString(line) <= maxHeading &&
		!strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "。")
}
