package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Move puts findings at the end of a theme, taking them out of the theme of the same board they were in; theme "" takes
// them off the board of study. Returns ENotFound for a theme or finding that is gone, EInvalid when a finding of one study would
// get onto the board of another: such findings meet on the board across studies.
func (s *Service) Move(ctx context.Context, study app.StudyID, ids []app.FindingID, to app.ThemeID) error {
	label := ""
	if to != "" {
		t, err := s.theme(ctx, to)
		if err != nil {
			return err
		}
		study, label = t.Study, " to "+t.Name
	}
	ids = distinct(ids)
	if _, err := s.boardFindings(ctx, study, ids); err != nil {
		return err
	}
	were, err := s.Store.PlacementsOf(ctx, study, ids)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("")
	moved, err := s.place(ctx, cs, were, ids, to)
	if err != nil {
		return err
	}
	cs.Label = movedLabel(moved) + label
	return s.Log.Commit(ctx, cs)
}

// MoveToNew makes a theme at the end of a study's board ("" for the board across studies) and puts findings into it, as one step.
// Returns ENotFound for a finding that is gone, EInvalid for one of another study and when there is no name or no finding.
func (s *Service) MoveToNew(ctx context.Context, study app.StudyID, ids []app.FindingID, name string) (*app.Theme, error) {
	return s.NewThemeWith(ctx, study, ids, name, "")
}

// place moves findings, which stand on the board at were, to the end of a theme, or off the board for "". Those that are in the theme stay
// where they are. Returns how many move.
func (s *Service) place(ctx context.Context, cs *app.ChangeSet, were []app.Placement, ids []app.FindingID, to app.ThemeID) (moved int, err error) {
	if to == "" {
		for i := range were {
			cs.Delete(&were[i])
		}
		return len(were), nil
	}
	col, err := s.Store.ThemePlacements(ctx, to)
	if err != nil {
		return 0, err
	}
	there := make(map[app.FindingID]bool, len(col))
	for i := range col {
		there[col[i].Finding] = true
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id app.FindingID) bool { return there[id] })
	were = slices.DeleteFunc(were, func(p app.Placement) bool { return p.Theme == to })
	return s.insert(cs, col, were, ids, Spot{Theme: to}), nil
}

func movedLabel(n int) string {
	if n == 1 {
		return "Move finding"
	}
	return fmt.Sprintf("Move %d findings", n)
}

// boardFindings checks that findings may stand on the board of a study, and returns them as a set.
func (s *Service) boardFindings(ctx context.Context, study app.StudyID, ids []app.FindingID) (map[app.FindingID]bool, error) {
	set := make(map[app.FindingID]bool, len(ids))
	var distinct []app.FindingID
	for _, id := range ids {
		if !set[id] {
			set[id] = true
			distinct = append(distinct, id)
		}
	}
	rows, err := s.Store.FindingsByID(ctx, distinct)
	if err != nil {
		return nil, err
	}
	if len(rows) < len(distinct) {
		return nil, app.NotFound("The finding")
	}
	for i := range rows {
		if study != "" && rows[i].Study != study {
			return nil, app.Invalid("A finding of another study does not go onto this board.", "Use a theme across studies.")
		}
	}
	return set, nil
}

// MergeThemes moves the findings of the themes from into the theme into, which keeps its name, and removes them. Their notes are joined to
// its note; evidence of insights and memos follow. Returns EInvalid when there is nothing to merge, or the themes stand on two boards.
func (s *Service) MergeThemes(ctx context.Context, into app.ThemeID, from ...app.ThemeID) error {
	target, err := s.theme(ctx, into)
	if err != nil {
		return err
	}
	b, err := s.readBoard(ctx, target.Study)
	if err != nil {
		return err
	}
	m := merge{service: s, step: s.Hand.Begin("Merge themes into " + target.Name), board: b, into: into, order: b.last(into),
		done: map[app.ThemeID]bool{}, insights: map[app.InsightID]*app.Insight{}}
	notes := []string{target.Note}
	for _, id := range from {
		if m.done[id] {
			continue
		}
		m.done[id] = true
		t, err := s.theme(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case id == into:
			return app.Invalid("A theme cannot be merged into itself.", "Choose another theme.")
		case t.Study != target.Study:
			return app.Invalid(fmt.Sprintf("%s and %s stand on two boards.", t.Name, target.Name), "Merge themes of one board.")
		}
		if err := m.add(ctx, t); err != nil {
			return err
		}
		notes = append(notes, t.Note)
	}
	if len(m.done) == 0 {
		return app.Invalid("There is nothing to merge.", "Choose the themes to merge into "+target.Name+".")
	}
	s.joinNotes(m.step, target, notes)
	memos, err := s.Store.MemosAbout(ctx, m.from)
	if err != nil {
		return err
	}
	m.step.MoveMemos(s.Hand, memos, m.from, target.Ref(), target.Name)
	return s.Log.Commit(ctx, m.step)
}

// joinNotes gives a theme the notes of several, one below the other, each once.
func (s *Service) joinNotes(cs *app.ChangeSet, t *app.Theme, notes []string) {
	var all []string
	for _, n := range notes {
		if n = strings.TrimSpace(n); n != "" && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	joined := *t
	if joined.Note = strings.Join(all, "\n\n"); joined.Note != strings.TrimSpace(t.Note) {
		joined.Stamp = s.Hand.Touch(t.Stamp)
		cs.Update(t, &joined)
	}
}

// merge is a step that moves what themes hold into one of them.
type merge struct {
	service  *Service
	step     *app.ChangeSet
	board    *board
	into     app.ThemeID
	order    float64 // of the last finding in it
	done     map[app.ThemeID]bool
	from     []app.Ref                      // the themes that go
	insights map[app.InsightID]*app.Insight // as changed so far
}

// add moves the findings of t in their order, and the evidence, and removes it.
func (m *merge) add(ctx context.Context, t *app.Theme) error {
	for i := range m.board.placed {
		if p := &m.board.placed[i]; p.Theme == t.ID {
			m.order++
			was := *p // apart from the placements of the whole board
			m.step.Delete(&was)
			m.step.Create(&app.Placement{Theme: m.into, Finding: p.Finding, Order: m.order, Stamp: m.service.Hand.Stamp()})
		}
	}
	deps, err := m.service.Store.Dependants(ctx, t.Ref())
	if err != nil {
		return err
	}
	for _, d := range deps {
		in, ok := d.(*app.Insight)
		if !ok {
			continue
		}
		if changed := m.insights[in.ID]; changed != nil {
			in = changed
		}
		m.insights[in.ID] = m.service.moveEvidence(in, t.ID, m.into)
		m.step.Update(in, m.insights[in.ID])
	}
	m.step.Delete(t)
	m.from = append(m.from, t.Ref())
	return nil
}

// moveEvidence returns in resting on the theme into where it rested on from, once.
func (s *Service) moveEvidence(in *app.Insight, from, into app.ThemeID) *app.Insight {
	out := *in
	out.Evidence = nil
	has := false
	for _, e := range in.Evidence {
		has = has || e.Theme == into
	}
	for _, e := range in.Evidence {
		if e.Theme == from {
			if has {
				continue
			}
			e.Theme, has = into, true
		}
		out.Evidence = append(out.Evidence, e)
	}
	out.Stamp = s.Hand.Touch(in.Stamp)
	return &out
}
