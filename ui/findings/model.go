// Package findings is the screen with every finding in one table: filtered by facets and queries, sorted, tagged in bulk, kept as views.
package findings

import (
	"context"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding"
	"throughline/app/job"
	"throughline/app/view"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingFacets(ctx context.Context, q app.FindingQuery) (app.FindingFacets, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Named(ctx context.Context, refs []app.Ref) ([]app.Named, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	InterviewFindings(ctx context.Context, id app.InterviewID) ([]app.Finding, error)
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
}

// Model is the state of the findings screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Store    Store
	Coding   *coding.Service
	Analysis *analysis.Service
	Views    *view.Service
	Jobs     *job.Runner      // long acts run there; nil runs them one after another
	Sounds   Estimator        // nil shows no estimates
	Now      func() time.Time // nil means time.Now

	Query   app.FindingQuery // Page unused
	Title   string           // where the query came from, "" once it was changed
	Facets  app.FindingFacets
	All     int // findings of the study
	Tags    []app.TagRow
	Themes  []app.ThemeRow
	Loaded  bool // there are rows to show
	Counted bool // Facets are those of the query
	Busy    int  // acts under way
	Err     error

	Saved []app.View // of the study and of all studies
	Taste Taste

	Pairing    bool             // findings that may be one are shown in place of the table
	Pairs      []analysis.Twins // of the study
	PairsReady bool
	Opinions   Opinions

	OnChange func() // repaint; called on the UI goroutine
	OnTaste  func() // the taste has changed: keep it

	rows    rowPages
	fresh   bool                        // the filter has changed: the rows in force are those of another one
	turns   int                         // how often the filter changed
	counts  int                         // how often counts came
	early   *counted                    // counts that came before their rows
	going   struct{ rows, facets bool } // what is on its way
	names   map[app.Ref]string
	studies map[app.StudyID]string
	ready   struct{ facets, book bool }

	facets task.Latest[counted]
	book   task.Latest[bookState]
	named  task.Latest[map[app.Ref]string]
	work   task.Queue
	failed bool // the last load failed with Err
	sounds sounds

	saved  task.Latest[[]app.View]
	opened task.Latest[*app.View]
	at     viewState

	likes      likes
	like       task.Latest[[]analysis.LikeFinding]
	words      []analysis.Word // of the filter
	wordsAsked bool
	wordsReady bool
	standing   task.Latest[[]analysis.Word]
	pairs      task.Latest[[]analysis.Twins]
	apart      map[[2]app.FindingID]bool // pairs a person keeps
	scenes     scenes
	tree       tagTree
	build      build
	candidates task.Latest[app.FindingFacets]
}

// counted is what the facets count under a filter.
type counted struct {
	app.FindingFacets
	rolled map[app.TagID]int
}

// bookState is what does not depend on the filter.
type bookState struct {
	all    int
	tags   []app.TagRow
	themes []app.ThemeRow
	names  map[app.StudyID]string
}

func (m *Model) now() time.Time {
	if m.Now == nil {
		return time.Now()
	}
	return m.Now()
}

// Open shows the findings of a study: as they were left, or under a text filter, or those with a tag or one beneath it.
func (m *Model) Open(study app.StudyID, text string, tag app.TagID) {
	switch {
	case m.Query.Study != study:
		m.begin(study)
	case m.Loaded && !m.failed && text == "" && tag == "":
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	if tag != "" {
		m.Query = app.FindingQuery{Study: study, Order: m.Query.Order, Tags: []app.TagID{tag}, SubTags: true}
	} else if text != "" {
		m.Query = app.FindingQuery{Study: study, Order: m.Query.Order, Text: text}
	}
	m.arrive()
}

// OpenTheme shows the findings of a theme of a study, by who said them or in the order in force.
func (m *Model) OpenTheme(study app.StudyID, theme app.ThemeID, people bool) {
	q := app.FindingQuery{Order: m.Query.Order, Themes: []app.ThemeID{theme}}
	if people {
		q.Order = app.ByParticipant
	}
	m.OpenQuery(study, "", q)
}

// OpenQuery shows what matches a query, in its order, in a study, under a title that says where it came from.
func (m *Model) OpenQuery(study app.StudyID, title string, q app.FindingQuery) {
	if m.Query.Study != study {
		m.begin(study)
	}
	q.Study, q.Page = study, app.Page{}
	m.Query = q
	m.arrive()
	m.Title = title
}

// begin leaves what was shown of another study.
func (m *Model) begin(study app.StudyID) {
	m.Query = app.FindingQuery{Study: study, Order: m.Query.Order}
	m.rows.forget()
	m.Loaded, m.Counted, m.Pairing = false, false, false
	m.ready.book, m.ready.facets = false, false
	m.Saved, m.at = nil, viewState{}
}

// arrive loads what the screen was opened with.
func (m *Model) arrive() {
	m.Pairing = false
	m.at = viewState{}
	m.narrowed()
	m.loadViews()
}

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.Err = nil
	m.ready.book = false
	m.reload()
}

// Dismiss takes the error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	words := m.heard(cs)
	if cs.Touches(app.KindView) {
		m.loadViews()
	}
	if cs.Touches(app.KindFinding, app.KindTag, app.KindTheme, app.KindPlacement, app.KindInterview, app.KindParticipant, app.KindStudy, app.KindTranscript, app.KindConsent, app.KindStandards) {
		m.likes = likes{}
		m.scenes.forget()
		m.ready.book = false
		if m.Pairing {
			m.dropPairs(cs)
			m.loadPairs()
		}
		m.reload()
	} else if words {
		m.reload()
	}
}

// Count is how many findings match, as far as it is known: at least so many while Counted is false.
func (m *Model) Count() int {
	if m.Counted {
		return m.Facets.Total
	}
	return m.rows.least()
}

// Settled reports whether rows and counts are those of the filter in force and of what was last heard of the workspace.
func (m *Model) Settled() bool {
	return m.Loaded && m.Counted && !m.going.rows && !m.going.facets && m.ready.book
}

// reload brings rows, counts and, where something changed, tags and themes.
func (m *Model) reload() {
	m.forgetWords()
	m.loadRows()
	m.loadFacets()
	if !m.ready.book {
		m.loadBook()
	}
	m.loadNames()
}

func (m *Model) loadFacets() {
	q := m.Query
	m.Counted = m.Counted && !m.fresh
	m.early, m.going.facets = nil, true
	m.facets.Load(func(ctx context.Context) (c counted, err error) {
		if c.FindingFacets, err = m.Store.FindingFacets(ctx, q); err != nil {
			return c, err
		}
		c.rolled, err = m.rollUp(ctx, q)
		return c, err
	}, func(c counted, err error) {
		m.going.facets = false
		m.loaded(err)
		switch {
		case err != nil:
		case m.going.rows:
			m.early = &c // the rows it counts are on their way
			return
		default:
			m.count(c)
		}
		m.changed()
	})
}

// count takes the counts of the rows in force.
func (m *Model) count(c counted) {
	m.Facets, m.tree.rolled, m.Counted, m.ready.facets = c.FindingFacets, c.rolled, true, true
	m.counts++
	m.early = nil
}

func (m *Model) loadBook() {
	study := m.Query.Study
	m.book.Load(func(ctx context.Context) (s bookState, err error) {
		if s.tags, err = m.Store.Tags(ctx, study); err != nil {
			return s, err
		}
		if s.themes, err = m.Store.Themes(ctx, study); err != nil {
			return s, err
		}
		studies, err := m.Store.Studies(ctx)
		if err != nil {
			return s, err
		}
		s.names = make(map[app.StudyID]string, len(studies))
		for i := range studies {
			s.names[studies[i].ID] = studies[i].Name
		}
		c, err := m.Store.Counts(ctx, study)
		s.all = c.Findings
		return s, err
	}, func(s bookState, err error) {
		m.loaded(err)
		if err == nil {
			m.Tags, m.Themes, m.All, m.studies, m.ready.book = s.tags, s.themes, s.all, s.names, true
			m.forgetTree()
		}
		m.changed()
	})
}

// loadNames asks what the records are called that the filter names.
func (m *Model) loadNames() {
	var refs []app.Ref
	for _, r := range m.Query.Refs() {
		if m.names[r] == "" {
			refs = append(refs, r)
		}
	}
	if len(refs) == 0 {
		return
	}
	m.named.Load(func(ctx context.Context) (map[app.Ref]string, error) {
		found, err := m.Store.Named(ctx, refs)
		names := make(map[app.Ref]string, len(found))
		for _, n := range found {
			names[n.Ref] = n.Name
		}
		return names, err
	}, func(names map[app.Ref]string, err error) {
		m.tellErr(err)
		if m.names == nil {
			m.names = map[app.Ref]string{}
		}
		for r, name := range names {
			m.names[r] = name
		}
		m.changed()
	})
}

// loaded keeps the error of a load; one that works takes only a load's error away, never an act's.
func (m *Model) loaded(err error) {
	if err != nil || m.failed {
		m.Err = err
	}
	m.failed = err != nil
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
