package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"throughline/app"
)

// surveyAsks is the speaker under whom readers of surveys put the wording of a question: no name of anybody.
const surveyAsks = "Question"

// callings are what the speakers of an interview are called in a pack, by their labels: participants by their codes, others by the part they play. A label is
// what the file had, most often a name.
type callings struct {
	iv    *app.Interview
	codes map[app.ParticipantID]app.Participant
	as    map[string]string // by label
	taken map[string]bool
}

// called are the callings of an interview and its text, in the order of its speakers.
func called(iv *app.Interview, text *app.Transcript, codes map[app.ParticipantID]app.Participant) *callings {
	c := &callings{iv: iv, codes: codes, as: map[string]string{"": ""}, taken: map[string]bool{}}
	for _, who := range iv.Participants() {
		c.taken[codes[who].Code] = true
	}
	for _, s := range iv.Speakers {
		c.add(s)
	}
	for _, u := range text.Turns {
		c.add(iv.Speaker(u.Speaker))
	}
	return c
}

func (c *callings) add(s app.Speaker) {
	if _, there := c.as[s.Label]; there {
		return
	}
	word := "Speaker"
	switch code := c.codes[s.Participant].Code; {
	case code != "":
		c.as[s.Label] = code
		return
	case s.Label == surveyAsks:
		c.as[s.Label] = surveyAsks
		return
	case s.Role == app.RoleModerator:
		word = "Moderator"
	case s.Role == app.RoleOther:
		word = "Other"
	}
	name := word
	for n := 2; c.taken[name]; n++ {
		name = fmt.Sprint(word, " ", n)
	}
	c.taken[name], c.as[s.Label] = true, name
}

// speakers are those of the interview by what they are called; a person with two labels is one speaker.
func (c *callings) speakers() []app.Speaker {
	var out []app.Speaker
	for _, s := range c.iv.Speakers {
		name := c.as[s.Label]
		if slices.ContainsFunc(out, func(o app.Speaker) bool { return o.Label == name }) {
			continue
		}
		if c.codes[s.Participant].Code == "" {
			s.Participant = ""
		}
		out = append(out, app.Speaker{Label: name, Name: name, Role: s.Role, Participant: s.Participant})
	}
	return out
}

// text is a text with the speakers by what they are called, and without what was noted of it.
func (c *callings) text(t *app.Transcript) *app.Transcript {
	n := *t
	n.Note, n.Turns = "", slices.Clone(t.Turns)
	for i := range n.Turns {
		n.Turns[i].Speaker = c.as[n.Turns[i].Speaker]
	}
	return &n
}

// title is that of the interview, or whose it is where a word of it is part of somebody's name.
func (c *callings) title() string {
	words := nameWords(c.iv.Title)
	named := func(s app.Speaker) bool {
		return slices.ContainsFunc(nameWords(s.Label+" "+s.Name), func(w string) bool { return slices.Contains(words, w) && w != strings.ToLower(c.as[s.Label]) })
	}
	if !slices.ContainsFunc(c.iv.Speakers, func(s app.Speaker) bool { return s.Role != app.RoleModerator && named(s) }) {
		return c.iv.Title
	}
	var who []string
	for _, id := range c.iv.Participants() {
		if code := c.codes[id].Code; code != "" {
			who = append(who, code)
		}
	}
	return cmp.Or(strings.Join(who, ", "), "Interview")
}

// shortName is from how many letters on a word of a label tells a person in a title.
const shortName = 3

// partWords are words of labels that say what part somebody plays.
var partWords = []string{"answer", "customer", "guest", "interviewee", "other", "participant", "person", "respondent", "speaker", "unknown", "user"}

// nameWords are the words of a text that may be names, in lower case.
func nameWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.DeleteFunc(words, func(w string) bool { return len([]rune(w)) < shortName || slices.Contains(partWords, w) })
}
