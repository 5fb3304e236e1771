package tally

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"throughline/app"
)

// Says tells in one sentence what stands out in a frequency.
func (f *Frequency) Says() string {
	if len(f.Rows) == 0 {
		return "Nothing was found yet."
	}
	first := f.Rows[0]
	s := fmt.Sprintf("%s is raised most: by %s", quoted(first.Label), f.Ask.ofWords(first.N, first.Of))
	if f.Ask.by() == People {
		s += fmt.Sprintf(" (of people like these, %.0f to %.0f %%, 95 %% interval)", 100*first.Range.Low, 100*first.Range.High)
	}
	once := 0
	for _, r := range f.Rows {
		if r.N == 1 {
			once++
		}
	}
	s += "."
	if once > 0 && f.Ask.by() == People {
		s += fmt.Sprintf(" %d of %s %s on one person alone.", once, app.Count(len(f.Rows), f.Ask.rowWord()), verb(once, "rests", "rest"))
	}
	return s
}

// Says tells in one sentence where segments differ most.
func (x *Segments) Says() string {
	if len(x.Rows) == 0 || len(x.Columns) == 0 {
		return "Nothing was found yet."
	}
	if !x.Tested {
		first := x.Rows[0]
		return fmt.Sprintf("%s is raised most, %s. %s", quoted(first.Label), x.Ask.countWords(first.N), x.Why)
	}
	best, at := -1, -1
	for i, r := range x.Rows {
		for j, c := range r.Cells {
			if c.Mark > 0 && (best < 0 || c.Residual > x.Rows[best].Cells[at].Residual) {
				best, at = i, j
			}
		}
	}
	if best < 0 {
		told := 0
		for _, r := range x.Rows {
			if r.Told {
				told++
			}
		}
		if told > 0 {
			return fmt.Sprintf("%s of %s %s spread unevenly, without one cell that stands out.", app.Count(told, x.Ask.rowWord()), app.Count(len(x.Rows), x.Ask.rowWord()), verb(told, "is", "are"))
		}
		return fmt.Sprintf("No difference between %s is beyond chance among %s.", plural(x.columnWord()), app.Count(x.OfAll, "person"))
	}
	r := x.Rows[best]
	c := r.Cells[at]
	return fmt.Sprintf("%s is raised by %d of %s; more by %s than expected (%d of %d, expected %.1f).",
		quoted(r.Label), r.N, app.Count(r.Of, "person"), quoted(x.Columns[at].Label), c.People, c.Of, c.Expected)
}

func (x *Segments) columnWord() string {
	if x.Ask.columns() == app.AxisAttribute {
		return "group"
	}
	return strings.ToLower(string(x.Ask.columns()))
}

// Says tells in one sentence which tags come together.
func (x *Together) Says() string {
	var best *Couple
	for i := range x.Couples {
		c := &x.Couples[i]
		if c.Told && (best == nil || c.N > best.N) {
			best = c
		}
	}
	switch {
	case len(x.Couples) == 0:
		return "No finding carries two tags, so none come together."
	case best == nil:
		c := x.Couples[0]
		return fmt.Sprintf("%s and %s meet most, on %s; no two tags meet more often than by chance.", quoted(c.A.Label), quoted(c.B.Label), app.Count(c.Both.Findings, "finding"))
	}
	return fmt.Sprintf("%s and %s come together on %s by %s, where chance would make %.1f.", quoted(best.A.Label), quoted(best.B.Label),
		app.Count(best.Both.Findings, "finding"), app.Count(best.Both.People, "person"), best.Expected)
}

// Says tells in one sentence how a timeline runs.
func (t *Timeline) Says() string {
	if len(t.Rows) == 0 {
		return "No passage of this interview carries a tag."
	}
	rows := slices.Clone(t.Rows)
	slices.SortStableFunc(rows, func(a, b TimelineRow) int { return cmp.Compare(len(b.Marks), len(a.Marks)) })
	first, last := rows[0].Marks[0].Turn, rows[0].Marks[len(rows[0].Marks)-1].Turn
	if len(rows[0].Marks) == 1 || first == last {
		return fmt.Sprintf("%s over %s; %s is first, at turn %d.", app.Count(t.Findings, "finding"), app.Count(t.Turns, "turn"), quoted(t.Rows[0].Label), t.Rows[0].Marks[0].Turn+1)
	}
	return fmt.Sprintf("%s over %s; %s comes up most, %d times from turn %d to %d.", app.Count(t.Findings, "finding"), app.Count(t.Turns, "turn"), quoted(rows[0].Label), len(rows[0].Marks), first+1, last+1)
}

// Says tells in one sentence what the study's curve shows, and which segment needs most.
func (x *Saturation) Says() string {
	s := x.All.Says(x.Rule)
	var open *Curve
	for i := range x.Segments {
		c := &x.Segments[i]
		if c.More > 0 && (open == nil || c.More > open.More) {
			open = c
		}
	}
	if open != nil {
		s += fmt.Sprintf(" Segment %s likely needs about %s (estimate).", quoted(open.Name), app.Count(open.More, "more interview"))
	}
	return s
}

// Says tells in one sentence which word stands out most.
func (w *Wording) Says() string {
	var best *Word
	name := ""
	few := 0
	for i := range w.Segments {
		if w.Segments[i].Few {
			few++
		}
		for k := range w.Segments[i].Words {
			if word := &w.Segments[i].Words[k]; best == nil || word.G2 > best.G2 {
				best, name = word, w.Segments[i].Name
			}
		}
	}
	switch {
	case len(w.Segments) < 2 || few == len(w.Segments):
		return fmt.Sprintf("Words need two segments with %d findings or more each.", fewFindings)
	case best == nil:
		return "No word stands out in one segment beyond chance."
	}
	return fmt.Sprintf("%s says %s more than the others: in %d of %d findings, the others in %d of %d.", name, quoted(best.Text), best.In, best.Of, best.Others, best.OthersOf)
}

// Says tells in one sentence how far two coders agree.
func (a *Agreement) Says() string {
	word := Read(a.All.Alpha)
	s := fmt.Sprintf("%s and %s agree on %.0f %% of what either marked (F1) in %s: κ %s", a.A, a.B, 100*a.All.F1, app.Count(len(a.Interviews), "interview"), Figure(a.All.Kappa))
	if !math.IsNaN(a.All.KappaRange.Low) {
		s += fmt.Sprintf(" (95 %% interval %s to %s)", Figure(a.All.KappaRange.Low), Figure(a.All.KappaRange.High))
	}
	s += fmt.Sprintf(", α %s, %s.", Figure(a.All.Alpha), word)
	worst := -1
	for i, t := range a.Tags {
		if t.InA+t.InB >= 4 && (worst < 0 || t.Kappa < a.Tags[worst].Kappa) {
			worst = i
		}
	}
	if worst >= 0 && a.Tags[worst].Kappa < 0.8 && len(a.Tags) > 1 {
		s += fmt.Sprintf(" They differ most on %s (κ %s).", quoted(a.Tags[worst].Name), Figure(a.Tags[worst].Kappa))
	}
	return s
}

// Read says what Krippendorff (2019) makes of an alpha: .800 can be relied on, .667 allows tentative conclusions.
func Read(alpha float64) string {
	switch {
	case math.IsNaN(alpha):
		return "not to be told"
	case alpha >= 0.8:
		return "reliable"
	case alpha >= 0.667:
		return "tentative"
	}
	return "not reliable"
}

// Figure writes an agreement as papers do: ".78", "1.00", "-.05"; "–" when unknown.
func Figure(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	s := strings.TrimPrefix(fmt.Sprintf("%.2f", v), "0")
	if s == "-0.00" {
		return ".00"
	}
	return strings.Replace(s, "-0.", "-.", 1)
}

func (a Ask) rowWord() string {
	if a.rows() == app.AxisTag {
		return "tag"
	}
	return "theme"
}

func (a Ask) ofWords(n, of int) string {
	switch a.by() {
	case Findings:
		return fmt.Sprintf("%d of %s", n, app.Count(of, "finding"))
	case Interviews:
		return fmt.Sprintf("%d of %s", n, app.Count(of, "interview"))
	}
	return fmt.Sprintf("%d of %s", n, app.Count(of, "person"))
}

func (a Ask) countWords(n int) string {
	switch a.by() {
	case Findings:
		return "in " + app.Count(n, "finding")
	case Interviews:
		return "in " + app.Count(n, "interview")
	}
	return "by " + app.Count(n, "person")
}

func quoted(s string) string { return "“" + s + "”" }

func plural(s string) string {
	if strings.HasSuffix(s, "y") {
		return s[:len(s)-1] + "ies"
	}
	return s + "s"
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
