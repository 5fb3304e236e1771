package workspace

import (
	"context"
	"fmt"
	"math/rand/v2"

	"throughline/app"
	"throughline/app/coding"
)

// generatedTags is the size of the codebook of a generated study.
const generatedTags = 24

// TagAtRandom makes n findings in a study, spread evenly over its interviews, one to three tags each, in steps of 2,000.
// Equal seeds over equal transcripts give equal passages. It serves measurements. Returns EInvalid for a study without interviews.
func (w *Workspace) TagAtRandom(ctx context.Context, study app.StudyID, n int, seed uint64, p app.Progress) error {
	if n <= 0 {
		return nil
	}
	ivs, err := w.Store.Interviews(ctx, study, app.Page{})
	if err != nil {
		return err
	}
	if len(ivs) == 0 {
		return app.Invalid("There are no interviews to tag.", "Import some first.")
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	cs := w.Hand.Begin("Generate a codebook")
	var tags []app.TagID
	for i := range generatedTags {
		t := &app.Tag{ID: app.NewID[app.TagID](), Study: study, Name: fmt.Sprintf("Topic %02d", i+1), Color: i, Status: app.TagActive, Stamp: w.Hand.Stamp()}
		tags = append(tags, t.ID)
		cs.Create(t)
	}
	if err := w.Log.Commit(ctx, cs); err != nil {
		return err
	}
	cs = w.Hand.Begin("Generate findings")
	for i := range ivs {
		tr, err := w.Store.Transcript(ctx, ivs[i].ID)
		if err != nil {
			return err
		}
		if len(tr.Turns) == 0 {
			continue
		}
		for range (n*(i+1))/len(ivs) - (n*i)/len(ivs) {
			turn := tr.Turns[rng.IntN(len(tr.Turns))]
			start, end := words(tr.Text, turn.Span, rng)
			f, err := coding.Anchor(&ivs[i].Interview, tr, app.Span{Start: start, End: end})
			if err != nil {
				continue
			}
			f.Stamp = w.Hand.Stamp()
			for range 1 + rng.IntN(3) {
				f = f.WithTag(app.Tagging{Tag: tags[rng.IntN(len(tags))], Author: w.Hand.Author, Provenance: app.ByHand, Created: f.Created})
			}
			cs.Create(f)
			if len(cs.Changes) >= 2000 {
				if err := w.Log.Commit(ctx, cs); err != nil {
					return err
				}
				cs = w.Hand.Begin("Generate findings")
			}
		}
		p.Report(int64(i+1), int64(len(ivs)), "Tagging "+ivs[i].Title)
	}
	return w.Log.Commit(ctx, cs)
}

// words picks a run of 4 to 30 words inside a turn.
func words(text string, turn app.Span, rng *rand.Rand) (start, end int) {
	var starts []int
	for i := turn.Start; i < turn.End; i++ {
		if i == turn.Start || text[i-1] == ' ' {
			starts = append(starts, i)
		}
	}
	if len(starts) == 0 {
		return turn.Start, turn.End
	}
	a := rng.IntN(len(starts))
	b := min(len(starts), a+4+rng.IntN(27))
	if b == len(starts) {
		return starts[a], turn.End
	}
	return starts[a], starts[b] - 1
}
