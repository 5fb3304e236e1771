// Package people keeps the participants of a workspace: what is known of them, the fields it is kept in, whom a filter finds, how they
// come in from tables, who is the same person twice, and when somebody may be contacted.
package people

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Store is what participants ask of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	ParticipantsOf(ctx context.Context, ids []app.ParticipantID) ([]*app.Participant, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
	MemosAbout(ctx context.Context, refs []app.Ref) ([]*app.Memo, error)
	Meetings(ctx context.Context, who app.ParticipantID) ([]app.Meeting, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Standards(ctx context.Context) (app.Standards, error)
	Views(ctx context.Context, place app.ViewPlace, study app.StudyID) ([]app.View, error)
}

// Service changes participants and their fields. Safe for concurrent use once its fields are set.
type Service struct {
	Store    Store
	Log      app.Committer
	Hand     app.Hand
	Contacts Contacts // nil where there is no vault
}

// Contact is a participant with who they are and how to reach them.
type Contact struct {
	Participant app.ParticipantID
	app.Contact
}

// Contacts is where contact details are kept: the vault. Package people hands them over and keeps none itself.
type Contacts interface {
	// Open reports whether contacts can be read and written now.
	Open() bool
	// All reads the contacts of everybody, by participant. Returns ESealed while it is not open.
	All(ctx context.Context) (map[app.ParticipantID]app.Contact, error)
	// Put adds to a step what keeps contacts sealed, in place of what was known of these people. The participants may be made by the same
	// step, earlier. Returns ESealed while it is not open.
	Put(ctx context.Context, cs *app.ChangeSet, all []Contact) error
	// Merge adds to a step what makes everything that is sealed of others belong to one who is kept. Where both have a contact, what is
	// known of the one kept stands and the others fill its gaps. Returns ESealed while it is not open and others have something sealed.
	Merge(ctx context.Context, cs *app.ChangeSet, keep app.ParticipantID, others []app.ParticipantID) error
}

// open reports whether contacts can be read and written.
func (s *Service) open() bool { return s.Contacts != nil && s.Contacts.Open() }

// get reads one participant. Returns ENotFound if they are gone.
func (s *Service) get(ctx context.Context, id app.ParticipantID) (*app.Participant, error) {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindParticipant, ID: string(id)})
	if err != nil {
		return nil, err
	}
	return rec.(*app.Participant), nil
}

// change stores what do makes of participants as one step; nothing where all stay the same. label is given how the people are called: a
// code, or "12 people".
func (s *Service) change(ctx context.Context, ids []app.ParticipantID, label func(who string) string, do func(*app.Participant) error) error {
	all, err := s.Store.ParticipantsOf(ctx, ids)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return app.NotFound("The person")
	}
	cs := s.Hand.Begin("")
	last := ""
	for _, old := range all {
		p := *old
		if err := do(&p); err != nil {
			return err
		}
		if p.Equal(old) {
			continue
		}
		if err := p.Validate(); err != nil {
			return err
		}
		p.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(old, &p)
		last = p.Code
	}
	switch n := len(cs.Changes); n {
	case 0:
		return nil
	case 1:
		cs.Label = label(last)
	default:
		cs.Label = label(app.Count(n, "person"))
	}
	return s.Log.Commit(ctx, cs)
}

// Add keeps a new participant. ID and Stamp of p are given here. Returns EInvalid without a code and EConflict when somebody has it.
func (s *Service) Add(ctx context.Context, p app.Participant) (*app.Participant, error) {
	p.ID, p.Code, p.Stamp = app.NewID[app.ParticipantID](), strings.TrimSpace(p.Code), s.Hand.Stamp()
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if err := s.free(ctx, p.Code, ""); err != nil {
		return nil, err
	}
	cs := s.Hand.Begin("Add " + p.Code)
	cs.Create(&p)
	return &p, s.Log.Commit(ctx, cs)
}

// free returns EConflict when somebody else than who has a code, whatever its case.
func (s *Service) free(ctx context.Context, code string, who app.ParticipantID) error {
	all, err := s.Store.Participants(ctx, "")
	if err != nil {
		return err
	}
	for i := range all {
		if all[i].ID != who && strings.EqualFold(all[i].Code, code) {
			return &app.Error{Code: app.EConflict, Message: "Somebody has the code " + all[i].Code + " already.", Hint: "Choose another code, or merge the two people."}
		}
	}
	return nil
}

// SetCode gives a participant another code. Returns EConflict when somebody has it.
func (s *Service) SetCode(ctx context.Context, id app.ParticipantID, code string) error {
	code = strings.TrimSpace(code)
	if err := s.free(ctx, code, id); err != nil && code != "" {
		return err
	}
	return s.change(ctx, []app.ParticipantID{id}, func(string) string { return "Give the code " + code }, func(p *app.Participant) error {
		p.Code = code
		return nil
	})
}

// SetSegment files participants under a segment; "" for none.
func (s *Service) SetSegment(ctx context.Context, ids []app.ParticipantID, segment string) error {
	segment = strings.Join(strings.Fields(segment), " ")
	return s.change(ctx, ids, func(who string) string {
		if segment == "" {
			return "Take " + who + " out of their segment"
		}
		return "Put " + who + " into " + segment
	}, func(p *app.Participant) error {
		p.Segment = segment
		return nil
	})
}

// SetNote keeps a note on a participant; "" for none.
func (s *Service) SetNote(ctx context.Context, id app.ParticipantID, note string) error {
	return s.change(ctx, []app.ParticipantID{id}, func(who string) string { return "Note on " + who }, func(p *app.Participant) error {
		p.Note = strings.TrimSpace(note)
		return nil
	})
}

// SetStatus says how participants stand in the panel; "" for people who never joined it.
func (s *Service) SetStatus(ctx context.Context, ids []app.ParticipantID, status app.PanelStatus) error {
	word := StatusWord(status)
	return s.change(ctx, ids, func(who string) string { return "Set panel status of " + who + " to " + strings.ToLower(word) }, func(p *app.Participant) error {
		p.Panel.Status = status
		return nil
	})
}

// StatusWord is a panel status as people read it.
func StatusWord(st app.PanelStatus) string {
	switch st {
	case app.PanelActive:
		return "Active"
	case app.PanelPaused:
		return "Paused"
	case app.PanelLeft:
		return "Left"
	}
	return "Not in the panel"
}

// SetSource says where participants came from.
func (s *Service) SetSource(ctx context.Context, ids []app.ParticipantID, source string) error {
	return s.change(ctx, ids, func(who string) string { return "Say where " + who + " came from" }, func(p *app.Participant) error {
		p.Panel.Source = strings.TrimSpace(source)
		return nil
	})
}

// Label puts a label on participants or takes it off. Labels are alike whatever their case. Returns EInvalid for an empty one.
func (s *Service) Label(ctx context.Context, ids []app.ParticipantID, label string, on bool) error {
	label = strings.Join(strings.Fields(strings.ReplaceAll(label, ";", " ")), " ")
	if label == "" {
		return app.Invalid("A label needs a name.", "Type a word such as Power user.")
	}
	return s.change(ctx, ids, func(who string) string {
		if on {
			return "Label " + who + " " + label
		}
		return "Take the label " + label + " off " + who
	}, func(p *app.Participant) error {
		at := slices.IndexFunc(p.Panel.Labels, func(l string) bool { return strings.EqualFold(l, label) })
		switch {
		case on && at < 0:
			p.Panel.Labels = append(slices.Clone(p.Panel.Labels), label)
		case !on && at >= 0:
			p.Panel.Labels = slices.Delete(slices.Clone(p.Panel.Labels), at, at+1)
		}
		return nil
	})
}

// Block says that participants must not be contacted, why, and until which day; "" for good. Returns EInvalid without a reason.
func (s *Service) Block(ctx context.Context, ids []app.ParticipantID, reason string, until app.Date) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return app.Invalid("A block needs a reason.", "Write why they must not be contacted, such as “asked us to stop”.")
	}
	if until != "" && until.Time().IsZero() {
		return app.Invalid(fmt.Sprintf("“%s” is no day.", until), "Write a day such as 2026-12-31, or nothing for good.")
	}
	return s.change(ctx, ids, func(who string) string { return "Block " + who }, func(p *app.Participant) error {
		p.Panel.Blocked, p.Panel.Until = reason, until
		return nil
	})
}

// Unblock lets participants be contacted again.
func (s *Service) Unblock(ctx context.Context, ids []app.ParticipantID) error {
	return s.change(ctx, ids, func(who string) string { return "Unblock " + who }, func(p *app.Participant) error {
		p.Panel.Blocked, p.Panel.Until = "", ""
		return nil
	})
}

// SetValue sets a field of participants to what a person typed, read as the field's type; "" takes the value away. Returns EInvalid,
// with what would fit, for a value that does not.
func (s *Service) SetValue(ctx context.Context, ids []app.ParticipantID, f *app.Field, text string) error {
	value, err := Reading{}.Value(f, text)
	if err != nil {
		return err
	}
	return s.change(ctx, ids, func(who string) string { return "Set " + f.Name + " of " + who }, func(p *app.Participant) error {
		p.Attributes = app.WithAttribute(p.Attributes, f.Name, value)
		return nil
	})
}

// SetProgramme says how the research programme is run. What insights are held to stays as it is. Returns EInvalid for numbers below zero.
func (s *Service) SetProgramme(ctx context.Context, rule app.Programme) error {
	old, err := s.Store.Standards(ctx)
	if err != nil {
		return err
	}
	if old.Programme == rule {
		return nil
	}
	std := old
	std.Programme = rule
	cs := s.Hand.Begin("Set the rules of the programme")
	if old.Created.IsZero() {
		std.Stamp = s.Hand.Stamp()
		cs.Create(&std)
	} else {
		std.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(&old, &std)
	}
	if err := std.Validate(); err != nil {
		return err
	}
	return s.Log.Commit(ctx, cs)
}
