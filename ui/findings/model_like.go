package findings

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/say"
)

// mostCompared is how many findings the words of a filter are compared with: their texts are all read.
const mostCompared = 100_000

// likeShown is how many findings like the chosen one are shown.
const likeShown = 5

// likes are findings like one.
type likes struct {
	of    app.FindingID
	rows  []analysis.LikeFinding
	ready bool
}

// Alike returns the findings of all studies most like one, and whether they are there: the first call asks for them and OnChange follows.
func (m *Model) Alike(id app.FindingID) ([]analysis.LikeFinding, bool) {
	if m.likes.of != id {
		m.likes = likes{of: id}
		m.like.Load(func(ctx context.Context) ([]analysis.LikeFinding, error) {
			return m.Analysis.MoreLike(ctx, "", id, likeShown)
		},
			func(rows []analysis.LikeFinding, err error) {
				if app.CodeOf(err) == app.ENotFound {
					err = nil // it was just taken away, or is older than those compared
				}
				m.tellErr(err)
				m.likes.rows, m.likes.ready = rows, true
				m.changed()
			})
	}
	return m.likes.rows, m.likes.ready
}

// Words returns what stands out in the findings under the filter against the others, and whether it is there; nothing without a filter.
func (m *Model) Words() ([]analysis.Word, bool) {
	if !m.Filtered() || m.All > mostCompared {
		return nil, true
	}
	if !m.wordsAsked {
		m.wordsAsked = true
		q := m.Query
		m.standing.Load(func(ctx context.Context) ([]analysis.Word, error) { return m.Analysis.Words(ctx, q) },
			func(words []analysis.Word, err error) {
				m.tellErr(err)
				m.words, m.wordsReady = words, true
				m.changed()
			})
	}
	return m.words, m.wordsReady
}

// forgetWords lets what stands out be looked for anew.
func (m *Model) forgetWords() {
	m.standing.Cancel()
	m.words, m.wordsAsked, m.wordsReady = nil, false, false
}

func (m *Model) tellErr(err error) {
	if err != nil {
		m.Err = err
	}
}

// FindDuplicates shows pairs of findings of the study that may be one, in place of the table.
func (m *Model) FindDuplicates() {
	m.Pairing = true
	m.loadPairs()
	m.changed()
}

// EndPairs shows the table again.
func (m *Model) EndPairs() {
	m.Pairing, m.Pairs, m.PairsReady = false, nil, false
	m.pairs.Cancel()
	m.changed()
}

func (m *Model) loadPairs() {
	study := m.Query.Study
	m.pairs.Load(func(ctx context.Context) ([]analysis.Twins, error) { return m.Analysis.Duplicates(ctx, study, nil) },
		func(pairs []analysis.Twins, err error) {
			m.tellErr(err)
			m.Pairs, m.PairsReady = nil, true
			for _, p := range pairs {
				if !m.apart[[2]app.FindingID{p.A.ID, p.B.ID}] {
					m.Pairs = append(m.Pairs, p)
				}
			}
			m.changed()
		})
}

// dropPairs takes pairs of findings that are gone off the list at once; comparing anew takes a moment.
func (m *Model) dropPairs(cs *app.ChangeSet) {
	gone := map[app.FindingID]bool{}
	for _, c := range cs.Changes {
		if f, ok := c.Before.(*app.Finding); ok && c.After == nil {
			gone[f.ID] = true
		}
	}
	if len(gone) > 0 {
		m.Pairs = slices.DeleteFunc(slices.Clone(m.Pairs), func(p analysis.Twins) bool { return gone[p.A.ID] || gone[p.B.ID] })
	}
}

// KeepBoth takes a pair off the list until the workspace is closed.
func (m *Model) KeepBoth(p *analysis.Twins) {
	if m.apart == nil {
		m.apart = map[[2]app.FindingID]bool{}
	}
	key := [2]app.FindingID{p.A.ID, p.B.ID}
	m.apart[key] = true
	m.Pairs = slices.DeleteFunc(slices.Clone(m.Pairs), func(q analysis.Twins) bool { return [2]app.FindingID{q.A.ID, q.B.ID} == key })
	m.changed()
}

// Merge makes one finding of a pair that marks the same passage, as one step. The one made first stays.
func (m *Model) Merge(p *analysis.Twins) {
	into, from := p.A.ID, p.B.ID
	m.act(Only(from), say.T("Merge"), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.MergeFindings(ctx, into, ids) }, nil)
}
