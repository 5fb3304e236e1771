package generate_test

import (
	"context"
	"testing"

	"throughline/app"
	"throughline/app/generate"
	"throughline/app/history"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// made is a workspace with a programme in it.
func made(t *testing.T, pr generate.Programme) *storage.Store {
	t.Helper()
	s := storagetest.New(t)
	log, err := history.Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if err := pr.Make(t.Context(), log, nil); err != nil {
		t.Fatal(err)
	}
	return s
}

const lastDay = app.Date("2026-11-20")

func TestProgramme_IsAsLargeAsAsked(t *testing.T) {
	for _, tt := range []struct {
		name string
		pr   generate.Programme
	}{
		{"one interview without a finding", generate.Programme{Studies: 1, Interviews: 1, Words: 200}},
		{"one study", generate.Programme{Studies: 1, Interviews: 4, Findings: 60, Words: 300}},
		{"more studies than interviews", generate.Programme{Studies: 5, Interviews: 3, Findings: 40, Words: 300}},
		{"a small programme", generate.Programme{Studies: 8, Interviews: 50, Findings: 4000, Words: 300}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.pr.Until, tt.pr.Seed = lastDay, 3
			s := made(t, tt.pr)
			n, err := s.Counts(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			if n.Studies != tt.pr.Studies || n.Interviews != tt.pr.Interviews || n.Findings != tt.pr.Findings {
				t.Errorf("made %d studies, %d interviews, %d findings, want %d, %d, %d", n.Studies, n.Interviews, n.Findings, tt.pr.Studies, tt.pr.Interviews, tt.pr.Findings)
			}
			rep, err := s.Check(t.Context(), nil)
			if err != nil || len(rep.Problems) > 0 {
				t.Errorf("Check() = %v, %v", rep.Problems, err)
			}
		})
	}
}

func TestProgramme_DependsOnItsSeedOnly(t *testing.T) {
	pr := generate.Programme{Studies: 3, Interviews: 12, Findings: 500, Words: 300, Seed: 1, Until: lastDay}
	sum := func(pr generate.Programme) string {
		h, err := made(t, pr).ContentHash(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	first := sum(pr)
	if again := sum(pr); again != first {
		t.Error("the same programme was made in another way")
	}
	pr.Seed = 2
	if other := sum(pr); other == first {
		t.Error("two seeds gave the same programme")
	}
}

func TestProgramme_LooksLikeWork(t *testing.T) {
	s := made(t, generate.Programme{Studies: 12, Interviews: 120, Findings: 12000, Words: 400, Seed: 1, Until: lastDay})
	ctx := t.Context()
	all, err := s.FindingFacets(ctx, app.FindingQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for name, part := range map[string]int{"unsorted": all.Unsorted, "untagged": all.Untagged, "starred": all.Starred} {
		if part == 0 || part > all.Total/2 {
			t.Errorf("%d of %d findings are %s", part, all.Total, name)
		}
	}
	if len(all.Segments) < 4 || len(all.Authors) < 3 || len(all.Tags) < 30 || all.Tags[0].Count < 10*all.Tags[len(all.Tags)/2].Count/5 {
		t.Errorf("%d segments, %d coders, %d tags, of which the first has %d findings and the middle one %d", len(all.Segments), len(all.Authors),
			len(all.Tags), all.Tags[0].Count, all.Tags[len(all.Tags)/2].Count)
	}
	if low, high := tagShares(t, s, all); high < 1.5*low {
		t.Errorf("a tag makes up %.2f to %.2f of what segments say: segments do not differ", low, high)
	}
	insights, err := s.Insights(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	status, against := map[app.InsightStatus]int{}, 0
	for _, in := range insights {
		status[in.Status]++
		if in.Support.Against > 0 {
			against++
		}
		if in.Study != "" && in.Support.Findings == 0 {
			t.Errorf("the insight %q has no support", in.Title)
		}
	}
	if len(status) < 5 || against == 0 || against > len(insights)*3/4 {
		t.Errorf("insights by status: %v; %d of %d are contradicted", status, against, len(insights))
	}
	if !readByTwo(t, s) {
		t.Error("no finding carries tags of two people")
	}
	waiting := 0
	rows, err := s.Interviews(ctx, "", app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, iv := range rows {
		if iv.Date > lastDay {
			t.Errorf("%s is held on %s", iv.Title, iv.Date)
		}
		if iv.Findings == 0 {
			waiting++
		}
	}
	if waiting > 20 {
		t.Errorf("%d of %d interviews wait", waiting, len(rows))
	}
}

// tagShares returns the smallest and the greatest share that the most used tag has among the findings of a large segment.
func tagShares(t *testing.T, s *storage.Store, all app.FindingFacets) (low, high float64) {
	t.Helper()
	low = 1
	for _, seg := range all.Segments[:4] {
		f, err := s.FindingFacets(t.Context(), app.FindingQuery{Segments: []string{seg.Value}, Tags: []app.TagID{app.TagID(all.Tags[0].Value)}, SubTags: true})
		if err != nil {
			t.Fatal(err)
		}
		share := float64(f.Total) / float64(seg.Count)
		low, high = min(low, share), max(high, share)
	}
	return low, high
}

func readByTwo(t *testing.T, s *storage.Store) bool {
	t.Helper()
	rows, err := s.Findings(t.Context(), app.FindingQuery{Page: app.Page{Limit: 3000}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rows {
		for _, tag := range f.Tags {
			if tag.Author != f.Tags[0].Author {
				return true
			}
		}
	}
	return false
}

func TestProgramme_RefusesWhatCannotBeMade(t *testing.T) {
	for name, pr := range map[string]generate.Programme{
		"no study":     {Interviews: 1, Until: lastDay},
		"no interview": {Studies: 1, Until: lastDay},
		"no last day":  {Studies: 1, Interviews: 1},
		"no such day":  {Studies: 1, Interviews: 1, Until: "2026-02-30"},
		"less than no": {Studies: 1, Interviews: 1, Findings: -1, Until: lastDay},
	} {
		if err := pr.Make(t.Context(), nil, nil); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%s: Make() = %v, want EInvalid", name, err)
		}
	}
}

// door is a write door that somebody closes after some steps.
type door struct {
	steps int
	close func()
}

func (d *door) Commit(ctx context.Context, _ *app.ChangeSet) error {
	if d.steps--; d.steps == 0 {
		d.close()
	}
	return ctx.Err()
}

func TestProgramme_EndsBetweenSteps(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	err := generate.Programme{Studies: 50, Interviews: 500, Words: 200, Until: lastDay}.Make(ctx, &door{3, cancel}, nil)
	if app.CodeOf(err) != app.ECanceled {
		t.Errorf("Make() = %v, want ECanceled", err)
	}
}
