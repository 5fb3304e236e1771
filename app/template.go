package app

import (
	"fmt"
	"strings"
	"time"
)

// TemplateKind says what a template is for.
type TemplateKind string

// The kinds of templates: of research, then of the product's process.
const (
	TemplatePlan      TemplateKind = "study plan"
	TemplateGuide     TemplateKind = "interview guide"
	TemplateScreener  TemplateKind = "screener"
	TemplateConsent   TemplateKind = "consent text"
	TemplateNotes     TemplateKind = "note form"
	TemplateCodebook  TemplateKind = "codebook"
	TemplateChecklist TemplateKind = "checklist"
	TemplateReport    TemplateKind = "report outline"
	TemplateDesign    TemplateKind = "report template" // lines of a report.Design

	TemplateRoadmap      TemplateKind = "roadmap standard"
	TemplatePriority     TemplateKind = "prioritisation standard"
	TemplateRequirements TemplateKind = "requirement specification"
	TemplateTracking     TemplateKind = "tracking plan"
	TemplateGovernance   TemplateKind = "data governance"
	TemplateReview       TemplateKind = "post-launch review"
)

// TemplateKinds lists the kinds in the order in which they are shown.
func TemplateKinds() []TemplateKind {
	return []TemplateKind{TemplatePlan, TemplateGuide, TemplateScreener, TemplateConsent, TemplateNotes, TemplateCodebook, TemplateChecklist, TemplateReport, TemplateDesign,
		TemplateRoadmap, TemplatePriority, TemplateRequirements, TemplateTracking, TemplateGovernance, TemplateReview}
}

// Word is the kind as people read it: "Study plan".
func (k TemplateKind) Word() string {
	if k == "" {
		return ""
	}
	return strings.ToUpper(string(k[:1])) + string(k[1:])
}

// IsStandard reports whether templates of the kind are standards of the product's process, not of a study.
func (k TemplateKind) IsStandard() bool {
	switch k {
	case TemplateRoadmap, TemplatePriority, TemplateRequirements, TemplateTracking, TemplateGovernance, TemplateReview:
		return true
	}
	return false
}

// Template is an entry of the playbook: a method or a standard, in versions.
type Template struct {
	ID       TemplateID        `json:"id"`
	Kind     TemplateKind      `json:"kind"`
	Name     string            `json:"name"` // no two of a kind share it, upper and lower case alike
	About    string            `json:"about,omitempty"`
	Owner    string            `json:"owner,omitempty"`
	Language string            `json:"language,omitempty"` // BCP 47
	Versions []TemplateVersion `json:"versions"`           // oldest first, numbered from 1; the last one holds
	Retired  bool              `json:"retired,omitempty"`  // not offered any more; studies that use it keep it
	Insights []InsightID       `json:"insights,omitempty"` // that it rests on or that it asks for
	Stamp
}

// TemplateVersion is what a template said from a time on.
type TemplateVersion struct {
	Number int       `json:"number"`
	Body   string    `json:"body"`           // Markdown; JSON of a Screener or Codebook for those kinds
	Note   string    `json:"note,omitempty"` // what changed
	Author string    `json:"author"`
	At     time.Time `json:"at"` // whole milliseconds, UTC
}

// TemplateUse says which version of a template a study uses.
type TemplateUse struct {
	Template TemplateID   `json:"template"`
	Kind     TemplateKind `json:"kind"`
	Version  int          `json:"version"`
}

// Ref names the record.
func (t *Template) Ref() Ref { return Ref{KindTemplate, string(t.ID)} }

// Filed says that no two templates of a kind share a name.
func (t *Template) Filed() Filing {
	return Filing{Once: string(t.Kind) + "/" + strings.ToLower(strings.TrimSpace(t.Name))}
}

// Called is the name.
func (t *Template) Called() string { return t.Name }

// Validate refuses a template without kind, name or version, and versions that are not numbered from 1.
func (t *Template) Validate() error {
	if err := needs(t.Name, "A template needs a name.", "Type a name such as Discovery interview."); err != nil {
		return err
	}
	if t.Kind == "" || len(t.Versions) == 0 {
		return Invalid("The template “"+t.Name+"” has no kind or no text.", "Choose a kind and write its text.")
	}
	for i, v := range t.Versions {
		if v.Number != i+1 {
			return Invalid(fmt.Sprintf("The versions of “%s” are not numbered from 1.", t.Name), "")
		}
	}
	return nil
}

// Equal reports whether o is the same template in the same state.
func (t *Template) Equal(o Record) bool { return samePaper(t, o) }

// Latest is the version that holds.
func (t *Template) Latest() TemplateVersion {
	if len(t.Versions) == 0 {
		return TemplateVersion{}
	}
	return t.Versions[len(t.Versions)-1]
}

// Version returns a version by its number; ok is false when there is none.
func (t *Template) Version(n int) (v TemplateVersion, ok bool) {
	if n < 1 || n > len(t.Versions) {
		return TemplateVersion{}, false
	}
	return t.Versions[n-1], true
}
