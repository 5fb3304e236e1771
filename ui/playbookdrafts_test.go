package ui

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"throughline/ui/playbook"
)

func TestDraftShelf_KeepsDraftsOfEachWorkspace(t *testing.T) {
	root := filepath.Join(t.TempDir(), "not there yet")
	one, two := draftsOf(root, "/a/one.throughline"), draftsOf(root, "/a/two.throughline")
	if all, err := one.Load(); len(all) != 0 || err != nil {
		t.Errorf("before anything: %v, %v", all, err)
	}
	kept := []playbook.Kept{{Template: "t", Body: "# Text\n“é”", Note: "half"}, {Template: "u", Body: "{}"}}
	if err := one.Save(kept); err != nil {
		t.Fatal(err)
	}
	if all, err := one.Load(); err != nil || !slices.Equal(all, kept) {
		t.Errorf("Load() = %v, %v", all, err)
	}
	if all, err := two.Load(); len(all) != 0 || err != nil {
		t.Errorf("the other workspace has %v, %v", all, err)
	}
	if err := one.Save(nil); err != nil {
		t.Fatal(err)
	}
	if err := one.Save(nil); err != nil {
		t.Errorf("once more: %v", err)
	}
	if left, err := os.ReadDir(root); err != nil || len(left) != 0 {
		t.Errorf("left are %v, %v", left, err)
	}
	if err := os.WriteFile(one.path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := one.Load(); err == nil {
		t.Error("a broken file is read")
	}
}
