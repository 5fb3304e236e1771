package across_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/across"
	"throughline/app/apptest"
	"throughline/app/generate"
)

// shelf is a bench with three studies that speak of the same topics, each under names of its own.
type shelf struct {
	*apptest.Bench
	across  *across.Service
	studies []*app.Study
	themes  [][]*app.Theme   // studies × topics
	said    [][]*app.Finding // findings of each theme, study by study
}

var called = [][]string{{"One", "Price", "Waiting for help", "Alpha"}, {"Two", "What it costs", "Support is slow", "Beta"}, {"Three", "Pricing", "Slow support", "Gamma"}}

// The passages of the shelf.
const (
	topics   = 4
	perTheme = 30
	perStudy = topics * perTheme
)

func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{Bench: apptest.New(t)}
	s.across = &across.Service{Store: s.Store, Log: s.Log, Hand: s.Hand}
	ps := generate.New(generate.Options{Seed: 3}).Passages(3*perStudy, topics)
	for i, names := range called {
		st := s.Study(fmt.Sprint("Study ", i+1))
		s.studies = append(s.studies, st)
		who := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: fmt.Sprintf("P%02d", i+1), Stamp: s.Hand.Stamp()}
		s.Put(who)
		var row []*app.Theme
		for topic, name := range names {
			var held []*app.Finding
			var records []app.Record
			for _, p := range ps[i*perStudy : (i+1)*perStudy] {
				if p.Topic == topic {
					f := &app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Participant: who.ID, Note: p.Text, At: app.NoTime, Stamp: s.Hand.Stamp()}
					held, records = append(held, f), append(records, f)
				}
			}
			s.Put(records...)
			row = append(row, s.Theme(st, name, held...))
			s.said = append(s.said, held)
		}
		s.themes = append(s.themes, row)
	}
	return s
}

func (s *shelf) metas(t *testing.T) []across.Meta {
	t.Helper()
	all, err := s.across.MetaThemes(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestMetaThemes_FindsThemesOfOneTopicWhateverTheirNames(t *testing.T) {
	s := newShelf(t)
	all := s.metas(t)
	if len(all) != topics {
		t.Fatalf("%d proposals, want one for each topic", len(all))
	}
	for _, m := range all {
		topic := -1
		for _, p := range m.Parts {
			for i := range s.themes {
				if at := slices.IndexFunc(s.themes[i], func(t *app.Theme) bool { return t.ID == p.ID }); at >= 0 && topic < 0 {
					topic = at
				} else if at >= 0 && at != topic {
					t.Errorf("%s holds themes of two topics", m.Name)
				}
			}
		}
		if m.Studies() != 3 || m.New != 3*perTheme || m.Into != "" {
			t.Errorf("%s: %d studies, %d new findings, into %q", m.Name, m.Studies(), m.New, m.Into)
		}
	}
}

func TestAcceptMetas_IsOneStepAndKeepsTheSources(t *testing.T) {
	s := newShelf(t)
	all := s.metas(t)
	all[0].Name = "  My own name "
	s.OneStep(t, "Accept 2 themes across studies", func() error { return s.across.AcceptMetas(t.Context(), all[:2]) })
	rows, err := s.Store.Themes(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	wide, own := 0, 0
	for _, r := range rows {
		if r.Study == "" {
			wide++
			if r.Findings != 3*perTheme || !strings.Contains(r.Note, "Study 2") {
				t.Errorf("%s holds %d findings, note %q", r.Name, r.Findings, r.Note)
			}
		} else {
			own += r.Findings
		}
	}
	if wide != 2 || own != 3*perStudy || rows[0].Name != "My own name" {
		t.Errorf("%d themes across studies, %d findings on the studies' boards, the first is %q", wide, own, rows[0].Name)
	}
	if left := s.metas(t); len(left) != topics-2 {
		t.Errorf("%d proposals are left, want those that were not accepted", len(left))
	}
}

func TestMetaThemes_OffersWhatAThemeAcrossStudiesLacks(t *testing.T) {
	s := newShelf(t)
	held := slices.Concat(s.said[1], s.said[topics+1]) // prices of the first two studies
	wide := s.Theme(nil, "Money", held...)
	var grows *across.Meta
	all := s.metas(t)
	for i := range all {
		if all[i].Into == wide.ID {
			grows = &all[i]
		}
	}
	if grows == nil || grows.New != perTheme || grows.Name != "Money" || len(grows.Parts) != 3 {
		t.Fatalf("proposal for the theme across studies: %+v", grows)
	}
	s.OneStep(t, "Accept 1 theme across studies", func() error { return s.across.AcceptMetas(t.Context(), []across.Meta{*grows}) })
	placed, err := s.Store.PlacementsIn(t.Context(), []app.ThemeID{wide.ID})
	if err != nil || len(placed) != 3*perTheme {
		t.Errorf("it holds %d findings, %v", len(placed), err)
	}
}

func TestAcceptMetas_Refuses(t *testing.T) {
	s := newShelf(t)
	m := s.metas(t)[0]
	gone := m
	gone.Into = "gone"
	s.Nothing(t, app.ENotFound, func() error { return s.across.AcceptMetas(t.Context(), []across.Meta{gone}) })
	s.Nothing(t, app.EInvalid, func() error { return s.across.AcceptMetas(t.Context(), nil) })
	nameless := m
	nameless.Name = " "
	s.Nothing(t, app.EInvalid, func() error { return s.across.AcceptMetas(t.Context(), []across.Meta{nameless}) })
}

func TestMappings_MapToTheTaxonomyAsOneStep(t *testing.T) {
	s := newShelf(t)
	wide := s.Tag(nil, "Cost", "")
	tagged := func(study int, name string, topic int) *app.Tag {
		tag := s.Tag(s.studies[study], name, "")
		cs := s.Hand.Begin("Tag")
		for _, f := range s.said[study*topics+topic] {
			old := apptest.Find(s.Bench, f)
			cs.Update(old, old.WithTag(app.Tagging{Tag: tag.ID, Author: apptest.Author, Provenance: app.ByHand, Created: f.Created}))
		}
		if err := s.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
		return tag
	}
	price := tagged(0, "costs", 1)
	help := tagged(1, "Support", 2)
	alsoHelp := tagged(2, "Waiting for support", 2)
	for topic, name := range []string{"First", "Second", "", "Fourth"} {
		if name != "" {
			tagged(1, name, topic)
		}
	}
	all, err := s.across.Mappings(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var toCost, fresh *across.Mapping
	for i := range all.Open {
		switch m := &all.Open[i]; {
		case m.Into == wide.ID:
			toCost = m
		case slices.ContainsFunc(m.Parts, func(p across.TagPart) bool { return p.ID == help.ID }):
			fresh = m
		}
	}
	if toCost == nil || len(toCost.Parts) != 1 || toCost.Parts[0].ID != price.ID {
		t.Fatalf("to the taxonomy: %+v", toCost)
	}
	if fresh == nil || len(fresh.Parts) != 2 || fresh.Into != "" {
		t.Fatalf("a new tag of the taxonomy: %+v", fresh)
	}
	s.OneStep(t, "Tell “"+fresh.Name+"” apart", func() error { return s.across.TellApart(t.Context(), *fresh) })
	told, err := s.across.Mappings(t.Context(), nil)
	if err != nil || len(told.Refused) != 1 || told.Refused[0].Key != fresh.Key || len(told.Open) != len(all.Open)-1 {
		t.Errorf("of what was turned down %d proposals are left out, error %v", len(told.Refused), err)
	}
	s.OneStep(t, "Propose 1 mapping again", func() error { return s.across.Reconsider(t.Context(), told.Refused) })
	s.Nothing(t, app.EInvalid, func() error { return s.across.Reconsider(t.Context(), told.Refused) })
	s.OneStep(t, "Map 3 tags to the taxonomy", func() error { return s.across.AcceptMappings(t.Context(), []across.Mapping{*toCost, *fresh}) })
	if apptest.Find(s.Bench, price).MapsTo != wide.ID || apptest.Find(s.Bench, help).MapsTo == "" || apptest.Find(s.Bench, help).MapsTo != apptest.Find(s.Bench, alsoHelp).MapsTo {
		t.Error("the tags are not mapped as proposed")
	}
	s.Nothing(t, app.EConflict, func() error { return s.across.AcceptMappings(t.Context(), []across.Mapping{*toCost}) })
	again, err := s.across.Mappings(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range again.Open {
		for _, p := range m.Parts {
			if p.ID == price.ID || p.ID == help.ID {
				t.Errorf("%s is proposed again", p.Name)
			}
		}
	}
}

// say makes people of a study say something under a theme across studies, each once.
func (s *shelf) say(t *testing.T, study int, theme *app.Theme, sentiment, people int) {
	t.Helper()
	records := []app.Record{}
	for i := range people {
		who := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: fmt.Sprint("Q", study, sentiment+2, i), Stamp: s.Hand.Stamp()}
		f := &app.Finding{ID: app.NewID[app.FindingID](), Study: s.studies[study].ID, Participant: who.ID, Note: "said", Sentiment: sentiment, At: app.NoTime, Stamp: s.Hand.Stamp()}
		records = append(records, who, f, &app.Placement{Theme: theme.ID, Finding: f.ID, Order: float64(len(records)), Stamp: s.Hand.Stamp()})
	}
	s.Put(records...)
}

func TestContradictions(t *testing.T) {
	for _, row := range []struct {
		name string
		a, b [2]int // people who praise and complain in the first study and in the second
		want string
	}{
		{"clear", [2]int{9, 1}, [2]int{1, 10}, "9 of 10 people with a tone praise; 10 of 11 people with a tone complain; beyond"},
		{"few", [2]int{3, 0}, [2]int{0, 2}, "3 of 3 people with a tone praise; 2 of 2 people with a tone complain; few"},
		{"agree", [2]int{8, 1}, [2]int{7, 1}, ""},
		{"undecided", [2]int{5, 5}, [2]int{0, 9}, ""},
		{"one person is no side", [2]int{1, 0}, [2]int{0, 9}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newShelf(t)
			wide := s.Theme(nil, "Money")
			s.say(t, 0, wide, 1, row.a[0])
			s.say(t, 0, wide, -1, row.a[1])
			s.say(t, 1, wide, 1, row.b[0])
			s.say(t, 1, wide, -1, row.b[1])
			all, err := s.across.Contradictions(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, c := range all {
				got = c.Says(&c.A) + "; " + c.Says(&c.B)
				if c.Beyond {
					got += "; beyond"
				}
				if c.Few {
					got += "; few"
				}
				if c.Name != "Money" || c.A.StudyName != "Study 1" || c.B.StudyName != "Study 2" {
					t.Errorf("%s between %s and %s", c.Name, c.A.StudyName, c.B.StudyName)
				}
			}
			if got != row.want {
				t.Errorf("contradictions %q, want %q", got, row.want)
			}
		})
	}
}
