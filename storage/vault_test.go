package storage_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage"
)

func TestVaultHeader_OneTakesThePlaceOfTheOtherAndLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.throughline")
	s, err := storage.Create(ctx, path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if h, err := s.VaultHeader(ctx); err != nil || h != nil {
		t.Fatalf("VaultHeader() of a new workspace = %q, %v", h, err)
	}
	first, second := []byte(`{"old":"`+strings.Repeat("abcdefgh", 40)+`"}`), []byte(`{"new":"short"}`)
	if err := s.SaveVaultHeader(ctx, nil, first); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		was  []byte
	}{{"from nothing", nil}, {"from another", second}} {
		if err := s.SaveVaultHeader(ctx, c.was, second); app.CodeOf(err) != app.EConflict {
			t.Errorf("%s: %v, want a conflict", c.name, err)
		}
	}
	if err := s.SaveVaultHeader(ctx, first, second); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.LastApplied(ctx); ok || err != nil {
		t.Errorf("a step in the history: %v, %v", ok, err)
	}
	if h, err := s.VaultHeader(ctx); err != nil || !bytes.Equal(h, second) {
		t.Errorf("VaultHeader() = %q, %v, want %q", h, err, second)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(path + "*")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("abcdefgh")) {
			t.Errorf("%s still holds the old header", filepath.Base(f))
		}
	}
	r, err := storage.Open(ctx, path, storage.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if err := r.SaveVaultHeader(ctx, second, first); app.CodeOf(err) != app.EIO {
		t.Errorf("SaveVaultHeader() of a workspace open for reading: %v", err)
	}
}
