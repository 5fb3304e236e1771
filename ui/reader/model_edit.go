package reader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/passage"
	"throughline/app/revise"
	"throughline/ui/say"
)

const (
	// pieceWords is about how many words of a turn are edited at a time: a field of more is slow to type in.
	pieceWords = 180
	// maxPieceWords ends a piece even in the middle of a sentence.
	maxPieceWords = 250
)

// Edit is a text that is being edited, turn by turn, before it is saved as a revision.
type Edit struct {
	base   *app.Transcript
	turns  []draftTurn
	at     int     // turn at hand
	pieces []piece // its words
	piece  int     // the piece at hand
	caret  int     // the byte of the field at which the caret is to stand, -1 once it does
}

// draftTurn is a turn as it is edited.
type draftTurn struct {
	revise.Turn
	was int // the turn of the base it begins with, -1 for the second part of one that was split
}

// piece is a part of a turn short enough for a field, and the white space after it.
type piece struct{ text, gap string }

// cut takes a turn's words apart at ends of sentences.
func cut(text string) []piece {
	var out []piece
	start, words, inWord := 0, 0, false
	for i, r := range text {
		space := r == ' ' || r == '\n'
		if !space {
			inWord = true
			continue
		}
		if inWord {
			words++
		}
		inWord = false
		before := strings.TrimRight(text[start:i], "\"'”’»)")
		ends := r == '\n' || before != "" && strings.ContainsRune(".!?…。！？", lastRuneOf(before))
		if words >= maxPieceWords || words >= pieceWords && ends {
			out = append(out, piece{text[start:i], text[i : i+1]})
			start, words = i+1, 0
		}
	}
	return append(out, piece{text: text[start:]})
}

func lastRuneOf(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// Editing is the text being edited, or nil.
func (m *Model) Editing() *Edit { return m.edit }

// BeginEdit starts to edit at the turn that holds byte at, or goes there when the text is being edited already. What was set aside
// is taken up again if the text is still the same. It reports whether the text can be edited.
func (m *Model) BeginEdit(at int) bool {
	if m.Revise == nil || m.Transcript == nil || m.Err != nil || len(m.Transcript.Turns) == 0 {
		return false
	}
	m.Flush()
	if m.edit == nil {
		if e := m.aside[m.id]; e != nil && e.base.ID == m.Transcript.ID {
			m.edit = e
			delete(m.aside, m.id)
		} else {
			m.edit = &Edit{base: m.Transcript}
			for i, t := range revise.TurnsOf(m.Transcript) {
				m.edit.turns = append(m.edit.turns, draftTurn{t, i})
			}
		}
	}
	e, was := m.edit, min(m.Transcript.TurnAt(at), len(m.Transcript.Turns)-1)
	i := max(0, slices.IndexFunc(e.turns, func(t draftTurn) bool { return t.was == was }))
	turn := m.Transcript.Turns[was]
	now := passage.Diff(m.Transcript.Text[turn.Start:turn.End], e.turns[i].Text) // what stood there may have moved
	at = min(max(0, at-turn.Start), turn.Len())
	e.goTo(i, now.Span(app.Span{Start: at, End: at}).Start)
	m.changed(PartEdit | PartVoices)
	return true
}

// goTo takes a turn to hand, and of its pieces the one that holds byte at of its words; the caret goes to that byte.
func (e *Edit) goTo(i, at int) {
	e.at, e.pieces, e.piece = i, cut(e.turns[i].Text), 0
	start := 0
	for ; e.piece < len(e.pieces)-1; e.piece++ {
		end := start + len(e.pieces[e.piece].text) + len(e.pieces[e.piece].gap)
		if at < end {
			break
		}
		start = end
	}
	e.caret = passage.Whole(e.Words(), min(max(0, at-start), len(e.Words())))
}

// TakeCaret is the byte of the field at which the caret is to stand; ok is false when it is to stay where it is.
func (e *Edit) TakeCaret() (at int, ok bool) {
	at, e.caret = e.caret, -1
	return at, at >= 0
}

// Turn is the turn at hand.
func (e *Edit) Turn() revise.Turn { return e.turns[e.at].Turn }

// Words are what stands in the field: the turn's words, or a part of them.
func (e *Edit) Words() string { return e.pieces[e.piece].text }

// Place says which of how many turns is at hand, and which part of it; parts is 1 when the whole turn is edited at once. Counted
// from 1.
func (e *Edit) Place() (turn, turns, part, parts int) {
	return e.at + 1, len(e.turns), e.piece + 1, len(e.pieces)
}

// Span is the turn of the base that is at hand, empty when there is none.
func (e *Edit) Span() app.Span {
	for i := e.at; i >= 0; i-- {
		if was := e.turns[i].was; was >= 0 {
			return e.base.Turns[was].Span
		}
	}
	return app.Span{}
}

// Changed counts the turns that differ from the base: changed, added and gone.
func (e *Edit) Changed() int {
	n, kept := 0, 0
	for _, t := range e.turns {
		if t.was >= 0 {
			kept++
		}
		if t.was < 0 || e.differs(t) {
			n++
		}
	}
	return n + len(e.base.Turns) - kept
}

func (e *Edit) differs(t draftTurn) bool {
	u := e.base.Turns[t.was]
	return t.Text != e.base.Text[u.Start:u.End] || t.Speaker != u.Speaker || t.From != u.From || t.To != u.To
}

// touched tells of each turn of the base whether it is changed or gone; nil while nothing is edited.
func (e *Edit) touched() []bool {
	if e == nil {
		return nil
	}
	out := make([]bool, len(e.base.Turns))
	for i := range out {
		out[i] = true
	}
	for _, t := range e.turns {
		if t.was >= 0 {
			out[t.was] = e.differs(t)
		}
	}
	return out
}

// SetWords changes what stands in the field.
func (m *Model) SetWords(text string) {
	e := m.edit
	if e == nil || e.Words() == text {
		return
	}
	e.pieces[e.piece].text = text
	var all strings.Builder
	for _, p := range e.pieces {
		all.WriteString(p.text + p.gap)
	}
	e.turns[e.at].Text = all.String()
	m.changed(PartVoices | PartEditCount)
}

// SetTurn changes speaker and time of the turn at hand.
func (m *Model) SetTurn(change func(*revise.Turn)) {
	if e := m.edit; e != nil {
		change(&e.turns[e.at].Turn)
		m.changed(PartVoices | PartEditCount)
	}
}

// StepEdit goes to the next part or turn (by is 1) or to the one before (-1).
func (m *Model) StepEdit(by int) {
	e := m.edit
	if e == nil {
		return
	}
	switch {
	case by > 0 && e.piece+1 < len(e.pieces):
		e.piece++
	case by < 0 && e.piece > 0:
		e.piece--
	case by > 0 && e.at+1 < len(e.turns):
		e.goTo(e.at+1, 0)
	case by < 0 && e.at > 0:
		e.goTo(e.at-1, len(e.turns[e.at-1].Text))
	default:
		return
	}
	e.caret = 0
	m.changed(PartEdit)
}

// SplitTurn makes two turns of the one at hand, at byte at of the field; the second is taken to hand. A time is given to it when a
// caption begins there.
func (m *Model) SplitTurn(at int) {
	e := m.edit
	if e == nil {
		return
	}
	for i := range e.piece {
		at += len(e.pieces[i].text) + len(e.pieces[i].gap)
	}
	t := &e.turns[e.at]
	if at > len(t.Text) {
		return
	}
	at = passage.Whole(t.Text, at)
	head, tail := strings.TrimSpace(t.Text[:at]), strings.TrimSpace(t.Text[at:])
	if head == "" || tail == "" {
		return
	}
	second := draftTurn{revise.Turn{Speaker: t.Speaker, Text: tail, From: app.NoTime, To: app.NoTime}, -1}
	if t.was >= 0 {
		was := e.base.Turns[t.was].Span
		if i := strings.Index(e.base.Text[was.Start:was.End], tail); i >= 0 && t.From != app.NoTime {
			if from := e.base.TimeAt(was.Start + i); from > t.From {
				second.From, second.To, t.To = from, t.To, from
			}
		}
	}
	t.Text = head
	e.turns = slices.Insert(e.turns, e.at+1, second)
	e.goTo(e.at+1, 0)
	m.changed(PartEdit | PartVoices | PartEditCount)
}

// JoinTurn makes one turn of the one at hand and the one before, which gives speaker and time.
func (m *Model) JoinTurn() {
	e := m.edit
	if e == nil || e.at == 0 {
		return
	}
	a, b := &e.turns[e.at-1], e.turns[e.at]
	at := len(strings.TrimSpace(a.Text))
	a.Text = strings.TrimSpace(strings.TrimSpace(a.Text) + " " + strings.TrimSpace(b.Text))
	if b.To != app.NoTime {
		a.To = b.To
	}
	e.turns = slices.Delete(e.turns, e.at, e.at+1)
	e.goTo(e.at-1, at)
	m.changed(PartEdit | PartVoices | PartEditCount)
}

// LeaveEdit ends editing. Changes are set aside and taken up by the next BeginEdit; it returns how many turns they are.
func (m *Model) LeaveEdit() int {
	e := m.edit
	if e == nil {
		return 0
	}
	m.edit = nil
	n := e.Changed()
	if n > 0 {
		if m.aside == nil {
			m.aside = map[app.InterviewID]*Edit{}
		}
		m.aside[m.id] = e
	}
	m.changed(PartEdit | PartVoices)
	return n
}

// overtaken sets aside what is being edited when the text is another one now, and says so: it was made from the text before.
func (m *Model) overtaken(by *app.Transcript) {
	if m.edit == nil || m.edit.base.ID == by.ID {
		return
	}
	if n := m.LeaveEdit(); n > 0 {
		m.fail(&app.Error{Code: app.EConflict, Message: say.T("The transcript was changed meanwhile."),
			Hint: say.T("%s of yours come back when the text is as it was: undo, then edit again.", say.Count(n, "changed turn"))})
	}
}

// DropEdit throws changes away, those at hand or set aside, and returns how to bring them back.
func (m *Model) DropEdit() (restore func()) {
	id, e := m.id, m.edit
	if e == nil {
		e = m.aside[id]
	}
	m.edit = nil
	delete(m.aside, id)
	m.changed(PartEdit | PartVoices)
	return func() {
		if e == nil {
			return
		}
		if m.aside == nil {
			m.aside = map[app.InterviewID]*Edit{}
		}
		m.aside[id] = e
		if m.id == id && m.Transcript != nil {
			m.BeginEdit(e.Span().Start)
		}
	}
}

// SetAside is how many turns of the interview were changed and set aside.
func (m *Model) SetAside() int {
	if e := m.aside[m.id]; e != nil && m.Transcript != nil && e.base.ID == m.Transcript.ID {
		return e.Changed()
	}
	return 0
}

// draft is what is being edited as the next revision.
func (e *Edit) draft() revise.Draft {
	turns := make([]revise.Turn, len(e.turns))
	for i, t := range e.turns {
		turns[i] = t.Turn
	}
	return revise.Edit(e.base, turns)
}
