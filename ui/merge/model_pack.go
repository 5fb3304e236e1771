package merge

import "throughline/app"

// Pack is what is chosen of a study to give to a colleague. It belongs to the UI goroutine.
type Pack struct {
	Study      app.StudyID
	Interviews []app.InterviewRow // of the study, as listed
	Findings   bool               // not blind
	Outside    bool               // the colleague is not of the team

	chosen map[app.InterviewID]bool
}

// NewPack begins with all interviews of a study chosen, blind, for somebody of the team.
func NewPack(study app.StudyID, rows []app.InterviewRow) *Pack {
	p := &Pack{Study: study, Interviews: rows, chosen: map[app.InterviewID]bool{}}
	p.ChooseAll(true)
	return p
}

// Choose takes an interview into the pack, or out of it.
func (p *Pack) Choose(id app.InterviewID, on bool) { p.chosen[id] = on }

// ChooseAll takes all interviews, or none.
func (p *Pack) ChooseAll(on bool) {
	for _, r := range p.Interviews {
		p.chosen[r.ID] = on
	}
}

// Chosen are the interviews of the pack, in the order listed.
func (p *Pack) Chosen() (ids []app.InterviewID) {
	for _, r := range p.Interviews {
		if p.chosen[r.ID] {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// Audience is who reads the pack.
func (p *Pack) Audience() app.Audience {
	if p.Outside {
		return app.AudienceOutside
	}
	return app.AudienceInside
}
