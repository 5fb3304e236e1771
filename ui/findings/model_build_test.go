package findings_test

import (
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
	"throughline/ui/findings"
)

func TestModel_QueriesAreBuiltPartByPart(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 4, Turns: 40, Findings: 12, Tags: 4})
	m := d.m
	all := m.Count()
	if m.Building() != nil {
		t.Error("the panel is open")
	}
	m.OpenBuilder()
	root := m.Building()
	if len(root.Kids) != 1 || !root.Kids[0].Unfinished() || m.Sentence() != "" || m.Filtered() {
		t.Errorf("at first %+v says %q", root, m.Sentence())
	}
	tags := m.Tags
	first, second := string(tags[0].ID), string(tags[1].ID)
	m.ToggleValue(root.Kids[0], first)
	d.until("the tag", func() bool { return d.ready() && m.Count() > 0 && m.Count() < all })
	if want := "Findings tagged " + tags[0].Name + " or beneath."; m.Sentence() != want {
		t.Errorf("it says %q, want %q", m.Sentence(), want)
	}
	one := m.Count()
	group := findings.NewPart(app.OpOr)
	m.AddPart(root, group)
	m.ToggleValue(group.Kids[0], second)
	group.Not = true
	m.Built()
	d.until("without the other", d.ready)
	for i := range m.Count() {
		if r := m.Row(i); !r.HasTag(app.TagID(first)) || r.HasTag(app.TagID(second)) {
			t.Errorf("row %d carries %v", i, r.TagIDs())
		}
	}
	near := findings.NewPart(app.OpNear)
	m.AddPart(root, near)
	if before := m.Query.Where; !near.Unfinished() || !before.Equal(m.Query.Where) {
		t.Error("an unfinished part changed what is asked")
	}
	m.ToggleValue(near.Kids[0].Kids[0], second)
	near.Clause.Turns = 40
	m.Built()
	d.until("near the other", d.ready)
	if m.Building() != root {
		t.Error("building lost its parts")
	}
	m.DropPart(near)
	m.DropPart(group.Kids[0])
	d.until("the tag alone", func() bool { return d.ready() && m.Count() == one })
	if len(root.Kids) != 1 {
		t.Errorf("an empty group stays: %+v", root.Kids)
	}
	m.TurnPart(root.Kids[0], app.OpText, "")
	if m.Filtered() {
		t.Error("a condition of another kind still asks for the tag")
	}
	root.Kids[0].Clause.Text = "vexing"
	m.Built()
	m.CloseBuilder()
	if m.Building() != nil || m.Query.Where == nil || m.Query.Where.Text != "vexing" {
		t.Errorf("closed: %+v", m.Query.Where)
	}
	m.OpenBuilder()
	if k := m.Building().Kids; len(k) != 1 || k[0].Clause.Text != "vexing" {
		t.Errorf("opened again: %+v", k)
	}
}

func TestModel_AFilterIsEditedAsQuery(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 6, Turns: 40, Findings: 12, Tags: 4, Themes: 2})
	m := d.m
	m.Toggle(findings.ByTag, m.Choices(findings.ByTag)[0].Value)
	m.Bar(findings.ByTheme, string(m.Themes[0].ID))
	m.SetStarred(true)
	d.until("the filter", d.ready)
	want := m.Count()
	m.EditAsQuery()
	d.until("the query", d.ready)
	if m.Count() != want || m.Query.Starred || len(m.Query.Tags) > 0 || len(m.Building().Kids) != 3 {
		t.Errorf("%d findings, want %d, by %+v", m.Count(), want, m.Query)
	}
	m.Toggle(findings.ByStance, string(app.Supports))
	m.Bar(findings.ByTheme, string(m.Themes[0].ID)) // left out no more
	if len(m.Building().Kids) != 2 {
		t.Errorf("the panel does not follow the facets: %+v", m.Building().Kids)
	}
	m.ClearFilter()
	d.until("all", d.ready)
	if len(m.Building().Kids) != 0 {
		t.Errorf("the panel does not follow: %+v", m.Building().Kids)
	}
}

// TestModel_EveryKindOfConditionCanBeBuilt turns a condition into each kind, fills it in and expects the store to understand it.
func TestModel_EveryKindOfConditionCanBeBuilt(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 3, Turns: 20, Findings: 6, Tags: 3, Themes: 2})
	m := d.m
	m.OpenBuilder()
	d.until("what can be chosen", func() bool { return d.ready() && len(m.Fields()) > 20 })
	for _, f := range m.Fields() {
		p := m.Building().Kids[0]
		m.TurnPart(p, f.Op, "")
		if m.FieldOf(p).Title != f.Title {
			t.Errorf("%s goes by %q", f.Title, m.FieldOf(p).Title)
		}
		of := p
		if p.Relation() {
			of = p.Kids[0].Kids[0]
		}
		switch of.Clause.Op {
		case app.OpText:
			of.Clause.Text = "word"
		case app.OpDate, app.OpMade:
			of.Clause.From = "2026-01-01"
		case app.OpStar, app.OpNote, app.OpTagged, app.OpSorted:
		default:
			v := "1"
			if c := m.Candidates(of); len(c) > 0 {
				v = c[0].Value
				if m.CandidateWords(of, v) == "" {
					t.Errorf("%s: the value %q has no words", f.Title, v)
				}
			}
			m.ToggleValue(of, v)
		}
		m.Built()
		d.until(f.Title, d.ready)
		if p.Unfinished() || m.Sentence() == "" || m.Err != nil {
			t.Errorf("%s: unfinished %v, says %q, error %v", f.Title, p.Unfinished(), m.Sentence(), m.Err)
		}
	}
}
