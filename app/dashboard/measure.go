package dashboard

import (
	"maps"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Share is so many of so many.
type Share struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

// Timing is how long something takes.
type Timing struct {
	Days    float64 `json:"days"` // the median
	N       int     `json:"n"`    // of so many; 0 for none, and then no Days
	Before  float64 `json:"before"`
	BeforeN int     `json:"before_n"`
}

// Week is how many interviews were held in the days from Start on: a week from its Monday, or a month from its first.
type Week struct {
	Start app.Date `json:"start"`
	N     int      `json:"n"`
}

// Flow is how many interviews are held over time.
type Flow struct {
	ThisMonth int    `json:"this_month"`
	LastMonth int    `json:"last_month"` // up to the same day of the month
	Weeks     []Week `json:"weeks"`      // the last twelve, the present one last
	Months    []Week `json:"months"`     // likewise
	Undated   int    `json:"undated"`
}

// Codebook is how healthy the tags are.
type Codebook struct {
	Tags      int `json:"tags"` // that are not retired
	Unused    int `json:"unused"`
	Undefined int `json:"undefined"`
	Apart     int `json:"apart"`   // tags of studies that count for none of the taxonomy, where there is one
	Retired   int `json:"retired"` // retired and still on findings
}

// Numbers are how a programme does.
type Numbers struct {
	ToInsight    Timing   `json:"time_to_insight"` // over the last Window days, and over as many before
	Interviews   Flow     `json:"interviews"`
	Waiting      Share    `json:"waiting"`      // interviews without a finding
	Backed       Share    `json:"backed"`       // firm insights with at least app.EnoughPeople people behind them
	Used         Share    `json:"used"`         // published insights that a decision was made with
	Decided      int      `json:"decided"`      // how often
	Stale        Share    `json:"stale"`        // of what was firm once
	Contradicted Share    `json:"contradicted"` // firm insights with evidence against them
	Unsorted     Share    `json:"unsorted"`     // findings in no theme
	Codebook     Codebook `json:"codebook"`
}

// Window is how many days back times are counted from.
const Window = 90

// periods is how many weeks and months a Flow goes back.
const periods = 12

// Measure counts how a programme does on a day.
func Measure(f Facts, today app.Date) Numbers {
	n := Numbers{ToInsight: timeToInsight(f, today), Interviews: flow(f.Sessions, today), Codebook: codebook(f.Tags)}
	n.Waiting.Of = len(f.Sessions)
	for _, s := range f.Sessions {
		if s.Findings == 0 {
			n.Waiting.N++
		}
	}
	for _, st := range f.Studies {
		n.Unsorted.N += st.Unsorted
		n.Unsorted.Of += st.Findings
	}
	for _, in := range f.Insights {
		if firm(in) || in.Status == app.InsightStale {
			n.Stale.add(stale(in, today))
		}
		if in.Status == app.InsightPublished {
			n.Used.add(in.Decisions > 0)
			n.Decided += in.Decisions
		}
		if !firm(in) {
			continue
		}
		n.Backed.add(in.People >= app.EnoughPeople)
		n.Contradicted.add(in.Against > 0)
	}
	return n
}

func (s *Share) add(yes bool) {
	s.Of++
	if yes {
		s.N++
	}
}

// firm reports whether an insight is in review or published: more than a draft and not given up.
func firm(in app.Standing) bool {
	return in.Status == app.InsightInReview || in.Status == app.InsightPublished
}

// stale reports whether an insight is marked stale, or published and past the day by which it was to be looked at again.
func stale(in app.Standing, today app.Date) bool {
	return in.Status == app.InsightStale || in.Status == app.InsightPublished && in.ReviewBy != "" && in.ReviewBy < today
}

// timeToInsight is the median of days from the first interview of a study to the publication of its insights, over those published in
// the last Window days, and in the Window days before them. Insights of studies without a dated interview before are left out.
func timeToInsight(f Facts, today app.Date) (t Timing) {
	first := map[app.StudyID]time.Time{}
	for _, s := range f.Sessions { // by date
		if _, known := first[s.Study]; !known && !s.Date.Time().IsZero() {
			first[s.Study] = s.Date.Time()
		}
	}
	end := today.Time().AddDate(0, 0, 1)
	var now, before []float64
	for _, in := range f.Insights {
		begun, ok := first[in.Study]
		if !ok || in.Published.IsZero() || in.Published.Before(begun) || !in.Published.Before(end) {
			continue
		}
		days := float64(int(in.Published.Sub(begun) / (24 * time.Hour)))
		switch age := end.Sub(in.Published); {
		case age <= Window*24*time.Hour:
			now = append(now, days)
		case age <= 2*Window*24*time.Hour:
			before = append(before, days)
		}
	}
	t.Days, t.N, t.Before, t.BeforeN = median(now), len(now), median(before), len(before)
	return t
}

// median is the middle value, the mean of the two middle ones of an even number; 0 of none.
func median(all []float64) float64 {
	n := len(all)
	if n == 0 {
		return 0
	}
	slices.Sort(all)
	return (all[(n-1)/2] + all[n/2]) / 2
}

func flow(sessions []app.SessionRow, today app.Date) Flow {
	day := today.Time()
	monday := day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	month := day.AddDate(0, 0, 1-day.Day())
	var f Flow
	for i := range periods {
		f.Weeks = append(f.Weeks, Week{Start: app.DateOf(monday.AddDate(0, 0, 7*(i+1-periods)))})
		f.Months = append(f.Months, Week{Start: app.DateOf(month.AddDate(0, i+1-periods, 0))})
	}
	last := month.AddDate(0, -1, 0)
	for _, s := range sessions {
		at := s.Date.Time()
		switch {
		case at.IsZero():
			f.Undated++
			continue
		case at.After(day): // planned
			continue
		case !at.Before(month):
			f.ThisMonth++
		case !at.Before(last) && at.Day() <= day.Day():
			f.LastMonth++
		}
		count(f.Weeks, s.Date)
		count(f.Months, s.Date)
	}
	return f
}

// count adds a day to the period that holds it.
func count(all []Week, d app.Date) {
	for i := len(all) - 1; i >= 0; i-- {
		if d >= all[i].Start {
			all[i].N++
			return
		}
	}
}

func codebook(tags []app.TagState) (c Codebook) {
	shared := slices.ContainsFunc(tags, func(t app.TagState) bool { return t.Study == "" && t.Status != app.TagDeprecated })
	for _, t := range tags {
		if t.Status == app.TagDeprecated {
			if t.Used {
				c.Retired++
			}
			continue
		}
		c.Tags++
		if !t.Used {
			c.Unused++
		}
		if !t.Defined {
			c.Undefined++
		}
		if shared && t.Study != "" && !t.Mapped {
			c.Apart++
		}
	}
	return c
}

// By is what a coverage is spread over.
type By string

// What a coverage can be spread over.
const (
	ByStudy   By = "study"
	ByProduct By = "product"
	ByRegion  By = "region"
)

// Coverage is how many people of each segment were interviewed.
type Coverage struct {
	Segments []string     `json:"segments"` // by name, "" (unknown) last
	Columns  []app.Choice `json:"columns"`
	People   [][]int      `json:"people"` // segments × columns, each person once a cell
	Left     int          `json:"left"`   // columns beyond the largest number asked for
}

// Cover counts who was interviewed, by segment and study, product or region; at most so many columns (0 for all): the studies that began
// last, or the first by name.
func Cover(f Facts, by By, most int) Coverage {
	columns, of := columnsOf(f, by)
	var c Coverage
	if most > 0 && len(columns) > most {
		c.Left, columns = len(columns)-most, columns[:most]
	}
	c.Columns = columns
	at := make(map[string]int, len(columns))
	for i, k := range columns {
		at[k.Value] = i
	}
	c.Segments = names(f.People, func(a app.Attendance) string { return a.Segment })
	if slices.ContainsFunc(f.People, func(a app.Attendance) bool { return a.Segment == "" }) {
		c.Segments = append(c.Segments, "")
	}
	row := make(map[string]int, len(c.Segments))
	for i, s := range c.Segments {
		row[s] = i
		c.People = append(c.People, make([]int, len(columns)))
	}
	type cell struct {
		row, column int
		who         app.ParticipantID
	}
	seen := map[cell]bool{}
	for _, a := range f.People {
		column, shown := at[of[a.Study]]
		k := cell{row[a.Segment], column, a.Participant}
		if shown && !seen[k] {
			seen[k] = true
			c.People[k.row][column]++
		}
	}
	return c
}

// columnsOf returns the columns of a coverage, and the column of each study.
func columnsOf(f Facts, by By) (columns []app.Choice, of map[app.StudyID]string) {
	of = make(map[app.StudyID]string, len(f.Studies))
	if by == ByStudy {
		studies := slices.Clone(f.Studies)
		slices.SortStableFunc(studies, func(a, b app.StudyRow) int { return strings.Compare(string(b.Start), string(a.Start)) })
		for _, st := range studies {
			of[st.ID] = string(st.ID)
			columns = append(columns, app.Choice{Value: string(st.ID), Label: st.Name})
		}
		return columns, of
	}
	name := func(st app.StudyRow) string { return st.Product }
	if by == ByRegion {
		name = func(st app.StudyRow) string { return st.Region }
	}
	for _, st := range f.Studies {
		of[st.ID] = name(st)
	}
	for _, n := range names(f.Studies, name) {
		columns = append(columns, app.Choice{Value: n, Label: n})
	}
	return columns, of
}

// names returns the values that are not empty, each once, sorted.
func names[T any](all []T, of func(T) string) []string {
	set := map[string]bool{}
	for _, x := range all {
		if v := of(x); v != "" {
			set[v] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}
