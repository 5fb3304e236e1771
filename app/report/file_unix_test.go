//go:build unix

package report_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"throughline/app"
	"throughline/app/report"
)

func TestWriteFile_LeavesPipesAndDevicesInPlace(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	if err := report.WriteFile(pipe, report.FileOptions{Overwrite: true}, writes("new")); app.CodeOf(err) != app.EInvalid {
		t.Errorf("WriteFile over a pipe = %v, want EInvalid", err)
	}
	if info, err := os.Stat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe became %v, %v", info.Mode(), err)
	}
}
