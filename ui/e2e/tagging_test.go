//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/generate"
	"throughline/app/workspace"
)

// passage is one selection of TestTagByKeyboard and the keys that tag it.
type passage struct {
	skip, words int      // words the caret goes on before the selection, and words selected; skip < 0 goes back: an overlap
	keys        []string // at most two
	tag         string
}

// passages are twenty, with overlaps two and three deep. "1" to "3" put on the pinned tags; T and Return the one used last.
func passages() []passage {
	one, two, three, again := []string{"1"}, []string{"2"}, []string{"3"}, []string{"t", "Return"}
	return []passage{
		{2, 6, one, "Waiting"}, {3, 5, again, "Waiting"}, {1, 4, two, "Trust"}, {-3, 6, three, "Workaround"}, {4, 7, again, "Workaround"},
		{2, 3, one, "Waiting"}, {-2, 5, two, "Trust"}, {-4, 8, three, "Workaround"}, {5, 4, one, "Waiting"}, {1, 6, again, "Waiting"},
		{2, 5, two, "Trust"}, {1, 3, again, "Trust"}, {-1, 4, one, "Waiting"}, {3, 9, three, "Workaround"}, {-6, 4, two, "Trust"},
		{6, 5, again, "Trust"}, {2, 4, one, "Waiting"}, {-2, 7, three, "Workaround"}, {4, 3, again, "Workaround"}, {2, 6, two, "Trust"},
	}
}

// TestTagByKeyboard tags twenty passages of an interview without the mouse, each with at most two keys after it was selected, takes
// the last three back, closes the program, opens the file again, takes two more back and brings all five again. What the file
// holds is compared after each part.
func TestTagByKeyboard(t *testing.T) {
	path := pinnedWorkspace(t)
	screen := NewScreen(t, wide, high)
	p := Start(t, screen, "open", path)
	openFirst(p)
	p.MustShow("tagging-open")
	for n, ps := range passages() {
		if len(ps.keys) > 2 {
			t.Fatalf("passage %d takes %d keys, want two at most", n+1, len(ps.keys))
		}
		p.Keys(ps.selection()...)
		p.Keys(ps.keys...)
		if got, want := p.Expect("committed"), "committed Tag with "+ps.tag; got != want {
			t.Fatalf("passage %d: the program announced %q, want %q", n+1, got, want)
		}
		if n%5 == 4 || os.Getenv("SCREENS") != "" {
			p.MustShow(fmt.Sprintf("tagging-%02d", n+1))
		}
	}
	all := findingsOf(t, p, path, 20)
	mustOverlap(t, all)

	p = again(t, screen, path, "ctrl+z", 3, "undone")
	mustEqual(t, "after undo of three", findingsOf(t, p, path, 17), all[:17])
	p = again(t, screen, path, "ctrl+z", 2, "undone")
	mustEqual(t, "after undo of two more, in a new run", findingsOf(t, p, path, 15), all[:15])
	p = again(t, screen, path, "ctrl+shift+z", 5, "redone")
	mustEqual(t, "after redo of all five", findingsOf(t, p, path, 20), all)
}

// selection are the keys that select the passage from where the last selection ended.
func (ps passage) selection() []string {
	step := "ctrl+Right"
	if ps.skip < 0 {
		step = "ctrl+Left"
	}
	keys := slices.Repeat([]string{step}, max(ps.skip, -ps.skip))
	return append(keys, slices.Repeat([]string{"ctrl+shift+Right"}, ps.words)...)
}

// again starts the program anew on path, presses a key n times in the reader, each waiting for event, and photographs the page.
func again(t *testing.T, s *Screen, path, key string, n int, event string) *Program {
	t.Helper()
	p := Start(t, s, "open", path)
	openFirst(p)
	for range n {
		p.Keys(key)
		p.Expect(event)
	}
	p.MustShow(fmt.Sprintf("tagging-%s-%d", event, n))
	return p
}

// openFirst goes to the first interview of the list by the keyboard.
func openFirst(p *Program) {
	p.t.Helper()
	p.Keys("ctrl+2")
	p.Expect("screen interviews")
	p.Photo()
	p.Keys("Down", "Return")
	p.Expect("screen reader")
	p.Photo()
	p.Keys("ctrl+Home")
}

// pinnedWorkspace makes a workspace with one interview and three tags on the digits 1 to 3.
func pinnedWorkspace(t *testing.T) string {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "tagging.throughline")
	w, err := openWorkspace(ctx, path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer closeWorkspace(t, w)
	st, err := w.Studies.Create(ctx, app.Study{Name: "Tagging by keyboard"})
	if err != nil {
		t.Fatal(err)
	}
	files, err := generate.Write(ctx, t.TempDir(), generate.Options{Words: 900, Seed: 5}, 1, generate.WebVTT, nil)
	if err != nil {
		t.Fatal(err)
	}
	if res, err := w.Exchange.Import(ctx, files, exchange.Options{Study: st.ID}, nil); err != nil || res.Count(exchange.Imported) != 1 {
		t.Fatalf("Import() = %d files, %v", res.Count(exchange.Imported), err)
	}
	for i, name := range []string{"Waiting", "Trust", "Workaround"} {
		tag, err := w.Coding.CreateTag(ctx, st.ID, name, "")
		if err != nil {
			t.Fatal(err)
		}
		pinned := *tag
		pinned.Shortcut = i + 1
		if err := w.Coding.UpdateTag(ctx, pinned); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// findingsOf closes the program and describes the findings of its file with their tags and quotes, in the order they were made.
// Each quote must be the text under its span.
func findingsOf(t *testing.T, p *Program, path string, want int) []string {
	t.Helper()
	p.Close()
	var all []string
	mustBeWhole(t, path, func(w *workspace.Workspace) {
		ctx := context.Background()
		rows, err := w.Store.Findings(ctx, app.FindingQuery{})
		if err != nil {
			t.Fatal(err)
		}
		tags, err := w.Store.Tags(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		names := map[app.TagID]string{}
		for _, tag := range tags {
			names[tag.ID] = tag.Name
		}
		slices.SortFunc(rows, func(a, b app.FindingRow) int { return a.Created.Compare(b.Created) })
		for i := range rows {
			f := &rows[i].Finding
			tr, err := w.Store.Transcript(ctx, f.Interview)
			if err != nil {
				t.Fatal(err)
			}
			if under := tr.Text[f.Start:f.End]; under != f.Quote {
				t.Errorf("finding %d quotes %q, the text under it is %q", i+1, f.Quote, under)
			}
			var on []string
			for _, id := range f.TagIDs() {
				on = append(on, names[id])
			}
			all = append(all, fmt.Sprintf("%d-%d %s %q", f.Start, f.End, strings.Join(on, "+"), f.Quote))
		}
	})
	if len(all) != want {
		t.Fatalf("the file holds %d findings, want %d:\n%s", len(all), want, strings.Join(all, "\n"))
	}
	for i, ps := range passages()[:want] {
		if !strings.Contains(all[i], " "+ps.tag+" ") || len(strings.Fields(all[i])) < 2+ps.words-1 {
			t.Errorf("passage %d became %s, want %d words with %s", i+1, all[i], ps.words, ps.tag)
		}
	}
	return all
}

// mustOverlap checks that some passages share text: the test would be easier without.
func mustOverlap(t *testing.T, all []string) {
	t.Helper()
	var spans []app.Span
	shared := 0
	for _, line := range all {
		var s app.Span
		if _, err := fmt.Sscanf(line, "%d-%d", &s.Start, &s.End); err != nil {
			t.Fatal(err)
		}
		for _, o := range spans {
			if s.Overlaps(o) {
				shared++
			}
		}
		spans = append(spans, s)
	}
	if shared < 5 {
		t.Errorf("%d pairs of passages overlap, want at least 5", shared)
	}
}

func mustEqual(t *testing.T, when string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s the file holds\n%s\nwant\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
