package storage

import (
	"context"
	"slices"

	"throughline/app"
)

// merger makes a workspace of the rows and the history of a damaged one.
type merger struct {
	raw    *rawFile
	store  *Store
	report *app.SalvageReport
	p      app.Progress

	order   []app.Kind
	saved   map[app.Kind]map[string]bool // guids
	history map[app.Kind]int
	waiting []app.Record // refer to what is not there yet
	done    int
	places
}

// run takes the kinds one after the other, each from its table first and then from the history, and tries again what had to wait.
func (m *merger) run(ctx context.Context) error {
	m.saved, m.history = map[app.Kind]map[string]bool{}, map[app.Kind]int{}
	if _, err := m.store.writer.ExecContext(ctx, "PRAGMA synchronous = OFF"); err != nil { // the file is forced to disk at the end
		return err
	}
	if err := m.raw.finals(ctx, m.p); err != nil {
		return err
	}
	if err := m.places.read(ctx, m.raw.db); err != nil {
		return err
	}
	for _, n := range allNouns {
		if err := n.each(ctx, m.raw.db, func(chunk []app.Record) error { return m.take(ctx, chunk) }); err != nil {
			return err
		}
		if err := m.fromHistory(ctx, n.kind); err != nil {
			return err
		}
	}
	if err := m.settle(ctx); err != nil {
		return err
	}
	if err := m.raw.carry(ctx, m.store); err != nil {
		return err
	}
	if err := listJournal(ctx, m.store.writer); err != nil {
		return err
	}
	return m.tell(ctx)
}

// take stores records that a table had, or what the history knows of them where that is newer.
func (m *merger) take(ctx context.Context, chunk []app.Record) error {
	known, err := m.raw.known(ctx, chunk)
	if err != nil {
		return err
	}
	keep := make([]app.Record, 0, len(chunk))
	for _, r := range chunk {
		if err := m.mend(ctx, r); err != nil {
			return err
		}
		other, told := known[r.Ref().ID]
		if told && other == nil {
			continue // a page that was freed still had it
		}
		if told && !other.Equal(r) && !changed(other).Before(changed(r)) {
			m.history[r.Ref().Kind]++
			r = other
		}
		keep = append(keep, r)
	}
	return m.put(ctx, keep)
}

// historyRows is how many records of the history are looked at together.
const historyRows = 500

// fromHistory stores the records of a kind that the history alone has; "" is for all kinds that are papers.
func (m *merger) fromHistory(ctx context.Context, kind app.Kind) error {
	kinds, err := texts(ctx, m.raw.db, "SELECT DISTINCT kind FROM salvage_final WHERE ?1 IN ('', kind)", string(kind))
	if err != nil {
		return err
	}
	for _, k := range kinds {
		k := app.Kind(k)
		if kind == "" && slices.ContainsFunc(allNouns, func(n noun) bool { return n.kind == k }) {
			continue
		}
		for last := ""; ; {
			type state struct{ guid, body string }
			states, err := collect(ctx, m.raw.db, func(row scanner) (s state, err error) { return s, row.Scan(&s.guid, &s.body) },
				"SELECT guid, body FROM salvage_final WHERE kind = ? AND guid > ? ORDER BY guid LIMIT ?", string(k), last, historyRows)
			if err != nil {
				return err
			}
			if len(states) == 0 {
				break
			}
			var found []app.Record
			for _, s := range states {
				if m.saved[k][s.guid] || s.body == "" {
					continue
				}
				if r := recordOf(s.body); r != nil && !m.waits(r.Ref()) {
					m.history[k]++
					found = append(found, r)
				}
			}
			if err := m.put(ctx, found); err != nil {
				return err
			}
			last = states[len(states)-1].guid
		}
	}
	return nil
}

func (m *merger) waits(ref app.Ref) bool {
	return slices.ContainsFunc(m.waiting, func(r app.Record) bool { return r.Ref() == ref })
}

// put stores records together, or, where that is refused, one by one, so that one broken record costs no other.
func (m *merger) put(ctx context.Context, records []app.Record) error {
	if len(records) == 0 {
		return nil
	}
	m.done += len(records)
	m.p.Report(int64(m.done), 0, "Writing what was saved")
	if m.insert(ctx, records) == nil {
		return nil
	}
	for _, r := range records {
		if m.insert(ctx, []app.Record{r}) != nil {
			if err := ctx.Err(); err != nil {
				return err
			}
			m.waiting = append(m.waiting, r)
		}
	}
	return nil
}

// insert stores new records without a step.
func (m *merger) insert(ctx context.Context, records []app.Record) error {
	changes := make([]app.Change, len(records))
	for i, r := range records {
		if err := r.Validate(); err != nil {
			return err
		}
		changes[i] = app.Change{After: r}
	}
	if err := m.store.write(ctx, "salvage", func(w *writer) error { return w.apply(changes) }); err != nil {
		return err
	}
	for _, r := range records {
		ref := r.Ref()
		if m.saved[ref.Kind] == nil {
			m.saved[ref.Kind] = map[string]bool{}
			m.order = append(m.order, ref.Kind)
		}
		m.saved[ref.Kind][ref.ID] = true
	}
	return nil
}

// settle tries what waits until nothing more goes in, then without the references that lead nowhere.
func (m *merger) settle(ctx context.Context) error {
	for _, loosened := range []bool{false, true} {
		for again := true; again && len(m.waiting) > 0; {
			again = false
			still := m.waiting[:0]
			for _, r := range m.waiting {
				if loosened {
					var err error
					if r, err = m.loosen(ctx, r); err != nil {
						return err
					}
				}
				if m.insert(ctx, []app.Record{r}) == nil {
					again = true
					continue
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				still = append(still, r)
			}
			m.waiting = still
		}
	}
	return nil
}

// loosen returns r without the references to records that are lost, where it can be without, and a finding where the text says its words.
func (m *merger) loosen(ctx context.Context, r app.Record) (app.Record, error) {
	has := func(kind app.Kind, id string) bool { return id == "" || m.saved[kind][id] }
	switch r := r.(type) {
	case *app.Tag:
		t := *r
		for _, ref := range []*app.TagID{&t.Parent, &t.ReplacedBy, &t.MapsTo} {
			if !has(app.KindTag, string(*ref)) {
				*ref = ""
			}
		}
		return &t, nil
	case *app.Interview:
		i := *r
		if !has(app.KindSource, string(i.Source)) {
			i.Source = ""
		}
		i.Speakers = slices.Clone(i.Speakers)
		for k := range i.Speakers {
			if !has(app.KindParticipant, string(i.Speakers[k].Participant)) {
				i.Speakers[k].Participant = ""
			}
		}
		return &i, nil
	case *app.Finding:
		f := loosenFinding(*r, has)
		return f, m.replace(ctx, f)
	case *app.Insight:
		i := *r
		i.Evidence = slices.DeleteFunc(slices.Clone(i.Evidence), func(e app.Evidence) bool {
			return !has(app.KindFinding, string(e.Finding)) || !has(app.KindTheme, string(e.Theme))
		})
		return &i, nil
	}
	return r, nil
}

// loosenFinding drops tags and people that are lost; where the transcript is, the words are kept as a note.
func loosenFinding(f app.Finding, has func(app.Kind, string) bool) *app.Finding {
	f.Tags = slices.DeleteFunc(slices.Clone(f.Tags), func(t app.Tagging) bool { return !has(app.KindTag, string(t.Tag)) })
	if !has(app.KindParticipant, string(f.Participant)) {
		f.Participant = ""
	}
	if !has(app.KindTranscript, string(f.Transcript)) || f.Transcript == "" && f.Quote != "" {
		f.Note = quoted(f.Quote, f.Note)
		f.Transcript, f.Quote, f.Before, f.After, f.Span = "", "", "", "", app.Span{}
	}
	return &f
}

func quoted(quote, note string) string {
	if quote == "" || note == "" {
		return quote + note
	}
	return "“" + quote + "”\n" + note
}
