package exchange_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/exchange"
)

// watched is a folder that is watched for a study.
type watched struct {
	*testing.T
	b   *apptest.Bench
	svc *exchange.Service
	w   *exchange.Watch
}

func newWatched(t *testing.T) *watched {
	b := apptest.New(t)
	return &watched{t, b, &exchange.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, &exchange.Watch{Dir: t.TempDir(), Study: b.Study("Ordering").ID}}
}

func (w *watched) write(name, text string) {
	w.Helper()
	if err := os.WriteFile(filepath.Join(w.w.Dir, name), []byte(text), 0o600); err != nil {
		w.Fatal(err)
	}
}

// look looks and imports what is ready; it returns how many files came in, were there already and failed.
func (w *watched) look() (came, same, failed int) {
	w.Helper()
	ready, err := w.w.Look(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	if len(ready) == 0 {
		return 0, 0, 0
	}
	res, err := w.svc.ImportWatched(w.Context(), w.w, ready, nil)
	if err != nil {
		w.Fatal(err)
	}
	return res.Count(exchange.Imported), res.Count(exchange.Duplicate), res.Count(exchange.Failed)
}

func TestWatch_TakesWhatIsWholeOnce(t *testing.T) {
	w := newWatched(t)
	w.write("p1.txt", "Mod: How do you order?\nP1: By ")
	w.write("p2.txt", "Mod: How do you order?\nP2: In a shop.\n")
	w.write("p3.txt.part", "Mod: How")
	w.write("empty.txt", "")
	if came, _, _ := w.look(); came != 0 {
		t.Error("a file came in that may still be written")
	}
	w.write("p1.txt", "Mod: How do you order?\nP1: By phone, as we always did.\n")
	if came, _, failed := w.look(); came != 1 || failed != 0 {
		t.Errorf("%d files came in, %d failed, want the one that stayed as it was", came, failed)
	}
	if came, _, _ := w.look(); came != 1 {
		t.Errorf("then %d came in, want the one that was written to its end", came)
	}
	if came, same, failed := w.look(); came+same+failed != 0 {
		t.Error("what came in is looked at again")
	}
	for _, name := range []string{"p1.txt", "p2.txt", "p3.txt.part", "empty.txt"} {
		if _, err := os.Stat(filepath.Join(w.w.Dir, name)); err != nil {
			t.Errorf("%s was moved: %v", name, err)
		}
	}
	// the program is started again: with its marks nothing is read, without them nothing comes twice
	for _, done := range [][]string{slices.Clone(w.w.Done), nil} {
		w.w = &exchange.Watch{Dir: w.w.Dir, Study: w.w.Study, Done: done}
		w.look()
		if came, same, _ := w.look(); came != 0 || same != len([]string{"p1", "p2"}) && done == nil || same != 0 && done != nil {
			t.Errorf("after a restart with %d marks %d came in and %d were there", len(done), came, same)
		}
	}
}

func TestWatch_TellsOfAFailureOnce(t *testing.T) {
	w := newWatched(t)
	w.write("p1.docx", "no document at all")
	w.look()
	if came, _, failed := w.look(); came != 0 || failed != 1 {
		t.Errorf("%d came in, %d failed", came, failed)
	}
	if _, _, failed := w.look(); failed != 0 {
		t.Error("it is told again")
	}
	w.write("p1.docx", "still no document, and longer")
	w.look()
	if _, _, failed := w.look(); failed != 1 {
		t.Error("a file that changed is not tried again")
	}
	w.w.Dir = filepath.Join(w.w.Dir, "away")
	if _, err := w.w.Look(t.Context()); app.CodeOf(err) != app.ENotFound {
		t.Errorf("a folder that is away: %v", err)
	}
}
