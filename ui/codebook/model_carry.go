package codebook

import (
	"context"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Carrier brings codebooks in.
type Carrier interface {
	PlanCodebook(ctx context.Context, study app.StudyID, path string, p app.Progress) (*exchange.CodebookPlan, error)
	ImportCodebook(ctx context.Context, plan *exchange.CodebookPlan, take exchange.Take) (exchange.CodebookResult, error)
}

// Arrival is a codebook file on its way in: what it would do, and what the person wants of it. It belongs to the UI goroutine.
type Arrival struct {
	Carrier Carrier

	Study app.StudyID // whose codebook it comes into, "" for the taxonomy
	Path  string
	Plan  *exchange.CodebookPlan // nil while it is read
	Only  exchange.CodeState     // "" for all
	Rows  []int                  // places in Plan.Rows that are shown
	At    int                    // place in Plan.Rows of the row looked at, -1 for none
	Err   error
	Busy  bool // it is coming in

	OnChange func()                          // repaint
	OnDone   func(said string, changed bool) // it is in

	take exchange.Take
	plan task.Latest[*exchange.CodebookPlan]
	work task.Queue
}

// Begin reads a file for a study's codebook, "" for the taxonomy.
func (a *Arrival) Begin(study app.StudyID, path string) {
	a.Study, a.Path, a.Plan, a.Only, a.Rows, a.At, a.Err, a.Busy, a.take = study, path, nil, "", nil, -1, nil, false, exchange.Take{}
	a.plan.Load(func(ctx context.Context) (*exchange.CodebookPlan, error) {
		return a.Carrier.PlanCodebook(ctx, study, path, nil)
	},
		func(p *exchange.CodebookPlan, err error) {
			a.Plan, a.Err = p, err
			if err == nil {
				a.Filter("")
				return
			}
			a.changed()
		})
	a.changed()
}

// Stop drops a file that is being read.
func (a *Arrival) Stop() { a.plan.Cancel() }

// Filter shows the tags in one state, "" for all, and looks at the first.
func (a *Arrival) Filter(only exchange.CodeState) {
	a.Only, a.Rows, a.At = only, nil, -1
	for i := range a.Plan.Rows {
		if only == "" || a.Plan.Rows[i].State == only {
			a.Rows = append(a.Rows, i)
		}
	}
	if len(a.Rows) > 0 {
		a.At = a.Rows[0]
	}
	a.changed()
}

// Look looks at a row shown.
func (a *Arrival) Look(row int) {
	if row >= 0 && row < len(a.Rows) && a.At != a.Rows[row] {
		a.At = a.Rows[row]
		a.changed()
	}
}

// Takes reports whether a field of a row is taken from the file.
func (a *Arrival) Takes(row int, f exchange.Field) bool {
	return a.take.All || a.take.Fields[exchange.Spot{Row: row, Field: f}]
}

// TakesAll reports whether all that is told otherwise is taken from the file.
func (a *Arrival) TakesAll() bool { return a.take.All }

// Take chooses whose word holds for a field: the file's, or ours.
func (a *Arrival) Take(row int, f exchange.Field, theirs bool) {
	fields := map[exchange.Spot]bool{}
	for i := range a.Plan.Rows { // "all" becomes one by one, so that a single field can go back
		for _, d := range a.Plan.Rows[i].Diffs {
			if !d.Fills && a.Takes(i, d.Field) {
				fields[exchange.Spot{Row: i, Field: d.Field}] = true
			}
		}
	}
	delete(fields, exchange.Spot{Row: row, Field: f})
	if theirs {
		fields[exchange.Spot{Row: row, Field: f}] = true
	}
	a.take = exchange.Take{Fields: fields}
	a.changed()
}

// TakeAll takes the file's word everywhere, or keeps ours.
func (a *Arrival) TakeAll(on bool) {
	a.take = exchange.Take{All: on}
	a.changed()
}

// Does says what becomes of a row.
func (a *Arrival) Does(row int) string {
	r := &a.Plan.Rows[row]
	switch {
	case r.State == exchange.CodeNew:
		return say.As("New", "tag")
	case r.Shared:
		return say.T("Shared by all studies, left alone")
	case r.State == exchange.CodeSame:
		return say.T("As it is")
	}
	var fills, takes, kept []string
	for _, d := range r.Diffs {
		switch {
		case d.Fills:
			fills = append(fills, string(d.Field))
		case a.Takes(row, d.Field):
			takes = append(takes, string(d.Field))
		default:
			kept = append(kept, string(d.Field))
		}
	}
	var parts []string
	for _, p := range []struct {
		verb   string
		fields []string
	}{{say.T("Fills "), fills}, {say.T("Takes "), takes}, {say.T("Keeps our "), kept}} {
		if len(p.fields) > 0 {
			parts = append(parts, p.verb+strings.Join(p.fields, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// Counts returns how many tags would be made and changed.
func (a *Arrival) Counts() (made, changed int) {
	for i := range a.Plan.Rows {
		r := &a.Plan.Rows[i]
		if r.State == exchange.CodeNew {
			made++
			continue
		}
		for _, d := range r.Diffs {
			if d.Fills || a.Takes(i, d.Field) {
				changed++
				break
			}
		}
	}
	return made, changed
}

// Act is the word on the button; "" when nothing would happen.
func (a *Arrival) Act() string {
	if a.Plan == nil {
		return ""
	}
	made, changed := a.Counts()
	switch {
	case made > 0 && changed > 0:
		return say.T("Add %s, change %d", say.Count(made, "tag"), changed)
	case made > 0:
		return say.T("Add %s", say.Count(made, "tag"))
	case changed > 0:
		return say.T("Change %s", say.Count(changed, "tag"))
	}
	return ""
}

// meant is the study whose codebook is meant where all are shown: the only one there is, else the taxonomy.
func (m *Model) meant(study app.StudyID) app.StudyID {
	if study == "" && len(m.Studies) == 1 {
		return m.Studies[0].ID
	}
	return study
}

// Says tells where the codebook comes from.
func (a *Arrival) Says() string {
	p := a.Plan
	line := filepath.Base(a.Path) + ": " + say.Count(len(p.Rows), "tag")
	if p.Book.Origin != "" {
		line += say.T(", written by %s", p.Book.Origin)
	}
	return line
}

// Remarks are what is lost on the way and what the file itself gives to say.
func (a *Arrival) Remarks() []string {
	var out []string
	for _, l := range a.Plan.Lost {
		out = append(out, say.Sentence(l.Text))
	}
	return append(out, a.Plan.Book.Warnings...)
}

// Import brings the codebook in as one step.
func (a *Arrival) Import() {
	if a.Busy || a.Act() == "" {
		return
	}
	plan, take := a.Plan, a.take
	a.Busy, a.Err = true, nil
	var res exchange.CodebookResult
	a.work.Do(func(ctx context.Context) (err error) {
		res, err = a.Carrier.ImportCodebook(ctx, plan, take)
		return err
	}, func(err error) {
		a.Busy, a.Err = false, err
		if err == nil && a.OnDone != nil {
			a.OnDone(outcome(res), res.New+res.Changed > 0)
		}
		a.changed()
	})
	a.changed()
}

func outcome(r exchange.CodebookResult) string {
	var parts []string
	if r.New > 0 {
		parts = append(parts, say.T("%s added", say.Count(r.New, "tag")))
	}
	if r.Changed > 0 {
		parts = append(parts, say.T("%s changed", say.Count(r.Changed, "tag")))
	}
	if len(parts) == 0 {
		return say.T("The codebook is as it was")
	}
	return strings.Join(parts, ", ")
}

func (a *Arrival) changed() {
	if a.OnChange != nil {
		a.OnChange()
	}
}
