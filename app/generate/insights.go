package generate

import (
	"slices"

	"throughline/app"
)

// insights writes what a study found: several claims with evidence for each topic that it asked about.
func (f *field) insights() {
	d := f.d
	n := 6 + d.rng.IntN(16)
	if f.running {
		n = d.rng.IntN(4)
	}
	claims := map[string]bool{}
	var used []*app.Insight
	for i := range n {
		topic := f.asked[d.rng.IntN(len(f.asked))]
		if len(f.found[topic]) < 3 {
			continue
		}
		in, advice := f.insight(topic, float64(i+1))
		if claims[in.Title] {
			continue
		}
		claims[in.Title] = true
		d.add("Write insights of "+f.study.Name, in, in.Stamp)
		d.advise("Write insights of "+f.study.Name, in, advice)
		if in.Status == app.InsightPublished && d.chance(0.3) {
			used = append(used, in)
		}
	}
	f.decisions(used)
}

// decisions are made with published insights, one to three at a time.
func (f *field) decisions(used []*app.Insight) {
	d := f.d
	for len(used) > 0 {
		n := min(len(used), 1+d.rng.IntN(3))
		st := d.stamp(f.owner, d.moment(used[0].Published, 2+d.rng.IntN(40)))
		dec := &app.Decision{ID: mint[app.DecisionID](d), Study: f.study.ID, Text: d.sentence("recommendation", f.topic), Date: app.DateOf(st.Created), By: f.owner, Stamp: st}
		for _, in := range used[:n] {
			dec.Insights = append(dec.Insights, in.ID)
		}
		used = used[n:]
		d.add("Write down decisions", dec, st)
	}
}

func (f *field) insight(topic int, order float64) (in *app.Insight, advice string) {
	d := f.d
	crowd := d.rng.IntN(len(d.crowds))
	in, advice = d.claim(topic, crowd)
	in.Study, in.Order, in.Owner = f.study.ID, order, f.coders[d.rng.IntN(len(f.coders))]
	// The programme learns to be quicker: the second year takes two thirds of the time.
	days := 4 + d.rng.IntN(26)
	if f.start.Sub(d.begin) > 365*day {
		days = 3 + d.rng.IntN(17)
	}
	in.Stamp = d.stamp(in.Owner, d.moment(f.end, days-14))
	in.Modified = later(in.Created, app.Moment(d.moment(f.end, days)))
	in.Status = pick(d, []app.InsightStatus{app.InsightPublished, app.InsightInReview, app.InsightDraft, app.InsightSuperseded})
	if old := d.Until.Time().Sub(f.end); old > 365*day && d.chance(0.3) {
		in.Status = app.InsightStale
	}
	if in.Status == app.InsightPublished {
		in.Published, in.Version = in.Modified, 1
		in.ReviewBy = app.DateOf(in.Modified.AddDate(0, app.DefaultFreshMonths, 0))
	}
	in.Evidence = f.evidence(topic, crowd)
	if th := f.themes[topic]; len(th) > 0 && d.chance(0.1) {
		in.Evidence = append(in.Evidence, app.Evidence{Theme: th[0], Stance: app.Supports})
	}
	return in, advice
}

// claim writes an unsigned insight about a topic and a segment, and what to do about it: half of them have no advice.
func (d *desk) claim(topic, crowd int) (in *app.Insight, advice string) {
	d.lines.crowd = d.crowds[crowd].many
	in = &app.Insight{ID: mint[app.InsightID](d), Title: d.sentence("claim", topic)}
	if d.chance(0.75) {
		in.Body = d.sentence("body", topic) + " " + d.sentence("body", topic)
	}
	if d.chance(0.5) {
		advice = d.sentence("recommendation", topic)
	}
	return in, advice
}

// advise recommends something with an insight. Two thirds are scored, a third by each method.
func (d *desk) advise(label string, in *app.Insight, advice string) {
	if advice == "" {
		return
	}
	r := &app.Recommendation{ID: mint[app.RecommendationID](d), Study: in.Study, Text: advice, Kind: app.ToDo, Owner: in.Owner, Insights: []app.InsightID{in.ID},
		Status: pick(d, app.RecommendationStatuses()), Order: in.Order, Stamp: in.Stamp}
	if d.chance(0.67) {
		r.Score = app.Score{Method: pick(d, app.ScoreMethods()), Reach: float64(100 * (1 + d.rng.IntN(60))), Impact: pick(d, []float64{3, 2, 1, 0.5, 0.25}),
			Effort: 0.5 * float64(1+d.rng.IntN(12)), Benefit: float64(1 + d.rng.IntN(10)), Ease: float64(1 + d.rng.IntN(10)),
			Importance: 0.1 * float64(30+d.rng.IntN(70)), Satisfaction: 0.1 * float64(10+d.rng.IntN(80))}
	}
	d.add(label, r, r.Stamp)
}

// evidence chooses findings of a topic, rather those of the segment that the claim is about. One claim in ten is contested.
func (f *field) evidence(topic, crowd int) []app.Evidence {
	d := f.d
	against := 0.06
	if d.chance(0.1) {
		against = 0.4
	}
	all := f.found[topic]
	var taken []app.FindingID
	var out []app.Evidence
	for range min(2+d.rng.IntN(12), len(all)) {
		x := all[d.rng.IntN(len(all))]
		if x.crowd != crowd {
			x = all[d.rng.IntN(len(all))]
		}
		if slices.Contains(taken, x.id) {
			continue
		}
		taken = append(taken, x.id)
		e := app.Evidence{Finding: x.id, Stance: app.Supports}
		switch y := d.rng.Float64(); {
		case len(out) == 0: // a claim has a reason to be made
		case y < against:
			e.Stance = app.Contradicts
		case y < against+0.12:
			e.Stance = app.Nuances
		}
		if d.chance(0.1) {
			e.Note = d.sentence("evidence", topic)
		}
		out = append(out, e)
	}
	return out
}

// board makes the themes across studies, one a topic, of findings that stood out.
func (d *desk) board() {
	if d.Studies < 2 {
		return
	}
	const label = "Sort across studies"
	author := d.gen.lx.rows["researchers"][0]
	st := d.stamp(author, d.moment(d.Until.Time(), -6))
	for i, t := range d.gen.lx.topics {
		th := &app.Theme{ID: mint[app.ThemeID](d), Name: capital(t.phrase), Color: i % 12, Order: float64(i + 1), Stamp: st}
		d.boards = append(d.boards, th.ID)
		d.add(label, th, st)
	}
	for i, x := range d.notable {
		d.add(label, &app.Placement{Theme: d.boards[x.topic], Finding: x.finding, Order: float64(i + 1), Stamp: st}, st)
	}
}

// acrossStudies writes claims that rest on several studies, one for every twelve of them.
func (d *desk) acrossStudies(plans []*studyPlan) {
	for i := range len(plans) / 12 {
		topic := d.rng.IntN(len(d.gen.lx.topics))
		in, advice := d.claim(topic, d.rng.IntN(len(d.crowds)))
		in.Order, in.Owner, in.Status = float64(i+1), d.coder(), app.InsightInReview
		in.Stamp = d.stamp(in.Owner, d.moment(d.Until.Time(), -1-d.rng.IntN(90)))
		for _, x := range d.notable {
			if x.topic == topic && len(in.Evidence) < 20 && d.chance(0.1) {
				in.Evidence = append(in.Evidence, app.Evidence{Finding: x.finding, Stance: app.Supports})
			}
		}
		d.add("Write insights across studies", in, in.Stamp)
		d.advise("Write insights across studies", in, advice)
	}
}
