package cli

import (
	"strings"
	"testing"
)

func FuzzSplit(f *testing.F) {
	f.Add("id;answer\n1;\"a\nb\"\n\n2;x\n")
	f.Add("sep=|\na|b\n")
	f.Add("one\n\n\"two\n")
	f.Add("\"")
	f.Fuzz(func(t *testing.T, text string) {
		comma, rows := splitCSV(text)
		if comma == '\n' || comma == '"' || comma == 0 {
			t.Errorf("delimiter %q", comma)
		}
		cells := 0
		for _, r := range rows {
			if len(r) == 0 {
				t.Fatal("a row without a cell")
			}
			for _, c := range r {
				cells += len(c)
			}
		}
		if cells > len(text) {
			t.Errorf("%d bytes in cells of a text of %d", cells, len(text))
		}
		if strings.TrimSpace(text) != "" && !strings.HasPrefix(text, "sep=") && len(rows) == 0 {
			t.Errorf("no rows in %q", text)
		}
		if tsv := splitTSV(text); len(tsv) != strings.Count(strings.TrimSuffix(text, "\n"), "\n")+1 {
			t.Errorf("%d rows", len(tsv))
		}
	})
}
