package reader

import (
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/coding"
	"throughline/app/passage"
	"throughline/ui/task"
)

// Mark makes a finding of a passage and takes it to hand. A passage that is a finding already gets the tags instead.
func (m *Model) Mark(span app.Span, tags []app.TagID, by app.Provenance) {
	m.Flush()
	if e := m.bySpan(span); e != nil {
		m.use(e)
		for _, t := range tags {
			m.tag(e, t, by)
		}
		return
	}
	e := m.begin(span, tags, by)
	if e == nil {
		return
	}
	text, span := m.Transcript, e.Span
	m.store(e, func(ctx context.Context) (*app.Finding, error) { return m.Coding.MarkAs(ctx, text, span, tags, by) })
}

// begin shows a new finding at once.
func (m *Model) begin(span app.Span, tags []app.TagID, by app.Provenance) *entry {
	f, err := coding.Anchor(&m.Interview, m.Transcript, span)
	if err != nil {
		m.fail(err)
		return nil
	}
	f.Stamp = m.Hand.Stamp()
	e := &entry{Finding: *f, fresh: true}
	for _, t := range tags {
		m.putTag(e, t, by)
	}
	m.findings = append(m.findings, e)
	m.sort()
	m.use(e)
	return e
}

// use takes a finding to hand in place of the selection.
func (m *Model) use(e *entry) {
	m.active, m.theme, m.selection = e.ID, Theme{}, app.Span{}
	m.loadTheme()
	m.changed(PartFindings | PartActive | PartSelection)
}

// store writes a finding that is not stored yet; from then on it has the stored one's id.
func (m *Model) store(e *entry, write func(context.Context) (*app.Finding, error)) {
	e.pending++
	local := e.ID
	m.writes.add(func(ctx context.Context, ids *names) {
		f, err := write(ctx)
		if err != nil {
			ids.set(local, "")
		} else {
			ids.set(local, f.ID)
		}
		task.Post(func() {
			e.done()
			e.fresh = false
			if err != nil {
				m.remove(e)
				m.fail(err)
				m.changed(PartFindings | PartActive)
				return
			}
			m.stored(e, f)
		})
	})
}

func (m *Model) stored(e *entry, f *app.Finding) {
	at := m.active == e.ID
	m.findings = slices.DeleteFunc(m.findings, func(x *entry) bool { return x != e && x.ID == f.ID })
	e.ID = f.ID
	if e.pending == 0 {
		e.Finding = *f
	}
	if at {
		m.active = f.ID
		m.loadTheme()
	}
	m.sort()
	m.recheckSoon()
	m.changed(PartFindings | PartActive)
}

// write changes a stored finding, or one that will be by then. What shows has been changed already.
func (m *Model) write(e *entry, do func(ctx context.Context, id app.FindingID) error) {
	e.pending++
	local := e.ID
	m.writes.add(func(ctx context.Context, ids *names) {
		var err error
		if id := ids.of(local); id != "" {
			err = do(ctx, id)
		}
		task.Post(func() {
			e.done()
			m.fail(err)
			m.sort()
			m.recheckSoon()
			m.changed(PartFindings | PartActive)
		})
	})
}

// target is what an act is about: the selection, made a finding if it is none, or else the finding at hand.
func (m *Model) target() *entry {
	if m.selection.Len() > 0 {
		m.Mark(m.selection, nil, app.ByHand)
	}
	m.Flush()
	return m.entry(m.active)
}

// Tag puts a tag on the selection or the finding at hand.
func (m *Model) Tag(id app.TagID) {
	m.tags.used(id)
	if m.selection.Len() > 0 {
		m.Mark(m.selection, []app.TagID{id}, app.ByHand)
		return
	}
	if e := m.target(); e != nil {
		m.tag(e, id, app.ByHand)
	}
}

func (m *Model) tag(e *entry, id app.TagID, by app.Provenance) {
	if e.HasTag(id) {
		return
	}
	m.putTag(e, id, by)
	m.write(e, func(ctx context.Context, f app.FindingID) error {
		return m.Coding.TagAs(ctx, []app.FindingID{f}, id, by)
	})
	m.changed(PartFindings | PartActive)
}

func (m *Model) putTag(e *entry, id app.TagID, by app.Provenance) {
	e.Finding = *e.WithTag(app.Tagging{Tag: id, Author: m.Hand.Author, Provenance: by, Created: m.Hand.Stamp().Created})
}

// TagRecent puts on the tag of a digit, 1 to 9.
func (m *Model) TagRecent(digit int) {
	if id := m.tags.digit(digit); id != "" {
		m.Tag(id)
	}
}

// CreateTag makes a tag and puts it on the selection or the finding at hand. A tag of that name is used if there is one.
func (m *Model) CreateTag(name string) {
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		return
	}
	if t := m.tags.named(name); t != nil {
		m.Tag(t.ID)
		return
	}
	text := m.Transcript
	if sel := m.selection; sel.Len() > 0 && m.bySpan(sel) == nil {
		m.Flush()
		if e := m.begin(sel, nil, app.ByHand); e != nil {
			span := e.Span
			m.store(e, func(ctx context.Context) (*app.Finding, error) {
				return m.Coding.MarkNew(ctx, text, span, name)
			})
		}
		return
	}
	if e := m.target(); e != nil {
		m.write(e, func(ctx context.Context, f app.FindingID) error {
			return m.Coding.TagNew(ctx, f, name)
		})
	}
}

// maxInVivo is the most letters of a passage that make a tag's name.
const maxInVivo = 48

// InVivo tags the selection or the finding at hand with its own words.
func (m *Model) InVivo() {
	words := ""
	if s := m.selection; s.Len() > 0 {
		words = m.Transcript.Text[s.Start:s.End]
	} else if f := m.Active(); f != nil {
		words = f.Quote
	}
	words = strings.Trim(strings.Join(strings.Fields(words), " "), " .,;:!?…–—\"'“”‘’()[]")
	if r := []rune(words); len(r) > maxInVivo {
		words = string(r[:maxInVivo])
		if i := strings.LastIndexByte(words, ' '); i > maxInVivo/2 {
			words = words[:i]
		}
		words += "…"
	}
	m.CreateTag(words)
}

// Untag takes a tag off the finding at hand.
func (m *Model) Untag(id app.TagID) {
	m.Flush()
	e := m.entry(m.active)
	if e == nil || !e.HasTag(id) {
		return
	}
	if m.shows.whose == Blind { // what others put there stays
		m.withdraw(e, id)
		return
	}
	e.Finding = *e.WithoutTag(id)
	m.write(e, func(ctx context.Context, f app.FindingID) error { return m.Coding.Untag(ctx, []app.FindingID{f}, id) })
	m.changed(PartFindings | PartActive)
}

// withdraw takes one's own tagging of a tag off a finding, all of one's own for "".
func (m *Model) withdraw(e *entry, id app.TagID) {
	me := m.Hand.Author
	e.Tags = slices.DeleteFunc(slices.Clone(e.Tags), func(t app.Tagging) bool { return t.Author == me && (id == "" || t.Tag == id) })
	m.write(e, func(ctx context.Context, f app.FindingID) error {
		return m.Coding.Withdraw(ctx, []app.FindingID{f}, id)
	})
	m.changed(PartFindings | PartActive)
}

// UntagNewest takes off the tag that was put on last.
func (m *Model) UntagNewest() {
	if f := m.Active(); f != nil && len(f.Tags) > 0 {
		ids := byAge(f)
		m.Untag(ids[len(ids)-1])
	}
}

// byAge lists a finding's tags, each once, in the order they were put on.
func byAge(f *app.Finding) []app.TagID {
	tags := slices.Clone(f.Tags)
	slices.SortStableFunc(tags, func(a, b app.Tagging) int { return a.Created.Compare(b.Created) })
	var ids []app.TagID
	for _, t := range tags {
		if !slices.Contains(ids, t.Tag) {
			ids = append(ids, t.Tag)
		}
	}
	return ids
}

// ToggleStar stars the selection or the finding at hand, or takes the star off.
func (m *Model) ToggleStar() {
	e := m.target()
	if e == nil {
		return
	}
	on := !e.Star
	e.Star = on
	m.write(e, func(ctx context.Context, f app.FindingID) error { return m.Coding.Star(ctx, []app.FindingID{f}, on) })
	m.changed(PartFindings | PartActive)
}

// SetStance says what the finding does to the question; the stance it has already is taken back.
func (m *Model) SetStance(st app.Stance) {
	e := m.target()
	if e == nil {
		return
	}
	if e.Stance == st {
		st = ""
	}
	e.Stance = st
	m.write(e, func(ctx context.Context, f app.FindingID) error {
		return m.Coding.SetStance(ctx, []app.FindingID{f}, st)
	})
	m.changed(PartFindings | PartActive)
}

// BeginNote makes sure that there is a finding to write a note on; it reports whether there is.
func (m *Model) BeginNote() bool { return m.target() != nil }

// Delete removes the finding at hand. Blind to others' work, one takes only one's own tags off what they use too.
func (m *Model) Delete() {
	e := m.entry(m.active)
	if e == nil {
		return
	}
	if m.shows.whose == Blind && m.shared(e) {
		m.Flush()
		m.active, m.theme = "", Theme{}
		m.withdraw(e, "")
		return
	}
	m.remove(e)
	m.write(e, func(ctx context.Context, f app.FindingID) error { return m.Coding.Delete(ctx, []app.FindingID{f}) })
	m.changed(PartFindings | PartActive)
}

// draft is a change of a finding that goes on, by typing or by repeated keys: it is written as one step when that pauses.
type draft struct {
	e     *entry
	kind  draftKind
	stop  func()
	write func(ctx context.Context, id app.FindingID) error // set anew with each change
}

// draftKind is what of the finding is being changed.
type draftKind int

const (
	draftNote draftKind = iota
	draftBounds
	draftSentiment
)

// How long typing or moving pauses before it is written. A boundary waits less, because undo is asked sooner there.
const (
	notePause     = 700 * time.Millisecond
	boundaryPause = 300 * time.Millisecond
	againPause    = 15 * time.Second // until a note is tried again that could not be written
)

// SetNote changes the note of the finding at hand; it is written when typing pauses, or by Flush.
func (m *Model) SetNote(text string) {
	e := m.entry(m.active)
	if e == nil || e.Note == text {
		return
	}
	e.Note = text
	m.noted(e, text, notePause)
}

// noted writes a note after a pause. One that the disk refuses stays as it was typed and is tried again: nobody has it but the window.
func (m *Model) noted(e *entry, text string, pause time.Duration) {
	m.drafted(e, draftNote, pause, func(ctx context.Context, f app.FindingID) error {
		err := m.Coding.Note(ctx, f, text)
		if code := app.CodeOf(err); code == app.EIO || code == app.ELocked {
			task.Post(func() {
				if !m.closed && e.Note == text && m.entry(e.ID) == e {
					m.noted(e, text, againPause)
				}
			})
		}
		return err
	})
}

// Resize moves the bounds of the finding at hand; it is written when the moving pauses, or by Flush.
func (m *Model) Resize(span app.Span) {
	e := m.entry(m.active)
	if e == nil || e.Span == span {
		return
	}
	f, err := coding.Anchor(&m.Interview, m.Transcript, span)
	if err != nil {
		return // nothing left: the boundary stays
	}
	e.Finding = *passage.Move(&e.Finding, &m.Interview, m.Transcript, f.Span)
	m.sort()
	text, to := m.Transcript, e.Span
	m.drafted(e, draftBounds, boundaryPause, func(ctx context.Context, f app.FindingID) error { return m.Coding.Resize(ctx, f, text, to) })
	m.changed(PartFindings | PartActive)
}

func (m *Model) drafted(e *entry, kind draftKind, pause time.Duration, write func(context.Context, app.FindingID) error) {
	if m.draft != nil && (m.draft.e != e || m.draft.kind != kind) {
		m.Flush()
	}
	if m.draft == nil {
		m.draft = &draft{e: e, kind: kind}
		e.pending++
	} else {
		m.draft.stop()
	}
	m.draft.write = write
	m.draft.stop = task.After(pause, m.Flush)
}

// Flush hands over to be written what is still being changed.
func (m *Model) Flush() {
	d := m.draft
	if d == nil {
		return
	}
	m.draft = nil
	d.stop()
	m.write(d.e, d.write)
	d.e.done() // the draft's own
}
