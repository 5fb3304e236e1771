package recruit_test

import (
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
)

func TestErrands_SayWhatWaits(t *testing.T) {
	d := newDesk(t)
	quiet := d.Study("A quiet one")
	d.must(d.rec.Change(t.Context(), d.study.ID, "Set up", func(r *app.Recruitment) {
		r.Incentive, r.Target, r.Quotas = 4000, 8, quotas()
		r.Screener = app.Screener{Questions: []app.ScreenerQuestion{{ID: "q1", Text: "Segment?", Type: app.AskText, Field: "Segment"}}}
	}))
	ids := d.add(d.person("P1", "Admin", "Region=North"), d.person("P2", "Admin", "Region=South"), d.person("P3", "Analyst", "Region=North"), d.person("P4", "Analyst"), d.person("P5", "Analyst"))
	d.move(app.StageCompleted, ids[0])
	for i, at := range []time.Time{apptest.Noon.Add(3 * time.Hour), apptest.Noon.AddDate(0, 0, 1)} {
		_, err := d.rec.Schedule(t.Context(), d.now(), ids[1+i], app.Session{Start: at, Minutes: 30})
		d.must(err)
	}
	d.move(app.StageInvited, ids[3])
	says := func(study app.StudyID, now time.Time) (all []string) {
		t.Helper()
		got, err := d.rec.Errands(t.Context(), study, now)
		d.must(err)
		for _, e := range got {
			all = append(all, string(e.Kind)+": "+e.Text)
			if e.Study != d.study.ID || e.Act == "" {
				t.Errorf("%+v", e)
			}
		}
		return all
	}
	same := func(got, want []string) {
		t.Helper()
		if len(got) != len(want) {
			t.Fatalf("%q, want %q", got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q, want %q", got[i], want[i])
			}
		}
	}
	same(says("", apptest.Noon), []string{"sessions today: 1 session today, next at 15:00", "quotas in trouble: 3 quotas in trouble: over, or not to be filled",
		"qualified candidates: 1 qualified candidate to invite", "incentives due: 1 incentive due"})
	same(says(d.study.ID, apptest.Noon.AddDate(0, 0, 8)), []string{"quotas in trouble: 3 quotas in trouble: over, or not to be filled",
		"invitations without an answer: 1 invitation without an answer for a week", "qualified candidates: 1 qualified candidate to invite", "incentives due: 1 incentive due"})
	same(says(quiet.ID, apptest.Noon), nil)
	d.must(d.rec.Pay(t.Context(), []app.IncentiveID{d.now().Ledger[0].ID}, true))
	if got := says("", apptest.Noon); got[len(got)-1] == "incentives due: 1 incentive due" {
		t.Errorf("what is paid is still due: %q", got)
	}
}
