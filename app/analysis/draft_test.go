package analysis_test

import (
	"reflect"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/apptest"
	"throughline/app/generate"
)

func (d *desk) draft(t *testing.T) *analysis.Draft {
	t.Helper()
	dr, err := d.analysis.Draft(t.Context(), d.study.ID, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	return dr
}

func cutAt(t *testing.T, d *analysis.Draft, k int, after *analysis.Proposal) *analysis.Proposal {
	t.Helper()
	pr, err := d.At(t.Context(), k, after)
	if err != nil {
		t.Fatal(err)
	}
	return pr
}

func TestDraft_CutsAtAnyNumber(t *testing.T) {
	d := newDesk(t, 60, 4)
	var dr *analysis.Draft
	d.Nothing(t, "", func() (err error) {
		dr, err = d.analysis.Draft(t.Context(), d.study.ID, 1, nil)
		return err
	})
	least, most := dr.Range()
	if s := dr.Suggested(); least > 2 || most < 10 || s < least || s > most || len(dr.Findings()) != 60 {
		t.Fatalf("suggests %d of %d to %d themes over %d findings", s, least, most, len(dr.Findings()))
	}
	var before *analysis.Proposal
	for _, k := range []int{4, 5, 9, 2, most} {
		pr := cutAt(t, dr, k, before)
		if n := len(pr.Themes); n > k || n < min(k, 9)/2 {
			t.Errorf("asked for %d themes, got %d", k, n)
		}
		held := len(pr.Unsorted)
		keys := map[string]bool{}
		for i := range pr.Themes {
			g := &pr.Themes[i]
			held += len(g.Findings)
			keys[g.Key] = true
			for _, f := range g.Findings {
				if at := slices.Index(dr.Findings(), f); pr.Of[at] != int32(i) {
					t.Fatalf("%d themes: finding %d is in theme %d, Of says %d", k, at, i, pr.Of[at])
				}
			}
		}
		if held != 60 || len(keys) != len(pr.Themes) || pr.Options.K != k {
			t.Errorf("%d themes: %d findings, %d keys for %d themes, K %d", k, held, len(keys), len(pr.Themes), pr.Options.K)
		}
		before = pr
	}
	if again := cutAt(t, dr, 4, before); !reflect.DeepEqual(again, cutAt(t, dr, 4, nil)) {
		t.Error("coming back to a number gives another proposal")
	}
}

func TestDraft_ThemesThatGoOnKeepKeyAndColour(t *testing.T) {
	d := newDesk(t, 80, 4)
	dr := d.draft(t)
	a := cutAt(t, dr, 4, nil)
	b := cutAt(t, dr, 6, a)
	colors := map[int]bool{}
	for i := range b.Themes {
		colors[b.Themes[i].Color] = true
		if j := slices.IndexFunc(a.Themes, func(g analysis.ProposedTheme) bool { return g.Key == b.Themes[i].Key }); j >= 0 {
			if shares(&a.Themes[j], &b.Themes[i]) == 0 || a.Themes[j].Color != b.Themes[i].Color {
				t.Errorf("%s goes on with nothing shared or in another colour", b.Themes[i].Key)
			}
		}
	}
	on := 0
	for i := range a.Themes {
		if slices.ContainsFunc(b.Themes, func(g analysis.ProposedTheme) bool { return g.Key == a.Themes[i].Key }) {
			on++
		}
	}
	if on != len(a.Themes) || len(colors) != len(b.Themes) {
		t.Errorf("%d of %d themes go on when two more are asked for; %d colours for %d themes", on, len(a.Themes), len(colors), len(b.Themes))
	}
}

func shares(a, b *analysis.ProposedTheme) (n int) {
	for _, f := range a.Findings {
		if slices.Contains(b.Findings, f) {
			n++
		}
	}
	return n
}

// topicOf lists the findings of a topic.
func (d *desk) topicOf(topic int) (fs []*app.Finding) {
	for i, f := range d.findings {
		if d.topics[i] == topic {
			fs = append(fs, f)
		}
	}
	return fs
}

// lockHalf puts half of a topic into a theme and locks it.
func (d *desk) lockHalf(t *testing.T, topic int) (*app.Theme, []app.FindingID) {
	t.Helper()
	all := d.topicOf(topic)
	th := d.Theme(d.study, "Ours", all[:len(all)/2]...)
	if err := d.analysis.LockTheme(t.Context(), th.ID, true); err != nil {
		t.Fatal(err)
	}
	return th, ids(all[:len(all)/2]...)
}

func TestDraft_LockedThemesGrowAndLoseNothing(t *testing.T) {
	d := newDesk(t, 120, 4)
	th, held := d.lockHalf(t, d.topics[0])
	before := apptest.Find(d.Bench, th)
	dr := d.draft(t)
	for k := 2; k <= 8; k += 3 {
		pr := cutAt(t, dr, k, nil)
		i := slices.IndexFunc(pr.Themes, func(g analysis.ProposedTheme) bool { return g.Existing == th.ID })
		if i < 0 || !pr.Themes[i].Locked || pr.Themes[i].Name != "Ours" {
			t.Fatalf("%d themes: the locked theme is not among them as it is", k)
		}
		g := &pr.Themes[i]
		for _, f := range held {
			if !slices.Contains(g.Findings, f) || slices.Contains(g.Joins, f) {
				t.Errorf("%d themes: a finding would leave the locked theme, or join it again", k)
			}
		}
		if len(g.Joins) != len(g.Findings)-len(held) || pr.Grown != len(g.Joins) {
			t.Errorf("%d themes: %d would join, %d counted, the theme would hold %d of %d", k, len(g.Joins), pr.Grown, len(g.Findings), len(held))
		}
	}
	pr := cutAt(t, dr, 5, nil)
	i := slices.IndexFunc(pr.Themes, func(g analysis.ProposedTheme) bool { return g.Locked })
	joins, right := pr.Themes[i].Joins, 0
	for _, f := range joins {
		if slices.Contains(ids(d.topicOf(d.topics[0])...), f) {
			right++
		}
	}
	if len(joins) == 0 || 2*right < len(joins) {
		t.Fatalf("%d would join, %d of them of the topic", len(joins), right)
	}
	d.OneStep(t, "Accept 5 proposed themes", func() error { return d.analysis.Accept(t.Context(), pr) })
	if got := d.in(t, th.ID); !slices.Equal(got, append(held, joins...)) {
		t.Errorf("the locked theme holds %d findings, want its %d and %d more behind", len(got), len(held), len(joins))
	}
	if got := apptest.Find(d.Bench, th); !got.Equal(before) {
		t.Errorf("the theme itself changed: %+v", got)
	}
}

func TestDraft_AFewNewFindingsMayJoinALockedTheme(t *testing.T) {
	d := newDesk(t, 40, 2)
	all := d.topicOf(d.topics[0])
	th := d.Theme(d.study, "Ours", all[:len(all)-2]...)
	d.Theme(d.study, "Other", d.topicOf(1-d.topics[0])...)
	if _, err := d.analysis.Draft(t.Context(), d.study.ID, 1, nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("two free findings and no locked theme: %v, want too few", err)
	}
	if err := d.analysis.LockTheme(t.Context(), th.ID, true); err != nil {
		t.Fatal(err)
	}
	dr := d.draft(t)
	if pr := cutAt(t, dr, dr.Suggested(), nil); pr.Total != len(all) || len(pr.Kept) != 2 {
		t.Errorf("%d findings looked at, %d themes kept; want those of the locked theme with the two new ones, and both", pr.Total, len(pr.Kept))
	}
}

func TestDraft_FindingsWithoutAWordStayInTheirLockedTheme(t *testing.T) {
	d := newDesk(t, 40, 2)
	d.add(d.study, generate.Passage{Text: "…", Group: "P1"})
	mute := d.findings[40]
	th := d.Theme(d.study, "Silence", mute)
	if err := d.analysis.LockTheme(t.Context(), th.ID, true); err != nil {
		t.Fatal(err)
	}
	pr := cutAt(t, d.draft(t), 3, nil)
	if slices.Contains(pr.Unsorted, mute.ID) {
		t.Error("it would be unsorted")
	}
	d.accept(t, pr)
	if got := d.in(t, th.ID); len(got) == 0 || got[0] != mute.ID {
		t.Errorf("after accepting, the locked theme holds %v", got)
	}
}

func TestDraft_SourcesSayWhereFindingsComeFrom(t *testing.T) {
	d := newDesk(t, 80, 4)
	d.accept(t, cutAt(t, d.draft(t), 8, nil))
	dr := d.draft(t)
	pr := cutAt(t, dr, 3, nil)
	moves := dr.Left(pr)
	for i := range pr.Themes {
		g := &pr.Themes[i]
		from, stay := dr.Sources(g)
		n := 0
		for j, s := range from {
			n += s.Count
			if (s.Theme == "") != (s.Name == "") || j > 0 && s.Count > from[j-1].Count {
				t.Errorf("theme %d: source %+v", i, s)
			}
		}
		if n != len(g.Joins) || stay != len(g.Findings)-n {
			t.Errorf("theme %d: %d come and %d stay, of %d with %d joining", i, n, stay, len(g.Findings), len(g.Joins))
		}
		moves += n
	}
	if moves != pr.Moves {
		t.Errorf("%d findings move, counted one by one %d", pr.Moves, moves)
	}
}

func TestFindingMap(t *testing.T) {
	d := newDesk(t, 40, 2)
	var m *analysis.FindingMap
	d.Nothing(t, "", func() (err error) {
		m, err = d.analysis.FindingMap(t.Context(), d.study.ID, 1, nil)
		return err
	})
	if len(m.Findings) != 40 || len(m.Places) != 40 {
		t.Fatalf("%d findings at %d places", len(m.Findings), len(m.Places))
	}
	for i, p := range m.Places {
		if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 {
			t.Errorf("finding %d stands at %v", i, p)
		}
	}
	again, err := d.analysis.FindingMap(t.Context(), d.study.ID, 1, nil)
	if err != nil || !reflect.DeepEqual(again, m) {
		t.Errorf("drawn again it differs (%v)", err)
	}
	few := newDesk(t, 2, 1)
	if _, err := few.analysis.FindingMap(t.Context(), few.study.ID, 1, nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("two findings: %v", err)
	}
}

func TestTightness(t *testing.T) {
	d := newDesk(t, 80, 4)
	one, all := d.topicOf(d.topics[0]), d.findings
	topic := d.Theme(d.study, "One topic", one[:10]...)
	mixed := d.Theme(d.study, "Of everything", all[60:]...)
	empty := d.Theme(d.study, "Empty")
	var tight map[app.ThemeID]float64
	d.Nothing(t, "", func() (err error) {
		tight, err = d.analysis.Tightness(t.Context(), d.study.ID, 1, nil)
		return err
	})
	if len(tight) != 2 || tight[topic.ID] <= tight[mixed.ID] || tight[mixed.ID] < 0 || tight[topic.ID] > 1 {
		t.Errorf("Tightness() = %v, want that of one topic (%v) above that of a mixture", tight, tight[topic.ID])
	}
	if _, ok := tight[empty.ID]; ok {
		t.Error("a theme without findings has a tightness")
	}
	bare := newDesk(t, 6, 2)
	bare.Theme(bare.study, "All of it", bare.findings...)
	if got, err := bare.analysis.Tightness(t.Context(), bare.study.ID, 1, nil); err != nil || len(got) != 1 {
		t.Errorf("with nothing unsorted: %v, %v", got, err)
	}
	none := newDesk(t, 6, 2)
	if got, err := none.analysis.Tightness(t.Context(), none.study.ID, 1, nil); err != nil || len(got) != 0 {
		t.Errorf("without themes: %v, %v", got, err)
	}
}
