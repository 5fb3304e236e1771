package tally

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// AskedCell is who was asked about a tag or theme, and who raised it: people, each once.
type AskedCell struct {
	Interviewed int
	Asked       int // asked one of its questions
	Mentioned   int // of those asked, who raised it
	Unasked     int // who raised it though nothing says that they were asked
	NotAsked    int // of whom all interviews are gone over, and who were not asked
}

// State says the cell in one word.
func (c AskedCell) State() AskedState {
	switch {
	case c.Mentioned > 0 || c.Unasked > 0:
		return Mentioned
	case c.Asked > 0:
		return NotMentioned
	case c.Interviewed > 0 && c.NotAsked == c.Interviewed:
		return NotAsked
	}
	return NotKnown
}

// AskedState is what is known of a tag or theme among some people.
type AskedState string

// The states: "not asked / asked, not mentioned / mentioned", and that nobody has said yet what was asked.
const (
	NotKnown     AskedState = "not known"
	NotAsked     AskedState = "not asked"
	NotMentioned AskedState = "asked, not mentioned"
	Mentioned    AskedState = "mentioned"
)

// Words says the cell with its denominators: "6 of 9 who were asked, 2 more unasked, 12 interviewed".
func (c AskedCell) Words() string {
	all := app.Number(c.Interviewed) + " interviewed"
	switch {
	case c.Asked == 0 && c.Unasked == 0:
		return "nobody was asked, " + all
	case c.Asked == 0:
		return app.Count(c.Unasked, "person") + " unasked, " + all
	}
	words := fmt.Sprintf("%d of %d who were asked", c.Mentioned, c.Asked)
	if c.Unasked > 0 {
		words += fmt.Sprintf(", %d more unasked", c.Unasked)
	}
	return words + ", " + all
}

// AskedRow is one tag or theme.
type AskedRow struct {
	app.CrossKey
	Questions []string // of the guide, whose askers could have heard of it; nil when it came up all over
	ByHand    bool     // a person chose them; else they are those after which its findings lie
	Cells     []AskedCell
	All       AskedCell
}

// By says by which questions of the guide that goes.
func (r *AskedRow) By() string {
	if len(r.Questions) == 0 {
		return "It came up all over: it belongs to no question of the guide."
	}
	by := "After “" + strings.Join(r.Questions, "” and “") + "”"
	if r.ByHand {
		return by + ", as somebody chose."
	}
	return by + ", where its findings lie."
}

// Asked is who was asked what, and who raised it.
type Asked struct {
	Ask        Ask
	Columns    []app.CrossKey // by name, people without a value last
	Rows       []AskedRow     // most mentioned first, then by name
	Interviews int
	Linked     int      // interviews of which anybody said what was asked
	Guide      []string // the questions of the study
}

// Row is the row of a tag or theme, nil for none.
func (a *Asked) Row(value string) *AskedRow {
	for i := range a.Rows {
		if a.Rows[i].Value == value {
			return &a.Rows[i]
		}
	}
	return nil
}

// mainPart is the part of the findings of a tag or theme that must lie after a question for it to be one of its questions: a third, so that
// at most three are.
const mainPart = 1.0 / 3

// Asked tells for each tag or theme who was asked about it and who raised it. Which questions it belongs to is as people said
// (app.GuideTopic), or else those after which at least a third of its findings lie. Only links that were confirmed count. It is of the guide of
// one study. Returns EInvalid without one. Columns are segments, or values of an attribute.
func (s *Service) Asked(ctx context.Context, ask Ask) (*Asked, error) {
	if ask.Find.Study == "" {
		return nil, app.Invalid("Who was asked goes by the guide of one study.", "Choose a study.")
	}
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindStudy, ID: string(ask.Find.Study)})
	if err != nil {
		return nil, err
	}
	h := hearing{ask: ask, guide: rec.(*app.Study).Guide}
	if h.keys, err = s.Store.CrossTab(ctx, app.CrossQuery{Find: ask.Find, Rows: ask.rows(), RollUp: ask.RollUp}); err != nil {
		return nil, err
	}
	if h.tracks, err = s.Store.Tracks(ctx, ask.Find); err != nil {
		return nil, err
	}
	links, err := app.Papers[app.GuideLink](ctx, s.Store, app.PaperQuery{Kind: app.KindGuideLink, Study: ask.Find.Study})
	if err != nil {
		return nil, err
	}
	if h.topics, err = app.Papers[app.GuideTopic](ctx, s.Store, app.PaperQuery{Kind: app.KindGuideTopic, Study: ask.Find.Study}); err != nil {
		return nil, err
	}
	if h.people, err = s.Store.Participants(ctx, ask.Find.Study); err != nil {
		return nil, err
	}
	if h.book, err = s.book(ctx); err != nil {
		return nil, err
	}
	h.hear(links)
	return h.table(), nil
}

// hearing is what the table is made from.
type hearing struct {
	ask    Ask
	guide  []string
	keys   app.CrossTab
	tracks []app.Track
	topics []app.GuideTopic
	people []app.ParticipantRow
	book   *book

	stretches map[app.InterviewID][]app.GuideStretch
	asks      map[app.InterviewID]map[string]bool // questions that were asked
	linked    map[app.InterviewID]bool
}

func (h *hearing) hear(links []app.GuideLink) {
	h.stretches = app.GuideStretches(links)
	h.asks, h.linked = map[app.InterviewID]map[string]bool{}, map[app.InterviewID]bool{}
	for i := range links {
		g := &links[i]
		if g.Refused {
			continue
		}
		h.linked[g.Interview] = true
		if g.Asks() {
			if h.asks[g.Interview] == nil {
				h.asks[g.Interview] = map[string]bool{}
			}
			h.asks[g.Interview][g.Question] = true
		}
	}
}

// values are what a mark counts for on the rows.
func (h *hearing) values(m *app.TrackMark) []string {
	switch h.ask.rows() {
	case app.AxisTheme:
		return []string{string(m.Theme)}
	case app.AxisWideTheme:
		return []string{string(m.WideTheme)}
	}
	var out []string
	for _, t := range m.Tags {
		up := []app.TagID{t}
		if h.ask.RollUp {
			up = h.book.above(t)
		}
		for _, id := range up {
			if !slices.Contains(out, string(id)) {
				out = append(out, string(id))
			}
		}
	}
	return out
}

// raised is who raised each value, and after which questions its findings lie.
func (h *hearing) raised() (by map[string]map[app.ParticipantID]bool, after map[string]map[string]int, placed map[string]int) {
	by, after, placed = map[string]map[app.ParticipantID]bool{}, map[string]map[string]int{}, map[string]int{}
	for i := range h.tracks {
		t := &h.tracks[i]
		for k := range t.Marks {
			m := &t.Marks[k]
			var questions []string
			if m.Turn >= 0 && m.Len() > 0 {
				for _, st := range h.stretches[t.Interview] {
					if st.Start <= m.Start && m.Start < st.End && !slices.Contains(questions, st.Question) {
						questions = append(questions, st.Question)
					}
				}
			}
			for _, v := range h.values(m) {
				if v == "" {
					continue
				}
				if by[v] == nil {
					by[v], after[v] = map[app.ParticipantID]bool{}, map[string]int{}
				}
				by[v][m.Participant] = true
				if len(questions) > 0 {
					placed[v]++
				}
				for _, q := range questions {
					after[v][q]++
				}
			}
		}
	}
	return by, after, placed
}

// questionsOf are the questions a value belongs to, in the order of the guide.
func (h *hearing) questionsOf(value string, after map[string]int, placed int) (out []string, byHand bool) {
	for i := range h.topics {
		t := &h.topics[i]
		hand := slices.Contains(t.Tags, app.TagID(value)) || slices.Contains(t.Themes, app.ThemeID(value))
		if hand && slices.Contains(h.guide, t.Question) {
			out, byHand = append(out, t.Question), true
		}
	}
	if !byHand {
		for _, q := range h.guide {
			if n := after[q]; n > 0 && float64(n) >= mainPart*float64(placed) {
				out = append(out, q)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return slices.Index(h.guide, a) - slices.Index(h.guide, b) })
	return out, byHand
}

// told is what is known of a person, whatever the tag or theme.
type told struct {
	id     app.ParticipantID
	column int
	in     []app.InterviewID
	linked bool // all of their interviews are gone over
}

func (h *hearing) table() *Asked {
	a := &Asked{Ask: h.ask, Interviews: len(h.tracks), Guide: h.guide}
	for i := range h.tracks {
		if h.linked[h.tracks[i].Interview] {
			a.Linked++
		}
	}
	people := h.columns(a)
	by, after, placed := h.raised()
	for _, key := range h.keys.Rows {
		row := AskedRow{CrossKey: key, Cells: make([]AskedCell, len(a.Columns))}
		row.Questions, row.ByHand = h.questionsOf(key.Value, after[key.Value], placed[key.Value])
		for i := range people {
			c := h.cell(&people[i], row.Questions, by[key.Value][people[i].id])
			row.Cells[people[i].column].add(c)
			row.All.add(c)
		}
		a.Rows = append(a.Rows, row)
	}
	slices.SortStableFunc(a.Rows, func(a, b AskedRow) int {
		return cmp.Or(cmp.Compare(b.All.Mentioned+b.All.Unasked, a.All.Mentioned+a.All.Unasked), cmp.Compare(a.Label, b.Label))
	})
	return a
}

func (c *AskedCell) add(d AskedCell) {
	c.Interviewed += d.Interviewed
	c.Asked += d.Asked
	c.Mentioned += d.Mentioned
	c.Unasked += d.Unasked
	c.NotAsked += d.NotAsked
}

// cell is one person.
func (h *hearing) cell(p *told, questions []string, raised bool) AskedCell {
	asked := slices.ContainsFunc(p.in, func(iv app.InterviewID) bool {
		return slices.ContainsFunc(questions, func(q string) bool { return h.asks[iv][q] })
	})
	c := AskedCell{Interviewed: 1}
	switch {
	case asked:
		c.Asked = 1
		if raised {
			c.Mentioned = 1
		}
	case raised:
		c.Unasked = 1
	}
	if !asked && p.linked && len(questions) > 0 {
		c.NotAsked = 1
	}
	return c
}

// columns names the columns and says where each person stands who was interviewed.
func (h *hearing) columns(a *Asked) []told {
	value := map[app.ParticipantID]string{}
	for i := range h.people {
		p := &h.people[i]
		value[p.ID] = p.Segment
		if h.ask.columns() == app.AxisAttribute {
			value[p.ID] = ""
			for _, at := range p.Attributes {
				if strings.EqualFold(at.Name, h.ask.Attribute) {
					value[p.ID] = at.Value
				}
			}
		}
	}
	var people []told
	at := map[app.ParticipantID]int{}
	names := map[string]bool{}
	for i := range h.tracks {
		t := &h.tracks[i]
		for _, id := range t.People {
			k, ok := at[id]
			if !ok {
				k = len(people)
				at[id] = k
				people = append(people, told{id: id, linked: true})
				names[value[id]] = true
			}
			people[k].in = append(people[k].in, t.Interview)
			people[k].linked = people[k].linked && h.linked[t.Interview]
		}
	}
	for v := range names {
		a.Columns = append(a.Columns, app.CrossKey{Value: v, Label: cmp.Or(v, "none")})
	}
	slices.SortFunc(a.Columns, func(a, b app.CrossKey) int {
		if (a.Value == "") != (b.Value == "") {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Compare(a.Value, b.Value)
	})
	for i := range people {
		people[i].column = slices.IndexFunc(a.Columns, func(k app.CrossKey) bool { return k.Value == value[people[i].id] })
	}
	return people
}

// Says says in one sentence what the table rests on.
func (a *Asked) Says() string {
	switch {
	case len(a.Guide) == 0:
		return "The study has no guide: nothing tells who was asked what."
	case a.Linked == 0:
		return "No question of the guide is linked to a turn yet: nothing tells who was asked what."
	case a.Linked < a.Interviews:
		return fmt.Sprintf("Who was asked is known for %d of %s.", a.Linked, app.Count(a.Interviews, "interview"))
	}
	return fmt.Sprintf("Who was asked is known for all of the %s.", app.Count(a.Interviews, "interview"))
}
