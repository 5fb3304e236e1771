package findings

import (
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/ui/task"
)

// Scene is a finding in its surroundings: some turns of the interview.
type Scene struct {
	Turns []SceneTurn
	Old   bool // the finding stands in an older revision of the text
}

// SceneTurn is one turn of a scene. Text has its line ends as spaces.
type SceneTurn struct {
	Speaker   string
	Moderator bool
	At        time.Duration // app.NoTime when unknown
	Parts     []ScenePart
}

// ScenePart is a stretch of a turn.
type ScenePart struct {
	Text  string
	Own   bool        // of the finding itself
	Tags  []app.TagID // of the other findings that mark it; nil where none does
	Other bool        // another finding marks it
}

// scenes keeps what was read of the interviews last shown.
type scenes struct {
	kept   []staged
	asking app.InterviewID
	load   task.Latest[staged]
}

// forget drops what was read, because texts or findings changed.
func (s *scenes) forget() {
	s.load.Cancel()
	s.kept, s.asking = nil, ""
}

// staged is what scenes of an interview are made of.
type staged struct {
	id       app.InterviewID
	iv       *app.Interview
	text     *app.Transcript
	findings []app.Finding
}

// keepScenes is how many interviews are kept.
const keepScenes = 3

// Scene returns a finding with so many turns around it; ok is false while its interview is read, which OnChange tells. A note has none.
func (m *Model) Scene(f *app.FindingRow, around int) (s Scene, ok bool) {
	if f.Interview == "" || f.Quote == "" {
		return Scene{}, true
	}
	for i := range m.scenes.kept {
		if st := &m.scenes.kept[i]; st.id == f.Interview {
			return st.scene(&f.Finding, around), true
		}
	}
	if m.scenes.asking != f.Interview {
		m.stage(f.Interview)
	}
	return Scene{}, false
}

func (m *Model) stage(id app.InterviewID) {
	m.scenes.asking = id
	m.scenes.load.Load(func(ctx context.Context) (staged, error) { return m.readScene(ctx, id) }, func(st staged, err error) {
		m.scenes.asking = ""
		m.tellErr(err)
		m.scenes.kept = append([]staged{st}, m.scenes.kept[:min(len(m.scenes.kept), keepScenes-1)]...)
		m.changed()
	})
}

func (m *Model) readScene(ctx context.Context, id app.InterviewID) (st staged, err error) {
	st.id = id // kept even after an error: it is not asked again and again
	rec, err := m.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return st, err
	}
	st.iv = rec.(*app.Interview)
	if st.text, err = m.Store.Transcript(ctx, id); err != nil {
		return st, err
	}
	st.findings, err = m.Store.InterviewFindings(ctx, id)
	return st, err
}

// scene cuts the turns around a finding out of the text, with what is marked in them.
func (st *staged) scene(f *app.Finding, around int) (s Scene) {
	if st.text == nil || st.iv == nil {
		return s
	}
	if f.Transcript != st.text.ID {
		return Scene{Old: true}
	}
	first, last := st.text.TurnAt(f.Start), st.text.TurnAt(max(f.Start, f.End-1))
	for i := max(0, first-around); i <= min(last+around, len(st.text.Turns)-1); i++ {
		t := &st.text.Turns[i]
		sp := st.iv.Speaker(t.Speaker)
		name := sp.Name
		if name == "" {
			name = t.Speaker
		}
		s.Turns = append(s.Turns, SceneTurn{Speaker: name, Moderator: sp.Role == app.RoleModerator, At: t.From, Parts: st.parts(f, t.Span)})
	}
	return s
}

// parts cuts a turn where marks begin and end.
func (st *staged) parts(f *app.Finding, turn app.Span) []ScenePart {
	cuts := []int{turn.Start, turn.End}
	var here []*app.Finding
	cut := func(g *app.Finding) {
		for _, at := range []int{g.Start, g.End} {
			if at > turn.Start && at < turn.End {
				cuts = append(cuts, at)
			}
		}
	}
	cut(f)
	for i := range st.findings {
		if g := &st.findings[i]; g.ID != f.ID && g.Quote != "" && g.Transcript == st.text.ID && g.Start < turn.End && g.End > turn.Start {
			here = append(here, g)
			cut(g)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []ScenePart
	for i := 1; i < len(cuts); i++ {
		from, to := cuts[i-1], cuts[i]
		p := ScenePart{Text: plainText(st.text.Text[from:to]), Own: f.Start <= from && to <= f.End}
		for _, g := range here {
			if g.Start <= from && to <= g.End {
				p.Other = true
				p.Tags = append(p.Tags, g.TagIDs()...)
			}
		}
		out = append(out, p)
	}
	return out
}

// plainText is text with its line ends as spaces.
func plainText(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == '\n' || b[i] == '\t' {
			b[i] = ' '
		}
	}
	return string(b)
}
