package workspace

import (
	"context"

	"throughline/app"
)

// LeftOut tells how many findings of a study, or of all for "", the machine does not read because of consent: of people who did not allow it, and
// while the curtain is drawn of those whom the readers may not read.
func (w *Workspace) LeftOut(ctx context.Context, study app.StudyID) (l app.LeftOut, err error) {
	perms, err := w.Curtain.Permissions(ctx)
	if err != nil || perms.Idle() {
		return l, err
	}
	may := []app.Clause{{Op: app.OpConsent, Values: []string{"machine"}}}
	audience, drawn := w.Curtain.Drawn()
	if drawn {
		may = append(may, app.Clause{Op: app.OpConsent, Values: []string{audience.ConsentMark()}})
	}
	not := app.Clause{Op: app.OpNot, Parts: []app.Clause{{Op: app.OpAnd, Parts: may}}}
	f, err := w.Store.FindingFacets(ctx, app.FindingQuery{Study: study, Where: &not})
	if err != nil {
		return l, err
	}
	nobodys := f.Total
	for _, p := range f.Participants {
		id := app.ParticipantID(p.Value)
		a := perms.Of(study, id)
		if own := perms.Consents(id); study == "" && len(own) > 0 { // of all studies what they allowed least in any that they answered
			a = perms.Of(own[0].Study, id)
			for _, c := range own[1:] {
				a = a.Strictest(perms.Of(c.Study, id))
			}
		}
		state := a.For(app.ScopeMachine)
		if state.Passes() && drawn {
			state = a.For(audience.Scope())
		}
		if state.Passes() {
			state = app.ConsentUnrecorded // somebody else is heard in them
		}
		l.Add(state, id, p.Count)
		nobodys -= p.Count
	}
	if nobodys > 0 {
		l.Add(app.ConsentUnrecorded, "", nobodys)
	}
	return l, nil
}
