package codebook

import (
	"context"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/tally"
)

// Detail is what the inspector shows of one tag beside its entry.
type Detail struct {
	Of     app.TagID
	Facets app.FindingFacets // of the findings that carry it: studies, participants, and the tags beside it
	Quotes []app.FindingRow  // the newest
	Past   []app.PastStep    // newest first
	More   bool              // there is an older past
	Asked  *tally.AskedRow   // who was asked about it, once counted; nil where no question of a guide is linked
	Guide  []string          // the questions of the study, with Asked
	Words  []analysis.Word   // that stand out in what carries it against all other findings, once compared
}

// The lengths of the lists of a Detail.
const (
	newestQuotes = 4
	pastSteps    = 5
)

// look loads the details of the only chosen tag.
func (m *Model) look() {
	t := m.Current()
	if t == nil {
		m.detail.Cancel()
		m.Detail = nil
		return
	}
	if m.Detail != nil && m.Detail.Of != t.ID {
		m.Detail = nil
	}
	m.lookAt(t.ID, pastSteps)
}

// MorePast shows an older past of the chosen tag.
func (m *Model) MorePast() {
	if d := m.Detail; d != nil {
		m.lookAt(d.Of, len(d.Past)+4*pastSteps)
	}
}

func (m *Model) lookAt(id app.TagID, past int) {
	q := app.FindingQuery{Study: m.Study, Order: app.ByNewest}.And(app.Clause{Op: app.OpTag, Tags: []app.TagID{id}}) // a demand, no choice: the tags beside it count
	m.detail.Load(func(ctx context.Context) (*Detail, error) {
		d := &Detail{Of: id}
		var err error
		if d.Facets, err = m.Store.FindingFacets(ctx, q); err != nil {
			return nil, err
		}
		q.Page = app.Page{Limit: newestQuotes}
		if d.Quotes, err = m.Store.Findings(ctx, q); err != nil || m.Past == nil {
			return d, err
		}
		if d.Past, err = m.Past.Record(ctx, app.Ref{Kind: app.KindTag, ID: string(id)}, app.Page{Limit: past + 1}); err != nil {
			return nil, err
		}
		if d.More = len(d.Past) > past; d.More {
			d.Past = d.Past[:past]
		}
		return d, nil
	}, func(d *Detail, err error) {
		if err != nil {
			m.Err, m.failed = err, true
		} else {
			if old := m.Detail; old != nil && old.Of == d.Of {
				d.Words, d.Asked, d.Guide = old.Words, old.Asked, old.Guide // until they are counted anew
			}
			m.Detail = d
			m.lookAsked(d)
			m.lookWords(d)
		}
		m.changed()
	})
}

// lookWords compares the findings of a tag with the others, after the rest is shown.
func (m *Model) lookWords(d *Detail) {
	if m.Standing == nil {
		return
	}
	q := app.FindingQuery{Study: m.Study, Tags: []app.TagID{d.Of}}
	m.words.Load(func(ctx context.Context) ([]analysis.Word, error) { return m.Standing(ctx, q) }, func(words []analysis.Word, err error) {
		if err != nil {
			m.Err, m.failed = err, true
		} else if m.Detail != nil && m.Detail.Of == d.Of {
			m.Detail.Words = words
		}
		m.changed()
	})
}

// Beside returns the tags that stand most often on the same findings as the chosen one, at most n.
func (d *Detail) Beside(n int) []app.Facet {
	var out []app.Facet
	for _, f := range d.Facets.Tags {
		if f.Value != string(d.Of) && f.Count > 0 && len(out) < n {
			out = append(out, f)
		}
	}
	return out
}

// Quotes asks for findings of a tag, the newest first, and hands them to show.
func (m *Model) Quotes(id app.TagID, limit int, show func([]app.FindingRow, error)) {
	q := app.FindingQuery{Study: m.Study, Tags: []app.TagID{id}, Order: app.ByNewest, Page: app.Page{Limit: limit}}
	var rows []app.FindingRow
	m.save(func(ctx context.Context) (err error) {
		rows, err = m.Store.Findings(ctx, q)
		return err
	}, func(err error) { show(rows, err) })
}
