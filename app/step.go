package app

import (
	"fmt"
	"time"
)

// EntrySealed is a step in force whose changes are no longer kept: it stays listed with label, author and time, and cannot be
// taken back.
const EntrySealed EntryState = 3

// Tally counts what a step did to records of one kind.
type Tally struct {
	Kind                   Kind
	Made, Changed, Removed int
}

// Total is how many changes the tally counts.
func (t Tally) Total() int { return t.Made + t.Changed + t.Removed }

// TallyOf counts changes by kind, in order of first appearance.
func TallyOf(changes []Change) []Tally {
	var all []Tally
	at := map[Kind]int{}
	for _, c := range changes {
		k := c.Ref().Kind
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k] = i
			all = append(all, Tally{Kind: k})
		}
		switch {
		case c.Before == nil:
			all[i].Made++
		case c.After == nil:
			all[i].Removed++
		default:
			all[i].Changed++
		}
	}
	return all
}

// Step is one line of the history: an entry of the journal, or a batch of entries that are undone together.
type Step struct {
	Entry           // the newest of the batch; Changes counts all of it
	First   int64   // Seq of its oldest entry; equal to Seq for a single one
	Entries int     // how many entries it is made of
	Tallies []Tally // by kind, in order of first appearance; nil where unknown
}

// Mark is a step without its words: what a long list needs to know about lines that are not in sight.
type Mark struct {
	Seq   int64 // of the newest entry
	First int64 // of the oldest entry
	At    time.Time
	State EntryState
}

// HistoryQuery chooses steps: every non-empty field must match. A batch is listed when one of its entries matches.
type HistoryQuery struct {
	Author string
	Kind   Kind      // steps that make, change or remove records of the kind
	Text   string    // occurs in the label; upper and lower case of ASCII alike
	From   time.Time // not before
	To     time.Time // before
	Record Ref       // steps that belong to the history of the record, see Touched
}

// Touched returns the records to whose history a change belongs, each once: the record itself, the interview of a finding,
// transcript or rejection, whom and what a paper is filed under, what a memo stands on, the insights of a recommendation, decision or publication, and the findings and themes that an insight begins, ceases or comes to cite
// otherwise. A placement has no history of its own: it belongs to its theme and its finding.
func Touched(c Change) []Ref {
	var refs []Ref
	if r := c.Ref(); r.Kind != KindPlacement {
		refs = append(refs, r)
	}
	add := func(k Kind, id string) {
		r := Ref{k, id}
		if id == "" {
			return
		}
		for _, have := range refs {
			if have == r {
				return
			}
		}
		refs = append(refs, r)
	}
	for _, r := range []Record{c.Before, c.After} {
		switch r := r.(type) {
		case *Finding:
			add(KindInterview, string(r.Interview))
		case *Transcript:
			add(KindInterview, string(r.Interview))
		case *Placement:
			add(KindTheme, string(r.Theme))
			add(KindFinding, string(r.Finding))
		case *Memo:
			add(r.On.Kind, r.On.ID)
		case *Rejection:
			add(KindInterview, string(r.Interview))
		default:
			for _, id := range aboutInsights(r) {
				add(KindInsight, string(id))
			}
		}
	}
	for _, r := range []Record{c.Before, c.After} {
		if p, ok := r.(Paper); ok {
			f := p.Filed()
			add(KindParticipant, string(f.Participant))
			add(KindInterview, string(f.Interview))
		}
	}
	for _, e := range citedOtherwise(c) {
		r := e.Ref()
		add(r.Kind, r.ID)
	}
	return refs
}

// aboutInsights returns the insights to whose history a record belongs.
func aboutInsights(r Record) []InsightID {
	switch r := r.(type) {
	case *Recommendation:
		return r.Insights
	case *Decision:
		return r.Insights
	case *Publication:
		return []InsightID{r.Insight}
	}
	return nil
}

// citedOtherwise returns the evidence of an insight that is not the same before and after, in order: what went, then what came.
func citedOtherwise(c Change) []Evidence {
	before, _ := c.Before.(*Insight)
	after, _ := c.After.(*Insight)
	var out []Evidence
	less := func(a, b *Insight) {
		if a == nil {
			return
		}
		have := map[Evidence]bool{}
		if b != nil {
			for _, e := range b.Evidence {
				have[e] = true
			}
		}
		for _, e := range a.Evidence {
			if !have[e] {
				out = append(out, e)
			}
		}
	}
	less(before, after)
	less(after, before)
	return out
}

// RecordStep is an entry of the journal as the history of one record shows it.
type RecordStep struct {
	Entry
	Changes []Change // those that belong to the record's history; nil for a sealed entry
}

// Stretch is what a part of the journal adds up to.
type Stretch struct {
	Authors []string  // each once, sorted
	Since   time.Time // of the oldest entry
	Records int       // changes
}

// NameOf is what a record is called: its name, title or code, or what it says. A placement has none.
func NameOf(r Record) string {
	switch r := r.(type) {
	case *Study:
		return r.Name
	case *Participant:
		return r.Code
	case *Source:
		return r.Name
	case *Interview:
		return r.Title
	case *Tag:
		return r.Name
	case *Finding:
		return r.Text()
	case *Theme:
		return r.Name
	case *Insight:
		return r.Title
	case *Memo:
		return r.Name()
	case *Rule:
		return r.Name
	case *Rejection:
		return r.Quote
	case *OpinionWord:
		return r.Words
	case *View:
		return r.Name
	}
	return nameOfAdvice(r)
}

func nameOfAdvice(r Record) string {
	switch r := r.(type) {
	case *Recommendation:
		return r.Text
	case *Decision:
		return r.Text
	case *Publication:
		return fmt.Sprintf("version %d", r.Version)
	case *Standards:
		return "the standards"
	case Paper:
		return r.Called()
	}
	return ""
}

// FieldChange is one thing about a record that changed, in words: {"Name", "Trust → Confidence"}, {"Tags", "+ Pricing"}.
type FieldChange struct {
	Name, Text string
}

// PastStep is a step in the history of one record, in words.
type PastStep struct {
	Entry
	Fields []FieldChange // what it did to the record and what belongs to it; empty where that is no longer kept
	More   int           // further changes that Fields leaves out
}

// SealPolicy says which steps stay such that they can be taken back: the newest Steps entries, those younger than Age, and
// those among the newest that together fit into Bytes of stored changes. An entry that none of the three keeps is sealed.
type SealPolicy struct {
	Steps int
	Age   time.Duration
	Bytes int64
}
