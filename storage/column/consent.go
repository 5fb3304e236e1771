package column

import "throughline/app"

// Consents works out the marks (app.Allowed.Marks) of all findings by slot. of tells those of a person in a study, by their ids in use outside;
// own has those of findings in which others are heard as well, by row id.
func (t *Table) Consents(of func(study app.StudyID, person app.ParticipantID) uint8, own map[int64]uint8) []uint8 {
	type pair struct{ study, person int32 }
	known := map[pair]uint8{}
	marks := make([]uint8, len(t.id))
	for i := range marks {
		p := pair{t.study[i], t.person[i]}
		if p.person == 0 { // nobody's, unless own says otherwise
			marks[i] = app.Allowed{}.Marks()
		} else {
			m, ok := known[p]
			if !ok {
				m = of(app.StudyID(t.studies.all[p.study].GUID), app.ParticipantID(t.people.all[p.person].GUID))
				known[p] = m
			}
			marks[i] = m
		}
	}
	for id, m := range own {
		if i, ok := t.slot(id); ok {
			marks[i] = m
		}
	}
	return marks
}

// byConsent is the findings with one of some marks. Without Given.Consent nobody is asked.
func (t *Table) byConsent(given Given, names []string) Bits {
	want := app.MarksOf(names)
	if given.Consent == nil {
		if want&(app.Allowed{}).Marks() != 0 {
			return t.live.clone()
		}
		return newBits(len(t.id))
	}
	b := newBits(len(t.id))
	for i, m := range given.Consent {
		if m&want != 0 {
			b.set(int32(i))
		}
	}
	return b.and(t.live)
}

// consentFacets counts findings by their marks, in the order of app.ConsentMarks; none where nobody is asked.
func (t *Table) consentFacets(k *counter, given Given, out *app.FindingFacets) {
	if given.Consent == nil {
		return
	}
	var counts [len(app.ConsentMarks)]int
	k.c.but(byConsent, "").each(func(i int32) {
		for bit := range counts {
			counts[bit] += int(given.Consent[i] >> bit & 1)
		}
	})
	for i, n := range counts {
		if n > 0 {
			out.Consents = append(out.Consents, app.Facet{Value: app.ConsentMarks[i], Label: app.ConsentMarks[i], Count: n})
		}
	}
}
