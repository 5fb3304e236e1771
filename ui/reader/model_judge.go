package reader

import (
	"context"

	"throughline/app"
	"throughline/ui/say"
)

// Feelings are the sentiments from bad to good, as words with a sign, so that they never rest on colour alone.
var Feelings = []Judgement{{-2, "−−", say.T("Very negative")}, {-1, "−", say.T("Negative")}, {app.SaidMixed, "±", say.T("Mixed")}, {app.SaidNeutral, "○", say.T("Neutral")},
	{1, "+", say.T("Positive")}, {2, "++", say.T("Very positive")}, {app.NoSentiment, "", say.T("No sentiment")}}

// Severities are how bad a problem is, by Nielsen's scale.
var Severities = []Judgement{{0, "", say.T("No severity")}, {1, "1", say.T("Cosmetic")}, {2, "2", say.T("Minor")}, {3, "3", say.T("Major")}, {4, "4", say.T("Catastrophic")}}

// Judgement is one step of a scale: what is stored, the sign before the word, the word.
type Judgement struct {
	Value int
	Sign  string
	Word  string
}

// String is the judgement as shown: "−− Very negative".
func (j Judgement) String() string {
	if j.Sign == "" {
		return j.Word
	}
	return j.Sign + " " + j.Word
}

// judged is the step of a scale with a value; the zero step for one that is not on it.
func judged(scale []Judgement, v int) Judgement {
	for _, j := range scale {
		if j.Value == v {
			return j
		}
	}
	return judged(scale, 0)
}

// Feel moves the sentiment of the selection or the finding at hand by one step, -1 or 1; it stays at the ends. Several
// steps in a row are written as one.
func (m *Model) Feel(by int) {
	e := m.entry(m.active)
	if m.selection.Len() > 0 {
		e = m.target()
	}
	if e == nil {
		return
	}
	from := e.Sentiment
	if from == app.SaidNeutral || from == app.SaidMixed {
		from = 0
	}
	m.feel(e, max(-2, min(2, from+by)), true)
}

// SetSentiment says how the selection or the finding at hand sounds, a value of Feelings; 0 takes it back.
func (m *Model) SetSentiment(v int) {
	if e := m.target(); e != nil {
		m.feel(e, v, false)
	}
}

func (m *Model) feel(e *entry, v int, more bool) {
	if e.Sentiment == v {
		return
	}
	e.Sentiment = v
	m.drafted(e, draftSentiment, notePause, func(ctx context.Context, f app.FindingID) error {
		return m.Coding.SetSentiment(ctx, []app.FindingID{f}, v)
	})
	if !more {
		m.Flush()
	}
	m.changed(PartFindings | PartActive)
}

// SetSeverity says how bad the problem is that the selection or the finding at hand reports, 1 to 4; 0 takes it back.
func (m *Model) SetSeverity(v int) {
	e := m.target()
	if e == nil || e.Severity == v {
		return
	}
	e.Severity = v
	m.write(e, func(ctx context.Context, f app.FindingID) error {
		return m.Coding.SetSeverity(ctx, []app.FindingID{f}, v)
	})
	m.changed(PartFindings | PartActive)
}
