package reader

import (
	"context"

	"throughline/app"
	"throughline/app/coding"
	"throughline/app/passage"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Merge makes one finding of the one at hand and the nearest after it that touches it, or else before it.
func (m *Model) Merge() {
	m.Flush()
	e := m.entry(m.active)
	if e == nil {
		return
	}
	n := m.neighbour(e)
	if n == nil {
		m.fail(app.Invalid(say.T("No finding touches this one."), say.T("Move a boundary with [ and ] until they touch.")))
		return
	}
	f, err := coding.Anchor(&m.Interview, m.Transcript, coding.Merged(&e.Finding, &n.Finding).Span)
	if err != nil {
		m.fail(err)
		return
	}
	e.Finding = *passage.Move(coding.Merged(&e.Finding, &n.Finding), &m.Interview, m.Transcript, f.Span)
	m.remove(n)
	m.sort()
	m.mergeStored(e, n)
	m.changed(PartFindings | PartActive)
}

// mergeStored merges in the workspace, once both are stored there.
func (m *Model) mergeStored(e, n *entry) {
	e.pending++
	into, from := e.ID, n.ID
	m.writes.add(func(ctx context.Context, ids *names) {
		var err error
		if a, b := ids.of(into), ids.of(from); a != "" && b != "" {
			err = m.Coding.MergeFindings(ctx, a, []app.FindingID{b})
		}
		task.Post(func() {
			e.done()
			m.fail(err)
			m.sort()
			m.recheckSoon()
			m.changed(PartFindings | PartActive)
		})
	})
}

// neighbour is the finding that merging takes: the next by place that touches e, or else the one before.
func (m *Model) neighbour(e *entry) *entry {
	var before *entry
	past := false
	for _, n := range m.findings {
		if n == e {
			past = true
			continue
		}
		if n.Start > e.End+maxGap {
			break
		}
		if n.End < e.Start-maxGap || m.hidden(n) || !coding.Touch(m.Transcript, &e.Finding, &n.Finding) {
			continue
		}
		if past {
			return n
		}
		before = n
	}
	return before
}

// maxGap is how many bytes of space and signs may lie between two findings that touch; what is further is not looked at.
const maxGap = 64
