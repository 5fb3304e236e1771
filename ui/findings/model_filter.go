package findings

import "throughline/app"

// SetText filters by words.
func (m *Model) SetText(s string) {
	if s != m.Query.Text {
		m.Query.Text = s
		m.narrowed()
	}
}

// SetOrder sorts; the same order again goes the other way where it can.
func (m *Model) SetOrder(o app.FindingOrder) {
	if o != m.Query.Order {
		m.Query.Order = o
		m.narrowed()
	}
}

// SetUntagged shows only findings without a tag.
func (m *Model) SetUntagged(on bool) { m.Query.Untagged = on; m.narrowed() }

// SetUnsorted shows only findings in no theme.
func (m *Model) SetUnsorted(on bool) { m.Query.Unsorted = on; m.narrowed() }

// SetStarred shows only starred findings.
func (m *Model) SetStarred(on bool) { m.Query.Starred = on; m.narrowed() }

// SetDates shows only findings of interviews between two days, "" for open. Returns EInvalid for a day that is none.
func (m *Model) SetDates(from, to app.Date) error {
	q := m.Query
	q.From, q.To = from, to
	if err := q.Validate(); err != nil {
		return err
	}
	m.Query = q
	m.narrowed()
	return nil
}

// SetWhere filters by what was built in the panel; nil by nothing. What facets leave out stays.
func (m *Model) SetWhere(c *app.Clause) {
	bars, _ := splitWhere(m.Query.Where)
	m.Query.Where = joinWhere(bars, c)
	m.narrowed()
}

// Filtered reports whether anything narrows the table.
func (m *Model) Filtered() bool { return m.Query.Narrowed() }

// ClearFilter shows all findings of the study.
func (m *Model) ClearFilter() {
	m.Query = app.FindingQuery{Study: m.Query.Study, Order: m.Query.Order, Seed: m.Query.Seed}
	m.narrowed()
}

// narrowed follows a change of the filter: other rows come, from the top.
func (m *Model) narrowed() {
	m.followBuilder()
	m.narrowedKeeping()
}

// narrowedKeeping is narrowed for the panel, which keeps its unfinished parts.
func (m *Model) narrowedKeeping() {
	m.rows.near = [2]int{}
	m.Title = ""
	m.fresh = true
	m.turns++
	m.reload()
}

func texts[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

func ids[T ~string](in []string) []T {
	var out []T
	for _, v := range in {
		out = append(out, T(v))
	}
	return out
}
