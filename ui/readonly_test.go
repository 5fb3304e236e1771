package ui

import (
	"os"
	"path/filepath"
	"testing"

	"throughline/app"
	"throughline/app/workspace"
)

func TestOpen_OffersReadingWhereWritingIsRefused(t *testing.T) {
	there := filepath.Join(t.TempDir(), "team.throughline")
	if err := os.WriteFile(there, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		path string
		mode workspace.Mode
		code app.Code
		want bool
	}{
		{"open elsewhere", there, workspace.Existing, app.ELocked, true},
		{"damaged", there, workspace.Existing, app.EDamaged, true},
		{"nothing may be written there", there, workspace.Existing, app.EIO, true},
		{"the disk gives nothing", there + " gone", workspace.Existing, app.EIO, false},
		{"read only already", there, workspace.ReadOnly, app.EIO, false},
		{"to be made", there, workspace.New, app.EIO, false},
		{"of a newer version", there, workspace.Existing, app.EUnsupported, false},
	} {
		if got := canBeRead(c.path, c.mode, &app.Error{Code: c.code, Message: "It is so."}); got != c.want {
			t.Errorf("%s: offered %v, want %v", c.name, got, c.want)
		}
	}
}
