package storage_test

import (
	"testing"
	"time"

	"throughline/storage/storagetest"
)

// BenchmarkOpenInterview reads what the reader shows first, from the file: an interview of 60,000 words with 2,000 findings and the
// codebook. There are more interviews than the store keeps in memory, and each is read in turn.
func BenchmarkOpenInterview(b *testing.B) {
	s := storagetest.New(b)
	f := storagetest.Fill(b, s, storagetest.Size{Interviews: 6, Turns: 2400, Findings: 2000, Tags: 50})
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		id := f.Interviews[i%len(f.Interviews)].ID
		start := time.Now()
		must(s.Transcript(ctx, id))(b)
		must(s.InterviewFindings(ctx, id))(b)
		must(s.Tags(ctx, f.Study.ID))(b)
		times = append(times, time.Since(start))
	}
	percentile(b, times)
}
