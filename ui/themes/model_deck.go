package themes

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/task"
)

// Column is one column of the board: a theme, a proposed theme, or the unsorted findings.
type Column struct {
	Key   string                  // id of the theme, key of a proposed one, or Unsorted
	Theme *app.ThemeRow           // nil for the unsorted, and for a proposed theme that would be new
	Group *analysis.ProposedTheme // what the proposal would make of it; nil while the board is shown as it is
	IDs   []app.FindingID         // as shown: in order, narrowed when others are hidden; nil until they are loaded
	All   int                     // how many it has
	Order app.CardOrder           // in which they are shown
	State ColumnState

	joins map[app.FindingID]bool // of a proposed theme: those that would come to it; nil until somebody asks
	given bool                   // a proposal says what it holds
}

// ColumnState says how far the cards of a column are.
type ColumnState int

// The states of a column.
const (
	ColumnAway   ColumnState = iota // not asked for
	ColumnComing                    // on the way
	ColumnThere
	ColumnStale // there, but something changed since: asked for again when it is in sight
)

// maxCards is the most cards a column shows. What is beyond is counted and found by narrowing.
const maxCards = 50_000

// Deck is the board as columns of cards. It loads the ids of a column when the column comes into sight, and what cards say when they do.
type Deck struct {
	m *Model

	Columns       []*Column
	UnsortedFirst bool
	Folded        map[string]bool          // columns that show their heading only
	Orders        map[string]app.CardOrder // in which a column is shown, by key; those as put are left out
	Find          app.FindingQuery         // what is looked for: its choosing fields
	Hide          bool                     // cards that do not answer Find are hidden, not only dimmed
	Hits          map[app.FindingID]bool   // that answer Find, in the columns that were looked through

	rows    map[app.FindingID]*app.FindingRow
	seen    map[app.FindingID]int // round in which a row was last asked for
	round   int
	wanted  []app.FindingID
	asked   map[app.FindingID]bool // on the way
	gone    map[app.FindingID]bool // that were asked for and did not come
	study   app.StudyID
	of      deckOf
	steady  steady
	version int                    // counts changes of what columns hold
	names   map[app.StudyID]string // of studies, for the board across them

	cards   task.Latest[[]app.FindingRow]
	columns map[string]*task.Latest[columnState]
}

// columnState is the cards of a column as they were read.
type columnState struct {
	ids  []app.FindingID
	hits []app.FindingID  // nil when nothing is looked for
	rows []app.FindingRow // what the first cards say
}

// Deck is the board as columns of cards.
func (m *Model) Deck() *Deck {
	if m.deck == nil {
		m.deck = &Deck{m: m}
	}
	return m.deck
}

// deckOf is what the columns were made of.
type deckOf struct {
	study    app.StudyID
	board    int // how often the board was read
	proposal *analysis.Proposal
	first    bool
}

// Sync makes the columns what the model knows, unless they are that already. Columns that stay keep their cards until newer ones are there.
func (d *Deck) Sync() {
	m := d.m
	of := deckOf{study: m.Study, board: m.reads, first: d.UnsortedFirst}
	if m.Offer != nil && m.Viewing {
		of.proposal = m.Offer.Proposal
	}
	if of == d.of && d.rows != nil {
		return
	}
	d.of = of
	d.version++
	if d.study != m.Study || d.rows == nil {
		d.forget()
	}
	old := make(map[string]*Column, len(d.Columns))
	for _, c := range d.Columns {
		old[c.Key] = c
	}
	d.Columns = d.Columns[:0:0]
	if o := m.Offer; o != nil && m.Viewing {
		d.offered(o, old)
	} else {
		for i := range m.Board.Themes {
			t := &m.Board.Themes[i]
			d.add(old, &Column{Key: string(t.ID), Theme: t, All: t.Findings})
		}
	}
	un := &Column{Key: string(Unsorted), All: m.Board.Unsorted}
	if o := m.Offer; o != nil && m.Viewing {
		un.IDs = o.leftUnsorted()
		un.All, un.State, un.given = len(un.IDs), ColumnThere, true
	}
	d.add(old, un)
	if d.UnsortedFirst {
		d.Columns = slices.Insert(d.Columns[:len(d.Columns)-1], 0, un)
	}
}

// forget empties the board of another study.
func (d *Deck) forget() {
	d.study = d.m.Study
	d.Columns, d.Hits, d.wanted, d.gone = nil, nil, nil, nil
	d.Folded, d.Orders = map[string]bool{}, map[string]app.CardOrder{}
	d.rows, d.seen, d.asked = map[app.FindingID]*app.FindingRow{}, map[app.FindingID]int{}, map[app.FindingID]bool{}
	d.Find, d.Hide = app.FindingQuery{}, false
	for _, l := range d.columns {
		l.Cancel()
	}
	d.columns = map[string]*task.Latest[columnState]{}
	d.cards.Cancel()
}

// add takes a column up with the cards it had.
func (d *Deck) add(old map[string]*Column, c *Column) {
	c.Order = d.Orders[c.Key]
	if was := old[c.Key]; was != nil && !c.given && !was.given {
		c.IDs, c.State = was.IDs, was.State
	}
	d.Columns = append(d.Columns, c)
}

// changed notes that something was committed: cards of columns in sight are asked for again, rows that changed as well.
func (d *Deck) changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindFinding, app.KindParticipant, app.KindInterview, app.KindConsent, app.KindStandards) {
		clear(d.rows)
		clear(d.asked)
		clear(d.gone)
		d.cards.Cancel()
	}
	for _, c := range d.Columns {
		if !c.given && (c.State == ColumnThere || c.State == ColumnComing) {
			c.State = ColumnStale
		}
	}
}

// at is the place of a column, or -1.
func (d *Deck) at(key string) int {
	return slices.IndexFunc(d.Columns, func(c *Column) bool { return c.Key == key })
}

// Need asks for the cards of a column that is in sight, unless they are there or on the way.
func (d *Deck) Need(c *Column) {
	if c.State == ColumnThere || c.State == ColumnComing {
		return
	}
	c.State = ColumnComing
	l := d.columns[c.Key]
	if l == nil {
		l = new(task.Latest[columnState])
		d.columns[c.Key] = l
	}
	q := app.ColumnQuery{Board: d.m.Study, Order: c.Order, Limit: maxCards}
	if c.Key != string(Unsorted) {
		q.Theme = app.ThemeID(c.Key)
	}
	find, looks, hide := d.Find, d.Looks(), d.Hide
	m, key := d.m, c.Key
	l.Load(func(ctx context.Context) (columnState, error) {
		s, err := m.readColumn(ctx, q, find, looks, hide)
		if err == nil {
			s.rows, err = m.Store.FindingsByID(ctx, s.ids[:min(firstCards, len(s.ids))])
		}
		return s, err
	}, func(s columnState, err error) { d.came(key, s, err) })
}

// firstCards is how many cards of a column are read along with its ids: about a screen of them.
const firstCards = 12

// readColumn reads the ids of a column, and of which of them answer a query.
func (m *Model) readColumn(ctx context.Context, q app.ColumnQuery, find app.FindingQuery, looks, hide bool) (s columnState, err error) {
	typical := q.Order == app.CardsByTypical && q.Theme != ""
	if looks {
		narrow := q
		narrow.Find = find
		if s.hits, err = m.Store.Column(ctx, narrow); err != nil {
			return s, err
		}
		if hide && !typical {
			s.ids = s.hits
			return s, nil
		}
	}
	if typical {
		s.ids, err = m.Analysis.Typical(ctx, q.Theme)
	} else {
		s.ids, err = m.Store.Column(ctx, q)
	}
	return s, err
}

// came takes the cards of a column up.
func (d *Deck) came(key string, s columnState, err error) {
	i := d.at(key)
	if i < 0 {
		return
	}
	c := d.Columns[i]
	if err != nil {
		c.State = ColumnThere
		d.m.Err, d.m.failed = err, true
		d.m.changed()
		return
	}
	if d.Looks() {
		if d.Hits == nil {
			d.Hits = map[app.FindingID]bool{}
		}
		for _, id := range s.hits {
			d.Hits[id] = true
		}
		if d.Hide && c.Order == app.CardsByTypical {
			s.ids = slices.DeleteFunc(s.ids, func(id app.FindingID) bool { return !d.Hits[id] })
		}
	}
	d.keep(s.rows)
	c.IDs = s.ids
	d.version++
	if c.State == ColumnComing {
		c.State = ColumnThere
	}
	d.m.changed()
}

// Looks reports whether something is looked for.
func (d *Deck) Looks() bool {
	f := d.Find
	return f.Text != "" || len(f.Tags) > 0 || len(f.Segments) > 0 || len(f.Stances) > 0 || len(f.Participants) > 0 || f.Starred
}

// Look dims or hides what does not answer a query.
func (d *Deck) Look(find app.FindingQuery, hide bool) {
	d.Find, d.Hide, d.Hits = find, hide, nil
	d.again()
}

// again asks for the cards of all columns anew when they are in sight.
func (d *Deck) again() {
	for _, c := range d.Columns {
		if !c.given && c.State != ColumnAway {
			c.State = ColumnStale
		}
	}
	d.m.changed()
}

// Sort shows a column in another order.
func (d *Deck) Sort(key string, by app.CardOrder) {
	i := d.at(key)
	if i < 0 || d.Columns[i].Order == by {
		return
	}
	if d.Columns[i].Order = by; by == app.CardsAsPut {
		delete(d.Orders, key)
	} else {
		d.Orders[key] = by
	}
	d.Columns[i].State = ColumnStale
	d.m.changed()
}

// Fold shows the heading of a column only, or all of it.
func (d *Deck) Fold(key string) {
	d.Folded[key] = !d.Folded[key]
	d.m.changed()
}

// PutUnsortedFirst puts the unsorted before the themes, or behind them.
func (d *Deck) PutUnsortedFirst(on bool) {
	d.UnsortedFirst = on
	d.m.changed()
}

// Row is what a card says, or nil while it is on the way; then it is asked for by Fetch.
func (d *Deck) Row(id app.FindingID) *app.FindingRow {
	r := d.rows[id]
	switch {
	case r != nil:
		d.seen[id] = d.round
	case !d.asked[id] && !d.gone[id]:
		d.wanted = append(d.wanted, id)
	}
	return r
}

// Bounds of rows: read at once, and kept.
const (
	maxFetch = 400
	maxRows  = 6_000
)

// Fetch asks for the rows that were wanted since, one question after the other: while columns come in quick succession, none overtakes the rows
// of the one before.
func (d *Deck) Fetch() {
	d.round++
	wanted := d.wanted
	d.wanted = nil
	if len(wanted) == 0 || len(d.asked) > 0 {
		return
	}
	ids := wanted[:min(len(wanted), maxFetch)]
	for _, id := range ids {
		d.asked[id] = true
	}
	d.cards.Load(func(ctx context.Context) ([]app.FindingRow, error) { return d.m.Store.FindingsByID(ctx, ids) },
		func(rows []app.FindingRow, err error) {
			if d.gone == nil {
				d.gone = map[app.FindingID]bool{}
			}
			clear(d.asked)
			if err != nil {
				d.m.Err = err
			}
			d.keep(rows)
			for _, id := range ids { // not asked for again and again
				if d.rows[id] == nil {
					d.gone[id] = true
				}
			}
			d.m.changed()
		})
}

// keep takes rows up, and lets go of those that were not seen for long.
func (d *Deck) keep(rows []app.FindingRow) {
	if len(d.rows)+len(rows) > maxRows {
		for id := range d.rows {
			if d.seen[id] < d.round-2 {
				delete(d.rows, id)
				delete(d.seen, id)
			}
		}
	}
	for i := range rows {
		d.rows[rows[i].ID], d.seen[rows[i].ID] = &rows[i], d.round
	}
}
