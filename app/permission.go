package app

import (
	"cmp"
	"slices"
)

// Passes reports whether words may pass with a consent in this state. The empty state means that nobody is asked: it passes.
func (s ConsentState) Passes() bool { return s == "" || s == ConsentGiven }

// Allowed is where somebody's consent stands on one day, for each of Scopes in their order. The zero value lets everything pass.
type Allowed [4]ConsentState

// For returns the state for a scope. Anything that is no scope is not allowed.
func (a Allowed) For(s Scope) ConsentState {
	if i := slices.Index(scopes, s); i >= 0 {
		return a[i]
	}
	return ConsentRefused
}

// Permits reports whether what the scope is about may be done.
func (a Allowed) Permits(s Scope) bool { return a.For(s).Passes() }

// Strictest is what all of them allow together: for each scope the state that weighs most against.
func (a Allowed) Strictest(o Allowed) Allowed {
	for i := range a {
		if gravity(o[i]) > gravity(a[i]) {
			a[i] = o[i]
		}
	}
	return a
}

// byGravity are the states by how much they stand against using somebody's words.
var byGravity = [...]ConsentState{"", ConsentGiven, ConsentUnrecorded, ConsentExpired, ConsentRefused, ConsentWithdrawn}

func gravity(s ConsentState) int { return slices.Index(byGravity[:], s) }

// Reasons are the states that keep words back in the order in which they are told, the gravest first. The slice is the caller's.
func Reasons() []ConsentState {
	reasons := slices.Clone(byGravity[2:])
	slices.Reverse(reasons)
	return reasons
}

// GravestFirst orders what was kept back as it is told: by reason, in the order of Reasons.
func GravestFirst(a, b Withhold) int { return cmp.Compare(gravity(b.State), gravity(a.State)) }

var scopes = Scopes()

// Permissions is what everybody allowed on one day: the one place where that is decided. Consents are weighed by ConsentOf, people of
// whom none is recorded by the programme's rule. It does not change once made and is safe for concurrent use.
type Permissions struct {
	On    Date
	rules Programme
	all   map[ParticipantID][]Consent
	keeps map[StudyID]bool // studies that keep a consent of anybody; "" for consents to all studies
}

// NewPermissions weighs consents, in any order, on a day under the rules of a programme. The consents stay the caller's.
func NewPermissions(consents []Consent, rules Programme, on Date) *Permissions {
	p := &Permissions{On: on, rules: rules, all: map[ParticipantID][]Consent{}, keeps: map[StudyID]bool{}}
	for _, c := range consents {
		p.all[c.Participant] = append(p.all[c.Participant], c)
		p.keeps[c.Study] = true
	}
	return p
}

// Asks reports whether somebody of whom no consent is recorded counts as not asked in a study. A consent to all studies is kept by each.
func (p *Permissions) Asks(study StudyID) bool {
	return p.rules.Asks(p.keeps[study] || p.keeps[""] || study == "" && len(p.keeps) > 0)
}

// Notice is from how many days before its end on it is said that a consent ends.
func (p *Permissions) Notice() int { return p.rules.Notice() }

// Idle reports whether nothing is recorded and nobody is asked, so that everything passes everywhere.
func (p *Permissions) Idle() bool { return len(p.all) == 0 && !p.Asks("") }

// Of tells what a person allowed to a study. Participant "" is somebody who is not known: none of their consents is recorded.
func (p *Permissions) Of(study StudyID, person ParticipantID) Allowed {
	var a Allowed
	own := p.all[person]
	if person == "" {
		own = nil
	}
	asks := p.Asks(study)
	for i, s := range scopes {
		a[i] = ConsentOf(own, study, s, p.On)
		if a[i] == ConsentUnrecorded && !asks {
			a[i] = ""
		}
	}
	return a
}

// Consents returns the consents of a person, in no particular order. They stay the permissions'.
func (p *Permissions) Consents(person ParticipantID) []Consent { return p.all[person] }

// Standing returns the consent that decides for a person in a study, and false if none is recorded up to the day.
func (p *Permissions) Standing(study StudyID, person ParticipantID) (Consent, bool) {
	return standing(p.all[person], study, p.On)
}

// Voices are the people who are heard in a passage.
type Voices struct {
	People  []ParticipantID // each once
	Unknown bool            // somebody who is not tied to a participant, and not of the team
}

// Add notes that a speaker is heard. Moderators are of the team, and lines without a speaker (a title, a note) are nobody's.
func (v *Voices) Add(s Speaker) {
	switch {
	case s.Participant != "":
		if !slices.Contains(v.People, s.Participant) {
			v.People = append(v.People, s.Participant)
		}
	case s.Role == RoleModerator, s.Role == RoleOther && s.Label == "":
	default:
		v.Unknown = true
	}
}

// Heard tells what all people who are heard in a passage allowed to a study together.
func (p *Permissions) Heard(study StudyID, v Voices) Allowed {
	var a Allowed
	for _, person := range v.People {
		a = a.Strictest(p.Of(study, person))
	}
	if v.Unknown {
		a = a.Strictest(p.Of(study, ""))
	}
	return a
}

// Speaks tells what a speaker of an interview allowed to its study.
func (p *Permissions) Speaks(study StudyID, s Speaker) Allowed {
	var v Voices
	v.Add(s)
	return p.Heard(study, v)
}

// ConsentMarks are what findings are filtered by, in the order of the bits of Allowed.Marks: what their people allow, then why they may not
// be quoted outside.
var ConsentMarks = [...]string{"record", "inside", "outside", "machine", "missing", "refused", "expired", "withdrawn"}

// Marks are the ConsentMarks of a finding, a bit each. Where nobody is asked everything is allowed.
func (a Allowed) Marks() (bits uint8) {
	for i := range scopes {
		if a[i].Passes() {
			bits |= 1 << i
		}
	}
	for i, s := range []ConsentState{ConsentUnrecorded, ConsentRefused, ConsentExpired, ConsentWithdrawn} {
		if a.For(ScopeOutside) == s {
			bits |= 1 << (len(scopes) + i)
		}
	}
	return bits
}

// MarksOf are the bits of some ConsentMarks; unknown ones are left out.
func MarksOf(names []string) (bits uint8) {
	for i, m := range ConsentMarks {
		if slices.Contains(names, m) {
			bits |= 1 << i
		}
	}
	return bits
}

// ConsentMark is the mark of what may be read by an audience.
func (a Audience) ConsentMark() string {
	if a == AudienceInside {
		return "inside"
	}
	return "outside"
}

// AnyWithdrawn reports whether anybody took a consent back.
func (p *Permissions) AnyWithdrawn() bool {
	for _, all := range p.all {
		if slices.ContainsFunc(all, func(c Consent) bool { return c.Withdrawn != "" && c.Withdrawn <= p.On }) {
			return true
		}
	}
	return false
}
