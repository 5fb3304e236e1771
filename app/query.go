package app

import (
	"slices"
	"time"
)

// Page asks for a slice of a long list. Limit 0 means all.
type Page struct {
	Offset, Limit int
}

// Counts are the numbers beside the rail.
type Counts struct {
	Studies, Interviews, Findings, Tags, Themes, Insights, Memos int

	Participants int // who took part in an interview; all there are in the whole workspace
	People       int // who took part or is a candidate; all there are in the whole workspace
	Words        int64
}

// InterviewRow is an interview with what its list shows.
type InterviewRow struct {
	Interview
	Format   string        // of the source
	Codes    []string      // participants' codes, in the order of Speakers
	Segments []string      // their segments, each once
	Words    int           // of the latest transcript
	Duration time.Duration // 0 when unknown
	Findings int
}

// Nameless is who a label stands for, by code or by role, "" for others who are there: labels in a transcript are names.
func (r *InterviewRow) Nameless(label string) string {
	s := r.Speaker(label)
	if i := slices.Index(r.Participants(), s.Participant); s.Participant != "" && i >= 0 && i < len(r.Codes) {
		return r.Codes[i]
	}
	switch s.Role {
	case RoleModerator:
		return "Moderator"
	case RoleOther:
		return ""
	}
	return "Participant"
}

// State says where the work on the interview stands: "" for new, "reading" or "done". What a person set counts; where nobody set anything, an interview with
// findings is being read. So nothing is written when somebody tags, and undo of the tag takes both back.
func (r *InterviewRow) State() string {
	switch {
	case r.Status == "new":
		return ""
	case r.Status == "" && r.Findings > 0:
		return "reading"
	}
	return r.Status
}

// FindingRow is a finding with what its tables and cards show.
type FindingRow struct {
	Finding
	InterviewTitle string
	Code           string // participant's code, "" when unknown
	Segment        string
	Theme          ThemeID // on the board of the finding's study, "" for unsorted
	ThemeName      string
	Estimate       Estimate
	Consent        Allowed      // of all who are heard in it together; the zero value where nobody is asked
	Withheld       ConsentState // why its words were taken out for those who read it; "" where they stand
}

// TagRow is a tag with its use.
type TagRow struct {
	Tag
	Findings     int // that carry it
	Participants int // who said them, each once
}

// TagUse is the use of a tag with all tags beneath it and mapped to it, each finding and participant once.
type TagUse struct {
	Findings     int
	Participants int
}

// ThemeRow is a theme with its weight.
type ThemeRow struct {
	Theme
	Findings     int
	Participants int
}

// InsightRow is an insight with what its list shows.
type InsightRow struct {
	Insight
	Support   Support
	StudyName string
	Advice    []Recommendation // that rest on it, by place
	Withdrawn int              // findings behind it, for or against, of people who took their consent back
	Against   int              // findings newer than its publication or renewal that speak against it
	Decisions int              // that were made with it
	Tags      []TagID          // of the findings that are evidence themselves, each once, sorted
}

// CareRow is a published insight that needs to be looked at again.
type CareRow struct {
	ID        InsightID
	Title     string
	Study     StudyID
	StudyName string
	Status    InsightStatus // published, or stale when a person said so
	Until     Date          // the day until which it counted as fresh, "" while it still does
	Against   int           // findings newer than its publication or renewal that speak against it
}

// Support is what stands behind an insight, counted over its evidence; themes count by their findings.
type Support struct {
	Findings      int      // supporting or nuancing
	Against       int      // findings that contradict
	Participants  int      // who support it, each once
	AgainstPeople int      // who contradict it, each once; somebody may do both
	Asked         int      // participants interviewed in the insight's study, or in all studies
	Segments      int      // of the supporting participants
	AllSegments   int      // of the asked participants
	Missing       []string // segments that were asked and do not support it, sorted
	Studies       int
	Methods       []string     // of the interviews, sorted
	Newest        Date         // date of the newest supporting interview, "" when unknown
	TopShare      float64      // share of the supporting findings that one participant holds, 0-1
	Strong, Weak  int          // supporting findings of that strength; the rest is medium or not judged
	ByMonth       []Supporters // the supporting participants by month and strength, the newest first
}

// Supporters counts supporting participants whose newest supporting interview was in one month and whose best evidence has one strength.
type Supporters struct {
	Month    Date // first day of the month; "" when unknown
	Strength Strength
	People   int
}

// ParticipantRow is a participant with their part in a study or in all.
type ParticipantRow struct {
	Participant
	Interviews int
	Findings   int
	Last       Date // of their last interview
}

// Hit is one search result.
type Hit struct {
	Kind      Kind // KindTranscript (a turn), KindFinding, KindInsight, KindMemo, KindTheme, KindTag, KindInterview, KindParticipant, KindTemplate
	ID        string
	Study     StudyID
	Interview InterviewID // for turns and findings
	Span      Span        // place in the transcript's text, for turns and findings
	Title     string      // interview title, claim, name
	Detail    string      // speaker and time, participant code, …
	Snippet   string      // up to ~160 bytes round the first match
	Marks     []Span      // matches, byte spans in Snippet
	Score     float64     // higher is better; comparable inside one kind only
	Row       int64       // of the record inside the file; holds until the record is deleted
	Date      Date        // of the interview, or of the last change; "" when unknown
}
