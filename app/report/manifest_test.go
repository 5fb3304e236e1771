package report_test

import (
	"reflect"
	"testing"

	"throughline/app"
	"throughline/app/report"
)

// Whatever a file holds, it is read or refused.
func FuzzReadManifest(f *testing.F) {
	m := report.Manifest{Version: 1, Hash: "ab", Parts: []report.Part{{Query: "tags", Name: "Tags </script> -->", Hash: "cd"}}}
	page, err := m.InHTML()
	if err != nil {
		f.Fatal(err)
	}
	md, err := m.InMarkdown()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{page, md, "%PDF-1.4 /Type /EmbeddedFile stream\n\x78\x9c", "PK\x03\x04", "", "<!-- throughline-report: !!! -->"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := report.ReadManifest(data)
		if (got == nil) == (err == nil) || err != nil && app.CodeOf(err) != app.EUnsupported {
			t.Fatalf("ReadManifest gives %v and %v", got, err)
		}
	})
}

func TestReadManifest_ReadsWhatWasWritten(t *testing.T) {
	want := &report.Manifest{Version: 1, Hash: "ab", Parts: []report.Part{{Query: "tags", Name: "Tags </script> -->", Hash: "cd"}},
		Recipe: report.Recipe{Study: "s", Find: app.FindingQuery{Text: "zebra"}, Date: "2026-11-04", Insights: []app.InsightID{}}}
	for name, write := range map[string]func() (string, error){"html": want.InHTML, "md": want.InMarkdown} {
		text, err := write()
		if err != nil {
			t.Fatal(err)
		}
		got, err := report.ReadManifest([]byte("before\n" + text + "\nafter"))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v; %v", name, got, want, err)
		}
	}
}
