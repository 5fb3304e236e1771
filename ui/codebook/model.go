// Package codebook is the screen with the tags as a tree: their use, their definitions, and the acts that keep them in order.
package codebook

import (
	"context"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding"
	"throughline/app/tally"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	TagTotals(ctx context.Context, study app.StudyID) (map[app.TagID]app.TagUse, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingFacets(ctx context.Context, q app.FindingQuery) (app.FindingFacets, error)
	Studies(ctx context.Context) ([]app.Study, error)
}

// Past tells what was done to a record, newest first.
type Past interface {
	Record(ctx context.Context, of app.Ref, page app.Page) ([]app.PastStep, error)
}

// Grouper proposes groups of texts that say the like: for each text the index of its group or -1, and the names of the groups.
type Grouper func(ctx context.Context, texts []string) (group []int, names []string, err error)

// Model is the state of the codebook screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Store  Store
	Coding *coding.Service
	Past   Past    // nil shows no history
	Group  Grouper // nil proposes no splits
	// Standing finds words that stand out in findings chosen by a query; nil shows none.
	Standing func(ctx context.Context, q app.FindingQuery) ([]analysis.Word, error)
	Asker    Asker // nil tells nobody's questions

	Study   app.StudyID // "" for all
	Tags    map[app.TagID]*app.TagRow
	Studies []app.Study
	Totals  map[app.TagID]app.TagUse // of the tags with others beneath them or mapped to them, once counted
	Rows    []Row                    // the lines of the tree, in the order shown
	Cut     []app.TagID              // cut out, to be put elsewhere
	New     *NewTag                  // a tag that is about to be named, nil for none
	Detail  *Detail                  // what is known of the only chosen tag, nil until it is loaded
	Chosen  []app.TagID              // in the order shown
	Filter  string                   // words to find tags by
	Sort    Sort                     // of the tags beside each other
	Loaded  bool
	Err     error

	OnChange func() // repaint; called on the UI goroutine

	list   []app.TagRow
	laws   *coding.Book       // says what may stand where
	closed map[app.TagID]bool // tags whose sub-tags are not shown
	wanted app.TagID          // to choose once it is loaded
	book   task.Latest[bookState]
	totals task.Latest[map[app.TagID]app.TagUse]
	detail task.Latest[*Detail]
	words  task.Latest[[]analysis.Word]
	asked  task.Latest[*tally.Asked]
	work   task.Queue
	failed bool // the last load failed with Err
}

type bookState struct {
	tags    []app.TagRow
	studies []app.Study
}

// Open shows a study's codebook and, if given, chooses one tag of it.
func (m *Model) Open(study app.StudyID, tag app.TagID) {
	switch {
	case m.Study != study:
		m.list, m.laws, m.Tags, m.Totals, m.Rows, m.Chosen, m.Loaded = nil, nil, nil, nil, nil, nil, false
		m.Cut, m.New, m.Detail = nil, nil, nil
	case m.Loaded && !m.failed && (tag == "" || m.Tags[tag] != nil):
		if tag != "" {
			m.reveal(tag)
		}
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	m.Study, m.wanted = study, tag
	m.reload()
}

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
}

// Dismiss takes the error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindTag, app.KindFinding, app.KindStudy, app.KindParticipant) {
		m.reload()
		return
	}
	if cs.Touches(app.KindGuideLink, app.KindGuideTopic) && m.Detail != nil {
		m.lookAsked(m.Detail)
	}
}

func (m *Model) reload() {
	study := m.Study
	m.book.Load(func(ctx context.Context) (s bookState, err error) {
		if s.tags, err = m.Store.Tags(ctx, study); err != nil {
			return s, err
		}
		s.studies, err = m.Store.Studies(ctx)
		return s, err
	}, func(s bookState, err error) {
		m.loaded(err)
		if err == nil {
			m.take(s)
			m.count()
			m.look()
		}
		m.changed()
	})
}

// count brings the use of tags with what is beneath them; in a large workspace it takes a moment longer than the tree.
func (m *Model) count() {
	study := m.Study
	m.totals.Load(func(ctx context.Context) (map[app.TagID]app.TagUse, error) { return m.Store.TagTotals(ctx, study) },
		func(all map[app.TagID]app.TagUse, err error) {
			if err != nil {
				m.Err, m.failed = err, true
			} else {
				m.Totals = all
				if m.Sort == ByUse {
					m.build()
				}
			}
			m.changed()
		})
}

// Use returns how much a tag is used with all beneath it and mapped to it.
func (m *Model) Use(t *app.TagRow) app.TagUse {
	if use, ok := m.Totals[t.ID]; ok {
		return use
	}
	return app.TagUse{Findings: t.Findings, Participants: t.Participants}
}

// loaded keeps the error of a load; one that works takes only a load's error away, never an act's.
func (m *Model) loaded(err error) {
	if err != nil || m.failed {
		m.Err = err
	}
	m.failed = err != nil
	m.Loaded = true
}

// take shows what was loaded. Chosen tags that have gone are forgotten.
func (m *Model) take(s bookState) {
	m.list, m.Studies = s.tags, s.studies
	m.Tags = make(map[app.TagID]*app.TagRow, len(m.list))
	plain := make([]app.Tag, len(m.list))
	for i := range m.list {
		m.Tags[m.list[i].ID] = &m.list[i]
		plain[i] = m.list[i].Tag
	}
	m.laws = coding.NewBook(plain)
	if m.wanted != "" && m.Tags[m.wanted] != nil {
		m.Chosen = []app.TagID{m.wanted}
		m.open(m.wanted)
	}
	m.wanted = ""
	m.build()
}

// Current returns the tag to look at: the only chosen one, or nil.
func (m *Model) Current() *app.TagRow {
	if len(m.Chosen) != 1 {
		return nil
	}
	return m.Tags[m.Chosen[0]]
}

// Choose says which tags are chosen.
func (m *Model) Choose(ids []app.TagID) {
	m.Chosen = ids
	m.look()
	m.changed()
}

// StudyName returns the name of a study, or of the taxonomy for "".
func (m *Model) StudyName(id app.StudyID) string {
	for i := range m.Studies {
		if m.Studies[i].ID == id {
			return m.Studies[i].Name
		}
	}
	return say.T("Taxonomy")
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
