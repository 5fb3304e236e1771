package app

// Sample is a finding read to compare what holds it with what holds others.
type Sample struct {
	Theme   ThemeID // the theme that holds it, "" when it stands for a tag
	Tag     TagID   // the tag that it carries, "" when it stands for a theme
	Finding FindingID
	Study   StudyID
	Text    string // its quote, or its note
}

// Shared says how much of a study's theme stands in a theme of the board across studies as well.
type Shared struct {
	Theme    ThemeID // of a study's board
	Across   ThemeID // of the board across studies
	Findings int     // that stand in both
}

// Mood is how the findings of one theme or tag sound in one study, as people said, otherwise as estimated. People count once: as
// praising when more of what they said praises than complains, as complaining the other way round.
type Mood struct {
	Theme      ThemeID // of the board across studies, "" for a tag
	Tag        TagID   // of the taxonomy, with the tags mapped to it; "" for a theme
	Study      StudyID
	Findings   int
	People     int // who said them, each once
	Praise     int // people
	Complaint  int // people
	Supports   int // findings that people marked
	Contradict int // findings that people marked
	Estimated  int // findings whose sound is an estimate nobody decided about
}

// Citation says that an insight rests on a theme.
type Citation struct {
	Theme    ThemeID
	Insight  InsightID
	Title    string
	Status   InsightStatus
	Direct   bool // the theme itself is evidence
	Findings int  // of the theme that are evidence by themselves
}
