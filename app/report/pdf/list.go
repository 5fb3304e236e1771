package pdf

import (
	"fmt"
	"math"

	"throughline/app/report"
)

func (s *setter) list(l report.List) []strip {
	if l.Kind == report.Ruled {
		return s.ruled(l)
	}
	var out []strip
	indent := 13.0
	if l.Kind == report.Numbered {
		indent = 8 + width(fmt.Sprintf("%d.", len(l.Items)), tItem.face, tItem.size)
	}
	for i, it := range l.Items {
		lines := breakLines(s.spans(it.Runs, tItem), s.width-indent)
		item := column(lines, indent, tItem.lead, 4)
		if len(item) == 0 {
			continue
		}
		if i == 0 {
			item[0].gap = 6
		}
		if l.Kind == report.Numbered {
			item[0].textRight(fmt.Sprintf("%d.", i+1), tItem.colored(muted), indent-6, 0)
		} else {
			item[0].text("•", tItem, 2, 0)
		}
		if i == 0 && len(l.Items) > 1 {
			item[len(item)-1].keep = true
		}
		out = append(out, item...)
	}
	return out
}

// ruled sets numbered items between hairlines with an aside at the right, as in the list of what was learned.
func (s *setter) ruled(l report.List) []strip {
	const indent, pad = 28.0, 7.5
	aside := 0.0
	for _, it := range l.Items {
		aside = math.Max(aside, width(Clean(it.Aside), tSmall.face, tSmall.size))
	}
	aside = math.Min(aside, s.width*0.4)
	out := make([]strip, 0, len(l.Items))
	for i, it := range l.Items {
		lines := breakLines(s.spans(it.Runs, tItem), s.width-indent-aside-18)
		st := strip{h: math.Max(1, float64(len(lines)))*tItem.lead + 2*pad}
		st.rule(0, 0, s.width, line)
		st.text(fmt.Sprint(i+1), tItem.in(bold).colored(accent), 0, pad)
		for j, tl := range lines {
			st.texts(tl, indent, pad+float64(j)*tItem.lead)
		}
		// The aside stands on the baseline of the first line.
		st.textRight(fit(Clean(it.Aside), aside, tSmall), tSmall, s.width, pad+tItem.baseline()-tSmall.baseline())
		if it.Link != "" {
			st.link(0, 0, s.width, st.h, it.Link)
		}
		out = append(out, st)
	}
	together(out)
	if len(out) > 0 {
		out[0].gap = 3
	}
	return out
}
