package app

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Gate takes out of what readers are shown the words of people who did not allow it for them, and counts what it took. It decides by what
// people allowed (Allowed) and nothing else. Safe for concurrent use.
type Gate struct {
	Audience Audience
	Perms    *Permissions

	mu   sync.Mutex
	took map[string]taken // by what was taken, so that nothing counts twice
}

type taken struct {
	state  ConsentState
	people []ParticipantID
}

// NewGate is a gate for an audience by what people allowed.
func NewGate(a Audience, p *Permissions) *Gate {
	return &Gate{Audience: a, Perms: p, took: map[string]taken{}}
}

// With is a gate that goes on counting where this one stands, by what people allow now.
func (g *Gate) With(p *Permissions) *Gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := NewGate(g.Audience, p)
	for k, v := range g.took {
		n.took[k] = v
	}
	return n
}

// Judge returns why words may not pass to the audience, "" when they may.
func (g *Gate) Judge(a Allowed) ConsentState {
	if s := a.For(g.Audience.Scope()); !s.Passes() {
		return s
	}
	return ""
}

// note counts what was taken out. The same key counts once.
func (g *Gate) note(key string, s ConsentState, people ...ParticipantID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, ok := g.took[key]; !ok {
		g.took[key] = taken{s, people}
	}
}

// Notice is what stands in the place of words that were taken out: "[quote withheld: consent withdrawn]".
func (s ConsentState) Notice() string {
	why := "consent " + string(s)
	switch s {
	case ConsentUnrecorded:
		why = "no consent recorded"
	case ConsentRefused:
		why = "not allowed"
	}
	return "[quote withheld: " + why + "]"
}

// Row takes the words out of a finding that may not pass: passage, context and note. Withheld then says why.
func (g *Gate) Row(f *FindingRow) {
	f.Before, f.After = "", "" // may be other people's words
	s := g.Judge(f.Consent)
	if s == "" {
		return
	}
	f.Withheld = s
	g.withhold(&f.Finding, s)
}

// Finding takes the words out of a finding of whose people it is known what they allowed.
func (g *Gate) Finding(f *Finding, a Allowed) {
	f.Before, f.After = "", ""
	if s := g.Judge(a); s != "" {
		g.withhold(f, s)
	}
}

func (g *Gate) withhold(f *Finding, s ConsentState) {
	g.note(string(f.ID), s, f.Participant)
	if f.Quote != "" {
		f.Quote, f.Note = s.Notice(), ""
		return
	}
	f.Note = s.Notice()
}

// Text returns words or the notice in their place. key names them, so that they count once.
func (g *Gate) Text(key, words string, a Allowed, people ...ParticipantID) string {
	if s := g.Judge(a); s != "" {
		g.note(key, s, people...)
		return s.Notice()
	}
	return words
}

// Drops reports whether something has to be left out, and counts it.
func (g *Gate) Drops(key string, a Allowed, people ...ParticipantID) bool {
	s := g.Judge(a)
	if s != "" {
		g.note(key, s, people...)
	}
	return s != ""
}

// Transcript returns a text in which the turns of people who may not be read are covered. The text keeps its length in bytes and every
// turn its place, so that passages stay where they are. iv nil covers every turn: nobody knows who speaks.
func (g *Gate) Transcript(iv *Interview, t *Transcript) *Transcript {
	var covered []byte
	cover := func(span Span, s ConsentState) {
		if covered == nil {
			covered = []byte(t.Text)
		}
		n := copy(covered[span.Start:span.End], s.Notice())
		for i := span.Start + n; i < span.End; i++ {
			covered[i] = ' '
		}
	}
	states := map[string]ConsentState{}
	at := 0
	for i, u := range t.Turns {
		s, ok := states[u.Speaker]
		if !ok {
			s = ConsentUnrecorded
			if iv != nil {
				s = g.Judge(g.Perms.Speaks(iv.Study, iv.Speaker(u.Speaker)))
			}
			states[u.Speaker] = s
		}
		if gap := (Span{at, u.Start}); s != "" && strings.TrimSpace(t.Text[gap.Start:gap.End]) != "" && iv == nil {
			cover(gap, s)
		}
		at = u.End
		if s == "" || u.Len() == 0 {
			continue
		}
		cover(u.Span, s)
		var who ParticipantID
		if iv != nil {
			who = iv.Speaker(u.Speaker).Participant
		}
		g.note(fmt.Sprintf("%s:%d", t.Interview, i), s, who)
	}
	if covered == nil {
		return t
	}
	c := *t
	c.Text = string(covered)
	return &c
}

// Withheld says how much was kept from readers, and why.
type Withheld struct {
	Audience Audience   `json:"audience"`
	Passages int        `json:"passages"`
	People   int        `json:"people"` // those who are known, each once
	Why      []Withhold `json:"why,omitempty"`
}

// Withhold is one reason with what it kept back.
type Withhold struct {
	State    ConsentState `json:"state"`
	Passages int          `json:"passages"`
	People   int          `json:"people"`
}

// Withheld counts what was taken out so far, the gravest reason first.
func (g *Gate) Withheld() Withheld {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := Withheld{Audience: g.Audience}
	everybody := map[ParticipantID]bool{}
	by := map[ConsentState]map[ParticipantID]bool{}
	passages := map[ConsentState]int{}
	for _, t := range g.took {
		out.Passages++
		passages[t.state]++
		if by[t.state] == nil {
			by[t.state] = map[ParticipantID]bool{}
		}
		for _, p := range t.people {
			if p != "" {
				everybody[p], by[t.state][p] = true, true
			}
		}
	}
	out.People = len(everybody)
	for s, n := range passages {
		out.Why = append(out.Why, Withhold{s, n, len(by[s])})
	}
	slices.SortFunc(out.Why, GravestFirst)
	return out
}

// Words says it in one line: "12 passages of 3 people withheld from readers outside: 8 consent withdrawn, 4 no consent recorded"; "" for none.
func (w Withheld) Words() string {
	if w.Passages == 0 {
		return ""
	}
	of := ""
	if w.People > 0 {
		of = " of " + Count(w.People, "person")
	}
	var why []string
	for _, r := range w.Why {
		why = append(why, Number(r.Passages)+" "+r.State.why())
	}
	readers := "outside the team"
	if w.Audience == AudienceInside {
		readers = "inside the team"
	}
	return Count(w.Passages, "passage") + of + " withheld from readers " + readers + ": " + strings.Join(why, ", ")
}

// why is a state as a reason.
func (s ConsentState) why() string {
	switch s {
	case ConsentUnrecorded:
		return "without a recorded consent"
	case ConsentRefused:
		return "not allowed"
	case ConsentExpired:
		return "after the consent ended"
	}
	return "after the consent was withdrawn"
}

// leastQuoted is from how many letters on words that stand in a passage are taken for a quotation of it.
const leastQuoted = 12

// Quotes reports whether a text quotes a passage, or part of it: one stands in the other, whatever case and blanks.
func Quotes(text, passage string) bool {
	text, passage = plainWords(text), plainWords(passage)
	if len(text) < leastQuoted || len(passage) < leastQuoted {
		return text != "" && text == passage
	}
	return strings.Contains(passage, text) || strings.Contains(text, passage)
}

// plainWords is a text without marks around its words, in lower case.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
