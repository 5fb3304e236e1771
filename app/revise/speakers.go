package revise

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/passage"
)

// speakers are those of the next revision: as they are or as chosen, with labels that are new to the text added, and without those
// that have no turn any more but whose person speaks under another label. A new label takes name, role and participant from the
// one whose words it has most of, if that one is gone.
func speakers(iv *app.Interview, base, next *app.Transcript, m *passage.Map, chosen []app.Speaker) []app.Speaker {
	out := slices.Clone(iv.Speakers)
	if chosen != nil {
		out = slices.Clone(chosen)
	}
	had, has := labels(base), labels(next)
	heirs := heirsOf(base, next, m)
	for _, label := range has {
		if label == "" && len(has) > 1 || slices.ContainsFunc(out, func(s app.Speaker) bool { return s.Label == label }) {
			continue
		}
		sp := app.Speaker{Label: label, Name: label, Role: app.RoleParticipant}
		if from := heirs[label]; from != "" && !slices.Contains(has, from) {
			sp = iv.Speaker(from)
			if sp.Name == from {
				sp.Name = label
			}
			sp.Label = label
		}
		out = append(out, sp)
	}
	return slices.DeleteFunc(out, func(s app.Speaker) bool {
		if slices.Contains(has, s.Label) || !slices.Contains(had, s.Label) {
			return false
		}
		return s.Participant == "" || slices.ContainsFunc(out, func(o app.Speaker) bool { return o.Label != s.Label && o.Participant == s.Participant })
	})
}

// labels are the speakers of a text, each once, in order of appearance.
func labels(t *app.Transcript) []string {
	var out []string
	for _, u := range t.Turns {
		if !slices.Contains(out, u.Speaker) {
			out = append(out, u.Speaker)
		}
	}
	return out
}

// heirsOf says for each label of next which label of base had most of the words it has.
func heirsOf(base, next *app.Transcript, m *passage.Map) map[string]string {
	shared := map[string]map[string]int{}
	for _, u := range next.Turns {
		old, ok := m.Back(u.Span)
		if !ok {
			continue
		}
		if i := base.TurnAt(old); i < len(base.Turns) {
			if shared[u.Speaker] == nil {
				shared[u.Speaker] = map[string]int{}
			}
			shared[u.Speaker][base.Turns[i].Speaker] += u.Len()
		}
	}
	out := map[string]string{}
	for label, from := range shared {
		for _, old := range labels(base) {
			if n := from[old]; n > 0 && (out[label] == "" || n > from[out[label]]) {
				out[label] = old
			}
		}
	}
	return out
}

// edit changes one speaker of an interview as one step; findings follow when the speaker is given to another participant. made is
// a participant that is new, or nil.
func (s *Service) edit(ctx context.Context, id app.InterviewID, label, step string, made *app.Participant, change func(*app.Speaker)) error {
	return app.Afresh(func() error { return s.editOnce(ctx, id, label, step, made, change) })
}

// editOnce is edit; returns EConflict if the interview is changed or a passage marked while the step is stored.
func (s *Service) editOnce(ctx context.Context, id app.InterviewID, label, step string, made *app.Participant, change func(*app.Speaker)) error {
	old, text, err := s.latest(ctx, id)
	if err != nil {
		return err
	}
	iv := *old
	iv.Speakers = slices.Clone(old.Speakers)
	i := slices.IndexFunc(iv.Speakers, func(sp app.Speaker) bool { return sp.Label == label })
	if i < 0 {
		iv.Speakers = append(iv.Speakers, old.Speaker(label))
		i = len(iv.Speakers) - 1
	}
	change(&iv.Speakers[i])
	if old.Moderator == label && iv.Speakers[i].Role != app.RoleModerator {
		iv.Moderator = ""
	}
	if iv.Moderator == "" && iv.Speakers[i].Role == app.RoleModerator {
		iv.Moderator = label
	}
	if old.Equal(&iv) {
		return nil
	}
	iv.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin(step)
	if made != nil {
		cs.Create(made)
	}
	cs.Update(old, &iv)
	if was, is := old.Speaker(label).Participant, iv.Speakers[i].Participant; was != is {
		found, err := s.Store.InterviewFindings(ctx, id)
		if err != nil {
			return err
		}
		seen := app.Sight{Text: text.ID, Standing: []app.Ref{}}
		for k := range found {
			seen.Standing = append(seen.Standing, found[k].Ref())
			if f := &found[k]; f.Quote != "" && f.Speaker == label {
				g := *f
				g.Participant, g.Stamp = is, s.Hand.Touch(f.Stamp)
				cs.Update(f, &g)
			}
		}
		cs.Sights = []app.Sight{seen}
	}
	return s.Log.Commit(ctx, cs)
}

// Rename changes the name a speaker is shown by. The label in the text stays. Returns EInvalid for an empty name, EConflict for one
// that another speaker of the interview has, whatever its case.
func (s *Service) Rename(ctx context.Context, id app.InterviewID, label, name string) error {
	if name = strings.Join(strings.Fields(name), " "); name == "" {
		return app.Invalid("A speaker needs a name.", "Type a name.")
	}
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(id)})
	if err != nil {
		return err
	}
	for _, sp := range rec.(*app.Interview).Speakers {
		if sp.Label != label && strings.EqualFold(sp.Name, name) {
			return &app.Error{Code: app.EConflict, Message: "Another speaker is called " + sp.Name + ".", Hint: "Merge the two, or choose another name."}
		}
	}
	return s.edit(ctx, id, label, "Rename speaker to "+name, nil, func(sp *app.Speaker) { sp.Name = name })
}

// SetRole says what part a speaker plays. Returns EInvalid for a role there is not.
func (s *Service) SetRole(ctx context.Context, id app.InterviewID, label string, role app.Role) error {
	switch role {
	case app.RoleParticipant, app.RoleModerator, app.RoleOther:
	default:
		return app.Invalid("There is no such role.", "Choose moderator, participant or other.")
	}
	return s.edit(ctx, id, label, "Mark speaker as "+string(role), nil, func(sp *app.Speaker) { sp.Role = role })
}

// Assign says which participant a speaker is, "" for none known. What the speaker said follows.
func (s *Service) Assign(ctx context.Context, id app.InterviewID, label string, who app.ParticipantID) error {
	step := "Take speaker from participant"
	if who != "" {
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindParticipant, ID: string(who)})
		if err != nil {
			return err
		}
		step = "Assign speaker to " + rec.(*app.Participant).Code
	}
	return s.edit(ctx, id, label, step, nil, func(sp *app.Speaker) { sp.Participant = who })
}

// AssignNew makes a participant with a code and says that a speaker is that person. A code somebody has already means that person.
func (s *Service) AssignNew(ctx context.Context, id app.InterviewID, label, code string) error {
	if code = strings.Join(strings.Fields(code), " "); code == "" {
		return app.Invalid("A participant needs a code.", "Give a code such as P07.")
	}
	people, err := s.Store.ParticipantsByCode(ctx)
	if err != nil {
		return err
	}
	for _, known := range []string{code, strings.ToLower(code), strings.ToUpper(code)} {
		if p, ok := people[known]; ok {
			return s.Assign(ctx, id, label, p.ID)
		}
	}
	p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Stamp: s.Hand.Stamp()}
	return s.edit(ctx, id, label, "Assign speaker to "+code, p, func(sp *app.Speaker) { sp.Participant = p.ID })
}

// Merge makes two speakers one: the turns of from become those of into, in a new revision; findings follow. Returns EInvalid for
// one and the same, ENotFound when from says nothing.
func (s *Service) Merge(ctx context.Context, id app.InterviewID, from, into string) error {
	if from == into {
		return app.Invalid("A speaker cannot be merged with itself.", "Choose another one.")
	}
	iv, base, err := s.latest(ctx, id)
	if err != nil {
		return err
	}
	if !slices.Contains(labels(base), from) {
		return app.NotFound("The speaker")
	}
	d := Relabel(base, from, into)
	d.Label = "Merge speaker " + iv.Speaker(from).Name + " into " + iv.Speaker(into).Name
	d.Note = d.Label
	d.Speakers = slices.DeleteFunc(slices.Clone(iv.Speakers), func(sp app.Speaker) bool { return sp.Label == from })
	_, err = s.Apply(ctx, d, nil)
	return err
}
