package analysis

import (
	"context"
	"fmt"

	"throughline/app"
	"throughline/synthesis"
)

// FindingMap is where the findings of a study stand on a plane: near ones say alike things, the axes mean nothing.
type FindingMap struct {
	Study    app.StudyID
	Findings []app.FindingID // in the order of the table of findings
	Places   []Place         // of each finding
}

// minMapped is the least number of findings a map says anything about.
const minMapped = 3

// FindingMap compares all findings of a study (of all studies for "") and places them, which takes seconds for many. Deterministic for
// equal findings and seeds. Returns EInvalid when there are fewer than three.
func (s *Service) FindingMap(ctx context.Context, study app.StudyID, seed int64, p app.Progress) (*FindingMap, error) {
	p.Report(0, 0, "Reading findings")
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study})
	if err != nil {
		return nil, err
	}
	if len(rows) < minMapped {
		return nil, app.Invalid(fmt.Sprintf("There are only %s to place on a map.", findings(len(rows))), "Tag some passages first.")
	}
	m := &FindingMap{Study: study, Findings: make([]app.FindingID, len(rows))}
	for i := range rows {
		m.Findings[i] = rows[i].ID
	}
	outline, err := synthesis.NewOutline(ctx, passages(rows), synthesis.ThemeOptions{Seed: seed, Progress: p, Embed: s.model().bound(p)})
	if err != nil {
		return nil, err
	}
	p.Report(70, 100, "Placing findings")
	points, err := outline.Map(ctx)
	if err != nil {
		return nil, err
	}
	m.Places = places(points)
	return m, nil
}
