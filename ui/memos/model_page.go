package memos

import (
	"context"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/memo"
	"throughline/ui/task"
)

// pause is how long typing rests before it is saved.
const pause = 700 * time.Millisecond

// Page is the open memo as it is on screen. Its words may be ahead of what is stored by a moment.
type Page struct {
	Memo      app.Memo // without ID until it is stored; Text is in Blocks
	Blocks    []memo.Block
	Place     app.Named // what it stands on
	Gone      bool      // what it stood on was deleted
	StudyName string
	Targets   memo.Targets
	Backlinks []app.MemoRow
	Loaded    bool
	Err       error
	Version   int // grows when blocks were changed by something else than typing in them

	saved   app.Memo // as stored last
	dirty   bool
	writing int // saves on the way
	stop    func()
	sitting memo.Sitting
	id      app.MemoID // known to the queue of work alone
	dropped bool
}

type opened struct {
	row       *app.MemoRow
	targets   memo.Targets
	backlinks []app.MemoRow
	place     app.Named
}

// Select opens a memo, after saving the one that is open.
func (m *Model) Select(id app.MemoID) {
	if p := m.Page; p != nil && p.Memo.ID == id && id != "" {
		return
	}
	m.Flush()
	p := &Page{Memo: app.Memo{ID: id}, id: id, sitting: memo.NewSitting()}
	m.Page = p
	for i := range m.Rows { // what the list knows is shown at once
		if m.Rows[i].ID == id {
			p.take(&m.Rows[i])
		}
	}
	m.load(p)
	m.changed()
}

// Begin opens an empty memo on a record, or a free-standing one for the empty Ref. It is stored once it has words.
func (m *Model) Begin(on app.Ref) {
	m.Flush()
	p := &Page{Memo: app.Memo{Study: m.Study, On: on, Kind: app.UsualMemo(on.Kind)}, Blocks: memo.Cut(""), Loaded: true, sitting: memo.NewSitting()}
	m.Page = p
	m.load(p)
	m.changed()
}

// take shows a stored memo.
func (p *Page) take(r *app.MemoRow) {
	p.Memo, p.saved, p.Loaded, p.Err = r.Memo, r.Memo, true, nil
	p.Blocks = memo.Cut(r.Text)
	p.Place, p.Gone, p.StudyName = r.Place, r.Gone, r.StudyName
	p.sitting = memo.NewSitting()
	p.Version++
}

// Text is the text as it is on screen.
func (p *Page) Text() string { return memo.Join(p.Blocks) }

// Stored reports whether the memo is in the workspace, perhaps with other words.
func (p *Page) Stored() bool { return p.Memo.ID != "" }

// load reads what the page shows: the memo, what its links lead to, and who links to it.
func (m *Model) load(p *Page) {
	id, on, study, text := p.Memo.ID, p.Memo.On, p.Memo.Study, p.Text()
	m.one.Load(func(ctx context.Context) (o opened, err error) {
		if id == "" {
			if on != (app.Ref{}) {
				found, err := m.Memos.Store.Named(ctx, []app.Ref{on})
				if err != nil || len(found) == 0 {
					return o, err
				}
				o.place = found[0]
			}
		} else {
			rows, err := m.Memos.Store.Memos(ctx, app.MemoQuery{ID: id})
			if err != nil {
				return o, err
			}
			if len(rows) == 0 {
				return o, nil
			}
			o.row, study, text = &rows[0], rows[0].Study, text+"\n"+rows[0].Text
			if o.backlinks, err = m.Memos.Backlinks(ctx, rows[0].Ref()); err != nil {
				return o, err
			}
		}
		o.targets, err = m.Memos.Targets(ctx, study, text)
		return o, err
	}, func(o opened, err error) {
		if m.Page != p {
			return
		}
		m.loaded(p, o, err)
		m.changed()
	})
}

func (m *Model) loaded(p *Page, o opened, err error) {
	if err != nil {
		p.Err = err
		return
	}
	p.Targets, p.Backlinks = o.targets, o.backlinks
	switch {
	case p.Memo.ID == "":
		p.Place = o.place
	case o.row == nil: // deleted, or its making undone
		if !p.dirty && p.writing == 0 {
			m.Page = nil
			if len(m.Rows) > 0 && m.Rows[0].ID != p.Memo.ID {
				m.Select(m.Rows[0].ID)
			}
		}
	case p.dirty || p.writing > 0: // our words are newer
		p.Place, p.Gone, p.StudyName = o.row.Place, o.row.Gone, o.row.StudyName
	case !p.Loaded || !sameWords(&o.row.Memo, &p.saved):
		p.take(o.row)
	default:
		p.Memo.Stamp, p.saved = o.row.Stamp, o.row.Memo
		p.Place, p.Gone, p.StudyName = o.row.Place, o.row.Gone, o.row.StudyName
	}
}

func sameWords(a, b *app.Memo) bool {
	return a.Title == b.Title && a.Text == b.Text && a.Kind == b.Kind && a.On == b.On && a.Study == b.Study
}

// SetTitle changes the title; it is saved when typing rests.
func (m *Model) SetTitle(s string) {
	if p := m.Page; p != nil && p.Memo.Title != s {
		p.Memo.Title = s
		m.touched()
	}
}

// SetBlock changes a block to what was typed into it; it is saved when typing rests. A block that was given several lines, or
// has become too long, is cut. Returns which block holds the byte of text that caret was, and at which byte of it.
func (m *Model) SetBlock(i int, text string, caret int) (block, at int) {
	p := m.Page
	if p == nil || i >= len(p.Blocks) || p.Blocks[i].Text == text {
		return i, caret
	}
	parts := []memo.Block{{Text: text}}
	if cuts(text) {
		parts = memo.Cut(text)
	}
	parts[len(parts)-1].End = p.Blocks[i].End
	p.Blocks = append(p.Blocks[:i:i], append(parts, p.Blocks[i+1:]...)...)
	block, at = i, caret
	for len(parts) > 1 && at >= len(parts[0].Text)+len(parts[0].End) {
		at -= len(parts[0].Text) + len(parts[0].End)
		parts = parts[1:]
		block++
	}
	m.touched()
	return block, at
}

// cuts reports whether a block is cut when it is given a text.
func cuts(text string) bool {
	return strings.Contains(text, "\n") || len(strings.Fields(text)) > 2*memo.BlockWords
}

// JoinUp joins a block with the one above. Returns which block it is now and where the two meet; ok is false for the first one.
func (m *Model) JoinUp(i int) (block, at int, ok bool) {
	p := m.Page
	if p == nil || i <= 0 || i >= len(p.Blocks) {
		return 0, 0, false
	}
	above := p.Blocks[i-1]
	at = len(above.Text)
	p.Blocks[i-1] = memo.Block{Text: above.Text + p.Blocks[i].Text, End: p.Blocks[i].End}
	p.Blocks = append(p.Blocks[:i:i], p.Blocks[i+1:]...)
	p.Version++
	m.touched()
	return i - 1, at, true
}

// SetKind says what the memo is.
func (m *Model) SetKind(k app.MemoKind) {
	if p := m.Page; p != nil && p.Memo.Kind != k {
		p.Memo.Kind = k
		m.touched()
		m.Flush()
		m.changed()
	}
}

// Detach lets the memo stand on nothing.
func (m *Model) Detach() {
	if p := m.Page; p != nil && p.Memo.On != (app.Ref{}) {
		p.Memo.On, p.Place, p.Gone = app.Ref{}, app.Named{}, false
		m.touched()
		m.Flush()
		m.changed()
	}
}

func (m *Model) touched() {
	p := m.Page
	p.dirty = true
	if p.stop != nil {
		p.stop()
	}
	p.stop = task.After(pause, func() { m.flush(p) })
}

// drop forgets what was not saved.
func (p *Page) drop() {
	if p.stop != nil {
		p.stop()
	}
	p.dirty, p.dropped = false, true
}

// Flush saves what was typed and is not stored yet.
func (m *Model) Flush() {
	if m.Page != nil {
		m.flush(m.Page)
	}
}

// flush saves a page, unless it has no words: those are for Delete.
func (m *Model) flush(p *Page) {
	if !p.dirty || p.dropped {
		return
	}
	p.stop()
	is := p.Memo
	is.Text = p.Text()
	if strings.TrimSpace(is.Title) == "" && strings.TrimSpace(is.Text) == "" {
		return
	}
	p.dirty = false
	p.writing++
	sitting := p.sitting
	var out *app.Memo
	m.work.Do(func(ctx context.Context) (err error) {
		if is.ID = p.id; is.ID == "" {
			out, err = m.Memos.Write(ctx, is) // making it is a step of its own: undo of the edits leaves the memo
		} else {
			out, err = m.Memos.WriteIn(ctx, sitting, is)
		}
		if err == nil {
			p.id = out.ID
		}
		return err
	}, func(err error) { m.wrote(p, out, err) })
}

func (m *Model) wrote(p *Page, out *app.Memo, err error) {
	p.writing--
	if err != nil {
		p.dirty = true // the words stay, and are tried again with the next
		m.told(err)
		m.changed()
		return
	}
	p.saved = *out
	p.Memo.ID, p.Memo.Study, p.Memo.Stamp = out.ID, out.Study, out.Stamp
	if m.Page == p {
		m.load(p)
		m.changed()
	}
}

// Settled ends the editing of blocks: what is saved from now on is another sitting, and links show what they lead to.
func (m *Model) Settled() {
	p := m.Page
	if p == nil {
		return
	}
	m.flush(p)
	p.sitting = memo.NewSitting()
	if !p.dirty && p.writing == 0 && p.saved.ID != "" && p.Text() != p.saved.Text { // links by name were tied
		p.Blocks = memo.Cut(p.saved.Text)
		p.Version++
	}
	m.load(p)
}

// Know remembers what a link leads to that was just made.
func (m *Model) Know(n app.Named) {
	if m.Page != nil {
		m.Page.Targets.Know(n)
	}
}
