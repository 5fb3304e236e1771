package history

import "throughline/app"

// pair is the record that is being described.
type pair struct {
	verb          Verb
	before, after app.Record
	names         Names
}

// field says how a change of one JSON field of a kind reads. say nil hides it; whole fields are shown only when they change,
// not when the record is made or deleted, because its title or its other fields tell.
type field struct {
	key, name string
	say       func(p *pair, before, after value) string
	whole     bool
}

// FieldName is what a JSON field of a kind is called in the history: "Counts for".
func FieldName(k app.Kind, key string) string {
	for _, f := range fieldsOf[k] {
		if f.key == key && f.name != "" {
			return f.name
		}
	}
	return spaced(key)
}

var fieldsOf = map[app.Kind][]field{
	app.KindFinding: {
		{"start", "Start", sayStart, true}, {"end", "End", sayEnd, true}, {"quote", "Passage", sayQuote, true},
		{"tags", "Tags", sayTags, false}, {"note", "Note", sayText, false}, {"stance", "Stance", sayWord, false},
		{"sentiment", "Sentiment", sayScale(sentiments), false}, {"severity", "Severity", sayScale(severities), false}, {"star", "Star", sayYes, false},
		{"transcript", "Text", sayRevision, true}, {"participant", "Person", sayRef(app.KindParticipant), true},
		{"interview", "Interview", sayRef(app.KindInterview), true}, {"study", "Study", sayRef(app.KindStudy), true},
		{key: "before"}, {key: "after"}, {key: "at"}, {key: "speaker"},
	},
	app.KindTag: {
		{"name", "Name", sayText, true}, {"parent", "Under", sayRef(app.KindTag), false}, {"definition", "Definition", sayText, false},
		{"include", "Include", sayText, false}, {"exclude", "Exclude", sayText, false}, {"example", "Example", sayText, false},
		{"status", "Status", sayWord, true}, {"replaced_by", "Replaced by", sayRef(app.KindTag), false},
		{"maps_to", "Counts for", sayRef(app.KindTag), false}, {"order", "Place", sayOther, true},
		{"color", "Colour", sayOther, true}, {"shortcut", "Key", sayNumber, false}, {"study", "Study", sayStudy, true},
	},
	app.KindTheme: {
		{"name", "Name", sayText, true}, {"note", "Note", sayText, false}, {"terms", "Terms", sayList, true}, {"color", "Colour", sayOther, true},
		{"order", "Place on the board", sayOther, true}, {"locked", "Locked", sayYes, false}, {"proposed", "Proposed by the machine", sayYes, false},
		{"study", "Study", sayStudy, true},
	},
	app.KindInsight: {
		{"title", "Claim", sayText, true}, {"body", "Text", sayText, false},
		{"evidence", "Evidence", sayEvidence, false}, {"status", "Status", sayWord, true}, {"owner", "Owner", sayText, false},
		{"superseded_by", "Superseded by", sayRef(app.KindInsight), false}, {"version", "Version", sayNumber, true}, {"review_by", "Fresh until", sayWord, false},
		{"renewed", "Still true", sayRenewal, false}, {"override", "Confidence by hand", sayOverride, false}, {"cerqual", "GRADE-CERQual", sayCERQual, false},
		{key: "published"}, {"order", "Place in the list", sayOther, true}, {"study", "Study", sayStudy, true},
	},
	app.KindRecommendation: {
		{"text", "Recommendation", sayText, true}, {"kind", "Kind", sayWord, true}, {"status", "Status", sayWord, true}, {"owner", "Owner", sayWord, false},
		{"insights", "Insights", sayInsights, false}, {"score", "Score", sayScore, false}, {"order", "Place", sayOther, true}, {"study", "Study", sayStudy, true},
	},
	app.KindDecision: {
		{"text", "Decision", sayText, true}, {"date", "Date", sayWord, false}, {"by", "Decided by", sayWord, false}, {"where", "Where", sayText, false},
		{"outcome", "Outcome", sayText, false}, {"insights", "Insights", sayInsights, false}, {"study", "Study", sayStudy, true},
	},
	app.KindPublication: {{"level", "Confidence", sayWord, false}, {key: "insight"}, {key: "version"}, {key: "title"}, {key: "body"}, {key: "computed"},
		{key: "reasons"}, {key: "why"}, {key: "cerqual"}, {key: "support"}, {key: "evidence"}, {key: "advice"}, {key: "study"}, {key: "change"}, {key: "actions"},
		{key: "decisions"}},
	app.KindStandards: {{"fresh_months", "Months that an insight counts as fresh", sayNumber, false}, {"half_life", "Half-life of a voice in months", sayNumber, false},
		{"contacts", "Contacts at most", sayNumber, false}, {"contact_days", "Days in which contacts count", sayNumber, false}, {"incentive_year", "Incentives in a year", sayNumber, false},
		{"currency", "Currency", sayWord, false}, {"consent", "Without a recorded consent", sayWord, false}, {"consent_notice", "Days before a consent ends", sayNumber, false},
		{"keep_months", "Months that words are kept", sayNumber, false}},
	app.KindStudy: {
		{"name", "Name", sayText, true}, {"product", "Product", sayText, false}, {"region", "Region", sayText, false}, {"method", "Method", sayText, false},
		{"owner", "Owner", sayText, false}, {"goal", "Goal", sayText, false}, {"questions", "Questions", sayList, false}, {"guide", "Guide", sayList, false},
		{"start", "Begins", sayWord, false}, {"end", "Ends", sayWord, false}, {"status", "Status", sayWord, false}, {"color", "Colour", sayOther, true},
		{"templates", "Templates", sayOther, false}, {"keep", "Kept until", sayWord, false},
	},
	app.KindParticipant: {
		{"code", "Code", sayText, true}, {"segment", "Segment", sayWord, false}, {"attributes", "Attributes", sayAttributes, false}, {"note", "Note", sayText, false},
		{"panel", "Panel", sayOther, false},
	},
	app.KindInterview: {
		{"title", "Title", sayText, true}, {"date", "Date", sayWord, false}, {"method", "Method", sayWord, false}, {"moderator", "Moderator", sayWord, false},
		{"speakers", "Speakers", saySpeakers, false}, {"status", "Status", sayWord, false}, {"note", "Note", sayText, false},
		{"source", "File", sayRef(app.KindSource), false}, {"study", "Study", sayRef(app.KindStudy), true},
	},
	app.KindMemo: {
		{"title", "Title", sayText, true}, {"text", "Text", sayMemoText, false}, {"kind", "Kind", sayMemoKind, true}, {"on", "On", sayOn, false},
		{"study", "Study", sayStudy, true},
	},
	app.KindTranscript: {{"revision", "Revision", sayNumber, false}, {key: "interview"}, {key: "text"}, {key: "turns"}, {key: "cues"}, {key: "language"},
		{"note", "Made by", sayText, true}},
	app.KindOpinionWord: {{"words", "Words", sayText, true}, {"weight", "Weight", sayDecimal, false}},
	app.KindView: {
		{"name", "Name", sayText, true}, {"spec", "What it shows", sayOther, true}, {"pinned", "Pinned", sayYes, false},
		{"order", "Place in the list", sayOther, true}, {"study", "Study", sayStudy, true}, {key: "place"},
	},
	app.KindSource: {{"name", "Name", sayWord, true}, {"format", "Format", sayWord, false}, {key: "hash"}, {key: "data"}},
}
