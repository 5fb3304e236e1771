package report

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"throughline/app"
)

func TestFileError_NamesTheTrouble(t *testing.T) {
	for cause, want := range map[error]string{
		syscall.ENOSPC: "The disk is full: report.pdf was not written.",
		syscall.EROFS:  "report.pdf may not be written in /media.",
		syscall.EACCES: "report.pdf may not be written in /media.",
		syscall.EIO:    "report.pdf could not be written.",
	} {
		err := fileError("/media/report.pdf", &os.PathError{Op: "write", Path: "/media/.report.pdf.part", Err: cause})
		if message, hint := app.Explain(err); app.CodeOf(err) != app.EIO || message != want || hint == "" {
			t.Errorf("%v: %q (%q), want %q", cause, message, hint, want)
		}
	}
}

func TestDiskWriter_NamesTheFile(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here: ", err)
	}
	defer func() { _ = full.Close() }()
	_, err = (&diskWriter{full, "/media/report.pdf"}).Write([]byte("x"))
	if message, _ := app.Explain(err); !strings.Contains(message, "The disk is full: report.pdf") {
		t.Errorf("message = %q", message)
	}
}
