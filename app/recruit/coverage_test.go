package recruit_test

import (
	"testing"

	"throughline/app"
	"throughline/app/recruit"
)

func TestCover_ByHand(t *testing.T) {
	d := newDesk(t)
	q := quotas()
	q[0].Share, q[2].Share = 0.5, 0.5
	d.must(d.rec.SetQuotas(t.Context(), d.study.ID, q))
	var people []*app.Participant
	for _, p := range [][3]string{{"P1", "Admin", "North"}, {"P2", "Admin", "North"}, {"P3", "Admin", "South"}, {"P4", "Analyst", "South"}, {"P5", "Driver", "North"}} {
		people = append(people, d.person(p[0], p[1], "Region="+p[2]))
	}
	ids := d.add(people...)
	d.move(app.StageCompleted, ids[0], ids[1])
	d.move(app.StageScheduled, ids[2], ids[3])
	c := d.now().Cover(1)
	// 2, 1 and 0 people in the cells: p = 2/3, 1/3, 0. Blau 1 − 4/9 − 1/9 = 4/9; H = 0.6365, ln 3 = 1.0986.
	if c.People != 4 || c.Cells != 3 || c.Covered != 2 || !near(c.Share, 2./3) || !near(c.Blau, 4./9) || !near(c.Evenness, 0.5794) {
		t.Errorf("%+v", c)
	}
	if two := d.now().Cover(2); two.Covered != 1 || two.Least != 2 {
		t.Errorf("from two people on: %+v", two)
	}
	// 2 of 4 against one half: no gap; adjusted Wald of 2 of 4 is 0.150 to 0.850. 0 of 4 (Agresti and Coull): −0.045 clipped to 0, to 0.546.
	if g := c.Gaps[0]; len(c.Gaps) != 2 || g.Gap != 0 || !near(g.Low, 0.1500-0.5) || !near(g.High, 0.8500-0.5) || g.Clear() {
		t.Errorf("gap %+v", g)
	}
	if g := c.Gaps[1]; g.Gap != -0.5 || !near(g.Low, -0.5) || !near(g.High, 0.5460-0.5) || g.Clear() {
		t.Errorf("gap %+v", g)
	}
	if c.Without != 1 || c.Segments[0] != (recruit.Segment{Name: "Admin", Panel: 3, Got: 3}) || c.Segments[2] != (recruit.Segment{Name: "Driver", Panel: 1}) {
		t.Errorf("segments %+v, %d without anybody", c.Segments, c.Without)
	}
}

func TestCover_NamesWhoIsUsedTooOften(t *testing.T) {
	d := newDesk(t)
	often := d.person("P1", "Admin")
	for i, day := range []app.Date{"2026-10-01", "2026-06-01", "2026-03-01", "2025-11-03", "2025-11-02", ""} {
		iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: d.study.ID, Title: string(rune('A' + i)), Date: day, Stamp: d.Hand.Stamp(),
			Speakers: []app.Speaker{{Label: "P", Name: "P", Role: app.RoleParticipant, Participant: often.ID}}}
		d.Put(iv)
	}
	d.add(often, d.person("P2", "Admin"))
	c := d.now().Cover(1)
	if len(c.Overused) != 1 || c.Overused[0].Sessions != 4 || c.Overused[0].Who.Code != "P1" {
		t.Errorf("over-used %+v: four of the last twelve months count", c.Overused)
	}
}

func TestOverview_SaysWhereEachStudyStands(t *testing.T) {
	d := newDesk(t)
	empty := d.Study("A quiet one")
	d.must(d.rec.Change(t.Context(), d.study.ID, "Set up", func(r *app.Recruitment) { r.Incentive, r.Target, r.Quotas = 4000, 8, quotas() }))
	ids := d.add(d.person("P1", "Admin", "Region=North"), d.person("P2", "Analyst", "Region=North"))
	d.move(app.StageCompleted, ids[0])
	rows, err := d.rec.Overview(t.Context())
	d.must(err)
	if len(rows) != 2 {
		t.Fatalf("%+v", rows)
	}
	for _, r := range rows {
		if r.Study.ID == empty.ID {
			if r.Any || r.Funnel.Candidates != 0 {
				t.Errorf("an empty study: %+v", r)
			}
			continue
		}
		if !r.Any || r.Target != 8 || r.Funnel.Completed != 1 || r.Quotas != 3 || r.Trouble != 3 || len(r.Due) != 1 || r.Due[0].Due != 4000 {
			t.Errorf("%+v", r)
		}
	}
}
