package privacy_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/erase"
	"throughline/app/job"
	"throughline/ui/kit"
	"throughline/ui/privacy"
	"throughline/ui/task"
)

// clearing is a workspace with two interviews, and the section's model over it.
type clearing struct {
	*testing.T
	bench  *apptest.Bench
	study  *app.Study
	person *apptest.Session
	m      *privacy.RetentionModel
	await  func(time.Duration, func() bool) bool
	told   []string
	erased *app.Erasure
}

func newClearing(t *testing.T) *clearing {
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	c := &clearing{T: t, bench: b, await: await, study: b.Study("Ordering")}
	c.person = b.Session(c.study, "P07", "Mod: How?", "P: With a quorvanish list.")
	b.Session(c.study, "P08", "Mod: How?", "P: In a spreadsheet.")
	jobs := &job.Runner{}
	t.Cleanup(jobs.Close)
	c.m = &privacy.RetentionModel{Eraser: &erase.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Jobs: jobs, Studies: b.Store.Studies,
		People: func(ctx context.Context) ([]app.ParticipantRow, error) { return b.Store.Participants(ctx, "") },
		Today:  func() app.Date { return "2026-11-02" }, OnTell: func(s string) { c.told = append(c.told, s) },
		OnErased: func(_ string, e *app.Erasure) { c.erased = e }}
	t.Cleanup(c.m.Close)
	return c
}

func (c *clearing) until(what string, done func() bool) {
	c.Helper()
	if !c.await(20*time.Second, done) {
		c.Fatalf("waited for %s in vain; error: %v", what, c.m.Err)
	}
}

// does runs an act to its end and returns how it went.
func (c *clearing) does(act func(done func(error))) error {
	c.Helper()
	ended, result := false, error(nil)
	act(func(err error) { ended, result = true, err })
	c.until("the act", func() bool { return ended })
	return result
}

func (c *clearing) reload() {
	c.Helper()
	c.m.Loaded = false
	c.m.Reload()
	c.until("the lists", func() bool { return c.m.Loaded })
}

func TestRetentionModel_SetsDaysAndTheRule(t *testing.T) {
	c := newClearing(t)
	c.reload()
	if len(c.m.Due) != 0 || len(c.m.Others) != 1 || len(c.m.Persons) != 2 {
		t.Fatalf("at first: %+v", c.m)
	}
	d := erase.Due{Study: c.study.ID, Name: "Ordering"}
	if err := c.does(func(done func(error)) { c.m.Extend(d, "2026-12-01", " ", done) }); app.CodeOf(err) != app.EInvalid {
		t.Errorf("without a reason: %v", err)
	}
	if err := c.does(func(done func(error)) { c.m.Extend(d, "2026-12-01", "a follow-up", done) }); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]app.Code{"many": app.EInvalid, "24": "", "": ""} {
		if err := c.does(func(done func(error)) { c.m.KeepFor(text, done) }); app.CodeOf(err) != want {
			t.Errorf("KeepFor(%q) = %v", text, err)
		}
	}
	c.reload()
	if len(c.m.Due) != 1 || c.m.Due[0].Days != 29 || len(c.m.Others) != 0 || c.m.Overdue() != 0 || len(c.told) != 3 {
		t.Errorf("afterwards: due %+v, others %v, told %q", c.m.Due, c.m.Others, c.told)
	}
	c.m.Today = func() app.Date { return "2027-01-01" }
	c.reload()
	if c.m.Overdue() != 1 {
		t.Errorf("a month later %d are overdue", c.m.Overdue())
	}
	if c.m.Open("another"); len(c.m.Shown()) != 0 {
		t.Error("a study shows the day of another")
	}
}

func TestRetentionModel_ErasesWhomItShowed(t *testing.T) {
	c := newClearing(t)
	c.reload()
	order := erase.Order{Participant: c.person.Person.ID, Reason: "asked"}
	var seen *erase.Preview
	c.m.Look(order, func(p erase.Preview, err error) { seen = &p })
	c.until("the preview", func() bool { return seen != nil })
	if seen.Code != "P07" || seen.Removed[erase.CountInterviews] != 1 {
		t.Errorf("the preview says %+v", seen)
	}
	var ended []error
	run := c.m.Erase(order, "P07", func(err error) { ended = append(ended, err) })
	run.OnChange = func() {}
	c.until("the end", func() bool { return len(ended) == 1 })
	c.until("what was erased", func() bool { return c.erased != nil })
	if ended[0] != nil || c.erased.Code != "P07" || run.What == "" {
		t.Errorf("ended with %v, erased %+v, at %q", ended, c.erased, run.What)
	}
	c.reload()
	if len(c.m.Persons) != 1 || len(c.m.Done) != 1 || !strings.HasPrefix(privacy.DoneLine(&c.m.Done[0]), "asked · 1 interview removed · 2 turns") {
		t.Errorf("afterwards: %+v, %q", c.m.Done, privacy.DoneLine(&c.m.Done[0]))
	}
}

func TestConfirmed_TakesTheNameInAnyCase(t *testing.T) {
	for _, tt := range []struct {
		typed, called string
		want          bool
	}{{"P07", "P07", true}, {" p07 ", "P07", true}, {"P08", "P07", false}, {"", "P07", false}, {"", "", false}, {"first  ninety days", "First ninety days", true}} {
		if got := privacy.Confirmed(tt.typed, tt.called); got != tt.want {
			t.Errorf("Confirmed(%q, %q) = %v", tt.typed, tt.called, got)
		}
	}
}

func TestDoneTitle_NamesWhatWasErased(t *testing.T) {
	names := map[app.StudyID]string{"s": "Ordering"}
	for _, tt := range []struct {
		e    app.Erasure
		want string
	}{
		{app.Erasure{What: app.KindParticipant, Code: "P07"}, "P07"},
		{app.Erasure{What: app.KindStudy, Study: "s"}, "All words of Ordering"},
		{app.Erasure{What: app.KindStudy, Study: "s", Keeps: app.KeepQuotes}, "Words of Ordering, all but quotes"},
		{app.Erasure{What: app.KindStudy, Study: "gone"}, "All words of a study"},
	} {
		if got := privacy.DoneTitle(&tt.e, names); got != tt.want {
			t.Errorf("DoneTitle() = %q, want %q", got, tt.want)
		}
	}
}

func TestRetentionView_ShowsEachState(t *testing.T) {
	c := newClearing(t)
	test.NewTempApp(t)
	v := privacy.NewRetention(c.m, privacy.RetentionDoors{Save: func(*app.Erasure) {}})
	s := v.Section(func() {})
	w := test.NewTempWindow(t, s.Content)
	w.Resize(fyne.NewSize(1000, 700))
	s.Open(kit.PrivacyAt(privacy.RetentionSection, ""))
	c.until("the lists", func() bool { return c.m.Loaded })
	if s.Line() != "" {
		t.Errorf("the head says %q", s.Line())
	}
	s.Rune('e')
	if w.Canvas().Overlays().Top() == nil {
		t.Error("E offers nobody to erase")
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	v.AskErase(erase.Order{Participant: c.person.Person.ID})
	if w.Canvas().Overlays().Top() == nil {
		t.Error("no sheet asks whether to erase")
	}
	c.m.Err, c.m.Due, c.m.Done = errors.New("broken"), nil, nil
	v.Refresh()
	c.m.ReadOnly = true
	v.Refresh()
}
