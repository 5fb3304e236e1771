package merge

import (
	"fmt"
	"io"
	"strings"

	"throughline/app"
)

// noun is what records of a kind are called, counted: "3 findings".
func noun(k app.Kind, n int) string { return app.Count(n, string(k)) }

// quoting are the kinds whose titles may be what somebody said.
var quoting = map[app.Kind]bool{app.KindFinding: true, app.KindTranscript: true, app.KindSource: true, app.KindRejection: true, app.KindPublication: true,
	app.KindMemo: true, app.KindOpinionWord: true, app.KindGuideLink: true, app.KindView: true, app.KindRule: true, app.KindFigure: true, app.KindMeasure: true}

// plain are the fields that hold nobody's words, of kinds in which others do.
var plain = map[string]bool{"name": true, "status": true, "order": true, "color": true, "parent": true, "study": true, "title": true, "owner": true, "star": true,
	"severity": true, "sentiment": true, "stance": true, "deleted here": true, "deleted there": true, "stricter": true, "tree": true}

// Wordless is the plan without anything that somebody may have said, for those who are not to read it: titles and values of such fields are left
// out. What they are stays in the history of the record.
func (p *Plan) Wordless() *Plan {
	made := *p
	made.Conflicts, made.Left = nil, nil
	for _, c := range p.Conflicts {
		_, about, _ := strings.Cut(c.Key, c.ID+"/")
		if quoting[c.Kind] {
			c.Title = unnamed(c.Kind, c.ID)
		}
		if !plain[about] || quoting[c.Kind] && strings.HasPrefix(about, "deleted") {
			c.Base, c.Ours.Text, c.Theirs.Text = "", "", ""
		}
		if strings.HasPrefix(about, "deleted") {
			c.Ours.Text, c.Theirs.Text = "", ""
		}
		made.Conflicts = append(made.Conflicts, c)
	}
	for _, l := range p.Left {
		if quoting[l.Kind] {
			l.Title = unnamed(l.Kind, l.ID)
		}
		made.Left = append(made.Left, l)
	}
	return &made
}

func unnamed(k app.Kind, id string) string {
	return fmt.Sprintf("%s …%s", k, id[max(0, len(id)-12):])
}

// Said says what a plan does in one sentence: "3 findings and 1 tag are new, 2 records change, 1 conflict".
func (p *Plan) Said() string {
	s := p.Sum()
	if s.New+s.Changed+s.Removed+s.Conflicts == 0 {
		return "There is nothing new in the other workspace."
	}
	var parts []string
	var fresh []string
	for _, c := range p.Counts {
		if c.New > 0 {
			fresh = append(fresh, noun(c.Kind, c.New))
		}
	}
	if len(fresh) > 3 {
		fresh = []string{app.Count(s.New, "record")}
	}
	if s.New > 0 {
		parts = append(parts, strings.Join(fresh, ", ")+" new")
	}
	for _, part := range []struct {
		n    int
		what string
	}{{s.Changed, " changed"}, {s.Removed, " deleted"}, {s.Left, " not taken"}} {
		if part.n > 0 {
			parts = append(parts, app.Count(part.n, "record")+part.what)
		}
	}
	if s.Conflicts > 0 {
		parts = append(parts, app.Count(s.Conflicts, "conflict"))
	}
	return strings.Join(parts, ", ") + "."
}

// Kinship says how the two workspaces are related, in a sentence.
func (p *Plan) Kinship() string {
	switch p.Relation {
	case Packed:
		return "A part that was given to somebody to code: only what they marked is taken."
	case Strangers:
		return "What both had before is not known: records are compared by their ids, and where they differ you decide."
	}
	return "Both come from one workspace: what was done since in each is told apart."
}

// Write writes the plan as plain text: counts, conflicts side by side, what is left and what else has to be known.
func (p *Plan) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", p.Said(), p.Kinship())
	if len(p.Counts) > 0 {
		fmt.Fprintf(&b, "\n%-16s %8s %8s %8s %8s %8s %9s %9s\n", "", "kept", "new", "changed", "deleted", "same", "conflicts", "not taken")
	}
	for _, c := range p.Counts {
		fmt.Fprintf(&b, "%-16s %8d %8d %8d %8d %8d %9d %9d\n", c.Kind, c.Kept, c.New, c.Changed, c.Removed, c.Same, c.Conflicts, c.Left)
	}
	for i, c := range p.Conflicts {
		if i == 0 {
			b.WriteString("\nConflicts\n")
		}
		c.write(&b)
	}
	for i, l := range p.Left {
		if i == 0 {
			b.WriteString("\nNot taken\n")
		}
		fmt.Fprintf(&b, "  %s “%s”: %s\n", l.Kind, l.Title, l.Why)
	}
	for _, n := range p.Notices {
		fmt.Fprintf(&b, "\n%s\n", n)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c Conflict) write(b *strings.Builder) {
	fmt.Fprintf(b, "  %s “%s”, %s\n", c.Kind, c.Title, strings.ToLower(c.About[:1])+c.About[1:])
	for _, s := range []struct {
		name string
		State
		chosen bool
	}{{"here ", c.Ours, c.Choice == Ours || c.Choice == Same}, {"there", c.Theirs, c.Choice == Theirs || c.Choice == Renamed}} {
		mark := " "
		if s.chosen {
			mark = "*"
		}
		fmt.Fprintf(b, "   %s %s  %s\n", mark, s.name, strings.TrimSpace(strings.ReplaceAll(s.Text, "\n", " ")+"  "+s.Signed()))
	}
	if c.Why != "" {
		fmt.Fprintf(b, "     %s\n", c.Why)
	}
}

// Signed says who and when: "Jon, 2026-11-02 12:04"; "" where nobody knows.
func (s State) Signed() string {
	if s.At.IsZero() {
		return s.Author
	}
	return strings.TrimPrefix(s.Author+", "+s.At.Format("2006-01-02 15:04"), ", ")
}
