// Package storagetest makes small workspaces for tests.
package storagetest

import (
	"path/filepath"
	"testing"

	"throughline/storage"
)

// New is an empty workspace in a folder of the test, closed when the test ends.
func New(t testing.TB) *storage.Store {
	t.Helper()
	s, err := storage.Create(t.Context(), filepath.Join(t.TempDir(), "test.throughline"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
