package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/evidence"
)

// scored is the score of a recommendation with the confidence of the insights of this report.
func (m *material) scored(r app.Recommendation) evidence.Scored {
	if m.kept != nil {
		return evidence.Score(r.Score, m.kept.levels[r.ID])
	}
	return evidence.Score(r.Score, m.levelFor(r))
}

// scoreValue is a score as it is printed: "600", "12.5 (high)"; "" where inputs are missing.
func (m *material) scoreValue(s evidence.Scored) string {
	if !s.OK {
		return ""
	}
	value := s.Value
	if value >= 100 {
		value = math.Round(value)
	}
	text := m.figure(chart.Format(value))
	if s.Reading != "" {
		text += " (" + m.t(s.Reading) + ")"
	}
	return text
}

// scoreText is a score with what it comes from: "RICE 600 = 900 × 2 × 100 % ÷ 3".
func (m *material) scoreText(r app.Recommendation, s evidence.Scored) string {
	value := m.scoreValue(s)
	if value == "" {
		return ""
	}
	text := fmt.Sprintf("%s %s = %s", r.Score.Method, value, m.figure(s.Formula))
	if s.Own && r.Score.Why != "" && r.Score.Method != app.ODI {
		text += m.t(", confidence set by hand: ") + strings.TrimRight(oneLine(r.Score.Why), ".")
	}
	return text
}

// stateText is what became of a recommendation and who answers for it.
func (m *material) stateText(r app.Recommendation) string {
	return dotted(m.t(upperFirst(string(r.Status))), oneLine(r.Owner))
}

// adviceBlocks are the recommendations that rest on an insight: what to do, then how it scores and where it stands.
func (m *material) adviceBlocks(in app.InsightRow) []Block {
	var out []Block
	for _, r := range in.Advice {
		out = append(out, prose(r.Text)...)
		if aside := dotted(m.scoreText(r, m.scored(r)), m.stateText(r)); aside != "" {
			out = append(out, Paragraph{Tone: Small, Runs: say(aside)})
		}
	}
	return out
}

// adviceText is what is recommended with an insight, a paragraph each, with its score and what it comes from.
func (m *material) adviceText(in app.InsightRow) string {
	var out []string
	for _, r := range in.Advice {
		text := r.Text
		if score := m.scoreText(r, m.scored(r)); score != "" {
			text += " (" + score + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n\n")
}

// decidedWith are the decisions that were made with an insight, the latest first.
func (m *material) decidedWith(id app.InsightID) []app.Decision {
	var out []app.Decision
	for _, d := range m.decisions {
		if slices.Contains(d.Insights, id) {
			out = append(out, d)
		}
	}
	return out
}

// decisionBlocks list what was decided with an insight and what came of it.
func (m *material) decisionBlocks(in app.InsightRow) []Block {
	made := m.decidedWith(in.ID)
	if len(made) == 0 {
		return nil
	}
	l := List{Kind: Bullets}
	for _, d := range made {
		l.Items = append(l.Items, Item{Runs: m.decisionRuns(d)})
	}
	return []Block{Heading{Level: 2, Text: m.t("Decided with it")}, l}
}

func (m *material) decisionRuns(d app.Decision) []Run {
	runs := []Run{{Text: oneLine(d.Text)}}
	if about := joined(", ", m.day(d.Date), oneLine(d.By), oneLine(d.Where)); about != "" {
		runs = append(runs, Run{Text: " (" + about + ")"})
	}
	if d.Outcome != "" {
		runs = append(runs, Run{Text: m.t(" Outcome: "), Bold: true}, Run{Text: oneLine(d.Outcome)})
	}
	return runs
}

// actionRow is a recommendation with the places of the insights that it rests on.
type actionRow struct {
	app.Recommendation
	from []int
}

// actions are the recommendations of the report, each once: those with a score by method and value, the greatest first, then the others in the
// order of their insights.
func (m *material) actions() []actionRow {
	var all []actionRow
	at := map[app.RecommendationID]int{}
	for i, in := range m.insights {
		for _, r := range in.Advice {
			k, ok := at[r.ID]
			if !ok {
				k = len(all)
				at[r.ID] = k
				all = append(all, actionRow{Recommendation: r})
			}
			all[k].from = append(all[k].from, i)
		}
	}
	methods := app.ScoreMethods()
	rank := func(r actionRow) (int, float64) {
		s := m.scored(r.Recommendation)
		if !s.OK {
			return len(methods), 0
		}
		return slices.Index(methods, r.Score.Method), -s.Value
	}
	slices.SortStableFunc(all, func(a, b actionRow) int {
		am, av := rank(a)
		bm, bv := rank(b)
		return cmp.Or(cmp.Compare(am, bm), cmp.Compare(av, bv))
	})
	return all
}

// actionSection ranks what to do and lists what was decided. One recommendation without a decision stands with its insight alone.
func (m *material) actionSection(d *Document) {
	all, decided := m.actions(), m.decided()
	if len(all) < 2 && len(decided) == 0 {
		return
	}
	d.add(PageBreak{Soft: true}, Heading{Level: 1, ID: "actions", Kicker: m.topic(), Text: m.t("Recommendations and decisions")})
	if len(all) > 0 {
		t := Table{Dense: true, Columns: []Column{{Title: m.t("What to do"), Share: 3.2}, {Title: m.t("From")}, {Title: m.t("Score"), Right: true},
			{Title: m.t("How it is made"), Share: 1.7}, {Title: m.t("Status"), Share: 1.2}},
			Note: m.t("RICE is reach × impact × confidence ÷ effort, ICE impact × confidence × ease, Opportunity importance + max(importance − satisfaction, 0). Confidence is that of the surest insight a recommendation rests on, unless a person set it.")}
		for _, r := range all {
			s := m.scored(r.Recommendation)
			how := ""
			if s.OK {
				how = string(r.Score.Method) + ": " + m.figure(s.Formula)
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(oneLine(r.Text)), m.insightLinks(r.from), cell(m.scoreValue(s)), cell(how), cell(m.stateText(r.Recommendation))}})
		}
		d.add(Heading{Level: 2, Text: m.t("What to do, the highest score first")}, t)
	}
	if len(decided) > 0 {
		t := Table{Dense: true, Columns: []Column{{Title: m.t("Date")}, {Title: m.t("Decision"), Share: 3}, {Title: m.t("Who and where"), Share: 1.3}, {Title: m.t("With")},
			{Title: m.t("What came of it"), Share: 1.8}}}
		for _, x := range decided {
			var from []int
			for i, in := range m.insights {
				if slices.Contains(x.Insights, in.ID) {
					from = append(from, i)
				}
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{cell(m.shortDay(x.Date)), cell(oneLine(x.Text)), cell(joined(", ", oneLine(x.By), oneLine(x.Where))), m.insightLinks(from), cell(oneLine(x.Outcome))}})
		}
		d.add(Heading{Level: 2, Text: m.t("What was decided")}, t)
	}
}

// decided are the decisions made with an insight of the report.
func (m *material) decided() []app.Decision {
	return slices.DeleteFunc(slices.Clone(m.decisions), func(d app.Decision) bool {
		return !slices.ContainsFunc(m.insights, func(in app.InsightRow) bool { return slices.Contains(d.Insights, in.ID) })
	})
}

// insightLinks lead to insights by their numbers.
func (m *material) insightLinks(at []int) Cell {
	var c Cell
	for k, i := range at {
		text := m.t("Insight %d", i+1)
		if k > 0 {
			c = append(c, Run{Text: ", "})
			text = fmt.Sprint(i + 1)
		}
		c = append(c, Run{Text: text, Link: insightID(i)})
	}
	return c
}
