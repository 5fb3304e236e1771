package storage

import (
	"context"
	"maps"
	"slices"

	"throughline/app"
	"throughline/storage/column"
)

// touched are the row ids, by kind, of what a transaction wrote and the index of findings knows. A placement touches its finding.
type touched struct {
	ids   map[app.Kind]map[int64]bool
	doubt bool // more changed than is listed
}

func (x *touched) empty() bool { return len(x.ids) == 0 && !x.doubt }

func (x *touched) add(kind app.Kind, id int64) {
	if x.ids == nil {
		x.ids = map[app.Kind]map[int64]bool{}
	}
	if x.ids[kind] == nil {
		x.ids[kind] = map[int64]bool{}
	}
	x.ids[kind][id] = true
}

// touch notes that a record changes. It is called while the record is stored: before it is removed, after it was made.
func (w *writer) touch(c app.Change) error {
	ref := c.Ref()
	if before, ok := c.Before.(*app.Theme); ok && c.After != nil && c.After.(*app.Theme).Study != before.Study {
		w.touched.doubt = true // its findings go to another board with it
	}
	switch ref.Kind {
	case app.KindPlacement:
		p, ok := c.After.(*app.Placement)
		if !ok {
			p = c.Before.(*app.Placement)
		}
		ref = app.Ref{Kind: app.KindFinding, ID: string(p.Finding)}
	case app.KindFinding, app.KindStudy, app.KindParticipant, app.KindInterview, app.KindTranscript, app.KindTag, app.KindTheme:
	default:
		return nil
	}
	id, err := w.id(ref.Kind, ref.ID)
	if err == nil {
		w.touched.add(ref.Kind, id)
	}
	return err
}

// delta is what a transaction did to the index: the state after it of all that was touched.
type delta struct {
	nouns    nouns
	rows     []column.Row
	findings []int64   // touched; those without a row are gone
	gone     [][]int64 // other records that are gone, by place in nounKinds
}

// delta reads what the transaction did. Returns nil when it cannot be told.
func (w *writer) delta() (*delta, error) {
	if w.touched.doubt {
		return nil, nil
	}
	ctx := context.Background()
	d := &delta{gone: make([][]int64, len(nounKinds))}
	for i, k := range nounKinds {
		ids := w.touched.sorted(k.kind)
		if len(ids) == 0 {
			continue
		}
		if err := k.read(ctx, w, &d.nouns, amongIDs, []any{list(ids)}); err != nil {
			return nil, err
		}
		there := k.ids(&d.nouns)
		d.gone[i] = slices.DeleteFunc(ids, func(id int64) bool { return slices.Contains(there, id) })
	}
	d.findings = w.touched.sorted(app.KindFinding)
	for ids := range slices.Chunk(d.findings, chunk) {
		if err := d.read(ctx, w, list(ids)); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (x *touched) sorted(kind app.Kind) []int64 { return slices.Sorted(maps.Keys(x.ids[kind])) }

func (d *delta) read(ctx context.Context, q querier, ids string) error {
	rows, err := readFindings(ctx, q, nil, amongIDs, ids)
	if err != nil {
		return err
	}
	tags, err := readTaggings(ctx, q, nil, amongIDs, ids)
	if err != nil {
		return err
	}
	places, err := readPlaces(ctx, q, nil, amongIDs, ids)
	if err != nil {
		return err
	}
	attach(rows, tags, places)
	d.rows = append(d.rows, rows...)
	return nil
}

// apply makes a table what it is after the transaction.
func (d *delta) apply(t *column.Table) {
	d.nouns.put(t)
	there := make(map[int64]bool, len(d.rows))
	for i := range d.rows {
		there[d.rows[i].ID] = true
	}
	for _, id := range d.findings {
		if !there[id] {
			t.Drop(id)
		}
	}
	for i := range d.rows {
		t.Put(&d.rows[i])
	}
	for i, k := range nounKinds {
		for _, id := range d.gone[i] {
			k.drop(t, id)
		}
	}
	t.Settle()
}
