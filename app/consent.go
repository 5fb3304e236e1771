package app

import (
	"cmp"
	"slices"
)

// Scope is something that a person allows.
type Scope string

// The scopes of consent.
const (
	ScopeRecord  Scope = "record"           // recording and transcribing the session
	ScopeInside  Scope = "quote inside"     // quoting them inside the team
	ScopeOutside Scope = "quote outside"    // quoting them outside the team
	ScopeMachine Scope = "machine analysis" // suggestions, themes and feelings computed from their words
)

// Scopes lists the scopes in the order in which they are asked.
func Scopes() []Scope { return []Scope{ScopeRecord, ScopeInside, ScopeOutside, ScopeMachine} }

// Consent is what a person allowed, once: to one study, or to all for Study "". A later consent to the same takes its place.
type Consent struct {
	ID          ConsentID     `json:"id"`
	Participant ParticipantID `json:"participant"`
	Study       StudyID       `json:"study,omitempty"`
	Text        TemplateID    `json:"text,omitempty"`    // what they agreed to: a template of kind TemplateConsent
	Version     int           `json:"version,omitempty"` // of the text
	Scopes      []Scope       `json:"scopes"`            // what they allowed; none is a refusal
	Given       Date          `json:"given"`
	Expires     Date          `json:"expires,omitempty"`   // last day on which it holds; "" for no end
	Withdrawn   Date          `json:"withdrawn,omitempty"` // from this day on nothing is allowed; "" when it stands
	Reason      string        `json:"reason,omitempty"`    // of the withdrawal
	How         string        `json:"how,omitempty"`       // "signed form", "said on the recording", …
	Note        string        `json:"note,omitempty"`
	Stamp
}

// Ref names the record.
func (c *Consent) Ref() Ref { return Ref{KindConsent, string(c.ID)} }

// Filed says whose consent it is.
func (c *Consent) Filed() Filing { return Filing{Study: c.Study, Participant: c.Participant} }

// Called is the day on which it was given.
func (c *Consent) Called() string { return "consent of " + string(c.Given) }

// Validate refuses a consent without a person or a day, unknown scopes, and an end before the beginning.
func (c *Consent) Validate() error {
	if c.Participant == "" || c.Given.Time().IsZero() {
		return Invalid("A consent needs a person and the day on which it was given.", "Choose the person and write the date as 2026-05-31.")
	}
	for _, s := range c.Scopes {
		if !slices.Contains(Scopes(), s) {
			return Invalid("“"+string(s)+"” is nothing that consent is asked for.", "Choose of record, quote inside, quote outside, machine analysis.")
		}
	}
	if c.Expires != "" && c.Expires < c.Given {
		return Invalid("The consent ends before it was given.", "Correct one of the dates.")
	}
	return nil
}

// Equal reports whether o is the same consent in the same state.
func (c *Consent) Equal(o Record) bool { return samePaper(c, o) }

// Audience says who reads what leaves the workspace.
type Audience string

// The audiences.
const (
	AudienceInside  Audience = "inside"  // the team: people may be quoted who allowed ScopeInside
	AudienceOutside Audience = "outside" // anybody else: people may be quoted who allowed ScopeOutside
)

// Scope is what a person has to allow to be quoted to the audience. Anything but AudienceInside is outside.
func (a Audience) Scope() Scope {
	if a == AudienceInside {
		return ScopeInside
	}
	return ScopeOutside
}

// ConsentPolicy says what holds for people of whom no consent is recorded.
type ConsentPolicy string

// The policies. The empty one is ConsentKept.
const (
	// ConsentKept counts them as not asked as soon as the study keeps a consent of anybody, and lets everything pass before.
	ConsentKept ConsentPolicy = "kept"
	// ConsentAlways counts them as not asked.
	ConsentAlways ConsentPolicy = "always"
	// ConsentNever lets everything of theirs pass.
	ConsentNever ConsentPolicy = "never"
)

// ConsentState is where a person's consent stands for one scope on one day.
type ConsentState string

// The states of a consent.
const (
	ConsentGiven      ConsentState = "allowed"
	ConsentUnrecorded ConsentState = "not recorded" // nobody wrote down a consent
	ConsentRefused    ConsentState = "not allowed"  // asked, and this was not among what they allowed
	ConsentExpired    ConsentState = "expired"
	ConsentWithdrawn  ConsentState = "withdrawn"
)

// ConsentOf tells where a person's consent to a scope stands for a study on a day. all are the person's consents, in any order. The
// newest given to the study decides, then the newest given to all studies; a withdrawal counts from its day on and takes back all that was
// given to the study before that day, and one of a consent to all studies what was given to a study up to it.
func ConsentOf(all []Consent, study StudyID, scope Scope, on Date) ConsentState {
	c, ok := standing(all, study, on)
	switch {
	case !ok:
		return ConsentUnrecorded
	case c.Withdrawn != "" && c.Withdrawn <= on:
		return ConsentWithdrawn
	case c.Expires != "" && on > c.Expires:
		return ConsentExpired
	case !slices.Contains(c.Scopes, scope):
		return ConsentRefused
	}
	return ConsentGiven
}

// standing is the consent that decides for a study on a day, see ConsentOf.
func standing(all []Consent, study StudyID, on Date) (c Consent, ok bool) {
	own, ownOK := newest(all, study, on)
	wide, wideOK := newest(all, "", on)
	if study == "" {
		ownOK = false
	}
	switch {
	case !ownOK:
		return wide, wideOK
	case wideOK && wide.Withdrawn != "" && wide.Withdrawn <= on && wide.Withdrawn >= own.Given:
		return wide, true
	}
	return own, true
}

// newest is the consent to a study given last, up to a day; the one that was taken back last where that was after the other was given: two
// people who are one now, or a table that came in later, may have brought both.
func newest(all []Consent, study StudyID, on Date) (c Consent, ok bool) {
	var back Consent
	for _, o := range all {
		if o.Study != study || o.Given > on {
			continue
		}
		if !ok || cmp.Or(cmp.Compare(o.Given, c.Given), o.Created.Compare(c.Created), cmp.Compare(o.ID, c.ID)) > 0 {
			c, ok = o, true
		}
		if o.Withdrawn <= on && cmp.Or(cmp.Compare(o.Withdrawn, back.Withdrawn), cmp.Compare(o.ID, back.ID)) > 0 {
			back = o
		}
	}
	if back.Withdrawn > c.Given {
		return back, ok
	}
	return c, ok
}
