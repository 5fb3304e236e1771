package ui

import (
	"testing"

	"throughline/app"
	"throughline/app/exchange"
)

func TestWatchSaid_NamesWhatFailed(t *testing.T) {
	bad := exchange.FileResult{Path: "/in/p2.docx", Status: exchange.Failed, Err: app.Invalid("The file has no text.", "")}
	good := exchange.FileResult{Path: "/in/p1.txt", Status: exchange.Imported, Documents: 1}
	for _, c := range []struct {
		name  string
		files []exchange.FileResult
		want  string
		undo  bool
	}{
		{"nothing", nil, "", false},
		{"there already", []exchange.FileResult{{Path: "/in/p1.txt", Status: exchange.Duplicate}}, "", false},
		{"one came", []exchange.FileResult{good}, "1 interview imported from in", true},
		{"highlights of texts that are here", []exchange.FileResult{{Path: "/in/h.csv", Status: exchange.Imported, Findings: 3}}, "3 highlights imported from in", true},
		{"one failed", []exchange.FileResult{bad}, "p2.docx could not be imported: The file has no text.", false},
		{"one of each", []exchange.FileResult{good, bad, bad}, "1 interview imported from in. p2.docx could not be imported: The file has no text. 1 other file failed as well.", true},
	} {
		if got, undo := watchSaid("/in", exchange.Result{Files: c.files}); got != c.want || undo != c.undo {
			t.Errorf("%s: %q, %v", c.name, got, undo)
		}
	}
}
