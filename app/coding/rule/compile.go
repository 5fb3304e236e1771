package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/fold"
)

// Limits of a rule.
const (
	MaxTexts  = 200 // words and phrases, or questions
	MaxAround = 20  // turns on each side
)

// Compiled is a rule made ready to be held against transcripts. Safe for concurrent use.
type Compiled struct {
	spec     app.RuleSpec
	phrases  []string // folded, for RuleWords
	pattern  *regexp.Regexp
	speakers map[string]bool      // folded names
	books    map[app.StudyID]book // for RuleQuestion
	headings []asked              // for RuleHeading
}

// Compile makes a rule ready. studies give the guides that say where the answer to a question ends. Tags are not needed to
// look. Returns EInvalid for a rule that says nothing to look for, a bad pattern (naming the place), or a scope that does not go
// with what it looks for.
func Compile(spec app.RuleSpec, studies []app.Study) (*Compiled, error) {
	c := &Compiled{spec: spec}
	if err := c.compileKind(studies); err != nil {
		return nil, err
	}
	if !slices.Contains(Scopes(spec.Kind), spec.Scope) {
		return nil, app.Invalid(fmt.Sprintf("A rule that looks for %s cannot tag “%s”.", kindWords[spec.Kind], spec.Scope), "Choose how much of the text gets the tag.")
	}
	if spec.Scope == app.ScopeAround && (spec.Around < 1 || spec.Around > MaxAround) {
		return nil, app.Invalid(fmt.Sprintf("Around a match go 1 to %d turns.", MaxAround), "Choose how many.")
	}
	switch spec.Relation {
	case app.AnyPlace, app.Untagged:
	case app.Inside, app.Outside, app.Overlapping:
		if len(spec.Others) == 0 {
			return nil, app.Invalid("The rule looks at passages with another tag, but no tag is chosen.", "Choose the other tag, or look everywhere.")
		}
	default:
		return nil, app.Invalid(fmt.Sprintf("There is no place %q to look in.", spec.Relation), "")
	}
	for _, s := range spec.Speakers {
		if c.speakers == nil {
			c.speakers = map[string]bool{}
		}
		c.speakers[foldText(s, false).text] = true
	}
	return c, nil
}

// kindWords name the kinds in a sentence.
var kindWords = map[app.RuleKind]string{app.RuleWords: "words", app.RulePattern: "a pattern", app.RuleSpeaker: "everything said",
	app.RuleQuestion: "answers to a question", app.RuleHeading: "text under a heading"}

// Scopes are those that go with a kind of rule, the usual one first; nil for a kind there is not.
func Scopes(k app.RuleKind) []app.RuleScope {
	switch k {
	case app.RuleWords, app.RulePattern:
		return []app.RuleScope{app.ScopeSentence, app.ScopeMatch, app.ScopeTurn, app.ScopeAround}
	case app.RuleQuestion, app.RuleHeading:
		return []app.RuleScope{app.ScopeTurn, app.ScopeWhole}
	case app.RuleSpeaker:
		return []app.RuleScope{app.ScopeTurn}
	}
	return nil
}

func (c *Compiled) compileKind(studies []app.Study) (err error) {
	texts := 0
	for _, t := range c.spec.Texts {
		if strings.TrimSpace(t) != "" {
			texts++
		}
	}
	if texts > MaxTexts {
		return app.Invalid(fmt.Sprintf("%d phrases are more than a rule can look for.", texts), fmt.Sprintf("Take at most %d, or a pattern.", MaxTexts))
	}
	switch c.spec.Kind {
	case app.RuleWords:
		for _, t := range c.spec.Texts {
			if p := strings.TrimSpace(foldText(strings.ToValidUTF8(t, ""), c.spec.MatchCase).text); p != "" && !slices.Contains(c.phrases, p) {
				c.phrases = append(c.phrases, p)
			}
		}
		if len(c.phrases) == 0 {
			return app.Invalid("There is nothing to look for.", "Type a word or a phrase.")
		}
	case app.RulePattern:
		if texts == 0 {
			c.spec.Texts = []string{""}
		}
		c.pattern, err = compilePattern(c.spec.Texts[0], c.spec.MatchCase)
	case app.RuleQuestion, app.RuleHeading:
		return c.compileQuestions(studies)
	case app.RuleSpeaker:
	default:
		return app.Invalid("The rule does not say what to look for.", "Choose words, a pattern, a speaker, a question or a heading.")
	}
	return err
}

func (c *Compiled) compileQuestions(studies []app.Study) error {
	if c.headings = newBook(c.spec.Texts, nil).rule; len(c.headings) == 0 {
		return app.Invalid("There is nothing to look for.", "Type the question or the heading as it stands in the guide or the text.")
	}
	c.books = make(map[app.StudyID]book, len(studies))
	for _, st := range studies {
		c.books[st.ID] = newBook(c.spec.Texts, st.Guide)
	}
	return nil
}

// ask is what the full-text index can be asked for, so that interviews which cannot match are not read: no match of the
// rule lies in a turn without the words of one of them. nil if there is nothing to ask.
func (c *Compiled) ask() []string {
	var out []string
	for _, p := range c.phrases {
		if !c.spec.WholeWords {
			p = inner(p)
		}
		if len(fold.Words(p)) == 0 {
			return nil
		}
		out = append(out, p)
	}
	return out
}

// inner is a phrase without its first and last word, which may be parts of longer ones in the text.
func inner(phrase string) string {
	words := fold.Words(phrase)
	if len(words) == 0 {
		return ""
	}
	from, to := 0, len(phrase)
	first, last := words[0], words[len(words)-1]
	if r := firstRune(phrase[first.Start:]); !fold.Unspaced(r) {
		from = first.End
	}
	if r := firstRune(phrase[last.Start:]); !fold.Unspaced(r) {
		to = last.Start
	}
	if from >= to {
		return ""
	}
	return phrase[from:to]
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// speaks reports whether the rule looks at what a speaker says. Lines that nobody says (titles, notes) are looked at only if
// their role is named.
func (c *Compiled) speaks(sp app.Speaker) bool {
	switch {
	case len(c.spec.Roles) > 0:
		if !slices.Contains(c.spec.Roles, sp.Role) {
			return false
		}
	case sp.Role == app.RoleModerator, sp.Role == app.RoleOther && sp.Label == "" && sp.Name == "":
		return false
	}
	return c.speakers == nil || c.speakers[foldText(sp.Name, false).text] || c.speakers[foldText(sp.Label, false).text]
}
