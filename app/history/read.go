package history

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Reader is what a store tells about its journal.
type Reader interface {
	Marks(ctx context.Context, q app.HistoryQuery) ([]app.Mark, error)
	Steps(ctx context.Context, marks []app.Mark) ([]app.Step, error)
	StepChanges(ctx context.Context, first, last int64, of app.Ref, page app.Page) ([]app.Change, int, error)
	StepSets(ctx context.Context, first, last int64) ([]*app.ChangeSet, error)
	Later(ctx context.Context, seq int64, refs []app.Ref, limit int) ([]app.Entry, error)
	RecordSteps(ctx context.Context, of app.Ref, page app.Page) ([]app.RecordStep, error)
	Stretch(ctx context.Context, after, last int64, state app.EntryState) (app.Stretch, error)
	Titles(ctx context.Context, refs []app.Ref) (map[app.Ref]string, error)
	Authors(ctx context.Context) ([]string, error)
}

// pastFields bounds what one step of a record's history shows: a step that tagged 300 passages of an interview is told by its label.
const pastFields = 12

// Record returns a page of the history of a record, newest first: its own changes, and those of what belongs to it, see
// app.Touched. A record that is gone has its history still; one that was never stored has none.
func (l *Log) Record(ctx context.Context, of app.Ref, page app.Page) ([]app.PastStep, error) {
	steps, err := l.store.RecordSteps(ctx, of, page)
	if err != nil {
		return nil, err
	}
	var all []app.Change
	more := make([]int, len(steps))
	for i, st := range steps {
		n := min(pastFields, len(st.Changes))
		more[i] = len(st.Changes) - n
		steps[i].Changes = st.Changes[:n]
		all = append(all, steps[i].Changes...)
	}
	names, err := l.names(ctx, all)
	if err != nil {
		return nil, err
	}
	past := make([]app.PastStep, len(steps))
	for i, st := range steps {
		past[i] = app.PastStep{Entry: st.Entry, More: more[i]}
		for _, d := range Describe(st.Changes, names) {
			past[i].Fields = append(past[i].Fields, seenFrom(of, d)...)
		}
	}
	return past, nil
}

// seenFrom tells a detail from the side of one record: its own fields as they are, what belongs to it by its name.
func seenFrom(of app.Ref, d Detail) []Field {
	switch {
	case d.Ref == of && len(d.Fields) > 0:
		return d.Fields
	case d.Ref == of:
		return []Field{{Text: string(d.Verb)}}
	case d.Ref.Kind == app.KindPlacement && of.Kind == app.KindFinding:
		return d.Fields
	case d.Ref.Kind == app.KindPlacement:
		return []Field{{Name: "Findings", Text: sign(d.Verb) + "“" + cut(oneLine(d.Title), textRunes) + "”"}}
	case d.Ref.Kind == app.KindInsight:
		return []Field{{Name: "Insight", Text: sign(d.Verb) + "“" + cut(oneLine(d.Title), textRunes) + "”"}}
	case d.Ref.Kind == app.KindTranscript:
		return []Field{{Name: "Text", Text: fieldText(d, "Revision")}}
	}
	what := Field{Name: noun(d.Ref.Kind), Text: sign(d.Verb) + "“" + cut(oneLine(d.Title), textRunes) + "”"}
	for _, f := range d.Fields {
		if d.Verb == Changed {
			what.Text += "; " + f.Name + ": " + f.Text
		}
	}
	return []Field{what}
}

func sign(v Verb) string {
	switch v {
	case Made:
		return "+ "
	case Removed:
		return "− "
	}
	return ""
}

func fieldText(d Detail, name string) string {
	for _, f := range d.Fields {
		if f.Name == name {
			return name + " " + f.Text
		}
	}
	return string(d.Verb)
}

// noun is a kind as the beginning of a line.
func noun(k app.Kind) string {
	if k == "" {
		return ""
	}
	return strings.ToUpper(string(k[:1])) + string(k[1:])
}

// Marks lists all steps that match, newest first, see app.Mark.
func (l *Log) Marks(ctx context.Context, q app.HistoryQuery) ([]app.Mark, error) {
	return l.store.Marks(ctx, q)
}

// Steps returns the steps of marks, in their order. A step that was overtaken meanwhile comes with no entries.
func (l *Log) Steps(ctx context.Context, marks []app.Mark) ([]app.Step, error) {
	return l.store.Steps(ctx, marks)
}

// Authors returns everyone who made a step, sorted.
func (l *Log) Authors(ctx context.Context) ([]string, error) { return l.store.Authors(ctx) }

// Details returns a page of what a step did, in words, oldest first, and how many changes it made. The zero Ref means all
// records. Returns ENotFound when what changed is no longer kept.
func (l *Log) Details(ctx context.Context, m app.Mark, of app.Ref, page app.Page) (details []Detail, total int, err error) {
	changes, total, err := l.store.StepChanges(ctx, m.First, m.Seq, of, page)
	if err != nil {
		return nil, 0, err
	}
	names, err := l.names(ctx, changes)
	if err != nil {
		return nil, 0, err
	}
	return Describe(changes, names), total, nil
}

// names finds what the records of changes are called: from the changes themselves where they tell, else from the store.
func (l *Log) names(ctx context.Context, changes []app.Change) (Names, error) {
	known := Names{}
	for _, c := range changes {
		for _, r := range []app.Record{c.Before, c.After} {
			if r != nil && app.NameOf(r) != "" {
				known[r.Ref()] = app.NameOf(r)
			}
		}
	}
	asked := map[app.Ref]bool{}
	var refs []app.Ref
	for _, c := range changes {
		for _, r := range Mentions(c) {
			if known[r] == "" && !asked[r] {
				asked[r] = true
				refs = append(refs, r)
			}
		}
	}
	slices.SortFunc(refs, func(a, b app.Ref) int {
		if a.Kind != b.Kind {
			return strings.Compare(string(a.Kind), string(b.Kind))
		}
		return strings.Compare(a.ID, b.ID)
	})
	found, err := l.store.Titles(ctx, refs)
	for r, name := range found {
		known[r] = name
	}
	return known, err
}
