package guide_test

import (
	"os"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/guide"
	"throughline/app/history"
	"throughline/storage"
)

// BenchmarkAfterALink counts sessions and guide anew after a question was linked, in the first study of a copy of THROUGHLINE_WORKSPACE.
func BenchmarkAfterALink(b *testing.B) {
	path := os.Getenv("THROUGHLINE_WORKSPACE")
	if path == "" {
		b.Skip("name a workspace in THROUGHLINE_WORKSPACE")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	file := b.TempDir() + "/copy.throughline"
	if err := os.WriteFile(file, data, 0o600); err != nil {
		b.Fatal(err)
	}
	store, err := storage.Open(b.Context(), file, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	log, err := history.Open(b.Context(), store)
	if err != nil {
		b.Fatal(err)
	}
	s := &guide.Service{Store: store, Log: log, Hand: app.Hand{Author: "Ana", Now: time.Now}}
	log.Subscribe(s.Forget)
	studies, err := store.Studies(b.Context())
	if err != nil || len(studies) == 0 || len(studies[0].Guide) == 0 {
		b.Fatalf("%d studies, %v", len(studies), err)
	}
	st := studies[0]
	begun := time.Now()
	all, err := s.Sessions(b.Context(), st.ID, nil)
	if err != nil || len(all) == 0 {
		b.Fatal(err)
	}
	b.Logf("%d interviews: first %v", len(all), time.Since(begun))
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		text, err := s.Store.Transcript(b.Context(), all[n%len(all)].Interview)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Link(b.Context(), text, 0, st.Guide[n/len(all)%len(st.Guide)]); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := s.Sessions(b.Context(), st.ID, nil); err != nil {
			b.Fatal(err)
		}
	}
}
