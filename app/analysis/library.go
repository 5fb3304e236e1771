package analysis

import (
	"context"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/label"
)

// maxLibrary is how many findings of a study are compared with one another, newest first.
const maxLibrary = 50_000

// library is what was read of a study's findings to compare them. It holds until a finding changes.
type library struct {
	study   app.StudyID
	changes int // of the service, when it was read
	rows    []app.FindingRow
	texts   []string
	at      map[app.FindingID]int
	alike   *synthesis.Alike // nil until asked for
	namer   *label.Namer     // nil until asked for
}

// Reading anew after every step would be in the way of who tags: one finding in fifty of a large study may have changed since.
const (
	staleLibrary = 50
	largeLibrary = 1000
)

// library returns the findings of a study ("" for all), read anew when one of them changed, or some of many unless it is to be
// fresh. Only the last study asked for is kept.
func (s *Service) library(ctx context.Context, study app.StudyID, fresh bool) (library, error) {
	s.mu.Lock()
	l, changes := s.read, s.changes
	s.mu.Unlock()
	if l.at != nil && l.study == study {
		changed := changes - l.changes
		if changed == 0 || !fresh && len(l.rows) >= largeLibrary && changed <= len(l.rows)/staleLibrary {
			return l, nil
		}
	}
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study, Order: app.ByNewest, Page: app.Page{Limit: maxLibrary}})
	if err != nil {
		return library{}, err
	}
	l = library{study: study, changes: changes, rows: rows, texts: make([]string, len(rows)), at: make(map[app.FindingID]int, len(rows))}
	for i := range rows {
		l.texts[i] = rows[i].Text()
		l.at[rows[i].ID] = i
	}
	s.keepRead(l)
	return l, nil
}

func (s *Service) keepRead(l library) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.read; old.study == l.study && old.changes == l.changes {
		if l.alike == nil {
			l.alike = old.alike
		}
		if l.namer == nil {
			l.namer = old.namer
		}
	}
	s.read = l
}

// alikeIn returns the library with its likenesses.
func (s *Service) alikeIn(ctx context.Context, study app.StudyID, fresh bool) (library, error) {
	l, err := s.library(ctx, study, fresh)
	if err != nil || l.alike != nil {
		return l, err
	}
	if l.alike, err = synthesis.NewAlike(ctx, l.texts); err != nil {
		return l, err
	}
	s.keepRead(l)
	return l, nil
}

// namesIn returns the library with the names its findings hold.
func (s *Service) namesIn(ctx context.Context, study app.StudyID) (library, error) {
	l, err := s.library(ctx, study, false)
	if err != nil || l.namer != nil {
		return l, err
	}
	if l.namer, err = label.NewNamer(ctx, l.texts, synthesis.LanguageOf(l.texts)); err != nil {
		return l, err
	}
	s.keepRead(l)
	return l, nil
}
