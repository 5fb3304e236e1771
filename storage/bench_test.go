package storage_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

// large is one workspace of 1,000 interviews of 1,000 words and 100,000 findings, made once for all benchmarks that change
// little. With -short it has a twentieth of that.
var large = sync.OnceValues(func() (*storage.Store, *storagetest.Filled) {
	dir, err := os.MkdirTemp("", "throughline-bench")
	if err != nil {
		panic(err)
	}
	s, err := storage.Create(ctx, filepath.Join(dir, "large.throughline"), storage.Options{})
	if err != nil {
		panic(err)
	}
	n := 1000
	if testing.Short() {
		n = 50
	}
	f := storagetest.Make(storagetest.Size{Interviews: n, Turns: 40, Findings: 100, Tags: 50, Themes: 30, Insights: 40})
	for _, step := range f.Steps() {
		if _, err := s.Apply(ctx, step); err != nil {
			panic(err)
		}
	}
	return s, f
})

func TestMain(m *testing.M) {
	code := m.Run()
	if benched {
		s, _ := large()
		_ = s.Close()
		_ = os.RemoveAll(filepath.Dir(s.Path()))
	}
	os.Exit(code)
}

var benched bool

func largeStore(b *testing.B) (*storage.Store, *storagetest.Filled) {
	b.Helper()
	benched = true
	s, f := large()
	b.ResetTimer()
	return s, f
}

// percentile reports the 95th of 100 operations beside the mean.
func percentile(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "ms-p95")
}

func BenchmarkApplyTag(b *testing.B) {
	s, f := largeStore(b)
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		old := must(s.Find(ctx, f.Findings[i*7919%len(f.Findings)].Ref()))(b).(*app.Finding)
		tag := f.Tags[i%len(f.Tags)].ID
		next := old.WithTag(app.Tagging{Tag: tag, Author: fmt.Sprint("ben", i), Provenance: app.ByHand, Created: noon})
		next.Stamp = old.Touched(noon.Add(time.Duration(i) * time.Millisecond))
		cs := app.NewChangeSet("Tag", "ben", noon)
		cs.Update(old, next)
		start := time.Now()
		apply(b, s, cs)
		times = append(times, time.Since(start))
	}
	percentile(b, times)
}

func BenchmarkDeleteTagOn5000Findings(b *testing.B) {
	s, f := largeStore(b)
	tag := &app.Tag{ID: app.NewID[app.TagID](), Study: f.Study.ID, Name: "Everywhere", Status: app.TagActive, Stamp: by}
	cs := app.NewChangeSet("Tag", "ana", noon)
	cs.Create(tag)
	for _, x := range f.Findings[:min(5000, len(f.Findings))] {
		old := must(s.Find(ctx, x.Ref()))(b).(*app.Finding)
		cs.Update(old, old.WithTag(app.Tagging{Tag: tag.ID, Author: "ana", Provenance: app.ByHand, Created: noon}))
	}
	apply(b, s, cs)
	b.ResetTimer()
	var back time.Duration
	n := 0
	for b.Loop() {
		del := app.NewChangeSet("Delete tag", "ana", noon)
		for _, d := range must(s.Dependants(ctx, tag.Ref()))(b) {
			x := d.(*app.Finding)
			del.Update(x, x.WithoutTag(tag.ID))
		}
		del.Delete(tag)
		e := apply(b, s, del)
		b.StopTimer()
		start := time.Now()
		must(s.Revert(ctx, e.Seq))(b)
		back += time.Since(start)
		n++
		b.StartTimer()
	}
	b.ReportMetric(float64(back.Milliseconds())/float64(n), "ms-undo")
}

func BenchmarkImport(b *testing.B) {
	s := storagetest.New(b)
	f := storagetest.Make(storagetest.Size{Interviews: 100, Turns: 240})
	for _, cs := range f.Steps()[:2] {
		apply(b, s, cs)
	}
	n := 0
	b.ResetTimer()
	for b.Loop() {
		cs := app.NewChangeSet("Import", "ana", noon)
		for i, iv := range f.Interviews[:25] {
			x, tr := *iv, *f.Transcripts[i]
			x.ID = app.NewID[app.InterviewID]()
			tr.ID, tr.Interview = app.NewID[app.TranscriptID](), x.ID
			cs.Create(&x)
			cs.Create(&tr)
		}
		apply(b, s, cs)
		n += 25
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "transcripts/s")
}

func BenchmarkSearch(b *testing.B) {
	for _, query := range []string{"the", "th", "t", "permission", "ba", "the team file", `"to and"`, "kazotevi", "zozoz"} {
		b.Run(query, func(b *testing.B) {
			s, f := largeStore(b)
			hits := 0
			for b.Loop() {
				hits = len(must(s.Search(ctx, query, f.Study.ID, nil, 20))(b))
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}

func BenchmarkReads(b *testing.B) {
	page := app.Page{Limit: 200}
	for _, c := range []struct {
		name string
		read func(s *storage.Store, f *storagetest.Filled) error
	}{
		{"Counts", func(s *storage.Store, f *storagetest.Filled) error { _, err := s.Counts(ctx, f.Study.ID); return err }},
		{"Interviews", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Interviews(ctx, f.Study.ID, page)
			return err
		}},
		{"Transcript", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Transcript(ctx, f.Interviews[9].ID)
			return err
		}},
		{"InterviewFindings", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.InterviewFindings(ctx, f.Interviews[9].ID)
			return err
		}},
		{"Findings by place", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Findings(ctx, app.FindingQuery{Study: f.Study.ID, Page: page})
			return err
		}},
		{"Findings by place, last page", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Findings(ctx, app.FindingQuery{Study: f.Study.ID, Page: app.Page{Offset: len(f.Findings) - 200, Limit: 200}})
			return err
		}},
		{"Findings newest", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Findings(ctx, app.FindingQuery{Study: f.Study.ID, Order: app.ByNewest, Page: page})
			return err
		}},
		{"Findings by theme", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Findings(ctx, app.FindingQuery{Study: f.Study.ID, Order: app.ByTheme, Page: page})
			return err
		}},
		{"Findings by participant", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Findings(ctx, app.FindingQuery{Study: f.Study.ID, Order: app.ByParticipant, Page: page})
			return err
		}},
		{"Findings of a tag", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Findings(ctx, app.FindingQuery{Study: f.Study.ID, Tags: []app.TagID{f.Tags[3].ID}, Page: page})
			return err
		}},
		{"Findings with text", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Findings(ctx, app.FindingQuery{Study: f.Study.ID, Text: "permission", Page: page})
			return err
		}},
		{"Facets", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.FindingFacets(ctx, app.FindingQuery{Study: f.Study.ID})
			return err
		}},
		{"Facets of a tag", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.FindingFacets(ctx, app.FindingQuery{Study: f.Study.ID, Tags: []app.TagID{f.Tags[3].ID}})
			return err
		}},
		{"Tags", func(s *storage.Store, f *storagetest.Filled) error { _, err := s.Tags(ctx, f.Study.ID); return err }},
		{"Themes", func(s *storage.Store, f *storagetest.Filled) error { _, err := s.Themes(ctx, f.Study.ID); return err }},
		{"Insights", func(s *storage.Store, f *storagetest.Filled) error { _, err := s.Insights(ctx, f.Study.ID); return err }},
		{"Participants", func(s *storage.Store, f *storagetest.Filled) error {
			_, err := s.Participants(ctx, f.Study.ID)
			return err
		}},
		{"Entries", func(s *storage.Store, _ *storagetest.Filled) error { _, err := s.Entries(ctx, page); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			s, f := largeStore(b)
			for b.Loop() {
				if err := c.read(s, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
