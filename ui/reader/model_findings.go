package reader

import (
	"cmp"
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/ui/task"
)

// Findings returns the interview's findings that show, by place. They must not be changed.
func (m *Model) Findings() []*app.Finding {
	out := make([]*app.Finding, 0, len(m.findings))
	for _, e := range m.findings {
		if !m.hidden(e) {
			out = append(out, m.seen(e))
		}
	}
	return out
}

// Active returns the finding at hand, or nil.
func (m *Model) Active() *app.Finding {
	if e := m.entry(m.active); e != nil {
		return m.seen(e)
	}
	return nil
}

// Selection is the text selected, empty for none.
func (m *Model) Selection() app.Span { return m.selection }

func (m *Model) entry(id app.FindingID) *entry {
	if id == "" {
		return nil
	}
	if i := slices.IndexFunc(m.findings, func(e *entry) bool { return e.ID == id }); i >= 0 {
		return m.findings[i]
	}
	return nil
}

func (m *Model) bySpan(s app.Span) *entry {
	if i := slices.IndexFunc(m.findings, func(e *entry) bool { return e.Span == s }); i >= 0 {
		return m.findings[i]
	}
	return nil
}

func (m *Model) sort() {
	slices.SortStableFunc(m.findings, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
	})
}

// Select tells the model what is selected.
func (m *Model) Select(s app.Span) { m.selection = s }

// Activate takes a finding to hand, "" for none.
func (m *Model) Activate(id app.FindingID) {
	if id != m.active {
		m.activate(id)
		m.changed(PartActive)
	}
}

func (m *Model) activate(id app.FindingID) {
	m.Flush()
	m.active, m.theme = id, Theme{}
	m.loadTheme()
}

// Step takes the next finding to hand (by is 1) or the one before (-1), counted from the one at hand or else from byte
// from. It stays at the ends.
func (m *Model) Step(by, from int) {
	shown := m.Findings()
	if len(shown) == 0 {
		return
	}
	i := slices.IndexFunc(shown, func(f *app.Finding) bool { return f.ID == m.active })
	switch {
	case i >= 0:
		i += by
	case by > 0:
		if i = slices.IndexFunc(shown, func(f *app.Finding) bool { return f.Start >= from }); i < 0 {
			return
		}
	default:
		for i = len(shown) - 1; i > 0 && shown[i].Start >= from; i-- {
		}
	}
	if i < 0 || i >= len(shown) {
		return
	}
	m.activate(shown[i].ID)
	m.goTo = shown[i].Span
	m.selection = app.Span{}
	m.changed(PartActive | PartSelection)
}

// Changed takes in a committed step. Findings with writes on their way wait for these. A step may stand for many that
// came while the screen was hidden, so the workspace is asked as well, a little later.
func (m *Model) Changed(cs *app.ChangeSet) {
	m.hearWords(cs)
	if !m.Loaded {
		return
	}
	if m.Err != nil {
		if cs.Touches(app.KindInterview, app.KindTranscript) { // what was gone may be there again
			m.Retry()
		}
		return
	}
	var part Part
	for _, c := range cs.Changes {
		part |= m.change(c)
	}
	if part != 0 {
		m.sort()
		m.changed(part)
	}
	if cs.Touches(app.KindFinding, app.KindTag, app.KindInterview, app.KindTranscript) {
		m.recheckSoon()
	}
	if cs.Touches(app.KindTheme, app.KindPlacement) {
		m.loadTheme()
	}
	if cs.Touches(app.KindGuideLink, app.KindStudy, app.KindInterview) {
		m.loadAsks()
	}
}

// change takes in one record; it returns what to paint.
func (m *Model) change(c app.Change) Part {
	switch after := c.After.(type) {
	case *app.Finding:
		return m.changeFinding(after)
	case *app.Tag:
		m.tags.put(*after)
		return PartTags | PartFindings | PartActive
	case *app.Rejection:
		return m.changeRejection(c)
	case *app.Interview:
		if after.ID == m.id {
			m.Interview = *after
			return PartState | PartVoices
		}
	}
	switch ref := c.Ref(); {
	case c.After == nil && ref.Kind == app.KindRejection:
		return m.changeRejection(c)
	case c.After == nil && ref.Kind == app.KindFinding:
		if e := m.entry(app.FindingID(ref.ID)); e != nil {
			m.remove(e)
			return PartFindings | PartActive
		}
	case c.After == nil && ref.Kind == app.KindTag:
		m.tags.remove(app.TagID(ref.ID))
		return PartTags | PartFindings | PartActive
	}
	return 0
}

func (m *Model) changeFinding(f *app.Finding) Part {
	if f.Interview != m.id || f.Quote == "" || f.Transcript != m.Transcript.ID {
		return 0
	}
	e := m.entry(f.ID)
	if e == nil {
		if fresh := m.bySpan(f.Span); fresh != nil && fresh.fresh {
			return 0 // ours: its write says so in a moment
		}
		m.findings = append(m.findings, &entry{Finding: *f})
		return PartFindings
	}
	if e.pending > 0 {
		e.heard = f
		return 0
	}
	e.Finding = *f
	return PartFindings | PartActive
}

func (m *Model) remove(e *entry) {
	m.findings = slices.DeleteFunc(m.findings, func(x *entry) bool { return x == e })
	if m.active == e.ID {
		m.active, m.theme = "", Theme{}
	}
	if m.draft != nil && m.draft.e == e {
		m.draft = nil
	}
}

// recheckDelay is how long after a change the workspace is asked what really is: long enough that typing tags does not
// query each time.
const recheckDelay = 400 * time.Millisecond

func (m *Model) recheckSoon() {
	if m.recheck != nil {
		m.recheck()
	}
	if !m.closed {
		m.recheck = task.After(recheckDelay, m.reload)
	}
}

// reload reads the interview again and keeps what is at hand.
func (m *Model) reload() {
	if m.closed {
		return
	}
	id := m.id
	m.reloads.Load(func(ctx context.Context) (loaded, error) { return m.read(ctx, id) }, func(l loaded, err error) {
		if id != m.id || !m.Loaded {
			return
		}
		if err != nil {
			if app.CodeOf(err) == app.ENotFound { // the interview was deleted meanwhile
				m.Err = err
				m.changed(PartState)
				return
			}
			m.fail(err)
			return
		}
		part := PartFindings | PartActive | PartTags | PartState | PartVoices
		if l.transcript.ID != m.Transcript.ID {
			m.goTo = app.Span{Start: m.stopped.at, End: m.stopped.at}
			part = PartAll
		}
		m.take(l)
		m.changed(part)
		m.suggestSoon()
	})
}

// Theme is where the finding at hand stands on its study's board.
type Theme struct {
	ID       app.ThemeID // "" for unsorted
	Name     string
	Findings int
	People   int
}

// Theme returns the theme of the finding at hand, the zero Theme when it is in none or not known yet.
func (m *Model) Theme() Theme { return m.theme }

func (m *Model) loadTheme() {
	e := m.entry(m.active)
	if e == nil || e.fresh {
		m.details.Cancel()
		return
	}
	id, study := e.ID, e.Study
	m.details.Load(func(ctx context.Context) (t Theme, err error) {
		rows, err := m.Store.FindingsByID(ctx, []app.FindingID{id})
		if err != nil || len(rows) == 0 || rows[0].Theme == "" {
			return t, err
		}
		t.ID, t.Name = rows[0].Theme, rows[0].ThemeName
		all, err := m.Store.Themes(ctx, study)
		for i := range all {
			if all[i].ID == t.ID {
				t.Findings, t.People = all[i].Findings, all[i].Participants
			}
		}
		return t, err
	}, func(t Theme, err error) {
		if err == nil && id == m.active && t != m.theme {
			m.theme = t
			m.changed(PartActive)
		}
	})
}
