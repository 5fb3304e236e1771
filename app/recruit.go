package app

import (
	"time"
)

// QuestionType says how a question of a screener is answered.
type QuestionType string

// The types of questions.
const (
	AskText   QuestionType = "text"
	AskNumber QuestionType = "number"
	AskYesNo  QuestionType = "yes/no"
	AskSingle QuestionType = "single choice"
	AskMulti  QuestionType = "several choices"
)

// Screener is a list of questions that tells who fits a study. It is part of a Recruitment and the body of a template of kind
// TemplateScreener.
type Screener struct {
	Questions []ScreenerQuestion `json:"questions,omitempty"`
	Pass      float64            `json:"pass,omitempty"` // least score that qualifies
}

// ScreenerQuestion is one question of a screener.
type ScreenerQuestion struct {
	ID      string           `json:"id"` // unique in the screener, stays when it is reworded: "q1"
	Text    string           `json:"text"`
	Type    QuestionType     `json:"type"`
	Field   string           `json:"field,omitempty"` // name of the participants' field that knows or keeps the answer
	Options []ScreenerOption `json:"options,omitempty"`
	Rules   []ScreenerRule   `json:"rules,omitempty"` // of numbers and texts; options have their own
	Only    *ScreenerOnly    `json:"only,omitempty"`  // asked only after an answer; nil is always
}

// ScreenerOption is an answer to choose. Yes and no are options as well.
type ScreenerOption struct {
	Text  string  `json:"text"`
	Score float64 `json:"score,omitempty"`
	Out   bool    `json:"out,omitempty"`  // whoever chooses it does not qualify
	Goto  string  `json:"goto,omitempty"` // id of the question asked next; "" for the one below, "end" for none
}

// ScreenerRule judges a number by its bounds, both included, or a text by a word in it.
type ScreenerRule struct {
	Min   *float64 `json:"min,omitempty"`
	Max   *float64 `json:"max,omitempty"`
	Word  string   `json:"word,omitempty"`
	Score float64  `json:"score,omitempty"`
	Out   bool     `json:"out,omitempty"`
	Goto  string   `json:"goto,omitempty"`
}

// ScreenerOnly is the answer after which a question is asked.
type ScreenerOnly struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// Quota is a cell of a study's quota: how many people of some kind are wanted.
type Quota struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Where  []QuotaWhere `json:"where"` // all must hold
	Target int          `json:"target"`
	Share  float64      `json:"share,omitempty"` // of the people whom the study is about, 0-1; 0 for unknown
}

// QuotaWhere is one condition of a quota: an attribute, or the segment for "", has one of the values.
type QuotaWhere struct {
	Attribute string   `json:"attribute,omitempty"`
	Values    []string `json:"values"`
}

// Recruitment is how the people of a study are found. A study has one, or none.
type Recruitment struct {
	ID        RecruitmentID `json:"id"`
	Study     StudyID       `json:"study"`
	Target    int           `json:"target,omitempty"` // people wanted; 0 for unknown
	Screener  Screener      `json:"screener,omitzero"`
	Quotas    []Quota       `json:"quotas,omitempty"`
	Incentive int64         `json:"incentive,omitempty"` // a person gets, in hundredths of Currency
	Currency  string        `json:"currency,omitempty"`  // ISO 4217
	Minutes   int           `json:"minutes,omitempty"`   // a session takes
	Place     string        `json:"place,omitempty"`     // room or link of sessions
	Zone      string        `json:"zone,omitempty"`      // IANA name of the time zone of sessions
	Invite    Invitation    `json:"invite,omitzero"`
	Note      string        `json:"note,omitempty"`
	Stamp
}

// Invitation is the text by which people are invited. Words in braces such as {study} are filled in for each.
type Invitation struct {
	Subject string `json:"subject,omitempty"`
	Text    string `json:"text,omitempty"`
}

// Ref names the record.
func (r *Recruitment) Ref() Ref { return Ref{KindRecruitment, string(r.ID)} }

// Filed says that a study has one recruitment.
func (r *Recruitment) Filed() Filing { return Filing{Study: r.Study, Once: string(r.Study)} }

// Called says what it is.
func (r *Recruitment) Called() string { return "recruitment" }

// Validate refuses a recruitment without a study and numbers below zero.
func (r *Recruitment) Validate() error {
	if r.Study == "" {
		return Invalid("A recruitment belongs to a study.", "Choose the study.")
	}
	if r.Target < 0 || r.Incentive < 0 || r.Minutes < 0 {
		return Invalid("A recruitment cannot count below zero.", "Correct the number.")
	}
	for _, q := range r.Quotas {
		if q.Target < 0 || q.Share < 0 || q.Share > 1 {
			return Invalid("The quota “"+q.Name+"” is out of its range.", "Write how many people are wanted, and a share between 0 and 100 per cent.")
		}
	}
	return nil
}

// Equal reports whether o is the same recruitment in the same state.
func (r *Recruitment) Equal(o Record) bool { return samePaper(r, o) }

// Stage is how far a candidate got.
type Stage string

// The stages, as a candidate goes through them; the last two are ways out.
const (
	StageCandidate Stage = "candidate"
	StageInvited   Stage = "invited"
	StageScheduled Stage = "scheduled"
	StageCompleted Stage = "completed"
	StageNoShow    Stage = "no-show"
	StageDeclined  Stage = "declined"
)

// Stages lists the stages in the order of the board.
func Stages() []Stage {
	return []Stage{StageCandidate, StageInvited, StageScheduled, StageCompleted, StageNoShow, StageDeclined}
}

// Fit is what the screener says of a candidate.
type Fit string

// What the screener says.
const (
	FitUnknown   Fit = ""              // not answered yet
	FitQualified Fit = "qualified"     // no answer rules them out and the score suffices
	FitNot       Fit = "not qualified" // ruled out, or too low a score
)

// Candidacy is a participant in a study's recruitment. A person has one in a study.
type Candidacy struct {
	ID          CandidacyID   `json:"id"`
	Study       StudyID       `json:"study"`
	Participant ParticipantID `json:"participant"`
	Stage       Stage         `json:"stage"`
	Moves       []Move        `json:"moves,omitempty"`   // the stages it went through, oldest first
	Answers     []Answer      `json:"answers,omitempty"` // to the screener, in its order
	Score       float64       `json:"score,omitempty"`
	Fit         Fit           `json:"fit,omitempty"`
	Why         string        `json:"why,omitempty"`     // of Fit, or of a person's own judgement
	ByHand      bool          `json:"by_hand,omitempty"` // Fit is a person's judgement, which the screener leaves alone
	Session     Session       `json:"session,omitzero"`
	Interview   InterviewID   `json:"interview,omitempty"` // that came of it
	Note        string        `json:"note,omitempty"`
	Order       float64       `json:"order,omitempty"` // place in the column, ascending
	Stamp
}

// Move is when a candidate came to a stage.
type Move struct {
	Stage Stage     `json:"stage"`
	At    time.Time `json:"at"` // whole milliseconds, UTC
}

// Answer is what a candidate answered to one question. A single value for all types but several choices.
type Answer struct {
	Question string   `json:"question"` // id in the screener
	Values   []string `json:"values"`
}

// Session is an appointment.
type Session struct {
	Start     time.Time `json:"start,omitzero"` // UTC
	Minutes   int       `json:"minutes,omitempty"`
	Zone      string    `json:"zone,omitempty"` // IANA name in which it was agreed
	Place     string    `json:"place,omitempty"`
	Moderator string    `json:"moderator,omitempty"`
	Changes   int       `json:"changes,omitempty"` // how often it was moved or changed since it was first agreed
}

// End is when the session ends, in UTC.
func (s Session) End() time.Time { return s.Start.Add(time.Duration(s.Minutes) * time.Minute) }

// Local is when the session begins where it was agreed; in UTC where the zone is not known here.
func (s Session) Local() time.Time {
	if zone, err := time.LoadLocation(s.Zone); err == nil && s.Zone != "" {
		return s.Start.In(zone)
	}
	return s.Start.UTC()
}

// Ref names the record.
func (c *Candidacy) Ref() Ref { return Ref{KindCandidacy, string(c.ID)} }

// Filed says that a person is a candidate of a study once.
func (c *Candidacy) Filed() Filing {
	return Filing{Study: c.Study, Participant: c.Participant, Once: string(c.Study) + "/" + string(c.Participant)}
}

// Called is the stage.
func (c *Candidacy) Called() string { return "candidate" }

// Validate refuses a candidacy without study, person or stage.
func (c *Candidacy) Validate() error {
	if c.Study == "" || c.Participant == "" || c.Stage == "" {
		return Invalid("A candidate needs a study, a person and a stage.", "")
	}
	return nil
}

// Equal reports whether o is the same candidacy in the same state.
func (c *Candidacy) Equal(o Record) bool { return samePaper(c, o) }

// Incentive is an entry of the ledger: what a person gets for taking part.
type Incentive struct {
	ID          IncentiveID   `json:"id"`
	Participant ParticipantID `json:"participant"`
	Study       StudyID       `json:"study,omitempty"`
	Amount      int64         `json:"amount"` // hundredths of Currency; below zero takes an earlier entry back
	Currency    string        `json:"currency"`
	Date        Date          `json:"date"`
	Form        string        `json:"form,omitempty"` // "voucher", "transfer", …
	Paid        bool          `json:"paid,omitempty"`
	Corrects    IncentiveID   `json:"corrects,omitempty"` // the entry that this one takes back
	Note        string        `json:"note,omitempty"`
	Stamp
}

// Ref names the record.
func (i *Incentive) Ref() Ref { return Ref{KindIncentive, string(i.ID)} }

// Filed says whose incentive it is.
func (i *Incentive) Filed() Filing { return Filing{Study: i.Study, Participant: i.Participant} }

// Called is the day.
func (i *Incentive) Called() string { return "incentive of " + string(i.Date) }

// Validate refuses an incentive without a person, a day or a currency.
func (i *Incentive) Validate() error {
	if i.Participant == "" || i.Date.Time().IsZero() {
		return Invalid("An incentive needs a person and a day.", "Write the date as 2026-05-31.")
	}
	if len(i.Currency) != 3 {
		return Invalid("An incentive needs a currency.", "Write three letters such as EUR.")
	}
	return nil
}

// Equal reports whether o is the same incentive in the same state.
func (i *Incentive) Equal(o Record) bool { return samePaper(i, o) }
