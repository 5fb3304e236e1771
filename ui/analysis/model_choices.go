package analysis

import (
	"context"
	"slices"

	"throughline/app"
)

func (m *Model) readChoices(ctx context.Context, study app.StudyID, withAttributes bool, c *Choices) (err error) {
	studies, err := m.Store.Studies(ctx)
	if err != nil {
		return err
	}
	if len(studies) == 1 {
		c.Only = studies[0].ID
	}
	if c.Views, err = m.Store.Views(ctx, app.ViewFindings, study); err != nil {
		return err
	}
	if c.Interviews, err = m.Store.Interviews(ctx, study, app.Page{Limit: maxInterviews}); err != nil {
		return err
	}
	if withAttributes {
		people, err := m.Store.Participants(ctx, study)
		if err != nil {
			return err
		}
		c.Attributes = attributesOf(people)
	}
	return nil
}

// attributesOf lists the attributes that people have, by name, at most 20.
func attributesOf(people []app.ParticipantRow) []string {
	seen := map[string]bool{}
	out := []string{}
	for _, p := range people {
		for _, a := range p.Attributes {
			if a.Value != "" && !seen[a.Name] {
				seen[a.Name] = true
				out = append(out, a.Name)
			}
		}
	}
	slices.Sort(out)
	return out[:min(len(out), 20)]
}
