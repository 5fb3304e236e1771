package recruit

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/say"
)

// Order says how the candidates of a column stand.
type Order string

// The orders.
const (
	BestFirst Order = ""     // who qualifies by score, sessions by time, the rest by who came last
	AsPut     Order = "put"  // as a person arranged them
	ByCode    Order = "code" // as people count
)

// Deck is the board: the candidates of each stage under a filter.
type Deck struct {
	Columns []Column
	Order   Order
	Text    string  // only whose code, segment, fields or reason contain it
	Fit     app.Fit // only of these; "" for all
	Open    bool    // with Fit "": only whom the screener has not judged
	Folded  map[app.Stage]bool

	all []engine.Person
}

// Column is a stage.
type Column struct {
	Stage  app.Stage
	People []engine.Person
	All    int // without the filter
	Fit    int // qualified, of all
}

// fill puts the candidates of a desk into columns.
func (k *Deck) fill(d *engine.Desk) {
	k.all = d.People
	if k.Folded == nil {
		k.Folded = map[app.Stage]bool{}
		for _, s := range []app.Stage{app.StageNoShow, app.StageDeclined} {
			k.Folded[s] = len(d.Column(s)) == 0
		}
	}
	k.arrange()
}

// empty forgets the candidates of a study, and whom of them was looked for.
func (k *Deck) empty() { k.Columns, k.all, k.Text, k.Fit = nil, nil, "", "" }

func (k *Deck) arrange() {
	at := map[app.Stage]int{}
	k.Columns = nil
	for i, s := range app.Stages() {
		at[s] = i
		k.Columns = append(k.Columns, Column{Stage: s})
	}
	needle := strings.ToLower(strings.TrimSpace(k.Text))
	for _, p := range k.all {
		i, ok := at[p.Stage]
		if !ok {
			continue
		}
		c := &k.Columns[i]
		c.All++
		if p.Fit == app.FitQualified {
			c.Fit++
		}
		if k.shows(&p, needle) {
			c.People = append(c.People, p)
		}
	}
	for i := range k.Columns {
		k.sort(&k.Columns[i])
	}
}

func (k *Deck) shows(p *engine.Person, needle string) bool {
	switch {
	case k.Fit != "" && p.Fit != k.Fit, k.Open && p.Fit != app.FitUnknown:
		return false
	case needle == "":
		return true
	case strings.Contains(strings.ToLower(say.Sentence(p.Why)), needle):
		return true
	}
	return p.Who != nil && strings.Contains(say.Lower(say.Sentence(engine.About(p.Who))), needle)
}

func (k *Deck) sort(c *Column) {
	switch k.Order {
	case AsPut:
	case ByCode:
		slices.SortStableFunc(c.People, func(a, b engine.Person) int { return engine.CompareCodes(codeOf(&a), codeOf(&b)) })
	default:
		slices.SortStableFunc(c.People, func(a, b engine.Person) int { return best(c.Stage, &a, &b) })
	}
}

// best orders a column by what is looked for in it.
func best(s app.Stage, a, b *engine.Person) int {
	switch s {
	case app.StageCandidate:
		return cmp.Or(cmp.Compare(fitRank(a.Fit), fitRank(b.Fit)), -cmp.Compare(a.Score, b.Score), engine.CompareCodes(codeOf(a), codeOf(b)))
	case app.StageScheduled:
		return cmp.Or(a.Session.Start.Compare(b.Session.Start), engine.CompareCodes(codeOf(a), codeOf(b)))
	}
	return cmp.Or(-cmp.Compare(lastMove(a), lastMove(b)), engine.CompareCodes(codeOf(a), codeOf(b)))
}

func fitRank(f app.Fit) int {
	switch f {
	case app.FitQualified:
		return 0
	case app.FitUnknown:
		return 1
	}
	return 2
}

func lastMove(p *engine.Person) int64 {
	if n := len(p.Moves); n > 0 {
		return p.Moves[n-1].At.UnixMilli()
	}
	return 0
}

func codeOf(p *engine.Person) string {
	if p.Who == nil {
		return ""
	}
	return p.Who.Code
}

// SetText shows only those that contain a text.
func (m *Model) SetText(t string) {
	m.Deck.Text = t
	m.refill()
}

// SetFit shows only those of whom the screener says so; "open" those it has not judged, "" all.
func (m *Model) SetFit(fit string) {
	m.Deck.Open = fit == "open"
	m.Deck.Fit = ""
	if !m.Deck.Open {
		m.Deck.Fit = app.Fit(fit)
	}
	m.refill()
}

// SetOrder orders the columns.
func (m *Model) SetOrder(o Order) {
	m.Deck.Order = o
	m.refill()
}

// Fold collapses a column or opens it.
func (m *Model) Fold(s app.Stage) {
	m.Deck.Folded[s] = !m.Deck.Folded[s]
	m.changed()
}

func (m *Model) refill() {
	m.Deck.arrange()
	m.keepChosen()
	m.changed()
}

// keepChosen forgets chosen candidates that are not shown any more.
func (m *Model) keepChosen() {
	shown := map[app.CandidacyID]bool{}
	for _, c := range m.Deck.Columns {
		for i := range c.People {
			shown[c.People[i].ID] = true
		}
	}
	m.Chosen = slices.DeleteFunc(slices.Clone(m.Chosen), func(id app.CandidacyID) bool { return !shown[id] })
}

// choose marks the person that was asked for.
func (m *Model) choose() {
	if m.want == "" || m.Desk == nil {
		return
	}
	for i := range m.Desk.People {
		if m.Desk.People[i].Participant == m.want {
			m.Chosen = []app.CandidacyID{m.Desk.People[i].ID}
		}
	}
	m.want = ""
}

// Choose marks candidates.
func (m *Model) Choose(ids []app.CandidacyID) {
	m.Chosen = ids
	m.changed()
}

// Current is the one candidate that is chosen, or nil.
func (m *Model) Current() *engine.Person {
	if m.Desk == nil || len(m.Chosen) != 1 {
		return nil
	}
	return m.Desk.Candidate(m.Chosen[0])
}

// Move takes candidates to a stage, before another of it or at its end. done may be nil.
func (m *Model) Move(ids []app.CandidacyID, to engine.Target, done func(error)) {
	d := m.Desk
	if d == nil || len(ids) == 0 {
		return
	}
	m.act(func(ctx context.Context) (string, error) {
		out, err := m.Keeper.Move(ctx, d, ids, to)
		return m.told(out, moved(to.Stage, d, ids)), err
	}, done)
}

// told says what an act did where that is not plain to see: who was left out, and who gets more than planned.
func (m *Model) told(out engine.Outcome, verb string) string {
	words := ""
	if len(out.Refused) > 0 {
		words = say.Sentence(out.Line(verb))
	}
	for i, a := range out.Alerts {
		if i == 2 {
			words += say.T(" And %s more.", say.Number(len(out.Alerts)-2))
			break
		}
		words = strings.TrimSpace(words + " " + say.Sentence(a.Text()))
	}
	if words == "" && out.Done > 1 {
		return verb + " " + say.Count(out.Done, "person") + "."
	}
	return words
}

func moved(s app.Stage, d *engine.Desk, ids []app.CandidacyID) string {
	if len(ids) > 0 {
		if c := d.Candidate(ids[0]); c != nil && c.Stage == s {
			return say.T("Arranged")
		}
	}
	switch s {
	case app.StageInvited:
		return say.T("Invited")
	case app.StageScheduled:
		return say.T("Scheduled")
	case app.StageCompleted:
		return say.T("Completed")
	case app.StageNoShow:
		return say.T("Marked as no-show:")
	case app.StageDeclined:
		return say.T("Marked as declined:")
	}
	return say.T("Took back")
}

// CanMove says in words what letting candidates go on a column would do, and whether it can be done.
func (m *Model) CanMove(ids []app.CandidacyID, to app.Stage) (words string, ok bool) {
	if m.ReadOnly || m.Desk == nil {
		return "", false
	}
	stays, may, why := 0, 0, ""
	for _, id := range ids {
		p := m.Desk.Candidate(id)
		if p == nil {
			continue
		}
		if p.Stage == to {
			stays++
			continue
		}
		if to == app.StageInvited || to == app.StageScheduled {
			if c := m.Desk.Contact(p.Participant); !c.OK && p.Stage != app.StageInvited && p.Stage != app.StageScheduled {
				why = codeOf(p) + ": " + say.Sentence(c.Why)
				continue
			}
		}
		may++
	}
	switch {
	case stays == len(ids):
		return say.T("Arrange here"), m.Deck.Order == AsPut
	case may+stays == 0:
		return why, false
	case why != "":
		return say.T("%s %s of %s", verb(to), say.Number(may), say.Number(len(ids))), true
	}
	return verb(to) + " " + say.Count(len(ids), "person"), true
}

func verb(s app.Stage) string {
	switch s {
	case app.StageInvited:
		return say.T("Invite")
	case app.StageScheduled:
		return say.T("Schedule")
	case app.StageCompleted:
		return say.T("Complete")
	case app.StageNoShow:
		return say.T("No-show:")
	case app.StageDeclined:
		return say.T("Declined:")
	}
	return say.T("Take back")
}
