package findings

import (
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/ui/say"
)

// FilterChip is one thing the table is filtered by, in plain words.
type FilterChip struct {
	Text  string
	Tip   string // the whole of it, where Text leaves something out
	Query bool   // built in the panel: pressed, it opens there
	Off   func() // takes it out of the filter
}

// Chips says what the table is filtered by, in the order of the facets.
func (m *Model) Chips() []FilterChip {
	q := &m.Query
	var out []FilterChip
	add := func(text string, off func(q *app.FindingQuery)) {
		out = append(out, FilterChip{Text: text, Off: func() { off(&m.Query); m.narrowed() }})
	}
	if q.Text != "" {
		add(say.T("Words “%s”", q.Text), func(q *app.FindingQuery) { q.Text = "" })
	}
	for _, f := range m.filteredFacets() {
		if v := m.chosen(f); len(v) > 0 {
			out = append(out, m.facetChip(f, say.T("is"), v, func() { setValues(&m.Query, f, nil); m.narrowed() }))
		}
		if v := m.barred(f); len(v) > 0 {
			out = append(out, m.facetChip(f, say.T("is not"), v, func() { m.setBarred(f, nil); m.narrowed() }))
		}
	}
	if q.From != "" || q.To != "" {
		c := app.Clause{Op: app.OpDate, From: q.From, To: q.To}
		add(capital(say.Sentence(c.Describe(m.nameOf))), func(q *app.FindingQuery) { q.From, q.To = "", "" })
	}
	for _, s := range []struct {
		on    bool
		words string
		off   func(q *app.FindingQuery)
	}{
		{q.Starred, say.T("Starred"), func(q *app.FindingQuery) { q.Starred = false }},
		{q.Untagged, say.T("Without tag"), func(q *app.FindingQuery) { q.Untagged = false }},
		{q.Unsorted, say.T("In no theme"), func(q *app.FindingQuery) { q.Unsorted = false }},
	} {
		if s.on {
			add(s.words, s.off)
		}
	}
	if _, rest := splitWhere(q.Where); rest != nil {
		words := capital(say.Sentence(rest.Describe(m.nameOf)))
		out = append(out, FilterChip{Text: shortWords(words, chipRunes), Tip: words, Query: true, Off: func() { m.SetWhere(nil) }})
	}
	return out
}

// chipRunes is how much of a built query a chip says, chipValues how many values of a facet.
const (
	chipRunes  = 64
	chipValues = 3
)

// filteredFacets are the facets the filter chooses from or leaves out of, in a fixed order.
func (m *Model) filteredFacets() []Facet {
	out := slices.Clone(facetOrder)
	for _, a := range m.Query.Attributes {
		out = append(out, ByAttribute(a.Name))
	}
	bars, _ := splitWhere(m.Query.Where)
	for i := range bars {
		if f := facetOf(&bars[i]); !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

func (m *Model) facetChip(f Facet, is string, values []string, off func()) FilterChip {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = m.ValueWords(f, v)
	}
	whole := FacetTitle(f) + " " + is + " " + strings.Join(words, say.T(" or "))
	text := whole
	if len(words) > chipValues {
		text = say.T("%s %s %s or %d more", FacetTitle(f), is, strings.Join(words[:chipValues-1], ", "), len(words)-chipValues+1)
	}
	return FilterChip{Text: shortWords(text, chipRunes), Tip: whole, Off: off}
}

// facetTitles are what facets are called.
var facetTitles = map[Facet]string{ByStudy: say.T("Study"), ByTag: say.T("Tag"), ByTheme: say.T("Theme"), BySound: say.T("Sentiment"), ByKind: say.T("Kind of statement"), BySegment: say.T("Segment"),
	ByPerson: say.T("Person"), ByInterview: say.T("Interview"), ByMonth: say.T("Month"), ByProduct: say.T("Product"), ByRegion: say.T("Region"), ByMethod: say.T("Method"), ByStance: say.T("Stance"),
	ByProvenance: say.T("Tagged"), ByAuthor: say.T("Coder"), ByConsent: say.T("Consent")}

// FacetTitle is what a facet is called.
func FacetTitle(f Facet) string {
	if name, ok := f.Attribute(); ok {
		return name
	}
	return facetTitles[f]
}

// ValueWords is what a value of a facet is called.
func (m *Model) ValueWords(f Facet, value string) string {
	for _, c := range m.facet(f) {
		if c.Value == value {
			return m.ChoiceWords(f, c)
		}
	}
	return m.ChoiceWords(f, app.Facet{Value: value})
}

// ChoiceWords is what a value that was counted is called, without looking for it among thousands.
func (m *Model) ChoiceWords(f Facet, c app.Facet) string {
	switch f {
	case ByStance:
		return stanceWord(app.Stance(c.Value))
	case BySound:
		return orUnknown(say.Sentence(sentiment.Word(app.Sound(c.Value))))
	case ByKind:
		return orUnknown(say.Sentence(sentiment.KindWord(app.StatementKind(c.Value))))
	case ByProvenance:
		return provenanceWord(app.Provenance(c.Value))
	case ByMonth:
		return monthWord(c.Value)
	case ByConsent:
		return consentWord(c.Value)
	}
	if c.Label != "" {
		return c.Label
	}
	return orUnknown(m.label(f, c.Value))
}

func orUnknown(s string) string {
	if s == "" {
		return say.T("Unknown")
	}
	return s
}

func stanceWord(st app.Stance) string {
	switch st {
	case app.Supports:
		return say.T("Supports")
	case app.Contradicts:
		return say.T("Contradicts")
	case app.Nuances:
		return say.T("Nuances")
	}
	return say.T("No stance")
}

func provenanceWord(p app.Provenance) string {
	switch p {
	case app.ByHand:
		return say.T("By hand")
	case app.BySuggestion:
		return say.T("By suggestion")
	case app.ByRule:
		return say.T("By rule")
	}
	return say.T("Unknown")
}

// consentWord is a mark of consent as a choice.
func consentWord(mark string) string {
	switch mark {
	case "record":
		return say.T("Recording allowed")
	case "inside":
		return say.T("May be quoted inside")
	case "outside":
		return say.T("May be quoted outside")
	case "machine":
		return say.T("Machine may analyse")
	case "missing":
		return say.T("No consent recorded")
	case "refused":
		return say.T("Not to be quoted outside")
	case "expired":
		return say.T("Consent ended")
	case "withdrawn":
		return say.T("Consent withdrawn")
	}
	return orUnknown(mark)
}

// monthWord writes a month "2026-03" as "Mar 2026".
func monthWord(v string) string {
	if t := app.Date(v + "-01").Time(); !t.IsZero() {
		return say.Date(t, "Jan 2006")
	}
	return orUnknown(v)
}

// nameOf is what a record the filter names is called.
func (m *Model) nameOf(r app.Ref) string {
	if name := m.names[r]; name != "" {
		return name
	}
	switch r.Kind {
	case app.KindTag:
		return m.label(ByTag, r.ID)
	case app.KindTheme:
		return m.label(ByTheme, r.ID)
	}
	return ""
}

func capital(s string) string {
	for i, r := range s {
		if i == 0 {
			return strings.ToUpper(string(r)) + s[len(string(r)):]
		}
	}
	return s
}

// shortWords cuts words to n signs.
func shortWords(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n-1])) + "…"
	}
	return s
}
