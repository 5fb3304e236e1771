package apptest

import (
	"testing"

	"throughline/app"
)

// Find reads a record again. The test ends if it is gone.
func Find[T app.Record](b *Bench, r T) T {
	b.T.Helper()
	got, err := b.Store.Find(b.T.Context(), r.Ref())
	if err != nil {
		b.T.Fatal(err)
	}
	return got.(T)
}

// Has reports whether a record is stored.
func (b *Bench) Has(r app.Record) bool {
	b.T.Helper()
	_, err := b.Store.Find(b.T.Context(), r.Ref())
	if err != nil && app.CodeOf(err) != app.ENotFound {
		b.T.Fatal(err)
	}
	return err == nil
}

// Hash is the checksum of everything stored.
func (b *Bench) Hash() string {
	b.T.Helper()
	h, err := b.Store.ContentHash(b.T.Context())
	if err != nil {
		b.T.Fatal(err)
	}
	return h
}

// Steps is how many steps the history holds.
func (b *Bench) Steps() int {
	b.T.Helper()
	all, err := b.Log.Entries(b.T.Context(), app.Page{})
	if err != nil {
		b.T.Fatal(err)
	}
	return len(all)
}

// OneStep runs act and expects it to be one step with a label, that undo takes back to the last byte and redo brings
// again, and to leave the workspace whole.
func (b *Bench) OneStep(t *testing.T, label string, act func() error) {
	t.Helper()
	before, steps := b.Hash(), b.Steps()
	if err := act(); err != nil {
		t.Fatalf("%s: %v", label, err)
	}
	after := b.Hash()
	if n := b.Steps() - steps; n != 1 || after == before {
		t.Fatalf("%s made %d steps, changed %v; want one step that changes something", label, n, after != before)
	}
	if got := b.Log.State().Undo; got != label {
		t.Errorf("the step is labelled %q, want %q", got, label)
	}
	b.Whole(t)
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatalf("undo %s: %v", label, err)
	}
	if b.Hash() != before {
		t.Errorf("undo %s does not give back what was", label)
	}
	b.Whole(t)
	if _, err := b.Log.Redo(t.Context()); err != nil {
		t.Fatalf("redo %s: %v", label, err)
	}
	if b.Hash() != after {
		t.Errorf("redo %s does not bring back what it made", label)
	}
}

// Nothing runs act and expects the code, "" for success, and that nothing was stored.
func (b *Bench) Nothing(t *testing.T, want app.Code, act func() error) {
	t.Helper()
	before, steps := b.Hash(), b.Steps()
	if err := act(); app.CodeOf(err) != want {
		t.Errorf("error %v, want code %q", err, want)
	}
	if b.Hash() != before || b.Steps() != steps {
		t.Errorf("something was stored: %d steps", b.Steps()-steps)
	}
}

// Whole expects the workspace to keep its laws.
func (b *Bench) Whole(t *testing.T) {
	t.Helper()
	rep, err := b.Store.Check(t.Context(), nil)
	if err != nil || !rep.OK {
		t.Errorf("Check() = %q, %v", rep.Problems, err)
	}
}
