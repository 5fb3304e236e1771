package history

import (
	"strconv"
	"strings"

	"throughline/app"
)

func sayRenewal(_ *pair, a, b value) string {
	word := func(v value) string {
		r := read[app.Renewal](v)
		if r.At.IsZero() {
			return ""
		}
		return strings.TrimSpace("said by " + r.By + ". " + oneLine(r.Note))
	}
	return arrow(word(a), word(b))
}

func sayOverride(_ *pair, a, b value) string {
	word := func(v value) string {
		o := read[app.Override](v)
		if o.Level == "" {
			return ""
		}
		return string(o.Level) + ": " + cut(oneLine(o.Reason), textRunes)
	}
	return arrow(word(a), word(b))
}

// sayCERQual names the components that were assessed otherwise.
func sayCERQual(_ *pair, a, b value) string {
	before, after := read[app.CERQual](a), read[app.CERQual](b)
	var out []string
	old := before.Components()
	for i, name := range []string{"methods", "coherence", "adequacy", "relevance"} {
		now := after.Components()[i]
		switch {
		case old[i].Level != now.Level:
			out = append(out, name+" "+arrow(string(old[i].Level), string(now.Level)))
		case old[i].Why != now.Why:
			out = append(out, name+" explained")
		}
	}
	if before.Level != after.Level {
		out = append(out, "overall "+arrow(string(before.Level), string(after.Level)))
	}
	return strings.Join(out, ", ")
}

func sayScore(_ *pair, a, b value) string {
	before, after := read[app.Score](a), read[app.Score](b)
	number := func(v float64) string {
		if v == 0 {
			return ""
		}
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	var out []string
	if before.Method != after.Method {
		out = append(out, arrow(string(before.Method), string(after.Method)))
	}
	for _, f := range []struct {
		name string
		a, b float64
	}{
		{"reach", before.Reach, after.Reach}, {"impact", before.Impact, after.Impact}, {"effort", before.Effort, after.Effort},
		{"impact", before.Benefit, after.Benefit}, {"ease", before.Ease, after.Ease}, {"importance", before.Importance, after.Importance},
		{"satisfaction", before.Satisfaction, after.Satisfaction}, {"confidence", before.Confidence, after.Confidence},
	} {
		if f.a != f.b {
			out = append(out, f.name+" "+arrow(number(f.a), number(f.b)))
		}
	}
	return strings.Join(out, ", ")
}

// sayInsights says which insights came and went.
func sayInsights(p *pair, a, b value) string {
	before, after := read[[]string](a), read[[]string](b)
	have := func(all []string, one string) bool {
		for _, x := range all {
			if x == one {
				return true
			}
		}
		return false
	}
	var out []string
	for _, id := range after {
		if !have(before, id) {
			out = append(out, "+ “"+cut(p.names.of(app.KindInsight, id), textRunes)+"”")
		}
	}
	for _, id := range before {
		if !have(after, id) {
			out = append(out, "− “"+cut(p.names.of(app.KindInsight, id), textRunes)+"”")
		}
	}
	if len(out) == 0 {
		return "in another order"
	}
	return strings.Join(out, ", ")
}
