package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/evidence"
)

// advice has one row a recommendation, with what goes into its score and the scores as formulas.
func (w *bookMaker) advice() Sheet {
	s := Sheet{Name: sheetAdvice, Freeze: 1, Columns: []SheetColumn{
		{Title: "Recommendation", Width: 56, Wrap: true, Meaning: "What to do, or the opportunity"},
		{Title: "Kind", Words: true, Width: 16, Meaning: "recommendation or opportunity"},
		{Title: "Status", Words: true, Width: 12, Meaning: "proposed, planned, under way, done or turned down"},
		{Title: "Owner", Width: 18, Meaning: "Who answers for it"},
		{Title: "Insights", Width: 11, Meaning: "Numbers of the insights it rests on, as on the sheet of insights"},
		{Title: "Method", Width: 13, Meaning: "Formula that it is scored by: RICE, ICE or Opportunity"},
		{Title: "Confidence", Width: 13, Unit: "share, shown as %", Meaning: "How sure the effect is", How: "Of the surest insight it rests on: High 100 %, Moderate 80 %, Low 50 %, Very low 25 %; a person's own where one was set"},
		{Title: "Confidence from", Width: 30, Wrap: true, Meaning: "evidence, or the reason of a person's own"},
		{Title: "Reach", Width: 10, Unit: "people or events a quarter", Meaning: "RICE: whom it reaches"},
		{Title: "Impact", Width: 10, Unit: "3, 2, 1, 0.5 or 0.25", Meaning: "RICE: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal"},
		{Title: "Effort", Width: 10, Unit: "person-months", Meaning: "RICE: what it takes"},
		{Title: "RICE", Width: 11, Unit: "score", Meaning: "Reach × impact × confidence ÷ effort"},
		{Title: "Impact, 1 to 10", Width: 11, Unit: "1 to 10", Meaning: "ICE: how much it helps"},
		{Title: "Ease", Width: 9, Unit: "1 to 10", Meaning: "ICE: how easy it is"},
		{Title: "ICE", Width: 10, Unit: "score, 0 to 1,000", Meaning: "Impact × ten times the confidence × ease"},
		{Title: "Importance", Width: 12, Unit: "0 to 10", Meaning: "Opportunity: tenths of the people who rate it 4 or 5 of 5"},
		{Title: "Satisfaction", Width: 13, Unit: "0 to 10", Meaning: "Opportunity: likewise, how well it is met today"},
		{Title: "Opportunity", Width: 13, Unit: "score, 0 to 20", Meaning: "Importance + what satisfaction falls short of it (Ulwick 2002)"},
		{Title: "Score", Width: 10, Unit: "score", Meaning: "The score by the method", Look: LookBar},
		{Title: "Reading", Words: true, Width: 14, Meaning: "Of an opportunity: over 10 worth a look, over 12 high, over 15 extreme"},
		{Title: "Decisions", Width: 40, Wrap: true, Meaning: "What was decided with its insights, the latest first"},
	}}
	for _, r := range w.recommended() {
		s.Rows = append(s.Rows, w.adviceRow(r))
	}
	return s
}

// recommended are the recommendations of all insights, each once with the places of the insights that it rests on; those with a score by method and value, the
// greatest first, then the others in the order of their insights.
func (w *bookMaker) recommended() (all []actionRow) {
	at := map[app.RecommendationID]int{}
	for i, in := range slices.Concat(w.material.insights, w.rest) {
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
	scores := make(map[app.RecommendationID]evidence.Scored, len(all))
	for _, r := range all {
		scores[r.ID] = w.scoredBy(r)
	}
	slices.SortStableFunc(all, func(a, b actionRow) int {
		s, t := scores[a.ID], scores[b.ID]
		if !s.OK || !t.OK {
			return btoi(t.OK) - btoi(s.OK)
		}
		return cmp.Or(cmp.Compare(slices.Index(methods, a.Score.Method), slices.Index(methods, b.Score.Method)), cmp.Compare(t.Value, s.Value))
	})
	return all
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// scoredBy is the score of a recommendation with the confidence of the insights it rests on, also of those that a report has no room for.
func (w *bookMaker) scoredBy(r actionRow) evidence.Scored {
	var best app.Level
	for _, i := range r.from {
		in := w.nth(i)
		if in.Status != app.InsightSuperseded && in.Status != app.InsightStale {
			level, _, _ := w.judge(in)
			best = evidence.Best(best, app.Level(level))
		}
	}
	return evidence.Score(r.Score, best)
}

// nth is the insight of a number, from 0.
func (w *bookMaker) nth(i int) app.InsightRow {
	if n := len(w.material.insights); i >= n {
		return w.rest[i-n]
	}
	return w.material.insights[i]
}

func (w *bookMaker) adviceRow(r actionRow) []Value {
	s := w.scoredBy(r)
	var from []string
	var decided []string
	for _, i := range r.from {
		from = append(from, strconv.Itoa(i+1))
		for _, d := range w.decidedWith(w.nth(i).ID) {
			if words := joined(", ", w.day(d.Date), oneLine(d.Text)); !slices.Contains(decided, words) {
				decided = append(decided, words)
			}
		}
	}
	why := ""
	switch {
	case s.Own:
		why = oneLine(r.Score.Why)
	case s.Confidence > 0:
		why = w.t("evidence")
	}
	row := []Value{text(r.Text), text(string(r.Kind)), text(string(r.Status)), text(oneLine(r.Owner)), text(strings.Join(from, ", ")), text(string(r.Score.Method)),
		given(share, s.Confidence), text(why)}
	row = append(row, scoreCells(r.Score, s)...)
	return append(row, text(s.Reading), text(strings.Join(decided, "\n")))
}

// scoreCells are the inputs and scores of all methods, from Reach to Score. A score whose inputs are not all given is empty.
func scoreCells(in app.Score, s evidence.Scored) []Value {
	by := func(m app.ScoreMethod, formula string) Value {
		as := in
		as.Method = m
		v, ok := as.Value(s.Confidence)
		if !ok {
			return Value{}
		}
		return number(v).By(formula)
	}
	satisfaction := given(number, in.Satisfaction)
	if in.Importance > 0 {
		satisfaction = number(in.Satisfaction)
	}
	score := Value{}
	if at, ok := map[app.ScoreMethod]string{app.RICE: "L#", app.ICE: "O#", app.ODI: "R#"}[in.Method]; ok && s.OK {
		score = number(s.Value).By(at)
	}
	return []Value{given(number, in.Reach), given(number, in.Impact), given(number, in.Effort), by(app.RICE, "I#*J#*G#/K#"),
		given(number, in.Benefit), given(number, in.Ease), by(app.ICE, "M#*10*G#*N#"),
		given(number, in.Importance), satisfaction, by(app.ODI, "P#+MAX(P#-Q#,0)"), score}
}

// given is a number, empty for 0, which stands for not given.
func given(kind func(float64) Value, v float64) Value {
	if v == 0 {
		return Value{}
	}
	return kind(v)
}
