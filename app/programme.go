package app

import "time"

// StudyRow is a study with how much it holds.
type StudyRow struct {
	Study
	Findings int
	Untagged int // findings without a tag
	Unsorted int // findings in no theme of the study's board
}

// SessionRow is an interview as far as a programme is counted by it.
type SessionRow struct {
	ID       InterviewID
	Study    StudyID
	Title    string
	Date     Date
	Status   string
	Findings int
}

// Attendance is one person interviewed in one study, once or several times.
type Attendance struct {
	Study       StudyID
	Participant ParticipantID
	Segment     string // "" when unknown
}

// Standing is an insight as far as a programme is counted by it.
type Standing struct {
	ID        InsightID
	Study     StudyID // "" across studies
	Title     string
	Owner     string
	Status    InsightStatus
	Modified  time.Time
	Published time.Time // last; zero for never
	ReviewBy  Date      // the last day on which it counts as fresh; "" for ever
	Decisions int       // that were made with it
	Evidence  int       // pieces
	Against   int       // of them, that contradict
	People    int       // participants behind the evidence that does not contradict; counted up to EnoughPeople only
}

// EnoughPeople is how many participants should stand behind an insight: below that, one loud voice can carry it.
const EnoughPeople = 3

// TagState is a tag as far as the health of a codebook is counted by it.
type TagState struct {
	ID      TagID
	Study   StudyID // "" of the taxonomy
	Name    string
	Status  TagStatus
	Defined bool // has a definition
	Mapped  bool // counts for a tag of the taxonomy, itself or by the tag above it
	Used    bool // on a finding, itself or a tag beneath it or mapped to it
}

// Choice is a value to choose by and its name.
type Choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}
