package app

import (
	"math"
	"strconv"
	"strings"
)

// part is one count of a Holding with its word.
type part struct {
	n    int
	noun string
}

func (h Holding) parts() []part {
	return []part{{h.Interviews, "interview"}, {h.Findings, "finding"}, {h.Themes, "theme"}, {h.Insights, "insight"}, {h.Memos, "memo"}}
}

// Words counts what there is, in order of what people count first: "12 interviews, 340 findings, 8 insights". An empty workspace holds "nothing yet".
func (h Holding) Words() string {
	var out []string
	for _, p := range h.parts() {
		if p.n > 0 {
			out = append(out, Count(p.n, p.noun))
		}
	}
	if len(out) == 0 && h.Studies > 0 {
		out = append(out, Count(h.Studies, "study"))
	}
	if len(out) == 0 {
		return "nothing yet"
	}
	return strings.Join(out, ", ")
}

// Less is what h holds more, or less where negative, than o.
func (h Holding) Less(o Holding) Gain {
	return Gain{Interviews: h.Interviews - o.Interviews, Findings: h.Findings - o.Findings, Themes: h.Themes - o.Themes, Insights: h.Insights - o.Insights,
		Memos: h.Memos - o.Memos, Steps: h.Steps - o.Steps, Same: h.State == o.State}
}

// Gain is the difference between what two states hold.
type Gain struct {
	Interviews, Findings, Themes, Insights, Memos, Steps int

	Same bool // the two are one state
}

// Words says it with signs: "+2 interviews, −1 finding, 57 steps"; "no change" for one state, "57 steps" where only steps tell them apart.
func (g Gain) Words() string {
	if g.Same {
		return "no change"
	}
	var out []string
	for _, p := range []part{{g.Interviews, "interview"}, {g.Findings, "finding"}, {g.Themes, "theme"}, {g.Insights, "insight"}, {g.Memos, "memo"}} {
		switch {
		case p.n > 0:
			out = append(out, "+"+Count(p.n, p.noun))
		case p.n < 0:
			out = append(out, "−"+Count(-p.n, p.noun))
		}
	}
	switch {
	case g.Steps > 0:
		out = append(out, Count(g.Steps, "step"))
	case g.Steps < 0:
		out = append(out, Count(-g.Steps, "step")+" taken back")
	}
	if len(out) == 0 {
		return "other steps"
	}
	return strings.Join(out, ", ")
}

// FileSize writes bytes as people read them: "840 kB", "12.3 MB", "1.5 GB".
func FileSize(n int64) string {
	switch {
	case n < 1e3:
		return strconv.FormatInt(n, 10) + " bytes"
	case n < 1e6:
		return strconv.FormatInt((n+500)/1e3, 10) + " kB"
	case n < 100e6:
		return tenths(n, 1e6) + " MB"
	case n < 1e9:
		return strconv.FormatInt((n+500e3)/1e6, 10) + " MB"
	}
	return tenths(n, 1e9) + " GB"
}

// tenths writes n in units with one digit behind the point, where it is not 0.
func tenths(n int64, unit float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/unit, 'f', 1, 64), ".0")
}

// ParseFileSize reads what FileSize writes, and plain numbers of bytes. Returns EInvalid.
func ParseFileSize(text string) (int64, error) {
	t := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(text), " ", ""))
	unit := 1.0
	for _, u := range []struct {
		end string
		n   float64
	}{{"gb", 1e9}, {"mb", 1e6}, {"kb", 1e3}, {"bytes", 1}, {"b", 1}} {
		if rest, ok := strings.CutSuffix(t, u.end); ok {
			t, unit = rest, u.n
			break
		}
	}
	n, err := strconv.ParseFloat(t, 64)
	if err != nil || math.IsNaN(n) || n < 0 || n*unit > 1e18 {
		return 0, Invalid("“"+text+"” is no size.", "Write one such as 500 MB or 10 GB, or 0 for no limit.")
	}
	return int64(n * unit), nil
}
