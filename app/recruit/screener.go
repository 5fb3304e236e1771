package recruit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
)

// End as the goto of an answer ends the screener.
const End = "end"

// The options of a yes-or-no question that names none.
const (
	yes = "Yes"
	no  = "No"
)

// Options returns the answers that can be chosen, none for texts and numbers. A yes-or-no question without options has yes and no.
func Options(q app.ScreenerQuestion) []app.ScreenerOption {
	switch q.Type {
	case app.AskSingle, app.AskMulti:
		return q.Options
	case app.AskYesNo:
		if len(q.Options) == 0 {
			return []app.ScreenerOption{{Text: yes}, {Text: no}}
		}
		return q.Options
	}
	return nil
}

// option finds the answer that words choose; upper and lower case alike.
func option(q app.ScreenerQuestion, words string) (app.ScreenerOption, bool) {
	for _, o := range Options(q) {
		if same(o.Text, words) {
			return o, true
		}
	}
	return app.ScreenerOption{}, false
}

func same(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

// Problem is why a screener cannot be used.
type Problem struct {
	Question string // id, "" for the whole
	Text     string // a sentence
}

// Check lists what is wrong with a screener, in the order of its questions: ids that are missing or used twice, questions and options without
// words, bounds the wrong way round, answers that lead to or wait for a question that is not there, and questions that lead round in a circle.
// An empty list means that every walk through it ends.
func Check(s app.Screener) []Problem {
	var all []Problem
	at := map[string]int{}
	for i, q := range s.Questions {
		switch _, twice := at[q.ID]; {
		case q.ID == "" || q.ID == End:
			all = append(all, Problem{q.ID, fmt.Sprintf("Question %d has no id of its own.", i+1)})
		case twice:
			all = append(all, Problem{q.ID, "Two questions are called " + q.ID + "."})
		default:
			at[q.ID] = i
		}
	}
	for i, q := range s.Questions {
		c := checker{s: s, at: at, i: i, q: q}
		c.words()
		c.bounds()
		c.leads()
		c.only()
		all = append(all, c.found...)
	}
	if len(all) > 0 {
		return all
	}
	if id := circle(s, at); id != "" {
		all = append(all, Problem{id, id + " leads round in a circle and never ends."})
	}
	return all
}

// checker looks at one question.
type checker struct {
	s     app.Screener
	at    map[string]int
	i     int
	q     app.ScreenerQuestion
	found []Problem
}

func (c *checker) say(text string) {
	id := c.q.ID
	if id == "" {
		id = fmt.Sprintf("Question %d", c.i+1)
	}
	c.found = append(c.found, Problem{c.q.ID, id + " " + text})
}

func (c *checker) words() {
	if strings.TrimSpace(c.q.Text) == "" {
		c.say("asks nothing.")
	}
	switch c.q.Type {
	case app.AskText, app.AskNumber, app.AskYesNo, app.AskSingle, app.AskMulti:
	default:
		c.say("has no type.")
	}
	options := Options(c.q)
	if len(options) == 0 && (c.q.Type == app.AskSingle || c.q.Type == app.AskMulti) {
		c.say("has nothing to choose from.")
	}
	for i, o := range options {
		if strings.TrimSpace(o.Text) == "" {
			c.say(fmt.Sprintf("has a choice %d without words.", i+1))
		}
		if slices.ContainsFunc(options[:i], func(p app.ScreenerOption) bool { return same(p.Text, o.Text) }) {
			c.say("offers “" + o.Text + "” twice.")
		}
	}
}

func (c *checker) bounds() {
	for _, r := range c.q.Rules {
		switch {
		case c.q.Type == app.AskNumber && r.Min != nil && r.Max != nil && *r.Min > *r.Max:
			c.say(fmt.Sprintf("asks for at least %s and at most %s.", plain(*r.Min), plain(*r.Max)))
		case c.q.Type == app.AskNumber && r.Min == nil && r.Max == nil:
			c.say("has a rule without a bound.")
		case c.q.Type == app.AskText && strings.TrimSpace(r.Word) == "":
			c.say("has a rule without a word.")
		}
	}
}

func (c *checker) leads() {
	for _, to := range gotos(c.q) {
		if _, ok := c.at[to]; to != "" && to != End && !ok {
			c.say("leads to " + to + ", which is not there.")
		}
	}
}

func (c *checker) only() {
	o := c.q.Only
	if o == nil {
		return
	}
	at, ok := c.at[o.Question]
	switch {
	case !ok:
		c.say("waits for " + o.Question + ", which is not there.")
		return
	case at == c.i:
		c.say("waits for its own answer.")
		return
	}
	if before := c.s.Questions[at]; len(Options(before)) > 0 {
		if _, ok := option(before, o.Answer); !ok {
			c.say("waits for “" + o.Answer + "”, which " + o.Question + " does not offer.")
		}
	}
}

// gotos are where the answers of a question lead, "" for the one below.
func gotos(q app.ScreenerQuestion) []string {
	var all []string
	for _, o := range Options(q) {
		all = append(all, o.Goto)
	}
	for _, r := range q.Rules {
		all = append(all, r.Goto)
	}
	return all
}

// ways are the questions that may come after the one at i, by place; len(s.Questions) is the end.
func ways(s app.Screener, at map[string]int, i int) []int {
	q := s.Questions[i]
	var next []int
	falls := q.Only != nil || len(Options(q)) == 0 || q.Type == app.AskMulti // it may be skipped, or no rule may fit
	for _, to := range gotos(q) {
		switch to {
		case "":
			falls = true
		case End:
			next = append(next, len(s.Questions))
		default:
			next = append(next, at[to])
		}
	}
	if falls {
		next = append(next, i+1)
	}
	return next
}

// circle returns the id of a question from which the screener comes back to it, "" if there is none.
func circle(s app.Screener, at map[string]int) string {
	const (
		fresh = iota
		open
		done
	)
	state := make([]int, len(s.Questions)+1)
	var visit func(i int) string
	visit = func(i int) string {
		if i >= len(s.Questions) || state[i] == done {
			return ""
		}
		if state[i] == open {
			return s.Questions[i].ID
		}
		state[i] = open
		for _, to := range ways(s, at, i) {
			if id := visit(to); id != "" {
				return id
			}
		}
		state[i] = done
		return ""
	}
	for i := range s.Questions {
		if id := visit(i); id != "" {
			return id
		}
	}
	return ""
}

// plain writes a number without needless digits: "4", "2.5".
func plain(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
