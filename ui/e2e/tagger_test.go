//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/workspace"
)

// tagForever is the program that is killed. It announces each step before and confirms it after the commit has returned:
//
//	ready
//	begin PLACE            a step on the finding at this place starts, or one is made there
//	done 0192… STATE       it is stored; STATE as described by describe, "gone" when deleted
func tagForever(path string, seed uint64) error {
	ctx := context.Background()
	w, err := openWorkspace(ctx, path, false)
	if err != nil {
		return err
	}
	g := &tagger{w: w, dice: rand.New(rand.NewPCG(seed, 3))}
	if err := g.prepare(ctx, seed); err != nil {
		return err
	}
	fmt.Println("ready")
	for n := 0; ; n++ {
		if err := g.step(ctx, n); err != nil {
			return fmt.Errorf("step %d: %w", n, err)
		}
	}
}

type tagger struct {
	w       *workspace.Workspace
	dice    *rand.Rand
	texts   []*app.Transcript
	tag     app.TagID
	current app.FindingID
	place   string // of the current one
}

func (g *tagger) prepare(ctx context.Context, seed uint64) error {
	studies, err := g.w.Store.Studies(ctx)
	if err != nil {
		return err
	}
	rows, err := g.w.Store.Interviews(ctx, studies[0].ID, app.Page{})
	if err != nil {
		return err
	}
	for _, r := range rows {
		tr, err := g.w.Store.Transcript(ctx, r.ID)
		if err != nil {
			return err
		}
		g.texts = append(g.texts, tr)
	}
	tag, err := g.w.Coding.CreateTag(ctx, studies[0].ID, fmt.Sprintf("Round %d", seed), "")
	if err != nil {
		return err
	}
	g.tag = tag.ID
	return nil
}

// step does one of five things to the finding at hand, and takes another one now and then.
func (g *tagger) step(ctx context.Context, n int) error {
	if g.current == "" {
		return g.mark(ctx)
	}
	id := g.current
	fmt.Println("begin", g.place)
	var err error
	switch g.dice.IntN(6) {
	case 0:
		err = g.w.Coding.Note(ctx, id, fmt.Sprintf("note %d", n))
	case 1:
		err = g.w.Coding.Star(ctx, []app.FindingID{id}, n%2 == 0)
	case 2:
		err = g.w.Coding.Tag(ctx, []app.FindingID{id}, g.tag)
	case 3:
		if err = g.w.Coding.Note(ctx, id, fmt.Sprintf("taken back %d", n)); err == nil {
			_, err = g.w.Log.Undo(ctx)
		}
	case 4:
		g.current = ""
		if err = g.w.Coding.Delete(ctx, []app.FindingID{id}); err == nil {
			fmt.Println("done", id, "gone")
			return nil
		}
	case 5:
		g.current = "" // go on with another one; nothing changes
	}
	if err != nil {
		return err
	}
	return g.confirm(ctx, id)
}

// mark makes a finding from some turn of some interview. Where one stands already, it gets the tag instead.
func (g *tagger) mark(ctx context.Context) error {
	tr := g.texts[g.dice.IntN(len(g.texts))]
	turn := tr.Turns[g.dice.IntN(len(tr.Turns))]
	g.place = placeOf(tr.Interview, turn.Span)
	fmt.Println("begin", g.place)
	f, err := g.w.Coding.Mark(ctx, tr.Interview, turn.Span, []app.TagID{g.tag})
	if err != nil {
		return err
	}
	g.current = f.ID
	return g.confirm(ctx, f.ID)
}

func (g *tagger) confirm(ctx context.Context, id app.FindingID) error {
	rec, err := g.w.Store.Find(ctx, app.Ref{Kind: app.KindFinding, ID: string(id)})
	if err != nil {
		return err
	}
	fmt.Println("done", id, describe(rec.(*app.Finding)))
	return nil
}

func placeOf(iv app.InterviewID, s app.Span) string {
	return fmt.Sprintf("%s/%d-%d", iv, s.Start, s.End)
}

// describe says where a finding stands and all that a step can have changed, in one line.
func describe(f *app.Finding) string {
	return fmt.Sprintf("%s %q %v %v %d", placeOf(f.Interview, f.Span), f.Note, f.Star, f.TagIDs(), f.Modified.UnixMilli())
}

// ledger is what killed programs have confirmed.
type ledger struct {
	state map[app.FindingID]string
	open  string // the place where a step had begun when the program was killed
	steps int
}

// read enters what a killed program printed. A line cut short by the kill is not a confirmation.
func (l *ledger) read(t *testing.T, printed string) {
	t.Helper()
	l.open = ""
	end := strings.LastIndexByte(printed, '\n')
	if end < 0 {
		return
	}
	for row := range strings.SplitSeq(printed[:end], "\n") {
		verb, rest, _ := strings.Cut(row, " ")
		id, state, _ := strings.Cut(rest, " ")
		switch verb {
		case "begin":
			l.open = rest
		case "done":
			l.state[app.FindingID(id)], l.open = state, ""
			l.steps++
		}
	}
}

// compare holds the stored findings against the confirmed ones. The one finding whose step was under way may be as before
// or after it; what it is now counts from here on.
func (l *ledger) compare(t *testing.T, w *workspace.Workspace) {
	t.Helper()
	rows, err := w.Store.Findings(context.Background(), app.FindingQuery{})
	if err != nil {
		t.Fatal(err)
	}
	stored := map[app.FindingID]string{}
	for _, r := range rows {
		stored[r.ID] = describe(&r.Finding)
	}
	for id, want := range l.state {
		got, ok := stored[id]
		if !ok {
			got = "gone"
		}
		l.state[id] = got
		if got != want && !(l.open != "" && strings.HasPrefix(want, l.open+" ")) {
			t.Errorf("finding %s: a confirmed step is lost\n got %s\nwant %s", id, got, want)
		}
	}
	unknown := 0
	for id, state := range stored {
		if _, known := l.state[id]; !known {
			l.state[id] = state
			if unknown++; !strings.HasPrefix(state, l.open+" ") {
				t.Errorf("finding %s was made where no step had begun: %s", id, state)
			}
		}
	}
	if unknown > 1 {
		t.Errorf("%d findings were made and not confirmed by one kill, at most one can be", unknown)
	}
}
