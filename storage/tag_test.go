package storage_test

import (
	"testing"

	"throughline/app"
	"throughline/storage"
)

// taxonomy is a workspace with two studies, whose tags count for one of the taxonomy.
//
//	taxonomy: trust            study a: a-top (f0) > a-sub (f0, f1), maps to trust      study b: b-top (g0), maps to trust
func taxonomy(t *testing.T) *storage.Store {
	t.Helper()
	s := fresh(t)
	records := []app.Record{&app.Tag{ID: "trust", Name: "Trust", Status: app.TagActive, Stamp: by}}
	for _, study := range []string{"a", "b"} {
		id := app.StudyID(study)
		records = append(records, &app.Study{ID: id, Name: study, Stamp: by},
			&app.Tag{ID: app.TagID(study + "-top"), Study: id, Name: "Top of " + study, MapsTo: "trust", Status: app.TagActive, Stamp: by})
	}
	records = append(records, &app.Tag{ID: "a-sub", Study: "a", Parent: "a-top", Name: "Sub", Status: app.TagActive, Stamp: by})
	note := func(id string, study app.StudyID, tags ...app.TagID) *app.Finding {
		f := &app.Finding{ID: app.FindingID(id), Study: study, Note: id, Stamp: by}
		for _, tag := range tags {
			f = f.WithTag(app.Tagging{Tag: tag, Author: "ana", Provenance: app.ByHand, Created: noon})
		}
		return f
	}
	commit(t, s, append(records, note("f0", "a", "a-top", "a-sub"), note("f1", "a", "a-sub"), note("f2", "a"), note("g0", "b", "b-top"),
		note("g1", "b", "trust"))...)
	return s
}

func TestTagTotals_CountWhatIsBeneathAndMappedOnce(t *testing.T) {
	s := taxonomy(t)
	for _, c := range []struct {
		study app.StudyID
		want  map[app.TagID]int
	}{
		{"", map[app.TagID]int{"trust": 4, "a-top": 2}},
		{"a", map[app.TagID]int{"trust": 2, "a-top": 2}},
		{"b", map[app.TagID]int{"trust": 2, "a-top": 0}},
		{"nobody", map[app.TagID]int{"trust": 0, "a-top": 0}},
	} {
		got := must(s.TagTotals(ctx, c.study))(t)
		if len(got) != len(c.want) {
			t.Errorf("TagTotals(%q) = %v, want %v", c.study, got, c.want)
		}
		for tag, n := range c.want {
			if got[tag].Findings != n {
				t.Errorf("TagTotals(%q)[%s] = %d, want %d", c.study, tag, got[tag].Findings, n)
			}
		}
	}
}

func TestTagTotals_CountPeopleOnce(t *testing.T) {
	s, a, _ := twoStudies(t)
	top := &app.Tag{ID: "top", Study: a.Study.ID, Name: "Top", Status: app.TagActive, Stamp: by}
	cs := app.NewChangeSet("Group", "ana", noon)
	cs.Create(top)
	people := map[app.ParticipantID]bool{}
	for _, tag := range a.Tags {
		under := *tag
		under.Parent = top.ID
		cs.Update(tag, &under)
		for _, f := range a.Findings {
			if f.HasTag(tag.ID) {
				people[f.Participant] = true
			}
		}
	}
	apply(t, s, cs)
	if got := must(s.TagTotals(ctx, a.Study.ID))(t); got["top"].Participants != len(people) {
		t.Errorf("people beneath the top tag = %d, want %d", got["top"].Participants, len(people))
	}
}

func TestFindings_ByATagOfTheTaxonomyIncludeMappedOnes(t *testing.T) {
	s := taxonomy(t)
	for _, c := range []struct {
		name string
		q    app.FindingQuery
		want []app.FindingID
	}{
		{"alone", app.FindingQuery{Tags: []app.TagID{"a-top"}}, []app.FindingID{"f0"}},
		{"with sub-tags", app.FindingQuery{Tags: []app.TagID{"a-top"}, SubTags: true}, []app.FindingID{"f0", "f1"}},
		{"mapped", app.FindingQuery{Tags: []app.TagID{"trust"}}, []app.FindingID{"f0", "g0", "g1"}},
		{"mapped with sub-tags", app.FindingQuery{Tags: []app.TagID{"trust"}, SubTags: true}, []app.FindingID{"f0", "f1", "g0", "g1"}},
		{"mapped in a study", app.FindingQuery{Study: "b", Tags: []app.TagID{"trust"}}, []app.FindingID{"g0", "g1"}},
		{"unknown", app.FindingQuery{Tags: []app.TagID{"nothing"}, SubTags: true}, nil},
	} {
		var got []app.FindingID
		for _, f := range must(s.Findings(ctx, c.q))(t) {
			got = append(got, f.ID)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	}
}

func TestFindingFacets_CountMappedTagsForTheTaxonomy(t *testing.T) {
	s := taxonomy(t)
	f := must(s.FindingFacets(ctx, app.FindingQuery{}))(t)
	counts := map[string]int{}
	for _, c := range f.Tags {
		counts[c.Value] += c.Count
	}
	if counts["trust"] != 3 || counts["a-top"] != 1 || counts["a-sub"] != 2 || counts["b-top"] != 1 {
		t.Errorf("tag facets = %v, want trust 3 with the mapped ones, each tag once", f.Tags)
	}
	if len(f.Studies) != 2 || f.Studies[0].Label != "a" || f.Studies[0].Count != 3 || f.Studies[1].Count != 2 {
		t.Errorf("study facets = %v, want a 3, b 2", f.Studies)
	}
}

func TestDependants_OfATagNameThoseMappedToIt(t *testing.T) {
	s := taxonomy(t)
	var tags []string
	for _, r := range must(s.Dependants(ctx, app.Ref{Kind: app.KindTag, ID: "trust"}))(t) {
		if r.Ref().Kind == app.KindTag {
			tags = append(tags, r.Ref().ID)
		}
	}
	if len(tags) != 2 || tags[0] != "a-top" || tags[1] != "b-top" {
		t.Errorf("tags that use trust = %v, want those mapped to it", tags)
	}
}
