package reader

import (
	"slices"
	"strings"

	"throughline/app"
)

// Whose says whose work is shown: "" for everybody's, Mine, Blind, or the name of one coder.
type Whose string

// Whose work is shown.
const (
	Everybody Whose = ""
	Mine      Whose = "\x00mine"  // findings one made or tagged oneself
	Blind     Whose = "\x00blind" // the same, and nothing that others put on them; no suggestions either, which learn from all
)

// show is what of the interview is shown.
type show struct {
	tag     app.TagID // only findings with this tag; "" for all
	speaker string    // only what this speaker says; "" for all
	voiced  bool      // speaker is chosen: its label may be ""
	whose   Whose
}

// ShownTag is the tag whose findings alone are shown, "" for all.
func (m *Model) ShownTag() app.TagID { return m.shows.tag }

// ShowTag shows only the findings with a tag, "" for all. The one at hand stays.
func (m *Model) ShowTag(id app.TagID) {
	m.shows.tag = id
	m.changed(PartFindings | PartActive)
}

// ShownSpeaker is the speaker whose words and findings alone stand out; ok is false for all.
func (m *Model) ShownSpeaker() (label string, ok bool) { return m.shows.speaker, m.shows.voiced }

// ShowSpeaker shows only the findings in what one speaker says; with all everybody's.
func (m *Model) ShowSpeaker(label string, all bool) {
	m.shows.speaker, m.shows.voiced = label, !all
	m.changed(PartFindings | PartActive | PartVoices)
}

// Whose says whose work is shown.
func (m *Model) Whose() Whose { return m.shows.whose }

// ShowWhose shows the work of some coders only. What the others did is not told anywhere then.
func (m *Model) ShowWhose(w Whose) {
	if m.shows.whose == w {
		return
	}
	m.Flush()
	m.shows.whose = w
	if e := m.entry(m.active); e != nil && m.hidden(e) {
		m.active, m.theme = "", Theme{}
	}
	if w == Blind {
		m.ghosts.drop()
	} else {
		m.suggest()
	}
	if m.OnWhose != nil {
		m.OnWhose(w)
	}
	m.changed(PartFindings | PartActive | PartTags | PartGhosts)
}

// ShowAll takes all filters back but blindness, which is a choice of how to work.
func (m *Model) ShowAll() {
	w := m.shows.whose
	if w != Blind {
		w = Everybody
	}
	m.shows = show{whose: m.shows.whose}
	m.ShowWhose(w)
	m.changed(PartFindings | PartActive | PartVoices)
}

// Coders are those who made or tagged findings of the interview, without the one who works here, by name.
func (m *Model) Coders() []string {
	seen := map[string]bool{m.Hand.Author: true}
	var out []string
	add := func(who string) {
		if who != "" && !seen[who] {
			seen[who] = true
			out = append(out, who)
		}
	}
	for _, e := range m.findings {
		add(e.Author)
		for _, t := range e.Tags {
			add(t.Author)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return out
}

// coder is whose findings alone are shown, "" for everybody's.
func (w Whose) coder(me string) string {
	if w == Mine || w == Blind {
		return me
	}
	return string(w)
}

// unseen reports whether a finding is kept from view by whose work is shown.
func (m *Model) unseen(e *entry) bool {
	who := m.shows.whose.coder(m.Hand.Author)
	return who != "" && e.Author != who && !slices.ContainsFunc(e.Tags, func(t app.Tagging) bool { return t.Author == who })
}

// hidden reports whether a finding does not show.
func (m *Model) hidden(e *entry) bool {
	s := &m.shows
	return m.unseen(e) || s.voiced && e.Speaker != s.speaker || s.tag != "" && !m.seen(e).HasTag(s.tag) && e.ID != m.active
}

// Hidden counts the findings that filters keep from view. Blind to others' work one is not told how much there is: findings
// hidden for that alone do not count.
func (m *Model) Hidden() int {
	n := 0
	for _, e := range m.findings {
		if m.hidden(e) && !(m.shows.whose == Blind && m.unseen(e)) {
			n++
		}
	}
	return n
}

// seen is a finding as it may be shown: blind to others' work, without what they put on it.
func (m *Model) seen(e *entry) *app.Finding {
	me := m.Hand.Author
	if m.shows.whose != Blind {
		return &e.Finding
	}
	f := e.Finding
	f.Tags = slices.DeleteFunc(slices.Clone(f.Tags), func(t app.Tagging) bool { return t.Author != me })
	if f.Author != me {
		f.Author, f.Note, f.Star, f.Stance, f.Sentiment, f.Severity = me, "", false, "", 0, 0
	}
	return &f
}

// shared reports whether somebody else made or tagged a finding as well.
func (m *Model) shared(e *entry) bool {
	return e.Author != m.Hand.Author || slices.ContainsFunc(e.Tags, func(t app.Tagging) bool { return t.Author != m.Hand.Author })
}
