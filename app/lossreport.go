package app

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// LossReport says what became of each kind of element of a file that came in or went out.
type LossReport struct {
	What     string    `json:"what"` // "import", "export", "repair"
	File     string    `json:"file,omitempty"`
	Program  string    `json:"program,omitempty"`
	Format   string    `json:"format,omitempty"`
	Elements []Element `json:"elements"`
	Losses   []Loss    `json:"losses"` // each kind of thing that did not come through as it was
	Warnings []string  `json:"warnings,omitempty"`
}

// Element counts what became of the elements of one kind. Total is the sum of the others.
type Element struct {
	Name     string `json:"name"` // "codes", "selections", …
	Total    int    `json:"total"`
	Kept     int    `json:"kept"`
	Aside    int    `json:"aside"` // not shown here, written back as it came
	Degraded int    `json:"degraded"`
	Dropped  int    `json:"dropped"`
}

// WriteJSON writes the report as JSON.
func (r LossReport) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// WriteText writes the report as people read it.
func (r LossReport) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Report on the %s of %s\n", r.What, r.File)
	if r.Program != "" {
		fmt.Fprintf(&b, "Written by %s (%s)\n", r.Program, r.Format)
	}
	fmt.Fprintf(&b, "\n%-12s %9s %9s %11s %9s %9s\n", "Element", "total", "kept", "kept aside", "degraded", "dropped")
	for _, e := range r.Elements {
		fmt.Fprintf(&b, "%-12s %9s %9s %11s %9s %9s\n", Capital(e.Name), Number(e.Total), Number(e.Kept), Number(e.Aside), Number(e.Degraded), Number(e.Dropped))
	}
	for _, l := range r.Losses {
		degree := ""
		if l.Degree != "" {
			degree = " (" + string(l.Degree) + ")"
		}
		fmt.Fprintf(&b, "\n- %s%s", l.Text, degree)
	}
	for _, s := range r.Warnings {
		fmt.Fprintf(&b, "\n! %s", s)
	}
	if len(r.Losses) == 0 && len(r.Warnings) == 0 {
		b.WriteString("\nNothing was lost.")
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}
