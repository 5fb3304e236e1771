package app

import (
	"math"
	"strings"
	"unicode/utf8"
)

// What people say of how a finding sounds, in Finding.Sentiment: a scale of -2 to 2 whose 0 is nothing said yet, and two verdicts
// beside it.
const (
	NoSentiment  = 0
	SaidNeutral  = 3 // neither praise nor complaint
	SaidMixed    = 4 // both
	maxSentiment = 2
)

// IsSentiment reports whether v may stand in Finding.Sentiment.
func IsSentiment(v int) bool {
	return v >= -maxSentiment && v <= maxSentiment || v == SaidNeutral || v == SaidMixed
}

// Sound is how a finding sounds, as a person decided or the machine estimates.
type Sound string

// The sounds. The empty one is unknown.
const (
	Positive Sound = "positive"
	Negative Sound = "negative"
	Neutral  Sound = "neutral"
	Mixed    Sound = "mixed" // praise and complaint, neither outweighing the other
)

// Sounds lists the sounds in the order in which they are offered.
var Sounds = [...]Sound{Positive, Negative, Neutral, Mixed}

// SoundOf returns what a person said by a value of Finding.Sentiment, "" for nothing.
func SoundOf(sentiment int) Sound {
	switch {
	case sentiment == SaidNeutral:
		return Neutral
	case sentiment == SaidMixed:
		return Mixed
	case sentiment > 0:
		return Positive
	case sentiment < 0:
		return Negative
	}
	return ""
}

// Sentiment returns the value of Finding.Sentiment that says the sound, in its plain degree.
func (s Sound) Sentiment() int {
	switch s {
	case Positive:
		return 1
	case Negative:
		return -1
	case Neutral:
		return SaidNeutral
	case Mixed:
		return SaidMixed
	}
	return NoSentiment
}

// StatementKind says what a passage does.
type StatementKind string

// The kinds of statement, see the package synthesis/sentiment.
const (
	StatesNeed    StatementKind = "need"
	StatesPain    StatementKind = "pain"
	StatesRequest StatementKind = "request"
	StatesPraise  StatementKind = "praise"
	StatesAsk     StatementKind = "question"
)

// StatementKinds lists the kinds in the order in which they are offered and stored; it is only ever added to at its end.
var StatementKinds = [...]StatementKind{StatesNeed, StatesPain, StatesRequest, StatesPraise, StatesAsk}

// Estimate is what the machine makes of a finding's text. It is derived: no step, no history, made anew when what it rests on changes.
type Estimate struct {
	Sound   Sound   // "" when there is none: not made yet, or the text is not English
	Score   float64 // -1 all complaint … 1 all praise
	Sure    float64 // chance that the sound is right, 0 to 1
	Kinds   []StatementKind
	Urgency int // 0 none, 1 some, 2 high
	// Because are words of the text that speak for the sound, strongest first. They are not stored.
	Because []string
}

// EstimateOf is the estimate of one finding, made from its text as it was when it was last changed.
type EstimateOf struct {
	Finding FindingID
	Row     int64 // where to go on in Unestimated
	Text    string
	Changed int64 // when the finding was last changed, milliseconds since 1970
	Estimate
}

// Judged is a text and how a person says it sounds.
type Judged struct {
	Finding FindingID
	Text    string
	Sound   Sound
}

// MaxOpinion is the largest weight of an OpinionWord.
const MaxOpinion = 3

// OpinionWord is a word or turn of phrase of a workspace's own and how much it praises (above 0) or complains (below), -MaxOpinion to
// MaxOpinion; 0 says that it means neither. Estimates heed it before the words that come with the program.
type OpinionWord struct {
	ID     OpinionWordID `json:"id"`
	Words  string        `json:"words"`
	Weight float64       `json:"weight"`
	Stamp
}

// Ref names the record.
func (o *OpinionWord) Ref() Ref { return Ref{KindOpinionWord, string(o.ID)} }

// maxOpinionRunes is the longest turn of phrase that can be heeded.
const maxOpinionRunes = 80

// Validate refuses an entry without a word, one that is too long, and a weight beyond the bounds.
func (o *OpinionWord) Validate() error {
	if strings.TrimSpace(o.Words) == "" {
		return Invalid("An entry needs a word.", "Type a word or a turn of phrase.")
	}
	if utf8.RuneCountInString(o.Words) > maxOpinionRunes || strings.ContainsAny(o.Words, "\n\r\t") {
		return Invalid("A turn of phrase is one line of at most 80 signs.", "Shorten it.")
	}
	if math.IsNaN(o.Weight) || math.Abs(o.Weight) > MaxOpinion {
		return Invalid("A weight goes from -3 to 3.", "")
	}
	return nil
}

// Equal reports whether r is the same entry in the same state.
func (o *OpinionWord) Equal(r Record) bool {
	p, ok := r.(*OpinionWord)
	return ok && o.ID == p.ID && o.Words == p.Words && o.Weight == p.Weight && o.Stamp.equal(p.Stamp)
}
