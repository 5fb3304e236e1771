package recruit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	engine "throughline/app/recruit"
	"throughline/ui/kit"
	"throughline/ui/recruit"
)

// Between the choice of another study and the moment when it is there, the screen has nothing to show, and nothing of what it showed may be asked for.
func TestScreen_ForgetsWhatItShowedOnceAnotherStudyIsChosen(t *testing.T) {
	for _, c := range []struct {
		name   string
		part   recruit.Part
		people bool // incentives by person
	}{{"board", recruit.Board, false}, {"screener", recruit.Screener, false}, {"quotas", recruit.Quotas, false}, {"sessions", recruit.Sessions, false},
		{"incentives", recruit.Incentives, false}, {"incentives by person", recruit.Incentives, true}} {
		t.Run(c.name, func(t *testing.T) {
			test.NewTempApp(t)
			r := newRoom(t)
			r.open()
			r.m.Setup(func(x *app.Recruitment) { x.Incentive, x.Currency = 4000, "EUR" }, nil)
			r.until("an incentive", func() bool { return r.m.Desk.Recruitment.Incentive > 0 })
			r.m.Move([]app.CandidacyID{r.id("P1")}, engine.Target{Stage: app.StageCompleted}, nil)
			r.until("an entry of the ledger", func() bool { return len(r.m.Pays) > 0 })
			r.m.ShowAccounts(c.people)
			s := recruit.New(r.m, recruit.Doors{GoTo: func(kit.Route) {}})
			w := test.NewTempWindow(t, kit.NewStage(s.Content()))
			w.Resize(fyne.NewSize(1280, 800))
			r.m.SetPart(c.part)
			s.Shown()

			s.Open(kit.Route{Screen: kit.Recruitment, Study: r.Study("Billing").ID})
			s.Shown()
			w.Resize(fyne.NewSize(1200, 700))
			s.Content().Refresh()
			if has := w.Canvas().Focused(); has != nil {
				t.Errorf("%T hears keys, which is out of sight", has)
			}
			for _, letter := range "niecmjapks" {
				s.Rune(letter)
			}
			s.Key(&fyne.KeyEvent{Name: fyne.KeyDelete})
			if len(r.m.Chosen) > 0 {
				t.Errorf("%v is chosen, of another study", r.m.Chosen)
			}
			r.until("the other study", func() bool { return r.m.Loaded })
		})
	}
}

func TestScreen_OpensNoStudyWhileAllAreOnTheirWay(t *testing.T) {
	test.NewTempApp(t)
	r := newRoom(t)
	var went []kit.Route
	s := recruit.New(r.m, recruit.Doors{GoTo: func(to kit.Route) { went = append(went, to) }})
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1280, 800))
	s.Open(kit.Route{Screen: kit.Recruitment})
	s.Shown()
	r.until("all studies", func() bool { return r.m.Loaded })
	s.Open(kit.Route{Screen: kit.Recruitment, Study: r.study.ID})
	s.Open(kit.Route{Screen: kit.Recruitment})
	if table := w.Canvas().Focused(); table != nil {
		table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if len(went) > 0 {
		t.Errorf("went to %v", went)
	}
}
