// Package dashboard counts a research programme: what waits for somebody, where each study stands, and how the programme does.
//
// Read fetches little of everything, once; what is made of it is pure, so that each number can be checked by hand.
package dashboard

import (
	"context"

	"throughline/app"
)

// Store is what the room reads.
type Store interface {
	app.PaperStore
	StudyRows(ctx context.Context) ([]app.StudyRow, error)
	Sessions(ctx context.Context) ([]app.SessionRow, error)
	Attendances(ctx context.Context) ([]app.Attendance, error)
	Standings(ctx context.Context, people bool) ([]app.Standing, error)
	TagStates(ctx context.Context) ([]app.TagState, error)
	Standards(ctx context.Context) (app.Standards, error)
}

// Facts are what is counted. Slices are in the order of the store.
type Facts struct {
	Studies  []app.StudyRow
	Sessions []app.SessionRow
	Insights []app.Standing   // by when they were changed, the latest first
	Tools    []app.Tool       // of the register; they belong to every part of the programme
	Checks   []app.Checklist  // of studies, in the order in which they began to use them
	People   []app.Attendance // only of ReadAll
	Tags     []app.TagState   // only of ReadAll
	Months   int              // how long after its end a study's words may be kept; 0 for no limit
	Erased   []app.StudyID    // whose words went
}

// Read fetches what the home screen needs: no people, no tags, and nobody behind the insights.
func Read(ctx context.Context, s Store) (f Facts, err error) { return read(ctx, s, false) }

// ReadAll fetches what Measure needs as well.
func ReadAll(ctx context.Context, s Store) (f Facts, err error) { return readWide(ctx, s, true) }

// ReadMost is ReadAll without the people behind the insights, who take longest to read; Standings gives them.
func ReadMost(ctx context.Context, s Store) (f Facts, err error) { return readWide(ctx, s, false) }

func readWide(ctx context.Context, s Store, people bool) (f Facts, err error) {
	if f, err = read(ctx, s, people); err != nil {
		return f, err
	}
	if f.People, err = s.Attendances(ctx); err != nil {
		return f, err
	}
	f.Tags, err = s.TagStates(ctx)
	return f, err
}

func read(ctx context.Context, s Store, people bool) (f Facts, err error) {
	if f.Studies, err = s.StudyRows(ctx); err != nil {
		return f, err
	}
	if f.Sessions, err = s.Sessions(ctx); err != nil {
		return f, err
	}
	if f.Insights, err = s.Standings(ctx, people); err != nil {
		return f, err
	}
	if err = f.playbook(ctx, s); err != nil {
		return f, err
	}
	return f, f.retention(ctx, s)
}

// playbook reads the register of tools and the checklists of studies.
func (f *Facts) playbook(ctx context.Context, s Store) (err error) {
	if f.Tools, err = app.Papers[app.Tool](ctx, s, app.PaperQuery{Kind: app.KindTool}); err != nil {
		return err
	}
	f.Checks, err = app.Papers[app.Checklist](ctx, s, app.PaperQuery{Kind: app.KindChecklist})
	return err
}

// retention reads until when words may be kept, and where they went.
func (f *Facts) retention(ctx context.Context, s Store) error {
	standards, err := s.Standards(ctx)
	if err != nil {
		return err
	}
	f.Months = standards.KeepMonths
	done, err := app.Papers[app.Erasure](ctx, s, app.PaperQuery{Kind: app.KindErasure})
	for _, e := range done {
		if e.Study != "" {
			f.Erased = append(f.Erased, e.Study)
		}
	}
	return err
}

// Scope is the part of a programme that is looked at. Empty fields ask for nothing.
type Scope struct {
	Study   app.StudyID
	Product string
	Region  string
}

// IsAll reports whether the scope is the whole programme.
func (s Scope) IsAll() bool { return s == Scope{} }

// Find is the query for the findings of the scope.
func (s Scope) Find() app.FindingQuery {
	q := app.FindingQuery{Study: s.Study}
	if s.Product != "" {
		q.Products = []string{s.Product}
	}
	if s.Region != "" {
		q.Regions = []string{s.Region}
	}
	return q
}

func (s Scope) holds(st app.StudyRow) bool {
	return (s.Study == "" || st.ID == s.Study) && (s.Product == "" || st.Product == s.Product) && (s.Region == "" || st.Region == s.Region)
}

// In returns the facts of a scope. Insights across studies belong to the whole programme only, tags of the taxonomy to every part.
func (f Facts) In(s Scope) Facts {
	if s.IsAll() {
		return f
	}
	inside := map[app.StudyID]bool{}
	for _, st := range f.Studies {
		inside[st.ID] = s.holds(st)
	}
	return Facts{
		Tools:    f.Tools,
		Checks:   only(f.Checks, func(c app.Checklist) bool { return inside[c.Study] }),
		Studies:  only(f.Studies, func(st app.StudyRow) bool { return inside[st.ID] }),
		Sessions: only(f.Sessions, func(r app.SessionRow) bool { return inside[r.Study] }),
		Insights: only(f.Insights, func(in app.Standing) bool { return inside[in.Study] }),
		People:   only(f.People, func(a app.Attendance) bool { return inside[a.Study] }),
		Tags:     only(f.Tags, func(t app.TagState) bool { return t.Study == "" || inside[t.Study] }),
		Months:   f.Months,
		Erased:   f.Erased,
	}
}

func only[T any](all []T, keep func(T) bool) []T {
	var out []T
	for _, x := range all {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

// Products returns the products of the studies, each once, by name; Regions likewise.
func (f Facts) Products() []string {
	return names(f.Studies, func(st app.StudyRow) string { return st.Product })
}

// Regions returns the regions of the studies, each once, by name.
func (f Facts) Regions() []string {
	return names(f.Studies, func(st app.StudyRow) string { return st.Region })
}
