package metric

import (
	"strconv"
	"strings"

	"throughline/app"
)

// reading is a value as a file has it.
type reading struct {
	app.Point
	percent bool // it is written with a per cent sign, as cells of a workbook are that show shares
}

// isPercent reports whether a number is written as per cent.
func isPercent(text string) bool { return strings.HasSuffix(strings.TrimSpace(text), "%") }

// scale says which value 50 % is for a metric: 50, or 0.5.
type scale struct{ share bool }

// of is the value of so many per cent.
func (s scale) of(percent float64) float64 {
	if !s.share {
		return percent
	}
	v, err := strconv.ParseFloat(strconv.FormatFloat(percent/100, 'g', 15, 64), 64) // without the noise of binary fractions
	if err != nil {
		return percent / 100
	}
	return v
}

// points are the values of readings.
func (s scale) points(all []reading) []app.Point {
	out := make([]app.Point, len(all))
	for i, r := range all {
		if out[i] = r.Point; r.percent {
			out[i].Value = s.of(r.Value)
		}
	}
	return out
}

// settle finds what a percentage is for a metric: 50 where its unit says per cent, 0.5 where it says something else. Without a unit the plain
// numbers tell, of the file and those that are here: beside none above 1 it is a share. Where there are none either the unit becomes %.
func (in *incoming) settle(m *app.Metric) scale {
	if unit := in.says[RoleUnit]; unit != "" {
		return scale{share: !saysPercent(unit)}
	}
	if m.Unit != "" {
		return scale{share: !saysPercent(m.Unit)}
	}
	percents, plain, large := isPercent(in.says[RoleTarget]), false, false
	see := func(v float64) { plain, large = true, large || v > 1 || v < -1 }
	for _, s := range m.Series {
		for _, p := range s.Points() {
			see(p.Value)
		}
	}
	for _, all := range in.points { // each is seen on its own: the order does not matter
		for _, r := range all {
			if r.percent {
				percents = true
			} else {
				see(r.Value)
			}
		}
	}
	if percents && !plain {
		in.says[RoleUnit] = "%"
	}
	return scale{share: plain && !large}
}

// saysPercent reports whether a unit counts in hundredths.
func saysPercent(unit string) bool {
	u := strings.ReplaceAll(app.FoldName(unit), " ", "")
	for _, word := range []string{"%", "percent", "pct", "prozent", "porciento", "porcentaje"} {
		if strings.Contains(u, word) {
			return true
		}
	}
	return false
}
