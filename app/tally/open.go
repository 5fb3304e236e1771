package tally

import (
	"throughline/app"
)

// Narrow is a query narrowed to one value of an axis, so that what was counted can be opened. attribute names the one of AxisAttribute.
func Narrow(q app.FindingQuery, axis app.Axis, attribute string, key app.CrossKey, rollUp bool) app.FindingQuery {
	v := key.Value
	ops := map[app.Axis]app.ClauseOp{
		app.AxisStudy: app.OpStudy, app.AxisProduct: app.OpProduct, app.AxisRegion: app.OpRegion, app.AxisParticipant: app.OpParticipant,
		app.AxisInterview: app.OpInterview, app.AxisMethod: app.OpMethod, app.AxisSegment: app.OpSegment, app.AxisSound: app.OpSound,
		app.AxisStance: app.OpStance, app.AxisSeverity: app.OpSeverity, app.AxisAuthor: app.OpAuthor, app.AxisProvenance: app.OpProvenance,
	}
	switch axis {
	case app.AxisNone:
		return q
	case app.AxisTag:
		if len(q.Tags) == 0 {
			q.Tags, q.SubTags = []app.TagID{app.TagID(v)}, rollUp
			return q
		}
		return q.And(app.Clause{Op: app.OpTag, Tags: []app.TagID{app.TagID(v)}, SubTags: rollUp})
	case app.AxisTheme, app.AxisWideTheme:
		if len(q.Themes) == 0 {
			q.Themes = []app.ThemeID{app.ThemeID(v)}
			return q
		}
		return q.And(app.Clause{Op: app.OpTheme, Themes: []app.ThemeID{app.ThemeID(v)}})
	case app.AxisSegment:
		if len(q.Segments) == 0 && v != "" {
			q.Segments = []string{v}
			return q
		}
	case app.AxisMonth:
		q.Months = []string{v}
		return q
	case app.AxisWeek:
		return q.And(app.Clause{Op: app.OpDate, From: app.Date(v), To: app.DateOf(app.Date(v).Time().AddDate(0, 0, 6))})
	case app.AxisAttribute:
		return q.And(app.Clause{Op: app.OpAttribute, Attribute: attribute, Values: []string{v}})
	}
	return q.And(app.Clause{Op: ops[axis], Values: []string{v}})
}
