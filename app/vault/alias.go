package vault

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// AliasOf is a replacement in the texts of a study, and whose it is when that is known.
type AliasOf struct {
	Study       app.StudyID
	Participant app.ParticipantID
	app.Alias
}

// Aliases lists what stands for what in the texts of a study, or of all for "", in the order in which it was made; what cannot be read is left out.
// Returns ESealed while the vault is locked.
func (s *Service) Aliases(ctx context.Context, study app.StudyID) ([]AliasOf, error) {
	var out []AliasOf
	err := s.eachAlias(ctx, study, func(_ *app.Sealed, a AliasOf) { out = append(out, a) })
	return out, err
}

func (s *Service) eachAlias(ctx context.Context, study app.StudyID, do func(*app.Sealed, AliasOf)) error {
	stored, err := s.sealed(ctx, app.PaperQuery{Kind: app.KindSealed, Study: study})
	if err != nil {
		return err
	}
	return s.with(func(v *session) error {
		for i := range stored {
			r := &stored[i]
			if r.Use != app.SealedAlias {
				continue
			}
			a := AliasOf{Study: r.Study, Participant: r.Participant}
			if err := v.open(r, &a.Alias); err == nil {
				do(r, a)
			}
		}
		return nil
	})
}

// Who lists what stands behind a replacement such as [person 3] or person 3, in a study or in all. Returns ESealed while the vault is locked.
func (s *Service) Who(ctx context.Context, study app.StudyID, as string) ([]AliasOf, error) {
	plain := func(s string) string { return strings.ToLower(strings.Trim(strings.TrimSpace(s), "[]")) }
	all, err := s.Aliases(ctx, study)
	return slices.DeleteFunc(all, func(a AliasOf) bool { return plain(a.As) != plain(as) }), err
}

// AliasChanges seals what came to stand for what in the texts of a study, for the step that puts it there. What a replacement stands for already is kept,
// and new writings are added to it. Returns ESealed while the vault is locked.
func (s *Service) AliasChanges(ctx context.Context, study app.StudyID, all []AliasOf) ([]app.Change, error) {
	type known struct {
		r *app.Sealed
		a app.Alias
	}
	have := map[string]known{}
	err := s.eachAlias(ctx, study, func(r *app.Sealed, a AliasOf) { have[a.As] = known{r, a.Alias} })
	if err != nil {
		return nil, err
	}
	var changes []app.Change
	stamp := s.Hand.Stamp()
	err = s.with(func(v *session) error {
		for _, a := range all {
			old, was := have[a.As]
			next := &app.Sealed{ID: app.NewID[app.SealedID](), Use: app.SealedAlias, Study: study, Participant: a.Participant, Stamp: stamp}
			alias := a.Alias
			if was {
				next.ID, next.Participant, next.Stamp = old.r.ID, old.r.Participant, s.Hand.Touch(old.r.Stamp)
				alias.Real = slices.Clone(old.a.Real)
				for _, w := range a.Real {
					if !slices.Contains(alias.Real, w) {
						alias.Real = append(alias.Real, w)
					}
				}
				if len(alias.Real) == len(old.a.Real) {
					continue
				}
			}
			if err := v.seal(s.random(), next, alias); err != nil {
				return err
			}
			c := app.Change{After: next}
			if was {
				c.Before = old.r
			}
			changes = append(changes, c)
		}
		return nil
	})
	return changes, err
}
