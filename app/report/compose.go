package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// Compose reads the store and writes the report of spec. A study without insights or interviews gives a short report
// that says so. Returns ENotFound if a study is gone, EInvalid for what no spec may say, and the store's errors.
func Compose(ctx context.Context, store Store, spec Spec) (*Document, error) {
	spec = spec.Normal()
	if !spec.Depth.Valid() {
		return nil, app.Invalid("“"+string(spec.Depth)+"” is no kind of reader.", "Choose product or executive, or leave it out.")
	}
	look, err := spec.Brand.look()
	if err != nil {
		return nil, err
	}
	hidden, err := masked(ctx, store, spec)
	if err != nil {
		return nil, err
	}
	if hidden != nil {
		store = hidden
	}
	d, err := compose(ctx, store, spec)
	if err != nil {
		return nil, err
	}
	d.Look = look
	if hidden != nil {
		d.rewrite(hidden.text)
	}
	return d, nil
}

func compose(ctx context.Context, store Store, spec Spec) (*Document, error) {
	if spec.Published.Insight != "" {
		return composeVersion(ctx, store, spec)
	}
	m, err := load(ctx, store, spec)
	if err != nil {
		return nil, err
	}
	d := m.begin()
	parts := []part{
		{SectionSummary, m.summary}, {SectionInsights, m.insightSections}, {SectionActions, m.actionSection}, {SectionThemes, m.themeSection},
		{SectionTags, m.tagSection}, {SectionFigures, m.figureSection}, {SectionMethod, m.methodSection}, {SectionEvidence, m.appendix},
	}
	slices.SortStableFunc(parts, func(a, b part) int { return spec.order(a.section, b.section) })
	for _, s := range parts {
		if spec.has(s.section) {
			s.write(d)
		}
	}
	if len(d.Blocks) == 0 { // the chosen sections have nothing to tell
		d.add(Note{Runs: say(m.nothingLearned())})
	}
	if err := m.finish(d); err != nil {
		return nil, err
	}
	d.Withheld = m.keptBack()
	return d, ctx.Err()
}

// begin makes a document with its cover.
func (m *material) begin() *Document {
	d := &Document{Author: m.spec.Author, Date: m.spec.Date, Paper: m.spec.Paper, Language: m.spec.Language, Hash: m.hash}
	m.cover(d)
	return d
}

// finish decides about the contents, takes out links that lead nowhere, and says what everything was made from.
func (m *material) finish(d *Document) error {
	if d.Contents = contentsWorth(d); !d.Contents {
		d.runOn()
	}
	d.dropDeadLinks()
	parts, err := m.parts()
	d.Manifest = &Manifest{Version: 1, Recipe: m.order.recipe(), Hash: m.hash, Parts: parts}
	return err
}

// part is a section and what writes it.
type part struct {
	section Section
	write   func(*Document)
}

// runOn takes the page breaks out of a report so short that it needs no contents.
func (d *Document) runOn() {
	d.Blocks = slices.DeleteFunc(d.Blocks, func(b Block) bool { _, ok := b.(PageBreak); return ok })
}

// contentsWorth reports whether a table of contents would help.
func contentsWorth(d *Document) bool {
	n := 0
	for _, b := range d.Blocks {
		if h, ok := b.(Heading); ok && h.Level == 1 && h.ID != "" {
			n++
		}
	}
	return n >= 3
}

// cover writes what stands on the first page and what the file says about itself.
func (m *material) cover(d *Document) {
	name := m.topic()
	d.Title = m.spec.Title
	if strings.TrimSpace(d.Title) == "" {
		d.Title = name
	}
	var about []string
	if d.Title != name {
		about = append(about, name)
	}
	if m.chosen != nil {
		about = append(about, m.name())
	}
	if m.study != nil {
		about = append(about, m.study.Product, m.study.Region)
	}
	d.Subtitle = dotted(about...)
	d.Subject = m.t("Research report: ") + name
	d.Keywords = m.themeNames(8)
	for _, f := range []Fact{
		{m.t("Prepared by"), m.spec.Author}, {m.t("Date"), m.day(m.spec.Date)}, {m.t("Audience"), m.spec.Audience},
		{m.t("Findings"), m.chosenWords()},
		{m.t("Sample"), m.sampleText()},
	} {
		if f.Value != "" {
			d.Facts = append(d.Facts, f)
		}
	}
	d.Footer = dotted(cmp.Or(oneLine(m.spec.Brand.Footer), "Throughline"), clip(name, 60), m.day(m.spec.Date), m.t("state of the data ")+shortHash(m.hash))
}

func (m *material) themeNames(n int) []string {
	var names []string
	for _, t := range m.themes[:min(n, len(m.themes))] {
		names = append(names, oneLine(t.Name))
	}
	return names
}

// sampleText says in one line who was heard: "12 interviews with 12 people in 3 segments, 2–26 September 2026".
func (m *material) sampleText() string {
	if m.kept != nil {
		return ""
	}
	if len(m.interviews) == 0 {
		return m.t("No interviews yet")
	}
	s := m.counted(len(m.interviews), "interview", "interviews")
	if n := len(m.askedIn("")); n > 0 {
		s += m.t(" with ") + m.counted(n, "person", "people")
	}
	names, _ := m.segments("")
	if n := len(named(names)); n > 1 {
		s += m.t(" in ") + m.counted(n, "segment", "segments")
	}
	if from, to := m.span(); to != "" {
		s += ", " + m.days(from, to)
	}
	return s
}

// seal numbers the passages and takes the fingerprint of everything that was read.
func (m *material) seal() error {
	printed := map[app.FindingID]bool{}
	for _, in := range m.insights {
		for _, p := range m.evidenceOf(in) {
			printed[p.ID] = true
		}
	}
	if m.spec.has(SectionThemes) {
		for _, t := range m.themesShown() {
			for _, f := range m.representatives(t.ID, themeQuotes) {
				printed[f.ID] = true
			}
		}
	}
	if m.chosen != nil && m.spec.has(SectionEvidence) {
		for id := range m.chosen.is {
			printed[id] = true
		}
	}
	m.cites = newCitations(m.findings, printed, m.proof)
	f := newFingerprint()
	used := make([]app.FindingRow, 0, len(m.cites.order))
	for _, id := range m.cites.order {
		used = append(used, m.findings[id])
	}
	var chosen any
	if m.chosen != nil {
		chosen = []any{m.chosen.words, m.chosen.all, m.chosen.asked, m.chosen.segments}
	}
	for _, part := range []struct {
		label   string
		records any
	}{
		{"study", m.study}, {"counts", m.counts}, {"interviews", m.interviews}, {"participants", m.participants},
		{"tags", m.tags}, {"themes", m.themesShown()}, {"insights", m.insights}, {"decisions", m.decisions}, {"asked", m.spec.Asked}, {"figures", m.figuresTold()}, {"chosen", chosen}, {"findings", used},
	} {
		if err := f.add(part.label, part.records); err != nil {
			return err
		}
	}
	m.hash = f.sum()
	return nil
}

// named leaves out the empty name.
func named(names []string) []string {
	var out []string
	for _, n := range names {
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// lines guesses how many lines of a column a text takes, to keep the summary on one page.
func lines(text string, perLine int) int { return (utf8.RuneCountInString(text) + perLine) / perLine }
