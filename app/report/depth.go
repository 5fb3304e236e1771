package report

import "slices"

// Depth is for which readers a report is made: what is in it by itself, and how much of each thing.
type Depth string

// The depths. What Sections or Order name counts before what a depth has by itself.
const (
	Full      Depth = ""          // researchers: everything, with the appendix
	Product   Depth = "product"   // the product team: insights with three quotes, what to do, themes, figures, method; no tags, no appendix
	Executive Depth = "executive" // those who decide: the summary, each claim in a few lines with one quote, what to do, limits
)

// Depths are all depths, the fullest first.
func Depths() []Depth { return []Depth{Full, Product, Executive} }

// Valid reports whether d is a depth.
func (d Depth) Valid() bool { return slices.Contains(Depths(), d) }

// Sections are those that a report of the depth has by itself, in the order they are printed.
func (d Depth) Sections() []Section {
	switch d {
	case Product:
		return []Section{SectionSummary, SectionInsights, SectionActions, SectionThemes, SectionFigures, SectionMethod}
	case Executive:
		return []Section{SectionSummary, SectionInsights, SectionActions, SectionMethod}
	}
	return Sections()
}

// quotes is how many quotes stand with one insight; with facts, table and advice four fill one page.
func (d Depth) quotes() int {
	switch d {
	case Product:
		return 3
	case Executive:
		return 1
	}
	return 4
}

// brief reports whether the report only says what it takes to decide.
func (d Depth) brief() bool { return d == Executive }
