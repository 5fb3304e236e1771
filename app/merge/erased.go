package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// erased is who and what was erased in ours, as far as theirs may still hold it.
type erased struct {
	marks   map[string]*app.Erasure // by ErasedMark
	codes   map[string]*app.Erasure // by code, for certificates without marks
	studies map[app.StudyID]*app.Erasure
	people  map[app.ParticipantID]string // of theirs that were erased here, and why they are not taken
	talks   map[app.InterviewID]string   // of theirs in which they speak
	cut     map[app.InterviewID]string   // of theirs whose words went here with the retention of their study, and why they are not taken
	files   map[app.SourceID]string      // of theirs from which such talks come
	said    map[app.FindingID]string     // findings of theirs about them on which memos stand
	own     map[app.ErasureID]bool       // certificates of ours
}

// readErased reads the certificates of ours and finds whom of theirs they are about, and those of theirs about people who are still here.
func (p *planner) readErased() error {
	e := &p.erased
	*e = erased{map[string]*app.Erasure{}, map[string]*app.Erasure{}, map[app.StudyID]*app.Erasure{}, map[app.ParticipantID]string{},
		map[app.InterviewID]string{}, map[app.InterviewID]string{}, map[app.SourceID]string{}, map[app.FindingID]string{},
		map[app.ErasureID]bool{}}
	ours, err := all[*app.Erasure](p.ctx, p.ours, app.KindErasure)
	if err != nil {
		return err
	}
	for _, c := range ours {
		e.own[c.ID] = true
		e.note(c)
	}
	if err := p.stillHere(); err != nil || len(ours) == 0 {
		return err
	}
	people, err := all[*app.Participant](p.ctx, p.theirs, app.KindParticipant)
	if err != nil {
		return err
	}
	ids := make([]string, len(people))
	for i, one := range people {
		ids[i] = string(one.ID)
	}
	here, err := p.ours.Stored(p.ctx, app.KindParticipant, ids)
	if err != nil {
		return err
	}
	for _, one := range people {
		if c := e.of(one); c != nil && !slices.Contains(here, string(one.ID)) {
			e.people[one.ID] = fmt.Sprintf("%s was erased here on %s", one.Code, c.Date)
		}
	}
	if err := p.cutTalks(); err != nil {
		return err
	}
	return p.theirTalks()
}

// cutTalks finds the interviews of theirs, and their files, of which the words went here when the retention of their study ended. In which study
// an interview is, ours tells where it has it.
func (p *planner) cutTalks() error {
	if len(p.erased.studies) == 0 {
		return nil
	}
	theirs, err := all[*app.Interview](p.ctx, p.theirs, app.KindInterview)
	if err != nil {
		return err
	}
	ours, err := all[*app.Interview](p.ctx, p.ours, app.KindInterview)
	if err != nil {
		return err
	}
	study := make(map[app.InterviewID]app.StudyID, len(ours))
	for _, iv := range ours {
		study[iv.ID] = iv.Study
	}
	for _, iv := range theirs {
		if c := p.erased.studies[cmp.Or(study[iv.ID], iv.Study)]; c != nil {
			why := wordsErased(c)
			p.erased.cut[iv.ID], p.erased.files[iv.Source] = why, why
		}
	}
	return nil
}

// wordsErased says why words of a study are not taken.
func wordsErased(c *app.Erasure) string {
	return fmt.Sprintf("the words of its study were erased here on %s", c.Date)
}

func (e *erased) note(c *app.Erasure) {
	switch {
	case c.Study != "":
		e.studies[c.Study] = c
	case len(c.Marks) > 0:
		for _, m := range c.Marks {
			e.marks[m] = c
		}
	default:
		e.codes[strings.ToLower(c.Code)] = c
	}
}

// of is the certificate of somebody, nil where there is none.
func (e *erased) of(one *app.Participant) *app.Erasure {
	if c := e.marks[app.ErasedMark(one.ID)]; c != nil {
		return c
	}
	return e.codes[strings.ToLower(one.Code)]
}

// theirTalks finds the interviews of theirs in which somebody speaks who was erased here, and their files: what others said in one of them comes
// in without it, as an erasure empties a file of several people.
func (p *planner) theirTalks() error {
	if len(p.erased.people) == 0 {
		return nil
	}
	ids, err := p.theirs.IDs(p.ctx, app.KindInterview)
	if err != nil {
		return err
	}
	if err := p.theirs.Some(p.ctx, app.KindInterview, ids, func(r app.Record) error {
		iv := r.(*app.Interview)
		for _, who := range iv.Participants() {
			if why := p.erased.people[who]; why != "" {
				p.erased.talks[iv.ID], p.erased.files[iv.Source] = why, why
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return p.memosOnFindings()
}

// memosOnFindings finds the findings of theirs about somebody who was erased here, as far as memos stand on them.
func (p *planner) memosOnFindings() error {
	memos, err := all[*app.Memo](p.ctx, p.theirs, app.KindMemo)
	if err != nil {
		return err
	}
	var ids []string
	for _, m := range memos {
		if m.On.Kind == app.KindFinding {
			ids = append(ids, m.On.ID)
		}
	}
	return p.theirs.Some(p.ctx, app.KindFinding, ids, func(r app.Record) error {
		f := r.(*app.Finding)
		if why := cmp.Or(p.erased.talks[f.Interview], p.erased.people[f.Participant]); why != "" {
			p.erased.said[f.ID] = why
		}
		return nil
	})
}

// stillHere says whose erasure in theirs is not carried out here.
func (p *planner) stillHere() error {
	theirs, err := all[*app.Erasure](p.ctx, p.theirs, app.KindErasure)
	if err != nil {
		return err
	}
	theirs = slices.DeleteFunc(theirs, func(c *app.Erasure) bool { return p.erased.own[c.ID] })
	if len(theirs) == 0 {
		return nil
	}
	there := erased{marks: map[string]*app.Erasure{}, codes: map[string]*app.Erasure{}, studies: map[app.StudyID]*app.Erasure{}}
	for _, c := range theirs {
		there.note(c)
	}
	people, err := all[*app.Participant](p.ctx, p.ours, app.KindParticipant)
	if err != nil {
		return err
	}
	for _, one := range people {
		if c := there.of(one); c != nil {
			p.plan.Notices = append(p.plan.Notices, fmt.Sprintf("%s was erased in the other workspace on %s and is still here. A merge erases nobody: erase them here as well.", one.Code, c.Date))
		}
	}
	for _, c := range theirs {
		if c.Study != "" {
			p.plan.Notices = append(p.plan.Notices, fmt.Sprintf("The words of a study were erased in the other workspace on %s because its retention ended. A merge erases nothing: end its retention here as well.", c.Date))
		}
	}
	return nil
}

// holds says why a record of theirs may not come in; "" when it may.
func (p *planner) holds(r app.Record) string {
	e := &p.erased
	if c, ok := r.(*app.Erasure); ok {
		if c.Open != nil {
			return "the erasure is not finished there"
		}
		return ""
	}
	if len(e.people) == 0 && len(e.studies) == 0 {
		return ""
	}
	if why := e.itself(r); why != "" {
		return why
	}
	for _, ref := range needs(r) {
		if why := e.why(ref, r); why != "" {
			return why
		}
	}
	return ""
}

// itself says why a record may not come in whatever it needs; "" when nothing speaks against it.
func (e *erased) itself(r app.Record) string {
	switch r := r.(type) {
	case *app.Participant:
		return e.people[r.ID]
	case *app.Source:
		return e.files[r.ID]
	case *app.Interview:
		return e.talks[r.ID]
	case *app.Transcript:
		return e.cut[r.Interview]
	case *app.Rejection:
		return e.cut[r.Interview]
	case *app.Memo:
		return e.about(r.On)
	}
	return ""
}

// about says why what is written about a record of theirs may not come in; "" when it may.
func (e *erased) about(on app.Ref) string {
	switch on.Kind {
	case app.KindParticipant:
		return e.people[app.ParticipantID(on.ID)]
	case app.KindInterview:
		return e.talks[app.InterviewID(on.ID)]
	case app.KindFinding:
		return e.said[app.FindingID(on.ID)]
	}
	return ""
}

// why says why a record that needs another may not come in; "" when it may.
func (e *erased) why(ref app.Ref, r app.Record) string {
	switch ref.Kind {
	case app.KindParticipant:
		return e.people[app.ParticipantID(ref.ID)]
	case app.KindInterview:
		return e.talks[app.InterviewID(ref.ID)]
	case app.KindStudy:
		if c := e.studies[app.StudyID(ref.ID)]; c != nil && worded(r) {
			return wordsErased(c)
		}
	}
	return ""
}

// worded reports whether a record of a study holds what people said.
func worded(r app.Record) bool {
	switch r.(type) {
	case *app.Interview, *app.Finding, *app.Insight, *app.Memo, *app.Tag, *app.Origin, *app.OriginFile:
		return true
	}
	return false
}
