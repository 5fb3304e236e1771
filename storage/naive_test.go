package storage_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/fold"
	"throughline/storage"
)

// naive answers questions about findings the slow way, from records read one by one, as an oracle.
type naive struct {
	rows    []app.FindingRow
	wide    map[app.FindingID][]app.ThemeID // themes of other boards than the finding's own
	studies map[app.StudyID]app.Study
	ivs     map[app.InterviewID]app.Interview
	people  map[app.ParticipantID]app.Participant
	tags    map[app.TagID]app.Tag
	texts   map[app.TranscriptID]*app.Transcript

	estimated map[app.FindingID]bool
}

func readNaive(t testing.TB, s *storage.Store) *naive {
	t.Helper()
	n := &naive{wide: map[app.FindingID][]app.ThemeID{}, studies: map[app.StudyID]app.Study{}, ivs: map[app.InterviewID]app.Interview{},
		people: map[app.ParticipantID]app.Participant{}, tags: map[app.TagID]app.Tag{}, texts: map[app.TranscriptID]*app.Transcript{}, estimated: map[app.FindingID]bool{}}
	for _, id := range textColumn(t, s.Path(), "SELECT f.guid FROM finding f JOIN estimate e ON e.finding_id = f.id") {
		n.estimated[id] = true
	}
	for _, st := range must(s.Studies(ctx))(t) {
		n.studies[st.ID] = st
	}
	for _, p := range must(s.Participants(ctx, ""))(t) {
		n.people[p.ID] = p.Participant
	}
	for _, g := range must(s.AllTags(ctx))(t) {
		n.tags[g.ID] = g
	}
	ids := textColumn(t, s.Path(), "SELECT guid FROM finding ORDER BY guid")
	n.rows = must(s.FindingsByID(ctx, ids))(t)
	for _, iv := range must(s.Interviews(ctx, "", app.Page{}))(t) {
		n.ivs[iv.ID] = iv.Interview
	}
	for _, f := range n.rows {
		if f.Transcript != "" && n.texts[f.Transcript] == nil {
			n.texts[f.Transcript] = must(s.Find(ctx, app.Ref{Kind: app.KindTranscript, ID: string(f.Transcript)}))(t).(*app.Transcript)
		}
	}
	for _, p := range must(s.BoardPlacements(ctx, ""))(t) {
		n.wide[p.Finding] = append(n.wide[p.Finding], p.Theme)
	}
	return n
}

func (n *naive) sound(f *app.FindingRow) app.Sound {
	if f.Sentiment != 0 {
		return app.SoundOf(f.Sentiment)
	}
	return f.Estimate.Sound
}

func (n *naive) method(f *app.FindingRow) string {
	return cmp.Or(n.ivs[f.Interview].Method, n.studies[f.Study].Method)
}

// under reports whether a tag is wanted, or counts for one that is.
func (n *naive) under(id app.TagID, want []app.TagID, beneath bool) bool {
	if slices.Contains(want, id) {
		return true
	}
	g := n.tags[id]
	if !beneath {
		return g.MapsTo != "" && slices.Contains(want, g.MapsTo)
	}
	return g.MapsTo != "" && n.under(g.MapsTo, want, true) || g.Parent != "" && n.under(g.Parent, want, true)
}

func (n *naive) tagged(f *app.FindingRow, want []app.TagID, beneath bool) bool {
	return slices.ContainsFunc(f.Tags, func(g app.Tagging) bool { return n.under(g.Tag, want, beneath) })
}

func (n *naive) themed(f *app.FindingRow, want []app.ThemeID) bool {
	return f.Theme != "" && slices.Contains(want, f.Theme) || slices.ContainsFunc(n.wide[f.ID], func(id app.ThemeID) bool { return slices.Contains(want, id) })
}

// says reports whether all words stand in quote or note, the last as a beginning.
func says(f *app.FindingRow, text string) bool {
	have := append(fold.Words(f.Quote), fold.Words(f.Note)...)
	want := fold.Words(text)
	for i, w := range want {
		last := i == len(want)-1 && len(w.Folded) > 1
		if !slices.ContainsFunc(have, func(h fold.Word) bool { return h.Folded == w.Folded || last && strings.HasPrefix(h.Folded, w.Folded) }) {
			return false
		}
	}
	return true
}

func held(d, from, to app.Date) bool { return d != "" && d >= from && (to == "" || d <= to) }

func among[T comparable](list []T, v T) bool { return slices.Contains(list, v) }

func fits(values []string, v string) bool {
	return slices.ContainsFunc(values, func(w string) bool { return strings.EqualFold(v, w) })
}

func (n *naive) clause(c *app.Clause, f *app.FindingRow) bool {
	part := func(p app.Clause) bool { return n.clause(&p, f) }
	person, iv, st := n.people[f.Participant], n.ivs[f.Interview], n.studies[f.Study]
	switch c.Op {
	case app.OpAnd:
		return !slices.ContainsFunc(c.Parts, func(p app.Clause) bool { return !part(p) })
	case app.OpOr:
		return slices.ContainsFunc(c.Parts, part)
	case app.OpNot:
		return !part(c.Parts[0])
	case app.OpText:
		return says(f, c.Text)
	case app.OpTag:
		return n.tagged(f, c.Tags, c.SubTags)
	case app.OpTheme:
		return n.themed(f, c.Themes)
	case app.OpStudy:
		return among(c.Values, string(f.Study))
	case app.OpProduct:
		return fits(c.Values, st.Product)
	case app.OpRegion:
		return fits(c.Values, st.Region)
	case app.OpMethod:
		return fits(c.Values, n.method(f))
	case app.OpInterview:
		return among(c.Values, string(f.Interview))
	case app.OpParticipant:
		return among(c.Values, string(f.Participant))
	case app.OpSegment:
		return fits(c.Values, person.Segment)
	case app.OpAttribute:
		i := slices.IndexFunc(person.Attributes, func(a app.Attribute) bool { return strings.EqualFold(a.Name, c.Attribute) })
		return i >= 0 && c.Holds(person.Attributes[i].Value)
	case app.OpDate:
		return held(iv.Date, c.From, c.To)
	case app.OpMade:
		return held(app.DateOf(f.Created.UTC()), c.From, c.To)
	}
	return n.own(c, f)
}

func (n *naive) own(c *app.Clause, f *app.FindingRow) bool {
	switch c.Op {
	case app.OpAuthor:
		return fits(c.Values, f.Author)
	case app.OpCoder:
		return slices.ContainsFunc(f.Tags, func(g app.Tagging) bool { return fits(c.Values, g.Author) })
	case app.OpProvenance:
		return slices.ContainsFunc(f.Tags, func(g app.Tagging) bool { return among(c.Values, string(g.Provenance)) })
	case app.OpStance:
		return among(c.Values, string(f.Stance))
	case app.OpSound:
		return among(c.Values, string(n.sound(f)))
	case app.OpKind:
		return slices.ContainsFunc(f.Estimate.Kinds, func(k app.StatementKind) bool { return among(c.Values, string(k)) })
	case app.OpSeverity:
		return among(c.Values, string(rune('0'+f.Severity)))
	case app.OpStar:
		return f.Star
	case app.OpNote:
		return f.Note != ""
	case app.OpTagged:
		return len(f.Tags) > 0
	case app.OpSorted:
		return f.Theme != "" || len(n.wide[f.ID]) > 0
	}
	return slices.ContainsFunc(n.rows, func(o app.FindingRow) bool { return n.related(c, f, &o) })
}

// related reports whether f stands to o as a relation asks.
func (n *naive) related(c *app.Clause, f, o *app.FindingRow) bool {
	if f.ID == o.ID || f.Transcript == "" || f.Transcript != o.Transcript || f.Quote == "" || o.Quote == "" ||
		c.Coder == app.BySameAuthor && f.Author != o.Author || c.Coder == app.ByOtherAuthor && f.Author == o.Author || !n.clause(&c.Parts[0], o) {
		return false
	}
	switch c.Op {
	case app.OpOverlaps:
		return f.Span.Overlaps(o.Span)
	case app.OpInside:
		return o.Start <= f.Start && f.End <= o.End
	case app.OpContains:
		return f.Start <= o.Start && o.End <= f.End
	}
	tr := n.texts[f.Transcript]
	return tr.TurnAt(o.Start)-tr.TurnAt(f.End-1) <= c.Turns && tr.TurnAt(f.Start)-tr.TurnAt(o.End-1) <= c.Turns
}

// finds reports whether f is what a query asks for.
func (n *naive) finds(q *app.FindingQuery, f *app.FindingRow) bool {
	st, iv, person := n.studies[f.Study], n.ivs[f.Interview], n.people[f.Participant]
	month := string(iv.Date)[:min(7, len(iv.Date))]
	for _, a := range q.Attributes {
		if len(a.Values) > 0 && !among(a.Values, person.Attribute(a.Name)) {
			return false
		}
	}
	for _, c := range []struct{ asked, fits bool }{
		{q.Study != "", f.Study == q.Study}, {strings.TrimSpace(q.Text) != "", says(f, q.Text)}, {len(q.Studies) > 0, among(q.Studies, f.Study)},
		{len(q.Products) > 0, among(q.Products, st.Product)}, {len(q.Regions) > 0, among(q.Regions, st.Region)}, {len(q.Methods) > 0, among(q.Methods, n.method(f))},
		{len(q.Interviews) > 0, among(q.Interviews, f.Interview)}, {len(q.Participants) > 0, among(q.Participants, f.Participant)},
		{len(q.Segments) > 0, f.Participant != "" && among(q.Segments, person.Segment)}, {len(q.Tags) > 0, n.tagged(f, q.Tags, q.SubTags)},
		{len(q.Themes) > 0, n.themed(f, q.Themes)}, {len(q.Stances) > 0, among(q.Stances, f.Stance)}, {len(q.Sounds) > 0, among(q.Sounds, n.sound(f))},
		{len(q.Kinds) > 0, slices.ContainsFunc(q.Kinds, func(k app.StatementKind) bool { return among(f.Estimate.Kinds, k) })},
		{len(q.Authors) > 0, among(q.Authors, f.Author)}, {len(q.Months) > 0, among(q.Months, month)}, {q.From != "" || q.To != "", held(iv.Date, q.From, q.To)},
		{len(q.Provenances) > 0, slices.ContainsFunc(f.Tags, func(g app.Tagging) bool { return among(q.Provenances, g.Provenance) })},
		{q.Untagged, len(f.Tags) == 0}, {q.Unsorted, f.Theme == "" && (q.Study != "" || len(n.wide[f.ID]) == 0)}, {q.Starred, f.Star},
		{q.Where != nil, q.Where == nil || n.clause(q.Where, f)},
	} {
		if c.asked && !c.fits {
			return false
		}
	}
	return true
}

func (n *naive) find(q app.FindingQuery) []app.FindingRow {
	return slices.DeleteFunc(slices.Clone(n.rows), func(f app.FindingRow) bool { return !n.finds(&q, &f) })
}

// keys are the values of an axis under which f stands.
func (n *naive) keys(a app.Axis, attribute string, rollUp bool, f *app.FindingRow) []string {
	iv, person, st := n.ivs[f.Interview], n.people[f.Participant], n.studies[f.Study]
	var out []string
	add := func(v string) {
		if v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	switch a {
	case app.AxisNone:
		return []string{""}
	case app.AxisTag:
		for id := range n.tags {
			if n.tagged(f, []app.TagID{id}, rollUp) {
				add(string(id))
			}
		}
	case app.AxisProvenance:
		for _, g := range f.Tags {
			add(string(g.Provenance))
		}
	case app.AxisWideTheme:
		for _, id := range n.wide[f.ID] {
			add(string(id))
		}
	case app.AxisAttribute:
		add(person.Attribute(attribute))
	case app.AxisMethod:
		if f.Interview != "" {
			add(n.method(f))
		}
	case app.AxisWeek:
		if at := iv.Date.Time(); !at.IsZero() {
			for at.Weekday() != time.Monday {
				at = at.AddDate(0, 0, -1)
			}
			add(string(app.DateOf(at)))
		}
	case app.AxisSeverity:
		if f.Severity > 0 {
			add(string(rune('0' + f.Severity)))
		}
	default:
		add(map[app.Axis]string{app.AxisTheme: string(f.Theme), app.AxisStudy: string(f.Study), app.AxisProduct: st.Product, app.AxisRegion: st.Region,
			app.AxisSegment: person.Segment, app.AxisParticipant: string(f.Participant), app.AxisInterview: string(f.Interview),
			app.AxisMonth: string(iv.Date)[:min(7, len(iv.Date))], app.AxisSound: string(n.sound(f)), app.AxisStance: string(f.Stance), app.AxisAuthor: f.Author}[a])
	}
	return out
}
