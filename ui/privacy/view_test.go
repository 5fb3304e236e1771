package privacy_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/consent"
	"throughline/ui/kit"
	"throughline/ui/privacy"
	"throughline/ui/task"
)

func TestScreen_ShowsTheSectionsItWasGiven(t *testing.T) {
	test.NewTempApp(t)
	var opened []string
	section := func(id string) privacy.Section {
		return privacy.Section{ID: id, Title: id, Content: kit.NewText(id, kit.Body), Line: func() string { return id },
			Open:  func(r kit.Route) { _, of, _ := r.Privacy(); opened = append(opened, id+" "+of) },
			Shown: func() { opened = append(opened, "shown "+id) }}
	}
	s := privacy.New(func(kit.Route) {}, section(privacy.VaultSection), section(privacy.ConsentSection))
	s.Open(kit.Route{Screen: kit.Consent})
	s.Open(kit.PrivacyAt(privacy.VaultSection, "p7"))
	s.Open(kit.PrivacyAt(privacy.RetentionSection, "gone")) // nobody filled it: nothing happens
	s.Open(kit.Route{Screen: kit.Consent})
	s.Rune('1')
	want := []string{"consent ", "vault p7", "vault ", "consent ", "shown consent"}
	if !slices.Equal(opened, want) {
		t.Errorf("opened %q, want %q", opened, want)
	}
}

func TestConsentModel_RecordsForTheChosenAndFollowsThem(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	study := b.Study("Checkout")
	for _, code := range []string{"P1", "P2", "P10"} {
		b.Session(study, code, "Mod: Well?", "P: It works.")
	}
	keeper := &consent.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	told := ""
	m := &privacy.ConsentModel{Keeper: keeper, OnTell: func(s string) { told = s }}
	until := func(what string, done func() bool) {
		t.Helper()
		if !await(20*time.Second, done) {
			t.Fatalf("waited for %s in vain; error: %v", what, m.Err)
		}
	}
	m.Open(study.ID, "")
	until("people", func() bool { return m.Loaded })
	if len(m.Rows) != 3 || m.Rows[2].Code != "P10" {
		t.Fatalf("people: %+v", m.Rows)
	}
	cancel := b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { m.Changed(cs) }) })
	t.Cleanup(cancel)

	m.Choose([]int{0, 2})
	var err error
	m.Record(app.Consent{Study: study.ID, Scopes: app.Scopes()}, func(e error) { err = e })
	until("the record", func() bool { return told != "" && m.Desk.Count[consent.StandGiven] == 2 })
	if err != nil || told != "Consent of 2 people recorded" {
		t.Errorf("told %q, error %v", told, err)
	}
	if !slices.Equal(m.Places(), []int{0, 2}) {
		t.Errorf("the chosen stand at %v", m.Places())
	}
	m.SetFilter(consent.StandMissing)
	if len(m.Rows) != 1 || m.Rows[0].Code != "P2" || len(m.Chosen) != 0 {
		t.Errorf("missing: %d rows, %d chosen", len(m.Rows), len(m.Chosen))
	}
	gone := m.Desk.Rows[0].ID
	m.Open(study.ID, gone)
	if m.Filter != "" || m.Current() == nil || m.Current().ID != gone {
		t.Error("a person asked for is not shown where the filter hides them")
	}
	m.Withdraw("", "by mail", func(e error) { err = e })
	until("the withdrawal", func() bool { return m.Desk.Count[consent.StandWithdrawn] == 1 })
	if past := m.Past(gone); err != nil || len(past) != 1 || past[0].Reason != "by mail" {
		t.Errorf("past %+v, error %v", past, err)
	}
	m.SetSort("state", false)
	if m.Rows[0].ID != gone {
		t.Error("what presses most does not come first")
	}
}

// Between the choice of another study and the moment when it is there, nothing of what was shown may be asked for.
func TestConsentView_ForgetsWhomItShowedOnceAnotherStudyIsChosen(t *testing.T) {
	await, release := task.Hold()
	t.Cleanup(release)
	test.NewTempApp(t)
	b := apptest.New(t)
	study := b.Study("Checkout")
	b.Session(study, "P1", "Mod: Well?", "P: It works.")
	m := &privacy.ConsentModel{Keeper: &consent.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}}
	var went []kit.Route
	v := privacy.NewConsent(m, func(r kit.Route) { went = append(went, r) })
	w := test.NewTempWindow(t, kit.NewStage(v.Section(func() {}).Content))
	w.Resize(fyne.NewSize(1100, 700))
	loaded := func() bool { return m.Loaded }
	m.Open(study.ID, "")
	v.Shown()
	if !await(20*time.Second, loaded) {
		t.Fatal("nobody is shown")
	}
	table := w.Canvas().Focused()
	table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	m.Open(b.Study("Billing").ID, "")
	v.Shown()
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyDelete} {
		table.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if len(went) > 0 {
		t.Errorf("went to %v", went)
	}
	if !await(20*time.Second, loaded) {
		t.Error("the other study does not come")
	}
}

func TestEffectLines_SayWhatRestsOnTheirWords(t *testing.T) {
	if got := privacy.EffectLines(consent.Effects{}); !slices.Equal(got, []string{"Nothing: no finding is theirs."}) {
		t.Errorf("nothing: %q", got)
	}
	e := consent.Effects{Findings: 3,
		Insights: []consent.InsightEffect{{InsightRow: app.InsightRow{Insight: app.Insight{Title: "Slow"}}, Lost: 2, Of: 5, Before: app.High, After: app.Moderate},
			{InsightRow: app.InsightRow{Insight: app.Insight{Title: "Dear"}}, Lost: 1, Of: 9, Before: app.Low, After: app.Low}},
		Themes: []consent.ThemeEffect{{Name: "Waiting", Lost: 1}}}
	want := []string{"3 findings of theirs.", "“Slow” loses 2 of 5 findings; confidence High becomes Moderate.", "“Dear” loses 1 of 9 findings; confidence stays Low.", "Theme “Waiting”: 1 finding."}
	if got := privacy.EffectLines(e); !slices.Equal(got, want) {
		t.Errorf("lines %q", got)
	}
	for range 9 {
		e.Themes = append(e.Themes, consent.ThemeEffect{Name: "More", Lost: 1})
	}
	if got := privacy.EffectLines(e); len(got) != 10 || got[9] != "4 themes more." {
		t.Errorf("many: %q", got)
	}
}
