package themes

import (
	"context"

	"throughline/app"
)

// reload reads the board. For the columns of the board less is read: themes of other boards are counted and findings that are in no theme of any
// board looked for when another face asks for them, which takes seconds in a large workspace.
func (m *Model) reload() {
	study, lean := m.Study, m.Face() == BoardFace
	m.board.Load(func(ctx context.Context) (s boardState, err error) {
		s.lean = lean
		if s.board, err = m.Store.Board(ctx, study); err != nil {
			return s, err
		}
		s.themes, s.unsorted = s.board.Themes, s.board.Unsorted
		if !lean {
			if err := m.readRest(ctx, study, &s); err != nil {
				return s, err
			}
		}
		if s.names, err = m.studyNames(ctx, study); err != nil {
			return s, err
		}
		s.counts, err = m.Store.Counts(ctx, study)
		return s, err
	}, m.showBoard)
}

// readRest reads what the other faces show besides.
func (m *Model) readRest(ctx context.Context, study app.StudyID, s *boardState) (err error) {
	if s.tags, err = m.Store.Tags(ctx, study); err != nil || study != "" {
		return err
	}
	if s.themes, err = m.Store.Themes(ctx, study); err != nil {
		return err
	}
	facets, err := m.Store.FindingFacets(ctx, app.FindingQuery{})
	s.unsorted = facets.Unsorted
	return err
}

// takeTags takes up the tags that were read, or reads them behind the board: their dots come when they are there.
func (m *Model) takeTags(tags []app.TagRow, lean bool) {
	if !lean {
		m.tagging.Cancel()
		m.setTags(tags)
		return
	}
	study := m.Study
	m.tagging.Load(func(ctx context.Context) ([]app.TagRow, error) { return m.Store.Tags(ctx, study) }, func(tags []app.TagRow, err error) {
		if err != nil {
			m.Err, m.failed = err, true
		} else {
			m.setTags(tags)
		}
		m.changed()
	})
}

func (m *Model) setTags(tags []app.TagRow) {
	m.Tags = make(map[app.TagID]app.TagRow, len(tags))
	for _, t := range tags {
		m.Tags[t.ID] = t
	}
}

// studyNames are the names of studies where findings of several stand side by side.
func (m *Model) studyNames(ctx context.Context, study app.StudyID) (map[app.StudyID]string, error) {
	if study != "" {
		return nil, nil
	}
	all, err := m.Store.Studies(ctx)
	names := make(map[app.StudyID]string, len(all))
	for _, s := range all {
		names[s.ID] = s.Name
	}
	return names, err
}
