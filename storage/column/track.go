package column

import (
	"fmt"
	"slices"

	"throughline/app"
)

// maxMarks is the most findings that tracks hold: more nobody looks at, and they would take too much memory.
const maxMarks = 300_000

// Tracks lists what a query finds by interview, in the order of interviews by date and title, and within by place. Interviews that the query
// allows are there without a finding as well. Returns ETooLarge for more than 300,000 findings.
func (t *Table) Tracks(q *app.FindingQuery, given Given) ([]app.Track, error) {
	b := t.choose(q, given).all
	if n := b.count(); n > maxMarks {
		return nil, &app.Error{Code: app.ETooLarge, Message: fmt.Sprintf("These are %s, more than can be followed through interviews at once.", app.Count(n, "finding")),
			Hint: "Choose a study, or narrow the filter."}
	}
	allowed := t.allowed(q)
	tags, turns := t.ownTags(), t.turnCounts()
	var out []app.Track
	var places []int32
	for _, iv := range t.order {
		if iv == 0 {
			continue
		}
		v := &t.interviews.all[iv]
		study, _ := t.studies.slot(v.Study)
		track := app.Track{Interview: app.InterviewID(v.GUID), Study: app.StudyID(t.studies.all[study].GUID), Title: v.Title, Date: v.Date, People: t.peopleOf(v), Turns: turns[iv]}
		for _, i := range t.lists[iv] {
			if !b.has(i) {
				continue
			}
			m := app.TrackMark{Span: app.Span{Start: int(t.start[i]), End: int(t.end[i])}, Turn: -1, Participant: app.ParticipantID(t.people.all[t.person[i]].GUID),
				Author: t.authors.all[t.author[i]], Theme: app.ThemeID(t.themes.all[t.theme[i]].GUID), WideTheme: app.ThemeID(t.themes.all[t.wide[i]].GUID)}
			if t.passage(i) {
				m.Turn = max(0, t.turnAt(t.text[i], t.start[i]))
			}
			places = tags.of(i, places[:0])
			slices.Sort(places)
			for _, p := range places {
				m.Tags = append(m.Tags, app.TagID(tags.keys[p].Value))
			}
			track.Marks = append(track.Marks, m)
		}
		if len(track.Marks) > 0 || t.allowedIn(allowed, study, iv) {
			out = append(out, track)
		}
	}
	return out, nil
}

// allowedIn reports whether anyone in an interview is allowed, or nobody in particular.
func (t *Table) allowedIn(allowed func(study, iv, person int32) bool, study, iv int32) bool {
	if allowed(study, iv, 0) {
		return true
	}
	return slices.ContainsFunc(t.interviews.all[iv].People, func(id int64) bool {
		p, ok := t.people.slot(id)
		return ok && allowed(study, iv, p)
	})
}

// turnCounts is how many turns the latest text of each interview has, by slot.
func (t *Table) turnCounts() []int {
	counts := make([]int, len(t.interviews.all))
	latest := make([]int, len(counts))
	for i := 1; i < len(t.texts.all); i++ {
		v := &t.texts.all[i]
		iv, _ := t.interviews.slot(v.Interview)
		if !t.texts.live[i] || v.Revision < latest[iv] || i >= len(t.turns) {
			continue
		}
		latest[iv], counts[iv] = v.Revision, len(t.turns[i])
	}
	return counts
}
