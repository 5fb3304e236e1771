package themes

import (
	"context"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Plane is the findings of the board as dots.
type Plane struct {
	*analysis.FindingMap
	Themes []app.ThemeID // the groups of dots
	Of     []int32       // group of each finding: index into Themes, or -1
	Stale  bool          // findings changed since it was drawn
}

// needMap has the map drawn that is to be seen and is not there: the board's as a job, the proposal's, which is compared already, at once.
func (m *Model) needMap() {
	if o := m.Offer; m.MapOn && m.Viewing && o.Places == nil {
		m.places.Load(o.Draft.Places, func(at []analysis.Place, err error) {
			if err != nil {
				m.Err = err
			} else {
				o.Places = at
			}
			m.changed()
		})
	}
	if m.MapOn && !m.Viewing && m.Plane == nil && m.mapping == nil && m.Loaded && m.Total > 0 {
		m.DrawMap()
	}
}

// light makes a theme stand out on the map, or no longer when it does.
func (m *Model) light(key string) {
	switch {
	case !m.MapOn:
	case m.Lit == key:
		m.Lit = ""
	default:
		m.Lit = key
	}
}

// Unlight lets no theme stand out on the map, and no dot be chosen.
func (m *Model) Unlight() {
	m.Lit, m.Dots = "", nil
	m.listDots()
	m.changed()
}

// DrawMap compares the findings of the board and places them anew, as a job that can be cancelled.
func (m *Model) DrawMap() {
	if m.mapping != nil {
		return
	}
	study := m.Study
	m.Err, m.failed = nil, false
	m.maps++
	run := m.maps
	m.mapping = m.Jobs.Start(say.T("Draw the map"), func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (*analysis.FindingMap, error) { return m.Analysis.FindingMap(ctx, study, 1, p) },
			func(mp *analysis.FindingMap, err error) { m.mapped(run, mp, err) })
	})
	m.changed()
}

// Mapping reports whether a map is being made.
func (m *Model) Mapping() bool { return m.mapping != nil }

func (m *Model) mapped(run int, mp *analysis.FindingMap, err error) {
	if run != m.maps {
		return
	}
	m.mapping = nil
	switch {
	case err == nil:
		m.Plane = &Plane{FindingMap: mp}
		m.Dots = nil
		m.sortPlane()
	case app.CodeOf(err) != app.ECanceled:
		m.Err, m.MapOn = err, false
	default:
		m.MapOn = false
	}
	m.changed()
}

// dropMap forgets the map and stops one that is being made.
func (m *Model) dropMap() {
	if m.mapping != nil {
		m.mapping.Cancel()
		m.mapping = nil
	}
	m.maps++
	m.sorting.Cancel()
	m.Plane, m.Dots = nil, nil
}

// planeState says which theme each dot is in.
type planeState struct {
	themes []app.ThemeID
	of     []int32
}

// sortPlane finds out which theme each dot of the map is in now.
func (m *Model) sortPlane() {
	p := m.Plane
	if p == nil {
		return
	}
	study, ids := m.Study, p.Findings
	m.sorting.Load(func(ctx context.Context) (planeState, error) {
		var s planeState
		rows, err := m.Store.Themes(ctx, study)
		if err != nil {
			return s, err
		}
		placed, err := m.Store.Placements(ctx, study)
		if err != nil {
			return s, err
		}
		group := make(map[app.ThemeID]int32, len(rows))
		for i := range rows {
			if rows[i].Study == study {
				group[rows[i].ID] = int32(len(s.themes))
				s.themes = append(s.themes, rows[i].ID)
			}
		}
		at := make(map[app.FindingID]int32, len(placed))
		for _, pl := range placed {
			if g, ok := group[pl.Theme]; ok {
				at[pl.Finding] = g
			}
		}
		s.of = make([]int32, len(ids))
		for i, id := range ids {
			s.of[i] = -1
			if g, ok := at[id]; ok {
				s.of[i] = g
			}
		}
		return s, nil
	}, func(s planeState, err error) {
		if err != nil {
			m.Err = err
		} else {
			p.Themes, p.Of = s.themes, s.of
		}
		m.changed()
	})
}

// PickDots chooses dots of the map, or drops a single one that is chosen already.
func (m *Model) PickDots(dots []int) {
	if len(dots) == 1 && m.Dots[dots[0]] {
		delete(m.Dots, dots[0])
		m.listDots()
		m.changed()
		return
	}
	m.Lasso(dots, true)
}

// DotIDs returns the findings of the chosen dots, in the order of the table of findings.
func (m *Model) DotIDs() []app.FindingID {
	var ids []app.FindingID
	if m.Plane != nil {
		for i, id := range m.Plane.Findings {
			if m.Dots[i] {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// Glance is the finding under the pointer on the map.
type Glance struct {
	Dot int // -1 for none
	Row app.FindingRow
}

// GlanceAt loads the finding of a dot, -1 for none. done runs with it on the UI goroutine, unless another was asked for meanwhile.
func (m *Model) GlanceAt(dot int, id app.FindingID, done func(Glance)) {
	if dot < 0 {
		m.glance.Cancel()
		done(Glance{Dot: -1})
		return
	}
	m.glance.Load(func(ctx context.Context) ([]app.FindingRow, error) {
		return m.Store.FindingsByID(ctx, []app.FindingID{id})
	},
		func(rows []app.FindingRow, err error) {
			if err == nil && len(rows) == 1 {
				done(Glance{dot, rows[0]})
			}
		})
}
