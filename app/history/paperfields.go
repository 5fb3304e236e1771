package history

import "throughline/app"

// The fields of papers, as they read in the history.
func init() {
	for kind, fields := range map[app.Kind][]field{
		app.KindField: {{"name", "Name", sayText, true}, {"type", "Type", sayWord, false}, {"options", "Choices", sayList, false}, {"help", "Help", sayText, false},
			{"order", "Place", sayOther, true}},
		app.KindConsent: {{"given", "Given", sayWord, false}, {"scopes", "Allows", sayList, false}, {"expires", "Ends", sayWord, false}, {"withdrawn", "Withdrawn", sayWord, false},
			{"reason", "Reason", sayText, false}, {"how", "How", sayText, false}, {"note", "Note", sayText, false}, {"version", "Version of the text", sayNumber, false},
			{"text", "Text", sayOther, false}, {"participant", "Person", sayRef(app.KindParticipant), false}, {"study", "Study", sayStudy, true}},
		app.KindRecruitment: {{"target", "People wanted", sayNumber, false}, {"screener", "Screener", sayOther, false}, {"quotas", "Quotas", sayOther, false},
			{"incentive", "Incentive", sayNumber, false}, {"currency", "Currency", sayWord, false}, {"minutes", "Minutes", sayNumber, false}, {"place", "Place", sayText, false},
			{"zone", "Time zone", sayWord, false}, {"invite", "Invitation", sayOther, false}, {"note", "Note", sayText, false}, {"study", "Study", sayStudy, true}},
		app.KindCandidacy: {{"stage", "Stage", sayWord, false}, {"fit", "Screener", sayWord, false}, {"score", "Score", sayDecimal, false}, {"why", "Why", sayText, false}, {"by_hand", "Judged by hand", sayYes, false},
			{"session", "Session", sayOther, false}, {"answers", "Answers", sayOther, false}, {"note", "Note", sayText, false}, {"order", "Place", sayOther, true}, {key: "moves"},
			{"interview", "Interview", sayRef(app.KindInterview), false}, {"participant", "Person", sayRef(app.KindParticipant), false}, {"study", "Study", sayStudy, true}},
		app.KindIncentive: {{"date", "Date", sayWord, false}, {"amount", "Hundredths", sayNumber, false}, {"currency", "Currency", sayWord, false}, {"form", "Form", sayWord, false},
			{"paid", "Paid", sayYes, false}, {key: "corrects"}, {"note", "Note", sayText, false}, {"participant", "Person", sayRef(app.KindParticipant), false}, {"study", "Study", sayStudy, true}},
		app.KindTemplate: {{"name", "Name", sayText, true}, {"kind", "Kind", sayWord, true}, {"about", "About", sayText, false}, {"owner", "Owner", sayWord, false},
			{"language", "Language", sayWord, false}, {"versions", "Text", sayOther, false}, {"retired", "Retired", sayYes, false}, {"insights", "Insights", sayInsights, false}},
		app.KindTool: {{"name", "Name", sayText, true}, {"kind", "Kind", sayWord, false}, {"owner", "Owner", sayWord, false}, {"purpose", "Purpose", sayText, false},
			{"cost", "Cost in hundredths", sayNumber, false}, {"currency", "Currency", sayWord, false}, {"period", "For a", sayWord, false}, {"renewal", "Renewal", sayWord, false},
			{"personal", "Personal data", sayList, false}, {"where", "Kept at", sayText, false}, {"url", "Link", sayText, false}, {"profiles", "Connections", sayOther, false},
			{"retired", "Retired", sayYes, false}, {"note", "Note", sayText, false}},
		app.KindGuideLink: {{"question", "Question", sayText, true}, {"quote", "Asked as", sayQuote, false}, {"skipped", "Not asked on purpose", sayYes, false},
			{"refused", "Turned down", sayYes, false}, {"interview", "Interview", sayRef(app.KindInterview), false}, {key: "transcript"}, {key: "span"}, {key: "provenance"}, {key: "study"}},
		app.KindGuideTopic: {{"question", "Question", sayText, true}, {"tags", "Tags", sayOther, false}, {"themes", "Themes", sayOther, false}, {key: "study"}},
		app.KindSealed:     {{"use", "Sealed", sayWord, false}, {"participant", "Person", sayRef(app.KindParticipant), false}, {key: "data"}, {key: "study"}},
		app.KindErasure: {{"date", "Date", sayWord, false}, {"code", "Of", sayWord, false}, {"reason", "Reason", sayText, false}, {"removed", "Removed", sayOther, false},
			{key: "what"}, {key: "study"}, {key: "keeps"}, {key: "insights"}, {key: "proof"}, {key: "backups"}, {key: "marks"}, {key: "open"}},
		app.KindMeasure: {{"kind", "Measure", sayWord, true}, {"value", "Value", sayDecimal, false}, {"task", "Task", sayText, false}, {"release", "Release", sayText, false},
			{"date", "Date", sayWord, false}, {"answers", "Answers", sayOther, false}, {"participant", "Person", sayRef(app.KindParticipant), false},
			{"interview", "Interview", sayRef(app.KindInterview), false}, {"study", "Study", sayStudy, true}},
		app.KindMetric: {{"name", "Name", sayText, true}, {"definition", "Definition", sayText, false}, {"unit", "Unit", sayWord, false}, {"owner", "Owner", sayText, false},
			{"source", "Source", sayText, false}, {"target", "Target", sayDecimal, false}, {"lower", "Less is better", sayYes, false}, {"series", "Values", sayOther, false}},
		app.KindAnnotation: {{"name", "Name", sayText, true}, {"date", "Date", sayWord, false}, {"kind", "Kind", sayWord, false}, {"study", "Study", sayStudy, true}},
		app.KindFigure: {{"said", "Says", sayText, true}, {"stance", "Stance", sayWord, false}, {"note", "Note", sayText, false}, {"segment", "Segment", sayText, false},
			{"days", "Days on each side", sayNumber, false}, {"task", "Task", sayText, false}, {"release", "Release", sayText, false}, {"against", "Compared with", sayText, false},
			{"measure", "Measure", sayWord, false}, {key: "insight"}, {key: "metric"}, {key: "annotation"}, {key: "of"}, {key: "study"}},
		app.KindApart:  {{"tags", "Tags", sayOther, true}, {key: "into"}},
		app.KindOrigin: {{"file", "File", sayText, true}, {"program", "Program", sayText, false}, {"format", "Format", sayWord, false}, {key: "names"}, {key: "skeleton"}, {key: "study"}},
		app.KindOriginFile: {{"path", "File", sayText, true}, {key: "origin"}, {key: "of"}, {key: "data"}, {"interview", "Interview", sayRef(app.KindInterview), false},
			{key: "study"}},
		app.KindMerged: {{key: "heads"}},
		app.KindPack: {{"origin", "Part of", sayText, false}, {"blind", "Without findings", sayYes, false}, {"covered", "Turns kept back", sayNumber, false},
			{"without", "Interviews left out", sayNumber, false},
			{key: "interviews"}, {key: "head"}, {"study", "Study", sayStudy, true}},
		app.KindChecklist: {{"name", "Name", sayText, true}, {"items", "Ticks", sayTicks, false}, {"version", "Version", sayNumber, false}, {key: "template"},
			{"study", "Study", sayStudy, true}},
	} {
		fieldsOf[kind] = fields
	}
}
