package storage_test

import (
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

func TestBackup_NamesTheFolderThatIsMissing(t *testing.T) {
	s := storagetest.New(t)
	dir := filepath.Join(t.TempDir(), "not here")
	err := s.Backup(t.Context(), filepath.Join(dir, "copy.throughline"), nil)
	if app.CodeOf(err) != app.ENotFound || !strings.Contains(err.Error(), dir) {
		t.Errorf("Backup() = %v, want the missing folder named", err)
	}
}
