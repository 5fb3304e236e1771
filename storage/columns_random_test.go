package storage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// more adds acts to a world that change what findings are counted by.
func (w *world) more() *app.ChangeSet {
	if w.rand.IntN(2) == 0 {
		return w.step()
	}
	cs := app.NewChangeSet("More", "ana", noon.Add(time.Duration(w.n)*time.Second))
	acts := []func(*app.ChangeSet){w.person, w.judge, w.judge, w.mapTag, w.wideTheme, w.study, w.when, w.bareNote, w.overlap, w.overlap, w.gone, w.consent}
	acts[w.rand.IntN(len(acts))](cs)
	return cs
}

func (w *world) person(cs *app.ChangeSet) {
	if p, ok := pick(w, must(w.s.Participants(ctx, ""))(w.t)); ok {
		g := p.Participant
		g.Segment = []string{"Teams", "Solo", "Enterprise", ""}[w.rand.IntN(4)]
		g.Attributes = []app.Attribute{{Name: "Role", Value: []string{"PM", "Dev"}[w.rand.IntN(2)]}, {Name: "Age", Value: fmt.Sprint(20 + w.rand.IntN(30))}}
		cs.Update(&p.Participant, &g)
	}
}

func (w *world) judge(cs *app.ChangeSet) {
	for _, r := range w.findings() {
		if w.rand.IntN(3) > 0 {
			continue
		}
		g := r.Finding
		g.Sentiment, g.Severity, g.Author = []int{-2, 0, 1, app.SaidNeutral, app.SaidMixed}[w.rand.IntN(5)], w.rand.IntN(5), []string{"ana", "ben"}[w.rand.IntN(2)]
		g.Created = noon.AddDate(0, 0, w.rand.IntN(40))
		if tag, ok := pick(w, must(w.s.AllTags(ctx))(w.t)); ok {
			g = *g.WithTag(app.Tagging{Tag: tag.ID, Author: "ben", Provenance: []app.Provenance{app.ByRule, app.BySuggestion}[w.rand.IntN(2)], Created: noon})
		}
		cs.Update(&r.Finding, &g)
	}
}

func (w *world) mapTag(cs *app.ChangeSet) {
	tags := must(w.s.AllTags(ctx))(w.t)
	wide := slices.DeleteFunc(slices.Clone(tags), func(g app.Tag) bool { return g.Study != "" })
	if len(wide) < 2 {
		cs.Create(&app.Tag{ID: app.TagID(w.id("wide")), Name: w.id("name"), Status: app.TagActive, Stamp: w.stamp()})
		return
	}
	if g, ok := pick(w, tags); ok && g.Study != "" {
		h := g
		h.MapsTo = wide[w.rand.IntN(len(wide))].ID
		cs.Update(&g, &h)
	}
}

func (w *world) wideTheme(cs *app.ChangeSet) {
	themes := slices.DeleteFunc(must(w.s.Themes(ctx, ""))(w.t), func(h app.ThemeRow) bool { return h.Study != "" })
	theme, ok := pick(w, themes)
	if !ok {
		cs.Create(&app.Theme{ID: app.ThemeID(w.id("theme")), Name: w.id("wide"), Stamp: w.stamp()})
		return
	}
	placed := map[app.FindingID]bool{}
	for _, p := range must(w.s.BoardPlacements(ctx, ""))(w.t) {
		placed[p.Finding] = true
	}
	for _, r := range w.findings() {
		if !placed[r.ID] && w.rand.IntN(3) == 0 {
			cs.Create(&app.Placement{Theme: theme.ID, Finding: r.ID, Order: w.rand.Float64(), Stamp: w.stamp()})
		}
	}
}

func (w *world) study(cs *app.ChangeSet) {
	old := must(w.s.Studies(ctx))(w.t)[0]
	g := old
	g.Product, g.Region, g.Method = []string{"App", "Web"}[w.rand.IntN(2)], []string{"EU", ""}[w.rand.IntN(2)], []string{"Diary", "Interview"}[w.rand.IntN(2)]
	cs.Update(&old, &g)
}

func (w *world) when(cs *app.ChangeSet) {
	if iv, ok := pick(w, must(w.s.Interviews(ctx, w.f.Study.ID, app.Page{}))(w.t)); ok {
		g := iv.Interview
		g.Date, g.Method, g.Title = append(days, "")[w.rand.IntN(5)], []string{"", "Diary", "Test"}[w.rand.IntN(3)], w.id("title")
		cs.Update(&iv.Interview, &g)
	}
}

func (w *world) bareNote(cs *app.ChangeSet) {
	cs.Create(&app.Finding{ID: app.FindingID(w.id("finding")), Study: w.f.Study.ID, Note: "The team said so", At: app.NoTime, Stamp: w.stamp()})
}

// overlap marks some letters somewhere in a turn, or over two.
func (w *world) overlap(cs *app.ChangeSet) {
	iv, ok := pick(w, must(w.s.Interviews(ctx, w.f.Study.ID, app.Page{}))(w.t))
	if !ok {
		return
	}
	tr := must(w.s.Transcript(ctx, iv.ID))(w.t)
	for range 3 {
		u := tr.Turns[w.rand.IntN(len(tr.Turns)-1)]
		start := u.Start + w.rand.IntN(8)
		end := min(start+1+w.rand.IntN(2*u.Len()), tr.Turns[len(tr.Turns)-1].End)
		if text, err := tr.Quote(app.Span{Start: start, End: end}); err == nil && text[len(text)-1] != '\n' {
			cs.Create(&app.Finding{ID: app.FindingID(w.id("finding")), Study: iv.Study, Interview: iv.ID, Transcript: tr.ID, Span: app.Span{Start: start, End: end},
				Quote: text, Stamp: app.NewStamp([]string{"ana", "ben"}[w.rand.IntN(2)], noon)})
		}
	}
}

// consent records what somebody allows: all, all but the machine, or no longer anything.
func (w *world) consent(cs *app.ChangeSet) {
	p, ok := pick(w, must(w.s.Participants(ctx, ""))(w.t))
	if !ok {
		return
	}
	c := &app.Consent{ID: app.ConsentID(w.id("consent")), Participant: p.ID, Study: w.f.Study.ID, Given: "2026-01-01", Scopes: app.Scopes(), Stamp: w.stamp()}
	switch w.rand.IntN(3) {
	case 0:
		c.Scopes = []app.Scope{app.ScopeRecord, app.ScopeInside, app.ScopeOutside}
	case 1:
		c.Withdrawn = "2026-01-02"
	}
	cs.Create(c)
}

// gone deletes the finding made last, so that its row id is given again.
func (w *world) gone(cs *app.ChangeSet) {
	rows := must(w.s.Findings(ctx, app.FindingQuery{Study: w.f.Study.ID, Order: app.ByNewest, Page: app.Page{Limit: 1}}))(w.t)
	if len(rows) > 0 {
		ref := rows[0].Finding.Ref()
		cs.DeleteAll(app.Hand{Author: "ana", Now: func() time.Time { return noon }}, must(w.s.Dependants(ctx, ref))(w.t), &rows[0].Finding)
	}
}

// estimate keeps estimates of some findings.
func (w *world) estimate() {
	all := must(w.s.Unestimated(ctx, "basis", 0, 5))(w.t)
	for i := range all {
		all[i].Sound = append(slices.Clone(app.Sounds[:]), "")[w.rand.IntN(5)]
		all[i].Kinds = app.StatementKinds[w.rand.IntN(3):][:w.rand.IntN(3)]
	}
	if err := w.s.SaveEstimates(ctx, "basis", all); err != nil {
		w.t.Fatal(err)
	}
}

func TestColumns_AgreeWithTheFileWhateverHappens(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := storagetest.New(t)
			w := &world{t: t, s: s, rand: rand.New(rand.NewPCG(seed, 5))}
			w.f = storagetest.Fill(t, s, storagetest.Size{Interviews: 4, Turns: 8, Findings: 4, Tags: 4, Themes: 3, Insights: 1, Seed: seed})
			storagetest.Fill(t, s, storagetest.Size{Name: "other", Interviews: 2, Findings: 3, Tags: 2, Themes: 2, Seed: seed})
			if err := s.WarmFindings(ctx); err != nil {
				t.Fatal(err)
			}
			var done, undone []int64
			for round := range 25 {
				for range 4 {
					switch cs := w.more(); {
					case w.rand.IntN(5) == 0 && len(done) > 0:
						last := done[len(done)-1]
						must(w.s.Revert(ctx, last))(t)
						done, undone = done[:len(done)-1], append(undone, last)
					case w.rand.IntN(4) == 0 && len(undone) > 0:
						last := undone[len(undone)-1]
						must(w.s.Reapply(ctx, last))(t)
						undone, done = undone[:len(undone)-1], append(done, last)
					case len(cs.Changes) > 0:
						done, undone = append(done, apply(t, w.s, cs).Seq), nil
					}
				}
				w.estimate()
				agree(t, w.s, seed*1000+uint64(round), 6)
			}
			w.s = reopen(t, w.s)
			agree(t, w.s, seed, 40)
		})
	}
}

// TestColumns_AreTrueWhileOthersWrite holds that no reader ever sees a step by half: each step stars one finding and takes the star from another.
func TestColumns_AreTrueWhileOthersWrite(t *testing.T) {
	s, a, _ := twoStudies(t)
	first := *a.Findings[1]
	first.Star = true
	cs := app.NewChangeSet("Star", "ana", noon)
	cs.Update(a.Findings[1], &first)
	apply(t, s, cs)
	stars := must(s.FindingFacets(ctx, app.FindingQuery{}))(t).Starred
	ctx, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	for range 12 { // more than there are connections
		wg.Go(func() {
			for ctx.Err() == nil {
				rows, err := s.Findings(ctx, app.FindingQuery{Starred: true})
				f, err2 := s.FindingFacets(ctx, app.FindingQuery{})
				if ctx.Err() != nil {
					return
				}
				if err != nil || err2 != nil || len(rows) != stars || f.Starred != stars {
					t.Errorf("%d rows and %d counted, want %d (%v, %v)", len(rows), f.Starred, stars, err, err2)
					return
				}
				for _, r := range rows {
					if !r.Star {
						t.Errorf("%s came without its star", r.ID)
					}
				}
			}
		})
	}
	at := 1
	for i := range 150 {
		next := []int{2, 3, 4, 6, 7}[i%5]
		from, to := *a.Findings[at], *a.Findings[next]
		from.Star, to.Star = true, false
		on, off := to, from
		on.Star, off.Star = true, false
		if at == next {
			continue
		}
		cs := app.NewChangeSet("Move the star", "ana", noon)
		cs.Update(&from, &off)
		cs.Update(&to, &on)
		apply(t, s, cs)
		at = next
	}
	stop()
	wg.Wait()
}

// TestColumns_OfAReadOnlyWorkspaceSeeWhatOthersWrote opens one file twice.
func TestColumns_OfAReadOnlyWorkspaceSeeWhatOthersWrote(t *testing.T) {
	s, a, _ := twoStudies(t)
	r, err := storage.Open(ctx, s.Path(), storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() }) // only read
	count := func() int { return must(r.FindingFacets(ctx, app.FindingQuery{Study: a.Study.ID}))(t).Total }
	if n := count(); n != 30 {
		t.Fatalf("Total = %d, want 30", n)
	}
	commit(t, s, &app.Finding{ID: "note", Study: a.Study.ID, Note: "Hello", At: app.NoTime, Stamp: by})
	if n := count(); n != 31 {
		t.Errorf("Total after another program wrote = %d, want 31", n)
	}
}
