package dashboard

import (
	"fmt"
	"math"
	"strings"
	"time"

	"throughline/app"
)

// Key names a number of the dashboard.
type Key string

// The numbers of the dashboard, in the order shown.
const (
	KeyToInsight    Key = "time_to_insight"
	KeyInterviews   Key = "interviews_this_month"
	KeyBacked       Key = "backed_by_people"
	KeyUsed         Key = "used"
	KeyStale        Key = "stale"
	KeyContradicted Key = "contradicted"
	KeyWaiting      Key = "waiting"
	KeyUnsorted     Key = "unsorted"
	KeyUnused       Key = "unused_tags"
	KeyUndefined    Key = "undefined_tags"
)

// Metric is one number as people read it.
type Metric struct {
	Key        Key    `json:"key"`
	Title      string `json:"title"`
	Value      string `json:"value"` // "9 days", "21 of 38"
	Note       string `json:"note"`  // what it is of, or was before
	Definition string `json:"definition"`
	Warn       bool   `json:"warn"` // somebody should look
}

// none stands for a number that nothing gives yet.
const none = "–"

// Metrics puts the numbers into words.
func (n Numbers) Metrics(today app.Date) []Metric {
	t := n.ToInsight
	insight := Metric{Key: KeyToInsight, Title: "Time to insight", Value: none, Note: fmt.Sprintf("none published in %d days", Window),
		Definition: fmt.Sprintf("Days from a study's first interview to the publication of its insights: the median over what was published in the last %d days. Insights across studies are left out.", Window)}
	if t.N > 0 {
		insight.Value, insight.Note = days(t.Days), fmt.Sprintf("median of %d", t.N)
	}
	if t.BeforeN > 0 {
		insight.Note += fmt.Sprintf("; %s in the %d days before", days(t.Before), Window)
	}
	last := today.Time().AddDate(0, 0, -today.Time().Day()).Month() // the day before the first
	held := Metric{Key: KeyInterviews, Title: "Interviews this month", Value: app.Number(n.Interviews.ThisMonth),
		Note:       fmt.Sprintf("%s in %s up to the same day", app.Number(n.Interviews.LastMonth), last),
		Definition: "Interviews dated in this calendar month, up to today."}
	return append([]Metric{insight, held},
		share(KeyBacked, "Enough people", n.Backed, "insights in review or published", fmt.Sprintf("Insights in review or published with at least %d people behind the evidence that does not contradict. A theme stands for its findings.", app.EnoughPeople), n.Backed.N < n.Backed.Of),
		used(n),
		share(KeyStale, "Stale insights", n.Stale, "insights that were firm once", "Insights marked stale, or published and past the day by which they were to be looked at again; of all that are in review, published or stale.", n.Stale.N > 0),
		share(KeyContradicted, "Contradicted", n.Contradicted, "insights in review or published", "Insights in review or published with a piece of evidence that contradicts.", false),
		share(KeyWaiting, "Waiting interviews", n.Waiting, "interviews", "Interviews without a finding.", n.Waiting.N > 0),
		share(KeyUnsorted, "Unsorted findings", n.Unsorted, "findings", "Findings in no theme of their study's board.", false),
		share(KeyUnused, "Unused tags", Share{n.Codebook.Unused, n.Codebook.Tags}, "tags", "Tags on no finding, neither themselves nor the tags beneath them or mapped to them. Retired tags are left out.", false),
		share(KeyUndefined, "Without definition", Share{n.Codebook.Undefined, n.Codebook.Tags}, "tags", "Tags that do not say what they mean. Retired tags are left out.", false),
	)
}

func used(n Numbers) Metric {
	m := share(KeyUsed, "Insights used", n.Used, "published", "Published insights that at least one decision was made with.", false)
	if n.Decided > 0 {
		m.Note += ", in " + app.Count(n.Decided, "decision")
	}
	return m
}

func share(key Key, title string, s Share, of, definition string, warn bool) Metric {
	m := Metric{Key: key, Title: title, Value: none, Note: "no " + of, Definition: definition}
	if s.Of > 0 {
		m.Value, m.Note, m.Warn = app.Number(s.N), fmt.Sprintf("of %s %s", app.Number(s.Of), of), warn
	}
	return m
}

// days writes a number of days: "1 day", "9 days", "9.5 days".
func days(d float64) string {
	if d == math.Trunc(d) {
		return app.Count(int(d), "day")
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", d), ".0") + " days"
}

// Short is a day as the axis of a chart shows it: "3 Nov".
func Short(d app.Date) string { return d.Time().Format("2 Jan") }

// Month is a month as the axis of a chart shows it: "Nov", and with its year in January: "Jan 26".
func Month(d app.Date) string {
	t := d.Time()
	if t.Month() == time.January {
		return t.Format("Jan 06")
	}
	return t.Format("Jan")
}
