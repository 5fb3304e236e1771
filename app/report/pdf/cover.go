package pdf

import (
	"fmt"
	"strings"

	"throughline/app/report"
)

// cover sets the first page: what this is, about what, by whom, on which data, and the contents if they help.
func (s *setter) cover(d *report.Document) []strip {
	k := strip{h: tKicker.lead + 8, newPage: true, blank: true}
	k.text(strings.ToUpper(d.Kicker()), tKicker, 0, 0)
	out := []strip{k}
	for _, l := range balanced([]span{newSpan(d.Title, tCover, "")}, s.width) {
		st := strip{h: tCover.lead}
		st.texts(l, 0, 0)
		out = append(out, st)
	}
	about := breakLines([]span{newSpan(d.Subtitle, tAbout, "")}, s.width)
	out = append(out, column(about, 0, tAbout.lead, 6)...)
	out = append(out, s.coverFacts(d)...)
	if d.Contents {
		out = append(out, s.contents(d)...)
	}
	return out
}

// coverFacts sets label and value side by side.
func (s *setter) coverFacts(d *report.Document) []strip {
	const labelW = 84.0
	var out []strip
	for i, f := range d.Facts {
		lines := breakLines([]span{newSpan(f.Value, tBody, "")}, s.width-labelW)
		for j, l := range lines {
			st := strip{h: tBody.lead + 1}
			if j == 0 {
				st.text(f.Label, tBody.colored(muted), 0, 0)
				if i == 0 {
					st.gap = 20
				}
			}
			st.texts(l, labelW, 0)
			out = append(out, st)
		}
	}
	return out
}

// contents lists the headings of level 1 with their pages, in short form with less room between them.
func (s *setter) contents(d *report.Document) []strip {
	const indent, pageW, closer = 24.0, 40.0, 3.5
	high := tContents.lead
	if s.brief {
		high -= closer
	}
	title := strip{h: tHeading.lead + 6, gap: 34, keep: true}
	title.text(d.Language.Say("Contents"), tHeading, 0, 0)
	out := []strip{title}
	for _, b := range d.Blocks {
		h, ok := b.(report.Heading)
		if !ok || h.Level != 1 || h.ID == "" {
			continue
		}
		lines := breakLines([]span{newSpan(h.Name(), tContents, "")}, s.width-indent-pageW)
		lead := 14.5 // inside an entry
		st := strip{h: high + lead*float64(max(0, len(lines)-1))}
		if h.Number != "" {
			st.text(h.Number, tContents.in(bold).colored(accent), 0, 0)
		}
		for j, l := range lines {
			st.texts(l, indent, float64(j)*lead)
		}
		st.textRight(fmt.Sprint(s.pageOf(h.ID)), tContents.colored(muted), s.width, 0)
		st.link(0, 0, s.width, st.h, h.ID)
		out = append(out, st)
	}
	together(out)
	return out
}
