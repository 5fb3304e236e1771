package analysis

import (
	"context"

	"throughline/app"
	"throughline/synthesis"
	"throughline/synthesis/label"
)

// maxLibrary is how many findings of a study are compared with one another, newest first.
const maxLibrary = 50_000

// library is what was made of a study's findings to compare them. It holds until a finding changes. The findings themselves are let go: with 50,000
// of them their rows took 85 MB for as long as a page that compares was looked at, and what is shown of a few is read by their ids.
type library struct {
	study   app.StudyID
	changes int // of the service, when it was read
	rows    []compared
	alike   *synthesis.Alike      // nil until asked for
	namer   *label.Namer          // nil until asked for
	at      map[app.FindingID]int // places among rows, beside namer
}

// compared is what is kept of a finding that was read.
type compared struct {
	id         app.FindingID
	transcript app.TranscriptID
	app.Span
	made int64 // nanoseconds since 1970
}

// Reading anew after every step would be in the way of who tags: one finding in fifty of a large study may have changed since.
const (
	staleLibrary = 50
	largeLibrary = 1000
)

// holds reports whether a library can be used for a study after so many changes.
func (l *library) holds(study app.StudyID, changes int, fresh bool) bool {
	changed := changes - l.changes
	return l.study == study && (changed == 0 || !fresh && len(l.rows) >= largeLibrary && changed <= len(l.rows)/staleLibrary)
}

// readLibrary reads the findings of a study ("" for all) with their texts, which the library does not hold on to.
func (s *Service) readLibrary(ctx context.Context, study app.StudyID) (l library, texts []string, err error) {
	s.mu.Lock()
	l = library{study: study, changes: s.changes}
	s.mu.Unlock()
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study, Order: app.ByNewest, Page: app.Page{Limit: maxLibrary}})
	if err != nil {
		return l, nil, err
	}
	l.rows, texts = make([]compared, len(rows)), make([]string, len(rows))
	once := map[app.TranscriptID]app.TranscriptID{} // each row was read with a copy of its own
	for i := range rows {
		r := &rows[i]
		if _, ok := once[r.Transcript]; !ok {
			once[r.Transcript] = r.Transcript
		}
		l.rows[i] = compared{r.ID, once[r.Transcript], r.Span, r.Created.UnixNano()}
		texts[i] = r.Text()
	}
	return l, texts, nil
}

// keepRead keeps a library in place of the last one: only that of the last study asked for is kept.
func (s *Service) keepRead(l library) library {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := &s.read; old.study == l.study && old.changes == l.changes {
		if l.alike == nil {
			l.alike = old.alike
		}
		if l.namer == nil {
			l.namer, l.at = old.namer, old.at
		}
	}
	s.read = l
	return l
}

// largeHeld is from how many findings on likenesses are let go when nobody looks at them: some 5 MB, and less than a second to make anew.
const largeHeld = 10_000

// LetGo lets go of the likenesses of a large study: nobody looks at findings for now. They are made anew when they are asked for.
func (s *Service) LetGo() {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case len(s.read.rows) < largeHeld:
	case s.read.namer == nil:
		s.read = library{}
	default:
		s.read.alike = nil
	}
}

func (s *Service) lastRead() (l library, changes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read, s.changes
}

// alikeIn returns the findings of a study ("" for all) with their likenesses, read anew when one of them changed, or some of many unless it is to
// be fresh.
func (s *Service) alikeIn(ctx context.Context, study app.StudyID, fresh bool) (library, error) {
	if l, changes := s.lastRead(); l.alike != nil && l.holds(study, changes, fresh) {
		return l, nil
	}
	l, texts, err := s.readLibrary(ctx, study)
	if err != nil {
		return l, err
	}
	if l.alike, err = synthesis.NewAlike(ctx, texts); err != nil {
		return l, err
	}
	return s.keepRead(l), nil
}

// namesIn is alikeIn for the names that findings hold; a large study need not be fresh.
func (s *Service) namesIn(ctx context.Context, study app.StudyID) (library, error) {
	if l, changes := s.lastRead(); l.namer != nil && l.holds(study, changes, false) {
		return l, nil
	}
	l, texts, err := s.readLibrary(ctx, study)
	if err != nil {
		return l, err
	}
	if l.namer, err = label.NewNamer(ctx, texts, synthesis.LanguageOf(texts)); err != nil {
		return l, err
	}
	l.at = make(map[app.FindingID]int, len(l.rows))
	for i := range l.rows {
		l.at[l.rows[i].id] = i
	}
	return s.keepRead(l), nil
}
