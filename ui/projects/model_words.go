package projects

import (
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/project"
	"throughline/ui/say"
)

// Formats are the kinds of files that are recognised, as people read them.
var Formats = say.T("REFI-QDA (.qdpx) from NVivo, ATLAS.ti, MAXQDA, Quirkos and others, QualCoder (.qda), Taguette (.sqlite3), RQDA (.rqda) and requal (.requal). Nothing leaves this computer.")

// programs are the formats that name their program.
var programs = map[string]string{"qualcoder": say.T("QualCoder"), "taguette": say.T("Taguette"), "rqda": say.T("RQDA"), "requal": "requal", "qdpx": say.T("REFI-QDA")}

// Headline says what the file is: "QualCoder 4.0, files v17 · Planning study.qda · 1.2 MB".
func (m *Import) Headline(size func(int64) string) string {
	parts := []string{}
	by, format := "", ""
	switch {
	case m.Project != nil:
		by, format = m.Project.Origin, m.Project.Format
	case m.Plan != nil:
		by, format = m.Plan.Report.Program, m.Plan.Report.Format
	}
	if by == "" {
		by = programs[format]
	} else if format == "qdpx" {
		by += say.T(", as REFI-QDA")
	}
	if by != "" {
		parts = append(parts, by)
	}
	parts = append(parts, filepath.Base(m.Path))
	if m.Size > 0 {
		parts = append(parts, size(m.Size))
	}
	return strings.Join(parts, " · ")
}

// Becomes says what the project becomes here: "3 interviews, 9 tags, 14 findings with 17 tags on them, 2 participants, 5 memos".
func Becomes(k project.Makes) string {
	var parts []string
	add := func(n int, noun string) {
		if n > 0 {
			parts = append(parts, say.Count(n, noun))
		}
	}
	add(k.Interviews, "interview")
	add(k.Tags, "tag")
	if k.Findings > 0 {
		parts = append(parts, say.Count(k.Findings, "finding"))
		if k.Taggings > 0 {
			parts[len(parts)-1] += say.T(", tagged %s", times(k.Taggings))
		}
	}
	add(k.People, "participant")
	add(k.Memos, "memo")
	add(k.Files, "file")
	if len(parts) == 0 {
		return say.T("Nothing of it is new here.")
	}
	return strings.Join(parts, " · ")
}

func times(n int) string {
	if n == 1 {
		return say.As("once", "how often")
	}
	return say.T("%s times", say.Number(n))
}

// Outcome sums up an import for a toast and the last page.
func Outcome(p *project.Plan) string {
	return say.T("The project is in the study %s.", p.Name)
}

// Tell is one line of the loss report.
type Tell struct {
	Degree app.Degree
	Word   string // "Dropped"
	Text   string
}

// order is in which losses are told: what hurts most first.
var order = map[app.Degree]int{app.Dropped: 0, app.Degraded: 1, app.Aside: 2}

// words are the degrees as people read them.
var words = map[app.Degree]string{app.Dropped: say.T("Dropped"), app.Degraded: say.T("Changed"), app.Aside: say.T("Kept aside")}

// Losses are the lines of a report, what hurts most first.
func Losses(r project.Report) []Tell {
	out := make([]Tell, 0, len(r.Losses))
	for _, l := range r.Losses {
		word := words[l.Degree]
		if word == "" {
			word = say.T("Note")
		}
		out = append(out, Tell{l.Degree, word, say.Sentence(l.Text)})
	}
	slices.SortStableFunc(out, func(a, b Tell) int {
		rank := func(d app.Degree) int {
			if n, ok := order[d]; ok {
				return n
			}
			return len(order)
		}
		return rank(a.Degree) - rank(b.Degree)
	})
	return out
}

// Verdict says in a sentence how much of a project comes through; how is the verb for it: "come through", "came through", "go out".
func Verdict(r project.Report, how string) string {
	total, changed, dropped, aside := 0, 0, 0, 0
	for _, e := range r.Elements {
		total += e.Total
		changed += e.Degraded
		dropped += e.Dropped
		aside += e.Aside
	}
	if total == 0 {
		return say.T("The project holds nothing.")
	}
	switch {
	case changed+dropped+aside > 0:
	case len(r.Losses) > 0:
		return say.T("All %s %s; details that do not are listed below.", say.Count(total, "element"), how)
	default:
		return say.T("All %s %s as they are.", say.Count(total, "element"), how)
	}
	parts := []string{say.T("%s of %s %s as they are", say.Number(total-changed-dropped-aside), say.Count(total, "element"), how)}
	for _, p := range []struct {
		n    int
		word string
	}{{aside, say.T("kept aside")}, {changed, say.T("changed")}, {dropped, say.T("dropped")}} {
		if p.n > 0 {
			parts = append(parts, say.Number(p.n)+" "+p.word)
		}
	}
	return strings.Join(parts, ", ") + "."
}

// ReportName is the name proposed for the file of a loss report.
func ReportName(called, what string) string {
	return app.FileName(say.T("%s %s report.txt", app.FileName(called, say.T("Project")), what), "")
}

// Element is the name of a kind of element as a heading: "Selections".
func Element(name string) string { return app.Capital(say.Sentence(name)) }
