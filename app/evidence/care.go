package evidence

import (
	"fmt"
	"math"

	"throughline/app"
)

// Care is why a published insight needs to be looked at again.
type Care string

// The reasons to look again.
const (
	PastDate     Care = "stale"        // its time is over
	Contradicted Care = "contradicted" // findings newer than the publication speak against it
	SaidStale    Care = "said"         // a person said that it is stale
	Withdrawn    Care = "withdrawn"    // people whose words stand behind it took their consent back
)

// Due is one reason to look at an insight again, with a sentence for people.
type Due struct {
	Care  Care
	Words string // "Stale since 4 May 2026"
	Short string // "stale 6 months"
}

// FreshUntil is the last day on which a published insight counts as fresh: its own day, or the standard's months after it was published
// or renewed. "" for one that was never published.
func FreshUntil(in *app.Insight, std app.Standards) app.Date {
	if in.ReviewBy != "" {
		return in.ReviewBy
	}
	since := in.Published
	if in.Renewed.At.After(since) {
		since = in.Renewed.At
	}
	if since.IsZero() {
		if in.Status != app.InsightPublished {
			return ""
		}
		since = in.Modified // published before there were dates
	}
	return app.DateOf(since.AddDate(0, std.Fresh(), 0))
}

// DueOf says why an insight needs to be looked at again on a day; nil where it does not. Drafts and superseded ones never do.
func DueOf(in *app.InsightRow, std app.Standards, on app.Date) []Due {
	var out []Due
	if in.Status == app.InsightStale {
		out = append(out, Due{SaidStale, "Said to be stale", "stale"})
	}
	if in.Withdrawn > 0 && (in.Status == app.InsightPublished || in.Status == app.InsightStale) {
		out = append(out, Due{Withdrawn, fmt.Sprintf("%s behind it: consent was withdrawn", app.Count(in.Withdrawn, "finding")),
			app.Number(in.Withdrawn) + " withdrawn"})
	}
	if in.Status != app.InsightPublished {
		return out
	}
	if until := FreshUntil(&in.Insight, std); until != "" && until < on {
		short := "stale"
		if m := months(until, on); m > 0 {
			short += " " + app.Count(m, "month")
		}
		out = append(out, Due{PastDate, "Stale since " + until.Time().Format("2 January 2006"), short})
	}
	if in.Against > 0 {
		words := "speaks"
		if in.Against > 1 {
			words = "speak"
		}
		out = append(out, Due{Contradicted, fmt.Sprintf("%s %s against it, newer than what was published", app.Count(in.Against, "finding"), words),
			app.Number(in.Against) + " newer against"})
	}
	return out
}

// Certainty is the share that a level counts in a score: High 100 %, Moderate 80 %, Low 50 % as RICE has them, Very low 25 %, which
// Intercom calls a moonshot. 0 for no level.
func Certainty(l app.Level) float64 {
	return [...]float64{0, 0.25, 0.5, 0.8, 1}[l.Rank()]
}

// Best is the surest of levels: a recommendation is as sure as the best insight that it rests on, so that one more insight never
// takes from it. "" for none.
func Best(levels ...app.Level) app.Level {
	var best app.Level
	for _, l := range levels {
		if l.Rank() > best.Rank() {
			best = l
		}
	}
	return best
}

// Scored is a score with what it comes from.
type Scored struct {
	Value      float64
	OK         bool    // all inputs are given
	Confidence float64 // 0-1
	Own        bool    // the confidence is a person's
	Formula    string  // "2,000 × 2 × 80 % ÷ 3"
	Reading    string  // of an opportunity score: "high"
}

// Score computes a recommendation's score with the certainty of the best level it rests on, unless a person gave another.
func Score(s app.Score, level app.Level) Scored {
	out := Scored{Confidence: s.Confidence, Own: s.Confidence > 0}
	if !out.Own {
		out.Confidence = Certainty(level)
	}
	out.Value, out.OK = s.Value(out.Confidence)
	switch s.Method {
	case app.RICE:
		out.Formula = fmt.Sprintf("%s × %s × %s ÷ %s", number(s.Reach), number(s.Impact), percent(out.Confidence), number(s.Effort))
	case app.ICE:
		out.Formula = fmt.Sprintf("%s × %s × %s", number(s.Benefit), number(10*out.Confidence), number(s.Ease))
	case app.ODI:
		out.Formula = fmt.Sprintf("%s + max(%s − %s, 0)", number(s.Importance), number(s.Importance), number(s.Satisfaction))
		if out.OK {
			out.Reading = reading(out.Value)
		}
	}
	return out
}

// reading of an opportunity score: over 10 is worth a look, over 12 high, over 15 extreme (Ulwick).
func reading(score float64) string {
	switch {
	case score > 15:
		return "extreme"
	case score > 12:
		return "high"
	case score > 10:
		return "worth a look"
	}
	return "served well"
}

// number writes what is not given as a question mark.
func number(v float64) string {
	switch {
	case v == 0:
		return "?"
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return app.Number(int(v))
	}
	return fmt.Sprintf("%.4g", v)
}
