package reader

import (
	"throughline/app"
	"throughline/ui/reader/layout"
)

// step is one movement of the caret.
type step int

const (
	stepLeft step = iota
	stepRight
	stepWordLeft
	stepWordRight
	stepUp
	stepDown
	stepPageUp
	stepPageDown
	stepLineStart
	stepLineEnd
	stepTop
	stepBottom
	stepSentenceLeft
	stepSentenceRight
	stepTurnUp   // to the start of the turn, then of the one before
	stepTurnDown // to the start of the next turn
	stepTurnEnd  // to the end of the turn, then of the next: what a selection wants
)

// grain is what a drag selects by: after a double click whole words, after a triple click whole sentences.
type grain int

const (
	byCluster grain = iota
	byWord
	bySentence
	byTurn
)

// caret is a selection with a moving end, both on grapheme boundaries. anchor and at are bytes of the text.
type caret struct {
	anchor, at int
	up         bool     // at shows at the end of its line, not at the start of the next
	goal       float32  // x that moves up and down aim for; below 0 for none
	grain      grain    // of the drag that goes on
	origin     app.Span // what the drag began with
}

// selection is what lies between anchor and caret, empty when they are one.
func (c *caret) selection() app.Span {
	return app.Span{Start: min(c.anchor, c.at), End: max(c.anchor, c.at)}
}

// put sets the caret on a place without selecting.
func (c *caret) put(at int, up bool) { *c = caret{anchor: at, at: at, up: up, goal: -1} }

// span selects s with the caret at its end.
func (c *caret) span(s app.Span) { *c = caret{anchor: s.Start, at: s.End, up: true, goal: -1} }

// press begins a selection at byte at; clicks is 1, 2, 3 or more.
func (c *caret) press(d *layout.Doc, at int, up bool, clicks int) {
	c.put(at, up)
	c.grain = min(grain(clicks-1), byTurn)
	if c.grain == byCluster {
		c.origin = app.Span{Start: at, End: at}
		return
	}
	c.origin = c.unit(d, at)
	c.anchor, c.at, c.up = c.origin.Start, c.origin.End, true
}

func (c *caret) unit(d *layout.Doc, at int) app.Span {
	switch c.grain {
	case byWord:
		return d.WordNear(at)
	case bySentence:
		return d.Sentence(at)
	case byTurn:
		return d.Turn(d.TurnOf(at))
	}
	return app.Span{Start: at, End: at}
}

// drag extends the selection that press began to byte at, by whole words or sentences if it began with one.
func (c *caret) drag(d *layout.Doc, at int, up bool) {
	u := c.unit(d, at)
	c.goal = -1
	if at < c.origin.Start {
		c.anchor, c.at, c.up = c.origin.End, u.Start, up && c.grain == byCluster
		return
	}
	c.anchor, c.at, c.up = c.origin.Start, max(u.End, c.origin.End), up || c.grain != byCluster
	if c.grain == byCluster {
		c.at = at
	}
}

// extend moves the caret and leaves the anchor: a shift click.
func (c *caret) extend(at int, up bool) { c.at, c.up, c.goal = at, up, -1 }

// move takes one step. Without extend a selection collapses first. page is the height of the view.
func (c *caret) move(d *layout.Doc, s step, extend bool, page float32) {
	sel := c.selection()
	if !extend && sel.Len() > 0 && (s == stepLeft || s == stepRight) {
		at := sel.Start
		if s == stepRight {
			at = sel.End
		}
		c.put(at, s == stepRight)
		return
	}
	at, up, goal := c.target(d, s, page)
	c.at, c.up, c.goal = at, up, goal
	if !extend {
		c.anchor = at
	}
}

// target is where a step leads.
func (c *caret) target(d *layout.Doc, s step, page float32) (at int, up bool, goal float32) {
	row := d.RowOf(c.at, c.up)
	goal = -1
	switch s {
	case stepLeft:
		at = d.Prev(c.at)
	case stepRight:
		at = d.Next(c.at)
	case stepWordLeft:
		at = d.PrevWord(c.at)
	case stepWordRight:
		at = d.NextWord(c.at)
	case stepLineStart:
		at = row.Start
	case stepLineEnd:
		at, up = d.HitRow(row, row.Width+1e6)
		if row.RTL {
			at, up = d.HitRow(row, -1e6)
		}
	case stepTop:
		at = d.Turn(0).Start
	case stepBottom:
		at = d.Turn(d.Turns() - 1).End
	case stepSentenceLeft, stepSentenceRight, stepTurnUp, stepTurnDown, stepTurnEnd:
		at, up = c.unitwise(d, s)
	default:
		if goal = c.goal; goal < 0 {
			goal = d.X(row, c.at)
		}
		at, up = c.vertical(d, s, row, goal, page)
	}
	return at, up, goal
}

// unitwise is where a step by sentences or turns leads.
func (c *caret) unitwise(d *layout.Doc, s step) (at int, up bool) {
	switch s {
	case stepSentenceLeft:
		return d.PrevSentence(c.at), false
	case stepSentenceRight:
		return d.NextSentence(c.at), true
	case stepTurnUp:
		return d.PrevTurn(c.at), false
	case stepTurnDown:
		return d.NextTurn(c.at), false
	}
	return d.EndOfTurn(c.at), true
}

func (c *caret) vertical(d *layout.Doc, s step, row layout.Row, goal, page float32) (int, bool) {
	switch s {
	case stepUp:
		if r, ok := d.Above(row); ok {
			return d.HitRow(r, goal)
		}
		return row.Start, false
	case stepDown:
		if r, ok := d.Below(row); ok {
			return d.HitRow(r, goal)
		}
		return row.End, true
	case stepPageUp:
		return d.Hit(goal, row.Y-page)
	}
	return d.Hit(goal, row.Y+page)
}
